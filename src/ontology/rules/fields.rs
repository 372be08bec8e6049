//! The type of a field exists and can stand there: a scalar, an enum or a kind of entity.
//! Fields take no arguments: those of the API follow from what the field is.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, did_you_mean},
    ontology::draft::{Draft, FieldDraft, Meaning, Shape, TypeDraft, TypeKind},
};

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    for ty in &draft.types {
        problems.extend(ty.fields.iter().filter_map(|field| field_type(draft, ty, field)));
        let fields = ty.fields.iter().filter(|_| !ty.built_in);
        problems.extend(fields.filter_map(arguments));
    }
}

fn arguments(field: &FieldDraft) -> Option<Diagnostic> {
    let message = format!("\"{}\" cannot have arguments", field.name);
    Some(
        Diagnostic::new(Code::UnsupportedDefinition, field.arguments?, message)
            .help("leave them out: the API gives each field those that fit it"),
    )
}

fn field_type(draft: &Draft, ty: &TypeDraft, field: &FieldDraft) -> Option<Diagnostic> {
    let name = &field.ty.name;
    let problem = |code, message| Some(Diagnostic::new(code, name.span, message));
    match draft.meaning(name) {
        Meaning::Refused => None,
        Meaning::Unknown => {
            let hint = did_you_mean(name, draft.type_names());
            problem(Code::UnknownType, format!("there is no type \"{name}\"{hint}"))
        }
        Meaning::Scalar(_) | Meaning::Enum(_) if field.ty.shape == Shape::Nested => {
            problem(Code::WrongType, "a list of lists cannot be stored".to_owned())
                .map(|problem| problem.help(format!("write [{name}!], or JSON")))
        }
        Meaning::Scalar(_) | Meaning::Enum(_) => None,
        Meaning::Kind(_) | Meaning::Interface(_) | Meaning::Union(_) | Meaning::Entity => {
            let message = format!("a link has no links: \"{name}\" is a kind of entity");
            (ty.form() == TypeKind::LinkProperties).then(|| {
                Diagnostic::new(Code::WrongType, name.span, message)
                    .help("make the link an entity of its own kind, with relations to both ends")
            })
        }
        Meaning::LinkProperties => {
            let message =
                format!("\"{name}\" holds the properties of links and is no field's type");
            problem(Code::WrongType, message).map(|problem| {
                problem.help(format!("name it in @relationship(properties: \"{name}\")"))
            })
        }
        Meaning::BuiltIn => {
            problem(Code::WrongType, format!("\"{name}\" is a type of the API, not of data"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use crate::ontology::{PropertyType, Scalar};
    use expect_test::expect;

    #[test]
    fn properties_are_scalars_enums_and_lists_of_them() {
        let ontology = accepts(
            r#"
type Person @node {
  a: String  b: ID!  c: Int  d: Float  e: Boolean  f: PartialDate  g: Date  h: URL  i: JSON
  j: Form  k: [String!]  l: [String!]!  m: [Form]
}
enum Form { A }
"#,
        );
        let (_, person) = ontology.kinds().next().unwrap();
        let ty = |name| person.property(name).unwrap().1.ty;
        let plain = PropertyType {
            scalar: Scalar::String,
            list: false,
            required: false,
            items_required: false,
        };
        assert_eq!(ty("a"), plain);
        assert_eq!(ty("b"), PropertyType { scalar: Scalar::Id, required: true, ..plain });
        assert_eq!(ty("k"), PropertyType { list: true, items_required: true, ..plain });
        let (form, _) = ontology.enums().next().unwrap();
        assert_eq!(ty("m"), PropertyType { scalar: Scalar::Enum(form), list: true, ..plain });
    }

    #[test]
    fn unknown_types_come_with_a_suggestion() {
        rejects(
            r#"
type Person @node {
  born: PartailDate
  posts: [Pots!]! @relationship(type: "HOLDS", direction: OUT)
  x: Zzz
}
type Post @node { a: Int }
"#,
            expect![[r#"
                a.graphql:2:9: error[unknown-type]: there is no type "PartailDate"; did you mean "PartialDate"?
                  |
                2 |   born: PartailDate
                  |         ^^^^^^^^^^^
                a.graphql:3:11: error[unknown-type]: there is no type "Pots"; did you mean "Post"?
                  |
                3 |   posts: [Pots!]! @relationship(type: "HOLDS", direction: OUT)
                  |           ^^^^
                a.graphql:4:6: error[unknown-type]: there is no type "Zzz"
                  |
                4 |   x: Zzz
                  |      ^^^
            "#]],
        );
    }

    #[test]
    fn fields_take_no_arguments() {
        rejects(
            "type Person @node { height(unit: String, round: Int): Float }",
            expect![[r#"
            a.graphql:1:28: error[unsupported-definition]: "height" cannot have arguments
              |
            1 | type Person @node { height(unit: String, round: Int): Float }
              |                            ^^^^^^^^^^^^^^^^^^^^^^^^
              help: leave them out: the API gives each field those that fit it
        "#]],
        );
    }

    #[test]
    fn some_types_cannot_be_stored() {
        rejects(
            r#"
type Person @node {
  a: [[Int]]
  b: Tie
  c: LinkStatus
}
type Tie @relationshipProperties { person: Person  also: [Entity!]! }
"#,
            expect![[r#"
                a.graphql:2:8: error[wrong-type]: a list of lists cannot be stored
                  |
                2 |   a: [[Int]]
                  |        ^^^
                  help: write [Int!], or JSON
                a.graphql:3:6: error[wrong-type]: "Tie" holds the properties of links and is no field's type
                  |
                3 |   b: Tie
                  |      ^^^
                  help: name it in @relationship(properties: "Tie")
                a.graphql:4:6: error[wrong-type]: "LinkStatus" is a type of the API, not of data
                  |
                4 |   c: LinkStatus
                  |      ^^^^^^^^^^
                a.graphql:6:44: error[wrong-type]: a link has no links: "Person" is a kind of entity
                  |
                6 | type Tie @relationshipProperties { person: Person  also: [Entity!]! }
                  |                                            ^^^^^^
                  help: make the link an entity of its own kind, with relations to both ends
                a.graphql:6:59: error[wrong-type]: a link has no links: "Entity" is a kind of entity
                  |
                6 | type Tie @relationshipProperties { person: Person  also: [Entity!]! }
                  |                                                           ^^^^^^
                  help: make the link an entity of its own kind, with relations to both ends
            "#]],
        );
    }
}
