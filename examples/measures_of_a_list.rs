//! Every measure of a list of links, as JSON: what `tests/graph/compare.py` compares with other
//! libraries.
//!
//! ```sh
//! cargo run --example measures_of_a_list -- directed links.txt
//! ```
//!
//! The first line of the file is the number of nodes, every other line a link: two numbers from
//! 0 on, with a blank between them.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example shows what it finds")]

use corridor::algo::{Cancel, Meter, Projection, Truncation, measures};
use serde_json::{Value, json};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, form, file] = &arguments[..] else {
        // `cargo test --all-targets` builds it; nobody starts it without a file.
        eprintln!("usage: measures_of_a_list directed|undirected FILE");
        return ExitCode::FAILURE;
    };
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{file}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let Some((nodes, links)) = parse(&text) else {
        eprintln!("{file}: not a number of nodes and a list of pairs");
        return ExitCode::FAILURE;
    };
    let graph = match form.as_str() {
        "directed" => Projection::directed(nodes, &links),
        _ => Projection::undirected(nodes, &links),
    };
    match all(&graph) {
        Ok(all) => println!("{all}"),
        Err(reason) => eprintln!("ended by {}", reason.as_str()),
    }
    ExitCode::SUCCESS
}

fn parse(text: &str) -> Option<(usize, Vec<(u32, u32)>)> {
    let mut lines = text.lines();
    let nodes = lines.next()?.parse().ok()?;
    let pair = |line: &str| {
        let (from, to) = line.split_once(' ')?;
        Some((from.parse().ok()?, to.parse().ok()?))
    };
    Some((nodes, lines.map(pair).collect::<Option<_>>()?))
}

fn all(graph: &Projection) -> Result<Value, Truncation> {
    let meter = &mut Meter::unbounded(Cancel::default());
    let closeness = measures::closeness(graph, u64::MAX, meter)?;
    let communities = measures::communities(graph, meter)?;
    let brokers = measures::brokers(graph, meter)?;
    let points: Vec<u32> = brokers.points.iter().map(|point| point.node.0).collect();
    let bridges: Vec<_> =
        brokers.bridges.iter().map(|bridge| bridge.ends.map(|node| node.0)).collect();
    Ok(json!({
        "pageRank": measures::pagerank(graph, Default::default(), meter)?,
        "betweenness": measures::betweenness(graph, u64::MAX, 0.01, 0.9, meter)?.values,
        "closeness": closeness.closeness,
        "harmonic": closeness.harmonic,
        "coreness": measures::coreness(graph, meter)?,
        "clustering": measures::clustering(graph, meter)?,
        "component": measures::weak_components(graph, meter)?.part,
        "strongComponent": measures::strong_components(graph, meter)?.part,
        "community": communities.partition.part,
        "modularity": communities.modularity,
        "articulationPoints": points,
        "bridges": bridges,
    }))
}
