//! Measures as fields, in filters and in orders: they are those of the library, over the view
//! that the field asks for. `make test-graph` holds the library against NetworkX.

use crate::support::{answer, data, ids, shipped, toy};
use corridor::{
    algo::{
        Meter,
        cache::{Computation, Measured},
    },
    graph::{
        Graph, NodeId,
        view::{View, ViewOptions},
    },
    limits::Cancel,
    ontology::Direction,
    snapshot::Snapshot,
    value::{Interval, Metric, PartialDate, TimeView},
};
use serde_json::{Value, json};

const FIELDS: &str = "degree inDegree outDegree pageRank betweenness closeness harmonic coreness \
                      clustering component community";

fn library(graph: &Graph, options: &ViewOptions, metric: Metric) -> Measured {
    let (view, meter) = (View::new(graph, options), &mut Meter::unbounded(Cancel::default()));
    Measured::compute(&view, Computation::of(metric), usize::MAX, meter).unwrap()
}

fn as_of(day: &str) -> TimeView {
    let day = day.parse::<PartialDate>().unwrap().earliest();
    TimeView { days: Some(Interval::asked(Some(day), Some(day))), ..TimeView::HISTORY }
}

/// All entities with these fields of theirs.
fn entities(snapshot: &Snapshot, arguments: &str, fields: &str) -> Vec<Value> {
    let query = format!("{{ entities(first: 1000{arguments}) {{ nodes {{ id {fields} }} }} }}");
    data(snapshot, &query, None)["entities"]["nodes"].as_array().unwrap().clone()
}

fn node(graph: &Graph, entity: &Value) -> NodeId {
    graph.node_by_id(entity["id"].as_str().unwrap()).unwrap()
}

#[test]
fn the_measures_of_an_entity_are_those_of_the_library() {
    let graph = toy().graph();
    let relation = graph.ontology().relation_by_name("MEMBER_OF").map(|it| vec![it]);
    let views = [
        ("", ViewOptions::default()),
        ("(direction: OUT)", ViewOptions { direction: Direction::Out, ..ViewOptions::default() }),
        (
            "(relations: [MEMBER_OF], direction: IN)",
            ViewOptions { relations: relation, direction: Direction::In, ..ViewOptions::default() },
        ),
        (
            "(asOf: \"2019-05-03\")",
            ViewOptions { time: as_of("2019-05-03"), ..ViewOptions::default() },
        ),
    ];
    let (mut compared, mut absent) = (0, 0);
    for (arguments, options) in views {
        let all = entities(toy(), "", &format!("metrics{arguments} {{ {FIELDS} }}"));
        for &metric in Metric::ALL {
            let measured = library(graph, &options, metric);
            for entity in &all {
                let shown = entity["metrics"][metric.as_str()].as_f64();
                let expected = measured.value(metric, node(graph, entity));
                assert_eq!(shown, expected, "{arguments} {metric:?} of {}", entity["id"]);
                assert_eq!(entity["metrics"].is_null(), expected.is_none());
                compared += usize::from(shown.is_some());
                absent += usize::from(shown.is_none());
            }
        }
    }
    assert!(compared > 1_000 && absent > 0, "{compared} values, {absent} absent");
}

/// Degrees alone are counted and not computed for all; whoever is not in view has none.
#[test]
fn degrees_are_counted_for_the_entities_that_are_asked_for() {
    let graph = toy().graph();
    let options = ViewOptions { time: as_of("1980-01-01"), ..ViewOptions::default() };
    let measured = library(graph, &options, Metric::Degree);
    let all = entities(toy(), "", "metrics(asOf: \"1980-01-01\") { degree outDegree }");
    let in_view = all.iter().filter(|it| !it["metrics"].is_null()).count();
    assert!(0 < in_view && in_view < all.len());
    for entity in &all {
        for metric in [Metric::Degree, Metric::OutDegree] {
            let shown = entity["metrics"][metric.as_str()].as_f64();
            assert_eq!(shown, measured.value(metric, node(graph, entity)), "{}", entity["id"]);
        }
    }
}

#[test]
fn exact_measures_say_that_they_are() {
    let query = r#"{ entity(id: "socar") { metrics {
        betweennessSampling { error probability samples } closenessSampling { error } } } }"#;
    let found = data(shipped(), query, None);
    let exact = json!({ "betweennessSampling": null, "closenessSampling": null });
    assert_eq!(found["entity"]["metrics"], exact);
}

