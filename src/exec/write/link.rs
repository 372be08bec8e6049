//! Writes links: their fields on edges, and links as objects of their own.

use super::{Path, Run, Written, cells::link_column};
use crate::{
    exec::{select::last_attested, store::Store},
    graph::{Column, LinkId, NodeId},
    json::fragment::Fragment,
    plan::{
        ArgumentsId, Id, LinkCell, LinkOp, LinkReferenceOp, Object, Referred, SelectionId,
        fields::to_one::ToOne,
    },
};

impl<'a, S: Store> Run<'a, S> {
    /// Writes a link as an object of its own.
    pub(super) fn link_object(
        &mut self,
        link: LinkId,
        selection: SelectionId,
        path: &Path<'_>,
    ) -> Written {
        self.object(&self.plan[selection].link, path, |run, op| run.link_field(link, op, path))
    }

    /// Writes a field of a link.
    #[inline]
    pub(super) fn link_field(&mut self, link: LinkId, op: &'a LinkOp, path: &Path<'_>) -> Written {
        let store = self.store;
        match op {
            LinkOp::Cell(column) => {
                let cell = self.link_columns[column.index()].get(link.0);
                self.stored(cell);
            }
            LinkOp::Id => self.link_id(link),
            LinkOp::Relation => {
                self.out.string(&store.ontology().relation(store.relation(link)).name);
            }
            LinkOp::From(selection, site) => {
                return self.entity(store.from(link), *selection, &path.field(*site));
            }
            LinkOp::To(selection, site) => {
                return self.entity(store.to(link), *selection, &path.field(*site));
            }
            LinkOp::Value(property, value) => {
                let (columns, local) = store.link_columns(link);
                return self.value(columns.properties.get(*property), local, *value, path);
            }
            LinkOp::Field(cell) => self.stored(link_cell(store, link, *cell)),
            LinkOp::Reference(referred, arguments, selection, site) => {
                let path = path.field(*site);
                return self
                    .nullable(|run| run.reference(link, *referred, *arguments, *selection, &path));
            }
            LinkOp::LastAttested => {
                self.reader.budget.visit(store.link_citations(link).len())?;
                let date = last_attested(store, link).map(|date| date.to_string());
                self.text_or_null(date.as_deref());
            }
            LinkOp::Certainty => {
                let is_certain = self.reader.seen().is_certain(link);
                self.out.string(if is_certain { "CERTAIN" } else { "POSSIBLE" });
            }
            LinkOp::Status => {
                let (columns, local) = store.link_columns(link);
                self.out.string(columns.status[local].as_str());
            }
            LinkOp::Evidence => {
                let (columns, local) = store.link_columns(link);
                self.out.string(columns.evidence[local].as_str());
            }
            LinkOp::Sources(citation, site) => {
                let path = path.field(*site);
                return self.embedded(store.link_citations(link), *citation, &path, Self::citation);
            }
            LinkOp::Properties => self.link_properties(link),
            LinkOp::References(references, site) => {
                return self.references(link, *references, &path.field(*site));
            }
        }
        Ok(())
    }

    /// Writes the entity that a link refers to, or null if none is in view.
    #[inline(never)]
    fn reference(
        &mut self,
        link: LinkId,
        referred: Referred,
        arguments: ArgumentsId<ToOne>,
        selection: SelectionId,
        path: &Path<'_>,
    ) -> Written {
        let arguments = self.arguments(arguments, path)?;
        self.viewing(arguments.view, |run| {
            run.reader.budget.visit(1)?;
            match run.reader.seen().referred(referred, link) {
                Some(node) => run.entity(node, selection, path),
                None => run.null(),
            }
        })
    }

    /// Writes `references`: the entities in view that a link refers to.
    fn references(
        &mut self,
        link: LinkId,
        object: Id<Object<LinkReferenceOp>>,
        path: &Path<'_>,
    ) -> Written {
        let (store, seen) = (self.store, self.reader.seen());
        let relation = store.relation(link);
        let definitions = store.ontology().references_of(relation);
        let referred = definitions.iter().enumerate().filter_map(|(reference, definition)| {
            let node = seen.referred(Referred { relation, reference }, link)?;
            Some((definition.name.as_str(), node))
        });
        let referred: Vec<(&str, NodeId)> = referred.collect();
        self.embedded(&referred, object, path, |run, (name, node), op, path| match op {
            LinkReferenceOp::Property => {
                run.out.string(name);
                Ok(())
            }
            LinkReferenceOp::Entity(selection, site) => {
                run.entity(*node, *selection, &path.field(*site))
            }
        })
    }

    /// Writes the id of a link: the given one, or its ends and relation.
    fn link_id(&mut self, link: LinkId) {
        match self.store.given_link_id(link) {
            Some(id) => self.stored(id),
            None => self.out.string(&self.store.derived_link_id(link)),
        }
    }

    fn link_properties(&mut self, link: LinkId) {
        let store = self.store;
        let (columns, local) = store.link_columns(link);
        let properties = store.ontology().properties_of(store.relation(link));
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
        let references = store.ontology().references_of(store.relation(link));
        for (at, reference) in references.iter().enumerate() {
            if let Some(node) = store.reference(columns, local, at) {
                self.out.byte(b',');
                self.out.string(&reference.name);
                self.out.byte(b':');
                self.stored(store.ids()[node.index()]);
            }
        }
        self.close(start);
    }
}

/// A value of a link whose relation is not known beforehand.
fn link_cell(store: &impl Store, link: LinkId, cell: LinkCell) -> Fragment {
    let (columns, local) = store.link_columns(link);
    let (column, absent) = link_column(columns, cell);
    column.map_or(&[][..], Column::cells).get(local).copied().unwrap_or(absent)
}
