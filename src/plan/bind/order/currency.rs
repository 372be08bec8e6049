//! Amounts of money in orders: they are compared and added up in one currency.
//!
//! A list may have several, and is ordered by currency first. Of the links of one entity a value
//! is taken, so their condition must leave one currency:
//! `{funds: {sum: {edge: {share: {amount: DESC}}}, where: {edge: {share: {currency: {eq: "USD"}}}}}}`.

use super::{nested, path_of};
use crate::plan::{
    EdgePredicate, FieldError, Input, LinkPredicate, OrderBy, Predicate, Quantifier, Referred,
    TextComparison, TextOperator, ValueComparison, ValueKey,
};

/// Returns true if only one text remains for a key of the links that fulfil a condition.
pub(super) fn is_one(one: &LinkPredicate, by: &OrderBy) -> bool {
    match by {
        OrderBy::LinkProperty(at, ValueKey::Field(path)) => {
            one.edge.as_ref().is_some_and(|edge| edge_has_one(edge, (*at, path)))
        }
        OrderBy::Reference(referred, by) => {
            one.edge.as_ref().is_some_and(|edge| referred_has_one(edge, *referred, by))
        }
        OrderBy::Property(..) | OrderBy::Through(..) => {
            one.node.as_ref().is_some_and(|node| node_has_one(node, by))
        }
        OrderBy::LinkProperty(_, ValueKey::Distance(..))
        | OrderBy::Id
        | OrderBy::Name
        | OrderBy::Degree
        | OrderBy::Metric(_)
        | OrderBy::Time(_)
        | OrderBy::Supports
        | OrderBy::LastAttested
        | OrderBy::Relation
        | OrderBy::End(..)
        | OrderBy::Links(_) => false,
    }
}

/// Returns true if only one text remains for a property of the links that fulfil a condition.
fn edge_has_one(edge: &EdgePredicate, (at, path): (usize, &[usize])) -> bool {
    match edge {
        EdgePredicate::All(all) => all.iter().any(|one| edge_has_one(one, (at, path))),
        EdgePredicate::Property(property, test) => *property == at && value_is_one(test, path),
        EdgePredicate::Any(_)
        | EdgePredicate::Not(_)
        | EdgePredicate::Relation(_)
        | EdgePredicate::From(_)
        | EdgePredicate::To(_)
        | EdgePredicate::Time(..)
        | EdgePredicate::Status(_)
        | EdgePredicate::Evidence(_)
        | EdgePredicate::IsCertain(_)
        | EdgePredicate::LastAttested(_)
        | EdgePredicate::Note(_)
        | EdgePredicate::Reference(..)
        | EdgePredicate::Fields(_)
        | EdgePredicate::Citations(..) => false,
    }
}

/// Returns true if only one text remains for a key of the entities to which links that fulfil a
/// condition refer.
fn referred_has_one(edge: &EdgePredicate, referred: Referred, by: &OrderBy) -> bool {
    match edge {
        EdgePredicate::All(all) => all.iter().any(|one| referred_has_one(one, referred, by)),
        EdgePredicate::Reference(it, Some(node)) => *it == referred && node_has_one(node, by),
        EdgePredicate::Any(_)
        | EdgePredicate::Not(_)
        | EdgePredicate::Relation(_)
        | EdgePredicate::From(_)
        | EdgePredicate::To(_)
        | EdgePredicate::Time(..)
        | EdgePredicate::Status(_)
        | EdgePredicate::Evidence(_)
        | EdgePredicate::IsCertain(_)
        | EdgePredicate::LastAttested(_)
        | EdgePredicate::Note(_)
        | EdgePredicate::Property(..)
        | EdgePredicate::Reference(_, None)
        | EdgePredicate::Fields(_)
        | EdgePredicate::Citations(..) => false,
    }
}

/// Returns true if only one text remains for a key of the entities that fulfil a condition.
fn node_has_one(node: &Predicate, by: &OrderBy) -> bool {
    match node {
        Predicate::All(all) => all.iter().any(|one| node_has_one(one, by)),
        Predicate::Property(columns, test) => matches!(
            by,
            OrderBy::Property(of, ValueKey::Field(path))
                if columns == of && value_is_one(test, path)
        ),
        Predicate::Links { relation, direction, quantifier: Quantifier::Some, one, .. } => {
            matches!(
                by,
                OrderBy::Through(through, towards, by)
                    if (relation, direction) == (through, towards) && is_one(one, by)
            )
        }
        Predicate::Links { .. }
        | Predicate::Any(_)
        | Predicate::Not(_)
        | Predicate::Id(_)
        | Predicate::Kind(_)
        | Predicate::Name(_)
        | Predicate::Names(_)
        | Predicate::Degree(_)
        | Predicate::Metric(..)
        | Predicate::Fields(_)
        | Predicate::Citations(..)
        | Predicate::Summary(_)
        | Predicate::ExternalIds(..) => false,
    }
}

/// Returns true if the field of a value is compared with one text.
fn value_is_one(test: &ValueComparison, path: &[usize]) -> bool {
    match (test, path.split_first()) {
        (ValueComparison::All(all), _) => all.iter().any(|one| value_is_one(one, path)),
        (ValueComparison::Field(at, test), Some((first, rest))) => {
            at == first && value_is_one(test, rest)
        }
        (ValueComparison::Text(TextComparison::Folded(TextOperator::In(texts))), None) => {
            texts.len() == 1
        }
        _ => false,
    }
}

/// The error of a value of amounts that may be in several currencies.
pub(super) fn several(value: &str, by: &OrderBy, key: &Input) -> FieldError {
    let path = path_of(key);
    let condition = nested(condition_path(&path, by).into_iter(), "{eq: \"USD\"}");
    let what = match value {
        "sum" | "mean" => "adds up",
        _ => "compares",
    };
    FieldError::of_value(format_args!(
        " {what} amounts of one currency, and `{}` may be in several; choose one: \
         `where: {condition}`",
        path.join(".")
    ))
}

/// The path of a condition on the currency of an amount: `node` stands behind each step to one
/// entity.
fn condition_path<'p>(path: &[&'p str], by: &OrderBy) -> Vec<&'p str> {
    let mut condition = Vec::new();
    let (mut names, mut by) = (path.iter(), by);
    condition.extend(names.next());
    while let OrderBy::Through(_, _, inner) | OrderBy::Reference(_, inner) = by {
        condition.extend(names.next());
        condition.push("node");
        by = inner;
    }
    condition.extend(names);
    condition.pop();
    condition.push("currency");
    condition
}

/// The error of a currency that is a key behind its amount, where it decides nothing.
pub(super) fn behind_amount(element: &Input) -> FieldError {
    let path = path_of(element);
    let amount = || path.iter().copied().take(path.len() - 1).chain(["amount"]);
    let amount_path: Vec<&str> = amount().collect();
    let error = FieldError::of_value(format_args!(
        " stands behind `{}`, which orders by currency first; put it in front: `[{}, {}]`",
        amount_path.join("."),
        nested(path.iter().copied(), "DESC"),
        nested(amount_path.iter().copied(), "..."),
    ));
    error.within(&path.join("."))
}
