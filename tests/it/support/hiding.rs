//! A store that hides: every third entity, every third of the remaining links, and all that
//! touch them. It keeps the numbers of its graph, which then have gaps.

use corridor::{
    exec::store::{NodeList, Store},
    graph::{
        Citation, Claim, ClaimSet, Column, Conflict, Element, ElementId, Extents, ExternalId,
        FollowedLink, Graph, LinkColumns, LinkId, Localized, Moment, Name, NodeId, RowSet,
    },
    json::fragment::{Arena, Fragment},
    ontology::{Direction, KindId, Ontology, RelationId},
    value::Interval,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// The rows of one kind by one relation in one direction.
#[derive(Debug, Default)]
struct OwnRows {
    starts: Vec<u32>,
    nodes: Vec<NodeId>,
    links: Vec<FollowedLink>,
}

/// A graph without some of its entities and links.
#[derive(Debug)]
pub(crate) struct Hiding<'g> {
    graph: &'g Graph,
    pub(crate) hidden_nodes: BTreeSet<NodeId>,
    pub(crate) hidden_links: BTreeSet<LinkId>,
    of_kind: Vec<Vec<NodeId>>,
    citations: Vec<Vec<Citation>>,
    claims: Vec<Vec<ClaimSet>>,
    link_citations: Vec<Vec<Citation>>,
    /// By kind, relation and direction: `BOTH` of a symmetric relation, and of one that a field
    /// follows either way.
    rows: BTreeMap<(KindId, RelationId, Direction), OwnRows>,
    sides: Vec<Vec<(RelationId, Direction)>>,
    citing: Vec<Vec<ElementId>>,
    conflicts: Vec<Conflict>,
    moments: Vec<Moment>,
}

impl<'g> Hiding<'g> {
    pub(crate) fn new(graph: &'g Graph) -> Self {
        let nodes = (0..graph.node_count() as u32).map(NodeId);
        let hidden_nodes: BTreeSet<NodeId> = nodes.clone().filter(|node| node.0 % 3 == 2).collect();
        let hidden_links = hidden_links(graph, &hidden_nodes);
        let mut hiding = Self {
            graph,
            of_kind: Vec::new(),
            citations: Vec::new(),
            claims: Vec::new(),
            link_citations: Vec::new(),
            rows: BTreeMap::new(),
            sides: Vec::new(),
            citing: Vec::new(),
            conflicts: Vec::new(),
            moments: Vec::new(),
            hidden_nodes,
            hidden_links,
        };
        let shown = |citations: &[Citation]| -> Vec<Citation> {
            let is_shown = |it: &&Citation| !hiding.hidden_nodes.contains(&it.source);
            citations.iter().filter(is_shown).copied().collect()
        };
        let claim = |it: &Claim| Claim {
            value: it.value,
            preferred: it.preferred,
            citations: shown(&it.citations),
            note: it.note,
        };
        let set = |it: &ClaimSet| ClaimSet {
            property: it.property,
            claims: it.claims.iter().map(claim).collect(),
            differ: it.differ,
        };
        let citations = nodes.clone().map(|it| shown(graph.nodes().citations(it))).collect();
        let claims =
            nodes.clone().map(|it| graph.nodes().claims(it).iter().map(set).collect()).collect();
        let links = (0..graph.link_count() as u32).map(LinkId);
        let link_citations = links.map(|it| shown(graph.links().citations(it))).collect();
        (hiding.citations, hiding.claims, hiding.link_citations) =
            (citations, claims, link_citations);
        hiding.fill();
        hiding
    }

