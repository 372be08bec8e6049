//! A list with all of its pages: for its sums, its groups and its pages.
//!
//! `people(where: {...}) { totalCount nodes { id } byCountry: groups(...) { ... } byYear:
//! groups(...) { ... } }` reads the same list four times. Its filter would run four times, too.
//! Such a list is read once, and the items that its filter leaves are kept for all of them.

use super::{
    Reader, Refusal,
    items::{Chosen, Item, ListForm, Listing, Wants},
    lists::{Matching, TakeItems},
};
use crate::{
    exec::store::Store,
    graph::{NodeId, Row},
    limits::Charge,
    ontology::{RelationId, Target},
    plan::{
        Order, Slice,
        fields::{entities::EntityPage, links::LinkPage, relation::RelationPage},
    },
    value::Metric,
};
use std::rc::Rc;

/// A list, whatever page of it is shown.
#[derive(Debug)]
pub(in crate::exec) struct WholeList<'a> {
    pub(super) source: ListSource<'a>,
    /// The items that its filter leaves, where they are kept.
    kept: Option<Kept>,
}

/// The subject of a list.
#[derive(Clone, Debug)]
pub(in crate::exec) enum ListSource<'a> {
    /// Entities.
    Entities(Target, &'a EntityPage),
    /// The links of a relation field.
    Relation(Row<'a>, RelationId, &'a RelationPage),
    /// The links of an entity.
    Links(NodeId, &'a LinkPage),
    /// Entities that were chosen before, by their numbers, and the order of the list that they are
    /// of. Each may have the link by which it was reached.
    Nodes(Rc<[Item]>, InOrder<'a>),
    /// Links that were chosen before.
    Chosen(Rc<[Item]>, InOrder<'a>),
}

/// A list of some items in an order, and the measures that it reads.
pub(in crate::exec) type InOrder<'a> = (Listing<'a>, &'a [Metric]);

/// The items of a list in its order, and their memory.
#[derive(Debug)]
struct Kept {
    items: Rc<[Item]>,
    _charge: Charge,
}

impl<'a> WholeList<'a> {
    /// A list of which nothing is read yet.
    pub(in crate::exec) fn new(source: ListSource<'a>) -> Self {
        Self { source, kept: None }
    }

    /// Returns whether its items are links.
    pub(in crate::exec) fn has_links(&self) -> bool {
        match &self.source {
            ListSource::Entities(..) | ListSource::Nodes(..) => false,
            ListSource::Relation(..) | ListSource::Links(..) | ListSource::Chosen(..) => true,
        }
    }

    /// Returns whether a filter leaves some of its items.
    pub(in crate::exec) fn is_filtered(&self) -> bool {
        match &self.source {
            ListSource::Entities(_, arguments) => arguments.filter.is_some(),
            ListSource::Relation(_, _, arguments) => !arguments.filter.is_open(),
            ListSource::Links(_, arguments) => !arguments.filter.is_open(),
            ListSource::Nodes(..) | ListSource::Chosen(..) => false,
        }
    }

    /// Returns whether a page of it is chosen from all of its items, even if they are not counted.
    pub(in crate::exec) fn is_read_whole_for_a_page(&self) -> bool {
        self.slice().is_some_and(|slice| slice.from_end) || !self.order().is_empty()
    }

    /// The list of some of its items in its order, and the measures that it reads.
    pub(in crate::exec) fn listing(&self, form: ListForm) -> InOrder<'a> {
        let (metrics, relation): (&[Metric], _) = match &self.source {
            ListSource::Entities(_, arguments) => (&arguments.metrics, None),
            ListSource::Relation(_, relation, arguments) => (&arguments.metrics, Some(*relation)),
            ListSource::Links(_, arguments) => (&arguments.metrics, None),
            ListSource::Nodes(_, (listing, metrics))
            | ListSource::Chosen(_, (listing, metrics)) => (metrics, listing.relation),
        };
        (Listing { form, order: self.order(), relation }, metrics)
    }

    /// The items that its filter leaves, where they are kept.
    pub(super) fn kept(&self) -> Option<&Rc<[Item]>> {
        self.kept.as_ref().map(|kept| &kept.items)
    }

    fn order(&self) -> &'a Order {
        match &self.source {
            ListSource::Entities(_, arguments) => &arguments.order,
            ListSource::Relation(_, _, arguments) => &arguments.order,
            ListSource::Links(_, arguments) => &arguments.order,
            ListSource::Nodes(_, (listing, _)) | ListSource::Chosen(_, (listing, _)) => {
                listing.order
            }
        }
    }

    fn slice(&self) -> Option<&'a Slice> {
        match &self.source {
            ListSource::Entities(_, arguments) => Some(&arguments.slice),
            ListSource::Relation(_, _, arguments) => Some(&arguments.slice),
            ListSource::Links(_, arguments) => Some(&arguments.slice),
            ListSource::Nodes(..) | ListSource::Chosen(..) => None,
        }
    }
}

/// Takes all items of a list, or none if they would take more than half of the memory that is left:
/// the rest of the request needs some, too.
struct Keeping(Charge);

impl<'a, S: Store> TakeItems<'a, S> for Keeping {
    type Taken = Option<Kept>;

    fn take(
        mut self,
        reader: &mut Reader<'a, S>,
        mut matching: impl Matching<'a, S>,
    ) -> Result<Self::Taken, Refusal> {
        let mut items = Vec::new();
        while let Some(item) = matching(reader)? {
            if items.len() == items.capacity() {
                items.reserve(items.len().max(16));
                // A list that grows is copied, and so is the one that is shared in the end.
                let bytes = 2 * items.capacity() * size_of::<Item>();
                if bytes as u64 > self.0.left() / 2 {
                    return Ok(None);
                }
                self.0.grow_to(bytes)?;
            }
            items.push(item);
        }
        Ok(Some(Kept { items: items.into(), _charge: self.0 }))
    }
}

impl<'a, S: Store> Reader<'a, S> {
    /// Reads a list that is filtered, and keeps the items that its filter leaves, for all that is
    /// read of it after that. If they would take too much memory nothing is kept.
    pub(in crate::exec) fn keep_items(&mut self, list: &mut WholeList<'a>) -> Result<(), Refusal> {
        let keeping = Keeping(self.memory.charge());
        list.kept = match &list.source {
            ListSource::Entities(target, arguments) => {
                let all = self.all_entities(*target, arguments);
                self.entity_items(&all, arguments, keeping)?
            }
            ListSource::Relation(row, relation, arguments) => {
                self.relation_items(*row, *relation, arguments, keeping)?
            }
            ListSource::Links(node, arguments) => self.link_items(*node, arguments, keeping)?,
            ListSource::Nodes(..) | ListSource::Chosen(..) => None,
        };
        Ok(())
    }

    /// The page of a list whose items are kept; `None` if they are not.
    pub(in crate::exec) fn choose_kept(
        &mut self,
        list: &WholeList<'a>,
        form: ListForm,
        wants: Wants,
    ) -> Option<Chosen<'a>> {
        let (items, slice) = (list.kept()?, list.slice()?);
        let (listing, metrics) = list.listing(form);
        Some(
            self.prepare(metrics).and_then(|()| self.choose_in_order(items, slice, listing, wants)),
        )
    }
}
