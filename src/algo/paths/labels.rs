//! The best path that begins as given, by any cost, chronological or not.
//!
//! A label is one way to have come to an entity: its cost, its length and the day on which the
//! last step can have been done at the earliest. Labels are taken in the order of their cost
//! and what is at least still to come (A* led by [`Ball`]). One that another label of the
//! entity beats in everything that matters is dropped: nothing that begins with it can be
//! better ([Martins, *On a multicriteria shortest path problem*,
//! 1984](https://doi.org/10.1016/0377-2217(84)90077-8)). All costs are non-negative and every step
//! has the length 1, so the best walk has no entity twice.
//!
//! The first path in order among those of the best cost is then read off the labels by a
//! depth-first search that goes to the smallest entity first and remembers dead ends.

use super::{
    Meter, PathProblem, Truncation,
    assemble::{links_between, step},
    ball::Ball,
    spur::Branch,
};
use crate::{
    graph::{
        NodeId, Visited,
        view::{ElementFilter, Way},
    },
    value::{Day, Interval},
};
use hashbrown::HashMap;
use petgraph::visit::{VisitMap, Visitable};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
    ops::Add,
};

/// By what paths are compared before their entities are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    pub(super) cost: u64,
    pub(super) length: u32,
}

impl Key {
    pub(super) const ZERO: Self = Self { cost: 0, length: 0 };
    pub(super) const MAX: Self = Self { cost: u64::MAX, length: u32::MAX };

    /// The key of so many steps, where steps are all that counts.
    pub(super) fn hops(length: u32) -> Self {
        Self { cost: u64::from(length), length }
    }
}

impl Add for Key {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            cost: self.cost.saturating_add(other.cost),
            length: self.length.saturating_add(other.length),
        }
    }
}

/// Cost and length so far, and the earliest day of the last step.
type Label = (Key, Day);

/// The search over one branch.
pub(super) struct Labels<'p, 'v, 'g, F> {
    problem: &'p PathProblem<'v, 'g, F>,
    ball: &'p Ball,
    branch: &'p Branch,
    /// The entities of the given beginning.
    blocked: Visited,
    /// The labels that were not dropped.
    accepted: HashMap<NodeId, Vec<Label>>,
    count: usize,
}

impl<'p, 'v, 'g, F: ElementFilter> Labels<'p, 'v, 'g, F> {
    pub(super) fn new(
        problem: &'p PathProblem<'v, 'g, F>,
        ball: &'p Ball,
        branch: &'p Branch,
    ) -> Self {
        let mut blocked = problem.view.visit_map();
        for node in &branch.prefix {
            blocked.visit(*node);
        }
        Self { problem, ball, branch, blocked, accepted: HashMap::new(), count: 0 }
    }

    /// The first path of the branch, with its cost and length.
    pub(super) fn search(
        mut self,
        meter: &mut Meter,
    ) -> Result<Option<(Key, Vec<NodeId>)>, Truncation> {
        let starts = self.starts(meter)?;
        let Some(best) = self.label(&starts, meter)? else { return Ok(None) };
        let behind = self.first_in_order(starts, best, meter)?;
        let prefix = match self.branch.prefix.split_last() {
            Some((_, before)) => before,
            None => &[],
        };
        Ok(Some((best, prefix.iter().copied().chain(behind).collect())))
    }

    /// The entities at which the search begins, with their labels.
    fn starts(&self, meter: &mut Meter) -> Result<Vec<(NodeId, Vec<Label>)>, Truncation> {
        let fresh = vec![(Key::ZERO, Day::MIN)];
        let Some(&last) = self.branch.prefix.last() else {
            let roots = self.branch.roots(&self.problem.ends.from);
            return Ok(roots.map(|root| (root, fresh.clone())).collect());
        };
        let mut labels = fresh;
        for pair in self.branch.prefix.windows(2) {
            let mut next = Vec::new();
            for link in links_between(self.problem, pair[0], pair[1], meter)? {
                let Some(step) = step(self.problem, link, pair[1], false) else { continue };
                next.extend(labels.iter().filter_map(|&label| after(label, step)));
            }
            next.sort_unstable();
            let mut earliest = Day::MAX;
            next.retain(|&(_, day)| {
                let better = day < earliest || earliest == Day::MAX;
                earliest = earliest.min(day);
                better
            });
            labels = next;
        }
        Ok(vec![(last, labels)])
    }

