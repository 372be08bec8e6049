//! Filters on what entities and links cite: on the source and the place in it at once.

use super::{
    Model,
    inputs::{combinators, input, optional, property_filter, quantifiers},
};
use crate::ontology::Ontology;

pub(super) fn add(model: &mut Model, ontology: &Ontology) {
    let mut values = combinators("CitationWhere");
    values.extend([
        optional("locator", "StringFilter", "Where in the source: a page, a paragraph."),
        optional("note", "StringFilter", "A remark on the citation."),
        optional("id", "IDFilter", "The id of the source."),
        optional("name", "StringFilter", "The primary name of the source."),
        optional("names", "StringFilter", "At least one of the names of the source."),
        optional("degree", "IntFilter", "How many links the source has."),
    ]);
    let source = ontology.kind_by_name("Source").map(|id| ontology.kind(id));
    let properties = source.iter().flat_map(|source| &source.properties);
    values.extend(properties.map(|property| property_filter(ontology, property)));
    input(
        model,
        "CitationWhere",
        "Conditions on a citation and the source that it names; all of them must hold.",
        values,
    );
    input(
        model,
        "CitationsFilter",
        "Conditions on all citations; all of them must hold. A source that is cited at two places is two citations.",
        quantifiers("CitationWhere"),
    );
}
