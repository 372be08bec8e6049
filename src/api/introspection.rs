//! Introspection: the answers to `__schema` and `__type`.
//! [Schema introspection](https://spec.graphql.org/September2025/#sec-Schema-Introspection)
//!
//! The answers come from apollo-compiler over the API's SDL, the same that validates.

use super::{error::RequestError, one_of};
use crate::plan::Input;
use apollo_compiler::{
    ExecutableDocument, Name,
    collections::HashMap,
    executable::Operation,
    introspection::{check_max_depth, partial_execute},
    request::coerce_variable_values,
    response::JsonMap,
    schema::Implementers,
    validation::Valid,
};
use serde_json::Value;

/// The schema that is asked.
#[derive(Clone, Copy)]
pub(super) struct Schema<'a> {
    pub(super) valid: &'a Valid<apollo_compiler::Schema>,
    pub(super) implementers: &'a HashMap<Name, Implementers>,
}

/// Refuses introspection that walks from type to type and back, each step a hundredfold.
pub(super) fn check(
    document: &Valid<ExecutableDocument>,
    operation: &Operation,
) -> Result<(), RequestError> {
    check_max_depth(document, operation).map_err(|_| {
        let message =
            "introspection is nested too deep: it leads from types to types more than once";
        RequestError::over_limit("depth", message)
    })
}

/// The answers to the introspection fields of an operation, as JSON, by response key.
pub(super) fn answer(
    schema: Schema<'_>,
    document: &Valid<ExecutableDocument>,
    operation: &Operation,
    variables: &JsonMap,
    keys: &[String],
) -> Vec<String> {
    let answers = all(schema, document, operation, variables).unwrap_or_default();
    let answer = |key: &String| {
        answers.get(key.as_str()).map_or_else(|| "null".to_owned(), ToString::to_string)
    };
    keys.iter().map(answer).collect()
}

fn all(
    schema: Schema<'_>,
    document: &Valid<ExecutableDocument>,
    operation: &Operation,
    variables: &JsonMap,
) -> Option<JsonMap> {
    let coerced = coerce_variable_values(schema.valid, operation, variables).ok()?;
    let execute = |document, operation| {
        partial_execute(schema.valid, schema.implementers, document, operation, &coerced).ok()?.data
    };
    match one_of::replaced(schema.valid, document, operation) {
        Some((document, operation)) => execute(&document, &operation).map(one_of::restored),
        None => execute(document, operation),
    }
}

/// Variables that were coerced, as JSON.
pub(super) fn variables<'a>(given: impl Iterator<Item = (&'a str, &'a Input)>) -> JsonMap {
    let given = given.map(|(name, value)| (name.to_owned(), value.to_json()));
    serde_json::from_value(Value::Object(given.collect())).unwrap_or_default()
}
