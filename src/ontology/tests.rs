//! The whole way from files to an ontology: what an ontology has, and what no file can do to it.

use super::{AbstractForm, Direction, Ontology, Scalar, Target, directives_sdl, parse};
use crate::diagnostics::{Code, Diagnostics, SourceMap, Style, to_text};
use apollo_compiler::Schema;
use proptest::prelude::*;

const WORLD: &str = r#"
"Someone who holds a post"
type Person implements Holder @node(plural: "people", caption: ["name"])
    @temporal(start: ["born"], end: ["died"]) @limit(default: 20, max: 100) @sources(min: 1) {
  "Day of birth"
  born: PartialDate @deprecated(reason: "rarely known")
  died: PartialDate
  posts: [Post!]! @relationship(type: "HOLDS", direction: OUT, properties: "Tenure") @sources(min: 2)
  met: [Person!]! @relationship(type: "MET", direction: BOTH)
  cites: [Entity!]! @relationship(type: "CITES", direction: OUT)
}
"One that can hold a post"
interface Holder @node {
  posts: [Post!]! @relationship(type: "HOLDS", direction: OUT, properties: "Tenure")
}
type Post @node {
  holder: Person @relationship(type: "HOLDS", direction: IN, properties: "Tenure")
  rank: Rank_! @default(value: LOW)
}
enum Rank_ { "Not high" LOW  HIGH @deprecated }
"How a post is held"
type Tenure @relationshipProperties { acting: Boolean @default(value: false) }
union Anything = Post | Source | Person
"#;

/// The ontology of some files, or what is wrong with them.
fn read(files: &[(&str, &str)]) -> Result<Ontology, Diagnostics> {
    let (mut sources, mut problems) = (SourceMap::new(), Diagnostics::new());
    let files: Vec<_> = files.iter().map(|(path, text)| sources.add(*path, *text)).collect();
    let ontology = parse(&sources, &files, &mut problems);
    // Whatever is found can be shown.
    to_text(&problems, &sources, Style::Plain);
    ontology.ok_or(problems)
}

#[test]
fn everything_is_sorted_by_name_and_source_is_among_it() {
    let ontology = read(&[("a.graphql", WORLD)]).unwrap();
    let kinds: Vec<_> = ontology.kinds().map(|(_, it)| (&*it.name, it.built_in)).collect();
    assert_eq!(kinds, [("Person", false), ("Post", false), ("Source", true)]);
    let relations: Vec<_> = ontology.relations().map(|(_, it)| &*it.name).collect();
    assert_eq!(relations, ["CITES", "HOLDS", "MET"]);
    let abstracts: Vec<_> = ontology.abstracts().map(|(_, it)| (&*it.name, it.form)).collect();
    let expected = [("Anything", AbstractForm::Union), ("Holder", AbstractForm::Interface)];
    assert_eq!(abstracts, expected);
    let enums: Vec<_> = ontology.enums().map(|(_, it)| &*it.name).collect();
    assert_eq!(enums, ["Rank_"]);
    let properties: Vec<_> = ontology.link_property_types().map(|(_, it)| &*it.name).collect();
    assert_eq!(properties, ["Tenure"]);
}

#[test]
fn source_has_its_own_properties() {
    let ontology = read(&[("a.graphql", WORLD)]).unwrap();
    let source = ontology.kind(ontology.source_kind().unwrap());
    let properties: Vec<_> = source.properties.iter().map(|it| (&*it.name, it.ty.scalar)).collect();
    assert_eq!(
        properties,
        [
            ("publisher", Scalar::String),
            ("published", Scalar::PartialDate),
            ("url", Scalar::Url),
            ("lang", Scalar::String),
        ]
    );
    assert_eq!((&*source.singular, &*source.plural), ("source", "sources"));
    assert!(source.temporal.is_none() && source.span.is_none() && source.relations.is_empty());
    let (anything, _) = ontology.abstracts().next().unwrap();
    assert_eq!(source.abstracts, [anything]);
}

