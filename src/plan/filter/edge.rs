//! Conditions on a link itself, and on the entities that it connects or refers to.

use super::{
    CitationPredicate, Comparison, FieldComparison, LinkField, Predicate, Quantifier,
    ValueComparison,
};
use crate::ontology::{Evidence, LinkStatus, Ontology, Reference, RelationId};

/// A condition on a link.
#[derive(Clone, Debug)]
pub enum EdgePredicate {
    /// All of these conditions hold.
    All(Vec<EdgePredicate>),
    /// At least one of these conditions holds.
    Any(Vec<EdgePredicate>),
    /// This condition does not hold.
    Not(Box<EdgePredicate>),
    /// One of the times of the link.
    Time(LinkTime, ValueComparison),
    /// The status of the link: whether it is in force, planned, ended...
    Status(Comparison<LinkStatus>),
    /// The evidence for the link.
    Evidence(Comparison<Evidence>),
    /// The link must hold on a day in view (true), or it can (false).
    IsCertain(Comparison<bool>),
    /// The last date that shows the link to hold.
    LastAttested(ValueComparison),
    /// The remark.
    Note(ValueComparison),
    /// A property of the link, by its position in the relation.
    Property(usize, ValueComparison),
    /// The relation of the link.
    Relation(Comparison<RelationId>),
    /// The entity at which the link starts.
    From(Box<Predicate>),
    /// The entity to which the link leads.
    To(Box<Predicate>),
    /// An entity in view to which a property of the link refers, and what holds of it.
    Reference(Referred, Option<Box<Predicate>>),
    /// One field of the link or of its ends against another.
    Fields(FieldComparison<LinkField>),
    /// The citations of the link.
    Citations(Quantifier, CitationPredicate),
}

impl EdgePredicate {
    /// Returns true if one of the conditions on entities, wherever it stands, is as asked: a
    /// condition on an entity that the link connects or refers to. Those behind the first one are
    /// not looked at.
    pub fn any_node<'p>(&'p self, is_so: &mut dyn FnMut(&'p Predicate) -> bool) -> bool {
        match self {
            Self::All(all) | Self::Any(all) => all.iter().any(|one| one.any_node(is_so)),
            Self::Not(one) => one.any_node(is_so),
            Self::From(node) | Self::To(node) => is_so(node),
            Self::Reference(_, node) => node.as_deref().is_some_and(is_so),
            Self::Relation(_)
            | Self::Time(..)
            | Self::Status(_)
            | Self::Evidence(_)
            | Self::IsCertain(_)
            | Self::LastAttested(_)
            | Self::Note(_)
            | Self::Property(..)
            | Self::Fields(_)
            | Self::Citations(..) => false,
        }
    }
}

/// A property of the links of a relation that refers to an entity, by its position among those.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Referred {
    /// The relation.
    pub relation: RelationId,
    /// The position.
    pub reference: usize,
}

impl Referred {
    /// Its definition.
    pub fn of(self, ontology: &Ontology) -> &Reference {
        &ontology.references_of(self.relation)[self.reference]
    }
}

/// One of the times of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkTime {
    /// The day of an act.
    At,
    /// The start of a state.
    Since,
    /// The end of a state.
    Until,
}

impl LinkTime {
    /// The time of a field of links.
    pub(in crate::plan) fn by_name(name: &str) -> Option<Self> {
        match name {
            "at" => Some(Self::At),
            "since" => Some(Self::Since),
            "until" => Some(Self::Until),
            _ => None,
        }
    }
}
