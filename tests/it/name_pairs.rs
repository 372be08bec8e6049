//! The matcher on real names, beside what strings alone tell.
//!
//! `tests/names` holds pairs of names: of one person, body or place in two languages, scripts or
//! spellings, and of two that are easily confused. `pairs.csv` has those of the facts behind the
//! shipped data, `written.csv` names of the region that were written down for this table. Half of
//! the latter are held out: they are measured and never looked at while weights and vocabulary
//! are chosen. The figures are in `docs/names.md`, written by `UPDATE_EXPECT=1`.

use crate::support::shipped;
use corridor::search::matching::{Matcher, THRESHOLD};
use expect_test::expect_file;
use std::{fmt::Write, fs};

/// A row of a table.
struct Pair {
    id: String,
    same: bool,
    part: Part,
    /// `person`, `body`, `place`.
    sort: String,
    /// What makes the names differ: `spelling`, `translation`, `abbreviation`; `near` if they
    /// are not of the same.
    how: String,
    left: (String, String),
    right: (String, String),
    facts: String,
}

/// What a pair is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// The names of the shipped data: weights are chosen with these in view.
    Shipped,
    /// Written names with which weights and vocabulary are chosen.
    Tuned,
    /// Written names that are only measured.
    HeldOut,
    /// Names that were written down before anybody looked at the vocabulary again, and measured
    /// once before anything was mended by them.
    Fresh,
}

/// The seed of the split.
const SEED: u64 = 2026;

/// The part of a written pair: by the entity of its first name, so that all spellings of a name
/// are in one part.
fn part(facts: &str) -> Part {
    let entity = facts.split(' ').next().unwrap_or_default();
    // FNV-1a, and the last step of SplitMix64, since its bits tell little of short texts apart.
    let hash = entity.bytes().fold(0xcbf2_9ce4_8422_2325 ^ SEED, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    });
    let mixed = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    if (mixed >> 63) == 0 { Part::Tuned } else { Part::HeldOut }
}

/// All pairs of the three tables.
fn pairs() -> Vec<Pair> {
    let mut pairs = table("tests/names/pairs.csv", |_| Part::Shipped);
    pairs.extend(table("tests/names/written.csv", part));
    pairs.extend(table("tests/names/fresh.csv", |_| Part::Fresh));
    pairs
}

/// The pairs of one part.
fn pairs_of(part: Part) -> Vec<Pair> {
    pairs().into_iter().filter(|pair| pair.part == part).collect()
}

