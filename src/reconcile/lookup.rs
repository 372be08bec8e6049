//! Looks up the types and properties that clients name.
//!
//! A type is a kind, an interface or a union; its id is its name in the GraphQL API. A property
//! is a [field](crate::fields) of an entity. One id can be a property of several kinds; it is
//! looked up in the kind of each entity.

use super::Error;
use crate::{
    diagnostics::did_you_mean,
    fields::{Field, fields_of_kinds, shortened},
    ontology::{KindId, Ontology, Target},
};

/// The most characters of what was sent that a message repeats.
pub(super) const SHOWN: usize = 100;

/// The type that a property's values have, where it is one of those that are offered.
pub(super) fn target_type(ontology: &Ontology, target: Target) -> Option<&str> {
    (target != Target::Entity).then(|| ontology.target_name(target))
}

/// The kinds that a type covers, in the order of their ids.
///
/// # Errors
/// If there is no such type: nothing could ever be of it.
pub(super) fn kinds_of_type(ontology: &Ontology, id: &str) -> Result<Vec<KindId>, Error> {
    if let Some(kind) = ontology.kind_by_name(id) {
        return Ok(vec![kind]);
    }
    if let Some((_, found)) = ontology.abstracts().find(|(_, it)| it.name == id) {
        return Ok(found.members.clone());
    }
    let kinds = ontology.kinds().map(|(_, kind)| kind.name.as_str());
    let abstracts = ontology.abstracts().map(|(_, it)| it.name.as_str());
    Err(unknown("type", id, &did_you_mean(id, kinds.chain(abstracts))))
}

/// The kinds of an optional type; an empty one counts as absent, as forms send it.
pub(super) fn kinds_of(ontology: &Ontology, of_type: Option<&str>) -> Result<Vec<KindId>, Error> {
    match of_type.filter(|id| !id.is_empty()) {
        Some(id) => kinds_of_type(ontology, id),
        None => Ok(ontology.kinds().map(|(id, _)| id).collect()),
    }
}

/// Fails where no kind has a property of this id.
pub(super) fn check_property(ontology: &Ontology, id: &str) -> Result<(), Error> {
    if ontology.kinds().any(|(_, kind)| Field::by_name(kind, id).is_some()) {
        return Ok(());
    }
    let kinds: Vec<KindId> = ontology.kinds().map(|(id, _)| id).collect();
    let fields = fields_of_kinds(ontology, &kinds);
    Err(unknown("property", id, &did_you_mean(id, fields.iter().map(|field| field.name))))
}

fn unknown(what: &str, id: &str, suggestion: &str) -> Error {
    let id = shortened(id, SHOWN);
    Error::malformed(format!("there is no {what} \"{id}\"{suggestion}"))
}
