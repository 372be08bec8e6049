//! Types of the definitions that are called like a type of the API.

use super::problems;
use crate::support::{data, small};
use std::collections::BTreeSet;

/// Forms of definitions, in which `N` stands for the name of the type.
const FORMS: [&str; 6] = [
    "type N @node { x: Int }",
    "type N @value { x: Int }",
    "type N @relationshipProperties { x: Int }",
    "interface N { x: Int }",
    "enum N { A B }",
    "union N = Person | Place",
];

/// Each name is refused, at its place: nobody learns of it only when the API is made.
#[test]
fn no_type_is_called_like_one_of_the_api() {
    let schema = "
type Person @node(plural: \"people\") {
  lives: Place @relationship(type: \"LIVES_IN\", direction: OUT)
  knows: [Person!]! @relationship(type: \"KNOWS\", direction: BOTH)
}
type Place @node { x: Int }
";
    let snapshot = small("type-names", schema, "Place: {a: {name: A}}\n");
    let types = data(&snapshot, "{ __schema { types { name } } }", None);
    let types = types["__schema"]["types"].as_array().unwrap();
    let mut names: BTreeSet<&str> = types
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .filter(|it| !it.starts_with("__"))
        .collect();
    // These are the definitions' own; `Source` may be defined.
    ["Person", "Place", "Source"]
        .into_iter()
        .for_each(|name| assert!(names.remove(name), "{name}"));
    assert!(names.len() > 150, "{}", names.len());
    for form in FORMS {
        for name in &names {
            let error = error_of(&format!("{schema}{}\n", form.replace('N', name)));
            let codes = ["reserved-name]", "name-clash]"];
            assert!(codes.iter().any(|code| error.contains(code)), "{form} {name}: {error}");
        }
    }
    // Names that the API could make of its own, though nothing there needs them.
    for suffix in ["Filter", "ListFilter"] {
        for name in &names {
            let error = error_of(&format!("{schema}type {name}{suffix} @node {{ x: Int }}\n"));
            let is_told = ["reserved-name]", "name-clash]"].iter().any(|it| error.contains(it));
            assert!(error.is_empty() || is_told, "{name}{suffix}: {error}");
        }
    }
}

/// The first error of type definitions; empty if there is none.
fn error_of(schema: &str) -> String {
    let text = problems("type-names-checked", &[("schema/a.graphql", schema)]);
    text.lines().find(|line| line.contains("error[")).unwrap_or_default().to_owned()
}
