//! `entity`, `person`

use super::{
    super::{Path, Run, Written},
    WriteField,
};
use crate::{exec::store::Store, graph::Element, plan::fields::lookup::Lookup};

impl WriteField for Lookup {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        let node = run.store.node_by_id(&arguments.id);
        let node = node.filter(|&node| self.kind.is_none_or(|kind| run.store.kind(node) == kind));
        run.viewing(arguments.view, |run| {
            run.element_or_null(node.map(Element::Node), self.selection, &path)
        })
    }
}
