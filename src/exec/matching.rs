//! Writes `match`: asks the matcher for each name and writes its candidates.

use super::{Path, Run, Written};
use crate::{
    plan::{Arguments, ArgumentsId, MatchPage, MatchQuery, PartOp, PartsId, SiteId},
    search::matching::{Candidate, Query, THRESHOLD, TokenMatch, Wanted},
    value::Value,
};

/// A name that was asked for, and who may be meant.
struct Matched<'a> {
    query: &'a MatchQuery,
    candidates: Vec<Candidate>,
    /// Whether another is as good as the best, listed or not.
    tie: bool,
}

impl<'a> Run<'a> {
    pub(super) fn matches(
        &mut self,
        arguments: ArgumentsId,
        parts: PartsId,
        site: SiteId,
    ) -> Written {
        let path = Path::root(site);
        let Arguments::Match(page) = self.arguments(arguments, &path)? else { return Ok(()) };
        let mut results = Vec::with_capacity(page.queries.len());
        for query in &page.queries {
            let names = usize::try_from(self.inputs.limits.match_candidates).unwrap_or(usize::MAX);
            self.budget.visit(names.min(self.inputs.index.matching(self.graph).len()))?;
            results.push(self.matched_by(query, page, names));
        }
        self.viewing(page.view, |run| run.list(&results, parts, &path, Self::matched))
    }

    /// The candidates that are listed. The best is asked for even where none is to be listed: it
    /// knows of the tie.
    fn matched_by(&self, query: &'a MatchQuery, page: &MatchPage, names: usize) -> Matched<'a> {
        let mut candidates = self.candidates(query, page, names);
        let tie = candidates.first().is_some_and(|best| best.tie);
        candidates.truncate(page.limit);
        Matched { query, candidates, tie }
    }

    fn candidates(&self, query: &MatchQuery, page: &MatchPage, names: usize) -> Vec<Candidate> {
        let MatchQuery { name, lang, kinds, country, .. } = query.clone();
        let threshold = page.threshold.unwrap_or(THRESHOLD);
        let wanted = Wanted { limit: page.limit.max(1), threshold, names };
        let query = Query { name, lang, kinds, country };
        self.inputs.index.matching(self.graph).candidates(self.graph, &query, wanted)
    }

    fn matched(&mut self, it: &Matched<'a>, op: PartOp, path: &Path<'_>) -> Written {
        match op {
            PartOp::QueryId => self.text_or_null(it.query.id.as_deref()),
            PartOp::QueryName => self.out.string(&it.query.name),
            PartOp::Candidates(parts, site) => {
                return self.list(&it.candidates, parts, &path.field(site), Self::candidate);
            }
            _ => self.truth(Some(it.tie)),
        }
        Ok(())
    }

    fn candidate(&mut self, it: &Candidate, op: PartOp, path: &Path<'_>) -> Written {
        match op {
            PartOp::Entity(selection, site) => {
                self.budget.visit(1)?;
                return self.entity(it.node, selection, &path.field(site));
            }
            PartOp::MatchedName(parts, site) => {
                let name = &self.graph.nodes().names(it.node)[it.name];
                return self.object(name, parts, &path.field(site), &mut Self::name);
            }
            PartOp::Tokens(parts, site) => {
                return self.list(&it.tokens, parts, &path.field(site), Self::token);
            }
            PartOp::Score => self.number(it.score),
            PartOp::KindAgrees => self.truth(it.kind_agrees),
            PartOp::CountryAgrees => self.truth(it.country_agrees),
            _ => self.truth(Some(it.tie)),
        }
        Ok(())
    }

    fn token(&mut self, it: &TokenMatch, op: PartOp, _: &Path<'_>) -> Written {
        match op {
            PartOp::QueryWord => self.text_or_null(it.query.as_deref()),
            PartOp::CandidateWord => self.text_or_null(it.candidate.as_deref()),
            PartOp::How => self.out.string(it.by.as_str()),
            PartOp::Score => self.number(it.score),
            _ => self.number(it.weight),
        }
        Ok(())
    }

    fn text_or_null(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.out.string(text),
            None => self.out.bytes(b"null"),
        }
    }

    fn truth(&mut self, truth: Option<bool>) {
        self.out.bytes(match truth {
            Some(true) => b"true",
            Some(false) => b"false",
            None => b"null",
        });
    }

    fn number(&mut self, number: f64) {
        self.out.bytes(Value::Float(number).to_json().as_bytes());
    }
}
