//! Exports: any text comes out of every format as it went in, and the page of the manual.
//!
//! What the tools of the field make of the files is tested with them: see `tests/formats/`.

use crate::support::{data, shipped, small};
use corridor::{
    algo::{Completeness, Truncation},
    format::{
        Choice, Content, Document, Export, ExportError, Format, GraphField, Info, Options, Part,
    },
    graph::{
        CitationRecord, EntityIndex, EntityRecord, Evidence, Facts, Graph, LinkRecord, LinkStatus,
        NameKind, NameRecord, Time,
    },
    limits::{Cancel, Limits},
    ontology::Ontology,
    value::Value,
};
use expect_test::expect_file;
use proptest::prelude::*;
use std::{
    collections::BTreeMap,
    fmt::Write,
    sync::{Arc, LazyLock},
};

mod readers;

const SCHEMA: &str = r#"
type Person @node(plural: "people") @temporal(start: ["born"], end: ["died"]) {
  born: PartialDate
  died: PartialDate
  "A name that Gephi gives a meaning of its own"
  size: Int
  tags: [String!]
  active: Boolean
  height: Float
  any: JSON
  knows: [Person!]! @relationship(type: "KNOWS", direction: BOTH)
  posts: [Post!]! @relationship(type: "HOLDS_POST", direction: OUT, properties: "Tenure")
}
type Post @node {
  size: String
  holders: [Person!]! @relationship(type: "HOLDS_POST", direction: IN, properties: "Tenure")
}
type Tenure @relationshipProperties { title: String  width: Int  patron: Person }
"#;

fn ontology() -> Arc<Ontology> {
    static ONTOLOGY: LazyLock<Arc<Ontology>> = LazyLock::new(|| {
        let world = small("formats", SCHEMA, "Person: {a: {name: A}}\n");
        Arc::clone(world.graph().ontology())
    });
    Arc::clone(&ONTOLOGY)
}

/// A graph in which every text that can be free is one of these, in turn.
fn graph_of(texts: &[String]) -> Graph {
    let ontology = ontology();
    let mut next = texts.iter().cycle().cloned();
    let mut text = || next.next().unwrap_or_default();
    let kind = |name: &str| ontology.kind_by_name(name).unwrap();
    let mut entities = Vec::new();
    for (id, name) in [("a", "Person"), ("b", "Person"), ("-c", "Post"), ("s", "Source")] {
        let kind = kind(name);
        let mut values = vec![None; ontology.kind(kind).properties.len()];
        for (at, property) in ontology.kind(kind).properties.iter().enumerate() {
            values[at] = match property.name.as_str() {
                "born" => Some(Value::Date("1961".parse().unwrap())),
                "size" if name == "Person" => Some(Value::Int(-3)),
                "size" | "publisher" => Some(Value::Text(text().into())),
                "url" => Some(Value::Text("https://example.org/a?b=1&c=2".into())),
                "height" => Some(Value::Float(-1.5)),
                "active" => Some(Value::Boolean(true)),
                "any" => {
                    Some(Value::Json(serde_json::json!({ text(): [text()] }).to_string().into()))
                }
                "tags" => {
                    Some(Value::List(vec![Value::Text(text().into()), Value::Text(text().into())]))
                }
                _ => None,
            };
        }
        let names = [(NameKind::Primary, None), (NameKind::Former, Some("ky"))];
        let names = names.map(|(kind, lang)| NameRecord {
            value: text(),
            lang: lang.map(str::to_owned),
            script: None,
            kind,
            since: Some("2001-02".parse().unwrap()),
            until: None,
        });
        entities.push(EntityRecord {
            kind,
            id: id.to_owned(),
            names: names.to_vec(),
            summary: vec![(String::new(), text()), ("ru".to_owned(), text())],
            external_ids: vec![("wikidata".to_owned(), text())],
            citations: vec![citation(text(), text())],
            values,
            claims: Vec::new(),
        });
    }
    let mut links = Vec::new();
    for (relation, from, to) in [("KNOWS", 0, 1), ("HOLDS_POST", 0, 2), ("HOLDS_POST", 0, 2)] {
        let relation = ontology.relation_by_name(relation).unwrap();
        let properties = ontology.properties_of(relation).iter();
        let values = properties.map(|it| match it.name.as_str() {
            "title" => Some(Value::Text(text().into())),
            _ => Some(Value::Int(7)),
        });
        let values = values.collect();
        links.push(LinkRecord {
            relation,
            id: None,
            from: EntityIndex(from),
            to: EntityIndex(to),
            time: Time { since: Some("2019-05".parse().unwrap()), ..Time::default() },
            status: LinkStatus::Planned,
            evidence: Evidence::Reported,
            disputed: Vec::new(),
            note: Some(text()),
            citations: vec![citation(text(), text())],
            references: ontology
                .references_of(relation)
                .iter()
                .map(|_| Some(EntityIndex(1)))
                .collect(),
            values,
        });
    }
    Graph::new(Arc::clone(&ontology), Facts { entities, links })
}

