//! Chooses the conflicts of a page: properties on which sources disagree.

use super::{
    Reader, Record, Records, Refusal,
    items::{Wants, entity_cursor},
};
use crate::{
    exec::store::Store,
    graph::Conflict,
    plan::{Cursor, FieldError, fields::conflicts::ConflictPage},
};
use serde_json::{Value, json};
use std::cmp::Ordering;

/// The position of a cursor among conflicts: an id and a property, whether or not they are
/// there.
#[derive(Debug)]
pub(in crate::exec) struct ConflictPosition {
    id: String,
    field: String,
}

/// The name of the property that a conflict is about.
pub(in crate::exec) fn conflict_field(store: &impl Store, conflict: Conflict) -> &str {
    let property = store.claims(conflict.node)[conflict.set as usize].property;
    &store.ontology().kind(store.kind(conflict.node)).properties[property].name
}

impl Record for Conflict {
    type Position = ConflictPosition;

    fn position(_: &impl Store, cursor: &Cursor) -> Result<ConflictPosition, FieldError> {
        match cursor.keys.as_slice() {
            [Value::String(field)] => {
                Ok(ConflictPosition { id: cursor.id.clone(), field: field.clone() })
            }
            _ => Err(FieldError::bad_input("the cursor is of another list")),
        }
    }

    fn compare(self, store: &impl Store, position: &ConflictPosition) -> Ordering {
        let by_id = (*store.arena().text(store.ids()[self.node.index()])).cmp(&*position.id);
        by_id.then_with(|| conflict_field(store, self).cmp(&position.field))
    }

    fn cursor(self, store: &impl Store) -> Cursor {
        entity_cursor(store, self.node, vec![json!(conflict_field(store, self))])
    }
}

impl<S: Store> Reader<'_, S> {
    /// The page of `conflicts`: those of entities in view.
    pub(in crate::exec) fn choose_conflicts(
        &mut self,
        arguments: &ConflictPage,
        wants: Wants,
    ) -> Result<Records<Conflict>, Refusal> {
        let seen = self.seen();
        let is_meant = |conflict: Conflict| seen.has_entity(conflict.node);
        self.choose_records(self.store.conflicts(), is_meant, &arguments.slice, wants)
    }
}
