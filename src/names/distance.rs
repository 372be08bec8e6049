//! Edit distances: how many typing errors are between two words, and how unlike two spellings
//! are. Both are [optimal string alignment], the edit distance that counts two letters next to
//! each other exchanged as one change and changes no part of a text twice.
//!
//! There are two distances because they answer different questions. Search asks whether a word is
//! within one or two typing errors, so [`optimal_string_alignment`] counts whole errors, stops at
//! the bound, and may take the beginning of a word. Matching asks how likely two words are
//! spellings of one name, so [`weighted_optimal_string_alignment`] adds up costs by letter, without
//! a bound.
//!
//! [optimal string alignment]: https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance#Optimal_string_alignment_distance

/// The longest word that is compared: a longer one is none.
pub const LONGEST_WORD: usize = 40;

/// The most errors that can be asked for.
pub const MOST_ERRORS: u8 = 2;

/// The number of letters that must be changed, added, left out or exchanged with their neighbor to
/// make one word of another; `None` if more than `most`, or if the word is longer than
/// [`LONGEST_WORD`]. With `prefix`, to make the beginning of the other word. O(letters of both,
/// multiplied), no allocation.
pub fn optimal_string_alignment(from: &str, to: &str, most: u8, prefix: bool) -> Option<u8> {
    let most = most.min(MOST_ERRORS);
    let (from, to) = (from.as_bytes(), to.as_bytes());
    let reach = from.len() + usize::from(most);
    let is_far = to.len() + usize::from(most) < from.len() || (!prefix && to.len() > reach);
    if from.len() > LONGEST_WORD || is_far {
        return None;
    }
    // What lies behind the beginning that could still match does not count.
    let to = &to[..to.len().min(reach)];
    // The last three rows of the table, by turns: all that is looked back at.
    let mut rows = [[0_u8; LONGEST_WORD + MOST_ERRORS as usize + 1]; 3];
    (0..=to.len()).for_each(|at| rows[0][at] = at as u8);
    for (i, letter) in from.iter().enumerate() {
        let (before, last, now) = ((i + 2) % 3, i % 3, (i + 1) % 3);
        rows[now][0] = i as u8 + 1;
        let mut least = rows[now][0];
        for (j, other) in to.iter().enumerate() {
            let replaced = rows[last][j] + u8::from(letter != other);
            let mut best = replaced.min(rows[last][j + 1] + 1).min(rows[now][j] + 1);
            if i > 0 && j > 0 && *letter == to[j - 1] && from[i - 1] == *other {
                best = best.min(rows[before][j - 1] + 1);
            }
            rows[now][j + 1] = best;
            least = least.min(best);
        }
        if least > most {
            return None;
        }
    }
    let last = &rows[from.len() % 3][..=to.len()];
    let least = if prefix { *last.iter().min()? } else { *last.last()? };
    (least <= most).then_some(least)
}

/// The costs of changes of letters.
#[derive(Clone, Copy, Debug)]
pub struct LetterCosts {
    /// A letter that only one word has, at a place.
    pub gap: fn(u8, usize) -> f64,
    /// A letter for another, at a place, which may be the last of both words.
    pub change: fn(u8, u8, usize, bool) -> f64,
    /// Two letters next to each other exchanged.
    pub swap: f64,
}

/// The least cost of the changes that make one word of another; infinite for words longer than
/// [`LONGEST_WORD`]. O(letters of both, multiplied), no allocation.
pub fn weighted_optimal_string_alignment(a: &[u8], b: &[u8], costs: &LetterCosts) -> f64 {
    if a.len() > LONGEST_WORD || b.len() > LONGEST_WORD {
        return f64::INFINITY;
    }
    let mut rows = [[0.0_f64; LONGEST_WORD + 1]; 3];
    for j in 0..b.len() {
        rows[0][j + 1] = rows[0][j] + (costs.gap)(b[j], j);
    }
    for i in 0..a.len() {
        let (before, last, now) = ((i + 2) % 3, i % 3, (i + 1) % 3);
        rows[now][0] = rows[last][0] + (costs.gap)(a[i], i);
        for j in 0..b.len() {
            let place = i.min(j);
            let is_last = i + 1 == a.len() && j + 1 == b.len();
            let mut least = (rows[last][j] + (costs.change)(a[i], b[j], place, is_last))
                .min(rows[last][j + 1] + (costs.gap)(a[i], place))
                .min(rows[now][j] + (costs.gap)(b[j], place));
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                least = least.min(rows[before][j - 1] + costs.swap);
            }
            rows[now][j + 1] = least;
        }
    }
    rows[a.len() % 3][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_differ_by_so_many_typing_errors() {
        for (from, to, whole, start) in [
            ("socar", "socar", Some(0), Some(0)),
            ("socar", "sokar", Some(1), Some(1)),
            ("socar", "scoar", Some(1), Some(1)),
            ("socar", "soccar", Some(1), Some(1)),
            ("socar", "skoar", Some(2), Some(2)),
            ("torob", "torobaev", None, Some(0)),
            ("torab", "torobaev", None, Some(1)),
            ("abcd", "wxyz", None, None),
            ("abcdef", "abc", None, None),
        ] {
            assert_eq!(optimal_string_alignment(from, to, 2, false), whole, "{from} {to}");
            assert_eq!(optimal_string_alignment(from, to, 2, true), start, "{from} {to}...");
        }
    }

    /// With every cost 1, both give the same.
    #[test]
    fn the_two_agree_where_all_costs_are_one() {
        let costs = LetterCosts {
            gap: |_, _| 1.0,
            change: |a, b, _, _| f64::from(u8::from(a != b)),
            swap: 1.0,
        };
        let words = ["socar", "sokar", "scoar", "skoar", "soccar", "", "ocar", "racos"];
        for a in words {
            for b in words {
                let weighted =
                    weighted_optimal_string_alignment(a.as_bytes(), b.as_bytes(), &costs);
                let counted = optimal_string_alignment(a, b, 2, false);
                assert_eq!(counted, (weighted <= 2.0).then_some(weighted as u8), "{a} {b}");
            }
        }
    }
}
