//! `entity` and `person`: an entity by its id or another key.

use crate::{
    api::lower::{Group, Lowering},
    ontology::{KindId, Target},
    plan::{
        RootOp,
        fields::{by_key::ByKey, lookup::Lookup},
    },
};

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn lookup(
        &mut self,
        kind: Option<KindId>,
        group: &Group<'d>,
    ) -> RootOp {
        let arguments = self.arguments(group, ByKey { kind });
        let target = kind.map_or(Target::Entity, Target::Kind);
        let selection = self.target_selection(target, group.fields.clone());
        RootOp::Lookup(Lookup { kind, arguments, selection, site: self.site(group) })
    }
}
