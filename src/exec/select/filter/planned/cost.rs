//! The estimated cost of conditions that are told from what stands at an entity or a link.
//!
//! The unit is a visit: looking at one entity or link.

use crate::plan::{EdgePredicate, Predicate, TextComparison, ValueComparison};

/// A condition that costs as much should run after one that costs little.
pub(super) const EXPENSIVE: f64 = 3.0;

/// The cost of a look at what is known of an entity.
pub(super) const KEPT: f64 = 0.5;

/// The cost of a condition on an entity.
pub(super) fn cost_of(predicate: &Predicate) -> f64 {
    match predicate {
        Predicate::Kind(_) => 0.5,
        Predicate::Id(_) | Predicate::Metric(..) => 1.0,
        Predicate::Property(_, test) => cost_of_value(test),
        Predicate::Name(test) => 1.0 + cost_of_text(test),
        Predicate::Names(tests) => 2.0 + 2.0 * tests.iter().map(cost_of_text).sum::<f64>(),
        Predicate::Degree(_) | Predicate::Fields(_) => 3.0,
        Predicate::All(all) | Predicate::Any(all) => all.iter().map(cost_of).sum(),
        Predicate::Not(one) => cost_of(one),
        // Each text is folded anew.
        Predicate::Summary(tests) => 10.0 + tests.iter().map(cost_of_text).sum::<f64>(),
        Predicate::ExternalIds(..) => 10.0,
        Predicate::Citations(..) | Predicate::Links { .. } => 8.0,
    }
}

/// The cost of a condition on a link.
pub(super) fn cost_of_edge(predicate: &EdgePredicate) -> f64 {
    match predicate {
        EdgePredicate::All(all) | EdgePredicate::Any(all) => all.iter().map(cost_of_edge).sum(),
        EdgePredicate::Not(one) => cost_of_edge(one),
        EdgePredicate::Relation(_) | EdgePredicate::Status(_) | EdgePredicate::Evidence(_) => 0.5,
        EdgePredicate::From(node) | EdgePredicate::To(node) => 1.0 + cost_of(node),
        EdgePredicate::IsCertain(_) => 2.0,
        // The newest of the sources is looked for.
        EdgePredicate::LastAttested(test) => 4.0 + cost_of_value(test),
        EdgePredicate::Time(_, test)
        | EdgePredicate::Note(test)
        | EdgePredicate::Property(_, test) => cost_of_value(test),
        EdgePredicate::Reference(_, node) => 1.0 + node.as_deref().map_or(0.0, cost_of),
        EdgePredicate::Fields(_) => 3.0,
        EdgePredicate::Citations(..) => 8.0,
    }
}

fn cost_of_value(test: &ValueComparison) -> f64 {
    match test {
        ValueComparison::Int(_)
        | ValueComparison::Float(_)
        | ValueComparison::BigInt(_)
        | ValueComparison::Decimal(_)
        | ValueComparison::DateTime(_)
        | ValueComparison::Date(_)
        | ValueComparison::Lies(..)
        | ValueComparison::IsEmpty(_)
        | ValueComparison::Cell(_) => 1.0,
        ValueComparison::Text(test) => cost_of_text(test),
        ValueComparison::Has(wanted, _) => 2.0 + wanted.len() as f64,
        ValueComparison::All(all) | ValueComparison::Any(all) => {
            all.iter().map(cost_of_value).sum()
        }
        ValueComparison::Not(test) | ValueComparison::Field(_, test) => cost_of_value(test),
        // A list mostly has few.
        ValueComparison::Items(_, test) => 2.0 + 2.0 * cost_of_value(test),
        ValueComparison::Within(_) => 10.0,
    }
}

fn cost_of_text(test: &TextComparison) -> f64 {
    match test {
        TextComparison::IsNull(_) => 1.0,
        TextComparison::Folded(_) | TextComparison::Exact(_) => 1.5,
        TextComparison::Keys(_) => 2.0,
        TextComparison::Matches(_) => 6.0,
        // Each text is folded anew.
        TextComparison::Signs(..) => 10.0,
    }
}
