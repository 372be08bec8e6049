//! Ids that nothing has, and what was meant.
//!
//! Unknown ids are reported last: a suggestion compares an id with all others, so the number of
//! suggestions has a bound. The first problems get one.

use super::Context;
use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, Span, did_you_mean},
    limits::data,
};

/// An id that nothing has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unknown<'a> {
    pub(super) id: &'a str,
    pub(super) place: Span,
    pub(super) wanted: Wanted,
}

/// The thing that should have had the id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Entity,
    Source,
}

/// Tells all of them, with guesses among the ids of the right kind.
pub(super) fn tell(unknown: &[Unknown<'_>], context: &Context<'_>, diagnostics: &mut Diagnostics) {
    let mut unknown: Vec<_> = unknown.iter().collect();
    unknown.sort_by_key(|unknown| unknown.place);
    let mut budget = data::GUESSES;
    for Unknown { id, place, wanted } in unknown {
        let candidates = match wanted {
            Wanted::Entity => context.index.entities(),
            Wanted::Source => context.source.map_or(&[][..], |kind| context.index.of_kind(kind)),
        };
        let guess = match budget.checked_sub(candidates.len()) {
            Some(left) => {
                budget = left;
                did_you_mean(id, candidates.iter().map(|candidate| candidate.id))
            }
            None => String::new(),
        };
        let (code, what) = match wanted {
            Wanted::Entity => (Code::UnknownId, "entity"),
            Wanted::Source => (Code::UnknownSource, "source"),
        };
        diagnostics.push(Diagnostic::new(code, *place, format!("no {what} \"{id}\"{guess}")));
    }
}
