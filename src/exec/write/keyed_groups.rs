//! Writes `groups` of a page of entities or links: the keys of each group, its sums and its items.

use super::{Path, Run, Written, aggregate::ops, page::PageItems};
use crate::{
    exec::{
        select::{
            GroupWants, Item, KeyValue, KeyedGroup, KeyedGroups, ListForm, ListSource, Listing,
            WholeList,
        },
        store::Store,
    },
    plan::{
        ArgumentsId, GroupKey, Id, Object, PageId,
        fields::{
            grouping::{AggregateGroupKeyOp, AggregateGroupOp, AggregateGroupSetOp, GroupQuery},
            groups::MemberPage,
        },
    },
    value::Metric,
};
use std::rc::Rc;

impl<'a, S: Store> Run<'a, S> {
    /// Writes `groups`.
    pub(super) fn keyed_groups(
        &mut self,
        list: &WholeList<'a>,
        arguments: ArgumentsId<GroupQuery>,
        object: Id<Object<AggregateGroupSetOp>>,
        path: &Path<'_>,
    ) -> Written {
        let field = arguments.index();
        let query = self.arguments(arguments, path)?;
        let wants = self.group_wants(object);
        let before = self.reader.begin(field);
        let groups = self.reader.groups(list, query, wants);
        self.reader.end(field, &before, true, || path.sites());
        let groups = self.chosen(groups, path)?;
        self.embedded_one(&groups, object, path, |run, groups: &KeyedGroups, op, path| match op {
            AggregateGroupSetOp::Nodes(group, site) => {
                let path = path.field(*site);
                run.embedded(&groups.listed, *group, &path, |run, group, op, path| {
                    run.keyed_group(group, query, list, op, path)
                })
            }
            AggregateGroupSetOp::TotalCount => {
                run.out.integer(groups.total);
                Ok(())
            }
        })
    }

    /// The parts of the groups that are selected.
    pub(super) fn group_wants(&self, object: Id<Object<AggregateGroupSetOp>>) -> GroupWants {
        let mut wants = GroupWants::default();
        for set in ops(&self.plan[object]) {
            let AggregateGroupSetOp::Nodes(group, _) = set else { continue };
            for op in ops(&self.plan[*group]) {
                match op {
                    AggregateGroupOp::Aggregate(object, _) => self.add_wants(*object, &mut wants),
                    AggregateGroupOp::Members(..) | AggregateGroupOp::Links(..) => {
                        wants.members = true;
                    }
                    AggregateGroupOp::Keys(..) | AggregateGroupOp::Count => {}
                }
            }
        }
        wants
    }

    /// Writes a field of `AggregateGroup`.
    fn keyed_group(
        &mut self,
        group: &KeyedGroup,
        query: &'a GroupQuery,
        list: &WholeList<'a>,
        op: &'a AggregateGroupOp,
        path: &Path<'_>,
    ) -> Written {
        match op {
            AggregateGroupOp::Keys(key, site) => {
                let path = path.field(*site);
                let keys: Vec<_> = query.keys.iter().zip(group.keys.iter().copied()).collect();
                self.embedded(&keys, *key, &path, |run, key, op, path| {
                    run.group_key(*key, op, path)
                })
            }
            AggregateGroupOp::Count => {
                self.out.integer(group.totals.count);
                Ok(())
            }
            AggregateGroupOp::Aggregate(object, site) => {
                self.totals(&group.totals, &query.fields, *object, &path.field(*site))
            }
            AggregateGroupOp::Members(arguments, page, site) => {
                let path = path.field(*site);
                let (listing, metrics) = list.listing(ListForm::Entities);
                let members = if list.has_links() {
                    let first = self.reader.first_links(&group.members, listing, metrics);
                    self.chosen(first, &path)?.into()
                } else {
                    Rc::clone(&group.members)
                };
                self.chosen_items(members, (listing, metrics), *arguments, *page, &path)
            }
            AggregateGroupOp::Links(arguments, page, site) => {
                let items = self.links_of_group(group, list.has_links());
                let in_order = list.listing(ListForm::Links);
                self.chosen_items(items, in_order, *arguments, *page, &path.field(*site))
            }
        }
    }

