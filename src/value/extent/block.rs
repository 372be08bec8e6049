//! Many intervals beside one: what a row of links costs under a view.
//!
//! Which of them meet the days of a question cannot be predicted, so none is asked for by
//! itself. Four lanes compare at once on x86-64, all of whose processors have SSE2; sixteen
//! intervals that way take less time than two mispredicted branches. Elsewhere the same bits
//! are made one by one.

use super::Interval;

/// How many intervals a block has.
pub const BLOCK: usize = 16;

/// One bit for each interval that has a day in common with the days of a question, the first
/// in the lowest place.
#[inline(always)]
pub fn meeting(block: &[Interval; BLOCK], asked: Interval) -> u32 {
    #[cfg(target_arch = "x86_64")]
    #[expect(unsafe_code, reason = "the compiler makes no vectors of this by itself")]
    // SAFETY: every x86-64 processor has SSE2.
    unsafe {
        in_lanes(block, asked)
    }
    #[cfg(not(target_arch = "x86_64"))]
    one_by_one(block, asked)
}

#[cfg(any(test, not(target_arch = "x86_64")))]
fn one_by_one(block: &[Interval; BLOCK], asked: Interval) -> u32 {
    block.iter().rev().fold(0, |bits, days| (bits << 1) | u32::from(days.meets(asked)))
}

#[cfg(target_arch = "x86_64")]
#[inline]
#[target_feature(enable = "sse2")]
fn in_lanes(block: &[Interval; BLOCK], asked: Interval) -> u32 {
    use std::arch::x86_64::{
        __m128i, _mm_castps_si128, _mm_castsi128_ps, _mm_cmpgt_epi32, _mm_cmplt_epi32,
        _mm_loadu_si128, _mm_movemask_epi8, _mm_or_si128, _mm_packs_epi16, _mm_packs_epi32,
        _mm_set1_epi32, _mm_shuffle_ps,
    };
    let (first, last) = (_mm_set1_epi32(asked.start), _mm_set1_epi32(asked.end));
    let (pairs, _) = block.as_chunks::<2>();
    let two = |at: usize| {
        let pair: &[Interval; 2] = &pairs[at];
        // SAFETY: two intervals are four days, one behind the other, as the lanes are.
        #[expect(unsafe_code, reason = "a load takes a pointer")]
        let lanes = unsafe { _mm_loadu_si128(std::ptr::from_ref(pair).cast::<__m128i>()) };
        _mm_castsi128_ps(lanes)
    };
    // All bits of a lane for each of four intervals that misses the days.
    let misses = |at: usize| {
        let (left, right) = (two(at), two(at + 1));
        let starts = _mm_castps_si128(_mm_shuffle_ps::<0b10_00_10_00>(left, right));
        let ends = _mm_castps_si128(_mm_shuffle_ps::<0b11_01_11_01>(left, right));
        _mm_or_si128(_mm_cmpgt_epi32(starts, last), _mm_cmplt_epi32(ends, first))
    };
    let (low, high) =
        (_mm_packs_epi32(misses(0), misses(2)), _mm_packs_epi32(misses(4), misses(6)));
    let bytes = _mm_packs_epi16(low, high);
    !_mm_movemask_epi8(bytes).cast_unsigned() & 0xFFFF
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::date::Day;

    /// Every place of a block has every pair of days once, for every question.
    #[test]
    fn bits_say_what_each_interval_says() {
        let days = [Day::MIN, Day::MIN + 1, -5, 0, 4, 5, 6, Day::MAX - 1, Day::MAX];
        let all: Vec<Interval> = days
            .iter()
            .flat_map(|&start| days.iter().map(move |&end| Interval { start, end }))
            .collect();
        for &asked in &all {
            for at in 0..all.len() {
                let block = std::array::from_fn(|place| all[(at + place) % all.len()]);
                let bits = meeting(&block, asked);
                assert_eq!(bits, one_by_one(&block, asked), "{asked:?} {block:?}");
                for (place, days) in block.iter().enumerate() {
                    assert_eq!(bits >> place & 1 == 1, days.meets(asked), "{asked:?} {days:?}");
                }
                assert_eq!(bits >> BLOCK, 0);
            }
        }
    }
}
