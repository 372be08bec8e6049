//! Variables: from the JSON of a request to input values, as the specification's
//! [CoerceVariableValues](https://spec.graphql.org/September2025/#sec-Coercing-Variable-Values) has it.

use super::{
    error::RequestError,
    schema::{ApiSchema, InputValue, TypeForm},
    suggest,
};
use crate::{
    json::unique_keys::Members,
    limits::Limits,
    plan::{ErrorCode, Input, Template},
    value::number::{json_text, write_float},
};
use apollo_compiler::{Node, ast};
use serde_json::Value;

/// A variable that an operation declares.
#[derive(Debug)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) ty: ast::Type,
    /// `None` if it has no default.
    pub(super) default: Option<Input>,
    pub(super) location: (usize, usize),
}

/// Coerces the variables of a request, by position; `None` for an absent one.
pub(super) fn coerce(
    variables: &[Variable],
    json: Option<&str>,
    schema: &ApiSchema,
    limits: &Limits,
) -> Result<Vec<Option<Input>>, Vec<RequestError>> {
    let given = read(json, limits).map_err(|error| vec![error])?;
    let mut errors = Vec::new();
    let mut values = Vec::with_capacity(variables.len());
    let coercion = Coercion { schema };
    for variable in variables {
        values.push(coercion.variable(variable, given.get(&variable.name)).unwrap_or_else(
            |message| {
                if (errors.len() as u64) < limits.errors {
                    errors.push(RequestError {
                        locations: vec![variable.location],
                        ..RequestError::new(ErrorCode::BadVariables, message)
                    });
                }
                None
            },
        ));
    }
    if errors.is_empty() { Ok(values) } else { Err(errors) }
}

/// The JSON object that `variables` is; null and nothing are an empty one.
fn read(json: Option<&str>, limits: &Limits) -> Result<Members, RequestError> {
    let Some(text) = json else { return Ok(Members::default()) };
    // The variables themselves are one pair of brackets.
    if nesting(text) > limits.nesting.saturating_add(1) {
        let message =
            format!("a value in `variables` is nested deeper than {} levels", limits.nesting);
        return Err(RequestError::over_limit("nesting", message));
    }
    serde_json::from_str(text).map_err(|error| {
        let message = match number_out_of_range(text, &error) {
            Some(number) => format!(
                "`variables` has the number {number} at line {}, which is too large for a Float; \
                 the largest is {}",
                error.line(),
                write_float(f64::MAX)
            ),
            None => format!("`variables` is not a JSON object with unique keys: {error}"),
        };
        RequestError::new(ErrorCode::BadVariables, message)
    })
}

/// The number at which a text could not be read because no double holds it. The reader's error
/// is at a character of the number or behind it.
fn number_out_of_range<'t>(text: &'t str, error: &serde_json::Error) -> Option<&'t str> {
    if !error.to_string().starts_with("number out of range") {
        return None;
    }
    let line = text.split('\n').nth(error.line().checked_sub(1)?)?;
    let belongs = |byte: &u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
    let bytes = line.as_bytes();
    let at = error.column().min(bytes.len());
    let at = (0..=at).rev().find(|&at| bytes.get(at).is_some_and(belongs))?;
    let start = bytes[..at].iter().rposition(|byte| !belongs(byte)).map_or(0, |before| before + 1);
    let length = bytes[at..].iter().take_while(|byte| belongs(byte)).count();
    line.get(start..at + length)
}

/// The depth of the brackets of a JSON text: counted before anything recurses.
fn nesting(text: &str) -> u64 {
    let (mut depth, mut deepest, mut in_string) = (0_u64, 0, false);
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' if in_string => drop(bytes.next()),
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

struct Coercion<'a> {
    schema: &'a ApiSchema,
}