/// A filter and an order by a measure choose as its values say, in the time view of the list.
#[test]
fn lists_are_filtered_and_ordered_by_measures() {
    for &metric in Metric::ALL {
        let name = metric.as_str();
        for time in ["", ", asOf: \"2019-05-03\""] {
            let value = |it: &Value| it["metrics"][name].as_f64().unwrap();
            let shown = format!("metrics {{ {name} }}");
            let all = entities(toy(), time, &shown);
            let ordered = entities(
                toy(),
                &format!("{time}, orderBy: [{{metrics: {{{name}: DESC}}}}]"),
                &shown,
            );
            let mut expected = all.clone();
            expected.sort_by(|a, b| value(b).total_cmp(&value(a)));
            assert_eq!(ids(&json!(ordered)), ids(&json!(expected)), "{name}{time}");
            let bound = value(&expected[expected.len() / 2]);
            let bound_text =
                if metric.is_integer() { format!("{bound:.0}") } else { format!("{bound:e}") };
            let filter = format!("{time}, where: {{metrics: {{{name}: {{gt: {bound_text}}}}}}}");
            let filtered = entities(toy(), &filter, &shown);
            let expected: Vec<Value> = all.iter().filter(|it| value(it) > bound).cloned().collect();
            assert_eq!(filtered, expected, "{name}{time}");
            let count = format!(
                "{{ entities(where: {{ metrics: {{ {name}: {{ lte: {bound_text} }} }} }}{time}) {{ totalCount }} }}"
            );
            let total = data(toy(), &count, None)["entities"]["totalCount"].as_u64().unwrap();
            assert_eq!(total as usize, all.len() - expected.len(), "{name}{time}");
        }
    }
}

/// Pages by a measure join to the whole list: cursors hold its values exactly.
#[test]
fn a_list_by_a_measure_is_the_same_in_pages() {
    let order = "orderBy: [{metrics: {closeness: ASC}}]";
    let whole = entities(toy(), &format!(", {order}"), "");
    let (mut pages, mut after) = (Vec::new(), Value::Null);
    loop {
        let query = format!(
            "query ($after: String) {{ entities(first: 7, after: $after, {order}) {{
                nodes {{ id }} pageInfo {{ hasNextPage endCursor }} }} }}"
        );
        let variables = json!({ "after": after }).to_string();
        let mut page = data(toy(), &query, Some(&variables))["entities"].take();
        pages.extend(page["nodes"].as_array().unwrap().iter().cloned());
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].take();
    }
    assert_eq!(pages, whole);
}

/// Conditions below relations, in searches and in graph fields read measures too.
#[test]
fn measures_compose_with_other_conditions() {
    let found = data(
        shipped(),
        r#"{
            entity(id: "socar") { metrics { community pageRank } }
            near: entity(id: "socar") { links(first: 200) { nodes { from { id metrics { pageRank } } to { id metrics { pageRank } } } } }
            search(query: "socar", where: { metrics: { degree: { gte: 1 }, coreness: { gte: 1 } } }) { totalCount }
            all: search(query: "socar") { totalCount }
            none: search(query: "socar", where: { metrics: { component: { gt: 1000000 } } }) { totalCount }
        }"#,
        None,
    );
    let all = found["all"]["totalCount"].as_u64().unwrap();
    let tied = found["search"]["totalCount"].as_u64().unwrap();
    assert!(0 < tied && tied <= all);
    assert_eq!(found["none"]["totalCount"], 0);
    let community = found["entity"]["metrics"]["community"].as_u64().unwrap();
    let query = format!(
        r#"{{ subgraph(roots: ["socar"], depth: 2, where: {{ metrics: {{ community: {{ eq: {community} }} }} }}) {{
            nodes {{ id metrics {{ community }} }} }} }}"#
    );
    let within = data(shipped(), &query, None);
    let nodes = within["subgraph"]["nodes"].as_array().unwrap();
    assert!(nodes.len() > 2);
    assert!(nodes.iter().all(|it| it["metrics"]["community"] == community));
}

/// A measure of a view whose condition reads a measure of another one.
#[test]
fn a_view_may_be_chosen_by_a_measure() {
    let found = data(
        toy(),
        "{ entities(first: 1000) { nodes {
            id
            whole: metrics { component degree }
            core: metrics(where: { metrics: { component: { eq: 0 } } }) { component degree pageRank }
        } } }",
        None,
    );
    let nodes = found["entities"]["nodes"].as_array().unwrap();
    let (inside, outside): (Vec<&Value>, Vec<&Value>) =
        nodes.iter().partition(|it| it["whole"]["component"] == 0);
    assert!(!inside.is_empty() && !outside.is_empty());
    assert!(outside.iter().all(|it| it["core"].is_null()));
    for entity in &inside {
        assert_eq!(entity["core"]["component"], 0);
        assert_eq!(entity["core"]["degree"], entity["whole"]["degree"]);
    }
    let total: f64 = inside.iter().map(|it| it["core"]["pageRank"].as_f64().unwrap()).sum();
    assert!((total - 1.0).abs() < 1e-9, "{total}");
}

