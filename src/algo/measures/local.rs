//! Measures that look at an entity and its neighbours: degree, coreness, clustering.

use crate::{
    algo::{Meter, Projection, Truncation},
    graph::{
        NodeId,
        view::{ElementFilter, View, Way},
    },
    ontology::Direction,
};

/// The number of links of an entity in view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Degrees {
    /// All of them, each once.
    pub degree: u32,
    /// Those that lead to it, symmetric ones among them.
    pub into: u32,
    /// Those that lead from it, symmetric ones among them.
    pub out: u32,
}

/// The degrees of the entities of a projection, in its order. Parallel links all count, and so
/// does a link from an entity to itself, once; links to what is not in view do not. Whatever
/// the direction of the view, links of both directions are counted. O(links).
///
/// # Errors
/// If the meter ends it.
pub fn degrees<F: ElementFilter>(
    view: &View<'_, F>,
    graph: &Projection,
    meter: &mut Meter,
) -> Result<Vec<Degrees>, Truncation> {
    let mut all = Vec::with_capacity(graph.len());
    for &node in graph.nodes() {
        all.push(degrees_of(view, node, |other| graph.number(other).is_some(), meter)?);
    }
    Ok(all)
}

/// The degrees of one entity, where `has` tells which entities are in view. O(its links).
///
/// # Errors
/// If the meter ends it.
pub fn degrees_of<F: ElementFilter>(
    view: &View<'_, F>,
    node: NodeId,
    has: impl Fn(NodeId) -> bool,
    meter: &mut Meter,
) -> Result<Degrees, Truncation> {
    let count =
        |direction| view.incident_in(node, direction).filter(|it| has(it.node)).count() as u32;
    let degrees = Degrees {
        degree: count(Direction::Both),
        into: count(Direction::In),
        out: count(Direction::Out),
    };
    meter.links(view.row_len(node, Way::Forward) + view.row_len(node, Way::Backward))?;
    Ok(degrees)
}

/// The coreness of each node: the largest k so that it is in a part of the graph in which all
/// have at least k neighbours. [Batagelj and Zaversnik, *An O(m) Algorithm for Cores
/// Decomposition of Networks*, 2003](https://arxiv.org/abs/cs/0310049). Directions do not count.
///
/// # Errors
/// If the meter ends it.
pub fn coreness(graph: &Projection, meter: &mut Meter) -> Result<Vec<u32>, Truncation> {
    let csr = &*graph.either;
    let nodes = csr.nodes();
    let mut degree: Vec<u32> = (0..nodes as u32).map(|node| csr.degree(node)).collect();
    // Nodes sorted by degree, where each degree starts, and where each node is.
    let largest = degree.iter().copied().max().unwrap_or(0) as usize;
    let mut starts = vec![0_u32; largest + 2];
    for &degree in &degree {
        starts[degree as usize + 1] += 1;
    }
    for at in 0..=largest {
        starts[at + 1] += starts[at];
    }
    let (mut order, mut place) = (vec![0_u32; nodes], vec![0_u32; nodes]);
    let mut next = starts.clone();
    for node in 0..nodes {
        let at = &mut next[degree[node] as usize];
        (order[*at as usize], place[node]) = (node as u32, *at);
        *at += 1;
    }
    for at in 0..nodes {
        let node = order[at];
        let core = degree[node as usize];
        for &other in csr.row(node) {
            let held = degree[other as usize];
            if held <= core {
                continue;
            }
            // Swap it with the first of its degree, which then has one less.
            let (first, from) = (starts[held as usize], place[other as usize]);
            let swapped = order[first as usize];
            (order[first as usize], order[from as usize]) = (other, swapped);
            (place[other as usize], place[swapped as usize]) = (first, from);
            starts[held as usize] = first + 1;
            degree[other as usize] = held - 1;
        }
        // Behind this node nothing of its degree may be put before it.
        starts[core as usize] = starts[core as usize].max(at as u32 + 1);
    }
    meter.links(csr.steps())?;
    Ok(degree)
}

/// The clustering coefficient of each node: of all pairs of its neighbours, the share that is
/// itself adjacent ([Watts and Strogatz, 1998](https://doi.org/10.1038/30918)); 0 where there is no
/// pair. Directions do not count.
///
/// Every triangle is found once, from its node of the smallest rank by degree: O(steps^1.5)
/// ([Latapy, *Main-memory triangle computations for very large graphs*,
/// 2008](https://arxiv.org/abs/cs/0609116)).
///
/// # Errors
/// If the meter ends it.
pub fn clustering(graph: &Projection, meter: &mut Meter) -> Result<Vec<f64>, Truncation> {
    let csr = &*graph.either;
    let nodes = csr.nodes() as u32;
    let rank = |node: u32| (csr.degree(node), node);
    // Steps towards the larger rank alone.
    let mut starts = vec![0_usize];
    let mut upward: Vec<u32> = Vec::with_capacity(csr.steps() / 2);
    for node in 0..nodes {
        upward.extend(csr.row(node).iter().copied().filter(|&other| rank(other) > rank(node)));
        starts.push(upward.len());
    }
    let row = |node: u32| &upward[starts[node as usize]..starts[node as usize + 1]];
    let mut triangles = vec![0_u64; nodes as usize];
    let mut mark = vec![u32::MAX; nodes as usize];
    for node in 0..nodes {
        row(node).iter().for_each(|&other| mark[other as usize] = node);
        for &other in row(node) {
            for &third in row(other) {
                if mark[third as usize] == node {
                    triangles[node as usize] += 1;
                    triangles[other as usize] += 1;
                    triangles[third as usize] += 1;
                }
            }
            meter.links(row(other).len())?;
        }
    }
    let share = |node: u32| {
        let degree = f64::from(csr.degree(node));
        let pairs = degree * (degree - 1.0) / 2.0;
        if pairs > 0.0 { triangles[node as usize] as f64 / pairs } else { 0.0 }
    };
    Ok((0..nodes).map(share).collect())
}
