//! The graph against a naive model: plain lists of entities and links, searched from end to
//! end.

use super::{
    CitationRecord, EntityIndex, EntityRecord, Evidence, Facts, Graph, LinkId, LinkRecord,
    LinkStatus, NameKind, NameRecord, NodeId, Time,
};
use crate::{
    names::comparison_key,
    ontology::{Direction, KindId, Ontology, RelationId, parse_text},
    value::{Day, Extent, PartialDate, Value},
};
use petgraph::visit::{
    Bfs, EdgeRef, IntoEdgeReferences, IntoEdges, IntoEdgesDirected, IntoNeighborsDirected,
    IntoNodeIdentifiers, VisitMap, Visitable,
};
use proptest::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock},
};

/// A relation with properties, a symmetric one, one to any kind, and one that may lead back
/// to where it starts and is followed either way. `R_` is in the ids below too.
const WORLD: &str = r#"
type Person @node(plural: "people") {
  born: PartialDate
  score: Int
  motto: String
  skills: [String!]!
  posts: [Post!]! @relationship(type: "HOLDS", direction: OUT, properties: "Tenure")
  met: [Person!]! @relationship(type: "MET", direction: BOTH)
  mentions: [Entity!]! @relationship(type: "R_", direction: OUT)
}
type Post @node {
  rank: Float
  holders: [Person!]! @relationship(type: "HOLDS", direction: IN, properties: "Tenure")
  above: [Post!]! @relationship(type: "ABOVE", direction: OUT)
  near: [Post!]! @relationship(type: "ABOVE", direction: BOTH)
}
type Place @node { code: ID }
type Tenure @relationshipProperties { title: String }
"#;

static ONTOLOGY: LazyLock<Arc<Ontology>> = LazyLock::new(|| Arc::new(parse_text(WORLD)));

const KINDS: [&str; 4] = ["Person", "Place", "Post", "Source"];

fn kind(name: &str) -> KindId {
    ONTOLOGY.kind_by_name(name).unwrap()
}

fn relation(name: &str) -> RelationId {
    ONTOLOGY.relation_by_name(name).unwrap()
}

/// Ids whose order is not that of their numbers, and that look like ids of links.
fn id(number: usize) -> String {
    match number % 4 {
        0 => format!("a~R_~{number}"),
        1 => format!("{number}.x"),
        2 => format!("b{}~R_", number / 4),
        _ => format!("z-{number:03}"),
    }
}

prop_compose! {
    fn entity(number: usize)(
        kind in 0..4_usize,
        names in proptest::collection::vec("[a-zçəЯ\" ]{1,8}", 1..4),
        score in proptest::option::of(any::<i32>()),
        motto in proptest::option::of(".{0,6}"),
        year in proptest::option::of(1_u16..9999),
        skills in proptest::collection::vec("[a-c]{1,2}", 0..3),
    ) -> EntityRecord {
        let text = |text: &String| Value::Text(text.as_str().into());
        let skills = Value::List(skills.iter().map(text).collect());
        let day = year.and_then(|year| PartialDate::from_ymd(year, 2, 3)).map(Value::Date);
        let values = match KINDS[kind] {
            "Person" => vec![day, score.map(Value::Int), motto.as_ref().map(text), Some(skills)],
            "Post" => vec![score.map(|score| Value::Float(f64::from(score) / 8.0))],
            "Place" => vec![motto.as_ref().map(text)],
            _ => vec![None; ONTOLOGY.kind(self::kind("Source")).properties.len()],
        };
        let name = |(at, value): (usize, &String)| NameRecord {
            value: value.clone(),
            lang: (at == 1).then(|| "az".to_owned()),
            script: None,
            kind: if at == 0 { NameKind::Primary } else { NameKind::Alias },
            since: None,
            until: None,
        };
        EntityRecord {
            kind: self::kind(KINDS[kind]),
            id: id(number),
            names: names.iter().enumerate().map(name).collect(),
            summary: Vec::new(),
            external_ids: Vec::new(),
            citations: Vec::new(),
            values,
            claims: Vec::new(),
        }
    }
}

