//! Writes links: as edges of a relation, as edges of `links`, and as `Link`.

use super::{
    Path, Run, Written,
    items::{Item, Listing},
};
use crate::{
    graph::{Column, Graph, LinkId},
    json::fragment::{Fragment, Output},
    plan::{LinkCell, LinkOp, SelectionId, Step},
};

impl<'a> Run<'a> {
    /// Writes what is selected of a link. `listing` is what its cursor must fit.
    pub(super) fn link(
        &mut self,
        item: Item,
        steps: &'a [Step<LinkOp>],
        listing: Listing<'_>,
        path: &Path<'_>,
    ) -> Written {
        let start = self.out.len();
        for step in steps {
            self.out.fragment(&self.plan.arena, step.key);
            match &step.op {
                LinkOp::Cell(column) => {
                    let cell = self.link_columns[column.index()].get(item.link.0);
                    self.stored(cell);
                }
                LinkOp::Node(selection, site) => {
                    self.edge_node(item, *selection, listing, &path.field(*site))?
                }
                LinkOp::Fail(site) => return Err(self.null_condition(Some(path), *site)),
                op => self.link_value(item, op, listing, path)?,
            }
        }
        self.close(start);
        Ok(())
    }

    /// What an edge leads to: an entity, or the link itself where the list is one of links.
    fn edge_node(
        &mut self,
        item: Item,
        selection: SelectionId,
        listing: Listing<'_>,
        path: &Path<'_>,
    ) -> Written {
        let steps = &self.plan.selections[selection.index()].link;
        if self.plan.selections[selection.index()].kinds.is_empty() {
            return self.link(item, steps, listing, path);
        }
        self.entity(item.node, selection, path)
    }

    fn link_value(
        &mut self,
        item: Item,
        op: &'a LinkOp,
        listing: Listing<'_>,
        path: &Path<'_>,
    ) -> Written {
        let (graph, links) = (self.graph, self.graph.links());
        let link = item.link;
        match op {
            LinkOp::Constant(constant) => self.constant(*constant),
            LinkOp::Cursor => {
                let cursor = self.cursor(item, listing)?;
                self.out.string(&cursor);
            }
            LinkOp::Id => write_id(&mut self.out, graph, link),
            LinkOp::Relation => {
                self.out.string(&graph.ontology().relation(links.relation(link)).name)
            }
            LinkOp::From(selection, site) => {
                return self.entity(links.from(link), *selection, &path.field(*site));
            }
            LinkOp::To(selection, site) => {
                return self.entity(links.to(link), *selection, &path.field(*site));
            }
            LinkOp::Field(cell) => self.stored(link_cell(graph, link, *cell)),
            LinkOp::Status => {
                let (columns, local) = graph.link_columns(link);
                self.out.string(columns.status[local].as_str());
            }
            LinkOp::Evidence => {
                let (columns, local) = graph.link_columns(link);
                self.out.string(columns.evidence[local].as_str());
            }
            LinkOp::Sources(parts, site) => {
                return self.list(
                    links.citations(link),
                    *parts,
                    &path.field(*site),
                    Self::citation,
                );
            }
            LinkOp::Properties => self.properties(link),
            LinkOp::Fail(_) | LinkOp::Cell(_) | LinkOp::Node(..) => {}
        }
        Ok(())
    }

    fn properties(&mut self, link: LinkId) {
        let graph = self.graph;
        let (columns, local) = graph.link_columns(link);
        let properties = graph.ontology().properties_of(graph.links().relation(link));
        let start = self.out.len();
        for (property, column) in properties.iter().zip(&columns.properties) {
            let cell = column.cells()[local];
            if !cell.is_null() {
                self.out.byte(b',');
                self.out.string(&property.name);
                self.out.byte(b':');
                self.stored(cell);
            }
        }
        self.close(start);
    }
}

/// Writes the id of a link: the given one, or its ends and relation.
pub(super) fn write_id(out: &mut Output, graph: &Graph, link: LinkId) {
    match graph.links().given_id(link) {
        Some(id) => out.fragment(graph.arena(), id),
        None => out.string(&graph.derived_link_id(link)),
    }
}

/// A built-in or own value of a link whose relation is not known beforehand.
fn link_cell(graph: &Graph, link: LinkId, cell: LinkCell) -> Fragment {
    let (columns, local) = graph.link_columns(link);
    let (column, absent) = match cell {
        LinkCell::At => (columns.at.as_ref(), Fragment::NULL),
        LinkCell::Since => (columns.since.as_ref(), Fragment::NULL),
        LinkCell::Until => (columns.until.as_ref(), Fragment::NULL),
        LinkCell::Note => (columns.note.as_ref(), Fragment::NULL),
        LinkCell::Attested => (columns.attested.as_ref(), Fragment::EMPTY_LIST),
        LinkCell::Property(index) => (columns.properties.get(index), Fragment::NULL),
    };
    column.map_or(&[][..], Column::cells).get(local).copied().unwrap_or(absent)
}
