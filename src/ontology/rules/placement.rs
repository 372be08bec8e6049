//! Directives stand on fields for which they mean something.
//!
//! GraphQL knows of fields; that some hold values and some lead to entities is ours.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, Span},
    ontology::{
        draft::{Draft, FieldDraft, LimitDraft, Meaning, Shape, TypeDraft, TypeKind},
        types::SearchBy,
    },
    value::Scalar,
};

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    for ty in &draft.types {
        problems.extend(on_part(ty));
        for field in ty.fields.iter() {
            for (span, message) in on_field(draft, ty, field).into_iter().flatten() {
                problems.push(Diagnostic::new(Code::MisplacedDirective, span, message));
            }
        }
    }
}

/// Tells of directives on a type of link properties or structured values that belong to kinds.
fn on_part(ty: &TypeDraft) -> Option<Diagnostic> {
    let temporal = ty.temporal.as_ref().map(|it| (it.span, "@temporal"));
    let limit = ty.limit.map(|it: LimitDraft| (it.span, "@limit"));
    let sources = ty.min_sources.map(|(_, span)| (span, "@sources"));
    let (span, directive) = temporal.or(limit).or(sources)?;
    let of = match ty.form() {
        TypeKind::LinkProperties => "the properties of links",
        TypeKind::Value => "structured values",
        TypeKind::Kind | TypeKind::Interface | TypeKind::Unmarked => return None,
    };
    let message = format!("\"{directive}\" has no meaning on {of}");
    Some(Diagnostic::new(Code::MisplacedDirective, span, message))
}

type Misplaced = Option<(Span, String)>;

fn on_field(draft: &Draft, ty: &TypeDraft, field: &FieldDraft) -> [Misplaced; 5] {
    let meaning = draft.meaning(&field.ty.name);
    match meaning {
        Meaning::Scalar(_) | Meaning::Enum(_) | Meaning::Value(_) => on_value(ty, field, meaning),
        Meaning::Kind(_) | Meaning::Interface(_) | Meaning::Union(_) | Meaning::Entity => {
            if ty.form() == TypeKind::LinkProperties {
                on_reference(field)
            } else {
                on_relation(field)
            }
        }
        Meaning::LinkProperties | Meaning::BuiltIn | Meaning::Refused | Meaning::Unknown => {
            [const { None }; 5]
        }
    }
}

fn on_value(ty: &TypeDraft, field: &FieldDraft, meaning: Meaning<'_>) -> [Misplaced; 5] {
    let part = part(ty);
    let list = !matches!(field.ty.shape, Shape::One { .. });
    let unique = if list {
        Some("a list")
    } else if part.is_some() {
        part
    } else {
        match meaning {
            Meaning::Scalar(Scalar::Json) => Some("JSON"),
            Meaning::Value(_) => Some("a structured value"),
            Meaning::Scalar(_)
            | Meaning::Enum(_)
            | Meaning::Kind(_)
            | Meaning::LinkProperties
            | Meaning::Interface(_)
            | Meaning::Union(_)
            | Meaning::Entity
            | Meaning::BuiltIn
            | Meaning::Refused
            | Meaning::Unknown => None,
        }
    };
    [
        field
            .unique
            .zip(unique)
            .map(|(span, on)| (span, format!("\"@unique\" has no meaning on {on}"))),
        search(ty, field, meaning),
        field.limit.map(|it| (it.span, "\"@limit\" has no meaning on a property".into())),
        field
            .min_sources
            .zip(part)
            .map(|((_, span), on)| (span, format!("\"@sources\" has no meaning on {on}"))),
        None,
    ]
}

/// Tells of directives on a property of links that refers to an entity.
fn on_reference(field: &FieldDraft) -> [Misplaced; 5] {
    let none = |directive: &str| format!("\"{directive}\" has no meaning on a property of links");
    let default = "\"@default\" has no meaning on a property that refers to an entity";
    [
        field.unique.map(|span| (span, none("@unique"))),
        field.search.as_ref().map(|(span, _)| (*span, none("@search"))),
        field.default.as_ref().map(|it| (it.directive, default.into())),
        field.limit.map(|it| (it.span, none("@limit"))),
        field.min_sources.map(|(_, span)| (span, none("@sources"))),
    ]
}

