//! `timeline`: the dates of some entities and of their links.

use crate::{
    api::lower::{Group, Lowering},
    plan::{
        RootOp,
        fields::timeline::{Timeline, TimelineForm},
    },
};

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn timeline(&mut self, group: &Group<'d>) -> RootOp {
        let arguments = self.arguments(group, TimelineForm);
        let page = self.moment_page(&group.fields);
        RootOp::Timeline(Timeline { arguments, page, site: self.site(group) })
    }
}
