//! Graph questions over the shipped data set and the toy world: paths, neighbourhoods, what is
//! shared. Their algorithms are held against slow definitions in `src/algo`.

use crate::support::{answer, data, ids, shipped, toy};
use serde_json::{Value, json};

/// The error of a document that has one.
fn error(query: &str) -> Value {
    let mut response = answer(shipped(), query, None);
    response["errors"][0].take()
}

#[test]
fn two_entities_are_connected_or_not() {
    let found = data(
        shipped(),
        r#"{
            tied: connected(from: "bakyt-torobaev", to: "samir-sharifov") { connected distance complete }
            near: connected(from: "bakyt-torobaev", to: "samir-sharifov", maxLength: 1) { connected distance complete }
            self: connected(from: "socar", to: "socar") { connected distance }
            against: connected(from: "jic-meeting-6", to: "bakyt-torobaev", direction: OUT, relations: [TOOK_PART_IN]) { connected }
            along: connected(from: "bakyt-torobaev", to: "jic-meeting-6", direction: OUT, relations: [TOOK_PART_IN]) { connected distance }
        }"#,
        None,
    );
    assert_eq!(found["tied"], json!({ "connected": true, "distance": 2, "complete": true }));
    assert_eq!(found["near"], json!({ "connected": false, "distance": null, "complete": true }));
    assert_eq!(found["self"], json!({ "connected": true, "distance": 0 }));
    assert_eq!(found["against"], json!({ "connected": false }));
    assert_eq!(found["along"], json!({ "connected": true, "distance": 1 }));
}

#[test]
fn a_path_is_made_of_typed_entities_and_links() {
    let found = data(
        shipped(),
        r#"{
            shortestPath(from: "samir-sharifov", to: "bakyt-torobaev", relations: [TOOK_PART_IN], avoid: ["jic-6-bilateral"]) {
                length
                cost
                sentence
                nodes { id ... on Event { start } }
                links { relation at evidence }
                steps { __typename id }
            }
        }"#,
        None,
    );
    let path = &found["shortestPath"];
    assert_eq!((&path["length"], &path["cost"]), (&json!(2), &json!(2)));
    assert_eq!(
        path["nodes"],
        json!([
            { "id": "samir-sharifov" },
            { "id": "jic-meeting-6", "start": "2025-12-08" },
            { "id": "bakyt-torobaev" },
        ])
    );
    let took_part =
        json!({ "relation": "TOOK_PART_IN", "at": "2025-12-08", "evidence": "CORROBORATED" });
    assert_eq!(path["links"], json!([took_part, took_part]));
    let types: Vec<_> =
        path["steps"].as_array().unwrap().iter().map(|it| &it["__typename"]).collect();
    assert_eq!(types, ["Person", "Link", "Event", "Link", "Person"]);
    let sentence = path["sentence"].as_str().unwrap();
    assert!(sentence.starts_with("Samir Sharifov took part in "), "{sentence}");
    assert!(sentence.contains(" (2025); Bakyt Torobaev took part in "), "{sentence}");
}

#[test]
fn options_act_during_the_search() {
    let found = data(
        shipped(),
        r#"{
            before: shortestPath(from: "samir-sharifov", to: "bakyt-torobaev", asOf: "2025-12-07", relations: [TOOK_PART_IN], avoid: ["jic-6-bilateral"]) { length }
            avoiding: shortestPath(from: "samir-sharifov", to: "bakyt-torobaev", avoid: ["jic-meeting-6", "jic-6-bilateral"], relations: [TOOK_PART_IN, SIGNED]) { nodes { id } }
            kinds: shortestPath(from: "samir-sharifov", to: "bakyt-torobaev", kinds: [Agreement]) { nodes { id } }
            named: shortestPath(from: "samir-sharifov", to: "bakyt-torobaev", where: { name: { startsWith: "Protocol" } }) { nodes { id } }
            official: paths(from: ["samir-sharifov"], to: ["bakyt-torobaev"], maxLength: 2, edgeWhere: { evidence: { eq: CORROBORATED } }, relations: [TOOK_PART_IN, SIGNED]) { paths { nodes { id } } }
        }"#,
        None,
    );
    assert_eq!(found["before"], Value::Null);
    let protocol = ["samir-sharifov", "jic-6-protocol", "bakyt-torobaev"];
    for field in ["avoiding", "kinds", "named"] {
        assert_eq!(ids(&found[field]["nodes"]), protocol, "{field}");
    }
    for path in found["official"]["paths"].as_array().unwrap() {
        assert!(ids(&path["nodes"]).contains(&"jic-meeting-6") || ids(&path["nodes"]) == protocol);
    }
}

#[test]
fn paths_come_in_order_and_say_if_there_are_more() {
    let query = |k: usize| {
        format!(
            r#"{{ paths(from: ["bakyt-torobaev"], to: ["samir-sharifov"], k: {k}, maxLength: 2, cost: HUB_PENALTY) {{
                complete truncated reason
                paths {{ length cost nodes {{ id }} }}
                graph {{ nodeCount linkCount nodes {{ id }} }}
            }} }}"#
        )
    };
    let all = data(shipped(), &query(1_000), None);
    let all = &all["paths"];
    assert_eq!((&all["complete"], &all["reason"]), (&json!(true), &Value::Null));
    let paths = all["paths"].as_array().unwrap();
    assert!(paths.len() > 2, "{}", paths.len());
    let costs: Vec<f64> = paths.iter().map(|it| it["cost"].as_f64().unwrap()).collect();
    assert!(costs.is_sorted(), "{costs:?}");
    assert_eq!(all["graph"]["nodeCount"], json!(paths.len() + 2), "each has one inner entity");
    let two = data(shipped(), &query(2), None);
    let two = &two["paths"];
    assert_eq!((&two["complete"], &two["truncated"]), (&json!(false), &json!(true)));
    assert_eq!(two["reason"], "RESULTS");
    assert_eq!(two["paths"].as_array().unwrap()[..], paths[..2]);
}

