//! The fields of entities and of links by their names: the one place that looks them up for
//! orders, comparisons, and keys of groups.

use super::Binder;
use crate::{
    ontology::{KindId, Property, RelationField, RelationId, Target},
    plan::{LinkTime, Referred},
};

/// A field of an entity.
pub(super) enum EntityField<'o> {
    Id,
    Name,
    Degree,
    /// A property, and its position in each kind that has it.
    Property(Vec<(KindId, usize)>, &'o Property),
    /// The field of a relation.
    Relation(&'o RelationField),
}

/// A field of a link.
pub(super) enum EdgeField<'o> {
    Time(LinkTime),
    /// A property, by its position.
    Property(usize, &'o Property),
    /// A property that refers to an entity of a type.
    Reference(Referred, Target),
}

impl<'a> Binder<'a> {
    /// A field of entities of some kinds, which a type stands for if it has relation fields.
    pub(super) fn entity_field(
        &self,
        kinds: &[KindId],
        target: Option<Target>,
        name: &str,
    ) -> Option<EntityField<'a>> {
        match name {
            "id" => return Some(EntityField::Id),
            "name" => return Some(EntityField::Name),
            "degree" => return Some(EntityField::Degree),
            _ => {}
        }
        let columns = self.columns(kinds, name);
        if let Some(&(kind, index)) = columns.first() {
            let property = &self.ontology.kind(kind).properties[index];
            return Some(EntityField::Property(columns, property));
        }
        target.and_then(|target| self.relation_field_of(target, name)).map(EntityField::Relation)
    }

    /// A field of an entity of a type.
    pub(super) fn target_field(&self, target: Target, name: &str) -> Option<EntityField<'a>> {
        self.entity_field(&self.ontology.kinds_of(target), Some(target), name)
    }

    /// A field of links of a relation, or of any relation.
    pub(super) fn edge_field(
        &self,
        relation: Option<RelationId>,
        name: &str,
    ) -> Option<EdgeField<'a>> {
        if let Some(time) = LinkTime::by_name(name) {
            return Some(EdgeField::Time(time));
        }
        let properties = self.ontology.properties_of(relation?);
        if let Some(at) = properties.iter().position(|property| property.name == name) {
            return Some(EdgeField::Property(at, &properties[at]));
        }
        let references = self.ontology.references_of(relation?);
        let reference = references.iter().position(|it| it.name == name)?;
        let referred = Referred { relation: relation?, reference };
        Some(EdgeField::Reference(referred, references[reference].target))
    }

    /// Returns whether links of a relation have a property of a name. It may be called `direction`
    /// unless a field lists the links in both directions.
    pub(super) fn has_property(&self, relation: RelationId, name: &str) -> bool {
        self.edge_field(Some(relation), name).is_some()
    }

    /// The positions of a property in the kinds that have it.
    pub(super) fn columns(&self, kinds: &[KindId], name: &str) -> Vec<(KindId, usize)> {
        let column = |&kind: &KindId| Some((kind, self.ontology.kind(kind).property(name)?.0));
        kinds.iter().filter_map(column).collect()
    }

    /// A relation field that a type has.
    pub(super) fn relation_field_of(
        &self,
        target: Target,
        name: &str,
    ) -> Option<&'a RelationField> {
        let (_, relations) = self.ontology.fields_of(target);
        relations.iter().find(|field| field.name == name)
    }
}
