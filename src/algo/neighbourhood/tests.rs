//! Neighbourhoods against slow definitions on random graphs, in views of every sort.

use super::{
    CommonOptions, Likeness, SubgraphOptions, ancestors, common_connections, connect, descendants,
    similar, subgraph,
};
use crate::{
    algo::{Meter, Truncation, testing::meter},
    graph::{
        LinkId, NodeId,
        view::{
            Cost, View, ViewOptions,
            testing::{PlainLink, Random, World, random_options},
        },
    },
    limits::Limits,
    ontology::Direction,
    value::Day,
};
use std::collections::{BTreeMap, BTreeSet};

fn node(number: usize) -> NodeId {
    NodeId(number as u32)
}

/// The entities one step from another that are in view, with the links.
fn steps<'w>(
    world: &'w World,
    options: &'w ViewOptions,
    from: usize,
) -> impl Iterator<Item = (usize, &'w PlainLink)> {
    world.steps(options, from).filter(|it| world.admits(options, it.0))
}

fn against(options: &ViewOptions) -> ViewOptions {
    let direction = match options.direction {
        Direction::Out => Direction::In,
        Direction::In => Direction::Out,
        Direction::Both => Direction::Both,
    };
    ViewOptions { direction, ..options.clone() }
}

/// Calls a test with random graphs and views.
fn on_random_views(test: impl Fn(&mut Random, &World, &ViewOptions, &str)) {
    for seed in 0..1_000 {
        let random = &mut Random::new(seed);
        let nodes = 2 + random.below(9);
        let links = random.below(4 * nodes);
        let world = World::random(random, nodes, links);
        let options = random_options(random, nodes);
        test(random, &world, &options, &format!("seed {seed}, {options:?}"));
    }
}

#[test]
fn ancestors_are_what_chains_lead_to() {
    on_random_views(|random, world, options, case| {
        let (root, depth) = (random.below(world.kinds.len()), random.below(4) as u32);
        let view = View::new(&world.graph, options);
        let slow = |options: &ViewOptions| {
            let mut distance = BTreeMap::from([(root, 0)]);
            for step in 1..=depth {
                for from in 0..world.kinds.len() {
                    if distance.get(&from) == Some(&(step - 1)) {
                        for (to, _) in steps(world, options, from) {
                            distance.entry(to).or_insert(step);
                        }
                    }
                }
            }
            distance.remove(&root);
            let mut all: Vec<_> = distance.into_iter().map(|(to, it)| (node(to), it)).collect();
            all.sort_by_key(|it| (it.1, it.0));
            all
        };
        let down = descendants(&view, node(root), depth, &mut meter());
        assert_eq!(down.entities, slow(options), "{case}");
        let up = ancestors(&view, node(root), depth, &mut meter());
        assert_eq!(up.entities, slow(&against(options)), "{case}");
        assert!(up.completeness().is_complete());
    });
}

/// The entities of a subgraph by its definition, with their distances.
fn slow_subgraph(
    world: &World,
    options: &ViewOptions,
    roots: &[NodeId],
    wanted: SubgraphOptions,
) -> Vec<(NodeId, u32)> {
    let view = View::new(&world.graph, options);
    let mut taken: Vec<(NodeId, u32)> = Vec::new();
    for &root in roots {
        if taken.iter().all(|it| it.0 != root) && taken.len() < wanted.limit {
            taken.push((root, 0));
        }
    }
    for depth in 1..=wanted.depth {
        let before = taken.clone();
        let mut ties: BTreeMap<NodeId, u32> = BTreeMap::new();
        let mut offered: BTreeMap<(NodeId, &str), BTreeSet<NodeId>> = BTreeMap::new();
        for &(from, _) in before.iter().filter(|it| it.1 == depth - 1) {
            for (to, link) in steps(world, options, from.index()) {
                let to = node(to);
                if before.iter().all(|it| it.0 != to) {
                    *ties.entry(to).or_default() += 1;
                    offered.entry((from, link.relation)).or_default().insert(to);
                }
            }
        }
        let rank = |to: &NodeId| (std::cmp::Reverse(ties[to]), view.degree(*to), *to);
        let most = wanted.limit_per_relation.unwrap_or(usize::MAX);
        let mut chosen = BTreeSet::new();
        for of_one in offered.into_values() {
            let mut ranks: Vec<_> = of_one.iter().map(rank).collect();
            ranks.sort_unstable();
            chosen.extend(ranks.into_iter().take(most));
        }
        let room = wanted.limit - taken.len();
        taken.extend(chosen.into_iter().take(room).map(|it| (it.2, depth)));
    }
    taken
}

