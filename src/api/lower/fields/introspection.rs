//! `__schema` and `__type`: fields that the schema answers.

use crate::{
    api::lower::{Group, Lowering},
    plan::{RootOp, fields::introspection::Introspection},
};

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn introspect(&mut self, group: &Group<'d>) -> RootOp {
        self.introspection.push(group.key.to_owned());
        RootOp::Introspection(Introspection { index: self.introspection.len() - 1 })
    }
}
