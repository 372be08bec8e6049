//! Values written in type definitions, read as a field's type has them.

use super::{
    draft::{Draft, EnumDraft, FieldDraft, Meaning, Shape},
    types::Scalar,
};
use crate::value::{PartialDate, Precision, Qualifier, Value};
use apollo_compiler::{Node, ast};

/// A literal as a value of a field; the error says what is wrong with it.
pub(super) fn value(
    draft: &Draft,
    field: &FieldDraft,
    literal: &Node<ast::Value>,
) -> Result<Value, String> {
    let item = |literal: &ast::Value| match draft.meaning(&field.ty.name) {
        Meaning::Scalar(scalar) => of_scalar(scalar, literal).ok_or_else(|| {
            format!("the default of \"{}\" is not {}", field.name, describe(scalar))
        }),
        Meaning::Enum(definition) => of_enum(definition, literal),
        // Another rule has reported the type or the directive.
        _ => Ok(Value::Boolean(false)),
    };
    match (field.ty.shape, &**literal) {
        (Shape::List { .. }, ast::Value::List(items)) => {
            items.iter().map(|literal| item(literal)).collect::<Result<_, _>>().map(Value::List)
        }
        (Shape::List { .. }, single) => Ok(Value::List(vec![item(single)?])),
        (Shape::One { .. } | Shape::Nested, single) => item(single),
    }
}

fn of_enum(definition: &EnumDraft, literal: &ast::Value) -> Result<Value, String> {
    let names: Vec<_> = definition.values.iter().map(|(_, value)| value.name.as_str()).collect();
    let written = literal.as_enum().filter(|name| names.contains(&name.as_str()));
    written.map(|name| Value::Text(name.as_str().into())).ok_or_else(|| {
        format!("a value of \"{}\" is one of {}, without quotes", definition.name, names.join(", "))
    })
}

fn of_scalar(scalar: Scalar, literal: &ast::Value) -> Option<Value> {
    match scalar {
        Scalar::String => literal.as_str().map(text),
        Scalar::Id => match literal {
            ast::Value::Int(number) => Some(text(number.as_str())),
            other => other.as_str().map(text),
        },
        Scalar::Int => literal.to_i32().map(Value::Int),
        Scalar::Float => literal.to_f64().filter(|number| number.is_finite()).map(Value::Float),
        Scalar::Boolean => literal.to_bool().map(Value::Boolean),
        Scalar::PartialDate => date(literal).map(Value::Date),
        Scalar::Date => date(literal).filter(|date| is_full(*date)).map(Value::Date),
        Scalar::Url => literal.as_str().filter(|url| is_url(url)).map(text),
        Scalar::Json => json(literal).map(Value::Json),
        Scalar::Enum(_) => None,
    }
}

fn describe(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String => "a text in double quotes",
        Scalar::Id => "an id: a text in double quotes, or a whole number",
        Scalar::Int => "a whole number of 32 bits",
        Scalar::Float => "a finite number",
        Scalar::Boolean => "true or false",
        Scalar::PartialDate => "a date such as \"2019\", \"2019-05\" or \"2019-05-03\"",
        Scalar::Date => "a full date such as \"2019-05-03\"",
        Scalar::Url => "an absolute URL in double quotes",
        Scalar::Json => "JSON",
        Scalar::Enum(_) => "a value of the enum",
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn date(literal: &ast::Value) -> Option<PartialDate> {
    literal.as_str()?.parse().ok()
}

fn is_full(date: PartialDate) -> bool {
    date.precision() == Precision::Day && date.qualifier() == Qualifier::Exact
}

/// Whether a text has a scheme and something behind it, and no spaces.
fn is_url(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, rest)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
            && !rest.is_empty()
            && !rest.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}

fn json(literal: &ast::Value) -> Option<serde_json::Value> {
    use serde_json::Value as Json;
    Some(match literal {
        ast::Value::Null => Json::Null,
        ast::Value::Enum(_) | ast::Value::Variable(_) => return None,
        ast::Value::String(text) => text.as_str().into(),
        ast::Value::Boolean(boolean) => (*boolean).into(),
        ast::Value::Int(number) => number.as_str().parse::<i64>().ok()?.into(),
        ast::Value::Float(number) => {
            serde_json::Number::from_f64(number.try_to_f64().ok()?)?.into()
        }
        ast::Value::List(items) => items.iter().map(|item| json(item)).collect::<Option<_>>()?,
        ast::Value::Object(fields) => Json::Object(
            fields
                .iter()
                .map(|(name, value)| Some((name.to_string(), json(value)?)))
                .collect::<Option<_>>()?,
        ),
    })
}
