//! Prints a plan, for people and for golden files.

mod objects;

use super::{
    ArgumentsId, Bound, CellSource, ColumnRef, Connection, EdgeOp, FlatObject, LinkCell, ListOp,
    Object, Plan, PlannedArguments, RootField, RowsId, SelectionId, Step,
    ids::{Id, Stored},
};
use crate::ontology::{KindId, Ontology};
use std::fmt::Write;

impl Plan {
    /// The plan as text: one line for each step, with its parts indented. A selection that
    /// several fields share is printed at the first of them.
    pub fn explain(&self, ontology: &Ontology) -> String {
        let mut printer =
            Printer { plan: self, ontology, out: String::new(), depth: 0, seen: Vec::new() };
        printer.line("query");
        printer.indented(|it| {
            for step in &self.root {
                it.step(step, |it, key, step| step.op.explain(key, it));
            }
        });
        printer.out
    }
}

/// Prints a plan.
#[derive(Debug)]
pub struct Printer<'a> {
    plan: &'a Plan,
    ontology: &'a Ontology,
    out: String,
    depth: usize,
    seen: Vec<SelectionId>,
}

/// A part of a plan that is printed behind a key.
pub(super) trait Explain {
    fn explain(&self, key: &str, to: &mut Printer<'_>);
}

impl<'a> Printer<'a> {
    pub(super) fn ontology(&self) -> &'a Ontology {
        self.ontology
    }

    pub(super) fn line(&mut self, text: &str) {
        let text = text.trim_end();
        let _ = writeln!(self.out, "{:indent$}{text}", "", indent = self.depth * 2);
    }

    fn indented(&mut self, print: impl FnOnce(&mut Self)) {
        self.depth += 1;
        print(self);
        self.depth -= 1;
    }

    fn step<Op>(&mut self, step: &Step<Op>, print: impl FnOnce(&mut Self, &str, &Op)) {
        match step {
            Step::Fail(_) => self.line("fails: a condition is null"),
            Step::Constant { key, value } => {
                let value = String::from_utf8_lossy(self.plan.arena.bytes(*value));
                self.line(&format!("{}: constant {value}", self.plan.key(*key)));
            }
            Step::Field { key, op } => print(self, &self.plan.key(*key), op),
        }
    }

    /// Prints the fields of an object.
    pub(super) fn object<Op: Explain>(&mut self, steps: &[Step<Op>]) {
        self.indented(|it| {
            for step in steps {
                it.step(step, |it, key, op| op.explain(key, it));
            }
        });
    }

    /// Prints the fields of an object that others share.
    pub(super) fn object_of<Op: Explain>(&mut self, id: Id<Object<Op>>)
    where
        Object<Op>: Stored,
    {
        self.object(&self.plan[id]);
    }

    /// Prints a field that holds such objects.
    pub(super) fn embedded<Op: Explain>(&mut self, key: &str, what: &str, id: Id<Object<Op>>)
    where
        Object<Op>: Stored,
    {
        self.line(&format!("{key}: {what}"));
        self.object_of(id);
    }

    /// Prints the fields of a page.
    pub(super) fn connection<List: Explain>(&mut self, id: Id<Connection<List>>)
    where
        Connection<List>: Stored,
    {
        self.object(&self.plan[id].steps);
    }

    /// Prints `nodes` or `edges`, with words for an item, for the node and for the cursor of an
    /// edge.
    pub(super) fn list<Node: ExplainItem, Own: Explain>(
        &mut self,
        key: &str,
        list: &ListOp<Node, Own>,
        [item, end, cursor]: [&str; 3],
    ) {
        match list {
            ListOp::Nodes(node, _) => {
                self.line(&format!("{key}: {item}"));
                node.explain_item(self);
            }
            ListOp::Edges(steps, _) => {
                let edge = if end.is_empty() { item } else { "each edge" };
                self.line(&format!("{key}: {edge}"));
                self.indented(|it| {
                    for step in steps {
                        it.step(step, |it, key, op| it.edge(key, op, [end, cursor]));
                    }
                });
            }
        }
    }

