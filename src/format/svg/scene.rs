//! The contents of a picture: boxes and lines with their texts, before they have places.

use super::text::{width, wrapped};
use crate::{
    format::{
        columns::in_words,
        content::Content,
        layout::Point,
        palette::{Look, Palette},
        xml::allowed,
    },
    graph::NodeId,
    ontology::{Evidence, LinkStatus},
};
use std::collections::BTreeMap;

/// Sizes of letters, in pixels.
pub(super) const LABEL_SIZE: f64 = 12.0;
pub(super) const EDGE_SIZE: f64 = 10.0;
/// From one line to the next.
pub(super) const LABEL_LINE: f64 = 15.0;
pub(super) const EDGE_LINE: f64 = 12.0;
/// Between the border of a box and what is in it.
pub(super) const PADDING: f64 = 6.0;
/// The sign of the kind in a box.
pub(super) const SIGN: f64 = 12.0;

/// An entity as a box.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) lines: Vec<String>,
    /// All that is told of it where one points at it.
    pub(super) title: String,
    pub(super) look: Look,
    pub(super) size: Point,
}

/// A link as a line.
#[derive(Debug)]
pub(super) struct Edge {
    pub(super) ends: (usize, usize),
    pub(super) lines: Vec<String>,
    pub(super) title: String,
    pub(super) status: LinkStatus,
    pub(super) disputed: bool,
    pub(super) ended: bool,
    pub(super) symmetric: bool,
    /// The position among the lines between the same two, from the middle: -1, 0, 1.
    pub(super) lane: f64,
}

/// A picture without places.
#[derive(Debug)]
pub(super) struct Scene {
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
    /// Kinds with their looks, in order.
    pub(super) kinds: Vec<(String, Look)>,
}

impl Scene {
    pub(super) fn new(content: &Content<'_>) -> Self {
        let (facts, palette) = (content.facts(), Palette::new(content));
        let kinds = palette.iter();
        let kinds = kinds.map(|(kind, look)| (facts.ontology().kind(kind).name.clone(), look));
        let mut positions = BTreeMap::new();
        let mut nodes = Vec::new();
        for node in content.nodes() {
            positions.insert(node, nodes.len());
            let label = allowed(&facts.label(node)).into_owned();
            let kind = &facts.kind(node).name;
            let title = format!("{label} ({kind}, {})", facts.id(node));
            nodes.push(Node::new(&label, title, palette.of(facts.kind_id(node))));
        }
        let mut scene = Self { nodes, edges: Vec::new(), kinds: kinds.collect() };
        scene.add_edges(content, &positions);
        scene
    }

    fn add_edges(&mut self, content: &Content<'_>, positions: &BTreeMap<NodeId, usize>) {
        let facts = content.facts();
        let mut lanes: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for link in content.links() {
            let (from, to) = facts.ends(link);
            let ends = (positions.get(&from), positions.get(&to));
            let (Some(&start), Some(&end)) = ends else { continue };
            let lane = lanes.entry((start.min(end), start.max(end))).or_default();
            *lane += 1;
            let (relation, time) = (in_words(facts.relation(link)), facts.time(link).in_words());
            let status = facts.status(link);
            let mut lines = wrapped(&relation, 18, 2);
            lines.extend(time.clone());
            let between = [facts.label(from), facts.label(to)];
            let [from, to] = between.map(|it| allowed(&it).into_owned());
            let mut title = format!("{from}: {relation} {to}");
            for part in time.into_iter().chain([status.as_str().to_lowercase()]) {
                title.push_str(", ");
                title.push_str(&part);
            }
            self.edges.push(Edge {
                ends: (start, end),
                lines,
                title,
                status,
                disputed: facts.evidence(link) == Evidence::Disputed,
                ended: facts.time(link).until.is_some(),
                symmetric: facts.is_symmetric(link),
                lane: (*lane - 1) as f64,
            });
        }
        for edge in &mut self.edges {
            let (start, end) = edge.ends;
            let lanes = lanes.get(&(start.min(end), start.max(end))).copied().unwrap_or(1);
            edge.lane -= (lanes as f64 - 1.0) / 2.0;
        }
    }

    /// The ends of all lines.
    pub(super) fn ends(&self) -> Vec<(usize, usize)> {
        self.edges.iter().map(|edge| edge.ends).collect()
    }
}

impl Node {
    fn new(label: &str, title: String, look: Look) -> Self {
        let lines = wrapped(label, 24, 3);
        let widest = lines.iter().map(|line| width(line, LABEL_SIZE)).fold(0.0, f64::max);
        let size =
            [widest + SIGN + 3.0 * PADDING, lines.len() as f64 * LABEL_LINE + 2.0 * PADDING - 2.0];
        Self { lines, title, look, size: size.map(f64::ceil) }
    }
}

impl Edge {
    /// The size of its text.
    pub(super) fn size(&self) -> Point {
        let widest = self.lines.iter().map(|line| width(line, EDGE_SIZE)).fold(0.0, f64::max);
        [widest + 4.0, self.lines.len() as f64 * EDGE_LINE + 2.0]
    }
}
