//! The shipped data: its questions are answered with what its files say.
//!
//! Counts and lists were taken from the files by hand, not from answers.

use crate::support::{data, ids, shipped};
use serde_json::{Value, json};
use std::fs;

pub(crate) fn named_query(name: &str) -> Value {
    let text = fs::read_to_string(format!("queries/{name}.graphql")).unwrap();
    data(shipped(), &text, None)
}

/// The ids of people like this, by id.
fn people(filter: &str) -> Vec<String> {
    let query = format!("{{ people(first: 1000, where: {filter}) {{ nodes {{ id }} }} }}");
    let found = data(shipped(), &query, None);
    ids(&found["people"]["nodes"]).into_iter().map(str::to_owned).collect()
}

fn count(field: &str, filter: &str) -> u64 {
    let query = format!("{{ list: {field}(where: {filter}) {{ totalCount }} }}");
    data(shipped(), &query, None)["list"]["totalCount"].as_u64().unwrap()
}

#[test]
fn every_named_query_runs() {
    let mut names: Vec<_> = fs::read_dir("queries")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "graphql"))
        .collect();
    names.sort();
    assert!(names.len() >= 6, "only {names:?}");
    for path in names {
        let found = named_query(path.file_stem().unwrap().to_str().unwrap());
        for (field, value) in found.as_object().unwrap() {
            assert!(!value.is_null(), "{field} of {}", path.display());
        }
    }
}

#[test]
fn what_is_new_is_shown_by_documents_of_its_own() {
    let found = named_query("find");
    let best = &found["search"]["nodes"][0];
    assert_eq!((&best["entity"]["id"], &best["field"]), (&json!("socar"), &json!("names")));
    assert!(best["highlight"].as_str().unwrap().contains("<mark>SOCAR</mark>"), "{best}");
    let meant = named_query("who-is-meant");
    let best: Vec<_> = meant["match"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            (it["candidates"][0]["entity"]["id"].as_str().unwrap(), it["tie"].as_bool().unwrap())
        })
        .collect();
    assert_eq!(
        best[..3],
        [
            ("mikayil-jabbarov", false),
            ("bakyt-torobaev", false),
            ("kg-cabinet-of-ministers", false),
        ]
    );
    assert!(best[3].1, "nothing in the name says which of them");
    let nodes = named_query("timeline")["timeline"]["nodes"].take();
    let both = json!({ "name": "Bakyt Torobaev" });
    let touches =
        |name: &Value| nodes.as_array().unwrap().iter().any(|it| it["link"]["from"] == *name);
    assert!(touches(&both) && touches(&json!({ "name": "Samir Sharifov" })), "{nodes}");
}

#[test]
fn who_chaired_the_sixth_meeting() {
    let found = named_query("who-chaired");
    let event = &found["event"];
    assert_eq!(event["start"], "2025-12-08");
    assert_eq!(event["venues"]["nodes"], json!([{ "name": "Baku" }]));
    let chairs = event["participants"]["edges"].as_array().unwrap();
    let [kyrgyz, azerbaijani] = &chairs[..] else { panic!("{chairs:?}") };
    for (chair, name, side) in [
        (kyrgyz, "Bakyt Torobaev", "Kyrgyz Republic"),
        (azerbaijani, "Samir Sharifov", "Republic of Azerbaijan"),
    ] {
        assert_eq!(chair["node"]["name"], name);
        assert_eq!(chair["part"], "CO_CHAIR");
        assert_eq!(chair["side"], json!({ "name": side }));
        assert_eq!(publishers(chair)[..3], ["Report News Agency", "Trend", "Kabar"]);
        assert_eq!(chair["sources"][0]["locator"], "paragraph 2");
    }
    let deputy = |chair: &Value| {
        let offices = chair["node"]["offices"]["edges"].as_array().unwrap();
        let deputy = offices.iter().find(|it| it["capacity"] == "DEPUTY_HEAD").unwrap();
        json!([deputy["title"], deputy["node"]["name"], deputy["until"]])
    };
    let cabinet = "Cabinet of Ministers of the Kyrgyz Republic";
    assert_eq!(deputy(kyrgyz), json!(["deputy chairman", cabinet, "2026-02-24"]));
    let cabinet = "Cabinet of Ministers of the Republic of Azerbaijan";
    assert_eq!(deputy(azerbaijani), json!(["deputy prime minister", cabinet, null]));
}

/// The publishers of what a link cites.
fn publishers(link: &Value) -> Vec<&str> {
    let sources = link["sources"].as_array().unwrap().iter();
    sources.map(|it| it["source"]["publisher"].as_str().unwrap()).collect()
}

