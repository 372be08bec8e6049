//! Sums and groups of all items of a list, on all of its pages: `aggregate` and `groups`.
//!
//! A list is read once, in blocks of items of one kind and one relation (`blocks`). For each block
//! the keys become small numbers, column by column (`key`, `column`, `dictionary`), and the numbers
//! of all keys become that of a group (`grouper`). Then each sum reads its column for the block
//! (`series`, `sum`, `range`). So an item costs a few loads and a look into a hash table for each
//! key, and nothing is allocated for it. Of the groups that are listed the results are read
//! (`order`, `order_value`, `results`).
//!
//! This is hash aggregation over vectors of values, as in
//! [MonetDB/X100](https://www.cidrdb.org/cidr2005/papers/P19.pdf).

mod blocks;
mod column;
mod dictionary;
mod grouper;
mod key;
mod link_key;
mod order;
mod order_value;
mod path;
mod range;
mod results;
mod series;
mod sum;

pub(in crate::exec) use dictionary::KeyValue;
pub(in crate::exec) use series::FieldSum;
pub(super) use sum::Sum;

use super::{
    Reader, Refusal,
    items::Item,
    spending::Part,
    whole_list::{ListSource, WholeList},
};
use crate::{
    exec::store::Store,
    graph::NodeId,
    limits::Charge,
    plan::{AggregateField, GroupOrderBy, fields::grouping::GroupQuery},
};
use blocks::Block;
use grouper::Grouper;
use hashbrown::HashSet;
use series::Series;
use std::rc::Rc;

/// The parts of groups that are needed beside their keys and counts.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::exec) struct GroupWants {
    /// The number of different entities.
    pub(in crate::exec) distinct: bool,
    /// The sums.
    pub(in crate::exec) sums: bool,
    /// The items.
    pub(in crate::exec) members: bool,
}

/// The number of some items, and the sums over them.
#[derive(Debug)]
pub(in crate::exec) struct Totals {
    pub(in crate::exec) count: u64,
    /// The number of different entities; 0 if it was not asked for.
    pub(in crate::exec) distinct: u64,
    /// One for each field, or for each currency of it; none if they were not asked for.
    pub(in crate::exec) sums: Vec<FieldSum>,
}

/// A group.
#[derive(Debug)]
pub(in crate::exec) struct KeyedGroup {
    /// A value for each key.
    pub(in crate::exec) keys: Vec<KeyValue>,
    pub(in crate::exec) totals: Totals,
    /// Its items in the order of the list; none if they were not asked for.
    pub(in crate::exec) members: Rc<[Item]>,
}

/// Groups in order.
#[derive(Debug)]
pub(in crate::exec) struct KeyedGroups {
    pub(in crate::exec) listed: Vec<KeyedGroup>,
    /// The number of all.
    pub(in crate::exec) total: usize,
    /// The memory of the items of the groups.
    _charge: Charge,
}

/// The counts and sums of each group, by its number.
struct GroupTotals<'q> {
    items: Vec<u64>,
    distinct: Option<Distinct>,
    sums: Vec<Series<'q>>,
    charge: Charge,
}

/// The different entities of each group.
#[derive(Default)]
struct Distinct {
    seen: HashSet<(u32, NodeId)>,
    counts: Vec<u64>,
}

impl<'q> GroupTotals<'q> {
    fn new(
        fields: &'q [AggregateField],
        wants: GroupWants,
        has_links: bool,
        charge: Charge,
    ) -> Self {
        Self {
            items: Vec::new(),
            // A list of entities has each of them once.
            distinct: (wants.distinct && has_links).then(Distinct::default),
            sums: if wants.sums { fields.iter().map(Series::new).collect() } else { Vec::new() },
            charge,
        }
    }

    /// Makes room for groups up to a number.
    fn grow(&mut self, count: usize) {
        self.items.resize(count, 0);
        self.sums.iter_mut().for_each(|series| series.grow(count));
        if let Some(distinct) = &mut self.distinct {
            distinct.counts.resize(count, 0);
        }
    }

    /// Counts the items of a block, each in its groups.
    fn take<S: Store>(
        &mut self,
        reader: &mut Reader<'q, S>,
        block: &Block,
        assigned: &[(u32, u32)],
    ) -> Result<(), Refusal> {
        for &(_, group) in assigned {
            self.items[group as usize] += 1;
        }
        if let Some(Distinct { seen, counts }) = &mut self.distinct {
            for &(item, group) in assigned {
                if seen.insert((group, block.nodes[item as usize])) {
                    counts[group as usize] += 1;
                }
            }
        }
        for series in &mut self.sums {
            let before = reader.budget.visits_left();
            let taken = series.take(reader.seen(), &mut reader.budget, block, assigned);
            let visits = before - reader.budget.visits_left();
            reader.spending.note(Part::Sum(series.label()), visits);
            taken?;
        }
        Ok(self.charge.grow_to(self.bytes())?)
    }

