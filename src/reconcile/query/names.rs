//! Candidates by name, from the matcher.

use super::{BEYOND, WORTH_SHOWING, batch::Query};
use crate::{
    graph::NodeId,
    limits::{Budget, Exhausted},
    reconcile::Service,
    search::matching::{self, MatchedBy, Wanted},
};

/// An entity that may be meant by a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    pub(super) node: NodeId,
    /// How well its best name fits, from 0 to 1.
    pub(super) score: f64,
    /// Whether that name has the same words, case, marks and script aside.
    pub(super) exact: bool,
}

impl Service<'_> {
    /// Entities of which a name fits. Kinds are held against them here and not by the matcher,
    /// so that a score says one thing: how well the name fits.
    pub(super) fn named(
        &self,
        text: &str,
        query: &Query,
        budget: &mut Budget,
    ) -> Result<Vec<Named>, Exhausted> {
        let compared = usize::try_from(self.limits.match_candidates).unwrap_or(usize::MAX);
        budget.visit(compared)?;
        let asked = matching::Query { name: text.to_owned(), ..matching::Query::default() };
        let limit = match query.kinds {
            Some(_) => compared,
            None => query.limit + BEYOND,
        };
        let wanted = Wanted { limit, threshold: WORTH_SHOWING, names: compared };
        let found = self.matcher.candidates(self.graph, &asked, wanted).into_iter();
        let found = found.filter(|it| query.lets_pass(self, it.node)).map(|it| Named {
            node: it.node,
            score: it.score,
            exact: it.tokens.iter().all(|token| token.by == MatchedBy::Exact),
        });
        Ok(found.collect())
    }
}
