//! One key: from `{country: {id: VALUE}}` to a path.

use super::{
    super::fields::{EdgeField, EntityField},
    Binder, ItemForm,
};
use crate::{
    ontology::{Direction, Property, RelationId, Scalar, Target},
    plan::{
        DatePart, FieldError, FieldPath, Input, KeyBy, LinkValue, NodePath, NodeValue, PathStep,
        bind::order::one_field,
    },
};

impl Binder<'_> {
    /// `PersonValue`: `{country: {id: VALUE}}`. The names on the way are appended to `label`.
    pub(super) fn node_path(
        &self,
        target: Target,
        input: &Input,
        label: &mut String,
    ) -> Result<NodePath, FieldError> {
        let (name, value) = one_field(input, "by")?;
        push_name(label, name);
        let value_of = |value| NodePath { steps: Vec::new(), value };
        match name {
            "kind" => return Ok(value_of(NodeValue::Kind)),
            "sources" => return self.source_path(value, label),
            _ => {}
        }
        let field = self.target_field(target, name);
        Ok(match field.ok_or_else(|| FieldError::unknown("key", name))? {
            EntityField::Id => value_of(NodeValue::Id),
            EntityField::Name => value_of(NodeValue::Name),
            EntityField::Degree => value_of(NodeValue::Degree),
            EntityField::Property(columns, property) => {
                let (path, part) = self.value_path(property, value, label)?;
                value_of(NodeValue::Property(columns, path, part))
            }
            EntityField::Relation(field) => {
                let mut path = self.node_path(field.target, value, label)?;
                path.steps.insert(0, PathStep::Relation(field.relation, field.direction));
                path
            }
        })
    }

    /// `VALUE`, or `{city: VALUE}` of a structured property: the way to the field.
    fn value_path(
        &self,
        property: &Property,
        input: &Input,
        label: &mut String,
    ) -> Result<(FieldPath, DatePart), FieldError> {
        let Scalar::Structured(id) = property.ty.scalar else {
            return Ok((FieldPath::new(), date_part(input, label)?));
        };
        let (name, value) = one_field(input, "by")?;
        push_name(label, name);
        let field = self.ontology.value_type(id).field(name);
        let (at, field) = field.ok_or_else(|| FieldError::unknown("key", name))?;
        let (mut path, part) = self.value_path(field, value, label)?;
        path.insert(0, at);
        Ok((path, part))
    }

    /// The path through the sources that an entity cites.
    fn source_path(&self, value: &Input, label: &mut String) -> Result<NodePath, FieldError> {
        let mut path = self.cited(value, label)?;
        path.steps.insert(0, PathStep::Sources);
        Ok(path)
    }

    /// `SourceValue`, of a source that is cited.
    fn cited(&self, value: &Input, label: &mut String) -> Result<NodePath, FieldError> {
        let source = self.ontology.source_kind();
        let source = source.ok_or_else(|| FieldError::unknown("kind", "Source"))?;
        self.node_path(Target::Kind(source), value, label)
    }

    /// `TenureValue`, `LinkValue`. A property of the definitions goes before what every link has:
    /// one of them may be called `direction` or `other` where the type has no such key.
    pub(super) fn link_key(
        &self,
        form: ItemForm,
        input: &Input,
        label: &mut String,
    ) -> Result<KeyBy, FieldError> {
        let (name, value) = one_field(input, "by")?;
        push_name(label, name);
        Ok(match self.edge_field(relation_of(form), name) {
            Some(EdgeField::Property(index, property)) => {
                let (path, part) = self.value_path(property, value, label)?;
                KeyBy::Link(LinkValue::Property(index, path, part))
            }
            Some(EdgeField::Reference(referred, target)) => {
                KeyBy::LinkReference(referred, self.node_path(target, value, label)?)
            }
            Some(EdgeField::Time(time)) => {
                KeyBy::Link(LinkValue::Time(time, date_part(value, label)?))
            }
            None => self.built_in_key(form, name, value, label)?,
        })
    }

    /// A key that links have whatever the definitions say.
    fn built_in_key(
        &self,
        form: ItemForm,
        name: &str,
        value: &Input,
        label: &mut String,
    ) -> Result<KeyBy, FieldError> {
        let end = |label: &mut String| self.node_path(Target::Entity, value, label);
        Ok(match name {
            "from" => KeyBy::From(end(label)?),
            "to" => KeyBy::To(end(label)?),
            "other" => KeyBy::Node(end(label)?),
            "sources" => KeyBy::LinkSources(self.cited(value, label)?),
            "relation" => KeyBy::Link(LinkValue::Relation),
            "direction" => KeyBy::Link(LinkValue::Direction(self.direction_of(form))),
            "status" => KeyBy::Link(LinkValue::Status),
            "evidence" => KeyBy::Link(LinkValue::Evidence),
            "certainty" => KeyBy::Link(LinkValue::IsCertain),
            "lastAttested" => KeyBy::Link(LinkValue::LastAttested(date_part(value, label)?)),
            _ => return Err(FieldError::unknown("key", name)),
        })
    }

    /// The direction of all links of a list, if they have one in common.
    fn direction_of(&self, form: ItemForm) -> Option<Direction> {
        match form {
            ItemForm::Relation(_, relation, Direction::Both) => {
                self.ontology.relation(relation).symmetric.then_some(Direction::Both)
            }
            ItemForm::Relation(.., direction) => Some(direction),
            ItemForm::Entities(_) | ItemForm::Links => None,
        }
    }
}

/// The relation of the links of a list, if it is known.
fn relation_of(form: ItemForm) -> Option<RelationId> {
    match form {
        ItemForm::Relation(_, relation, _) => Some(relation),
        ItemForm::Entities(_) | ItemForm::Links => None,
    }
}

fn push_name(label: &mut String, name: &str) {
    if !label.is_empty() {
        label.push('.');
    }
    label.push_str(name);
}

/// `VALUE`, `YEAR`, `MONTH`. A part that is not the whole is noted in the label.
fn date_part(value: &Input, label: &mut String) -> Result<DatePart, FieldError> {
    let name = value.text().unwrap_or_default();
    let part = match name.as_str() {
        "VALUE" => return Ok(DatePart::Whole),
        "YEAR" => DatePart::Year,
        "MONTH" => DatePart::Month,
        other => return Err(FieldError::unknown("part of a date", other)),
    };
    push_name(label, &name);
    Ok(part)
}