impl Coercion<'_> {
    fn variable(
        &self,
        variable: &Variable,
        given: Option<&Value>,
    ) -> Result<Option<Input>, String> {
        let Variable { name, ty, default, .. } = variable;
        let Some(value) = given else {
            if default.is_none() && ty.is_non_null() {
                return Err(format!(
                    "Variable \"${name}\" of required type \"{ty}\" was not provided."
                ));
            }
            return Ok(default.clone());
        };
        if value.is_null() && ty.is_non_null() {
            return Err(format!(
                "Variable \"${name}\" of non-null type \"{ty}\" must not be null."
            ));
        }
        self.value(value, ty).map(Some).map_err(|(path, problem)| {
            format!("Variable \"${name}\" of type \"{ty}\" got an invalid value{path}: {problem}")
        })
    }

    /// The error says where in the value, and what is wrong there.
    fn value(&self, value: &Value, ty: &ast::Type) -> Result<Input, (String, String)> {
        if value.is_null() {
            return if ty.is_non_null() {
                Err((String::new(), format!("expected \"{ty}\", found null.")))
            } else {
                Ok(Input::Null)
            };
        }
        match ty {
            ast::Type::List(item) | ast::Type::NonNullList(item) => match value {
                Value::Array(items) => {
                    let item = |(index, value)| {
                        self.value(value, item)
                            .map_err(|(path, problem)| (format!(" at [{index}]{path}"), problem))
                    };
                    items.iter().enumerate().map(item).collect::<Result<_, _>>().map(Input::List)
                }
                one => Ok(Input::List(vec![self.value(one, item)?])),
            },
            ast::Type::Named(name) | ast::Type::NonNullNamed(name) => self.named(value, name),
        }
    }

    fn named(&self, value: &Value, name: &str) -> Result<Input, (String, String)> {
        let wrong = |what: &str| {
            let hint = suggest::of_scalar(name, &json_text(value));
            let problem = format!("{what} cannot represent {}{}", short(value), end(&hint));
            Err((String::new(), problem))
        };
        match (name, value) {
            ("Int", Value::Number(number)) => match integral(number) {
                Some(integer) if i32::try_from(integer).is_ok() => Ok(Input::Int(integer)),
                Some(_) => wrong("Int (32 bits)"),
                None => wrong("Int"),
            },
            ("Float", Value::Number(number)) => {
                Ok(Input::Float(number.as_f64().unwrap_or_default()))
            }
            ("String" | "ID", Value::String(text)) => Ok(Input::Text(text.clone())),
            ("ID", Value::Number(number)) => match integral(number) {
                // As written where it is an integer, however large; `1.0` is 1.
                _ if number.is_i64() || number.is_u64() => Ok(Input::Text(number.to_string())),
                Some(integer) => Ok(Input::Text(integer.to_string())),
                None => wrong("ID"),
            },
            ("Boolean", Value::Bool(boolean)) => Ok(Input::Boolean(*boolean)),
            ("Int" | "Float" | "String" | "ID" | "Boolean", _) => wrong(name),
            _ => match self.schema.get(name).map(|definition| &definition.form) {
                Some(TypeForm::Enum(values)) => match value {
                    Value::String(text) if values.iter().any(|it| it.name == *text) => {
                        Ok(Input::Text(text.clone()))
                    }
                    _ => {
                        let known: Vec<_> = values.iter().map(|it| it.name.as_str()).collect();
                        let hint = suggest::near_or_all(value.as_str().unwrap_or_default(), &known);
                        let problem = format!(
                            "Value {} does not exist in \"{name}\" enum{}",
                            short(value),
                            end(&hint)
                        );
                        Err((String::new(), problem))
                    }
                },
                Some(TypeForm::Input(fields)) => self.object(value, name, fields),
                _ => Ok(from_json(value)),
            },
        }
    }

    fn object(
        &self,
        value: &Value,
        name: &str,
        fields: &[InputValue],
    ) -> Result<Input, (String, String)> {
        let Value::Object(given) = value else {
            let form = suggest::form_of_object(name, &json_text(value), self.schema);
            let problem = format!("expected type \"{name}\" to be an object{}", end(&form));
            return Err((String::new(), problem));
        };
        let missing = |field: &&InputValue| field.ty.required && !given.contains_key(&field.name);
        if let Some(field) = fields.iter().find(missing) {
            let ty = field.ty.to_string();
            let problem =
                format!("Field \"{}\" of required type \"{ty}\" was not provided.", field.name);
            return Err((String::new(), problem));
        }
        let mut object = Vec::with_capacity(given.len());
        for (key, value) in given {
            let Some(field) = fields.iter().find(|field| field.name == *key) else {
                let hint = suggest::input_field(name, key, self.schema);
                let problem =
                    format!("Field \"{key}\" is not defined by type \"{name}\"{}", end(&hint));
                return Err((String::new(), problem));
            };
            let ty = ast::Type::parse(field.ty.to_string(), "type")
                .map_err(|_| (String::new(), "has no type".to_owned()))?;
            let input = self
                .value(value, &ty)
                .map_err(|(path, problem)| (format!(" at .{key}{path}"), problem))?;
            object.push((key.clone(), input));
        }
        Ok(Input::Object(object))
    }
}

