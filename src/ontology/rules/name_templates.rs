//! `@node(name: "{airline} {from}-{to}")` has parts that every entity has one text for, and no
//! name is made of itself.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, did_you_mean},
    ontology::{
        draft::{Draft, FieldDraft, Meaning, Shape, TypeDraft, TypeKind},
        name_template::{self, Piece},
        places::Word,
        reserved,
    },
    value::Scalar,
};

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    for (ty, template) in templates(draft) {
        match name_template::pieces(template) {
            Ok(pieces) => problems.extend(parts(draft, ty, template, &pieces)),
            Err(fault) => problems.push(problem(template, fault.to_owned())),
        }
    }
    problems.extend(circles(draft));
}

fn templates(draft: &Draft) -> impl Iterator<Item = (&TypeDraft, &Word)> {
    let kinds = draft.types.iter().filter(|ty| ty.form() == TypeKind::Kind);
    kinds.filter_map(|ty| Some((ty, ty.node.as_ref()?.name.as_ref()?)))
}

fn problem(template: &Word, message: String) -> Diagnostic {
    Diagnostic::new(Code::UnknownProperty, template.span, message)
}

fn parts(draft: &Draft, ty: &TypeDraft, template: &Word, pieces: &[Piece<'_>]) -> Vec<Diagnostic> {
    let mut fields = pieces.iter().filter_map(|piece| match piece {
        Piece::Field(name) => Some(*name),
        Piece::Text(_) => None,
    });
    let first = fields.next();
    if first.is_none() {
        let message = format!("\"{template}\" gives every {} the same name", ty.name);
        return vec![problem(template, message).help("name a field in braces: \"{code}\"")];
    }
    first.into_iter().chain(fields).filter_map(|name| part(draft, ty, template, name)).collect()
}

fn part(draft: &Draft, ty: &TypeDraft, template: &Word, name: &str) -> Option<Diagnostic> {
    let Some(field) = ty.field(name) else {
        if reserved::ENTITY_FIELDS.contains(&name) {
            let reason = reserved::reason_for_entities(name);
            let message = format!("\"{name}\" cannot be part of a name: {reason}");
            return Some(problem(template, message).help("name a field that the type defines"));
        }
        let hint = did_you_mean(name, ty.fields.iter().map(|field| &*field.name));
        return Some(problem(template, format!("\"{}\" has no field \"{name}\"{hint}", ty.name)));
    };
    let fits = match draft.meaning(&field.ty.name) {
        Meaning::Scalar(scalar) => scalar != Scalar::Json,
        Meaning::Enum(_)
        | Meaning::Kind(_)
        | Meaning::Interface(_)
        | Meaning::Union(_)
        | Meaning::Entity
        | Meaning::Refused
        | Meaning::Unknown => true,
        Meaning::Value(_) | Meaning::LinkProperties | Meaning::BuiltIn => false,
    };
    let is_one = matches!(field.ty.shape, Shape::One { .. });
    (!fits || !is_one).then(|| {
        let message = format!("\"{name}\" cannot be part of a name: it is not one text");
        problem(template, message)
            .label(field.ty.name.span, "its type")
            .help("name a property of one value, or a relation to one entity, whose name it takes")
    })
}

/// The problem of kinds whose names are made of each other's.
fn circles(draft: &Draft) -> Option<Diagnostic> {
    let (ty, template) =
        templates(draft).find(|(ty, _)| reaches(draft, ty, ty, &mut Vec::new()))?;
    let message = format!("a name of \"{}\" would be made of names of \"{0}\"", ty.name);
    Some(problem(template, message).help("leave out the relation that leads back"))
}

/// Returns whether names of a kind are made of names of another.
fn reaches<'d>(
    draft: &'d Draft,
    from: &'d TypeDraft,
    to: &TypeDraft,
    seen: &mut Vec<&'d str>,
) -> bool {
    let next = named_by(draft, from);
    next.into_iter().any(|kind| {
        if *kind.name == *to.name {
            return true;
        }
        if seen.contains(&&*kind.name) {
            return false;
        }
        seen.push(&kind.name);
        reaches(draft, kind, to, seen)
    })
}