/// Whatever the limits, the entities are reached within the depth, the links are all between
/// them, and what is left out is counted exactly.
#[test]
fn a_subgraph_says_what_it_left_out() {
    on_random_views(|random, world, options, case| {
        let nodes = world.kinds.len();
        let roots: Vec<NodeId> =
            (0..1 + random.below(2)).map(|_| node(random.below(nodes))).collect();
        let wanted = SubgraphOptions {
            depth: random.below(4) as u32,
            limit: 1 + random.below(nodes),
            limit_per_relation: random.chance(40).then(|| 1 + random.below(2)),
        };
        let view = View::new(&world.graph, options);
        let found = subgraph(&view, &roots, wanted, &mut meter());
        let case = format!("{case}, {roots:?}, {wanted:?}: {found:?}");
        assert_eq!(found.nodes, slow_subgraph(world, options, &roots, wanted), "{case}");
        let taken: BTreeSet<usize> = found.nodes.iter().map(|it| it.0.index()).collect();
        assert_eq!(taken.len(), found.nodes.len(), "{case}");
        assert!(found.nodes.len() <= wanted.limit, "{case}");
        // Everything there is, by distance.
        let mut distance: BTreeMap<usize, u32> = roots.iter().map(|it| (it.index(), 0)).collect();
        for step in 1..=wanted.depth {
            for from in 0..nodes {
                if distance.get(&from) == Some(&(step - 1)) {
                    for (to, _) in steps(world, options, from) {
                        distance.entry(to).or_insert(step);
                    }
                }
            }
        }
        for &(node, depth) in &found.nodes {
            let least = distance.get(&node.index()).copied();
            assert!(least.is_some_and(|least| least <= depth), "{case}");
        }
        if found.completeness.is_complete() {
            let all: BTreeMap<usize, u32> =
                found.nodes.iter().map(|it| (it.0.index(), it.1)).collect();
            assert_eq!(all, distance, "{case}");
        } else {
            let complete = found.completeness.complete_depth.unwrap();
            let near = distance.iter().filter(|it| *it.1 <= complete);
            if complete > 0 || taken.len() >= roots.len() {
                assert!(near.map(|it| it.0).all(|node| taken.contains(node)), "{case}");
            }
        }
        let mut links = BTreeSet::new();
        let mut omitted: BTreeMap<(usize, &str), u32> = BTreeMap::new();
        for &from in &taken {
            for (to, link) in world.steps(options, from) {
                if taken.contains(&to) {
                    links.insert(link.id);
                } else if world.admits(options, to) {
                    *omitted.entry((from, link.relation)).or_default() += 1;
                }
            }
        }
        assert_eq!(found.links, links.into_iter().collect::<Vec<LinkId>>(), "{case}");
        let name = |it: &super::Omitted| {
            let relation = world.graph.ontology().relation(it.relation).name.as_str();
            ((it.node.index(), relation), it.count)
        };
        assert_eq!(found.omitted.iter().map(name).collect::<BTreeMap<_, _>>(), omitted, "{case}");
    });
}

#[test]
fn those_with_more_ties_come_first() {
    // 1 and 2 are roots; 3 is tied to both; 4 has fewer links than 5.
    let ends = [(1, 3), (2, 3), (1, 5), (1, 4), (5, 6), (5, 7)];
    let world = World::simple(8, &ends);
    let view = View::whole(&world.graph);
    let wanted = |limit| SubgraphOptions { depth: 1, limit, limit_per_relation: None };
    let nodes = |limit| {
        let found = subgraph(&view, &[node(1), node(2)], wanted(limit), &mut meter());
        (found.nodes.iter().map(|it| it.0.0).collect::<Vec<_>>(), found.completeness.truncated)
    };
    assert_eq!(nodes(3), (vec![1, 2, 3], Some(Truncation::Nodes)));
    assert_eq!(nodes(4), (vec![1, 2, 3, 4], Some(Truncation::Nodes)));
    assert_eq!(nodes(5), (vec![1, 2, 3, 4, 5], None));
}

