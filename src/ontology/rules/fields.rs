//! The type of a field exists and can stand there: a scalar, an enum or a kind of entity. A
//! property of links refers to one entity at most.
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
        Meaning::Value(it) if ty.form() == TypeKind::Value && !it.built_in => {
            let message = format!("structured values are not nested: \"{name}\" is one");
            problem(Code::WrongType, message).map(|problem| {
                problem.help(format!("repeat the fields of \"{name}\" here, or use JSON"))
            })
        }
        Meaning::Scalar(_) | Meaning::Enum(_) | Meaning::Value(_)
            if field.ty.shape == Shape::Nested =>
        {
            problem(Code::WrongType, "a list of lists cannot be stored".to_owned())
                .map(|problem| problem.help(format!("write [{name}!], or JSON")))
        }
        Meaning::Scalar(_) | Meaning::Enum(_) | Meaning::Value(_) => None,
        Meaning::Kind(_) | Meaning::Interface(_) | Meaning::Union(_) | Meaning::Entity => {
            let is_one = matches!(field.ty.shape, Shape::One { .. });
            match ty.form() {
                TypeKind::LinkProperties if !is_one => {
                    let message = format!("\"{}\" cannot refer to several entities", field.name);
                    problem(Code::WrongType, message).map(|problem| {
                        problem.help(format!(
                            "write {name} for one of them, or make the link an entity of its own \
                             kind, with a relation to each end and to all of these"
                        ))
                    })
                }
                TypeKind::Value => {
                    let message = format!("a value has no links: \"{name}\" is a kind of entity");
                    let help = "make the type a kind with @node, or leave the field out";
                    problem(Code::WrongType, message).map(|problem| problem.help(help))
                }
                TypeKind::LinkProperties
                | TypeKind::Kind
                | TypeKind::Interface
                | TypeKind::Unmarked => None,
            }
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
    use crate::ontology::{PropertyType, Scalar, Target};
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
    fn properties_of_links_may_refer_to_entities() {
        let ontology = accepts(
            r#"
type Person @node { posts: [Post!]! @relationship(type: "HOLDS", direction: OUT, properties: "Tenure") }
type Post @node { a: Int }
union Anyone = Person | Post
type Tenure @relationshipProperties {
  title: String
  "The document that tells of it"
  report: Source! @alias(property: "told-by")
  party: Anyone @expect(where: "title", in: ["minister"])
  thing: Entity @deprecated(reason: "use party")
}
"#,
        );
        let holds = ontology.relation_by_name("HOLDS").unwrap();
        let [report, party, thing] = ontology.references_of(holds) else { panic!() };
        let names: Vec<&str> =
            ontology.properties_of(holds).iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["title"]);
        let source = ontology.kind_by_name("Source").unwrap();
        assert_eq!((report.target, report.required), (Target::Kind(source), true));
        assert_eq!(
            (&*report.key, &*report.description),
            ("told-by", "The document that tells of it")
        );
        assert_eq!((&*party.key, party.required, party.expect.is_some()), ("party", false, true));
        assert_eq!(ontology.target_name(party.target), "Anyone");
        assert!(thing.target == Target::Entity && thing.deprecation.is_some());
        let person = ontology.kind_by_name("Person").unwrap();
        assert_eq!(
            [report, party, thing].map(|it| ontology.can_be(it.target, person)),
            [false, true, true]
        );
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
type Tie @relationshipProperties { person: Person  also: [Entity!]!  never: Person! }
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
                a.graphql:6:59: error[wrong-type]: "also" cannot refer to several entities
                  |
                6 | type Tie @relationshipProperties { person: Person  also: [Entity!]!  never: Person! }
                  |                                                           ^^^^^^
                  help: write Entity for one of them, or make the link an entity of its own kind, with a relation to each end and to all of these
            "#]],
        );
    }
}
