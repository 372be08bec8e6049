//! `changes`: what began, happened and ended in some days.

use crate::{
    api::lower::{Group, Lowering},
    plan::{
        RootOp,
        fields::changes::{ChangeForm, Changes},
    },
};

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn changes(&mut self, group: &Group<'d>) -> RootOp {
        let arguments = self.arguments(group, ChangeForm);
        let page = self.moment_page(&group.fields);
        RootOp::Changes(Changes { arguments, page, site: self.site(group) })
    }
}