fn citation(locator: String, note: String) -> CitationRecord {
    CitationRecord { source: EntityIndex(3), locator: Some(locator), note: Some(note) }
}

/// The bytes of a format.
fn bytes(content: &Content<'_>, format: Format, options: &[(&str, &str)]) -> Vec<u8> {
    let mut chosen = Options::default();
    for (name, word) in options {
        chosen.set(format, name, word).unwrap();
    }
    let limits = Limits::default();
    let mut bytes = Vec::new();
    Export { format, options: chosen, limits: &limits }.write(content, &mut bytes).unwrap();
    bytes
}

/// Every combination of the options of a format.
fn all_options(info: &Info) -> Vec<Vec<(&'static str, &'static str)>> {
    let mut all = vec![Vec::new()];
    for option in info.options {
        let longer = |chosen: &Vec<_>| {
            let chosen = chosen.clone();
            option.words.iter().map(move |word| {
                let mut longer: Vec<(&str, &str)> = chosen.clone();
                longer.push((option.name, *word));
                longer
            })
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

/// Letters of all sorts, with those that formats trip over more often.
fn nasty() -> impl Strategy<Value = String> {
    let letters = prop_oneof![
        4 => any::<char>(),
        2 => (0_u8..0x20).prop_map(char::from),
        3 => proptest::sample::select(
            "\"'`<>&;,=+-@#%|{}[]()\\/\n\r\t\u{0}\u{fffe}\u{ffff}\u{202e}\u{200f}🙂ӨəҢşİ\u{301}"
                .chars().collect::<Vec<_>>()
        ),
    ];
    let short = proptest::collection::vec(letters, 1..12).prop_map(String::from_iter);
    prop_oneof![8 => short.clone(), 1 => short.prop_map(|text| text.repeat(400))]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_out_as_it_went_in(texts in proptest::collection::vec(nasty(), 1..9)) {
        let graph = graph_of(&texts);
        let content = Content::whole(&graph);
        let labels: BTreeMap<String, String> = ["a", "b", "-c"]
            .map(|id| {
                let node = graph.node_by_id(id).unwrap();
                let name = graph.nodes().primary_names()[node.index()];
                (id.to_owned(), graph.arena().text(name).into_owned())
            })
            .into();
        for info in Format::ALL {
            for options in all_options(info) {
                let bytes = bytes(&content, info.format, &options);
                readers::check(info.format, &options, &bytes, &labels);
            }
        }
    }
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let graph = shipped().graph();
    let content = Content::whole(graph);
    let nodes = (0..graph.node_count() as u32).rev().map(corridor::graph::NodeId);
    let links = (0..graph.link_count() as u32).rev().map(corridor::graph::LinkId);
    let backwards = Content::new(graph, nodes.collect(), links.collect());
    let socar = graph.node_by_id("socar").unwrap();
    let some = |nodes: Vec<_>| Content::new(graph, nodes, Vec::new());
    for info in Format::ALL.iter().filter(|info| is_unbounded(info.format)) {
        let first = bytes(&content, info.format, &[]);
        assert_eq!(first, bytes(&content, info.format, &[]), "{}", info.name);
        // All entities in any order; unlinked sources are among them here.
        assert!(bytes(&backwards, info.format, &[]).len() >= first.len(), "{}", info.name);
        let [once, twice] = [some(vec![socar]), some(vec![socar, socar])];
        assert_eq!(bytes(&once, info.format, &[]), bytes(&twice, info.format, &[]));
    }
}

/// Whether a format is for graphs of any size.
fn is_unbounded(format: Format) -> bool {
    match format {
        Format::Gexf
        | Format::Graphml
        | Format::Dot
        | Format::Cytoscape
        | Format::Cx2
        | Format::Graphology
        | Format::NodeLink
        | Format::Csv
        | Format::Turtle
        | Format::NTriples
        | Format::JsonLd
        | Format::Ftm => true,
        Format::Mermaid | Format::Svg => false,
    }
}

#[test]
fn a_file_says_that_it_is_not_complete() {
    let graph = shipped().graph();
    let socar = graph.node_by_id("socar").unwrap();
    let mut content = Content::new(graph, vec![socar], Vec::new());
    content.completeness = Completeness::truncated(Truncation::Links, Some(1));
    for info in Format::ALL {
        let text = String::from_utf8(bytes(&content, info.format, &[])).unwrap();
        let says = text.contains("not complete") && text.contains("up to depth 1");
        assert_eq!(says, !matches!(info.format, Format::Csv | Format::Ftm), "{}", info.name);
    }
}

#[test]
fn options_that_there_are_not_are_refused() {
    let mut options = Options::default();
    let mut refusal = |format, name, word| match options.set(format, name, word) {
        Err(problem) => problem.to_string(),
        Ok(()) => panic!("{name}={word} is taken"),
    };
    assert_eq!(
        refusal(Format::Csv, "part", "node"),
        "\"node\" is no `part`; it is one of links, nodes, sources; did you mean \"nodes\"?"
    );
    assert_eq!(
        refusal(Format::Gexf, "part", "nodes"),
        "GEXF 1.3 has no option \"part\"; it has none"
    );
    assert_eq!(
        refusal(Format::Csv, "separator", ";"),
        "CSV has no option \"separator\"; it has part, profile, bom"
    );
}

#[test]
fn formats_are_found_by_names_and_files() {
    for info in Format::ALL {
        assert_eq!(Format::by_name(info.name), Some(info.format));
        assert_eq!(Format::by_ending(info.ending), Some(info.format));
        assert_eq!(Format::of_file(&format!("a.b.{}", info.ending)), Some(info.format));
        assert_eq!(info.format.info(), info);
        for (at, option) in info.options.iter().enumerate() {
            assert!(info.options[..at].iter().all(|it| it.name != option.name));
            for word in option.words {
                Options::default().set(info.format, option.name, word).unwrap();
            }
        }
    }
    assert_eq!(Format::of_file("gexf"), None);
    assert_eq!(Part::ALL.len(), Part::WORDS.len());
}

/// The tables of `docs/exports.md` are those of the code.
#[test]
fn the_tables_of_the_manual() {
    const BEGIN: &str = "<!-- formats -->\n";
    const END: &str = "<!-- end of formats -->\n";
    let page = std::fs::read_to_string("docs/exports.md").unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, behind) = rest.split_once(END).unwrap();
    let mut tables = "| format | name | files end in | media type | read by | carries |\n\
                      |---|---|---|---|---|---|\n"
        .to_owned();
    for info in Format::ALL {
        let Info { title, name, ending, media_type, readers, carries, .. } = info;
        writeln!(
            tables,
            "| {title} | `{name}` | `.{ending}` | `{media_type}` | {readers} | {carries} |"
        )
        .unwrap();
    }
    tables.push_str("\n| format | option | values, the first is the default | what it decides |\n|---|---|---|---|\n");
    for (info, option) in
        Format::ALL.iter().flat_map(|info| info.options.iter().map(move |it| (info, it)))
    {
        let words: Vec<_> = option.words.iter().map(|word| format!("`{word}`")).collect();
        let (title, words) = (info.title, words.join(", "));
        writeln!(tables, "| {title} | `{}` | {words} | {} |", option.name, option.description)
            .unwrap();
    }
    let current = format!("{before}{BEGIN}{tables}{END}{behind}");
    expect_file!["../../docs/exports.md"].assert_eq(&current);
}

/// Boxes, texts on lines and texts in boxes keep apart, measured from the file. Letters are
/// taken as narrow here, so that only what meets in any font fails.
#[test]
fn nothing_written_meets_in_pictures_of_up_to_60_entities() {
    let mut tried = 0;
    for root in [
        "socar",
        "samir-sharifov",
        "jic-6-protocol",
        "baku-port",
        "tyup-hpp",
        "cop29",
        "azercosmos",
    ] {
        for depth in [1, 2] {
            let choice = Choice::Field(GraphField::subgraph(&[root], depth));
            let content = shipped().content(&choice, &Cancel::default()).unwrap();
            if content.node_count() > 60 {
                continue;
            }
            tried += 1;
            let text = String::from_utf8(bytes(&content, Format::Svg, &[])).unwrap();
            let rects = readers::rects(&text);
            assert!(rects.len() >= content.node_count() + content.link_count(), "{root} {depth}");
            for (at, one) in rects.iter().enumerate() {
                for other in &rects[..at] {
                    let apart = [0, 1].map(|axis| {
                        one[axis] + one[axis + 2] <= other[axis] + 0.1
                            || other[axis] + other[axis + 2] <= one[axis] + 0.1
                    });
                    assert!(apart[0] || apart[1], "{root} {depth}: {one:?} meets {other:?}");
                }
            }
        }
    }
    assert!(tried >= 5, "{tried} pictures");
}

#[test]
fn formats_for_small_graphs_say_so() {
    let graph = shipped().graph();
    let limits = Limits { picture_nodes: 5, diagram_links: 5, ..Limits::default() };
    let content = Content::whole(graph);
    let (nodes, links) = (content.node_count(), content.link_count());
    for (format, expected) in [
        (
            Format::Svg,
            format!(
                "SVG is for smaller graphs: there are {nodes} entities, and 5 is the limit \
                 `picture_nodes`; choose fewer, or another format"
            ),
        ),
        (
            Format::Mermaid,
            format!(
                "Mermaid is for smaller graphs: there are {links} links, and 5 is the limit \
                 `diagram_links`; choose fewer, or another format"
            ),
        ),
    ] {
        let export = Export { format, options: Options::default(), limits: &limits };
        let problem = export.write(&content, &mut Vec::new()).unwrap_err();
        assert_eq!(problem.to_string(), expected);
    }
    let limits = Limits { picture_nodes: 10_000, picture_links: 5, ..Limits::default() };
    let export = Export { format: Format::Svg, options: Options::default(), limits: &limits };
    let problem = export.write(&content, &mut Vec::new()).unwrap_err();
    let expected = format!(
        "SVG is for smaller graphs: there are {links} links, and 5 is the limit \
         `picture_links`; choose fewer, or another format"
    );
    assert_eq!(problem.to_string(), expected);
    let choice = Choice::Field(GraphField::subgraph(&["sokar"], 1));
    let problem = shipped().content(&choice, &Cancel::default()).unwrap_err();
    assert_eq!(problem.to_string(), "there is no entity \"sokar\"; did you mean \"socar\"?");
}

/// The content that a document shows of the shipped data.
fn shown(text: &str, variables: Option<&str>) -> Result<Content<'static>, ExportError> {
    let document =
        Document { text: text.into(), operation: None, variables: variables.map(str::to_owned) };
    shipped().content(&Choice::Document(document), &Cancel::default())
}

#[test]
fn a_document_leaves_with_the_graphs_it_shows() {
    let around = Choice::Field(GraphField::subgraph(&["socar"], 1));
    let around = shipped().content(&around, &Cancel::default()).unwrap();
    let graph = shown("query Q { subgraph(roots: [\"socar\"], depth: 1) { nodeCount } }", None);
    let graph = graph.unwrap();
    for format in [Format::Csv, Format::NTriples, Format::Gexf] {
        assert_eq!(bytes(&graph, format, &[]), bytes(&around, format, &[]));
    }
}

#[test]
fn a_document_leaves_with_the_paths_and_pages_it_shows() {
    let query = "query Q { paths(from: [\"socar\"], to: [\"kyrgyzneftegaz\"], k: 3) \
                 { graph { nodeCount linkCount } } }";
    let answer = data(shipped(), query, None);
    let paths = shown(query, None).unwrap();
    assert_eq!(answer["paths"]["graph"]["nodeCount"], paths.node_count());
    assert_eq!(answer["paths"]["graph"]["linkCount"], paths.link_count());

    let query = "query Q { shortestPath(from: \"socar\", to: \"kyrgyzneftegaz\") { length } }";
    let length = data(shipped(), query, None)["shortestPath"]["length"].as_u64().unwrap();
    let path = shown(query, None).unwrap();
    assert_eq!(path.link_count() as u64, length);
    assert_eq!(path.node_count() as u64, length + 1);

    let query = "query Q($id: ID!) { entity(id: $id) { links(first: 100) { totalCount } } }";
    let variables = Some("{\"id\": \"socar\"}");
    let links = shown(query, variables).unwrap();
    let total = data(shipped(), query, variables)["entity"]["links"]["totalCount"].take();
    assert_eq!(total, links.link_count());

    let query = "query Q { countries { nodes { name } } }";
    let count = data(shipped(), query, None)["countries"]["nodes"].as_array().unwrap().len();
    let countries = shown(query, None).unwrap();
    assert_eq!((countries.node_count(), countries.link_count()), (count, 0));
}

#[test]
fn a_document_that_shows_nothing_or_fails_is_refused() {
    for (text, expected) in [
        (
            "query Q { entity(id: \"socar\") { name } }",
            "the document shows no graph, no path and no page of entities or links",
        ),
        ("query Q {", "syntax error: expected a field between `{` and `}`"),
    ] {
        let problem = shown(text, None).unwrap_err().to_string();
        assert_eq!(problem, expected, "{text}");
    }
    let problem = shown("query Q { entity(id: \"socar\", idd: 1) { name } }", None).unwrap_err();
    assert!(problem.to_string().contains("idd"), "{problem}");
}

#[test]
fn shipped_documents_are_found_by_name() {
    let names: Vec<_> = shipped().documents().names().collect();
    assert!(names.contains(&"AllLinks"), "{names:?}");
    assert_eq!(shipped().documents().problems(), [""; 0]);
}
