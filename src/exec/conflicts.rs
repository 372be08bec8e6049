//! Writes where sources disagree.

use super::{Path, Run, Written, records::Record};
use crate::{
    graph::{Conflict, Graph},
    plan::{Arguments, ArgumentsId, Cursor, FieldError, PageId, RecordOp},
};
use serde_json::{Value, json};
use std::{borrow::Cow, cmp::Ordering};

/// Where a cursor stands among conflicts: by id and property, whether or not they are there.
pub(super) struct ConflictPlace {
    id: String,
    field: String,
}

fn field(graph: &Graph, conflict: Conflict) -> &str {
    let nodes = graph.nodes();
    let property = nodes.claims(conflict.node)[conflict.set as usize].property;
    &graph.ontology().kind(nodes.kind(conflict.node)).properties[property].name
}

fn id(graph: &Graph, conflict: Conflict) -> Cow<'_, str> {
    graph.arena().text(graph.nodes().ids()[conflict.node.index()])
}

impl Record for Conflict {
    type Place = ConflictPlace;

    fn place(_: &Graph, cursor: &Cursor) -> Result<ConflictPlace, FieldError> {
        match cursor.keys.as_slice() {
            [Value::String(field)] => {
                Ok(ConflictPlace { id: cursor.id.clone(), field: field.clone() })
            }
            _ => Err(FieldError::bad_input("the cursor is of another list")),
        }
    }

    fn compare(self, graph: &Graph, place: &ConflictPlace) -> Ordering {
        let by_id = (*id(graph, self)).cmp(&*place.id);
        by_id.then_with(|| field(graph, self).cmp(&place.field))
    }

    fn cursor(self, graph: &Graph) -> Cursor {
        Cursor {
            keys: vec![json!(field(graph, self))],
            relation: None,
            incoming: false,
            kind: graph.ontology().kind(graph.nodes().kind(self.node)).name.clone(),
            id: id(graph, self).into_owned(),
            ordinal: 1,
        }
    }
}

impl<'a> Run<'a> {
    /// Writes a page of `conflicts`.
    pub(super) fn conflict_page(
        &mut self,
        arguments: ArgumentsId,
        page: PageId,
        path: &Path<'_>,
    ) -> Written {
        let Arguments::Conflicts(slice, view) = self.arguments(arguments, path)? else {
            return Ok(());
        };
        let (graph, plan) = (self.graph, self.plan);
        let selection = &plan.pages[page.index()];
        self.viewing(*view, |run| {
            let seen = run.seen();
            let is_meant = |conflict: Conflict| seen.has_entity(conflict.node);
            let chosen = run.choose_records(graph.conflicts(), is_meant, slice, selection);
            run.write_records(chosen, selection, path, |run, conflict, op, path| match op {
                RecordOp::Entity(selection, site) => {
                    run.entity(conflict.node, *selection, &path.field(*site))
                }
                RecordOp::Claims(parts, site) => {
                    let set = &graph.nodes().claims(conflict.node)[conflict.set as usize];
                    run.list(&set.claims, *parts, &path.field(*site), Self::claim)
                }
                _ => {
                    run.out.string(field(graph, conflict));
                    Ok(())
                }
            })
        })
    }
}
