//! Type definitions: which kinds of entities there are, what they have, how they are linked.
//!
//! An [`Ontology`] is the checked content of `schema/*.graphql`: plain data with dense ids. It is
//! shared by everything above and never changes. All lookups by name go through it.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod directives;
mod draft;
mod graphql;
mod inherit;
mod literal;
mod lower;
mod name_template;
mod parse;
mod places;
mod read;
pub(crate) mod reserved;
mod rules;
mod status_set;
mod types;
mod uses;
mod vocabulary;

pub use crate::value::{BuiltInType, EnumId, Scalar, ValueTypeId};
pub(crate) use directives::BUILT_IN_TYPES;
pub use directives::directives_sdl;
pub use parse::parse;
#[cfg(test)]
pub(crate) use parse::parse_text;
pub use status_set::StatusSet;
pub use types::{
    Abstract, AbstractForm, AbstractId, Cardinality, Deprecation, Direction, EnumType, EnumValue,
    Kind, KindId, Limit, LinkProperties, NamePart, Only, PropertiesId, Property, PropertyType,
    Reference, Relation, RelationField, RelationId, SearchBy, SoftRule, Target, Temporal,
    ValueType,
};
pub use vocabulary::{Change, Evidence, LinkStatus, NameKind};

use crate::value::Period;
use hashbrown::HashMap;

/// The type definitions of one data set.
#[derive(Debug)]
pub struct Ontology {
    parts: Parts,
    kinds_by_name: HashMap<String, KindId>,
    relations_by_name: HashMap<String, RelationId>,
}

/// The parts of an [`Ontology`]. Ids are positions in these lists.
#[derive(Debug, Default)]
pub struct Parts {
    /// The kinds, in the order of their names; `Source` is among them.
    pub kinds: Vec<Kind>,
    /// The relationship types, in the order of their names.
    pub relations: Vec<Relation>,
    /// Interfaces and unions, in the order of their names; `Entity` is not among them.
    pub abstracts: Vec<Abstract>,
    /// The enums, in the order of their names.
    pub enums: Vec<EnumType>,
    /// The types that hold the properties of links, in the order of their names.
    pub link_properties: Vec<LinkProperties>,
    /// The types of structured values, in the order of their names; `Money` and `Point` are among
    /// them.
    pub value_types: Vec<ValueType>,
}

#[expect(clippy::indexing_slicing, reason = "ids are positions in these lists")]
impl Ontology {
    /// An ontology of parts that keep the rules of this module's checks.
    pub(crate) fn new(parts: Parts) -> Self {
        let kinds_by_name =
            parts.kinds.iter().zip(0..).map(|(k, id)| (k.name.clone(), KindId(id))).collect();
        let relations_by_name = parts
            .relations
            .iter()
            .zip(0..)
            .map(|(r, id)| (r.name.clone(), RelationId(id)))
            .collect();
        Self { parts, kinds_by_name, relations_by_name }
    }

    /// The ontology in which the links of all relations fade after a period, if none of them says
    /// one itself.
    #[must_use]
    pub fn fading_by_default(mut self, fades: Option<Period>) -> Self {
        if self.parts.relations.iter().all(|relation| relation.fades.is_none()) {
            self.parts.relations.iter_mut().for_each(|relation| relation.fades = fades);
        }
        self
    }

    /// All kinds, in the order of their names.
    pub fn kinds(&self) -> impl ExactSizeIterator<Item = (KindId, &Kind)> {
        self.parts.kinds.iter().enumerate().map(|(id, kind)| (KindId(id as u16), kind))
    }

    /// All relationship types, in the order of their names.
    pub fn relations(&self) -> impl ExactSizeIterator<Item = (RelationId, &Relation)> {
        self.parts
            .relations
            .iter()
            .enumerate()
            .map(|(id, relation)| (RelationId(id as u16), relation))
    }

    /// All interfaces and unions, in the order of their names.
    pub fn abstracts(&self) -> impl ExactSizeIterator<Item = (AbstractId, &Abstract)> {
        self.parts.abstracts.iter().enumerate().map(|(id, it)| (AbstractId(id as u16), it))
    }

    /// All enums, in the order of their names.
    pub fn enums(&self) -> impl ExactSizeIterator<Item = (EnumId, &EnumType)> {
        self.parts.enums.iter().enumerate().map(|(id, it)| (EnumId(id as u16), it))
    }

    /// All types of link properties, in the order of their names.
    pub fn link_property_types(
        &self,
    ) -> impl ExactSizeIterator<Item = (PropertiesId, &LinkProperties)> {
        self.parts.link_properties.iter().enumerate().map(|(id, it)| (PropertiesId(id as u16), it))
    }

