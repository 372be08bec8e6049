//! A field leads to entities if and only if it has `@relationship`, to many, one or at most
//! one of them, and no kind has two fields for the same links.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, Span, did_you_mean},
    ontology::{
        draft::{Draft, FieldDraft, Meaning, RelationshipDraft, Shape, TypeDraft, TypeKind},
        types::Direction,
    },
};
use std::collections::HashMap;

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    for ty in draft.types.iter().filter(|ty| without_links(ty).is_none()) {
        for field in ty.fields.iter().filter(|field| field.declared_by.is_none()) {
            problems.extend(presence(draft, field));
            problems.extend(cardinality(draft, field));
            let named = field.relationship.as_ref();
            problems.extend(named.and_then(|relationship| properties(draft, relationship)));
        }
        duplicates(ty, problems);
    }
    for ty in &draft.types {
        let Some(owner) = without_links(ty) else { continue };
        for field in &ty.fields {
            // Another rule tells of a field of a value that leads to entities.
            let is_told = ty.form() == TypeKind::Value && leads_to_entities(draft, field);
            let span = field.has_relationship.filter(|_| !is_told);
            problems.extend(span.map(|span| on_part(draft, owner, field, span)));
        }
    }
}

/// The name of what a type defines, if that cannot have links.
fn without_links(ty: &TypeDraft) -> Option<&'static str> {
    match ty.form() {
        TypeKind::LinkProperties => Some("link"),
        TypeKind::Value => Some("structured value"),
        TypeKind::Kind | TypeKind::Interface | TypeKind::Unmarked => None,
    }
}

fn leads_to_entities(draft: &Draft, field: &FieldDraft) -> bool {
    draft.meaning(&field.ty.name).is_of_entities()
}

/// Tells of `@relationship` on a property of links, or on a field of structured values.
fn on_part(draft: &Draft, owner: &str, field: &FieldDraft, span: Span) -> Diagnostic {
    let (name, problem) =
        (&field.name, |message| Diagnostic::new(Code::MisplacedDirective, span, message));
    if leads_to_entities(draft, field) {
        let message = format!("a {owner} has no links, so \"{name}\" only refers to an entity");
        return problem(message).help("leave @relationship out: the type says what it refers to");
    }
    problem(format!("a {owner} has no links, so \"{name}\" is a value"))
}

fn presence(draft: &Draft, field: &FieldDraft) -> Option<Diagnostic> {
    let name = &field.name;
    match (draft.meaning(&field.ty.name), field.has_relationship) {
        (Meaning::Scalar(_) | Meaning::Enum(_) | Meaning::Value(_), Some(span)) => {
            let message =
                format!("\"{name}\" holds values of type \"{}\", not entities", field.ty.name);
            Some(
                Diagnostic::new(Code::WrongType, field.ty.name.span, message)
                    .label(span, "leads to entities by this"),
            )
        }
        (Meaning::Kind(_) | Meaning::Interface(_) | Meaning::Union(_) | Meaning::Entity, None) => {
            let message = format!("\"{name}\" leads to entities but has no @relationship");
            Some(
                Diagnostic::new(Code::MissingRelationship, name.span, message)
                    .help("add @relationship(type: \"...\", direction: OUT)"),
            )
        }
        _ => None,
    }
}

fn cardinality(draft: &Draft, field: &FieldDraft) -> Option<Diagnostic> {
    let fits = match field.ty.shape {
        Shape::One { .. } => true,
        Shape::List { required, items_required } => required && items_required,
        Shape::Nested => false,
    };
    (!fits && leads_to_entities(draft, field)).then(|| {
        let (name, ty) = (&field.name, &field.ty.name);
        let message = format!("\"{name}\" does not say how many it leads to");
        Diagnostic::new(Code::RelationshipCardinality, ty.span, message).help(format!(
            "write [{ty}!]! for any number, {ty} for at most one, {ty}! for exactly one"
        ))
    })
}

fn properties(draft: &Draft, relationship: &RelationshipDraft) -> Option<Diagnostic> {
    let name = relationship.properties.as_ref()?;
    match draft.meaning(name) {
        Meaning::LinkProperties | Meaning::Refused => None,
        Meaning::Unknown => {
            let types = draft.types.iter().filter(|ty| ty.form() == TypeKind::LinkProperties);
            let hint = did_you_mean(name, types.map(|ty| &*ty.name));
            let message = format!("there is no type \"{name}\"{hint}");
            Some(Diagnostic::new(Code::UnknownType, name.span, message))
        }
        _ => {
            let message = format!("\"{name}\" does not hold the properties of links");
            Some(
                Diagnostic::new(Code::WrongType, name.span, message)
                    .help("name a type with @relationshipProperties"),
            )
        }
    }
}