#[test]
fn a_neighbourhood_counts_what_it_leaves_out() {
    let found = data(
        shipped(),
        r#"{
            subgraph(roots: ["jic-meeting-6"], depth: 1, limit: 5) {
                nodeCount
                nodes { id }
                links { from { id } to { id } }
                complete
                reason
                completeDepth
                omitted { node { id } relation count }
                export(format: GRAPHML)
            }
            entity(id: "jic-meeting-6") { degree }
        }"#,
        None,
    );
    let graph = &found["subgraph"];
    assert_eq!(graph["nodeCount"], 5);
    assert_eq!((&graph["complete"], &graph["reason"]), (&json!(false), &json!("NODES")));
    let nodes = ids(&graph["nodes"]);
    assert_eq!(nodes[0], "jic-meeting-6");
    let links = graph["links"].as_array().unwrap();
    let at_root = |it: &&Value| [&it["from"]["id"], &it["to"]["id"]].contains(&&json!(nodes[0]));
    let shown = links.iter().filter(at_root).count() as u64;
    let omitted = graph["omitted"].as_array().unwrap();
    let omitted = omitted.iter().filter(|it| it["node"]["id"] == nodes[0]);
    let left_out: u64 = omitted.map(|it| it["count"].as_u64().unwrap()).sum();
    assert_eq!(found["entity"]["degree"], json!(shown + left_out), "no link is lost");
    let export = graph["export"].as_str().unwrap();
    assert_eq!(export.matches("<node ").count(), 5);
    assert_eq!(export.matches("<edge ").count(), links.len());
}

#[test]
fn entities_are_tied_together_and_share_neighbours() {
    let found = data(
        shipped(),
        r#"{
            connect(ids: ["socar", "bakyt-torobaev", "samir-sharifov"]) { nodes { id } linkCount complete }
            commonConnections(ids: ["bakyt-torobaev", "samir-sharifov"], relations: [TOOK_PART_IN, SIGNED]) {
                total
                complete
                shared { node { id } ties { entity { id } links { relation at } } overlapDays }
            }
            similar(id: "samir-sharifov", relations: [TOOK_PART_IN, SIGNED], first: 1) { similar { node { id } score shared { id } } }
        }"#,
        None,
    );
    let tied = ids(&found["connect"]["nodes"]);
    for id in ["socar", "bakyt-torobaev", "samir-sharifov"] {
        assert!(tied.contains(&id), "{id} is in {tied:?}");
    }
    assert_eq!(found["connect"]["complete"], true);
    let common = &found["commonConnections"];
    let shared = common["shared"].as_array().unwrap();
    assert_eq!(common["total"], json!(shared.len()));
    let nodes: Vec<_> = shared.iter().map(|it| it["node"]["id"].as_str().unwrap()).collect();
    assert!(nodes.contains(&"jic-meeting-6") && nodes.contains(&"jic-6-protocol"), "{nodes:?}");
    for it in shared {
        assert_eq!(it["ties"].as_array().unwrap().len(), 2, "{it}");
    }
    assert_eq!(found["similar"]["similar"][0]["node"]["id"], "bakyt-torobaev");
}

#[test]
fn wrong_arguments_are_the_clients_errors() {
    for (query, message) in [
        (
            r#"{ connected(from: "socar", to: "nobody") { connected } }"#,
            "`to`: there is no entity with the id \"nobody\"",
        ),
        (
            r#"{ paths(from: [], to: ["socar"]) { complete } }"#,
            "`from` is an empty list; name at least one entity",
        ),
        (
            r#"{ shortestPath(from: "socar", to: "socar", cost: HOPS, costProperty: "share") { length } }"#,
            "`cost` and `costProperty` cannot be combined; a path has one cost",
        ),
        (
            r#"{ shortestPath(from: "socar", to: "baku", costProperty: "title") { length } }"#,
            "`costProperty`: `title` of ",
        ),
        (
            r#"{ subgraph(roots: ["socar"], maxDegree: -1) { nodeCount } }"#,
            "`maxDegree` is -1; it cannot be negative",
        ),
        (
            r#"{ paths(from: ["socar"], to: ["baku"], maxLength: 21) { complete } }"#,
            "`maxLength` is 21, and it can be at most 20",
        ),
    ] {
        let error = error(query);
        assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{error}");
        assert!(error["message"].as_str().unwrap().starts_with(message), "{error}");
    }
}

#[test]
fn the_longest_path_is_as_long_as_the_limit_says() {
    let at =
        r#"{ paths(from: ["socar"], to: ["baku"], k: 1, maxLength: 20) { paths { length } } }"#;
    assert!(data(shipped(), at, None)["paths"]["paths"][0]["length"].as_u64() < Some(20));
    let over = error(r#"{ connected(from: "socar", to: "baku", maxLength: 21) { connected } }"#);
    assert_eq!(over["extensions"]["limit"], "path_length", "{over}");
}

#[test]
fn an_answer_of_the_toy_world_is_known() {
    let found = data(
        toy(),
        r#"{ a: connected(from: "orvin", to: "gulay") { connected } b: connected(from: "orvin", to: "orvin") { distance } }"#,
        None,
    );
    assert_eq!(found["b"], json!({ "distance": 0 }));
    assert!(found["a"]["connected"].is_boolean());
}
