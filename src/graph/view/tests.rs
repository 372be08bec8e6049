//! Views: the links at an entity against a plain test of every link, and petgraph on top.

use super::{
    Cost, StatusSet, View, ViewOptions, Way,
    testing::{Random, World, random_options},
};
use crate::graph::{LinkId, LinkStatus, NodeId};
use petgraph::visit::{
    EdgeRef, IntoEdgeReferences, IntoEdgesDirected, IntoNeighborsDirected, IntoNodeIdentifiers,
    NodeCount,
};
use std::collections::BTreeMap;

/// The steps from an entity by the plain lists, in no order of interest.
fn plain(world: &World, options: &ViewOptions, node: usize) -> Vec<(NodeId, LinkId)> {
    let steps = world.steps(options, node);
    let mut steps: Vec<_> = steps.map(|(to, link)| (NodeId(to as u32), link.id)).collect();
    steps.sort_unstable();
    steps
}

#[test]
fn a_view_has_the_links_that_pass_every_test() {
    for seed in 0..2_000 {
        let random = &mut Random::new(seed);
        let nodes = 1 + random.below(8);
        let links = random.below(40);
        let world = World::random(random, nodes, links);
        let options = random_options(random, nodes);
        let view = View::new(&world.graph, &options);
        let case = format!("seed {seed}, {options:?}");
        for node in 0..nodes {
            let number = NodeId(node as u32);
            let step = |it: super::Incident| (it.node, it.link(&world.graph));
            let mut ahead: Vec<_> = view.incident(number, Way::Forward).map(step).collect();
            ahead.sort_unstable();
            assert_eq!(ahead, plain(&world, &options, node), "{case}: from {node}");
            let mut behind: Vec<_> = view.incident(number, Way::Backward).map(step).collect();
            behind.sort_unstable();
            let to_node = (0..nodes).flat_map(|from| {
                let steps = plain(&world, &options, from).into_iter();
                steps.filter(|it| it.0 == number).map(move |it| (NodeId(from as u32), it.1))
            });
            let mut to_node: Vec<_> = to_node.collect();
            to_node.sort_unstable();
            assert_eq!(behind, to_node, "{case}: to {node}");
            assert_eq!(world.graph.degree(number) as usize, world.degree(node));
            assert_eq!(view.admits(number), world.admits(&options, node), "{case}: {node}");
        }
        for link in &world.links {
            assert_eq!(view.has_link(link.id), world.in_view(&options, link), "{case}: {link:?}");
        }
    }
}

/// petgraph gets the steps whose ends are in view, the same either way.
#[test]
fn petgraph_sees_what_is_in_view() {
    for seed in 0..500 {
        let random = &mut Random::new(seed);
        let nodes = 1 + random.below(8);
        let world = World::random(random, nodes, 20);
        let options = random_options(random, nodes);
        let view = View::new(&world.graph, &options);
        let admitted = |node: &NodeId| world.admits(&options, node.index());
        let there: Vec<NodeId> = (0..nodes as u32).map(NodeId).filter(admitted).collect();
        assert_eq!((&view).node_identifiers().collect::<Vec<_>>(), there);
        assert_eq!(NodeCount::node_count(&view), there.len());
        let mut all = Vec::new();
        for &node in &there {
            let mut steps = plain(&world, &options, node.index());
            steps.retain(|it| admitted(&it.0));
            let edges = (&view).edges_directed(node, petgraph::Outgoing);
            let mut edges: Vec<_> = edges.map(|edge| (edge.target(), edge.id())).collect();
            edges.sort_unstable();
            assert_eq!(edges, steps);
            let back = (&view).edges_directed(node, petgraph::Incoming);
            let neighbors = (&view).neighbors_directed(node, petgraph::Incoming);
            assert!(back.map(|edge| edge.source()).eq(neighbors));
            all.extend(steps.into_iter().map(|(to, link)| (node, to, link)));
        }
        let mut edges: Vec<_> =
            (&view).edge_references().map(|it| (it.source(), it.target(), it.id())).collect();
        edges.sort_unstable();
        all.sort_unstable();
        assert_eq!(edges, all);
    }
}

/// petgraph's Dijkstra over a view with costs.
#[test]
fn petgraph_weighs_steps_by_the_cost_of_the_view() {
    let world = World::simple(4, &[(0, 1), (1, 2), (2, 3), (0, 3)]);
    let options = ViewOptions { direction: crate::ontology::Direction::Out, ..Default::default() };
    let view = View::new(&world.graph, &options).with_costs(&Cost::HubPenalty).unwrap();
    let costs = petgraph::algo::dijkstra(&view, NodeId(0), None, |edge| *edge.weight());
    let costs: BTreeMap<_, _> = costs.into_iter().collect();
    let step = 1.0 + 3_f64.log2();
    let expected = [0.0, step, 2.0 * step, step];
    for (node, expected) in (0..).map(NodeId).zip(expected) {
        assert!((costs[&node] - expected).abs() < 1e-9, "{node:?}");
    }
}

#[test]
fn a_set_of_statuses() {
    let set = StatusSet::of(&[LinkStatus::Planned, LinkStatus::Actual]);
    let has = |status| set.has(status);
    let held: Vec<bool> = LinkStatus::ALL.iter().copied().map(has).collect();
    assert_eq!(held.iter().filter(|it| **it).count(), 2);
    assert!(has(LinkStatus::Planned) && has(LinkStatus::Actual));
    assert_eq!(StatusSet::of(LinkStatus::ALL), StatusSet::ALL);
}

#[test]
fn two_ways_to_write_a_view_are_one_key() {
    let (a, b) = (NodeId(3), NodeId(1));
    let one = ViewOptions { avoid: vec![a, b, a], ..ViewOptions::default() }.normalized();
    let other = ViewOptions { avoid: vec![b, a], ..ViewOptions::default() }.normalized();
    assert_eq!(one, other);
}
