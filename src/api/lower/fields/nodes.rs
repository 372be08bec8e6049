//! `nodes`: entities and links by their ids.
//!
//! [Plural identifying root fields](https://relay.dev/graphql/objectidentification.htm#sec-Plural-identifying-root-fields)

use crate::{
    api::lower::{Group, Lowering},
    plan::{
        RootOp,
        fields::nodes::{ByIds, Nodes},
    },
};

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn nodes(&mut self, group: &Group<'d>) -> RootOp {
        let arguments = self.arguments(group, ByIds);
        let selection = self.selection(self.every_kind(), true, group.fields.clone());
        RootOp::Nodes(Nodes { arguments, selection, site: self.site(group) })
    }
}
