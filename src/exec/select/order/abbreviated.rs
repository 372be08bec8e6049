//! Abbreviated keys: numbers of 64 bits that compare like the keys of an order.
//!
//! Two texts that begin with other letters are told apart by their first eight bytes, which are one
//! number; two floating-point numbers by their bits. A sort compares these numbers, which stand
//! beside each other in memory, and looks at the keys of those alone that are equal. It is the
//! [abbreviated key] of PostgreSQL.
//!
//! [abbreviated key]: https://github.com/postgres/postgres/blob/REL_17_0/src/include/utils/sortsupport.h#L126

use super::SortKey;
use crate::value::Day;

/// The abbreviation of a key in an order of one direction. If one key comes before another, its
/// abbreviation is less, or both are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::exec::select) struct Abbreviated(u64);

/// The first bit, which is the sign of a number.
const SIGN: u64 = 1 << 63;

impl Abbreviated {
    /// The abbreviation of all absent keys, which come last whichever way the order goes.
    const LAST: Self = Self(u64::MAX);

    /// Abbreviates a key.
    #[inline]
    pub(in crate::exec::select) fn new(key: &SortKey<'_>, descending: bool) -> Self {
        let ascending = match key {
            SortKey::Absent => return Self::LAST,
            // The bits of a negative number grow with its distance from zero.
            SortKey::Number(number) => match number.to_bits() {
                bits if bits & SIGN == 0 => bits | SIGN,
                bits => !bits,
            },
            SortKey::Long(number) => of_whole(*number),
            SortKey::Decimal(number) => of_whole(nearest(number.trunc().mantissa())),
            SortKey::Exact(number) => of_whole(nearest(number.floor())),
            SortKey::Date(date) => {
                u64::from(of_day(date.earliest())) << 32 | u64::from(of_day(date.latest()))
            }
            SortKey::Text(text) => of_text(text.as_bytes()),
        };
        Self(if descending { !ascending } else { ascending })
    }

    /// Returns true if a key with this abbreviation equals all others that have it.
    #[inline]
    pub(in crate::exec::select) fn is_whole(self, key: &SortKey<'_>) -> bool {
        match key {
            SortKey::Absent => true,
            // The last of them shares its abbreviation with absent keys.
            SortKey::Number(_) | SortKey::Long(_) => self != Self::LAST,
            SortKey::Decimal(_) | SortKey::Exact(_) | SortKey::Date(_) | SortKey::Text(_) => false,
        }
    }
}

/// The nearest number of 64 bits.
fn nearest(number: i128) -> i64 {
    number.clamp(i64::MIN.into(), i64::MAX.into()) as i64
}

fn of_whole(number: i64) -> u64 {
    number as u64 ^ SIGN
}

fn of_day(day: Day) -> u32 {
    day as u32 ^ 1 << 31
}

/// The first eight bytes; zeros for those that a short text does not have.
fn of_text(text: &[u8]) -> u64 {
    match text.first_chunk() {
        Some(start) => u64::from_be_bytes(*start),
        None => {
            let mut start = [0; 8];
            start[..text.len()].copy_from_slice(text);
            u64::from_be_bytes(start)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::SortKey, Abbreviated};
    use crate::value::ExactSum;
    use std::borrow::Cow;

    fn exact(numbers: &[&str]) -> SortKey<'static> {
        let mut sum = ExactSum::default();
        numbers.iter().for_each(|it| sum.add_decimal(it.parse().unwrap()));
        SortKey::Exact(Box::new(sum.sum().unwrap()))
    }

    /// Keys of each type, in order.
    fn keys() -> Vec<Vec<SortKey<'static>>> {
        let text = |it: &str| SortKey::Text(Cow::Owned(it.to_owned()));
        let numbers = [f64::NEG_INFINITY, -2.5, -0.5, -0.0, 0.0, 1e-300, 1.0, 1.5, f64::INFINITY];
        let decimals = ["-79228162514264337593543950335", "-1.5", "-0.5", "0", "0.25", "0.5", "7"];
        let dates = ["?", "1990", "1990-01", "1990-01-01", "1990-02", "2024-12-31"];
        let texts = ["", "a", "a\0", "ab", "abcdefgh", "abcdefgha", "abcdefghb", "b", "ö"];
        vec![
            numbers.map(SortKey::Number).to_vec(),
            [i64::MIN, -1, 0, 1, i64::MAX].map(SortKey::Long).to_vec(),
            decimals.map(|it| SortKey::Decimal(it.parse().unwrap())).to_vec(),
            vec![
                exact(&[decimals[0], decimals[0]]),
                exact(&["-1.5"]),
                exact(&["-0.5"]),
                exact(&["0.25", "0.25"]),
                exact(&["79228162514264337593543950335", "79228162514264337593543950335"]),
            ],
            dates.map(|it| SortKey::Date(it.parse().unwrap())).to_vec(),
            texts.map(text).to_vec(),
        ]
    }

    #[test]
    fn abbreviations_compare_like_their_keys() {
        for mut keys in keys() {
            keys.push(SortKey::Absent);
            for descending in [false, true] {
                for (a, b) in keys.iter().flat_map(|a| keys.iter().map(move |b| (a, b))) {
                    let [one, other] = [a, b].map(|it| Abbreviated::new(it, descending));
                    let ordering = a.compare(b, descending);
                    assert!(
                        one == other || one.cmp(&other) == ordering,
                        "{a:?} {b:?} {descending}"
                    );
                    if one == other && one.is_whole(a) && other.is_whole(b) {
                        assert!(ordering.is_eq(), "{a:?} {b:?} {descending}");
                    }
                }
            }
        }
    }

    #[test]
    fn most_keys_differ_in_their_abbreviations() {
        for keys in keys() {
            let mut abbreviated: Vec<_> =
                keys.iter().map(|it| Abbreviated::new(it, false)).collect();
            abbreviated.dedup();
            assert!(abbreviated.len() * 2 > keys.len(), "{keys:?}");
        }
    }
}
