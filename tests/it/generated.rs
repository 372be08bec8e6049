//! Files that are generated from the code and committed: a stale one fails here.
//!
//! `UPDATE_EXPECT=1` writes them.

use crate::support::{shipped, toy};
use corridor::{
    api::ErrorCode,
    diagnostics::{Code, Severity},
    format::{Choice, Export, Format, GraphField, Options},
    limits::{self, Cancel, Limits},
    ontology::directives_sdl,
};
use expect_test::expect_file;
use std::fmt::Write;

#[test]
fn directives() {
    expect_file!["../../schema/corridor.graphql"].assert_eq(&directives_sdl());
}

#[test]
fn the_api_of_the_shipped_data_set() {
    expect_file!["../../docs/api.graphql"].assert_eq(shipped().sdl());
}

#[test]
fn the_api_of_the_toy_world() {
    expect_file!["../worlds/toy/api.graphql"].assert_eq(toy().sdl());
}

/// The picture of the README, as `corridor export` draws it.
#[test]
fn the_picture_of_the_readme() {
    let around = Choice::Field(GraphField::subgraph(&["jic-6-bilateral"], 1));
    let content = shipped().content(&around, &Cancel::default()).unwrap();
    let limits = shipped().limits();
    let export = Export { format: Format::Svg, options: Options::default(), limits };
    let mut bytes = Vec::new();
    export.write(&content, &mut bytes).unwrap();
    expect_file!["../../docs/bilateral.svg"].assert_eq(&String::from_utf8(bytes).unwrap());
}

/// Which documents are GraphQL, at the end of the page of errors.
const EDITION: &str = "\n## Edition of GraphQL\n\n\
    Corridor follows the [September 2025 edition](https://spec.graphql.org/September2025/) of the \
    GraphQL specification, as graphql-js 16 and apollo-compiler implement it. `__Type.isOneOf` is \
    there; the API has no input object with `@oneOf`. Three parts of newer documents are refused. \
    A client notices by the code and the location of the error, before anything runs:\n\n\
    | in the document | from | error |\n|---|---|---|\n\
    | a description before an operation or a fragment | September 2025 | `GRAPHQL_PARSE_FAILED` |\n\
    | an empty selection set: `{ person(id: \"a\") { } }` | September 2026 | `GRAPHQL_PARSE_FAILED` |\n\
    | a directive that the API does not have; it has `@skip` and `@include` | every edition | `GRAPHQL_VALIDATION_FAILED` |\n\n\
    Directives on definitions of directives (September 2026) concern type definitions alone: \
    `corridor check` refuses them as a syntax error. Introspection shows no trace of either: a \
    client that wants to know asks with a small document and looks at the code.\n";

#[test]
fn error_codes() {
    let mut page = "# Error codes\n\n\
        Every error in a response has a code in `extensions.code`. The table below lists all codes; a \
        code never changes its meaning. If a limit is the reason, `extensions.limit` names it \
        ([the limits](limits.md)). [Queries](queries.md#errors) shows some of them, and says for each \
        code and [limit](queries.md#limits) what to do. There are four sorts of errors:\n\n\
        - **Field errors**, such as `officeHolders(first: -1)`. A field failed while the request ran. \
        The error has `path` and `locations`, and `data` holds the results of all other fields \
        ([null propagation](https://spec.graphql.org/September2025/#sec-Handling-Execution-Errors)).\n\
        - **Requests refused before they run**, such as `{ peoples { totalCount } }`. The document is \
        not valid, or the variables do not fit. The response has no `data`. The message says what to \
        write instead: a name that is near or means the same (`first` for `limit`, `contains` for \
        `_ilike`), the way to a field that stands elsewhere (`owns: {some: {edge: {since: ...}}}`), or \
        the form of a value. Only names that exist at the place are offered.\n\
        - **Arguments over a limit**, such as `people(first: 5000)`. An argument over a limit refuses \
        the whole request, whether its value is in the document or in a variable, and even if its field would find nothing. All such \
        arguments are listed, each with its location. Arguments of fields that `@skip` or `@include` \
        leaves out do not count.\n\
        - **Limits reached while running.** `visits`, `deadline_ms` or `response_bytes` ends the \
        request: `data` is null. `path` and `locations` are those of the root field that was being \
        written, unless it was a field of introspection.\n\n\
        | code | meaning |\n|---|---|\n"
        .to_owned();
    for &code in ErrorCode::ALL {
        writeln!(page, "| `{}` | {} |", code.as_str(), code.meaning()).unwrap();
    }
    page += EDITION;
    expect_file!["../../docs/errors.md"].assert_eq(&page);
}

#[test]
fn limits() {
    let mut page = "# Limits\n\n\
        Nothing that a request or a data file drives runs without a bound. These are all of them, \
        with what holds where no setting says otherwise; `service { limits { name value unit } }` \
        answers what is in force on a server. Each can be set by its name, and \
        `corridor serve --help` says how.\n\n\
        | limit | default | unit | what it bounds |\n|---|--:|---|---|\n"
        .to_owned();
    for limit in Limits::TABLE {
        let default = grouped(limit.default);
        writeln!(page, "| `{}` | {default} | {} | {} |", limit.name, limit.unit, limit.description)
            .unwrap();
    }
    page += "\n## Files\n\n\
        These bounds hold for type definitions and facts. They are no settings: a data set that \
        loads on one machine loads on every other one.\n\n\
        | bound | value | unit | what it bounds |\n|---|--:|---|---|\n";
    for bound in limits::data::TABLE {
        let value = grouped(bound.default);
        writeln!(page, "| `{}` | {value} | {} | {} |", bound.name, bound.unit, bound.description)
            .unwrap();
    }
    expect_file!["../../docs/limits.md"].assert_eq(&page);
}

#[test]
fn diagnostics() {
    let mut page = "# Diagnostics\n\n\
        What `corridor check` can say of a data set. Each problem has a code, a place and, where \
        there is one, a suggestion; `tests/cases/` has an example of every code. An error keeps a \
        data set from being served; a warning does not, unless `--deny-warnings` is given. A note \
        tells what was done, and is shown with `--verbose`.\n\n\
        Of each code the first 20 problems are shown in full and the others counted; `--verbose` \
        shows all of them, and so does `--format json`.\n\n\
        Warnings that do not fit a data set are left out with `--allow CODE`, with `allow = \
        [\"self-link\"]` in `corridor.toml`, or with `CORRIDOR_ALLOW`.\n"
        .to_owned();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let name = severity.as_str();
        let says = if severity == Severity::Note { "what was done" } else { "what is wrong" };
        write!(page, "\n## {}s\n\n| code | {says} |\n|---|---|\n", capitalized(name)).unwrap();
        for code in Code::ALL.iter().filter(|code| code.severity() == severity) {
            writeln!(page, "| `{}` | {} |", code.as_str(), code.meaning()).unwrap();
        }
    }
    expect_file!["../../docs/diagnostics.md"].assert_eq(&page);
}

/// A number with its thousands apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn capitalized(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}
