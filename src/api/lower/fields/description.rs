//! `ontology` and `service`: the snapshot's description of itself.

use crate::{
    api::lower::{Group, Lowering, MemoKey},
    plan::{
        Id, Object, RootOp,
        fields::description::{Description, DescriptionOp},
    },
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn describe(&mut self, group: &Group<'d>) -> RootOp {
        let name = group.name().to_owned();
        let ty = self.definition("Query", group).ty.name.as_str();
        let selection = self.description(ty, &group.fields);
        RootOp::Description(Description { name, selection, site: self.site(group) })
    }

    /// The plan of the selection on the service's description.
    fn description(&mut self, ty: &str, fields: &[&'d Field]) -> Id<Object<DescriptionOp>> {
        let place = MemoKey::Description(ty.to_owned());
        self.memoized((place, fields.to_vec()), |lowering, fields| {
            lowering.steps(fields, ty, |it, group| it.description_op(ty, group))
        })
    }

    fn description_op(&mut self, ty: &str, group: &Group<'d>) -> DescriptionOp {
        let field = self.definition(ty, group);
        let name = field.name.clone();
        if group.fields[0].selection_set.is_empty() {
            return DescriptionOp::Value(name);
        }
        let inner = self.description(&field.ty.name, &group.fields);
        DescriptionOp::Member(name, inner, self.site(group))
    }
}
