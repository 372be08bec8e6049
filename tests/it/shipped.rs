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
    let chairs = event["chairs"]["edges"].as_array().unwrap();
    let publishers = |value: &Value| {
        let sources = value["sources"].as_array().unwrap().iter();
        let publisher = |it: &Value| it["source"]["publisher"].as_str().unwrap().to_owned();
        sources.map(publisher).collect::<Vec<_>>()
    };
    let [kyrgyz, azerbaijani] = &chairs[..] else { panic!("{chairs:?}") };
    assert_eq!(kyrgyz["node"]["name"], "Bakyt Torobaev");
    assert_eq!(kyrgyz["role"], "co-chair, Kyrgyz side");
    assert_eq!(azerbaijani["node"]["name"], "Samir Sharifov");
    assert_eq!(azerbaijani["role"], "co-chair, Azerbaijani side");
    for chair in chairs {
        assert_eq!(publishers(chair), ["Report News Agency", "Trend", "Kabar", "1news.az"]);
        assert_eq!(chair["sources"][0]["locator"], "2");
    }
    let posts = |chair: &Value| {
        let edges = chair["node"]["posts"]["edges"].as_array().unwrap().iter();
        let post = |it: &Value| {
            json!([it["node"]["name"], it["since"], it["until"], publishers(it).len()])
        };
        edges.map(post).collect::<Vec<_>>()
    };
    assert_eq!(
        posts(kyrgyz),
        [
            json!(["Co-chair of the commission, Kyrgyz side", null, "2026-02-24", 3]),
            json!([
                "Deputy Chairman of the Cabinet of Ministers of the Kyrgyz Republic",
                null,
                "2026-02-24",
                5
            ]),
        ]
    );
    assert_eq!(
        posts(azerbaijani),
        [
            json!(["Deputy Prime Minister of Azerbaijan", "2025-01-10", null, 3]),
            json!(["Co-chair of the commission, Azerbaijani side", null, null, 1]),
        ]
    );
}

#[test]
fn what_socar_and_kyrgyzneftegaz_agreed() {
    let company = &named_query("what-was-agreed")["organization"];
    let edges = company["cooperatesWith"]["edges"].as_array().unwrap();
    assert_eq!(edges.len(), 1);
    assert_eq!(edges[0]["node"]["name"], "Kyrgyzneftegaz OJSC");
    assert_eq!(
        (&edges[0]["status"], &edges[0]["role"], &edges[0]["attested"]),
        (&json!("AGREED"), &json!("to be widened"), &json!(["2025-12-08"]))
    );
    assert_eq!(edges[0]["sources"][0]["locator"], "12");
    let projects = company["involvedIn"]["nodes"].as_array().unwrap();
    assert_eq!(projects.len(), 1);
    assert_eq!(projects[0]["name"], "Wider SOCAR-Kyrgyzneftegaz cooperation");
    let agreed = &projects[0]["agreedAt"]["edges"][0];
    assert_eq!(agreed["node"]["name"], "6th meeting of the commission");
    assert_eq!((&agreed["status"], &agreed["at"]), (&json!("AGREED"), &json!("2025-12-08")));
    // The relation has no direction: the other company shows the same link.
    let query = "{ organization(id: \"kyrgyzneftegaz\") { cooperatesWith { edges { id node { id } } } } \
                 socar: organization(id: \"socar\") { cooperatesWith { edges { id } } } }";
    let found = data(shipped(), query, None);
    let other = &found["organization"]["cooperatesWith"]["edges"][0];
    assert_eq!(other["node"]["id"], "socar");
    assert_eq!(other["id"], found["socar"]["cooperatesWith"]["edges"][0]["id"]);
}

#[test]
fn who_holds_posts_in_the_kyrgyz_cabinet() {
    let found = named_query("cabinet-posts");
    let cabinet = &found["organization"];
    let names = |edges: &Value| {
        let edges = edges["edges"].as_array().unwrap().iter();
        edges.map(|it| it["node"]["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&cabinet["heads"]), ["Adylbek Kasymaliev", "Akylbek Japarov"]);
    assert_eq!(names(&cabinet["deputyHeads"]), ["Daniyar Amangeldiev", "Edil Baisalov"]);
    let posts = cabinet["posts"]["nodes"].as_array().unwrap();
    assert_eq!(posts.len(), 1);
    assert_eq!(names(&posts[0]["holders"]), ["Bakyt Torobaev"]);
    assert_eq!(posts[0]["holders"]["edges"][0]["until"], "2026-02-24");
    let ministries = found["ministries"]["nodes"].as_array().unwrap();
    assert_eq!(ministries.len(), 11);
    let agriculture = ministries.last().unwrap();
    assert!(agriculture["name"].as_str().unwrap().starts_with("Ministry of Water Resources"));
    assert_eq!(names(&agriculture["heads"]), ["Bakyt Torobaev", "Erlist Akunbekov"]);
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
    let chairs = [
        "aaly-karashev",
        "ali-ahmadov",
        "bakyt-torobaev",
        "elnur-aliyev-economy",
        "mukhtar-babayev",
        "samir-sharifov",
        "shahin-baghirov",
        "shavkat-mirziyoyev",
        "yagub-eyyubov",
    ];
    assert_eq!(people("{ chaired: { some: {} } }"), chairs);
    let of_the_commission = "{ chaired: { some: { node: { meetingOf: { some: { node: { id: { eq: \"az-kg-jic\" } } } } } } } }";
    assert!(people(of_the_commission).contains(&"samir-sharifov".to_owned()));
    assert!(!people(of_the_commission).contains(&"shavkat-mirziyoyev".to_owned()));
    assert_eq!(people("{ posts: { single: {} } }"), ["ilham-aliyev", "sadyr-japarov"]);
    let several = ["ali-ahmadov", "bakyt-torobaev", "samir-sharifov"];
    assert_eq!(people("{ posts: { count: { gte: 2 } } }"), several);
    assert_eq!(count("people", "{ posts: { none: {} } }"), 92);
    assert_eq!(count("people", "{ posts: { count: { eq: 0 } } }"), 92);
    assert_eq!(count("people", "{ headOf: { none: {} } }"), 24);
    // Everyone who had such an office, and none of which it is certain that it goes on.
    let ended = "{ headOf: { some: {}, all: { edge: { until: { isNull: false } } } } }";
    assert_eq!(count("people", ended), 22);
    assert_eq!(
        count("people", "{ headOf: { all: { edge: { until: { isNull: false } } } } }"),
        22 + 24
    );
    let events = "{ list: events(where: { chairs: { some: { node: { id: { eq: \"bakyt-torobaev\" } } } } }) { nodes { id } } }";
    let found = data(shipped(), events, None);
    assert_eq!(ids(&found["list"]["nodes"]), ["jic-meeting-4", "jic-meeting-5", "jic-meeting-6"]);
}

#[test]
fn as_many_entities_as_the_files_have() {
    let found = data(shipped(), "{ ontology { kinds { kind count } } service { entities } }", None);
    let kinds = found["ontology"]["kinds"].as_array().unwrap();
    let total: u64 = kinds.iter().map(|kind| kind["count"].as_u64().unwrap()).sum();
    assert_eq!(found["service"]["entities"], total);
    let of = |name: &str| kinds.iter().find(|kind| kind["kind"] == name).unwrap()["count"].clone();
    assert_eq!([of("Person"), of("Organization"), of("Post")], [97, 81, 6].map(Value::from));
}