/// The first error of a request over the shipped set with another value of a limit.
fn refused(limit: &str, value: u64, query: &str) -> Value {
    use corridor::{
        algo::cache::{Bounds, MeasureCache},
        api::{Data, Request},
        exec::Aside,
        limits::Limits,
    };
    let snapshot = shipped();
    let mut limits = Limits::default();
    assert!(limits.set(limit, value));
    let bounds = Bounds {
        threads: limits.measure_threads as usize,
        bytes: limits.measure_bytes as usize,
        time: std::time::Duration::from_millis(limits.measure_ms),
    };
    let cache = MeasureCache::new(bounds);
    let description = snapshot.describe(snapshot.graph());
    let data = Data {
        aside: Some(Aside { cache: &cache, graph: snapshot.shared_graph() }),
        ..Data::new(snapshot.graph(), snapshot.index(), &description, &limits)
    };
    let request = Request { query: query.into(), ..Request::default() };
    let reply = snapshot.api().execute(&request, data);
    let mut response: Value = serde_json::from_slice(&reply.body).unwrap();
    response["errors"][0].take()
}

#[test]
fn limits_of_measures_say_what_to_do() {
    let one = r#"{ entity(id: "socar") { id metrics { betweenness } } }"#;
    let error = refused("measure_bytes", 10_000, one);
    assert_eq!(error["extensions"], json!({ "code": "LIMIT_EXCEEDED", "limit": "measure_bytes" }));
    assert_eq!(error["path"], json!(["entity", "metrics"]));
    let message = error["message"].as_str().unwrap();
    assert!(message.ends_with("ask for it over a smaller view"), "{message}");
    let error = refused("measure_ms", 0, one);
    assert_eq!(error["extensions"]["limit"], "measure_ms");
    let error =
        refused("measures", 1, r#"{ entity(id: "socar") { metrics { pageRank coreness } } }"#);
    assert_eq!(error["extensions"]["limit"], "measures");
    let error = refused("deadline_ms", 0, one);
    assert_eq!(error["extensions"]["limit"], "deadline_ms");
    let whole = r#"{ entities(orderBy: [{metrics: {betweenness: DESC}}]) { totalCount } }"#;
    assert_eq!(refused("measure_bytes", 10_000, whole)["path"], json!(["entities"]));
}

#[test]
fn an_order_by_two_measures_at_once_is_refused() {
    let query = "{ entities(orderBy: [{metrics: {pageRank: ASC, degree: ASC}}]) { totalCount } }";
    let response = answer(toy(), query, None);
    let message = response["errors"][0]["message"].as_str().unwrap();
    assert!(message.starts_with("`orderBy[0].metrics` has `degree` and `pageRank`, "), "{message}");
}

#[test]
fn a_ranking_lists_entities_by_value() {
    let graph = toy().graph();
    for &metric in Metric::ALL.iter().filter(|it| !it.is_group()) {
        let query = format!(
            "{{ rank(by: {}, first: 1000, direction: OUT) {{ totalCount sampling {{ error }}
                edges {{ value node {{ id metrics(direction: OUT) {{ {} }} }} }} }} }}",
            metric.enum_value(),
            metric.as_str()
        );
        let found = data(toy(), &query, None);
        let edges = found["rank"]["edges"].as_array().unwrap();
        assert_eq!(found["rank"]["totalCount"], graph.node_count(), "{metric:?}");
        assert_eq!(edges.len(), graph.node_count());
        assert_eq!(found["rank"]["sampling"], Value::Null);
        for edge in edges {
            let shown = edge["node"]["metrics"][metric.as_str()].as_f64();
            assert_eq!(edge["value"].as_f64(), shown, "{metric:?}");
        }
        let keys =
            edges.iter().map(|it| (-it["value"].as_f64().unwrap(), node(graph, &it["node"])));
        let keys: Vec<_> = keys.collect();
        assert!(keys.is_sorted_by(|a, b| a.0 < b.0 || (a.0 == b.0 && a.1 < b.1)), "{metric:?}");
    }
}

