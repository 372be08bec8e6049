//! Cliques without a choice: groups of records in which all fit all. A record that fits two
//! others which do not fit each other is in no group.

/// The most records that can be compared with each other: one bit each.
pub(super) const MOST: usize = crate::limits::data::MERGED_RECORDS;
const _: () = assert!(MOST == u128::BITS as usize, "a row has a bit for each");

/// The groups of two or more among `count` things, at most [`MOST`]; asks about each pair once.
pub(super) fn cliques(count: usize, fit: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let count = count.min(MOST);
    // A row for each with a bit for all that fit it, and one for itself.
    let mut rows: Vec<u128> = (0..count).map(|at| 1 << at).collect();
    let mut set = |row: usize, bit: usize| {
        if let Some(row) = rows.get_mut(row) {
            *row |= 1 << bit;
        }
    };
    for a in 0..count {
        for b in (a + 1..count).filter(|&b| fit(a, b)) {
            set(a, b);
            set(b, a);
        }
    }
    let members = |row: u128| (0..count).filter(move |at| row >> at & 1 == 1);
    // All that fit it fit each other. What is left of its row then is a group, the same for
    // each member.
    let is_clear =
        |row: u128| members(row).all(|at| rows.get(at).is_some_and(|other| row & !other == 0));
    let clear = rows.iter().zip(0..).filter(|(row, _)| is_clear(**row));
    let clear: u128 = clear.map(|(_, at)| 1 << at).sum();
    let groups = rows.iter().zip(0..).filter_map(|(row, at)| {
        let group = row & clear;
        let is_first = clear >> at & 1 == 1 && group.trailing_zeros() == at;
        (is_first && group.count_ones() > 1).then(|| members(group).collect())
    });
    groups.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    fn of(count: usize, pairs: &[(usize, usize)]) -> Vec<Vec<usize>> {
        cliques(count, |a, b| pairs.contains(&(a, b)) || pairs.contains(&(b, a)))
    }

    #[test]
    fn what_fits_two_that_do_not_fit_is_in_none() {
        assert_eq!(of(3, &[(0, 1)]), [[0, 1]]);
        assert_eq!(of(3, &[(0, 1), (1, 2), (0, 2)]), [[0, 1, 2]]);
        assert!(of(3, &[(0, 1), (1, 2)]).is_empty());
        // 0 stands between 1 and the pair of 2 and 3.
        assert_eq!(of(4, &[(0, 1), (0, 2), (0, 3), (2, 3)]), [[2, 3]]);
        assert_eq!(cliques(MOST, |_, _| true), [(0..MOST).collect::<Vec<_>>()]);
    }

    proptest! {
        #[test]
        fn groups_are_complete_and_apart(count in 0..9_usize, pairs in vec((0..9_usize, 0..9_usize), 0..20)) {
            let fit = |a, b| a == b || pairs.contains(&(a, b)) || pairs.contains(&(b, a));
            let groups = cliques(count, fit);
            let group_of = |at| groups.iter().position(|group| group.contains(&at));
            let torn = |at: usize| {
                let near = || (0..count).filter(move |&other| fit(at, other));
                near().any(|a| near().any(|b| !fit(a, b)))
            };
            for a in 0..count {
                prop_assert!(groups.iter().filter(|group| group.contains(&a)).count() <= 1);
                for b in (0..count).filter(|&b| b != a) {
                    let together = fit(a, b) && !torn(a) && !torn(b);
                    prop_assert_eq!(together, group_of(a).is_some() && group_of(a) == group_of(b));
                }
            }
        }
    }
}
