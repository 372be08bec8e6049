//! The counts of the shipped data set, on its page and in the README, taken from an export of its
//! graph.
//!
//! `UPDATE_EXPECT=1` writes them into the page. Those of the first data set, which had another
//! model, are written down here.

use crate::support::shipped;
use corridor::{
    format::{Choice, Export, Format, Options},
    limits::Cancel,
};
use expect_test::expect_file;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
};

/// Relations that say something about a source or the country of somebody, and not of the affairs
/// of the two states.
const NO_FACTS: [&str; 3] = ["PUBLISHED", "RETELLS", "NATIONAL_OF"];

/// The official languages of countries whose people and bodies have names in them.
const LANGUAGES: [(&str, &str); 6] = [
    ("azerbaijan", "az"),
    ("china", "zh"),
    ("georgia", "ka"),
    ("kazakhstan", "kk"),
    ("kyrgyzstan", "ky"),
    ("uzbekistan", "uz"),
];

const STATE_BODIES: [&str; 6] =
    ["CABINET", "MINISTRY", "PARLIAMENT", "CENTRAL_BANK", "STATE_BODY", "AGENCY"];

/// The shipped data set as node-link JSON, with what is asked of it by id.
struct Graph {
    nodes: Vec<Value>,
    edges: Vec<Value>,
    /// The country of a person or a body.
    countries: BTreeMap<String, String>,
    /// The body whose words a source has: what it retells, or else its publisher.
    origins: BTreeMap<String, String>,
}

impl Graph {
    fn of_the_shipped_data() -> Self {
        let content = shipped().content(&Choice::Whole, &Cancel::default()).unwrap();
        let limits = shipped().limits();
        let export = Export { format: Format::NodeLink, options: Options::default(), limits };
        let mut bytes = Vec::new();
        export.write(&content, &mut bytes).unwrap();
        let mut graph: Value = serde_json::from_slice(&bytes).unwrap();
        let mut list = |name: &str| match graph[name].take() {
            Value::Array(items) => items,
            other => panic!("{name} is {other}"),
        };
        let (nodes, edges) = (list("nodes"), list("edges"));
        let ends = |relation: &'static str| {
            let links = edges.iter().filter(move |it| it["relation"] == relation);
            links.map(|it| (text(it, "source").to_owned(), text(it, "target").to_owned()))
        };
        let countries = ends("NATIONAL_OF").collect();
        let mut origins: BTreeMap<_, _> =
            ends("PUBLISHED").map(|(publisher, source)| (source, publisher)).collect();
        origins.extend(ends("RETELLS"));
        Self { nodes, edges, countries, origins }
    }

    fn facts(&self) -> impl Iterator<Item = &Value> {
        self.edges.iter().filter(|it| !NO_FACTS.contains(&text(it, "relation")))
    }

    fn of_kind(&self, kind: &str) -> impl Iterator<Item = &Value> {
        self.nodes.iter().filter(move |it| it["kind"] == kind)
    }

    /// Returns whether sources of two origins tell a fact.
    fn is_told_twice(&self, link: &Value) -> bool {
        let origins = citations(link).map(|citation| {
            let source = citation.split('#').next().unwrap();
            self.origins.get(source).map_or(source, String::as_str)
        });
        origins.collect::<BTreeSet<_>>().len() > 1
    }

    /// Citations that can have a place in their source. A publisher is cited for being one, which
    /// the whole of a page shows.
    fn placeable(&self) -> Vec<&str> {
        let publishers = self.nodes.iter().filter(|it| it["form"] == "MEDIA");
        let publishers: BTreeSet<&str> = publishers.map(|it| text(it, "id")).collect();
        let nodes = self.nodes.iter().filter(|it| !publishers.contains(text(it, "id")));
        let links = self.edges.iter().filter(|it| {
            it["relation"] != "NATIONAL_OF" || !publishers.contains(text(it, "source"))
        });
        nodes.chain(links).flat_map(citations).collect()
    }

    fn own_language(&self, node: &Value) -> Option<&'static str> {
        let country = self.countries.get(text(node, "id"))?;
        LANGUAGES.iter().find(|(of, _)| of == country).map(|(_, language)| *language)
    }

    /// The state bodies of the two countries.
    fn state_bodies(&self) -> Vec<&Value> {
        let is_meant = |node: &&Value| {
            STATE_BODIES.iter().any(|form| node["form"] == *form)
                && matches!(self.own_language(node), Some("az" | "ky"))
        };
        self.of_kind("Organization").filter(is_meant).collect()
    }
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}"))
}

fn citations(element: &Value) -> impl Iterator<Item = &str> {
    element["sources"].as_array().into_iter().flatten().map(|it| it.as_str().unwrap())
}

fn has_name_in(node: &Value, language: &str) -> bool {
    !node[format!("name@{language}")].is_null()
}

/// A number, with its share of a whole.
fn share(part: usize, whole: usize) -> String {
    format!("{} ({} %)", grouped(part), (part * 100 + whole / 2) / whole)
}

/// A number with its thousands apart.
fn grouped(number: usize) -> String {
    if number < 1_000 {
        return number.to_string();
    }
    format!("{},{:03}", number / 1_000, number % 1_000)
}

