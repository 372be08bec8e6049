//! Queries: which entities may be meant by a name and the columns beside it.
//!
//! The name is compared by the matcher, which gives each candidate a score from 0 to 1. What
//! the other columns say then lowers it: a little for each property of which the graph knows
//! nothing, much for each that contradicts ([`weighed`]). So evidence decides between
//! namesakes, and never makes a match of a name that is not one.

mod batch;
mod evidence;
mod names;

use self::{
    batch::Query,
    evidence::{Evidence, Verdict},
    names::Named,
};
use super::{Error, Service};
use crate::{
    exec::store::Store,
    fields::label,
    graph::NodeId,
    json::fragment::quote,
    limits::{Budget, Exhausted},
    ontology::KindId,
};
use serde_json::{Value, json};

/// From this score on a candidate is a match, if no other comes near.
const SURE: f64 = 92.0;
/// The lead over the second candidate that a match needs if its whole name was sent.
const LEAD: f64 = 1.0;
/// The lead that a match needs if a part of its name was sent, or another spelling of it: `Cabinet
/// of Ministers` can mean several bodies, whichever name is longest.
const LEAD_OF_PART: f64 = 15.0;
/// Candidates of which a name fits less are not shown, and neither are those with a lower score.
const WORTH_SHOWING: f64 = 0.5;
/// Factor of a score for a property of which the graph has no value.
const SILENT: f64 = 0.97;
/// Factor of a score for a property that contradicts.
const CONTRADICTED: f64 = 0.75;
/// Factor of a score for a candidate of another kind, where the kind was only preferred.
const OTHER_KIND: f64 = 0.75;

/// A candidate, held against everything that was sent.
#[derive(Debug)]
struct Candidate {
    node: NodeId,
    /// The likeness of the names; absent where no name was sent.
    name: Option<Named>,
    /// True if the kind is one of the requested kinds.
    kind: bool,
    /// The result for each property.
    verdicts: Vec<Verdict>,
    /// The `score` of the response, from 0 to 100.
    score: f64,
}

impl<S: Store> Service<'_, S> {
    /// The results of a batch, under the keys of its queries, as JSON. It is written as it grows,
    /// so that no batch fills the memory before it is found too large.
    pub(super) fn queries(&self, batch: &str, budget: &mut Budget) -> Result<String, Error> {
        let mut results = String::from("{");
        for (at, (key, query)) in self.batch(batch)?.into_iter().enumerate() {
            let result = json!({ "result": self.result(&query, budget)? });
            let comma = if at > 0 { "," } else { "" };
            results += &format!("{comma}{}:{result}", quote(&key));
            budget.written(results.len() + 1)?;
        }
        results.push('}');
        Ok(results)
    }

    fn result(&self, query: &Query, budget: &mut Budget) -> Result<Value, Error> {
        let mut candidates = match query.text.as_deref().map(str::trim) {
            // A blank cell of a table: there is nothing to look for.
            Some("") if query.evidence.is_empty() => Vec::new(),
            Some("") | None => self.by_evidence(query, budget)?,
            Some(text) => self.by_name(text, query, budget)?,
        };
        candidates.retain(|it| it.score >= WORTH_SHOWING * 100.0);
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.node.cmp(&b.node)));
        let match_at = self.is_sure(&candidates, query).then_some(0);
        candidates.truncate(query.limit);
        let shown = candidates.iter().enumerate();
        Ok(shown.map(|(at, it)| self.result_of(it, match_at == Some(at), query)).collect())
    }

    /// Candidates for a name, or for an id: one that was found before may be sent again.
    fn by_name(
        &self,
        text: &str,
        query: &Query,
        budget: &mut Budget,
    ) -> Result<Vec<Candidate>, Error> {
        let mut named = self.named(text, query, budget)?;
        let by_id = self.reader().by_id(text);
        if let Some(node) = by_id.filter(|node| query.lets_pass(self, *node)) {
            named.retain(|other| other.node != node);
            named.push(Named { node, score: 1.0, whole: true });
        }
        let weigh = |named: Named| self.weigh(named.node, Some(named), query, budget);
        Ok(named.into_iter().map(weigh).collect::<Result<_, _>>()?)
    }

    /// Candidates where only properties were sent: every entity of which one of them is true.
    fn by_evidence(&self, query: &Query, budget: &mut Budget) -> Result<Vec<Candidate>, Exhausted> {
        let all: Vec<KindId> = self.ontology().kinds().map(|(id, _)| id).collect();
        let kinds = query.kinds.as_ref().filter(|_| !query.other_kinds).unwrap_or(&all);
        let mut candidates = Vec::new();
        for &kind in kinds {
            for node in self.reader().of_kind(kind).iter() {
                let candidate = self.weigh(node, None, query, budget)?;
                if candidate.verdicts.contains(&Verdict::Agrees) {
                    candidates.push(candidate);
                }
            }
        }
        Ok(candidates)
    }

    fn weigh(
        &self,
        node: NodeId,
        name: Option<Named>,
        query: &Query,
        budget: &mut Budget,
    ) -> Result<Candidate, Exhausted> {
        let verdict = |evidence: &Evidence| evidence.verdict(self, node, &mut *budget);
        let verdicts = query.evidence.iter().map(verdict).collect::<Result<Vec<_>, _>>()?;
        let kind = query.wants(self, node);
        let score = weighed(name.map_or(1.0, |it| it.score), kind, &verdicts);
        Ok(Candidate { node, name, kind, verdicts, score })
    }

    /// Returns whether the first candidate is a match: its score is high, nothing contradicts it,
    /// and no other comes near. Without a name, only a property that no two entities share can
    /// decide.
    fn is_sure(&self, candidates: &[Candidate], query: &Query) -> bool {
        let [first, others @ ..] = candidates else { return false };
        let lead = match &first.name {
            Some(name) if !name.whole => LEAD_OF_PART,
            _ => LEAD,
        };
        let is_ahead = others.first().is_none_or(|it| rounded(first.score - it.score) >= lead);
        let is_contradicted = first.verdicts.contains(&Verdict::Disagrees);
        let is_known = first.name.is_some() || self.is_unique(first, query);
        first.score >= SURE && first.kind && is_ahead && !is_contradicted && is_known
    }

    /// Returns whether a candidate agrees in a value that no other entity can have.
    fn is_unique(&self, candidate: &Candidate, query: &Query) -> bool {
        let kind = self.reader().kind(candidate.node);
        let is_unique = |id: &str| {
            matches!(id, "id" | "externalIds")
                || kind.property(id).is_some_and(|(_, property)| property.unique)
        };
        let verdicts = query.evidence.iter().zip(&candidate.verdicts);
        verdicts.into_iter().any(|(it, verdict)| *verdict == Verdict::Agrees && is_unique(&it.id))
    }

    fn result_of(&self, candidate: &Candidate, is_match: bool, query: &Query) -> Value {
        let reader = self.reader();
        let kind = &reader.kind(candidate.node).name;
        let mut shown = json!({
            "id": reader.id(candidate.node),
            "name": reader.name(candidate.node),
            "type": [{ "id": kind, "name": label(kind) }],
            "score": candidate.score,
            "match": is_match,
            "features": features(candidate, query),
        });
        if let Some(summary) = reader.summary(candidate.node) {
            shown["description"] = summary.into();
        }
        shown
    }
}

