//! Types and properties: how clients of the reconciliation API name what the ontology has.
//!
//! A type is a kind, an interface or a union; its id is its name in the GraphQL API. A property
//! is what every entity has (`names`), a property of a kind (`born`) or a relation field
//! (`posts`). One id can stand for a property of several kinds, and is looked up in the kind
//! of each entity.

use super::{Problem, shortened};
use crate::{
    diagnostics::did_you_mean,
    ontology::{Kind, KindId, Ontology, Property, RelationField, Target},
};
use std::collections::BTreeMap;

/// The most letters of what was sent that a message repeats.
pub(super) const SHOWN: usize = 100;

/// What an entity can be asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Term<'o> {
    /// What every entity has.
    Common(Common),
    /// A property of the entity's kind, and its position.
    Property(usize, &'o Property),
    /// A relation field of the entity's kind.
    Relation(&'o RelationField),
}

/// What every entity has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Common {
    Id,
    Name,
    Names,
    Summary,
    Kind,
    ExternalIds,
    Sources,
}

impl Common {
    pub(super) const ALL: [Self; 7] = [
        Self::Name,
        Self::Names,
        Self::Summary,
        Self::Kind,
        Self::Id,
        Self::ExternalIds,
        Self::Sources,
    ];

    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Names => "names",
            Self::Summary => "summary",
            Self::Kind => "kind",
            Self::ExternalIds => "externalIds",
            Self::Sources => "sources",
        }
    }

    pub(super) fn description(self) -> &'static str {
        match self {
            Self::Id => "The id of the entity",
            Self::Name => "The name that is shown",
            Self::Names => "All names, in every language and spelling",
            Self::Summary => "What the entity is, in a sentence",
            Self::Kind => "What kind of entity it is",
            Self::ExternalIds => "Ids in other data sets, as scheme:id",
            Self::Sources => "The documents it comes from",
        }
    }
}

/// The term of an id in a kind.
pub(super) fn term<'o>(kind: &'o Kind, id: &str) -> Option<Term<'o>> {
    if let Some(common) = Common::ALL.into_iter().find(|common| common.id() == id) {
        return Some(Term::Common(common));
    }
    if let Some((position, property)) = kind.property(id) {
        return Some(Term::Property(position, property));
    }
    kind.relations.iter().find(|field| field.name == id).map(Term::Relation)
}

/// A property as it is offered: one for all kinds that have one of this id.
#[derive(Debug)]
pub(super) struct Offer<'o> {
    /// Its id.
    pub(super) id: &'o str,
    /// What it says; where kinds differ, what the first of them says.
    pub(super) description: &'o str,
    /// The kinds that have it; none for what every entity has.
    pub(super) kinds: Vec<&'o str>,
    /// What it leads to, if it is a relation field that leads to one type in all kinds.
    pub(super) target: Option<Target>,
}

/// The properties of some kinds: what every entity has first, then by id.
pub(super) fn offers<'o>(ontology: &'o Ontology, kinds: &[KindId]) -> Vec<Offer<'o>> {
    let mut offers: Vec<Offer<'o>> = Common::ALL
        .into_iter()
        .map(|common| Offer {
            id: common.id(),
            description: common.description(),
            kinds: Vec::new(),
            target: None,
        })
        .collect();
    let mut by_id: BTreeMap<&str, Offer<'o>> = BTreeMap::new();
    for &kind in kinds {
        let kind = ontology.kind(kind);
        let properties = kind.properties.iter().map(|it| (&it.name, &it.description, None));
        let relations =
            kind.relations.iter().map(|it| (&it.name, &it.description, Some(it.target)));
        for (id, description, target) in properties.chain(relations) {
            let offer = by_id.entry(id).or_insert_with(|| Offer {
                id,
                description,
                kinds: Vec::new(),
                target,
            });
            offer.kinds.push(&kind.name);
            offer.target = offer.target.filter(|it| Some(*it) == target);
        }
    }
    offers.extend(by_id.into_values());
    offers
}

/// The type that a property's values have, where it is one of those that are offered.
pub(super) fn target_type(ontology: &Ontology, target: Target) -> Option<&str> {
    (target != Target::Entity).then(|| ontology.target_name(target))
}

/// The kinds that a type covers, in the order of their ids.
///
/// # Errors
/// If there is no such type: nothing could ever be of it.
pub(super) fn kinds_of_type(ontology: &Ontology, id: &str) -> Result<Vec<KindId>, Problem> {
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
pub(super) fn kinds_of(ontology: &Ontology, of_type: Option<&str>) -> Result<Vec<KindId>, Problem> {
    match of_type.filter(|id| !id.is_empty()) {
        Some(id) => kinds_of_type(ontology, id),
        None => Ok(ontology.kinds().map(|(id, _)| id).collect()),
    }
}

/// Fails where no kind has a property of this id.
pub(super) fn check_property(ontology: &Ontology, id: &str) -> Result<(), Problem> {
    if ontology.kinds().any(|(_, kind)| term(kind, id).is_some()) {
        return Ok(());
    }
    let kinds: Vec<KindId> = ontology.kinds().map(|(id, _)| id).collect();
    let offers = offers(ontology, &kinds);
    Err(unknown("property", id, &did_you_mean(id, offers.iter().map(|offer| offer.id))))
}

fn unknown(what: &str, id: &str, suggestion: &str) -> Problem {
    let id = shortened(id, SHOWN);
    Problem::malformed(format!("there is no {what} \"{id}\"{suggestion}"))
}

/// A name for people: `deputyHeadOf` is `Deputy head of`.
pub(super) fn label(id: &str) -> String {
    let mut out = String::with_capacity(id.len() + 4);
    let mut before = ' ';
    for c in id.chars() {
        if out.is_empty() {
            out.extend(c.to_uppercase());
        } else if c == '_' {
            out.push(' ');
        } else if c.is_uppercase() && before.is_lowercase() {
            out.push(' ');
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn ids_become_words() {
        for (id, words) in [
            ("born", "Born"),
            ("deputyHeadOf", "Deputy head of"),
            ("lengthKm", "Length km"),
            ("PressRelease", "Press release"),
            ("GDP", "GDP"),
            ("area_hectares", "Area hectares"),
        ] {
            assert_eq!(label(id), words);
        }
    }
}
