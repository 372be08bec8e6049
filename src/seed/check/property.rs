//! Properties: what an entity or a link has beside the built-in fields.

use super::Checker;
use crate::{
    diagnostics::{Code, Span},
    ontology::Property,
    seed::tree::{Shape, Style, View},
    value::{Scalar, Value, check_size},
};

/// The values of one entity or link, and where they stand.
pub(super) struct Properties<'o> {
    definitions: &'o [Property],
    values: Vec<Option<Value>>,
    places: Vec<Option<Span>>,
}

impl<'o> Properties<'o> {
    /// No values yet.
    pub(super) fn new(definitions: &'o [Property]) -> Self {
        Self {
            definitions,
            values: vec![None; definitions.len()],
            places: vec![None; definitions.len()],
        }
    }

    /// The property of a key.
    pub(super) fn find(&self, key: &str) -> Option<(usize, &'o Property)> {
        self.definitions.iter().enumerate().find(|(_, property)| property.key == key)
    }

    /// Sets what a record says; nothing if that is wrong.
    pub(super) fn set(&mut self, at: usize, value: Option<Value>, place: Span) {
        if let (Some(slot), Some(known)) = (self.values.get_mut(at), self.places.get_mut(at)) {
            *slot = value;
            *known = Some(place);
        }
    }

    /// Returns whether a property has a value: a record gives one, good or not, or there is a
    /// default.
    pub(super) fn is_said(&self, at: usize) -> bool {
        let is_given = self.places.get(at).is_some_and(Option::is_some);
        is_given || self.definitions.get(at).is_some_and(|property| property.default.is_some())
    }

    /// A value and its place, where the record gives one that is good.
    pub(super) fn get(&self, at: usize) -> Option<(&Value, Span)> {
        self.values.get(at)?.as_ref().zip(*self.places.get(at)?)
    }

    /// The place of a value, where the record gives one.
    pub(super) fn place(&self, at: usize) -> Option<Span> {
        *self.places.get(at)?
    }

    /// Returns whether a record gives any of them, good or not.
    pub(super) fn is_any_given(&self) -> bool {
        self.places.iter().any(Option::is_some)
    }

    /// The values, with defaults where the record is silent.
    pub(super) fn finish(
        self,
        checker: &mut Checker<'_>,
        owner: &str,
        place: Span,
    ) -> Vec<Option<Value>> {
        let Self { definitions, mut values, places } = self;
        for ((property, value), given) in definitions.iter().zip(&mut values).zip(places) {
            if given.is_some() {
                continue;
            }
            *value = property.default.clone();
            if value.is_some() || !property.ty.required {
                continue;
            }
            if property.ty.list {
                *value = Some(Value::List(Vec::new()));
            } else {
                let message = format!("{owner} has no \"{}\", which is required", property.key);
                checker.problems.add(Code::MissingValue, place, message);
            }
        }
        values
    }
}

impl<'a> Checker<'a> {
    /// The value of a property; a single value makes a list of one.
    pub(super) fn property(&mut self, property: &Property, view: View<'a>) -> Option<Value> {
        if !property.ty.list {
            return self.scalar(property.ty.scalar, view);
        }
        if let Scalar::Structured(id) = property.ty.scalar
            && view.style() == Style::Cell
            && view.shape() == Shape::Text
        {
            return self.structured_cell(id, true, view);
        }
        // A list of JSON may hold null, as any JSON may.
        let items = match property.ty.scalar {
            Scalar::Json => view.items(),
            _ => self.items(view),
        };
        let items: Vec<_> =
            items.into_iter().map(|item| self.item(property.ty.scalar, item)).collect();
        let value = items.into_iter().collect::<Option<_>>().map(Value::List)?;
        self.bounded(value, view)
    }

    fn item(&mut self, scalar: Scalar, view: View<'a>) -> Option<Value> {
        match scalar {
            Scalar::Structured(id) => self.structured_item(id, view),
            _ => self.scalar(scalar, view),
        }
    }

    /// A value whose JSON is not too large for the graph.
    pub(super) fn bounded(&mut self, value: Value, view: View<'a>) -> Option<Value> {
        match check_size(&value) {
            Ok(()) => Some(value),
            Err(fault) => {
                self.problems.add(Code::InvalidValue, view.span(), fault);
                None
            }
        }
    }
}
