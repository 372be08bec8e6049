//! `where` on entities: from input objects to predicates.

use super::Binder;
use crate::{
    ontology::{KindId, Property, RelationField, Target},
    plan::{Comparison, FieldError, Input, Predicate},
    value::Metric,
};

impl Binder<'_> {
    /// `PersonWhere`
    pub(in crate::plan) fn target_filter(
        &mut self,
        target: Target,
        input: &Input,
    ) -> Result<Predicate, FieldError> {
        let mut all = self.each(input, |it, name, value| it.target_term(target, name, value))?;
        Ok(if all.len() == 1 { all.remove(0) } else { Predicate::All(all) })
    }

    /// One field of `PersonWhere`.
    pub(super) fn target_term(
        &mut self,
        target: Target,
        name: &str,
        value: &Input,
    ) -> Result<Predicate, FieldError> {
        Ok(match name {
            "AND" => Predicate::All(self.target_filters(target, value)?),
            "OR" => Predicate::Any(self.target_filters(target, value)?),
            "NOT" => Predicate::Not(Box::new(self.target_filter(target, value)?)),
            "id" => all_of(self.equality(value, Input::text)?, Predicate::Id),
            "kind" => {
                let kind = |input: &Input| self.ontology.kind_by_name(&input.text()?);
                all_of(self.equality::<KindId>(value, kind)?, Predicate::Kind)
            }
            "name" => all_of(self.name_tests(value)?, Predicate::Name),
            "names" => Predicate::Names(self.name_tests(value)?),
            "degree" => all_of(self.int_tests(value)?, Predicate::Degree),
            "metrics" => self.metrics_filter(value)?,
            "sources" => all_of(self.citations_filter(value)?, |(quantifier, one)| {
                Predicate::Citations(quantifier, one)
            }),
            "summary" => Predicate::Summary(self.text_tests(value)?),
            "externalIds" => all_of(self.external_ids_filter(value)?, |(quantifier, one)| {
                Predicate::ExternalIds(quantifier, one)
            }),
            "on" => self.kinds_filter(value)?,
            "compare" => self.entity_comparisons(target, value)?,
            _ => self.field_filter(target, name, value)?,
        })
    }

    /// `BodyKindWhere`: the entity is of one of the kinds, and fulfils what is asked of that kind.
    fn kinds_filter(&mut self, input: &Input) -> Result<Predicate, FieldError> {
        let any = self.each(input, |it, name, value| {
            let kind = it.ontology.kind_by_name(name);
            let kind = kind.ok_or_else(|| FieldError::unknown("kind", name))?;
            let is_one = Predicate::Kind(Comparison::In(vec![kind]));
            let asked = it.target_filter(Target::Kind(kind), value)?;
            Ok(Predicate::All(vec![is_one, asked]))
        });
        any.map(Predicate::Any)
    }

    /// `MetricsWhere`
    fn metrics_filter(&mut self, input: &Input) -> Result<Predicate, FieldError> {
        let all = self.each(input, |it, name, value| {
            let metric =
                Metric::by_name(name).ok_or_else(|| FieldError::unknown("measure", name))?;
            Ok(all_of(it.float_tests(value)?, |test| Predicate::Metric(metric, test)))
        });
        all.map(Predicate::All)
    }

    fn target_filters(
        &mut self,
        target: Target,
        input: &Input,
    ) -> Result<Vec<Predicate>, FieldError> {
        self.each_item(input, |it, item| it.target_filter(target, item))
    }

    /// One field of `PersonWhere` that is a property or a relation.
    fn field_filter(
        &mut self,
        target: Target,
        name: &str,
        value: &Input,
    ) -> Result<Predicate, FieldError> {
        if let Some((columns, property)) = self.property(target, name) {
            return Ok(Predicate::Property(columns, self.value_test(property.ty, value)?));
        }
        let field = self.relation_field(target, name);
        self.links_filter(&field.ok_or_else(|| FieldError::unknown("condition", name))?, value)
    }

    /// A property of all kinds that a target can be, by its name.
    pub(super) fn property(
        &self,
        target: Target,
        name: &str,
    ) -> Option<(Vec<(KindId, usize)>, Property)> {
        let columns = self.columns(&self.ontology.kinds_of(target), name);
        let &(kind, index) = columns.first()?;
        Some((columns, self.ontology.kind(kind).properties[index].clone()))
    }

    /// A relation field that a target has, by its name.
    pub(super) fn relation_field(&self, target: Target, name: &str) -> Option<RelationField> {
        self.relation_field_of(target, name).cloned()
    }
}

/// One condition of tests that must all hold.
fn all_of<T>(tests: Vec<T>, predicate: impl Fn(T) -> Predicate) -> Predicate {
    Predicate::All(tests.into_iter().map(predicate).collect())
}
