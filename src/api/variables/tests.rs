//! Variables by type: what each takes, and what is said of the rest.

use super::*;
use crate::ontology::parse_text;

const WORLD: &str = r#"
enum Grade { LOW HIGH }
type Person @node(plural: "people") {
  grade: Grade
  score: Int
  skills: [Grade!]!
  born: PartialDate
  profile: JSON
  met: [Person!]! @relationship(type: "MET", direction: BOTH)
  head: Person @relationship(type: "LED_BY", direction: OUT)
}
"#;

fn schema() -> ApiSchema {
    ApiSchema::new(&parse_text(WORLD)).unwrap()
}

fn variable(ty: &str, default: Option<Input>) -> Variable {
    let ty = ast::Type::parse(ty, "type").unwrap();
    Variable { name: "v".to_owned(), ty, default, location: (3, 5) }
}

/// The coerced value of a variable of a type; `None` is an absent one.
fn one(ty: &str, default: Option<Input>, value: Option<&str>) -> Result<Option<Input>, String> {
    let json = value.map_or("{}".to_owned(), |value| format!("{{\"v\": {value}}}"));
    let variables = [variable(ty, default)];
    match coerce(&variables, Some(&json), &schema(), &Limits::default()) {
        Ok(values) => Ok(values.into_iter().next().unwrap()),
        Err(errors) => {
            assert_eq!((errors.len(), &errors[0].locations[..]), (1, &[(3, 5)][..]));
            assert_eq!(errors[0].code, ErrorCode::BadVariables);
            Err(errors[0].message.clone())
        }
    }
}

fn text(text: &str) -> Input {
    Input::Text(text.to_owned())
}

