//! `commonConnections`: what several entities are linked to.

use crate::{
    api::lower::{Group, Lowering},
    plan::{
        RootOp,
        fields::common_connections::{CommonConnections, CommonForm},
    },
};

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn common_connections(&mut self, group: &Group<'d>) -> RootOp {
        let arguments = self.arguments(group, CommonForm);
        let result = self.common_set(&group.fields);
        RootOp::CommonConnections(CommonConnections { arguments, result, site: self.site(group) })
    }
}
