//! The sums over one field, for each group: of one column, or of amounts of money by currency.

use super::{blocks::Block, order_value::OrderValue, sum::Sum};
use crate::{
    exec::{
        select::{filter::time_column, last_attested, view::StoreView},
        store::Store,
    },
    graph::{Column, Keys},
    json::fragment::Arena,
    limits::{Budget, Exhausted},
    plan::{AggregateField, AggregatedValue, GroupOrderBy, LinkScope},
};
use std::collections::BTreeMap;

/// The code of a currency: three capital letters.
pub(in crate::exec) type CurrencyCode = [u8; 3];

/// The sum over a field: one for each currency, if the values are amounts of money.
#[derive(Clone, Copy, Debug)]
pub(in crate::exec) struct FieldSum {
    /// The position of the field among those that are summed up.
    pub(in crate::exec) field: usize,
    pub(in crate::exec) currency: Option<CurrencyCode>,
    pub(in crate::exec) sum: Sum,
}

/// The sums over one field, by the number of the group.
#[derive(Debug)]
pub(super) struct Series<'q> {
    field: &'q AggregateField,
    sums: Sums,
    /// The memory of the sums by currency.
    by_currency: usize,
}

#[derive(Debug)]
enum Sums {
    /// One for each group.
    Plain(Vec<Sum>),
    /// One for each currency of each group.
    Money(Vec<BTreeMap<CurrencyCode, Sum>>),
}

impl<'q> Series<'q> {
    /// The path to the values as the request writes it.
    pub(super) fn label(&self) -> &'q str {
        &self.field.label
    }

    pub(super) fn new(field: &'q AggregateField) -> Self {
        let sums = match field.currency {
            None => Sums::Plain(Vec::new()),
            Some(_) => Sums::Money(Vec::new()),
        };
        Self { field, sums, by_currency: 0 }
    }

    pub(super) fn grow(&mut self, count: usize) {
        match &mut self.sums {
            Sums::Plain(sums) => sums.resize(count, Sum::nothing(self.field.ty)),
            Sums::Money(sums) => sums.resize_with(count, BTreeMap::new),
        }
    }

    /// The memory of the sums.
    pub(super) fn bytes(&self) -> usize {
        match &self.sums {
            Sums::Plain(sums) => sums.capacity() * size_of::<Sum>(),
            Sums::Money(sums) => {
                sums.capacity() * size_of::<BTreeMap<CurrencyCode, Sum>>() + self.by_currency
            }
        }
    }

    /// Appends the sums of a group.
    pub(super) fn push_sums(&self, field: usize, group: usize, into: &mut Vec<FieldSum>) {
        match &self.sums {
            Sums::Plain(sums) => into.push(FieldSum { field, currency: None, sum: sums[group] }),
            Sums::Money(sums) => into.extend(sums[group].iter().map(|(code, sum)| FieldSum {
                field,
                currency: Some(*code),
                sum: *sum,
            })),
        }
    }

    /// The value by which a group is ordered. Amounts of money are ordered by the first of their
    /// currencies before that.
    pub(super) fn order(
        &self,
        group: usize,
        by: GroupOrderBy,
    ) -> Option<(Option<CurrencyCode>, OrderValue)> {
        match &self.sums {
            Sums::Plain(sums) => Some((None, sums[group].order(by)?)),
            Sums::Money(sums) => {
                let (code, sum) = sums[group].first_key_value()?;
                Some((Some(*code), sum.order(by)?))
            }
        }
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
        let first_link = || store.numbers_of_relation(block.relation).start;
        let arena = store.arena();
        match &self.field.of {
            AggregatedValue::Degree => {
                let Sums::Plain(sums) = &mut self.sums else { return Ok(()) };
                for &(item, group) in assigned {
                    let degree = seen.degree(budget, nodes[item as usize], &LinkScope::ALL)?;
                    sums[group as usize].add_int(degree as i64);
                }
            }
            AggregatedValue::Property(properties, path) => {
                let property = properties.iter().find(|(kind, _)| *kind == block.kind);
                let column = property.and_then(|&(kind, at)| store.column(kind, at));
                self.add(arena, column, path, assigned, of_node);
            }
            AggregatedValue::Time(time) => {
                let first = first_link();
                let of_link = |item: u32| (links[item as usize].0 - first) as usize;
                let columns = store.relation_columns(block.relation);
                self.add(arena, time_column(columns, *time), &[], assigned, of_link);
            }
            AggregatedValue::LastAttested => {
                let Sums::Plain(sums) = &mut self.sums else { return Ok(()) };
                for &(item, group) in assigned {
                    let link = links[item as usize];
                    budget.visit(store.link_citations(link).len())?;
                    if let Some(date) = last_attested(store, link) {
                        sums[group as usize].add_date(date);
                    }
                }
            }
            AggregatedValue::LinkProperty(index, path) => {
                let first = first_link();
                let of_link = |item: u32| (links[item as usize].0 - first) as usize;
                let columns = store.relation_columns(block.relation);
                self.add(arena, columns.properties.get(*index), path, assigned, of_link);
            }
        }
        Ok(())
    }

    /// Adds the values of a column to which a path leads; each item of a list is a value.
    fn add(
        &mut self,
        arena: &Arena,
        column: Option<&Column>,
        path: &[usize],
        assigned: &[(u32, u32)],
        local: impl Fn(u32) -> usize,
    ) {
        let Some(column) = column else { return };
        let Some((leaf, is_several)) = column.leaf(path) else { return };
        let assigned = assigned.iter().map(|&(item, group)| (local(item), group as usize));
        let mut positions = Vec::new();
        let mut each = |at: usize, add: &mut dyn FnMut(usize)| {
            positions.clear();
            column.leaves(path, at, &mut positions);
            positions.iter().filter(|at| !leaf.cells()[**at].is_null()).for_each(|at| add(*at));
        };
        match (&mut self.sums, &self.field.currency) {
            (Sums::Plain(sums), _) if is_several => assigned.for_each(|(at, group)| {
                each(at, &mut |at| sums[group].add_from(arena, leaf, at));
            }),
            (Sums::Plain(sums), _) => add_column(arena, sums, leaf, assigned),
            (Sums::Money(sums), currency) => {
                let codes = currency.as_ref().and_then(|path| column.leaf(path));
                let Some((codes, _)) = codes else { return };
                let nothing = Sum::nothing(self.field.ty);
                let bytes = &mut self.by_currency;
                assigned.for_each(|(at, group)| {
                    each(at, &mut |at| {
                        let (sums, code) = (&mut sums[group], currency_code(arena, codes, at));
                        if !sums.contains_key(&code) {
                            *bytes += bytes_of_next(sums.len());
                        }
                        sums.entry(code).or_insert(nothing).add_from(arena, leaf, at);
                    });
                });
            }
        }
    }
}

