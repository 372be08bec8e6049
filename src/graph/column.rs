//! Columns: the values of one property, ready to be written and ready to be compared.
//!
//! A cell is a [`Fragment`] of the graph's arena, so that writing a value is one copy
//! whatever its type. Beside the cells stand the keys by which filters and orders compare:
//! folded text, numbers, dates. A list is one cell too (its whole JSON), with its items in a
//! column of their own. So is a structured value, with a column for each of its fields: a field is
//! read, compared and summed up as a property is. 8 bytes a cell, and 4 to 16 more for its key.

use crate::{
    json::fragment::{ArenaBuilder, Fragment},
    names::comparison_key,
    ontology::{Ontology, PropertyType, Scalar},
    value::{Decimal, PartialDate, Point, Value},
};

/// The values of a property over all entities of a kind, or all links of a relation.
#[derive(Debug)]
pub struct Column {
    cells: Vec<Fragment>,
    keys: Keys,
}

/// By what the values of a column compare.
#[derive(Debug)]
pub enum Keys {
    /// By the cell alone: `Boolean`, `ID`, `JSON`, enums.
    Cell,
    /// By [`comparison_key`]: `String`, `URL`.
    Text(Vec<Fragment>),
    /// `Int`; 0 for an absent value.
    Int(Vec<i32>),
    /// `Float`; 0 for an absent value.
    Float(Vec<f64>),
    /// `BigInt`; 0 for an absent value.
    BigInt(Vec<i64>),
    /// `Decimal`; 0 for an absent value.
    Decimal(Vec<Decimal>),
    /// `DateTime`, in microseconds; 0 for an absent value.
    DateTime(Vec<i64>),
    /// `PartialDate`, `Date`; [`PartialDate::UNKNOWN`] for an absent value.
    Date(Vec<PartialDate>),
    /// Lists: `starts[i]..starts[i + 1]` are the items of cell `i` in `items`.
    List {
        /// The start of the items of each cell, then the end of the last cell.
        starts: Vec<u32>,
        /// All items.
        items: Box<Column>,
    },
    /// Structured values: a column for each field of the type, with nulls where the whole value is
    /// absent.
    Fields(Vec<Column>),
}

impl Column {
    /// An empty column for values of a type.
    pub(super) fn new(ontology: &Ontology, ty: PropertyType) -> Self {
        let keys = if ty.list {
            let items = Box::new(Self::new(ontology, PropertyType { list: false, ..ty }));
            Keys::List { starts: vec![0], items }
        } else {
            match ty.scalar {
                Scalar::String | Scalar::Url => Keys::Text(Vec::new()),
                Scalar::Int => Keys::Int(Vec::new()),
                Scalar::Float => Keys::Float(Vec::new()),
                Scalar::BigInt => Keys::BigInt(Vec::new()),
                Scalar::DateTime => Keys::DateTime(Vec::new()),
                Scalar::Decimal => Keys::Decimal(Vec::new()),
                Scalar::PartialDate | Scalar::Date => Keys::Date(Vec::new()),
                Scalar::Id | Scalar::Boolean | Scalar::Json | Scalar::Enum(_) => Keys::Cell,
                Scalar::Structured(id) => {
                    let fields = ontology.value_type(id).fields.iter();
                    Keys::Fields(fields.map(|field| Self::new(ontology, field.ty)).collect())
                }
            }
        };
        Self { cells: Vec::new(), keys }
    }

