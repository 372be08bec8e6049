//! Writes entities.

use super::{
    Path, Run, Written,
    languages::{name_in, summary_in},
};
use crate::{
    exec::store::Store,
    graph::{Element, NodeId, Row},
    ontology::RelationId,
    plan::{ArgumentsId, EntityOp, SelectionId, fields::to_one::ToOne},
};

impl<'a, S: Store> Run<'a, S> {
    /// Writes an entity or a link.
    pub(super) fn element(
        &mut self,
        element: Element,
        selection: SelectionId,
        path: &Path<'_>,
    ) -> Written {
        match element {
            Element::Node(node) => self.entity(node, selection, path),
            Element::Link(link) => self.link_object(link, selection, path),
        }
    }

    /// Writes what is selected of an entity.
    #[inline]
    pub(super) fn entity(
        &mut self,
        node: NodeId,
        selection: SelectionId,
        path: &Path<'_>,
    ) -> Written {
        let kind = self.store.kind(node);
        let steps = &self.plan[selection].kinds[kind.index()];
        self.object(steps, path, |run, op| match op {
            EntityOp::Cell(column) => {
                run.cell(node, *column);
                Ok(())
            }
            EntityOp::Relation(rows, relation, arguments, page, site) => {
                let row = run.rows[rows.index()].row(node);
                run.relation_page(row, *relation, *arguments, *page, &path.field(*site))
            }
            other => run.less_frequent(node, other, path),
        })
    }

    /// Writes the fields of an entity that are less frequent, out of line.
    #[inline(never)]
    fn less_frequent(&mut self, node: NodeId, op: &'a EntityOp, path: &Path<'_>) -> Written {
        let store = self.store;
        match op {
            EntityOp::Cell(_) | EntityOp::Relation(..) => {
                unreachable!("`entity` writes it in line")
            }
            EntityOp::One(rows, relation, arguments, selection, site) => {
                let row = self.rows[rows.index()].row(node);
                let path = path.field(*site);
                self.nullable(|run| run.one(row, *relation, *arguments, *selection, &path))
            }
            EntityOp::Value(property, value) => {
                let column = store.column(store.kind(node), *property);
                self.value(column, store.local(node), *value, path)
            }
            EntityOp::Name(arguments) => {
                let languages = &self.arguments(*arguments, path)?.0;
                self.reader.budget.visit(languages.len())?;
                self.stored(name_in(store, node, languages));
                Ok(())
            }
            EntityOp::Summary(arguments) => {
                let languages = &self.arguments(*arguments, path)?.0;
                self.reader.budget.visit(languages.len())?;
                self.stored(summary_in(store, node, languages));
                Ok(())
            }
            EntityOp::Names(name) => self.embedded(store.names(node), *name, path, Self::name),
            EntityOp::ExternalIds(id) => {
                self.embedded(store.external_ids(node), *id, path, Self::external_id)
            }
            EntityOp::Sources(citation, site) => {
                let path = path.field(*site);
                self.embedded(store.citations(node), *citation, &path, Self::citation)
            }
            EntityOp::Claims(arguments, claims, site) => {
                self.claim_sets(node, *arguments, *claims, &path.field(*site))
            }
            EntityOp::Links(arguments, page, site) => {
                self.link_page(node, *arguments, *page, &path.field(*site))
            }
            EntityOp::Supports(arguments, page, site) => {
                self.support_page(node, *arguments, *page, &path.field(*site))
            }
            EntityOp::Metrics(arguments, object, site) => {
                let path = path.field(*site);
                self.nullable(|run| run.metrics(node, *arguments, *object, &path))
            }
            EntityOp::Reach(lineage, arguments, page, site) => {
                self.reach_page(node, *lineage, *arguments, *page, &path.field(*site))
            }
            EntityOp::Degree(arguments, site) => {
                let arguments = self.arguments(*arguments, &path.field(*site))?;
                let seen = self.reader.seen_with(arguments.view);
                let degree = seen.degree(&mut self.reader.budget, node, &arguments.scope)?;
                self.out.integer(degree);
                Ok(())
            }
        }
    }

    /// Writes what a to-one relation leads to.
    fn one(
        &mut self,
        row: Row<'a>,
        relation: RelationId,
        arguments: ArgumentsId<ToOne>,
        selection: SelectionId,
        path: &Path<'_>,
    ) -> Written {
        let arguments = self.arguments(arguments, path)?;
        self.viewing(arguments.view, |run| {
            let shown = run.reader.seen().links(relation);
            let first = row.iter().position(|(_, link)| shown.has(link.0));
            run.reader.budget.visit(first.map_or(row.len(), |first| first + 1))?;
            match first {
                Some(first) => run.entity(row.nodes[first], selection, path),
                // Also of a relation that every record has: it need not be in view.
                None => run.null(),
            }
        })
    }
}
