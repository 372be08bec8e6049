//! A type has the fields of its interfaces, with the same meaning.
//!
//! A relation field leads to exactly what the interface's field leads to, since the API
//! gives both one connection type; a value may be required where the interface's is not.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, Span},
    ontology::{
        draft::{Draft, FieldDraft, Meaning, RelationshipDraft, Shape, TypeDraft},
        places::Word,
    },
};

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    for ty in draft.types.iter().filter(|ty| !ty.form().is_part()) {
        for name in &ty.implements {
            let Meaning::Interface(interface) = draft.meaning(name) else { continue };
            for theirs in &interface.fields {
                problems.extend(match ty.field(&theirs.name) {
                    None => Some(missing(ty, interface, name.span, theirs)),
                    Some(ours) => different(ty, interface, ours, theirs),
                });
            }
        }
        problems.extend(ty.fields.iter().filter_map(|field| two_declarers(draft, ty, field)));
    }
}

fn missing(ty: &TypeDraft, interface: &TypeDraft, place: Span, theirs: &FieldDraft) -> Diagnostic {
    let message = format!(
        "\"{}\" does not have the field \"{}\" of its interface \"{}\"",
        ty.name, theirs.name, interface.name
    );
    Diagnostic::new(Code::InterfaceField, place, message).label(theirs.name.span, "this field")
}

fn different(
    ty: &TypeDraft,
    interface: &TypeDraft,
    ours: &FieldDraft,
    theirs: &FieldDraft,
) -> Option<Diagnostic> {
    let whose = format!("\"{}.{}\"", interface.name, theirs.name);
    let problem = |span, label, message: String| {
        Some(
            Diagnostic::new(Code::InterfaceField, span, message)
                .label(label, "the interface's field"),
        )
    };
    if *ours.ty.name != *theirs.ty.name || !may_stand_for(ours.ty.shape, theirs.ty.shape) {
        let message = format!(
            "\"{}.{}\" is of type {}, but {whose} is of type {}",
            ty.name,
            ours.name,
            written(ours),
            written(theirs)
        );
        return problem(ours.ty.name.span, theirs.ty.name.span, message);
    }
    let (here, there) = (ours.relationship.as_ref()?, theirs.relationship.as_ref()?);
    let same_words = |a: Option<&Word>, b: Option<&Word>| a.map(|w| &w.text) == b.map(|w| &w.text);
    let same = *here.relation == *there.relation
        && here.direction == there.direction
        && same_words(here.properties.as_ref(), there.properties.as_ref());
    if same {
        return None;
    }
    let message = format!("\"{}.{}\" has another @relationship than {whose}", ty.name, ours.name);
    problem(place(here), place(there), message)
        .map(|problem| problem.help("repeat the interface's, or leave it out"))
}

fn place(relationship: &RelationshipDraft) -> Span {
    relationship.span
}

/// Returns whether a value of the first shape is always one of the second.
fn may_stand_for(ours: Shape, theirs: Shape) -> bool {
    let at_least = |ours: bool, theirs: bool| ours || !theirs;
    match (ours, theirs) {
        (Shape::One { required: a }, Shape::One { required: b }) => at_least(a, b),
        (
            Shape::List { required: a, items_required: c },
            Shape::List { required: b, items_required: d },
        ) => at_least(a, b) && at_least(c, d),
        (ours, theirs) => ours == theirs,
    }
}

fn written(field: &FieldDraft) -> String {
    let name = &field.ty.name;
    let mark = |required| if required { "!" } else { "" };
    match field.ty.shape {
        Shape::One { required } => format!("{name}{}", mark(required)),
        Shape::List { required, items_required } => {
            format!("[{name}{}]{}", mark(items_required), mark(required))
        }
        Shape::Nested => format!("[[{name}]]"),
    }
}

