//! The fields that `compare` knows, for the errors of paths that name none of them.

use super::{super::class::Class, Binder};
use crate::{
    ontology::{
        Cardinality, KindId, Property, RelationField, RelationId, Scalar, Target, ValueType,
    },
    plan::FieldError,
};
use std::collections::BTreeSet;

impl Binder<'_> {
    /// The error of a path whose next step names no field of an entity.
    pub(super) fn no_entity_field(
        &self,
        kinds: &[KindId],
        target: Option<Target>,
        name: &str,
    ) -> FieldError {
        if ["from", "to", "edge", "since", "until", "at"].contains(&name) {
            return FieldError::of_value(format_args!(
                ": there is no field `{name}` to compare here: it belongs to links, which are \
                 compared in the `edge` of a relation, as in \
                 `edge: {{compare: [{{field: \"since\", lt: \"from.born\"}}]}}`"
            ));
        }
        let mut known = BTreeSet::new();
        self.add_entity("", kinds, target, &mut known);
        no_field(name, &known, "")
    }

    /// The error of a path that names no field of a link.
    pub(super) fn no_link_field(&self, relation: Option<RelationId>, path: &str) -> FieldError {
        let mut known = BTreeSet::from(["at", "since", "until"].map(str::to_owned));
        let Some(relation) = relation else {
            ["from.", "to."].iter().for_each(|end| self.add_entity(end, &[], None, &mut known));
            return no_field(path, &known, ", or `from.` or `to.` before a property of that end");
        };
        for property in self.ontology.properties_of(relation) {
            self.add_property("", property, &mut known);
        }
        for (end, from) in [("from.", true), ("to.", false)] {
            let (kinds, target) = self.end(relation, from);
            self.add_entity(end, &kinds, target, &mut known);
        }
        for reference in self.ontology.references_of(relation) {
            let (end, target) = (format!("{}.", reference.name), reference.target);
            self.add_entity(&end, &self.ontology.kinds_of(target), Some(target), &mut known);
        }
        no_field(path, &known, "")
    }

    /// The error of a structured value that is named as a whole.
    pub(super) fn whole_value(&self, name: &str, ty: &ValueType) -> FieldError {
        FieldError::of_value(format_args!(
            ": `{name}` is a {}; compare one of its fields: {}",
            ty.name,
            listed(&self.fields_of(name, ty))
        ))
    }

    /// The error of a path whose next step names no field of a structured value.
    pub(super) fn no_field_of_value(&self, name: &str, ty: &ValueType, field: &str) -> FieldError {
        no_field(&format!("{name}.{field}"), &self.fields_of(name, ty), "")
    }

    fn fields_of(&self, name: &str, ty: &ValueType) -> BTreeSet<String> {
        let mut known = BTreeSet::new();
        let prefix = format!("{name}.");
        ty.fields.iter().for_each(|field| self.add_property(&prefix, field, &mut known));
        known
    }

    fn add_entity(
        &self,
        prefix: &str,
        kinds: &[KindId],
        target: Option<Target>,
        known: &mut BTreeSet<String>,
    ) {
        let ontology = self.ontology;
        known.extend(["id", "name", "degree"].map(|name| format!("{prefix}{name}")));
        for property in kinds.iter().flat_map(|kind| &ontology.kind(*kind).properties) {
            self.add_property(prefix, property, known);
        }
        let relations = target.map_or(&[][..], |target| ontology.fields_of(target).1);
        let path = |field: &RelationField| match field.cardinality {
            Cardinality::Many => format!("{prefix}{}.count", field.name),
            Cardinality::AtMostOne | Cardinality::ExactlyOne => {
                format!("{prefix}{}.id", field.name)
            }
        };
        known.extend(relations.iter().map(path));
    }

    /// Adds a property that can be compared, or the fields of a structured one.
    fn add_property(&self, prefix: &str, property: &Property, known: &mut BTreeSet<String>) {
        let name = format!("{prefix}{}", property.name);
        if property.ty.list {
            return;
        }
        if let Scalar::Structured(id) = property.ty.scalar {
            known.append(&mut self.fields_of(&name, self.ontology.value_type(id)));
        } else if Class::of(property.ty.scalar).is_comparable() {
            known.insert(name);
        }
    }
}

fn no_field(path: &str, known: &BTreeSet<String>, more: &str) -> FieldError {
    FieldError::of_value(format_args!(
        ": there is no field `{path}` to compare here; there are {}{more}",
        listed(known)
    ))
}

fn listed(names: &BTreeSet<String>) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
