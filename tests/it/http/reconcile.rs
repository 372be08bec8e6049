//! The Entity Reconciliation API, as OpenRefine and other clients call it.
//!
//! Answers are those of the shipped data where they are about names, and of the toy world where
//! they are about values; what is expected was read in their files.

use super::fake::{Answer, request, send, settings, state};
use crate::support::{load, shipped, small, toy};
use axum::{Router, body::Body, http::Method};
use corridor::{
    http::{Cors, Engine, PublicUrl, Settings, State, app},
    limits::Limits,
};
use serde_json::{Value, json};

const FORM: &str = "application/x-www-form-urlencoded";

fn server_of(engine: impl Engine) -> Router {
    let state = State::new(Settings { body_bytes: 1 << 20, ..settings() });
    state.publish(engine);
    app(state)
}

async fn get(server: Router, path: &str) -> Answer {
    let headers = [("host", "graph.example:8000")];
    send(server, request(Method::GET, path, &headers, Body::empty())).await
}

/// A form with one field, as OpenRefine sends it.
async fn post(server: Router, field: &str, value: &Value) -> Answer {
    let pairs = [(field, value.to_string())];
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    send(server, request(Method::POST, "/reconcile", &[("content-type", FORM)], body)).await
}

/// The candidates of a query against the shipped data.
async fn candidates(query: Value) -> Vec<Value> {
    let mut answer = post(server_of(shipped()), "queries", &json!({ "q0": query })).await.json();
    match answer["q0"]["result"].take() {
        Value::Array(candidates) => candidates,
        other => panic!("{other}"),
    }
}

/// Id, score and whether it is a match, of each.
fn ranked(candidates: &[Value]) -> Vec<(&str, f64, bool)> {
    let row = |it: &Value| (it["score"].as_f64().unwrap(), it["match"].as_bool().unwrap());
    candidates
        .iter()
        .map(|it| (it["id"].as_str().unwrap(), row(it)))
        .map(|(id, (score, is_match))| (id, score, is_match))
        .collect()
}

/// The id of the match, if there is one.
async fn matched(query: Value) -> Option<String> {
    let candidates = candidates(query).await;
    let matches: Vec<_> = candidates.iter().filter(|it| it["match"] == true).collect();
    assert!(matches.len() <= 1, "{matches:?}");
    matches.first().map(|it| it["id"].as_str().unwrap().to_owned())
}

/// The values of a row of a data extension in the toy world.
async fn row(id: &str, properties: Value) -> Value {
    let query = json!({ "ids": [id], "properties": properties });
    post(server_of(toy()), "extend", &query).await.json()["rows"][id].take()
}

/// Checks that it is refused as clients of this API know it.
#[track_caller]
fn refused(answer: &Answer, status: u16, code: &str) -> String {
    assert_eq!(answer.status.as_u16(), status, "{answer:?}");
    let body = answer.json();
    assert_eq!((&body["status"], &body["code"]), (&json!("error"), &json!(code)), "{answer:?}");
    body["message"].as_str().expect("a message").to_owned()
}

#[tokio::test]
async fn the_manifest_says_what_there_is_and_where() {
    let answer = get(server_of(toy()), "/reconcile").await;
    assert_eq!(answer.header("content-type"), "application/json; charset=utf-8");
    assert_eq!(get(server_of(toy()), "/reconcile/").await.json(), answer.json());
    // What is not known is left alone, however often it is there.
    assert_eq!(get(server_of(toy()), "/reconcile?a=1&a=2").await.json(), answer.json());
    let manifest = answer.json();
    assert_eq!(manifest["versions"], json!(["0.2"]));
    assert_eq!(manifest["name"], "Corridor at graph.example:8000");
    assert_eq!(manifest["identifierSpace"], "http://graph.example:8000/entity/");
    assert_eq!(manifest["schemaSpace"], "http://graph.example:8000/schema.graphql");
    assert_eq!(manifest["view"]["url"], "http://graph.example:8000/entity/{{id}}");
    assert_eq!(manifest["preview"]["url"], "http://graph.example:8000/reconcile/preview/{{id}}");
    assert_eq!(manifest["batchSize"], 100);
    let types: Vec<_> = manifest["defaultTypes"].as_array().unwrap().iter().collect();
    let ids: Vec<_> = types.iter().map(|it| it["id"].as_str().unwrap()).collect();
    let kinds =
        ["Country", "Event", "Organization", "Person", "Post", "Project", "Source", "Vessel"];
    assert_eq!(ids, kinds);
    // Interfaces and unions.
    let named = |id: &str| json!({ "id": id, "name": id });
    assert_eq!(types[2]["broader"], json!(["Actor", "Body", "Host", "Subject"].map(named)));
    // Every address in it is answered.
    for service in ["entity", "property", "type"] {
        let service = &manifest["suggest"][service];
        let (url, path) = (&service["service_url"], service["service_path"].as_str().unwrap());
        assert_eq!(url, "http://graph.example:8000");
        assert_eq!(get(server_of(toy()), &format!("{path}?prefix=p")).await.status, 200);
    }
    let propose = manifest["extend"]["propose_properties"]["service_path"].as_str().unwrap();
    assert_eq!(get(server_of(toy()), propose).await.status, 200);
    // Parameters that clients add of themselves make it no query.
    assert_eq!(get(server_of(toy()), "/reconcile?_=1700000000").await.json(), manifest);
}

