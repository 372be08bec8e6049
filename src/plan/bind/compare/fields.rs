//! Paths of names to fields: `born`, `country.name`, `from.born`, `cost.amount`.

use super::{Binder, Class, Operand};
use crate::{
    ontology::{Cardinality, KindId, Property, RelationId, Scalar, Target, ValueTypeId},
    plan::{FieldError, FieldPath, LinkField, LinkTime, LinksKey, OrderBy, Referred, ValueKey},
};

impl Binder<'_> {
    /// A field of an entity of some kinds: `born`, `country.name`, `posts.count`.
    pub(super) fn entity_field(
        &self,
        kinds: &[KindId],
        target: Option<Target>,
        path: &str,
    ) -> Result<Operand<OrderBy>, FieldError> {
        self.entity_field_within(kinds, target, path, self.limits.depth)
    }

    fn entity_field_within(
        &self,
        kinds: &[KindId],
        target: Option<Target>,
        path: &str,
        steps: u64,
    ) -> Result<Operand<OrderBy>, FieldError> {
        let (name, rest) = split(path);
        let field = target.and_then(|target| self.relation_field(target, name));
        let Some(field) = field else {
            return match (name, rest) {
                ("id", None) => Ok((OrderBy::Id, Class::EntityId)),
                ("name", None) => Ok((OrderBy::Name, Class::Text)),
                ("degree", None) => Ok((OrderBy::Degree, Class::Number)),
                ("id" | "name" | "degree", Some(_)) => Err(no_fields(name)),
                _ => self.property_of_kinds(kinds, target, (name, rest)),
            };
        };
        match (field.cardinality, rest) {
            (Cardinality::Many, Some("count")) => {
                let count = LinksKey::count(field.relation, field.direction);
                Ok((OrderBy::Links(Box::new(count)), Class::Number))
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
                let (by, class) = self.entity_field_within(&kinds, Some(end), rest, steps)?;
                Ok((OrderBy::Through(field.relation, field.direction, Box::new(by)), class))
            }
        }
    }

    /// A property that some of these kinds have, with one type in all that have it.
    fn property_of_kinds(
        &self,
        kinds: &[KindId],
        target: Option<Target>,
        (name, rest): (&str, Option<&str>),
    ) -> Result<Operand<OrderBy>, FieldError> {
        let mut columns = Vec::new();
        let mut field = None;
        for &kind in kinds {
            let Some((index, property)) = self.ontology.kind(kind).property(name) else { continue };
            let of_kind = self.value_field(property, rest)?;
            if field.as_ref().is_some_and(|field| *field != of_kind) {
                return Err(FieldError::of_value(format_args!(
                    ": `{name}` is of different types in different kinds, and cannot be compared"
                )));
            }
            field = Some(of_kind);
            columns.push((kind, index));
        }
        let (path, class) = field.ok_or_else(|| self.no_entity_field(kinds, target, name))?;
        Ok((OrderBy::Property(columns, ValueKey::Field(path)), class))
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
        match (Class::of(property.ty.scalar), rest) {
            (Some(class), None) => Ok((FieldPath::new(), class)),
            (Some(_), Some(_)) => Err(no_fields(name)),
            (None, _) => {
                let error = format_args!(": `{name}` is JSON, which cannot be compared");
                Err(FieldError::of_value(error))
            }
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
    pub(super) fn link_field(
        &self,
        relation: Option<RelationId>,
        path: &str,
    ) -> Result<Operand<LinkField>, FieldError> {
        if let Some((end @ ("from" | "to"), rest)) = path.split_once('.') {
            let (kinds, target) = match relation {
                Some(relation) => self.end(relation, end == "from"),
                None => (self.ontology.kinds_of(Target::Entity), None),
            };
            let (by, class) = self.entity_field(&kinds, target, rest)?;
            let field = if end == "from" { LinkField::From(by) } else { LinkField::To(by) };
            return Ok((field, class));
        }
        if let Some(field) = self.referred_field(relation, path)? {
            return Ok(field);
        }
        if let Some(time) = LinkTime::by_name(path) {
            return Ok((LinkField::Link(OrderBy::Time(time)), Class::Date));
        }
        let properties: &[Property] =
            relation.map_or(&[], |relation| self.ontology.properties_of(relation));
        let (name, rest) = split(path);
        let Some(index) = properties.iter().position(|property| property.name == name) else {
            return Err(self.no_link_field(relation, path));
        };
        let (field, class) = self.value_field(&properties[index], rest)?;
        Ok((LinkField::Link(OrderBy::LinkProperty(index, ValueKey::Field(field))), class))
    }

    /// A field of the entity to which a property of links refers: `patron.name`.
    fn referred_field(
        &self,
        relation: Option<RelationId>,
        path: &str,
    ) -> Result<Option<Operand<LinkField>>, FieldError> {
        let (Some(relation), Some((name, rest))) = (relation, path.split_once('.')) else {
            return Ok(None);
        };
        let references = self.ontology.references_of(relation);
        let Some(reference) = references.iter().position(|it| it.name == name) else {
            return Ok(None);
        };
        let target = references[reference].target;
        let kinds = self.ontology.kinds_of(target);
        let (by, class) = self.entity_field(&kinds, Some(target), rest)?;
        let by = OrderBy::Reference(Referred { relation, reference }, Box::new(by));
        Ok(Some((LinkField::Link(by), class)))
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