    /// Appends a value, or its absence.
    pub(super) fn push(&mut self, value: Option<&Value>, arena: &mut ArenaBuilder) {
        self.cells.push(match value {
            None if matches!(self.keys, Keys::List { .. }) => Fragment::EMPTY_LIST,
            None => Fragment::NULL,
            Some(Value::Text(text)) => arena.string(text),
            Some(value) => arena.json(&value.to_json()),
        });
        match (&mut self.keys, value) {
            (Keys::Cell, _) => {}
            (Keys::Text(keys), Some(Value::Text(text))) => {
                keys.push(arena.string(&comparison_key(text)));
            }
            (Keys::Int(keys), Some(Value::Int(number))) => keys.push(*number),
            (Keys::Float(keys), Some(Value::Float(number))) => keys.push(*number),
            (Keys::BigInt(keys), Some(Value::BigInt(number))) => keys.push(*number),
            (Keys::DateTime(keys), Some(Value::DateTime(instant))) => {
                keys.push(instant.microseconds());
            }
            (Keys::Decimal(keys), Some(Value::Decimal(number))) => keys.push(*number),
            (Keys::Date(keys), Some(Value::Date(date))) => keys.push(*date),
            (Keys::List { starts, items }, Some(Value::List(list))) => {
                list.iter().for_each(|item| items.push(Some(item), arena));
                starts.push(items.cells.len() as u32);
            }
            (Keys::Text(keys), None) => keys.push(Fragment::NULL),
            (Keys::Int(keys), None) => keys.push(0),
            (Keys::Float(keys), None) => keys.push(0.0),
            (Keys::BigInt(keys) | Keys::DateTime(keys), None) => keys.push(0),
            (Keys::Decimal(keys), None) => keys.push(Decimal::ZERO),
            (Keys::Date(keys), None) => keys.push(PartialDate::UNKNOWN),
            (Keys::List { starts, items }, None) => starts.push(items.cells.len() as u32),
            (Keys::Fields(columns), Some(Value::Structured(value))) => {
                let fields = columns.iter_mut().zip(value.values());
                fields.for_each(|(column, value)| column.push(value.as_ref(), arena));
            }
            (Keys::Fields(columns), None) => {
                columns.iter_mut().for_each(|column| column.push(None, arena));
            }
            (
                Keys::Text(_)
                | Keys::Int(_)
                | Keys::Float(_)
                | Keys::BigInt(_)
                | Keys::DateTime(_)
                | Keys::Decimal(_)
                | Keys::Date(_)
                | Keys::List { .. }
                | Keys::Fields(_),
                Some(value),
            ) => unreachable!("facts are checked against their type, and {value:?} is of another"),
        }
    }

    /// The number of cells.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Returns whether the column has no cells.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The cells.
    pub fn cells(&self) -> &[Fragment] {
        &self.cells
    }

    /// By what they compare.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The texts by which single values are told apart, one for each cell: comparison keys, or
    /// the cells themselves. `None` for what can be written in several ways (dates, decimal
    /// fractions, instants), and for lists.
    pub fn texts(&self) -> Option<&[Fragment]> {
        match &self.keys {
            Keys::Cell | Keys::Int(_) | Keys::Float(_) | Keys::BigInt(_) => Some(&self.cells),
            Keys::Text(keys) => Some(keys),
            Keys::Decimal(_)
            | Keys::Date(_)
            | Keys::DateTime(_)
            | Keys::List { .. }
            | Keys::Fields(_) => None,
        }
    }

    /// The column of a field of structured values: a position for each level, none for the values
    /// themselves. `None` if there is no such field.
    pub fn field(&self, path: &[usize]) -> Option<&Self> {
        let Some((first, rest)) = path.split_first() else { return Some(self) };
        match &self.keys {
            Keys::Fields(columns) => columns.get(*first)?.field(rest),
            Keys::Cell
            | Keys::Text(_)
            | Keys::Int(_)
            | Keys::Float(_)
            | Keys::BigInt(_)
            | Keys::Decimal(_)
            | Keys::DateTime(_)
            | Keys::Date(_)
            | Keys::List { .. } => None,
        }
    }

    /// The column of the values to which a path leads, through lists too, and true if a cell can lead
    /// to several of them. `None` if there is no such field.
    pub fn leaf(&self, path: &[usize]) -> Option<(&Self, bool)> {
        match (&self.keys, path.split_first()) {
            (Keys::List { items, .. }, _) => Some((items.leaf(path)?.0, true)),
            (Keys::Fields(columns), Some((first, rest))) => columns.get(*first)?.leaf(rest),
            (_, Some(_)) => None,
            (_, None) => Some((self, false)),
        }
    }

