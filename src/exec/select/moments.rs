//! Chooses moments: what began, happened and ended, in some days or of some entities.

use super::{
    Reader, Record, Records, Refusal,
    items::Wants,
    records::{ElementPosition, element_cursor},
};
use crate::{
    exec::store::Store,
    graph::{ElementId, Moment},
    limits::Charge,
    ontology::{Change, Direction},
    plan::{
        Certainty, Cursor, FieldError,
        fields::{moments::MomentPage, timeline::TimelinePage},
    },
    value::PartialDate,
};
use serde_json::{Value, json};
use std::cmp::Ordering;

/// The position of a cursor among moments.
#[derive(Debug)]
pub(in crate::exec) struct MomentPosition {
    date: PartialDate,
    change: Change,
    element: ElementPosition,
}

impl Record for Moment {
    type Position = MomentPosition;

    fn position(store: &impl Store, cursor: &Cursor) -> Result<MomentPosition, FieldError> {
        let other = || FieldError::bad_input("the cursor is of another list");
        let [Value::String(date), Value::String(change), ..] = cursor.keys.as_slice() else {
            return Err(other());
        };
        Ok(MomentPosition {
            date: date.parse().map_err(|_| other())?,
            change: Change::from_name(change).ok_or_else(other)?,
            element: ElementPosition::find(store, cursor)?,
        })
    }

    fn compare(self, store: &impl Store, position: &MomentPosition) -> Ordering {
        let key = |date: PartialDate, change| (date.earliest(), date.latest(), change);
        key(self.date, self.change)
            .cmp(&key(position.date, position.change))
            .then_with(|| position.element.compare(store, self.element))
            .then_with(|| self.date.cmp(&position.date))
    }

    fn cursor(self, store: &impl Store) -> Cursor {
        let keys = vec![json!(self.date.to_string()), json!(self.change.as_str())];
        element_cursor(store, self.element, keys)
    }
}

impl<S: Store> Reader<'_, S> {
    /// The page of `changes`.
    pub(in crate::exec) fn choose_changes(
        &mut self,
        arguments: &MomentPage,
        wants: Wants,
    ) -> Result<Records<Moment>, Refusal> {
        self.choose_moments(self.store.moments_near(arguments.days), arguments, wants)
    }

    /// The page of `timeline`.
    pub(in crate::exec) fn choose_timeline(
        &mut self,
        arguments: &TimelinePage,
        wants: Wants,
    ) -> Result<Records<Moment>, Refusal> {
        let mut charge = self.memory.charge();
        let list = self.moments_of(arguments, &mut charge)?;
        self.choose_moments(&list, &arguments.moments, wants)
    }

    fn choose_moments(
        &mut self,
        list: &[Moment],
        arguments: &MomentPage,
        wants: Wants,
    ) -> Result<Records<Moment>, Refusal> {
        let (store, seen) = (self.store, self.seen());
        let is_meant = |moment: Moment| {
            let lies = match arguments.certainty {
                Certainty::Possibly => Certainty::Possibly.lies(moment.date, arguments.days),
                Certainty::Certainly => is_certain(store, moment, arguments),
            };
            lies && seen.in_scope(&arguments.scope, moment.element)
                && seen.has_element(moment.element)
        };
        self.choose_records(list, is_meant, &arguments.slice, wants)
    }

    /// All moments of the entities that are asked for and of their links, in order, each once.
    fn moments_of(
        &mut self,
        arguments: &TimelinePage,
        charge: &mut Charge,
    ) -> Result<Vec<Moment>, Refusal> {
        let store = self.store;
        let mut elements: Vec<ElementId> = Vec::new();
        for id in &arguments.ids {
            self.budget.visit(1)?;
            let Some(node) = store.node_by_id(id) else {
                let message = format!("`ids`: there is no entity with the id \"{id}\"");
                return Err(FieldError::bad_input(message).into());
            };
            elements.push(ElementId::of_node(node));
            for (relation, _, row) in store.rows_of(node, Direction::Both) {
                if arguments.moments.scope.has_relation(relation) {
                    self.budget.visit(row.len())?;
                    elements.extend(row.iter().map(|(_, link)| store.link_element(link)));
                    charge.grow_to(elements.capacity() * size_of::<ElementId>())?;
                }
            }
        }
        elements.sort_unstable();
        elements.dedup();
        let of_elements = elements.capacity() * size_of::<ElementId>();
        // With the key by which it is sorted, which is made once.
        let of_moment = size_of::<[Moment; 4]>();
        let mut moments = Vec::new();
        for element in elements {
            let of_element = store.moments_of(element);
            self.budget.visit(1 + of_element.len())?;
            moments.extend(of_element);
            charge.grow_to(of_elements + moments.capacity() * of_moment)?;
        }
        moments.sort_by_cached_key(|it| it.key());
        moments.dedup();
        Ok(moments)
    }
}

/// Returns whether a moment lies in the days that are asked for whichever day its date means, and
/// nothing puts its element in doubt.
pub(in crate::exec) fn is_certain(
    store: &impl Store,
    moment: Moment,
    arguments: &MomentPage,
) -> bool {
    Certainty::Certainly.lies(moment.date, arguments.days) && !store.is_doubted(moment.element)
}