fn duplicates(ty: &TypeDraft, problems: &mut Diagnostics) {
    let mut seen: HashMap<(&str, Direction), &FieldDraft> = HashMap::new();
    for field in &ty.fields {
        let Some(relationship) = &field.relationship else { continue };
        let key = (&*relationship.relation, relationship.direction);
        let first = *seen.entry(key).or_insert(field);
        let inherited = first.declared_by.is_some() && first.declared_by == field.declared_by;
        if *first.name != *field.name && !inherited {
            let message = format!(
                "\"{}\" has the same links as \"{}\": {} in the same direction",
                field.name, first.name, relationship.relation
            );
            problems.push(
                Diagnostic::new(Code::DuplicateRelationship, field.name.span, message)
                    .label(first.name.span, "the first field of these links")
                    .help("keep one of them, or give one a relationship type of its own"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use crate::ontology::Cardinality;
    use expect_test::expect;

    #[test]
    fn relations_are_many_one_or_at_most_one() {
        let ontology = accepts(
            r#"
type Post @node {
  holders: [Person!]! @relationship(type: "HOLDS", direction: IN, properties: "Tenure")
  country: Country! @relationship(type: "POST_IN", direction: OUT)
  above: Post @relationship(type: "UNDER", direction: OUT)
  below: [Post!]! @relationship(type: "UNDER", direction: IN)
}
type Person @node { a: Int }
type Country @node { a: Int }
type Tenure @relationshipProperties { title: String }
"#,
        );
        let post = ontology.kind(ontology.kind_by_name("Post").unwrap());
        let cardinalities: Vec<_> = post.relations.iter().map(|it| it.cardinality).collect();
        use Cardinality::{AtMostOne, ExactlyOne, Many};
        assert_eq!(cardinalities, [Many, ExactlyOne, AtMostOne, Many]);
        let holds = ontology.relation_by_name("HOLDS").unwrap();
        assert_eq!(ontology.properties_of(holds).len(), 1);
    }

    #[test]
    fn the_directive_and_the_type_belong_together() {
        rejects(
            r#"
type Person @node {
  friend: Person
  friends: [Person!]!
  born: PartialDate @relationship(type: "BORN", direction: OUT)
}
type Tie @relationshipProperties {
  a: Int @relationship(type: "A", direction: OUT)
  by: Person @relationship(type: "A", direction: OUT)
}
"#,
            expect![[r#"
                a.graphql:2:3: error[missing-relationship]: "friend" leads to entities but has no @relationship
                  |
                2 |   friend: Person
                  |   ^^^^^^
                  help: add @relationship(type: "...", direction: OUT)
                a.graphql:3:3: error[missing-relationship]: "friends" leads to entities but has no @relationship
                  |
                3 |   friends: [Person!]!
                  |   ^^^^^^^
                  help: add @relationship(type: "...", direction: OUT)
                a.graphql:4:9: error[wrong-type]: "born" holds values of type "PartialDate", not entities
                  |
                4 |   born: PartialDate @relationship(type: "BORN", direction: OUT)
                  |         ^^^^^^^^^^^
                  a.graphql:4:21: leads to entities by this
                  |
                4 |   born: PartialDate @relationship(type: "BORN", direction: OUT)
                  |                     -------------
                a.graphql:7:10: error[misplaced-directive]: a link has no links, so "a" is a value
                  |
                7 |   a: Int @relationship(type: "A", direction: OUT)
                  |          ^^^^^^^^^^^^^
                a.graphql:8:14: error[misplaced-directive]: a link has no links, so "by" only refers to an entity
                  |
                8 |   by: Person @relationship(type: "A", direction: OUT)
                  |              ^^^^^^^^^^^^^
                  help: leave @relationship out: the type says what it refers to
            "#]],
        );
    }

    #[test]
    fn other_lists_say_too_little() {
        rejects(
            r#"
type Person @node {
  a: [Person] @relationship(type: "A", direction: OUT)
  b: [Person!] @relationship(type: "B", direction: OUT)
  c: [[Person!]!]! @relationship(type: "C", direction: OUT)
}
"#,
            expect![[r#"
                a.graphql:2:7: error[relationship-cardinality]: "a" does not say how many it leads to
                  |
                2 |   a: [Person] @relationship(type: "A", direction: OUT)
                  |       ^^^^^^
                  help: write [Person!]! for any number, Person for at most one, Person! for exactly one
                a.graphql:3:7: error[relationship-cardinality]: "b" does not say how many it leads to
                  |
                3 |   b: [Person!] @relationship(type: "B", direction: OUT)
                  |       ^^^^^^
                  help: write [Person!]! for any number, Person for at most one, Person! for exactly one
                a.graphql:4:8: error[relationship-cardinality]: "c" does not say how many it leads to
                  |
                4 |   c: [[Person!]!]! @relationship(type: "C", direction: OUT)
                  |        ^^^^^^
                  help: write [Person!]! for any number, Person for at most one, Person! for exactly one
            "#]],
        );
    }

    #[test]
    fn properties_are_a_type_for_them() {
        rejects(
            r#"
type Person @node {
  a: [Person!]! @relationship(type: "A", direction: OUT, properties: "Tenur")
  b: [Person!]! @relationship(type: "B", direction: OUT, properties: "Person")
}
type Tenure @relationshipProperties { a: Int }
"#,
            expect![[r#"
                a.graphql:2:70: error[unknown-type]: there is no type "Tenur"; did you mean "Tenure"?
                  |
                2 |   a: [Person!]! @relationship(type: "A", direction: OUT, properties: "Tenur")
                  |                                                                      ^^^^^^^
                a.graphql:3:70: error[wrong-type]: "Person" does not hold the properties of links
                  |
                3 |   b: [Person!]! @relationship(type: "B", direction: OUT, properties: "Person")
                  |                                                                      ^^^^^^^^
                  help: name a type with @relationshipProperties
            "#]],
        );
    }

    #[test]
    fn links_have_one_field_at_each_end() {
        rejects(
            r#"
type Person @node {
  chairs: [Event!]! @relationship(type: "CHAIRS", direction: OUT)
  leads: [Event!]! @relationship(type: "CHAIRS", direction: OUT)
}
type Event @node { a: Int }
"#,
            expect![[r#"
                a.graphql:3:3: error[duplicate-relationship]: "leads" has the same links as "chairs": CHAIRS in the same direction
                  |
                3 |   leads: [Event!]! @relationship(type: "CHAIRS", direction: OUT)
                  |   ^^^^^
                  a.graphql:2:3: the first field of these links
                  |
                2 |   chairs: [Event!]! @relationship(type: "CHAIRS", direction: OUT)
                  |   ------
                  help: keep one of them, or give one a relationship type of its own
            "#]],
        );
    }
}
