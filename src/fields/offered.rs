//! The fields of several kinds as one list: one entry for all kinds that have a field of a name.

use super::{CommonField, Field};
use crate::ontology::{KindId, Ontology, Target};
use std::collections::BTreeMap;

/// A field, with the kinds that have one of this name.
#[derive(Debug)]
pub struct OfferedField<'o> {
    /// The name of the field.
    pub name: &'o str,
    /// The description; where kinds differ, the description of the first of them.
    pub description: &'o str,
    /// The kinds that have it; empty for a field that every entity has.
    pub kinds: Vec<&'o str>,
    /// The type that it leads to, for a relation field that leads to one type in all kinds.
    pub target: Option<Target>,
}

/// The fields of some kinds: those that every entity has, then the others by name.
pub fn fields_of_kinds<'o>(ontology: &'o Ontology, kinds: &[KindId]) -> Vec<OfferedField<'o>> {
    let mut fields: Vec<_> = CommonField::ALL
        .into_iter()
        .map(|common| new(common.name(), common.description(), None))
        .collect();
    let mut by_name: BTreeMap<&str, OfferedField<'o>> = BTreeMap::new();
    for &kind in kinds {
        let kind = ontology.kind(kind);
        for field in Field::of_kind(kind) {
            let (description, target) = match field {
                Field::Common(common) => (common.description(), None),
                Field::Property(_, property) => (&*property.description, None),
                Field::Relation(relation) => (&*relation.description, Some(relation.target)),
            };
            let name = field.name();
            let offered = by_name.entry(name).or_insert_with(|| new(name, description, target));
            offered.kinds.push(&kind.name);
            offered.target = offered.target.filter(|it| Some(*it) == target);
        }
    }
    fields.extend(by_name.into_values());
    fields
}

fn new<'o>(name: &'o str, description: &'o str, target: Option<Target>) -> OfferedField<'o> {
    OfferedField { name, description, kinds: Vec::new(), target }
}
