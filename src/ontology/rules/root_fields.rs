//! The root fields of kinds are free names, no two kinds share one, and no two of their
//! arguments do.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, Span},
    ontology::{
        draft::{Draft, FieldDraft, TypeDraft, TypeKind},
        reserved,
    },
};
use std::collections::HashMap;

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    let kinds = draft.types.iter().filter(|ty| ty.form() == TypeKind::Kind);
    problems.extend(kinds.flat_map(taken_arguments));
    let mut seen: HashMap<String, RootField<'_>> = HashMap::new();
    for field in draft.types.iter().filter(|ty| !ty.built_in).flat_map(root_fields) {
        if reserved::ROOT_FIELDS.contains(&field.name.as_str()) {
            let message =
                format!("{} would be \"{}\", which is built in", field.title(), field.name);
            let problem = Diagnostic::new(Code::ReservedName, field.span, message);
            problems.push(problem.help(field.remedy()));
        } else if let Some(first) = seen.get(&field.name) {
            let message =
                format!("{} and {} are both \"{}\"", first.title(), field.title(), field.name);
            problems.push(
                Diagnostic::new(Code::NameClash, field.span, message)
                    .label(first.span, "the first of them")
                    .help(field.remedy()),
            );
        } else {
            seen.insert(field.name.clone(), field);
        }
    }
}

/// Tells of properties of keys that would be an argument twice: that of the key and of the view.
fn taken_arguments(ty: &TypeDraft) -> impl Iterator<Item = Diagnostic> {
    let key = ty.node.as_ref().map_or(&[][..], |node| &node.key);
    let is_key = move |field: &&FieldDraft| {
        field.unique.is_some() || key.iter().any(|word| **word == *field.name)
    };
    let taken = |field: &&FieldDraft| reserved::VIEW_ARGUMENTS.contains(&&*field.name);
    ty.fields.iter().filter(is_key).filter(taken).map(|field| {
        let message = format!(
            "\"{}\" would be an argument of \"{}\", which has one of this name for links in view",
            field.name,
            ty.singular()
        );
        Diagnostic::new(Code::ReservedName, field.name.span, message)
            .help("rename the property; @alias keeps its name in seed files")
    })
}

struct RootField<'a> {
    name: String,
    ty: &'a TypeDraft,
    plural: bool,
    span: Span,
}

impl RootField<'_> {
    fn title(&self) -> String {
        let count = if self.plural { "many" } else { "one" };
        format!("the root field of {count} \"{}\"", self.ty.name)
    }

    fn remedy(&self) -> &'static str {
        if self.plural {
            "name another with @node(plural: \"...\")"
        } else {
            "rename the kind: its root field is its name"
        }
    }
}

fn root_fields(ty: &TypeDraft) -> Vec<RootField<'_>> {
    let mut fields = Vec::new();
    if ty.form() == TypeKind::Kind {
        fields.push(RootField { name: ty.singular(), ty, plural: false, span: ty.name.span });
    }
    if let Some(name) = ty.plural() {
        let written = ty.node.as_ref().and_then(|node| node.plural.as_ref());
        let span = written.map_or(ty.name.span, |word| word.span);
        fields.push(RootField { name, ty, plural: true, span });
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use expect_test::expect;

    #[test]
    fn root_fields_follow_from_names() {
        let ontology = accepts(
            r#"
type Person @node(plural: "people") { a: Int }
type TradeHouse @node { a: Int }
"#,
        );
        let names: Vec<_> =
            ontology.kinds().map(|(_, kind)| (&*kind.singular, &*kind.plural)).collect();
        assert_eq!(
            names,
            [("person", "people"), ("source", "sources"), ("tradeHouse", "tradeHouses")]
        );
    }

    #[test]
    fn arguments_of_a_lookup_are_told_apart() {
        rejects(
            r#"
type Permit @node(key: ["office", "status"]) { office: String  status: Int }
type Visa @node { status: ID @unique }
type Pass @node { status: ID }
"#,
            expect![[r#"
                a.graphql:1:64: error[reserved-name]: "status" would be an argument of "permit", which has one of this name for links in view
                  |
                1 | type Permit @node(key: ["office", "status"]) { office: String  status: Int }
                  |                                                                ^^^^^^
                  help: rename the property; @alias keeps its name in seed files
                a.graphql:2:19: error[reserved-name]: "status" would be an argument of "visa", which has one of this name for links in view
                  |
                2 | type Visa @node { status: ID @unique }
                  |                   ^^^^^^
                  help: rename the property; @alias keeps its name in seed files
            "#]],
        );
    }

    #[test]
    fn no_two_are_the_same() {
        rejects(
            r#"
type Person @node(plural: "person") { a: Int }
type People @node { a: Int }
interface Party @node(plural: "people") { a: Int }
"#,
            expect![[r#"
                a.graphql:1:27: error[name-clash]: the root field of one "Person" and the root field of many "Person" are both "person"
                  |
                1 | type Person @node(plural: "person") { a: Int }
                  |                           ^^^^^^^^
                  a.graphql:1:6: the first of them
                  |
                1 | type Person @node(plural: "person") { a: Int }
                  |      ------
                  help: name another with @node(plural: "...")
                a.graphql:3:31: error[name-clash]: the root field of one "People" and the root field of many "Party" are both "people"
                  |
                3 | interface Party @node(plural: "people") { a: Int }
                  |                               ^^^^^^^^
                  a.graphql:2:6: the first of them
                  |
                2 | type People @node { a: Int }
                  |      ------
                  help: name another with @node(plural: "...")
            "#]],
        );
    }

    #[test]
    fn none_is_built_in() {
        rejects(
            r#"
type Search @node { a: Int }
type Place @node(plural: "nodes") { a: Int }
type Nod @node { a: Int }
type Component @node { a: Int }
"#,
            expect![[r#"
                a.graphql:1:6: error[reserved-name]: "Search" leads to the type "SearchConnection", which is built in
                  |
                1 | type Search @node { a: Int }
                  |      ^^^^^^
                  help: choose another name
                a.graphql:1:6: error[reserved-name]: the root field of one "Search" would be "search", which is built in
                  |
                1 | type Search @node { a: Int }
                  |      ^^^^^^
                  help: rename the kind: its root field is its name
                a.graphql:2:26: error[reserved-name]: the root field of many "Place" would be "nodes", which is built in
                  |
                2 | type Place @node(plural: "nodes") { a: Int }
                  |                          ^^^^^^^
                  help: name another with @node(plural: "...")
                a.graphql:4:6: error[reserved-name]: the root field of many "Component" would be "components", which is built in
                  |
                4 | type Component @node { a: Int }
                  |      ^^^^^^^^^
                  help: name another with @node(plural: "...")
            "#]],
        );
    }
}
