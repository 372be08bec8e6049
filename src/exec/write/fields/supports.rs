//! `supports` of a source.

use super::super::{
    Path, Run, Written,
    connection::{Items, PageExtent},
};
use crate::{
    exec::{
        select::{Record, Records, Support},
        store::Store,
    },
    graph::{Element, ElementId, NodeId},
    limits::Exhausted,
    plan::{
        ArgumentsId, ConnectionId, SelectionId,
        fields::supports::{SupportCitationOp, SupportEdgeOp, SupportList, SupportPage},
    },
};

/// A page of what rests on a source.
struct Supports {
    source: NodeId,
    page: Records<ElementId>,
}

impl<'a, S: Store> Run<'a, S> {
    /// Writes a page of what rests on a source.
    pub(in crate::exec::write) fn support_page(
        &mut self,
        source: NodeId,
        arguments: ArgumentsId<SupportPage>,
        page: ConnectionId<SupportList>,
        path: &Path<'_>,
    ) -> Written {
        let arguments = self.arguments(arguments, path)?;
        let selection = &self.plan[page];
        self.viewing(arguments.view, |run| {
            let page = run.reader.choose_supports(source, arguments, selection.into());
            let page = run.chosen(page, path)?;
            run.connection(&Supports { source, page }, selection, path)
        })
    }

    fn support(&mut self, support: &Support<'_>, op: &SupportCitationOp, _: &Path<'_>) -> Written {
        match op {
            SupportCitationOp::Locator => self.stored(support.citation.locator),
            SupportCitationOp::Note => self.stored(support.citation.note),
            SupportCitationOp::Field => self.text_or_null(support.field),
        }
        Ok(())
    }
}

impl<'a, S: Store> Items<'a, S> for Supports {
    type List = SupportList;
    type Node = SelectionId;
    type Own = SupportEdgeOp;

    fn extent(&self) -> PageExtent {
        (&self.page).into()
    }

    fn shown(&self, store: &S, index: usize) -> [Option<Element>; 2] {
        [Some(store.element(self.page.items[index])), None]
    }

    fn cursor(&self, run: &mut Run<'a, S>, index: usize) -> Result<String, Exhausted> {
        Ok(self.page.items[index].cursor(run.store).encode())
    }

    fn node(
        &self,
        run: &mut Run<'a, S>,
        index: usize,
        node: &'a SelectionId,
        path: &Path<'_>,
    ) -> Written {
        run.element(run.store.element(self.page.items[index]), *node, path)
    }

    fn own(
        &self,
        run: &mut Run<'a, S>,
        index: usize,
        own: &'a SupportEdgeOp,
        path: &Path<'_>,
    ) -> Written {
        match own {
            SupportEdgeOp::Citations(citation) => {
                let supports = run.reader.supports(self.source, self.page.items[index])?;
                run.embedded(&supports, *citation, path, Run::support)
            }
        }
    }

    fn list(&self, run: &mut Run<'a, S>, list: &'a SupportList, path: &Path<'_>) -> Written {
        run.items(self, list, path)
    }
}
