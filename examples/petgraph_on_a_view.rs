//! petgraph's algorithms on a view: any that asks for its visit traits runs as it is.
//!
//! ```sh
//! cargo run --example petgraph_on_a_view
//! ```
//!
//! The data set is the one that is built into the binary. The view is what it says of one day,
//! without documents, followed either way.
#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use corridor::{
    algo::{Cancel, Meter, measures, projection::Projection},
    graph::{
        Graph, NodeId,
        view::{Cost, View, ViewOptions},
    },
    limits::Limits,
    snapshot::{DataSet, Snapshot},
    value::{Interval, PartialDate, TimeView},
};
use petgraph::{
    algo::{dijkstra, has_path_connecting, min_spanning_tree},
    data::Element,
    visit::{Bfs, EdgeRef, IntoEdgeReferences, NodeCount},
};

fn main() {
    let folders = DataSet::Folders { schema: "schema".into(), seed: "seed".into() };
    let loaded = Snapshot::load(&folders, &Limits::default(), &|_| {});
    let snapshot = loaded.snapshot.expect("the shipped data set loads");
    let graph = snapshot.graph();
    let name = |node: NodeId| graph.arena().text(graph.nodes().ids()[node.index()]);

    let day = PartialDate::from_ymd(2025, 12, 8).map(PartialDate::earliest);
    let options = ViewOptions {
        time: TimeView { days: Some(Interval::asked(day, day)), certain: false },
        exclude_kinds: graph.ontology().kind_by_name("Source").into_iter().collect(),
        ..ViewOptions::default()
    };
    let view = View::new(graph, &options);
    let (socar, kyrgyzneftegaz) = (entity(graph, "socar"), entity(graph, "kyrgyzneftegaz"));
    println!("{} of {} entities are in view", NodeCount::node_count(&view), graph.node_count());

    // How far everything is from one company, by steps.
    let hops = dijkstra(&view, socar, None, |_| 1_u32);
    println!(
        "{} of them are tied to socar; kyrgyzneftegaz is {} steps away",
        hops.len(),
        hops[&kyrgyzneftegaz]
    );
    assert!(has_path_connecting(&view, socar, kyrgyzneftegaz, None));

    // The same by cost, where a tie through a country is dear.
    let weighted = View::new(graph, &options).with_costs(&Cost::HubPenalty);
    let weighted = weighted.expect("this cost is known for every link");
    let costs = dijkstra(&weighted, socar, None, |edge| *edge.weight());
    println!("at a cost of {:.1}", costs[&kyrgyzneftegaz]);

    // A walk, breadth first; petgraph keeps what it has seen in the view's own map.
    let mut walk = Bfs::new(&view, socar);
    let mut walked = Vec::new();
    while let Some(node) = walk.next(&view) {
        walked.push(node);
    }
    let first: Vec<_> = walked.iter().take(4).map(|node| name(*node)).collect();
    println!("a walk begins at {}", first.join(", "));

    // Every step is an edge, with a link of the graph as its id.
    let edges = (&view).edge_references().count();
    let own = (&view).edge_references().filter(|edge| edge.source() == socar).count();
    println!("{edges} steps are in view, {own} from socar");

    // Over a projection, a simple graph of plain numbers, they run as well.
    let projection = Projection::new(&view, &mut Meter::unbounded(Cancel::default()));
    let projection = projection.expect("nothing ends it");
    let parts = petgraph::algo::kosaraju_scc(&projection);
    let components = measures::weak_components(&projection, &mut Meter::of(&Limits::default()));

    // What petgraph says agrees with Corridor's own measures.
    assert_eq!(walked.len(), hops.len());
    assert_eq!(Some(parts.len()), components.ok().map(|it| it.len()));
    let tree = min_spanning_tree(&view).filter(|it| matches!(it, Element::Edge { .. })).count();
    assert_eq!(tree, projection.len() - parts.len(), "a tree a component");
    println!(
        "{} components, the largest with {} entities",
        parts.len(),
        parts.iter().map(Vec::len).max().unwrap_or(0)
    );
}

fn entity(graph: &Graph, id: &str) -> NodeId {
    graph.node_by_id(id).expect("the shipped data set has it")
}