impl Query {
    /// Returns whether an entity is of a requested kind.
    fn wants(&self, service: &Service<'_, impl Store>, node: NodeId) -> bool {
        let kind = service.reader().kind_id(node);
        self.kinds.as_ref().is_none_or(|kinds| kinds.binary_search(&kind).is_ok())
    }

    /// Returns whether an entity is of a requested kind, or kinds are only preferred.
    fn lets_pass(&self, service: &Service<'_, impl Store>, node: NodeId) -> bool {
        self.other_kinds || self.wants(service, node)
    }
}

/// The parts of the score, each by itself, so that clients can weigh them otherwise.
fn features(candidate: &Candidate, query: &Query) -> Vec<Value> {
    let feature = |id: &str, value: Value| json!({ "id": id, "value": value });
    let mut features = Vec::new();
    if let Some(name) = candidate.name {
        features.push(feature("name", rounded(name.score * 100.0).into()));
        features.push(feature("whole_name", name.whole.into()));
    }
    if query.kinds.is_some() {
        features.push(feature("type", candidate.kind.into()));
    }
    let mut seen: Vec<&str> = Vec::new();
    for (evidence, verdict) in query.evidence.iter().zip(&candidate.verdicts) {
        // An id is to be unique in the list; where the graph is silent there is nothing to say.
        if *verdict != Verdict::Silent && !seen.contains(&&*evidence.id) {
            seen.push(&evidence.id);
            let agrees = *verdict == Verdict::Agrees;
            features.push(feature(&format!("property:{}", evidence.id), agrees.into()));
        }
    }
    features
}

/// The score of a candidate, from 0 to 100, of how well its name fits, from 0 to 1, and of what
/// else is known of it.
fn weighed(name: f64, kind: bool, verdicts: &[Verdict]) -> f64 {
    let of_kind = if kind { name } else { name * OTHER_KIND };
    let weighed = verdicts.iter().fold(of_kind, |score, verdict| match verdict {
        Verdict::Agrees => score,
        Verdict::Silent => score * SILENT,
        Verdict::Disagrees => score * CONTRADICTED,
    });
    rounded(weighed * 100.0)
}

/// Two decimals: what is behind them is no difference.
fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::{Verdict::*, *};

    #[test]
    fn evidence_orders_namesakes_and_makes_no_match() {
        let perfect = |verdicts: &[Verdict]| weighed(1.0, true, verdicts);
        assert_eq!(perfect(&[]), 100.0);
        assert_eq!(perfect(&[Agrees]), 100.0);
        assert_eq!(perfect(&[Silent]), 97.0);
        assert_eq!(perfect(&[Disagrees]), 75.0);
        assert_eq!(perfect(&[Agrees, Silent, Disagrees]), 72.75);
        assert_eq!(weighed(1.0, false, &[]), 75.0);
        // However much agrees, a name that fits half stays one.
        assert_eq!(weighed(0.5, true, &[Agrees; 5]), 50.0);
    }
}