/// The kinds with templates of which the template of a kind takes names.
fn named_by<'d>(draft: &'d Draft, ty: &'d TypeDraft) -> Vec<&'d TypeDraft> {
    let template = ty.node.as_ref().and_then(|node| node.name.as_ref());
    let pieces = template.map(|it| name_template::pieces(it).unwrap_or_default());
    let field = |piece: Piece<'_>| match piece {
        Piece::Field(name) => ty.field(name).filter(|field| field.relationship.is_some()),
        Piece::Text(_) => None,
    };
    let fields = pieces.into_iter().flatten().filter_map(field);
    let targets = fields.flat_map(|field: &FieldDraft| draft.kinds_of(&field.ty.name));
    targets.filter(|kind| kind.node.as_ref().is_some_and(|node| node.name.is_some())).collect()
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use crate::ontology::NamePart;
    use expect_test::expect;

    #[test]
    fn a_name_is_made_of_properties_and_entities() {
        let ontology = accepts(
            r#"
type Flight @node(name: "{airline} {number}: {to}") {
  number: Int!
  airline: Airline! @relationship(type: "FLOWN_BY", direction: OUT)
  to: Place @relationship(type: "LEADS_TO", direction: OUT)
}
type Airline @node(name: "{code}") { code: ID }
type Place @node { a: Int }
union Operator = Airline
"#,
        );
        let flight = ontology.kind(ontology.kind_by_name("Flight").unwrap());
        use NamePart::{Property, Relation, Text};
        let [space, colon] = [" ", ": "].map(|text| Text(text.to_owned()));
        assert_eq!(flight.name_parts, [Relation(0), space, Property(0), colon, Relation(1)]);
    }

    #[test]
    fn parts_that_are_no_text() {
        rejects(
            r#"
type Flight @node(name: "{airlin} {days} {stops} {notes}") {
  airline: Airline @relationship(type: "FLOWN_BY", direction: OUT)
  stops: [Airline!]! @relationship(type: "STOPS_AT", direction: OUT)
  days: [Int!]  notes: JSON
}
type Airline @node(name: "Airline") { a: Int }
type Place @node(name: "{a") { a: Int }
type Town @node(name: "a}") { a: Int }
interface Thing @node(name: "{a}") { a: Int }
"#,
            expect![[r#"
                a.graphql:1:25: error[unknown-property]: "Flight" has no field "airlin"; did you mean "airline"?
                  |
                1 | type Flight @node(name: "{airlin} {days} {stops} {notes}") {
                  |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                a.graphql:1:25: error[unknown-property]: "days" cannot be part of a name: it is not one text
                  |
                1 | type Flight @node(name: "{airlin} {days} {stops} {notes}") {
                  |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  a.graphql:4:10: its type
                  |
                4 |   days: [Int!]  notes: JSON
                  |          ---
                  help: name a property of one value, or a relation to one entity, whose name it takes
                a.graphql:1:25: error[unknown-property]: "notes" cannot be part of a name: it is not one text
                  |
                1 | type Flight @node(name: "{airlin} {days} {stops} {notes}") {
                  |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  a.graphql:4:24: its type
                  |
                4 |   days: [Int!]  notes: JSON
                  |                        ----
                  help: name a property of one value, or a relation to one entity, whose name it takes
                a.graphql:1:25: error[unknown-property]: "stops" cannot be part of a name: it is not one text
                  |
                1 | type Flight @node(name: "{airlin} {days} {stops} {notes}") {
                  |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                  a.graphql:3:11: its type
                  |
                3 |   stops: [Airline!]! @relationship(type: "STOPS_AT", direction: OUT)
                  |           -------
                  help: name a property of one value, or a relation to one entity, whose name it takes
                a.graphql:6:26: error[unknown-property]: "Airline" gives every Airline the same name
                  |
                6 | type Airline @node(name: "Airline") { a: Int }
                  |                          ^^^^^^^^^
                  help: name a field in braces: "{code}"
                a.graphql:7:24: error[unknown-property]: a "{" is not closed; write {field}
                  |
                7 | type Place @node(name: "{a") { a: Int }
                  |                        ^^^^
                a.graphql:8:23: error[unknown-property]: a "}" closes no brace; write {field}
                  |
                8 | type Town @node(name: "a}") { a: Int }
                  |                       ^^^^
                a.graphql:9:23: error[directive-argument]: "name" of "@node" has no meaning on an interface
                  |
                9 | interface Thing @node(name: "{a}") { a: Int }
                  |                       ^^^^
            "#]],
        );
    }

    #[test]
    fn what_every_entity_has_is_no_part() {
        rejects(
            "type Flight @node(name: \"{id}: {number}\") { number: Int! }\n",
            expect![[r#"
            a.graphql:1:25: error[unknown-property]: "id" cannot be part of a name: every entity has it built in
              |
            1 | type Flight @node(name: "{id}: {number}") { number: Int! }
              |                         ^^^^^^^^^^^^^^^^
              help: name a field that the type defines
        "#]],
        );
    }

    #[test]
    fn names_that_are_made_of_themselves() {
        rejects(
            r#"
type Leg @node(name: "{flight} {next}") {
  flight: Flight @relationship(type: "PART_OF", direction: OUT)
  next: Place @relationship(type: "TO", direction: OUT)
}
type Flight @node(name: "{first}") { first: Leg @relationship(type: "STARTS", direction: OUT) }
type Place @node { a: Int }
"#,
            expect![[r#"
                a.graphql:1:22: error[unknown-property]: a name of "Leg" would be made of names of "Leg"
                  |
                1 | type Leg @node(name: "{flight} {next}") {
                  |                      ^^^^^^^^^^^^^^^^^
                  help: leave out the relation that leads back
            "#]],
        );
    }
}
