//! Publisher and date of publication of sources.

use super::Context;
use crate::{
    graph::{CitationRecord, EntityIndex, EntityRecord},
    value::{PartialDate, Value},
};

/// The sources of a data set.
pub(super) struct Publications<'a> {
    entities: &'a [EntityRecord],
    /// Positions in the properties of `Source`.
    publisher: Option<usize>,
    published: Option<usize>,
}

impl<'a> Publications<'a> {
    pub(super) fn new(context: &Context<'_>, entities: &'a [EntityRecord]) -> Self {
        let position = |key: &str| {
            let properties = &context.ontology.kind(context.source?).properties;
            properties.iter().position(|property| property.key == key)
        };
        Self { entities, publisher: position("publisher"), published: position("published") }
    }

    fn value(&self, source: EntityIndex, property: Option<usize>) -> Option<&'a Value> {
        self.entities.get(source.0 as usize)?.values.get(property?)?.as_ref()
    }

    /// Returns the publisher of a source, where it is known.
    pub(super) fn publisher(&self, source: EntityIndex) -> Option<&'a str> {
        match self.value(source, self.publisher)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the day on which a source was published, where it is known.
    pub(super) fn day(&self, source: EntityIndex) -> Option<PartialDate> {
        match self.value(source, self.published) {
            Some(&Value::Date(date)) if date != PartialDate::UNKNOWN => Some(date),
            _ => None,
        }
    }

    /// Returns the known dates of publication of cited sources.
    pub(super) fn known_days(
        &self,
        citations: &[CitationRecord],
    ) -> impl Iterator<Item = PartialDate> {
        citations.iter().filter_map(|citation| self.day(citation.source))
    }

    /// Returns the dates of publication of cited sources; `None` if one is unknown.
    pub(super) fn all_days(&self, citations: &[CitationRecord]) -> Option<Vec<PartialDate>> {
        citations.iter().map(|citation| self.day(citation.source)).collect()
    }
}