fn two_declarers(draft: &Draft, ty: &TypeDraft, field: &FieldDraft) -> Option<Diagnostic> {
    field.relationship.as_ref()?;
    let declarers = draft.declarers(ty, &field.name);
    let [first, second, ..] = declarers.as_slice() else { return None };
    let message = format!(
        "\"{}.{}\" comes from two interfaces, \"{}\" and \"{}\"",
        ty.name, field.name, first.name, second.name
    );
    let mut problem = Diagnostic::new(Code::InterfaceField, field.name.span, message)
        .help("declare it in one interface and let the other implement that one");
    for declarer in [first, second] {
        let span = declarer.field(&field.name).map(|theirs| theirs.name.span)?;
        problem = problem.label(span, format!("as declared by \"{}\"", declarer.name));
    }
    Some(problem)
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use crate::value::Value;
    use expect_test::expect;

    #[test]
    fn fields_take_over_what_the_interface_says() {
        let ontology = accepts(
            r#"
interface Named @node(plural: "nameds") { code: String @default(value: "x") @alias(property: "Code") }
interface Located implements Named @node {
  code: String
  "Where it lies"
  place: Place @relationship(type: "AT", direction: OUT)
}
type Office implements Located & Named @node { code: String!  place: Place! }
type Place @node { a: Int }
"#,
        );
        let office = ontology.kind(ontology.kind_by_name("Office").unwrap());
        let (_, code) = office.property("code").unwrap();
        assert_eq!((code.key.as_str(), code.ty.required), ("Code", true));
        assert_eq!(code.default, Some(Value::Text("x".into())));
        let place = office.relations.first().unwrap();
        assert_eq!(place.description, "Where it lies");
        let declarer = place.declared_by.map(|id| ontology.abstract_type(id).name.as_str());
        assert_eq!(declarer, Some("Located"));
        let (_, located) = ontology.abstracts().next().unwrap();
        assert_eq!((located.parents.len(), located.members.len()), (1, 1));
        assert_eq!(located.relations.first().unwrap().declared_by, None);
        assert_eq!(located.plural.as_deref(), Some("locateds"));
    }

    #[test]
    fn fields_are_there_and_of_the_same_type() {
        rejects(
            r#"
interface Located { area: Float!  tags: [String!]!  place: Place @relationship(type: "AT", direction: OUT) }
type Office implements Located @node { area: Float  place: [Place!]! }
type Place implements Located @node { area: Int!  tags: [String!]!  place: Office }
"#,
            expect![[r#"
                a.graphql:2:24: error[interface-field]: "Office" does not have the field "tags" of its interface "Located"
                  |
                2 | type Office implements Located @node { area: Float  place: [Place!]! }
                  |                        ^^^^^^^
                  a.graphql:1:35: this field
                  |
                1 | interface Located { area: Float!  tags: [String!]!  place: Place @relationship(type: "AT", direction: OUT) }
                  |                                   ----
                a.graphql:2:46: error[interface-field]: "Office.area" is of type Float, but "Located.area" is of type Float!
                  |
                2 | type Office implements Located @node { area: Float  place: [Place!]! }
                  |                                              ^^^^^
                  a.graphql:1:27: the interface's field
                  |
                1 | interface Located { area: Float!  tags: [String!]!  place: Place @relationship(type: "AT", direction: OUT) }
                  |                           -----
                a.graphql:2:61: error[interface-field]: "Office.place" is of type [Place!]!, but "Located.place" is of type Place
                  |
                2 | type Office implements Located @node { area: Float  place: [Place!]! }
                  |                                                             ^^^^^
                  a.graphql:1:60: the interface's field
                  |
                1 | interface Located { area: Float!  tags: [String!]!  place: Place @relationship(type: "AT", direction: OUT) }
                  |                                                            -----
                a.graphql:3:45: error[interface-field]: "Place.area" is of type Int!, but "Located.area" is of type Float!
                  |
                3 | type Place implements Located @node { area: Int!  tags: [String!]!  place: Office }
                  |                                             ^^^
                  a.graphql:1:27: the interface's field
                  |
                1 | interface Located { area: Float!  tags: [String!]!  place: Place @relationship(type: "AT", direction: OUT) }
                  |                           -----
                a.graphql:3:76: error[interface-field]: "Place.place" is of type Office, but "Located.place" is of type Place
                  |
                3 | type Place implements Located @node { area: Int!  tags: [String!]!  place: Office }
                  |                                                                            ^^^^^^
                  a.graphql:1:60: the interface's field
                  |
                1 | interface Located { area: Float!  tags: [String!]!  place: Place @relationship(type: "AT", direction: OUT) }
                  |                                                            -----
            "#]],
        );
    }

    #[test]
    fn the_relationship_is_the_same() {
        rejects(
            r#"
interface Located { place: Place @relationship(type: "AT", direction: OUT) }
type Office implements Located @node { place: Place @relationship(type: "IN", direction: OUT) }
type Place @node { a: Int }
"#,
            expect![[r#"
                a.graphql:2:53: error[interface-field]: "Office.place" has another @relationship than "Located.place"
                  |
                2 | type Office implements Located @node { place: Place @relationship(type: "IN", direction: OUT) }
                  |                                                     ^^^^^^^^^^^^^
                  a.graphql:1:34: the interface's field
                  |
                1 | interface Located { place: Place @relationship(type: "AT", direction: OUT) }
                  |                                  -------------
                  help: repeat the interface's, or leave it out
            "#]],
        );
    }

    #[test]
    fn a_relation_field_has_one_origin() {
        rejects(
            r#"
interface Located { place: Place @relationship(type: "AT", direction: OUT) }
interface Placed { place: Place @relationship(type: "AT", direction: OUT) }
type Office implements Located & Placed @node { place: Place }
type Place @node { a: Int }
"#,
            expect![[r#"
                a.graphql:3:49: error[interface-field]: "Office.place" comes from two interfaces, "Located" and "Placed"
                  |
                3 | type Office implements Located & Placed @node { place: Place }
                  |                                                 ^^^^^
                  a.graphql:1:21: as declared by "Located"
                  |
                1 | interface Located { place: Place @relationship(type: "AT", direction: OUT) }
                  |                     -----
                  a.graphql:2:20: as declared by "Placed"
                  |
                2 | interface Placed { place: Place @relationship(type: "AT", direction: OUT) }
                  |                    -----
                  help: declare it in one interface and let the other implement that one
            "#]],
        );
    }
}
