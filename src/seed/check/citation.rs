//! Sources: `sources`, on entities, claims and links.

use super::{
    Checker,
    index::Known,
    unknown::{Unknown, Wanted},
};
use crate::{
    diagnostics::{Code, Diagnostic, Span},
    graph::{CitationRecord, EntityIndex, LinkRecord},
    seed::tree::{Shape, View},
};

/// The citations of a record.
#[derive(Debug, Default)]
pub(super) struct Citations<'a> {
    /// In the order of the record.
    pub(super) list: Vec<CitationRecord>,
    /// The different sources that are named, whether they exist or not.
    pub(super) named: Vec<&'a str>,
}

impl<'a> Checker<'a> {
    /// `source`, `source#locator`, `{source, locator, note}`, or a list of these.
    pub(super) fn citations(&mut self, view: View<'a>) -> Citations<'a> {
        let mut list = Vec::new();
        let mut names = Vec::new();
        for item in self.items(view) {
            let (name, citation) = match item.shape() {
                Shape::Map => self.citation_map(item),
                Shape::Absent | Shape::Text | Shape::List => self.citation_text(item),
            };
            names.extend(name);
            list.extend(citation);
        }
        names.sort_unstable();
        names.dedup();
        Citations { list, named: names }
    }

    fn citation_text(&mut self, view: View<'a>) -> (Option<&'a str>, Option<CitationRecord>) {
        let Some(text) = self.text(view) else { return (None, None) };
        let (name, locator) = text.split_once('#').unwrap_or((text, ""));
        let locator = Some(locator.trim()).filter(|l| !l.is_empty()).map(str::to_owned);
        let source = self.source(name, view.span());
        let citation = source.map(|source| CitationRecord { source, locator, note: None });
        (Some(name), citation)
    }

    fn citation_map(&mut self, view: View<'a>) -> (Option<&'a str>, Option<CitationRecord>) {
        let (mut name, mut source, mut locator, mut note) = (None, None, None, None);
        const FIELDS: [&str; 3] = ["source", "locator", "note"];
        for entry in self.fields(view, "a citation", &FIELDS) {
            match entry.name {
                "source" => {
                    name = self.text(entry.value);
                    source = name.and_then(|name| self.source(name, entry.value.span()));
                }
                "locator" => locator = self.text(entry.value).map(str::to_owned),
                "note" => note = self.text(entry.value).map(str::to_owned),
                _ => self.unknown_field(&entry, "a citation", FIELDS),
            }
        }
        if name.is_none() {
            self.problems.add(Code::MissingValue, view.span(), "the citation has no \"source\"");
        }
        (name, source.map(|source| CitationRecord { source, locator, note }))
    }

    fn source(&mut self, id: &'a str, place: Span) -> Option<EntityIndex> {
        let index = match self.context.index.get(id) {
            Some(Known::Entity(index)) => index,
            Some(Known::Broken) => return None,
            None => {
                self.unknown.push(Unknown { id, place, wanted: Wanted::Source });
                return None;
            }
        };
        let kind = self.context.index.entity(index)?.kind;
        if Some(kind) != self.context.source {
            let name = &self.context.ontology.kind(kind).name;
            let message = format!("\"{id}\" is not a Source, it is of kind {name}");
            self.problems.add(Code::UnknownSource, place, message);
            return None;
        }
        Some(index)
    }

    /// Tells where fewer sources are named than `@sources(min:)` asks.
    pub(super) fn enough_sources(&mut self, what: &str, named: usize, min: u32, place: Span) {
        if named < min as usize {
            self.problems.push(too_few_sources(what, named, min, place));
        }
    }
}

/// Says that fewer sources are named than `@sources(min:)` asks.
pub(super) fn too_few_sources(what: &str, named: usize, min: u32, place: Span) -> Diagnostic {
    let found = match named {
        0 => "none".to_owned(),
        _ => named.to_string(),
    };
    let sources = if min == 1 { "source" } else { "sources" };
    let message = format!("{what} must cite {min} {sources} and cites {found}");
    Diagnostic::new(Code::TooFewSources, place, message)
}

/// Returns the number of different sources that a link cites.
pub(super) fn count_sources(link: &LinkRecord) -> usize {
    let mut sources: Vec<_> = link.citations.iter().map(|citation| citation.source).collect();
    sources.sort_unstable();
    sources.dedup();
    sources.len()
}