#[tokio::test]
async fn addresses_are_those_of_the_setting() {
    let url = PublicUrl::new("https://example.org/corridor/").expect("an address");
    let server = app(state(Settings { public_url: Some(url), ..settings() }));
    let forged = [("host", "evil.example"), ("x-forwarded-host", "evil.example")];
    let answer = send(server, request(Method::GET, "/reconcile", &forged, Body::empty())).await;
    let asked = answer.json()["asked"].as_str().unwrap().to_owned();
    assert_eq!(asked, "Manifest { base: \"https://example.org/corridor\" }");
    // Without the setting it is the name that was called, if that is one, and nothing else.
    for (host, says) in [
        ("a.example\"><script>", "not the name of a host"),
        ("a.example/path", "not the name of a host"),
        ("user@a.example", "not the name of a host"),
        ("a.example!", "set public_url"),
        ("", "set public_url"),
    ] {
        let headers = [("host", host), ("x-forwarded-host", "b.example")];
        let asked = request(Method::GET, "/reconcile", &headers, Body::empty());
        let answer = send(server_of(toy()), asked).await;
        assert!(refused(&answer, 400, "BAD_REQUEST").contains(says), "{host}");
    }
}

#[tokio::test]
async fn a_name_is_matched_in_any_script_and_language() {
    for (name, id) in [
        ("SOCAR", "socar"),
        ("Сокар", "socar"),
        ("Azərbaycan Dövlət Neft Şirkəti", "socar"),
        ("Государственная нефтяная компания Азербайджанской Республики", "socar"),
        ("Bakyt Torobaev", "bakyt-torobaev"),
        ("Төрөбаев Бакыт", "bakyt-torobaev"),
        ("БАКЫТ ТОРОБАЕВ", "bakyt-torobaev"),
        ("Samir Şərifov", "samir-sharifov"),
        ("Самир Шарифов", "samir-sharifov"),
        // An id that was found before.
        ("samir-sharifov", "samir-sharifov"),
    ] {
        let found = candidates(json!({ "query": name })).await;
        assert_eq!(found[0]["id"], id, "{name}");
        assert_eq!(found[0]["match"], true, "{name}: {}", found[0]);
        assert!(found[0]["score"].as_f64().unwrap() >= 92.0, "{name}: {}", found[0]);
    }
}

#[tokio::test]
async fn a_candidate_says_what_it_is_and_why() {
    let found = candidates(json!({
        "query": "SOCAR", "type": "Organization", "limit": 1,
        "properties": [
            { "pid": "country", "v": "Азербайджанская Республика" },
            { "pid": "form", "v": "company" },
            { "pid": "dissolved", "v": "2001" },
        ],
    }))
    .await;
    // Nothing is said of when it ended.
    let expected = json!({
        "id": "socar",
        "name": "State Oil Company of the Republic of Azerbaijan",
        "type": [{ "id": "Organization", "name": "Organization" }],
        "score": 97.0,
        "match": true,
        "features": [
            { "id": "name", "value": 100.0 },
            { "id": "whole_name", "value": true },
            { "id": "type", "value": true },
            { "id": "property:country", "value": true },
            { "id": "property:form", "value": true },
        ],
        "description": "State oil and gas company of Azerbaijan; runs the refinery in Baku",
    });
    assert_eq!(found, [expected]);
}

#[tokio::test]
async fn other_columns_decide_between_namesakes() {
    let cabinet = |country: Value| {
        json!({
            "query": "Cabinet of Ministers", "type": "Organization",
            "properties": [{ "pid": "country", "v": country }],
        })
    };
    let plain = candidates(json!({ "query": "Cabinet of Ministers" })).await;
    assert!(plain.iter().all(|it| it["match"] == false), "{:?}", ranked(&plain));
    for country in [
        json!("azerbaijan"),
        json!("AZ"),
        json!("Q227"),
        json!("wikidata:Q227"),
        json!("Wikidata:q227"),
        json!("Азербайджан"),
        json!({ "id": "azerbaijan", "name": "whatever" }),
        json!(["no such", "Azerbaijan"]),
    ] {
        let found = candidates(cabinet(country.clone())).await;
        assert_eq!(found[0]["id"], "az-cabinet-of-ministers", "{country}");
        let other = found.iter().find(|it| it["id"] == "kg-cabinet-of-ministers").unwrap();
        let features = other["features"].as_array().unwrap();
        assert!(features.contains(&json!({ "id": "property:country", "value": false })), "{other}");
    }
    let found = candidates(cabinet(json!("Кыргызская Республика"))).await;
    assert_eq!(found[0]["id"], "kg-cabinet-of-ministers");
}

/// However many there are of one name: a column says which of them is meant.
#[tokio::test]
async fn the_one_of_many_namesakes_is_found_that_another_column_tells() {
    let schema = "type Person @node(plural: \"people\") { born: PartialDate }";
    let person = |at| format!("  p{at:03}: {{name: Ann Lee, born: {}}}\n", 1700 + at);
    let seed = format!("Person:\n{}", (0..300).map(person).collect::<String>());
    let engine: &'static _ = Box::leak(Box::new(small("namesakes", schema, &seed)));
    let query = json!({
        "query": "Ann Lee", "limit": 1, "properties": [{ "pid": "born", "v": "1999" }],
    });
    let answer = post(server_of(engine), "queries", &json!({ "q": query })).await.json();
    let found = answer["q"]["result"].as_array().unwrap();
    assert_eq!(ranked(found), [("p299", 100.0, true)]);
}

