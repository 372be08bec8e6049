//! Candidates by name, from the matcher.

use super::{WORTH_SHOWING, batch::Query};
use crate::{
    exec::{StoreVisibility, store::Store},
    graph::NodeId,
    limits::{Budget, Exhausted},
    reconcile::Service,
    search::matching::{self, MatchLimits},
};

/// An entity that may be meant by a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    pub(super) node: NodeId,
    /// The likeness of the best name, from 0 to 1.
    pub(super) score: f64,
    /// True if each word of either name is in the other, whatever its spelling: no word is missing,
    /// shortened or merely similar.
    pub(super) whole: bool,
}

impl<S: Store> Service<'_, S> {
    /// Entities of which a name fits, all that were compared: which of them are shown is for the
    /// other columns to say. Kinds are held against them here and not by the matcher, so that a
    /// score says one thing: how well the name fits.
    pub(super) fn named(
        &self,
        text: &str,
        query: &Query,
        budget: &mut Budget,
    ) -> Result<Vec<Named>, Exhausted> {
        let compared = usize::try_from(self.limits.match_candidates).unwrap_or(usize::MAX);
        budget.visit(compared)?;
        let asked = matching::Query { name: text.to_owned(), ..matching::Query::default() };
        let wanted = MatchLimits { limit: compared, threshold: WORTH_SHOWING, names: compared };
        let found = self
            .matcher
            .unexplained(self.graph, &asked, wanted, &StoreVisibility(self.store))
            .into_iter();
        let found = found.filter(|it| query.lets_pass(self, it.node)).map(|it| Named {
            node: it.node,
            score: it.score,
            whole: it.whole,
        });
        Ok(found.collect())
    }
}
