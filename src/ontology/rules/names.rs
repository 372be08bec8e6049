//! The types that the API generates have names of their own.
//!
//! One function here lists them, so that a clash is a problem of the
//! definitions with a place, not one of the API at start.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, Span},
    ontology::{
        draft::{Draft, FieldDraft, Shape, TypeDraft, TypeKind},
        places::Word,
        reserved,
    },
};
use std::collections::{HashMap, HashSet};

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    let defined: HashMap<&str, &Word> = names(draft).map(|word| (&**word, word)).collect();
    let mut taken: HashMap<String, Generated> = HashMap::new();
    // One problem for two definitions, however many names they share.
    let mut told: HashSet<(Span, Span)> = HashSet::new();
    for generated in generated(draft) {
        if reserved::TYPES.contains(&&*generated.name) {
            if told.insert((generated.span, generated.span)) {
                problems.push(built_in(&generated));
            }
        } else if let Some(word) = defined.get(&*generated.name) {
            if told.insert((word.span, word.span)) {
                problems.push(defined_too(&generated, word));
            }
        } else if let Some(first) = taken.get(&generated.name) {
            if first.origin != generated.origin && told.insert((first.span, generated.span)) {
                problems.push(generated_twice(&generated, first));
            }
        } else {
            taken.insert(generated.name.clone(), generated);
        }
    }
}

/// A type of the API and the definition that leads to it.
struct Generated {
    name: String,
    /// `Person` or `Person.posts`.
    origin: String,
    span: Span,
}

fn built_in(generated: &Generated) -> Diagnostic {
    let Generated { name, origin, span } = generated;
    let message = format!("\"{origin}\" leads to the type \"{name}\", which is built in");
    Diagnostic::new(Code::ReservedName, *span, message).help("choose another name")
}

fn defined_too(generated: &Generated, word: &Word) -> Diagnostic {
    let message =
        format!("\"{word}\" is the name of a type generated for \"{}\"", generated.origin);
    Diagnostic::new(Code::NameClash, word.span, message)
        .label(generated.span, "generated for this")
        .help("rename one of them")
}

fn generated_twice(generated: &Generated, first: &Generated) -> Diagnostic {
    let Generated { name, origin, span } = generated;
    let message = format!("\"{}\" and \"{origin}\" both lead to the type \"{name}\"", first.origin);
    Diagnostic::new(Code::NameClash, *span, message)
        .label(first.span, "the first of them")
        .help("rename one of them")
}

fn names(draft: &Draft) -> impl Iterator<Item = &Word> {
    let types = draft.types.iter().filter(|ty| !ty.built_in).map(|ty| &ty.name);
    types.chain(draft.unions.iter().map(|it| &it.name)).chain(draft.enums.iter().map(|it| &it.name))
}

/// Every type that the API makes of the definitions.
fn generated(draft: &Draft) -> impl Iterator<Item = Generated> {
    let types = draft.types.iter().filter(|ty| !ty.built_in);
    let (values, types): (Vec<&TypeDraft>, Vec<&TypeDraft>) =
        types.partition(|ty| ty.form() == TypeKind::Value);
    let (properties, targets): (Vec<&TypeDraft>, Vec<&TypeDraft>) =
        types.into_iter().partition(|ty| ty.form() == TypeKind::LinkProperties);
    let of_values =
        values.iter().flat_map(|ty| suffixed(&ty.name, &["Where", "ListFilter", "Order", "Value"]));
    let lists = targets.iter().filter(|ty| ty.plural().is_some());
    let of_lists = lists.flat_map(|ty| suffixed(&ty.name, &["Connection", "Edge"]));
    let interfaces = targets.iter().filter(|ty| ty.form() == TypeKind::Interface);
    let abstracts = interfaces.map(|ty| &ty.name).chain(draft.unions.iter().map(|it| &it.name));
    let by_kind = abstracts.flat_map(|word| suffixed(word, &["KindWhere"]));
    let targets = targets.iter().map(|ty| &ty.name).chain(draft.unions.iter().map(|it| &it.name));
    let of_targets = targets
        .chain(properties.iter().map(|ty| &ty.name))
        .flat_map(|word| suffixed(word, &["Where", "Order", "Value"]));
    let of_enums = draft.enums.iter().flat_map(|it| suffixed(&it.name, &["Filter", "ListFilter"]));
    let all: Vec<_> = of_lists
        .chain(of_targets)
        .chain(by_kind)
        .chain(of_values)
        .chain(of_enums)
        .chain(of_relations(draft))
        .chain(of_references(draft))
        .collect();
    all.into_iter()
}

/// The filters on properties of links that refer to entities.
fn of_references(draft: &Draft) -> impl Iterator<Item = Generated> {
    let links = draft.types.iter().filter(|ty| ty.form() == TypeKind::LinkProperties);
    let fields = links.flat_map(|ty| &ty.fields);
    let references = fields.filter(|it| draft.meaning(&it.ty.name).is_of_entities());
    references.flat_map(|field| suffixed(&field.ty.name, &["Filter"]))
}

fn suffixed(word: &Word, suffixes: &'static [&'static str]) -> impl Iterator<Item = Generated> {
    suffixes.iter().map(move |suffix| Generated {
        name: format!("{word}{suffix}"),
        origin: word.text.clone(),
        span: word.span,
    })
}