/// A link between two of the entities, if its relation allows it.
fn link(
    entities: &[EntityRecord],
    (which, from, to, mark): (usize, usize, usize, u8),
) -> Option<LinkRecord> {
    let relation = relation(["HOLDS", "MET", "R_", "ABOVE"][which]);
    let (mut from, mut to) = (from % entities.len(), to % entities.len());
    let definition = ONTOLOGY.relation(relation);
    if !definition.allows(entities[from].kind, entities[to].kind) {
        return None;
    }
    // Stored once, from the smaller id to the larger.
    if definition.symmetric && entities[to].id < entities[from].id {
        (from, to) = (to, from);
    }
    let title = Value::Text(format!("t{mark}").into());
    Some(LinkRecord {
        relation,
        id: None,
        from: EntityIndex(from as u32),
        to: EntityIndex(to as u32),
        time: Time {
            since: PartialDate::from_ymd(2000 + u16::from(mark), 1, 1),
            ..Time::default()
        },
        status: if mark % 2 == 0 { LinkStatus::Actual } else { LinkStatus::Planned },
        evidence: Evidence::Reported,
        disputed: Vec::new(),
        note: None,
        citations: Vec::new(),
        references: Vec::new(),
        values: if ONTOLOGY.properties_of(relation).is_empty() {
            vec![]
        } else {
            vec![Some(title)]
        },
    })
}

/// Up to 14 entities with up to 60 links among them; few, so that links are often parallel.
fn facts() -> impl Strategy<Value = Facts> {
    let entities = (1..14_usize).prop_flat_map(|count| (0..count).map(entity).collect::<Vec<_>>());
    let ends =
        proptest::collection::vec((0..4_usize, any::<usize>(), any::<usize>(), 0..9_u8), 0..60);
    (entities, ends, proptest::collection::vec(any::<proptest::sample::Index>(), 0..4)).prop_map(
        |(entities, ends, named)| {
            let mut links: Vec<_> =
                ends.into_iter().filter_map(|ends| link(&entities, ends)).collect();
            let named = if links.is_empty() { Vec::new() } else { named };
            for (number, index) in named.iter().enumerate() {
                let at = index.index(links.len());
                links[at].id = Some(format!("given-{number}"));
            }
            Facts { entities, links }
        },
    )
}

/// The expected answers, computed from the facts alone.
struct Naive {
    facts: Facts,
    /// The facts' entities in the order of the graph.
    order: Vec<usize>,
    /// The facts' links in the order of the graph.
    links: Vec<usize>,
}

impl Naive {
    fn new(facts: Facts) -> Self {
        let entity =
            |index: &usize| (facts.entities[*index].kind, facts.entities[*index].id.clone());
        let mut order: Vec<usize> = (0..facts.entities.len()).collect();
        order.sort_by_key(entity);
        let mut links: Vec<usize> = (0..facts.links.len()).collect();
        links.sort_by_key(|index| {
            let link = &facts.links[*index];
            let end = |end: EntityIndex| entity(&(end.0 as usize));
            (link.relation, end(link.from), end(link.to), *index)
        });
        Self { facts, order, links }
    }

    fn node(&self, index: EntityIndex) -> NodeId {
        NodeId(self.order.iter().position(|it| *it == index.0 as usize).unwrap() as u32)
    }

    /// The ends of the links of the graph, in its order.
    fn ends(&self) -> Vec<(RelationId, NodeId, NodeId)> {
        let ends = |index: &usize| {
            let link = &self.facts.links[*index];
            (link.relation, self.node(link.from), self.node(link.to))
        };
        self.links.iter().map(ends).collect()
    }

    /// The row of a node: the other ends and links, in order.
    fn row(
        &self,
        node: NodeId,
        relation: RelationId,
        direction: Direction,
    ) -> Vec<(NodeId, LinkId)> {
        let symmetric = ONTOLOGY.relation(relation).symmetric;
        let mut row = Vec::new();
        for (number, (of, from, to)) in self.ends().into_iter().enumerate() {
            let link = LinkId(number as u32);
            if of != relation {
                continue;
            }
            let out = symmetric || direction != Direction::In;
            let into = symmetric || direction != Direction::Out;
            if from == node && out {
                row.push((to, false, link));
            }
            // A link to itself stands in a row of both directions once.
            if to == node && into && !(out && from == to) {
                row.push((from, !symmetric, link));
            }
        }
        row.sort();
        row.into_iter().map(|(other, _, link)| (other, link)).collect()
    }
}

fn build(facts: &Facts) -> (Graph, Naive) {
    (Graph::new(Arc::clone(&ONTOLOGY), facts.clone()), Naive::new(facts.clone()))
}

