//! The uses of relationship types: each relation field of each kind, with its ends.

use super::{
    draft::{Draft, FieldDraft, RelationshipDraft, TypeDraft},
    places::Word,
    types::Direction,
};
use std::collections::BTreeMap;

/// A relation field of a kind.
#[derive(Clone, Debug)]
pub(super) struct Use<'a> {
    /// The kind that has the field.
    pub(super) kind: &'a TypeDraft,
    /// The type that declares the field first: the kind itself or an interface of it. A problem
    /// stands there, once, and not at each kind that repeats the field.
    pub(super) owner: &'a TypeDraft,
    /// The field of the owner.
    pub(super) field: &'a FieldDraft,
    /// Its `@relationship`.
    pub(super) relationship: &'a RelationshipDraft,
    /// The kinds that it can lead to.
    pub(super) targets: Vec<&'a TypeDraft>,
}

impl Use<'_> {
    /// `"Person.posts"`
    pub(super) fn title(&self) -> String {
        format!("\"{}.{}\"", self.owner.name, self.field.name)
    }

    /// The direction in which its links are followed.
    pub(super) fn direction(&self) -> Direction {
        self.relationship.direction
    }

    /// Returns whether it can lead to a kind.
    pub(super) fn leads_to(&self, kind: &TypeDraft) -> bool {
        self.targets.iter().any(|target| *target.name == *kind.name)
    }

    /// The name of the type with its properties.
    pub(super) fn properties(&self) -> Option<&Word> {
        self.relationship.properties.as_ref()
    }
}

/// Returns whether the uses of a relationship type make it symmetric: no field gives it a direction.
pub(super) fn is_symmetric(uses: &[Use<'_>]) -> bool {
    uses.iter().all(|it| it.direction() == Direction::Both)
}

/// All relation fields of all kinds by relationship type, in the order of the files. A type
/// that only an interface without kinds names has none.
pub(super) fn by_relation(draft: &Draft) -> BTreeMap<&str, Vec<Use<'_>>> {
    let mut relations: BTreeMap<&str, Vec<Use<'_>>> = BTreeMap::new();
    for ty in &draft.types {
        for relationship in ty.fields.iter().filter_map(|field| field.relationship.as_ref()) {
            relations.entry(&relationship.relation).or_default();
        }
    }
    for kind in draft.kinds() {
        for field in &kind.fields {
            if let Some(it) = of_field(draft, kind, field) {
                relations.entry(&it.relationship.relation).or_default().push(it);
            }
        }
    }
    relations
}

fn of_field<'a>(draft: &'a Draft, kind: &'a TypeDraft, field: &'a FieldDraft) -> Option<Use<'a>> {
    let declarer = draft.types.iter().find(|ty| field.declared_by.as_deref() == Some(&*ty.name));
    let owner = declarer.unwrap_or(kind);
    let field = owner.field(&field.name).unwrap_or(field);
    let relationship = field.relationship.as_ref()?;
    Some(Use { kind, owner, field, relationship, targets: draft.kinds_of(&field.ty.name) })
}
