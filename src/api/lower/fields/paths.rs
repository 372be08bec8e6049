//! `paths`: the paths between two entities.

use crate::{
    api::lower::{Group, Lowering},
    plan::{
        RootOp,
        fields::paths::{Paths, PathsForm},
    },
};

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn paths(&mut self, group: &Group<'d>) -> RootOp {
        let arguments = self.arguments(group, PathsForm);
        let result = self.path_set(&group.fields);
        RootOp::Paths(Paths { arguments, result, site: self.site(group) })
    }
}