#[test]
fn values_become_what_their_type_says() {
    use Input::{Boolean, Float, Int, List, Null, Object};
    let object = |name: &str, value| Object(vec![(name.to_owned(), value)]);
    let cases = [
        ("Int", "2147483647", Int(2_147_483_647)),
        ("Int", "-2147483648", Int(-2_147_483_648)),
        ("Int", "3.0", Int(3)),
        ("Int", "2e3", Int(2_000)),
        ("Float", "3", Float(3.0)),
        ("Float", "-1.5e-3", Float(-0.0015)),
        ("String", "\"\\u0259\"", text("ə")),
        ("ID", "\"7\"", text("7")),
        ("ID", "7", text("7")),
        ("ID", "-7", text("-7")),
        ("ID", "7.0", text("7")),
        ("ID", "18446744073709551615", text("18446744073709551615")),
        ("Boolean", "false", Boolean(false)),
        ("Kind", "\"Person\"", text("Person")),
        ("Grade!", "\"LOW\"", text("LOW")),
        ("Int", "null", Null),
        ("[Int]", "null", Null),
        ("[Int]", "[1, null]", List(vec![Int(1), Null])),
        ("[Int!]!", "4", List(vec![Int(4)])),
        ("[[Int]]", "4", List(vec![List(vec![Int(4)])])),
        ("[[Int]]", "[[1], 2]", List(vec![List(vec![Int(1)]), List(vec![Int(2)])])),
        ("[ID!]", "[]", List(vec![])),
        ("PersonWhere", "{}", Object(vec![])),
        ("PersonWhere", r#"{"score": {"eq": 1.0}}"#, object("score", object("eq", Int(1)))),
        ("PersonWhere", r#"{"score": null}"#, object("score", Null)),
        (
            "PersonWhere!",
            r#"{"OR": {"id": {"in": 5}}}"#,
            object("OR", List(vec![object("id", object("in", List(vec![text("5")])))])),
        ),
        ("[PersonOrder!]", r#"{"born": "DESC"}"#, List(vec![object("born", text("DESC"))])),
        ("PartialDate", "\"2019-05~\"", text("2019-05~")),
        ("JSON", r#"{"a": [1, 2.5, null]}"#, object("a", List(vec![Int(1), Float(2.5), Null]))),
    ];
    for (ty, json, expected) in cases {
        assert_eq!(one(ty, None, Some(json)), Ok(Some(expected)), "{ty} of {json}");
    }
}

#[test]
fn other_values_are_refused_where_they_stand() {
    let cases = [
        ("Int", "2147483648", ": Int (32 bits) cannot represent 2147483648."),
        ("Int", "-2147483649", ": Int (32 bits) cannot represent -2147483649."),
        ("Int", "1.5", ": Int cannot represent 1.5; write a whole number"),
        ("Int", "1e300", ": Int cannot represent 1e+300."),
        ("Int", "\"1\"", ": Int cannot represent \"1\"; write a number without quotes: `1`"),
        ("Int", "true", ": Int cannot represent true."),
        ("Float", "\"1\"", ": Float cannot represent \"1\"; write a number without quotes: `1`"),
        ("String", "1", ": String cannot represent 1; write text in double quotes: `\"1\"`"),
        ("ID", "1.5", ": ID cannot represent 1.5; write text in double quotes: `\"1.5\"`"),
        ("ID", "true", ": ID cannot represent true; write text in double quotes: `\"true\"`"),
        ("Boolean", "0", ": Boolean cannot represent 0; write `true` or `false`"),
        (
            "Kind",
            "\"person\"",
            ": Value \"person\" does not exist in \"Kind\" enum; did you mean \"Person\"?",
        ),
        ("Grade", "1", ": Value 1 does not exist in \"Grade\" enum; it has `LOW`, `HIGH`"),
        ("[Int]", "[1, \"a\"]", " at [1]: Int cannot represent \"a\"."),
        ("[Int!]", "[1, null]", " at [1]: expected \"Int!\", found null."),
        ("[[Int!]]", "[[1], [2, null]]", " at [1] at [1]: expected \"Int!\", found null."),
        ("Int", "[1]", ": Int cannot represent [1]; write one value, not a list"),
        (
            "PersonWhere",
            "[]",
            ": expected type \"PersonWhere\" to be an object; write `{AND: [...]}`",
        ),
        (
            "[MatchInput!]!",
            "[{\"name\": \"a\"}, {\"lang\": \"az\"}]",
            " at [1]: Field \"name\" of required type \"String!\" was not provided.",
        ),
        ("MatchInput", "{\"name\": null}", " at .name: expected \"String!\", found null."),
        (
            "PersonWhere",
            "{\"scor\": 1}",
            ": Field \"scor\" is not defined by type \"PersonWhere\"; did you mean \"score\"?",
        ),
        (
            "PersonWhere",
            r#"{"met": {"node": {}}}"#,
            " at .met: Field \"node\" is not defined by type \"PersonLinksFilter\"; \
             did you mean `some: {node: ...}`?",
        ),
        (
            "PersonWhere",
            r#"{"head": {"some": {}}}"#,
            " at .head: Field \"some\" is not defined by type \"PersonLinkFilter\"; it \
             leads to one entity: write `node: {...}`, or `isNull: true` if there is none",
        ),
        ("PersonWhere", "{\"a\": 1}", ": Field \"a\" is not defined by type \"PersonWhere\"."),
        (
            "PersonWhere",
            r#"{"AND": [{}, {"score": {"lt": 0.5}}]}"#,
            " at .AND at [1] at .score at .lt: Int cannot represent 0.5; write a whole number",
        ),
        ("[Kind!]", "[null]", " at [0]: expected \"Kind!\", found null."),
    ];
    for (ty, json, problem) in cases {
        let message = format!("Variable \"$v\" of type \"{ty}\" got an invalid value{problem}");
        assert_eq!(one(ty, None, Some(json)), Err(message), "{ty} of {json}");
    }
    let long = one("Int", None, Some(&format!("\"{}\"", "ə".repeat(100)))).unwrap_err();
    assert!(long.ends_with("əə....") && long.chars().count() < 145, "{long}");
}

#[test]
fn absent_is_not_null() {
    let seven = || Some(Input::Int(7));
    assert_eq!(one("Int", None, None), Ok(None));
    assert_eq!(one("Int", seven(), None), Ok(seven()));
    assert_eq!(one("Int", seven(), Some("null")), Ok(Some(Input::Null)));
    assert_eq!(one("Int", Some(Input::Null), None), Ok(Some(Input::Null)));
    assert_eq!(one("Int", seven(), Some("8")), Ok(Some(Input::Int(8))));
    assert_eq!(one("Int!", seven(), None), Ok(seven()));
    let null = "Variable \"$v\" of non-null type \"Int!\" must not be null.";
    assert_eq!(one("Int!", seven(), Some("null")), Err(null.to_owned()));
    let absent = "Variable \"$v\" of required type \"[Int!]!\" was not provided.";
    assert_eq!(one("[Int!]!", None, None), Err(absent.to_owned()));
}

#[test]
fn variables_are_an_object_or_nothing() {
    let variables = [variable("Int", None)];
    let read = |json| coerce(&variables, json, &schema(), &Limits::default());
    assert_eq!(read(None), Ok(vec![None]));
    assert_eq!(read(Some("null")), Ok(vec![None]));
    assert_eq!(read(Some("{\"other\": [true]}")), Ok(vec![None]), "not declared, not looked at");
    let twice = read(Some("{\"v\": 1, \"v\": 2}")).unwrap_err();
    assert!(twice[0].message.contains("the key \"v\" is given twice"), "{twice:?}");
    for wrong in ["", "[]", "1", "\"{}\"", "{\"v\": 1", "{\"v\": 1}}", "{v: 1}", "{\"v\": NaN}"] {
        let errors = read(Some(wrong)).unwrap_err();
        assert!(errors[0].message.starts_with("`variables` is not a JSON object"), "{wrong}");
    }
}

#[test]
fn brackets_in_strings_are_not_nested() {
    let cases = [
        ("{}", 1),
        ("[[], [[]]]", 3),
        (r#"{"a": "[[[["}"#, 1),
        (r#"{"a\"[": "\\", "b": [1]}"#, 2),
        (r#""\\\"[" [""#, 1),
        ("]]][", 1),
        ("\"[", 0),
    ];
    for (text, expected) in cases {
        assert_eq!(nesting(text), expected, "{text}");
    }
}

#[test]
fn literals_become_templates() {
    let document = "query($a: Int) { f(x: [1, $a, {b: $a, c: null}], y: [2, {d: E}], z: 99999999999999999999, w: -1.50) }";
    let document = apollo_compiler::parser::Parser::new().parse_ast(document, "test").unwrap();
    let operation = document.definitions[0].as_operation_definition().unwrap();
    let field = operation.selection_set[0].as_field().unwrap();
    let position = |name: &str| (name == "a").then_some(0);
    let template = |name: &str| {
        let argument = field.arguments.iter().find(|it| it.name == name).unwrap();
        literal(&argument.value, &position)
    };
    let x = template("x");
    assert!(!x.is_constant());
    let object = |fields: &[(&str, Input)]| {
        let field = |(name, value): &(&str, Input)| ((*name).to_owned(), value.clone());
        Input::Object(fields.iter().map(field).collect())
    };
    let c = ("c", Input::Null);
    let with = object(&[("b", Input::Int(5)), c.clone()]);
    assert_eq!(
        x.fill(&[Some(Input::Int(5))]),
        Some(Input::List(vec![Input::Int(1), Input::Int(5), with]))
    );
    // Absent: null in a list, no field in an object.
    assert_eq!(x.fill(&[None]), Some(Input::List(vec![Input::Int(1), Input::Null, object(&[c])])));
    let y = Input::List(vec![Input::Int(2), object(&[("d", text("E"))])]);
    assert_eq!(template("y"), Template::Constant(y));
    assert_eq!(template("z"), Template::Constant(text("99999999999999999999")));
    assert_eq!(template("w"), Template::Constant(Input::Fraction("-1.50".to_owned())));
}

#[test]
fn a_number_beyond_every_double_is_named() {
    for (text, number, line) in [
        ("{\"v\": 1e999}", "1e999", 1),
        ("{\"v\": -1E+400}", "-1E+400", 1),
        ("{\"a\": [1, {\"b\":\n 12e308 }]}", "12e308", 2),
    ] {
        let errors = coerce(&[], Some(text), &schema(), &Limits::default()).unwrap_err();
        let message = format!(
            "`variables` has the number {number} at line {line}, which is too large for a Float; \
             the largest is 1.7976931348623157e+308"
        );
        assert_eq!(
            (errors[0].message.as_str(), errors[0].code),
            (&*message, ErrorCode::BadVariables)
        );
    }
}
