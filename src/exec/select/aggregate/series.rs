//! Sums over a column, one for each group.

use super::{blocks::Block, sum::Sum};
use crate::{
    exec::{
        select::{filter::time_column, view::StoreView},
        store::Store,
    },
    graph::{Column, Keys},
    limits::{Budget, Exhausted},
    plan::{AggregateField, AggregatedValue, LinkScope},
};

/// The sums over one field, by the number of the group.
#[derive(Debug)]
pub(super) struct Series<'q> {
    field: &'q AggregateField,
    sums: Vec<Sum>,
}

impl<'q> Series<'q> {
    pub(super) fn new(field: &'q AggregateField) -> Self {
        Self { field, sums: Vec::new() }
    }

    pub(super) fn grow(&mut self, count: usize) {
        self.sums.resize(count, Sum::nothing(self.field.ty));
    }

    pub(super) fn sum(&self, group: usize) -> Sum {
        self.sums[group]
    }

    /// Adds the values of the items of a block, each to its groups.
    pub(super) fn take<S: Store>(
        &mut self,
        seen: StoreView<'_, S>,
        budget: &mut Budget,
        block: &Block,
        assigned: &[(u32, u32)],
    ) -> Result<(), Exhausted> {
        let store = seen.store;
        let (nodes, links) = (&block.nodes, &block.links);
        let first_node = store.numbers_of_kind(block.kind).start;
        let of_node = |item: u32| (nodes[item as usize].0 - first_node) as usize;
        match &self.field.of {
            AggregatedValue::Degree => {
                for &(item, group) in assigned {
                    let degree = seen.degree(budget, nodes[item as usize], &LinkScope::ALL)?;
                    self.sums[group as usize].add_int(degree as i64);
                }
            }
            AggregatedValue::Property(properties) => {
                let property = properties.iter().find(|(kind, _)| *kind == block.kind);
                let column = property.and_then(|&(kind, at)| store.column(kind, at));
                self.add(column, assigned, of_node);
            }
            AggregatedValue::Time(_) | AggregatedValue::LinkProperty(_) => {
                let columns = store.relation_columns(block.relation);
                let first = store.numbers_of_relation(block.relation).start;
                let local = |item: u32| (links[item as usize].0 - first) as usize;
                let column = match &self.field.of {
                    AggregatedValue::LinkProperty(index) => columns.properties.get(*index),
                    AggregatedValue::Time(time) => time_column(columns, *time),
                    AggregatedValue::Degree | AggregatedValue::Property(_) => None,
                };
                self.add(column, assigned, local);
            }
        }
        Ok(())
    }

    /// Adds the values of a column; each item of a list is a value.
    fn add(
        &mut self,
        column: Option<&Column>,
        assigned: &[(u32, u32)],
        local: impl Fn(u32) -> usize,
    ) {
        let Some(column) = column else { return };
        let cells = column.cells();
        // A column has one type, which is looked at once.
        let with_value = assigned
            .iter()
            .map(|&(item, group)| (local(item), group as usize))
            .filter(|(at, _)| !cells[*at].is_null());
        match column.keys() {
            Keys::Int(keys) => {
                with_value.for_each(|(at, group)| self.sums[group].add_int(i64::from(keys[at])));
            }
            Keys::Float(keys) => {
                with_value.for_each(|(at, group)| self.sums[group].add_float(keys[at]));
            }
            Keys::BigInt(keys) => {
                with_value.for_each(|(at, group)| self.sums[group].add_int(keys[at]));
            }
            Keys::Decimal(keys) => {
                with_value.for_each(|(at, group)| self.sums[group].add_decimal(keys[at]));
            }
            Keys::Date(keys) => {
                with_value.for_each(|(at, group)| self.sums[group].add_date(keys[at]));
            }
            Keys::List { starts, items } => with_value.for_each(|(at, group)| {
                let range = starts[at] as usize..starts[at + 1] as usize;
                range.for_each(|item| self.sums[group].add_item(items, item));
            }),
            // No number and no date is asked for in such a column.
            Keys::Cell | Keys::Text(_) | Keys::DateTime(_) => {}
        }
    }
}
