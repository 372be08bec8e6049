//! Chooses the hits of `search`: takes what the index finds and keeps what the arguments ask
//! for.
//!
//! All hits are tested against the filter, since facets and the count are of all of them; the
//! likeliest of what it leaves are reranked, and those of the page are ordered.

use super::{
    Reader, Refusal,
    filter::NodeFilter,
    items::{Item, ListForm, Position, entity_cursor},
    view::StoreView,
};
use crate::{
    exec::{Indexed, store::Store, visible::StoreVisibility},
    limits::{Exhausted, Limits},
    ontology::KindId,
    plan::{Cursor, ErrorCode, FieldError, fields::search::SearchPage},
    search::{
        Fault,
        text::{Hit, ParsedQuery, TooMany},
    },
    value::fingerprint,
};

/// A page of hits.
#[derive(Debug)]
pub(in crate::exec) struct Found {
    /// The query as it was understood.
    pub(in crate::exec) asked: ParsedQuery,
    /// The fingerprint of the query, for cursors.
    query: u64,
    /// The hits of the page, in order.
    pub(in crate::exec) hits: Vec<Hit>,
    /// The number of hits on all pages.
    pub(in crate::exec) total: usize,
    /// The number of hits of each kind, most first, whatever kinds are asked for.
    pub(in crate::exec) facets: Vec<(KindId, usize)>,
    pub(in crate::exec) has_next: bool,
    pub(in crate::exec) has_previous: bool,
}

impl<'a, S: Store> Reader<'a, S> {
    /// The page of `search`.
    pub(in crate::exec) fn choose_hits(
        &mut self,
        indexed: Indexed<'_>,
        arguments: &'a SearchPage,
    ) -> Result<Found, Refusal> {
        self.prepare(&arguments.metrics)?;
        let asked = read(&arguments.query, self.limits)?;
        let query = fingerprint::of([arguments.query.as_bytes()]);
        let after = arguments.slice.after.as_ref().map(|cursor| self.hit_position(cursor, query));
        let after = after.transpose()?;
        // The index counts nothing while it searches; what it does is bounded by `search_words`.
        self.budget.in_time()?;
        let index = indexed.index.text(indexed.graph).map_err(|error| fault(&error))?;
        let all = index.search(&asked).map_err(|error| fault(&error))?;
        let mut charge = self.memory.charge();
        // Those that are found, and those of them that are wanted.
        charge.grow_to(all.len() * size_of::<[Hit; 3]>())?;
        let (mut hits, counts) = self.filtered(all, arguments)?;
        let total = hits.len();
        let looked_at =
            index.rerank(indexed.graph, &StoreVisibility(self.store), &asked, &mut hits);
        self.budget.visit(looked_at.map_err(|error| fault(&error))?)?;
        if let Some(after) = &after {
            hits.retain(|hit| self.is_behind(*hit, after));
        }
        let skipped = total - hits.len();
        let has_next = hits.len() > arguments.slice.size;
        Ok(Found {
            asked,
            query,
            hits: first(hits, arguments.slice.size),
            total,
            facets: facets(&counts),
            has_next,
            has_previous: skipped > 0,
        })
    }

    /// The hits that the arguments ask for, and the number of hits of each kind, whatever kinds are
    /// asked for.
    fn filtered(
        &mut self,
        all: Vec<Hit>,
        arguments: &'a SearchPage,
    ) -> Result<(Vec<Hit>, Vec<usize>), Exhausted> {
        let mut counts = vec![0; self.store.ontology().kinds().len()];
        let mut hits = Vec::new();
        let mut filter = match self.list_filter(arguments.filter.as_ref()) {
            NodeFilter::Planned(filter) => NodeFilter::Planned(filter.of_list(all.len())),
            filter @ (NodeFilter::Open | NodeFilter::Plain(_)) => filter,
        };
        let seen = self.seen();
        for hit in all {
            self.budget.visit(1)?;
            if !self.is_wanted(&seen, &mut filter, hit)? {
                continue;
            }
            let kind = self.store.kind(hit.node);
            counts[kind.index()] += 1;
            if arguments.kinds.as_ref().is_none_or(|only| only.contains(&kind)) {
                hits.push(hit);
            }
        }
        if let NodeFilter::Planned(filter) = filter {
            self.drop_filter(filter);
        }
        Ok((hits, counts))
    }

    /// Returns whether the store has what was hit, and the arguments ask for it, its kind aside.
    fn is_wanted(
        &mut self,
        seen: &StoreView<'a, S>,
        filter: &mut NodeFilter<'a>,
        hit: Hit,
    ) -> Result<bool, Exhausted> {
        if !self.store.has_node(hit.node) || !seen.has_entity(hit.node) {
            return Ok(false);
        }
        self.passes(seen, filter, hit.node)
    }

    /// The position of a cursor among hits.
    fn hit_position(&self, cursor: &Cursor, query: u64) -> Result<(f32, Position), FieldError> {
        let [score, of] = &cursor.keys[..] else { return Err(no_cursor()) };
        let (Some(score), Some(of)) = (score.as_f64(), of.as_u64()) else {
            return Err(no_cursor());
        };
        if of != query {
            return Err(FieldError::bad_input(
                "`after` is a cursor of another query; its scores say nothing of this one, so start again without it",
            ));
        }
        Ok((score as f32, Position::new(self.store, cursor)?))
    }

    fn is_behind(&self, hit: Hit, (score, position): &(f32, Position)) -> bool {
        let item = Item::of_node(hit.node);
        let by_score = score.total_cmp(&hit.score);
        by_score.then_with(|| position.compare(self.store, ListForm::Entities, item)).is_gt()
    }

    /// The cursor of a hit of a page.
    pub(in crate::exec) fn hit_cursor(&self, found: &Found, hit: Hit) -> String {
        let keys = vec![f64::from(hit.score).into(), found.query.into()];
        entity_cursor(self.store, hit.node, keys).encode()
    }
}

/// Takes a query apart into words.
fn read(query: &str, limits: &Limits) -> Result<ParsedQuery, FieldError> {
    let most = limits.search_words;
    ParsedQuery::read(query, usize::try_from(most).unwrap_or(usize::MAX)).map_err(
        |TooMany(count)| {
            let message = format!(
                "`query` has {count} words, and at most {most} are looked for; ask for fewer"
            );
            let error = FieldError::out_of_bounds("search_words", message);
            FieldError { argument: Some("query"), ..error }
        },
    )
}

/// The best hits, in order.
fn first(mut hits: Vec<Hit>, size: usize) -> Vec<Hit> {
    if 0 < size && size < hits.len() {
        hits.select_nth_unstable_by(size, Hit::order);
    }
    hits.truncate(size);
    hits.sort_unstable_by(Hit::order);
    hits
}

fn no_cursor() -> FieldError {
    FieldError::bad_input("`after` is not a cursor of hits; use one that a page of them gave")
}

/// The kinds that have hits, most first, then by name.
fn facets(counts: &[usize]) -> Vec<(KindId, usize)> {
    let counts = counts.iter().zip(0..).filter(|(count, _)| **count > 0);
    let mut facets: Vec<_> = counts.map(|(&count, kind)| (KindId(kind), count)).collect();
    facets.sort_by_key(|&(kind, count)| (std::cmp::Reverse(count), kind));
    facets
}

fn fault(fault: &Fault) -> FieldError {
    FieldError { code: ErrorCode::Internal, ..FieldError::bad_input(fault.to_string()) }
}
