//! Measures against slow definitions on random graphs, in views of every sort.

use super::{
    PageRankOptions, betweenness, brokers, closeness, clustering, communities, coreness, degrees,
    modularity, pagerank, strong_components, weak_components,
};
use crate::{
    algo::{Projection, testing::meter},
    graph::{
        NodeId,
        view::{
            View, ViewOptions,
            testing::{Random, World, random_options},
        },
    },
};
use std::cmp::Reverse;

/// A projection as a matrix: whether each step exists.
struct Matrix(Vec<Vec<bool>>);

impl Matrix {
    fn of(csr: &crate::algo::projection::Csr) -> Self {
        let row = |node| (0..csr.nodes() as u32).map(|to| csr.row(node).contains(&to)).collect();
        Self((0..csr.nodes() as u32).map(row).collect())
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    fn row(&self, node: usize) -> Vec<usize> {
        (0..self.len()).filter(|&to| self.0[node][to]).collect()
    }

    /// Distances between all pairs and the numbers of shortest paths.
    fn all_paths(&self) -> (Vec<Vec<Option<usize>>>, Vec<Vec<f64>>) {
        let nodes = self.len();
        let mut distance = vec![vec![None; nodes]; nodes];
        let mut paths = vec![vec![0.0; nodes]; nodes];
        for source in 0..nodes {
            (distance[source][source], paths[source][source]) = (Some(0), 1.0);
            for step in 0..nodes {
                for node in
                    (0..nodes).filter(|&it| distance[source][it] == Some(step)).collect::<Vec<_>>()
                {
                    for to in self.row(node) {
                        if distance[source][to].is_none() {
                            distance[source][to] = Some(step + 1);
                        }
                        if distance[source][to] == Some(step + 1) {
                            paths[source][to] += paths[source][node];
                        }
                    }
                }
            }
        }
        (distance, paths)
    }

    /// The parts that are left without some nodes, by size.
    fn parts(&self, without: &[usize]) -> Vec<u32> {
        let mut seen: Vec<bool> = (0..self.len()).map(|node| without.contains(&node)).collect();
        let mut sizes = Vec::new();
        for root in 0..self.len() {
            let mut stack = vec![root];
            let mut size = 0;
            while let Some(node) = stack.pop() {
                if !std::mem::replace(&mut seen[node], true) {
                    size += 1;
                    stack.extend(self.row(node));
                }
            }
            if size > 0 {
                sizes.push(size);
            }
        }
        sizes.sort_unstable_by_key(|&size| Reverse(size));
        sizes
    }
}

fn near(found: &[f64], expected: &[f64], case: &str) {
    assert_eq!(found.len(), expected.len(), "{case}");
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-9, "{case}: {found} is not {expected}");
    }
}

/// Calls a test with the projections of random views, and with what they are of.
fn on_random_views(test: impl Fn(&World, &ViewOptions, &Projection, &str)) {
    for seed in 0..400 {
        let random = &mut Random::new(seed);
        let nodes = 1 + random.below(12);
        let links = random.below(3 * nodes);
        let world = World::random(random, nodes, links);
        let options = random_options(random, nodes);
        let view = View::new(&world.graph, &options);
        let graph = Projection::new(&view, &mut meter()).unwrap();
        test(&world, &options, &graph, &format!("seed {seed}, {options:?}"));
    }
}

#[test]
fn a_projection_is_the_view_as_a_simple_graph() {
    on_random_views(|world, options, graph, case| {
        let admitted = |node: &usize| world.admits(options, *node);
        let there: Vec<usize> = (0..world.kinds.len()).filter(admitted).collect();
        let nodes: Vec<usize> = graph.nodes().iter().map(|node| node.index()).collect();
        assert_eq!(nodes, there, "{case}");
        let step =
            |from: usize, to: usize| from != to && world.steps(options, from).any(|it| it.0 == to);
        for (number, &from) in (0..).zip(&there) {
            assert_eq!(graph.number(NodeId(from as u32)), Some(number));
            let targets = |wanted: &dyn Fn(usize) -> bool| -> Vec<u32> {
                (0..).zip(&there).filter(|(_, to)| wanted(**to)).map(|it| it.0).collect()
            };
            assert_eq!(graph.forward.row(number), targets(&|to| step(from, to)), "{case}");
            assert_eq!(graph.backward.row(number), targets(&|to| step(to, from)), "{case}");
            let either = |to| step(from, to) || step(to, from);
            assert_eq!(graph.either.row(number), targets(&either), "{case}");
        }
    });
}

