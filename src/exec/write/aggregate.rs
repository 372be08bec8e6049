//! Writes `aggregate` and `groups` of a page of entities or links.

use super::{Path, Run, Written, page::PageItems};
use crate::{
    exec::{
        select::{
            FieldSum, GroupWants, Item, KeyValue, KeyedGroup, KeyedGroups, ListForm, Listing,
            Totals, WholeList,
        },
        store::Store,
    },
    json::fragment::Fragment,
    plan::{
        AggregateField, ArgumentsId, Connection, ConnectionOp, GroupKey, Id, Object, PageId,
        PageOp, Step,
        fields::{
            aggregate::{AggregateOp, AggregateQuery, AggregateValueOp},
            grouping::{AggregateGroupKeyOp, AggregateGroupOp, AggregateGroupSetOp, GroupQuery},
            groups::MemberPage,
        },
    },
    value::Metric,
};
use std::rc::Rc;

/// Returns whether anything of a page itself is selected, beside what is summed up over all pages.
pub(super) fn shows_page(selection: &Connection<PageOp>) -> bool {
    selection.steps.iter().any(|step| match step {
        Step::Field { op: ConnectionOp::List(op), .. } => match op {
            PageOp::Flat(_) | PageOp::List(_) => true,
            PageOp::Aggregate(..) | PageOp::Groups(..) => false,
        },
        Step::Field { op: ConnectionOp::Info(..) | ConnectionOp::TotalCount, .. } => true,
        Step::Fail(_) | Step::Constant { .. } => false,
    })
}

/// The operations of the fields of an object.
fn ops<Op>(steps: &[Step<Op>]) -> impl Iterator<Item = &Op> {
    steps.iter().filter_map(|step| match step {
        Step::Field { op, .. } => Some(op),
        Step::Fail(_) | Step::Constant { .. } => None,
    })
}

impl<'a, S: Store> Run<'a, S> {
    /// Writes `aggregate`.
    pub(super) fn aggregate(
        &mut self,
        list: &WholeList<'a>,
        arguments: ArgumentsId<AggregateQuery>,
        object: Id<Object<AggregateOp>>,
        path: &Path<'_>,
    ) -> Written {
        let field = arguments.index();
        let fields = &self.arguments(arguments, path)?.fields;
        let mut wants = GroupWants { distinct: false, sums: false, members: false };
        self.add_wants(object, &mut wants);
        let before = self.reader.begin(field);
        let totals = self.reader.aggregate(list, fields, wants);
        self.reader.end(field, &before, true, || path.sites());
        let totals = self.chosen(totals, path)?;
        self.totals(&totals, fields, object, path)
    }

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

