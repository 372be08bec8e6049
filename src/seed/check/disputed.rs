//! `disputed: [since]`: the properties of a link that a source denies, where the rest stands.

use super::{Checker, link::own_keys, property::Properties, reference::References, time::Times};
use crate::{
    diagnostics::{Code, Diagnostic, Span, did_you_mean},
    ontology::RelationId,
    seed::tree::View,
};

/// A name in the list, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Dispute<'a> {
    name: &'a str,
    place: Span,
}

/// The dates and properties of a link, as far as it says them.
#[derive(Clone, Copy)]
pub(super) struct Said<'s, 'a> {
    pub(super) times: &'s Times,
    pub(super) properties: &'s Properties<'a>,
    pub(super) references: &'s References<'a>,
}

impl<'a> Said<'_, 'a> {
    /// The name in the API of what has a key, and whether the link says it.
    fn find(self, key: &'a str) -> Option<(&'a str, bool)> {
        if let Some((at, property)) = self.properties.find(key) {
            return Some((&property.name, self.properties.is_said(at)));
        }
        if let Some((at, reference)) = self.references.find(key) {
            return Some((&reference.name, self.references.is_said(at)));
        }
        Times::NAMES.contains(&key).then(|| (key, self.times.has(key)))
    }
}

impl<'a> Checker<'a> {
    /// Reads the names in the list.
    pub(super) fn disputes(&mut self, view: View<'a>) -> Vec<Dispute<'a>> {
        let items = self.items(view).into_iter();
        items
            .filter_map(|item| self.text(item).map(|name| Dispute { name, place: item.span() }))
            .collect()
    }

    /// The names of what is disputed, as the API has them. Tells of those that are no property of
    /// the relation, and of those without a value.
    pub(super) fn disputed(
        &mut self,
        disputes: &[Dispute<'a>],
        said: Said<'_, 'a>,
        relation: RelationId,
    ) -> Vec<String> {
        let mut names = Vec::with_capacity(disputes.len());
        for &Dispute { name, place } in disputes {
            let Some((known, is_said)) = said.find(name) else {
                self.unknown_dispute(name, place, relation);
                continue;
            };
            if !is_said {
                let message = format!("\"{name}\" is disputed, and the link has none");
                let help = "write the value that a source denies, or leave the name out";
                self.problems.push(Diagnostic::new(Code::MissingValue, place, message).help(help));
            }
            names.push(known.to_owned());
        }
        names
    }

    fn unknown_dispute(&mut self, name: &str, place: Span, relation: RelationId) {
        let ontology = self.context.ontology;
        let own = own_keys(ontology, relation);
        let guess = did_you_mean(name, Times::NAMES.into_iter().chain(own));
        let relation = &ontology.relation(relation).name;
        let message = format!("{relation} has no property \"{name}\"{guess}");
        let problem = Diagnostic::new(Code::UnknownField, place, message);
        let help = "a property of the relation can be disputed, and at, since, until, attested; \
                    where the whole link is, write evidence: DISPUTED";
        self.problems.push(if guess.is_empty() { problem.help(help) } else { problem });
    }
}