#[test]
fn degrees_count_links() {
    on_random_views(|world, options, graph, case| {
        let view = View::new(&world.graph, options);
        let found = degrees(&view, graph, &mut meter()).unwrap();
        for (node, found) in graph.nodes().iter().zip(found) {
            let node = node.index();
            let ends = |node: usize| world.admits(options, node);
            let links = world.links.iter().filter(|it| world.in_view(options, it));
            let links: Vec<_> = links.filter(|it| ends(it.from) && ends(it.to)).collect();
            let count = |test: &dyn Fn(usize, usize, bool) -> bool| {
                links.iter().filter(|it| test(it.from, it.to, it.relation == "B")).count() as u32
            };
            assert_eq!(found.degree, count(&|from, to, _| from == node || to == node), "{case}");
            let out = count(&|from, to, both| from == node || (both && to == node));
            let into = count(&|from, to, both| to == node || (both && from == node));
            assert_eq!((found.out, found.into), (out, into), "{case}");
        }
    });
}

#[test]
fn ranks_are_where_a_walker_is() {
    on_random_views(|_, _, graph, case| {
        let matrix = Matrix::of(&graph.forward);
        let nodes = matrix.len();
        let mut ranks = vec![1.0 / nodes as f64; nodes];
        for _ in 0..400 {
            let mut next = vec![0.15 / nodes as f64; nodes];
            for (from, rank) in ranks.iter().enumerate() {
                let row = matrix.row(from);
                let to = if row.is_empty() { (0..nodes).collect() } else { row };
                for &node in &to {
                    next[node] += 0.85 * rank / to.len() as f64;
                }
            }
            ranks = next;
        }
        let found = pagerank(graph, PageRankOptions::default(), &mut meter()).unwrap();
        near(&found, &ranks, case);
    });
}

#[test]
fn betweenness_is_the_share_of_shortest_paths() {
    on_random_views(|_, _, graph, case| {
        let (distance, paths) = Matrix::of(&graph.forward).all_paths();
        let nodes = graph.len();
        let mut shares = vec![0.0; nodes];
        for from in 0..nodes {
            for to in (0..nodes).filter(|&to| to != from) {
                let Some(whole) = distance[from][to] else { continue };
                for between in (0..nodes).filter(|&it| it != from && it != to) {
                    let (Some(a), Some(b)) = (distance[from][between], distance[between][to])
                    else {
                        continue;
                    };
                    if a + b == whole {
                        shares[between] +=
                            paths[from][between] * paths[between][to] / paths[from][to];
                    }
                }
            }
        }
        let pairs = (nodes as f64 - 1.0) * (nodes as f64 - 2.0);
        shares.iter_mut().for_each(|share| *share /= if pairs > 0.0 { pairs } else { 1.0 });
        let found = betweenness(graph, u64::MAX, 0.01, 0.9, &mut meter()).unwrap();
        near(&found.values, &shares, case);
        assert_eq!(found.sampled, None);
    });
}

#[test]
fn closeness_is_read_off_distances() {
    on_random_views(|_, _, graph, case| {
        let (distance, _) = Matrix::of(&graph.forward).all_paths();
        let nodes = graph.len();
        let to = |node: usize| -> Vec<f64> {
            let others = (0..nodes).filter(|&from| from != node);
            others.filter_map(|from| distance[from][node]).map(|it| it as f64).collect()
        };
        let close = |node: usize| {
            let distances = to(node);
            let (reached, sum) = (distances.len() as f64, distances.iter().sum::<f64>());
            if reached == 0.0 { 0.0 } else { reached / (nodes as f64 - 1.0) * reached / sum }
        };
        let harmonic = |node: usize| to(node).iter().map(|it| 1.0 / it).sum();
        let found = closeness(graph, u64::MAX, &mut meter()).unwrap();
        near(&found.closeness, &(0..nodes).map(close).collect::<Vec<_>>(), case);
        near(&found.harmonic, &(0..nodes).map(harmonic).collect::<Vec<_>>(), case);
    });
}

#[test]
fn coreness_is_what_peeling_leaves() {
    on_random_views(|_, _, graph, case| {
        let matrix = Matrix::of(&graph.either);
        let mut expected = vec![0; matrix.len()];
        for k in 1..=matrix.len() {
            let mut left: Vec<usize> = (0..matrix.len()).collect();
            loop {
                let held = |node: &usize| {
                    matrix.row(*node).iter().filter(|to| left.contains(to)).count() >= k
                };
                let kept: Vec<usize> = left.iter().copied().filter(held).collect();
                if kept.len() == left.len() {
                    break;
                }
                left = kept;
            }
            left.iter().for_each(|&node| expected[node] = k as u32);
        }
        assert_eq!(coreness(graph, &mut meter()).unwrap(), expected, "{case}");
    });
}