/// The types of relation fields, which all fields share that list one type by links with one
/// type of properties.
fn of_relations(draft: &Draft) -> impl Iterator<Item = Generated> {
    let fields = draft.types.iter().flat_map(|ty| &ty.fields);
    fields
        .filter_map(|field| Some((field, field.relationship.as_ref()?)))
        .flat_map(|(field, relationship)| of_relation(field, relationship.properties.as_ref()))
}

fn of_relation(field: &FieldDraft, properties: Option<&Word>) -> Vec<Generated> {
    let target = &field.ty.name;
    let carried = properties.map_or("", |word| word.text.as_str());
    let named = properties.map_or("Link", |word| word.text.as_str());
    let is_list = matches!(field.ty.shape, Shape::List { .. });
    let suffixes: &[&str] = if is_list {
        &["LinkWhere", "LinksFilter", "LinksCount", "LinkOrder", "LinksOrder"]
    } else {
        &["LinkWhere", "LinkFilter"]
    };
    let mut names: Vec<String> =
        suffixes.iter().map(|suffix| format!("{target}{carried}{suffix}")).collect();
    if is_list {
        names.extend(["Connection", "Edge"].map(|suffix| format!("{target}{named}{suffix}")));
    }
    let origin = match properties {
        Some(properties) => format!("links to {target} with {properties}"),
        None => format!("links to {target}"),
    };
    let span = properties.map_or(target.span, |word| word.span);
    names.into_iter().map(|name| Generated { name, origin: origin.clone(), span }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use expect_test::expect;

    #[test]
    fn names_may_be_alike() {
        accepts(
            r#"
type Person @node { posts: [Post!]! @relationship(type: "HOLDS", direction: OUT) }
type Post @node { a: Int }
type PersonPost @node { a: Int }
"#,
        );
    }

    #[test]
    fn a_definition_and_a_generated_type() {
        rejects(
            r#"
type Person @node { a: Int }
enum PersonEdge { A }
type PersonOrder @node { a: Int }
"#,
            expect![[r#"
                a.graphql:2:6: error[name-clash]: "PersonEdge" is the name of a type generated for "Person"
                  |
                2 | enum PersonEdge { A }
                  |      ^^^^^^^^^^
                  a.graphql:1:6: generated for this
                  |
                1 | type Person @node { a: Int }
                  |      ------
                  help: rename one of them
                a.graphql:3:6: error[name-clash]: "PersonOrder" is the name of a type generated for "Person"
                  |
                3 | type PersonOrder @node { a: Int }
                  |      ^^^^^^^^^^^
                  a.graphql:1:6: generated for this
                  |
                1 | type Person @node { a: Int }
                  |      ------
                  help: rename one of them
            "#]],
        );
    }

    #[test]
    fn two_generated_types() {
        rejects(
            r#"
type Person @node { posts: [Post!]! @relationship(type: "HOLDS", direction: OUT, properties: "Tenure") }
type Post @node { holder: Person @relationship(type: "HOLDS", direction: IN, properties: "Tenure") }
type PostTenure @node { a: Int }
type Tenure @relationshipProperties { a: Int }
type PersonTenure @node { a: Int }
"#,
            expect![[r#"
                a.graphql:1:94: error[name-clash]: "PostTenure" and "links to Post with Tenure" both lead to the type "PostTenureConnection"
                  |
                1 | type Person @node { posts: [Post!]! @relationship(type: "HOLDS", direction: OUT, properties: "Tenure") }
                  |                                                                                              ^^^^^^^^
                  a.graphql:3:6: the first of them
                  |
                3 | type PostTenure @node { a: Int }
                  |      ----------
                  help: rename one of them
            "#]],
        );
    }

    #[test]
    fn a_list_of_links_without_properties() {
        rejects(
            r#"
type Person @node {
  knows: [Person!]! @relationship(type: "KNOWS", direction: BOTH)
  anything: [Entity!]! @relationship(type: "SAW", direction: OUT)
}
type PersonLink @node { a: Int }
enum PersonLinksFilter { A }
enum EntityLinkEdge { A }
"#,
            expect![[r#"
                a.graphql:2:11: error[name-clash]: "PersonLink" and "links to Person" both lead to the type "PersonLinkWhere"
                  |
                2 |   knows: [Person!]! @relationship(type: "KNOWS", direction: BOTH)
                  |           ^^^^^^
                  a.graphql:5:6: the first of them
                  |
                5 | type PersonLink @node { a: Int }
                  |      ----------
                  help: rename one of them
                a.graphql:6:6: error[name-clash]: "PersonLinksFilter" is the name of a type generated for "links to Person"
                  |
                6 | enum PersonLinksFilter { A }
                  |      ^^^^^^^^^^^^^^^^^
                  a.graphql:2:11: generated for this
                  |
                2 |   knows: [Person!]! @relationship(type: "KNOWS", direction: BOTH)
                  |           ------
                  help: rename one of them
                a.graphql:7:6: error[name-clash]: "EntityLinkEdge" is the name of a type generated for "links to Entity"
                  |
                7 | enum EntityLinkEdge { A }
                  |      ^^^^^^^^^^^^^^
                  a.graphql:3:14: generated for this
                  |
                3 |   anything: [Entity!]! @relationship(type: "SAW", direction: OUT)
                  |              ------
                  help: rename one of them
            "#]],
        );
    }
}