    /// All types of structured values, in the order of their names.
    pub fn value_types(&self) -> impl ExactSizeIterator<Item = (ValueTypeId, &ValueType)> {
        self.parts.value_types.iter().enumerate().map(|(id, it)| (ValueTypeId(id as u16), it))
    }

    /// A kind by id.
    pub fn kind(&self, id: KindId) -> &Kind {
        &self.parts.kinds[id.index()]
    }

    /// A relationship type by id.
    pub fn relation(&self, id: RelationId) -> &Relation {
        &self.parts.relations[id.index()]
    }

    /// An interface or union by id.
    pub fn abstract_type(&self, id: AbstractId) -> &Abstract {
        &self.parts.abstracts[id.index()]
    }

    /// An enum by id.
    pub fn enum_type(&self, id: EnumId) -> &EnumType {
        &self.parts.enums[id.index()]
    }

    /// A type of link properties by id.
    pub fn link_properties(&self, id: PropertiesId) -> &LinkProperties {
        &self.parts.link_properties[id.index()]
    }

    /// A type of structured values by id.
    pub fn value_type(&self, id: ValueTypeId) -> &ValueType {
        &self.parts.value_types[id.index()]
    }

    /// The properties with values that links of a relationship type have beside the built-in ones.
    pub fn properties_of(&self, relation: RelationId) -> &[Property] {
        match self.relation(relation).properties {
            Some(id) => &self.link_properties(id).properties,
            None => &[],
        }
    }

    /// The properties of links of a relationship type that refer to entities.
    pub fn references_of(&self, relation: RelationId) -> &[Reference] {
        match self.relation(relation).properties {
            Some(id) => &self.link_properties(id).references,
            None => &[],
        }
    }

    /// Returns whether a field lists the links of a directed relation in both directions.
    pub fn follows_either_way(&self, field: &RelationField) -> bool {
        field.direction == Direction::Both && !self.relation(field.relation).symmetric
    }

    /// Returns whether a target can be of a kind.
    pub fn can_be(&self, target: Target, kind: KindId) -> bool {
        match target {
            Target::Kind(id) => id == kind,
            Target::Abstract(id) => self.abstract_type(id).members.contains(&kind),
            Target::Entity => true,
        }
    }

    /// The name of a field of a property, by the positions on the way to it: `address.city`.
    pub fn path_name(&self, property: &Property, path: &[usize]) -> String {
        let (mut name, mut scalar) = (property.name.clone(), property.ty.scalar);
        for at in path {
            let Scalar::Structured(id) = scalar else { break };
            let field = &self.value_type(id).fields[*at];
            name.push('.');
            name.push_str(&field.name);
            scalar = field.ty.scalar;
        }
        name
    }

    /// A kind by its name.
    pub fn kind_by_name(&self, name: &str) -> Option<KindId> {
        self.kinds_by_name.get(name).copied()
    }

    /// The built-in kind of cited documents.
    pub fn source_kind(&self) -> Option<KindId> {
        self.kind_by_name("Source")
    }

    /// The property with the date on which a source was published, and the kind of sources.
    pub fn publication_date(&self) -> Option<(KindId, usize)> {
        let source = self.source_kind()?;
        let (property, _) = self.kind(source).property("published")?;
        Some((source, property))
    }

    /// A relationship type by its name.
    pub fn relation_by_name(&self, name: &str) -> Option<RelationId> {
        self.relations_by_name.get(name).copied()
    }

    /// The kinds that a target can be, in the order of their ids.
    pub fn kinds_of(&self, target: Target) -> Vec<KindId> {
        match target {
            Target::Kind(id) => vec![id],
            Target::Abstract(id) => self.abstract_type(id).members.clone(),
            Target::Entity => self.kinds().map(|(id, _)| id).collect(),
        }
    }

    /// The properties and the relation fields of a target. `Entity` has none of its own.
    pub fn fields_of(&self, target: Target) -> (&[Property], &[RelationField]) {
        match target {
            Target::Kind(id) => {
                let kind = self.kind(id);
                (&kind.properties, &kind.relations)
            }
            Target::Abstract(id) => {
                let it = self.abstract_type(id);
                (&it.properties, &it.relations)
            }
            Target::Entity => (&[], &[]),
        }
    }

    /// The name of a target as it stands in SDL.
    pub fn target_name(&self, target: Target) -> &str {
        match target {
            Target::Kind(id) => &self.kind(id).name,
            Target::Abstract(id) => &self.abstract_type(id).name,
            Target::Entity => "Entity",
        }
    }
}

#[cfg(test)]
mod tests;
