//! What merging asks of sources: who published them, and when.

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

    /// Who published a source, where that is known.
    pub(super) fn publisher(&self, source: EntityIndex) -> Option<&'a str> {
        match self.value(source, self.publisher)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// When the sources of a link were published, those of which that is known.
    pub(super) fn known_days(&self, link: &LinkRecord) -> impl Iterator<Item = PartialDate> {
        self.days(link).flatten()
    }

    /// When the sources of a link were published; `None` if one of them does not say.
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
