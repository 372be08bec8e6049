//! Every bound of a request: what reaches it is answered, one more is refused by its name.

use crate::support::{answer, data, ids, load, toy};
use corridor::{limits::Limits, snapshot::Snapshot};
use serde_json::{Value, json};

/// A request that needs exactly `at` of a limit.
struct Case {
    limit: &'static str,
    at: u64,
    query: &'static str,
    variables: Option<&'static str>,
}

const fn case(limit: &'static str, at: u64, query: &'static str) -> Case {
    Case { limit, at, query, variables: None }
}

const fn with(limit: &'static str, at: u64, query: &'static str, variables: &'static str) -> Case {
    Case { limit, at, query, variables: Some(variables) }
}

const CASES: &[Case] = &[
    case("document_bytes", 21, "{ service { links } }"),
    // Characters that are no words are counted in bytes.
    case("document_bytes", 31, "{ service { links } } # ə🌊b"),
    // Six words and brackets, the blanks between them, and the end.
    case("tokens", 12, "{ service { links } }"),
    case("nesting", 3, "{ people { nodes { id } } }"),
    case("nesting", 6, "{ people(where: { AND: [{ NOT: { id: { eq: 1 } } }] }) { totalCount } }"),
    with(
        "nesting",
        4,
        "query($w: PersonWhere) { people(where: $w) { totalCount } }",
        r#"{"w": {"OR": [{"id": {"eq": "[{\"[["}}]}}"#,
    ),
    case("depth", 5, "{ people { nodes { posts { nodes { id } } } } }"),
    case(
        "depth",
        4,
        "{ ...Q } fragment Q on Query { people { ...P } } \
         fragment P on PersonConnection { nodes { ... on Person { born } names { value } } }",
    ),
    case(
        "fields",
        8,
        "{ a: person(id: 1) { ...F } b: person(id: 1) { ...F } } \
         fragment F on Person { id ... { name born } }",
    ),
    case("aliases", 3, "{ a: person(id: 1) { b: id } c: service { links } }"),
    case(
        "aliases",
        4,
        "{ person(id: 1) { ...F } organization(id: 1) { ...F } } \
         fragment F on Actor { a: motto b: website }",
    ),
    case(
        "directives",
        3,
        "{ service @skip(if: false) { links @include(if: true) } ...F } \
         fragment F on Query { people @skip(if: true) { totalCount } }",
    ),
    with(
        "conditions",
        2,
        "query($a: Boolean!, $b: Boolean!, $c: ID!) { person(id: $c) { id @skip(if: $a) \
         name @include(if: $a) born @include(if: $b) } }",
        r#"{"a": true, "b": true, "c": "orvin"}"#,
    ),
    // Three people, each with two posts.
    case("cost", 9, "{ people(first: 3) { nodes { id posts(first: 2) { nodes { id } } } } }"),
    // Two edges with their ends, each with its own links.
    case(
        "cost",
        6,
        "{ people(first: 2) { edges { cursor node { links(first: 1) { nodes { id } } } } } }",
    ),
    with(
        "cost",
        40,
        "query($n: Int) { people(first: $n) { nodes { country: links(first: 3) { nodes { id } } } } }",
        r#"{"n": 10}"#,
    ),
    case("cost", 3, "{ nodes(ids: [1, 2, 3]) { id } }"),
    // Of the kinds that an entity can be, the most expensive counts.
    case(
        "cost",
        12,
        "{ actors(first: 2) { nodes { ... on Person { posts(first: 3) { nodes { id } } } \
         ... on Body { members(first: 5) { nodes { id } } } } } }",
    ),
    case("cost", 6, "{ people(first: 2) { nodes { id } edges { node { id } } } }"),
    case(
        "cost",
        4,
        "{ organization(id: 1) { parent { parent { id } } sources { source { id } } } }",
    ),
    case("cost", 10, "{ person(id: 1) { links(first: 3) { nodes { from { id } to { id } } } } }"),
    // Two conflicts with their entities, and two edges with moments with a link or an entity.
    case("cost", 4, "{ conflicts(first: 2) { nodes { field entity { id } } } }"),
    case(
        "cost",
        8,
        "{ timeline(ids: [\"orvin\"], first: 2) { edges { node { date link { id } entity { id } } } } }",
    ),
    case("cost", 3, "{ source(id: 1) { supports(first: 2) { nodes { id } } } }"),
    case("page_size", 3, "{ conflicts(first: 3) { totalCount } }"),
    case("page_size", 2, "{ timeline(ids: [\"orvin\", \"gulay\"], first: 1) { totalCount } }"),
    case(
        "page_size",
        2,
        "{ changes(from: \"2000-01-01\", to: \"2000-01-01\", last: 2) { totalCount } }",
    ),
    case("page_size", 3, "{ people(first: 3) { nodes { id } } }"),
    case("page_size", 3, "{ people(last: 3) { nodes { id } } }"),
    case("page_size", 2, "{ nodes(ids: [\"orvin\", \"gulay\"]) { id } }"),
    with(
        "page_size",
        2,
        "query($n: Int) { person(id: \"orvin\") { links(first: $n) { nodes { id } } } }",
        r#"{"n": 2}"#,
    ),
    // `score`, `gt`, `NOT`, `posts`, `some`, `node`, `rank`, `lt`.
    case(
        "filter_terms",
        8,
        "{ people(where: { score: { gt: 1 }, NOT: { posts: { some: { node: { rank: { lt: 3 } } } } } }) \
         { totalCount } }",
    ),
    // `id` and `in` with three values.
    case("filter_terms", 4, "{ people(where: { id: { in: [1, 2, 3] } }) { totalCount } }"),
    with(
        "filter_terms",
        5,
        "query($w: PostTenureLinkWhere) { person(id: \"orvin\") { posts(where: $w) { totalCount } } }",
        r#"{"w": {"edge": {"acting": {"eq": true}, "title": {"startsWith": "m"}}}}"#,
    ),
    // `sources`, `some`, `publisher`, `eq`, and `locator`, `in` with two values.
    case(
        "filter_terms",
        7,
        "{ people(where: { sources: { some: { publisher: { eq: \"a\" }, locator: { in: [\"1\", \"2\"] } } } }) \
         { totalCount } }",
    ),
    // `born`, `certainly`, `during`, `from`.
    case(
        "filter_terms",
        4,
        "{ people(where: { born: { certainly: { during: { from: \"2000-01-01\" } } } }) { totalCount } }",
    ),
    case("match_queries", 2, "{ match(queries: [{name: \"a\"}, {name: \"b\"}]) { name } }"),
    case("match_name_bytes", 4, "{ match(queries: [{name: \"Ёж\"}]) { name } }"),
    case("match_name_bytes", 6, "{ match(queries: [{name: \"a\", country: \"Чад\"}]) { name } }"),
    case("match_results", 6, "{ match(queries: [{name: \"a\"}], limit: 6) { name } }"),
    // Two names with three candidates each.
    case(
        "cost",
        6,
        "{ match(queries: [{name: \"a\"}, {name: \"b\"}], limit: 3) { candidates { entity { id } } } }",
    ),
    case("pattern_bytes", 5, "{ people(where: { name: { matches: \"^.*ə\" } }) { totalCount } }"),
    // Letters are counted in bytes.
    case("search_bytes", 8, "{ search(query: \"Төрө\") { totalCount } }"),
    with(
        "search_bytes",
        5,
        "query($q: String!) { search(query: $q) { totalCount } }",
        r#"{"q": "a b c"}"#,
    ),
    // Those of phrases and exclusions too.
    case(
        "search_words",
        6,
        "{ search(query: \"one \\\"two three\\\" -four five-six\") { totalCount } }",
    ),
    // Two hits with an edge and an entity each.
    case("cost", 6, "{ search(query: \"a\", first: 2) { edges { node { entity { id } } } } }"),
    case("cost", 2, "{ search(query: \"a\", first: 2) { nodes { score } facets { kind } } }"),
    case("page_size", 3, "{ search(query: \"a\", first: 3) { totalCount } }"),
    case(
        "filter_terms",
        2,
        "{ search(query: \"a\", where: { id: { eq: \"orvin\" } }) { totalCount } }",
    ),
    // One person is found; his three names are read, and a property in both ways in which it is
    // searched.
    case("visits", 6, "{ search(query: \"tasselbrook\") { totalCount } }"),
    // Three people are looked at, and that there is a page at all.
    case("visits", 4, "{ people(first: 3) { nodes { id } } }"),
    // Each of eight people is held against the filter, and three stand on the page.
    case("visits", 8, "{ people(where: { score: { isNull: true } }) { totalCount nodes { id } } }"),
    // Eight people and three citations.
    case(
        "visits",
        11,
        "{ people(where: { sources: { some: { locator: { eq: \"x\" } } } }) { totalCount } }",
    ),
    // Two for the page, and all nine that rest on it are counted.
    case(
        "visits",
        11,
        "{ source(id: \"ledger\") { supports(first: 2) { totalCount nodes { id } } } }",
    ),
    // Nine dates of the year before are looked at, since they could be longer.
    case(
        "visits",
        12,
        "{ changes(from: \"2000-01-01\", to: \"2020-01-01\", first: 3) { nodes { date } } }",
    ),
    case("order_keys", 2, "{ people(orderBy: [{ id: ASC }, { name: ASC }]) { totalCount } }"),
    case(
        "group_keys",
        2,
        "{ people { groups(by: [{ id: VALUE }, { name: VALUE }]) { totalCount } } }",
    ),
    case(
        "aggregate_fields",
        2,
        "{ people { aggregate(of: [{ score: VALUE }, { born: VALUE }]) { count } } }",
    ),
    // Groups that are not listed are formed too.
    case("groups", 8, "{ people { groups(by: [{ id: VALUE }], first: 1) { totalCount } } }"),
    // An aggregate is one object whatever the page is.
    case("cost", 1, "{ people(first: 3) { aggregate { count } } }"),
    // Three groups, and an entity for each of their keys.
    case(
        "cost",
        6,
        "{ people { groups(by: [{ id: VALUE }], first: 3) { nodes { keys { entity { id } } } } } }",
    ),
    // Each of eight people is counted once, and no page is read.
    case("visits", 8, "{ people { aggregate { count } } }"),
    // The list is read once more for the items of the groups.
    case("visits", 19, "{ people { groups { nodes { members(first: 1) { nodes { id } } } } } }"),
    // All links of an entity and their dates, whatever the page.
    case("visits", 56, "{ timeline(ids: [\"orvin\"], first: 2) { nodes { date } } }"),
];