fn table(file: &str, part: fn(&str) -> Part) -> Vec<Pair> {
    let text = fs::read_to_string(file).unwrap();
    let rows = text.lines().skip(1).map(|line| {
        let cells = cells(line);
        let [id, same, how, sort, left, left_lang, right, right_lang, facts] = &cells[..] else {
            panic!("{line}");
        };
        Pair {
            id: id.clone(),
            same: same == "yes",
            part: part(facts),
            sort: sort.clone(),
            how: how.clone(),
            left: (left.clone(), left_lang.clone()),
            right: (right.clone(), right_lang.clone()),
            facts: facts.clone(),
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
    shipped().index().matching(shipped().graph())
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
        Self { precision: right / (right + wrong).max(1.0), recall: right / all }
    }

    /// Where precision and recall are best together.
    fn best(scored: &[(f64, &Pair)]) -> Self {
        let figures = (1..=100).map(|percent| Self::at(f64::from(percent) / 100.0, scored));
        figures.max_by(|a, b| a.f1().total_cmp(&b.f1())).unwrap()
    }

    fn f1(&self) -> f64 {
        2.0 * self.precision * self.recall / (self.precision + self.recall).max(f64::MIN_POSITIVE)
    }
}

fn scored<'p>(
    pairs: impl IntoIterator<Item = &'p Pair>,
    score: fn(&Pair) -> f64,
) -> Vec<(f64, &'p Pair)> {
    pairs.into_iter().map(|pair| (score(pair), pair)).collect()
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are what is asked for")]
fn real_names_are_told_apart() {
    let figures = figures();
    println!("{figures}");
    let page = fs::read_to_string("docs/names.md").unwrap();
    let (before, rest) = page.split_once("<!-- figures -->\n").expect("the page has the mark");
    let (_, after) = rest.split_once("<!-- end of figures -->").expect("the page has the end");
    let marked = format!("{before}<!-- figures -->\n{figures}<!-- end of figures -->{after}");
    expect_file!["../../docs/names.md"].assert_eq(&marked);
}

/// The figures as the page has them.
fn figures() -> String {
    let mut page = String::from(
        "| pairs | same | different | precision | recall | F1 | Jaro-Winkler at its best: F1 |\n|---|--:|--:|--:|--:|--:|--:|\n",
    );
    for (title, part) in [
        ("of the shipped data, tuned on", Part::Shipped),
        ("written, tuned on", Part::Tuned),
        ("written, **held out**", Part::HeldOut),
        ("written last", Part::Fresh),
    ] {
        let pairs = pairs_of(part);
        for sort in ["all", "person", "body"] {
            let some: Vec<&Pair> =
                pairs.iter().filter(|pair| sort == "all" || pair.sort == sort).collect();
            row(&mut page, &format!("{title}: {sort}"), &some);
        }
    }
    by_kind(&mut page);
    page += "\nThe worst of the same, and of the different, of those that are tuned on:\n\n\
        | score | names | |\n|--:|---|---|\n";
    let pairs = pairs();
    let is_tuned_on = |pair: &&Pair| matches!(pair.part, Part::Shipped | Part::Tuned);
    let ours = scored(pairs.iter().filter(is_tuned_on), ours);
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

fn row(page: &mut String, title: &str, pairs: &[&Pair]) {
    let (all, naive) =
        (scored(pairs.iter().copied(), ours), scored(pairs.iter().copied(), baseline));
    let now = Figures::at(THRESHOLD, &all);
    let same = all.iter().filter(|(_, it)| it.same).count();
    writeln!(
        page,
        "| {title} | {same} | {} | {:.3} | {:.3} | {:.3} | {:.3} |",
        all.len() - same,
        now.precision,
        now.recall,
        now.f1(),
        Figures::best(&naive).f1()
    )
    .unwrap();
}

/// The recall of each way in which names of one entity differ.
fn by_kind(page: &mut String) {
    *page += "\n| names of one entity that differ by | shipped | written, tuned on | held out | written last |\n|---|--:|--:|--:|--:|\n";
    let pairs = pairs();
    for how in ["abbreviation", "spelling", "translation"] {
        let recall = |part: Part| {
            let some = pairs.iter().filter(|it| it.part == part && it.same && it.how == how);
            let all = scored(some, ours);
            format!("{:.3} of {}", Figures::at(THRESHOLD, &all).recall, all.len())
        };
        let [shipped, tuned, held_out, fresh] =
            [Part::Shipped, Part::Tuned, Part::HeldOut, Part::Fresh].map(recall);
        writeln!(page, "| {how} | {shipped} | {tuned} | {held_out} | {fresh} |").unwrap();
    }
}

/// What is wrong on the parts that are tuned on, for whoever tunes: `ERRORS=1 cargo test
/// --test it name_pairs -- --nocapture`. Never of those that are held out.
#[test]
#[expect(clippy::print_stdout, reason = "a report is what it is for")]
fn errors_are_listed_when_asked_for() {
    if std::env::var_os("ERRORS").is_none() {
        return;
    }
    for pair in pairs().iter().filter(|pair| pair.part != Part::HeldOut) {
        let score = ours(pair);
        if (score >= THRESHOLD) != pair.same {
            let (left, right) = (&pair.left.0, &pair.right.0);
            println!("{} {} {} {score:.2} {left} | {right}", pair.same, pair.id, pair.how);
        }
    }
}

/// What the figures must not fall below; raise them when the matcher gets better.
#[test]
fn the_matcher_does_not_get_worse() {
    for (part, precision, recall) in
        [(Part::Shipped, 0.98, 0.88), (Part::Tuned, 0.98, 0.95), (Part::HeldOut, 0.98, 0.85)]
    {
        let pairs = pairs_of(part);
        assert!(pairs.iter().filter(|pair| pair.same).count() >= 150);
        let now = Figures::at(THRESHOLD, &scored(&pairs, ours));
        assert!(now.precision >= precision, "{part:?}: precision {}", now.precision);
        assert!(now.recall >= recall, "{part:?}: recall {}", now.recall);
        let naive = Figures::best(&scored(&pairs, baseline));
        assert!(now.f1() > naive.f1() + 0.08, "{part:?}: the baseline does as well");
    }
}

/// The five that a transliteration by script alone makes of names in the letters of the official
/// tables: each is beside the right spelling of the same name.
#[test]
fn a_wrong_name_never_scores_like_the_right_one() {
    let pairs = pairs();
    let wrongs: Vec<&Pair> =
        pairs.iter().filter(|it| it.facts.starts_with("letters:") && !it.same).collect();
    assert_eq!(wrongs.len(), 5, "what the table has of them");
    for wrong in wrongs {
        let is_right = |it: &&Pair| it.same && it.left == wrong.left && it.how == "spelling";
        let rights: Vec<&Pair> = pairs.iter().filter(is_right).collect();
        assert!(!rights.is_empty(), "{} has no right one beside it", wrong.id);
        for right in rights {
            assert!(ours(right) > ours(wrong), "{} {}", right.id, wrong.id);
        }
    }
}
