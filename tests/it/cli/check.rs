//! `corridor check`.

use super::run::{Folder, Ran, SMALL, command, corridor, run};
use expect_test::expect;
use serde_json::json;

const BROKEN: &[(&str, &str)] = &[
    ("schema/people.graphql", "type Person @node(plural: \"people\") {\n  age: Int\n}\n"),
    ("seed/people.yaml", "Person:\n  ann:\n    name: Ann\n    ago: 30\n"),
];

/// The last line without the time, which is another in every run.
fn summary(ran: &Ran) -> &str {
    let line = ran.err.lines().last().unwrap();
    line.rsplit_once(" in ").unwrap().0
}

#[test]
fn the_shipped_data_has_no_problem() {
    let ran = corridor(&["check", "--deny-warnings"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(summary(&ran).starts_with("schema and seed: 13 kinds, "), "{}", ran.err);
    assert!(summary(&ran).contains(" links, "), "{}", ran.err);
    assert!(summary(&ran).contains(" sources, 0 errors, 0 warnings; "), "{}", ran.err);
}

#[test]
fn a_problem_is_shown_with_its_place() {
    let folder = Folder::new("check-place", BROKEN);
    let ran = folder.corridor(&["check"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    let text = ran.err.rsplit_once(" in ").unwrap().0;
    expect![[r#"
        seed/people.yaml:4:5: error[unknown-field]: Person has no field "ago"; did you mean "age"?
          |
        4 |     ago: 30
          |     ^^^
        schema and seed: 1 error, 0 warnings; 2 files"#]]
    .assert_eq(text);
}

/// One mistake in every line: the first ones are shown in full, and the others counted.
#[test]
fn many_problems_of_one_code_are_counted() {
    let rows: String = (0..395).map(|at| format!("p{at},P,ten\n")).collect();
    let rows = format!("id,name,age\n{rows}x y,Name,1\n");
    let broken: &[(&str, &str)] = &[
        ("schema/people.graphql", "type Person @node(plural: \"people\") { age: Int }\n"),
        ("seed/Person.csv", &rows),
    ];
    let folder = Folder::new("check-many", broken);
    let ran = folder.corridor(&["check"]);
    let shown = |err: &str, code: &str| err.matches(&format!(": error[{code}]: ")).count();
    assert_eq!((ran.code, shown(&ran.err, "invalid-value")), (Some(1), 20));
    assert_eq!(shown(&ran.err, "invalid-id"), 1, "a rare problem is shown behind many others");
    let end = ran.err.split_once("… ").unwrap().1.rsplit_once(" in ").unwrap().0;
    expect![[r#"
        and 375 more `invalid-value`; `corridor check --verbose` shows all
        problems by code
                1  error[invalid-id]
              395  error[invalid-value]
        schema and seed: 396 errors, 0 warnings; 2 files"#]]
    .assert_eq(end);
    let whole = folder.corridor(&["check", "--verbose"]);
    assert_eq!(shown(&whole.err, "invalid-value"), 395);
    assert!(whole.err.contains("\n      395  error[invalid-value]\n"), "{}", whole.err);
    assert!(!whole.err.contains("… and "), "{}", whole.err);
    let json = folder.corridor(&["check", "--format", "json"]);
    assert_eq!(json.json().as_array().unwrap().len(), 396);
    assert_eq!(json.err.lines().count(), 1, "{}", json.err);
    // A command that needs the data shows no more either.
    let query = folder.corridor(&["query", "{ people { totalCount } }"]);
    assert_eq!(shown(&query.err, "invalid-value"), 20);
    assert!(query.err.contains("… and 375 more `invalid-value`; `corridor check --verbose`"));
}

#[test]
fn problems_as_json_are_alone_on_standard_output() {
    let folder = Folder::new("check-json", BROKEN);
    let ran = folder.corridor(&["check", "--format", "json"]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    let problems = ran.json();
    let problem = &problems[0];
    assert_eq!(problems.as_array().unwrap().len(), 1);
    assert_eq!(problem["code"], "unknown-field");
    assert_eq!(problem["severity"], "error");
    let place =
        json!({"file": "seed/people.yaml", "line": 4, "column": 5, "endLine": 4, "endColumn": 8});
    assert_eq!(problem["location"], place);
    let fine = Folder::new("check-json-fine", SMALL).corridor(&["check", "--format=json"]);
    assert_eq!((fine.code, fine.out.as_str()), (Some(0), "[]\n"));
}

#[test]
fn warnings_fail_only_where_they_are_denied() {
    let folder = Folder::new("check-warning", SMALL);
    folder.write("seed/notes.txt", "to do\n");
    let allowed = folder.corridor(&["check"]);
    assert_eq!(allowed.code, Some(0));
    assert_eq!(
        summary(&allowed),
        "schema and seed: 2 kinds, 1 entity, 0 links, 0 sources, 0 errors, 1 warning; 2 files"
    );
    let denied = folder.corridor(&["check", "--deny-warnings"]);
    assert_eq!(denied.code, Some(1));
    assert!(denied.err.starts_with("warning[ignored-file]: \"seed/notes.txt\" is not read\n"));
}

#[test]
fn kinds_and_relations_are_counted_on_request() {
    let ran = corridor(&[
        "check",
        "--verbose",
        "--allow",
        "faded-link",
        "--schema",
        "tests/worlds/toy/schema",
        "--seed",
        "tests/worlds/toy/seed",
    ]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.err.starts_with("entities by kind\n        3  Country\n"), "{}", ran.err);
    assert!(ran.err.contains("\nlinks by relation\n"), "{}", ran.err);
    assert!(ran.err.contains("  HOLDS_POST\n"), "{}", ran.err);
}

const MERGED: &[(&str, &str)] = &[
    (
        "schema/people.graphql",
        "type Person @node(plural: \"people\") {\n  \
           knows: [Person!]! @relationship(type: \"KNOWS\", direction: BOTH)\n}\n",
    ),
    (
        "seed/people.yaml",
        "Person:\n  ann: {name: Ann, knows: {to: bob, since: 2018, sources: daily}}\n  \
           bob: {name: Bob}\nSource:\n  daily: {name: Daily}\n  weekly: {name: Weekly}\n",
    ),
    ("seed/table/KNOWS.csv", "from,to,since,sources\nbob,ann,2018-03,weekly#p. 2\n"),
];

#[test]
fn records_that_became_one_link_are_told_on_request() {
    let folder = Folder::new("check-merged", MERGED);
    let silent = folder.corridor(&["check", "--deny-warnings"]);
    assert_eq!((silent.code, silent.err.lines().count()), (Some(0), 1), "{}", silent.err);
    assert!(summary(&silent).contains(" 1 link, 2 sources, 0 errors, 0 warnings; "));
    assert_eq!(folder.corridor(&["check", "--format=json"]).out, "[]\n");

    let ran = folder.corridor(&["check", "--verbose", "--deny-warnings"]);
    assert_eq!(ran.code, Some(0));
    let (told, _) = ran.err.split_once("entities by kind").unwrap();
    expect![[r#"
        seed/people.yaml:2:32: note[merged-links]: KNOWS from "ann" to "bob" is one link of 2 records: since 2018-03; REPORTED by "daily", "weekly"
          |
        2 |   ann: {name: Ann, knows: {to: bob, since: 2018, sources: daily}}
          |                                ^^^
          seed/people.yaml:2:32: since 2018; REPORTED by "daily"
          |
        2 |   ann: {name: Ann, knows: {to: bob, since: 2018, sources: daily}}
          |                                ---
          seed/table/KNOWS.csv:2:5: since 2018-03; REPORTED by "weekly"
          |
        2 | bob,ann,2018-03,weekly#p. 2
          |     ---
          help: records that are to stay apart get an "id" each
    "#]].assert_eq(told);
}

#[test]
fn records_that_became_one_link_are_told_as_json() {
    let folder = Folder::new("check-merged-json", MERGED);
    let notes = folder.corridor(&["check", "--verbose", "--format=json"]).json();
    let note = &notes[0];
    assert_eq!(notes.as_array().unwrap().len(), 1);
    assert_eq!((&note["code"], &note["severity"]), (&json!("merged-links"), &json!("note")));
    let places = note["related"].as_array().unwrap().iter();
    let places: Vec<_> = places
        .map(|it| {
            let place = &it["location"];
            format!("{} {} {}", place["file"], place["line"], place["column"])
        })
        .collect();
    assert_eq!(places, ["\"seed/people.yaml\" 2 32", "\"seed/table/KNOWS.csv\" 2 5"]);
}

#[test]
fn colors_are_for_terminals_or_on_request() {
    let folder = Folder::new("check-color", BROKEN);
    let error = "\u{1b}[1;31merror[unknown-field]\u{1b}[0m";
    assert!(!folder.corridor(&["check"]).err.contains('\u{1b}'));
    assert!(folder.corridor(&["check", "--color", "always"]).err.contains(error));
    let mut command = command(&["--color=never", "check"]);
    assert!(!run(command.current_dir(folder.path())).err.contains('\u{1b}'));
}

#[test]
fn a_folder_that_is_not_there_is_told_with_what_to_do() {
    let ran = corridor(&["check", "--schema", "no/such"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("cannot read \"no/such\": "), "{}", ran.err);
    assert!(ran.err.contains("corridor init"), "{}", ran.err);
}
