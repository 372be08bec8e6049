//! One record of several that fit: nothing that one of them says is lost, and nothing is
//! said that none of them says.

use crate::{
    graph::{CitationRecord, Evidence, LinkRecord, Time},
    names::fold,
    ontology::Ontology,
    seed::check::{order, publications::Publications},
    value::{PartialDate, Qualifier},
};

/// Unites links of the same ends, which are in order.
pub(super) fn unite(
    links: &[&LinkRecord],
    publications: &Publications<'_>,
    ontology: &Ontology,
) -> Option<LinkRecord> {
    let first = links.first()?;
    let mut link = LinkRecord {
        relation: first.relation,
        from: first.from,
        to: first.to,
        status: first.status,
        id: links.iter().find_map(|link| link.id.clone()),
        time: time(links),
        evidence: evidence(links, publications),
        disputed: Vec::new(),
        note: notes(links),
        citations: citations(links),
        values: each(links, |link| &link.values),
        references: each(links, |link| &link.references),
    };
    // What one record holds to be disputed is so in the link, as with `DISPUTED`.
    let disputed = links.iter().flat_map(|link| link.disputed.iter().cloned()).collect();
    link.dispute(disputed, ontology.properties_of(first.relation));
    Some(link)
}

fn time(links: &[&LinkRecord]) -> Time {
    let best = |date: fn(&Time) -> Option<PartialDate>| {
        links.iter().filter_map(|link| date(&link.time)).min_by_key(|&date| doubt(date))
    };
    let mut attested: Vec<_> =
        links.iter().flat_map(|link| link.time.attested.iter().copied()).collect();
    attested.sort_unstable();
    attested.dedup();
    let (at, since, until) = (best(|it| it.at), best(|it| it.since), best(|it| it.until));
    Time { at, since, until, attested }
}

/// Of dates that can mean the same day, the least of this is taken: a sure one before one
/// with a mark, then the one that can mean fewer days.
fn doubt(date: PartialDate) -> (bool, i64, PartialDate) {
    let days = i64::from(date.latest()) - i64::from(date.earliest());
    (date.qualifier() != Qualifier::Exact, days, date)
}

/// The strongest, but a doubt stays. What several publishers report is corroborated: that is
/// what the word means.
fn evidence(links: &[&LinkRecord], publications: &Publications<'_>) -> Evidence {
    let is = |evidence| links.iter().any(|link| link.evidence == evidence);
    if is(Evidence::Disputed) {
        Evidence::Disputed
    } else if is(Evidence::Official) {
        Evidence::Official
    } else if is(Evidence::Corroborated) || reported_apart(links, publications) {
        Evidence::Corroborated
    } else if is(Evidence::Reported) {
        Evidence::Reported
    } else {
        Evidence::Inferred
    }
}

/// Returns whether two of them are reports of different publishers; "Kabar" and "KABAR" are one.
/// Sources without a publisher are not counted, since they may be of one that is.
fn reported_apart(links: &[&LinkRecord], publications: &Publications<'_>) -> bool {
    let reports = links.iter().filter(|link| link.evidence == Evidence::Reported);
    let publishers = reports.map(|link| {
        let sources = link.citations.iter().map(|it| it.source);
        sources.filter_map(|source| publications.publisher(source)).map(fold).collect::<Vec<_>>()
    });
    let known: Vec<_> = publishers.filter(|publishers| !publishers.is_empty()).collect();
    known.iter().enumerate().any(|(at, first)| {
        let others = |other: &Vec<_>| first.iter().all(|publisher| !other.contains(publisher));
        known.iter().skip(at + 1).any(others)
    })
}

/// All different notes, a line each.
fn notes(links: &[&LinkRecord]) -> Option<String> {
    let mut notes: Vec<&str> = links.iter().filter_map(|link| link.note.as_deref()).collect();
    notes.sort_unstable();
    notes.dedup();
    (!notes.is_empty()).then(|| notes.join("\n"))
}

/// All different citations, by source.
fn citations(links: &[&LinkRecord]) -> Vec<CitationRecord> {
    let mut all: Vec<_> = links.iter().flat_map(|link| link.citations.iter().cloned()).collect();
    all.sort_by(order::citation);
    all.dedup();
    all
}

/// Returns the properties of all records; where two records have one, it is the same.
fn each<T: Clone>(
    links: &[&LinkRecord],
    of: impl Fn(&LinkRecord) -> &Vec<Option<T>>,
) -> Vec<Option<T>> {
    let count = links.iter().map(|link| of(link).len()).max().unwrap_or_default();
    (0..count).map(|at| links.iter().find_map(|link| of(link).get(at)?.clone())).collect()
}
