//! Only types, interfaces, unions and enums are defined, each once, under a free name.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, Span},
    ontology::{directives, places::Places, reserved},
    value::Scalar,
};
use apollo_compiler::{Name, ast::Definition};
use std::collections::{BTreeMap, BTreeSet};

/// The definitions without the refused ones.
#[derive(Debug, Default)]
pub(in crate::ontology) struct Accepted {
    /// The definitions from which the draft is read.
    pub(in crate::ontology) definitions: Vec<Definition>,
    /// Refused definitions that GraphQL's own rules should know, so that a use of them is no
    /// problem.
    pub(in crate::ontology) only_known: Vec<Definition>,
    /// The names that refused definitions declare.
    pub(in crate::ontology) refused: BTreeSet<String>,
}

/// Sorts definitions into those to go on with and those that are refused.
pub(in crate::ontology) fn check(
    definitions: impl Iterator<Item = Definition>,
    places: &Places,
    problems: &mut Diagnostics,
) -> Accepted {
    let mut accepted = Accepted::default();
    let mut seen = BTreeMap::new();
    for definition in definitions {
        match problem(&definition, places, &mut seen) {
            None => accepted.definitions.push(definition),
            Some(problem) => {
                accepted.refused.extend(definition.name().map(ToString::to_string));
                if problem.code == Code::UnsupportedDefinition && may_be_used(&definition) {
                    accepted.only_known.push(definition);
                }
                problems.push(problem);
            }
        }
    }
    accepted
}

fn may_be_used(definition: &Definition) -> bool {
    matches!(
        definition,
        Definition::ScalarTypeDefinition(_)
            | Definition::InputObjectTypeDefinition(_)
            | Definition::DirectiveDefinition(_)
    )
}

fn problem(
    definition: &Definition,
    places: &Places,
    seen: &mut BTreeMap<String, Span>,
) -> Option<Diagnostic> {
    let name = definition.name();
    let whole = definition.location();
    let span = places.span(name.and_then(Name::location).or(whole));
    if let Some(problem) = name.and_then(|name| reserved_name(definition, name, span)) {
        return Some(problem);
    }
    if let Some(problem) = unsupported(definition, span) {
        return Some(problem);
    }
    let name = name?;
    if definition.is_extension_definition() {
        return None;
    }
    let first = *seen.entry(name.to_string()).or_insert(span);
    (first != span).then(|| {
        Diagnostic::new(Code::NameClash, span, format!("\"{name}\" is defined twice"))
            .label(first, "first defined here")
    })
}

fn reserved_name(definition: &Definition, name: &Name, span: Span) -> Option<Diagnostic> {
    if let Definition::DirectiveDefinition(_) = definition {
        let message = format!("the directive \"@{name}\" is built in");
        return directives::find(name).map(|_| {
            Diagnostic::new(Code::ReservedName, span, message).help("leave the definition out")
        });
    }
    let is_type = !matches!(
        definition,
        Definition::OperationDefinition(_) | Definition::FragmentDefinition(_)
    );
    if !is_type || !reserved::TYPES.contains(&name.as_str()) {
        return None;
    }
    let problem = Diagnostic::new(
        Code::ReservedName,
        span,
        format!("\"{name}\" is a type of the API already"),
    );
    Some(match name.as_str() {
        "Query" | "Mutation" | "Subscription" => {
            problem.help("leave the definition out: root fields follow from the kinds")
        }
        _ if definition.is_extension_definition() => {
            problem.help("built-in types cannot be extended")
        }
        _ => {
            problem.help("choose another name, or leave the definition out if you meant that type")
        }
    })
}

fn unsupported(definition: &Definition, span: Span) -> Option<Diagnostic> {
    let (what, help) = match definition {
        Definition::ScalarTypeDefinition(_) | Definition::ScalarTypeExtension(_) => {
            let names: Vec<_> = Scalar::names().collect();
            ("a scalar", format!("the scalars are {}", names.join(", ")))
        }
        Definition::InputObjectTypeDefinition(_) | Definition::InputObjectTypeExtension(_) => {
            ("an input type", "input types are generated from the kinds".into())
        }
        Definition::DirectiveDefinition(_) => {
            let names: Vec<_> =
                directives::ALL.iter().map(|spec| format!("@{}", spec.name)).collect();
            ("a directive", format!("the directives are {}", names.join(", ")))
        }
        Definition::SchemaDefinition(_) | Definition::SchemaExtension(_) => {
            ("the schema itself", "leave it out: its root types are generated".into())
        }
        Definition::OperationDefinition(_) | Definition::FragmentDefinition(_) => {
            ("an operation or a fragment", "keep queries in a folder of their own".into())
        }
        _ => return None,
    };
    let message = format!("{what} cannot be defined here");
    Some(Diagnostic::new(Code::UnsupportedDefinition, span, message).help(help))
}

