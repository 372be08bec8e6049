//! The matcher on real names, beside what strings alone tell.
//!
//! `tests/names/pairs.csv` holds pairs of names from the facts behind the shipped data: of one
//! person, body or place in two languages, scripts or spellings, and of two that are easily
//! confused. The figures stand in `docs/names.md`, written by `UPDATE_EXPECT=1`.

use crate::support::shipped;
use corridor::search::matching::{Matcher, Query, THRESHOLD, Wanted};
use expect_test::expect_file;
use std::{collections::BTreeMap, fmt::Write, fs, sync::LazyLock};

/// A row of the table.
struct Pair {
    id: String,
    same: bool,
    /// What makes the names differ: `spelling`, `translation`, `abbreviation`; `near` if they
    /// are not of the same.
    how: String,
    left: (String, String),
    right: (String, String),
}

fn pairs() -> Vec<Pair> {
    let text = fs::read_to_string("tests/names/pairs.csv").unwrap();
    let rows = text.lines().skip(1).map(|line| {
        let cells = cells(line);
        let [id, same, how, _, left, left_lang, right, right_lang, _] = &cells[..] else {
            panic!("{line}");
        };
        Pair {
            id: id.clone(),
            same: same == "yes",
            how: how.clone(),
            left: (left.clone(), left_lang.clone()),
            right: (right.clone(), right_lang.clone()),
        }
    });
    rows.collect()
}

/// The cells of a line of CSV; a quoted one has no quotes in it.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.last_mut().unwrap().push(c),
        }
    }
    cells
}

fn matcher() -> &'static Matcher {
    static MATCHER: LazyLock<Matcher> = LazyLock::new(|| Matcher::new(shipped().graph()));
    &MATCHER
}

fn ours(pair: &Pair) -> f64 {
    let left = (pair.left.0.as_str(), Some(pair.left.1.as_str()));
    matcher().compare(left, (&pair.right.0, Some(&pair.right.1)))
}

/// What a program does that knows no names: letters to ASCII one by one, small, Jaro-Winkler.
fn baseline(pair: &Pair) -> f64 {
    let naive = |text: &str| any_ascii::any_ascii(text).to_lowercase();
    strsim::jaro_winkler(&naive(&pair.left.0), &naive(&pair.right.0))
}

/// How well scores tell the same from the different at a threshold.
#[derive(Clone, Copy)]
struct Figures {
    threshold: f64,
    precision: f64,
    recall: f64,
}

impl Figures {
    fn at(threshold: f64, scored: &[(f64, &Pair)]) -> Self {
        let count = |same: bool| {
            scored.iter().filter(|(score, it)| it.same == same && *score >= threshold).count()
                as f64
        };
        let all = scored.iter().filter(|(_, it)| it.same).count() as f64;
        let (right, wrong) = (count(true), count(false));
        Self { threshold, precision: right / (right + wrong).max(1.0), recall: right / all }
    }

    /// Where precision and recall are best together.
    fn best(scored: &[(f64, &Pair)]) -> Self {
        let figures = (1..=100).map(|percent| Self::at(f64::from(percent) / 100.0, scored));
        figures.max_by(|a, b| a.f1().total_cmp(&b.f1())).unwrap()
    }

    fn f1(&self) -> f64 {
        2.0 * self.precision * self.recall / (self.precision + self.recall).max(f64::MIN_POSITIVE)
    }

    fn row(&self, what: &str) -> String {
        let Self { threshold, precision, recall } = self;
        format!("| {what} | {threshold:.2} | {precision:.3} | {recall:.3} | {:.3} |\n", self.f1())
    }
}

fn scored<'p>(pairs: &'p [Pair], score: fn(&Pair) -> f64) -> Vec<(f64, &'p Pair)> {
    pairs.iter().map(|pair| (score(pair), pair)).collect()
}

/// The part of a table that has one way in which names differ, with all that are not the same.
fn only<'p>(scored: &[(f64, &'p Pair)], how: &str) -> Vec<(f64, &'p Pair)> {
    scored.iter().filter(|(_, it)| !it.same || it.how == how).copied().collect()
}

#[test]
fn real_names_are_told_apart() {
    let pairs = pairs();
    let (ours, theirs) = (scored(&pairs, ours), scored(&pairs, baseline));
    let figures = figures(&ours, &theirs);
    println!("{figures}");
    let page = fs::read_to_string("docs/names.md").unwrap();
    let (before, rest) = page.split_once("<!-- figures -->\n").expect("the page has the mark");
    let (_, after) = rest.split_once("<!-- end of figures -->").expect("the page has the end");
    let marked = format!("{before}<!-- figures -->\n{figures}<!-- end of figures -->{after}");
    expect_file!["../../docs/names.md"].assert_eq(&marked);
}

/// The figures as the page has them.
fn figures(ours: &[(f64, &Pair)], theirs: &[(f64, &Pair)]) -> String {
    let mut page = String::new();
    let same = ours.iter().filter(|(_, it)| it.same).count();
    let different = ours.len() - same;
    writeln!(page, "{same} pairs of the same, {different} of different ones.\n").unwrap();
    page += "| on all pairs | threshold | precision | recall | F1 |\n|---|--:|--:|--:|--:|\n";
    page += &Figures::at(THRESHOLD, ours).row("Corridor, as it comes");
    page += &Figures::best(ours).row("Corridor, at its best");
    page += &Figures::best(theirs).row("Jaro-Winkler, at its best");
    page += "\n| names that differ by | pairs | recall | precision | Jaro-Winkler: recall | precision |\n\
        |---|--:|--:|--:|--:|--:|\n";
    let hows: BTreeMap<&str, usize> =
        ours.iter().filter(|(_, it)| it.same).fold(BTreeMap::new(), |mut counts, (_, it)| {
            *counts.entry(it.how.as_str()).or_default() += 1;
            counts
        });
    for (how, count) in hows {
        let a = Figures::at(THRESHOLD, &only(ours, how));
        let b = Figures::best(&only(theirs, how));
        writeln!(
            page,
            "| {how} | {count} | {:.3} | {:.3} | {:.3} | {:.3} |",
            a.recall, a.precision, b.recall, b.precision
        )
        .unwrap();
    }
    page += "\nThe worst of the same, and of the different:\n\n\
        | score | names | |\n|--:|---|---|\n";
    let mut worst: Vec<&(f64, &Pair)> = ours.iter().collect();
    let wrong = |(score, pair): &(f64, &Pair)| if pair.same { 1.0 - score } else { *score };
    worst.sort_by(|a, b| wrong(b).total_cmp(&wrong(a)).then(a.1.id.cmp(&b.1.id)));
    for same in [true, false] {
        for (score, pair) in worst.iter().filter(|(_, it)| it.same == same).take(8) {
            let what = if same { "same" } else { "different" };
            let (left, right) = (&pair.left.0, &pair.right.0);
            writeln!(page, "| {score:.2} | {left} — {right} | {what}, {} |", pair.id).unwrap();
        }
    }
    page
}