#[test]
fn shared_connections_are_tied_to_enough_of_the_given() {
    on_random_views(|random, world, options, case| {
        let nodes = world.kinds.len();
        let ids: BTreeSet<usize> = (0..2 + random.below(3)).map(|_| random.below(nodes)).collect();
        let wanted = CommonOptions {
            min_shared: 1 + random.below(3),
            overlap_in_time: random.chance(50),
            limit: 100,
        };
        let view = View::new(&world.graph, options);
        let given: Vec<NodeId> = ids.iter().map(|&id| node(id)).collect();
        let found = common_connections(&view, &given, wanted, &mut meter());
        let case = format!("{case}, {ids:?}, {wanted:?}");
        let mut expected = BTreeSet::new();
        for shared in (0..nodes).filter(|&it| world.admits(options, it)) {
            let links_of = |id: usize| {
                world.steps(options, id).filter(move |it| it.0 == shared && id != shared)
            };
            let tied: Vec<usize> =
                ids.iter().copied().filter(|&id| links_of(id).next().is_some()).collect();
            // Days are years here, so looking at each year's first days is enough.
            let held_on = |day: Day| {
                let holds = |link: &PlainLink| {
                    let days = view.days_of(link.id);
                    days.is_some_and(|it| it.start <= day && day <= it.end)
                };
                tied.iter().filter(|&&id| links_of(id).any(|it| holds(it.1))).count()
            };
            let days = (10_900..16_800).step_by(73).chain([Day::MIN, Day::MAX]);
            let overlap = days.filter(|&day| held_on(day) >= wanted.min_shared).count() > 0;
            if tied.len() >= wanted.min_shared {
                let common = found.shared.iter().find(|it| it.node == node(shared));
                if let Some(common) = common {
                    let of: Vec<usize> = common.ties.iter().map(|it| it.of.index()).collect();
                    assert_eq!(of, tied, "{case}");
                    for day in (10_900..16_800).step_by(31) {
                        let listed = common.days.iter().any(|it| it.start <= day && day <= it.end);
                        assert_eq!(listed, held_on(day) >= wanted.min_shared, "{case} {day}");
                    }
                    expected.insert(node(shared));
                } else {
                    assert!(wanted.overlap_in_time && !overlap, "{case}: {shared}");
                }
            }
        }
        let listed: BTreeSet<NodeId> = found.shared.iter().map(|it| it.node).collect();
        assert_eq!(listed, expected, "{case}");
        assert_eq!(found.total, expected.len());
        let counts: Vec<_> = found.shared.iter().map(|it| it.ties.len()).collect();
        assert!(counts.is_sorted_by(|a, b| a >= b));
    });
}

#[test]
fn similar_entities_share_neighbours() {
    on_random_views(|random, world, options, case| {
        let nodes = world.kinds.len();
        let from = random.below(nodes);
        let view = View::new(&world.graph, options);
        let row = |from: usize, options: &ViewOptions| -> BTreeSet<usize> {
            steps(world, options, from).map(|it| it.0).filter(|&to| to != from).collect()
        };
        let own = row(from, options);
        for by in [Likeness::Jaccard, Likeness::AdamicAdar] {
            let found = similar(&view, node(from), by, 100, &mut meter());
            let mut expected = Vec::new();
            for other in (0..nodes).filter(|&it| it != from && world.admits(options, it)) {
                let others = row(other, options);
                let shared: Vec<usize> = own.intersection(&others).copied().collect();
                // An entity that the view leaves out is tied to nothing in it.
                let rarity = |&between: &usize| {
                    let mut known = row(between, &against(options));
                    known.insert(from);
                    1.0 / (known.len() as f64).ln()
                };
                let score = match by {
                    Likeness::Jaccard => shared.len() as f64 / own.union(&others).count() as f64,
                    Likeness::AdamicAdar => shared.iter().map(rarity).sum(),
                };
                if !shared.is_empty() {
                    expected.push((score, other));
                }
            }
            expected.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            assert_eq!(found.total, expected.len(), "{case}");
            for (found, (score, _)) in found.similar.iter().zip(&expected) {
                assert!((found.score - score).abs() < 1e-9, "{case}, {by:?}: {found:?} {score}");
            }
        }
    });
}

/// The cheapest tree, by trying every set of further entities.
fn cheapest(world: &World, options: &ViewOptions, ids: &BTreeSet<usize>) -> Option<usize> {
    let nodes = world.kinds.len();
    let both = ViewOptions { direction: Direction::Both, ..options.clone() };
    let mut best = None;
    for set in 0..1_u32 << nodes {
        let has = |it: usize| set >> it & 1 == 1;
        let passes = |it: usize| ids.contains(&it) || world.admits(options, it);
        if !ids.iter().all(|&id| has(id)) || !(0..nodes).all(|it| !has(it) || passes(it)) {
            continue;
        }
        let mut reached = BTreeSet::new();
        let mut stack: Vec<usize> = ids.iter().take(1).copied().collect();
        while let Some(from) = stack.pop() {
            if reached.insert(from) {
                stack.extend(world.steps(&both, from).map(|it| it.0).filter(|&to| has(to)));
            }
        }
        if reached.len() == set.count_ones() as usize {
            let cost = reached.len() - 1;
            best = Some(best.map_or(cost, |best: usize| best.min(cost)));
        }
    }
    best
}