#[tokio::test]
async fn a_blank_value_decides_nothing() {
    let query = |properties: Value| json!({ "query": "SOCAR", "properties": properties });
    let expected = candidates(query(json!([]))).await;
    for blank in [json!({ "id": "" }), json!({ "name": " " }), json!({ "id": " ", "name": "" })] {
        let found = candidates(query(json!([{ "pid": "country", "v": blank }]))).await;
        assert_eq!(found, expected, "{blank}");
    }
    // A blank id beside a name is none.
    let named = json!([{ "pid": "country", "v": { "id": "", "name": " AZ " } }]);
    let found = candidates(query(named)).await;
    let features = found[0]["features"].as_array().unwrap();
    assert!(features.contains(&json!({ "id": "property:country", "value": true })), "{features:?}");
}

#[tokio::test]
async fn a_name_is_evidence_in_any_spelling() {
    for pid in ["name", "names"] {
        let by = |v: &str| json!({ "properties": [{ "pid": pid, "v": v }], "type": "Person" });
        for name in ["Sadyr Japarov", "Садыр Жапаров", "Sadır Zhaparov"] {
            let found = candidates(by(name)).await;
            assert_eq!(found.len(), 1, "{pid} {name}: {found:?}");
            assert_eq!(found[0]["id"], "sadyr-japarov", "{pid} {name}");
        }
        assert_eq!(candidates(by("—")).await, [] as [Value; 0], "{pid}");
        let properties = json!([{ "pid": pid, "v": "Садыр Жапаров" }]);
        let found = candidates(json!({ "query": "Sadyr Japarov", "properties": properties })).await;
        assert_eq!(ranked(&found)[0], ("sadyr-japarov", 100.0, true), "{pid}");
    }
}

#[tokio::test]
async fn an_id_in_another_data_set_agrees_with_and_without_its_name() {
    for (id, agrees) in [
        (json!("Q813"), true),
        (json!("wikidata:Q813"), true),
        (json!({ "id": "Q813", "name": "Kyrgyzstan" }), true),
        (json!("Q227"), false),
    ] {
        let properties = json!([{ "pid": "externalIds", "v": id }]);
        let found = candidates(json!({ "query": "Kyrgyz Republic", "properties": properties }));
        let found = found.await;
        let country = found.iter().find(|it| it["id"] == "kyrgyzstan").unwrap();
        let feature = json!({ "id": "property:externalIds", "value": agrees });
        assert!(country["features"].as_array().unwrap().contains(&feature), "{id}: {country}");
        let score = if agrees { 100.0 } else { 75.0 };
        assert_eq!((&country["score"], &country["match"]), (&json!(score), &json!(agrees)), "{id}");
    }
}

#[tokio::test]
async fn a_type_restricts_or_is_preferred() {
    let query = |of_type: &Value, strict: &str| {
        let limit = 1;
        json!({ "query": "SOCAR", "type": of_type, "type_strict": strict, "limit": limit })
    };
    for (of_type, strict, expected) in [
        (json!("Organization"), "any", Some(100.0)),
        (json!(["Person", "Organization"]), "any", Some(100.0)),
        // A union that it is in.
        (json!("Institution"), "any", Some(100.0)),
        (json!(["Institution", "Venture"]), "all", Some(100.0)),
        (json!({ "id": "Organization", "name": "An organization" }), "any", Some(100.0)),
        (json!("Person"), "any", None),
        (json!(["Person", "Organization"]), "all", None),
        // Another kind passes, for less, and never as a match.
        (json!("Person"), "should", Some(75.0)),
    ] {
        let found = candidates(query(&of_type, strict)).await;
        let socar = found.iter().find(|it| it["id"] == "socar");
        assert_eq!(socar.map(|it| it["score"].as_f64().unwrap()), expected, "{of_type} {strict}");
        assert_eq!(socar.map(|it| it["match"] == true), expected.map(|it| it > 90.0));
    }
}

#[tokio::test]
async fn without_a_name_only_what_nobody_shares_is_a_match() {
    let by = |pid: &str, v: &str| json!({ "properties": [{ "pid": pid, "v": v }], "limit": 3 });
    assert_eq!(matched(by("iso2", "kg")).await.as_deref(), Some("kyrgyzstan"));
    for id in ["wikidata:Q227", "Q227", "q227"] {
        assert_eq!(matched(by("externalIds", id)).await.as_deref(), Some("azerbaijan"), "{id}");
    }
    for id in ["gnd:Q227", "Q22", "wikidata:"] {
        assert_eq!(matched(by("externalIds", id)).await, None, "{id}");
    }
    let chambers = candidates(by("form", "CHAMBER")).await;
    assert!(!chambers.is_empty() && chambers.iter().all(|it| it["match"] == false));
}

#[tokio::test]
async fn what_means_nobody_finds_nobody() {
    for query in [
        json!({ "query": "Xqzw Vvbnm" }),
        json!({ "query": "" }),
        json!({ "query": " \t" }),
        json!({ "query": "—" }),
        json!({ "query": "SOCAR", "type": "Topic" }),
        // A contradiction takes a poor candidate below what is shown.
        json!({ "properties": [{ "pid": "iso2", "v": "ZZ" }] }),
    ] {
        assert_eq!(candidates(query.clone()).await, [] as [Value; 0], "{query}");
    }
}

