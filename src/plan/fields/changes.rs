//! `changes`: what began, happened and ended in some days.

use super::{
    ArgumentBinder, RootField,
    moments::{MomentList, MomentPage},
};
use crate::plan::{
    ArgumentsId, FieldError, SiteId,
    bind::{Binder, Values, must_not_be_null},
    connection::ConnectionId,
    cost::{Counted, Counter},
    explain::Printer,
};

/// The field.
#[derive(Clone, Debug)]
pub struct Changes {
    /// The days and the page.
    pub arguments: ArgumentsId<MomentPage>,
    /// The fields that are selected of the page.
    pub page: ConnectionId<MomentList>,
    /// The field in the document.
    pub site: SiteId,
}

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeForm;

impl ArgumentBinder for ChangeForm {
    type Bound = MomentPage;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<MomentPage, FieldError> {
        for name in ["from", "to"] {
            values.get(name).ok_or_else(|| must_not_be_null(name, "Date!"))?;
        }
        MomentPage::bind(binder, values)
    }
}

impl RootField for Changes {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        counter.page_of(self.page, self.arguments, |it| it.slice.size)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let line = format!("{key}: moments by day {}", to.arguments(self.arguments));
        to.line(&line);
        to.connection(self.page);
    }
}