#[test]
fn a_ranking_goes_in_pages_and_by_kinds() {
    let of = |arguments: &str| {
        let query = format!(
            "{{ rank(by: DEGREE, {arguments}) {{ totalCount nodes {{ id kind }}
                pageInfo {{ startCursor endCursor hasNextPage hasPreviousPage }} }} }}"
        );
        data(toy(), &query, None)["rank"].take()
    };
    let whole = of("first: 1000");
    let (mut pages, mut after) = (Vec::new(), String::new());
    loop {
        let page = of(&format!("first: 6{after}"));
        pages.extend(page["nodes"].as_array().unwrap().iter().cloned());
        assert_eq!(page["pageInfo"]["hasPreviousPage"], !after.is_empty());
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = format!(", after: {}", page["pageInfo"]["endCursor"]);
    }
    assert_eq!(json!(pages), whole["nodes"]);
    let last = of("last: 2");
    assert_eq!(json!(pages[pages.len() - 2..]), last["nodes"]);
    let kind = pages[0]["kind"].as_str().unwrap();
    let of_kind = of(&format!("ofKinds: [{kind}], first: 1000"));
    let expected: Vec<_> = pages.iter().filter(|it| it["kind"] == kind).cloned().collect();
    assert_eq!(of_kind["nodes"], json!(expected));
    assert_eq!(of_kind["totalCount"], expected.len());
    let response = answer(toy(), "{ rank(by: COMMUNITY) { totalCount } }", None);
    let message = response["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("the number of a group"), "{message}");
}

/// The groups are those that entities say they belong to.
#[test]
fn groups_have_the_members_that_say_so() {
    let found = data(
        shipped(),
        "{
            communities(first: 900) { total modularity
                communities { number size members(first: 900) { totalCount nodes { id metrics { community } } } } }
            components(first: 900) { total
                components { number size members(first: 900) { totalCount nodes { id metrics { component } } } } }
        }",
        None,
    );
    let modularity = found["communities"]["modularity"].as_f64().unwrap();
    assert!((0.3..1.0).contains(&modularity), "{modularity}");
    for (set, groups, field) in
        [("communities", "communities", "community"), ("components", "components", "component")]
    {
        let listed = found[set][groups].as_array().unwrap();
        assert_eq!(found[set]["total"], listed.len());
        let mut members = 0;
        for (number, group) in listed.iter().enumerate() {
            assert_eq!(group["number"], number);
            assert_eq!(group["size"], group["members"]["totalCount"]);
            let nodes = group["members"]["nodes"].as_array().unwrap();
            assert!(nodes.iter().all(|it| it["metrics"][field] == number));
            members += group["size"].as_u64().unwrap();
        }
        assert_eq!(members as usize, shipped().graph().node_count(), "{set}");
        assert!(listed.is_sorted_by(|a, b| a["size"].as_u64() >= b["size"].as_u64()));
    }
}

#[test]
fn members_go_in_pages() {
    let of = |arguments: &str| {
        let query = format!(
            "{{ components(first: 1) {{ components {{ members({arguments}) {{ nodes {{ id }}
                pageInfo {{ endCursor hasNextPage hasPreviousPage }} }} }} }} }}"
        );
        data(toy(), &query, None)["components"]["components"][0]["members"].take()
    };
    let whole = of("first: 1000");
    let first = of("first: 3");
    let rest = of(&format!("first: 1000, after: {}", first["pageInfo"]["endCursor"]));
    let mut joined = first["nodes"].as_array().unwrap().clone();
    joined.extend(rest["nodes"].as_array().unwrap().iter().cloned());
    assert_eq!(json!(joined), whole["nodes"]);
    assert_eq!(first["pageInfo"]["hasNextPage"], true);
    assert_eq!(rest["pageInfo"]["hasPreviousPage"], true);
}