#[tokio::test]
async fn a_batch_comes_by_form_by_address_and_as_json() {
    let batch = json!({ "0": { "query": "orvin" }, "\"b/": { "query": "Harbor Ministry" } });
    let by_form = post(server_of(toy()), "queries", &batch).await;
    assert_eq!(by_form.status, 200);
    let answer = by_form.json();
    // Under the keys of the queries, in their order.
    assert_eq!(answer.as_object().unwrap().keys().collect::<Vec<_>>(), ["0", "\"b/"]);
    assert_eq!(answer["0"]["result"][0]["id"], "orvin");
    assert_eq!(answer["\"b/"]["result"][0]["id"], "harbor-ministry");
    let pairs = [("queries", batch.to_string())];
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    assert_eq!(get(server_of(toy()), &format!("/reconcile?{query}")).await.json(), answer);
    for body in [json!({ "queries": batch }), json!({ "queries": batch.to_string() })] {
        let headers = [("content-type", "application/json")];
        let asked = request(Method::POST, "/reconcile", &headers, body.to_string());
        assert_eq!(send(server_of(toy()), asked).await.json(), answer);
    }
}

#[tokio::test]
async fn entities_are_suggested_by_any_name_and_by_id() {
    let suggested = async |typed: &str| {
        let query =
            form_urlencoded::Serializer::new(String::new()).append_pair("prefix", typed).finish();
        get(server_of(shipped()), &format!("/reconcile/suggest/entity?{query}")).await.json()
    };
    for (typed, id) in [
        ("SOC", "socar"),
        ("socar", "socar"),
        ("Төрөб", "bakyt-torobaev"),
        ("Torobay", "bakyt-torobaev"),
        ("Бакыт", "bakyt-torobaev"),
        ("bakyt-torobaev", "bakyt-torobaev"),
        ("Şərif", "samir-sharifov"),
    ] {
        assert_eq!(suggested(typed).await["result"][0]["id"], id, "{typed}");
    }
    let expected = json!({
        "id": "socar",
        "name": "State Oil Company of the Republic of Azerbaijan",
        "notable": [{ "id": "Organization", "name": "Organization" }],
        "description": "State oil and gas company of Azerbaijan; runs the refinery in Baku",
    });
    assert_eq!(suggested("socar").await["result"][0], expected);
    for nothing in ["", " ", "—", "xqzw"] {
        assert_eq!(suggested(nothing).await, json!({ "result": [] }), "{nothing}");
    }
}

#[tokio::test]
async fn what_is_typed_may_be_any_spelling_of_a_name() {
    let schema = "type Person @node(plural: \"people\") { born: PartialDate }";
    let seed = "Person:\n  a: {name: Садыр Жапаров}\n  b: {name: Ann Lee}\n";
    let engine: &'static _ = Box::leak(Box::new(small("spellings", schema, seed)));
    for (typed, expected) in [
        ("Japar", json!(["a"])),
        ("Sadır Zhapar", json!(["a"])),
        ("sadyr j", json!(["a"])),
        // By sound `ll` is `l`, with which another name begins: too short to tell by.
        ("Ll", json!([])),
    ] {
        let query =
            form_urlencoded::Serializer::new(String::new()).append_pair("prefix", typed).finish();
        let path = format!("/reconcile/suggest/entity?{query}");
        let answer = get(server_of(engine), &path).await.json();
        let ids = answer["result"].as_array().unwrap().iter().map(|it| it["id"].clone());
        assert_eq!(Value::Array(ids.collect()), expected, "{typed}");
    }
}

#[tokio::test]
async fn suggestions_come_in_pages_and_by_type() {
    let page = async |parameters: &str| {
        let path = format!("/reconcile/suggest/entity?prefix=a&{parameters}");
        get(server_of(shipped()), &path).await.json()["result"].take()
    };
    let ids = |page: &Value| {
        let ids = page.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned());
        ids.collect::<Vec<_>>()
    };
    let (first, second) = (ids(&page("").await), ids(&page("cursor=20").await));
    assert_eq!((first.len(), second.len()), (20, 20));
    assert!(first.iter().all(|id| !second.contains(id)));
    assert_eq!(ids(&page("cursor=19").await)[..2], [first[19].clone(), second[0].clone()]);
    assert_eq!(page("cursor=100000").await, json!([]));
    let people = page("type=Person").await;
    assert!(people.as_array().unwrap().iter().all(|it| it["notable"][0]["id"] == "Person"));
}

#[tokio::test]
async fn properties_and_types_are_suggested_by_words() {
    let suggested = async |path: &str| get(server_of(toy()), path).await.json()["result"].take();
    let expected = json!([{
        "id": "founded", "name": "Founded", "description": "First day (Organization)",
    }]);
    assert_eq!(suggested("/reconcile/suggest/property?prefix=fou").await, expected);
    let properties = suggested("/reconcile/suggest/property?prefix=of&type=Person").await;
    assert_eq!(properties[0]["id"], "memberOf");
    assert_eq!(properties.as_array().unwrap().len(), 1);
    let expected = json!([{
        "id": "Body", "name": "Body", "description": "One that has members and posts",
    }]);
    assert_eq!(suggested("/reconcile/suggest/type?prefix=bo").await, expected);
    for what in ["entity", "property", "type"] {
        for signs in ["%26", "%E2%80%94", "+.+"] {
            let path = format!("/reconcile/suggest/{what}?prefix={signs}");
            assert_eq!(suggested(&path).await, json!([]), "{path}");
        }
    }
    // Kinds, then interfaces and unions.
    let unions = suggested("/reconcile/suggest/type?prefix=ho").await;
    let host = json!({ "id": "Host", "name": "Host", "description": "Who can give an event" });
    assert_eq!(unions, json!([host]));
    let all = suggested("/reconcile/suggest/type?prefix=").await;
    assert_eq!(all.as_array().unwrap().len(), 12);
}

