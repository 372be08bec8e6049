//! Names of the API as names of the definitions: each of them is either refused by the check, or
//! it is the property wherever a filter, an order, a key of groups, a sum or a field names it.
//!
//! The names are all that the API of the toy world has: of fields, arguments and input values.

mod facts;
mod kinds;
mod links;
mod types;

use crate::support::{data, small, toy};
use corridor::{
    diagnostics::{Style, to_text},
    limits::Limits,
    snapshot::{DataSet, Snapshot},
};
use serde_json::Value;
use std::{collections::BTreeSet, fmt::Write, fs};

/// Names that mean something in files of facts, and not in the API.
const OF_FACTS: [&str; 3] = ["claims", "preferred", "disputed"];

/// All names of the API.
fn names() -> BTreeSet<String> {
    let query = "{ __schema { types { name inputFields { name }
                   fields(includeDeprecated: true) { name args { name } } } } }";
    let schema = data(toy(), query, None);
    let mut names: BTreeSet<String> = OF_FACTS.map(str::to_owned).into();
    let mut add = |list: &Value| {
        let items = list.as_array().into_iter().flatten();
        names.extend(items.map(|it| it["name"].as_str().unwrap().to_owned()));
    };
    for ty in schema["__schema"]["types"].as_array().unwrap() {
        if ty["name"].as_str().unwrap().starts_with("__") {
            continue;
        }
        add(&ty["inputFields"]);
        add(&ty["fields"]);
        ty["fields"].as_array().into_iter().flatten().for_each(|field| add(&field["args"]));
    }
    assert!(names.len() > 250, "{}", names.len());
    names
}

/// A field for each of some names, as `ty` has it for its number.
fn fields(names: &BTreeSet<String>, ty: impl Fn(usize) -> String) -> String {
    names.iter().enumerate().fold(String::new(), |mut out, (at, name)| {
        let _ = writeln!(out, "  {name}: {}", ty(at));
        out
    })
}

/// Members of a map of facts: each name with a value for its number.
fn members(names: &BTreeSet<String>, value: impl Fn(usize) -> String) -> String {
    let member = |(at, name): (usize, &String)| format!("{name}: {}", value(at));
    names.iter().enumerate().map(member).collect::<Vec<_>>().join(", ")
}

/// The names that the check allows in a schema, and those that it refuses.
fn checked(test: &str, schema: impl Fn(&BTreeSet<String>) -> String) -> [BTreeSet<String>; 2] {
    let mut allowed = names();
    let problems = problems(test, &[("schema/a.graphql", &schema(&allowed))]);
    let refused = problems.lines().filter_map(|line| {
        let message = line.split_once(": error[")?.1;
        assert!(message.starts_with("reserved-name]"), "{line}");
        let name = message.split('"').skip(1).step_by(2).find(|quoted| allowed.contains(*quoted));
        Some(name.unwrap_or_else(|| panic!("no name in {line}")).to_owned())
    });
    let refused: BTreeSet<String> = refused.collect();
    allowed.retain(|name| !refused.contains(name));
    [allowed, refused]
}

/// What is wrong with a data set of some files.
fn problems(test: &str, files: &[(&str, &str)]) -> String {
    let folder = std::env::temp_dir().join(format!("corridor-it-{test}-{}", std::process::id()));
    for part in ["schema", "seed"] {
        fs::create_dir_all(folder.join(part)).unwrap();
    }
    for (path, text) in files {
        fs::write(folder.join(path), text).unwrap();
    }
    let data = DataSet::Folders { schema: folder.join("schema"), seed: folder.join("seed") };
    let loaded = Snapshot::load(&data, &Limits::default(), &|_| {});
    fs::remove_dir_all(&folder).unwrap();
    to_text(&loaded.diagnostics, &loaded.sources, Style::Plain)
}

/// The names that the guide says are refused on some definitions.
fn told(on: &str) -> BTreeSet<String> {
    let page = fs::read_to_string("docs/type-definitions.md").unwrap();
    let section = page.split("\n### Names that fields cannot have\n").nth(1).unwrap();
    let row = section.lines().find_map(|line| line.strip_prefix(&format!("| {on} | ")));
    row.unwrap().split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Asks a document in which `N` stands for each name and `V`, `W` for the values of its number.
fn each_name(
    snapshot: &Snapshot,
    names: &BTreeSet<String>,
    query: &str,
    expected: impl Fn(&str, usize) -> Value,
) {
    for (at, name) in names.iter().enumerate() {
        let [low, high] = [value(at, 1), value(at, 2)].map(|value| value.to_string());
        let query = query.replace("$N", name).replace("$V", &low).replace("$W", &high);
        assert_eq!(data(snapshot, &query, None), expected(name, at), "`{name}` in {query}");
    }
}

/// A value that no other name has.
fn value(at: usize, which: usize) -> usize {
    at * 10 + which
}
