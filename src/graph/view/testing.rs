//! Random small graphs, and the plain lists that they were made from.
//!
//! Slow definitions in the tests of this module read the lists alone. They share no code with
//! the graph, the views or the algorithms of `algo`.

use crate::{
    graph::{
        EntityIndex, EntityRecord, Evidence, Facts, Graph, LinkId, LinkRecord, LinkStatus,
        NameKind, NameRecord, NodeId, Time,
        view::{StatusSet, ViewOptions},
    },
    ontology::{Direction, Ontology, parse_text},
    value::{Day, Interval, PartialDate, TimeView, Value},
};
use std::sync::{Arc, LazyLock};

const WORLD: &str = r#"
type X @node {
  a: [Entity!]! @relationship(type: "A", direction: OUT, properties: "Way")
  b: [X!]! @relationship(type: "B", direction: BOTH, properties: "Way")
  c: [Entity!]! @relationship(type: "C", direction: OUT)
}
type Y @node {
  a: [Entity!]! @relationship(type: "A", direction: OUT, properties: "Way")
  c: [Entity!]! @relationship(type: "C", direction: OUT)
}
type Way @relationshipProperties { weight: Float hops: Int label: String }
"#;

/// The type definitions of all random graphs.
pub(crate) static ONTOLOGY: LazyLock<Arc<Ontology>> = LazyLock::new(|| Arc::new(parse_text(WORLD)));

/// Xorshift (Marsaglia, 2003): the same numbers everywhere.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    /// A number below an end.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// True in so many of a hundred cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// A link as the slow definitions see it.
#[derive(Clone, Debug)]
pub(crate) struct PlainLink {
    pub(crate) relation: &'static str,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) status: LinkStatus,
    pub(crate) since: Option<Day>,
    pub(crate) until: Option<Day>,
    pub(crate) weight: Option<f64>,
    pub(crate) id: LinkId,
}

/// A random graph. Entities are numbered as in the graph.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) graph: Graph,
    pub(crate) kinds: Vec<&'static str>,
    pub(crate) links: Vec<PlainLink>,
}

/// Year `2000 + number`, its first day.
fn year(number: usize) -> PartialDate {
    PartialDate::from_ymd(2000 + number as u16, 1, 1).unwrap()
}

impl World {
    /// A graph of so many entities and links, parallel links and links from an entity to
    /// itself among them.
    pub(crate) fn random(random: &mut Random, nodes: usize, links: usize) -> Self {
        // Kinds before numbers: the graph orders entities by kind, then id.
        let xs = 1 + random.below(nodes);
        let ends: Vec<(usize, usize)> =
            (0..links).map(|_| (random.below(nodes), random.below(nodes))).collect();
        Self::of(random, nodes, xs, &ends)
    }

    /// A graph with links between given entities; the first `xs` are of the kind `X`.
    pub(crate) fn of(
        random: &mut Random,
        nodes: usize,
        xs: usize,
        ends: &[(usize, usize)],
    ) -> Self {
        let kinds = (0..nodes).map(|n| if n < xs { "X" } else { "Y" }).collect();
        let links = ends.iter().map(|&(from, to)| plain_link(random, xs, from, to)).collect();
        Self::new(kinds, links)
    }

    /// A graph whose links are all directed, undated, and of one relation.
    pub(crate) fn simple(nodes: usize, ends: &[(usize, usize)]) -> Self {
        let link = |&(from, to): &(usize, usize)| PlainLink {
            relation: "A",
            from,
            to,
            status: LinkStatus::Actual,
            since: None,
            until: None,
            weight: None,
            id: LinkId(0),
        };
        Self::with_links(nodes, ends.iter().map(link).collect())
    }

    /// A graph of entities of the kind `X` with these links.
    pub(crate) fn with_links(nodes: usize, links: Vec<PlainLink>) -> Self {
        Self::new(vec!["X"; nodes], links)
    }

    fn new(kinds: Vec<&'static str>, mut links: Vec<PlainLink>) -> Self {
        let entities = kinds.iter().enumerate().map(|(n, kind)| entity(kind, n)).collect();
        let records = links.iter().enumerate().map(|(number, link)| record(link, number));
        let facts = Facts { entities, links: records.collect() };
        let graph = Graph::new(Arc::clone(&ONTOLOGY), facts);
        for range in ONTOLOGY.relations().map(|(relation, _)| graph.links().of_relation(relation)) {
            for link in range.map(LinkId) {
                let id = graph.links().given_id(link).unwrap();
                let number: usize = graph.arena().text(id)[1..].parse().unwrap();
                links[number].id = link;
            }
        }
        Self { graph, kinds, links }
    }