#[test]
fn clustering_is_the_share_of_tied_neighbours() {
    on_random_views(|_, _, graph, case| {
        let matrix = Matrix::of(&graph.either);
        let share = |node: usize| {
            let row = matrix.row(node);
            let pairs = row.iter().flat_map(|&a| row.iter().map(move |&b| (a, b)));
            let pairs: Vec<_> = pairs.filter(|(a, b)| a < b).collect();
            let tied = pairs.iter().filter(|(a, b)| matrix.0[*a][*b]).count();
            if pairs.is_empty() { 0.0 } else { tied as f64 / pairs.len() as f64 }
        };
        let expected: Vec<f64> = (0..matrix.len()).map(share).collect();
        near(&clustering(graph, &mut meter()).unwrap(), &expected, case);
    });
}

#[test]
fn components_are_what_is_reached() {
    on_random_views(|_, _, graph, case| {
        let weak = weak_components(graph, &mut meter()).unwrap();
        assert_eq!(weak.sizes, Matrix::of(&graph.either).parts(&[]), "{case}");
        let (either, _) = Matrix::of(&graph.either).all_paths();
        let (along, _) = Matrix::of(&graph.forward).all_paths();
        let strong = strong_components(graph, &mut meter()).unwrap();
        for a in 0..graph.len() {
            for b in 0..graph.len() {
                assert_eq!(weak.part[a] == weak.part[b], either[a][b].is_some(), "{case}");
                let both = along[a][b].is_some() && along[b][a].is_some();
                assert_eq!(strong.part[a] == strong.part[b], both, "{case}");
            }
        }
        assert!(strong.sizes.is_sorted_by_key(|&size| Reverse(size)));
        assert_eq!(strong.sizes.iter().sum::<u32>() as usize, graph.len());
    });
}