    fn fill(&mut self) {
        let graph = self.graph;
        let ontology = graph.ontology();
        let of_kind = |(kind, _)| {
            let all = graph.nodes().of_kind(kind).map(NodeId);
            all.filter(|node| !self.hidden_nodes.contains(node)).collect()
        };
        self.of_kind = ontology.kinds().map(of_kind).collect();
        for (kind, _) in ontology.kinds() {
            let mut sides = Vec::new();
            for &(relation, direction) in graph.sides(kind) {
                let rows = self.own_rows(kind, relation, direction);
                if !rows.links.is_empty() {
                    sides.push((relation, direction));
                }
                self.rows.insert((kind, relation, direction), rows);
            }
            for (relation, _) in ontology.relations().filter(|(_, it)| it.either_way) {
                let rows = self.own_rows(kind, relation, Direction::Both);
                self.rows.insert((kind, relation, Direction::Both), rows);
            }
            self.sides.push(sides);
        }
        // What cites a source only by claims of which it is no longer told cites it no more.
        let citing = |source: u32| {
            let source = NodeId(source);
            let all = graph.citing(source).iter().copied();
            all.filter(|&id| self.has(id) && !self.hidden_nodes.contains(&source)).collect()
        };
        self.citing = (0..graph.node_count() as u32).map(citing).collect();
        let conflicts = graph.conflicts().iter().copied();
        self.conflicts = conflicts.filter(|it| !self.hidden_nodes.contains(&it.node)).collect();
        let moments = graph.moments_near(Interval::asked(None, None)).iter().copied();
        self.moments = moments.filter(|it| self.has(it.element)).collect();
    }

    fn own_rows(&self, kind: KindId, relation: RelationId, direction: Direction) -> OwnRows {
        let mut rows = OwnRows { starts: vec![0], ..OwnRows::default() };
        for node in self.graph.nodes().of_kind(kind).map(NodeId) {
            let row = self.graph.row(node, relation, direction);
            let all = row.iter().enumerate();
            for (at, (other, _)) in all.filter(|it| !self.hidden_links.contains(&it.1.1)) {
                rows.nodes.push(other);
                rows.links.push(row.followed(at));
            }
            rows.starts.push(rows.links.len() as u32);
        }
        rows
    }

    fn has(&self, id: ElementId) -> bool {
        match self.graph.element(id) {
            Element::Node(node) => !self.hidden_nodes.contains(&node),
            Element::Link(link) => !self.hidden_links.contains(&link),
        }
    }
}

/// The links that touch hidden entities, and every third of the groups that are between the same
/// two others: a link that is left keeps its ordinal.
fn hidden_links(graph: &Graph, hidden: &BTreeSet<NodeId>) -> BTreeSet<LinkId> {
    let links = graph.links();
    let mut groups = BTreeMap::<_, usize>::new();
    let all = (0..graph.link_count() as u32).map(LinkId);
    let is_hidden = |link: &LinkId| {
        let ends = [links.from(*link), links.to(*link)];
        if ends.iter().any(|end| hidden.contains(end)) {
            return true;
        }
        let count = groups.len();
        *groups.entry((links.relation(*link), ends)).or_insert(count) % 3 == 2
    };
    all.filter(is_hidden).collect()
}