#[test]
fn what_socar_and_kyrgyzneftegaz_agreed() {
    let company = &named_query("what-was-agreed")["organization"];
    let edges = company["cooperatesWith"]["edges"].as_array().unwrap();
    assert_eq!(edges.len(), 1);
    assert_eq!(edges[0]["node"]["name"], "Kyrgyzneftegaz OJSC");
    assert_eq!(
        (&edges[0]["status"], &edges[0]["form"], &edges[0]["attested"]),
        (&json!("AGREED"), &json!("COMMERCIAL"), &json!(["2025-12-08"]))
    );
    assert_eq!(edges[0]["sources"][0]["locator"], "paragraph 12");
    let projects = company["partnerIn"]["nodes"].as_array().unwrap();
    assert_eq!(projects.len(), 1);
    assert_eq!(projects[0]["name"], "Wider SOCAR-Kyrgyzneftegaz cooperation");
    let agreed = &projects[0]["agreedAt"]["edges"][0];
    assert_eq!(agreed["node"]["name"], "6th meeting of the commission");
    assert_eq!((&agreed["aim"], &agreed["at"]), (&json!("EXPAND"), &json!("2025-12-08")));
    // The relation has no direction: the other company shows the same link.
    let query = "{ organization(id: \"kyrgyzneftegaz\") { cooperatesWith { edges { id node { id } } } } \
                 socar: organization(id: \"socar\") { cooperatesWith { edges { id } } } }";
    let found = data(shipped(), query, None);
    let other = &found["organization"]["cooperatesWith"]["edges"][0];
    assert_eq!(other["node"]["id"], "socar");
    assert_eq!(other["id"], found["socar"]["cooperatesWith"]["edges"][0]["id"]);
}

#[test]
fn names_are_found_in_any_script_and_case() {
    for spelling in [
        "Төрөбаев",
        "Торобаев",
        "torobaev",
        "TOROBAYEV",
        "бакыт төрөбаев",
        "bakıt torobayev",
        "Bakyt  TORÖBAEV",
    ] {
        let found = people(&format!("{{ names: {{ contains: \"{spelling}\" }} }}"));
        assert_eq!(found, ["bakyt-torobaev"], "{spelling}");
    }
    for spelling in ["Şərifov", "Шарифов", "samir sharifov"] {
        let found = people(&format!("{{ names: {{ contains: \"{spelling}\" }} }}"));
        assert_eq!(found, ["samir-sharifov"], "{spelling}");
    }
    // The primary name alone, and letter by letter.
    assert_eq!(people("{ name: { contains: \"Төрөбаев\" } }"), ["bakyt-torobaev"]);
    assert_eq!(people("{ name: { contains: \"Torobayev\" } }"), ["bakyt-torobaev"]);
    assert!(people("{ name: { exact: { contains: \"Torobayev\" } } }").is_empty());
    assert_eq!(people("{ names: { exact: { contains: \"Төрөбаев\" } } }"), ["bakyt-torobaev"]);
    assert!(people("{ names: { exact: { contains: \"төрөбаев\" } } }").is_empty());
}

#[test]
fn relation_filters_count_what_the_files_have() {
    let chaired = "{ tookPartIn: { some: { edge: { part: { in: [CHAIR, CO_CHAIR] } } } } }";
    let chairs = people(chaired);
    assert!(chairs.contains(&"shavkat-mirziyoyev".to_owned()), "{chairs:?}");
    let of_the_commission = "{ tookPartIn: { some: { edge: { part: { eq: CO_CHAIR } }, node: { meetingOf: { node: { id: { eq: \"az-kg-jic\" } } } } } } }";
    assert_eq!(
        people(of_the_commission),
        ["aaly-karashev", "ali-ahmadov", "bakyt-torobaev", "samir-sharifov", "yagub-eyyubov"]
    );
    let all = count("people", "{}");
    let none = count("people", "{ offices: { none: {} } }");
    assert_eq!(count("people", "{ offices: { count: { eq: 0 } } }"), none);
    assert_eq!(count("people", "{ offices: { some: {} } }"), all - none);
    let one = count("people", "{ offices: { single: {} } }");
    assert_eq!(count("people", "{ offices: { count: { gte: 2 } } }"), all - none - one);
    // Everyone who had an office, and none of which it is certain that it goes on.
    let ended = "{ offices: { some: {}, all: { edge: { until: { isNull: false } } } } }";
    let all_ended = "{ offices: { all: { edge: { until: { isNull: false } } } } }";
    assert_eq!(count("people", all_ended), count("people", ended) + none);
    let events = "{ list: events(where: { participants: { some: { node: { id: { eq: \"bakyt-torobaev\" } }, edge: { part: { eq: CO_CHAIR } } } }, meetingOf: { isNull: false } }) { nodes { id } } }";
    let found = data(shipped(), events, None);
    assert_eq!(ids(&found["list"]["nodes"]), ["jic-meeting-4", "jic-meeting-5", "jic-meeting-6"]);
}

#[test]
fn as_many_entities_as_the_files_have() {
    let found = data(shipped(), "{ ontology { kinds { kind count } } service { entities } }", None);
    let kinds = found["ontology"]["kinds"].as_array().unwrap();
    let total: u64 = kinds.iter().map(|kind| kind["count"].as_u64().unwrap()).sum();
    assert_eq!(found["service"]["entities"], total);
}
