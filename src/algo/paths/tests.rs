//! Paths against the slow definition: all walks without a double, listed and sorted.

use super::{Path, PathOptions, connected, k_shortest_paths, shortest_path};
use crate::{
    algo::{Meter, Truncation, testing::meter},
    graph::{
        Graph, LinkId, NodeId,
        view::{
            Cost, CostError, ElementFilter, View, ViewOptions, Where,
            testing::{ONTOLOGY, PlainLink, Random, World, random_options},
        },
    },
    limits::Limits,
    ontology::Direction,
    value::{Day, Interval},
};

/// A path as the slow definition lists it: cost in millionths, entities, links of each step.
type Listed = (i64, usize, Vec<usize>, Vec<Vec<LinkId>>);

struct Slow<'w> {
    world: &'w World,
    view: &'w ViewOptions,
    options: &'w PathOptions,
    from: &'w [usize],
    to: &'w [usize],
}

impl Slow<'_> {
    /// Every path, in order.
    fn all(&self) -> Vec<Listed> {
        let mut found = Vec::new();
        let mut starts = self.from.to_vec();
        starts.sort_unstable();
        starts.dedup();
        for start in starts {
            self.extend(&mut vec![start], &mut Vec::new(), &mut found);
        }
        found.sort();
        found
    }

    fn extend(
        &self,
        nodes: &mut Vec<usize>,
        steps: &mut Vec<Vec<PlainLink>>,
        found: &mut Vec<Listed>,
    ) {
        let last = nodes[nodes.len() - 1];
        if self.to.contains(&last) {
            found.extend(self.listed(nodes, steps));
            return;
        }
        if self.options.max_length.is_some_and(|most| steps.len() as u32 == most) {
            return;
        }
        for next in 0..self.world.kinds.len() {
            let is_end = self.to.contains(&next);
            if nodes.contains(&next)
                || self.from.contains(&next)
                || !(is_end || self.world.admits(self.view, next))
            {
                continue;
            }
            let by_weight = matches!(self.options.cost, Cost::Property(_));
            let links: Vec<PlainLink> = self
                .world
                .steps(self.view, last)
                .filter(|(to, link)| *to == next && !(by_weight && link.weight.is_none()))
                .map(|(_, link)| link.clone())
                .collect();
            if links.is_empty() {
                continue;
            }
            nodes.push(next);
            steps.push(links);
            self.extend(nodes, steps, found);
            nodes.pop();
            steps.pop();
        }
    }

    /// The cheapest way to do the steps, over every choice of one link a step.
    fn listed(&self, nodes: &[usize], steps: &[Vec<PlainLink>]) -> Option<Listed> {
        let mut best: Option<i64> = None;
        let mut used: Vec<Vec<LinkId>> = vec![Vec::new(); steps.len()];
        let count: usize = steps.iter().map(Vec::len).product();
        for choice in 0..count {
            let (mut rest, mut chosen) = (choice, Vec::new());
            for links in steps {
                chosen.push(&links[rest % links.len()]);
                rest /= links.len();
            }
            if self.options.chronological && !self.in_order(&chosen) {
                continue;
            }
            let cost = self.cost(nodes, &chosen);
            best = Some(best.map_or(cost, |best| best.min(cost)));
            for (used, link) in used.iter_mut().zip(chosen) {
                used.push(link.id);
            }
        }
        for links in &mut used {
            links.sort_unstable();
            links.dedup();
        }
        best.map(|cost| (cost, steps.len(), nodes.to_vec(), used))
    }

    fn cost(&self, nodes: &[usize], links: &[&PlainLink]) -> i64 {
        let cost: f64 = match &self.options.cost {
            Cost::Hops => links.len() as f64,
            Cost::HubPenalty => {
                let inner = nodes.iter().skip(1).take(links.len().saturating_sub(1));
                let penalty = |node: &usize| ((self.world.degree(*node) + 1) as f64).log2();
                links.len() as f64 + inner.map(penalty).sum::<f64>()
            }
            Cost::Property(_) => links.iter().map(|link| link.weight.unwrap()).sum(),
        };
        (cost * 1e6).round() as i64
    }

    /// Returns whether there are days for the links that never go back.
    fn in_order(&self, links: &[&PlainLink]) -> bool {
        let mut day = Day::MIN;
        for link in links {
            let days = self.days(link);
            day = day.max(days.start);
            if day > days.end {
                return false;
            }
        }
        true
    }

    fn days(&self, link: &PlainLink) -> Interval {
        let certain = self.view.time.certain;
        let actual = link.status == crate::graph::LinkStatus::Actual;
        let since = match (certain, actual) {
            (false, _) => link.since.unwrap_or(Day::MIN),
            (true, true) => link.since.or(link.until).unwrap_or(Day::MAX),
            (true, false) => Day::MAX,
        };
        let own = Interval { start: since, end: link.until.unwrap_or(Day::MAX) };
        let asked = self.view.time.days.unwrap_or(Interval { start: Day::MIN, end: Day::MAX });
        Interval { start: own.start.max(asked.start), end: own.end.min(asked.end) }
    }
}

