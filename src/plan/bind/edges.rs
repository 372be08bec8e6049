//! Conditions on a link itself: its dates, its properties, what it refers to, its direction.

use super::{
    Binder,
    fields::EdgeField,
    links::{Followed, all},
    terms::OR_IS_NULL,
};
use crate::{
    ontology::{Direction, Evidence, LinkStatus, PropertyType, RelationId, Scalar},
    plan::{EdgePredicate, FieldError, Input, LinkPredicate, Referred},
};

/// The type of the dates of links.
const DATE: PropertyType = PropertyType {
    scalar: Scalar::PartialDate,
    list: false,
    required: false,
    items_required: false,
};

impl Binder<'_> {
    /// `TenureWhere` on links of a relation that are followed from an entity.
    pub(super) fn followed_filter(
        &mut self,
        followed: Followed,
        input: &Input,
    ) -> Result<LinkPredicate, FieldError> {
        let terms = self.each(input, |it, name, value| it.followed_term(followed, name, value))?;
        Ok(all(terms))
    }

    /// One field of `TenureWhere` on such links.
    fn followed_term(
        &mut self,
        followed: Followed,
        name: &str,
        value: &Input,
    ) -> Result<LinkPredicate, FieldError> {
        let each =
            |it: &mut Self| it.each_item(value, |it, item| it.followed_filter(followed, item));
        Ok(match name {
            "AND" => all(each(self)?),
            "OR" => LinkPredicate::any(each(self)?),
            "NOT" => self.followed_filter(followed, value)?.negated(),
            "direction" if !self.has_property(followed.0, name) => {
                self.direction_filter(Some(followed), value)?
            }
            name => LinkPredicate::of_edge(self.edge_term(Some(followed.0), name, value)?),
        })
    }

    /// `DirectionFilter`. The direction of a link is that of the field, if it has one.
    pub(super) fn direction_filter(
        &mut self,
        followed: Option<Followed>,
        value: &Input,
    ) -> Result<LinkPredicate, FieldError> {
        let tests = self.equality(value, |input| Direction::by_name(&input.text()?))?;
        let known = followed.filter(|(relation, direction)| {
            *direction != Direction::Both || self.ontology.relation(*relation).symmetric
        });
        let Some((_, direction)) = known else {
            return Ok(all(tests.into_iter().map(LinkPredicate::of_direction).collect()));
        };
        if tests.iter().all(|test| test.holds(&direction)) {
            return Ok(LinkPredicate::default());
        }
        // No link fulfils it.
        Ok(LinkPredicate::of_edge(EdgePredicate::Any(Vec::new())))
    }

    /// `TenureWhere`; `LinkWhere` on links of any relation or without properties of their own.
    pub(in crate::plan) fn edge_filter(
        &mut self,
        relation: Option<RelationId>,
        input: &Input,
    ) -> Result<EdgePredicate, FieldError> {
        let all = self.each(input, |it, name, value| it.edge_term(relation, name, value));
        all.map(EdgePredicate::All)
    }

    /// One field of `TenureWhere`.
    pub(super) fn edge_term(
        &mut self,
        relation: Option<RelationId>,
        name: &str,
        value: &Input,
    ) -> Result<EdgePredicate, FieldError> {
        let each = |it: &mut Self| it.each_item(value, |it, item| it.edge_filter(relation, item));
        Ok(match name {
            "AND" => EdgePredicate::All(each(self)?),
            "OR" => EdgePredicate::Any(each(self)?),
            "NOT" => EdgePredicate::Not(Box::new(self.edge_filter(relation, value)?)),
            "status" => {
                let status = |input: &Input| LinkStatus::from_name(&input.text()?);
                all_of(self.equality(value, status)?, EdgePredicate::Status)
            }
            "evidence" => {
                let evidence = |input: &Input| Evidence::from_name(&input.text()?);
                all_of(self.equality(value, evidence)?, EdgePredicate::Evidence)
            }
            "certainty" => all_of(self.equality(value, is_certain)?, EdgePredicate::IsCertain),
            "lastAttested" => EdgePredicate::LastAttested(self.value_test(DATE, value)?),
            "note" => {
                let text = PropertyType { scalar: Scalar::String, ..DATE };
                EdgePredicate::Note(self.value_test(text, value)?)
            }
            "compare" => self.link_comparisons(relation, value)?,
            "sources" => all_of(self.citations_filter(value)?, |(quantifier, one)| {
                EdgePredicate::Citations(quantifier, one)
            }),
            name => return self.edge_field_filter(relation, name, value),
        })
    }

    /// One field of `TenureWhere` that is a time or a property of links, or refers to an entity.
    fn edge_field_filter(
        &mut self,
        relation: Option<RelationId>,
        name: &str,
        value: &Input,
    ) -> Result<EdgePredicate, FieldError> {
        match self.edge_field(relation, name) {
            Some(EdgeField::Time(time)) => {
                Ok(EdgePredicate::Time(time, self.value_test(DATE, value)?))
            }
            Some(EdgeField::Property(at, property)) => {
                Ok(EdgePredicate::Property(at, self.value_test(property.ty, value)?))
            }
            Some(EdgeField::Reference(referred, _)) => self.reference_filter(referred, value),
            None if name == "direction" => Err(FieldError::of_value(
                " is that of a link in the list of an entity, and here links are in no list; use the argument `direction`",
            )),
            None => Err(FieldError::unknown("condition", name)),
        }
    }

    /// `ActorFilter`: the conditions on the entity that a link refers to, or that there is none.
    fn reference_filter(
        &mut self,
        referred: Referred,
        input: &Input,
    ) -> Result<EdgePredicate, FieldError> {
        let target = referred.of(self.ontology).target;
        let all = self.each_or(input, OR_IS_NULL, |it, name, value| match name {
            "isNull" => {
                let is_there = EdgePredicate::Reference(referred, None);
                Ok(match *value == Input::Boolean(true) {
                    true => EdgePredicate::Not(Box::new(is_there)),
                    false => is_there,
                })
            }
            "node" => {
                let node = it.target_filter(target, value)?;
                Ok(EdgePredicate::Reference(referred, Some(Box::new(node))))
            }
            other => Err(FieldError::unknown("condition", other)),
        });
        all.map(EdgePredicate::All)
    }
}

/// One condition of tests that must all hold.
pub(super) fn all_of<T>(tests: Vec<T>, one: impl Fn(T) -> EdgePredicate) -> EdgePredicate {
    EdgePredicate::All(tests.into_iter().map(one).collect())
}

/// `Certainty`, as a value of the enum.
fn is_certain(input: &Input) -> Option<bool> {
    match input.text()?.as_str() {
        "CERTAIN" => Some(true),
        "POSSIBLE" => Some(false),
        _ => None,
    }
}
