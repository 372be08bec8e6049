//! The benchmark's graph, made in memory: the distributions of `over_http/world.rs`, without
//! names and properties, at any scale.

use crate::random::{Random, Sampler};
use corridor::{
    diagnostics::{Diagnostics, SourceMap},
    graph::{
        EntityIndex, EntityRecord, Evidence, Facts, Graph, LinkRecord, LinkStatus, NameKind,
        NameRecord, NodeId, Time,
    },
    ontology::{self, Ontology},
    value::PartialDate,
};
use std::{collections::HashSet, fs, io, path::Path, sync::Arc};

const SEED: u64 = 20_251_208;

const SCHEMA: &str = r#"
type Person @node(plural: "people") {
  posts: [Organization!]! @relationship(type: "HOLDS_POST", direction: OUT)
  projects: [Project!]! @relationship(type: "WORKS_ON", direction: OUT)
  knows: [Person!]! @relationship(type: "KNOWS", direction: OUT)
}
type Organization @node { members: [Person!]! @relationship(type: "HOLDS_POST", direction: IN) }
type Project @node { workers: [Person!]! @relationship(type: "WORKS_ON", direction: IN) }
"#;

/// The graph and the pairs that are asked for.
pub(crate) struct World {
    pub graph: Graph,
    pub nodes: usize,
    /// By the numbers of the graph; the same as undirected pairs for the peers.
    pub links: Vec<(u32, u32)>,
    pub pairs: Vec<(NodeId, NodeId)>,
    /// A smaller random graph: 3,000 nodes and 15,000 links.
    pub small: Vec<(u32, u32)>,
}

pub(crate) const SMALL: usize = 3_000;

impl World {
    pub(crate) fn new(scale: usize) -> Self {
        let random = &mut Random::new(SEED);
        let (people, organizations, projects) = (100_000 * scale, 10_000 * scale, 20_000 * scale);
        let ontology = Arc::new(definitions());
        let mut facts = Facts::default();
        for (kind, count) in
            [("Organization", organizations), ("Person", people), ("Project", projects)]
        {
            let kind = ontology.kind_by_name(kind).expect("it is in the schema");
            for number in 0..count {
                facts.entities.push(entity(&ontology, kind, number));
            }
        }
        let relations = [
            ("HOLDS_POST", 600_000 * scale, 0, organizations),
            ("WORKS_ON", 200_000 * scale, organizations + people, projects),
            ("KNOWS", 200_000 * scale, organizations, people),
        ];
        for (name, count, first, targets) in relations {
            let relation = ontology.relation_by_name(name).expect("it is in the schema");
            let from = Sampler::pareto(random, people);
            let to = Sampler::zipf(random, targets);
            let mut drawn = HashSet::with_capacity(count);
            while drawn.len() < count {
                let ends = (organizations + from.draw(random), first + to.draw(random));
                if ends.0 != ends.1 && drawn.insert(ends) {
                    facts.links.push(link(random, relation, ends));
                }
            }
        }
        let graph = Graph::new(ontology, facts);
        let nodes = graph.node_count();
        let links = (0..graph.link_count() as u32).map(corridor::graph::LinkId);
        let links = links.map(|it| (graph.links().from(it).0, graph.links().to(it).0)).collect();
        let node = |random: &mut Random| NodeId(random.below(nodes) as u32);
        let pairs = (0..1_000).map(|_| (node(random), node(random))).collect();
        let small = small(random);
        Self { graph, nodes, links, pairs, small }
    }

    /// Writes what the peers read: numbers of 32 bits, two for a link or a pair.
    pub(crate) fn write(&self, folder: &Path) -> io::Result<()> {
        let bytes = |pairs: &mut dyn Iterator<Item = (u32, u32)>| -> Vec<u8> {
            pairs.flat_map(|(a, b)| [a, b]).flat_map(u32::to_le_bytes).collect()
        };
        fs::write(folder.join("links.bin"), bytes(&mut self.links.iter().copied()))?;
        let pairs = &mut self.pairs.iter().map(|(a, b)| (a.0, b.0));
        fs::write(folder.join("pairs.bin"), bytes(pairs))?;
        fs::write(folder.join("small.bin"), bytes(&mut self.small.iter().copied()))?;
        fs::write(folder.join("nodes.txt"), self.nodes.to_string())
    }
}

/// A graph of people alone, who know each other as given.
pub(crate) fn of_people(count: usize, links: impl Iterator<Item = (usize, usize)>) -> Graph {
    let random = &mut Random::new(SEED);
    let ontology = Arc::new(definitions());
    let kind = ontology.kind_by_name("Person").expect("it is in the schema");
    let relation = ontology.relation_by_name("KNOWS").expect("it is in the schema");
    let entities = (0..count).map(|number| entity(&ontology, kind, number)).collect();
    let links = links.map(|ends| link(random, relation, ends)).collect();
    Graph::new(ontology, Facts { entities, links })
}

fn definitions() -> Ontology {
    let mut sources = SourceMap::new();
    let file = sources.add("schema.graphql", SCHEMA);
    let parsed = ontology::parse(&sources, &[file], &mut Diagnostics::new());
    parsed.expect("the schema has no fault")
}

fn entity(ontology: &Ontology, kind: ontology::KindId, number: usize) -> EntityRecord {
    EntityRecord {
        kind,
        id: format!("{}-{number:07}", ontology.kind(kind).name),
        names: vec![NameRecord {
            value: "n".to_owned(),
            lang: None,
            script: None,
            kind: NameKind::Primary,
            since: None,
            until: None,
        }],
        summary: Vec::new(),
        external_ids: Vec::new(),
        citations: Vec::new(),
        values: Vec::new(),
        claims: Vec::new(),
    }
}

fn link(random: &mut Random, relation: ontology::RelationId, ends: (usize, usize)) -> LinkRecord {
    let mut year = |first: u16, years: usize| {
        PartialDate::from_ymd(first + random.below(years) as u16, 1 + random.below(12) as u8, 1)
    };
    let (since, until) = (year(1990, 15), year(2006, 19));
    LinkRecord {
        relation,
        id: None,
        from: EntityIndex(ends.0 as u32),
        to: EntityIndex(ends.1 as u32),
        time: Time { since, until: until.filter(|_| random.chance(60)), ..Time::default() },
        status: LinkStatus::Actual,
        evidence: *random.pick(Evidence::ALL),
        disputed: Vec::new(),
        note: None,
        citations: Vec::new(),
        references: Vec::new(),
        values: Vec::new(),
    }
}

/// A graph with hubs that exact betweenness takes a second for.
fn small(random: &mut Random) -> Vec<(u32, u32)> {
    let hubs = Sampler::zipf(random, SMALL);
    let mut drawn = HashSet::new();
    let mut edges = Vec::new();
    while edges.len() < 15_000 {
        let (a, b) = (random.below(SMALL) as u32, hubs.draw(random) as u32);
        if a != b && drawn.insert((a.min(b), a.max(b))) {
            edges.push((a.min(b), a.max(b)));
        }
    }
    edges
}
