//! Reads the numbers of values out of a column.

use super::dictionary::{Dictionary, Entry, KeyValue};
use crate::{
    exec::select::order::{SortKey, column_key},
    graph::{Column, Keys},
    json::fragment::{Arena, Fragment},
    plan::DatePart,
    value::{Day, PartialDate, year_and_month_in_utc},
};

/// The values of some items: the number of one value of each, and of further ones.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// One for each item.
    pub(super) first: Vec<u32>,
    /// The positions of the items that have more, in order, with their other values.
    pub(super) more: Vec<(u32, u32)>,
}

impl Numbers {
    /// The memory of them.
    pub(super) fn bytes(&self) -> usize {
        self.first.capacity() * size_of::<u32>() + self.more.capacity() * size_of::<(u32, u32)>()
    }

    pub(super) fn clear(&mut self) {
        self.first.clear();
        self.more.clear();
    }

    /// The values of an item beside its first one.
    #[inline]
    pub(super) fn more_of(&self, item: u32) -> &[(u32, u32)] {
        if self.more.is_empty() {
            return &[];
        }
        let start = self.more.partition_point(|(of, _)| *of < item);
        let count = self.more[start..].iter().take_while(|(of, _)| *of == item).count();
        &self.more[start..][..count]
    }

    /// Appends an item that has some values. What they hold twice counts once, and an absent one
    /// counts only if there is no other.
    pub(super) fn push(&mut self, values: &mut Vec<u32>, dictionary: &mut Dictionary<'_>) {
        values.sort_unstable();
        values.dedup();
        if values.len() != 1 {
            let null = dictionary.null_number();
            values.retain(|number| Some(*number) != null);
        }
        let item = self.first.len() as u32;
        match values.split_first() {
            Some((first, more)) => {
                self.first.push(*first);
                self.more.extend(more.iter().map(|number| (item, *number)));
            }
            None => self.first.push(dictionary.null()),
        }
    }
}

/// The part of a property that is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read<'p> {
    /// The way to a field of a structured value.
    pub(super) path: &'p [usize],
    /// The part of a date.
    pub(super) part: DatePart,
}

/// Appends the values of some cells.
pub(super) fn read<'g>(
    arena: &'g Arena,
    column: &'g Column,
    Read { path, part }: Read<'_>,
    locals: impl Iterator<Item = usize>,
    dictionary: &mut Dictionary<'g>,
    into: &mut Numbers,
) {
    let Some((leaf, is_several)) = column.leaf(path) else {
        return into.first.extend(locals.map(|_| dictionary.null()));
    };
    if !is_several {
        return read_single(arena, leaf, part, locals, dictionary, &mut into.first);
    }
    let (mut positions, mut values) = (Vec::new(), Vec::new());
    for local in locals {
        positions.clear();
        values.clear();
        column.leaves(path, local, &mut positions);
        read_single(arena, leaf, part, positions.iter().copied(), dictionary, &mut values);
        into.push(&mut values, dictionary);
    }
}

