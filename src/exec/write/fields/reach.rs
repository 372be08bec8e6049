//! `ancestors` and `descendants` of an entity.

use super::super::{
    Path, Run, Written,
    connection::{Items, PageExtent},
};
use crate::{
    algo::Completeness,
    exec::{
        select::{Distant, Record, Records},
        store::Store,
    },
    graph::{Element, NodeId},
    limits::Exhausted,
    plan::{
        ArgumentsId, ConnectionId, SelectionId,
        fields::reach::{Lineage, ReachEdgeOp, ReachList, ReachPage},
    },
};

/// A page of what chains of links lead to.
struct ReachItems {
    page: Records<Distant>,
    completeness: Completeness,
}

impl<'a, S: Store> Run<'a, S> {
    /// Writes a page of what chains of links from or to an entity lead to.
    pub(in super::super) fn reach_page(
        &mut self,
        node: NodeId,
        lineage: Lineage,
        arguments: ArgumentsId<ReachPage>,
        page: ConnectionId<ReachList>,
        path: &Path<'_>,
    ) -> Written {
        let arguments = self.arguments(arguments, path)?;
        let selection = &self.plan[page];
        self.viewing(arguments.graph.view, |run| {
            let chosen = run.reader.choose_reach(node, lineage, arguments, selection.into());
            let (page, completeness) = run.chosen(chosen, path)?;
            run.connection(&ReachItems { page, completeness }, selection, path)
        })
    }
}

impl<'a, S: Store> Items<'a, S> for ReachItems {
    type List = ReachList;
    type Node = SelectionId;
    type Own = ReachEdgeOp;

    fn extent(&self) -> PageExtent {
        (&self.page).into()
    }

    fn shown(&self, _: &S, index: usize) -> [Option<Element>; 2] {
        [Some(Element::Node(self.page.items[index].node)), None]
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
        run.entity(self.page.items[index].node, *node, path)
    }

    fn own(
        &self,
        run: &mut Run<'a, S>,
        index: usize,
        own: &'a ReachEdgeOp,
        _: &Path<'_>,
    ) -> Written {
        match own {
            ReachEdgeOp::Distance => run.out.integer(self.page.items[index].distance),
        }
        Ok(())
    }

    fn list(&self, run: &mut Run<'a, S>, list: &'a ReachList, path: &Path<'_>) -> Written {
        match list {
            ReachList::List(list) => run.items(self, list, path),
            ReachList::Completeness(op) => {
                run.completeness(self.completeness, *op);
                Ok(())
            }
        }
    }
}
