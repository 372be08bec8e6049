//! `similar`: entities with like links.

use crate::{
    api::lower::{Group, Lowering},
    plan::{
        RootOp,
        fields::similar::{Similar, SimilarForm},
    },
};

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn similar(&mut self, group: &Group<'d>) -> RootOp {
        let arguments = self.arguments(group, SimilarForm);
        let result = self.similar_set(&group.fields);
        RootOp::Similar(Similar { arguments, result, site: self.site(group) })
    }
}
