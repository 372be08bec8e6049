//! `subgraph`: what is around some entities.

use crate::{
    api::lower::{Group, Lowering},
    plan::{
        RootOp,
        fields::subgraph::{Subgraph, SubgraphForm},
    },
};

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn subgraph(&mut self, group: &Group<'d>) -> RootOp {
        let arguments = self.arguments(group, SubgraphForm);
        let result = self.graph(&group.fields);
        RootOp::Subgraph(Subgraph { arguments, result, site: self.site(group) })
    }
}
