//! `disputed: [since]`: the properties of a link that a source denies, where the rest stands.

use super::{Checker, property::Properties, time::Times};
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
        disputes: &[Dispute<'_>],
        times: &Times,
        properties: &Properties<'_>,
        relation: RelationId,
    ) -> Vec<String> {
        let mut names = Vec::with_capacity(disputes.len());
        for &Dispute { name, place } in disputes {
            let (known, is_said) = match properties.find(name) {
                Some((at, property)) => (property.name.as_str(), properties.is_said(at)),
                None if Times::NAMES.contains(&name) => (name, times.has(name)),
                None => {
                    self.unknown_dispute(name, place, relation);
                    continue;
                }
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
        let properties = ontology.properties_of(relation).iter().map(|it| it.key.as_str());
        let guess = did_you_mean(name, Times::NAMES.into_iter().chain(properties));
        let relation = &ontology.relation(relation).name;
        let message = format!("{relation} has no property \"{name}\"{guess}");
        let problem = Diagnostic::new(Code::UnknownField, place, message);
        let help = "a property of the relation can be disputed, and at, since, until, attested; \
                    where the whole link is, write evidence: DISPUTED";
        self.problems.push(if guess.is_empty() { problem.help(help) } else { problem });
    }
}
