//! A `@default` is a value of its field's type.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics},
    ontology::{
        draft::{Draft, FieldDraft},
        literal,
    },
};

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    for field in draft.types.iter().flat_map(|ty| &ty.fields) {
        problems.extend(fault(draft, field));
    }
}

fn fault(draft: &Draft, field: &FieldDraft) -> Option<Diagnostic> {
    let default = field.default.as_ref()?;
    let reason = literal::value(draft, field, &default.value).err()?;
    Some(Diagnostic::new(Code::InvalidDefault, default.span, reason))
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use crate::value::Value;
    use expect_test::expect;

    #[test]
    fn defaults_of_every_type() {
        let ontology = accepts(
            r#"
type Person @node {
  a: String @default(value: "x")
  b: ID @default(value: 7)
  c: Int @default(value: -3)
  d: Float @default(value: 2)
  e: Boolean @default(value: true)
  f: PartialDate @default(value: "2019-05~")
  g: Date @default(value: "2019-05-03")
  h: URL @default(value: "https://example.org/")
  i: JSON @default(value: {a: [1, 2.5, null, "x", true]})
  j: Form @default(value: A)
  k: [Int!] @default(value: [1, 2])
  l: [Int!] @default(value: 1)
}
enum Form { A }
"#,
        );
        let (_, person) = ontology.kinds().next().unwrap();
        let json: Vec<_> = person
            .properties
            .iter()
            .filter_map(|property| property.default.as_ref().map(Value::to_json))
            .collect();
        assert_eq!(
            json,
            [
                r#""x""#,
                r#""7""#,
                "-3",
                "2",
                "true",
                r#""2019-05~""#,
                r#""2019-05-03""#,
                r#""https://example.org/""#,
                r#"{"a":[1,2.5,null,"x",true]}"#,
                r#""A""#,
                "[1,2]",
                "[1]",
            ]
        );
    }

    /// A default is a value that a file of facts could give.
    #[test]
    fn structured_defaults_are_complete() {
        let ontology = accepts(
            r#"
type Person @node {
  home: Address @default(value: {city: "Baku", form: null})
  cost: Money @default(value: {amount: 1.50, currency: "AZN"})
}
type Address @value { city: String form: Form @default(value: FLAT) tags: [String!]! more: [Int!] }
enum Form { FLAT }
"#,
        );
        let (_, person) = ontology.kinds().next().unwrap();
        let default = |at: usize| person.properties[at].default.as_ref().unwrap().to_json();
        assert_eq!(default(0), r#"{"city":"Baku","form":"FLAT","tags":[]}"#);
        assert_eq!(default(1), r#"{"amount":"1.50","currency":"AZN"}"#);
        rejects(
            r#"
type Person @node {
  a: Address @default(value: {})
  b: Address @default(value: {city: null})
  c: [Address!] @default(value: [{city: "Baku"}, {}])
  d: Address @default(value: {spot: {}})
  e: Money @default(value: {amount: 1.50})
  f: Point @default(value: {latitude: 91, longitude: 0})
  g: Address @default(value: {city: "\u0001"})
}
type Address @value { city: String form: Form @default(value: FLAT) spot: Point }
enum Form { FLAT }
"#,
            expect![[r#"
                a.graphql:2:30: error[invalid-default]: the default of "a" is wrong: this "Address" has a value in no field; leave it out
                  |
                2 |   a: Address @default(value: {})
                  |                              ^^
                a.graphql:3:30: error[invalid-default]: the default of "b" is wrong: this "Address" has a value in no field; leave it out
                  |
                3 |   b: Address @default(value: {city: null})
                  |                              ^^^^^^^^^^^^
                a.graphql:4:33: error[invalid-default]: the default of "c" is wrong: this "Address" has a value in no field; leave it out
                  |
                4 |   c: [Address!] @default(value: [{city: "Baku"}, {}])
                  |                                 ^^^^^^^^^^^^^^^^^^^^
                a.graphql:5:30: error[invalid-default]: the default of "d" is wrong: "spot" is wrong: this "Point" has a value in no field; leave it out
                  |
                5 |   d: Address @default(value: {spot: {}})
                  |                              ^^^^^^^^^^
                a.graphql:6:28: error[invalid-default]: the default of "e" is wrong: "Money" has no "currency", which is required
                  |
                6 |   e: Money @default(value: {amount: 1.50})
                  |                            ^^^^^^^^^^^^^^
                a.graphql:7:28: error[invalid-default]: the default of "f" is wrong: 91 is not a latitude, which is from -90 to 90 degrees
                  |
                7 |   f: Point @default(value: {latitude: 91, longitude: 0})
                  |                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                a.graphql:8:30: error[invalid-default]: the default of "g" is wrong: "city" is wrong: the text has the control character U+0001, which XML cannot hold
                  |
                8 |   g: Address @default(value: {city: "\u0001"})
                  |                              ^^^^^^^^^^^^^^^^
            "#]],
        );
    }

    #[test]
    fn defaults_that_do_not_fit() {
        rejects(
            r#"
type Person @node {
  a: String @default(value: 1)
  c: Int @default(value: 3000000000)
  d: Float @default(value: 1e999)
  e: Boolean @default(value: "true")
  f: PartialDate @default(value: "spring")
  g: Date @default(value: "2019-05")
  h: URL @default(value: "example.org")
  j: Form @default(value: B)
  k: [Int!] @default(value: [1, null])
  l: Int @default(value: [1])
  m: Form @default(value: "A")
  n: String @default(value: "a\u0000b")
}
enum Form { A }
"#,
            expect![[r#"
                a.graphql:2:29: error[invalid-default]: the default of "a" is wrong: it should be a text in double quotes
                  |
                2 |   a: String @default(value: 1)
                  |                             ^
                a.graphql:3:26: error[invalid-default]: the default of "c" is wrong: 3000000000 is not an Int, which has 32 bits; use Float for larger numbers
                  |
                3 |   c: Int @default(value: 3000000000)
                  |                          ^^^^^^^^^^
                a.graphql:4:28: error[invalid-default]: the default of "d" is wrong: 1e999 is too large for a Float; use String
                  |
                4 |   d: Float @default(value: 1e999)
                  |                            ^^^^^
                a.graphql:5:30: error[invalid-default]: the default of "e" is wrong: it should be true or false
                  |
                5 |   e: Boolean @default(value: "true")
                  |                              ^^^^^^
                a.graphql:6:34: error[invalid-default]: the default of "f" is wrong: "spring" is not a date; write 2019, 2019-05 or 2019-05-03, then ? or ~ if unsure
                  |
                6 |   f: PartialDate @default(value: "spring")
                  |                                  ^^^^^^^^
                a.graphql:7:27: error[invalid-default]: the default of "g" is wrong: "2019-05" is not a full date; write it as 2019-05-03
                  |
                7 |   g: Date @default(value: "2019-05")
                  |                           ^^^^^^^^^
                a.graphql:8:26: error[invalid-default]: the default of "h" is wrong: "example.org" is not a URL; write it with http:// or https://
                  |
                8 |   h: URL @default(value: "example.org")
                  |                          ^^^^^^^^^^^^^
                a.graphql:9:27: error[invalid-default]: a value of "Form" is one of A, without quotes
                  |
                9 |   j: Form @default(value: B)
                  |                           ^
                a.graphql:10:29: error[invalid-default]: the default of "k" is wrong: it should be a whole number of 32 bits
                   |
                10 |   k: [Int!] @default(value: [1, null])
                   |                             ^^^^^^^^^
                a.graphql:11:26: error[invalid-default]: the default of "l" is wrong: it should be a whole number of 32 bits
                   |
                11 |   l: Int @default(value: [1])
                   |                          ^^^
                a.graphql:12:27: error[invalid-default]: a value of "Form" is one of A, without quotes
                   |
                12 |   m: Form @default(value: "A")
                   |                           ^^^
                a.graphql:13:29: error[invalid-default]: the default of "n" is wrong: the text has the control character U+0000, which XML cannot hold
                   |
                13 |   n: String @default(value: "a\u0000b")
                   |                             ^^^^^^^^^^
            "#]],
        );
    }
}
