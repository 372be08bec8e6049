//! Lookups of one entity: by a unique property of any type, by several properties together, by
//! its id in another data set.

use crate::support::small;
use corridor::{api::Request, snapshot::Snapshot};
use serde_json::{Value, json};
use std::sync::LazyLock;

const SCHEMA: &str = r#"
type Edition @node(key: ["title", "year", "form"]) {
  title: String!
  year: Int
  form: Form! @default(value: PRINT)
  number: Int @unique
  weight: Float @unique
  day: Date @unique
  since: PartialDate @unique
  page: URL @unique
  code: ID @unique
}
enum Form { PRINT AUDIO }
type Shelf @node { room: String }
"#;

const FACTS: &str = r#"
Edition:
  atlas:
    name: Atlas
    title: Atlas "of the world"
    year: 1999
    number: -7
    weight: 2.50
    day: 1999-05-01
    since: "1999-04~"
    page: "https://a.example/1"
    code: "7"
    externalIds: {isbn: "1", oclc: "9"}
  audio: {name: Audio, title: Atlas "of the world", year: 1999, form: AUDIO, externalIds: {isbn: "2"}}
  undated: {name: Undated, title: Atlas "of the world", externalIds: {isbn: "3"}}
Shelf:
  a: {name: A, externalIds: {isbn: "2", rooms: "1"}}
  b: {name: B}
"#;

static WORLD: LazyLock<Snapshot> = LazyLock::new(|| small("lookups", SCHEMA, FACTS));

fn ask(query: &str) -> Value {
    let reply = WORLD.execute(&Request { query: query.into(), ..Request::default() });
    serde_json::from_slice(&reply.body).unwrap()
}

/// The id that a lookup finds.
fn found(arguments: &str) -> Value {
    let answer = ask(&format!("{{ edition({arguments}) {{ id }} }}"));
    assert_eq!(answer.get("errors"), None, "{arguments}: {answer}");
    answer["data"]["edition"]["id"].clone()
}

/// The message of a lookup that fails.
fn refused(field: &str) -> String {
    let answer = ask(&format!("{{ {field} {{ id }} }}"));
    assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{answer}");
    answer["errors"][0]["message"].as_str().unwrap().to_owned()
}

#[test]
fn a_unique_value_of_any_type_finds_its_entity() {
    for arguments in [
        "number: -7",
        "weight: 2.5",
        "day: \"1999-05-01\"",
        "since: \"1999-04~\"",
        "page: \"https://a.example/1\"",
        "code: \"7\"",
        "code: 7",
        "id: \"atlas\"",
    ] {
        assert_eq!(found(arguments), "atlas", "{arguments}");
    }
    for arguments in ["number: 7", "weight: 2", "since: \"1999-04\"", "code: \"\"", "id: \"a\""] {
        assert_eq!(found(arguments), Value::Null, "{arguments}");
    }
}

#[test]
fn several_values_are_one_key() {
    let title = r#"title: "Atlas \"of the world\"""#;
    assert_eq!(found(&format!("{title}, year: 1999, form: PRINT")), "atlas");
    assert_eq!(found(&format!("form: AUDIO, {title}, year: 1999")), "audio");
    assert_eq!(found(&format!("{title}, year: 2000, form: AUDIO")), Value::Null);
}

#[test]
fn exactly_one_key_is_given() {
    let keys = "`edition` takes exactly one of `id`, `number`, `weight`, `day`, `since`, `page`, \
                `code`, `title` with `year` with `form`; ";
    for (field, fault) in [
        ("edition", "none is given"),
        ("edition(title: \"Atlas\")", "`title` is given alone"),
        ("edition(year: 1, title: \"\")", "given are `title` and `year`"),
        ("edition(id: \"atlas\", number: 1)", "given are `id` and `number`"),
        ("edition(number: null)", "`number` is null; leave out what is not known"),
    ] {
        assert_eq!(refused(field), format!("{keys}{fault}"), "{field}");
    }
    assert_eq!(
        refused("edition(day: \"1999\")"),
        "`day`: \"1999\" is not a full date; write it as 2019-05-03"
    );
    assert_eq!(
        refused("entity"),
        "`entity` takes exactly one of `id`, `externalId`; none is given"
    );
}

#[test]
fn an_id_elsewhere_finds_one_entity_of_any_kind() {
    let lookup = |scheme: &str, id: &str| {
        let external = format!("externalId: {{ scheme: \"{scheme}\", id: \"{id}\" }}");
        ask(&format!("{{ entity({external}) {{ id kind }} }}"))
    };
    assert_eq!(lookup("oclc", "9")["data"]["entity"], json!({ "id": "atlas", "kind": "Edition" }));
    assert_eq!(lookup("rooms", "1")["data"]["entity"], json!({ "id": "a", "kind": "Shelf" }));
    assert_eq!(lookup("isbn", "9"), json!({ "data": { "entity": null } }));
    let both = lookup("isbn", "2");
    assert_eq!(both["data"], json!({ "entity": null }));
    assert_eq!(
        both["errors"][0]["message"],
        "2 entities have the id \"2\" in \"isbn\": \"audio\", \"a\"; ask for one by `id`"
    );
}

#[test]
fn a_kind_with_its_id_alone_requires_it() {
    let answer = ask("{ shelf { id } }");
    assert_eq!(answer["errors"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
}

#[test]
fn a_lookup_costs_one_object() {
    let query = "{ edition(number: -7) { id name } }";
    let reply =
        WORLD.execute(&Request { query: query.into(), explain: true, ..Request::default() });
    let answer: Value = serde_json::from_slice(&reply.body).unwrap();
    assert_eq!(answer["extensions"]["cost"], 1);
    let plan = answer["extensions"]["explain"].as_str().unwrap();
    assert!(plan.contains("edition: lookup, Edition (key -7)"), "{plan}");
}

/// Each index says how many entries it has; the sizes are those of the memory together.
#[test]
fn indexes_are_described() {
    let answer = ask(
        "{ service { indexes { name description entries bytes buildMs } memory { indexes } } }",
    );
    let service = &answer["data"]["service"];
    let indexes = service["indexes"].as_array().unwrap();
    let entries = |name: &str| {
        let index =
            indexes.iter().find(|it| it["name"] == name).unwrap_or_else(|| panic!("{name}"));
        index["entries"].as_u64().unwrap()
    };
    assert!(entries("names") >= 5, "each entity has a name");
    // Six values of `atlas`, and the title, year and form of two editions.
    assert_eq!(entries("keys"), 6 + 2);
    assert_eq!(entries("uniqueValues"), 4);
    assert_eq!(entries("dates"), 2);
    assert_eq!(entries("externalIds"), 6);
    assert_eq!(["timeline", "references", "citations"].map(entries), [0; 3]);
    assert_eq!(indexes.len(), 8);
    let bytes: f64 = indexes.iter().map(|it| it["bytes"].as_f64().unwrap()).sum();
    assert_eq!(service["memory"]["indexes"].as_f64(), Some(bytes));
    for index in indexes {
        assert!(index["buildMs"].as_f64().unwrap() >= 0.0, "{index}");
        assert!(index["description"].as_str().unwrap().ends_with('.'), "{index}");
    }
}