fn listed(path: &Path) -> Listed {
    let nodes = path.nodes.iter().map(|node| node.index()).collect();
    ((path.cost * 1e6).round() as i64, path.length(), nodes, path.steps.clone())
}

fn numbers(nodes: &[usize]) -> Vec<NodeId> {
    nodes.iter().map(|&node| NodeId(node as u32)).collect()
}

/// One or several ends, sometimes shared.
fn random_ends(random: &mut Random, nodes: usize) -> Vec<usize> {
    let count = if random.chance(85) { 1 } else { 1 + random.below(3) };
    (0..count).map(|_| random.below(nodes)).collect()
}

#[test]
fn paths_are_those_of_the_slow_definition() {
    let mut found = [0; 4];
    for seed in 0..6_000 {
        let random = &mut Random::new(seed);
        let nodes = 3 + random.below(6);
        let links = nodes + random.below(3 * nodes);
        let world = World::random(random, nodes, links);
        let view_options = random_options(random, nodes);
        let cost = match random.below(4) {
            0 => Cost::HubPenalty,
            1 => Cost::Property("weight".to_owned()),
            _ => Cost::Hops,
        };
        let options = PathOptions {
            max_length: random.chance(40).then(|| random.below(5) as u32),
            chronological: random.chance(30),
            cost,
        };
        let (from, to) = (random_ends(random, nodes), random_ends(random, nodes));
        let slow =
            Slow { world: &world, view: &view_options, options: &options, from: &from, to: &to };
        let all = slow.all();
        found[all.len().min(3)] += 1;
        let view = View::new(&world.graph, &view_options);
        let (from, to) = (numbers(&from), numbers(&to));
        let case = format!("seed {seed}: {from:?} to {to:?}, {options:?}, {view_options:?}");
        let k = 1 + random.below(8);
        let set = match k_shortest_paths(&view, &from, &to, k, &options, &mut meter()) {
            Ok(set) => set,
            // A view that leaves out every relation with the property.
            Err(error) => {
                assert!(matches!(error, CostError::Unknown { .. }), "{case}: {error:?}");
                continue;
            }
        };
        let first: Vec<Listed> = set.paths.iter().map(listed).collect();
        assert_eq!(first, all[..all.len().min(k)], "{case}, k {k}");
        let reason = (all.len() > k).then_some(Truncation::Results);
        assert_eq!(set.completeness.truncated, reason, "{case}, k {k}");
        let (best, completeness) =
            shortest_path(&view, &from, &to, &options, &mut meter()).unwrap();
        assert_eq!(best.as_ref().map(listed), all.first().cloned(), "{case}");
        assert!(completeness.is_complete());
        if options.cost == Cost::Hops && !options.chronological {
            let answer = connected(&view, &from, &to, options.max_length, &mut meter());
            assert_eq!(answer.connected, Some(!all.is_empty()), "{case}");
            assert_eq!(answer.distance, all.first().map(|path| path.1 as u32), "{case}");
        }
    }
    assert!(found.iter().all(|&count| count > 400), "cases of every sort: {found:?}");
}

#[test]
fn predicates_act_during_the_search() {
    for seed in 0..500 {
        let random = &mut Random::new(seed);
        let world = World::random(random, 7, 16);
        let hidden_node = random.below(7);
        let (hidden, status) = (LinkId(random.below(16) as u32), random.below(16));
        let filter = Where {
            nodes: |node: NodeId| node.index() != hidden_node,
            links: |link: LinkId| link != hidden && link.index() != status,
        };
        let view = View::filtered(&world.graph, &ViewOptions::default(), filter);
        let mut without = World::simple(1, &[]);
        (without.kinds, without.links) = (world.kinds.clone(), world.links.clone());
        without.links.retain(|link| link.id != hidden && link.id.index() != status);
        let avoid = ViewOptions { avoid: numbers(&[hidden_node]), ..ViewOptions::default() };
        let options = PathOptions::default();
        let (from, to) = ([random.below(7)], [random.below(7)]);
        let slow = Slow { world: &without, view: &avoid, options: &options, from: &from, to: &to };
        let set =
            k_shortest_paths(&view, &numbers(&from), &numbers(&to), 100, &options, &mut meter())
                .unwrap();
        assert_eq!(set.paths.iter().map(listed).collect::<Vec<_>>(), slow.all(), "seed {seed}");
    }
}

