//! The condition of a filter that took most visits, for errors that a limit ended.
//!
//! It is named by where it stands: `knows.some.node.country` is the condition on the country of
//! whom somebody knows.

use crate::{
    ontology::{Direction, Ontology, RelationId},
    plan::{Predicate, Quantifier},
};

/// A condition and what it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::exec::select) struct Dearest {
    /// The place of the condition.
    pub(in crate::exec::select) path: String,
    /// The visits that it took itself, without those of conditions below it.
    pub(in crate::exec::select) visits: u64,
}

impl Dearest {
    /// A condition that is told from what stands at an entity, and what it took.
    pub(in crate::exec::select) fn of_plain(
        ontology: &Ontology,
        predicate: &Predicate,
        visits: u64,
    ) -> Self {
        Self { path: path_of(ontology, predicate), visits }
    }

    /// The one that took more.
    pub(in crate::exec::select) fn or(self, other: Self) -> Self {
        if other.visits > self.visits { other } else { self }
    }

    /// Returns it as one that stands below another place.
    pub(super) fn below(self, above: &str) -> Self {
        Self { path: format!("{above}.{}", self.path), ..self }
    }
}

/// The words for a condition on links: the field and the quantifier.
pub(super) fn links_path(
    ontology: &Ontology,
    (relation, direction): (RelationId, Direction),
    quantifier: &Quantifier,
) -> String {
    let fields = ontology.kinds().flat_map(|(_, kind)| &kind.relations);
    let mut of_relation = fields.filter(|it| it.relation == relation);
    let field = of_relation.find(|it| it.direction == direction);
    let name = field.map_or(ontology.relation(relation).name.as_str(), |it| it.name.as_str());
    let quantifier = match quantifier {
        Quantifier::Some => "some",
        Quantifier::All => "all",
        Quantifier::None => "none",
        Quantifier::Single => "single",
        Quantifier::Count(_) => "count",
    };
    format!("{name}.{quantifier}")
}

fn path_of(ontology: &Ontology, predicate: &Predicate) -> String {
    match predicate {
        // One condition alone needs no group around it.
        Predicate::All(all) | Predicate::Any(all) if all.len() == 1 => path_of(ontology, &all[0]),
        Predicate::All(_) => "AND".to_owned(),
        Predicate::Any(_) => "OR".to_owned(),
        Predicate::Not(one) => format!("NOT.{}", path_of(ontology, one)),
        Predicate::Id(_) => "id".to_owned(),
        Predicate::Kind(_) => "kind".to_owned(),
        Predicate::Name(_) => "name".to_owned(),
        Predicate::Names(_) => "names".to_owned(),
        Predicate::Degree(_) => "degree".to_owned(),
        Predicate::Metric(metric, _) => format!("metrics.{}", metric.as_str()),
        Predicate::Property(columns, _) => {
            let property = columns.first().map(|&(kind, at)| &ontology.kind(kind).properties[at]);
            property.map_or_else(String::new, |it| it.name.clone())
        }
        Predicate::Fields(_) => "compare".to_owned(),
        Predicate::Links { relation, direction, quantifier, .. } => {
            links_path(ontology, (*relation, *direction), quantifier)
        }
        Predicate::Citations(..) => "sources".to_owned(),
        Predicate::Summary(_) => "summary".to_owned(),
        Predicate::ExternalIds(..) => "externalIds".to_owned(),
    }
}
