//! Records of several sources that tell of one fact: which become one link, and what it says.

use super::{load_files, toy};
use crate::graph::{Facts, LinkRecord};
use proptest::{collection::vec, option, prelude::*, sample::select};
use std::fmt::Write;

/// Sources by the year in which they were published; `s0` does not say, and `t2019` is another
/// one of the publisher of `s2019`.
const REST: &str = r#"
Post: {chair: {name: C, body: oil}}
Organization: {oil: {name: O, cooperatesWith: []}, gas: {name: G}}
Person: {ann: {name: A}}
Source:
  s0: {name: S}
  s2012: {name: S, published: 2012-06-01, publisher: a}
  s2019: {name: S, published: 2019-06-01, publisher: b}
  t2019: {name: T, published: 2019-07, publisher: b}
  s2024: {name: S, published: 2024, publisher: c}
"#;

/// The links of Ann to the chair that records make, a line each.
#[track_caller]
fn links(records: &[&str]) -> Vec<String> {
    let mut text = String::new();
    for record in records {
        let _ = writeln!(text, "- {{from: ann, to: chair, {record}}}");
    }
    let text = format!("HOLDS_POST:\n{text}");
    let (facts, problems) = load_files(&[("a.yaml", &text), ("b.yaml", REST)], &toy::ontology());
    let facts = facts.unwrap_or_else(|| panic!("{problems}"));
    held(&facts)
}

fn held(facts: &Facts) -> Vec<String> {
    let source = |index: usize| facts.entities[index].id.as_str();
    let tenures = facts.links.iter().filter(|link| !link.values.is_empty());
    tenures.map(|link| line(link, &source)).collect()
}

fn line<'a>(link: &LinkRecord, source: &impl Fn(usize) -> &'a str) -> String {
    let mut out = String::new();
    let time = &link.time;
    for (word, date) in [("at", time.at), ("since", time.since), ("until", time.until)] {
        date.iter().for_each(|date| _ = write!(out, "{word} {date} "));
    }
    time.attested.iter().for_each(|day| _ = write!(out, "on {day} "));
    let _ = write!(out, "{} {}", link.status.as_str(), link.evidence.as_str());
    if let Some(Some(title)) = link.values.first() {
        let _ = write!(out, " {}", title.to_json());
    }
    let referred = link.references.iter().flatten();
    referred.for_each(|index| _ = write!(out, " @{}", source(index.0 as usize)));
    link.id.iter().for_each(|id| _ = write!(out, " #{id}"));
    link.note.iter().for_each(|note| _ = write!(out, " ({note})"));
    for citation in &link.citations {
        let locator = citation.locator.as_deref().unwrap_or_default();
        let _ = write!(out, " {}#{locator}", source(citation.source.0 as usize));
    }
    out
}

/// Records that are one link whichever comes first, and what it says.
#[track_caller]
fn one(records: &[&str], expected: &str) {
    let mut turned = records.to_vec();
    for _ in records {
        assert_eq!(links(&turned), [expected], "{turned:?}");
        turned.rotate_left(1);
    }
    turned.reverse();
    assert_eq!(links(&turned), [expected], "{turned:?}");
}

/// Records of which each stays as it is.
#[track_caller]
fn apart(records: &[&str]) {
    let found = links(records);
    assert_eq!(found.len(), records.len(), "{found:#?}");
    for record in records {
        let alone = links(&[record]);
        assert!(found.contains(&alone[0]), "{alone:?} is not in {found:#?}");
    }
}

#[test]
fn the_more_precise_date_counts() {
    one(
        &["since: 2018, sources: s2019", "since: 2018-03, until: 2023, sources: s2024"],
        "since 2018-03 until 2023 ACTUAL CORROBORATED s2019# s2024#",
    );
    one(
        &[
            "since: 2018, until: 2023-05, sources: s0",
            "since: 2018-03-01, until: 2023, sources: s2024",
        ],
        "since 2018-03-01 until 2023-05 ACTUAL REPORTED s0# s2024#",
    );
    one(
        &["at: 2019, sources: s2019", "at: 2019-05-03, sources: s2024"],
        "at 2019-05-03 ACTUAL CORROBORATED s2019# s2024#",
    );
    one(
        &["since: 2018, until: '?', sources: s2019", "since: 2018, until: 2019-01, sources: s2024"],
        "since 2018 until 2019-01 ACTUAL CORROBORATED s2019# s2024#",
    );
}

