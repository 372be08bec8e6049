//! README.md, docs/ and the descriptions in schema/: examples are right, and nothing lacks words.

mod examples;

use apollo_compiler::{
    Name, Node,
    ast::{Definition, Document, FieldDefinition},
};
use corridor::limits::Limits;
use std::{collections::BTreeMap, fs, path::PathBuf};

#[test]
fn figures_in_the_readme_are_those_of_the_benchmark() {
    let [readme, benchmark] =
        ["README.md", "benches/README.md"].map(|page| fs::read_to_string(page).unwrap());
    let section = readme.split("## How it compares").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let numbers: Vec<&str> = section
        .split(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
        .map(|number| number.trim_end_matches(['.', ',']))
        .filter(|number| number.len() > 2)
        .collect();
    let missing: Vec<&&str> = numbers
        .iter()
        .filter(|number| {
            !benchmark.contains(**number) && !benchmark.contains(&number.replace(',', ""))
        })
        .collect();
    assert!(numbers.len() > 10, "{numbers:?}");
    assert!(missing.is_empty(), "benches/README.md does not have {missing:?}");
}

#[test]
fn each_document_is_listed_with_its_question() {
    let page = fs::read_to_string("docs/data-set.md").unwrap();
    let files = fs::read_dir("queries").unwrap().map(|entry| entry.unwrap().file_name());
    let names: Vec<String> = files.map(|name| name.into_string().unwrap()).collect();
    let is_listed = |name: &String| page.contains(&format!("](../queries/{name}) | "));
    let missing: Vec<_> = names.iter().filter(|name| !is_listed(name)).collect();
    assert!(names.len() > 40, "only {} documents were found", names.len());
    assert!(missing.is_empty(), "docs/data-set.md does not list {missing:?}");
}

#[test]
fn each_limit_is_explained_in_a_guide() {
    let guides = guides().into_iter().filter(|page| !page.ends_with("limits.md"));
    let text: String = guides.map(|page| fs::read_to_string(page).unwrap()).collect();
    // No client meets these in an error.
    let unseen =
        ["default_page_size", "concurrent_requests", "plan_cache_bytes", "match_candidates"];
    let names = Limits::TABLE.iter().map(|limit| limit.name);
    let missing: Vec<&str> = names
        .filter(|name| !unseen.contains(name) && !text.contains(&format!("`{name}`")))
        .collect();
    assert!(
        missing.is_empty(),
        "no guide says what to do about {missing:?}; write it into the table under \"Limits\" in \
         docs/queries.md, or into the guide of the feature"
    );
}

/// The descriptions in `schema/`, each with what it is of: `Person`, `Person.born`.
fn descriptions() -> BTreeMap<String, Option<String>> {
    let files = fs::read_dir("schema").unwrap().map(|entry| entry.unwrap().path());
    // The generated file with the directives has its own style.
    let files = files.filter(|file| !file.ends_with("corridor.graphql"));
    let text: Vec<String> = files.map(|file| fs::read_to_string(file).unwrap()).collect();
    let document = Document::parse(text.join("\n"), "schema").unwrap();
    let interfaces = document.definitions.iter().filter_map(|it| match it {
        Definition::InterfaceTypeDefinition(it) => Some((&it.name, &it.fields)),
        _ => None,
    });
    let interfaces: BTreeMap<_, _> = interfaces.collect();
    let mut all = BTreeMap::new();
    for definition in &document.definitions {
        let (description, own, implemented) = match definition {
            Definition::ObjectTypeDefinition(it) => {
                (&it.description, of_fields(&it.fields), &it.implements_interfaces[..])
            }
            Definition::InterfaceTypeDefinition(it) => {
                (&it.description, of_fields(&it.fields), &it.implements_interfaces[..])
            }
            Definition::EnumTypeDefinition(it) => {
                let values = it.values.iter().map(|it| (&it.value, &it.description));
                (&it.description, values.collect(), &[][..])
            }
            Definition::UnionTypeDefinition(it) => (&it.description, Vec::new(), &[][..]),
            other => panic!("{:?} is in no shipped file so far", other.name()),
        };
        // A type takes over the descriptions of fields that an interface of it declares.
        let is_inherited = |name: &Name| {
            let declared = implemented.iter().filter_map(|it| interfaces.get(it));
            declared.flat_map(|fields| fields.iter()).any(|field| field.name == *name)
        };
        let name = definition.name().unwrap();
        let text = |it: &Option<Node<str>>| it.as_ref().map(ToString::to_string);
        all.insert(name.to_string(), text(description));
        let own = own.into_iter().filter(|(own, text)| text.is_some() || !is_inherited(own));
        all.extend(own.map(|(own, description)| (format!("{name}.{own}"), text(description))));
    }
    all
}

fn of_fields(fields: &[Node<FieldDefinition>]) -> Vec<(&Name, &Option<Node<str>>)> {
    fields.iter().map(|field| (&field.name, &field.description)).collect()
}

#[test]
fn each_definition_that_is_shipped_is_described_in_a_sentence() {
    let all = descriptions();
    let is_wrong = |it: &Option<String>| !it.as_ref().is_some_and(|it| is_sentence(it));
    let wrong: Vec<_> = all.iter().filter(|(_, description)| is_wrong(description)).collect();
    assert!(all.len() > 300, "only {} definitions were found", all.len());
    assert!(wrong.is_empty(), "no sentence: {wrong:#?}");
}

/// Returns whether a text has a capital, a full stop, and a subject: `What a figure measures.`
/// has none.
fn is_sentence(text: &str) -> bool {
    let fragments = ["What ", "Whether ", "How ", "Which ", "Where ", "When ", "Who "];
    text.starts_with(|c: char| c.is_uppercase())
        && text.ends_with('.')
        && !fragments.iter().any(|start| text.starts_with(start))
}

/// The pages in `docs/`, in order.
fn guides() -> Vec<PathBuf> {
    let files = fs::read_dir("docs").unwrap().map(|entry| entry.unwrap().path());
    let mut guides: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|it| it == "md")).collect();
    guides.sort();
    guides
}
