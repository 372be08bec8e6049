//! `corridor query`.

use super::run::{Folder, SMALL, command, corridor, run_with_input};
use serde_json::{Value, json};

/// The toy world, whose two faded links are right.
const TOY: [&str; 6] = [
    "--schema",
    "tests/worlds/toy/schema",
    "--seed",
    "tests/worlds/toy/seed",
    "--allow",
    "faded-link",
];

fn toy(args: &[&str]) -> super::run::Ran {
    corridor(&[&["query"], args, &TOY].concat())
}

fn pointer<'a>(value: &'a Value, path: &str) -> &'a Value {
    value.pointer(path).unwrap_or_else(|| panic!("nothing at {path} in {value:#}"))
}

#[test]
fn who_chaired_the_sixth_meeting() {
    let response = corridor(&["query", "--file", "queries/who-chaired.graphql"]).quiet().json();
    let event = pointer(&response, "/data/event");
    assert_eq!(event["start"], "2025-12-08");
    assert_eq!(
        pointer(event, "/meetingOf/name"),
        "Azerbaijan-Kyrgyzstan Joint Intergovernmental Commission on Economic and Humanitarian Cooperation"
    );
    let chairs = pointer(event, "/participants/edges").as_array().unwrap();
    let mut names: Vec<_> =
        chairs.iter().map(|edge| edge["node"]["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Bakyt Torobaev", "Samir Sharifov"]);
    for chair in chairs {
        let publisher = pointer(chair, "/sources/0/source/publisher");
        assert_eq!(publisher, "Report News Agency", "{chair:#}");
    }
    let sharifov = chairs.iter().find(|edge| edge["node"]["name"] == "Samir Sharifov").unwrap();
    let offices = pointer(sharifov, "/node/offices/edges").as_array().unwrap();
    assert!(offices.iter().any(|it| it["since"] == "2025-01-10"), "{offices:#?}");
}

#[test]
fn all_questions_that_are_shipped_have_an_answer() {
    let mut asked = 0;
    for entry in std::fs::read_dir("queries").unwrap() {
        let path = entry.unwrap().path();
        let response = corridor(&["query", "--file", path.to_str().unwrap()]).quiet().json();
        let data = response["data"].as_object().unwrap();
        assert!(data.values().all(|value| !value.is_null()), "{}: {data:?}", path.display());
        asked += 1;
    }
    assert!(asked >= 5, "{asked} documents");
}

#[test]
fn a_document_comes_from_an_argument_a_file_or_a_pipe() {
    let folder = Folder::new("query-document", SMALL);
    folder.write("q.graphql", "{ person(id: \"ann\") { age } }");
    let expected = "{\"data\":{\"person\":{\"age\":30}}}\n";
    let argument = ["query", "--compact", "{ person(id: \"ann\") { age } }"];
    assert_eq!(folder.corridor(&argument).quiet().out, expected);
    let file = ["query", "--compact", "--file", "q.graphql"];
    assert_eq!(folder.corridor(&file).quiet().out, expected);
    for args in [&["query", "--compact"][..], &["query", "--compact", "-"]] {
        let mut command = command(args);
        let ran =
            run_with_input(command.current_dir(folder.path()), "{ person(id: \"ann\") { age } }");
        assert_eq!(ran.quiet().out, expected);
    }
}

#[test]
fn a_response_is_indented_unless_compact() {
    let indented = toy(&["{ country(id: \"velmora\") { code } }"]).quiet().out;
    assert_eq!(
        indented,
        "{\n  \"data\": {\n    \"country\": {\n      \"code\": \"VM\"\n    }\n  }\n}\n"
    );
}