proptest! {
    #[test]
    fn entities_stand_by_kind_and_id_with_their_values(facts in facts()) {
        let (graph, naive) = build(&facts);
        let nodes = graph.nodes();
        prop_assert_eq!(graph.node_count(), facts.entities.len());
        for (number, &index) in naive.order.iter().enumerate() {
            let (node, record) = (NodeId(number as u32), &facts.entities[index]);
            prop_assert_eq!(nodes.kind(node), record.kind);
            prop_assert!(nodes.of_kind(record.kind).contains(&node.0));
            prop_assert_eq!(nodes.local(node), number - nodes.of_kind(record.kind).start as usize);
            prop_assert_eq!(graph.arena().text(nodes.ids()[number]), record.id.as_str());
            prop_assert_eq!(graph.node_by_id(&record.id), Some(node));
            for (name, given) in nodes.names(node).iter().zip(&record.names) {
                prop_assert_eq!(graph.arena().text(name.value), given.value.as_str());
                prop_assert_eq!(graph.arena().text(name.folded), comparison_key(&given.value));
                prop_assert_eq!(name.lang.is_null(), given.lang.is_none());
                prop_assert_eq!(name.kind, given.kind);
            }
            prop_assert_eq!(nodes.names(node).len(), record.names.len());
            prop_assert_eq!(nodes.primary_names()[number], nodes.names(node)[0].value);
            prop_assert_eq!(nodes.folded_names()[number], nodes.names(node)[0].folded);
            for (property, value) in record.values.iter().enumerate() {
                let cell = nodes.column(record.kind, property).cells()[nodes.local(node)];
                let list = ONTOLOGY.kind(record.kind).properties[property].ty.list;
                let absent = if list { "[]" } else { "null" };
                let json = value.as_ref().map_or(absent.to_owned(), Value::to_json);
                prop_assert_eq!(graph.arena().bytes(cell), json.as_bytes());
            }
        }
        prop_assert_eq!(graph.node_by_id("nobody"), None);
        prop_assert_eq!(graph.node_by_id(""), None);
    }

    #[test]
    fn rows_are_the_links_at_a_node(facts in facts()) {
        let (graph, naive) = build(&facts);
        for node in (0..graph.node_count() as u32).map(NodeId) {
            let mut whole = [Vec::new(), Vec::new(), Vec::new()];
            for (relation, definition) in ONTOLOGY.relations() {
                for (at, direction) in [Direction::Out, Direction::In].into_iter().enumerate() {
                    let row: Vec<_> = graph.row(node, relation, direction).iter().collect();
                    prop_assert_eq!(&row, &naive.row(node, relation, direction));
                    let same = graph.rows(graph.nodes().kind(node), relation, direction);
                    prop_assert_eq!(&same.row(node).iter().collect::<Vec<_>>(), &row);
                    prop_assert_eq!(same.row(node).len(), row.len());
                    let incoming = direction == Direction::In && !definition.symmetric;
                    let ties = row.into_iter().map(|(other, link)| (relation, incoming, other, link));
                    let ties: Vec<_> = ties.collect();
                    // What leads from a node to itself is there once.
                    let more = ties.iter().filter(|tie| !incoming || tie.2 != node).copied();
                    if at == 0 || !definition.symmetric {
                        whole[2].extend(more);
                    }
                    whole[at].extend(ties);
                }
            }
            for (direction, whole) in [Direction::Out, Direction::In, Direction::Both].into_iter().zip(whole) {
                let rows = graph.rows_of(node, direction);
                let ties = rows.flat_map(|(relation, incoming, row)| {
                    row.iter().map(move |(other, link)| (relation, incoming, other, link))
                });
                let ties: Vec<_> = ties.collect();
                prop_assert_eq!(ties, whole, "{:?}", direction);
            }
        }
    }

    #[test]
    fn rows_of_both_directions_tell_them_apart(facts in facts()) {
        let (graph, naive) = build(&facts);
        let above = relation("ABOVE");
        for node in (0..graph.node_count() as u32).map(NodeId) {
            let row = graph.row(node, above, Direction::Both);
            prop_assert_eq!(&row.iter().collect::<Vec<_>>(), &naive.row(node, above, Direction::Both));
            for (at, (other, link)) in row.iter().enumerate() {
                let ends = (graph.links().from(link), graph.links().to(link));
                let expected = if row.followed(at).is_incoming() { (other, node) } else { (node, other) };
                prop_assert_eq!(ends, expected);
                prop_assert!(!row.followed(at).is_incoming() || other != node);
            }
            let sides = graph.sides(graph.nodes().kind(node));
            prop_assert!(!sides.contains(&(above, Direction::Both)), "each link is in two sides");
        }
    }

    #[test]
    fn links_keep_their_ends_values_and_ids(facts in facts()) {
        let (graph, naive) = build(&facts);
        let links = graph.links();
        prop_assert_eq!(graph.link_count(), facts.links.len());
        let mut met = BTreeMap::new();
        for (number, (ends, &index)) in naive.ends().into_iter().zip(&naive.links).enumerate() {
            let (link, record) = (LinkId(number as u32), &facts.links[index]);
            prop_assert_eq!((links.relation(link), links.from(link), links.to(link)), ends);
            prop_assert!(links.of_relation(ends.0).contains(&link.0));
            let ordinal = met.entry(ends).and_modify(|it| *it += 1).or_insert(1);
            prop_assert_eq!(links.ordinal(link), *ordinal);
            let (columns, local) = graph.link_columns(link);
            prop_assert_eq!(columns.status[local], record.status);
            let since = columns.since.as_ref().unwrap().cells()[local];
            prop_assert_eq!(graph.arena().text(since), record.time.since.unwrap().to_string());
            prop_assert!(columns.at.is_none() && columns.until.is_none(), "no link has one");
            if let Some(Some(title)) = record.values.first() {
                let cell = columns.properties[0].cells()[local];
                let title = title.to_json();
                prop_assert_eq!(graph.arena().bytes(cell), title.as_bytes());
            }
            match &record.id {
                Some(id) => prop_assert_eq!(graph.link_by_id(id), Some(link)),
                None => {
                    let id = graph.derived_link_id(link);
                    prop_assert_eq!(graph.link_by_id(&id), Some(link), "{}", id);
                    prop_assert_eq!(graph.node_by_id(&id), None);
                }
            }
        }
        prop_assert_eq!(graph.link_by_id("a~MET~b~7"), None);
    }

    #[test]
    fn petgraph_walks_the_same_graph(facts in facts()) {
        let (graph, naive) = build(&facts);
        let ends = naive.ends();
        let outgoing = |node: NodeId| {
            let mut edges = BTreeSet::new();
            for (number, &(relation, from, to)) in ends.iter().enumerate() {
                let symmetric = ONTOLOGY.relation(relation).symmetric;
                if from == node {
                    edges.insert((number, to));
                }
                if to == node && symmetric {
                    edges.insert((number, from));
                }
            }
            edges
        };
        for start in (&graph).node_identifiers() {
            let edges: BTreeSet<_> =
                (&graph).edges(start).map(|edge| (edge.id().index(), edge.target())).collect();
            prop_assert_eq!(&edges, &outgoing(start));
            prop_assert_eq!((&graph).edges(start).count(), edges.len(), "each once");
            let hops = hops(&outgoing, start);
            let mut reached = BTreeSet::new();
            let mut bfs = Bfs::new(&graph, start);
            while let Some(node) = bfs.next(&graph) {
                reached.insert(node);
            }
            prop_assert_eq!(&reached, &hops.keys().copied().collect());
            let costs = petgraph::algo::dijkstra(&graph, start, None, |_| 1_u32);
            prop_assert_eq!(&costs.into_iter().collect::<BTreeMap<_, _>>(), &hops);
            // Against their direction, the same edges come out.
            for edge in (&graph).edges_directed(start, petgraph::Incoming) {
                prop_assert_eq!(edge.target(), start);
                prop_assert!(outgoing(edge.source()).contains(&(edge.id().index(), start)));
            }
            let back = (&graph).neighbors_directed(start, petgraph::Incoming).count();
            let naive_back = (&graph).node_identifiers().flat_map(&outgoing).filter(|it| it.1 == start).count();
            prop_assert_eq!(back, naive_back);
        }
        let all: Vec<_> = (&graph).edge_references().map(|it| (it.source(), it.target())).collect();
        prop_assert_eq!(all, ends.iter().map(|it| (it.1, it.2)).collect::<Vec<_>>());
    }
}

