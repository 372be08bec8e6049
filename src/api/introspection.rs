//! What the schema answers: `__schema` and `__type`.
//!
//! The answers come from apollo-compiler over the API's SDL, the same that validates. async-graphql's own answers give `null` for the
//! interfaces of an interface, and its executor takes no account of a variable's default.

use super::{error::RequestError, prepared::Prepared};
use crate::plan::{Input, Variables};
use apollo_compiler::{
    Name, Schema,
    collections::HashMap,
    introspection::{check_max_depth, partial_execute},
    request::coerce_variable_values,
    response::JsonMap,
    schema::Implementers,
    validation::Valid,
};
use serde_json::Value;

/// Refuses introspection that walks from type to type and back, each step a hundredfold.
pub(super) fn check(prepared: &Prepared) -> Result<(), RequestError> {
    check_max_depth(prepared.document(), prepared.operation()).map_err(|_| {
        let message =
            "introspection is nested too deep: it leads from types to types more than once";
        RequestError::over_limit("depth", message)
    })
}

/// The answers to the introspection fields of an operation, as JSON, by response key.
pub(super) fn answer(
    schema: &Valid<Schema>,
    implementers: &HashMap<Name, Implementers>,
    prepared: &Prepared,
    variables: &Variables,
    keys: &[String],
) -> Vec<String> {
    let answers = all(schema, implementers, prepared, variables).unwrap_or_default();
    let answer = |key: &String| {
        answers.get(key.as_str()).map_or_else(|| "null".to_owned(), ToString::to_string)
    };
    keys.iter().map(answer).collect()
}

fn all(
    schema: &Valid<Schema>,
    implementers: &HashMap<Name, Implementers>,
    prepared: &Prepared,
    variables: &Variables,
) -> Option<JsonMap> {
    let (document, operation) = (prepared.document(), prepared.operation());
    let given = prepared.variables.iter().zip(variables);
    let given =
        given.filter_map(|(variable, value)| Some((variable.name.clone(), json(value.as_ref()?))));
    let given: JsonMap = serde_json::from_value(Value::Object(given.collect())).ok()?;
    let coerced = coerce_variable_values(schema, operation, &given).ok()?;
    partial_execute(schema, implementers, document, operation, &coerced).ok()?.data
}

fn json(input: &Input) -> Value {
    match input {
        Input::Null => Value::Null,
        Input::Boolean(boolean) => Value::from(*boolean),
        Input::Int(number) => Value::from(*number),
        Input::Float(number) => Value::from(*number),
        Input::Text(text) => Value::from(text.as_str()),
        Input::List(items) => items.iter().map(json).collect(),
        Input::Object(fields) => {
            Value::Object(fields.iter().map(|(name, value)| (name.clone(), json(value))).collect())
        }
    }
}
