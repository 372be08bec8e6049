//! `shortestPath`: a shortest path between two entities.

use crate::{
    api::lower::{Group, Lowering},
    plan::{
        RootOp,
        fields::shortest_path::{ShortestPath, ShortestPathForm},
    },
};

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn shortest_path(&mut self, group: &Group<'d>) -> RootOp {
        let arguments = self.arguments(group, ShortestPathForm);
        let path = self.path(&group.fields);
        RootOp::ShortestPath(ShortestPath { arguments, path, site: self.site(group) })
    }
}
