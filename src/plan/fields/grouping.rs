//! `groups` of a connection: all items, grouped by keys, with sums of each group.

use super::{
    ArgumentBinder,
    aggregate::{AggregateOp, fields_text},
    groups::MemberPage,
};
use crate::plan::{
    AggregateField, ArgumentsId, FieldError, GroupKey, GroupOrderBy, GroupOrderKey, Object, PageId,
    SelectionId, SiteId,
    bind::{Binder, ItemForm, Values},
    cost::{Costs, Counted, Counter},
    explain::{Explain, Printer},
    ids::Id,
};

/// The arguments as they are given: of which items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupForm(pub ItemForm);

/// The arguments, bound.
#[derive(Clone, Debug, Default)]
pub struct GroupQuery {
    /// The keys; all items are one group if there are none.
    pub keys: Vec<GroupKey>,
    /// The numbers and dates that are summed up in each group.
    pub fields: Vec<AggregateField>,
    /// The order of the groups; ties are in the order of their keys.
    pub order: Vec<GroupOrderKey>,
    /// The number of groups that are listed, at most.
    pub first: usize,
}

/// A field of `AggregateGroupSet`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum AggregateGroupSetOp {
    Nodes(Id<Object<AggregateGroupOp>>, SiteId),
    TotalCount,
}

/// A field of `AggregateGroup`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum AggregateGroupOp {
    Keys(Id<Object<AggregateGroupKeyOp>>, SiteId),
    Count,
    Aggregate(Id<Object<AggregateOp>>, SiteId),
    Members(ArgumentsId<MemberPage>, PageId, SiteId),
    Links(ArgumentsId<MemberPage>, PageId, SiteId),
}

/// A field of `AggregateGroupKey`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum AggregateGroupKeyOp {
    By,
    Value,
    Entity(SelectionId, SiteId),
}

impl ArgumentBinder for GroupForm {
    type Bound = GroupQuery;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<GroupQuery, FieldError> {
        let keys = binder.group_keys(self.0, values)?;
        let fields = binder.aggregate_fields(self.0, values)?;
        let mut order = binder.group_order(values, &fields)?;
        if order.is_empty() {
            order.push(GroupOrderKey { by: GroupOrderBy::Count, descending: true });
        }
        let most = binder.limits.page_size;
        let first = binder.count_up_to(values, "first", "page_size", most)?.map(u64::from);
        let first = first.unwrap_or(binder.limits.default_page_size.min(most));
        Ok(GroupQuery { keys, fields, order, first: usize::try_from(first).unwrap_or(usize::MAX) })
    }
}

impl GroupQuery {
    pub(super) fn explain(&self) -> String {
        let keys: Vec<&str> = self.keys.iter().map(|key| key.label.as_str()).collect();
        let keys = match keys.is_empty() {
            true => "all as one".to_owned(),
            false => format!("by {}", keys.join(", ")),
        };
        let sums = match fields_text(&self.fields) {
            text if text.is_empty() => text,
            text => format!(", {text}"),
        };
        format!("({keys}, first {}{sums})", self.first)
    }
}

impl Costs for AggregateGroupSetOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Nodes(group, _) => group.cost(counter).and_one(),
            Self::TotalCount => Counted::ZERO,
        }
    }
}

impl Costs for AggregateGroupOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Members(arguments, page, _) | Self::Links(arguments, page, _) => {
                counter.page_of(*page, *arguments, |it| it.slice.size)
            }
            Self::Keys(key, _) => key.cost(counter),
            Self::Aggregate(aggregate, _) => aggregate.cost(counter),
            Self::Count => Counted::ZERO,
        }
    }
}

impl Costs for AggregateGroupKeyOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Entity(selection, _) => counter.selection(*selection),
            Self::By | Self::Value => Counted::ZERO,
        }
    }
}

impl Explain for AggregateGroupSetOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Nodes(group, _) => to.embedded(key, "each group", *group),
            Self::TotalCount => to.line(&format!("{key}: count of groups")),
        }
    }
}

impl Explain for AggregateGroupOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Members(arguments, page, _) => {
                to.line(&format!("{key}: members {}", to.arguments(*arguments)));
                to.connection(*page);
            }
            Self::Links(arguments, page, _) => {
                to.line(&format!("{key}: links {}", to.arguments(*arguments)));
                to.connection(*page);
            }
            Self::Keys(keys, _) => to.embedded(key, "each key", *keys),
            Self::Aggregate(aggregate, _) => to.embedded(key, "of the group", *aggregate),
            Self::Count => to.line(key),
        }
    }
}

impl Explain for AggregateGroupKeyOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Entity(selection, _) => {
                to.line(&format!("{key}: the entity"));
                to.selection(*selection);
            }
            Self::By | Self::Value => to.line(key),
        }
    }
}
