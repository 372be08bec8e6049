//! Paths of names to fields: `born`, `country.name`, `from.born`, `cost.amount`.

use super::{
    super::{
        class::{Class, Number},
        fields::{EdgeField, EntityField},
    },
    Binder, Operand,
};
use crate::{
    ontology::{
        Cardinality, KindId, Property, RelationField, RelationId, Scalar, Target, ValueTypeId,
    },
    plan::{FieldError, FieldPath, LinkField, LinksKey, OrderBy, ValueKey},
};

impl Binder<'_> {
    /// A field of an entity of some kinds: `born`, `country.name`, `posts.count`.
    pub(super) fn compared_of_entity(
        &self,
        kinds: &[KindId],
        target: Option<Target>,
        path: &str,
    ) -> Result<Operand<OrderBy>, FieldError> {
        self.of_entity_within(kinds, target, path, self.limits.depth)
    }

    fn of_entity_within(
        &self,
        kinds: &[KindId],
        target: Option<Target>,
        path: &str,
        steps: u64,
    ) -> Result<Operand<OrderBy>, FieldError> {
        let (name, rest) = split(path);
        let field = self.entity_field(kinds, target, name);
        match (field.ok_or_else(|| self.no_entity_field(kinds, target, name))?, rest) {
            (EntityField::Id, None) => Ok((OrderBy::Id, Class::EntityId)),
            (EntityField::Name, None) => Ok((OrderBy::Name, Class::Text)),
            (EntityField::Degree, None) => Ok((OrderBy::Degree, Class::Number(Number::Whole))),
            (EntityField::Id | EntityField::Name | EntityField::Degree, Some(_)) => {
                Err(no_fields(name))
            }
            (EntityField::Property(columns, property), rest) => {
                let (path, class) = self.value_of_kinds(&columns, property, rest)?;
                Ok((OrderBy::Property(columns, ValueKey::Field(path)), class))
            }
            (EntityField::Relation(field), rest) => self.of_relation(field, rest, steps),
        }
    }

    /// The number of links of a relation to many, or a field of what a relation to one leads to.
    fn of_relation(
        &self,
        field: &RelationField,
        rest: Option<&str>,
        steps: u64,
    ) -> Result<Operand<OrderBy>, FieldError> {
        let name = &field.name;
        match (field.cardinality, rest) {
            (Cardinality::Many, Some("count")) => {
                let count = LinksKey::count(field.relation, field.direction);
                Ok((OrderBy::Links(Box::new(count)), Class::Number(Number::Whole)))
            }
            (Cardinality::Many, _) => Err(FieldError::of_value(format_args!(
                ": `{name}` leads to many entities; compare their number, `{name}.count`"
            ))),
            (Cardinality::AtMostOne | Cardinality::ExactlyOne, None) => {
                Err(FieldError::of_value(format_args!(
                    ": `{name}` is an entity; compare one of its fields, such as `{name}.id`"
                )))
            }
            (Cardinality::AtMostOne | Cardinality::ExactlyOne, Some(rest)) => {
                let Some(steps) = steps.checked_sub(1) else {
                    let most = self.limits.depth;
                    let error = format_args!(" goes over more than {most} steps");
                    return Err(FieldError { limit: Some("depth"), ..FieldError::of_value(error) });
                };
                let (end, kinds) = (field.target, self.ontology.kinds_of(field.target));
                let (by, class) = self.of_entity_within(&kinds, Some(end), rest, steps)?;
                Ok((OrderBy::Through(field.relation, field.direction, Box::new(by)), class))
            }
        }
    }

    /// A property that has one type in all kinds that have it, or a field of it.
    fn value_of_kinds(
        &self,
        columns: &[(KindId, usize)],
        property: &Property,
        rest: Option<&str>,
    ) -> Result<(FieldPath, Class), FieldError> {
        let field = self.value_field(property, rest)?;
        for &(kind, index) in columns {
            let of_kind = &self.ontology.kind(kind).properties[index];
            if self.value_field(of_kind, rest)? != field {
                return Err(FieldError::of_value(format_args!(
                    ": `{}` is of different types in different kinds, and cannot be compared",
                    property.name
                )));
            }
        }
        Ok(field)
    }

    /// A property, or a field of a structured one.
    fn value_field(
        &self,
        property: &Property,
        rest: Option<&str>,
    ) -> Result<(FieldPath, Class), FieldError> {
        let name = &property.name;
        if property.ty.list {
            let error = format_args!(": `{name}` is a list, which cannot be compared");
            return Err(FieldError::of_value(error));
        }
        if let Scalar::Structured(id) = property.ty.scalar {
            return self.structured_field(name, id, rest);
        }
        let class = Class::of(property.ty.scalar);
        if !class.is_comparable() {
            let words = class.words(self.ontology);
            let error = format_args!(": `{name}` is {words}, which cannot be compared");
            return Err(FieldError::of_value(error));
        }
        match rest {
            None => Ok((FieldPath::new(), class)),
            Some(_) => Err(no_fields(name)),
        }
    }

    /// A field of a structured value, which is not compared as a whole.
    fn structured_field(
        &self,
        name: &str,
        id: ValueTypeId,
        rest: Option<&str>,
    ) -> Result<(FieldPath, Class), FieldError> {
        let ty = self.ontology.value_type(id);
        let Some(rest) = rest else { return Err(self.whole_value(name, ty)) };
        let (field, rest) = split(rest);
        let (at, field) = ty.field(field).ok_or_else(|| self.no_field_of_value(name, ty, field))?;
        let (path, class) = self.value_field(field, rest)?;
        Ok(([at].into_iter().chain(path).collect(), class))
    }

    /// A field of a link or of one of its ends: `since`, `from.born`.
    pub(super) fn compared_of_link(
        &self,
        relation: Option<RelationId>,
        path: &str,
    ) -> Result<Operand<LinkField>, FieldError> {
        let (name, rest) = split(path);
        if let ("from" | "to", Some(rest)) = (name, rest) {
            let (kinds, target) = match relation {
                Some(relation) => self.end(relation, name == "from"),
                None => (self.ontology.kinds_of(Target::Entity), None),
            };
            let (by, class) = self.compared_of_entity(&kinds, target, rest)?;
            let field = if name == "from" { LinkField::From(by) } else { LinkField::To(by) };
            return Ok((field, class));
        }
        let (by, class) = match (self.edge_field(relation, name), rest) {
            (Some(EdgeField::Time(time)), None) => (OrderBy::Time(time), Class::Date),
            (Some(EdgeField::Property(index, property)), rest) => {
                let (field, class) = self.value_field(property, rest)?;
                (OrderBy::LinkProperty(index, ValueKey::Field(field)), class)
            }
            // `patron.name`: a field of the entity to which a property of links refers.
            (Some(EdgeField::Reference(referred, target)), Some(rest)) => {
                let kinds = self.ontology.kinds_of(target);
                let (by, class) = self.compared_of_entity(&kinds, Some(target), rest)?;
                (OrderBy::Reference(referred, Box::new(by)), class)
            }
            (Some(EdgeField::Time(_)), Some(_))
            | (Some(EdgeField::Reference(..)), None)
            | (None, _) => return Err(self.no_link_field(relation, path)),
        };
        Ok((LinkField::Link(by), class))
    }

    /// The kinds at an end of the links of a relation, and the type of the end if it is one kind.
    pub(super) fn end(&self, relation: RelationId, from: bool) -> (Vec<KindId>, Option<Target>) {
        let relation = self.ontology.relation(relation);
        let ends = relation.pairs.iter().flat_map(|&(source, target)| match from {
            _ if relation.symmetric => vec![source, target],
            true => vec![source],
            false => vec![target],
        });
        let mut kinds: Vec<KindId> = ends.collect();
        kinds.sort_unstable();
        kinds.dedup();
        let one = <[KindId; 1]>::try_from(kinds.as_slice()).ok();
        (kinds, one.map(|[kind]| Target::Kind(kind)))
    }
}

/// The first step of a path, and what follows.
fn split(path: &str) -> (&str, Option<&str>) {
    path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)))
}

fn no_fields(name: &str) -> FieldError {
    FieldError::of_value(format_args!(": `{name}` has no fields that `compare` could look into"))
}
