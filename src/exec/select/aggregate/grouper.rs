//! From the values of keys to groups: each combination of values that an item has is a group.
//!
//! The number of the first value and that of the second make a number of the pair, that and the
//! third value one of all three, and so on: a look into a hash table for each key. Items with
//! several values of a key are in the group of each.

use super::{blocks::Block, dictionary::KeyValue, key::KeyReader};
use crate::{
    exec::{
        select::{Reader, Refusal, spending::Part},
        store::Store,
    },
    limits::Charge,
    plan::{FieldError, GroupKey},
};
use hashbrown::{DefaultHashBuilder, HashTable};
use std::{hash::BuildHasher, iter::repeat_with};

/// The groups that were met.
#[derive(Debug)]
pub(super) struct Grouper<'g> {
    keys: Vec<KeyReader<'g>>,
    /// With one key: the group of each value, or [`NO_GROUP`].
    single: Vec<u32>,
    /// For each key behind the first one, a table: the combinations with the keys before it.
    pairs: Vec<Pairs>,
    /// The numbers of the values of each group, one group after the other.
    values: Vec<u32>,
    len: usize,
    /// The most groups that there may be.
    most: u64,
    /// The positions of the items of the block that was read, each with a group of its.
    assigned: Vec<(u32, u32)>,
    /// The values of one item: `[[a], [b, c]]` is in the groups `a, b` and `a, c`.
    of_item: Vec<Vec<u32>>,
    /// One of its combinations.
    picked: Vec<u32>,
    charge: Charge,
}

/// The group of a value that no item has had yet.
const NO_GROUP: u32 = u32::MAX;

/// Pairs of numbers, each with a number.
#[derive(Debug, Default)]
struct Pairs {
    numbers: HashTable<(u64, u32)>,
    hasher: DefaultHashBuilder,
}

impl Pairs {
    /// The number of a pair, in the order in which pairs were first met.
    #[inline]
    fn number(&mut self, before: u32, value: u32) -> u32 {
        let Self { numbers, hasher } = self;
        let pair = u64::from(before) << 32 | u64::from(value);
        let hash = hasher.hash_one(pair);
        if let Some(&(_, number)) = numbers.find(hash, |(it, _)| *it == pair) {
            return number;
        }
        let number = numbers.len() as u32;
        numbers.insert_unique(hash, (pair, number), |(it, _)| hasher.hash_one(*it));
        number
    }
}

impl<'g> Grouper<'g> {
    pub(super) fn new(keys: &'g [GroupKey], most: u64, charge: Charge) -> Self {
        Self {
            keys: keys.iter().map(KeyReader::new).collect(),
            single: Vec::new(),
            pairs: repeat_with(Pairs::default).take(keys.len().saturating_sub(1)).collect(),
            values: Vec::new(),
            // Without a key all items are one group.
            len: usize::from(keys.is_empty()),
            most,
            assigned: Vec::new(),
            of_item: vec![Vec::new(); keys.len()],
            picked: Vec::new(),
            charge,
        }
    }

    /// The number of groups.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The memory of the groups, and of the values of their keys.
    fn bytes(&self) -> usize {
        let pairs = self.pairs.iter().map(|it| it.numbers.capacity() * size_of::<(u64, u32)>());
        let numbers = self.single.capacity() + self.values.capacity();
        self.keys.iter().map(KeyReader::bytes).sum::<usize>()
            + pairs.sum::<usize>()
            + numbers * size_of::<u32>()
            + self.assigned.capacity() * size_of::<(u32, u32)>()
    }

    /// The items of the block that was read, each with a group of its.
    pub(super) fn assigned(&self) -> &[(u32, u32)] {
        &self.assigned
    }

    /// The keys, and the number of a group's value of each.
    pub(super) fn values_of(&self, group: usize) -> impl Iterator<Item = (&KeyReader<'g>, u32)> {
        let width = self.keys.len();
        let values = &self.values[group * width..][..width];
        self.keys.iter().zip(values.iter().copied())
    }

    /// The values of a group.
    pub(super) fn keys_of(&self, group: usize) -> Vec<KeyValue> {
        self.values_of(group).map(|(key, value)| key.dictionary.entry(value).value).collect()
    }

