//! Values written in type definitions, read as a field's type has them.

use super::draft::{Draft, EnumDraft, FieldDraft, Meaning, Shape, TypeDraft};
use crate::{
    json,
    value::{BuiltInType, Scalar, Structured, Value, check_size, check_text, number},
};
use apollo_compiler::{Node, ast};

/// A literal as a value of a field; the error says what is wrong with it.
pub(super) fn value(
    draft: &Draft,
    field: &FieldDraft,
    literal: &Node<ast::Value>,
) -> Result<Value, String> {
    read(draft, field, literal, "the default of ")
}

/// A literal as a value of a field, whose name in errors has some words before it.
fn read(
    draft: &Draft,
    field: &FieldDraft,
    literal: &Node<ast::Value>,
    before: &str,
) -> Result<Value, String> {
    let wrong = |reason| format!("{before}\"{}\" is wrong: {reason}", field.name);
    let item = |literal: &ast::Value| match draft.meaning(&field.ty.name) {
        Meaning::Scalar(scalar) => of_scalar(scalar, literal).map_err(wrong),
        Meaning::Enum(definition) => of_enum(definition, literal),
        Meaning::Value(definition) => of_value_type(draft, definition, literal).map_err(wrong),
        Meaning::Kind(_)
        | Meaning::LinkProperties
        | Meaning::Interface(_)
        | Meaning::Union(_)
        | Meaning::Entity
        | Meaning::BuiltIn
        | Meaning::Refused
        // Another rule has reported the type or the directive.
        | Meaning::Unknown => Ok(Value::Boolean(false)),
    };
    let value = match (field.ty.shape, &**literal) {
        (Shape::List { .. }, ast::Value::List(items)) => {
            items.iter().map(|literal| item(literal)).collect::<Result<_, _>>().map(Value::List)?
        }
        (Shape::List { .. }, single) => Value::List(vec![item(single)?]),
        (Shape::One { .. } | Shape::Nested, single) => item(single)?,
    };
    check_size(&value).map_err(wrong)?;
    Ok(value)
}

fn of_enum(definition: &EnumDraft, literal: &ast::Value) -> Result<Value, String> {
    let names: Vec<_> = definition.values.iter().map(|(_, value)| value.name.as_str()).collect();
    let written = literal.as_enum().filter(|name| names.contains(&name.as_str()));
    written.map(|name| Value::Text(name.as_str().into())).ok_or_else(|| {
        format!("a value of \"{}\" is one of {}, without quotes", definition.name, names.join(", "))
    })
}

/// A structured value: `{city: "Baku", postcode: "AZ1000"}`.
fn of_value_type(
    draft: &Draft,
    definition: &TypeDraft,
    literal: &ast::Value,
) -> Result<Value, String> {
    let name = &definition.name;
    let given = literal.as_object().ok_or_else(|| {
        format!("a value of \"{name}\" has its fields in braces, such as {{city: \"Baku\"}}")
    })?;
    for (at, (key, _)) in given.iter().enumerate() {
        if definition.field(key).is_none() {
            return Err(format!("\"{name}\" has no field \"{key}\""));
        }
        if given.iter().take(at).any(|(other, _)| other == key) {
            return Err(format!("\"{key}\" is given twice"));
        }
    }
    if given.iter().all(|(_, literal)| literal.is_null()) {
        return Err(format!("this \"{name}\" has a value in no field; leave it out"));
    }
    let literal = |field: &FieldDraft| {
        let written = given.iter().find(|(key, _)| *key == *field.name.text);
        written.map(|(_, literal)| literal.clone()).filter(|literal| !literal.is_null())
    };
    let fields = definition.fields.iter();
    let values = fields.map(|field| of_field(draft, definition, field, literal(field)));
    let values = values.collect::<Result<_, String>>()?;
    let names = definition.fields.iter().map(|field| field.name.text.as_str().into()).collect();
    Ok(Value::Structured(Structured::new(names, values)))
}

