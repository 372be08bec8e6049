//! `@temporal`, `caption` and `key` name properties that fit.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, did_you_mean},
    ontology::{
        draft::{Draft, Meaning, Shape, TypeDraft},
        places::Word,
        reserved,
    },
    value::Scalar,
};

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    for ty in &draft.types {
        if let Some(temporal) = &ty.temporal {
            let names = temporal.start.iter().chain(&temporal.end);
            problems.extend(names.filter_map(|name| bound(draft, ty, name)));
        }
        if let Some(node) = &ty.node {
            problems.extend(node.caption.iter().filter_map(|name| caption(draft, ty, name)));
            problems.extend(node.key.iter().filter_map(|name| part_of_key(draft, ty, name)));
            problems.extend(key_of_one(&node.key));
        }
    }
}

fn bound(draft: &Draft, ty: &TypeDraft, name: &Word) -> Option<Diagnostic> {
    let is_date = |meaning| matches!(meaning, Meaning::Scalar(Scalar::PartialDate | Scalar::Date));
    let Some(field) = ty.field(name) else {
        let dates = ty.fields.iter().filter(|field| is_date(draft.meaning(&field.ty.name)));
        return Some(unknown(ty, name, dates.map(|field| &*field.name)));
    };
    let fits =
        is_date(draft.meaning(&field.ty.name)) && matches!(field.ty.shape, Shape::One { .. });
    (!fits).then(|| {
        let message = format!("\"{name}\" cannot bound \"{}\" in time: it is not a date", ty.name);
        Diagnostic::new(Code::UnknownProperty, name.span, message)
            .label(field.ty.name.span, "its type")
            .help("name a property of type PartialDate or Date")
    })
}

fn caption(draft: &Draft, ty: &TypeDraft, name: &Word) -> Option<Diagnostic> {
    if reserved::CAPTION_FIELDS.contains(&&**name) {
        return None;
    }
    let Some(field) = ty.field(name) else {
        // An interface's caption that a kind takes over names the interface's fields.
        let fields = ty.fields.iter().map(|field| &*field.name);
        return Some(unknown(ty, name, fields.chain(reserved::CAPTION_FIELDS.iter().copied())));
    };
    let what = match draft.meaning(&field.ty.name) {
        Meaning::Scalar(_) | Meaning::Enum(_) | Meaning::Refused | Meaning::Unknown => None,
        Meaning::Value(_) => Some("it has fields and is not one text"),
        Meaning::Kind(_)
        | Meaning::Interface(_)
        | Meaning::Union(_)
        | Meaning::Entity
        | Meaning::LinkProperties
        | Meaning::BuiltIn => Some("it is a relation"),
    };
    what.map(|what| {
        let message = format!("\"{name}\" cannot caption \"{}\": {what}", ty.name);
        Diagnostic::new(Code::UnknownProperty, name.span, message)
            .help("name a property that holds a value")
    })
}

/// A property of a key is one value, and not unique by itself.
fn part_of_key(draft: &Draft, ty: &TypeDraft, name: &Word) -> Option<Diagnostic> {
    let Some(field) = ty.field(name) else {
        if reserved::ENTITY_FIELDS.contains(&&**name) {
            let reason = reserved::reason_for_entities(name);
            let message = format!("\"{name}\" cannot be in a key: {reason}");
            let problem = Diagnostic::new(Code::UnknownProperty, name.span, message);
            return Some(problem.help("name a property that the type defines"));
        }
        return Some(unknown(ty, name, ty.fields.iter().map(|field| &*field.name)));
    };
    let problem = |message: String| Diagnostic::new(Code::UnknownProperty, name.span, message);
    let is_value = match draft.meaning(&field.ty.name) {
        Meaning::Scalar(scalar) => scalar != Scalar::Json,
        Meaning::Enum(_) | Meaning::Refused | Meaning::Unknown => true,
        Meaning::Kind(_)
        | Meaning::Interface(_)
        | Meaning::Union(_)
        | Meaning::Entity
        | Meaning::Value(_)
        | Meaning::LinkProperties
        | Meaning::BuiltIn => false,
    };
    if !is_value || !matches!(field.ty.shape, Shape::One { .. }) {
        let message = format!("\"{name}\" cannot be in a key of \"{}\"", ty.name);
        return Some(
            problem(message)
                .label(field.ty.name.span, "its type")
                .help("name a property that holds one value, and no JSON and no structured value"),
        );
    }
    field.unique.map(|span| {
        problem(format!("\"{name}\" is unique by itself, so a key with it says no more"))
            .label(span, "marked here")
            .help("leave it out of the key, or take \"@unique\" away")
    })
}