#[tokio::test]
async fn properties_are_proposed_by_type() {
    let answer = get(server_of(toy()), "/reconcile/properties?type=Post&limit=9").await.json();
    assert_eq!((&answer["type"], &answer["limit"]), (&json!("Post"), &json!(9)));
    let ids: Vec<_> =
        answer["properties"].as_array().unwrap().iter().map(|it| it["id"].as_str()).collect();
    let common = ["name", "names", "summary", "kind", "id", "externalIds", "sources"];
    let expected: Vec<_> = common.into_iter().chain(["body", "grade"]).map(Some).collect();
    assert_eq!(ids, expected);
}

#[tokio::test]
async fn values_come_as_what_they_are() {
    let ids = |ids: &[&str]| Value::from_iter(ids.iter().map(|id| json!({ "id": id })));
    let found = row(
        "lantern-bridge",
        ids(&[
            "signedOn",
            "begun",
            "budget",
            "naval",
            "milestones",
            "phases",
            "codes",
            "pages",
            "data",
            "stage",
            "names",
            "lead",
            "sources",
            "kind",
        ]),
    )
    .await;
    let expected = json!({
        "signedOn": [{ "date": "2019-05-03T00:00:00Z" }],
        "begun": [{ "date": "2019-06-01T00:00:00Z" }],
        "budget": [{ "float": 1_250_000.75 }],
        "naval": [{ "str": "false" }],
        // Only what names a day is a point in time.
        "milestones": [{ "str": "2020" }, { "str": "2021-03" }, { "str": "2022-08-15~" }],
        "phases": [{ "int": 3 }, { "int": -2 }, { "int": 0 }],
        "codes": [{ "str": "A1" }, { "str": "7" }],
        "pages": [{ "str": "https://bridge.example/1" }, { "str": "https://bridge.example/2" }],
        "data": [{ "str": "[1,{\"k\":null}]" }],
        "stage": [{ "str": "RUNNING" }],
        "names": [{ "str": "Lantern Bridge" }, { "str": "Fənər körpüsü" }],
        "lead": [{ "id": "gulay", "name": "Gülay Dənizçi-Əlvan" }],
        "sources": [
            { "id": "gazette", "name": "Газета «Прилив»" },
            { "id": "ledger", "name": "The Great Ledger" },
        ],
        "kind": [{ "str": "Project" }],
    });
    assert_eq!(found, expected);
}

#[tokio::test]
async fn what_is_not_there_has_no_values() {
    // No such entity, a property of another kind, a property without a value.
    let query = json!({
        "ids": ["nobody", "orvin", "north-shoal"],
        "properties": [{ "id": "population" }, { "id": "memberOf" }],
    });
    let answer = post(server_of(toy()), "extend", &query).await.json();
    let none = json!({ "population": [], "memberOf": [] });
    assert_eq!(answer["rows"]["nobody"], none);
    assert_eq!(answer["rows"]["north-shoal"], none);
    assert_eq!(answer["rows"]["orvin"]["population"], json!([]));
    let meta = json!([
        { "id": "population", "name": "Population" },
        { "id": "memberOf", "name": "Member of", "type": { "id": "Body", "name": "Body" } },
    ]);
    assert_eq!(answer["meta"], meta);
}

#[tokio::test]
async fn settings_limit_and_count_values() {
    let with = async |settings: Value| {
        let asked = json!([{ "id": "phases", "settings": settings }]);
        row("lantern-bridge", asked).await["phases"].take()
    };
    let all = json!([{ "int": 3 }, { "int": -2 }, { "int": 0 }]);
    // OpenRefine sends what stands in the fields of a form: texts.
    for (settings, expected) in [
        (json!({}), all.clone()),
        (json!({ "limit": 0 }), all.clone()),
        (json!({ "limit": null }), all.clone()),
        (json!({ "limit": "" }), all),
        (json!({ "limit": "2" }), json!([{ "int": 3 }, { "int": -2 }])),
        (json!({ "limit": 1 }), json!([{ "int": 3 }])),
        (json!({ "count": "on", "limit": "1" }), json!([{ "int": 3 }])),
        (json!({ "count": true }), json!([{ "int": 3 }])),
    ] {
        assert_eq!(with(settings.clone()).await, expected, "{settings}");
    }
}