    /// The steps that lead from an entity to another in a view: plain links.
    pub(crate) fn steps<'a>(
        &'a self,
        options: &'a ViewOptions,
        from: usize,
    ) -> impl Iterator<Item = (usize, &'a PlainLink)> {
        self.links.iter().filter(move |link| self.in_view(options, link)).flat_map(move |link| {
            let symmetric = link.relation == "B";
            let out = symmetric || options.direction != Direction::In;
            let into = symmetric || options.direction != Direction::Out;
            let ahead = (link.from == from && out).then_some((link.to, link));
            let back = (link.to == from && link.from != from && into).then_some((link.from, link));
            let own = (link.from == from && link.to == from && !out).then_some((from, link));
            [ahead, back, own].into_iter().flatten()
        })
    }

    pub(crate) fn in_view(&self, options: &ViewOptions, link: &PlainLink) -> bool {
        let name = |relation: &crate::ontology::RelationId| {
            ONTOLOGY.relation(*relation).name.as_str() == link.relation
        };
        options.relations.as_ref().is_none_or(|only| only.iter().any(name))
            && !options.exclude_relations.iter().any(name)
            && options.status.has(link.status)
            && match (options.time.days, options.time.certain) {
                (None, _) => true,
                (Some(asked), false) => {
                    link.since.is_none_or(|day| day <= asked.end)
                        && link.until.is_none_or(|day| day >= asked.start)
                }
                (Some(asked), true) => {
                    link.status == LinkStatus::Actual
                        // What ended on a day had begun by then.
                        && link.since.or(link.until).is_some_and(|day| day <= asked.end)
                        && link.until.is_none_or(|day| day >= asked.start)
                }
            }
    }

    /// Returns whether a path may pass through an entity.
    pub(crate) fn admits(&self, options: &ViewOptions, node: usize) -> bool {
        let name =
            |kind: &crate::ontology::KindId| ONTOLOGY.kind(*kind).name.as_str() == self.kinds[node];
        options.kinds.as_ref().is_none_or(|only| only.iter().any(name))
            && !options.exclude_kinds.iter().any(name)
            && !options.avoid.contains(&NodeId(node as u32))
            && options.max_degree.is_none_or(|most| self.degree(node) <= most as usize)
    }

    pub(crate) fn degree(&self, node: usize) -> usize {
        self.links.iter().filter(|link| link.from == node || link.to == node).count()
    }
}

fn entity(kind: &str, number: usize) -> EntityRecord {
    EntityRecord {
        kind: ONTOLOGY.kind_by_name(kind).unwrap(),
        id: format!("{number:07}"),
        names: vec![NameRecord {
            value: format!("name {number}"),
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

fn plain_link(random: &mut Random, xs: usize, from: usize, to: usize) -> PlainLink {
    let both_x = from < xs && to < xs;
    let relation = match random.below(3) {
        0 => "A",
        1 if both_x => "B",
        _ => "C",
    };
    let (from, to) = if relation == "B" && to < from { (to, from) } else { (from, to) };
    let since = random.chance(60).then(|| random.below(10));
    let until = random.chance(50).then(|| since.unwrap_or(0) + random.below(6));
    // Tenths, whose sums are not exact, and zero.
    let weight = random.chance(90).then(|| random.below(6) as f64 / 10.0);
    PlainLink {
        relation,
        from,
        to,
        status: LinkStatus::ALL[if random.chance(70) { 0 } else { random.below(4) }],
        since: since.map(|it| year(it).earliest()),
        until: until.map(|it| year(it).earliest()),
        weight: weight.filter(|_| relation != "C"),
        id: LinkId(0),
    }
}

fn record(link: &PlainLink, number: usize) -> LinkRecord {
    let date = |day: Day| (0..30).map(year).find(|it| it.earliest() == day).unwrap();
    let relation = ONTOLOGY.relation_by_name(link.relation).unwrap();
    let values = match ONTOLOGY.properties_of(relation).len() {
        0 => Vec::new(),
        _ => vec![link.weight.map(Value::Float), None, None],
    };
    LinkRecord {
        relation,
        id: Some(format!("l{number}")),
        from: EntityIndex(link.from as u32),
        to: EntityIndex(link.to as u32),
        time: Time { since: link.since.map(date), until: link.until.map(date), ..Time::default() },
        status: link.status,
        evidence: Evidence::Reported,
        disputed: Vec::new(),
        note: None,
        citations: Vec::new(),
        references: Vec::new(),
        values,
    }
}

/// Options of which some are the default and some are not.
pub(crate) fn random_options(random: &mut Random, nodes: usize) -> ViewOptions {
    let mut options = ViewOptions::default();
    let relations: Vec<_> = ONTOLOGY.relations().map(|(relation, _)| relation).collect();
    let kinds: Vec<_> = ONTOLOGY.kinds().map(|(kind, _)| kind).collect();
    options.direction = match random.below(5) {
        0 => Direction::Out,
        1 => Direction::In,
        _ => Direction::Both,
    };
    if random.chance(10) {
        options.relations = Some(vec![relations[random.below(3)], relations[random.below(3)]]);
    }
    if random.chance(15) {
        options.exclude_relations = vec![relations[random.below(3)]];
    }
    if random.chance(10) {
        options.kinds = Some(vec![kinds[random.below(kinds.len())]]);
    }
    if random.chance(10) {
        options.exclude_kinds = vec![kinds[random.below(kinds.len())]];
    }
    if random.chance(20) {
        options.avoid = vec![NodeId(random.below(nodes) as u32)];
    }
    if random.chance(15) {
        options.max_degree = Some(1 + random.below(6) as u32);
    }
    if random.chance(25) {
        options.status = StatusSet::of(&[LinkStatus::Actual, LinkStatus::Agreed]);
    }
    if random.chance(20) {
        let start = random.below(12);
        let end = start + random.below(3);
        let days = Interval::asked(Some(year(start).earliest()), Some(year(end).earliest()));
        options.time = TimeView { days: Some(days), certain: random.chance(40) };
    }
    options
}
