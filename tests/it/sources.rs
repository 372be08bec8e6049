//! Who says so: filters on sources, what rests on a source, where sources disagree.

use crate::{
    shipped::named_query,
    support::{answer, data, ids, shipped, small},
};
use corridor::snapshot::Snapshot;
use serde_json::{Value, json};
use std::sync::LazyLock;

const SCHEMA: &str = r#"
type Person @node(plural: "people") {
  born: PartialDate
  age: Int
  knows: [Person!]! @relationship(type: "KNOWS", direction: OUT)
}
type Town @node { people: Int }
"#;

const SEED: &str = "
Source:
  gazette: {name: Official Gazette, publisher: State Press, published: 2019-03-02, lang: en}
  letter: {name: A letter, lang: ru, sources: [gazette#front]}
  unused: {name: Nobody reads it, publisher: State Press}
Person:
  ann:
    name: Ann
    sources: [gazette#p. 4, gazette#p. 5, {source: letter, note: Only the headline}]
    knows:
      - {to: bob, sources: [gazette#p. 9]}
      - {to: cid, sources: [letter#second page]}
      - dan
  bob:
    name: Bob
    age: {claims: [{value: 30, sources: [letter]}, {value: 31, sources: [gazette#p. 6], preferred: true}]}
    born: {claims: [{value: 1990, sources: [letter#p. 2], preferred: true}, {value: 1989~, sources: [letter#p. 3, gazette]}]}
  cid: {name: Cid, sources: [letter#Page Two]}
  dan: {name: Dan, age: {claims: [{value: 7, sources: [letter], preferred: true}, {value: 7, sources: [gazette]}]}}
Town:
  abc: {name: A town, people: {claims: [{value: 5, sources: [letter]}, {value: 6, preferred: true}]}}
";

fn world() -> &'static Snapshot {
    static WORLD: LazyLock<Snapshot> = LazyLock::new(|| small("sources", SCHEMA, SEED));
    &WORLD
}

fn people(filter: &str) -> Vec<String> {
    let query = format!("{{ people(where: {{sources: {filter}}}) {{ nodes {{ id }} }} }}");
    let found = data(world(), &query, None);
    ids(&found["people"]["nodes"]).into_iter().map(str::to_owned).collect()
}

#[test]
fn entities_are_found_by_what_they_cite() {
    for (filter, expected) in [
        (r#"{some: {publisher: {eq: "state press"}}}"#, &["ann"][..]),
        (r#"{some: {lang: {eq: "ru"}}}"#, &["ann", "cid"]),
        (r#"{none: {id: {eq: "gazette"}}}"#, &["bob", "cid", "dan"]),
        // Of none, all are like anything.
        (r#"{all: {id: {eq: "letter"}}}"#, &["bob", "cid", "dan"]),
        (r#"{all: {id: {eq: "letter"}}, count: {gt: 0}}"#, &["cid"]),
        (r#"{single: {id: {eq: "letter"}}}"#, &["ann", "cid"]),
        (r#"{single: {id: {eq: "gazette"}}}"#, &[]),
        (r#"{count: {eq: 3}}"#, &["ann"]),
        (r#"{some: {published: {before: "2020"}}}"#, &["ann"]),
        (r#"{some: {locator: {eq: "page two"}}}"#, &["cid"]),
        (r#"{some: {locator: {exact: {eq: "page two"}}}}"#, &[]),
        (r#"{some: {locator: {matches: "^P"}}}"#, &["cid"]),
        (r#"{some: {locator: {isNull: true}}}"#, &["ann"]),
        (r#"{some: {note: {contains: "HEADLINE"}}}"#, &["ann"]),
        // Source and place are those of one citation.
        (r#"{some: {lang: {eq: "en"}, locator: {eq: "p. 5"}}}"#, &["ann"]),
        (r#"{some: {lang: {eq: "ru"}, locator: {eq: "p. 5"}}}"#, &[]),
        (
            r#"{some: {OR: [{locator: {eq: "p. 5"}}, {locator: {eq: "page two"}}]}}"#,
            &["ann", "cid"],
        ),
        (r#"{some: {AND: [{lang: {eq: "en"}}, {locator: {eq: "p. 4"}}]}}"#, &["ann"]),
        (r#"{some: {NOT: {lang: {eq: "en"}}}}"#, &["ann", "cid"]),
        (r#"{some: {name: {startsWith: "official"}, degree: {eq: 0}}}"#, &["ann"]),
        (r#"{}"#, &["ann", "bob", "cid", "dan"]),
    ] {
        assert_eq!(people(filter), expected, "{filter}");
    }
}

#[test]
fn links_are_found_by_what_they_cite() {
    let known = |filter: &str| {
        let query = format!(
            "{{ person(id: \"ann\") {{ knows(where: {{edge: {filter}}}) {{ nodes {{ id }} }}
               links(direction: OUT, where: {filter}) {{ nodes {{ to {{ id }} }} }} }} }}"
        );
        let found = data(world(), &query, None)["person"].take();
        let known: Vec<Value> = found["knows"]["nodes"].as_array().unwrap().clone();
        let linked = found["links"]["nodes"].as_array().unwrap().iter();
        assert_eq!(known, linked.map(|it| it["to"].clone()).collect::<Vec<_>>(), "{filter}");
        ids(&json!(known)).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(known(r#"{sources: {some: {publisher: {contains: "press"}}}}"#), ["bob"]);
    assert_eq!(known(r#"{sources: {some: {locator: {contains: "PAGE"}}}}"#), ["cid"]);
    assert_eq!(known(r#"{sources: {count: {eq: 0}}}"#), ["dan"]);
    assert_eq!(known(r#"{NOT: {sources: {none: {}}}}"#), ["bob", "cid"]);
    assert_eq!(
        known(r#"{OR: [{sources: {some: {lang: {eq: "en"}}}}, {note: {isNull: false}}]}"#),
        ["bob"]
    );
    // Through a relation's filter too.
    let query = r#"{ people(where: {knows: {some: {edge: {sources: {some: {id: {eq: "letter"}}}}}}}) { nodes { id } } }"#;
    assert_eq!(ids(&data(world(), query, None)["people"]["nodes"]), ["ann"]);
}

#[test]
fn evidence_and_status_are_filters_of_links() {
    let query = r#"{ organization(id: "az-kg-jic") { links(where: {evidence: {in: [OFFICIAL, CORROBORATED]}, status: {in: [ACTUAL]}}) { nodes { evidence status } totalCount }
        all: links { totalCount nodes { evidence status } } } }"#;
    let found = data(shipped(), query, None)["organization"].take();
    let like = |link: &&Value| {
        ["OFFICIAL", "CORROBORATED"].contains(&link["evidence"].as_str().unwrap())
            && link["status"] == "ACTUAL"
    };
    let all = found["all"]["nodes"].as_array().unwrap();
    let expected = all.iter().filter(like).count();
    assert!(0 < expected && expected < all.len());
    assert_eq!(found["links"]["totalCount"], json!(expected));
    assert!(found["links"]["nodes"].as_array().unwrap().iter().all(|it| like(&it)));
}

/// What rests on a source: ids, and where it is cited.
fn supports(source: &str, arguments: &str) -> Value {
    let query = format!(
        "{{ source(id: \"{source}\") {{ supports{arguments} {{ totalCount edges {{ node {{ id }}
           citations {{ locator note field }} }} }} }} }}"
    );
    data(world(), &query, None)["source"]["supports"].take()
}

#[test]
fn a_source_knows_what_rests_on_it() {
    let place = |locator: Option<&str>, note: Option<&str>, field: Option<&str>| json!({ "locator": locator, "note": note, "field": field });
    let edge = |id: &str, places: Vec<Value>| json!({ "node": { "id": id }, "citations": places });
    let expected = [
        edge("ann", vec![place(None, Some("Only the headline"), None)]),
        // Claims in the order of the properties.
        edge(
            "bob",
            vec![
                place(Some("p. 2"), None, Some("born")),
                place(Some("p. 3"), None, Some("born")),
                place(None, None, Some("age")),
            ],
        ),
        edge("cid", vec![place(Some("Page Two"), None, None)]),
        edge("dan", vec![place(None, None, Some("age"))]),
        edge("abc", vec![place(None, None, Some("people"))]),
        edge("ann~KNOWS~cid", vec![place(Some("second page"), None, None)]),
    ];
    assert_eq!(supports("letter", ""), json!({ "totalCount": 6, "edges": expected }));
    let gazette = supports("gazette", "");
    let found = gazette["edges"].as_array().unwrap().iter().map(|it| &it["node"]);
    let found: Vec<&str> = found.map(|it| it["id"].as_str().unwrap()).collect();
    // A source may rest on another.
    assert_eq!(found, ["ann", "bob", "dan", "letter", "ann~KNOWS~bob"]);
    assert_eq!(gazette["edges"][0]["citations"].as_array().unwrap().len(), 2, "ann cites it twice");
    assert_eq!(supports("unused", ""), json!({ "totalCount": 0, "edges": [] }));
}

#[test]
fn what_rests_on_a_source_is_chosen_by_kind_and_relation() {
    let found = |arguments: &str| {
        let query = format!(
            "{{ source(id: \"letter\") {{ supports{arguments} {{ totalCount nodes {{ id __typename }} }} }} }}"
        );
        let found = data(world(), &query, None)["source"]["supports"].take();
        let listed: Vec<String> = ids(&found["nodes"]).into_iter().map(str::to_owned).collect();
        assert_eq!(found["totalCount"], json!(listed.len()));
        listed
    };
    assert_eq!(found("(kinds: [Town])"), ["abc"]);
    assert_eq!(found("(relations: [KNOWS])"), ["ann~KNOWS~cid"]);
    assert_eq!(found("(kinds: [Town], relations: [KNOWS])"), ["abc", "ann~KNOWS~cid"]);
    assert_eq!(found("(kinds: [])"), [""; 0]);
}

/// Every page size, forwards and backwards, gives what one page gives; cursors of edges and of
/// `pageInfo` agree.
pub(crate) fn pages_are_the_whole(
    world: &Snapshot,
    field: &dyn Fn(&str) -> String,
    path: &[&str],
    item: &str,
) {
    let ask = |arguments: &str| {
        let query = field(arguments).replace(
            "PAGE",
            &format!(
                "{{ totalCount edges {{ cursor node {item} }} nodes {item}
                pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }}"
            ),
        );
        let mut found = data(world, &query, None);
        path.iter().for_each(|step| found = found[*step].take());
        found
    };
    let whole = ask("first: 500");
    let all = whole["nodes"].as_array().unwrap();
    assert!(all.len() > 2);
    assert_eq!(whole["totalCount"], json!(all.len()));
    for size in 1..=all.len().min(4) {
        for (count, cursor, more, edge) in [
            ("first", "after", "hasNextPage", "endCursor"),
            ("last", "before", "hasPreviousPage", "startCursor"),
        ] {
            let (mut found, mut arguments): (Vec<Vec<Value>>, String) =
                (Vec::new(), format!("{count}: {size}"));
            loop {
                let page = ask(&arguments);
                let nodes = page["nodes"].as_array().unwrap().clone();
                let edges = page["edges"].as_array().unwrap();
                assert_eq!(edges.iter().map(|it| it["node"].clone()).collect::<Vec<_>>(), nodes);
                assert_eq!(page["pageInfo"]["startCursor"], edges[0]["cursor"]);
                assert_eq!(page["pageInfo"]["endCursor"], edges.last().unwrap()["cursor"]);
                assert_eq!(page["totalCount"], json!(all.len()));
                let back = if count == "first" { "hasPreviousPage" } else { "hasNextPage" };
                assert_eq!(page["pageInfo"][back], json!(!found.is_empty()));
                found.push(nodes);
                if page["pageInfo"][more] == json!(false) {
                    break;
                }
                assert!(found.len() <= all.len(), "no end");
                arguments = format!("{count}: {size}, {cursor}: {}", page["pageInfo"][edge]);
            }
            if count == "last" {
                found.reverse();
            }
            assert_eq!(&found.concat(), all, "{count}: {size}");
        }
    }
    let nothing = ask("first: 0");
    assert_eq!(nothing["nodes"], json!([]));
    assert_eq!(nothing["pageInfo"]["hasNextPage"], json!(true));
    let cursor = |at: usize| &whole["edges"][at]["cursor"];
    let between =
        ask(&format!("first: 500, after: {}, before: {}", cursor(0), cursor(all.len() - 1)));
    assert_eq!(between["nodes"], json!(&all[1..all.len() - 1]));
}

#[test]
fn pages_of_what_rests_on_a_source() {
    let all =
        |arguments: &str| format!("{{ source(id: \"letter\") {{ supports({arguments}) PAGE }} }}");
    pages_are_the_whole(world(), &all, &["source", "supports"], "{ id }");
    let some = |arguments: &str| {
        format!(
            "{{ source(id: \"letter\") {{ supports(kinds: [Town, Person], {arguments}) PAGE }} }}"
        )
    };
    pages_are_the_whole(world(), &some, &["source", "supports"], "{ id }");
}

#[test]
fn a_cursor_holds_where_its_item_is_gone() {
    let query = "{ source(id: \"letter\") { supports { edges { cursor node { id } } } } }";
    let edges = data(world(), query, None)["source"]["supports"]["edges"].take();
    // Without cid, its links and its claims are gone; what follows them is the same.
    let seed: String =
        SEED.lines().filter(|it| !it.contains("cid")).map(|it| format!("{it}\n")).collect();
    let without = small("sources-without", SCHEMA, &seed);
    let behind = |at: usize| {
        let query = format!(
            "{{ source(id: \"letter\") {{ supports(after: {}) {{ nodes {{ id }} }} }} }}",
            edges[at]["cursor"]
        );
        let found = data(&without, &query, None);
        ids(&found["source"]["supports"]["nodes"])
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(edges[2]["node"]["id"], "cid");
    assert_eq!(behind(2), ["dan", "abc"]);
    assert_eq!(edges[5]["node"]["id"], "ann~KNOWS~cid");
    assert_eq!(behind(5), [""; 0]);
}

#[test]
fn cursors_of_other_lists_are_refused() {
    let cursor = |query: &str, path: &str| {
        data(world(), query, None).pointer(path).unwrap().as_str().unwrap().to_owned()
    };
    let conflict = cursor("{ conflicts { edges { cursor } } }", "/conflicts/edges/0/cursor");
    let person = cursor("{ people { edges { cursor } } }", "/people/edges/0/cursor");
    let refused = [
        format!("{{ conflicts(after: \"{person}\") {{ totalCount }} }}"),
        format!(
            "{{ source(id: \"letter\") {{ supports(before: \"{conflict}\") {{ totalCount }} }} }}"
        ),
        format!("{{ timeline(ids: [\"ann\"], after: \"{conflict}\") {{ totalCount }} }}"),
        "{ conflicts(after: \"?\") { totalCount } }".to_owned(),
    ];
    for query in refused {
        let response = answer(world(), &query, None);
        assert_eq!(response["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{query}");
    }
}

const CONFLICT: &str = "{ entity { id kind } field claims { value preferred note sources { source { id } locator } } }";

#[test]
fn conflicts_are_claims_that_differ() {
    let found = data(world(), &format!("{{ conflicts {{ totalCount nodes {CONFLICT} }} }}"), None);
    let found = &found["conflicts"];
    let places: Vec<_> = found["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["entity"]["id"].as_str().unwrap(), it["field"].as_str().unwrap()))
        .collect();
    // By id, whatever the kind, then by field; dan's claims say the same.
    assert_eq!(places, [("abc", "people"), ("bob", "age"), ("bob", "born")]);
    assert_eq!(found["totalCount"], json!(3));
    let age = &found["nodes"][1]["claims"];
    assert_eq!(
        age,
        &json!([
            { "value": 30, "preferred": false, "note": null, "sources": [{ "source": { "id": "letter" }, "locator": null }] },
            { "value": 31, "preferred": true, "note": null, "sources": [{ "source": { "id": "gazette" }, "locator": "p. 6" }] },
        ])
    );
    let pages = |arguments: &str| format!("{{ conflicts({arguments}) PAGE }}");
    pages_are_the_whole(world(), &pages, &["conflicts"], "{ field entity { id } }");
}

/// 2010, 2010-05 and 2010~ can all be one day; a third claim that only one of them can be makes
/// it a conflict.
#[test]
fn dates_that_can_be_the_same_day_are_no_conflict() {
    let schema = "type Person @node(plural: \"people\") { born: PartialDate }";
    let seed = "
Person:
  a: {name: A, born: {claims: [{value: 2010, preferred: true}, {value: 2010-05}, {value: 2010~}]}}
  b: {name: B, born: {claims: [{value: 2010, preferred: true}, {value: 2010-05}, {value: 2010-06}]}}
  c: {name: C, born: {claims: [{value: 2010-05, preferred: true}, {value: '?'}]}}
  d: {name: D, born: {claims: [{value: 2010-05, preferred: true}, {value: 2011}]}}
";
    let world = small("same-day", schema, seed);
    let found = data(&world, "{ conflicts { nodes { entity { id } } } }", None);
    let found = found["conflicts"]["nodes"].as_array().unwrap().iter();
    let found: Vec<_> = found.map(|it| it["entity"]["id"].as_str().unwrap()).collect();
    assert_eq!(found, ["b", "d"]);
}

#[test]
fn all_conflicts_of_the_shipped_data() {
    let found =
        data(shipped(), &format!("{{ conflicts {{ totalCount nodes {CONFLICT} }} }}"), None);
    let nodes = found["conflicts"]["nodes"].as_array().unwrap();
    let told: Vec<String> = nodes
        .iter()
        .map(|it| {
            let claims = it["claims"].as_array().unwrap().iter().map(|claim| {
                let sources = claim["sources"].as_array().unwrap().iter();
                let sources: Vec<&str> =
                    sources.map(|it| it["source"]["id"].as_str().unwrap()).collect();
                let mark = if claim["preferred"] == json!(true) { "*" } else { "" };
                format!("{}{mark} {}", claim["value"], sources.join(" "))
            });
            let claims: Vec<String> = claims.collect();
            format!(
                "{} {}: {}",
                it["entity"]["id"].as_str().unwrap(),
                it["field"].as_str().unwrap(),
                claims.join(", ")
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "az-embassy-bishkek founded: \"2007-05-16\"* S398, \"2007-10\" S18 S26",
            "az-kg-development-fund capital: {\"amount\":\"25000000\",\"currency\":\"USD\"}* S31 S34 S35, {\"amount\":\"100000000\",\"currency\":\"USD\"} S20 S33",
            "az-kg-development-fund capitalReceived: \"2024-02-12\"* S29, \"2023\" S28",
            "green-corridor-mou-2024 signed: \"2024-05-01\"* S51 S418, \"2024-05-02\" S380",
            "green-corridor-mou-2025 signed: \"2025-04-04\"* S47 S48, \"2025-04-05\" S381",
            "issyk-kul-hotel status: \"UNDER_WAY\"* report-2025-12-08 S40, \"DONE\" S20",
            "trade-jan-aug-2025 changePercent: 100* S169, 80 S551",
            "turkic-investment-fund agreedCapital: {\"amount\":\"500000000\",\"currency\":\"USD\"}* S424 S520, {\"amount\":\"600000000\",\"currency\":\"USD\"} S154 S484",
        ]
    );
    assert_eq!(found["conflicts"]["totalCount"], json!(8));
    assert_eq!(named_query("where-sources-disagree")["conflicts"]["totalCount"], json!(8));
}

#[test]
fn everything_that_rests_on_the_seed_report() {
    let query = "{ source(id: \"report-2025-12-08\") { all: supports(first: 1000) { totalCount edges { node { id __typename } citations { locator field } } }
        topics: supports(kinds: [Topic]) { totalCount }
        acts: supports(relations: [AGREED_ON, DISCUSSED], first: 2) { totalCount nodes { __typename } } } }";
    let found = data(shipped(), query, None)["source"].take();
    let edges = found["all"]["edges"].as_array().unwrap();
    assert_eq!(found["all"]["totalCount"], json!(edges.len()));
    // The account is the only one of most that was agreed on.
    let links = edges.iter().filter(|it| it["node"]["__typename"] == "Link").count();
    assert!(links > 150 && edges.len() - links > 120, "{links} of {}", edges.len());
    assert_eq!(found["topics"]["totalCount"], json!(45));
    assert_eq!(found["acts"]["nodes"], json!([{ "__typename": "Link" }, { "__typename": "Link" }]));
    let named = named_query("what-rests-on-a-source");
    assert_eq!(named["source"]["supports"]["totalCount"], json!(edges.len()));
    let hotel = edges.iter().find(|it| it["node"]["id"] == "issyk-kul-hotel").unwrap();
    assert_eq!(
        hotel["citations"],
        json!([
            { "locator": "paragraph 8", "field": null },
            { "locator": "paragraph 8", "field": "status" },
        ])
    );
}