/// The name of a field of a type whose values belong to no entity.
fn part(ty: &TypeDraft) -> Option<&'static str> {
    match ty.form() {
        TypeKind::LinkProperties => Some("a property of links"),
        TypeKind::Value => Some("a field of structured values"),
        TypeKind::Kind | TypeKind::Interface | TypeKind::Unmarked => None,
    }
}

fn search(ty: &TypeDraft, field: &FieldDraft, meaning: Meaning<'_>) -> Misplaced {
    let (span, by) = field.search.as_ref()?;
    let is_text = matches!(
        meaning,
        Meaning::Enum(_) | Meaning::Scalar(Scalar::String | Scalar::Id | Scalar::Url)
    );
    let by_words = by.iter().any(|it| matches!(it, SearchBy::Fulltext | SearchBy::Name));
    if ty.form() == TypeKind::LinkProperties {
        Some((*span, "\"@search\" has no meaning on a property of links".into()))
    } else if matches!(meaning, Meaning::Value(_)) {
        let name = &field.ty.name;
        Some((*span, format!("\"@search\" belongs on the fields of \"{name}\" that have words")))
    } else if !is_text {
        Some((*span, format!("\"@search\" has no meaning on {}: it is not text", field.ty.name)))
    } else if by_words && !matches!(meaning, Meaning::Scalar(Scalar::String)) {
        Some((*span, format!("{} has no words: search it by EXACT or PREFIX", field.ty.name)))
    } else {
        None
    }
}