#[cfg(test)]
mod tests {
    use crate::ontology::rules::harness::{accepts, rejects};
    use expect_test::expect;

    #[test]
    fn types_interfaces_unions_and_enums_are_defined_and_extended() {
        let ontology = accepts(
            r#"
interface Located @node { area: Float }
type Place implements Located @node { area: Float }
extend type Place @sources(min: 2) { form: Form }
enum Form { CITY }
extend enum Form { TOWN }
union Target = Place
extend union Target = Source
"#,
        );
        let (_, place) = ontology.kinds().next().unwrap();
        assert_eq!(
            (place.name.as_str(), place.properties.len(), place.min_sources),
            ("Place", 2, 2)
        );
        assert_eq!(ontology.enums().next().unwrap().1.values.len(), 2);
        let (_, target) = ontology.abstracts().find(|(_, it)| it.name == "Target").unwrap();
        assert_eq!(target.members.len(), 2);
    }

    #[test]
    fn other_definitions_are_refused_and_their_uses_pass() {
        rejects(
            r#"
scalar Fortune
input Filter { a: Int }
directive @mine on OBJECT
schema { query: Query }
query Q { person }
type Person @node @mine { wealth: Fortune }
"#,
            expect![[r#"
                a.graphql:1:8: error[unsupported-definition]: a scalar cannot be defined here
                  |
                1 | scalar Fortune
                  |        ^^^^^^^
                  help: the scalars are String, ID, Int, Float, BigInt, Decimal, Boolean, PartialDate, Date, DateTime, URL, JSON
                a.graphql:2:7: error[unsupported-definition]: an input type cannot be defined here
                  |
                2 | input Filter { a: Int }
                  |       ^^^^^^
                  help: input types are generated from the kinds
                a.graphql:3:12: error[unsupported-definition]: a directive cannot be defined here
                  |
                3 | directive @mine on OBJECT
                  |            ^^^^
                  help: the directives are @node, @relationship, @relationshipProperties, @value, @temporal, @search, @unique, @alias, @default, @limit, @sources, @expect, @exclusive, @datesWithin, @deprecated
                a.graphql:4:1: error[unsupported-definition]: the schema itself cannot be defined here
                  |
                4 | schema { query: Query }
                  | ^^^^^^^^^^^^^^^^^^^^^^^
                  help: leave it out: its root types are generated
                a.graphql:5:7: error[unsupported-definition]: an operation or a fragment cannot be defined here
                  |
                5 | query Q { person }
                  |       ^
                  help: keep queries in a folder of their own
            "#]],
        );
    }

    #[test]
    fn built_in_names_are_not_defined_again() {
        rejects(
            r#"
scalar PartialDate
type Query { a: Int }
type Link @node { a: Int }
extend type Source { pages: Int }
directive @node on OBJECT
type Person @node { a: Int }
"#,
            expect![[r#"
                a.graphql:1:8: error[reserved-name]: "PartialDate" is a type of the API already
                  |
                1 | scalar PartialDate
                  |        ^^^^^^^^^^^
                  help: choose another name, or leave the definition out if you meant that type
                a.graphql:2:6: error[reserved-name]: "Query" is a type of the API already
                  |
                2 | type Query { a: Int }
                  |      ^^^^^
                  help: leave the definition out: root fields follow from the kinds
                a.graphql:3:6: error[reserved-name]: "Link" is a type of the API already
                  |
                3 | type Link @node { a: Int }
                  |      ^^^^
                  help: choose another name, or leave the definition out if you meant that type
                a.graphql:4:13: error[reserved-name]: "Source" is a type of the API already
                  |
                4 | extend type Source { pages: Int }
                  |             ^^^^^^
                  help: built-in types cannot be extended
                a.graphql:5:12: error[reserved-name]: the directive "@node" is built in
                  |
                5 | directive @node on OBJECT
                  |            ^^^^
                  help: leave the definition out
            "#]],
        );
    }

    #[test]
    fn a_name_is_defined_once() {
        rejects(
            r#"
type Person @node { a: Int }
enum Person { A }
"#,
            expect![[r#"
                a.graphql:2:6: error[name-clash]: "Person" is defined twice
                  |
                2 | enum Person { A }
                  |      ^^^^^^
                  a.graphql:1:6: first defined here
                  |
                1 | type Person @node { a: Int }
                  |      ------
            "#]],
        );
    }
}
