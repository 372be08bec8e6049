//! Reads entities: who they are, and the values of their fields, whatever they are stored as.
//!
//! A value that a request asks for is counted in the request's budget, one visit each.

use super::{CommonField, Field};
use crate::{
    exec::store::{NodeList, Store},
    graph::{Column, Keys, Name, NodeId},
    json::fragment::Fragment,
    limits::{Budget, Exhausted},
    ontology::{Direction, Kind, KindId, Ontology, RelationField, Scalar},
    value::{PartialDate, number},
};
use std::borrow::Cow;

/// One value of a field.
#[derive(Clone, Debug)]
pub enum FieldValue<'g> {
    /// A text, an id, a value of an enum, or JSON as it is written.
    Text(Cow<'g, str>),
    /// A name, which has several spellings.
    Name(&'g Name),
    /// An id in another data set: the scheme, and the id.
    ExternalId(Cow<'g, str>, Cow<'g, str>),
    /// A whole number.
    Int(i32),
    /// A number.
    Float(f64),
    /// True or false.
    Boolean(bool),
    /// A date.
    Date(PartialDate),
    /// An entity that a link leads to, or a source that is cited.
    Entity(NodeId),
    /// A structured value: the names of the fields that have values, with these.
    Fields(Vec<(&'g str, Vec<FieldValue<'g>>)>),
}

/// Reads the entities of a store.
#[derive(Debug)]
pub struct Reader<'g, S> {
    store: &'g S,
}

// Derived ones would ask the same of `S`.
impl<S> Clone for Reader<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for Reader<'_, S> {}

impl<'g, S: Store> Reader<'g, S> {
    /// A reader of a store.
    pub fn new(store: &'g S) -> Self {
        Self { store }
    }

