//! `where` on links: those of a relation field, with the entities at their ends, and any.

use super::{Binder, operators::int_test, terms::OR_IS_NULL};
use crate::{
    ontology::{
        Cardinality, Direction, Evidence, LinkStatus, PropertyType, RelationField, RelationId,
        Scalar, Target,
    },
    plan::{
        CountTest, EdgePredicate, FieldError, Input, LinkPredicate, LinkTime, Predicate,
        Quantifier, Referred,
    },
};

/// A relation, and the direction in which a field follows its links.
pub(in crate::plan) type Followed = (RelationId, Direction);

/// The type of the dates of links.
const DATE: PropertyType = PropertyType {
    scalar: Scalar::PartialDate,
    list: false,
    required: false,
    items_required: false,
};

/// Asks of some link what all of them fulfil: `{all: {node: …}, some: {}}` can be found from the
/// other end then, which `all` alone cannot. The condition is copied, so it must be shallow.
fn some_of_all(conditions: &mut [(Quantifier, LinkPredicate)]) {
    let of_all = conditions.iter().find(|(quantifier, _)| matches!(quantifier, Quantifier::All));
    let Some((_, of_all)) = of_all.filter(|(_, one)| one.is_shallow()).cloned() else { return };
    for (quantifier, one) in conditions {
        if matches!(quantifier, Quantifier::Some) && one.is_open() {
            *one = of_all.clone();
        }
    }
}