impl Store for Hiding<'_> {
    fn graph(&self) -> &Graph {
        self.graph
    }

    fn has_link(&self, link: LinkId) -> bool {
        !self.hidden_links.contains(&link)
    }

    fn ontology(&self) -> &Ontology {
        self.graph.ontology()
    }

    fn arena(&self) -> &Arena {
        self.graph.arena()
    }

    fn node_by_id(&self, id: &str) -> Option<NodeId> {
        self.graph.node_by_id(id).filter(|node| self.has_node(*node))
    }

    fn has_node(&self, node: NodeId) -> bool {
        !self.hidden_nodes.contains(&node)
    }

    fn kind(&self, node: NodeId) -> KindId {
        self.shown(node);
        self.graph.nodes().kind(node)
    }

    fn numbers_of_kind(&self, kind: KindId) -> Range<u32> {
        self.graph.nodes().of_kind(kind)
    }

    fn nodes_of_kind(&self, kind: KindId) -> NodeList<'_> {
        NodeList::List(&self.of_kind[kind.index()])
    }

    fn ids(&self) -> &[Fragment] {
        self.graph.nodes().ids()
    }

    fn primary_names(&self) -> &[Fragment] {
        self.graph.nodes().primary_names()
    }

    fn heads(&self) -> &[Fragment] {
        self.graph.nodes().heads()
    }

    fn folded_names(&self) -> &[Fragment] {
        self.graph.nodes().folded_names()
    }

    fn column(&self, kind: KindId, property: usize) -> Option<&Column> {
        Some(self.graph.nodes().column(kind, property))
    }

    fn node_extents(&self, kind: KindId) -> Option<&Extents> {
        self.graph.nodes().extents(kind)
    }

    fn names(&self, node: NodeId) -> &[Name] {
        self.shown(node);
        self.graph.nodes().names(node)
    }

    fn summaries(&self, node: NodeId) -> &[Localized] {
        self.shown(node);
        self.graph.nodes().summaries(node)
    }

    fn external_ids(&self, node: NodeId) -> &[ExternalId] {
        self.shown(node);
        self.graph.nodes().external_ids(node)
    }

    fn citations(&self, node: NodeId) -> &[Citation] {
        self.shown(node);
        &self.citations[node.index()]
    }

    fn claims(&self, node: NodeId) -> &[ClaimSet] {
        self.shown(node);
        &self.claims[node.index()]
    }

    fn link_by_id(&self, id: &str) -> Option<LinkId> {
        self.graph.link_by_id(id).filter(|link| !self.hidden_links.contains(link))
    }

    fn relation(&self, link: LinkId) -> RelationId {
        self.graph.links().relation(self.shown_link(link))
    }

    fn from(&self, link: LinkId) -> NodeId {
        self.graph.links().from(self.shown_link(link))
    }

    fn to(&self, link: LinkId) -> NodeId {
        self.graph.links().to(self.shown_link(link))
    }

    fn ordinal(&self, link: LinkId) -> u32 {
        self.graph.links().ordinal(self.shown_link(link))
    }

    fn given_link_id(&self, link: LinkId) -> Option<Fragment> {
        self.graph.links().given_id(self.shown_link(link))
    }

    fn derived_link_id(&self, link: LinkId) -> String {
        self.graph.derived_link_id(self.shown_link(link))
    }

    fn link_citations(&self, link: LinkId) -> &[Citation] {
        &self.link_citations[self.shown_link(link).index()]
    }

    fn numbers_of_relation(&self, relation: RelationId) -> Range<u32> {
        self.graph.links().of_relation(relation)
    }

    fn relation_columns(&self, relation: RelationId) -> &LinkColumns {
        self.graph.links().columns(relation)
    }

    fn sides(&self, kind: KindId) -> &[(RelationId, Direction)] {
        &self.sides[kind.index()]
    }

    fn rows(&self, kind: KindId, relation: RelationId, direction: Direction) -> RowSet<'_> {
        let definition = self.graph.ontology().relation(relation);
        let is_known = definition.symmetric || definition.either_way;
        assert!(direction != Direction::Both || is_known, "rows are asked for that no field has");
        let direction = if definition.symmetric { Direction::Both } else { direction };
        let first = NodeId(self.graph.nodes().of_kind(kind).start);
        match self.rows.get(&(kind, relation, direction)) {
            Some(rows) => RowSet::new(first, &rows.starts, &rows.nodes, &rows.links),
            None => RowSet::new(first, &[], &[], &[]),
        }
    }

    fn element(&self, id: ElementId) -> Element {
        assert!(self.has(id), "a hidden element is asked for");
        self.graph.element(id)
    }

    fn link_element(&self, link: LinkId) -> ElementId {
        self.graph.link_element(self.shown_link(link))
    }

    fn citing(&self, source: NodeId) -> &[ElementId] {
        self.shown(source);
        &self.citing[source.index()]
    }

    fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    fn moments_near(&self, _: Interval) -> &[Moment] {
        &self.moments
    }

    fn moments_of(&self, id: ElementId) -> Vec<Moment> {
        assert!(self.has(id), "a hidden element is asked for");
        self.graph.moments_of(id)
    }

    fn count_of_relation(&self, relation: RelationId) -> usize {
        let links = self.graph.links().of_relation(relation).map(LinkId);
        links.filter(|link| !self.hidden_links.contains(link)).count()
    }
}

/// A caller keeps to the contract: it passes no number that it was not given.
impl Hiding<'_> {
    fn shown(&self, node: NodeId) {
        assert!(self.has_node(node), "a hidden entity is asked for");
    }

    fn shown_link(&self, link: LinkId) -> LinkId {
        assert!(!self.hidden_links.contains(&link), "a hidden link is asked for");
        link
    }
}