/// An entity that a property refers to is said as a value is.
#[test]
fn records_that_refer_to_two_entities_are_two_facts() {
    one(
        &["since: 2018, sent-by: oil, sources: s2019", "since: 2018-03, sources: s2024"],
        "since 2018-03 ACTUAL CORROBORATED @oil s2019# s2024#",
    );
    one(
        &["sent-by: oil, sources: s0", "sent-by: oil, title: head, sources: s2024"],
        "ACTUAL REPORTED \"head\" @oil s0# s2024#",
    );
    apart(&[
        "since: 2018, sent-by: oil, sources: s2019",
        "since: 2018, sent-by: gas, sources: s2024",
    ]);
}

#[test]
fn a_date_without_a_mark_counts_before_one_with() {
    one(
        &["since: 2018, sources: s2019", "since: 2018-03?, sources: s2024"],
        "since 2018 ACTUAL CORROBORATED s2019# s2024#",
    );
    one(
        &["since: 2018~, sources: s2019", "since: 2018-03?, sources: s2024"],
        "since 2018-03? ACTUAL CORROBORATED s2019# s2024#",
    );
}

#[test]
fn dates_that_contradict_stay_apart() {
    apart(&["since: 2018, sources: s2019", "since: 2019, sources: s2024"]);
    apart(&["since: 2018-03, sources: s2019", "since: 2018-04, sources: s2024"]);
    apart(&[
        "since: 2010, until: 2012, sources: s2019",
        "since: 2010, until: 2013, sources: s2024",
    ]);
    apart(&[
        "since: 2010, until: 2012, sources: s2019",
        "since: 2014, until: 2016, sources: s2024",
    ]);
    apart(&["at: 2019-05-03, sources: s2019", "at: 2019-05-04, sources: s2024"]);
    apart(&["at: 2019, sources: s2019", "since: 2019, sources: s2024"]);
    // The attested day is before the start, after the end.
    apart(&["attested: 2017, sources: s2019", "since: 2018, sources: s2024"]);
    apart(&["attested: 2021, sources: s2019", "until: 2020, sources: s2024"]);
    apart(&["since: 2021, sources: s2019", "until: 2020, sources: s2024"]);
}

#[test]
fn an_end_may_be_news() {
    // What was written before the end cannot know of it.
    one(
        &["since: 2018, sources: s2019", "since: 2018, until: 2019-06, sources: s2024"],
        "since 2018 until 2019-06 ACTUAL CORROBORATED s2019# s2024#",
    );
    apart(&["since: 2018, sources: s2019", "since: 2018, until: 2019-05, sources: s2024"]);
    apart(&["since: 2018, sources: [s2012, s2019]", "since: 2018, until: 2019-05, sources: s2024"]);
    // A source without a day may be from after the end.
    apart(&["since: 2018, sources: s0", "since: 2018, until: 2023, sources: s2024"]);
    // An end on an unknown day is before the source that tells of it.
    one(
        &["since: 2018, sources: s2019", "since: 2018, until: '?', sources: s2024"],
        "since 2018 until ? ACTUAL CORROBORATED s2019# s2024#",
    );
    apart(&["since: 2018, sources: s2024", "since: 2018, until: '?', sources: s2019"]);
    apart(&["since: 2018, sources: s2019", "since: 2018, until: '?', sources: s0"]);
}

#[test]
fn something_must_show_that_it_is_one_tenure() {
    // Both go on.
    one(
        &["attested: 2019-05-03, sources: s2019", "since: 2018, sources: s2024"],
        "since 2018 on 2019-05-03 ACTUAL CORROBORATED s2019# s2024#",
    );
    one(
        &["sources: s2019", "since: 2018, sources: s2024"],
        "since 2018 ACTUAL CORROBORATED s2019# s2024#",
    );
    // But what was so before the start is another tenure.
    apart(&["sources: s2012", "since: 2018, sources: s2024"]);
    one(
        &["status: PLANNED, sources: s2012", "since: 2018, status: PLANNED, sources: s2024"],
        "since 2018 PLANNED CORROBORATED s2012# s2024#",
    );
    // Both have the end.
    one(
        &["until: 2023, sources: s2019", "since: 2018, until: 2023-05, sources: s2024"],
        "since 2018 until 2023-05 ACTUAL CORROBORATED s2019# s2024#",
    );
    // A day on which both held.
    one(
        &["attested: 2020-05, sources: s2019", "since: 2018, until: 2023, sources: s2024"],
        "since 2018 until 2023 on 2020-05 ACTUAL CORROBORATED s2019# s2024#",
    );
    apart(&["attested: 2018-05, sources: s2012", "since: 2018, until: 2023, sources: s2024"]);
    apart(&["attested: 2020-05?, sources: s2019", "since: 2018, until: 2023, sources: s2024"]);
    // Nothing: he may have held it twice.
    apart(&["until: '?', sources: s2019", "since: 2018, until: 2023, sources: s2024"]);
    apart(&["since: 2018, sources: s2019", "until: 2023, sources: s2024"]);
}

