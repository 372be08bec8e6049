//! `communities`: groups that are tied more within than outside.

use crate::{
    api::lower::{Group, Lowering},
    plan::{
        RootOp,
        fields::communities::{Communities, CommunitiesForm},
    },
};

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn communities(&mut self, group: &Group<'d>) -> RootOp {
        let arguments = self.arguments(group, CommunitiesForm);
        let result = self.community_set(&group.fields);
        RootOp::Communities(Communities { arguments, result, site: self.site(group) })
    }
}