/// Without a broker the graph has as many parts more as it says.
#[test]
fn without_a_broker_its_component_falls_apart() {
    let brokers = data(
        shipped(),
        "{
            brokers(first: 3) {
                articulationPointCount bridgeCount
                articulationPoints { node { id } parts partCount pairs }
                bridges { ends { id degree } links { from { id } to { id } } sides pairs }
            }
            components { total }
        }",
        None,
    );
    let before = brokers["components"]["total"].as_u64().unwrap();
    let found = &brokers["brokers"];
    let points = found["articulationPoints"].as_array().unwrap();
    assert_eq!(points.len(), 3);
    assert!(found["articulationPointCount"].as_u64().unwrap() > 3);
    for point in points {
        let query = format!("{{ components(avoid: [{}]) {{ total }} }}", point["node"]["id"]);
        let after = data(shipped(), &query, None)["components"]["total"].as_u64().unwrap();
        assert_eq!(before + point["partCount"].as_u64().unwrap() - 1, after);
        assert!(point["parts"].as_array().unwrap().len() <= 10);
    }
    for bridge in found["bridges"].as_array().unwrap() {
        let ends = ids(&bridge["ends"]);
        let links = bridge["links"].as_array().unwrap();
        assert!(!links.is_empty());
        for link in links {
            assert!(ends.contains(&link["from"]["id"].as_str().unwrap()));
            assert!(ends.contains(&link["to"]["id"].as_str().unwrap()));
        }
        let sides: Vec<f64> =
            bridge["sides"].as_array().unwrap().iter().map(|it| it.as_f64().unwrap()).collect();
        assert_eq!(bridge["pairs"].as_f64(), Some(sides[0] * sides[1]));
    }
}

/// Ancestors by one relation are what a walk against it finds, and descendants the reverse.
#[test]
fn ancestors_and_descendants_follow_chains() {
    let graph = toy().graph();
    let all = entities(
        toy(),
        "",
        "up: ancestors(via: [MEMBER_OF], first: 60) { complete totalCount edges { distance node { id } } }
         down: descendants(via: [MEMBER_OF], first: 60) { edges { distance node { id } } }
         near: descendants(via: [MEMBER_OF], depth: 1, first: 60) { nodes { id } }",
    );
    let relation = graph.ontology().relation_by_name("MEMBER_OF").unwrap();
    let edges = |of: &Value| -> Vec<(NodeId, u64)> {
        let edges = of["edges"].as_array().unwrap().iter();
        edges.map(|it| (node(graph, &it["node"]), it["distance"].as_u64().unwrap())).collect()
    };
    let mut deepest = 0;
    for entity in &all {
        let root = node(graph, entity);
        let mut expected: Vec<(NodeId, u64)> = Vec::new();
        let mut level = vec![root];
        for distance in 1.. {
            let mut next: Vec<NodeId> = Vec::new();
            for &from in &level {
                next.extend(graph.row(from, relation, Direction::Out).iter().map(|it| it.0));
            }
            next.retain(|it| *it != root && expected.iter().all(|(known, _)| known != it));
            next.sort_unstable();
            next.dedup();
            if next.is_empty() {
                break;
            }
            deepest = deepest.max(distance);
            expected.extend(next.iter().map(|&it| (it, distance)));
            level = next;
        }
        assert_eq!(edges(&entity["down"]), expected, "{}", entity["id"]);
        let near: Vec<_> = expected.iter().filter(|it| it.1 == 1).map(|it| it.0).collect();
        let shown = entity["near"]["nodes"].as_array().unwrap();
        assert_eq!(shown.iter().map(|it| node(graph, it)).collect::<Vec<_>>(), near);
        for (below, distance) in expected {
            let other = all.iter().find(|it| node(graph, it) == below).unwrap();
            assert!(edges(&other["up"]).contains(&(root, distance)), "{}", entity["id"]);
        }
        assert_eq!(entity["up"]["complete"], true);
        assert_eq!(entity["up"]["totalCount"], entity["up"]["edges"].as_array().unwrap().len());
    }
    assert!(deepest > 1, "no chain has two links");
}

/// Files carry measures of the whole graph, whichever way they leave.
#[test]
fn files_carry_measures() {
    let found = data(
        shipped(),
        r#"{
            subgraph(roots: ["socar"], depth: 1, limit: 20) {
                nodes { id metrics { pageRank community } }
                export(format: NODE_LINK, metrics: [PAGE_RANK, COMMUNITY, PAGE_RANK])
                exportUrl(format: NODE_LINK, metrics: [PAGE_RANK])
            }
        }"#,
        None,
    );
    let graph = &found["subgraph"];
    let file: Value = serde_json::from_str(graph["export"].as_str().unwrap()).unwrap();
    let exported = file["nodes"].as_array().unwrap();
    assert_eq!(exported.len(), graph["nodes"].as_array().unwrap().len());
    for entity in graph["nodes"].as_array().unwrap() {
        let node = exported.iter().find(|it| it["id"] == entity["id"]).unwrap();
        for metric in ["pageRank", "community"] {
            assert_eq!(node[metric], entity["metrics"][metric], "{metric} of {}", entity["id"]);
        }
    }
    let url = graph["exportUrl"].as_str().unwrap();
    assert!(url.ends_with("&metrics=pageRank"), "{url}");
}
