//! Readers of all formats by parsers that others wrote, for what every file must have: entities
//! with their labels.

use corridor::format::Format;
use quick_xml::{Reader, XmlVersion, events::Event};
use serde_json::Value;
use std::collections::BTreeMap;

/// Entities by their ids, with their labels.
type Labels = BTreeMap<String, String>;

/// Reads a file to its end and holds its entities against those that are expected.
pub(super) fn check(format: Format, options: &[(&str, &str)], bytes: &[u8], expected: &Labels) {
    let text = std::str::from_utf8(bytes).unwrap();
    match format {
        Format::Gexf => assert_eq!(gexf(text), in_xml(expected)),
        Format::Graphml => assert_eq!(graphml(text), in_xml(expected)),
        Format::Dot => {
            let lines = |it: String| it.replace("\r\n", "\n").replace('\r', "\n");
            let expected = in_xml(expected).into_iter().map(|(id, label)| (id, lines(label)));
            assert_eq!(dot(text), expected.collect::<Labels>());
        }
        Format::Cytoscape => {
            let json: Value = serde_json::from_str(text).unwrap();
            assert_eq!(labels(&json["elements"]["nodes"], "/data/id", "/data/label"), *expected);
            assert_eq!(json["elements"]["edges"].as_array().unwrap().len(), 3);
        }
        Format::Cx2 => {
            let json: Value = serde_json::from_str(text).unwrap();
            let aspect =
                |name| json.as_array().unwrap().iter().find_map(|it| it.get(name)).unwrap();
            assert_eq!(labels(aspect("nodes"), "/v/extId", "/v/name"), *expected);
            assert_eq!(aspect("edges").as_array().unwrap().len(), 3);
        }
        Format::Graphology => {
            let json: Value = serde_json::from_str(text).unwrap();
            assert_eq!(labels(&json["nodes"], "/key", "/attributes/label"), *expected);
            assert_eq!(json["edges"].as_array().unwrap().len(), 3);
        }
        Format::NodeLink => {
            let json: Value = serde_json::from_str(text).unwrap();
            assert_eq!(labels(&json["nodes"], "/id", "/label"), *expected);
            assert_eq!(json[options[0].1].as_array().unwrap().len(), 3);
        }
        Format::Csv => csv_table(text, options, expected),
        Format::Turtle => {
            rdf(oxttl::TurtleParser::new().for_slice(bytes).map(Result::unwrap), expected);
        }
        Format::NTriples => {
            rdf(oxttl::NTriplesParser::new().for_slice(bytes).map(Result::unwrap), expected);
        }
        Format::JsonLd => {
            let quads = oxjsonld::JsonLdParser::new().for_slice(bytes).map(Result::unwrap);
            rdf(quads.map(oxrdf::Triple::from), expected);
        }
        Format::Ftm => ftm(text, expected),
        Format::Mermaid => mermaid(text, expected),
        Format::Svg => svg(text, expected),
    }
}

/// Labels as XML can hold them.
fn in_xml(labels: &Labels) -> Labels {
    let is_held = |c: char| match c {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => c >= ' ',
    };
    let text = |text: &String| {
        text.chars().map(|c| if is_held(c) { c } else { '\u{fffd}' }).collect::<String>()
    };
    labels.iter().map(|(id, label)| (id.clone(), text(label))).collect()
}

