//! From the entities of a path to its steps.

use super::{Meter, Path, PathProblem, Truncation, labels::Key};
use crate::{
    graph::{
        LinkId, NodeId,
        view::{ElementFilter, Way},
    },
    value::{Day, Interval},
};

/// The path of some entities, each a step from the one before, at a cost in units.
pub(super) fn path<F: ElementFilter>(
    problem: &PathProblem<'_, '_, F>,
    nodes: Vec<NodeId>,
    units: u64,
    meter: &mut Meter,
) -> Result<Path, Truncation> {
    let pairs = nodes.windows(2);
    let mut steps = pairs
        .map(|pair| links_between(problem, pair[0], pair[1], meter))
        .collect::<Result<Vec<_>, _>>()?;
    if problem.chronological {
        keep_possible(problem, &mut steps);
    }
    Ok(Path { cost: problem.costs.value(units), nodes, steps })
}

/// The links of a step, in the order of their numbers; those without a cost left out. Reads the
/// shorter of the two rows.
pub(super) fn links_between<F: ElementFilter>(
    problem: &PathProblem<'_, '_, F>,
    from: NodeId,
    to: NodeId,
    meter: &mut Meter,
) -> Result<Vec<LinkId>, Truncation> {
    let view = problem.view;
    let (ahead, behind) = (view.row_len(from, Way::Forward), view.row_len(to, Way::Backward));
    let (at, other, way) =
        if ahead <= behind { (from, to, Way::Forward) } else { (to, from, Way::Backward) };
    meter.links(ahead.min(behind))?;
    let links = view.incident(at, way).filter(|it| it.node == other);
    let mut links: Vec<LinkId> = links.map(|it| it.link(view.graph())).collect();
    links.retain(|&link| problem.view.step(&problem.costs, link, to, false).is_some());
    links.sort_unstable();
    links.dedup();
    Ok(links)
}

/// Keeps of each step the links that hold on some day of a chronological walk: not before the
/// first day on which the steps before can be done, nor behind the last that the steps
/// behind leave.
fn keep_possible<F: ElementFilter>(problem: &PathProblem<'_, '_, F>, steps: &mut [Vec<LinkId>]) {
    let days = |links: &[LinkId]| -> Vec<Option<Interval>> {
        links.iter().map(|&link| problem.view.days_of(link)).collect()
    };
    let all: Vec<Vec<Option<Interval>>> = steps.iter().map(|links| days(links)).collect();
    let mut latest = vec![Day::MAX; steps.len()];
    for at in (1..steps.len()).rev() {
        let ends = all[at].iter().flatten().filter(|days| days.start <= latest[at]);
        latest[at - 1] = ends.map(|days| days.end.min(latest[at])).max().unwrap_or(Day::MIN);
    }
    let mut earliest = Day::MIN;
    for (at, links) in steps.iter_mut().enumerate() {
        let possible = |days: &Option<Interval>| {
            days.filter(|it| it.start.max(earliest) <= it.end.min(latest[at]))
        };
        let kept: Vec<Option<Interval>> = all[at].iter().map(possible).collect();
        let mut position = 0;
        links.retain(|_| {
            position += 1;
            kept[position - 1].is_some()
        });
        earliest = kept.iter().flatten().map(|it| it.start.max(earliest)).min().unwrap_or(Day::MAX);
    }
}

/// The cost of a step from one entity to another, and the days on which it can be done.
pub(super) fn step<F: ElementFilter>(
    problem: &PathProblem<'_, '_, F>,
    link: LinkId,
    to: NodeId,
    is_end: bool,
) -> Option<(Key, Interval)> {
    let cost = problem.view.step(&problem.costs, link, to, is_end)?;
    let days = if problem.chronological {
        problem.view.days_of(link)?
    } else {
        Interval { start: Day::MIN, end: Day::MAX }
    };
    Some((Key { cost, length: 1 }, days))
}