#[tokio::test]
async fn a_page_shows_an_entity_and_nothing_of_it_is_markup() {
    for (path, ancestors) in
        [("/reconcile/preview", "frame-ancestors *"), ("/entity", "frame-ancestors 'none'")]
    {
        let answer = get(server_of(toy()), &format!("{path}/pearl-works")).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none';") && policy.ends_with(ancestors));
        for part in [
            "<h1>Pearl Works &quot;Şəfəq&quot;</h1>",
            "<p class=\"kind\">Organization · pearl-works</p>",
            "<dt>Other names</dt><dd>PW; Жемчужный завод «Шафаг»</dd>",
            "<dt>Founded</dt><dd>2004-11-30</dd>",
            "<dt>Parent</dt><dd>Harbor Ministry</dd>",
        ] {
            assert!(answer.text.contains(part), "{part}: {}", answer.text);
        }
        assert!(!answer.text.contains("<script") && !answer.text.contains("src="));
        // What it is a part of and its units are there: the list of both is not shown again.
        assert!(answer.text.contains("<dt>Units</dt>") && !answer.text.contains("<dt>Family</dt>"));
    }
    let answer = get(server_of(toy()), "/entity/net-guild").await;
    let link = "<a href=\"https://nets.example/a?b=1&amp;c=%222%22\" target=\"_blank\" \
                rel=\"noopener noreferrer\">https://nets.example/a?b=1&amp;c=%222%22</a>";
    assert!(answer.text.contains(link), "{}", answer.text);
    // An id as clients write it into an address.
    assert_eq!(get(server_of(toy()), "/reconcile/preview/anon%3Ax.1~b").await.status, 200);
    let missing = get(server_of(toy()), "/reconcile/preview/%3Cnobody%3E").await;
    assert_eq!(refused(&missing, 404, "NOT_FOUND"), "there is no entity \"<nobody>\"");
}

/// People follow links to it, programs too.
#[tokio::test]
async fn an_entity_that_is_not_there_is_told_in_a_page_or_in_json() {
    let asked = async |path: &str, accept: &str| {
        let headers = [("host", "graph.example:8000"), ("accept", accept)];
        send(server_of(toy()), request(Method::GET, path, &headers, Body::empty())).await
    };
    let browser = "text/html,application/xhtml+xml,*/*;q=0.8";
    let page = asked("/entity/%3Cnope%3E", browser).await;
    assert_eq!(page.status, 404);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.header("vary"), "accept");
    assert!(page.header("content-security-policy").ends_with("frame-ancestors 'none'"));
    assert!(page.text.contains("<p>there is no entity &quot;&lt;nope&gt;&quot;</p>"), "{page:?}");
    assert!(page.text.contains("<a href=\"../graphql\">"), "{page:?}");
    for accept in ["*/*", "application/json"] {
        let message = asked("/entity/nope", accept).await.refused(404, "NOT_FOUND");
        assert_eq!(message, "there is no entity \"nope\"");
    }
    let message = asked("/entity/%FF", "*/*").await.refused(400, "BAD_REQUEST");
    assert!(message.contains("is not UTF-8"), "{message}");
    assert_eq!(asked("/entity/orvin", browser).await.status, 200);
    let large = request(Method::GET, "/entity/large", &[], Body::empty());
    let message = send(app(state(settings())), large).await.refused(400, "LIMIT_EXCEEDED");
    assert_eq!(message, "the page of \"large\" passes the limit `visits`");
    let posted = request(Method::POST, "/entity/orvin", &[], Body::empty());
    let answer = send(server_of(toy()), posted).await;
    answer.refused(405, "METHOD_NOT_ALLOWED");
    assert_eq!(answer.header("allow"), "GET, HEAD, OPTIONS");
}

