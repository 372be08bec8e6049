//! The clauses that queries of the library are made of.

use super::schema::EDGE;
use std::ops::Bound;
use tantivy::{
    Term,
    query::{ConstScoreQuery, DisjunctionMaxQuery, FuzzyTermQuery, Query, RangeQuery, TermQuery},
    schema::{Field, IndexRecordOption},
};

/// Scores are multiples of one by this.
const STEPS: f32 = 1024.0;
/// A query of the library, or a part of one.
pub(super) type Clause = Box<dyn Query>;

/// A clause with a constant score.
pub(super) fn score(value: f32, clause: Clause) -> Clause {
    let steps = (value * STEPS).round().max(1.0);
    Box::new(ConstScoreQuery::new(clause, steps / STEPS))
}

/// The best of several clauses.
pub(super) fn best(mut clauses: Vec<Clause>) -> Clause {
    if clauses.len() == 1 {
        return clauses.remove(0);
    }
    Box::new(DisjunctionMaxQuery::new(clauses))
}

pub(super) fn term(field: Field, key: &str) -> Clause {
    Box::new(TermQuery::new(Term::from_field_text(field, key), IndexRecordOption::Basic))
}

/// All terms that begin so: a short beginning is a term itself.
pub(super) fn prefix(field: Field, edges: Field, key: &str) -> Clause {
    if key.len() <= EDGE {
        return term(edges, key);
    }
    let from = Term::from_field_text(field, key);
    let to = Term::from_field_text(field, &behind(key));
    Box::new(RangeQuery::new(Bound::Included(from), Bound::Excluded(to)))
}

/// The first text behind all that begin so. Keys are ASCII, so there is a next last letter.
pub(super) fn behind(key: &str) -> String {
    let mut next = key.to_owned();
    let last = next.pop().map_or('\u{1}', |last| char::from(last as u8 + 1));
    next.push(last);
    next
}

pub(super) fn nearly(field: Field, key: &str, errors: u8) -> Clause {
    Box::new(FuzzyTermQuery::new(Term::from_field_text(field, key), errors, true))
}

pub(super) fn nearly_prefix(field: Field, key: &str) -> Clause {
    Box::new(FuzzyTermQuery::new_prefix(Term::from_field_text(field, key), 1, true))
}
