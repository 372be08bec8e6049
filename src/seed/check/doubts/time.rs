//! Open links that nothing shows any more, and links of one day with two statuses.

use super::Doubts;
use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics},
    graph::{EntityIndex, Evidence, LinkStatus},
    seed::check::{CheckedLink, whole::ends},
    value::{Day, PartialDate},
};
use rayon::prelude::*;

impl Doubts<'_> {
    /// Tells of open links that had faded when the newest source of the data was published.
    pub(super) fn faded(&self) -> Vec<Diagnostic> {
        if self.ontology().relations().all(|(_, relation)| relation.fades.is_none()) {
            return Vec::new();
        }
        let Some(newest) = self.newest() else { return Vec::new() };
        let links = self.whole.links.par_iter();
        links.filter_map(|draft| self.is_faded(draft, newest)).collect()
    }

    fn is_faded(
        &self,
        CheckedLink { link, place, .. }: &CheckedLink,
        newest: PartialDate,
    ) -> Option<Diagnostic> {
        let now: Day = newest.earliest();
        let is_meant = link.status == LinkStatus::Actual && link.evidence != Evidence::Disputed;
        // One that ended with one of its ends is over.
        let is_open = self.fades_on(link)? < now && self.extent(link).latest_end >= now;
        let (last, period) =
            (self.last_attested(link)?, self.ontology().relation(link.relation).fades?);
        let message = format!(
            "{} is open and was last attested on {last}; it faded after {period}, and the newest \
             source is of {newest}",
            self.whole.describe(link)
        );
        let help = "cite a newer source, add a day to attested, or end it: until: \"?\"";
        (is_meant && is_open).then(|| Diagnostic::new(Code::FadedLink, *place, message).help(help))
    }

    /// The newest publication of a source, or, where none has a date, the newest day that a link in
    /// effect is known from. The clock is not asked.
    fn newest(&self) -> Option<PartialDate> {
        let source = self.whole.context.source;
        let numbered = (0..).map(EntityIndex).zip(self.entities);
        let sources = numbered.filter(|(_, entity)| Some(entity.kind) == source);
        let published = sources.filter_map(|(index, _)| self.publications.day(index));
        let by_day = |date: &PartialDate| date.earliest();
        published.max_by_key(by_day).or_else(|| {
            let actual = self.whole.links.iter().map(|draft| &draft.link);
            let actual = actual.filter(|link| link.status == LinkStatus::Actual);
            let days = actual.flat_map(|link| {
                let time = &link.time;
                time.at.iter().chain(&time.since).chain(&time.attested).copied()
            });
            days.max_by_key(by_day)
        })
    }

    /// Tells of links of one relation between the same ends on the same day whose status differs.
    pub(super) fn statuses(&self, diagnostics: &mut Diagnostics) {
        let day = |draft: &CheckedLink| draft.link.time.at.or(draft.link.time.since);
        let same = |a: &CheckedLink, b: &CheckedLink| {
            let times = |draft: &CheckedLink| (draft.link.time.at, draft.link.time.since);
            ends(a) == ends(b) && times(a) == times(b)
        };
        for group in self.whole.links.chunk_by(same).filter(|group| group.len() > 1) {
            let mut dated: Vec<&CheckedLink> =
                group.iter().filter(|draft| !draft.undated).collect();
            dated.sort_unstable_by_key(|draft| draft.place);
            let Some((first, rest)) = dated.split_first() else { continue };
            let Some(date) = day(first) else { continue };
            let status = first.link.status;
            for other in rest.iter().filter(|other| other.link.status != status) {
                let message = format!(
                    "{} ({date}) is {} here and {} elsewhere",
                    self.whole.describe(&other.link),
                    other.link.status.as_str(),
                    status.as_str()
                );
                diagnostics.push(
                    Diagnostic::new(Code::StatusConflict, other.place, message)
                        .label(first.place, "elsewhere")
                        .help("on one day it has one status; give each its own day"),
                );
            }
        }
    }
}