#[tokio::test]
async fn a_malformed_request_is_told_what_is_wrong() {
    for (batch, said) in [
        (json!([]), "`queries` must be an object, not a list"),
        (json!({ "q0": "SOCAR" }), "`queries.q0` must be an object, not a string"),
        (json!({ "q0": {} }), "`queries.q0` must have a `query`, or `properties` with values"),
        (json!({ "q0": { "query": 1 } }), "`queries.q0.query` must be a string, not a number"),
        (
            json!({ "q0": { "query": "a", "limit": 0 } }),
            "`queries.q0.limit` must be a whole number from 1 up",
        ),
        (
            json!({ "q0": { "query": "a", "limit": -1 } }),
            "`queries.q0.limit` must be a whole number from 1 up",
        ),
        (
            json!({ "q0": { "query": "a", "limit": [] } }),
            "`queries.q0.limit` must be a whole number from 1 up, not a list",
        ),
        (
            json!({ "q0": { "query": "a", "typ": "Person" } }),
            "`queries.q0` has no member \"typ\"; there are `query`, `type`, `type_strict`, \
             `properties`, `limit`",
        ),
        (
            json!({ "q0": { "query": "a", "type": "Persn" } }),
            "`queries.q0.type`: there is no type \"Persn\"; did you mean \"Person\"?",
        ),
        (
            json!({ "q0": { "query": "a", "type_strict": "none" } }),
            "`queries.q0.type_strict` must be any, all or should, not \"none\"",
        ),
        (
            json!({ "q0": { "query": "a", "properties": [{ "pid": "bron", "v": 1 }] } }),
            "`queries.q0.properties[0].pid`: there is no property \"bron\"; did you mean \"born\"?",
        ),
        (
            json!({ "q0": { "query": "a", "properties": [{ "pid": "born" }] } }),
            "`queries.q0.properties[0]` must have a `v`",
        ),
    ] {
        let answer = post(server_of(toy()), "queries", &batch).await;
        assert_eq!(refused(&answer, 400, "BAD_REQUEST"), said);
    }
    // Of a long one the message has the beginning.
    let batch = json!({ "q": { "query": "a", "type": "a".repeat(100_000) } });
    let answer = post(server_of(toy()), "queries", &batch).await;
    let message = format!("`queries.q.type`: there is no type \"{}…\"", "a".repeat(100));
    assert_eq!(refused(&answer, 400, "BAD_REQUEST"), message);
    for (query, said) in [
        (json!({ "ids": [] }), "`extend` has no `properties`"),
        (json!({ "ids": "a", "properties": [] }), "`extend.ids` must be a list, not a string"),
        (
            json!({ "ids": ["a", 1], "properties": [] }),
            "`extend.ids[1]` must be a string, not a number",
        ),
        (
            json!({ "ids": [], "properties": [{ "id": "bron" }] }),
            "`extend.properties[0].id`: there is no property \"bron\"; did you mean \"born\"?",
        ),
        (
            json!({ "ids": [], "properties": [{ "id": "born", "settings": { "limit": "x" } }] }),
            "`extend.properties[0].settings.limit` must be a whole number from 0 up",
        ),
        (
            json!({ "ids": [], "properties": [
                { "id": "born" }, { "id": "born", "settings": { "count": "on" } },
            ] }),
            "`extend.properties[1]` asks for \"born\" again, with other settings; send one",
        ),
    ] {
        let answer = post(server_of(toy()), "extend", &query).await;
        assert_eq!(refused(&answer, 400, "BAD_REQUEST"), said);
    }
    for (path, status, said) in [
        ("/reconcile?queries={", 400, "`queries` is not JSON"),
        ("/reconcile?queries={}&extend={}", 400, "are two requests"),
        ("/reconcile?queries={}&queries={}", 400, "is given twice"),
        (
            "/reconcile?queries={\"q\":{\"query\":\"a\"},\"q\":{\"query\":\"b\"}}",
            400,
            "`queries`: the key \"q\" is given twice in an object at line 1 column 22",
        ),
        (
            "/reconcile?queries={\"q\":{\"query\":\"a\",\"query\":\"b\"}}",
            400,
            "the key \"query\" is given twice",
        ),
        ("/reconcile?callback=alert", 400, "JSONP"),
        ("/reconcile/suggest/entity?query=socar", 400, "the parameter `prefix` is missing"),
        ("/reconcile/suggest/type", 400, "the parameter `prefix` is missing"),
        ("/reconcile/preview/", 404, "there is nothing at /reconcile/preview/; /reconcile says"),
        ("/reconcile/sugest/type", 404, "there is nothing at /reconcile/sugest/type"),
        ("/reconcile/suggest/entity?prefix=a&cursor=-1", 400, "`cursor` must be a whole number"),
        ("/reconcile/suggest/entity?prefix=a&type=Persn", 400, "did you mean \"Person\"?"),
        ("/reconcile/suggest/flyout", 404, "cannot be suggested"),
        ("/reconcile/properties?type=Persn", 400, "did you mean \"Person\"?"),
        ("/reconcile/suggest/%FF", 400, "is not UTF-8"),
        ("/reconcile/preview/%FF", 400, "is not UTF-8"),
    ] {
        let path = path.replace('{', "%7B").replace('}', "%7D").replace('"', "%22");
        let answer = get(server_of(toy()), &path).await;
        let code = if status == 404 { "NOT_FOUND" } else { "BAD_REQUEST" };
        let message = refused(&answer, status, code);
        assert!(message.contains(said), "{path}: {message}");
    }
}

#[tokio::test]
async fn a_body_must_be_a_form_or_json() {
    for (content_type, body, status) in [
        ("text/plain", "queries={}", 415),
        ("multipart/form-data; boundary=x", "--x--", 415),
        (FORM, "", 400),
        (FORM, "query=SOCAR", 400),
        ("application/json", "[]", 400),
        ("application/json", "{", 400),
    ] {
        let headers = [("content-type", content_type)];
        let answer =
            send(server_of(toy()), request(Method::POST, "/reconcile", &headers, body)).await;
        let code = if status == 415 { "UNSUPPORTED_MEDIA_TYPE" } else { "BAD_REQUEST" };
        refused(&answer, status, code);
    }
    let twice = r#"{"queries":{"a":{"query":"x"}},"queries":{"b":{"query":"y"}}}"#;
    let within = r#"{"queries":{"a":{"query":"x"},"a":{"query":"y"}}}"#;
    for (body, said) in
        [(twice, "duplicate field `queries`"), (within, "the key \"a\" is given twice")]
    {
        let headers = [("content-type", "application/json")];
        let answer =
            send(server_of(toy()), request(Method::POST, "/reconcile", &headers, body)).await;
        let message = refused(&answer, 400, "BAD_REQUEST");
        assert!(message.contains(said), "{message}");
    }
    let deleted = request(Method::DELETE, "/reconcile", &[], Body::empty());
    let answer = send(server_of(toy()), deleted).await;
    assert_eq!(answer.header("allow"), "GET, HEAD, POST, OPTIONS");
    let said = refused(&answer, 405, "METHOD_NOT_ALLOWED");
    assert_eq!(said, "/reconcile does not answer DELETE; it answers GET, HEAD, POST, OPTIONS");
    let posted = request(Method::POST, "/reconcile/suggest/type", &[], Body::empty());
    let answer = send(server_of(toy()), posted).await;
    assert_eq!(answer.header("allow"), "GET, HEAD, OPTIONS");
    refused(&answer, 405, "METHOD_NOT_ALLOWED");
}