/// All events of a document, with attributes and texts as they are meant.
fn xml(text: &str) -> Vec<(String, BTreeMap<String, String>, String)> {
    assert_eq!(text, in_xml(&[(String::new(), text.to_owned())].into())[""]);
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let (mut elements, mut open) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            event @ (Event::Start(_) | Event::Empty(_)) => {
                let (Event::Start(start) | Event::Empty(start)) = &event else { unreachable!() };
                let attributes = start.attributes().map(|it| {
                    let it = it.unwrap();
                    let value = it.normalized_value(XmlVersion::Implicit1_0).unwrap();
                    (it.key.as_ref().to_owned(), value.into_owned())
                });
                let attributes = attributes.collect();
                let name = start.name().as_ref().to_owned();
                elements.push((name, attributes, String::new()));
                if matches!(event, Event::Start(_)) {
                    open.push(elements.len() - 1);
                }
            }
            Event::Text(text) => {
                if let Some(&at) = open.last() {
                    elements[at].2.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                let c = match reference.resolve_char_ref().unwrap() {
                    Some(c) => c,
                    None => match &*reference.xml10_content() {
                        "lt" => '<',
                        "gt" => '>',
                        "amp" => '&',
                        "quot" => '"',
                        "apos" => '\'',
                        other => panic!("&{other};"),
                    },
                };
                elements[*open.last().unwrap()].2.push(c);
            }
            Event::End(_) => drop(open.pop().unwrap()),
            Event::Decl(_) | Event::Comment(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert!(open.is_empty());
    elements
}

fn gexf(text: &str) -> Labels {
    let nodes = xml(text).into_iter().filter(|(name, ..)| name == "node");
    nodes
        .map(|(_, attributes, _)| (attributes["id"].clone(), attributes["label"].clone()))
        .collect()
}

fn graphml(text: &str) -> Labels {
    let (mut labels, mut node) = (Labels::new(), None);
    for (name, attributes, text) in xml(text) {
        match name.as_str() {
            "node" => node = Some(attributes["id"].clone()),
            "edge" => node = None,
            "data" if attributes["key"] == "n0" => {
                labels.insert(node.take().unwrap(), text);
            }
            _ => {}
        }
    }
    labels
}

fn csv_table(text: &str, options: &[(&str, &str)], expected: &Labels) {
    let option = |name| options.iter().find(|it| it.0 == name).unwrap().1;
    assert_eq!(text.starts_with('\u{feff}'), option("bom") == "yes");
    let for_neo4j = option("profile") == "neo4j";
    let harmless = |text: &str| {
        let starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
        let text = text.to_owned();
        if text.starts_with(starts) && !for_neo4j { format!("'{text}") } else { text }
    };
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = rust_csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let rows: Vec<rust_csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let at = |name: &str| {
        headers
            .iter()
            .position(|it| it.split(':').next().unwrap().eq_ignore_ascii_case(name))
            .unwrap()
    };
    match option("part") {
        "nodes" => {
            let label = |row: &rust_csv::StringRecord| {
                (row[at("id")].to_owned(), row[at("label")].to_owned())
            };
            let expected: Labels =
                expected.iter().map(|(id, label)| (harmless(id), harmless(label))).collect();
            assert_eq!(rows.iter().map(label).collect::<Labels>(), expected);
        }
        "links" => assert_eq!(rows.len(), 3),
        "sources" => assert_eq!((rows.len(), &rows[0][at("id")]), (1, "s")),
        other => panic!("{other}"),
    }
    if !for_neo4j {
        let is_number = |cell: &str| cell.parse::<f64>().is_ok();
        for cell in rows.iter().flatten().filter(|cell| !is_number(cell)) {
            assert_eq!(cell, harmless(cell));
        }
    }
}

/// The labels in a list of JSON objects, by pointers into each.
fn labels(list: &Value, id: &str, label: &str) -> Labels {
    let text = |object: &Value, at: &str| object.pointer(at).unwrap().as_str().unwrap().to_owned();
    let objects = list.as_array().unwrap().iter();
    objects.map(|object| (text(object, id), text(object, label))).collect()
}

/// The nodes of a DOT file that has a statement a line. Line breaks in labels are `\\n`.
fn dot(text: &str) -> Labels {
    let statements = text.lines().filter(|it| it.starts_with('"') && !it.contains("\" -> \""));
    let statements = statements.map(|statement| {
        let (id, rest) = statement[1..].split_once("\" [label=\"").unwrap();
        let mut label = String::new();
        let mut letters = rest.chars();
        loop {
            match letters.next().unwrap() {
                '"' => break,
                '\\' => label.push(match letters.next().unwrap() {
                    'n' => '\n',
                    c @ ('\\' | '"') => c,
                    other => panic!("\\{other}"),
                }),
                c => label.push(c),
            }
        }
        (id.to_owned(), label)
    });
    statements.collect()
}

/// The labels of a diagram, with `#35;` read as Mermaid does.
fn mermaid(text: &str, expected: &Labels) {
    let nodes = text.lines().filter_map(|it| it.rsplit_once(":::").map(|it| it.0));
    let mut found: Vec<String> = nodes
        .map(|node| {
            let label = node.split_once('"').unwrap().1.rsplit_once('"').unwrap().0;
            assert!(!label.contains(['"', '<', '>', '`', '&', '|']), "{label}");
            let mut parts = label.split('#');
            let mut label = parts.next().unwrap().to_owned();
            for part in parts {
                let (number, rest) = part.split_once(';').unwrap();
                label.push(char::from_u32(number.parse().unwrap()).unwrap());
                label.push_str(rest);
            }
            label
        })
        .collect();
    found.sort();
    let expected = in_xml(expected).into_values();
    let mut expected: Vec<_> = expected.map(|it| it.replace(['\r', '\n', '\t'], " ")).collect();
    expected.sort();
    assert_eq!(found, expected);
}

/// The labels of entities that are not sources, among triples.
fn rdf(triples: impl Iterator<Item = oxrdf::Triple>, expected: &Labels) {
    let base = "https://corridor.example/entity/";
    let label = "http://www.w3.org/2004/02/skos/core#prefLabel";
    let mut found = Labels::new();
    for triple in triples.filter(|it| it.predicate.as_str() == label) {
        let oxrdf::NamedOrBlankNode::NamedNode(subject) = triple.subject else { panic!() };
        let oxrdf::Term::Literal(value) = triple.object else { panic!() };
        let id = subject.as_str().strip_prefix(base).unwrap().to_owned();
        found.insert(id, value.value().to_owned());
    }
    assert!(found.remove("s").is_some());
    assert_eq!(found, *expected);
}

fn ftm(text: &str, expected: &Labels) {
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let is_id = |id: &str| {
        let is_letter = |c: char| c.is_ascii_alphanumeric();
        id.starts_with(is_letter)
            && id.ends_with(is_letter)
            && id.chars().all(|c| is_letter(c) || "-.".contains(c))
    };
    let mut found = Labels::new();
    for line in &lines {
        let properties = line["properties"].as_object().unwrap();
        for values in properties.values() {
            assert!(values.as_array().unwrap().iter().all(Value::is_string), "{line}");
        }
        let id = line["id"].as_str().unwrap();
        assert!(is_id(id), "{id}");
        if let Some(name) = properties.get("name") {
            found.insert(id.to_owned(), name[0].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(lines.len(), 3 + 1 + 3);
    assert!(found.remove("s").is_some());
    let id = |id: &str| if id == "-c" { "corridor-entity--c-0".to_owned() } else { id.to_owned() };
    let expected: Labels = expected.iter().map(|(it, label)| (id(it), label.clone())).collect();
    assert_eq!(found, expected);
}

/// The title of each box says who it is: `Samir Sharifov (Person, samir-sharifov)`.
fn svg(text: &str, expected: &Labels) {
    let titles: Vec<String> =
        xml(text).into_iter().filter(|it| it.0 == "title").map(|it| it.2).collect();
    for (id, label) in in_xml(expected) {
        let is_it = |title: &&String| {
            title.starts_with(&format!("{label} (")) && title.ends_with(&format!(", {id})"))
        };
        assert!(titles.iter().any(|it| is_it(&it)), "{id} {label:?}");
    }
}

/// The rectangles of a picture, but for its ground and the legend: x, y, width, height. Those of
/// entities have a text in them, which must fit.
pub(super) fn rects(text: &str) -> Vec<[f64; 4]> {
    let (mut found, mut inner): (Vec<[f64; 4]>, usize) = (Vec::new(), 0);
    let number = |attributes: &BTreeMap<String, String>, key: &str| -> f64 {
        attributes[key].parse().unwrap()
    };
    for (name, attributes, text) in xml(text) {
        match name.as_str() {
            "rect" if attributes.contains_key("x") => {
                found.push(["x", "y", "width", "height"].map(|key| number(&attributes, key)));
            }
            "text" if attributes.get("class").is_some_and(|it| it == "l" || it == "e") => {
                let Some(&[x, y, width, height]) = found.last() else { continue };
                let base = number(&attributes, "y");
                if base > y && base <= y + height {
                    let size = if attributes["class"] == "l" { 12.0 } else { 10.0 };
                    let letters = text.chars().count() as f64 * size * 0.5;
                    let room = if attributes["class"] == "l" { width - 24.0 } else { width };
                    assert!(letters <= room.max(12.0), "{text:?} in {x} {y} {width}");
                    inner += 1;
                }
            }
            "g" if attributes.get("class").is_some_and(|it| it == "legend") => break,
            _ => {}
        }
    }
    assert!(inner >= found.len(), "{inner} texts in {} boxes", found.len());
    found
}
