//! `match`

use super::{
    super::{Path, Run, Written},
    WriteField,
};
use crate::{
    exec::{StoreVisibility, store::Store},
    plan::fields::r#match::{CandidateOp, Match, MatchPage, MatchQuery, MatchResultOp, TokenOp},
    search::matching::{Candidate, MatchLimits, Query, THRESHOLD, TokenMatch},
};

/// A name that was asked for, and the entities that it may mean.
struct Matched<'a> {
    query: &'a MatchQuery,
    candidates: Vec<Candidate>,
    /// True if another candidate is as good as the best, listed or not.
    tie: bool,
}

impl WriteField for Match {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let page = run.arguments(self.arguments, &path)?;
        let matcher = run.inputs.indexed.index.matching(run.inputs.indexed.graph);
        let names = usize::try_from(run.inputs.limits.match_candidates).unwrap_or(usize::MAX);
        let mut results = Vec::with_capacity(page.queries.len());
        for query in &page.queries {
            run.reader.budget.visit(names.min(matcher.len()))?;
            results.push(run.matched_by(query, page, names));
        }
        run.viewing(page.view, |run| run.embedded(&results, self.result, &path, Run::match_result))
    }
}

impl<'a, S: Store> Run<'a, S> {
    /// The candidates that are listed. The best is asked for even where none is to be listed: it
    /// knows of the tie.
    fn matched_by(&self, query: &'a MatchQuery, page: &MatchPage, names: usize) -> Matched<'a> {
        let mut candidates = self.candidates(query, page, names);
        let tie = candidates.first().is_some_and(|best| best.tie);
        candidates.truncate(page.limit);
        Matched { query, candidates, tie }
    }

    fn candidates(&self, query: &MatchQuery, page: &MatchPage, names: usize) -> Vec<Candidate> {
        let threshold = page.threshold.unwrap_or(THRESHOLD);
        let wanted = MatchLimits { limit: page.limit.max(1), threshold, names };
        let query = Query {
            name: query.name.clone(),
            lang: query.lang.clone(),
            kinds: query.kinds.clone(),
            country: query.country.clone(),
        };
        let (indexed, store) = (self.inputs.indexed, self.store);
        let matcher = indexed.index.matching(indexed.graph);
        matcher.candidates_among(indexed.graph, &query, wanted, &StoreVisibility(store))
    }

    fn match_result(
        &mut self,
        it: &Matched<'a>,
        op: &'a MatchResultOp,
        path: &Path<'_>,
    ) -> Written {
        match op {
            MatchResultOp::QueryId => self.text_or_null(it.query.id.as_deref()),
            MatchResultOp::QueryName => self.out.string(&it.query.name),
            MatchResultOp::Tie => self.boolean(it.tie),
            MatchResultOp::Candidates(object, site) => {
                let path = path.field(*site);
                return self.embedded(&it.candidates, *object, &path, Self::candidate);
            }
        }
        Ok(())
    }

    fn candidate(&mut self, it: &Candidate, op: &'a CandidateOp, path: &Path<'_>) -> Written {
        match op {
            CandidateOp::Entity(selection, site) => {
                self.reader.budget.visit(1)?;
                return self.entity(it.node, *selection, &path.field(*site));
            }
            CandidateOp::MatchedName(object, site) => {
                let name = &self.store.names(it.node)[it.name];
                return self.embedded_one(name, *object, &path.field(*site), Self::name);
            }
            CandidateOp::Tokens(object, site) => {
                return self.embedded(&it.tokens, *object, &path.field(*site), Self::token);
            }
            CandidateOp::Score => self.number(it.score),
            CandidateOp::Tie => self.boolean(it.tie),
            CandidateOp::KindAgrees => self.boolean_or_null(it.kind_agrees),
            CandidateOp::CountryAgrees => self.boolean_or_null(it.country_agrees),
        }
        Ok(())
    }

    fn token(&mut self, it: &TokenMatch, op: &TokenOp, _: &Path<'_>) -> Written {
        match op {
            TokenOp::QueryWord => self.text_or_null(it.query.as_deref()),
            TokenOp::CandidateWord => self.text_or_null(it.candidate.as_deref()),
            TokenOp::How => self.out.string(it.by.as_str()),
            TokenOp::Score => self.number(it.score),
            TokenOp::Weight => self.number(it.weight),
        }
        Ok(())
    }
}