    fn group_wants(&self, object: Id<Object<AggregateGroupSetOp>>) -> GroupWants {
        let mut wants = GroupWants { distinct: false, sums: false, members: false };
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

    fn add_wants(&self, object: Id<Object<AggregateOp>>, wants: &mut GroupWants) {
        for op in ops(&self.plan[object]) {
            match op {
                AggregateOp::DistinctNodes => wants.distinct = true,
                AggregateOp::Values(..) => wants.sums = true,
                AggregateOp::Count => {}
            }
        }
    }

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
                let members = match list.has_links() {
                    true => {
                        let first = self.reader.first_links(&group.members, listing, metrics);
                        self.chosen(first, &path)?.into()
                    }
                    false => group.members.iter().map(|item| Item::of_node(item.node)).collect(),
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
        (listing, metrics): (Listing<'a>, &[Metric]),
        arguments: ArgumentsId<MemberPage>,
        page: PageId,
        path: &Path<'_>,
    ) -> Written {
        let field = arguments.index();
        let arguments = self.arguments(arguments, path)?;
        let wants = (&self.plan[page]).into();
        let before = self.reader.begin(field);
        let chosen = self.reader.choose_items(&items, arguments, listing, metrics, wants);
        self.end_list(field, &before, path);
        let page_of = self.chosen(chosen, path)?;
        let list = match listing.form {
            ListForm::Entities => WholeList::Nodes(items),
            ListForm::Relation(_) | ListForm::Links => WholeList::Chosen(items),
        };
        self.page(PageItems { page: page_of, listing, list }, &self.plan[page], path)
    }

    fn group_key(
        &mut self,
        (key, value): (&GroupKey, KeyValue),
        op: &'a AggregateGroupKeyOp,
        path: &Path<'_>,
    ) -> Written {
        match op {
            AggregateGroupKeyOp::By => self.out.string(&key.label),
            AggregateGroupKeyOp::Value => self.key_value(value),
            AggregateGroupKeyOp::Entity(selection, site) => match value {
                KeyValue::Entity(node) => {
                    let path = path.field(*site);
                    return self.nullable(|run| run.entity(node, *selection, &path));
                }
                _ => self.out.bytes(b"null"),
            },
        }
        Ok(())
    }

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

    /// Writes an `Aggregate`.
    fn totals(
        &mut self,
        totals: &Totals,
        fields: &'a [AggregateField],
        object: Id<Object<AggregateOp>>,
        path: &Path<'_>,
    ) -> Written {
        self.embedded_one(totals, object, path, |run, totals: &Totals, op, path| {
            match op {
                AggregateOp::Count => run.out.integer(totals.count),
                AggregateOp::DistinctNodes => run.out.integer(totals.distinct),
                AggregateOp::Values(value, site) => {
                    let path = path.field(*site);
                    return run.embedded(&totals.sums, *value, &path, |run, sum, op, _| {
                        run.sum(&fields[sum.field], sum, *op);
                        Ok(())
                    });
                }
            }
            Ok(())
        })
    }

    fn sum(&mut self, field: &AggregateField, of: &FieldSum, op: AggregateValueOp) {
        let sum = &of.sum;
        match op {
            AggregateValueOp::Currency => {
                let code = of.currency.as_ref().map(|code| String::from_utf8_lossy(code));
                self.text_or_null(code.as_deref());
            }
            AggregateValueOp::Of => self.out.string(&field.label),
            AggregateValueOp::Count => self.out.integer(sum.count()),
            AggregateValueOp::Min => self.number_or_null(sum.range().map(|(min, _)| min)),
            AggregateValueOp::ExactMin => {
                self.text_or_null(sum.exact_range().map(|(min, _)| min).as_deref());
            }
            AggregateValueOp::ExactMax => {
                self.text_or_null(sum.exact_range().map(|(_, max)| max).as_deref());
            }
            AggregateValueOp::Max => self.number_or_null(sum.range().map(|(_, max)| max)),
            AggregateValueOp::Sum => self.number_or_null(sum.sum()),
            AggregateValueOp::Mean => self.number_or_null(sum.mean()),
            AggregateValueOp::ExactSum => {
                self.text_or_null(sum.exact_sum().as_deref());
            }
            AggregateValueOp::Earliest => {
                let date = sum.dates().map(|(earliest, _)| earliest.to_string());
                self.text_or_null(date.as_deref());
            }
            AggregateValueOp::Latest => {
                let date = sum.dates().map(|(_, latest)| latest.to_string());
                self.text_or_null(date.as_deref());
            }
            AggregateValueOp::EarliestDateTime => {
                self.stored(sum.instants().map_or(Fragment::NULL, |(earliest, _)| earliest));
            }
            AggregateValueOp::LatestDateTime => {
                self.stored(sum.instants().map_or(Fragment::NULL, |(_, latest)| latest));
            }
        }
    }

    fn number_or_null(&mut self, number: Option<f64>) {
        match number {
            Some(number) => self.number(number),
            None => self.out.bytes(b"null"),
        }
    }
}

/// A year in four digits. The one before the year 0 has a sign, too, as ISO 8601 writes it.
fn year_text(year: i32) -> String {
    if year < 0 { format!("{year:05}") } else { format!("{year:04}") }
}
