//! The plans of the selections on the groups of `communities` and `components`.

use crate::{
    api::{
        lower::{Group, Lowering},
        schema::{CommunityField, CommunitySetField, ComponentField, ComponentSetField},
    },
    ontology::Target,
    plan::{
        Id, Object,
        fields::groups::{GroupOp, GroupSetOp, MemberForm},
    },
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    pub(super) fn community_set(&mut self, fields: &[&'d Field]) -> Id<Object<GroupSetOp>> {
        self.object("CommunitySet", fields, |it, field, group| match field {
            CommunitySetField::Communities => {
                let communities =
                    it.object("Community", &group.fields, |it, field, group| match field {
                        CommunityField::Number => GroupOp::Number,
                        CommunityField::Size => GroupOp::Size,
                        CommunityField::Members => it.members(group),
                    });
                GroupSetOp::Groups(communities, it.site(group))
            }
            CommunitySetField::Total => GroupSetOp::Total,
            CommunitySetField::Modularity => GroupSetOp::Modularity,
        })
    }

    pub(super) fn component_set(&mut self, fields: &[&'d Field]) -> Id<Object<GroupSetOp>> {
        self.object("ComponentSet", fields, |it, field, group| match field {
            ComponentSetField::Components => {
                let components = it.object(
                    "ConnectedComponent",
                    &group.fields,
                    |it, field, group| match field {
                        ComponentField::Number => GroupOp::Number,
                        ComponentField::Size => GroupOp::Size,
                        ComponentField::Members => it.members(group),
                    },
                );
                GroupSetOp::Groups(components, it.site(group))
            }
            ComponentSetField::Total => GroupSetOp::Total,
        })
    }

    fn members(&mut self, group: &Group<'d>) -> GroupOp {
        let arguments = self.arguments(group, MemberForm::Store);
        let page = self.entity_page(Target::Entity, &group.fields);
        GroupOp::Members(arguments, page, self.site(group))
    }
}
