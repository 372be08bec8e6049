//! Filters, compiled: what `where` asks, with names resolved and literals prepared.
//!
//! `where: {country: {eq: "KG"}, posts: {some: {node: {name: {startsWith: "Min"}}}}}` is a
//! [`Predicate::All`] of a [`Predicate::Property`] and a [`Predicate::Links`]. The comparisons
//! with values are in `comparison`, those with texts in `text`, the conditions on links in
//! `links` and `edge`, the comparisons of one field with another in `fields`.
//!
//! A condition holds or it does not (two-valued logic). An absent value satisfies `isNull: true`,
//! `ne` and `notIn` and no other operator; `NOT` is plain negation.

mod comparison;
mod edge;
mod fields;
mod links;
mod relation;
mod text;

pub use comparison::{Certainty, Comparison, DateComparison, GeoArea, ValueComparison, same_days};
pub use edge::{EdgePredicate, LinkTime, Referred};
pub use fields::{FieldComparison, FieldOperator, LinkField};
pub use links::{CountTest, LinkPredicate, MixedPredicate, Quantifier};
pub use text::{TextComparison, TextOperator};

use crate::{
    ontology::{Direction, KindId, RelationId},
    plan::OrderBy,
    value::Metric,
};

/// A condition on an entity.
#[derive(Clone, Debug)]
pub enum Predicate {
    /// All of these conditions hold. An empty list holds.
    All(Vec<Predicate>),
    /// At least one of these conditions holds. An empty list does not hold.
    Any(Vec<Predicate>),
    /// This condition does not hold.
    Not(Box<Predicate>),
    /// The id of the entity, as text.
    Id(Comparison<String>),
    /// The kind of the entity.
    Kind(Comparison<KindId>),
    /// The primary name of the entity.
    Name(TextComparison),
    /// At least one name of the entity, which passes all tests.
    Names(Vec<TextComparison>),
    /// The number of links of the entity.
    Degree(Comparison<i32>),
    /// A measure in the view of the list; absent from what is not in view.
    Metric(Metric, Comparison<f64>),
    /// A property, with its position in each kind that has it.
    Property(Vec<(KindId, usize)>, ValueComparison),
    /// One field of the entity against another.
    Fields(FieldComparison<OrderBy>),
    /// The links of one relation.
    Links {
        /// The relation.
        relation: RelationId,
        /// The direction in which the relation is read.
        direction: Direction,
        /// The place of the condition, as it is written: `where.knows.some`.
        place: Box<str>,
        /// The number of links that must fulfil the condition.
        quantifier: Quantifier,
        /// The condition on one link and the entity at its other end.
        one: LinkPredicate,
    },
    /// The citations of the entity itself, not those of its links.
    Citations(Quantifier, CitationPredicate),
    /// At least one summary of the entity passes all of these; an absent text, if it has none.
    Summary(Vec<TextComparison>),
    /// The ids of the entity in other data sets.
    ExternalIds(Quantifier, ExternalIdPredicate),
}

/// The parts of a condition on an entity.
pub enum Parts<'p> {
    /// All of these hold.
    All(&'p [Predicate]),
    /// At least one of these holds.
    Any(&'p [Predicate]),
    /// This one does not hold.
    Not(&'p Predicate),
    /// As many links of a relation, read in a direction, fulfil a condition as a quantifier asks.
    /// The text is the place of the condition.
    Links((RelationId, Direction), &'p str, &'p Quantifier, &'p LinkPredicate),
    /// It is told from what stands at the entity.
    None,
}

impl Predicate {
    /// The parts of the condition.
    pub fn parts(&self) -> Parts<'_> {
        match self {
            Self::All(all) => Parts::All(all),
            Self::Any(any) => Parts::Any(any),
            Self::Not(one) => Parts::Not(one),
            Self::Links { relation, direction, place, quantifier, one } => {
                Parts::Links((*relation, *direction), place, quantifier, one)
            }
            Self::Id(_)
            | Self::Kind(_)
            | Self::Name(_)
            | Self::Names(_)
            | Self::Degree(_)
            | Self::Metric(..)
            | Self::Property(..)
            | Self::Fields(_)
            | Self::Citations(..)
            | Self::Summary(_)
            | Self::ExternalIds(..) => Parts::None,
        }
    }

    /// The condition that as many links of a relation, read in a direction, fulfil one as a
    /// quantifier asks. Alternatives in it are told apart, since each may be found from another
    /// end: some link is A or B where some link is A, or some link is B.
    pub(super) fn of_links(
        (relation, direction): (RelationId, Direction),
        place: &str,
        quantifier: Quantifier,
        one: LinkPredicate,
    ) -> Self {
        let links = |quantifier, one| {
            let place = place.into();
            Self::Links { relation, direction, place, quantifier, one }
        };
        match quantifier {
            Quantifier::Some => {
                let each = one.alternatives().into_iter().map(|one| links(Quantifier::Some, one));
                group(each.collect(), Self::Any)
            }
            Quantifier::None => {
                let each = one.alternatives().into_iter().map(|one| links(Quantifier::None, one));
                group(each.collect(), Self::All)
            }
            Quantifier::All | Quantifier::Single | Quantifier::Count(_) => links(quantifier, one),
        }
    }

    /// Returns true if a condition on links stands somewhere in it.
    pub fn has_links(&self) -> bool {
        match self.parts() {
            Parts::All(all) | Parts::Any(all) => all.iter().any(Self::has_links),
            Parts::Not(one) => one.has_links(),
            Parts::Links(..) => true,
            Parts::None => false,
        }
    }

    /// Returns true if links are followed to conditions on what they lead or refer to.
    pub fn follows_links(&self) -> bool {
        match self.parts() {
            Parts::All(all) | Parts::Any(all) => all.iter().any(Self::follows_links),
            Parts::Not(one) => one.follows_links(),
            Parts::Links(.., one) => one.any_node(&mut |_| true),
            Parts::None => false,
        }
    }
}

/// Conditions as one: the only one of them, or a group.
fn group(mut all: Vec<Predicate>, of: fn(Vec<Predicate>) -> Predicate) -> Predicate {
    if all.len() == 1 { all.remove(0) } else { of(all) }
}

/// A condition on an id in another data set.
#[derive(Clone, Debug)]
pub enum ExternalIdPredicate {
    /// All of these conditions hold. An empty list holds.
    All(Vec<ExternalIdPredicate>),
    /// At least one of these conditions holds. An empty list does not hold.
    Any(Vec<ExternalIdPredicate>),
    /// This condition does not hold.
    Not(Box<ExternalIdPredicate>),
    /// The data set.
    Scheme(TextComparison),
    /// The id in it.
    Value(TextComparison),
}

/// A condition on a citation.
#[derive(Clone, Debug)]
pub enum CitationPredicate {
    /// All of these conditions hold. An empty list holds.
    All(Vec<CitationPredicate>),
    /// At least one of these conditions holds. An empty list does not hold.
    Any(Vec<CitationPredicate>),
    /// This condition does not hold.
    Not(Box<CitationPredicate>),
    /// The cited source.
    Source(Box<Predicate>),
    /// The place in the source.
    Locator(TextComparison),
    /// The remark.
    Note(TextComparison),
}