/// The distance of each node in steps: the slow definition.
fn hops(
    outgoing: &impl Fn(NodeId) -> BTreeSet<(usize, NodeId)>,
    start: NodeId,
) -> BTreeMap<NodeId, u32> {
    let mut hops = BTreeMap::from([(start, 0)]);
    for step in 1.. {
        let last: Vec<_> = hops.iter().filter(|it| *it.1 == step - 1).map(|it| *it.0).collect();
        if last.is_empty() {
            break;
        }
        for (_, node) in last.into_iter().flat_map(outgoing) {
            hops.entry(node).or_insert(step);
        }
    }
    hops
}

/// A graph of so many people, each holding its own post, and met by the next.
fn sized(people: usize) -> Facts {
    let record = |name: &str, number: usize| EntityRecord {
        kind: kind(name),
        id: format!("{name}-{number:06}"),
        names: vec![NameRecord {
            value: "same".to_owned(),
            lang: None,
            script: None,
            kind: NameKind::Primary,
            since: None,
            until: None,
        }],
        summary: Vec::new(),
        external_ids: Vec::new(),
        citations: Vec::new(),
        values: vec![None; ONTOLOGY.kind(kind(name)).properties.len()],
        claims: Vec::new(),
    };
    let tie = |relation_name: &str, from: usize, to: usize| LinkRecord {
        relation: relation(relation_name),
        id: None,
        from: EntityIndex(from as u32),
        to: EntityIndex(to as u32),
        time: Time::default(),
        status: LinkStatus::Actual,
        evidence: Evidence::Reported,
        disputed: Vec::new(),
        note: None,
        citations: Vec::new(),
        references: Vec::new(),
        values: vec![None; ONTOLOGY.properties_of(relation(relation_name)).len()],
    };
    let entities = (0..people).map(|n| record("Person", n));
    let entities = entities.chain((0..people).map(|n| record("Post", n))).collect();
    let held = (0..people).map(|n| tie("HOLDS", n, people + n));
    let met = (1..people).map(|n| tie("MET", n - 1, n));
    Facts { entities, links: held.chain(met).collect() }
}

