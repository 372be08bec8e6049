//! Publisher and date of publication of sources, for merging.

use crate::{
    graph::{EntityIndex, EntityRecord, LinkRecord},
    seed::check::Context,
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

    /// Returns the known dates of publication of the sources of a link.
    pub(super) fn known_days(&self, link: &LinkRecord) -> impl Iterator<Item = PartialDate> {
        self.days(link).flatten()
    }

    /// Returns the dates of publication of the sources of a link; `None` if one is unknown.
    pub(super) fn all_days(&self, link: &LinkRecord) -> Option<Vec<PartialDate>> {
        self.days(link).collect()
    }

    fn days(&self, link: &LinkRecord) -> impl Iterator<Item = Option<PartialDate>> {
        link.citations.iter().map(|citation| match self.value(citation.source, self.published) {
            Some(&Value::Date(date)) if date != PartialDate::UNKNOWN => Some(date),
            _ => None,
        })
    }
}