    fn edge<Node: ExplainItem, Own: Explain>(
        &mut self,
        key: &str,
        op: &EdgeOp<Node, Own>,
        [end, cursor]: [&str; 2],
    ) {
        let with = |word: &str| match word {
            "" => key.to_owned(),
            word => format!("{key}: {word}"),
        };
        match op {
            EdgeOp::Cursor => self.line(&with(cursor)),
            EdgeOp::Node(node, _) => {
                self.line(&with(end));
                node.explain_item(self);
            }
            EdgeOp::Own(own) => own.explain(key, self),
        }
    }

    pub(super) fn selection(&mut self, id: SelectionId) {
        if self.seen.contains(&id) {
            return self.indented(|it| it.line(&format!("as selection {id:?}")));
        }
        self.seen.push(id);
        let selection = &self.plan[id];
        self.indented(|it| {
            it.line(&format!("selection {id:?}"));
            let kinds = selection.kinds.iter().enumerate().filter(|(_, steps)| !steps.is_empty());
            for (kind, steps) in kinds {
                it.line(&format!("{}:", it.ontology.kind(KindId(kind as u16)).name));
                it.object(steps);
            }
            if !selection.link.is_empty() {
                it.line("Link:");
                it.object(&selection.link);
            }
        });
    }

    fn rows(&self, id: RowsId) -> String {
        let rows = self.plan[id];
        format!("{} {:?}", self.ontology.relation(rows.relation).name, rows.direction)
            .to_uppercase()
    }

    /// The column of a cell.
    fn source(&self, source: CellSource) -> String {
        match source {
            CellSource::Node(column) => match self.plan[column] {
                ColumnRef::Id => "column id".to_owned(),
                ColumnRef::Name => "column name".to_owned(),
                ColumnRef::Head => "columns id and name".to_owned(),
                ColumnRef::Property(kind, index) => {
                    format!("column {}", self.ontology.kind(kind).properties[index].name)
                }
            },
            CellSource::Link(column) => {
                let column = self.plan[column];
                match column.cell {
                    LinkCell::Property(index) => {
                        let properties = self.ontology.properties_of(column.relation);
                        format!("link column {}", properties[index].name)
                    }
                    LinkCell::At
                    | LinkCell::Since
                    | LinkCell::Until
                    | LinkCell::Attested
                    | LinkCell::Disputed
                    | LinkCell::Note => format!("link column {:?}", column.cell).to_lowercase(),
                }
            }
        }
    }

    /// A flat object as it is written, its columns in the place of their cells.
    fn flat(&self, object: &FlatObject) -> String {
        let text = |fragment| String::from_utf8_lossy(self.plan.arena.bytes(fragment));
        let mut out = text(object.first).into_owned();
        for (position, (before, source)) in object.pieces.iter().enumerate() {
            if position > 0 {
                out.push_str(&text(*before));
            }
            let _ = write!(out, "<{}>", self.source(*source));
        }
        out + &text(object.tail)
    }

    /// The arguments of a field in words, or that variables decide them.
    pub(super) fn arguments<T: Bound>(&self, id: ArgumentsId<T>) -> String {
        match &self.plan.arguments[id.index()] {
            PlannedArguments::Template(_) => "(by variables)".to_owned(),
            PlannedArguments::Bound(bound) => match bound.as_ref() {
                Err(error) => format!("(error: {error})"),
                Ok(arguments) => arguments.explain(),
            },
        }
    }
}

/// An item of a list.
pub(super) trait ExplainItem {
    fn explain_item(&self, to: &mut Printer<'_>);
}

impl ExplainItem for SelectionId {
    fn explain_item(&self, to: &mut Printer<'_>) {
        to.selection(*self);
    }
}

impl<Op: Explain> ExplainItem for Id<Object<Op>>
where
    Object<Op>: Stored,
{
    fn explain_item(&self, to: &mut Printer<'_>) {
        to.object_of(*self);
    }
}