/// The value of a field of a structured value, or its default.
fn of_field(
    draft: &Draft,
    definition: &TypeDraft,
    field: &FieldDraft,
    literal: Option<Node<ast::Value>>,
) -> Result<Option<Value>, String> {
    let literal = literal.or_else(|| field.default.as_ref().map(|it| it.value.clone()));
    let Some(literal) = literal else {
        let (owner, name) = (&definition.name, &field.name);
        return match field.ty.shape {
            Shape::One { required: true } => {
                Err(format!("\"{owner}\" has no \"{name}\", which is required"))
            }
            // As in facts, a list that is required is empty where nothing is said of it.
            Shape::List { required: true, .. } => Ok(Some(Value::List(Vec::new()))),
            Shape::One { required: false }
            | Shape::List { required: false, .. }
            | Shape::Nested => Ok(None),
        };
    };
    let value = read(draft, field, &literal, "")?;
    if definition.built_in
        && let Some(built_in) = BuiltInType::from_name(&definition.name)
    {
        built_in.check(&field.name, &value)?;
    }
    Ok(Some(value))
}

fn of_scalar(scalar: Scalar, literal: &ast::Value) -> Result<Value, String> {
    let text = match (scalar, literal) {
        (Scalar::Json, literal) => {
            let mut text = String::new();
            write_json(literal, &mut text)?;
            return Ok(Value::Json(text.into()));
        }
        (
            Scalar::String
            | Scalar::Id
            | Scalar::BigInt
            | Scalar::Decimal
            | Scalar::PartialDate
            | Scalar::Date
            | Scalar::DateTime
            | Scalar::Url,
            ast::Value::String(text),
        ) => text.as_str(),
        (
            Scalar::Id | Scalar::Int | Scalar::Float | Scalar::BigInt | Scalar::Decimal,
            ast::Value::Int(number),
        ) => number.as_str(),
        (Scalar::Float | Scalar::Decimal, ast::Value::Float(number)) => number.as_str(),
        (Scalar::Boolean, ast::Value::Boolean(true)) => "true",
        (Scalar::Boolean, ast::Value::Boolean(false)) => "false",
        _ => return Err(format!("it should be {}", scalar.describe())),
    };
    check_text(text)?;
    scalar.parse(text)
}

/// Appends a literal as JSON. Numbers stay as they are written.
fn write_json(literal: &ast::Value, out: &mut String) -> Result<(), String> {
    let number = |text: &str, out: &mut String| -> Result<(), String> {
        number::check_json_number(text)?;
        out.push_str(text);
        Ok(())
    };
    match literal {
        ast::Value::Null => out.push_str("null"),
        ast::Value::Boolean(boolean) => out.push_str(if *boolean { "true" } else { "false" }),
        ast::Value::String(text) => out.push_str(&json::quote(text)),
        ast::Value::Int(digits) => number(digits.as_str(), out)?,
        ast::Value::Float(digits) => number(digits.as_str(), out)?,
        ast::Value::Enum(word) => {
            return Err(format!("{word} is not JSON; put a text in double quotes"));
        }
        ast::Value::Variable(name) => return Err(format!("${name} is not JSON")),
        ast::Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                out.push(if at == 0 { '[' } else { ',' });
                write_json(item, out)?;
            }
            out.push_str(if items.is_empty() { "[]" } else { "]" });
        }
        ast::Value::Object(fields) => {
            for (at, (name, value)) in fields.iter().enumerate() {
                if fields.iter().take(at).any(|(other, _)| other == name) {
                    return Err(format!("\"{name}\" is given twice"));
                }
                out.push(if at == 0 { '{' } else { ',' });
                out.push_str(&json::quote(name));
                out.push(':');
                write_json(value, out)?;
            }
            out.push_str(if fields.is_empty() { "{}" } else { "}" });
        }
    }
    Ok(())
}
