//! Merging: records of several sources that tell of one fact become one link.
//!
//! `fit` tests two records, and its answers need not be transitive: an undated record fits the
//! first tenure and the second. A record that fits two others which do not fit each other
//! therefore stays apart. The rest falls into cliques, groups in which all fit all (`cliques`),
//! and each of them becomes one link (`unite`). No choice is made on the way, so the result does
//! not depend on the order of files and records.

mod cliques;
mod fit;
mod unite;

use super::{CheckedLink, Context, publications::Publications, whole};
use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics},
    graph::{LinkRecord, LinkStatus, Time},
    value::{Day, PartialDate},
};
use rayon::prelude::*;
use std::ops::Range;

/// Merges what `runs` of links with the same relation and ends hold, and tells of it.
pub(super) fn merge(
    links: &mut Vec<CheckedLink>,
    runs: &[Range<usize>],
    context: &Context<'_>,
    publications: &Publications<'_>,
    diagnostics: &mut Diagnostics,
) {
    let merger = Merger { context, publications };
    let found: Vec<_> = runs
        .par_iter()
        .filter_map(|run| {
            let groups = merger.groups(links.get(run.clone())?);
            (!groups.is_empty()).then_some((run, groups))
        })
        .collect();
    let mut gone = Vec::new();
    for (run, groups) in found {
        let Some(records) = links.get_mut(run.clone()) else { continue };
        let left = merger.apply(records, &groups, diagnostics);
        gone.push(run.start + left..run.end);
    }
    remove(links, &gone);
}

/// Removes ranges that are in order.
fn remove(links: &mut Vec<CheckedLink>, gone: &[Range<usize>]) {
    if gone.is_empty() {
        return;
    }
    let mut ranges = gone.iter().peekable();
    let mut at = 0;
    links.retain(|_| {
        while ranges.next_if(|range| range.end <= at).is_some() {}
        let goes = ranges.peek().is_some_and(|range| range.contains(&at));
        at += 1;
        !goes
    });
}

struct Merger<'a> {
    context: &'a Context<'a>,
    publications: &'a Publications<'a>,
}

