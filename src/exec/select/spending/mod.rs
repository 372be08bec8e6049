//! The visits that each field of a request spent, and what they were for.
//!
//! `{ people(where: {knows: {some: …}}, orderBy: {knows: {sum: …}}) { nodes { id } } }` spends on
//! the list `people`, on `where.knows.some` of it and on `orderBy[0].knows.sum` of it. The budget
//! counts visits anyway, so that differences are taken around lists and not around their items,
//! but for keys of an order that visit links themselves. If a limit ends the request, the error
//! names what spent most.

mod report;

use super::{Reader, filter::TakeSpent};
use crate::{
    exec::store::Store,
    json::fragment::Fragment,
    plan::{LinkPredicate, Predicate, SiteId},
};

/// A part of the arguments of a field that spends visits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exec) enum Part<'a> {
    /// A key of `orderBy`, by its place.
    Order(&'a str),
    /// A key of groups, by the path to it.
    Key(&'a str),
    /// Values that are summed up, by the path to them.
    Sum(&'a str),
}

/// A filter that is run as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum PlainFilter<'a> {
    /// On entities.
    Node(&'a Predicate),
    /// On links; with the name of the condition on the entity at the other end.
    Links(&'a LinkPredicate, &'static str),
}

/// A spender of visits: a field, by the number of its arguments, or a part of its arguments.
pub(super) type Spender<'a> = Option<(usize, Option<Part<'a>>)>;

/// The visits of the fields of a request.
#[derive(Debug, Default)]
pub(in crate::exec) struct Spending<'a> {
    fields: Vec<FieldSpent<'a>>,
    /// The spender that is reading.
    pub(super) current: Spender<'a>,
    /// The items of lists that were looked at so far.
    pub(super) looked: u64,
    /// Conditions of filters that are gone, each with the field that it is of.
    conditions: Vec<(usize, String, u64)>,
    /// The fields of the root, each with all visits of it and of everything below it.
    roots: Vec<(Fragment, u64)>,
}

/// The visits of one field.
#[derive(Debug, Default)]
struct FieldSpent<'a> {
    /// The fields on the way to it, from the root; the first way, if a fragment has several.
    way: Vec<SiteId>,
    /// True if it reads all of the list around it: `aggregate` and `groups`.
    reads_around: bool,
    /// All visits of it.
    visits: u64,
    /// The items that were looked at.
    looked: u64,
    /// The visits of planned filters that are gone.
    planned: u64,
    parts: Vec<(Part<'a>, u64)>,
    plain: Option<PlainFilter<'a>>,
}

/// The state when a field began to read.
#[derive(Debug)]
pub(in crate::exec) struct Before<'a> {
    visits_left: u64,
    looked: u64,
    outer: Spender<'a>,
}

impl<'a> Spending<'a> {
    /// Notes visits of a part of the arguments of the field that is reading.
    pub(super) fn note(&mut self, part: Part<'a>, visits: u64) {
        let Some(field) = self.field() else { return };
        match field.parts.iter_mut().find(|(it, _)| *it == part) {
            Some((_, all)) => *all += visits,
            None => field.parts.push((part, visits)),
        }
    }

    /// Notes that the list which is read has a filter that is run as it is written.
    pub(super) fn note_plain(&mut self, filter: PlainFilter<'a>) {
        if let Some(field) = self.field() {
            field.plain = Some(filter);
        }
    }

    fn field(&mut self) -> Option<&mut FieldSpent<'a>> {
        self.current.and_then(|(field, _)| self.fields.get_mut(field))
    }

    /// Notes the visits of the conditions of a planned filter.
    pub(super) fn note_planned(&mut self, visits: u64, spent: impl FnOnce(&mut TakeSpent<'_>)) {
        let Some((field, _)) = self.current else { return };
        self.fields[field].planned += visits;
        let conditions = &mut self.conditions;
        spent(&mut |place, visits| match conditions
            .iter_mut()
            .find(|(of, it, _)| *of == field && *it == place)
        {
            Some((.., all)) => *all += visits,
            None => conditions.push((field, place, visits)),
        });
    }
}

impl<'a, S: Store> Reader<'a, S> {
    /// Begins to read for a field, by the number of its arguments.
    #[inline]
    pub(in crate::exec) fn begin(&mut self, field: usize) -> Before<'a> {
        let outer = self.spending.current.replace((field, None));
        let looked = self.spending.looked;
        Before { visits_left: self.budget.visits_left(), looked, outer }
    }

    /// Ends to read for a field, to which `way` leads from the root.
    #[inline]
    pub(in crate::exec) fn end(
        &mut self,
        field: usize,
        before: &Before<'a>,
        reads_around: bool,
        way: impl FnOnce() -> Vec<SiteId>,
    ) {
        self.spending.current = before.outer;
        let looked = self.spending.looked - before.looked;
        let spent = self.end_row(field, before.visits_left, way);
        spent.looked += looked;
        spent.reads_around = reads_around;
    }

    /// Ends to read a row for a field, to which `way` leads from the root: a list without a filter
    /// and an order.
    #[inline]
    fn end_row(
        &mut self,
        field: usize,
        visits_before: u64,
        way: impl FnOnce() -> Vec<SiteId>,
    ) -> &mut FieldSpent<'a> {
        let spent = &mut self.spending.fields[field];
        spent.visits += visits_before - self.budget.visits_left();
        if spent.way.is_empty() {
            spent.way = way();
        }
        spent
    }

    /// Notes the visits of a row that was read for a field, to which `way` leads from the root.
    #[inline]
    pub(in crate::exec) fn note_row(
        &mut self,
        field: usize,
        visits_before: u64,
        way: impl FnOnce() -> Vec<SiteId>,
    ) {
        self.end_row(field, visits_before, way);
    }

    /// Makes room for the fields of a request.
    pub(in crate::exec) fn spending_of(mut self, fields: usize) -> Self {
        self.spending.fields.resize_with(fields, FieldSpent::default);
        self
    }

    /// Notes what a field of the root and everything below it took, since there were so many visits.
    pub(in crate::exec) fn note_root(&mut self, key: Fragment, before: u64) {
        let visits = self.visits() - before;
        self.spending.roots.push((key, visits));
    }
}
