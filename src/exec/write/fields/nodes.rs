//! `nodes`

use super::{
    super::{Path, Run, Written},
    WriteField,
};
use crate::{
    exec::store::Store,
    graph::Element,
    plan::{SelectionId, fields::nodes::Nodes},
};

impl WriteField for Nodes {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        run.viewing(arguments.view, |run| {
            run.reader.budget.visit(arguments.ids.len())?;
            let elements = run.store.elements_by_id(&arguments.ids);
            run.list(elements.len(), &path, |run, index, path| {
                run.nullable(|run| run.element_or_null(elements[index], self.selection, path))
            })
        })
    }
}

impl<S: Store> Run<'_, S> {
    /// Writes an entity or a link, or null if there is none.
    pub(super) fn element_or_null(
        &mut self,
        element: Option<Element>,
        selection: SelectionId,
        path: &Path<'_>,
    ) -> Written {
        match element {
            Some(element) => self.element(element, selection, path),
            None => self.null(),
        }
    }
}