/// The currency at a position of a column: a JSON text, in quotes.
fn currency_code(arena: &Arena, codes: &Column, at: usize) -> CurrencyCode {
    match arena.bytes(codes.cells()[at]).get(1..4).map(CurrencyCode::try_from) {
        Some(Ok(code)) => code,
        Some(Err(_)) | None => unreachable!("a currency was checked when facts were read"),
    }
}

/// The memory that the sum of one more currency takes beside that of so many: the first one has
/// a node of the tree made, which has room for eleven.
fn bytes_of_next(count: usize) -> usize {
    let one = size_of::<(CurrencyCode, Sum)>();
    match count {
        0 => 11 * one,
        1..11 => 0,
        _ => 2 * one,
    }
}

/// Adds the values of a column, whose type is looked at once.
fn add_column(
    arena: &Arena,
    sums: &mut [Sum],
    column: &Column,
    assigned: impl Iterator<Item = (usize, usize)>,
) {
    let cells = column.cells();
    let with_value = assigned.filter(|(at, _)| !cells[*at].is_null());
    match column.keys() {
        Keys::Int(keys) => {
            with_value.for_each(|(at, group)| sums[group].add_int(i64::from(keys[at])));
        }
        Keys::Float(keys) => with_value.for_each(|(at, group)| sums[group].add_float(keys[at])),
        Keys::BigInt(keys) => with_value.for_each(|(at, group)| sums[group].add_int(keys[at])),
        Keys::Decimal(keys) => {
            with_value.for_each(|(at, group)| sums[group].add_decimal(keys[at]));
        }
        Keys::Date(keys) => with_value.for_each(|(at, group)| sums[group].add_date(keys[at])),
        Keys::DateTime(keys) => with_value.for_each(|(at, group)| {
            sums[group].add_instant(arena, keys[at], cells[at]);
        }),
        // No number and no date is asked for in such a column.
        Keys::Cell | Keys::Text(_) | Keys::List { .. } | Keys::Fields(_) => {}
    }
}
