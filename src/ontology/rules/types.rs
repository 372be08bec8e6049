//! Types say what they are for; unions are of kinds; interfaces are interfaces; some kind exists.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, did_you_mean},
    limits::data,
    ontology::{
        draft::{Draft, Meaning, TypeDraft, TypeKind},
        places::Word,
    },
};

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    for ty in &draft.types {
        marked(ty, problems);
        for name in &ty.implements {
            problems.extend(implemented(draft, ty, name));
        }
    }
    for union in &draft.unions {
        problems.extend(union.members.iter().filter_map(|name| member(draft, name)));
    }
    let count = draft.types.len() + draft.unions.len() + draft.enums.len();
    if count > data::TYPES {
        let message = format!("{count} types are more than the {} that can be served", data::TYPES);
        problems.push(Diagnostic::without_place(Code::InvalidSchema, message));
    }
    let only_built_in = draft.kinds().all(|kind| kind.built_in);
    if only_built_in && !draft.types.iter().any(|ty| ty.form() == TypeKind::Unmarked) {
        problems.push(
            Diagnostic::without_place(Code::EmptySchema, "the type definitions have no kind")
                .help("define one: type Person @node { born: PartialDate }"),
        );
    }
}

fn marked(ty: &TypeDraft, problems: &mut Diagnostics) {
    if ty.form() == TypeKind::Unmarked && !ty.misspelled {
        let message = format!("\"{}\" does not say what it is for", ty.name);
        problems.push(Diagnostic::new(Code::UnmarkedType, ty.name.span, message).help(
            "add @node to a kind of entity, @relationshipProperties to the properties of links, \
             @value to structured values",
        ));
    }
    let node = ty.node.as_ref().map(|node| (node.span, "a kind"));
    let properties = ty.link_properties.map(|span| (span, "the properties of links"));
    let value = ty.value.map(|span| (span, "structured values"));
    let roles: Vec<_> = [node, properties, value].into_iter().flatten().collect();
    if let [(first, role), (second, other), ..] = roles[..] {
        let message = format!("\"{}\" cannot be {role} and {other} at once", ty.name);
        problems.push(
            Diagnostic::new(Code::MisplacedDirective, second, message)
                .label(first, format!("{role} by this")),
        );
    }
}

fn implemented(draft: &Draft, ty: &TypeDraft, name: &Word) -> Option<Diagnostic> {
    let wrong = |message: String| Some(Diagnostic::new(Code::WrongType, name.span, message));
    let holds = match ty.form() {
        TypeKind::LinkProperties => Some("holds the properties of links"),
        TypeKind::Value => Some("has structured values"),
        TypeKind::Kind | TypeKind::Interface | TypeKind::Unmarked => None,
    };
    if let Some(holds) = holds {
        return wrong(format!("\"{}\" {holds} and implements nothing", ty.name));
    }
    match draft.meaning(name) {
        Meaning::Interface(_) | Meaning::Refused => None,
        Meaning::Entity => {
            let message = "every type with @node implements \"Entity\" already".to_owned();
            wrong(message).map(|problem| problem.help("leave it out, and its fields with it"))
        }
        Meaning::Unknown => {
            let interfaces = draft.types.iter().filter(|it| it.is_interface).map(|it| &*it.name);
            let hint = did_you_mean(name, interfaces);
            let message = format!("there is no interface \"{name}\"{hint}");
            Some(Diagnostic::new(Code::UnknownType, name.span, message))
        }
        _ => wrong(format!("\"{name}\" is not an interface")),
    }
}

fn member(draft: &Draft, name: &Word) -> Option<Diagnostic> {
    match draft.meaning(name) {
        Meaning::Kind(_) | Meaning::Refused => None,
        Meaning::Unknown => {
            let hint = did_you_mean(name, draft.kinds().map(|kind| &*kind.name));
            let message = format!("there is no kind \"{name}\"{hint}");
            Some(Diagnostic::new(Code::UnknownType, name.span, message))
        }
        _ => {
            let message = format!("\"{name}\" is not a kind, and unions are of kinds");
            Some(Diagnostic::new(Code::WrongType, name.span, message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use expect_test::expect;

    #[test]
    fn kinds_link_properties_interfaces_and_unions_go_together() {
        let ontology = accepts(
            r#"
interface Located { area: Float }
type Place implements Located @node { area: Float }
type Tie @relationshipProperties { strength: Int }
union Anything = Place | Source
"#,
        );
        assert_eq!(ontology.kinds().len(), 2);
        assert_eq!(ontology.abstracts().len(), 2);
    }

    #[test]
    fn object_types_are_marked_once() {
        rejects(
            r#"
type Person { a: Int }
type Tie @node @relationshipProperties { a: Int }
"#,
            expect![[r#"
                a.graphql:1:6: error[unmarked-type]: "Person" does not say what it is for
                  |
                1 | type Person { a: Int }
                  |      ^^^^^^
                  help: add @node to a kind of entity, @relationshipProperties to the properties of links, @value to structured values
                a.graphql:2:16: error[misplaced-directive]: "Tie" cannot be a kind and the properties of links at once
                  |
                2 | type Tie @node @relationshipProperties { a: Int }
                  |                ^^^^^^^^^^^^^^^^^^^^^^^
                  a.graphql:2:10: a kind by this
                  |
                2 | type Tie @node @relationshipProperties { a: Int }
                  |          -----
            "#]],
        );
    }

    #[test]
    fn interfaces_and_members_are_what_they_should_be() {
        rejects(
            r#"
interface Located { a: Int }
type Place implements Locate & Tie & Entity @node { a: Int }
type Tie implements Located @relationshipProperties { a: Int }
union U = Plac | Located | Tie | Place
"#,
            expect![[r#"
                a.graphql:2:23: error[unknown-type]: there is no interface "Locate"; did you mean "Located"?
                  |
                2 | type Place implements Locate & Tie & Entity @node { a: Int }
                  |                       ^^^^^^
                a.graphql:2:32: error[wrong-type]: "Tie" is not an interface
                  |
                2 | type Place implements Locate & Tie & Entity @node { a: Int }
                  |                                ^^^
                a.graphql:2:38: error[wrong-type]: every type with @node implements "Entity" already
                  |
                2 | type Place implements Locate & Tie & Entity @node { a: Int }
                  |                                      ^^^^^^
                  help: leave it out, and its fields with it
                a.graphql:3:21: error[wrong-type]: "Tie" holds the properties of links and implements nothing
                  |
                3 | type Tie implements Located @relationshipProperties { a: Int }
                  |                     ^^^^^^^
                a.graphql:4:11: error[unknown-type]: there is no kind "Plac"; did you mean "Place"?
                  |
                4 | union U = Plac | Located | Tie | Place
                  |           ^^^^
                a.graphql:4:18: error[wrong-type]: "Located" is not a kind, and unions are of kinds
                  |
                4 | union U = Plac | Located | Tie | Place
                  |                  ^^^^^^^
                a.graphql:4:28: error[wrong-type]: "Tie" is not a kind, and unions are of kinds
                  |
                4 | union U = Plac | Located | Tie | Place
                  |                            ^^^
            "#]],
        );
    }

    #[test]
    fn something_is_defined() {
        rejects(
            "enum Form { A }",
            expect![[r#"
            error[empty-schema]: the type definitions have no kind
              help: define one: type Person @node { born: PartialDate }
        "#]],
        );
    }
}
