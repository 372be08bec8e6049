//! Groups of entities: what `communities` and `components` share.

use super::ArgumentBinder;
use crate::{
    ontology::Limit,
    plan::{
        ArgumentsId, FieldError, Object, Order, PageId, SiteId, Slice,
        bind::{Binder, Values},
        cost::{Costs, Counted, Counter},
        explain::{Explain, Printer},
        ids::Id,
    },
};

/// The number of groups where the request does not say one.
const DEFAULT_COUNT: u32 = 10;

/// A field of `CommunitySet` or `ComponentSet`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum GroupSetOp {
    Groups(Id<Object<GroupOp>>, SiteId),
    Total,
    Modularity,
}

/// A field of `Community` or `ConnectedComponent`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum GroupOp {
    Number,
    Size,
    Members(ArgumentsId<MemberPage>, PageId, SiteId),
}

/// The arguments of `members` as they are given, by the order of the items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberForm {
    /// The order of the store.
    Store,
    /// The order of the list that was grouped, which another field names.
    List,
}

/// The arguments of `members`, bound.
#[derive(Clone, Debug)]
pub struct MemberPage {
    /// The part of the list.
    pub slice: Slice,
}

impl ArgumentBinder for MemberForm {
    type Bound = MemberPage;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<MemberPage, FieldError> {
        let slice = match self {
            Self::Store => binder.slice(Limit::default(), 0, values)?,
            Self::List => binder.slice_of_any_order(Limit::default(), values)?,
        };
        Ok(MemberPage { slice })
    }
}

impl MemberPage {
    /// Checks that its cursors are of a list with an order.
    ///
    /// # Errors
    /// If one of them is of a list that is ordered otherwise.
    pub fn check_cursors(&self, order: &Order) -> Result<(), FieldError> {
        let Slice { after, before, .. } = &self.slice;
        let each = [(after, "after"), (before, "before")];
        each.into_iter().try_for_each(|(cursor, argument)| match cursor {
            Some(cursor) => cursor.check_order(order, argument),
            None => Ok(()),
        })
    }

    pub(super) fn explain(&self) -> String {
        let which = if self.slice.from_end { "last" } else { "first" };
        format!("({which} {})", self.slice.size)
    }
}

/// The number of groups that are listed.
pub(super) fn count(binder: &Binder<'_>, values: Values<'_>) -> Result<usize, FieldError> {
    let count = binder.count_up_to(values, "first", "page_size", binder.limits.page_size)?;
    Ok(count.unwrap_or(DEFAULT_COUNT) as usize)
}

impl Costs for GroupSetOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Groups(group, _) => group.cost(counter).and_one(),
            Self::Total | Self::Modularity => Counted::ZERO,
        }
    }
}

impl Costs for GroupOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Members(arguments, page, _) => {
                counter.page_of(*page, *arguments, |it| it.slice.size)
            }
            Self::Number | Self::Size => Counted::ZERO,
        }
    }
}

impl Explain for GroupSetOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Groups(group, _) => to.embedded(key, "groups", *group),
            Self::Total | Self::Modularity => to.line(key),
        }
    }
}

impl Explain for GroupOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Members(arguments, page, _) => {
                to.line(&format!("{key}: members {}", to.arguments(*arguments)));
                to.connection(*page);
            }
            Self::Number | Self::Size => to.line(key),
        }
    }
}