/// The costs that the docs of `adjacency.rs`, `Nodes` and `Links` state.
#[test]
fn memory_is_what_the_documentation_says() {
    let count = 10_000;
    let cost = |facts: Facts| Graph::new(Arc::clone(&ONTOLOGY), facts).memory();
    let all = cost(sized(count));
    let without = |name: &str| {
        let mut facts = sized(count);
        facts.links.retain(|link| link.relation != relation(name));
        cost(facts).links
    };
    let each = |bytes: usize| (bytes as f64 / count as f64 * 10.0).round() / 10.0;
    // Source, target, status and evidence 10; the target's row 8; 4 for the start of each
    // row; an absent title 16; the incidence lists of both ends 16.
    assert_eq!(each(all.links - without("HOLDS")), 10.0 + 8.0 + 2.0 * 4.0 + 16.0 + 16.0);
    // The rows of both ends 16; one start for each person; the incidence lists 16.
    assert_eq!(each(all.links - without("MET")), 10.0 + 16.0 + 4.0 + 16.0);
    // Where the incidence list of an entity starts: 12 for each of two.
    let neither = {
        let mut facts = sized(count);
        facts.links.clear();
        cost(facts).links
    };
    assert_eq!(each(neither), 24.0);
    // When they hold: 16, if one of the relation has a date.
    let mut dated = sized(count);
    dated.links[0].time.since = PartialDate::from_ymd(2000, 1, 1);
    assert_eq!(each(cost(dated).links - all.links), 14.0 + 16.0);
    // Two entities: kind 2, id, name, both and folded name 32, its list of names 4 and 64; a
    // person's properties born 14, score 12, motto 16, skills 12; a post's rank 16; and each
    // 5 to 9 in the table of ids.
    let fixed = 2.0 * (2.0 + 32.0 + 68.0) + 54.0 + 16.0;
    let table = each(all.nodes) - fixed;
    assert!((10.0..=18.0).contains(&table), "{table}");
    // For each entity its id with its quotes, the key `name` 8, and its name with quotes 6.
    assert_eq!(each(all.texts), 15.0 + 13.0 + 2.0 * (8.0 + 6.0));
}

