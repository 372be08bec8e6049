//! `where`: from input objects to predicates.

use super::{
    Binder,
    operators::{OR_IS_NULL, int_test},
};
use crate::{
    ontology::{
        Cardinality, Evidence, KindId, LinkStatus, Property, RelationField, RelationId, Target,
    },
    plan::{
        Comparison, CountTest, EdgePredicate, FieldError, Input, LinkPredicate, LinkTime,
        Predicate, Quantifier, Referred,
    },
    value::Metric,
};

impl Binder<'_> {
    /// `PersonWhere`
    pub(in crate::plan) fn target_filter(
        &mut self,
        target: Target,
        input: &Input,
    ) -> Result<Predicate, FieldError> {
        let terms = self.terms(input)?;
        let mut all = terms
            .iter()
            .map(|(name, value)| self.target_term(target, name, value))
            .collect::<Result<Vec<_>, _>>()?;
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
            "names" => all_of(self.name_tests(value)?, Predicate::Names),
            "degree" => all_of(self.int_tests(value)?, Predicate::Degree),
            "metrics" => Predicate::All(self.metrics_filter(value)?),
            "sources" => {
                let citations = self.citations_filter(value)?;
                let all = citations
                    .into_iter()
                    .map(|(quantifier, one)| Predicate::Citations(quantifier, one));
                Predicate::All(all.collect())
            }
            "summary" => Predicate::Summary(self.text_tests(value)?),
            "externalIds" => {
                let all = self.external_ids_filter(value)?.into_iter();
                Predicate::All(all.map(|(count, one)| Predicate::ExternalIds(count, one)).collect())
            }
            "on" => self.kinds_filter(value)?,
            "compare" => self.entity_comparisons(target, value)?,
            _ => self.field_filter(target, name, value)?,
        })
    }

    /// `BodyKindWhere`: the entity is of one of the kinds, and fulfils what is asked of that kind.
    fn kinds_filter(&mut self, input: &Input) -> Result<Predicate, FieldError> {
        let mut any = Vec::new();
        for (name, value) in self.terms(input)? {
            let kind = self.ontology.kind_by_name(name);
            let kind = kind.ok_or_else(|| FieldError::unknown("kind", name))?;
            let is_one = Predicate::Kind(Comparison::In(vec![kind]));
            let asked = self.target_filter(Target::Kind(kind), value)?;
            any.push(Predicate::All(vec![is_one, asked]));
        }
        Ok(Predicate::Any(any))
    }

    /// `MetricsWhere`
    fn metrics_filter(&mut self, input: &Input) -> Result<Vec<Predicate>, FieldError> {
        let mut all = Vec::new();
        for (name, value) in self.terms(input)? {
            let metric =
                Metric::by_name(name).ok_or_else(|| FieldError::unknown("measure", name))?;
            let tests = self.float_tests(value)?.into_iter();
            all.extend(tests.map(|test| Predicate::Metric(metric, test)));
        }
        Ok(all)
    }

    fn target_filters(
        &mut self,
        target: Target,
        input: &Input,
    ) -> Result<Vec<Predicate>, FieldError> {
        input.items().iter().map(|item| self.target_filter(target, item)).collect()
    }

    fn field_filter(
        &mut self,
        target: Target,
        name: &str,
        value: &Input,
    ) -> Result<Predicate, FieldError> {
        if let Some((columns, property)) = self.property(target, name) {
            return Ok(Predicate::Property(columns, self.value_test(property.ty, value)?));
        }
        let Some(field) = self.relation_field(target, name) else {
            return Err(FieldError::unknown("condition", name));
        };
        if field.cardinality != Cardinality::Many {
            return self.link_filter_of_one(&field, value);
        }
        let one =
            |binder: &mut Self, one: &Input| binder.link_filter(field.target, field.relation, one);
        let all = self.quantified(value, one, |binder, value| binder.link_count(&field, value))?;
        let all = all.into_iter().map(|(quantifier, one)| links(&field, quantifier, one));
        Ok(Predicate::All(all.collect()))
    }

    /// `CountryLinkFilter`: the conditions on the one link of a relation, or that there is none.
    fn link_filter_of_one(
        &mut self,
        field: &RelationField,
        input: &Input,
    ) -> Result<Predicate, FieldError> {
        let mut one = None;
        let mut all = Vec::new();
        for (name, value) in self.terms_or(input, OR_IS_NULL)? {
            if name == "isNull" {
                let is_null = *value == Input::Boolean(true);
                let quantifier = if is_null { Quantifier::None } else { Quantifier::Some };
                all.push(links(field, quantifier, LinkPredicate::default()));
            } else {
                let asked = self.link_term(field.target, field.relation, name, value)?;
                one.get_or_insert_with(LinkPredicate::default).and(asked);
            }
        }
        // A condition that asks for nothing, such as `AND: []`, is one on a link all the same.
        all.extend(one.map(|one| links(field, Quantifier::Some, one)));
        Ok(Predicate::All(all))
    }

    /// `PostTenureLinkCount`: comparisons with the number of links, and which of them count.
    fn link_count(
        &mut self,
        field: &RelationField,
        input: &Input,
    ) -> Result<(CountTest, LinkPredicate), FieldError> {
        let (mut test, mut one) = (CountTest::default(), LinkPredicate::default());
        let terms = self.terms(input)?;
        let compares = |(name, _): &(String, Input)| name != "where" && name != "distinct";
        if !terms.is_empty() && !terms.iter().any(compares) {
            return Err(FieldError::bad_input(
                "`count` compares the number with nothing; add what it must be, such as `gte: 1`",
            ));
        }
        for (name, value) in terms {
            match name.as_str() {
                "where" => one = self.link_filter(field.target, field.relation, value)?,
                "distinct" => test.distinct = *value == Input::Boolean(true),
                name => test.tests.push(int_test(name, value)?),
            }
        }
        Ok((test, one))
    }

    /// The number of elements that must fulfil a condition: `some`, `all`, `none`, `single`,
    /// `count`.
    pub(super) fn quantified<T>(
        &mut self,
        input: &Input,
        mut one: impl FnMut(&mut Self, &Input) -> Result<T, FieldError>,
        mut count: impl FnMut(&mut Self, &Input) -> Result<(CountTest, T), FieldError>,
    ) -> Result<Vec<(Quantifier, T)>, FieldError> {
        let mut all = Vec::new();
        for (name, value) in self.terms(input)? {
            let quantifier = match name.as_str() {
                "some" => Quantifier::Some,
                "all" => Quantifier::All,
                "none" => Quantifier::None,
                "single" => Quantifier::Single,
                "count" => {
                    let (test, counted) = count(self, value)?;
                    all.push((Quantifier::Count(test), counted));
                    continue;
                }
                _ => return Err(FieldError::unknown("condition", name)),
            };
            all.push((quantifier, one(self, value)?));
        }
        Ok(all)
    }

    /// `PostTenureLinkWhere`
    pub(in crate::plan) fn link_filter(
        &mut self,
        target: Target,
        relation: RelationId,
        input: &Input,
    ) -> Result<LinkPredicate, FieldError> {
        let mut one = LinkPredicate::default();
        for (name, value) in self.terms(input)? {
            one.and(self.link_term(target, relation, name, value)?);
        }
        Ok(one)
    }

    /// One field of `PostTenureLinkWhere`.
    fn link_term(
        &mut self,
        target: Target,
        relation: RelationId,
        name: &str,
        value: &Input,
    ) -> Result<LinkPredicate, FieldError> {
        let each = |binder: &mut Self| -> Result<Vec<LinkPredicate>, FieldError> {
            let items = value.items().iter();
            items.map(|item| binder.link_filter(target, relation, item)).collect()
        };
        Ok(match name {
            "node" => LinkPredicate::of_node(self.target_filter(target, value)?),
            "edge" => LinkPredicate::of_edge(self.edge_filter(Some(relation), value)?),
            "AND" => {
                let mut all = LinkPredicate::default();
                each(self)?.into_iter().for_each(|one| all.and(one));
                all
            }
            "OR" => LinkPredicate::any(each(self)?),
            "NOT" => self.link_filter(target, relation, value)?.negated(),
            other => return Err(FieldError::unknown("condition", other)),
        })
    }

    /// `TenureWhere`; `LinkWhere` on links of any relation.
    pub(in crate::plan) fn edge_filter(
        &mut self,
        relation: Option<RelationId>,
        input: &Input,
    ) -> Result<EdgePredicate, FieldError> {
        let date = crate::ontology::PropertyType {
            scalar: crate::ontology::Scalar::PartialDate,
            list: false,
            required: false,
            items_required: false,
        };
        let text =
            crate::ontology::PropertyType { scalar: crate::ontology::Scalar::String, ..date };
        let mut all = Vec::new();
        for (name, value) in self.terms(input)? {
            all.push(match name.as_str() {
                "AND" => EdgePredicate::All(self.edge_filters(relation, value)?),
                "OR" => EdgePredicate::Any(self.edge_filters(relation, value)?),
                "NOT" => EdgePredicate::Not(Box::new(self.edge_filter(relation, value)?)),
                "at" => EdgePredicate::Time(LinkTime::At, self.value_test(date, value)?),
                "since" => EdgePredicate::Time(LinkTime::Since, self.value_test(date, value)?),
                "until" => EdgePredicate::Time(LinkTime::Until, self.value_test(date, value)?),
                "status" => {
                    let tests =
                        self.equality(value, |input| LinkStatus::from_name(&input.text()?))?;
                    EdgePredicate::All(tests.into_iter().map(EdgePredicate::Status).collect())
                }
                "evidence" => {
                    let tests =
                        self.equality(value, |input| Evidence::from_name(&input.text()?))?;
                    EdgePredicate::All(tests.into_iter().map(EdgePredicate::Evidence).collect())
                }
                "note" => EdgePredicate::Note(self.value_test(text, value)?),
                "compare" => self.link_comparisons(relation, value)?,
                "sources" => {
                    let citations = self.citations_filter(value)?;
                    let all = citations
                        .into_iter()
                        .map(|(quantifier, one)| EdgePredicate::Citations(quantifier, one));
                    EdgePredicate::All(all.collect())
                }
                name => self.own_filter(relation, name, value)?,
            });
        }
        Ok(EdgePredicate::All(all))
    }

    /// A condition on a property that links of a relation have of their own.
    fn own_filter(
        &mut self,
        relation: Option<RelationId>,
        name: &str,
        value: &Input,
    ) -> Result<EdgePredicate, FieldError> {
        let unknown = || FieldError::unknown("condition", name);
        let relation = relation.ok_or_else(unknown)?;
        let properties = self.ontology.properties_of(relation);
        if let Some(index) = properties.iter().position(|property| property.name == *name) {
            return Ok(EdgePredicate::Property(
                index,
                self.value_test(properties[index].ty, value)?,
            ));
        }
        let references = self.ontology.references_of(relation);
        let reference = references.iter().position(|it| it.name == *name).ok_or_else(unknown)?;
        self.reference_filter(Referred { relation, reference }, value)
    }

    /// `ActorFilter`: the conditions on the entity that a link refers to, or that there is none.
    fn reference_filter(
        &mut self,
        referred: Referred,
        input: &Input,
    ) -> Result<EdgePredicate, FieldError> {
        let target = referred.of(self.ontology).target;
        let mut all = Vec::new();
        for (name, value) in self.terms_or(input, OR_IS_NULL)? {
            all.push(match name.as_str() {
                "isNull" => {
                    let is_there = EdgePredicate::Reference(referred, None);
                    match *value == Input::Boolean(true) {
                        true => EdgePredicate::Not(Box::new(is_there)),
                        false => is_there,
                    }
                }
                "node" => {
                    let node = self.target_filter(target, value)?;
                    EdgePredicate::Reference(referred, Some(Box::new(node)))
                }
                other => return Err(FieldError::unknown("condition", other)),
            });
        }
        Ok(EdgePredicate::All(all))
    }

    fn edge_filters(
        &mut self,
        relation: Option<RelationId>,
        input: &Input,
    ) -> Result<Vec<EdgePredicate>, FieldError> {
        input.items().iter().map(|item| self.edge_filter(relation, item)).collect()
    }

    /// The conditions of a filter, each counted. One that is null is refused: a variable that
    /// was forgotten must not turn a condition off.
    pub(super) fn terms<'i>(
        &mut self,
        input: &'i Input,
    ) -> Result<&'i [(String, Input)], FieldError> {
        self.terms_or(input, "")
    }

    /// The conditions of a filter; `instead` says how else absent values are asked for.
    pub(super) fn terms_or<'i>(
        &mut self,
        input: &'i Input,
        instead: &str,
    ) -> Result<&'i [(String, Input)], FieldError> {
        let Input::Object(fields) = input else { return Ok(&[]) };
        if let Some((name, _)) = fields.iter().find(|(_, value)| *value == Input::Null) {
            let is_itself = instead.contains(&format!("`{name}:"));
            return Err(null_condition(name, if is_itself { "" } else { instead }));
        }
        self.count(fields)?;
        Ok(fields)
    }

    /// Counts conditions, and so each further value of a list: an entity is held against all
    /// of them.
    pub(super) fn count(&mut self, fields: &[(String, Input)]) -> Result<(), FieldError> {
        let values = fields.iter().map(|(_, value)| value.items().len().max(1));
        self.terms += values.sum::<usize>() as u64;
        let most = self.limits.filter_terms;
        if self.terms > most {
            let message = format!("`where` has more than {most} conditions");
            return Err(FieldError::out_of_bounds("filter_terms", message));
        }
        Ok(())
    }

    /// A property of all kinds that a target can be, by its name.
    pub(super) fn property(
        &self,
        target: Target,
        name: &str,
    ) -> Option<(Vec<(KindId, usize)>, Property)> {
        let columns: Vec<(KindId, usize)> = self
            .ontology
            .kinds_of(target)
            .into_iter()
            .filter_map(|kind| Some((kind, self.ontology.kind(kind).property(name)?.0)))
            .collect();
        let &(kind, index) = columns.first()?;
        Some((columns, self.ontology.kind(kind).properties[index].clone()))
    }

    /// A relation field that a target has, by its name.
    pub(super) fn relation_field(&self, target: Target, name: &str) -> Option<RelationField> {
        let fields = match target {
            Target::Kind(id) => &self.ontology.kind(id).relations,
            Target::Abstract(id) => &self.ontology.abstract_type(id).relations,
            Target::Entity => return None,
        };
        fields.iter().find(|field| field.name == name).cloned()
    }
}

fn links(field: &RelationField, quantifier: Quantifier, one: LinkPredicate) -> Predicate {
    Predicate::of_links((field.relation, field.direction), quantifier, one)
}

fn all_of<T>(tests: Vec<T>, predicate: impl Fn(T) -> Predicate) -> Predicate {
    Predicate::All(tests.into_iter().map(predicate).collect())
}

/// Keeps [`Comparison`] in the signature of [`Binder::equality`] readable.
pub(super) type Tests<T> = Vec<Comparison<T>>;

/// A condition that is null.
pub(super) fn null_condition(name: &str, instead: &str) -> FieldError {
    FieldError::bad_input(format!(
        "`{name}` cannot be null: a condition that is null would let everything pass; leave it out{instead}"
    ))
}