    /// Labels everything that can be part of a best path: the best cost and length.
    fn label(
        &mut self,
        starts: &[(NodeId, Vec<Label>)],
        meter: &mut Meter,
    ) -> Result<Option<Key>, Truncation> {
        let mut heap = BinaryHeap::new();
        for (node, labels) in starts {
            let Some(bound) = self.ball.bound(*node) else { continue };
            heap.extend(labels.iter().map(|&(key, day)| Reverse((key + bound, day, *node, key))));
        }
        let mut best = None;
        while let Some(Reverse((total, day, node, key))) = heap.pop() {
            if best.is_some_and(|best| total > best) {
                break;
            }
            if !self.accept(node, (key, day)) {
                continue;
            }
            meter.nodes(1)?;
            if self.problem.ends.ends(node) {
                best = Some(key);
                continue;
            }
            self.each_step(node, |next, step| {
                let Some((next_key, next_day)) = after((key, day), step) else { return };
                let Some(bound) = self.ball.bound(next) else { return };
                let total = next_key + bound;
                // The length of the bound is that of the cheapest way, not of the shortest.
                if next_key.length <= self.problem.longest && best.is_none_or(|best| total <= best)
                {
                    heap.push(Reverse((total, next_day, next, next_key)));
                }
            });
            meter.links(self.problem.view.row_len(node, Way::Forward))?;
            meter.holds((heap.len() + self.count) * size_of::<(Key, Day, NodeId, Key)>())?;
        }
        Ok(best)
    }

    /// Keeps a label, unless another one of the entity is as good in all that matters. Labels
    /// come in the order of their cost, then of their day.
    fn accept(&mut self, node: NodeId, (key, day): Label) -> bool {
        let labels = self.accepted.entry(node).or_default();
        let bounded = self.problem.longest != u32::MAX;
        let beats = |&(other, other_day): &Label| {
            other_day <= day && (!bounded || other.length <= key.length)
        };
        if labels.iter().any(beats) {
            return false;
        }
        labels.push((key, day));
        self.count += 1;
        true
    }

    /// Every step from an entity that a path of the branch may do.
    fn each_step(&self, node: NodeId, mut visit: impl FnMut(NodeId, (Key, Interval))) {
        let (view, ends) = (self.problem.view, &self.problem.ends);
        let banned: &[NodeId] =
            if self.branch.prefix.last() == Some(&node) { &self.branch.banned } else { &[] };
        for incident in view.incident(node, Way::Forward) {
            let next = incident.node;
            let is_end = ends.ends(next);
            if self.blocked.is_visited(&next) || banned.contains(&next) || ends.starts(next) {
                continue;
            }
            if !is_end && !view.admits(next) {
                continue;
            }
            if let Some(step) = step(self.problem, incident.link(view.graph()), next, is_end) {
                visit(next, step);
            }
        }
    }

    /// The first path in order of a cost and length, from where the search began.
    fn first_in_order(
        &self,
        starts: Vec<(NodeId, Vec<Label>)>,
        best: Key,
        meter: &mut Meter,
    ) -> Result<Vec<NodeId>, Truncation> {
        // The earliest day from which an entity, at a cost, is known to lead nowhere.
        let mut dead: HashMap<(NodeId, Key), Day> = HashMap::new();
        let mut frames = vec![Frame { choices: starts.into_iter(), chosen: None }];
        loop {
            let frame = frames.last_mut().expect("a path of the best cost exists");
            if let Some((node, labels)) = frame.chosen.take() {
                for (key, day) in labels {
                    let known = dead.entry((node, key)).or_insert(day);
                    *known = day.min(*known);
                }
            }
            let Some((node, labels)) = frame.choices.next() else {
                frames.pop();
                continue;
            };
            let is_end = self.problem.ends.ends(node) && labels.iter().any(|it| it.0 == best);
            frame.chosen = Some((node, labels));
            if is_end {
                let chosen = frames.into_iter().filter_map(|frame| frame.chosen);
                return Ok(chosen.map(|(node, _)| node).collect());
            }
            let (node, labels) = frame.chosen.as_ref().expect("just chosen");
            let choices = self.choices(*node, labels, best, &dead);
            meter.links(self.problem.view.row_len(*node, Way::Forward))?;
            frames.push(Frame { choices: choices.into_iter(), chosen: None });
        }
    }

    /// The entities by which a path of the best cost can go on, the smallest first.
    fn choices(
        &self,
        node: NodeId,
        labels: &[Label],
        best: Key,
        dead: &HashMap<(NodeId, Key), Day>,
    ) -> Vec<(NodeId, Vec<Label>)> {
        let mut choices: BTreeMap<NodeId, Vec<Label>> = BTreeMap::new();
        if self.problem.ends.ends(node) {
            return Vec::new();
        }
        self.each_step(node, |next, step| {
            for (key, day) in labels.iter().filter_map(|&label| after(label, step)) {
                let known = self.accepted.get(&next);
                let labelled = known.is_some_and(|known| {
                    known.iter().any(|&(other, earliest)| other == key && earliest <= day)
                });
                let possible = labelled
                    && self.ball.bound(next).is_some_and(|bound| key + bound <= best)
                    && dead.get(&(next, key)).is_none_or(|&from| day < from);
                if possible {
                    choices.entry(next).or_default().push((key, day));
                }
            }
        });
        choices.into_iter().collect()
    }
}

/// A place on the way of [`Labels::first_in_order`]: what can come next.
struct Frame {
    choices: std::vec::IntoIter<(NodeId, Vec<Label>)>,
    chosen: Option<(NodeId, Vec<Label>)>,
}

/// A label after one more step, if the step can still be done.
#[inline]
fn after((key, day): Label, (cost, days): (Key, Interval)) -> Option<Label> {
    let day = day.max(days.start);
    (day <= days.end).then(|| (key + cost, day))
}
