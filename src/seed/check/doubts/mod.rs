//! Doubts: facts that can be as they stand, and probably are not. Each is a warning.
//!
//! The soft rules of type definitions (`@expect`, `@exclusive`, `@datesWithin`) are in `rules`;
//! checks of any data are in `evidence` and `time`. All of it is linear in the size of the data but
//! for sorting the links of exclusive fields.

mod evidence;
mod rules;
mod time;

use super::{publications::Publications, whole::Whole};
use crate::{
    diagnostics::Diagnostics,
    graph::{EntityIndex, EntityRecord, Evidence, LinkRecord, LinkStatus},
    ontology::{Ontology, RelationId},
    value::{Attesting, Day, Extent, Interval, PartialDate},
};
use rayon::prelude::*;

/// The times in which entities exist; empty if none has a bound.
pub(super) struct Lives(Vec<Extent>);

impl Lives {
    /// Computes them in parallel.
    pub(super) fn new(entities: &[EntityRecord], ontology: &Ontology) -> Self {
        if ontology.kinds().all(|(_, kind)| kind.temporal.is_none()) {
            return Self(Vec::new());
        }
        let extent = |entity: &EntityRecord| entity.extent(ontology.kind(entity.kind));
        Self(entities.par_iter().map(extent).collect())
    }

    /// Returns whether no entity has a bound.
    pub(super) fn are_unbounded(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the time in which an entity exists.
    pub(super) fn of(&self, entity: EntityIndex) -> Extent {
        self.0.get(entity.0 as usize).copied().unwrap_or(Extent::UNBOUNDED)
    }
}

/// A data set whose every part was checked.
pub(super) struct Doubts<'a> {
    pub(super) whole: &'a Whole<'a>,
    pub(super) entities: &'a [EntityRecord],
    pub(super) lives: &'a Lives,
    pub(super) publications: &'a Publications<'a>,
}

impl Doubts<'_> {
    /// Tells of all doubts. `broken` are the links that could not be read, in order.
    pub(super) fn tell(&self, broken: &[(RelationId, EntityIndex)], diagnostics: &mut Diagnostics) {
        diagnostics.extend(self.evidence());
        diagnostics.extend(self.faded());
        self.statuses(diagnostics);
        self.expected(broken, diagnostics);
        self.exclusive(diagnostics);
        self.dates_within(diagnostics);
    }

    fn ontology(&self) -> &Ontology {
        self.whole.context.ontology
    }

    /// Returns the time in which a link holds, within that of its ends.
    fn extent(&self, link: &LinkRecord) -> Extent {
        link.time.extent([self.lives.of(link.from), self.lives.of(link.to)])
    }

    /// The days on which a link certainly holds.
    fn certain(&self, link: &LinkRecord) -> Option<Interval> {
        if link.status != LinkStatus::Actual || link.evidence == Evidence::Disputed {
            return None;
        }
        let days = self.extent(link).certain();
        let faded = self.fades_on(link).unwrap_or(Day::MAX);
        let days = Interval { end: days.end.min(faded), ..days };
        (days.start < Day::MAX && days.start <= days.end).then_some(days)
    }

    /// The last day on which an open link is certain, where its relation fades.
    fn fades_on(&self, link: &LinkRecord) -> Option<Day> {
        let period = self.ontology().relation(link.relation).fades?;
        let is_open = link.time.at.is_none() && link.time.until.is_none();
        let last = self.last_attested(link).filter(|_| is_open)?;
        Some(period.after(last.earliest()))
    }

    /// The date that shows last that a link held.
    fn last_attested(&self, link: &LinkRecord) -> Option<PartialDate> {
        let time = &link.time;
        let sources = link.citations.iter().map(|it| it.source);
        let attesting = Attesting {
            is_actual: link.status == LinkStatus::Actual,
            at: time.at,
            since: time.since,
            until: time.until,
            attested: time.attested.iter().copied(),
            published: sources.map(|source| self.publications.day(source)),
        };
        attesting.last()
    }
}
