//! Writes what began, happened and ended: in some days, or of some entities.

use super::{
    Path, Run, Stop, Written,
    records::{ElementPosition, Record, element_cursor},
    supports::in_scope,
};
use crate::{
    graph::{Element, ElementId, Graph, Moment},
    ontology::{Change, Direction},
    plan::{
        Arguments, ArgumentsId, Certainty, Cursor, FieldError, MomentPage, PageId, PageSelection,
        RecordOp,
    },
    value::PartialDate,
};
use serde_json::{Value, json};
use std::cmp::Ordering;

/// Where a cursor stands among moments.
pub(super) struct MomentPlace {
    date: PartialDate,
    change: Change,
    element: ElementPosition,
}

impl Record for Moment {
    type Place = MomentPlace;

    fn place(graph: &Graph, cursor: &Cursor) -> Result<MomentPlace, FieldError> {
        let other = || FieldError::bad_input("the cursor is of another list");
        let [Value::String(date), Value::String(change), ..] = cursor.keys.as_slice() else {
            return Err(other());
        };
        Ok(MomentPlace {
            date: date.parse().map_err(|_| other())?,
            change: Change::from_name(change).ok_or_else(other)?,
            element: ElementPosition::find(graph, cursor)?,
        })
    }

    fn compare(self, graph: &Graph, place: &MomentPlace) -> Ordering {
        let key = |date: PartialDate, change| (date.earliest(), date.latest(), change);
        key(self.date, self.change)
            .cmp(&key(place.date, place.change))
            .then_with(|| place.element.compare(graph, self.element))
            .then_with(|| self.date.cmp(&place.date))
    }

    fn cursor(self, graph: &Graph) -> Cursor {
        let keys = vec![json!(self.date.to_string()), json!(self.change.as_str())];
        element_cursor(graph, self.element, keys)
    }
}

impl<'a> Run<'a> {
    /// Writes a page of `changes`.
    pub(super) fn changes_page(
        &mut self,
        arguments: ArgumentsId,
        page: PageId,
        path: &Path<'_>,
    ) -> Written {
        let Arguments::Moments(arguments) = self.arguments(arguments, path)? else {
            return Ok(());
        };
        let list = self.graph.moments_near(arguments.days);
        self.moment_page(list, arguments, &self.plan.pages[page.index()], path)
    }

    /// Writes a page of `timeline`.
    pub(super) fn timeline_page(
        &mut self,
        arguments: ArgumentsId,
        page: PageId,
        path: &Path<'_>,
    ) -> Written {
        let Arguments::Moments(arguments) = self.arguments(arguments, path)? else {
            return Ok(());
        };
        let list = self.moments_of(arguments, path)?;
        self.moment_page(&list, arguments, &self.plan.pages[page.index()], path)
    }

    /// All moments of the entities that are asked for and of their links, in order, each once.
    fn moments_of(&mut self, arguments: &MomentPage, path: &Path<'_>) -> Result<Vec<Moment>, Stop> {
        let graph = self.graph;
        let mut elements: Vec<ElementId> = Vec::new();
        for id in &arguments.ids {
            self.budget.visit(1)?;
            let Some(node) = graph.node_by_id(id) else {
                let message = format!("`ids`: there is no entity with the id \"{id}\"");
                return Err(self.fail(FieldError::bad_input(message), path));
            };
            elements.push(ElementId::of_node(node));
            for (relation, _, row) in graph.rows_of(node, Direction::Both) {
                if arguments.scope.has_relation(relation) {
                    self.budget.visit(row.len())?;
                    elements.extend(row.iter().map(|(_, link)| graph.link_element(link)));
                }
            }
        }
        elements.sort_unstable();
        elements.dedup();
        let mut moments = Vec::new();
        for element in elements {
            let of_element = graph.moments_of(element);
            self.budget.visit(1 + of_element.len())?;
            moments.extend(of_element);
        }
        moments.sort_by_cached_key(|it| it.key());
        moments.dedup();
        Ok(moments)
    }

    fn moment_page(
        &mut self,
        list: &[Moment],
        arguments: &'a MomentPage,
        selection: &'a PageSelection,
        path: &Path<'_>,
    ) -> Written {
        let graph = self.graph;
        let is_meant = |moment: Moment| {
            let lies = match arguments.certainty {
                Certainty::Possibly => Certainty::Possibly.lies(moment.date, arguments.days),
                Certainty::Certainly => is_certain(graph, moment, arguments),
            };
            lies && in_scope(graph, &arguments.scope, moment.element)
        };
        let chosen = self.choose_records(list, is_meant, &arguments.slice, selection);
        self.write_records(chosen, selection, path, |run, moment, op, path| {
            run.moment(moment, arguments, op, path)
        })
    }

    fn moment(
        &mut self,
        moment: Moment,
        arguments: &MomentPage,
        op: &'a RecordOp,
        path: &Path<'_>,
    ) -> Written {
        match (op, self.graph.element(moment.element)) {
            (RecordOp::Date, _) => self.out.string(&moment.date.to_string()),
            (RecordOp::Change, _) => self.out.string(moment.change.as_str()),
            (RecordOp::Certain, _) => {
                let certain = is_certain(self.graph, moment, arguments);
                self.out.bytes(if certain { b"true" } else { b"false" });
            }
            // Either can be null: what fails in it ends there.
            (RecordOp::Entity(selection, site), Element::Node(node)) => {
                let before = self.out.len();
                match self.entity(node, *selection, &path.field(*site)) {
                    Err(Stop::Null) => self.null(before),
                    written => written?,
                }
            }
            (RecordOp::Link(selection, site), Element::Link(link)) => {
                let before = self.out.len();
                match self.lone_link(link, *selection, &path.field(*site)) {
                    Err(Stop::Null) => self.null(before),
                    written => written?,
                }
            }
            _ => self.out.bytes(b"null"),
        }
        Ok(())
    }
}

/// Whether a moment lies in the days that are asked for whichever day its date means, and is of
/// what is so.
fn is_certain(graph: &Graph, moment: Moment, arguments: &MomentPage) -> bool {
    Certainty::Certainly.lies(moment.date, arguments.days) && !graph.is_doubted(moment.element)
}