    /// The memory of all of them.
    fn bytes(&self) -> usize {
        let distinct = self.distinct.as_ref().map_or(0, |Distinct { seen, counts }| {
            seen.capacity() * size_of::<(u32, NodeId)>() + counts.capacity() * size_of::<u64>()
        });
        self.items.capacity() * size_of::<u64>()
            + distinct
            + self.sums.iter().map(Series::bytes).sum::<usize>()
    }

    fn distinct(&self, group: usize) -> u64 {
        self.distinct.as_ref().map_or(self.items[group], |it| it.counts[group])
    }

    fn totals(&self, group: usize) -> Totals {
        let mut sums = Vec::new();
        for (at, series) in self.sums.iter().enumerate() {
            series.push_sums(at, group, &mut sums);
        }
        Totals { sums, count: self.items[group], distinct: self.distinct(group) }
    }
}

impl<'a, S: Store> Reader<'a, S> {
    /// The number of all items of a list, and the sums over them.
    pub(in crate::exec) fn aggregate(
        &mut self,
        list: &WholeList<'a>,
        fields: &'a [AggregateField],
        wants: GroupWants,
    ) -> Result<Totals, Refusal> {
        let mut grouper = Grouper::new(&[], u64::MAX, self.memory.charge());
        let counts = self.count_items(list, fields, wants, &mut grouper)?;
        Ok(counts.totals(0))
    }

    /// The groups of all items of a list.
    pub(in crate::exec) fn groups(
        &mut self,
        list: &WholeList<'a>,
        query: &'a GroupQuery,
        wants: GroupWants,
    ) -> Result<KeyedGroups, Refusal> {
        let by = |by: GroupOrderBy| query.order.iter().any(|key| key.by == by);
        let wants = GroupWants {
            distinct: wants.distinct || by(GroupOrderBy::DistinctNodes),
            sums: wants.sums || query.order.iter().any(|key| key.by.reads_field()),
            ..wants
        };
        let mut grouper = Grouper::new(&query.keys, self.limits.groups, self.memory.charge());
        let counts = self.count_items(list, &query.fields, wants, &mut grouper)?;
        // Without a key there is one group, which may have no items.
        let total = if counts.items == [0] { 0 } else { counts.items.len() };
        let mut charge = self.memory.charge();
        charge.grow_to(total * size_of::<usize>())?;
        let listed = order::first_groups(self.store.arena(), query, &grouper, &counts, total);
        let mut members = vec![Vec::new(); listed.len()];
        if wants.members {
            self.collect(list, &mut grouper, &listed, &mut members, &mut charge)?;
        }
        match &list.source {
            // As `links` lists them: outgoing before incoming.
            ListSource::Relation(..) => {
                members.iter_mut().for_each(|of_group| of_group.sort_by_key(|item| item.incoming));
            }
            // Their order may read the links by which they were reached.
            ListSource::Nodes(items, _) => {
                let chosen = |node| items.binary_search_by_key(&node, |item| item.node);
                members.iter_mut().flatten().for_each(|item| {
                    *item = chosen(item.node).map_or(*item, |at| items[at]);
                });
            }
            ListSource::Entities(..) | ListSource::Links(..) | ListSource::Chosen(..) => {}
        }
        let group = |(number, members): (&usize, Vec<Item>)| KeyedGroup {
            keys: grouper.keys_of(*number),
            totals: counts.totals(*number),
            members: members.into(),
        };
        Ok(KeyedGroups {
            listed: listed.iter().zip(members).map(group).collect(),
            total,
            _charge: charge,
        })
    }

    fn count_items(
        &mut self,
        list: &WholeList<'a>,
        fields: &'a [AggregateField],
        wants: GroupWants,
        grouper: &mut Grouper<'a>,
    ) -> Result<GroupTotals<'a>, Refusal> {
        let mut counts = GroupTotals::new(fields, wants, list.has_links(), self.memory.charge());
        counts.grow(grouper.len());
        self.in_blocks(list, &mut |reader, block| {
            grouper.assign(reader, block)?;
            counts.grow(grouper.len());
            counts.take(reader, block, grouper.assigned())
        })?;
        Ok(counts)
    }

    /// Reads the list once more for the items of the groups that are listed.
    fn collect(
        &mut self,
        list: &WholeList<'a>,
        grouper: &mut Grouper<'a>,
        listed: &[usize],
        members: &mut [Vec<Item>],
        charge: &mut Charge,
    ) -> Result<(), Refusal> {
        let mut kept = 0;
        let mut places = vec![None; grouper.len()];
        let of_places = places.len() * size_of::<Option<usize>>();
        for (place, &group) in listed.iter().enumerate() {
            places[group] = Some(place);
        }
        self.in_blocks(list, &mut |reader, block| {
            grouper.assign(reader, block)?;
            for &(item, group) in grouper.assigned() {
                if let Some(place) = places[group as usize] {
                    members[place].push(block.item(item as usize));
                    kept += 1;
                }
            }
            // Lists that grow have room for twice as many.
            Ok(charge.grow_to(of_places + kept * size_of::<[Item; 2]>())?)
        })
    }
}
