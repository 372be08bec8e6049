//! `compare`: one field against another, each by its path of names.

use super::Binder;
use crate::{
    ontology::{Cardinality, EnumId, KindId, Property, PropertyType, RelationId, Scalar, Target},
    plan::{
        EdgePredicate, FieldComparison, FieldError, FieldOperator, FieldPath, Input, LinkField,
        LinkTime, LinksKey, OrderBy, Predicate, Referred, ValueKey,
    },
};
use std::collections::BTreeSet;

/// The values that can be compared with each other.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Class {
    Number,
    Date,
    Instant,
    Text,
    /// The ids of entities.
    EntityId,
    /// The values of a property of type `ID`.
    Id,
    Boolean,
    Enum(EnumId),
}

/// A field and the class of its values.
type Operand<F> = (F, Class);

impl Binder<'_> {
    /// `[FieldComparison!]` on an entity.
    pub(super) fn entity_comparisons(
        &mut self,
        target: Target,
        input: &Input,
    ) -> Result<Predicate, FieldError> {
        let kinds = self.ontology.kinds_of(target);
        let read = |binder: &Self, path: &str| binder.entity_field(&kinds, Some(target), path);
        let all = self.comparisons(input, read)?;
        Ok(Predicate::All(all.into_iter().map(Predicate::Fields).collect()))
    }

    /// `[FieldComparison!]` on a link; of any relation, if none is given.
    pub(super) fn link_comparisons(
        &mut self,
        relation: Option<RelationId>,
        input: &Input,
    ) -> Result<EdgePredicate, FieldError> {
        let read = |binder: &Self, path: &str| binder.link_field(relation, path);
        let all = self.comparisons(input, read)?;
        Ok(EdgePredicate::All(all.into_iter().map(EdgePredicate::Fields).collect()))
    }

    fn comparisons<F: Clone>(
        &mut self,
        input: &Input,
        read: impl Fn(&Self, &str) -> Result<Operand<F>, FieldError>,
    ) -> Result<Vec<FieldComparison<F>>, FieldError> {
        let mut all = Vec::new();
        for item in input.items() {
            let terms = self.terms(item)?;
            let text = |name: &str| {
                let value = terms.iter().find(|(it, _)| it == name);
                value.and_then(|(_, value)| value.text()).unwrap_or_default()
            };
            let field = text("field");
            let (left, class) = read(self, &field)?;
            for (name, _) in terms.iter().filter(|(name, _)| name != "field") {
                let operator = FieldOperator::by_name(name)
                    .ok_or_else(|| FieldError::unknown("operator", name))?;
                let other = text(name);
                let (right, other_class) = read(self, &other)?;
                self.check_classes((&field, class), name, (&other, other_class))?;
                if operator.needs_order() {
                    self.check_order(&field, class, name)?;
                }
                all.push(FieldComparison { left: left.clone(), operator, right });
            }
            if terms.len() < 2 {
                return Err(FieldError::bad_input(format!(
                    "`compare` compares `{field}` with nothing; add the other field, such as \
                     `lt: \"{field}\"`"
                )));
            }
        }
        Ok(all)
    }

    /// A field of an entity of some kinds: `born`, `country.name`, `posts.count`.
    fn entity_field(
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
            (Cardinality::Many, _) => Err(FieldError::bad_input(format!(
                "`{name}` leads to many entities; compare their number, `{name}.count`"
            ))),
            (Cardinality::AtMostOne | Cardinality::ExactlyOne, None) => Err(FieldError::bad_input(
                format!("`{name}` is an entity; compare one of its fields, such as `{name}.id`"),
            )),
            (Cardinality::AtMostOne | Cardinality::ExactlyOne, Some(rest)) => {
                let Some(steps) = steps.checked_sub(1) else {
                    let most = self.limits.depth;
                    return Err(FieldError::out_of_bounds(
                        "depth",
                        format!("a field of `compare` goes over more than {most} steps"),
                    ));
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
                return Err(FieldError::bad_input(format!(
                    "`{name}` is of different types in different kinds, and cannot be compared"
                )));
            }
            field = Some(of_kind);
            columns.push((kind, index));
        }
        let (path, class) = field.ok_or_else(|| self.no_field(kinds, target, name))?;
        Ok((OrderBy::Property(columns, ValueKey::Field(path)), class))
    }

    /// A property, or a field of a structured one.
    fn value_field(
        &self,
        property: &Property,
        rest: Option<&str>,
    ) -> Result<(FieldPath, Class), FieldError> {
        let name = &property.name;
        let class = class_of(name, property.ty)?;
        match (class, rest) {
            (Some(class), None) => Ok((FieldPath::new(), class)),
            (Some(_), Some(_)) => Err(no_fields(name)),
            (None, rest) => {
                let Scalar::Structured(id) = property.ty.scalar else {
                    return Err(FieldError::internal(format!("`{name}` is no structured value")));
                };
                let ty = self.ontology.value_type(id);
                let Some(rest) = rest else {
                    let field = ty.fields.first().map_or("", |field| field.name.as_str());
                    return Err(FieldError::bad_input(format!(
                        "`{name}` is a {}; compare one of its fields, such as `{name}.{field}`",
                        ty.name
                    )));
                };
                let (field, rest) = split(rest);
                let Some((at, field)) = ty.field(field) else {
                    let known: Vec<&str> = ty.fields.iter().map(|it| it.name.as_str()).collect();
                    return Err(unknown(field, &known));
                };
                let (path, class) = self.value_field(field, rest)?;
                Ok(([at].into_iter().chain(path).collect(), class))
            }
        }
    }

    fn no_field(&self, kinds: &[KindId], target: Option<Target>, name: &str) -> FieldError {
        let ontology = self.ontology;
        let properties = kinds.iter().flat_map(|kind| &ontology.kind(*kind).properties);
        let mut known: Vec<&str> = properties.map(|it| it.name.as_str()).collect();
        known.extend(["id", "name", "degree"]);
        let relations = match target {
            Some(Target::Kind(id)) => ontology.kind(id).relations.as_slice(),
            Some(Target::Abstract(id)) => ontology.abstract_type(id).relations.as_slice(),
            Some(Target::Entity) | None => &[],
        };
        known.extend(relations.iter().map(|it| it.name.as_str()));
        unknown(name, &known)
    }

    /// A field of a link or of one of its ends: `since`, `from.born`.
    fn link_field(
        &self,
        relation: Option<RelationId>,
        path: &str,
    ) -> Result<Operand<LinkField>, FieldError> {
        if let Some((end @ ("from" | "to"), rest)) = path.split_once('.') {
            let kinds = self.kinds_at(relation, end == "from");
            let target = <[KindId; 1]>::try_from(kinds.as_slice()).ok();
            let target = target.map(|[kind]| Target::Kind(kind));
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
            let mut known: Vec<&str> = properties.iter().map(|it| it.name.as_str()).collect();
            known.extend(["at", "since", "until", "from.id", "to.id"]);
            let references = relation.map_or(&[][..], |it| self.ontology.references_of(it));
            let references: Vec<_> =
                references.iter().map(|it| format!("{}.id", it.name)).collect();
            known.extend(references.iter().map(String::as_str));
            return Err(unknown(path, &known));
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

    /// The kinds at an end of the links of a relation, or of any.
    fn kinds_at(&self, relation: Option<RelationId>, from: bool) -> Vec<KindId> {
        let Some(relation) = relation else { return self.ontology.kinds_of(Target::Entity) };
        let relation = self.ontology.relation(relation);
        let ends = relation.pairs.iter().flat_map(|&(source, target)| match from {
            _ if relation.symmetric => vec![source, target],
            true => vec![source],
            false => vec![target],
        });
        let mut kinds: Vec<KindId> = ends.collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    fn check_classes(
        &self,
        (left, class): (&str, Class),
        operator: &str,
        (right, other): (&str, Class),
    ) -> Result<(), FieldError> {
        if class == other {
            return Ok(());
        }
        Err(FieldError::bad_input(format!(
            "`{left}` is {} and `{right}` is {}; `{operator}` compares fields of one type",
            self.words(class),
            self.words(other)
        )))
    }

    fn check_order(&self, field: &str, class: Class, operator: &str) -> Result<(), FieldError> {
        match class {
            Class::Number | Class::Date | Class::Instant | Class::Text => Ok(()),
            Class::EntityId | Class::Id | Class::Boolean | Class::Enum(_) => {
                Err(FieldError::bad_input(format!(
                    "`{field}` is {}, which has no order for `{operator}`; compare with `eq` or \
                     `ne`",
                    self.words(class)
                )))
            }
        }
    }

    fn words(&self, class: Class) -> String {
        match class {
            Class::Number => "a number".to_owned(),
            Class::Date => "a date".to_owned(),
            Class::Instant => "a DateTime".to_owned(),
            Class::Text => "a text".to_owned(),
            Class::EntityId => "the id of an entity".to_owned(),
            Class::Id => "an ID".to_owned(),
            Class::Boolean => "a Boolean".to_owned(),
            Class::Enum(id) => format!("a value of {}", self.ontology.enum_type(id).name),
        }
    }
}

/// The first step of a path, and what follows.
fn split(path: &str) -> (&str, Option<&str>) {
    path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)))
}

