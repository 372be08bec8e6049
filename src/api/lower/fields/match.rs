//! `match`: the entities that names may mean.

use crate::{
    api::lower::{Group, Lowering},
    plan::{
        RootOp,
        fields::r#match::{Match, MatchForm},
    },
};

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn match_names(&mut self, group: &Group<'d>) -> RootOp {
        let arguments = self.arguments(group, MatchForm);
        let result = self.match_results(&group.fields);
        RootOp::Match(Match { arguments, result, site: self.site(group) })
    }
}
