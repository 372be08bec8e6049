//! The values of one key, each with a small number.

use super::range::stands_for;
use crate::{
    exec::select::order::SortKey,
    graph::NodeId,
    json::fragment::{Arena, Fragment},
    ontology::{Direction, Evidence, KindId, LinkStatus, RelationId},
    value::{Decimal, PartialDate},
};
use hashbrown::{DefaultHashBuilder, HashMap, HashTable};
use std::hash::BuildHasher;

/// A value of a key, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exec) enum KeyValue {
    /// The items have none.
    Null,
    /// A value of the store.
    Stored(Fragment),
    /// A year: -1 and 0 are the two before the year 1, where instants in UTC begin.
    Year(i32),
    Month(i32, u8),
    Number(usize),
    Entity(NodeId),
    Kind(KindId),
    Relation(RelationId),
    Direction(Direction),
    Status(LinkStatus),
    Evidence(Evidence),
    IsCertain(bool),
    Date(PartialDate),
}

/// A value, and by what it is ordered among the others.
#[derive(Debug)]
pub(super) struct Entry<'g> {
    pub(super) value: KeyValue,
    pub(super) sort: SortKey<'g>,
}

impl<'g> Entry<'g> {
    /// A value that is ordered as a number.
    pub(super) fn ordinal(value: KeyValue, ordinal: usize) -> Self {
        Self { value, sort: SortKey::Number(ordinal as f64) }
    }
}

/// The values that were met, in the order in which they were.
#[derive(Debug, Default)]
pub(super) struct Dictionary<'g> {
    entries: Vec<Entry<'g>>,
    /// Codes with the numbers of their values.
    codes: HashTable<(u64, u32)>,
    /// The numbers of texts that are not stored once, by their bytes.
    texts: HashTable<u32>,
    /// The numbers of decimal fractions, which can be written with zeros at their end.
    decimals: HashMap<Decimal, u32>,
    hasher: DefaultHashBuilder,
    null: Option<u32>,
    /// The code that was looked up before, which is often that of the next item too.
    last: Option<(u64, u32)>,
    /// The bytes of texts that are not in the store.
    owned: usize,
}

impl<'g> Dictionary<'g> {
    /// The memory of all of them.
    pub(super) fn bytes(&self) -> usize {
        self.owned
            + self.entries.capacity() * size_of::<Entry<'g>>()
            + self.codes.capacity() * size_of::<(u64, u32)>()
            + self.texts.capacity() * size_of::<u32>()
            + self.decimals.capacity() * size_of::<(Decimal, u32)>()
    }

    pub(super) fn entry(&self, number: u32) -> &Entry<'g> {
        &self.entries[number as usize]
    }

    /// The number of the value of a code. Two values of one key have different codes.
    #[inline]
    pub(super) fn number(&mut self, code: u64, entry: impl FnOnce() -> Entry<'g>) -> u32 {
        if let Some((last, number)) = self.last
            && last == code
        {
            return number;
        }
        let Self { entries, codes, hasher, owned, .. } = self;
        let hash = hasher.hash_one(code);
        let number = match codes.find(hash, |(it, _)| *it == code) {
            Some(&(_, number)) => number,
            None => {
                let number = entries.len() as u32;
                codes.insert_unique(hash, (code, number), |(it, _)| hasher.hash_one(*it));
                let entry = entry();
                *owned += entry.sort.owned_bytes();
                entries.push(entry);
                number
            }
        };
        self.last = Some((code, number));
        number
    }

    /// The number of a value of the store that is stored once, however many have it.
    #[inline]
    pub(super) fn stored(&mut self, cell: Fragment, sort: impl FnOnce() -> SortKey<'g>) -> u32 {
        if cell.is_null() {
            return self.null();
        }
        self.number(cell.number(), || Entry { value: KeyValue::Stored(cell), sort: sort() })
    }

    /// The number of a decimal fraction. It is shown as the first cell has it.
    pub(super) fn decimal(&mut self, number: Decimal, cell: Fragment) -> u32 {
        if cell.is_null() {
            return self.null();
        }
        *self.decimals.entry(number).or_insert_with(|| {
            let sort = SortKey::Decimal(number);
            self.entries.push(Entry { value: KeyValue::Stored(cell), sort });
            self.entries.len() as u32 - 1
        })
    }

    /// The number of an instant, in microseconds. Of cells with different offsets, the one that
    /// [stands for](stands_for) the others is shown.
    pub(super) fn instant(&mut self, arena: &Arena, microseconds: i64, cell: Fragment) -> u32 {
        if cell.is_null() {
            return self.null();
        }
        let sort = SortKey::Long(microseconds);
        let entry = || Entry { value: KeyValue::Stored(cell), sort };
        let number = self.number(microseconds.cast_unsigned(), entry);
        let shown = &mut self.entries[number as usize].value;
        if let KeyValue::Stored(other) = *shown
            && stands_for(arena, cell, other)
        {
            *shown = KeyValue::Stored(cell);
        }
        number
    }

    /// The number of a text that may be stored several times.
    pub(super) fn text(
        &mut self,
        arena: &Arena,
        cell: Fragment,
        sort: impl FnOnce() -> SortKey<'g>,
    ) -> u32 {
        let Self { entries, texts, hasher, owned, .. } = self;
        let bytes_of = |entry: &Entry<'g>| match entry.value {
            KeyValue::Stored(cell) => arena.bytes(cell),
            other => unreachable!("a text is stored, and not {other:?}"),
        };
        let bytes = arena.bytes(cell);
        let hash = hasher.hash_one(bytes);
        if let Some(number) = texts.find(hash, |it| bytes_of(&entries[*it as usize]) == bytes) {
            return *number;
        }
        let number = entries.len() as u32;
        let sort = sort();
        *owned += sort.owned_bytes();
        entries.push(Entry { value: KeyValue::Stored(cell), sort });
        let hash_of = |it: &u32| hasher.hash_one(bytes_of(&entries[*it as usize]));
        texts.insert_unique(hash, number, hash_of);
        number
    }

    /// The number of the absence of a value, if it was met.
    pub(super) fn null_number(&self) -> Option<u32> {
        self.null
    }

    /// The number of the absence of a value.
    #[inline]
    pub(super) fn null(&mut self) -> u32 {
        *self.null.get_or_insert_with(|| {
            self.entries.push(Entry { value: KeyValue::Null, sort: SortKey::Absent });
            self.entries.len() as u32 - 1
        })
    }
}
