//! `@temporal` and `caption` name properties that fit.

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
    let fits = matches!(
        draft.meaning(&field.ty.name),
        Meaning::Scalar(_) | Meaning::Enum(_) | Meaning::Refused | Meaning::Unknown
    );
    (!fits).then(|| {
        let message = format!("\"{name}\" cannot caption \"{}\": it is a relation", ty.name);
        Diagnostic::new(Code::UnknownProperty, name.span, message)
            .help("name a property that holds a value")
    })
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
