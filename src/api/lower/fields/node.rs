//! `node`: an entity or a link by its id.
//!
//! [Object identification](https://relay.dev/graphql/objectidentification.htm)

use crate::{
    api::lower::{Group, Lowering},
    plan::{
        RootOp,
        fields::{by_id::ById, node::Node},
    },
};

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn node(&mut self, group: &Group<'d>) -> RootOp {
        let arguments = self.arguments(group, ById);
        let selection = self.selection(self.every_kind(), true, group.fields.clone());
        RootOp::Node(Node { arguments, selection, site: self.site(group) })
    }
}
