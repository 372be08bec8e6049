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
    /// Whether each word of either name is in the other, whatever its spelling: nothing is
    /// missing, shortened or merely alike.
    pub(super) whole: bool,
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
            whole: it.tokens.iter().all(|token| is_same(token.by)),
        });
        Ok(found.collect())
    }
}

/// Whether two words that met like this are one.
fn is_same(by: MatchedBy) -> bool {
    match by {
        MatchedBy::Exact
        | MatchedBy::Transliterated
        | MatchedBy::Sound
        | MatchedBy::LegalForm
        | MatchedBy::Translated
        | MatchedBy::Joined => true,
        MatchedBy::Gender
        | MatchedBy::Similar
        | MatchedBy::Initial
        | MatchedBy::Acronym
        | MatchedBy::Different
        | MatchedBy::Missing => false,
    }
}
