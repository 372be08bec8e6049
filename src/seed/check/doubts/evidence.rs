//! Doubts about evidence: sources of one publisher, and sources that could not know.

use super::Doubts;
use crate::{
    diagnostics::{Code, Diagnostic},
    graph::{CitationRecord, ClaimRecord, EntityRecord, Evidence, LinkRecord, LinkStatus},
    names::fold,
    seed::check::CheckedLink,
    value::{PartialDate, Value},
};
use rayon::prelude::*;

impl Doubts<'_> {
    /// Tells of evidence that the sources do not give.
    pub(super) fn evidence(&self) -> Vec<Diagnostic> {
        let of_link = |draft| {
            [self.one_publisher(draft), self.link_after_sources(draft)].into_iter().flatten()
        };
        let links = self.whole.links.par_iter().flat_map_iter(of_link);
        let claims = self.entities.par_iter().enumerate();
        let claims = claims.flat_map_iter(|(at, entity)| self.claims_after_sources(at, entity));
        links.chain(claims).collect()
    }

    /// Tells of a corroborated link whose sources are of one publisher.
    fn one_publisher(&self, CheckedLink { link, place, .. }: &CheckedLink) -> Option<Diagnostic> {
        if link.evidence != Evidence::Corroborated {
            return None;
        }
        let first = link.citations.first()?.source;
        let others = || link.citations.iter().map(|it| it.source).filter(move |it| *it != first);
        let why = if others().next().is_none() {
            "it cites one source".to_owned()
        } else {
            let publisher = self.publications.publisher(first)?;
            let same = |source| {
                self.publications.publisher(source).is_some_and(|it| fold(it) == fold(publisher))
            };
            if !others().all(same) {
                return None;
            }
            format!("all of its sources are of one publisher, \"{publisher}\"")
        };
        let message = format!("{} is CORROBORATED, and {why}", self.whole.describe(link));
        let help = "cite a source of another publisher, or write REPORTED";
        Some(Diagnostic::new(Code::OnePublisher, *place, message).help(help))
    }

    /// Tells of a link in effect on a day after all of its sources were published.
    fn link_after_sources(
        &self,
        CheckedLink { link, place, .. }: &CheckedLink,
    ) -> Option<Diagnostic> {
        if link.status != LinkStatus::Actual {
            return None;
        }
        let LinkRecord { time, .. } = link;
        let mut dates = time.at.iter().chain(&time.since).chain(&time.attested);
        dates.clone().next()?;
        let told = self.last_told(&link.citations)?;
        let date = dates.find(|date| date.earliest() > told.latest())?;
        let message = format!(
            "{} is ACTUAL on {date}, and its newest source is of {told}",
            self.whole.describe(link)
        );
        let help = "cite a source that could know it, or give the link the status PLANNED";
        Some(Diagnostic::new(Code::DatedAfterSource, *place, message).help(help))
    }

    /// Tells of claims on the start or end of an entity that are later than their sources.
    fn claims_after_sources(&self, at: usize, entity: &EntityRecord) -> Vec<Diagnostic> {
        let kind = self.ontology().kind(entity.kind);
        let (Some(temporal), Some(head)) =
            (&kind.temporal, self.whole.context.index.entities().get(at))
        else {
            return Vec::new();
        };
        let bounds =
            |property| temporal.start.contains(&property) || temporal.end.contains(&property);
        let sets = entity.claims.iter().filter(|set| bounds(set.property));
        let problem = |property: usize, claim: &ClaimRecord| {
            let Value::Date(date) = claim.value else { return None };
            let told = self.last_told(&claim.citations)?;
            let name = &kind.properties.get(property)?.key;
            let message = format!(
                "a claim has {date} for the \"{name}\" of \"{}\", and its newest source is of {told}",
                entity.id
            );
            let help = "cite a source that could know it";
            (date.earliest() > told.latest())
                .then(|| Diagnostic::new(Code::DatedAfterSource, head.place, message).help(help))
        };
        sets.flat_map(|set| set.claims.iter().filter_map(move |it| problem(set.property, it)))
            .collect()
    }

    /// The newest publication among cited sources, if it is known of all of them.
    fn last_told(&self, citations: &[CitationRecord]) -> Option<PartialDate> {
        let mut newest: Option<PartialDate> = None;
        for citation in citations {
            let day = self.publications.day(citation.source)?;
            newest = newest.into_iter().chain([day]).max_by_key(|day| day.latest());
        }
        newest
    }
}
