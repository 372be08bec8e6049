//! Follows paths from the items of a block to the entities whose values are read.
//!
//! `people { groups(by: [{employer: {offices: {country: {name: VALUE}}}}]) }` leads many people to
//! one employer. Where a step begins at fewer entities than are led there, each of these is followed
//! once in a block, and its values are given to all that lead to it.

use super::{column::Numbers, dictionary::Dictionary, key::read_nodes};
use crate::{
    exec::{select::Reader, store::Store},
    graph::NodeId,
    limits::Exhausted,
    plan::{NodePath, PathStep},
};

/// Follows a path, with the entities that were reached.
#[derive(Debug, Default)]
pub(super) struct PathReader {
    /// The entities that were reached, each with the position of what leads to it: an item, or an
    /// entity of the last junction.
    ends: Vec<(u32, NodeId)>,
    next_ends: Vec<(u32, NodeId)>,
    /// The steps that begin at entities to which several lead.
    junctions: Vec<Junction>,
    /// The values of the entities at the end.
    of_ends: Numbers,
    /// The values of what leads to them.
    of_leaders: Numbers,
}

/// Entities at which a step begins.
#[derive(Debug)]
struct Junction {
    /// The number of what leads to them: items, or the entities of the junction before.
    leaders: usize,
    /// The position of each of those, with that of the entity, in order.
    pairs: Vec<(u32, u32)>,
}

/// The number of entities that are looked at to see whether several lead to one of them.
const SAMPLE: usize = 64;

impl PathReader {
    /// The memory of what was reached.
    pub(super) fn bytes(&self) -> usize {
        let ends = self.ends.capacity() + self.next_ends.capacity();
        let pairs: usize = self.junctions.iter().map(|it| it.pairs.capacity()).sum();
        ends * size_of::<(u32, NodeId)>()
            + pairs * size_of::<(u32, u32)>()
            + self.of_ends.bytes()
            + self.of_leaders.bytes()
    }

    /// The list for the entities at which a path begins, each with the position of its item.
    pub(super) fn start(&mut self) -> &mut Vec<(u32, NodeId)> {
        self.ends.clear();
        &mut self.ends
    }

    /// Follows a path from the entities where it begins, and reads the values at its end for so
    /// many items.
    pub(super) fn follow<'g, S: Store>(
        &mut self,
        reader: &mut Reader<'g, S>,
        path: &'g NodePath,
        items: usize,
        dictionary: &mut Dictionary<'g>,
        into: &mut Numbers,
    ) -> Result<(), Exhausted> {
        let store = reader.store;
        let mut leaders = items;
        self.junctions.clear();
        for step in &path.steps {
            if path.steps.len() > 1 && is_shared(store, &self.ends) {
                leaders = self.join(leaders);
            }
            self.next_ends.clear();
            take_step(reader, *step, &self.ends, &mut self.next_ends)?;
            std::mem::swap(&mut self.ends, &mut self.next_ends);
        }
        self.of_ends.clear();
        for run in self.ends.chunk_by(|a, b| store.kind(a.1) == store.kind(b.1)) {
            let kind = store.kind(run[0].1);
            let nodes = run.iter().map(|&(_, node)| node);
            read_nodes(reader, &path.value, (kind, nodes), dictionary, &mut self.of_ends)?;
        }
        let leads = self.ends.iter().zip(0..).map(|(&(leader, _), end)| (leader, end));
        if self.junctions.is_empty() {
            return gather(reader, leads, (items, &self.of_ends), dictionary, into);
        }
        self.of_leaders.clear();
        gather(reader, leads, (leaders, &self.of_ends), dictionary, &mut self.of_leaders)?;
        while let Some(Junction { leaders, pairs }) = self.junctions.pop() {
            std::mem::swap(&mut self.of_ends, &mut self.of_leaders);
            let is_first = self.junctions.is_empty();
            let into = if is_first { &mut *into } else { &mut self.of_leaders };
            into.clear();
            gather(reader, pairs.into_iter(), (leaders, &self.of_ends), dictionary, into)?;
        }
        Ok(())
    }

    /// Goes on from each entity once. Returns their number.
    fn join(&mut self, leaders: usize) -> usize {
        let mut nodes: Vec<NodeId> = self.ends.iter().map(|(_, node)| *node).collect();
        nodes.sort_unstable();
        nodes.dedup();
        let position = |node: NodeId| nodes.partition_point(|it| *it < node) as u32;
        let mut pairs: Vec<(u32, u32)> =
            self.ends.iter().map(|&(leader, node)| (leader, position(node))).collect();
        pairs.sort_unstable();
        pairs.dedup();
        self.junctions.push(Junction { leaders, pairs });
        self.ends.clear();
        self.ends.extend((0..).zip(nodes.iter().copied()));
        nodes.len()
    }
}

/// Returns true if several lead to most of some entities: there are no more in the whole store, or
/// it is so of the first of them.
fn is_shared<S: Store>(store: &S, ends: &[(u32, NodeId)]) -> bool {
    let Some((_, first)) = ends.first() else { return false };
    let kind = store.kind(*first);
    let of_kind = ends.iter().take_while(|(_, node)| store.kind(*node) == kind).count();
    let sample = &ends[..ends.len().min(SAMPLE)];
    let mut nodes: Vec<NodeId> = sample.iter().map(|(_, node)| *node).collect();
    nodes.sort_unstable();
    nodes.dedup();
    of_kind > store.nodes_of_kind(kind).len() || 2 * nodes.len() <= sample.len()
}

/// Appends the values of leaders, out of those of the entities that they lead to. A pair is the
/// position of a leader, in order, and that of an entity.
fn gather<S: Store>(
    reader: &mut Reader<'_, S>,
    pairs: impl Iterator<Item = (u32, u32)>,
    (leaders, of_ends): (usize, &Numbers),
    dictionary: &mut Dictionary<'_>,
    into: &mut Numbers,
) -> Result<(), Exhausted> {
    let mut pairs = pairs.peekable();
    let mut values = Vec::new();
    for leader in 0..leaders as u32 {
        values.clear();
        while let Some((_, end)) = pairs.next_if(|(of, _)| *of == leader) {
            values.push(of_ends.first[end as usize]);
            let more = of_ends.more_of(end);
            values.extend(more.iter().map(|(_, number)| *number));
            // Each of many leaders may have many.
            reader.budget.visit(more.len())?;
        }
        into.push(&mut values, dictionary);
    }
    Ok(())
}

/// Appends the entities that a step leads to from some entities, each with the item that it belongs
/// to.
fn take_step<S: Store>(
    reader: &mut Reader<'_, S>,
    step: PathStep,
    from: &[(u32, NodeId)],
    into: &mut Vec<(u32, NodeId)>,
) -> Result<(), Exhausted> {
    let store = reader.store;
    match step {
        PathStep::Relation(relation, direction) => {
            let shown = reader.seen().links(relation);
            for run in from.chunk_by(|a, b| store.kind(a.1) == store.kind(b.1)) {
                let rows = store.rows(store.kind(run[0].1), relation, direction);
                for &(item, node) in run {
                    let row = rows.row(node);
                    reader.budget.visit(1 + row.len())?;
                    let ends = row.iter().filter(|(_, link)| shown.has(link.0));
                    into.extend(ends.map(|(other, _)| (item, other)));
                }
            }
        }
        PathStep::Sources => {
            for &(item, node) in from {
                let citations = store.citations(node);
                reader.budget.visit(1 + citations.len())?;
                into.extend(citations.iter().map(|citation| (item, citation.source)));
            }
        }
    }
    Ok(())
}