#[test]
fn variables_are_json_or_in_a_file() {
    let folder = Folder::new("query-variables", SMALL);
    folder.write("v.json", "{\"id\": \"ann\"}");
    let document = "query($id: ID!) { person(id: $id) { name } }";
    for variables in ["{\"id\": \"ann\"}", "@v.json"] {
        let ran = folder.corridor(&["query", document, "--variables", variables]).quiet();
        assert_eq!(ran.json(), json!({"data": {"person": {"name": "Ann"}}}));
    }
    let wrong = folder.corridor(&["query", document, "--variables", "[1]"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.err.starts_with("error: --variables is not a JSON object: "), "{}", wrong.err);
    let large = folder.corridor(&["query", document, "--variables", "{\"id\": 1e999}"]);
    let message = "`variables` has the number 1e999 at line 1, which is too large for a Float";
    assert!(
        large.out.contains(message) || large.err.contains(message),
        "{} {}",
        large.out,
        large.err
    );
    let absent = folder.corridor(&["query", document, "--variables", "@no.json"]);
    assert_eq!(absent.code, Some(1));
    assert!(absent.err.starts_with("error: cannot read the variables from \"no.json\": "));
}

#[test]
fn an_operation_is_chosen_by_its_name() {
    let document = "query A { country(id: \"velmora\") { code } } query B { country(id: \"qandal\") { code } }";
    let ran = toy(&[document, "--operation", "B"]).quiet();
    assert_eq!(ran.json(), json!({"data": {"country": {"code": "QD"}}}));
    assert_eq!(toy(&[document]).code, Some(1));
}

#[test]
fn a_response_with_errors_is_printed_and_fails() {
    let refused = toy(&["{ contry(id: \"velmora\") { code } }"]);
    assert_eq!((refused.code, refused.err.as_str()), (Some(1), ""));
    assert_eq!(pointer(&refused.json(), "/errors/0/locations/0"), &json!({"line": 1, "column": 3}));
    let field = toy(&[
        "{ country(id: \"velmora\") { code } people(first: 1, after: \"x\") { totalCount } }",
    ]);
    assert_eq!(field.code, Some(1));
    assert_eq!(pointer(&field.json(), "/errors/0/path/0"), "people");
}

#[test]
fn the_plan_goes_to_people_and_leaves_the_response_as_it_is() {
    let document = "{ countries(first: 2) { nodes { name } } }";
    let plain = toy(&[document]).quiet();
    let explained = toy(&[document, "--explain"]);
    assert_eq!(explained.code, Some(0));
    assert_eq!(explained.out, plain.out);
    assert!(explained.err.starts_with("query\n  countries"), "{}", explained.err);
    assert!(explained.err.contains("\ncost: at most "), "{}", explained.err);
    assert!(explained.err.contains("\ntime: "), "{}", explained.err);
    let filtered = "{ people(where: { met: { some: { node: { id: { eq: \"orvin\" } } } }, \
                    born: { isNull: false } }) { totalCount } }";
    let filtered = toy(&[filtered, "--explain"]).err;
    assert!(
        filtered.contains(
            "\n`where` of `people`, as it was run\n  start: the list, 8 entities; after "
        ),
        "{filtered}"
    );
    assert!(filtered.contains(" MET followed backwards, about "), "{filtered}");
    let met = "    where.met.some (MET BOTH), followed backwards to ";
    assert!(filtered.contains(met), "{filtered}");
    assert!(filtered.contains("\n      node: id, in the index of id: 1; estimated "), "{filtered}");
    assert!(filtered.contains("    property born; estimated 1.0 a test, tests "), "{filtered}");
    assert!(filtered.contains("\nvisits: "), "{filtered}");
    let null = toy(&["{ country(id: \"none\") { name } }", "--explain", "--compact"]);
    assert_eq!(null.out, "{\"data\":{\"country\":null}}\n");
    let nothing = toy(&["{ people(first: 1, after: \"x\") { totalCount } }", "--explain"]);
    assert_eq!(nothing.json()["data"], Value::Null);
    assert!(nothing.out.starts_with("{\n  \"data\": null,\n  \"errors\": ["), "{}", nothing.out);
}

#[test]
fn a_file_where_a_document_is_wanted_is_noticed() {
    let ran = corridor(&["query", "queries/who-chaired.graphql"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("write --file queries/who-chaired.graphql"), "{}", ran.err);
    let absent = corridor(&["query", "--file", "no/such.graphql"]);
    assert_eq!(absent.code, Some(1));
    assert!(absent.err.starts_with("error: cannot read the document from \"no/such.graphql\": "));
}

#[test]
fn a_data_set_with_errors_is_not_asked() {
    let folder = Folder::new("query-broken", SMALL);
    folder.write("seed/more.yaml", "Person:\n  bob: {age: old}\n");
    let ran = folder.corridor(&["query", "{ people { totalCount } }"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("seed/more.yaml:2:"), "{}", ran.err);
    assert!(
        ran.err.ends_with("error: the data set cannot be served: it has 2 errors\n"),
        "{}",
        ran.err
    );
}
