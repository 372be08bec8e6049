//! The entities that given entities share: others to which at least so many of them are tied.

use crate::{
    algo::{Completeness, Meter, Truncation},
    graph::{
        LinkId, NodeId,
        view::{ElementFilter, View, Way},
    },
    value::{Day, Interval},
};
use hashbrown::HashMap;
use std::cmp::Reverse;

/// The options of shared connections. The relations to follow are those of the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommonOptions {
    /// To how many of the given entities it must be tied.
    pub min_shared: usize,
    /// Only where so many of these ties held on one day.
    pub overlap_in_time: bool,
    /// The number of entities to list.
    pub limit: usize,
}

/// A given entity's links to what is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The given entity.
    pub of: NodeId,
    /// Its links, by number.
    pub links: Vec<LinkId>,
}

/// Something shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Common {
    /// The entity that is tied to several of the given ones.
    pub node: NodeId,
    /// The ties, in the order of the given entities' numbers.
    pub ties: Vec<Tie>,
    /// The days on which at least `min_shared` of the ties held, or can have held. Links
    /// without dates hold from the first day to the last.
    pub days: Vec<Interval>,
}

/// The entities that are shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commons {
    /// Those with most ties first; of as many those with fewer links in the whole graph, then
    /// in the order of the graph.
    pub shared: Vec<Common>,
    /// The number of shared entities, also those that are not listed.
    pub total: usize,
    /// The completeness of the search.
    pub completeness: Completeness,
}

/// Finds what given entities share. O(links of the given entities).
pub fn common_connections<F: ElementFilter>(
    view: &View<'_, F>,
    ids: &[NodeId],
    options: CommonOptions,
    meter: &mut Meter,
) -> Commons {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let mut ties: HashMap<NodeId, Vec<(u32, LinkId)>> = HashMap::new();
    let mut truncated = None;
    for (number, &id) in (0..).zip(&ids) {
        for incident in view.incident(id, Way::Forward) {
            let node = incident.node;
            if node != id && view.admits(node) {
                ties.entry(node).or_default().push((number, incident.link(view.graph())));
            }
        }
        let spent = meter.links(view.row_len(id, Way::Forward));
        let spent = spent.and_then(|()| meter.holds(ties.len() * 48));
        if let Err(reason) = spent.and_then(|()| meter.nodes(1)) {
            truncated = Some(reason);
            break;
        }
    }
    let common =
        |(node, links): (NodeId, Vec<(u32, LinkId)>)| common(view, node, &ids, links, options);
    let mut shared: Vec<Common> = ties.into_iter().filter_map(common).collect();
    shared.sort_unstable_by_key(|it| (Reverse(it.ties.len()), view.degree(it.node), it.node));
    let total = shared.len();
    shared.truncate(options.limit);
    let cut = (total > options.limit).then_some(Truncation::Results);
    let completeness = truncated
        .or(cut)
        .map_or(Completeness::COMPLETE, |reason| Completeness::truncated(reason, None));
    Commons { shared, total, completeness }
}

fn common<F: ElementFilter>(
    view: &View<'_, F>,
    node: NodeId,
    ids: &[NodeId],
    mut links: Vec<(u32, LinkId)>,
    options: CommonOptions,
) -> Option<Common> {
    links.sort_unstable();
    links.dedup();
    let by_id = links.chunk_by(|a, b| a.0 == b.0);
    if by_id.clone().count() < options.min_shared {
        return None;
    }
    let days = shared_days(view, &links, options.min_shared);
    if options.overlap_in_time && days.is_empty() {
        return None;
    }
    let ties = by_id.map(|links| Tie {
        of: ids[links[0].0 as usize],
        links: links.iter().map(|link| link.1).collect(),
    });
    Some(Common { node, ties: ties.collect(), days })
}

/// The days on which links of at least so many given entities hold.
fn shared_days<F>(view: &View<'_, F>, links: &[(u32, LinkId)], least: usize) -> Vec<Interval> {
    // A day and which given entity has one link more or less from then on.
    let mut changes: Vec<(i64, i32, u32)> = Vec::new();
    for &(number, link) in links {
        let Some(days) = view.days_of(link) else { continue };
        changes.push((i64::from(days.start), 1, number));
        changes.push((i64::from(days.end) + 1, -1, number));
    }
    changes.sort_unstable();
    let (mut held, mut holding) = (HashMap::<u32, i32>::new(), 0_usize);
    let mut shared: Vec<Interval> = Vec::new();
    let mut since: Option<i64> = None;
    for on_a_day in changes.chunk_by(|a, b| a.0 == b.0) {
        for &(_, change, number) in on_a_day {
            let count = held.entry(number).or_default();
            let before = *count > 0;
            *count += change;
            match (before, *count > 0) {
                (false, true) => holding += 1,
                (true, false) => holding -= 1,
                (true, true) | (false, false) => {}
            }
        }
        let day = on_a_day[0].0;
        match (since, holding >= least) {
            (None, true) => since = Some(day),
            (Some(start), false) => {
                shared.push(Interval { start: start as Day, end: (day - 1) as Day });
                since = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    shared
}