#[test]
fn at_the_bound_passes_and_one_over_is_refused() {
    let mut failures = Vec::new();
    for Case { limit, at, query, variables } in CASES {
        let under = |value| {
            let mut limits = Limits::default();
            assert!(limits.set(limit, value), "{limit} is no limit");
            answer(&load("tests/worlds/toy", &limits), query, *variables)
        };
        let passed = under(*at);
        if passed.get("errors").is_some() {
            failures.push(format!("{limit} at {at}: {query}\n  {passed}"));
        }
        let refused = under(at - 1);
        if exceeded(&refused) != Some(limit) {
            failures.push(format!("{limit} under {at}: {query}\n  {refused}"));
        }
    }
    assert!(failures.is_empty(), "{} cases\n{}", failures.len(), failures.join("\n"));
}

/// Arguments over their limits, each behind an `@` that is not part of the document: of every
/// sort of field, in variables, below lists and below what is not there.
const OUT_OF_BOUNDS: &[(&str, &str, Option<&str>)] = &[
    ("page_size", "{ people(first: @5000) { totalCount } }", None),
    ("page_size", "{ people(last: @5000) { totalCount } }", None),
    ("page_size", "{ person(id: \"nobody\") { posts(first: @5000) { totalCount } } }", None),
    (
        "page_size",
        "{ people(first: 0) { nodes { links { edges { node { to { links(first: @5000) { totalCount } } } } } } } }",
        None,
    ),
    ("page_size", "{ conflicts(first: @5000) { totalCount } }", None),
    ("page_size", "{ people { groups(first: @5000) { totalCount } } }", None),
    (
        "group_keys",
        "{ people { groups(by: @[{ id: VALUE }, { name: VALUE }, { born: YEAR }]) { totalCount } } }",
        None,
    ),
    (
        "order_keys",
        "{ people(orderBy: @[{ id: ASC }, { name: ASC }, { id: ASC }, { degree: ASC }]) { totalCount } }",
        None,
    ),
    (
        "filter_terms",
        "{ people(orderBy: @[{ met: { count: ASC, where: { node: { AND: [{}, {}, {}, {}, {}, {}] } } } }]) { totalCount } }",
        None,
    ),
    (
        "aggregate_fields",
        "{ person(id: \"no\") { posts { aggregate(ofEdge: @[{ at: VALUE }, { since: VALUE }, { until: VALUE }]) { count } } } }",
        None,
    ),
    ("page_size", "{ source(id: \"no\") { supports(last: @5000) { totalCount } } }", None),
    (
        "page_size",
        "{ changes(from: \"2000-01-01\", to: \"2000-01-01\", first: @5000) { totalCount } }",
        None,
    ),
    ("page_size", "{ timeline(ids: [\"no\"], first: @5000) { totalCount } }", None),
    (
        "page_size",
        "query($n: Int) { search(query: \"a\", first: @$n) { totalCount } }",
        Some(r#"{"n": 5000}"#),
    ),
    ("page_size", "query($n: Int = 5000) { entities(first: @$n) { totalCount } }", None),
    (
        "page_size",
        "query($ids: [ID!]!) { nodes(ids: @$ids) { id } }",
        Some(r#"{"ids": ["a", "b", "c", "d", "e"]}"#),
    ),
    ("page_size", "{ nodes(ids: @[\"a\", \"b\", \"c\", \"d\", \"e\"]) { id } }", None),
    ("page_size", "{ similar(id: \"orvin\", first: @5000) { __typename } }", None),
    ("page_size", "{ commonConnections(ids: [\"orvin\"], first: @5000) { __typename } }", None),
    ("page_size", "{ subgraph(roots: [\"orvin\"], limit: @5000) { nodeCount } }", None),
    ("page_size", "{ subgraph(roots: @[\"a\", \"b\", \"c\", \"d\", \"e\"]) { nodeCount } }", None),
    (
        "page_size",
        "{ connected(from: \"a\", to: \"b\", avoid: @[\"a\", \"b\", \"c\", \"d\", \"e\"]) { connected } }",
        None,
    ),
    ("path_length", "{ subgraph(roots: [\"orvin\"], depth: @5000) { nodeCount } }", None),
    ("path_length", "{ connected(from: \"a\", to: \"b\", maxLength: @5000) { connected } }", None),
    ("path_length", "{ shortestPath(from: \"a\", to: \"b\", maxLength: @5000) { length } }", None),
    (
        "path_length",
        "query($n: Int) { paths(from: [\"a\"], to: [\"b\"], maxLength: @$n) { __typename } }",
        Some(r#"{"n": 5000}"#),
    ),
    ("graph_paths", "{ paths(from: [\"a\"], to: [\"b\"], k: @5000) { __typename } }", None),
    ("filter_terms", "{ people(where: @{ id: { in: [1, 2, 3, 4, 5, 6] } }) { totalCount } }", None),
    (
        "filter_terms",
        "query($w: PostTenureLinkWhere) { person(id: \"no\") { posts(where: @$w) { totalCount } } }",
        Some(r#"{"w": {"edge": {"acting": {"eq": true}, "title": {"in": ["a", "b", "c"]}}}}"#),
    ),
    (
        "filter_terms",
        "{ connected(from: \"a\", to: \"b\", edgeWhere: @{ note: { in: [\"1\", \"2\", \"3\", \"4\", \"5\"] } }) { connected } }",
        None,
    ),
    (
        "pattern_bytes",
        "{ people(where: @{ name: { matches: \"aaaaaaaaa\" } }) { totalCount } }",
        None,
    ),
    (
        "search_bytes",
        "{ search(query: @\"0123456789012345678901234567890123456789\") { totalCount } }",
        None,
    ),
    (
        "search_words",
        "query($q: String!) { search(query: @$q) { totalCount } }",
        Some(r#"{"q": "a b \"c d\" -e"}"#),
    ),
    ("match_results", "{ match(queries: [{name: \"a\"}], limit: @5000) { name } }", None),
    (
        "match_queries",
        "{ match(queries: @[{name: \"a\"}, {name: \"b\"}, {name: \"c\"}]) { name } }",
        None,
    ),
    ("match_name_bytes", "{ match(queries: @[{name: \"0123456789\"}]) { name } }", None),
];

#[test]
fn an_argument_over_a_limit_refuses_the_whole_request() {
    let limits = Limits {
        page_size: 4,
        path_length: 4,
        graph_paths: 4,
        filter_terms: 5,
        pattern_bytes: 8,
        search_bytes: 30,
        search_words: 4,
        match_results: 4,
        match_queries: 2,
        match_name_bytes: 8,
        group_keys: 2,
        order_keys: 2,
        aggregate_fields: 2,
        ..Limits::default()
    };
    let toy = load("tests/worlds/toy", &limits);
    for (limit, marked, variables) in OUT_OF_BOUNDS {
        let column = marked.find('@').unwrap() + 1;
        let response = answer(&toy, &marked.replace('@', ""), *variables);
        assert_eq!(response.get("data"), None, "{marked}: {response}");
        let [error] = &response["errors"].as_array().unwrap()[..] else { panic!("{response}") };
        let extensions = json!({ "code": "BAD_USER_INPUT", "limit": limit });
        assert_eq!(error["extensions"], extensions, "{marked}: {response}");
        assert_eq!(error["locations"], json!([{ "line": 1, "column": column }]), "{marked}");
        assert_eq!(error.get("path"), None, "{marked}");
    }
}

/// All of them are told at once, each once, however many kinds its field is lowered for.
#[test]
fn all_arguments_over_limits_are_told_in_the_order_of_the_document() {
    let query = "query($n: Int = 2000) {\n  b: entities { nodes { links(first: $n) { totalCount } } }\n  \
                 a: people(first: 3000) { totalCount }\n  skipped: people(first: 4000) \
                 @skip(if: true) { totalCount }\n}";
    let response = answer(toy(), query, None);
    let told: Vec<_> = response["errors"].as_array().unwrap().iter().collect();
    let places: Vec<_> = told.iter().map(|it| it["locations"][0]["line"].as_u64()).collect();
    assert_eq!(places, [Some(2), Some(3)], "{response}");
    assert!(told[0]["message"].as_str().unwrap().starts_with("`first` is 2000"), "{response}");
    let listed = |errors| {
        let toy = load("tests/worlds/toy", &Limits { errors, ..Limits::default() });
        answer(&toy, query, None)["errors"].as_array().unwrap().len()
    };
    assert_eq!([1, 2, 3].map(listed), [1, 2, 2]);
}

/// Limits that have a test of another form, and where it is.
const ELSEWHERE: &[(&str, &str)] = &[
    ("default_page_size", "here: it is a size, nothing is refused"),
    ("pattern_compiled_bytes", "here: how large a pattern becomes is for the crate to say"),
    ("match_candidates", "tests/it/names.rs"),
    ("errors", "here: more errors than it are not listed"),
    ("graph_nodes", "src/algo/paths/tests.rs"),
    ("graph_links", "src/algo/paths/tests.rs"),
    ("graph_bytes", "src/algo/paths/tests.rs"),
    ("graph_paths", "src/algo/paths/tests.rs"),
    ("path_length", "tests/it/graph.rs"),
    ("picture_nodes", "tests/it/formats.rs"),
    ("picture_links", "tests/it/formats.rs"),
    ("diagram_links", "tests/it/formats.rs"),
    ("concurrent_exports", "tests/it/http/export.rs"),
    ("list_bytes", "here: of each sort of list that keeps something"),
    ("response_bytes", "here: as large as a response is"),
    ("deadline_ms", "here: no time at all"),
    ("measures", "tests/it/measures.rs"),
    ("measure_bytes", "tests/it/measures.rs"),
    ("measure_ms", "tests/it/measures.rs"),
    ("measure_threads", "tests/it/measures.rs"),
    ("body_bytes", "tests/it/http/limits.rs"),
    ("concurrent_requests", "tests/it/http/limits.rs"),
    ("plan_cache_bytes", "src/api/cache.rs"),
    ("reconcile_queries", "tests/it/http/reconcile.rs"),
    ("reconcile_candidates", "tests/it/http/reconcile.rs"),
    ("extend_cells", "tests/it/http/reconcile.rs"),
];

#[test]
fn a_pattern_is_as_large_as_it_may_be_once_it_is_compiled() {
    let query = "{ people(where: { name: { matches: \"(?i)ORVIN.{20}\" } }) { totalCount } }";
    let world = |most| {
        let limits = Limits { pattern_compiled_bytes: most, ..Limits::default() };
        load("tests/worlds/toy", &limits)
    };
    let (mut enough, mut few) = (1 << 20, 0);
    assert_eq!(answer(&world(enough), query, None)["errors"], Value::Null);
    while few + 1 < enough {
        let most = few + (enough - few) / 2;
        let response = answer(&world(most), query, None);
        if response["errors"].is_null() {
            enough = most;
        } else {
            assert_eq!(exceeded(&response), Some("pattern_compiled_bytes"), "{response}");
            few = most;
        }
    }
    assert!((1_000..1 << 20).contains(&enough), "{enough}");
    let large = "{ people(where: { name: { matches: \"\\\\w{100}\" } }) { totalCount } }";
    let response = answer(toy(), large, None);
    let error = &response["errors"][0];
    assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{error}");
    let message = error["message"].as_str().unwrap();
    assert!(
        message.starts_with("`where.name.matches` has a pattern that takes over 1048576 bytes"),
        "{error}"
    );
}

#[test]
fn every_limit_has_a_test() {
    for info in Limits::TABLE {
        let here = CASES.iter().any(|case| case.limit == info.name);
        let elsewhere = ELSEWHERE.iter().find(|(name, _)| *name == info.name);
        assert!(here != elsewhere.is_some(), "{} is to be tested in one place", info.name);
        if let Some((_, place)) = elsewhere.filter(|(_, place)| place.ends_with(".rs")) {
            let text = std::fs::read_to_string(place).unwrap();
            assert!(text.contains(info.name), "{place} is to test {}", info.name);
        }
    }
    let known = |name: &str| Limits::TABLE.iter().any(|info| info.name == name);
    assert!(ELSEWHERE.iter().all(|(name, _)| known(name)), "a limit is gone");
}

#[test]
fn the_default_page_is_as_large_as_the_limit_says() {
    let limits = Limits { default_page_size: 3, ..Limits::default() };
    let toy = load("tests/worlds/toy", &limits);
    let found = data(
        &toy,
        "{ people { nodes { id } } person(id: \"orvin\") { links { nodes { id } } } }",
        None,
    );
    assert_eq!(ids(&found["people"]["nodes"]), ["anon:x.1~b", "bermet", "gulay"]);
    assert_eq!(found["person"]["links"]["nodes"].as_array().unwrap().len(), 3);
    // A page is never larger than a page may be.
    let limits = Limits { page_size: 2, ..limits };
    let found = data(&load("tests/worlds/toy", &limits), "{ people { nodes { id } } }", None);
    assert_eq!(ids(&found["people"]["nodes"]), ["anon:x.1~b", "bermet"]);
}

#[test]
fn more_errors_than_the_limit_are_not_listed() {
    let count = |errors, query: &str, variables| {
        let toy = load("tests/worlds/toy", &Limits { errors, ..Limits::default() });
        answer(&toy, query, variables)["errors"].as_array().unwrap().len()
    };
    let fields = "{ a: person(id: 1) { b: name } people(first: 3) { nodes { summary links(first: -1) { totalCount } } } }";
    let variables = "query($a: Int!, $b: Int!, $c: Int!) { people(first: $a, last: $b) { totalCount } events(first: $c) { totalCount } }";
    let invalid = "{ a b c }";
    // The first failing page nulls `people` and with it all of the data: one error.
    assert_eq!(count(10, fields, None), 1);
    for (query, given) in [(variables, Some("{}")), (invalid, None)] {
        assert_eq!([1, 2, 3, 4].map(|errors| count(errors, query, given)), [1, 2, 3, 3], "{query}");
    }
    let nullable = "{ nodes(ids: [\"orvin\", \"gulay\", \"toma\"]) { ... on Person { links(first: -1) { totalCount } } } }";
    assert_eq!([1, 2, 3, 4].map(|errors| count(errors, nullable, None)), [1, 2, 3, 3]);
}

#[test]
fn a_response_is_as_large_as_it_may_be() {
    for query in [
        "{ people { nodes { id name summary names { value } } } }",
        "{ nodes(ids: [\"orvin\", \"gulay\"]) { id ... on Person { name } } }",
        "{ person(id: \"orvin\") { id profile } }",
        "{ a: service { version } }",
        "{ __type(name: \"Person\") { name description } }",
    ] {
        let size = toy().execute(&request(query)).body.len() as u64;
        let under = |response_bytes| {
            let toy = load("tests/worlds/toy", &Limits { response_bytes, ..Limits::default() });
            answer(&toy, query, None)
        };
        assert_eq!(under(size).get("errors"), None, "{query}");
        let refused = under(size - 1);
        assert_eq!(exceeded(&refused), Some("response_bytes"), "{query}");
        assert_eq!(refused["data"], Value::Null);
    }
}

/// Groups, their sums and members, rankings, hits and timelines are kept as a whole; of a page in
/// an order only its best items are.
#[test]
fn what_lists_keep_is_bounded() {
    let limited =
        |list_bytes| load("tests/worlds/toy", &Limits { list_bytes, ..Limits::default() });
    let (none, some) = (limited(8), limited(100_000));
    for query in [
        "{ people { groups(by: [{ name: VALUE }]) { totalCount } } }",
        "{ people { groups { nodes { members(first: 1) { nodes { id } } } } } }",
        "{ people { aggregate(of: [{ born: VALUE }]) { values { count } } } }",
        "{ person(id: \"orvin\") { links { aggregate { distinctNodes } } } }",
        "{ rank(by: PAGE_RANK) { edges { value } } }",
        "{ components { total } }",
        "{ person(id: \"orvin\") { descendants(via: [HOLDS_POST]) { totalCount } } }",
        "{ timeline(ids: [\"orvin\"]) { totalCount } }",
        "{ search(query: \"orvin\") { totalCount } }",
    ] {
        refused_for("list_bytes", &none, query);
        let answered = answer(&some, query, None);
        assert_eq!(answered.get("errors"), None, "{query}: {answered}");
    }
    let page = "{ people(orderBy: [{ name: ASC }], first: 2) { nodes { id } } }";
    assert_eq!(answer(&none, page, None), answer(toy(), page, None));
}

/// Which of several fields asked for too much, by its alias.
#[test]
fn a_budget_that_ends_names_the_field_that_was_written() {
    let query = "{ small: person(id: \"orvin\") { id }\n  large: people { nodes { id name } }\n  person(id: \"gulay\") { id } }";
    for (limits, limit) in [
        (Limits { visits: 5, ..Limits::default() }, "visits"),
        (Limits { response_bytes: 150, ..Limits::default() }, "response_bytes"),
    ] {
        let response = answer(&load("tests/worlds/toy", &limits), query, None);
        assert_eq!(exceeded(&response), Some(limit));
        let error = &response["errors"][0];
        assert_eq!(error["path"], serde_json::json!(["large"]), "{limit}");
        assert_eq!(error["locations"], serde_json::json!([{ "line": 2, "column": 3 }]), "{limit}");
        assert!(response.as_object().unwrap().contains_key("data") && response["data"].is_null());
    }
    // Answers about the schema are no fields of the graph.
    let query = "{ __type(name: \"Person\") { name description } }";
    let limits = Limits { response_bytes: 20, ..Limits::default() };
    let response = answer(&load("tests/worlds/toy", &limits), query, None);
    assert_eq!(exceeded(&response), Some("response_bytes"));
    assert_eq!(response["errors"][0].get("path"), None);
}

/// A refused cost says which pages make it, and which would pass.
#[test]
fn a_refused_cost_says_what_would_pass() {
    let toy = load("tests/worlds/toy", &Limits { cost: 1_000, ..Limits::default() });
    let refused = |query: &str| {
        let response = answer(&toy, query, None);
        assert_eq!(exceeded(&response), Some("cost"), "{query}");
        response["errors"][0]["message"].as_str().unwrap().to_owned()
    };
    let nested = |first: usize, met: usize| {
        format!(
            "{{ small: posts(first: 5) {{ nodes {{ id }} }} all: people(first: {first}) \
             {{ nodes {{ met(first: {met}) {{ nodes {{ id }} }} }} }} }}"
        )
    };
    assert_eq!(
        refused(&nested(100, 50)),
        "the request may return 5105 objects by its page sizes, the most by `all` 100 × \
         `all.nodes.met` 50, and at most 1000 are allowed; with pages of at most 31 it would pass: give `first`"
    );
    assert_eq!(answer(&toy, &nested(31, 31), None).get("errors"), None, "31 * 32 + 5");
    // None of the fields alone makes too many: the first of the most expensive is named.
    let wide: String =
        (0..3).map(|at| format!("p{at}: people(first: 900) {{ nodes {{ id }} }} ")).collect();
    assert_eq!(
        refused(&format!("{{ {wide} }}")),
        "the request may return 2700 objects by its page sizes, the most by `p0` 900, and at most \
         1000 are allowed; with pages of at most 333 it would pass: give `first`"
    );
    let ids: Vec<String> = (0..501).map(|at| at.to_string()).collect();
    let ids = ids.join(", ");
    assert_eq!(
        refused(&format!("{{ a: nodes(ids: [{ids}]) {{ id }} b: nodes(ids: [{ids}]) {{ id }} }}")),
        "the request may return 1002 objects by its page sizes, the most by `a` 501, and at most \
         1000 are allowed; select less at once"
    );
}

/// A refused cost names every list of the most expensive chain by its response path: also those
/// that have one key, and those that are too much only together.
#[test]
fn a_refused_cost_names_the_whole_chain_of_lists() {
    let cases = [
        (
            1_000,
            "{ people(first: 5) { nodes { links(first: 50) { nodes { to { links(first: 100) { \
             nodes { id } } } } } } } }",
            "25505 objects by its page sizes, the most by `people` 5 × `people.nodes.links` 50 × \
             `people.nodes.links.nodes.to.links` 100, and at most 1000 are allowed; with pages of \
             at most 13 it",
        ),
        (
            2_000_000,
            "{ people(first: 100) { nodes { l: links(first: 100) { nodes { to { l: links(first: \
             100) { nodes { to { l: links(first: 100) { nodes { to { id } } } } } } } } } } } }",
            "202020100 objects by its page sizes, the most by `people` 100 × `people.nodes.l` 100 \
             × `people.nodes.l.nodes.to.l` 100 × `people.nodes.l.nodes.to.l.nodes.to.l` 100, and \
             at most 2000000 are allowed; with pages of at most 31 it",
        ),
        (
            2_000_000,
            "{ people(first: 1) { totalCount groups(by: [{ id: VALUE }], first: 10) { nodes { \
             members(first: 500) { nodes { links(first: 1000) { nodes { id } } } } } } } }",
            "5005010 objects by its page sizes, the most by `people.groups` 10 × \
             `people.groups.nodes.members` 500 × `people.groups.nodes.members.nodes.links` 1000, \
             and at most 2000000 are allowed; with pages of at most 446 it",
        ),
        (
            2_000_000,
            "{ communities(first: 10) { communities { members(first: 500) { nodes { links(first: 1000) \
             { edges { node { id } } } } } } } }",
            "10005010 objects by its page sizes, the most by `communities` 10 × \
             `communities.communities.members` 500 × `communities.communities.members.nodes.links` 1000, and \
             at most 2000000 are allowed; with pages of at most 315 it",
        ),
        (
            1_000,
            "{ entities(first: 100) { nodes { id } } subgraph(roots: [\"orvin\"], limit: 50) { nodes \
             { links(first: 20) { nodes { id } } } } }",
            "1150 objects by its page sizes, the most by `subgraph` 50 × `subgraph.nodes.links` 20, \
             and at most 1000 are allowed; with pages of at most 18 it",
        ),
        // One fragment stands at two paths.
        (
            1_000,
            "{ few: people(first: 2) { ...F } many: people(first: 90) { ...F } } fragment F on \
             PersonConnection { edges { node { met(first: 20) { nodes { id } } } } }",
            "2024 objects by its page sizes, the most by `many` 90 × `many.edges.node.met` 20, and \
             at most 1000 are allowed; with pages of at most 43 it",
        ),
        // Of fields beside each other, the chain goes on with the most expensive one.
        (
            1_000,
            "{ people(first: 50) { nodes { few: links(first: 2) { nodes { id } } many: met(first: \
             40) { nodes { links(first: 3) { nodes { id } } } } } } }",
            "8150 objects by its page sizes, the most by `people` 50 × `people.nodes.many` 40 × \
             `people.nodes.many.nodes.links` 3, and at most 1000 are allowed; with pages of at \
             most 15 it",
        ),
    ];
    for (cost, query, expected) in cases {
        let toy = load("tests/worlds/toy", &Limits { cost, ..Limits::default() });
        let response = answer(&toy, query, None);
        assert_eq!(exceeded(&response), Some("cost"), "{query}: {response}");
        assert_eq!(
            response["errors"][0]["message"],
            format!("the request may return {expected} would pass: give `first`"),
            "{query}"
        );
    }
}

/// What an index tells of a filter counts: one entity has a handle.
#[test]
fn the_cost_uses_what_indexes_know() {
    let toy = load("tests/worlds/toy", &Limits { cost: 120, ..Limits::default() });
    let people = |filter: &str| {
        let query = format!(
            "query($id: ID!) {{ people(where: {filter}) {{ nodes {{ met {{ nodes {{ id }} }} }} }} \
             person(id: $id) {{ id }} }}"
        );
        answer(&toy, &query, Some(r#"{"id": "orvin"}"#))
    };
    for known in [
        r#"{ id: { eq: "orvin" } }"#,
        r#"{ name: { eq: "Orvin Tasselbrook" } }"#,
        r#"{ motto: { isNull: true }, OR: [{ id: { in: ["orvin"] } }] }"#,
    ] {
        let answer = people(known);
        assert_eq!(answer.get("errors"), None, "{known}: {answer}");
    }
    for open in [r#"{ id: { ne: "orvin" } }"#, r#"{ motto: { eq: "x" } }"#, "{}"] {
        assert_eq!(exceeded(&people(open)), Some("cost"), "{open}");
    }
}

/// The end of the message of a request on the toy world that may make so many visits.
fn dearest(visits: u64, query: &str) -> String {
    let toy = load("tests/worlds/toy", &Limits { visits, ..Limits::default() });
    let response = answer(&toy, query, None);
    assert_eq!(exceeded(&response), Some("visits"), "{query}: {response}");
    let message = response["errors"][0]["message"].as_str().unwrap();
    message.split_once("; of its ").map_or("", |(_, dearest)| dearest).to_owned()
}

/// A budget that ends in a filter names the condition that took most of it, as it is written.
#[test]
fn a_budget_that_ends_names_the_dear_condition() {
    for (visits, condition, expected) in [
        (
            15,
            r#"born: { isNull: false }, met: { all: { node: { met: { some: { node: { motto: { contains: "q" } } } } } } }"#,
            "15 visits, 8 are for `where.met.all.node.met.some` of `people`",
        ),
        // Alternatives about both ends are followed each on its own, and are one condition.
        (
            14,
            r#"met: { some: { OR: [{ node: { motto: { contains: "q" } } }, { edge: { since: { isNull: true } }, node: { motto: { contains: "z" } } }] } }"#,
            "14 visits, 13 are for `where.met.some` of `people`",
        ),
        // An empty `some` beside `all` is found like `some` of its condition.
        (
            14,
            r#"OR: [{ motto: { contains: "q" } }, { met: { all: { node: { motto: { contains: "q" } } }, some: {} } }]"#,
            "14 visits, 13 are for `where.OR[1].met.all` of `people`",
        ),
        (
            8,
            r#"OR: [{ motto: { contains: "q" } }, { NOT: { met: { none: { node: { motto: { contains: "q" } } } } } }]"#,
            "8 visits, 7 are for `where.OR[1].NOT.met.none` of `people`",
        ),
        // A relation to one entity has no quantifier, and kinds stand below `on`.
        (
            12,
            r#"memberOf: { some: { node: { on: { Organization: { country: { node: { members: { some: { node: { motto: { contains: "z" } } } } } } } } } } }"#,
            "12 visits, 10 are for `where.memberOf.some.node.on.Organization.country.node.members.some` of \
             `people`",
        ),
        // A condition that is run as it is written.
        (
            6,
            "met: { count: { gt: 1, distinct: true } }",
            "6 visits, 3 are for `where.met.count` of `people`",
        ),
    ] {
        let query = format!("{{ people(where: {{ {condition} }}) {{ totalCount }} }}");
        assert_eq!(dearest(visits, &query), expected, "{condition}");
    }
    let rows = r#"{ people { nodes { met(where: { node: { met: { all: { node: { motto: { isNull: true } } } } } }) { totalCount } } } }"#;
    assert_eq!(
        dearest(25, rows),
        "25 visits, 9 are for `where.node.met.all` of `people.nodes.met`"
    );
    let names = r#"{ names: { contains: "q" } }"#;
    let plain: String =
        (0..3).map(|at| format!("e{at}: entities(where: {names}) {{ totalCount }} ")).collect();
    let plain = dearest(60, &format!("{{ {plain} }}"));
    assert_eq!(plain, "60 visits, 37 are for `where.names` of `e0`");
}

/// A filter is not named where an order, groups or the lists themselves spent most.
#[test]
fn a_budget_that_ends_names_whatever_spent_most() {
    for (visits, query, expected) in [
        (
            22,
            "{ people(where: { met: { some: {} } }, orderBy: [{ name: ASC }, { met: { sum: { node: { degree: DESC } } } }]) { nodes { id } } }",
            "22 visits, 11 are for `orderBy[1].met.sum` of `people`",
        ),
        (
            25,
            "{ people(orderBy: { met: { max: { node: { name: ASC } }, where: { node: { met: { all: { node: { motto: { isNull: true } } } } } } } }) { nodes { id } } }",
            "25 visits, 10 are for `orderBy[0].met.max` of `people`",
        ),
        (
            30,
            "{ people { groups(by: [{ met: { name: VALUE } }]) { nodes { count } } } }",
            "30 visits, 20 are for `by.met.name` of `people.groups`",
        ),
        // `aggregate` and `groups` read the list that they are fields of.
        (
            22,
            "{ people { aggregate { count } groups(by: [{ met: { name: VALUE } }]) { nodes { count } } } }",
            "20 visits, 16 are for the list `people`",
        ),
        (
            30,
            "{ people { nodes { known: met { nodes { met { nodes { name } } } } } } }",
            "29 visits, 12 are for the list `people.nodes.known.nodes.met`",
        ),
        (
            40,
            "{ people { nodes { links { nodes { id } } } } }",
            "40 visits, 31 are for the list `people.nodes.links`",
        ),
    ] {
        assert_eq!(dearest(visits, query), expected, "{query}");
    }
}

/// What is written before the size is looked at must be little: one item of a list.
#[test]
fn a_large_response_is_given_up_early() {
    let toy = load("tests/worlds/toy", &Limits { response_bytes: 2_000, ..Limits::default() });
    let fields: String = (0..60).map(|n| format!("f{n}: name ")).collect();
    for query in [
        format!("{{ people {{ nodes {{ {fields} }} }} }}"),
        format!("{{ people {{ edges {{ node {{ {fields} }} }} }} }}"),
        format!(
            "{{ nodes(ids: [\"orvin\", \"gulay\", \"toma\", \"zeyn\"]) {{ ... on Person {{ {fields} }} }} }}"
        ),
    ] {
        let reply = toy.execute(&request(&query));
        let response: Value = serde_json::from_slice(&reply.body).unwrap();
        assert_eq!(exceeded(&response), Some("response_bytes"), "{query}");
        assert!(reply.body.capacity() < 16_000, "{} bytes were reserved", reply.body.capacity());
    }
}

#[test]
fn a_request_with_no_time_left_ends() {
    // Eight people, each with its links, again and again: well over the visits between two
    // looks at the clock.
    let lists: String = (0..100)
        .map(|n| format!("l{n}: people(first: 20) {{ nodes {{ links(first: 100) {{ totalCount nodes {{ id }} }} }} }} "))
        .collect();
    let query = format!("{{ {lists} }}");
    assert_eq!(answer(toy(), &query, None).get("errors"), None);
    let toy = load("tests/worlds/toy", &Limits { deadline_ms: 0, ..Limits::default() });
    let refused = answer(&toy, &query, None);
    assert_eq!(exceeded(&refused), Some("deadline_ms"));
    assert_eq!(refused["data"], Value::Null);
    // Before each search the clock is looked at: an index counts no visits.
    let search = "{ search(query: \"nobody is called so\") { totalCount } }";
    assert_eq!(exceeded(&answer(&toy, search, None)), Some("deadline_ms"));
    // A small request needs no look at the clock.
    assert_eq!(answer(&toy, "{ person(id: \"orvin\") { id } }", None).get("errors"), None);
}

#[test]
fn attacks_are_refused_by_the_limit_they_run_into() {
    // Tokens are no limit here, so that nesting is met first.
    let limits = Limits { tokens: 1_000_000, document_bytes: 1_000_000, ..Limits::default() };
    let roomy = load("tests/worlds/toy", &limits);
    let deep = 100_000;
    let nested = |open: &str, close: &str| format!("{}{}", open.repeat(deep), close.repeat(deep));
    let in_argument = |value: String| format!("{{ people(where: {value}) {{ totalCount }} }}");
    let nestings = [
        nested("{a", "}"),
        "{a".repeat(deep),
        in_argument("[".repeat(deep)),
        in_argument(nested("[", "]")),
        in_argument(nested("{a:", "}")),
        format!("query($a: {}) {{ a }}", nested("[", "]")),
        "{...".repeat(deep),
    ];
    for query in &nestings {
        refused_for("nesting", &roomy, query);
    }
    let services: String = (0..300).map(|n| format!("a{n}: service {{ links }} ")).collect();
    let attacks = [
        ("document_bytes", "{".repeat(deep)),
        ("document_bytes", format!("{{ person(id: \"{}\") {{ id }} }}", "x".repeat(70_000))),
        ("tokens", "{".repeat(60_000)),
        ("tokens", format!("{{ {} }}", "a ".repeat(20_000))),
        ("nesting", "{a".repeat(3_000)),
        ("fields", doubling_fragments("{ ...F0 }")),
        ("fields", format!("{{ people {{ nodes {{ {} }} }} }}", "id ".repeat(2_000))),
        ("aliases", format!("{{ {services} }}")),
        ("directives", format!("{{ service {} {{ links }} }}", "@skip(if: false) ".repeat(200))),
        ("depth", format!("{{ people {{ nodes {} }} }}", met(15))),
        ("depth", introspection(3)),
        ("cost", format!("{{ people {{ nodes {} }} }}", met(8))),
    ];
    for (limit, query) in &attacks {
        refused_for(limit, toy(), query);
    }
}

fn refused_for(limit: &str, snapshot: &Snapshot, query: &str) {
    let refused = answer(snapshot, query, None);
    let start: String = query.chars().take(60).collect();
    assert_eq!(exceeded(&refused), Some(limit), "{start}: {refused}");
    assert_eq!(refused["errors"].as_array().unwrap().len(), 1, "{start}");
}

#[test]
fn nested_variables_are_refused() {
    let query = "query($w: PersonWhere) { people(where: $w) { totalCount } }";
    for text in
        ["{\"w\": ".to_owned() + &"[".repeat(100_000), "{\"w\":".repeat(150) + &"}".repeat(150)]
    {
        assert_eq!(exceeded(&answer(toy(), query, Some(&text))), Some("nesting"));
    }
}

/// Shapes that limits let pass must come to an end, in an answer or in a refusal.
#[test]
fn awkward_documents_come_to_an_end() {
    let chain = |length: usize, inner: &str| {
        let fragments: String = (0..length)
            .map(|n| {
                format!("fragment F{n} on Query {{ {} }}", inner.replace('%', &(n + 1).to_string()))
            })
            .collect();
        format!("{{ ...F0 }} {fragments} fragment F{length} on Query {{ service {{ links }} }}")
    };
    let links = toy().graph().link_count();
    // Spread after spread, at most as many as there are tokens.
    let found = answer(toy(), &chain(90, "...F%"), None);
    assert_eq!(found["data"]["service"]["links"], links);
    // One more than the validator follows is over a limit with a name.
    let found = answer(toy(), &chain(98, "...F%"), None);
    assert_eq!(found["data"]["service"]["links"], links);
    for length in [99, 100, 101, 500] {
        let refused = answer(toy(), &chain(length, "...F%"), None);
        assert_eq!(exceeded(&refused), Some("nesting"), "{length}: {refused}");
    }
    let refusals = [
        // Every level of brackets used in each of many fragments.
        chain(20, &format!("{} ...F% {}", "... {".repeat(95), "}".repeat(95))),
        // Fragments that no operation uses, each spreading the next twice.
        doubling_fragments("{ service { links } }"),
        "{ ...F } fragment F on Query { ...F }".to_owned(),
        (0..1_000).map(|n| format!("query Q{n} {{ a{n} }} ")).collect(),
        format!(
            "query({}) {{ service {{ links }} }}",
            (0..1_500).map(|n| format!("$v{n}: Int ")).collect::<String>()
        ),
        format!(
            "{{ people {{ nodes {{ {} }} }} }}",
            (0..190).map(|n| format!("a{}: id a{}: name ", n / 2, n / 2)).collect::<String>()
        ),
        // Brackets that hold nothing are wrong before they are deep.
        "{".repeat(3_000),
        String::new(),
        "\u{feff}".to_owned(),
        "\u{0}".to_owned(),
        "# only a comment".to_owned(),
        "\"\"\"".to_owned(),
        "{ person(id: \"\\u{110000}\") { id } }".to_owned(),
        "query(".to_owned(),
    ];
    for query in refusals {
        let refused = answer(toy(), &query, None);
        let start: String = query.chars().take(60).collect();
        assert!(
            refused.get("data").is_none() && refused["errors"][0]["message"].is_string(),
            "{start}: {refused}"
        );
    }
}

fn doubling_fragments(operation: &str) -> String {
    let fragments: String =
        (0..22).map(|n| format!("fragment F{n} on Query {{ ...F{0} ...F{0} }} ", n + 1)).collect();
    format!("{operation} {fragments} fragment F22 on Query {{ service {{ links }} }}")
}

/// Whom those met whom those met, so many times.
fn met(levels: usize) -> String {
    format!("{}{{ id }}{}", "{ met { nodes ".repeat(levels), " } }".repeat(levels))
}

/// Introspection that walks from types to their fields' types, so many times.
fn introspection(levels: usize) -> String {
    format!(
        "{{ __schema {{ types {{ {} name {} }} }} }}",
        "fields { type { ".repeat(levels),
        "} } ".repeat(levels)
    )
}

fn request(query: &str) -> corridor::api::Request<'_> {
    corridor::api::Request { query: query.into(), ..Default::default() }
}

/// The limit that a response names, if it was refused for one.
fn exceeded(response: &Value) -> Option<&str> {
    let extensions = &response["errors"][0]["extensions"];
    // An argument over a bound is a mistake of the client; the rest is over a limit of the server.
    let codes = ["LIMIT_EXCEEDED", "BAD_USER_INPUT"];
    let code = extensions["code"].as_str()?;
    codes.contains(&code).then(|| extensions["limit"].as_str()).flatten()
}

/// The snapshot that is asked is the one whose limits are shown.
#[test]
fn limits_in_force_are_told() {
    let toy: Snapshot = load("tests/worlds/toy", &Limits { cost: 77, ..Limits::default() });
    let told = data(&toy, "{ service { limits { name value unit } } }", None);
    let limits = told["service"]["limits"].as_array().unwrap();
    assert_eq!(limits.len(), Limits::TABLE.len());
    let cost = limits.iter().find(|it| it["name"] == "cost").unwrap();
    assert_eq!((&cost["value"], &cost["unit"]), (&77.into(), &"objects".into()));
}
