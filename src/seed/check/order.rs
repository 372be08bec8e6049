//! A total order of links, so that the result does not depend on the order of files.

use crate::{
    graph::{CitationRecord, EntityIndex, LinkRecord, Time},
    value::Value,
};
use std::cmp::Ordering;

/// Compares what two links between the same ends say, without sources and evidence.
pub(super) fn says(a: &LinkRecord, b: &LinkRecord) -> Ordering {
    time(&a.time, &b.time)
        .then_with(|| a.status.cmp(&b.status))
        .then_with(|| lists(&a.values, &b.values, |a, b| options(a.as_ref(), b.as_ref(), value)))
        .then_with(|| a.references.cmp(&b.references))
}

/// Orders what [`says`] leaves equal.
pub(super) fn rest(a: &LinkRecord, b: &LinkRecord) -> Ordering {
    (&a.id, a.evidence, &a.disputed, &a.note)
        .cmp(&(&b.id, b.evidence, &b.disputed, &b.note))
        .then_with(|| lists(&a.citations, &b.citations, citation))
}

/// Returns whether the links have no property with two different values.
pub(super) fn agree(a: &LinkRecord, b: &LinkRecord) -> bool {
    let same = |(a, b): (&Option<Value>, &Option<Value>)| {
        a.as_ref().zip(b.as_ref()).is_none_or(|(a, b)| value(a, b) == Ordering::Equal)
    };
    let same_entity = |(a, b): (&Option<EntityIndex>, &Option<EntityIndex>)| {
        a.zip(*b).is_none_or(|(a, b)| a == b)
    };
    a.values.iter().zip(&b.values).all(same)
        && a.references.iter().zip(&b.references).all(same_entity)
}

fn time(a: &Time, b: &Time) -> Ordering {
    (a.at, a.since, a.until, &a.attested).cmp(&(b.at, b.since, b.until, &b.attested))
}

/// Orders citations by source, and then by place.
pub(super) fn citation(a: &CitationRecord, b: &CitationRecord) -> Ordering {
    (a.source, &a.locator, &a.note).cmp(&(b.source, &b.locator, &b.note))
}

/// Orders values: by value within a type, then by type.
pub(super) fn value(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        (Value::Float(a), Value::Float(b)) => a.total_cmp(b),
        (Value::Boolean(a), Value::Boolean(b)) => a.cmp(b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::BigInt(a), Value::BigInt(b)) => a.cmp(b),
        // Equal ones that are written in two ways are told apart.
        (Value::Decimal(a), Value::Decimal(b)) => (a, a.scale()).cmp(&(b, b.scale())),
        (Value::DateTime(a), Value::DateTime(b)) => {
            a.cmp(b).then_with(|| a.to_string().cmp(&b.to_string()))
        }
        (Value::Json(a), Value::Json(b)) => a.cmp(b),
        (Value::List(a), Value::List(b)) => lists(a, b, value),
        (Value::Structured(a), Value::Structured(b)) => {
            lists(a.values(), b.values(), |a, b| options(a.as_ref(), b.as_ref(), value))
        }
        _ => rank(a).cmp(&rank(b)),
    }
}

/// Orders values by what they mean: `1.5` and `1.50` are the same.
pub(super) fn meaning(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Decimal(a), Value::Decimal(b)) => a.cmp(b),
        (Value::DateTime(a), Value::DateTime(b)) => a.cmp(b),
        (a, b) => value(a, b),
    }
}

fn rank(value: &Value) -> u8 {
    match value {
        Value::Text(_) => 0,
        Value::Int(_) => 1,
        Value::Float(_) => 2,
        Value::Boolean(_) => 3,
        Value::Date(_) => 4,
        Value::Json(_) => 5,
        Value::List(_) => 6,
        Value::BigInt(_) => 7,
        Value::Decimal(_) => 8,
        Value::DateTime(_) => 9,
        Value::Structured(_) => 10,
    }
}

fn options<T>(a: Option<&T>, b: Option<&T>, order: fn(&T, &T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => order(a, b),
        _ => a.is_some().cmp(&b.is_some()),
    }
}

pub(super) fn lists<T>(a: &[T], b: &[T], order: fn(&T, &T) -> Ordering) -> Ordering {
    let pairs = a.iter().zip(b).map(|(a, b)| order(a, b));
    pairs.fold(Ordering::Equal, Ordering::then).then(a.len().cmp(&b.len()))
}