#[test]
fn a_connection_keeps_mehlhorns_bound() {
    let mut optimal = 0;
    let mut all = 0;
    for seed in 0..600 {
        let random = &mut Random::new(seed);
        let nodes = 4 + random.below(7);
        let links = nodes + random.below(2 * nodes);
        let world = World::random(random, nodes, links);
        let mut options = random_options(random, nodes);
        options.relations = None;
        let ids: BTreeSet<usize> = (0..2 + random.below(4)).map(|_| random.below(nodes)).collect();
        let given: Vec<NodeId> = ids.iter().map(|&id| node(id)).collect();
        let view = View::new(&world.graph, &options);
        let found = connect(&view, &given, &Cost::Hops, &mut meter()).unwrap();
        let case = format!("seed {seed}: {ids:?}, {options:?}: {found:?}");
        let best = cheapest(&world, &options, &ids);
        assert_eq!(best.is_some(), found.groups.len() == 1, "{case}");
        // The ties are links in view, make a tree, and lead to all that is listed.
        for (ends, links) in &found.ties {
            assert!(!links.is_empty(), "{case}");
            for link in links.iter().map(|link| world.links.iter().find(|it| it.id == *link)) {
                let link = link.unwrap();
                let own = BTreeSet::from([node(link.from), node(link.to)]);
                assert_eq!(own, BTreeSet::from(*ends), "{case}");
                assert!(world.in_view(&options, link), "{case}");
            }
        }
        assert_eq!(found.nodes.len() - found.ties.len(), found.groups.len(), "{case}");
        assert_eq!(found.cost, found.ties.len() as f64);
        let Some(best) = best else { continue };
        let most = 2.0 * (1.0 - 1.0 / ids.len().max(2) as f64) * best as f64;
        assert!(found.cost <= most + 1e-9, "{case}: {best}");
        all += 1;
        optimal += usize::from(found.cost as usize == best);
    }
    assert!(all > 300 && optimal * 100 >= all * 95, "{optimal} of {all} are the best tree");
}

#[test]
fn a_star_is_found_by_trying() {
    // A ring of 6 whose every second one is given, and a hub tied to these three: Mehlhorn's
    // ways go round the ring at 2 each, the hub costs 3 in all.
    let ring = (0..6).map(|n| (n, (n + 1) % 6));
    let ends: Vec<_> = ring.chain([(0, 6), (2, 6), (4, 6)]).collect();
    let world = World::simple(7, &ends);
    let view = View::whole(&world.graph);
    let found = connect(&view, &[node(0), node(2), node(4)], &Cost::Hops, &mut meter()).unwrap();
    assert_eq!(found.cost, 3.0);
    assert_eq!(found.nodes, [node(0), node(2), node(4), node(6)]);
    let alone = connect(&view, &[node(3)], &Cost::Hops, &mut meter()).unwrap();
    assert_eq!((alone.nodes, alone.groups), (vec![node(3)], vec![vec![node(3)]]));
}

/// A hub of many links: the deadline and the bounds are kept, and the answer says so.
#[test]
fn a_hub_ends_where_the_budget_does() {
    let ends: Vec<_> = (1..20_000).map(|n| (0, n)).collect();
    let world = World::simple(20_000, &ends);
    let view = View::whole(&world.graph);
    let wanted = SubgraphOptions { depth: 3, limit: 50, limit_per_relation: None };
    let found = subgraph(&view, &[node(7)], wanted, &mut meter());
    assert_eq!(found.nodes.len(), 50);
    assert_eq!(found.completeness.truncated, Some(Truncation::Nodes));
    assert_eq!(found.completeness.complete_depth, Some(1));
    let of_hub = found.omitted.iter().find(|it| it.node == node(0)).unwrap();
    assert_eq!(of_hub.count, 19_999 - 49);
    let mut few = Meter::of(&Limits { graph_links: 1_000, ..Limits::default() });
    let found = subgraph(&view, &[node(7)], wanted, &mut few);
    assert_eq!(found.completeness.truncated, Some(Truncation::Links));
    let mut few = Meter::of(&Limits { graph_nodes: 1_000, ..Limits::default() });
    let reached = ancestors(&view, node(7), 3, &mut few);
    assert_eq!(reached.truncated, Some(Truncation::Nodes));
    assert_eq!(reached.complete_depth, Some(1));
}
