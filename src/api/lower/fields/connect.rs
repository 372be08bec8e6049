//! `connect`: a graph that ties some entities together.

use crate::{
    api::lower::{Group, Lowering},
    plan::{
        RootOp,
        fields::connect::{Connect, ConnectForm},
    },
};

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn connect(&mut self, group: &Group<'d>) -> RootOp {
        let arguments = self.arguments(group, ConnectForm);
        let result = self.graph(&group.fields);
        RootOp::Connect(Connect { arguments, result, site: self.site(group) })
    }
}