impl Binder<'_> {
    /// `PostTenureLinksFilter`, or `CountryLinkFilter` of a relation to one entity.
    pub(super) fn links_filter(
        &mut self,
        field: &RelationField,
        value: &Input,
    ) -> Result<Predicate, FieldError> {
        if field.cardinality != Cardinality::Many {
            return self.link_filter_of_one(field, value);
        }
        let one =
            |binder: &mut Self, one: &Input| binder.link_filter(field.target, followed(field), one);
        let mut all =
            self.quantified(value, one, |binder, value| binder.link_count(field, value))?;
        some_of_all(&mut all);
        let place = |quantifier: &Quantifier| format!("{}.{}", self.place, quantifier.name());
        let all = all
            .into_iter()
            .map(|(quantifier, one)| links(field, &place(&quantifier), quantifier, one));
        Ok(Predicate::All(all.collect()))
    }

    /// `CountryLinkFilter`: the conditions on the one link of a relation, or that there is none.
    fn link_filter_of_one(
        &mut self,
        field: &RelationField,
        input: &Input,
    ) -> Result<Predicate, FieldError> {
        let mut one = None;
        let presences = self.each_or(input, OR_IS_NULL, |it, name, value| {
            if name == "isNull" {
                let is_null = *value == Input::Boolean(true);
                let quantifier = if is_null { Quantifier::None } else { Quantifier::Some };
                let one = LinkPredicate::default();
                return Ok(Some(links(field, &it.place, quantifier, one)));
            }
            let asked = it.link_term(field.target, followed(field), name, value)?;
            one.get_or_insert_with(LinkPredicate::default).and(asked);
            Ok(None)
        });
        // A condition that asks for nothing, such as `AND: []`, is one on a link all the same.
        let presences = presences?.into_iter().flatten();
        let one = one.map(|one| links(field, &self.place, Quantifier::Some, one));
        Ok(Predicate::All(presences.chain(one).collect()))
    }

    /// `PostTenureLinkCount`: comparisons with the number of links, and which of them count.
    fn link_count(
        &mut self,
        field: &RelationField,
        input: &Input,
    ) -> Result<(CountTest, LinkPredicate), FieldError> {
        let (mut test, mut one) = (CountTest::default(), LinkPredicate::default());
        let read = self.each(input, |it, name, value| {
            match name {
                "where" => one = it.link_filter(field.target, followed(field), value)?,
                "distinct" => test.distinct = *value == Input::Boolean(true),
                name => test.tests.push(int_test(name, value)?),
            }
            Ok(())
        })?;
        if test.tests.is_empty() && !read.is_empty() {
            return Err(FieldError::of_value(
                " compares the number with nothing; add what it must be, such as `gte: 1`",
            ));
        }
        Ok((test, one))
    }

    /// `PostTenureLinkWhere`
    pub(in crate::plan) fn link_filter(
        &mut self,
        target: Target,
        followed: Followed,
        input: &Input,
    ) -> Result<LinkPredicate, FieldError> {
        let terms =
            self.each(input, |it, name, value| it.link_term(target, followed, name, value))?;
        Ok(all(terms))
    }

    /// One field of `PostTenureLinkWhere`.
    fn link_term(
        &mut self,
        target: Target,
        followed: Followed,
        name: &str,
        value: &Input,
    ) -> Result<LinkPredicate, FieldError> {
        let each =
            |it: &mut Self| it.each_item(value, |it, item| it.link_filter(target, followed, item));
        Ok(match name {
            "node" => LinkPredicate::of_node(self.target_filter(target, value)?),
            "edge" => self.followed_filter(followed, value)?,
            "AND" => all(each(self)?),
            "OR" => LinkPredicate::any(each(self)?),
            "NOT" => self.link_filter(target, followed, value)?.negated(),
            other => return Err(FieldError::unknown("condition", other)),
        })
    }

    /// `TenureWhere` on links of a relation that are followed from an entity.
    fn followed_filter(
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
            "direction" => self.direction_filter(Some(followed), value)?,
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
        let holds = tests.iter().all(|test| test.holds(&direction));
        let each = if holds { Vec::new() } else { vec![EdgePredicate::Any(Vec::new())] };
        Ok(LinkPredicate::of_edge(EdgePredicate::All(each)))
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
        if let Some(time) = LinkTime::by_name(name) {
            return Ok(EdgePredicate::Time(time, self.value_test(DATE, value)?));
        }
        Ok(match name {
            "AND" => EdgePredicate::All(each(self)?),
            "OR" => EdgePredicate::Any(each(self)?),
            "NOT" => EdgePredicate::Not(Box::new(self.edge_filter(relation, value)?)),
            "status" => {
                let tests = self.equality(value, |input| LinkStatus::from_name(&input.text()?))?;
                EdgePredicate::All(tests.into_iter().map(EdgePredicate::Status).collect())
            }
            "evidence" => {
                let tests = self.equality(value, |input| Evidence::from_name(&input.text()?))?;
                EdgePredicate::All(tests.into_iter().map(EdgePredicate::Evidence).collect())
            }
            "certainty" => {
                let tests = self.equality(value, |input| match input.text()?.as_str() {
                    "CERTAIN" => Some(true),
                    "POSSIBLE" => Some(false),
                    _ => None,
                })?;
                EdgePredicate::All(tests.into_iter().map(EdgePredicate::IsCertain).collect())
            }
            "lastAttested" => EdgePredicate::LastAttested(self.value_test(DATE, value)?),
            "note" => {
                let text = PropertyType { scalar: Scalar::String, ..DATE };
                EdgePredicate::Note(self.value_test(text, value)?)
            }
            "direction" => {
                return Err(FieldError::of_value(
                    " is that of a link in the list of an entity, and here links are in no list; use the argument `direction`",
                ));
            }
            "compare" => self.link_comparisons(relation, value)?,
            "sources" => {
                let citations = self.citations_filter(value)?;
                let all = citations
                    .into_iter()
                    .map(|(quantifier, one)| EdgePredicate::Citations(quantifier, one));
                EdgePredicate::All(all.collect())
            }
            name => self.own_filter(relation, name, value)?,
        })
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

fn followed(field: &RelationField) -> Followed {
    (field.relation, field.direction)
}

fn links(
    field: &RelationField,
    place: &str,
    quantifier: Quantifier,
    one: LinkPredicate,
) -> Predicate {
    Predicate::of_links(followed(field), place, quantifier, one)
}

/// One condition of several that must all hold.
pub(super) fn all(terms: Vec<LinkPredicate>) -> LinkPredicate {
    let mut all = LinkPredicate::default();
    terms.into_iter().for_each(|one| all.and(one));
    all
}
