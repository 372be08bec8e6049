//! Graph questions: paths, neighbourhoods and measures, as functions over a view and a budget.
//!
//! A function here gets a [`View`](crate::graph::view::View), which says what of the graph it
//! sees, and a [`Meter`], which ends it. It returns the numbers of entities and links, in an
//! order that is defined, and says whether the answer is [complete](Completeness). It writes
//! nothing and knows no GraphQL. Only [`cache`] has threads and a lock, which requests for the
//! same measure share.

pub mod cache;
pub mod measures;
mod meter;
pub mod neighbourhood;
pub mod paths;
pub mod projection;

pub use meter::{Cancel, Completeness, Meter, Truncation};
pub use projection::Projection;

#[cfg(test)]
mod testing {
    //! Helpers that the tests of this module share.

    /// A meter of the default limits, without a deadline.
    pub(super) fn meter() -> super::Meter {
        super::Meter::of(&crate::limits::Limits::default())
    }
}
