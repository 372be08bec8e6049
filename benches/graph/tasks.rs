//! What is measured of Corridor.

use crate::{
    clock::{best, percentiles, time},
    report::Figure,
    world::{SMALL, World},
};
use corridor::{
    algo::{
        Cancel, Meter, Projection,
        measures::{
            PageRankOptions, betweenness, brokers, closeness, clustering, communities, coreness,
            pagerank, weak_components,
        },
        neighbourhood::{SubgraphOptions, connect, subgraph},
        paths::{PathOptions, k_shortest_paths, shortest_path},
    },
    graph::{
        NodeId,
        view::{Cost, View, ViewOptions},
    },
    value::{Interval, PartialDate, TimeView},
};

fn meter() -> Meter {
    Meter::unbounded(Cancel::default())
}

pub(crate) fn run(world: &World, quick: bool) -> Vec<Figure> {
    let mut figures = Vec::new();
    let pairs = if quick { &world.pairs[..100] } else { &world.pairs[..] };
    paths(world, pairs, &mut figures);
    many_paths(world, &pairs[..if quick { 5 } else { 50 }], &mut figures);
    neighbourhoods(world, pairs, &mut figures);
    whole(world, if quick { 1 } else { 3 }, &mut figures);
    small(world, &mut figures);
    figures
}

/// One day of 2012, on which about two of three links held.
fn on_a_day() -> ViewOptions {
    let day = PartialDate::from_ymd(2012, 6, 1).map(PartialDate::earliest);
    let time = TimeView { days: Some(Interval::asked(day, day)), certain: false };
    ViewOptions { time, ..ViewOptions::default() }
}

fn paths(world: &World, pairs: &[(NodeId, NodeId)], figures: &mut Vec<Figure>) {
    let whole = View::whole(&world.graph);
    let on_a_day = View::new(&world.graph, &on_a_day());
    for (name, view) in [("shortest path", &whole), ("shortest path, as of a day", &on_a_day)] {
        let options = PathOptions::default();
        let one = |&(from, to): &(NodeId, NodeId)| {
            time(|| shortest_path(view, &[from], &[to], &options, &mut meter())).1
        };
        // Once to warm up.
        pairs.iter().map(one).for_each(drop);
        let (p50, p99) = percentiles(pairs.iter().map(one).collect());
        figures.push(Figure::new(&format!("{name}, p50"), p50));
        figures.push(Figure::new(&format!("{name}, p99"), p99));
    }
}

fn many_paths(world: &World, pairs: &[(NodeId, NodeId)], figures: &mut Vec<Figure>) {
    let view = View::whole(&world.graph);
    for (k, cost) in [(3, Cost::Hops), (10, Cost::Hops), (10, Cost::HubPenalty)] {
        let options = PathOptions { cost: cost.clone(), ..PathOptions::default() };
        let one = |&(from, to): &(NodeId, NodeId)| {
            time(|| k_shortest_paths(&view, &[from], &[to], k, &options, &mut meter())).1
        };
        let (p50, p99) = percentiles(pairs.iter().map(one).collect());
        figures.push(Figure::new(&format!("{k} paths by {cost}, p50"), p50));
        figures.push(Figure::new(&format!("{k} paths by {cost}, p99"), p99));
    }
}

fn neighbourhoods(world: &World, pairs: &[(NodeId, NodeId)], figures: &mut Vec<Figure>) {
    let view = View::whole(&world.graph);
    let options = SubgraphOptions { depth: 2, limit: 200, limit_per_relation: None };
    let around =
        |&(root, _): &(NodeId, NodeId)| time(|| subgraph(&view, &[root], options, &mut meter())).1;
    let (p50, p99) = percentiles(pairs.iter().map(around).collect());
    figures.push(Figure::new("200 entities within 2 steps, p50", p50));
    figures.push(Figure::new("200 entities within 2 steps, p99", p99));
    let tied = |pairs: &[(NodeId, NodeId)]| {
        let ids: Vec<NodeId> = pairs.iter().map(|pair| pair.0).collect();
        time(|| connect(&view, &ids, &Cost::Hops, &mut meter())).1
    };
    let (p50, _) = percentiles(pairs.chunks(5).take(20).map(tied).collect());
    figures.push(Figure::new("tree of 5, p50", p50));
}

fn whole(world: &World, times: usize, figures: &mut Vec<Figure>) {
    let view = View::whole(&world.graph);
    let mut figure = |name: &str, value: f64| {
        eprintln!("{name}: {value:.4}");
        figures.push(Figure::new(name, value));
    };
    let (graph, took) = best(times, || Projection::new(&view, &mut meter()));
    figure("projection", took);
    let graph = graph.expect("no bound");
    let options = PageRankOptions { tolerance: 1e-8, ..PageRankOptions::default() };
    figure("PageRank, tolerance 1e-8", best(times, || pagerank(&graph, options, &mut meter())).1);
    figure("components", best(times, || weak_components(&graph, &mut meter())).1);
    figure("k-core", best(times, || coreness(&graph, &mut meter())).1);
    figure("clustering", best(1, || clustering(&graph, &mut meter())).1);
    figure("brokers", best(1, || brokers(&graph, &mut meter())).1);
    let (found, took) = best(times, || communities(&graph, &mut meter()));
    figure("Leiden", took);
    figure("Leiden, modularity", found.expect("no bound").modularity);
    for error in [0.03, 0.01] {
        let (_, took) = time(|| betweenness(&graph, 0, error, 0.9, &mut meter()));
        figure(&format!("sampled betweenness, error {error}"), took);
    }
}

fn small(world: &World, figures: &mut Vec<Figure>) {
    let graph = Projection::undirected(SMALL, &world.small);
    let took = best(3, || betweenness(&graph, u64::MAX, 0.01, 0.9, &mut meter())).1;
    figures.push(Figure::new("betweenness, 3,000 nodes", took));
    let took = best(3, || closeness(&graph, u64::MAX, &mut meter())).1;
    figures.push(Figure::new("closeness, 3,000 nodes", took));
}