#[test]
fn what_fits_two_tenures_belongs_to_neither() {
    apart(&[
        "since: 2018, sources: s2019",
        "since: 2018-03, sources: s2024",
        "since: 2018-05, sources: s2012",
    ]);
    // The others still become one.
    let found = links(&[
        "at: 2018, sources: s0",
        "at: 2018-03, sources: s2019",
        "at: 2018-05-01, sources: s2012",
        "at: 2018-05, sources: s2024",
    ]);
    let expected = [
        "at 2018 ACTUAL REPORTED s0#",
        "at 2018-03 ACTUAL REPORTED s2019#",
        "at 2018-05-01 ACTUAL CORROBORATED s2012# s2024#",
    ];
    assert_eq!(found, expected);
}

#[test]
fn properties_and_status_must_agree() {
    one(
        &["title: Head, sources: s2019", "acting: false, sources: s2024"],
        "ACTUAL CORROBORATED \"Head\" s2019# s2024#",
    );
    apart(&["title: Head, sources: s2019", "title: Chair, sources: s2024"]);
    // A default counts as said.
    apart(&["sources: s2019", "acting: true, sources: s2024"]);
    apart(&["sources: s2019", "status: AGREED, sources: s2024"]);
    // The one without a title fits both.
    apart(&["title: A, sources: s2019", "sources: s2024", "title: B, sources: s2012"]);
}

#[test]
fn several_sources_are_needed() {
    apart(&["since: 2018, sources: s2019#1", "since: 2018-03, sources: s2019#2"]);
    apart(&["since: 2018, sources: s2019", "since: 2018-03, sources: [s2024, s2019]"]);
    apart(&["since: 2018, sources: s2019", "since: 2018-03"]);
    // The same words, and one source more.
    one(
        &["since: 2018, sources: s2019#1", "since: 2018, sources: [s2019#1, s2024#2]"],
        "since 2018 ACTUAL REPORTED s2019#1 s2024#2",
    );
}

#[test]
fn ids_notes_and_evidence() {
    one(
        &[
            "id: l1, note: one, sources: s2019#1",
            "note: two, sources: s2024#2",
            "note: one, sources: s2012#3",
        ],
        "ACTUAL CORROBORATED #l1 (one\ntwo) s2012#3 s2019#1 s2024#2",
    );
    apart(&["id: l1, sources: s2019", "id: l2, sources: s2024"]);
    // One publisher twice, and one that is not known.
    one(&["sources: s2019", "sources: t2019", "sources: s0"], "ACTUAL REPORTED s0# s2019# t2019#");
    for (first, second, both) in [
        ("REPORTED", "OFFICIAL", "OFFICIAL"),
        ("CORROBORATED", "OFFICIAL", "OFFICIAL"),
        ("CORROBORATED", "REPORTED", "CORROBORATED"),
        ("INFERRED", "REPORTED", "REPORTED"),
        ("INFERRED", "INFERRED", "INFERRED"),
        ("OFFICIAL", "DISPUTED", "DISPUTED"),
    ] {
        let records = [
            &*format!("evidence: {first}, sources: s2019"),
            &format!("evidence: {second}, sources: s2024"),
        ];
        assert!(links(&records)[0].starts_with(&format!("ACTUAL {both} ")), "{records:?}");
        assert_eq!(links(&records).len(), 1, "{records:?}");
    }
}