#[test]
fn a_kind_has_what_its_definition_says() {
    let ontology = read(&[("a.graphql", WORLD)]).unwrap();
    let person = ontology.kind(ontology.kind_by_name("Person").unwrap());
    assert_eq!(person.description, "Someone who holds a post");
    assert_eq!((person.min_sources, person.limit.max), (1, Some(100)));
    let (_, born) = person.property("born").unwrap();
    assert_eq!(born.description, "Day of birth");
    assert_eq!(born.deprecation.as_ref().unwrap().reason, "rarely known");
    let [posts, met, cites] = person.relations.as_slice() else { panic!("three relations") };
    assert_eq!((posts.direction, posts.min_sources), (Direction::Out, 2));
    assert!(posts.declared_by.is_some() && met.declared_by.is_none());
    assert_eq!((met.direction, cites.target), (Direction::Both, Target::Entity));
    let cites = ontology.relation(cites.relation);
    assert_eq!(cites.pairs.len(), 3, "a person cites any kind, sources too");
    let (_, rank) = ontology.enums().next().unwrap();
    let reasons: Vec<_> = rank.values.iter().map(|it| it.deprecation.is_some()).collect();
    assert_eq!(reasons, [false, true]);
}

#[test]
fn files_are_one_document_in_any_order() {
    let (front, back) = WORLD.split_at(WORLD.find("type Post").unwrap());
    for files in
        [[("a.graphql", front), ("b.graphql", back)], [("a.graphql", back), ("b.graphql", front)]]
    {
        let ontology = read(&files).unwrap();
        assert_eq!((ontology.kinds().len(), ontology.relations().len()), (3, 3));
    }
}

#[test]
fn an_interface_without_kinds_is_no_problem() {
    let ontology = read(&[(
        "a.graphql",
        r#"
interface Lonely { posts: [Post!]! @relationship(type: "LONELY", direction: OUT, properties: "T") }
type T @relationshipProperties { a: Int }
type Post @node { a: Int }
"#,
    )])
    .unwrap();
    let (id, lonely) = ontology.relations().next().unwrap();
    assert!(lonely.pairs.is_empty());
    assert_eq!(ontology.properties_of(id).len(), 1);
}

#[test]
fn the_generated_file_is_not_read_again() {
    let sdl = directives_sdl();
    assert!(read(&[("schema/corridor.graphql", &sdl), ("schema/a.graphql", WORLD)]).is_ok());
    let problems = read(&[("schema/directives.graphql", &sdl), ("schema/a.graphql", WORLD)]);
    assert!(problems.unwrap_err().iter().all(|it| it.code == Code::ReservedName));
}

#[test]
fn definitions_and_the_generated_file_are_a_valid_schema() {
    let schema = Schema::parse_and_validate(format!("{}{WORLD}", directives_sdl()), "all.graphql");
    schema.unwrap();
}

#[test]
fn deep_and_endless_files_are_refused() {
    let list = |depth: usize| {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        format!(
            "type Person @node {{ a: {open}Int{close} b: JSON @default(value: {open}{close}) }}"
        )
    };
    for depth in [150, 100_000] {
        for text in
            [list(depth), "{a".repeat(depth), "[".repeat(depth), "type A { a(a:[".repeat(depth)]
        {
            let problems = read(&[("a.graphql", &text)]).unwrap_err();
            assert!(problems.iter().any(|it| it.code == Code::SchemaSyntax), "{problems:?}");
        }
    }
    let json =
        format!("type P @node {{ a: JSON @default(value: {}{}) }}", "[".repeat(50), "]".repeat(50));
    assert!(read(&[("a.graphql", &json)]).is_ok(), "nesting within the bound");
    let problems = read(&[("a.graphql", &"a ".repeat(2_100_000))]).unwrap_err();
    assert_eq!(problems.len(), 1);
}

#[test]
fn more_types_than_can_be_served() {
    let count = |count| (0..count).map(|n| format!("enum E{n} {{ A }}\n")).collect::<String>();
    let world = |enums| format!("{}type Person @node {{ a: Int }}", count(enums));
    assert!(read(&[("a.graphql", &world(9_996))]).is_ok());
    let problems = read(&[("a.graphql", &world(9_997))]).unwrap_err();
    assert_eq!(problems.iter().next().unwrap().code, Code::InvalidSchema);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A part of a file, and a file with something in its middle, give an answer.
    #[test]
    fn every_text_has_an_answer(cut in 0..WORLD.len(), skipped in 0usize..40, noise in "[\\[\\]{}@!:\"#&|=a-zA-Z \n]{0,12}") {
        let after = (cut + skipped).min(WORLD.len());
        let text = format!("{}{noise}{}", &WORLD[..cut], &WORLD[after..]);
        if let Err(problems) = read(&[("a.graphql", &text)]) {
            prop_assert!(problems.has_errors());
            prop_assert!(problems.iter().all(|it| !it.message.contains("still have no meaning")), "{}", text);
        }
    }
}
