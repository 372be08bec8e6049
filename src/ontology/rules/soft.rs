//! `@expect`, `@exclusive` and `@datesWithin`: they stand where they mean something, and name
//! properties and values that there are.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, Span, did_you_mean},
    ontology::draft::{Draft, FieldDraft, Meaning, RuleDraft, Shape, TypeDraft, TypeKind},
    value::Scalar,
};
use std::collections::BTreeSet;

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    // A field that an interface declares has the directive in all types that implement it.
    let mut seen = BTreeSet::new();
    for ty in &draft.types {
        for field in &ty.fields {
            for (span, problem) in of_field(draft, ty, field).into_iter().flatten() {
                if seen.insert(span) {
                    problems.push(problem);
                }
            }
        }
    }
}

/// A problem, and the place of the directive.
type Found = Option<(Span, Diagnostic)>;

fn of_field(draft: &Draft, ty: &TypeDraft, field: &FieldDraft) -> [Found; 6] {
    let required = matches!(field.ty.shape, Shape::One { required: true });
    let links = field.relationship.as_ref().and_then(|it| it.properties.as_ref());
    let links = links.and_then(|name| draft.types.iter().find(|it| *it.name == **name));
    let of_links: Vec<&TypeDraft> = links.into_iter().chain([ty]).collect();
    let is_relation = field.has_relationship.is_some();
    let (expect, exclusive) = (field.expect.as_ref(), field.exclusive.as_ref());
    let bounded = ty.temporal.as_ref().is_some_and(|it| it.start.len() + it.end.len() > 0);
    let of_value = ty.form() == TypeKind::Value;
    [
        expect.filter(|_| of_value).map(|it| {
            misplaced(it.span, "\"@expect\" has no meaning on a field of structured values")
        }),
        expect.filter(|_| required && !of_value).map(|it| {
            misplaced(it.span, "\"@expect\" has no meaning on a field that every record must have")
        }),
        exclusive
            .filter(|_| !is_relation)
            .map(|it| misplaced(it.span, "\"@exclusive\" has no meaning on a property")),
        field.dates_within.filter(|_| !is_relation || !bounded).map(|span| {
            let message = "\"@datesWithin\" belongs on a relation field of a type with @temporal";
            misplaced(span, message)
        }),
        expect.and_then(|rule| condition(draft, &[ty], rule, "@expect")),
        exclusive
            .filter(|_| is_relation)
            .and_then(|rule| condition(draft, &of_links, rule, "@exclusive")),
    ]
}

fn misplaced(span: Span, message: &str) -> (Span, Diagnostic) {
    (span, Diagnostic::new(Code::MisplacedDirective, span, message))
}

/// Tells what is wrong with `where` and `in`.
fn condition(draft: &Draft, types: &[&TypeDraft], rule: &RuleDraft, directive: &str) -> Found {
    let problem =
        |code, span, message: String| Some((rule.span, Diagnostic::new(code, span, message)));
    let property = match (&rule.property, rule.values.as_slice()) {
        (None, []) => return None,
        (Some(property), [_, ..]) => property,
        _ => {
            let message = format!("\"where\" and \"in\" of \"{directive}\" belong together");
            let help = "write where: \"form\", in: [\"MINISTRY\", \"AGENCY\"]";
            let problem = Diagnostic::new(Code::DirectiveArgument, rule.span, message);
            return Some((rule.span, problem.help(help)));
        }
    };
    let fields =
        || types.iter().flat_map(|ty| &ty.fields).filter(|it| it.has_relationship.is_none());
    let Some(field) = fields().find(|it| *it.name == **property) else {
        let guess = did_you_mean(property, fields().map(|it| &*it.name));
        let message = format!("there is no property \"{}\" here{guess}", property.text);
        return problem(Code::UnknownProperty, property.span, message);
    };
    match draft.meaning(&field.ty.name) {
        Meaning::Scalar(Scalar::String | Scalar::Id) => None,
        Meaning::Scalar(Scalar::Boolean) => unknown(rule, &["true", "false"], &field.ty.name),
        Meaning::Enum(it) => {
            let names: Vec<&str> = it.values.iter().map(|(_, value)| &*value.name).collect();
            unknown(rule, &names, &field.ty.name)
        }
        _ => {
            let message = format!(
                "\"{}\" is {}; the values of a rule are those of an enum, Boolean, String or ID",
                property.text, field.ty.name.text
            );
            problem(Code::DirectiveArgument, property.span, message)
        }
    }
}

