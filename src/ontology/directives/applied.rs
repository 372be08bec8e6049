//! A directive where definitions apply it, and its arguments as values.

use super::{DirectiveSpec, count, items};
use crate::{
    diagnostics::Span,
    ontology::places::{Places, Word},
};
use apollo_compiler::{
    Node,
    ast::{Directive, DirectiveList, Value},
};

/// A directive where it is applied, with its arguments.
///
/// A value of the wrong type reads as absent: the rule on directives has reported it.
#[derive(Clone, Copy, Debug)]
pub(in crate::ontology) struct Applied<'a> {
    spec: &'static DirectiveSpec,
    node: &'a Node<Directive>,
    places: &'a Places,
}

impl<'a> Applied<'a> {
    /// The first application of a directive in a list.
    pub(in crate::ontology) fn find(
        list: &'a DirectiveList,
        spec: &'static DirectiveSpec,
        places: &'a Places,
    ) -> Option<Self> {
        let node = list.0.iter().find(|node| node.name == spec.name)?;
        Some(Self { spec, node, places })
    }

    /// The place of `@name`.
    pub(in crate::ontology) fn span(self) -> Span {
        self.places.head(self.node)
    }

    /// An argument as it was written, if it is of its type.
    pub(in crate::ontology) fn value(self, name: &str) -> Option<&'a Node<Value>> {
        let spec = self.spec.arguments.iter().find(|argument| argument.name == name);
        debug_assert!(spec.is_some(), "the table has @{}({name}:)", self.spec.name);
        let value = self.node.specified_argument_by_name(name)?;
        spec?.ty.refuses(value).is_none().then_some(value)
    }

    /// An argument that is a text.
    pub(in crate::ontology) fn string(self, name: &str) -> Option<Word> {
        self.value(name).and_then(|value| self.word(value))
    }

    /// An argument that is a list of texts.
    pub(in crate::ontology) fn strings(self, name: &str) -> Vec<Word> {
        self.value(name).map_or_else(Vec::new, |value| {
            items(value).iter().filter_map(|item| self.word(item)).collect()
        })
    }

    /// An argument that is a count, and its place.
    pub(in crate::ontology) fn count(self, name: &str) -> Option<(u32, Span)> {
        let value = self.value(name)?;
        Some((count(value)?, self.places.span(value.location())))
    }

    /// An argument that is one word or a list of words; none if it is absent.
    pub(in crate::ontology) fn choices(self, name: &str) -> Vec<&'a str> {
        self.value(name).map_or_else(Vec::new, |value| {
            items(value)
                .iter()
                .filter_map(|item| item.as_enum())
                .map(|name| name.as_str())
                .collect()
        })
    }

    fn word(self, value: &Node<Value>) -> Option<Word> {
        let text = value.as_str()?.to_owned();
        Some(Word { text, span: self.places.span(value.location()) })
    }
}
