//! Lists of numbers, in a few allocations however many there are.
//!
//! Most words of a graph are in one name, and most names are of one entity. As a map of vectors
//! each such list of one number takes two allocations and a hundred bytes. So lists are gathered
//! as pairs, and laid out one behind the other once all are known.

use hashbrown::{DefaultHashBuilder, HashTable, hash_table::Entry};
use std::hash::BuildHasher;

/// Lists by their number.
#[derive(Debug)]
pub(super) struct Rows {
    /// The start of each list, then the end of the last one.
    starts: Vec<u32>,
    numbers: Vec<u32>,
}

impl Rows {
    /// Makes `count` lists of pairs: the number of the list, and a number in it. Each list comes
    /// out in order and without repetition.
    pub(super) fn new(count: usize, mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let start = |row: usize| pairs.partition_point(|&(it, _)| (it as usize) < row) as u32;
        Self {
            starts: (0..=count).map(start).collect(),
            numbers: pairs.iter().map(|&(_, number)| number).collect(),
        }
    }

    /// A list.
    pub(super) fn of(&self, row: u32) -> &[u32] {
        let [start, end] = [0, 1].map(|next| self.starts[row as usize + next] as usize);
        &self.numbers[start..end]
    }

    /// Bytes on the heap.
    pub(super) fn size(&self) -> usize {
        (self.starts.capacity() + self.numbers.capacity()) * size_of::<u32>()
    }
}

/// Lists by a text.
#[derive(Debug)]
pub(super) struct Lists {
    texts: Texts,
    rows: Rows,
}

impl Lists {
    /// The list of a text; an empty one if there is none.
    pub(super) fn of(&self, text: impl AsRef<[u8]>) -> &[u32] {
        self.texts.find(text.as_ref()).map_or(&[], |row| self.rows.of(row))
    }

    /// Bytes on the heap.
    pub(super) fn size(&self) -> usize {
        self.texts.size() + self.rows.size()
    }
}

/// [`Lists`] to which numbers are added.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    texts: Texts,
    pairs: Vec<(u32, u32)>,
}

impl Gathered {
    /// Adds a number to the list of a text.
    pub(super) fn add(&mut self, text: impl AsRef<[u8]>, number: u32) {
        self.pairs.push((self.texts.place(text.as_ref()), number));
    }

    /// The lists, with no room left to grow.
    pub(super) fn finish(mut self) -> Lists {
        self.texts.bytes.shrink_to_fit();
        self.texts.ends.shrink_to_fit();
        Lists { rows: Rows::new(self.texts.ends.len(), self.pairs), texts: self.texts }
    }
}

/// Texts, numbered in the order in which they came.
#[derive(Debug, Default)]
struct Texts {
    /// Of all, one after the other.
    bytes: Vec<u8>,
    /// The end of each list.
    ends: Vec<usize>,
    /// Their numbers, by their hashes.
    places: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Texts {
    fn find(&self, text: &[u8]) -> Option<u32> {
        let is_it = |&place: &u32| text_at(&self.bytes, &self.ends, place) == text;
        self.places.find(self.hasher.hash_one(text), is_it).copied()
    }

    /// The number of a text, which is added if it is new.
    fn place(&mut self, text: &[u8]) -> u32 {
        let is_it = |&place: &u32| text_at(&self.bytes, &self.ends, place) == text;
        let hash = |&it: &u32| self.hasher.hash_one(text_at(&self.bytes, &self.ends, it));
        match self.places.entry(self.hasher.hash_one(text), is_it, hash) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                let place = self.ends.len() as u32;
                self.bytes.extend_from_slice(text);
                self.ends.push(self.bytes.len());
                free.insert(place);
                place
            }
        }
    }

    fn size(&self) -> usize {
        self.bytes.capacity()
            + self.ends.capacity() * size_of::<usize>()
            + self.places.allocation_size()
    }
}

fn text_at<'a>(bytes: &'a [u8], ends: &[usize], place: u32) -> &'a [u8] {
    let start = place.checked_sub(1).map_or(0, |before| ends[before as usize]);
    &bytes[start..ends[place as usize]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order_and_without_repetition() {
        let mut gathered = Gathered::default();
        for (text, number) in [("b", 7), ("", 1), ("ab", 2), ("b", 3), ("b", 7), ("a", 0)] {
            gathered.add(text, number);
        }
        let lists = gathered.finish();
        let found = ["b", "", "ab", "a", "c", "ba"].map(|text| lists.of(text).to_vec());
        assert_eq!(found, [vec![3, 7], vec![1], vec![2], vec![0], vec![], vec![]]);
    }

    #[test]
    fn rows_may_be_empty() {
        let rows = Rows::new(4, vec![(2, 5), (0, 6), (2, 4)]);
        assert_eq!([0, 1, 2, 3].map(|row| rows.of(row)), [&[6][..], &[], &[4, 5], &[]]);
    }

    #[test]
    fn thousands_of_texts_are_found_again() {
        let mut gathered = Gathered::default();
        (0..5_000_u32).for_each(|it| gathered.add(it.to_string(), it));
        let lists = gathered.finish();
        assert!((0..5_000).all(|it| lists.of(it.to_string()) == [it]));
    }
}
