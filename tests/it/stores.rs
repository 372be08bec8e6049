//! Everything is read through one seam, and the fast paths write the same bytes.
//!
//! A store that hides entities and links ([`Hiding`]) answers the golden queries and random
//! documents as a graph does that was built without them. Where the indexes of search and
//! matching decide, answers may differ: how rare a word is, and whether typing errors are
//! forgiven, is known from all entities. There it is only checked that nothing hidden appears.

use crate::support::{Documents, Filters, Hiding, offices, shipped, toy, world_case_names};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use corridor::{
    api::{Data, Request},
    diagnostics::{Diagnostics, SourceMap},
    exec::{Indexed, store::Store},
    graph::{EntityIndex, Facts, Graph, LinkId, NodeId},
    ontology, page,
    reconcile::{Request as Reconcile, Service, Suggested},
    seed,
    snapshot::Snapshot,
};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// A request's document and variables.
struct Asked {
    query: String,
    variables: Option<String>,
    operation: Option<String>,
}

impl Asked {
    fn of(query: String) -> Self {
        Self { query, variables: None, operation: None }
    }

    /// Whether an index decides the answer.
    fn searches(&self) -> bool {
        ["search", "match"].iter().any(|field| self.query.contains(&format!("{field}(")))
    }

    fn respond<S: Store>(&self, snapshot: &Snapshot, store: &S, fast: bool) -> String {
        self.respond_by(snapshot, store, fast, true)
    }

    fn respond_by<S: Store>(
        &self,
        snapshot: &Snapshot,
        store: &S,
        fast: bool,
        plans_filters: bool,
    ) -> String {
        let description = snapshot.describe(store);
        let data = Data {
            store,
            indexed: Indexed { graph: snapshot.graph(), index: snapshot.index() },
            description: &description,
            limits: snapshot.limits(),
            exporter: None,
            aside: None,
            gatherer: None,
            fast,
            plans_filters,
        };
        let request = Request {
            query: self.query.as_str().into(),
            variables: self.variables.as_deref(),
            operation_name: self.operation.as_deref().map(Into::into),
            ..Request::default()
        };
        String::from_utf8(snapshot.api().execute(&request, data).body.to_vec()).unwrap()
    }
}

/// The golden queries over the toy world.
fn golden() -> Vec<Asked> {
    let folder = Path::new("tests/cases/query");
    let read = |case: &str, name: &str| fs::read_to_string(folder.join(case).join(name)).ok();
    let names = world_case_names(folder);
    let asked = names.iter().map(|case| Asked {
        query: read(case, "query.graphql").unwrap(),
        variables: read(case, "variables.json"),
        operation: read(case, "operation-name.txt").map(|name| name.trim().to_owned()),
    });
    asked.collect()
}

/// The facts of a data set without what is hidden.
fn without_hidden(folder: &str, snapshot: &Snapshot, hiding: &Hiding<'_>) -> Graph {
    let graph = snapshot.graph();
    let facts = facts(folder);
    let is_hidden =
        |id: &str| graph.node_by_id(id).is_some_and(|node| hiding.hidden_nodes.contains(&node));
    let mut numbers = vec![None; facts.entities.len()];
    let mut left = Facts::default();
    for (index, entity) in facts.entities.iter().enumerate().filter(|it| !is_hidden(&it.1.id)) {
        numbers[index] = Some(EntityIndex(left.entities.len() as u32));
        left.entities.push(entity.clone());
    }
    let number = |index: EntityIndex| numbers[index.0 as usize];
    let id = |index: EntityIndex| facts.entities[index.0 as usize].id.as_str();
    let cite = |citations: &mut Vec<corridor::graph::CitationRecord>| {
        citations.retain(|it| number(it.source).is_some());
        citations.iter_mut().for_each(|it| it.source = number(it.source).unwrap());
    };
    let hidden_links: BTreeSet<_> = hiding
        .hidden_links
        .iter()
        .map(|&link| {
            let end = |node: NodeId| graph.arena().text(graph.nodes().ids()[node.index()]);
            let links = graph.links();
            (links.relation(link), end(links.from(link)), end(links.to(link)))
        })
        .collect();
    for link in &facts.links {
        let ends = (link.relation, id(link.from).into(), id(link.to).into());
        let (Some(from), Some(to)) = (number(link.from), number(link.to)) else { continue };
        if !hidden_links.contains(&ends) {
            let mut link = link.clone();
            (link.from, link.to) = (from, to);
            cite(&mut link.citations);
            let referred = link.references.iter_mut();
            referred.for_each(|it| *it = it.and_then(number));
            left.links.push(link);
        }
    }
    for entity in &mut left.entities {
        cite(&mut entity.citations);
        let claims = entity.claims.iter_mut().flat_map(|set| &mut set.claims);
        claims.for_each(|claim| cite(&mut claim.citations));
    }
    Graph::new(Arc::clone(graph.ontology()), left)
}