/// Tells of the first value that the property cannot have.
fn unknown(rule: &RuleDraft, known: &[&str], ty: &str) -> Found {
    let word = rule.values.iter().find(|word| !known.contains(&&***word))?;
    let guess = did_you_mean(word, known.iter().copied());
    let message = format!("{ty} has no value \"{}\"{guess}", word.text);
    Some((rule.span, Diagnostic::new(Code::DirectiveArgument, word.span, message)))
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use expect_test::expect;

    #[test]
    fn rules_name_properties_and_values() {
        let ontology = accepts(
            r#"
enum Form { MINISTRY COMPANY }
type Person @node(plural: "people") {
  heads: [Body!]! @relationship(type: "HEADS", direction: OUT, properties: "Tenure")
}
interface Actor {
  site: URL @expect
}
type Body implements Actor @node(plural: "bodies") @temporal(start: ["founded"], end: ["founded"]) {
  site: URL
  founded: PartialDate @expect(where: "form", in: "MINISTRY")
  form: Form
  heads: [Person!]! @expect
    @relationship(type: "HEADS", direction: IN, properties: "Tenure")
    @exclusive(where: "acting", in: ["false"]) @datesWithin
}
type Tenure @relationshipProperties {
  title: String @expect(where: "acting", in: ["true", "false"])
  acting: Boolean
}
"#,
        );
        let body = ontology.kind(ontology.kind_by_name("Body").unwrap());
        let (_, site) = body.property("site").unwrap();
        assert_eq!(site.expect.as_ref().unwrap().only, None);
        let only = body.property("founded").unwrap().1.expect.clone().unwrap().only.unwrap();
        assert_eq!((only.property, only.of_link, only.values), (2, false, vec!["MINISTRY".into()]));
        let heads = &body.relations[0];
        assert!(heads.expect.is_some() && heads.dates_within);
        let only = heads.exclusive.clone().unwrap().only.unwrap();
        assert_eq!((only.property, only.of_link, only.values), (1, true, vec!["false".into()]));
    }

    #[test]
    fn rules_that_mean_nothing() {
        rejects(
            r#"
enum Form { MINISTRY COMPANY }
type Body @node(plural: "bodies") {
  form: Form! @expect
  staff: Int @exclusive @expect(where: "forn", in: ["MINISTRY"])
  a: String @expect(where: "form", in: ["MINISTRI"])
  b: String @expect(where: "staff", in: ["1"])
  c: String @expect(where: "form")
  parts: [Body!]! @relationship(type: "PARTS", direction: OUT) @datesWithin @exclusive(in: ["x"])
}
"#,
            expect![[r#"
                a.graphql:3:15: error[misplaced-directive]: "@expect" has no meaning on a field that every record must have
                  |
                3 |   form: Form! @expect
                  |               ^^^^^^^
                a.graphql:4:14: error[misplaced-directive]: "@exclusive" has no meaning on a property
                  |
                4 |   staff: Int @exclusive @expect(where: "forn", in: ["MINISTRY"])
                  |              ^^^^^^^^^^
                a.graphql:4:40: error[unknown-property]: there is no property "forn" here; did you mean "form"?
                  |
                4 |   staff: Int @exclusive @expect(where: "forn", in: ["MINISTRY"])
                  |                                        ^^^^^^
                a.graphql:5:41: error[directive-argument]: Form has no value "MINISTRI"; did you mean "MINISTRY"?
                  |
                5 |   a: String @expect(where: "form", in: ["MINISTRI"])
                  |                                         ^^^^^^^^^^
                a.graphql:6:28: error[directive-argument]: "staff" is Int; the values of a rule are those of an enum, Boolean, String or ID
                  |
                6 |   b: String @expect(where: "staff", in: ["1"])
                  |                            ^^^^^^^
                a.graphql:7:13: error[directive-argument]: "where" and "in" of "@expect" belong together
                  |
                7 |   c: String @expect(where: "form")
                  |             ^^^^^^^
                  help: write where: "form", in: ["MINISTRY", "AGENCY"]
                a.graphql:8:64: error[misplaced-directive]: "@datesWithin" belongs on a relation field of a type with @temporal
                  |
                8 |   parts: [Body!]! @relationship(type: "PARTS", direction: OUT) @datesWithin @exclusive(in: ["x"])
                  |                                                                ^^^^^^^^^^^^
                a.graphql:8:77: error[directive-argument]: "where" and "in" of "@exclusive" belong together
                  |
                8 |   parts: [Body!]! @relationship(type: "PARTS", direction: OUT) @datesWithin @exclusive(in: ["x"])
                  |                                                                             ^^^^^^^^^^
                  help: write where: "form", in: ["MINISTRY", "AGENCY"]
            "#]],
        );
    }
}
