//! Properties of links that refer to entities.

use super::Checker;
use crate::{
    diagnostics::{Code, Diagnostic, Span},
    graph::EntityIndex,
    ontology::{KindId, Reference},
    seed::tree::View,
};

/// The number of kinds that a message lists.
const MAX_KINDS: usize = 8;

/// The properties of one link that refer to entities, as they are written.
pub(super) struct References<'a> {
    definitions: &'a [Reference],
    written: Vec<Option<View<'a>>>,
}

impl<'a> References<'a> {
    /// Nothing yet.
    pub(super) fn new(definitions: &'a [Reference]) -> Self {
        Self { definitions, written: vec![None; definitions.len()] }
    }

    /// The property of a key.
    pub(super) fn find(&self, key: &str) -> Option<(usize, &'a Reference)> {
        self.definitions.iter().enumerate().find(|(_, reference)| reference.key == key)
    }

    /// Reads a field if it is one of them.
    pub(super) fn read(&mut self, key: &str, value: View<'a>) -> bool {
        let slot = self.find(key).and_then(|(at, _)| self.written.get_mut(at));
        slot.map(|slot| *slot = Some(value)).is_some()
    }

    /// Returns whether a record gives a property, good or not.
    pub(super) fn is_said(&self, at: usize) -> bool {
        self.written.get(at).is_some_and(Option::is_some)
    }
}

impl<'a> Checker<'a> {
    /// The entities that the properties refer to. Tells of those that are not there or of another
    /// kind, and of required ones that are missing.
    pub(super) fn references(
        &mut self,
        references: References<'a>,
        relation: &str,
        place: Span,
    ) -> Vec<Option<EntityIndex>> {
        let References { definitions, written } = references;
        let pairs = definitions.iter().zip(written);
        pairs.map(|(definition, view)| self.reference(definition, view, relation, place)).collect()
    }

    fn reference(
        &mut self,
        definition: &Reference,
        view: Option<View<'a>>,
        relation: &str,
        place: Span,
    ) -> Option<EntityIndex> {
        let Some(view) = view else {
            if definition.required {
                let key = &definition.key;
                let message = format!("{relation} has no \"{key}\", which is required");
                self.problems.add(Code::MissingValue, place, message);
            }
            return None;
        };
        let index = self.end(view)?;
        let kind = self.context.index.entity(index)?.kind;
        if self.context.ontology.can_be(definition.target, kind) {
            return Some(index);
        }
        self.wrong_reference(definition, kind, view.span());
        None
    }

    /// Tells of an entity of a kind that the property cannot refer to.
    fn wrong_reference(&mut self, definition: &Reference, found: KindId, place: Span) {
        let ontology = self.context.ontology;
        let name = |kind: &KindId| ontology.kind(*kind).name.as_str();
        let target = ontology.target_name(definition.target);
        let message =
            format!("\"{}\" refers to {target}, and this is {}", definition.key, name(&found));
        let problem = Diagnostic::new(Code::WrongEnd, place, message);
        let kinds = ontology.kinds_of(definition.target);
        let names: Vec<&str> = kinds.iter().take(MAX_KINDS).map(name).collect();
        let rest = kinds.len().saturating_sub(MAX_KINDS);
        let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        self.problems.push(match names.as_slice() {
            [only] if *only == target => problem,
            _ => problem.help(format!("it may be one of {}{more}", names.join(", "))),
        });
    }
}
