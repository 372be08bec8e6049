//! `commonConnections`

use super::{
    super::{Path, Run, Written},
    WriteField,
};
use crate::{
    algo::neighbourhood::{Common, Commons, Tie},
    exec::store::Store,
    plan::fields::common_connections::{CommonConnections, CommonOp, CommonSetOp, TieOp},
    value::Interval,
};

impl WriteField for CommonConnections {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        run.viewing(arguments.graph.view, |run| {
            let found = run.reader.common_connections(arguments);
            let found = run.chosen(found, &path)?;
            run.embedded_one(&found, self.result, &path, Run::common_set)
        })
    }
}

impl<'a, S: Store> Run<'a, S> {
    fn common_set(&mut self, set: &Commons, op: &'a CommonSetOp, path: &Path<'_>) -> Written {
        match op {
            CommonSetOp::Shared(object, site) => {
                return self.embedded(&set.shared, *object, &path.field(*site), Self::common);
            }
            CommonSetOp::Total => self.out.integer(set.total),
            CommonSetOp::Completeness(op) => self.completeness(set.completeness, *op),
        }
        Ok(())
    }

    fn common(&mut self, common: &Common, op: &'a CommonOp, path: &Path<'_>) -> Written {
        match op {
            CommonOp::Node(selection, site) => {
                self.entity(common.node, *selection, &path.field(*site))
            }
            CommonOp::Ties(object, site) => {
                self.embedded(&common.ties, *object, &path.field(*site), Self::tie)
            }
            CommonOp::OverlapDays => {
                self.integer_or_null(days(&common.days));
                Ok(())
            }
        }
    }

    fn tie(&mut self, tie: &Tie, op: &'a TieOp, path: &Path<'_>) -> Written {
        match op {
            TieOp::Entity(selection, site) => self.entity(tie.of, *selection, &path.field(*site)),
            TieOp::Links(selection, site) => {
                self.lone_links(&tie.links, *selection, &path.field(*site))
            }
        }
    }
}

/// The number of days; `None` if a range is open.
fn days(ranges: &[Interval]) -> Option<i64> {
    let is_open = |range: &Interval| range.start == i32::MIN || range.end == i32::MAX;
    if ranges.iter().any(is_open) {
        return None;
    }
    Some(ranges.iter().map(|it| i64::from(it.end) - i64::from(it.start) + 1).sum())
}
