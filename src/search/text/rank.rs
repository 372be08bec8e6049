//! Rank: how well the words match, how much of the name they are, how well connected the entity
//! is.
//!
//! It is done twice: for all hits by what the index says of their words, and for the likeliest
//! again by what their names and texts say (`rerank`). The order that comes of that: an exact name
//! before words of names, those before the beginning of one, that before words of texts; among
//! equals a short name first, and a well-connected entity before one that hardly anything leads
//! to. Of the number of links the logarithm counts, so that it decides among equals and lifts no
//! bad match over a good one.

use super::{query::IN_TEXT, read::ParsedQuery};
use crate::{
    graph::{Graph, NodeId},
    ontology::Direction,
};
use std::cmp::Ordering;
use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
};

/// Score that a name adds if it has no more words than the query.
const COVERED: f32 = 0.5;
/// Score that each doubling of the number of links adds.
const DOUBLING: f32 = 1.0 / 16.0;
/// The most that links add: less than the difference between a word of a name and one of a text.
const CONNECTED: f32 = 0.5;
/// The share of the first score in the second: it decides among equals.
const FIRST: f32 = 1.0 / 32.0;
/// Scores are multiples of one by this: few enough digits to be written and read back.
const STEPS: f32 = 1024.0;

/// An entity that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The entity.
    pub node: NodeId,
    /// The score; only hits of one query compare.
    pub score: f32,
}

impl Hit {
    /// The order of hits: the best first, those of one score by kind and id, as entities are
    /// numbered.
    pub fn order(&self, other: &Self) -> Ordering {
        other.score.total_cmp(&self.score).then_with(|| self.node.cmp(&other.node))
    }
}

fn rounded(score: f32) -> f32 {
    (score * STEPS).round() / STEPS
}

/// The figures of each entity that rank needs.
#[derive(Debug)]
pub(super) struct Ranking {
    /// The score that its links add.
    connected: Vec<f32>,
    /// The number of words of its shortest name.
    shortest: Vec<u8>,
}

impl Ranking {
    pub(super) fn new(graph: &Graph) -> Self {
        let nodes = (0..graph.node_count()).map(|index| NodeId(index as u32));
        let connected = |node| {
            let rows = graph.rows_of(node, Direction::Both);
            let links: usize = rows.map(|(.., row)| row.len()).sum();
            (DOUBLING * (1.0 + links as f32).log2()).min(CONNECTED)
        };
        let shortest = |node| {
            let names = graph.nodes().names(node).iter();
            let words = names.map(|name| graph.arena().text(name.folded).split(' ').count());
            u8::try_from(words.min().unwrap_or(1)).unwrap_or(u8::MAX)
        };
        Self {
            connected: nodes.clone().map(connected).collect(),
            shortest: nodes.map(shortest).collect(),
        }
    }

    /// The hits of a query, by number, with their scores.
    pub(super) fn hits(&self, found: Vec<(DocId, Score)>, asked: &ParsedQuery) -> Vec<Hit> {
        let asked = asked.length() as f32;
        let hit = |(document, words): (DocId, Score)| {
            let index = document as usize;
            let name = f32::from(self.shortest[index]).max(1.0);
            // Words of texts alone come to less, whatever the entity is called.
            let in_name = words > IN_TEXT;
            let covered = if in_name { COVERED * asked.min(name) / asked.max(name) } else { 0.0 };
            let score = words + covered + self.connected[index];
            Hit { node: NodeId(document), score: rounded(score) }
        };
        found.into_iter().map(hit).collect()
    }

    /// Scores the likeliest of some hits anew, each by what it is worth, above all others, which
    /// keep their scores.
    pub(super) fn again(
        &self,
        hits: &mut [Hit],
        likeliest: usize,
        mut worth: impl FnMut(Hit) -> f32,
    ) {
        if hits.len() > likeliest {
            hits.select_nth_unstable_by(likeliest, Hit::order);
        }
        let (best, others) = hits.split_at_mut(likeliest.min(hits.len()));
        let least = others.iter().map(|hit| hit.score + 1.0 / STEPS).fold(0.0, f32::max);
        for hit in best {
            let connected = self.connected[hit.node.index()];
            hit.score = rounded(least + worth(*hit) + connected + FIRST * hit.score);
        }
    }

    /// Bytes on the heap.
    pub(super) fn size(&self) -> usize {
        size_of_val(self.connected.as_slice()) + size_of_val(self.shortest.as_slice())
    }
}

/// Collects all documents that match, with their scores, in order. There is one segment.
pub(super) struct Everything;

impl Collector for Everything {
    type Fruit = Vec<(DocId, Score)>;
    type Child = Found;

    fn for_segment(&self, _: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<Found> {
        Ok(Found(Vec::new()))
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, found: Vec<Vec<(DocId, Score)>>) -> tantivy::Result<Self::Fruit> {
        Ok(found.into_iter().next().unwrap_or_default())
    }
}

pub(super) struct Found(Vec<(DocId, Score)>);

impl SegmentCollector for Found {
    type Fruit = Vec<(DocId, Score)>;

    fn collect(&mut self, document: DocId, score: Score) {
        self.0.push((document, score));
    }

    fn harvest(self) -> Self::Fruit {
        self.0
    }
}
