//! `entities`, `people`: lists of entities.

use crate::{
    api::lower::{Group, Lowering},
    ontology::Target,
    plan::{
        RootOp,
        fields::entities::{Entities, EntityForm},
    },
};

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn entities(&mut self, target: Target, group: &Group<'d>) -> RootOp {
        let arguments = self.arguments(group, EntityForm(target, self.limit_of(target)));
        let page = self.entity_page(target, &group.fields);
        RootOp::Entities(Entities { target, arguments, page, site: self.site(group) })
    }
}