#[test]
fn what_ends_a_search_is_said() {
    // A chain, so that the distance is known.
    let ends: Vec<_> = (0..99).map(|n| (n, n + 1)).collect();
    let world = World::simple(100, &ends);
    let view = View::whole(&world.graph);
    let (from, to) = ([NodeId(0)], [NodeId(99)]);
    let limited = |nodes, links| {
        Meter::of(&Limits { graph_nodes: nodes, graph_links: links, ..Limits::default() })
    };
    let answer = connected(&view, &from, &to, None, &mut limited(10, 1_000));
    assert_eq!((answer.connected, answer.completeness.truncated), (None, Some(Truncation::Nodes)));
    assert_eq!(answer.completeness.complete_depth, Some(8), "ends and eight levels");
    let answer = connected(&view, &from, &to, None, &mut limited(1_000, 10));
    assert_eq!(answer.completeness.truncated, Some(Truncation::Links));
    let cancel = crate::algo::Cancel::default();
    cancel.cancel();
    let past = std::time::Instant::now();
    let mut stopped = Meter::new(&Limits::default(), past, cancel);
    assert_eq!(stopped.look(), Err(Truncation::Cancelled));
    let mut late = Meter::new(&Limits::default(), past, Default::default());
    assert_eq!(late.look(), Err(Truncation::Time));
    let answer = connected(&view, &from, &to, Some(98), &mut meter());
    assert_eq!((answer.connected, answer.distance), (Some(false), None));
    let answer = connected(&view, &from, &to, Some(99), &mut meter());
    assert_eq!((answer.connected, answer.distance), (Some(true), Some(99)));
}

/// An error of a cost in words, with the links' ids from the graph.
fn in_words(graph: &Graph, error: &CostError) -> String {
    error.message(graph.ontology(), |link| match graph.links().given_id(link) {
        Some(id) => graph.arena().text(id).into_owned(),
        None => graph.derived_link_id(link),
    })
}

#[test]
fn a_cost_that_cannot_be_is_an_error() {
    let random = &mut Random::new(3);
    let world = World::random(random, 5, 30);
    let view = View::whole(&world.graph);
    let cost = |name: &str| view.costs(&Cost::Property(name.to_owned())).map(|_| ());
    assert_eq!(cost("weight"), Ok(()));
    assert_eq!(cost("hops"), Ok(()), "no link has one");
    let Err(error) = cost("speed") else { panic!("there is none") };
    assert_eq!(in_words(&world.graph, &error), "no relation in view has a property `speed`");
    let Err(error) = cost("label") else { panic!("it is a text") };
    let message =
        "`label` of A is no number (Int, Float, BigInt or Decimal), so it cannot be a cost";
    assert_eq!(in_words(&world.graph, &error), message);
    assert_eq!(ONTOLOGY.relations().len(), 3);
    let mut ends = world.links.clone();
    ends[0] = PlainLink { relation: "A", weight: Some(-0.5), ..ends[0].clone() };
    let negative = World::with_links(5, ends);
    let view = View::whole(&negative.graph);
    let Err(error) = view.costs(&Cost::Property("weight".to_owned())) else { panic!("-0.5") };
    let message = "`weight` of the link l0 is -0.5; a cost cannot be negative";
    assert_eq!(in_words(&negative.graph, &error), message);
    let CostError::Negative { link, .. } = error else { panic!("{error:?}") };
    let view = View::filtered(&negative.graph, &ViewOptions::default(), Hides(link));
    assert!(view.costs(&Cost::Property("weight".to_owned())).is_ok());
}

/// A caller from whom one link is hidden.
struct Hides(LinkId);

impl ElementFilter for Hides {
    fn node(&self, _: NodeId) -> bool {
        true
    }

    fn link(&self, link: LinkId) -> bool {
        self.exists(link)
    }

    fn exists(&self, link: LinkId) -> bool {
        link != self.0
    }
}

/// All simple paths of a dense graph are too many to list; the first ones come at once, and the
/// search ends where it must.
#[test]
fn a_dense_graph_does_not_hold_a_search() {
    let ends: Vec<_> = (0..120).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
    let world = World::simple(120, &ends);
    let options = ViewOptions { direction: Direction::Both, ..ViewOptions::default() };
    let view = View::new(&world.graph, &options);
    let options = PathOptions { max_length: Some(10), ..PathOptions::default() };
    let limits = Limits { graph_links: 3_000_000, graph_paths: 100_000, ..Limits::default() };
    let paths = |limits: &Limits| {
        let mut meter = Meter::of(limits);
        let ends = [[NodeId(0)], [NodeId(9)]];
        k_shortest_paths(&view, &ends[0], &ends[1], usize::MAX, &options, &mut meter).unwrap()
    };
    let set = paths(&limits);
    assert_eq!(set.completeness.truncated, Some(Truncation::Links));
    assert!(set.paths.len() > 119, "all of at most two steps: {}", set.paths.len());
    assert!(set.completeness.complete_depth >= Some(2), "{:?}", set.completeness);
    let lengths: Vec<_> = set.paths.iter().map(Path::length).collect();
    assert!(lengths.is_sorted());
    let few = paths(&Limits { graph_paths: 7, ..limits.clone() });
    assert_eq!(few.paths[..], set.paths[..7]);
    assert_eq!(few.completeness.truncated, Some(Truncation::Results));
    let small = paths(&Limits { graph_bytes: 10_000, ..limits });
    assert_eq!(small.completeness.truncated, Some(Truncation::Memory));
    assert_eq!(small.paths[..], set.paths[..small.paths.len()]);
}