/// What is counted, what it was in the first data set, and what it is.
fn counts(graph: &Graph) -> Vec<(&'static str, &'static str, String)> {
    let relations: BTreeSet<_> = graph.edges.iter().map(|it| text(it, "relation")).collect();
    let unions = shipped().sdl().lines().filter(|line| line.starts_with("union ")).count();
    let facts: Vec<_> = graph.facts().collect();
    let dates = ["at", "since", "until", "attested"];
    let dated = facts.iter().filter(|it| dates.iter().any(|key| !it[*key].is_null())).count();
    let placeable = graph.placeable();
    let placed = placeable.iter().filter(|it| it.contains('#')).count();
    let source = |it: &&str| it.split('#').next().unwrap().to_owned();
    let with = placeable.iter().filter(|it| it.contains('#')).map(source).collect();
    let cited: BTreeSet<_> = placeable.iter().map(source).collect();
    let unplaced = cited.difference(&with).count();
    let sources: Vec<_> = graph.of_kind("Source").collect();
    let headed = |it: &&&Value| {
        let dated = it["publisher"].as_str().map(|publisher| format!("{publisher}, "));
        dated.is_none_or(|dated| !text(it, "label").starts_with(&dated))
    };
    let people: Vec<_> = graph.of_kind("Person").collect();
    let own = |it: &&&Value| graph.own_language(it).is_some_and(|own| has_name_in(it, own));
    let bodies = graph.state_bodies();
    let full = |it: &&&Value| own(it) && has_name_in(it, "ru") && has_name_in(it, "en");
    let ids = |it: &&Value| it["externalIds"].to_string().contains("wikidata:");
    vec![
        ("entities", "596", grouped(graph.nodes.len())),
        ("sources among them", "214", grouped(sources.len())),
        (
            "sources named by their headline",
            "0",
            share(sources.iter().filter(headed).count(), sources.len()),
        ),
        ("links", "674", grouped(graph.edges.len())),
        ("relations", "48", grouped(relations.len())),
        ("unions in the API", "30", grouped(unions)),
        ("facts: links but `PUBLISHED`, `RETELLS`, `NATIONAL_OF`", "672", grouped(facts.len())),
        (
            "facts from sources of two origins",
            "263 (39 %)",
            share(facts.iter().filter(|it| graph.is_told_twice(it)).count(), facts.len()),
        ),
        ("facts with a date", "506 (75 %)", share(dated, facts.len())),
        ("citations that can have a locator", "1,584", grouped(placeable.len())),
        ("citations with a locator", "374 (24 %)", share(placed, placeable.len())),
        ("cited sources, none of whose citations has a locator", "213", grouped(unplaced)),
        ("people", "97", grouped(people.len())),
        (
            "people with a name in a language of their country",
            "22 (23 %)",
            share(people.iter().filter(own).count(), people.len()),
        ),
        (
            "people with a day or a year of birth",
            "0",
            share(people.iter().filter(|it| !it["born"].is_null()).count(), people.len()),
        ),
        (
            "state bodies of the two countries with names in their language, Russian and English",
            "5 of 42",
            format!("{} of {}", bodies.iter().filter(full).count(), bodies.len()),
        ),
        ("entities with a Wikidata id", "15", grouped(graph.nodes.iter().filter(ids).count())),
    ]
}

/// State bodies that lack a name, with the languages in which they do.
fn without_names(graph: &Graph) -> String {
    let lacks = |body: &&Value| {
        let languages = [graph.own_language(body)?, "ru", "en"];
        let lacking = languages.into_iter().filter(|it| !has_name_in(body, it));
        let lacking = lacking.collect::<Vec<_>>().join(", ");
        (!lacking.is_empty()).then(|| format!("`{}` ({lacking})", text(body, "id")))
    };
    graph.state_bodies().iter().filter_map(lacks).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_readme_has_the_size_of_the_data_set() {
    let graph = Graph::of_the_shipped_data();
    let (entities, links) = (grouped(graph.nodes.len()), grouped(graph.edges.len()));
    let readme = fs::read_to_string("README.md").unwrap();
    let size = format!(" with {entities} entities, {links} links and the sources of each.");
    assert!(readme.contains(&size), "README.md does not say:{size}");
}

#[test]
fn the_page_of_the_data_set_has_its_counts() {
    let graph = Graph::of_the_shipped_data();
    let mut counted = "| counted | first data set | today |\n|---|---:|---:|\n".to_owned();
    for (what, first, today) in counts(&graph) {
        writeln!(counted, "| {what} | {first} | {today} |").unwrap();
    }
    write!(counted, "\nNo page was found with the names of {}.", without_names(&graph)).unwrap();
    let page = fs::read_to_string("docs/data-set.md").unwrap();
    let (before, rest) = page.split_once("| counted |").expect("the page has the table");
    let mut parts = rest.splitn(3, "\n\n");
    let after = parts.nth(2).expect("text follows the table and the list of bodies");
    expect_file!["../../docs/data-set.md"].assert_eq(&format!("{before}{counted}\n\n{after}"));
}