/// The facts of a data set, read once more.
fn facts(folder: &str) -> Facts {
    let (mut sources, mut problems) = (SourceMap::new(), Diagnostics::new());
    let mut files = Vec::new();
    collect(&Path::new(folder).join("schema"), &mut files);
    let schema: Vec<_> =
        files.iter().map(|(path, text)| sources.add(path.as_str(), text.as_str())).collect();
    let ontology = ontology::parse(&sources, &schema, &mut problems).unwrap();
    let mut files = Vec::new();
    collect(&Path::new(folder).join("seed"), &mut files);
    let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let files = seed::add_files(texts, &mut sources, &mut problems);
    seed::load(&sources, &files, &ontology, &mut problems, &|_| ()).unwrap()
}

fn collect(folder: &Path, files: &mut Vec<(String, String)>) {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|it| it != "md") {
            files.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The texts that only hidden entities and links have: ids and names.
struct Secrets(BTreeSet<String>);

impl Secrets {
    fn new(hiding: &Hiding<'_>, graph: &Graph) -> Self {
        let text = |fragment| graph.arena().text(fragment).into_owned();
        let nodes = (0..graph.node_count() as u32).map(NodeId);
        let names = |node: NodeId| graph.nodes().names(node).iter().map(|name| text(name.value));
        let of_node = |node: NodeId| {
            std::iter::once(text(graph.nodes().ids()[node.index()])).chain(names(node))
        };
        let (hidden, shown): (Vec<NodeId>, Vec<NodeId>) =
            nodes.partition(|node| hiding.hidden_nodes.contains(node));
        let mut secrets: BTreeSet<String> = hidden.into_iter().flat_map(of_node).collect();
        let links = hiding.hidden_links.iter().map(|&link| link_id(graph, link));
        secrets.extend(links);
        for node in shown {
            for known in of_node(node) {
                secrets.remove(&known);
            }
        }
        Self(secrets)
    }

    /// Fails if a text of an answer is one of them, or a cursor has one in it. A text that was
    /// `sent` is none: `match` repeats the names that it is asked for.
    fn are_kept(&self, answer: &Value, sent: &str) {
        match answer {
            Value::String(text) => {
                let as_sent = serde_json::to_string(text).unwrap();
                let as_sent = &as_sent[1..as_sent.len() - 1];
                let is_told = self.0.contains(text) && !sent.contains(as_sent);
                assert!(!is_told, "{text} is hidden, and told by\n{sent}");
                let cursor = URL_SAFE_NO_PAD.decode(text).ok();
                let cursor = cursor.and_then(|it| serde_json::from_slice::<Value>(&it).ok());
                if let Some(cursor @ Value::Array(_)) = cursor {
                    self.are_kept(&cursor, sent);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.are_kept(item, sent)),
            Value::Object(fields) => fields.values().for_each(|it| self.are_kept(it, sent)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

fn link_id(graph: &Graph, link: LinkId) -> String {
    let given = graph.links().given_id(link);
    given.map_or_else(|| graph.derived_link_id(link), |id| graph.arena().text(id).into_owned())
}

/// Both stores answer, and nothing hidden is told. Says how many answers were compared.
fn compare(snapshot: &Snapshot, hiding: &Hiding<'_>, reduced: &Graph, all: &[Asked]) -> usize {
    let secrets = Secrets::new(hiding, snapshot.graph());
    let mut compared = 0;
    for asked in all {
        let ours = asked.respond(snapshot, hiding, true);
        let answer: Value = serde_json::from_str(&ours).unwrap();
        // An argument may be a hidden id, and an error repeats it.
        secrets.are_kept(&answer["data"], &asked.query);
        assert_eq!(ours, asked.respond(snapshot, hiding, false), "{}", asked.query);
        if !asked.searches() {
            assert_eq!(ours, asked.respond(snapshot, reduced, true), "{}", asked.query);
            compared += usize::from(!answer["data"].is_null());
        }
    }
    compared
}

#[test]
fn a_store_that_hides_answers_golden_queries_as_if_what_it_hides_were_not_there() {
    let hiding = Hiding::new(toy().graph());
    let reduced = without_hidden("tests/worlds/toy", toy(), &hiding);
    assert!(reduced.node_count() * 2 > hiding.hidden_nodes.len() && reduced.link_count() > 10);
    let compared = compare(toy(), &hiding, &reduced, &golden());
    assert!(compared > 150, "only {compared} answers with data were compared");
}

/// Bytes and bytes for each entity together would tell how many entities there are in all.
#[test]
fn quotients_of_memory_do_not_tell_how_much_is_hidden() {
    let hiding = Hiding::new(toy().graph());
    let query = "{ service { indexes { name } entities links memory { nodes links bytesPerNode bytesPerLink } } }";
    let answer = Asked::of(query.to_owned()).respond(toy(), &hiding, true);
    let answer: Value = serde_json::from_str(&answer).unwrap();
    let service = &answer["data"]["service"];
    let number = |value: &Value| value.as_f64().unwrap();
    assert_eq!(service["indexes"], json!([]), "each entry takes so many bytes");
    assert!(number(&service["entities"]) < toy().graph().node_count() as f64);
    for (bytes, count, quotient) in
        [("nodes", "entities", "bytesPerNode"), ("links", "links", "bytesPerLink")]
    {
        let each = number(&service["memory"][bytes]) / number(&service[count]);
        let told = number(&service["memory"][quotient]);
        assert!((told - each).abs() < 0.06, "{quotient}: {told}, not {each}");
    }
}

#[test]
fn a_store_that_hides_answers_random_documents_as_if_what_it_hides_were_not_there() {
    let hiding = Hiding::new(toy().graph());
    let reduced = without_hidden("tests/worlds/toy", toy(), &hiding);
    let mut documents = Documents::new(toy(), 7);
    let all: Vec<Asked> = (0..300).map(|_| Asked::of(documents.document(|_| true))).collect();
    let compared = compare(toy(), &hiding, &reduced, &all);
    assert!(compared > 100, "only {compared} answers with data were compared");
}

/// Hits are counted without hidden entities: in the total, in facets, in pages.
#[test]
fn a_search_counts_only_what_the_store_has() {
    let graph = toy().graph();
    let hiding = Hiding::new(graph);
    let mut fewer = 0;
    for node in (0..graph.node_count() as u32).map(NodeId) {
        let name = graph.arena().text(graph.nodes().primary_names()[node.index()]);
        let asked = Asked {
            query: "query ($name: String!) { search(query: $name, first: 100) {
              totalCount nodes { entity { id } } facets { count } pageInfo { hasNextPage } } }"
                .to_owned(),
            variables: Some(json!({ "name": name }).to_string()),
            operation: None,
        };
        let ask = |answer: &str| {
            let answer: Value = serde_json::from_str(answer).unwrap();
            let found = &answer["data"]["search"];
            let total = found["totalCount"].as_u64().unwrap();
            assert_eq!(found["nodes"].as_array().unwrap().len() as u64, total, "{name}");
            let facets = found["facets"].as_array().unwrap().iter();
            assert_eq!(facets.map(|it| it["count"].as_u64().unwrap()).sum::<u64>(), total);
            assert_eq!(found["pageInfo"]["hasNextPage"], false);
            total
        };
        let all = ask(&asked.respond(toy(), graph, true));
        let shown = ask(&asked.respond(toy(), &hiding, true));
        assert!(shown <= all, "{name}");
        fewer += usize::from(shown < all);
    }
    assert!(fewer > graph.node_count() / 4, "{fewer} searches found something hidden");
}

/// A hidden entity is no candidate, and makes no tie.
#[test]
fn a_hidden_entity_is_not_meant_by_its_name() {
    let graph = toy().graph();
    let hiding = Hiding::new(graph);
    for &node in &hiding.hidden_nodes {
        let name = graph.arena().text(graph.nodes().primary_names()[node.index()]);
        let asked = Asked {
            query: "query ($name: String!) { match(queries: [{ name: $name }], threshold: 0, \
                    limit: 20) { tie candidates { tie entity { id } } } }"
                .to_owned(),
            variables: Some(json!({ "name": name }).to_string()),
            operation: None,
        };
        let answer: Value = serde_json::from_str(&asked.respond(toy(), &hiding, true)).unwrap();
        let result = &answer["data"]["match"][0];
        let candidates = result["candidates"].as_array().unwrap();
        let tied = candidates.iter().filter(|it| it["tie"] == true).count();
        assert_eq!(result["tie"] == true, tied > 1, "{name}");
        let id = graph.arena().text(graph.nodes().ids()[node.index()]);
        assert!(candidates.iter().all(|it| it["entity"]["id"] != *id), "{id} is a candidate");
    }
}

#[test]
fn reconciliation_and_pages_tell_nothing_hidden() {
    let (snapshot, graph) = (toy(), toy().graph());
    let hiding = Hiding::new(graph);
    let secrets = Secrets::new(&hiding, graph);
    let matcher = snapshot.index().matching(graph);
    let service = Service { store: &hiding, graph, matcher, limits: snapshot.limits() };
    let respond = |request: &Reconcile<'_>| -> Value {
        serde_json::from_str(&service.respond(request).unwrap()).unwrap()
    };
    let mut rows = 0;
    for node in (0..graph.node_count() as u32).map(NodeId) {
        let id = graph.arena().text(graph.nodes().ids()[node.index()]).into_owned();
        let name = graph.arena().text(graph.nodes().primary_names()[node.index()]).into_owned();
        let kind = graph.ontology().kind(graph.nodes().kind(node));
        let queries = json!({ "q": { "query": name }, "i": { "query": id } }).to_string();
        let answer = respond(&Reconcile::Queries(&queries));
        secrets.are_kept(&answer, "");
        let prefix: String = name.chars().take(4).collect();
        let suggest = Reconcile::Suggest {
            what: Suggested::Entities,
            prefix: &prefix,
            of_type: None,
            skip: 0,
        };
        secrets.are_kept(&respond(&suggest), "");
        let fields = kind.properties.iter().map(|it| &it.name);
        let fields = fields.chain(kind.relations.iter().map(|it| &it.name));
        let fields = fields.map(String::as_str).chain(["names", "sources", "externalIds"]);
        let properties: Vec<Value> = fields.map(|field| json!({ "id": field })).collect();
        let extend = json!({ "ids": [id], "properties": properties }).to_string();
        let answer = respond(&Reconcile::Extend(&extend));
        rows += usize::from(answer["rows"][&id] != json!({}));
        // The id itself was sent.
        if let Some(row) = answer["rows"].get(&id) {
            secrets.are_kept(row, "");
        }
        let shown = page::entity(&hiding, &id, snapshot.limits());
        assert_eq!(shown.is_ok(), hiding.has_node(node), "{id}");
        let shown = shown.unwrap_or_default();
        for &hidden in &hiding.hidden_nodes {
            let id = graph.arena().text(graph.nodes().ids()[hidden.index()]);
            assert!(!shown.contains(&format!("entity/{id}\"")), "{id} is linked from {name}");
        }
    }
    assert!(rows > 0);
}

/// The fast paths write the same bytes, errors and limits included.
#[test]
fn fast_and_plain_ways_write_the_same() {
    for (snapshot, seed, count) in [(toy(), 1, 300), (shipped(), 2, 120)] {
        let mut documents = Documents::new(snapshot, seed);
        let graph = snapshot.graph();
        let mut bytes = 0;
        let random = (0..count).map(|_| Asked::of(documents.document(|_| true)));
        let golden = if std::ptr::eq(snapshot, toy()) { golden() } else { Vec::new() };
        for asked in golden.into_iter().chain(random) {
            let fast = asked.respond(snapshot, graph, true);
            assert_eq!(fast, asked.respond(snapshot, graph, false), "{}", asked.query);
            bytes += fast.len();
        }
        assert!(bytes > 100_000, "only {bytes} bytes were compared");
    }
}

/// A filter that is planned leaves the same entities and links as one that is run as it is
/// written: in order, in pages, in any view, and from a store that hides. `SEEDS=50000` tries more.
fn plans_change_nothing(world: &Snapshot, documents: usize) {
    let graph = world.graph();
    let hiding = Hiding::new(graph);
    let mut filters = Filters::new(world, 11);
    let seeds = std::env::var("SEEDS").ok().and_then(|it| it.parse().ok());
    let documents = seeds.unwrap_or(documents);
    let same = |asked: &Asked| -> Value {
        let planned = asked.respond_by(world, graph, true, true);
        assert_eq!(planned, asked.respond_by(world, graph, true, false), "{}", asked.query);
        let hidden = asked.respond_by(world, &hiding, true, true);
        assert_eq!(hidden, asked.respond_by(world, &hiding, true, false), "{}", asked.query);
        let answer: Value = serde_json::from_str(&planned).unwrap();
        assert!(answer.get("errors").is_none(), "{}\n{answer}", asked.query);
        answer
    };
    let (mut some, mut none, mut all, mut graphs) = (0, 0, 0, 0);
    for number in 0..documents {
        let asked = Asked::of(filters.document());
        let answer = same(&asked);
        let count = |place: &str| answer["data"].pointer(place).unwrap().as_u64().unwrap();
        let filtered = count("/list/totalCount");
        assert_eq!(count("/sum/aggregate/count"), filtered, "{}", asked.query);
        match (filtered, count("/whole/totalCount")) {
            (0, _) => none += 1,
            (filtered, whole) if filtered == whole => all += 1,
            _ => some += 1,
        }
        if number % 4 == 0 {
            let answer = same(&Asked::of(filters.graph_document()));
            graphs += usize::from(answer["data"]["subgraph"]["nodes"][2].is_object());
        }
    }
    assert!(graphs * 40 > documents, "{graphs} graphs");
    let each = [some, none, all];
    assert!(each.iter().all(|it| it * 20 > documents), "{some} some, {none} none, {all} all");
    // What is rare may stand in a document that is not asked.
    for _ in 0..20_000 {
        if filters.missing().is_empty() {
            break;
        }
        filters.document();
    }
    let missing = filters.missing();
    assert!(missing.is_empty(), "in no filter or order stands: {}", missing.join(", "));
}

#[test]
fn planned_and_plain_filters_leave_the_same() {
    plans_change_nothing(toy(), 2_000);
}

#[test]
fn planned_and_plain_filters_leave_the_same_numbers_places_and_addresses() {
    plans_change_nothing(offices(), 1_000);
}

/// Every golden query and random documents, planned and plain.
#[test]
fn documents_are_answered_the_same_without_plans() {
    let graph = toy().graph();
    let mut documents = Documents::new(toy(), 5);
    let random = (0..200).map(|_| Asked::of(documents.document(|_| true)));
    for asked in golden().into_iter().chain(random) {
        let planned = asked.respond_by(toy(), graph, true, true);
        assert_eq!(planned, asked.respond_by(toy(), graph, true, false), "{}", asked.query);
    }
}
