//! Prints a plan, for people and for golden files.

use super::{
    Arguments, ArgumentsId, CellSource, ColumnRef, DescriptionId, DescriptionOp, EntityOp,
    FlatObject, HitEdgeOp, HitId, HitOp, HitsId, HitsOp, InfoOp, LinkCell, LinkOp, PageId, PageOp,
    PartOp, PartsId, Plan, PlannedArguments, RecordOp, RootOp, SelectionId, Slice, Step,
    TimeViewChange,
};
use crate::{
    json::fragment::Fragment,
    ontology::{KindId, Ontology, Target},
};
use std::fmt::Write;

impl Plan {
    /// The plan as text: one line a step, what stands under it indented. A selection that
    /// several places share is printed at its first place.
    pub fn explain(&self, ontology: &Ontology) -> String {
        let mut printer =
            Printer { plan: self, ontology, out: String::new(), depth: 0, seen: Vec::new() };
        printer.line("query");
        printer.indented(|it| self.root.iter().for_each(|step| it.root(step)));
        printer.out
    }
}

struct Printer<'a> {
    plan: &'a Plan,
    ontology: &'a Ontology,
    out: String,
    depth: usize,
    seen: Vec<SelectionId>,
}

impl Printer<'_> {
    fn line(&mut self, text: &str) {
        let text = text.trim_end();
        let _ = writeln!(self.out, "{:indent$}{text}", "", indent = self.depth * 2);
    }

    fn indented(&mut self, print: impl FnOnce(&mut Self)) {
        self.depth += 1;
        print(self);
        self.depth -= 1;
    }

    fn key<Op>(&self, step: &Step<Op>) -> String {
        let bytes = self.plan.arena.bytes(step.key);
        let key = bytes.get(1..bytes.len() - 1).unwrap_or_default();
        String::from_utf8_lossy(key).replace('"', "")
    }

    fn constant(&self, constant: Fragment) -> String {
        format!("constant {}", String::from_utf8_lossy(self.plan.arena.bytes(constant)))
    }

    fn root(&mut self, step: &Step<RootOp>) {
        let key = self.key(step);
        match &step.op {
            RootOp::Fail(_) => self.line(NULL_CONDITION),
            RootOp::Constant(constant) => {
                self.line(&format!("{key}: {}", self.constant(*constant)))
            }
            RootOp::Node(arguments, selection, _) | RootOp::Nodes(arguments, selection, _) => {
                self.line(&format!(
                    "{key}: by id, any kind, or a link {}",
                    self.arguments(*arguments)
                ));
                self.selection(*selection);
            }
            RootOp::Lookup(kind, arguments, selection, _) => {
                let kind = kind.map_or("any kind", |kind| self.ontology.kind(kind).name.as_str());
                self.line(&format!("{key}: by id, {kind} {}", self.arguments(*arguments)));
                self.selection(*selection);
            }
            RootOp::All(target, arguments, page, _) => {
                let all = if *target == Target::Entity {
                    "any kind"
                } else {
                    self.ontology.target_name(*target)
                };
                self.line(&format!("{key}: all of {all} {}", self.arguments(*arguments)));
                self.page(*page);
            }
            RootOp::Search(arguments, hits, _) => {
                self.line(&format!("{key}: search {}", self.arguments(*arguments)));
                self.hits(*hits);
            }
            RootOp::Conflicts(arguments, page, _) => {
                self.listed(&format!("{key}: conflicts"), *arguments, *page);
            }
            RootOp::Changes(arguments, page, _) => {
                self.listed(&format!("{key}: moments by day"), *arguments, *page);
            }
            RootOp::Timeline(arguments, page, _) => {
                self.listed(&format!("{key}: moments of entities"), *arguments, *page);
            }
            RootOp::Description(name, selection, _) => {
                self.line(&format!("{key}: description of {name}"));
                self.description(*selection);
            }
            RootOp::Match(arguments, parts, _) => {
                let what = format!("names matched {}", self.arguments(*arguments));
                self.parts_of(&key, &what, *parts);
            }
            RootOp::Introspection(_) => self.line(&format!("{key}: introspection")),
        }
    }

    fn listed(&mut self, what: &str, arguments: ArgumentsId, page: PageId) {
        self.line(&format!("{what} {}", self.arguments(arguments)));
        self.page(page);
    }

    fn selection(&mut self, id: SelectionId) {
        if self.seen.contains(&id) {
            return self.indented(|it| it.line(&format!("as selection {}", id.0)));
        }
        self.seen.push(id);
        let plan = self.plan;
        let selection = &plan.selections[id.index()];
        self.indented(|it| {
            it.line(&format!("selection {}", id.0));
            let kinds = selection.kinds.iter().enumerate().filter(|(_, steps)| !steps.is_empty());
            for (kind, steps) in kinds {
                it.line(&format!("{}:", it.ontology.kind(KindId(kind as u16)).name));
                it.indented(|it| steps.iter().for_each(|step| it.entity(step)));
            }
            if !selection.link.is_empty() {
                it.line("Link:");
                it.indented(|it| selection.link.iter().for_each(|step| it.link(step)));
            }
        });
    }

    fn entity(&mut self, step: &Step<EntityOp>) {
        let key = self.key(step);
        match &step.op {
            EntityOp::Fail(_) => self.line(NULL_CONDITION),
            EntityOp::Constant(constant) => {
                self.line(&format!("{key}: {}", self.constant(*constant)))
            }
            EntityOp::Cell(column) => {
                self.line(&format!("{key}: {}", self.source(CellSource::Node(*column))));
            }
            EntityOp::Name(arguments) => {
                self.line(&format!("{key}: name {}", self.arguments(*arguments)))
            }
            EntityOp::Summary(arguments) => {
                self.line(&format!("{key}: summary {}", self.arguments(*arguments)))
            }
            EntityOp::Degree(arguments, _) => {
                self.line(&format!("{key}: degree {}", self.arguments(*arguments)))
            }
            EntityOp::Names(parts) => self.parts_of(&key, "names", *parts),
            EntityOp::ExternalIds(parts) => self.parts_of(&key, "external ids", *parts),
            EntityOp::Sources(parts, _) => self.parts_of(&key, "citations", *parts),
            EntityOp::Claims(_, parts, _) => self.parts_of(&key, "claims", *parts),
            EntityOp::One(rows, _, arguments, selection, _) => {
                let rows = self.rows(rows.index());
                self.line(&format!("{key}: one by {rows} {}", self.arguments(*arguments)));
                self.selection(*selection);
            }
            EntityOp::Relation(rows, _, arguments, page, _) => {
                let rows = self.rows(rows.index());
                self.line(&format!("{key}: row {rows} {}", self.arguments(*arguments)));
                self.page(*page);
            }
            EntityOp::Links(arguments, page, _) => {
                self.line(&format!("{key}: rows of all relations {}", self.arguments(*arguments)));
                self.page(*page);
            }
            EntityOp::Supports(arguments, page, _) => {
                self.listed(&format!("{key}: what cites it"), *arguments, *page);
            }
        }
    }

    fn rows(&self, index: usize) -> String {
        let rows = self.plan.rows[index];
        format!("{} {:?}", self.ontology.relation(rows.relation).name, rows.direction)
            .to_uppercase()
    }

    fn link(&mut self, step: &Step<LinkOp>) {
        let key = self.key(step);
        match &step.op {
            LinkOp::Fail(_) => self.line(NULL_CONDITION),
            LinkOp::Constant(constant) => {
                self.line(&format!("{key}: {}", self.constant(*constant)))
            }
            LinkOp::Node(selection, _) => {
                self.line(&format!("{key}: other end"));
                self.selection(*selection);
            }
            LinkOp::From(selection, _) | LinkOp::To(selection, _) => {
                self.line(&format!("{key}: end"));
                self.selection(*selection);
            }
            LinkOp::Sources(parts, _) => self.parts_of(&key, "citations", *parts),
            LinkOp::Cell(column) => {
                self.line(&format!("{key}: {}", self.source(CellSource::Link(*column))));
            }
            op => {
                let name = format!("{op:?}").to_lowercase();
                self.line(&format!("{key}: link {}", name.split('(').next().unwrap_or_default()));
            }
        }
    }

    /// The column of a cell.
    fn source(&self, source: CellSource) -> String {
        match source {
            CellSource::Node(column) => match self.plan.columns[column.index()] {
                ColumnRef::Id => "column id".to_owned(),
                ColumnRef::Name => "column name".to_owned(),
                ColumnRef::Head => "columns id and name".to_owned(),
                ColumnRef::Property(kind, index) => {
                    format!("column {}", self.ontology.kind(kind).properties[index].name)
                }
            },
            CellSource::Link(column) => {
                let column = self.plan.link_columns[column.index()];
                match column.cell {
                    LinkCell::Property(index) => {
                        let properties = self.ontology.properties_of(column.relation);
                        format!("link column {}", properties[index].name)
                    }
                    other => format!("link column {other:?}").to_lowercase(),
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

    fn page(&mut self, id: PageId) {
        let plan = self.plan;
        self.indented(|it| {
            for step in &plan.pages[id.index()].steps {
                let key = it.key(step);
                match &step.op {
                    PageOp::Fail(_) => it.line(NULL_CONDITION),
                    PageOp::Constant(constant) => {
                        it.line(&format!("{key}: {}", it.constant(*constant)))
                    }
                    PageOp::Nodes(selection, _) => {
                        it.line(&format!("{key}: each"));
                        it.selection(*selection);
                    }
                    PageOp::Edges(steps, _) => {
                        it.line(&format!("{key}: each edge"));
                        it.indented(|it| steps.iter().for_each(|step| it.link(step)));
                    }
                    PageOp::Records(op, _) => it.record(&format!("{key}: each"), op),
                    PageOp::Info(steps, _) => {
                        it.line(&format!("{key}: page info"));
                        it.indented(|it| steps.iter().for_each(|step| it.info(step)));
                    }
                    PageOp::Flat(flat) => {
                        it.line(&format!("{key}: flat {}", it.flat(&plan.flat[flat.index()])));
                    }
                    PageOp::TotalCount => it.line(&format!("{key}: count of all")),
                }
            }
        });
    }

    fn hits(&mut self, id: HitsId) {
        let plan = self.plan;
        self.indented(|it| {
            for step in &plan.hit_pages[id.index()].steps {
                let key = it.key(step);
                match &step.op {
                    HitsOp::Fail(_) => it.line(NULL_CONDITION),
                    HitsOp::Constant(constant) => {
                        it.line(&format!("{key}: {}", it.constant(*constant)))
                    }
                    HitsOp::Nodes(hit, _) => {
                        it.line(&format!("{key}: each hit"));
                        it.hit(*hit);
                    }
                    HitsOp::Edges(steps, _) => {
                        it.line(&format!("{key}: each edge"));
                        it.indented(|it| steps.iter().for_each(|step| it.hit_edge(step)));
                    }
                    HitsOp::Info(steps, _) => {
                        it.line(&format!("{key}: page info"));
                        it.indented(|it| steps.iter().for_each(|step| it.info(step)));
                    }
                    HitsOp::TotalCount => it.line(&format!("{key}: count of all")),
                    HitsOp::Facets(steps, _) => {
                        it.line(&format!("{key}: count by kind"));
                        it.indented(|it| {
                            for step in steps {
                                let key = it.key(step);
                                it.line(&key);
                            }
                        });
                    }
                }
            }
        });
    }

    fn hit_edge(&mut self, step: &Step<HitEdgeOp>) {
        let key = self.key(step);
        match &step.op {
            HitEdgeOp::Node(hit, _) => {
                self.line(&format!("{key}: the hit"));
                self.hit(*hit);
            }
            HitEdgeOp::Fail(_) => self.line(NULL_CONDITION),
            HitEdgeOp::Constant(_) | HitEdgeOp::Cursor => self.line(&key),
        }
    }

    fn hit(&mut self, id: HitId) {
        let plan = self.plan;
        self.indented(|it| {
            for step in &plan.hits[id.index()] {
                let key = it.key(step);
                match &step.op {
                    HitOp::Entity(selection, _) => {
                        it.line(&format!("{key}: the entity"));
                        it.selection(*selection);
                    }
                    HitOp::Name(parts, _) => it.parts_of(&key, "the name that matched", *parts),
                    HitOp::Fail(_) => it.line(NULL_CONDITION),
                    HitOp::Constant(_)
                    | HitOp::Score
                    | HitOp::Field
                    | HitOp::Text
                    | HitOp::Highlight => it.line(&key),
                }
            }
        });
    }

    fn record(&mut self, head: &str, op: &RecordOp) {
        match op {
            RecordOp::Object(steps, _) => {
                self.line(head);
                self.indented(|it| {
                    for step in steps {
                        let key = it.key(step);
                        it.record(&key, &step.op);
                    }
                });
            }
            RecordOp::Element(selection, _)
            | RecordOp::Entity(selection, _)
            | RecordOp::Link(selection, _) => {
                self.line(head);
                self.selection(*selection);
            }
            RecordOp::Citations(parts) => self.parts_of(head, "citations", *parts),
            RecordOp::Claims(parts, _) => self.parts_of(head, "claims", *parts),
            RecordOp::Fail(_) => self.line(NULL_CONDITION),
            RecordOp::Constant(constant) => {
                self.line(&format!("{head}: {}", self.constant(*constant)));
            }
            RecordOp::Cursor
            | RecordOp::Field
            | RecordOp::Date
            | RecordOp::Change
            | RecordOp::Certain => self.line(head),
        }
    }

    fn info(&mut self, step: &Step<InfoOp>) {
        let key = self.key(step);
        self.line(&key);
    }

    fn parts_of(&mut self, key: &str, what: &str, parts: PartsId) {
        self.line(&format!("{key}: {what}"));
        let plan = self.plan;
        self.indented(|it| {
            for step in &plan.parts[parts.index()] {
                let key = it.key(step);
                match step.op {
                    PartOp::Source(selection, _) => {
                        it.line(&format!("{key}: the source"));
                        it.selection(selection);
                    }
                    PartOp::Entity(selection, _) => {
                        it.line(&format!("{key}: entity"));
                        it.selection(selection);
                    }
                    PartOp::Candidates(parts, _) => it.parts_of(&key, "candidates", parts),
                    PartOp::MatchedName(parts, _) => it.parts_of(&key, "name", parts),
                    PartOp::Tokens(parts, _) => it.parts_of(&key, "words", parts),
                    PartOp::Claims(parts, _) => it.parts_of(&key, "claims", parts),
                    PartOp::Sources(parts, _) => it.parts_of(&key, "citations", parts),
                    _ => it.line(&key),
                }
            }
        });
    }

    fn description(&mut self, id: DescriptionId) {
        let plan = self.plan;
        self.indented(|it| {
            for step in &plan.descriptions[id.index()] {
                let key = it.key(step);
                it.line(&key);
                if let DescriptionOp::Member(_, Some((inner, _))) = &step.op {
                    it.description(*inner);
                }
            }
        });
    }

    /// The page size, filter and order of a field, or that variables decide them.
    fn arguments(&self, id: ArgumentsId) -> String {
        match &self.plan.arguments[id.index()] {
            PlannedArguments::Template(_) => "(by variables)".to_owned(),
            PlannedArguments::Bound(bound) => match bound.as_ref() {
                Err(error) => format!("(error: {})", error.message),
                Ok(arguments) => arguments_text(arguments),
            },
        }
    }
}

/// An object that cannot be written.
const NULL_CONDITION: &str = "fails: a condition is null";

fn arguments_text(arguments: &Arguments) -> String {
    match arguments {
        Arguments::Entities(page) => {
            page_text(&page.slice, page.filter.is_some(), !page.order.is_empty(), page.view)
        }
        Arguments::Relation(page) => {
            let filtered = page.filter.node.is_some() || page.filter.edge.is_some();
            page_text(&page.slice, filtered, !page.order.is_empty(), page.view)
        }
        Arguments::Links(page) => {
            let filtered =
                page.filter.is_some() || page.kinds.is_some() || page.scope.relations.is_some();
            page_text(&page.slice, filtered, false, page.view)
        }
        Arguments::Search(page) => {
            let filtered = page.filter.is_some() || page.kinds.is_some();
            page_text(&page.slice, filtered, false, page.view)
        }
        Arguments::Supports(page) => {
            page_text(&page.slice, !page.scope.is_open(), false, page.view)
        }
        Arguments::Conflicts(slice, view) => page_text(slice, false, false, *view),
        Arguments::Moments(page) => page_text(&page.slice, true, false, TimeViewChange::default()),
        Arguments::Id(id, view) => format!("(id {id}{})", view.explain()),
        Arguments::Ids(ids, view) => format!("({} ids{})", ids.len(), view.explain()),
        Arguments::Languages(languages) => format!("(in {})", languages.join(", ")),
        Arguments::Match(page) => {
            let view = page.view.explain();
            format!("({} names, {} candidates each{view})", page.queries.len(), page.limit)
        }
        Arguments::One(view) | Arguments::Degree(_, view) => match view.explain() {
            change if change.is_empty() => change,
            change => format!("({})", &change[2..]),
        },
        Arguments::Field(_) => String::new(),
    }
}

fn page_text(slice: &Slice, filtered: bool, ordered: bool, view: TimeViewChange) -> String {
    let which = if slice.from_end { "last" } else { "first" };
    let filtered = if filtered { ", filtered" } else { "" };
    let ordered = if ordered { ", ordered" } else { "" };
    format!("({which} {}{filtered}{ordered}{})", slice.size, view.explain())
}
