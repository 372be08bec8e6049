//! What must end whatever is asked: searches that would never be done, with a deadline.

use crate::{random::Random, world};
use corridor::{
    algo::{
        Cancel, Meter,
        neighbourhood::{SubgraphOptions, subgraph},
        paths::{PathOptions, k_shortest_paths},
    },
    graph::{
        NodeId,
        view::{Cost, View},
    },
    limits::Limits,
};
use std::{
    collections::HashSet,
    fs,
    time::{Duration, Instant},
};

const DEADLINE: Duration = Duration::from_secs(1);

/// The most memory that the process has had, in MB.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse().ok());
    kilobytes.unwrap_or(0_u64) / 1_024
}

/// Runs a search with no bound but the deadline: what it found, and when it ended.
fn ended(name: &str, search: impl FnOnce(&mut Meter) -> String) {
    let limits = Limits { graph_nodes: u64::MAX, graph_links: u64::MAX, ..Limits::default() };
    let (start, before) = (Instant::now(), peak());
    let mut meter = Meter::new(&limits, start + DEADLINE, Cancel::default());
    let found = search(&mut meter);
    let took = start.elapsed().as_millis();
    println!("| {name} | {took} | {} | {found} |", peak() - before);
}

pub(crate) fn run() {
    println!("\nWorst cases, with a deadline of {} ms\n", DEADLINE.as_millis());
    println!("| search | ended after ms | MB more | found |\n|---|--:|--:|---|");
    dense();
    hub();
}

/// All simple paths of up to ten steps in a dense graph.
fn dense() {
    let random = &mut Random::new(1);
    let mut drawn = HashSet::new();
    while drawn.len() < 400_000 {
        let (a, b) = (random.below(2_000), random.below(2_000));
        if a < b {
            drawn.insert((a, b));
        }
    }
    let graph = world::of_people(2_000, drawn.into_iter());
    let view = View::whole(&graph);
    for cost in [Cost::Hops, Cost::HubPenalty] {
        for chronological in [false, true] {
            let options = PathOptions { max_length: Some(10), cost: cost.clone(), chronological };
            let name = format!(
                "every path of 10 steps, 2,000 nodes and 400,000 links, {cost}{}",
                if chronological { ", chronological" } else { "" }
            );
            ended(&name, |meter| {
                let ends = ([NodeId(0)], [NodeId(1)]);
                let k = usize::MAX;
                match k_shortest_paths(&view, &ends.0, &ends.1, k, &options, meter) {
                    Ok(set) => format!("{} paths, {:?}", set.paths.len(), set.completeness),
                    Err(error) => {
                        error.message(graph.ontology(), |link| graph.derived_link_id(link))
                    }
                }
            });
        }
    }
}

/// Around an entity of a million links.
fn hub() {
    let graph = world::of_people(1_000_001, (1..=1_000_000).map(|node| (0, node)));
    let view = View::whole(&graph);
    let options = SubgraphOptions { depth: 3, limit: 1_000, limit_per_relation: None };
    ended("1,000 entities around a hub of 1,000,000 links", |meter| {
        let found = subgraph(&view, &[NodeId(5)], options, meter);
        format!("{} entities, {:?}", found.nodes.len(), found.completeness)
    });
    ended("10 paths through a hub of 1,000,000 links", |meter| {
        let options = PathOptions::default();
        match k_shortest_paths(&view, &[NodeId(5)], &[NodeId(7)], 10, &options, meter) {
            Ok(set) => format!("{} paths, {:?}", set.paths.len(), set.completeness),
            Err(error) => error.message(graph.ontology(), |link| graph.derived_link_id(link)),
        }
    });
}