fn key_of_one(key: &[Word]) -> Option<Diagnostic> {
    let [only] = key else { return None };
    let message = format!("a key has two properties or more, and this is \"{only}\" alone");
    Some(
        Diagnostic::new(Code::UnknownProperty, only.span, message)
            .help("mark the property with \"@unique\""),
    )
}

fn unknown<'a>(ty: &TypeDraft, name: &Word, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let hint = did_you_mean(name, known);
    let message = format!("\"{}\" has no such property \"{name}\"{hint}", ty.name);
    Diagnostic::new(Code::UnknownProperty, name.span, message)
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use expect_test::expect;

    #[test]
    fn dates_bound_and_values_caption() {
        let ontology = accepts(
            r#"
type Event @node(caption: ["code", "name"]) @temporal(start: ["opened", "held"], end: ["held"]) {
  code: String  held: Date  opened: PartialDate
}
"#,
        );
        let (_, event) = ontology.kinds().next().unwrap();
        assert_eq!(event.caption, ["code", "name"]);
        let temporal = event.temporal.as_ref().unwrap();
        assert_eq!((&*temporal.start, &*temporal.end), (&[2, 1][..], &[1][..]));
    }

    #[test]
    fn keys_are_what_is_unique_alone_then_what_is_together() {
        let ontology = accepts(
            r#"
type Edition @node(key: ["title", "year"]) {
  title: String!  isbn: ID @unique  year: Int  code: String @unique
}
"#,
        );
        let (_, edition) = ontology.kinds().next().unwrap();
        assert_eq!(edition.keys, [vec![1], vec![3], vec![0, 2]]);
        assert_eq!(edition.key_names(), ["`isbn`", "`code`", "`title` with `year`"]);
    }

    #[test]
    fn keys_that_cannot_be() {
        rejects(
            r#"
type Edition @node(key: ["titel", "tags", "notes", "next", "isbn"]) {
  title: String  tags: [String!]  notes: JSON  isbn: ID @unique
  next: Edition @relationship(type: "NEXT", direction: OUT)
}
type Shelf @node(key: ["code"]) { code: ID }
interface Thing @node(key: ["a", "b"]) { a: Int  b: Int }
"#,
            expect![[r#"
                a.graphql:1:26: error[unknown-property]: "Edition" has no such property "titel"; did you mean "title"?
                  |
                1 | type Edition @node(key: ["titel", "tags", "notes", "next", "isbn"]) {
                  |                          ^^^^^^^
                a.graphql:1:35: error[unknown-property]: "tags" cannot be in a key of "Edition"
                  |
                1 | type Edition @node(key: ["titel", "tags", "notes", "next", "isbn"]) {
                  |                                   ^^^^^^
                  a.graphql:2:25: its type
                  |
                2 |   title: String  tags: [String!]  notes: JSON  isbn: ID @unique
                  |                         ------
                  help: name a property that holds one value, and no JSON and no structured value
                a.graphql:1:43: error[unknown-property]: "notes" cannot be in a key of "Edition"
                  |
                1 | type Edition @node(key: ["titel", "tags", "notes", "next", "isbn"]) {
                  |                                           ^^^^^^^
                  a.graphql:2:42: its type
                  |
                2 |   title: String  tags: [String!]  notes: JSON  isbn: ID @unique
                  |                                          ----
                  help: name a property that holds one value, and no JSON and no structured value
                a.graphql:1:52: error[unknown-property]: "next" cannot be in a key of "Edition"
                  |
                1 | type Edition @node(key: ["titel", "tags", "notes", "next", "isbn"]) {
                  |                                                    ^^^^^^
                  a.graphql:3:9: its type
                  |
                3 |   next: Edition @relationship(type: "NEXT", direction: OUT)
                  |         -------
                  help: name a property that holds one value, and no JSON and no structured value
                a.graphql:1:60: error[unknown-property]: "isbn" is unique by itself, so a key with it says no more
                  |
                1 | type Edition @node(key: ["titel", "tags", "notes", "next", "isbn"]) {
                  |                                                            ^^^^^^
                  a.graphql:2:57: marked here
                  |
                2 |   title: String  tags: [String!]  notes: JSON  isbn: ID @unique
                  |                                                         -------
                  help: leave it out of the key, or take "@unique" away
                a.graphql:5:24: error[unknown-property]: a key has two properties or more, and this is "code" alone
                  |
                5 | type Shelf @node(key: ["code"]) { code: ID }
                  |                        ^^^^^^
                  help: mark the property with "@unique"
                a.graphql:6:23: error[directive-argument]: "key" of "@node" has no meaning on an interface
                  |
                6 | interface Thing @node(key: ["a", "b"]) { a: Int  b: Int }
                  |                       ^^^
            "#]],
        );
    }

    #[test]
    fn what_every_entity_has_is_in_no_key() {
        rejects(
            "type Edition @node(key: [\"name\", \"year\"]) { year: Int }\n",
            expect![[r#"
            a.graphql:1:26: error[unknown-property]: "name" cannot be in a key: every entity has it built in
              |
            1 | type Edition @node(key: ["name", "year"]) { year: Int }
              |                          ^^^^^^
              help: name a property that the type defines
        "#]],
        );
    }

    #[test]
    fn names_lead_to_fitting_properties() {
        rejects(
            r#"
type Event @node(caption: ["cod", "twin"]) @temporal(start: ["hold"], end: ["code", "days"]) {
  code: String  held: Date  days: [Date!]!
  twin: Event @relationship(type: "TWIN", direction: BOTH)
}
"#,
            expect![[r#"
                a.graphql:1:28: error[unknown-property]: "Event" has no such property "cod"; did you mean "code"?
                  |
                1 | type Event @node(caption: ["cod", "twin"]) @temporal(start: ["hold"], end: ["code", "days"]) {
                  |                            ^^^^^
                a.graphql:1:35: error[unknown-property]: "twin" cannot caption "Event": it is a relation
                  |
                1 | type Event @node(caption: ["cod", "twin"]) @temporal(start: ["hold"], end: ["code", "days"]) {
                  |                                   ^^^^^^
                  help: name a property that holds a value
                a.graphql:1:62: error[unknown-property]: "Event" has no such property "hold"; did you mean "held"?
                  |
                1 | type Event @node(caption: ["cod", "twin"]) @temporal(start: ["hold"], end: ["code", "days"]) {
                  |                                                              ^^^^^^
                a.graphql:1:77: error[unknown-property]: "code" cannot bound "Event" in time: it is not a date
                  |
                1 | type Event @node(caption: ["cod", "twin"]) @temporal(start: ["hold"], end: ["code", "days"]) {
                  |                                                                             ^^^^^^
                  a.graphql:2:9: its type
                  |
                2 |   code: String  held: Date  days: [Date!]!
                  |         ------
                  help: name a property of type PartialDate or Date
                a.graphql:1:85: error[unknown-property]: "days" cannot bound "Event" in time: it is not a date
                  |
                1 | type Event @node(caption: ["cod", "twin"]) @temporal(start: ["hold"], end: ["code", "days"]) {
                  |                                                                                     ^^^^^^
                  a.graphql:2:36: its type
                  |
                2 |   code: String  held: Date  days: [Date!]!
                  |                                    ----
                  help: name a property of type PartialDate or Date
            "#]],
        );
    }
}
