//! `timeline`: what began, happened and ended of some entities and their links.

use super::{
    ArgumentBinder, RootField,
    moments::{MomentList, MomentPage},
};
use crate::plan::{
    ArgumentsId, FieldError, SiteId,
    bind::{Binder, Values},
    connection::ConnectionId,
    cost::{Counted, Counter},
    explain::Printer,
};

/// The field.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// The days and the page.
    pub arguments: ArgumentsId<TimelinePage>,
    /// The fields that are selected of the page.
    pub page: ConnectionId<MomentList>,
    /// The field in the document.
    pub site: SiteId,
}

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimelineForm;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct TimelinePage {
    /// The ids of the entities, in order, each once.
    pub ids: Vec<String>,
    /// The days and the page.
    pub moments: MomentPage,
}

impl ArgumentBinder for TimelineForm {
    type Bound = TimelinePage;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<TimelinePage, FieldError> {
        let mut ids = binder.ids(values)?;
        ids.sort_unstable();
        ids.dedup();
        Ok(TimelinePage { ids, moments: MomentPage::bind(binder, values)? })
    }
}

impl TimelinePage {
    pub(super) fn explain(&self) -> String {
        self.moments.explain()
    }
}

impl RootField for Timeline {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        counter.page_of(self.page, self.arguments, |it| it.moments.slice.size)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let line = format!("{key}: moments of entities {}", to.arguments(self.arguments));
        to.line(&line);
        to.connection(self.page);
    }
}