#[test]
fn the_sides_of_a_link_do_not_matter() {
    let text = "Organization:\n  oil: {name: O, cooperatesWith: {to: gas, sources: s1}}\n  \
        gas: {name: G, cooperatesWith: {to: oil, since: 2018, sources: s2}}\n\
        Source: {s1: {name: S}, s2: {name: S}}\n";
    let (facts, problems) = load_files(&[("a.yaml", text)], &toy::ontology());
    let links = facts.unwrap().links;
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].citations.len(), 2);
    assert!(problems.contains("note[merged-links]: COOPERATES_WITH from \"gas\" to \"oil\""));
}

/// More records that overlap than are compared: they stay as they are.
#[test]
fn a_crowd_stays_apart() {
    let crowd = |count: usize| {
        let mut text = String::from("HOLDS_POST:\n");
        let mut sources = String::from("Source:\n");
        for at in 0..count {
            let _ = writeln!(text, "- {{from: ann, to: chair, since: 2018, sources: c{at}}}");
            let _ = writeln!(sources, "  c{at}: {{name: S}}");
        }
        let rest = REST.replace("Source:", &sources);
        let (facts, _) = load_files(&[("a.yaml", &text), ("b.yaml", &rest)], &toy::ontology());
        held(&facts.unwrap()).len()
    };
    assert_eq!(crowd(128), 1);
    assert_eq!(crowd(129), 129);
}

fn record() -> impl Strategy<Value = String> {
    const STARTS: &[&str] = &["2018", "2018-03", "2018-03?", "2019", "2012"];
    const ENDS: &[&str] = &["2019", "2019-05", "2023", "?", "2024~"];
    const SOURCES: &[&str] =
        &["s0", "s2012", "s2019", "t2019", "s2024", "[s2019, s2024]", "[s0, s2012]"];
    (
        option::of(select(STARTS)),
        option::weighted(0.3, select(ENDS)),
        option::weighted(0.3, select(&["2018-06-01", "2020"][..])),
        option::weighted(0.3, select(&["A", "B"][..])),
        option::weighted(0.9, select(SOURCES)),
        option::weighted(0.1, 0..1_000_000_u32),
    )
        .prop_map(|(since, until, attested, title, sources, id)| {
            let fields = [
                ("since", since.map(str::to_owned)),
                ("until", until.map(|it| format!("'{it}'"))),
                ("attested", attested.map(str::to_owned)),
                ("title", title.map(str::to_owned)),
                ("sources", sources.map(str::to_owned)),
                ("id", id.map(|id| format!("l{id}"))),
            ];
            let given = fields.into_iter().filter_map(|(k, v)| Some(format!("{k}: {}", v?)));
            given.collect::<Vec<_>>().join(", ")
        })
}

fn load_records(files: &[&[String]]) -> Option<Vec<String>> {
    let texts: Vec<_> = files
        .iter()
        .map(|records| {
            let lines = records.iter().map(|it| format!("- {{from: ann, to: chair, {it}}}\n"));
            format!("HOLDS_POST:\n{}", lines.collect::<String>())
        })
        .collect();
    let names = ["1.yaml", "2.yaml"];
    let mut files: Vec<_> = names.into_iter().zip(texts.iter().map(String::as_str)).collect();
    files.retain(|(_, text)| text.contains("- "));
    files.push(("rest.yaml", REST));
    load_files(&files, &toy::ontology()).0.map(|facts| held(&facts))
}

proptest! {
    #[test]
    fn neither_files_nor_their_order_show(
        (records, mixed) in vec(record(), 0..9).prop_flat_map(|records| (Just(records.clone()), Just(records).prop_shuffle())),
        cut in 0..9_usize,
    ) {
        // Some records cannot be: an end before its start.
        let records: Vec<_> = records.into_iter().filter(|it| load_records(&[std::slice::from_ref(it)]).is_some()).collect();
        let mixed: Vec<_> = mixed.into_iter().filter(|it| records.contains(it)).collect();
        let (first, second) = mixed.split_at(cut.min(mixed.len()));
        let whole = load_records(&[&records]);
        prop_assert_eq!(&whole, &load_records(&[first, second]));
        let Some(links) = whole else { return Ok(()) };
        // No record is without a link that has its sources.
        let cited = |text: &str, source: &str| text.contains(source);
        for source in ["s0", "s2012", "s2019", "t2019", "s2024"] {
            let told = records.iter().any(|it| cited(it, source));
            prop_assert_eq!(told, links.iter().any(|it| cited(it, source)));
        }
        prop_assert!(links.len() <= records.len());
    }
}