    /// The type definitions.
    pub fn ontology(self) -> &'g Ontology {
        self.store.ontology()
    }

    /// The entity of an id.
    pub fn by_id(self, id: &str) -> Option<NodeId> {
        self.store.node_by_id(id)
    }

    /// The entities of a kind, in the order of their ids.
    pub fn of_kind(self, kind: KindId) -> NodeList<'g> {
        self.store.nodes_of_kind(kind)
    }

    /// The id of an entity.
    pub fn id(self, node: NodeId) -> Cow<'g, str> {
        self.text(self.store.ids()[node.index()])
    }

    /// The name that an entity is shown by.
    pub fn name(self, node: NodeId) -> Cow<'g, str> {
        self.text(self.store.primary_names()[node.index()])
    }

    /// All names of an entity, the one that is shown first.
    pub fn names(self, node: NodeId) -> &'g [Name] {
        self.store.names(node)
    }

    /// The text of a name.
    pub fn text_of(self, name: &Name) -> Cow<'g, str> {
        self.text(name.value)
    }

    /// The keys of a name, one for each spelling; see [`crate::names`].
    pub fn keys_of(self, name: &Name) -> Cow<'g, str> {
        self.text(name.keys)
    }

    /// One sentence about an entity, if the data has one.
    pub fn summary(self, node: NodeId) -> Option<Cow<'g, str>> {
        self.store.summaries(node).first().map(|summary| self.text(summary.text))
    }

    /// The kind of an entity.
    pub fn kind(self, node: NodeId) -> &'g Kind {
        self.ontology().kind(self.kind_id(node))
    }

    /// The number of the kind of an entity.
    pub fn kind_id(self, node: NodeId) -> KindId {
        self.store.kind(node)
    }

    /// The ids of an entity in other data sets: the scheme, and the id.
    pub fn external_ids(
        self,
        node: NodeId,
    ) -> impl Iterator<Item = (Cow<'g, str>, Cow<'g, str>)> + use<'g, S> {
        let ids = self.store.external_ids(node).iter();
        ids.map(move |it| (self.text(it.scheme), self.text(it.value)))
    }

    /// The number of links of an entity, in either direction.
    ///
    /// # Errors
    /// If the budget is used up; each relation of the ontology is a visit.
    pub fn degree(self, node: NodeId, budget: &mut Budget) -> Result<usize, Exhausted> {
        budget.visit(self.ontology().relations().len())?;
        Ok(self.store.rows_of(node, Direction::Both).map(|(_, _, row)| row.len()).sum())
    }

    /// The values of a field of an entity, in the order of the data. A relation field has each
    /// entity once, however many links lead to it.
    ///
    /// # Errors
    /// If the budget is used up; each value is a visit.
    pub fn values(
        self,
        node: NodeId,
        field: Field<'_>,
        budget: &mut Budget,
    ) -> Result<Vec<FieldValue<'g>>, Exhausted> {
        let values = match field {
            Field::Common(common) => self.common(node, common),
            Field::Property(position, property) => {
                let column = self.store.column(self.kind_id(node), position);
                column.map_or_else(Vec::new, |column| {
                    self.column(column, self.store.local(node), property.ty.scalar)
                })
            }
            Field::Relation(field) => {
                let row = self.store.row(node, field.relation, field.direction);
                budget.visit(row.len())?;
                let mut nodes = row.nodes.to_vec();
                nodes.dedup();
                return Ok(nodes.into_iter().map(FieldValue::Entity).collect());
            }
        };
        budget.visit(values.len() + 1)?;
        Ok(values)
    }

    /// The names of what a source denies about the links of a relation field to one entity, each
    /// once.
    ///
    /// # Errors
    /// If the budget is used up; each link is a visit.
    pub fn disputed(
        self,
        node: NodeId,
        field: &RelationField,
        other: NodeId,
        budget: &mut Budget,
    ) -> Result<Vec<Cow<'g, str>>, Exhausted> {
        let columns = self.store.relation_columns(field.relation);
        let Some(Keys::List { starts, items }) = columns.disputed.as_ref().map(Column::keys) else {
            return Ok(Vec::new());
        };
        let row = self.store.row(node, field.relation, field.direction);
        budget.visit(row.len())?;
        let first = self.store.numbers_of_relation(field.relation).start;
        let mut names: Vec<_> = row
            .iter()
            .filter(|(at_other_end, _)| *at_other_end == other)
            .map(|(_, link)| (link.0 - first) as usize)
            .flat_map(|at| &items.cells()[starts[at] as usize..starts[at + 1] as usize])
            .map(|name| self.text(*name))
            .collect();
        names.sort_unstable();
        names.dedup();
        Ok(names)
    }

    fn common(self, node: NodeId, common: CommonField) -> Vec<FieldValue<'g>> {
        match common {
            CommonField::Id => vec![FieldValue::Text(self.id(node))],
            CommonField::Name => self.names(node).iter().take(1).map(FieldValue::Name).collect(),
            CommonField::Names => self.names(node).iter().map(FieldValue::Name).collect(),
            CommonField::Summary => {
                let summaries = self.store.summaries(node).iter();
                summaries.map(|it| FieldValue::Text(self.text(it.text))).collect()
            }
            CommonField::Kind => vec![FieldValue::Text(Cow::Borrowed(&self.kind(node).name))],
            CommonField::ExternalIds => {
                let ids = self.external_ids(node);
                ids.map(|(scheme, id)| FieldValue::ExternalId(scheme, id)).collect()
            }
            CommonField::Sources => {
                let citations = self.store.citations(node).iter();
                let mut sources: Vec<_> = citations.map(|it| it.source).collect();
                sources.sort_unstable();
                sources.dedup();
                sources.into_iter().map(FieldValue::Entity).collect()
            }
        }
    }

    fn column(self, column: &'g Column, index: usize, scalar: Scalar) -> Vec<FieldValue<'g>> {
        let cell = column.cells()[index];
        let value = match column.keys() {
            Keys::List { starts, items } => {
                let range = starts[index] as usize..starts[index + 1] as usize;
                return range.flat_map(|item| self.column(items, item, scalar)).collect();
            }
            _ if cell.is_null() => return Vec::new(),
            Keys::Fields(columns) => self.fields(columns, index, scalar),
            Keys::Int(numbers) => FieldValue::Int(numbers[index]),
            Keys::Float(numbers) => FieldValue::Float(numbers[index]),
            Keys::Date(dates) => FieldValue::Date(dates[index]),
            Keys::Cell | Keys::Text(_) | Keys::BigInt(_) | Keys::Decimal(_) | Keys::DateTime(_) => {
                self.cell(cell, scalar)
            }
        };
        vec![value]
    }

    /// The fields of a structured value that have values.
    fn fields(self, columns: &'g [Column], index: usize, scalar: Scalar) -> FieldValue<'g> {
        let Scalar::Structured(id) = scalar else { return FieldValue::Fields(Vec::new()) };
        let fields = self.ontology().value_type(id).fields.iter().zip(columns);
        let values = fields.map(|(field, column)| {
            (field.name.as_str(), self.column(column, index, field.ty.scalar))
        });
        FieldValue::Fields(values.filter(|(_, values)| !values.is_empty()).collect())
    }

    /// A value as text, as it is shown: a structured one as `city: Baku, street: Nizami 3`.
    pub fn words(self, value: &FieldValue<'g>) -> Cow<'g, str> {
        match value {
            FieldValue::Text(text) => text.clone(),
            FieldValue::Name(name) => self.text_of(name),
            FieldValue::ExternalId(scheme, id) => Cow::Owned(format!("{scheme}:{id}")),
            FieldValue::Int(number) => Cow::Owned(number.to_string()),
            FieldValue::Float(number) => Cow::Owned(number::write_float(*number)),
            FieldValue::Boolean(value) => Cow::Owned(value.to_string()),
            FieldValue::Date(date) => Cow::Owned(date.to_string()),
            FieldValue::Entity(node) => self.name(*node),
            FieldValue::Fields(fields) => {
                let field = |(name, values): &(&str, Vec<FieldValue<'g>>)| {
                    let values: Vec<_> = values.iter().map(|value| self.words(value)).collect();
                    format!("{name}: {}", values.join("; "))
                };
                Cow::Owned(fields.iter().map(field).collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// A value that is stored as its JSON text alone.
    fn cell(self, cell: Fragment, scalar: Scalar) -> FieldValue<'g> {
        let arena = self.store.arena();
        match scalar {
            Scalar::Boolean => FieldValue::Boolean(arena.bytes(cell) == b"true"),
            Scalar::Json => {
                let json = String::from_utf8_lossy(arena.bytes(cell)).into_owned();
                FieldValue::Text(Cow::Owned(json))
            }
            Scalar::String
            | Scalar::Id
            | Scalar::BigInt
            | Scalar::Decimal
            | Scalar::DateTime
            | Scalar::Url
            | Scalar::Enum(_) => FieldValue::Text(arena.text(cell)),
            Scalar::Int
            | Scalar::Float
            | Scalar::PartialDate
            | Scalar::Date
            | Scalar::Structured(_) => {
                unreachable!("a column of {scalar:?} has keys of its own")
            }
        }
    }

    fn text(self, fragment: Fragment) -> Cow<'g, str> {
        self.store.arena().text(fragment)
    }
}