#[test]
fn brokers_are_those_without_whom_a_part_falls_apart() {
    on_random_views(|_, _, graph, case| {
        let matrix = Matrix::of(&graph.either);
        let found = brokers(graph, &mut meter()).unwrap();
        let whole = weak_components(graph, &mut meter()).unwrap();
        for node in 0..graph.len() {
            let own: Vec<usize> =
                (0..graph.len()).filter(|&it| whole.part[it] != whole.part[node]).collect();
            let parts = matrix.parts(&[own, vec![node]].concat());
            let id = graph.nodes()[node];
            let point = found.points.iter().find(|point| point.node == id);
            assert_eq!(
                point.map(|it| it.parts.clone()),
                Some(parts.clone()).filter(|it| it.len() > 1),
                "{case}"
            );
            if let Some(point) = point {
                let pairs = (0..parts.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
                let pairs: u64 = pairs.map(|(a, b)| u64::from(parts[a] * parts[b])).sum();
                assert_eq!(point.pairs, pairs, "{case}");
            }
        }
        for a in 0..graph.len() {
            for b in matrix.row(a).into_iter().filter(|&b| a < b) {
                let mut cut = Matrix(matrix.0.clone());
                (cut.0[a][b], cut.0[b][a]) = (false, false);
                let ends = [a, b].map(|it| graph.nodes()[it]);
                let bridge = found.bridges.iter().find(|it| it.ends == ends);
                let is_bridge = cut.all_paths().0[a][b].is_none();
                assert_eq!(bridge.is_some(), is_bridge, "{case}: {a} {b}");
                if let Some(bridge) = bridge {
                    let side = |node: usize| {
                        let reached = cut.all_paths().0[node].iter().flatten().count();
                        reached as u32
                    };
                    assert_eq!(bridge.sides, [side(a), side(b)], "{case}");
                }
            }
        }
        assert!(found.points.is_sorted_by_key(|it| (Reverse(it.pairs), it.node)));
    });
}

/// Cliques of so many in a ring, each tied to the next by one step.
fn ring_of_cliques(cliques: usize, size: usize) -> Projection {
    let mut edges = Vec::new();
    for clique in 0..cliques {
        let first = clique * size;
        for a in first..first + size {
            edges.extend((first..a).map(|b| (a as u32, b as u32)));
        }
        edges.push((first as u32, ((first + size + 1) % (cliques * size)) as u32));
    }
    Projection::undirected(cliques * size, &edges)
}

#[test]
fn communities_of_a_ring_are_its_cliques() {
    let graph = ring_of_cliques(10, 6);
    let found = communities(&graph, &mut meter()).unwrap();
    assert_eq!(found.partition.sizes, [6; 10]);
    for node in 0..60 {
        assert_eq!(found.partition.part[node], found.partition.part[node / 6 * 6]);
    }
    // 15 of 16 steps are inside, and each clique has a tenth of all.
    assert!((found.modularity - (15.0 / 16.0 - 0.1)).abs() < 1e-12);
    assert_eq!(found, communities(&graph, &mut meter()).unwrap(), "the same again");
}

#[test]
fn communities_are_connected_and_their_modularity_is_as_defined() {
    on_random_views(|_, _, graph, case| {
        let matrix = Matrix::of(&graph.either);
        let found = communities(graph, &mut meter()).unwrap();
        let part = &found.partition.part;
        let degree: Vec<f64> = (0..matrix.len()).map(|it| matrix.row(it).len() as f64).collect();
        let steps: f64 = degree.iter().sum();
        let mut expected = 0.0;
        for a in 0..matrix.len() {
            for b in (0..matrix.len()).filter(|&b| part[a] == part[b]) {
                let step = if matrix.0[a][b] { 1.0 } else { 0.0 };
                expected +=
                    if steps > 0.0 { (step - degree[a] * degree[b] / steps) / steps } else { 0.0 };
            }
        }
        assert!((found.modularity - expected).abs() < 1e-9, "{case}");
        let each_its_own: Vec<u32> = (0..matrix.len() as u32).collect();
        assert!(found.modularity >= modularity(graph, &each_its_own) - 1e-9, "{case}");
        for community in 0..found.partition.len() as u32 {
            let others: Vec<usize> =
                (0..matrix.len()).filter(|&node| part[node] != community).collect();
            assert_eq!(matrix.parts(&others).len(), 1, "{case}: a community is connected");
        }
    });
}

/// A graph of 400 nodes with hubs.
fn with_hubs() -> Projection {
    let random = &mut Random::new(7);
    let hub = |random: &mut Random| (random.below(20) * random.below(20)) as u32;
    let edges: Vec<_> = (0..1_200).map(|_| (random.below(400) as u32, hub(random))).collect();
    Projection::undirected(400, &edges)
}

#[test]
fn sampled_betweenness_is_within_its_error() {
    let graph = with_hubs();
    let exact = betweenness(&graph, u64::MAX, 0.01, 0.9, &mut meter()).unwrap();
    let sampled = betweenness(&graph, 0, 0.02, 0.9, &mut meter()).unwrap();
    let report = sampled.sampled.expect("sampled");
    assert_eq!((report.error, report.probability), (0.02, 0.9));
    let most = exact.values.iter().copied().fold(0.0, f64::max);
    assert!(most > 0.1, "a hub that matters: {most}");
    for (exact, sampled) in exact.values.iter().zip(&sampled.values) {
        assert!((exact - sampled).abs() < 0.02, "{exact} {sampled}");
    }
    assert_eq!(sampled, betweenness(&graph, 0, 0.02, 0.9, &mut meter()).unwrap(), "deterministic");
}

#[test]
fn sampled_closeness_is_within_its_error() {
    // Large enough for a sample to be smaller.
    let random = &mut Random::new(8);
    let ends = |random: &mut Random| {
        (random.below(9_000) as u32, (random.below(90) * random.below(90)) as u32)
    };
    let edges: Vec<_> = (0..20_000).map(|_| ends(random)).collect();
    let graph = Projection::undirected(9_000, &edges);
    let exact = closeness(&graph, u64::MAX, &mut meter()).unwrap();
    let sampled = closeness(&graph, 0, &mut meter()).unwrap();
    assert!(exact.sampled.is_none() && sampled.sampled.is_some_and(|it| it.samples < 9_000));
    for node in 0..9_000 {
        let difference = (exact.harmonic[node] - sampled.harmonic[node]).abs() / 8_999.0;
        assert!(difference < 0.03, "{node}: {difference}");
        assert!((exact.closeness[node] - sampled.closeness[node]).abs() < 0.05, "{node}");
    }
}

#[test]
fn a_cancelled_measure_ends() {
    let cancel = crate::algo::Cancel::default();
    cancel.cancel();
    let mut meter = crate::algo::Meter::unbounded(cancel);
    let graph = with_hubs();
    let ended = betweenness(&graph, u64::MAX, 0.01, 0.9, &mut meter);
    assert_eq!(ended.map(|_| ()), Err(crate::algo::Truncation::Cancelled));
}

#[test]
fn nothing_has_measures_of_nothing() {
    let graph = Projection::undirected(0, &[]);
    let meter = &mut meter();
    assert!(pagerank(&graph, PageRankOptions::default(), meter).unwrap().is_empty());
    assert!(betweenness(&graph, 0, 0.1, 0.9, meter).unwrap().values.is_empty());
    assert!(closeness(&graph, 0, meter).unwrap().harmonic.is_empty());
    assert!(coreness(&graph, meter).unwrap().is_empty());
    assert!(clustering(&graph, meter).unwrap().is_empty());
    assert!(weak_components(&graph, meter).unwrap().is_empty());
    assert!(communities(&graph, meter).unwrap().partition.is_empty());
    assert_eq!(brokers(&graph, meter).unwrap(), super::Brokers::default());
}