/// A person who lived from 1950 to 2000 and one of whom nothing is known, each tied to itself
/// and to the other: every link is clipped by both its ends.
#[test]
fn links_hold_while_both_ends_exist() {
    const WORLD: &str = r#"
type Person @node(plural: "people") @temporal(start: ["born", "named"], end: ["died"]) {
  born: PartialDate
  named: PartialDate
  died: PartialDate
  knows: [Person!]! @relationship(type: "KNOWS", direction: OUT)
}
type Place @node { near: [Place!]! @relationship(type: "NEAR", direction: BOTH) }
"#;
    let ontology = Arc::new(parse_text(WORLD));
    let (person, place) =
        (ontology.kind_by_name("Person").unwrap(), ontology.kind_by_name("Place").unwrap());
    let year = |year| PartialDate::from_ymd(year, 1, 1).unwrap();
    let entity = |kind, id: &str, years: [Option<u16>; 3]| EntityRecord {
        kind,
        id: id.to_owned(),
        names: Vec::new(),
        summary: Vec::new(),
        external_ids: Vec::new(),
        citations: Vec::new(),
        values: match kind == person {
            true => years.map(|it| it.map(|it| Value::Date(year(it)))).into(),
            false => Vec::new(),
        },
        claims: Vec::new(),
    };
    let link = |name: &str, from, to, since: Option<u16>| LinkRecord {
        relation: ontology.relation_by_name(name).unwrap(),
        id: None,
        from: EntityIndex(from),
        to: EntityIndex(to),
        time: Time { since: since.map(year), ..Time::default() },
        status: LinkStatus::Actual,
        evidence: Evidence::Reported,
        disputed: Vec::new(),
        note: None,
        citations: Vec::new(),
        references: Vec::new(),
        values: Vec::new(),
    };
    let facts = Facts {
        entities: vec![
            entity(person, "b", [Some(1951), Some(1950), Some(2000)]),
            entity(person, "a", [None; 3]),
            entity(place, "c", [None; 3]),
        ],
        links: vec![
            link("KNOWS", 1, 1, None),
            link("KNOWS", 1, 0, None),
            link("KNOWS", 0, 1, Some(1970)),
            link("NEAR", 2, 2, None),
        ],
    };
    let graph = Graph::new(Arc::clone(&ontology), facts);
    let (nodes, links) = (graph.nodes(), graph.links());
    let extent = |starts: [Day; 2], ends: [Day; 2]| Extent {
        earliest_start: starts[0],
        latest_start: starts[1],
        earliest_end: ends[0],
        latest_end: ends[1],
    };
    let day = |number| year(number).earliest();
    assert_eq!(nodes.extent(NodeId(0)), Extent::UNBOUNDED);
    assert_eq!(nodes.extent(NodeId(1)), extent([day(1950); 2], [day(2000); 2]));
    assert!(nodes.extents(place).is_none() && nodes.extents(person).is_some());
    assert_eq!(links.extent(LinkId(0)), Extent::UNDATED, "a knows a");
    let b = extent([day(1950), Day::MAX], [day(2000); 2]);
    assert_eq!(links.extent(LinkId(1)), b, "a knows b");
    let since = extent([day(1970); 2], [day(2000); 2]);
    assert_eq!(links.extent(LinkId(2)), since, "b knows a");
    assert_eq!(links.extent(LinkId(3)), Extent::UNDATED);
    let near = ontology.relation_by_name("NEAR").unwrap();
    assert!(links.columns(near).extents.is_none(), "no date there costs nothing");
}

/// The costs that the docs of `provenance.rs`, `moments.rs` and `lookup` state.
#[test]
fn indexes_cost_what_the_documentation_says() {
    let count = 10_000;
    let cost = |facts: Facts| Graph::new(Arc::clone(&ONTOLOGY), facts).memory().indexes;
    let mut facts = sized(count);
    let names = 6 * facts.entities.len();
    assert_eq!(cost(facts.clone()), names, "a name with one key");
    for link in facts.links.iter_mut().take(count) {
        link.time.since = PartialDate::from_ymd(2000, 1, 1);
        link.time.until = Some(PartialDate::UNKNOWN);
    }
    assert_eq!(cost(facts.clone()), names + 24 * count, "two dates, one of them `?`");
    let source = EntityIndex(facts.entities.len() as u32);
    let values = vec![None; ONTOLOGY.kind(kind("Source")).properties.len()];
    let like = facts.entities[0].clone();
    facts.entities.push(EntityRecord { kind: kind("Source"), id: "s".into(), values, ..like });
    let citation = || CitationRecord { source, locator: None, note: None };
    for link in facts.links.iter_mut().take(count) {
        link.citations = vec![citation(), citation()];
    }
    let cited = 4 * count + 2 * 4;
    assert_eq!(cost(facts.clone()), names + 6 + 24 * count + cited, "two places in one source");
    let graph = Graph::new(Arc::clone(&ONTOLOGY), facts);
    let of = |name| graph.indexes().iter().find(|it| it.name == name).map(|it| it.size());
    assert_eq!(of("names"), Some(("names", names / 6 + 1, names + 6)));
    assert_eq!(of("timeline"), Some(("timeline", 2 * count, 24 * count)));
    assert_eq!(of("citations"), Some(("citations", count, cited)));
}