    /// Reads a block, and finds the groups of its items.
    pub(super) fn assign<S: Store>(
        &mut self,
        reader: &mut Reader<'g, S>,
        block: &Block,
    ) -> Result<(), Refusal> {
        self.assigned.clear();
        for key in &mut self.keys {
            let before = reader.budget.visits_left();
            let read = key.read(reader, block);
            let visits = before - reader.budget.visits_left();
            reader.spending.note(Part::Key(key.label()), visits);
            read?;
            self.charge.grow_to(key.bytes())?;
        }
        if self.keys.iter().all(|key| key.numbers.more.is_empty()) {
            self.assign_single(block.nodes.len());
        } else {
            self.assign_several(reader, block.nodes.len())?;
        }
        self.check_len()?;
        Ok(self.charge.grow_to(self.bytes())?)
    }

    /// Refuses more groups than there may be.
    fn check_len(&self) -> Result<(), Refusal> {
        let most = self.most;
        if self.len as u64 <= most {
            return Ok(());
        }
        let message = format!(
            "there are more than {most} groups; group by fewer keys, or by keys with fewer values"
        );
        Err(FieldError::over_limit("groups", message).into())
    }

    /// Assigns groups to items that have one value of each key.
    fn assign_single(&mut self, items: usize) {
        let Some((first, others)) = self.keys.split_first() else {
            self.assigned.extend((0..items as u32).map(|item| (item, 0)));
            return;
        };
        self.assigned.extend((0..).zip(first.numbers.first.iter().copied()));
        if others.is_empty() {
            let mut next = self.len as u32;
            for (_, group) in &mut self.assigned {
                *group = group_of(&mut self.single, *group, &mut next);
            }
        }
        for (key, pairs) in others.iter().zip(&mut self.pairs) {
            for ((_, group), value) in self.assigned.iter_mut().zip(&key.numbers.first) {
                *group = pairs.number(*group, *value);
            }
        }
        for at in 0..self.assigned.len() {
            let (item, group) = self.assigned[at];
            if group as usize >= self.len {
                self.values.extend(self.keys.iter().map(|key| key.numbers.first[item as usize]));
                self.len += 1;
            }
        }
    }

    /// Assigns groups to items of which some have several values of a key.
    fn assign_several<S: Store>(
        &mut self,
        reader: &mut Reader<'g, S>,
        items: usize,
    ) -> Result<(), Refusal> {
        let mut rest: Vec<usize> = vec![0; self.keys.len()];
        for item in 0..items as u32 {
            for ((key, rest), values) in self.keys.iter().zip(&mut rest).zip(&mut self.of_item) {
                let more = &key.numbers.more[*rest..];
                let more = more.iter().take_while(|(of, _)| *of == item);
                values.clear();
                values.push(key.numbers.first[item as usize]);
                values.extend(more.map(|(_, value)| *value));
                *rest += values.len() - 1;
            }
            let count = self.of_item.iter().map(Vec::len).fold(1, usize::saturating_mul);
            if count > 1 {
                reader.budget.visit(count)?;
            }
            // One item can be in millions of groups.
            for combination in 0..count {
                self.combine(item, combination);
                self.check_len()?;
            }
            if count > 1 {
                self.charge.grow_to(self.bytes())?;
            }
        }
        Ok(())
    }

    /// Puts an item into the group of one combination of its values.
    fn combine(&mut self, item: u32, mut combination: usize) {
        self.picked.clear();
        for values in &self.of_item {
            self.picked.push(values[combination % values.len()]);
            combination /= values.len();
        }
        let Some((first, others)) = self.picked.split_first() else { return };
        let group = match others.is_empty() {
            true => group_of(&mut self.single, *first, &mut (self.len as u32)),
            false => {
                let pairs = self.pairs.iter_mut().zip(others);
                pairs.fold(*first, |group, (pairs, value)| pairs.number(group, *value))
            }
        };
        if group as usize >= self.len {
            self.values.extend(&self.picked);
            self.len += 1;
        }
        self.assigned.push((item, group));
    }
}

/// The group of a value of the only key: the next number if no item has had it yet.
#[inline]
fn group_of(single: &mut Vec<u32>, value: u32, next: &mut u32) -> u32 {
    if value as usize >= single.len() {
        single.resize(value as usize + 1, NO_GROUP);
    }
    let group = &mut single[value as usize];
    if *group == NO_GROUP {
        *group = *next;
        *next += 1;
    }
    *group
}
