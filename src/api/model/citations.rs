//! Filters on what entities and links cite: on the source and the place in it at once.

use super::{
    InputValue, Model, TypeRef,
    inputs::{combinators, input, property_filter},
};
use crate::ontology::Ontology;

pub(super) fn add(model: &mut Model, ontology: &Ontology) {
    let filter = |name: &str, ty: &str, description: &str| {
        InputValue::new(name, TypeRef::optional(ty), description)
    };
    let mut values = combinators("CitationWhere");
    values.extend([
        filter("locator", "StringFilter", "Where in the source: a page, a paragraph."),
        filter("note", "StringFilter", "A remark on the citation."),
        filter("id", "IDFilter", "The id of the source."),
        filter("name", "StringFilter", "The primary name of the source."),
        filter("names", "StringFilter", "At least one of the names of the source."),
        filter("degree", "IntFilter", "How many links the source has."),
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
    let one = |name: &str, description: &str| filter(name, "CitationWhere", description);
    input(
        model,
        "CitationsFilter",
        "Conditions on all citations; all of them must hold. A source that is cited at two places is two citations.",
        vec![
            one("some", "At least one is like this."),
            one("all", "Every one is like this; so it is where there are none."),
            one("none", "None is like this."),
            one("single", "Exactly one is like this."),
            filter("count", "IntFilter", "How many there are."),
        ],
    );
}
