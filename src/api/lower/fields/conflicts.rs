//! `conflicts`: the properties on which sources disagree.

use crate::{
    api::{
        lower::{Group, Lowering},
        schema::ConflictField,
    },
    plan::{
        ConnectionId, Id, Object, RootOp,
        fields::conflicts::{ConflictForm, ConflictList, ConflictOp, Conflicts},
    },
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn conflicts(&mut self, group: &Group<'d>) -> RootOp {
        let arguments = self.arguments(group, ConflictForm);
        let page = self.conflict_page(&group.fields);
        RootOp::Conflicts(Conflicts { arguments, page, site: self.site(group) })
    }

    /// The plan of the selection on a page of `conflicts`.
    fn conflict_page(&mut self, fields: &[&'d Field]) -> ConnectionId<ConflictList> {
        let name = "Conflict";
        self.connection(name, fields, |it, field, group| {
            it.connection_op(name, field, group, Self::conflict, |it, field, group| {
                it.record_edge(field, group, Self::conflict)
            })
        })
    }

    fn conflict(&mut self, group: &Group<'d>) -> Id<Object<ConflictOp>> {
        self.object("Conflict", &group.fields, |it, field, group| match field {
            ConflictField::Entity => ConflictOp::Entity(it.any_entity(group), it.site(group)),
            ConflictField::Field => ConflictOp::Field,
            ConflictField::Claims => ConflictOp::Claims(it.claims(&group.fields), it.site(group)),
        })
    }
}