/// The class of the values of a property; `None` of structured ones.
fn class_of(name: &str, ty: PropertyType) -> Result<Option<Class>, FieldError> {
    let refused = |what: &str| {
        Err(FieldError::bad_input(format!("`{name}` is {what}, which cannot be compared")))
    };
    if ty.list {
        return refused("a list");
    }
    Ok(Some(match ty.scalar {
        Scalar::Int | Scalar::Float | Scalar::BigInt | Scalar::Decimal => Class::Number,
        Scalar::PartialDate | Scalar::Date => Class::Date,
        Scalar::DateTime => Class::Instant,
        Scalar::String | Scalar::Url => Class::Text,
        Scalar::Id => Class::Id,
        Scalar::Boolean => Class::Boolean,
        Scalar::Enum(id) => Class::Enum(id),
        Scalar::Json => return refused("JSON"),
        Scalar::Structured(_) => return Ok(None),
    }))
}

fn no_fields(name: &str) -> FieldError {
    FieldError::bad_input(format!("`{name}` has no fields that `compare` could look into"))
}

fn unknown(name: &str, known: &[&str]) -> FieldError {
    let known: BTreeSet<&str> = known.iter().copied().collect();
    let known: Vec<String> = known.iter().map(|it| format!("`{it}`")).collect();
    let known = known.join(", ");
    FieldError::bad_input(format!("`compare` knows no field `{name}` here; it knows {known}"))
}