/// The integer that a number is, if it is one: `1.0` is 1.
fn integral(number: &serde_json::Number) -> Option<i64> {
    number.as_i64().or_else(|| {
        let float = number.as_f64()?;
        (float.fract() == 0.0 && float.abs() < 9e15).then_some(float as i64)
    })
}

fn from_json(value: &Value) -> Input {
    match value {
        Value::Null => Input::Null,
        Value::Bool(boolean) => Input::Boolean(*boolean),
        Value::Number(number) => integral(number)
            .map_or_else(|| Input::Float(number.as_f64().unwrap_or_default()), Input::Int),
        Value::String(text) => Input::Text(text.clone()),
        Value::Array(items) => Input::List(items.iter().map(from_json).collect()),
        Value::Object(fields) => Input::Object(
            fields.iter().map(|(name, value)| (name.clone(), from_json(value))).collect(),
        ),
    }
}

/// The end of a sentence: a suggestion, or a full stop.
fn end(hint: &str) -> &str {
    if hint.is_empty() { "." } else { hint }
}

/// A value in a message, cut where it is long.
fn short(value: &Value) -> String {
    let text = json_text(value);
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}...", &text[..at]),
        None => text,
    }
}

/// A literal of the document; `position` finds variables.
pub(super) fn literal(value: &ast::Value, position: &dyn Fn(&str) -> Option<usize>) -> Template {
    match value {
        ast::Value::Variable(name) => match position(name) {
            Some(index) => Template::Variable(index),
            None => Template::Constant(Input::Null),
        },
        ast::Value::List(items) => {
            let items: Vec<Template> = items.iter().map(|item| literal(item, position)).collect();
            if items.iter().all(Template::is_constant) {
                return Template::Constant(Input::List(items.iter().map(constant).collect()));
            }
            Template::List(items)
        }
        ast::Value::Object(fields) => {
            let field = |(name, value): &(apollo_compiler::Name, Node<ast::Value>)| {
                (name.to_string(), literal(value, position))
            };
            let fields: Vec<(String, Template)> = fields.iter().map(field).collect();
            if fields.iter().all(|(_, value)| value.is_constant()) {
                let fields = fields.into_iter().map(|(name, value)| (name, constant(&value)));
                return Template::Constant(Input::Object(fields.collect()));
            }
            Template::Object(fields)
        }
        ast::Value::Null => Template::Constant(Input::Null),
        ast::Value::Boolean(boolean) => Template::Constant(Input::Boolean(*boolean)),
        ast::Value::Enum(name) => Template::Constant(Input::Text(name.to_string())),
        ast::Value::String(text) => Template::Constant(Input::Text(text.clone())),
        ast::Value::Int(number) => Template::Constant(match number.as_str().parse() {
            // An id keeps the digits that were written.
            Ok(0) if number.as_str() != "0" => Input::Text(number.as_str().to_owned()),
            Ok(integer) => Input::Int(integer),
            Err(_) => Input::Text(number.as_str().to_owned()),
        }),
        ast::Value::Float(number) => {
            Template::Constant(Input::Fraction(number.as_str().to_owned()))
        }
    }
}

fn constant(template: &Template) -> Input {
    template.fill(&[]).unwrap_or(Input::Null)
}

#[cfg(test)]
mod tests;
