//! `connected`: whether links lead from one entity to another.

use crate::{
    api::lower::{Group, Lowering},
    plan::{
        RootOp,
        fields::connected::{Connected, ConnectedForm},
    },
};

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn connected(&mut self, group: &Group<'d>) -> RootOp {
        let arguments = self.arguments(group, ConnectedForm);
        let result = self.connectedness(&group.fields);
        RootOp::Connected(Connected { arguments, result, site: self.site(group) })
    }
}