    /// The links of a group in the order of `links`, as their cursors have it: a field that
    /// follows a relation either way lists both directions as one.
    fn links_of_group(&self, group: &KeyedGroup, has_links: bool) -> Rc<[Item]> {
        if !has_links {
            return Rc::new([]);
        }
        let key = |item: &Item| (self.store.relation(item.link), item.incoming);
        if group.members.is_sorted_by_key(key) {
            return Rc::clone(&group.members);
        }
        let mut items = group.members.to_vec();
        items.sort_by_key(key);
        items.into()
    }

    /// Writes a page of items that were chosen before, in an order that may read some measures.
    pub(super) fn chosen_items(
        &mut self,
        items: Rc<[Item]>,
        (listing, metrics): (Listing<'a>, &'a [Metric]),
        arguments: ArgumentsId<MemberPage>,
        page: PageId,
        path: &Path<'_>,
    ) -> Written {
        let field = arguments.index();
        let arguments = self.arguments(arguments, path)?;
        let selection = &self.plan[page];
        let page = self.choose(field, path, |reader| {
            reader.choose_items(&items, arguments, listing, metrics, selection.into())
        })?;
        let list = match listing.form {
            ListForm::Entities => ListSource::Nodes(items, (listing, metrics)),
            ListForm::Relation(_) | ListForm::Links => {
                ListSource::Chosen(items, (listing, metrics))
            }
        };
        let list = WholeList::new(list);
        self.page(PageItems { page, listing, list }, selection, path)
    }

    /// Writes a field of `AggregateGroupKey`.
    fn group_key(
        &mut self,
        (key, value): (&GroupKey, KeyValue),
        op: &'a AggregateGroupKeyOp,
        path: &Path<'_>,
    ) -> Written {
        match op {
            AggregateGroupKeyOp::By => self.out.string(&key.label),
            AggregateGroupKeyOp::Value => self.key_value(value),
            AggregateGroupKeyOp::Entity(selection, site) => {
                let KeyValue::Entity(node) = value else { return self.null() };
                let path = path.field(*site);
                return self.nullable(|run| run.entity(node, *selection, &path));
            }
        }
        Ok(())
    }

    /// Writes the value of a key as JSON.
    fn key_value(&mut self, value: KeyValue) {
        let ontology = self.store.ontology();
        match value {
            KeyValue::Null => self.out.bytes(b"null"),
            KeyValue::Stored(cell) => self.stored(cell),
            KeyValue::Year(year) => self.out.string(&year_text(year)),
            KeyValue::Month(year, month) => {
                self.out.string(&format!("{}-{month:02}", year_text(year)));
            }
            KeyValue::Number(number) => self.out.integer(number),
            KeyValue::Entity(node) => self.stored(self.store.ids()[node.index()]),
            KeyValue::Kind(kind) => self.out.string(&ontology.kind(kind).name),
            KeyValue::Relation(relation) => self.out.string(&ontology.relation(relation).name),
            KeyValue::Direction(direction) => self.out.string(direction.as_str()),
            KeyValue::Status(status) => self.out.string(status.as_str()),
            KeyValue::Evidence(evidence) => self.out.string(evidence.as_str()),
            KeyValue::IsCertain(is_certain) => {
                self.out.string(if is_certain { "CERTAIN" } else { "POSSIBLE" });
            }
            KeyValue::Date(date) => self.out.string(&date.to_string()),
        }
    }
}

/// A year in four digits. The one before the year 0 has a sign, too, as ISO 8601 writes it.
fn year_text(year: i32) -> String {
    if year < 0 { format!("{year:05}") } else { format!("{year:04}") }
}
