//! The values by which items are compared.

use crate::{
    plan::OrderKey,
    value::{Decimal, Exact, PartialDate},
};
use serde_json::Value;
use std::{borrow::Cow, cmp::Ordering};

/// A key that items compare by. `Absent` comes last whichever way the order goes.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::exec::select) enum SortKey<'g> {
    Absent,
    Number(f64),
    Long(i64),
    Decimal(Decimal),
    /// A sum or a mean. It is large and seldom, so that others take less memory without it.
    Exact(Box<Exact>),
    Date(PartialDate),
    Text(Cow<'g, str>),
}

impl SortKey<'_> {
    pub(in crate::exec::select) fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let ordering = match (self, other) {
            (Self::Absent, Self::Absent) => return Ordering::Equal,
            (Self::Absent, _) => return Ordering::Greater,
            (_, Self::Absent) => return Ordering::Less,
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Long(a), Self::Long(b)) => a.cmp(b),
            (Self::Decimal(a), Self::Decimal(b)) => a.cmp(b),
            (Self::Exact(a), Self::Exact(b)) => a.cmp(b),
            (Self::Date(a), Self::Date(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => a.as_bytes().cmp(b.as_bytes()),
            (
                Self::Number(_)
                | Self::Long(_)
                | Self::Decimal(_)
                | Self::Exact(_)
                | Self::Date(_)
                | Self::Text(_),
                _,
            ) => mixed(),
        };
        if descending { ordering.reverse() } else { ordering }
    }

    /// A copy of the key that borrows nothing.
    pub(in crate::exec::select) fn into_owned(self) -> SortKey<'static> {
        match self {
            Self::Absent => SortKey::Absent,
            Self::Number(number) => SortKey::Number(number),
            Self::Long(number) => SortKey::Long(number),
            Self::Decimal(number) => SortKey::Decimal(number),
            Self::Exact(number) => SortKey::Exact(number),
            Self::Date(date) => SortKey::Date(date),
            Self::Text(text) => SortKey::Text(text.into_owned().into()),
        }
    }

    /// The bytes of the key that are neither in it nor in the store.
    #[inline]
    pub(in crate::exec::select) fn owned_bytes(&self) -> usize {
        match self {
            Self::Exact(_) => size_of::<Exact>(),
            Self::Text(Cow::Owned(text)) => text.capacity(),
            Self::Text(Cow::Borrowed(_))
            | Self::Absent
            | Self::Number(_)
            | Self::Long(_)
            | Self::Decimal(_)
            | Self::Date(_) => 0,
        }
    }

    pub(super) fn to_json(&self) -> Value {
        match self {
            Self::Absent => Value::Null,
            Self::Number(number) => Value::from(*number),
            // Whole numbers of JSON have 53 bits in many readers.
            Self::Long(number) => Value::from(number.to_string()),
            Self::Decimal(number) => Value::from(number.to_string()),
            Self::Exact(number) => Value::from(number.to_string()),
            Self::Date(date) => Value::from(date.to_string()),
            Self::Text(text) => Value::from(text.as_ref()),
        }
    }
}

/// Ends the run: keys of one order are of one type. The panic is caught where requests are run
/// and becomes `INTERNAL_SERVER_ERROR`.
#[cold]
pub(in crate::exec::select) fn mixed() -> ! {
    panic!("keys of different types are compared")
}

/// Compares the keys of two items, or of an item and a cursor.
pub(in crate::exec::select) fn compare_keys(
    order: &[OrderKey],
    a: &[SortKey<'_>],
    b: &[SortKey<'_>],
) -> Ordering {
    let mut pairs = order.iter().zip(a.iter().zip(b));
    pairs
        .find_map(|(key, (a, b))| Some(a.compare(b, key.descending)).filter(|it| it.is_ne()))
        .unwrap_or(Ordering::Equal)
}