impl Merger<'_> {
    /// The groups of records that are one link each: positions, in order. Only records that
    /// overlap in time are compared.
    fn groups(&self, records: &[CheckedLink]) -> Vec<Vec<usize>> {
        let cited = |(at, draft): (usize, &CheckedLink)| {
            let link = &draft.link;
            (!link.citations.is_empty() && !draft.undated)
                .then(|| (Span::of(&link.time), link.status, at))
        };
        let mut cited: Vec<_> = records.iter().enumerate().filter_map(cited).collect();
        if cited.len() < 2 {
            return Vec::new();
        }
        cited.sort_unstable_by_key(|&(span, status, at)| (status, span.act, span.first, at));
        let mut groups = Vec::new();
        let mut rest = cited.as_slice();
        while let Some(&(mut reach, status, _)) = rest.first() {
            let meets = |&(span, of, _): &(Span, LinkStatus, usize)| {
                let meets = (of, span.act) == (status, reach.act) && span.first <= reach.last;
                reach.last = reach.last.max(span.last);
                meets
            };
            let count = rest.iter().map(meets).take_while(|meets| *meets).count();
            let (some, others) = rest.split_at(count);
            // Where more overlap, none of them is merged.
            if (2..=cliques::MOST).contains(&count) {
                groups.extend(self.groups_of(records, some.iter().map(|it| it.2).collect()));
            }
            rest = others;
        }
        groups.sort_unstable();
        groups
    }

    /// The groups among records that overlap, of which there are not too many.
    fn groups_of(&self, records: &[CheckedLink], mut some: Vec<usize>) -> Vec<Vec<usize>> {
        some.sort_unstable();
        let links: Vec<_> = some.iter().filter_map(|&at| Some(&records.get(at)?.link)).collect();
        let fit = |a: usize, b: usize| {
            let pair = links.get(a).zip(links.get(b));
            pair.is_some_and(|(a, b)| fit::fit(a, b, self.publications))
        };
        let groups = cliques::cliques(links.len(), fit).into_iter();
        let position = |at: usize| some.get(at).copied();
        groups.map(|group| group.into_iter().filter_map(position).collect()).collect()
    }

    /// Makes one record of each group; those that are left come first, in order. Answers how
    /// many these are.
    fn apply(
        &self,
        records: &mut [CheckedLink],
        groups: &[Vec<usize>],
        diagnostics: &mut Diagnostics,
    ) -> usize {
        let mut gone = Vec::new();
        for group in groups {
            let drafts: Vec<&CheckedLink> =
                group.iter().filter_map(|&at| records.get(at)).collect();
            let Some((&first, rest)) = group.split_first() else { continue };
            let Some(united) = self.united(&drafts) else { continue };
            diagnostics.push(self.tell(&drafts, &united));
            gone.extend_from_slice(rest);
            if let Some(slot) = records.get_mut(first) {
                *slot = united;
            }
        }
        gone.sort_unstable();
        let mut left = 0;
        for at in (0..records.len()).filter(|at| gone.binary_search(at).is_err()) {
            records.swap(left, at);
            left += 1;
        }
        if let Some(kept) = records.get_mut(..left) {
            kept.sort_unstable_by(whole::in_order);
        }
        left
    }

    fn united(&self, drafts: &[&CheckedLink]) -> Option<CheckedLink> {
        let links: Vec<&LinkRecord> = drafts.iter().map(|draft| &draft.link).collect();
        let link = unite::unite(&links, self.publications, self.context.ontology)?;
        let place = drafts.iter().map(|draft| draft.place).min()?;
        let must_cite = drafts.iter().map(|draft| draft.must_cite).min()?;
        Some(CheckedLink { link, place, must_cite, undated: false })
    }

    /// Describes a merge: the link, and the place and content of each record.
    fn tell(&self, drafts: &[&CheckedLink], united: &CheckedLink) -> Diagnostic {
        let link = &united.link;
        let id = |index| self.context.index.entity(index).map_or("?", |entity| entity.id);
        let message = format!(
            "{} from \"{}\" to \"{}\" is one link of {} records: {}",
            self.context.ontology.relation(link.relation).name,
            id(link.from),
            id(link.to),
            drafts.len(),
            self.says(link)
        );
        let help = "records that are to stay apart get an \"id\" each";
        let told = Diagnostic::new(Code::MergedLinks, united.place, message).help(help);
        let mut drafts = drafts.to_vec();
        drafts.sort_unstable_by_key(|draft| draft.place);
        drafts.iter().fold(told, |told, draft| told.label(draft.place, self.says(&draft.link)))
    }

    /// Describes time and sources: `since 2018, until 2023; REPORTED by "gazette", "register"`.
    fn says(&self, link: &LinkRecord) -> String {
        let id = |index| self.context.index.entity(index).map_or("?", |entity| entity.id);
        let mut sources: Vec<_> = link.citations.iter().map(|it| id(it.source)).collect();
        sources.dedup();
        let sources = sources.join("\", \"");
        format!("{}; {} by \"{sources}\"", when(&link.time), link.evidence.as_str())
    }
}

fn when(time: &Time) -> String {
    let dated = |word: &str, date: Option<PartialDate>| date.map(|date| format!("{word} {date}"));
    let mut parts: Vec<String> = [("at", time.at), ("since", time.since), ("until", time.until)]
        .into_iter()
        .filter_map(|(word, date)| dated(word, date))
        .collect();
    if !time.attested.is_empty() {
        let days: Vec<_> = time.attested.iter().map(ToString::to_string).collect();
        parts.push(format!("attested {}", days.join(" and ")));
    }
    if parts.is_empty() { "no dates".to_owned() } else { parts.join(", ") }
}

/// The days in which a link can hold.
#[derive(Clone, Copy)]
struct Span {
    act: bool,
    first: Day,
    last: Day,
}

impl Span {
    fn of(time: &Time) -> Self {
        let first = time.at.or(time.since).map_or(Day::MIN, PartialDate::earliest);
        let last = time.at.or(time.until).map_or(Day::MAX, PartialDate::latest);
        Self { act: time.at.is_some(), first, last }
    }
}
