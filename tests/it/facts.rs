//! The shipped data set against the fact files that it was folded from.
//!
//! `tests/facts/fold.json` says how: which type becomes which kind, which word for a link
//! which relation, and which few things differ and why. The fact files are not part of the
//! project; where they are not beside it (`../shared/facts`), only the counts are compared.

use crate::support::shipped;
use corridor::api::Request;
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Entities by id with their kind, and links.
#[derive(Default)]
struct Data {
    kinds: BTreeMap<String, String>,
    links: Vec<Link>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Link {
    relation: String,
    from: String,
    to: String,
    status: String,
    evidence: String,
    /// The days that it names; not compared with those of others, only looked up.
    days: BTreeSet<String>,
}

impl Link {
    /// Everything but the days, as a line.
    fn line(&self) -> String {
        let Self { relation, from, to, status, evidence, .. } = self;
        format!("{from} {relation} {to} ({status}, {evidence})")
    }
}

#[test]
fn counts_are_what_the_fold_expects() {
    let (data, fold) = (served(), fold());
    let expected = |part: &str| -> BTreeMap<String, u64> {
        let counts = object(&fold["expected"][part]).iter();
        counts.map(|(name, count)| (name.clone(), count.as_u64().unwrap())).collect()
    };
    let count = |names: &mut dyn Iterator<Item = &String>| {
        let mut counts = BTreeMap::new();
        names.for_each(|name| *counts.entry(name.clone()).or_default() += 1_u64);
        counts
    };
    assert_eq!(count(&mut data.kinds.values()), expected("kinds"));
    assert_eq!(count(&mut data.links.iter().map(|link| &link.relation)), expected("relations"));
}

#[test]
fn every_fact_is_served_and_nothing_else() {
    let Some(files) = fact_files() else { return };
    let expected = folded(&files, &fold());
    let problems = differences(&expected, &served());
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The comparison itself: it tells of an entity that is missing, and of a link that is
/// missing, has another status or names no day that the fact names.
#[test]
fn what_is_missing_is_told() {
    let link = |to: &str, status: &str, day: &str| Link {
        relation: "MET".into(),
        from: "a".into(),
        to: to.into(),
        status: status.into(),
        evidence: "REPORTED".into(),
        days: BTreeSet::from([day.to_owned()]),
    };
    let kinds = |ids: &[&str]| ids.iter().map(|id| ((*id).to_owned(), "Person".into())).collect();
    let facts = Data {
        kinds: kinds(&["a", "b", "c"]),
        links: vec![link("b", "ACTUAL", "2020"), link("c", "ACTUAL", "2021")],
    };
    let served = Data {
        kinds: kinds(&["a", "b", "d"]),
        links: vec![link("b", "ACTUAL", "2019"), link("c", "PLANNED", "2021")],
    };
    let problems = differences(&facts, &served);
    let expected = [
        "missing: Person c",
        "not in the facts: Person d",
        "missing: a MET c (ACTUAL, REPORTED)",
        "not in the facts: a MET c (PLANNED, REPORTED)",
        "without the days 2020: a MET b (ACTUAL, REPORTED)",
    ];
    assert_eq!(problems, expected);
}

fn differences(facts: &Data, served: &Data) -> Vec<String> {
    let entities =
        |data: &Data| data.kinds.iter().map(|(id, kind)| format!("{kind} {id}")).collect();
    let mut problems = compare(entities(facts), entities(served));
    let lines = |data: &Data| data.links.iter().map(Link::line).collect();
    problems.extend(compare(lines(facts), lines(served)));
    let mut days: BTreeMap<String, BTreeSet<&String>> = BTreeMap::new();
    for link in &served.links {
        days.entry(link.line()).or_default().extend(&link.days);
    }
    for link in &facts.links {
        let Some(days) = days.get(&link.line()) else { continue };
        let lost: Vec<_> = link.days.iter().filter(|day| !days.contains(day)).cloned().collect();
        if !lost.is_empty() {
            problems.push(format!("without the days {}: {}", lost.join(", "), link.line()));
        }
    }
    problems
}

/// What one list has and the other has not, each as often as it does.
fn compare(mut facts: Vec<String>, mut served: Vec<String>) -> Vec<String> {
    facts.sort();
    served.sort();
    let without = |list: &[String], other: &[String]| {
        let mut other = other.to_vec();
        let missing = list.iter().filter(|it| match other.iter().position(|found| found == *it) {
            Some(at) => {
                other.swap_remove(at);
                false
            }
            None => true,
        });
        missing.cloned().collect::<Vec<_>>()
    };
    let missing = without(&facts, &served).into_iter().map(|it| format!("missing: {it}"));
    let more = without(&served, &facts).into_iter().map(|it| format!("not in the facts: {it}"));
    missing.chain(more).collect()
}

// What is served.

const PAGE: &str = "query ($after: String) {
    entities(first: 50, after: $after) {
        pageInfo { endCursor hasNextPage }
        nodes { id kind links(direction: BOTH, first: 1000) {
            totalCount
            nodes { id relation from { id } to { id } at since until attested status evidence }
        } }
    }
}";

fn served() -> Data {
    let mut data = Data::default();
    let mut links = BTreeMap::new();
    let mut after = Value::Null;
    loop {
        let variables = format!(r#"{{"after": {after}}}"#);
        let request =
            Request { query: PAGE.into(), variables: Some(&variables), ..Request::default() };
        let response: Value = serde_json::from_slice(&shipped().execute(&request).body).unwrap();
        assert_eq!(response.get("errors"), None);
        let page = &response["data"]["entities"];
        for entity in list(&page["nodes"]) {
            data.kinds.insert(text(&entity["id"]), text(&entity["kind"]));
            let found = list(&entity["links"]["nodes"]);
            assert_eq!(entity["links"]["totalCount"], found.len(), "a page holds all links");
            links.extend(found.iter().map(|link| (text(&link["id"]), served_link(link))));
        }
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    data.links = links.into_values().collect();
    data
}

fn served_link(link: &Value) -> Link {
    let days = ["at", "since", "until"].iter().filter_map(|field| link[*field].as_str());
    let days = days.chain(list(&link["attested"]).iter().filter_map(Value::as_str));
    Link {
        relation: text(&link["relation"]),
        from: text(&link["from"]["id"]),
        to: text(&link["to"]["id"]),
        status: text(&link["status"]),
        evidence: text(&link["evidence"]),
        // What the facts say in a note, that a day is uncertain, stands with the day here.
        days: days.map(|day| day.trim_end_matches(['?', '~']).to_owned()).collect(),
    }
    .normalized(&fold())
}

impl Link {
    /// A symmetric link with its ends in one order.
    fn normalized(mut self, fold: &Value) -> Self {
        let mut folds = object(&fold["relations"]).values();
        let symmetric = folds.any(|it| it["relation"] == *self.relation && it["symmetric"] == true);
        if symmetric && self.to < self.from {
            std::mem::swap(&mut self.from, &mut self.to);
        }
        self
    }
}

// What the fact files say.

/// The fact files, by name; `None`, and a line that says so, where they are not there.
#[expect(clippy::print_stdout, reason = "it says why nothing was compared")]
fn fact_files() -> Option<BTreeMap<&'static str, Value>> {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/facts");
    if !folder.exists() {
        println!("skipped: the fact files are not in ../shared/facts");
        return None;
    }
    let read = |name| {
        let text = fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
        (name, serde_json::from_str(&text).unwrap())
    };
    Some(["article", "context"].map(read).into())
}

fn fold() -> Value {
    serde_json::from_str(include_str!("../facts/fold.json")).unwrap()
}

fn folded(files: &BTreeMap<&str, Value>, fold: &Value) -> Data {
    let mut data = Data::default();
    let merged = object(&fold["sources"]["merged"]);
    for source in list(&files["context"]["sources"]) {
        let key = text(&source["key"]);
        if !merged.contains_key(&key) {
            data.kinds.insert(key, "Source".into());
        }
    }
    let mut types = BTreeMap::new();
    for entity in files.values().flat_map(|file| list(&file["entities"])) {
        let (id, ty) = (text(&entity["id"]), text(&entity["type"]));
        data.kinds.insert(id.clone(), text(&fold["types"][&ty]["kind"]));
        types.insert(id, ty);
    }
    let gone: BTreeSet<_> = list(&fold["mergedLinks"])
        .iter()
        .flat_map(|merge| list(&merge["folded"]))
        .chain(list(&fold["droppedLinks"]))
        .map(place)
        .collect();
    for (&file, content) in files {
        for (link, number) in list(&content["links"]).iter().zip(1..) {
            if !gone.contains(&(file.to_owned(), number)) {
                data.links.push(folded_link(link, (file, number), &types, fold));
            }
        }
    }
    data
}

fn folded_link(
    link: &Value,
    (file, number): (&str, u64),
    types: &BTreeMap<String, String>,
    fold: &Value,
) -> Link {
    let (from, to) = (text(&link["from"]), text(&link["to"]));
    let rule = &fold["relations"][text(&link["rel"])];
    let by_type = types.get(&from).and_then(|ty| rule["fromType"][ty].as_str());
    let relation = by_type.unwrap_or_else(|| rule["relation"].as_str().unwrap()).to_owned();
    let certainty = &fold["certainty"][text(&link["certainty"])];
    let given = |overrides: &str, field: &str| {
        let found = list(&fold[overrides]).iter().find(|it| place(it) == (file.into(), number));
        text(&found.unwrap_or(certainty)[field])
    };
    let days = ["at", "since", "until"].iter().filter_map(|field| named_day(field, &link[*field]));
    let (from, to) = if rule["reversed"] == true { (to, from) } else { (from, to) };
    let (status, evidence) =
        (given("statusOverrides", "status"), given("evidenceOverrides", "evidence"));
    Link { relation, from, to, status, evidence, days: days.map(str::to_owned).collect() }
        .normalized(fold)
}

/// The day that a field names: `since: by 2022-08-16` and `until: at least 2022-08-16` name one
/// on which something held; `before`, `after` and `undated` name none.
fn named_day<'a>(field: &str, value: &'a Value) -> Option<&'a str> {
    let held = if field == "until" { "at least " } else { "by " };
    let text = value.as_str()?;
    Some(text.strip_prefix(held).unwrap_or(text))
        .filter(|day| day.starts_with(|first: char| first.is_ascii_digit()))
}

/// Which link of which file an entry of the fold is about.
fn place(entry: &Value) -> (String, u64) {
    (text(&entry["file"]), entry["link"].as_u64().unwrap())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap()
}

#[track_caller]
fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}
