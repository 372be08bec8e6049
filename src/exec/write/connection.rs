//! The one writer of connections: `nodes`, `edges`, `pageInfo`, `totalCount`, whatever the items
//! are.
//!
//! <https://relay.dev/graphql/connections.htm>

use super::{Path, Run, Written};
use crate::{
    algo::Completeness,
    exec::{ShownPart, select::Records, store::Store},
    graph::Element,
    limits::Exhausted,
    plan::{Connection, ConnectionOp, EdgeOp, InfoOp, ListOp, Object},
};
use std::convert::Infallible;

/// A page that was chosen. A new sort of list implements this and is written like all others.
pub(super) trait Items<'a, S: Store> {
    /// The plan of `nodes`, `edges` and the other fields that only such connections have.
    type List: 'a;
    /// The plan of an item.
    type Node: 'a;
    /// The plan of the fields of an edge beside its cursor and its node.
    type Own: 'a;

    /// The size of the page, and what is known of the items around it.
    fn extent(&self) -> PageExtent;

    /// The entity and the link that the item at a position shows.
    fn shown(&self, store: &S, index: usize) -> [Option<Element>; 2];

    /// The cursor of the item at a position of the page.
    fn cursor(&self, run: &mut Run<'a, S>, index: usize) -> Result<String, Exhausted>;

    /// Writes the item at a position.
    fn node(
        &self,
        run: &mut Run<'a, S>,
        index: usize,
        node: &'a Self::Node,
        path: &Path<'_>,
    ) -> Written;

    /// Writes a field of the edge at a position beside its cursor and its node.
    fn own(
        &self,
        run: &mut Run<'a, S>,
        index: usize,
        own: &'a Self::Own,
        path: &Path<'_>,
    ) -> Written;

    /// Writes a field that only such connections have: `nodes` and `edges` by [`Run::items`].
    fn list(&self, run: &mut Run<'a, S>, list: &'a Self::List, path: &Path<'_>) -> Written;
}

/// The size of a page, and what is known of the items around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageExtent {
    /// The number of items of the page.
    pub(super) len: usize,
    /// The number of items on all pages. It is read only if the plan counts.
    pub(super) total: usize,
    /// True if there are items behind the page. It is read only if the plan looks ahead.
    pub(super) has_next: bool,
    /// True if there are items before the page. It is read only if the plan looks ahead.
    pub(super) has_previous: bool,
}

impl<T> From<&Records<T>> for PageExtent {
    fn from(page: &Records<T>) -> Self {
        let &Records { ref items, total, has_next, has_previous } = page;
        Self { len: items.len(), total, has_next, has_previous }
    }
}

impl<'a, S: Store> Run<'a, S> {
    /// Writes a connection.
    pub(super) fn connection<I: Items<'a, S>>(
        &mut self,
        items: &I,
        selection: &'a Connection<I::List>,
        path: &Path<'_>,
    ) -> Written {
        if self.inputs.gatherer.is_some() {
            self.gather_items(items);
        }
        self.object(&selection.steps, path, |run, op| match op {
            ConnectionOp::List(list) => items.list(run, list, path),
            ConnectionOp::Info(steps, site) => run.page_info(items, steps, &path.field(*site)),
            ConnectionOp::TotalCount => {
                run.out.integer(items.extent().total);
                Ok(())
            }
        })
    }

    /// Hands a page that is shown to whoever gathers what is shown.
    fn gather_items<I: Items<'a, S>>(&self, items: &I) {
        let (mut nodes, mut links) = (Vec::new(), Vec::new());
        let shown = (0..items.extent().len).flat_map(|index| items.shown(self.store, index));
        for element in shown.flatten() {
            match element {
                Element::Node(node) => nodes.push(node),
                Element::Link(link) => links.push(link),
            }
        }
        let completeness = Completeness::COMPLETE;
        self.gather(ShownPart { nodes: &nodes, links: &links, completeness, origin: None });
    }

    /// Writes `nodes` or `edges`.
    pub(super) fn items<I: Items<'a, S>>(
        &mut self,
        items: &I,
        list: &'a ListOp<I::Node, I::Own>,
        path: &Path<'_>,
    ) -> Written {
        let length = items.extent().len;
        match list {
            ListOp::Nodes(node, site) => {
                self.list(length, &path.field(*site), |run, index, path| {
                    items.node(run, index, node, path)
                })
            }
            ListOp::Edges(steps, site) => {
                self.list(length, &path.field(*site), |run, index, path| {
                    run.object(steps, path, |run, op| match op {
                        EdgeOp::Own(own) => items.own(run, index, own, path),
                        EdgeOp::Node(node, site) => {
                            items.node(run, index, node, &path.field(*site))
                        }
                        EdgeOp::Cursor => run.cursor(items, index),
                    })
                })
            }
        }
    }

    /// Writes `pageInfo`.
    fn page_info<I: Items<'a, S>>(
        &mut self,
        items: &I,
        steps: &'a Object<InfoOp>,
        path: &Path<'_>,
    ) -> Written {
        let PageExtent { len, has_next, has_previous, .. } = items.extent();
        self.object(steps, path, |run, op| {
            match op {
                InfoOp::HasNextPage => run.boolean(has_next),
                InfoOp::HasPreviousPage => run.boolean(has_previous),
                InfoOp::StartCursor | InfoOp::EndCursor if len == 0 => return run.null(),
                InfoOp::StartCursor => return run.cursor(items, 0),
                InfoOp::EndCursor => return run.cursor(items, len - 1),
            }
            Ok(())
        })
    }

    /// Writes the cursor of an item of a page.
    fn cursor<I: Items<'a, S>>(&mut self, items: &I, index: usize) -> Written {
        let cursor = items.cursor(self, index)?;
        self.out.string(&cursor);
        Ok(())
    }
}

/// A field of an edge that has none beside its cursor and its node.
pub(super) fn no_own(own: &Infallible) -> Written {
    match *own {}
}
