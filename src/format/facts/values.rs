//! The values of properties.

use super::Facts;
use crate::{
    graph::{Citation, Claim, Column, Keys},
    json::fragment::Fragment,
    ontology::Scalar,
};
use std::borrow::Cow;

/// The value of a property.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::format) enum Cell<'g> {
    /// Text, an id, an address, an enum value, JSON as it is written, a date as it is written.
    Text(Cow<'g, str>),
    Integer(i32),
    /// 64 bits.
    Long(i64),
    Double(f64),
    Boolean(bool),
    List(Vec<Cell<'g>>),
    /// A structured value.
    Fields(Fields<'g>),
}

/// A structured value.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::format) struct Fields<'g> {
    /// The whole as JSON.
    pub(in crate::format) json: Cow<'g, str>,
    /// The fields that have a value, by position in the type.
    pub(in crate::format) fields: Vec<(usize, Cell<'g>)>,
}

impl<'g> Cell<'g> {
    /// The value as text; the items of a list with `between` between them, a structured value as
    /// JSON.
    pub(in crate::format) fn text(&self, between: &str) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Integer(number) => Cow::Owned(number.to_string()),
            Self::Long(number) => Cow::Owned(number.to_string()),
            Self::Double(number) => Cow::Owned(number.to_string()),
            Self::Boolean(true) => Cow::Borrowed("true"),
            Self::Boolean(false) => Cow::Borrowed("false"),
            Self::Fields(value) => Cow::Borrowed(&value.json),
            Self::List(items) => {
                let items: Vec<_> = items.iter().map(|item| item.text(between)).collect();
                Cow::Owned(items.join(between))
            }
        }
    }

    /// A list of texts; nothing where it is empty.
    pub(in crate::format) fn list(items: impl Iterator<Item = Cow<'g, str>>) -> Option<Self> {
        let items: Vec<_> = items.map(Cell::Text).collect();
        (!items.is_empty()).then_some(Self::List(items))
    }
}

#[expect(clippy::indexing_slicing, reason = "cells and keys of a column stand side by side")]
impl<'g> Facts<'g> {
    /// The text of a fragment that is not null.
    pub(in crate::format) fn text(self, fragment: Fragment) -> Cow<'g, str> {
        self.store.arena().text(fragment)
    }

    /// The text of a fragment.
    pub(in crate::format) fn optional(self, fragment: Fragment) -> Option<Cow<'g, str>> {
        (!fragment.is_null()).then(|| self.text(fragment))
    }

    /// The JSON that a fragment is.
    pub(in crate::format) fn json(self, fragment: Fragment) -> Cow<'g, str> {
        String::from_utf8_lossy(self.store.arena().bytes(fragment))
    }

    /// A value of a claim as it is written.
    pub(in crate::format) fn claimed(self, claim: &Claim) -> Cow<'g, str> {
        match self.store.arena().bytes(claim.value).first() {
            Some(b'"') => self.text(claim.value),
            _ => self.json(claim.value),
        }
    }

    /// The value of a field of a structured value; of the value itself where the path is empty.
    pub(super) fn field(
        self,
        column: &'g Column,
        local: usize,
        scalar: Scalar,
        path: &[usize],
    ) -> Option<Cell<'g>> {
        let mut scalar = scalar;
        for at in path {
            let Scalar::Structured(id) = scalar else { return None };
            scalar = self.ontology().value_type(id).fields.get(*at)?.ty.scalar;
        }
        self.cell(column.field(path)?, local, scalar)
    }

    /// The value at a position of a column.
    pub(super) fn cell(self, column: &'g Column, local: usize, scalar: Scalar) -> Option<Cell<'g>> {
        let fragment = column.cells()[local];
        if let Keys::List { starts, items } = column.keys() {
            let range = starts[local] as usize..starts[local + 1] as usize;
            let items: Vec<_> = range.filter_map(|item| self.cell(items, item, scalar)).collect();
            return (!items.is_empty()).then_some(Cell::List(items));
        }
        if fragment.is_null() {
            return None;
        }
        Some(match (column.keys(), scalar) {
            (Keys::Int(numbers), _) => Cell::Integer(numbers[local]),
            (Keys::BigInt(numbers), _) => Cell::Long(numbers[local]),
            (Keys::Float(numbers), _) => Cell::Double(numbers[local]),
            (Keys::Cell, Scalar::Boolean) => {
                Cell::Boolean(self.store.arena().bytes(fragment) == b"true")
            }
            (Keys::Cell, Scalar::Json) => Cell::Text(self.json(fragment)),
            (Keys::Fields(columns), Scalar::Structured(id)) => {
                let types = self.ontology().value_type(id).fields.iter().map(|it| it.ty.scalar);
                let fields = columns.iter().zip(types).enumerate();
                let fields = fields
                    .filter_map(|(at, (it, scalar))| Some((at, self.cell(it, local, scalar)?)));
                Cell::Fields(Fields { json: self.json(fragment), fields: fields.collect() })
            }
            (
                Keys::Cell
                | Keys::Text(_)
                | Keys::Decimal(_)
                | Keys::DateTime(_)
                | Keys::Date(_)
                | Keys::List { .. },
                _,
            ) => Cell::Text(self.text(fragment)),
            (Keys::Fields(_), _) => Cell::Text(self.json(fragment)),
        })
    }

    /// A place in a source as text: `report-2025#12 (a remark)`.
    pub(in crate::format) fn citation(self, citation: Citation) -> Cow<'g, str> {
        let id = self.id(citation.source);
        let (locator, note) = (self.optional(citation.locator), self.optional(citation.note));
        match (locator, note) {
            (None, None) => id,
            (Some(locator), None) => Cow::Owned(format!("{id}#{locator}")),
            (None, Some(note)) => Cow::Owned(format!("{id} ({note})")),
            (Some(locator), Some(note)) => Cow::Owned(format!("{id}#{locator} ({note})")),
        }
    }
}