    /// Appends the positions, in the column that [`Self::leaf`] gives, to which a cell leads.
    pub fn leaves(&self, path: &[usize], local: usize, into: &mut Vec<usize>) {
        match (&self.keys, path.split_first()) {
            (Keys::List { starts, items }, _) => {
                let range = starts[local] as usize..starts[local + 1] as usize;
                range.for_each(|item| items.leaves(path, item, into));
            }
            (Keys::Fields(columns), Some((first, rest))) => {
                columns[*first].leaves(rest, local, into);
            }
            (_, _) => into.push(local),
        }
    }

    /// The point in a cell of `Point`s, if there is one.
    pub fn point(&self, local: usize) -> Option<Point> {
        let Keys::Fields(columns) = &self.keys else { return None };
        let [Self { keys: Keys::Float(north), .. }, Self { keys: Keys::Float(east), .. }] =
            columns.as_slice()
        else {
            return None;
        };
        let is_there = !self.cells[local].is_null();
        is_there.then(|| Point { latitude: north[local], longitude: east[local] })
    }

    /// Bytes on the heap, the arena not counted.
    pub fn size(&self) -> usize {
        let keys = match &self.keys {
            Keys::Cell => 0,
            Keys::Text(keys) => size_of_val(keys.as_slice()),
            Keys::Int(keys) => size_of_val(keys.as_slice()),
            Keys::Float(keys) => size_of_val(keys.as_slice()),
            Keys::BigInt(keys) | Keys::DateTime(keys) => size_of_val(keys.as_slice()),
            Keys::Decimal(keys) => size_of_val(keys.as_slice()),
            Keys::Date(keys) => size_of_val(keys.as_slice()),
            Keys::List { starts, items } => size_of_val(starts.as_slice()) + items.size(),
            Keys::Fields(columns) => columns.iter().map(Self::size).sum(),
        };
        size_of_val(self.cells.as_slice()) + keys
    }

    /// Gives back memory that was kept for more values.
    pub(super) fn shrink(&mut self) {
        self.cells.shrink_to_fit();
        match &mut self.keys {
            Keys::Cell => {}
            Keys::Text(keys) => keys.shrink_to_fit(),
            Keys::Int(keys) => keys.shrink_to_fit(),
            Keys::Float(keys) => keys.shrink_to_fit(),
            Keys::BigInt(keys) | Keys::DateTime(keys) => keys.shrink_to_fit(),
            Keys::Decimal(keys) => keys.shrink_to_fit(),
            Keys::Date(keys) => keys.shrink_to_fit(),
            Keys::List { starts, items } => {
                starts.shrink_to_fit();
                items.shrink();
            }
            Keys::Fields(columns) => columns.iter_mut().for_each(Self::shrink),
        }
    }
}

/// A list for each of a run of things, in compressed rows: no list costs 4 bytes, and none at
/// all cost nothing.
#[derive(Debug)]
pub struct Rows<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T> Rows<T> {
    /// Rows of lists in the order given.
    pub(super) fn new(lists: impl IntoIterator<Item = Vec<T>>) -> Self {
        let mut rows = Self { starts: vec![0], items: Vec::new() };
        for mut list in lists {
            rows.items.append(&mut list);
            rows.starts.push(rows.items.len() as u32);
        }
        if rows.items.is_empty() {
            rows.starts = Vec::new();
        }
        rows.starts.shrink_to_fit();
        rows.items.shrink_to_fit();
        rows
    }

    /// The list of the thing at a position.
    #[inline]
    pub fn get(&self, index: usize) -> &[T] {
        match self.starts.get(index..index + 2) {
            Some(&[start, end]) => &self.items[start as usize..end as usize],
            _ => &[],
        }
    }

    /// All items of all lists.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// Bytes on the heap.
    pub fn size(&self) -> usize {
        size_of_val(self.starts.as_slice()) + size_of_val(self.items.as_slice())
    }
}
