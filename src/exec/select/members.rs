//! Pages of the items of a group: in the order of the store, or in that of the list that was
//! grouped.
//!
//! `people(orderBy: [{born: ASC}]) { groups(by: ...) { nodes { members(first: 3) { ... } } } }` has
//! the three oldest of each group. A list of links can be ordered by what the links carry. Its
//! entities are then in the order of the first link to each of them.

use super::{
    Reader, Refusal,
    items::{Chosen, Item, ItemList, Listing, Wants},
};
use crate::{
    exec::store::Store,
    plan::{Slice, fields::groups::MemberPage},
    value::Metric,
};
use hashbrown::HashSet;

impl<'a, S: Store> Reader<'a, S> {
    /// A page of items of a group, which are given in the order of the store. Their order may read
    /// some measures.
    pub(in crate::exec) fn choose_items(
        &mut self,
        items: &[Item],
        arguments: &MemberPage,
        listing: Listing<'a>,
        metrics: &[Metric],
        wants: Wants,
    ) -> Chosen<'a> {
        arguments.check_cursors(listing.order)?;
        if listing.order.is_empty() {
            let part = self.part(items.len(), &arguments.slice, listing, |index| items[index])?;
            return Ok(part.page(|start, end| ItemList::List(items[start..end].to_vec())));
        }
        self.prepare(metrics)?;
        self.choose_in_order(items, &arguments.slice, listing, wants)
    }

    /// The entities to which some links lead, in the order of the store, each with the first of its
    /// links in the order of a list.
    pub(in crate::exec) fn first_links(
        &mut self,
        links: &[Item],
        listing: Listing<'a>,
        metrics: &[Metric],
    ) -> Result<Vec<Item>, Refusal> {
        let mut items = links.to_vec();
        if listing.order.reads_links() {
            self.prepare(metrics)?;
            let all = Slice { after: None, before: None, size: usize::MAX, from_end: false };
            let page = self.choose_in_order(links, &all, listing, Wants::NOTHING)?;
            items = (0..page.items.len()).map(|index| page.items.get(index)).collect();
        }
        let mut seen = HashSet::new();
        items.retain(|item| seen.insert(item.node));
        items.sort_unstable_by_key(|item| item.node);
        Ok(items)
    }
}
