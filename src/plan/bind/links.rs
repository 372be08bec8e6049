//! `where` on the links of a relation field, with the entities at their ends.

use super::{Binder, operators::int_test, terms::OR_IS_NULL};
use crate::{
    ontology::{Cardinality, Direction, RelationField, RelationId, Target},
    plan::{CountTest, FieldError, Input, LinkPredicate, Predicate, Quantifier},
};

/// A relation, and the direction in which a field follows its links.
pub(in crate::plan) type Followed = (RelationId, Direction);

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
