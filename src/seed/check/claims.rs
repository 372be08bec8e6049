//! Claims: `{claims: [...]}` in place of a value on which sources disagree.

use super::Checker;
use crate::{
    diagnostics::{Code, Diagnostic, Span},
    graph::ClaimRecord,
    ontology::{Property, Scalar},
    seed::tree::{Shape, View},
    value::Value,
};

/// The list of claims in a value, if that is what it is. A value of the type `JSON` may be
/// any map, so it has none.
pub(super) fn claims_in<'a>(property: &Property, view: View<'a>) -> Option<View<'a>> {
    if view.shape() != Shape::Map || property.ty.scalar == Scalar::Json {
        return None;
    }
    view.pairs().find(|(key, _)| key.text() == Some("claims")).map(|(_, claims)| claims)
}

/// The claims of a property.
pub(super) struct Claims {
    /// The value of the preferred claim.
    pub(super) value: Option<Value>,
    /// All claims, in the order of the record.
    pub(super) list: Vec<ClaimRecord>,
    /// The number of distinct sources of the preferred value; [`usize::MAX`] if there is none, so
    /// that every minimum is met.
    pub(super) sources: usize,
}

/// A claim as it is read.
struct Claim<'a> {
    record: Option<ClaimRecord>,
    /// The place of `preferred: true`.
    preferred: Option<Span>,
    /// The different sources that it names, whether they exist or not.
    sources: Vec<&'a str>,
}

impl<'a> Checker<'a> {
    /// Reads the value of a property that has claims.
    pub(super) fn claims(
        &mut self,
        property: &Property,
        value: View<'a>,
        list: View<'a>,
    ) -> Claims {
        for entry in self.fields(value, "a value with claims", &["claims"]) {
            if entry.name != "claims" {
                self.unknown_field(&entry, "a value with claims", ["claims"]);
            }
        }
        if list.shape() != Shape::List {
            let message = format!("a list should stand here, and this is {}", list.shape().name());
            self.problems.add(Code::WrongShape, list.span(), message);
            return Claims { value: None, list: Vec::new(), sources: usize::MAX };
        }
        let claims: Vec<Claim<'a>> =
            self.items(list).into_iter().map(|item| self.claim(property, item)).collect();
        if claims.len() < 2 {
            let message = "claims are two values or more; write a single value without them";
            self.problems.add(Code::InvalidClaims, list.span(), message);
        }
        let (value, sources) = self.preferred(&claims, list.span());
        Claims { value, sources, list: claims.into_iter().filter_map(|c| c.record).collect() }
    }

    /// The value of the preferred claim, and how many sources give it, there or in another
    /// claim.
    fn preferred(&mut self, claims: &[Claim<'a>], place: Span) -> (Option<Value>, usize) {
        let preferred: Vec<(Span, &Claim<'a>)> =
            claims.iter().filter_map(|claim| Some((claim.preferred?, claim))).collect();
        match preferred.as_slice() {
            [] => {
                let message = "no claim is preferred; mark the one to be shown: preferred: true";
                self.problems.add(Code::InvalidClaims, place, message);
                (None, usize::MAX)
            }
            [(_, claim)] => {
                (claim.record.as_ref().map(|r| r.value.clone()), supporting_sources(claim, claims))
            }
            [(first, _), (second, _), ..] => {
                self.problems.push(
                    Diagnostic::new(Code::InvalidClaims, *second, "two claims are preferred")
                        .label(*first, "the first of them"),
                );
                (None, usize::MAX)
            }
        }
    }

    fn claim(&mut self, property: &Property, view: View<'a>) -> Claim<'a> {
        let mut claim = Claim { record: None, preferred: None, sources: Vec::new() };
        let (mut value, mut note, mut given) = (None, None, false);
        let mut citations = Vec::new();
        const FIELDS: [&str; 4] = ["value", "sources", "preferred", "note"];
        for entry in self.fields(view, "a claim", &FIELDS) {
            match entry.name {
                "value" if Self::is_blank_claim(property, entry.value) => {}
                "value" => {
                    given = true;
                    value = self.property(property, entry.value);
                }
                "preferred" => {
                    let preferred = self.boolean(entry.value) == Some(true);
                    claim.preferred = preferred.then(|| entry.value.span());
                }
                "note" => note = self.text(entry.value).map(str::to_owned),
                "sources" => {
                    let found = self.citations(entry.value);
                    claim.sources = found.named;
                    citations = found.list;
                }
                _ => {
                    self.unknown_field(&entry, "a claim", FIELDS);
                }
            }
        }
        if !given && view.shape() == Shape::Map {
            self.problems.add(Code::InvalidClaims, view.span(), "the claim has no \"value\"");
        }
        let preferred = claim.preferred.is_some();
        claim.record = value.map(|value| ClaimRecord { value, preferred, citations, note });
        claim
    }
}

/// Returns the number of different sources that support a value, in its claim or in another one.
fn supporting_sources(preferred: &Claim<'_>, claims: &[Claim<'_>]) -> usize {
    let wanted = preferred.record.as_ref().map(|record| &record.value);
    let same = claims.iter().filter(|claim| {
        wanted.is_some() && claim.record.as_ref().map(|record| &record.value) == wanted
    });
    let mut sources: Vec<&str> =
        same.chain([preferred]).flat_map(|claim| claim.sources.iter().copied()).collect();
    sources.sort_unstable();
    sources.dedup();
    sources.len()
}
