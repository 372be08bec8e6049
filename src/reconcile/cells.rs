//! The values of an entity under a term, one by one, whatever they are stored as.
//!
//! Data extension writes them, evidence in queries is held against them, and the page shows
//! them. Each value that is read is counted as a visit.

use super::{
    Service,
    terms::{Common, Term},
};
use crate::{
    graph::{Column, Keys, Name, NodeId},
    limits::{Budget, Exhausted},
    ontology::Scalar,
    value::PartialDate,
};
use std::borrow::Cow;

/// One value.
#[derive(Clone, Debug)]
pub(super) enum Cell<'g> {
    Text(Cow<'g, str>),
    /// A name, which has several spellings.
    Name(&'g Name),
    /// An id in another data set: of which, and the id.
    ExternalId(Cow<'g, str>, Cow<'g, str>),
    Int(i32),
    Float(f64),
    Boolean(bool),
    Date(PartialDate),
    Entity(NodeId),
}

impl<'g> Service<'g> {
    /// The values of an entity under a term, in the order of the data; for a relation field
    /// each entity once, however many links lead to it.
    pub(super) fn cells(
        &self,
        node: NodeId,
        term: Term<'_>,
        budget: &mut Budget,
    ) -> Result<Vec<Cell<'g>>, Exhausted> {
        let cells = match term {
            Term::Common(common) => self.common(node, common),
            Term::Property(position, property) => {
                let nodes = self.graph.nodes();
                let column = nodes.column(nodes.kind(node), position);
                self.column(column, nodes.local(node), property.ty.scalar)
            }
            Term::Relation(field) => {
                let row = self.graph.row(node, field.relation, field.direction);
                budget.visit(row.len())?;
                let mut nodes = row.nodes.to_vec();
                nodes.dedup();
                return Ok(nodes.into_iter().map(Cell::Entity).collect());
            }
        };
        budget.visit(cells.len() + 1)?;
        Ok(cells)
    }

    fn common(&self, node: NodeId, common: Common) -> Vec<Cell<'g>> {
        let nodes = self.graph.nodes();
        let text = |fragment| Cell::Text(self.text(fragment));
        match common {
            Common::Id => vec![text(nodes.ids()[node.index()])],
            Common::Name => nodes.names(node).iter().take(1).map(Cell::Name).collect(),
            Common::Names => nodes.names(node).iter().map(Cell::Name).collect(),
            Common::Summary => nodes.summaries(node).iter().map(|it| text(it.text)).collect(),
            Common::Kind => {
                let kind = self.graph.ontology().kind(nodes.kind(node));
                vec![Cell::Text(Cow::Owned(kind.name.clone()))]
            }
            Common::ExternalIds => {
                let ids = nodes.external_ids(node).iter();
                ids.map(|it| Cell::ExternalId(self.text(it.scheme), self.text(it.value))).collect()
            }
            Common::Sources => {
                let mut sources: Vec<_> =
                    nodes.citations(node).iter().map(|it| it.source).collect();
                sources.sort_unstable();
                sources.dedup();
                sources.into_iter().map(Cell::Entity).collect()
            }
        }
    }

    fn column(&self, column: &'g Column, index: usize, scalar: Scalar) -> Vec<Cell<'g>> {
        if let Keys::List { starts, items } = column.keys() {
            let range = starts[index] as usize..starts[index + 1] as usize;
            return range.flat_map(|item| self.column(items, item, scalar)).collect();
        }
        let cell = column.cells()[index];
        if cell.is_null() {
            return Vec::new();
        }
        let arena = self.graph.arena();
        vec![match (column.keys(), scalar) {
            (Keys::Int(numbers), _) => Cell::Int(numbers[index]),
            (Keys::Float(numbers), _) => Cell::Float(numbers[index]),
            (Keys::Date(dates), _) => Cell::Date(dates[index]),
            (_, Scalar::Boolean) => Cell::Boolean(arena.bytes(cell) == b"true"),
            (_, Scalar::Json) => {
                Cell::Text(Cow::Owned(String::from_utf8_lossy(arena.bytes(cell)).into_owned()))
            }
            _ => Cell::Text(arena.text(cell)),
        }]
    }

    /// The name that an entity is shown by.
    pub(super) fn name(&self, node: NodeId) -> Cow<'g, str> {
        self.text(self.graph.nodes().primary_names()[node.index()])
    }

    /// The id of an entity.
    pub(super) fn id(&self, node: NodeId) -> Cow<'g, str> {
        self.text(self.graph.nodes().ids()[node.index()])
    }

    /// What an entity is, in a sentence, where the data says so.
    pub(super) fn summary(&self, node: NodeId) -> Option<Cow<'g, str>> {
        self.graph.nodes().summaries(node).first().map(|summary| self.text(summary.text))
    }

    /// The name of an entity's kind.
    pub(super) fn kind_name(&self, node: NodeId) -> &'g str {
        let graph = self.graph;
        &graph.ontology().kind(graph.nodes().kind(node)).name
    }
}