#[test]
fn a_graph_of_nothing() {
    let graph = Graph::new(Arc::clone(&ONTOLOGY), Facts::default());
    assert_eq!((graph.node_count(), graph.link_count()), (0, 0));
    assert!(graph.nodes().is_empty() && graph.links().is_empty());
    assert_eq!((graph.node_by_id("a"), graph.link_by_id("a~MET~b")), (None, None));
    assert_eq!((&graph).node_identifiers().count(), 0);
}

/// No rows would look like no links.
#[test]
#[should_panic(expected = "no field follows this relation either way")]
fn rows_of_both_directions_that_nobody_keeps_are_not_empty() {
    let graph = Graph::new(Arc::clone(&ONTOLOGY), sized(2));
    graph.row(NodeId(0), relation("R_"), Direction::Both);
}

/// Ids of the data that look like derived ones.
#[test]
fn ids_of_links_are_unique_whatever_other_ids_hold() {
    let mut facts = sized(2);
    facts.links.clear();
    let ids = ["x~R_", "y", "y~2", "y~R_~y"];
    let spare = facts.entities[0].clone();
    facts.entities.resize(ids.len(), spare);
    for (entity, id) in facts.entities.iter_mut().zip(ids) {
        entity.kind = kind("Person");
        entity.id = id.to_owned();
    }
    let mention = |from: u32, to: u32| LinkRecord {
        relation: relation("R_"),
        id: None,
        from: EntityIndex(from),
        to: EntityIndex(to),
        time: Time::default(),
        status: LinkStatus::Actual,
        evidence: Evidence::Reported,
        disputed: Vec::new(),
        note: None,
        citations: Vec::new(),
        references: Vec::new(),
        values: Vec::new(),
    };
    let given = |link, id: &str| LinkRecord { id: Some(id.to_owned()), ..link };
    facts.links = vec![
        mention(0, 1),
        mention(0, 1),
        mention(1, 1),
        mention(1, 1),
        mention(1, 2),
        given(mention(1, 2), "y~R_~y~2"),
        mention(1, 2),
    ];
    let graph = Graph::new(Arc::clone(&ONTOLOGY), facts);
    let ids = [
        "x%7ER_~R_~y",
        "x%7ER_~R_~y~2",
        "y~R_~y~%1",
        "y~R_~y~%2",
        "y~R_~y%7E2",
        "y~R_~y~2",
        "y~R_~y%7E2~3",
    ];
    for (link, id) in ids.into_iter().enumerate() {
        let link = LinkId(link as u32);
        if graph.links().given_id(link).is_none() {
            assert_eq!(graph.derived_link_id(link), id);
        }
        assert_eq!(graph.link_by_id(id), Some(link), "{id}");
    }
    let person = graph.node_by_id("y~R_~y").map(|node| graph.nodes().kind(node));
    assert_eq!(person, Some(kind("Person")));
    for id in [
        "y~R_~y~1",
        "y~R_~y~02",
        "y~R_~y~%01",
        "y~R_~y~3",
        "y~R_~y~0",
        "y~R_~",
        "~~~~",
        "y~R_~y%7E2~2",
    ] {
        assert_eq!(graph.link_by_id(id), None, "{id}");
    }
}

#[test]
fn a_visit_map_knows_what_was_visited() {
    let graph = Graph::new(Arc::clone(&ONTOLOGY), sized(70));
    let mut map = graph.visit_map();
    let (first, last) = (NodeId(0), NodeId(139));
    assert!(map.visit(last) && !map.visit(last) && map.is_visited(&last));
    assert!(!map.is_visited(&first) && map.visit(first));
    assert!(map.unvisit(last) && !map.unvisit(last) && !map.is_visited(&last));
    graph.reset_map(&mut map);
    assert!(!map.is_visited(&first));
}
