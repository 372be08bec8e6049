//! `components`: connected parts of the graph.

use crate::{
    api::lower::{Group, Lowering},
    plan::{
        RootOp,
        fields::components::{Components, ComponentsForm},
    },
};

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn components(&mut self, group: &Group<'d>) -> RootOp {
        let arguments = self.arguments(group, ComponentsForm);
        let result = self.component_set(&group.fields);
        RootOp::Components(Components { arguments, result, site: self.site(group) })
    }
}