fn on_relation(field: &FieldDraft) -> [Misplaced; 5] {
    let none = |directive: &str| format!("\"{directive}\" has no meaning on a relation");
    let many = matches!(field.ty.shape, Shape::List { .. });
    [
        field.unique.map(|span| (span, none("@unique"))),
        field.search.as_ref().map(|(span, _)| (*span, none("@search"))),
        field.default.as_ref().map(|it| (it.directive, none("@default"))),
        field.limit.filter(|_| !many).map(|it| (it.span, none("@limit") + " to one entity")),
        None,
    ]
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use expect_test::expect;

    #[test]
    fn each_directive_has_fields_that_it_fits() {
        accepts(
            r#"
type Person @node {
  code: ID! @unique @search(by: [EXACT, PREFIX])
  tags: [String!]! @search(by: [FULLTEXT, NAME]) @default(value: ["a"])
  form: Form @search(by: [EXACT]) @sources(min: 2)
  friends: [Person!]! @relationship(type: "FRIEND", direction: BOTH) @limit(max: 5) @sources(min: 1)
}
enum Form { A }
"#,
        );
    }

    #[test]
    fn on_values() {
        rejects(
            r#"
type Person @node {
  a: [String!] @unique
  b: JSON @unique
  c: Int @search
  d: ID @search(by: [NAME])
  e: String @limit(max: 5)
}
type Tie @relationshipProperties @sources(min: 1) {
  a: String @unique
  b: String @search
  c: String @sources(min: 1)
}
"#,
            expect![[r#"
                a.graphql:2:16: error[misplaced-directive]: "@unique" has no meaning on a list
                  |
                2 |   a: [String!] @unique
                  |                ^^^^^^^
                a.graphql:3:11: error[misplaced-directive]: "@unique" has no meaning on JSON
                  |
                3 |   b: JSON @unique
                  |           ^^^^^^^
                a.graphql:4:10: error[misplaced-directive]: "@search" has no meaning on Int: it is not text
                  |
                4 |   c: Int @search
                  |          ^^^^^^^
                a.graphql:5:9: error[misplaced-directive]: ID has no words: search it by EXACT or PREFIX
                  |
                5 |   d: ID @search(by: [NAME])
                  |         ^^^^^^^
                a.graphql:6:13: error[misplaced-directive]: "@limit" has no meaning on a property
                  |
                6 |   e: String @limit(max: 5)
                  |             ^^^^^^
                a.graphql:8:34: error[misplaced-directive]: "@sources" has no meaning on the properties of links
                  |
                8 | type Tie @relationshipProperties @sources(min: 1) {
                  |                                  ^^^^^^^^
                a.graphql:9:13: error[misplaced-directive]: "@unique" has no meaning on a property of links
                  |
                9 |   a: String @unique
                  |             ^^^^^^^
                a.graphql:10:13: error[misplaced-directive]: "@search" has no meaning on a property of links
                   |
                10 |   b: String @search
                   |             ^^^^^^^
                a.graphql:11:13: error[misplaced-directive]: "@sources" has no meaning on a property of links
                   |
                11 |   c: String @sources(min: 1)
                   |             ^^^^^^^^
            "#]],
        );
    }

    #[test]
    fn on_references() {
        rejects(
            r#"
type Person @node { a: Int }
type Tie @relationshipProperties {
  a: Person @unique @search @default(value: "x") @limit(max: 1) @sources(min: 1)
  b: Person @exclusive @datesWithin @temporal(fades: "P1Y")
}
"#,
            expect![[r#"
                a.graphql:3:13: error[misplaced-directive]: "@unique" has no meaning on a property of links
                  |
                3 |   a: Person @unique @search @default(value: "x") @limit(max: 1) @sources(min: 1)
                  |             ^^^^^^^
                a.graphql:3:21: error[misplaced-directive]: "@search" has no meaning on a property of links
                  |
                3 |   a: Person @unique @search @default(value: "x") @limit(max: 1) @sources(min: 1)
                  |                     ^^^^^^^
                a.graphql:3:29: error[misplaced-directive]: "@default" has no meaning on a property that refers to an entity
                  |
                3 |   a: Person @unique @search @default(value: "x") @limit(max: 1) @sources(min: 1)
                  |                             ^^^^^^^^
                a.graphql:3:50: error[misplaced-directive]: "@limit" has no meaning on a property of links
                  |
                3 |   a: Person @unique @search @default(value: "x") @limit(max: 1) @sources(min: 1)
                  |                                                  ^^^^^^
                a.graphql:3:65: error[misplaced-directive]: "@sources" has no meaning on a property of links
                  |
                3 |   a: Person @unique @search @default(value: "x") @limit(max: 1) @sources(min: 1)
                  |                                                                 ^^^^^^^^
                a.graphql:4:13: error[misplaced-directive]: "@exclusive" has no meaning on a property
                  |
                4 |   b: Person @exclusive @datesWithin @temporal(fades: "P1Y")
                  |             ^^^^^^^^^^
                a.graphql:4:24: error[misplaced-directive]: "@datesWithin" belongs on a relation field of a type with @temporal
                  |
                4 |   b: Person @exclusive @datesWithin @temporal(fades: "P1Y")
                  |                        ^^^^^^^^^^^^
                a.graphql:4:37: error[misplaced-directive]: "@temporal" has no meaning on a property
                  |
                4 |   b: Person @exclusive @datesWithin @temporal(fades: "P1Y")
                  |                                     ^^^^^^^^^
            "#]],
        );
    }

    #[test]
    fn on_relations() {
        rejects(
            r#"
type Person @node {
  a: Person @relationship(type: "A", direction: OUT) @unique @search @default(value: "x") @limit(max: 1)
}
"#,
            expect![[r#"
                a.graphql:2:54: error[misplaced-directive]: "@unique" has no meaning on a relation
                  |
                2 |   a: Person @relationship(type: "A", direction: OUT) @unique @search @default(value: "x") @limit(max: 1)
                  |                                                      ^^^^^^^
                a.graphql:2:62: error[misplaced-directive]: "@search" has no meaning on a relation
                  |
                2 |   a: Person @relationship(type: "A", direction: OUT) @unique @search @default(value: "x") @limit(max: 1)
                  |                                                              ^^^^^^^
                a.graphql:2:70: error[misplaced-directive]: "@default" has no meaning on a relation
                  |
                2 |   a: Person @relationship(type: "A", direction: OUT) @unique @search @default(value: "x") @limit(max: 1)
                  |                                                                      ^^^^^^^^
                a.graphql:2:91: error[misplaced-directive]: "@limit" has no meaning on a relation to one entity
                  |
                2 |   a: Person @relationship(type: "A", direction: OUT) @unique @search @default(value: "x") @limit(max: 1)
                  |                                                                                           ^^^^^^
            "#]],
        );
    }
}
