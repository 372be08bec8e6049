//! What the schema answers: SDL, `__schema` and `__type`.

use crate::plan::{Input, IntrospectionField, Variables};
use async_graphql::{Name, Request, SDLExportOptions, Value, dynamic::Schema};
use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

/// The SDL of a schema.
pub(super) fn sdl(schema: &Schema) -> String {
    schema.sdl_with_options(SDLExportOptions::new().include_specified_by())
}

/// The answer to one introspection field, as JSON.
pub(super) fn answer(schema: &Schema, field: &IntrospectionField, variables: &Variables) -> String {
    let given = field.variables.iter().filter_map(|(name, position)| {
        let value = variables.get(*position)?.as_ref()?;
        Some((Name::new(name), value_of(value)))
    });
    let given = async_graphql::Variables::from_value(Value::Object(given.collect()));
    let response = ready(schema.execute(Request::new(&field.document).variables(given)));
    let data = response.data.into_json().unwrap_or_default();
    data.get(&field.key).map_or_else(|| "null".to_owned(), ToString::to_string)
}

/// Runs a future that waits for nothing: introspection looks at tables in memory.
fn ready<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
        std::thread::yield_now();
    }
}

fn value_of(input: &Input) -> Value {
    match input {
        Input::Null => Value::Null,
        Input::Boolean(boolean) => Value::Boolean(*boolean),
        Input::Int(number) => Value::Number((*number).into()),
        Input::Float(number) => {
            async_graphql::Number::from_f64(*number).map_or(Value::Null, Value::Number)
        }
        Input::Text(text) => Value::String(text.clone()),
        Input::List(items) => Value::List(items.iter().map(value_of).collect()),
        Input::Object(fields) => Value::Object(
            fields.iter().map(|(name, value)| (Name::new(name), value_of(value))).collect(),
        ),
    }
}