#[tokio::test]
async fn other_sites_may_call_by_the_setting() {
    let site = "http://127.0.0.1:3333";
    for (cors, allowed) in [(Cors::Off, ""), (Cors::Any, "*")] {
        let server = app(state(Settings { cors, ..settings() }));
        let headers = [("origin", site), ("host", "a.example")];
        for path in [
            "/reconcile",
            "/reconcile/suggest/type",
            "/reconcile/properties",
            "/reconcile/preview/a",
            "/reconcile/preview/",
            "/entity/a",
            "/reconcile?callback=x",
        ] {
            let asked = request(Method::GET, path, &headers, Body::empty());
            let answer = send(server.clone(), asked).await;
            assert_eq!(answer.header("access-control-allow-origin"), allowed, "{path}");
        }
    }
}

#[tokio::test]
async fn a_panic_and_no_data_set_are_told_as_such() {
    let form = [("content-type", FORM)];
    let asked = request(Method::POST, "/reconcile", &form, "queries=panic");
    refused(&send(app(state(settings())), asked).await, 500, "INTERNAL_SERVER_ERROR");
    let empty = app(State::<super::fake::Fake>::new(settings()));
    let answer = get(empty, "/reconcile").await;
    refused(&answer, 503, "OVERLOADED");
    assert_eq!(answer.header("retry-after"), "1");
}

/// Limits: `reconcile_queries`, `reconcile_candidates` and `extend_cells`, at each and over it.
#[tokio::test]
async fn a_batch_and_an_extension_are_as_large_as_they_may_be() {
    let limits = Limits {
        reconcile_queries: 2,
        reconcile_candidates: 3,
        match_name_bytes: 5,
        extend_cells: 4,
        ..Limits::default()
    };
    let engine: &'static _ = Box::leak(Box::new(load("tests/worlds/toy", &limits)));
    let queries = |count: usize, limit: u64| {
        let query = |at| (format!("q{at}"), json!({ "query": "orvin", "limit": limit }));
        Value::Object((0..count).map(query).collect())
    };
    assert_eq!(post(server_of(engine), "queries", &queries(2, 3)).await.status, 200);
    let answer = post(server_of(engine), "queries", &queries(3, 3)).await;
    let message = refused(&answer, 413, "LIMIT_EXCEEDED");
    assert_eq!(message, "3 queries are over 2, the limit `reconcile_queries`");
    assert_eq!(answer.json()["limit"], "reconcile_queries");
    let answer = post(server_of(engine), "queries", &queries(1, 4)).await;
    let message = refused(&answer, 400, "LIMIT_EXCEEDED");
    assert_eq!(message, "`queries.q0.limit` is 4, over 3, the limit `reconcile_candidates`");
    // A name is as long as in `match`.
    let long = json!({ "q0": { "query": "orvins" } });
    let answer = post(server_of(engine), "queries", &long).await;
    refused(&answer, 400, "LIMIT_EXCEEDED");
    assert_eq!(answer.json()["limit"], "match_name_bytes");
    let answer = get(server_of(engine), "/reconcile/suggest/entity?prefix=orvins").await;
    refused(&answer, 400, "LIMIT_EXCEEDED");
    let extend =
        |ids: &[&str]| json!({ "ids": ids, "properties": [{ "id": "name" }, { "id": "names" }] });
    assert_eq!(post(server_of(engine), "extend", &extend(&["a", "b"])).await.status, 200);
    let answer = post(server_of(engine), "extend", &extend(&["a", "b", "c"])).await;
    let message = refused(&answer, 400, "LIMIT_EXCEEDED");
    assert_eq!(message, "6 cells are over 4, the limit `extend_cells`; send fewer ids");
    assert_eq!(answer.json()["limit"], "extend_cells");
    // The manifest says how many queries a batch may have.
    assert_eq!(get(server_of(engine), "/reconcile").await.json()["batchSize"], 2);
}

/// What a request may look at and send back bounds every answer here too.
#[tokio::test]
async fn visits_and_the_size_of_the_answer_are_bounded() {
    let under =
        |limits: Limits| -> &'static _ { Box::leak(Box::new(load("tests/worlds/toy", &limits))) };
    let few_visits = under(Limits { visits: 20, ..Limits::default() });
    let small = under(Limits { response_bytes: 300, ..Limits::default() });
    let by_property = json!({ "q": { "properties": [{ "pid": "staff", "v": 12 }] } });
    let extend = json!({
        "ids": ["lantern-bridge", "kelp-farm", "orvin", "gulay", "velmora"],
        "properties": [{ "id": "names" }, { "id": "sources" }, { "id": "signatories" }],
    });
    for (engine, limit) in [(few_visits, "visits"), (small, "response_bytes")] {
        let answer = post(server_of(engine), "extend", &extend).await;
        refused(&answer, 400, "LIMIT_EXCEEDED");
        assert_eq!(answer.json()["limit"], limit);
    }
    let query = json!({ "query": "orvin" });
    let answer = post(server_of(small), "queries", &json!({ "a": query, "b": query })).await;
    refused(&answer, 400, "LIMIT_EXCEEDED");
    assert_eq!(answer.json()["limit"], "response_bytes");
    let answer = post(server_of(few_visits), "queries", &by_property).await;
    refused(&answer, 400, "LIMIT_EXCEEDED");
    let answer = get(server_of(few_visits), "/reconcile/suggest/entity?prefix=a").await;
    assert_eq!(answer.json()["limit"], "visits");
}