/// Appends the values of cells that are no lists.
fn read_single<'g>(
    arena: &'g Arena,
    column: &'g Column,
    part: DatePart,
    locals: impl Iterator<Item = usize>,
    dictionary: &mut Dictionary<'g>,
    into: &mut Vec<u32>,
) {
    match (part, column.keys()) {
        (DatePart::Year, Keys::Date(dates)) => {
            into.extend(locals.map(|local| year(year_of(dates[local]), dictionary)));
        }
        (DatePart::Month, Keys::Date(dates)) => {
            into.extend(locals.map(|local| month(month_of(dates[local]), dictionary)));
        }
        (DatePart::Year, Keys::DateTime(instants)) => {
            let cells = column.cells();
            into.extend(locals.map(|local| {
                let (of, _) = year_and_month_in_utc(instants[local]);
                year((!cells[local].is_null()).then_some(of), dictionary)
            }));
        }
        (DatePart::Month, Keys::DateTime(instants)) => {
            let cells = column.cells();
            into.extend(locals.map(|local| {
                let of = year_and_month_in_utc(instants[local]);
                month((!cells[local].is_null()).then_some(of), dictionary)
            }));
        }
        (DatePart::Whole | DatePart::Year | DatePart::Month, Keys::Decimal(numbers)) => {
            let cells = column.cells();
            into.extend(locals.map(|local| dictionary.decimal(numbers[local], cells[local])));
        }
        (DatePart::Whole, Keys::DateTime(instants)) => {
            let (cells, of) = (column.cells(), |local: usize| instants[local]);
            into.extend(locals.map(|local| dictionary.instant(arena, of(local), cells[local])));
        }
        (
            DatePart::Whole | DatePart::Year | DatePart::Month,
            Keys::Cell
            | Keys::Text(_)
            | Keys::Int(_)
            | Keys::Float(_)
            | Keys::BigInt(_)
            | Keys::Date(_)
            | Keys::List { .. }
            | Keys::Fields(_),
        ) => {
            let cells = column.cells();
            let sort = |local| move || column_key(arena, column, local);
            into.extend(locals.map(|local| dictionary.stored(cells[local], sort(local))));
        }
    }
}

/// The number of a date that no column has, or of a part of it.
pub(super) fn date(
    date: Option<PartialDate>,
    part: DatePart,
    dictionary: &mut Dictionary<'_>,
) -> u32 {
    match (part, date) {
        (_, None) => dictionary.null(),
        (DatePart::Year, Some(date)) => year(year_of(date), dictionary),
        (DatePart::Month, Some(date)) => month(month_of(date), dictionary),
        (DatePart::Whole, Some(date)) => {
            // Dates without a mark differ by their days.
            let [first, last] = [date.earliest(), date.latest()].map(Day::cast_unsigned);
            let code = u64::from(first) << 32 | u64::from(last);
            let value = KeyValue::Date(date);
            dictionary.number(code, || Entry { value, sort: SortKey::Date(date) })
        }
    }
}

/// An absent date is `?`, which has no year either.
fn year_of(date: PartialDate) -> Option<i32> {
    date.year().map(i32::from)
}

/// A date of which only the year is known has no month.
fn month_of(date: PartialDate) -> Option<(i32, u8)> {
    date.year_and_month().map(|(year, month)| (i32::from(year), month))
}

/// The number of a year, or of its absence.
fn year(year: Option<i32>, dictionary: &mut Dictionary<'_>) -> u32 {
    let Some(year) = year else { return dictionary.null() };
    calendar(year, KeyValue::Year(year), dictionary)
}

/// The number of a month, or of its absence.
fn month(month: Option<(i32, u8)>, dictionary: &mut Dictionary<'_>) -> u32 {
    let Some((year, month)) = month else { return dictionary.null() };
    calendar(year * 12 + i32::from(month), KeyValue::Month(year, month), dictionary)
}

/// The number of a year or month, by which it is ordered, too.
fn calendar(ordinal: i32, value: KeyValue, dictionary: &mut Dictionary<'_>) -> u32 {
    let code = i64::from(ordinal).cast_unsigned();
    dictionary.number(code, || Entry { value, sort: SortKey::Number(f64::from(ordinal)) })
}

/// Appends the same value for some items.
pub(super) fn repeat<'g>(
    count: usize,
    code: u64,
    value: KeyValue,
    dictionary: &mut Dictionary<'g>,
    into: &mut Numbers,
) {
    let number = dictionary.number(code, || Entry::ordinal(value, code as usize));
    into.first.extend(std::iter::repeat_n(number, count));
}

/// A text by which entities are ordered.
pub(super) fn text_key<'g>(arena: &'g Arena, fragment: Fragment) -> SortKey<'g> {
    SortKey::Text(arena.text(fragment))
}
