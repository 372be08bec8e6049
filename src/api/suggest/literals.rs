//! Suggestions for values of another form: a number in quotes, a text without them, a word where
//! an input object stands.

use super::{forms::form_of_object, places::text_at, variables::declared_as};
use apollo_compiler::{Schema, ast, parser::SourceSpan, schema::ExtendedType};

/// Longer values are not repeated in a message, in bytes.
const LONGEST_SHOWN: usize = 60;

/// The suggestion for `expected value of type Int, found a string`.
pub(super) fn value_of_type(
    schema: &Schema,
    document: &ast::Document,
    message: &str,
    place: Option<SourceSpan>,
) -> String {
    let named = message.strip_prefix("expected value of type ");
    let Some((ty, found)) = named.and_then(|it| it.split_once(", found ")) else {
        return String::new();
    };
    let text = place.and_then(|it| text_at(document, it)).unwrap_or_default().trim();
    match found {
        "null" => return String::new(),
        "a variable" => return declared_as(text, ty),
        _ => {}
    }
    let ty = ty.trim_matches(['[', ']', '!']);
    match schema.types.get(ty) {
        Some(ExtendedType::InputObject(_)) => form_of_object(ty, text, schema),
        Some(ExtendedType::Enum(it)) => {
            let values: Vec<_> = it.values.keys().map(|it| it.as_str()).collect();
            let same = values.iter().find(|it| it.eq_ignore_ascii_case(text.trim_matches('"')));
            match (same.or(values.first()), same.is_some()) {
                (Some(value), true) => format!("; write it without quotes: `{value}`"),
                (Some(value), false) => {
                    format!("; write one of its values without quotes, such as `{value}`")
                }
                (None, _) => String::new(),
            }
        }
        Some(ExtendedType::Scalar(_)) => of_scalar(ty, text),
        Some(ExtendedType::Object(_) | ExtendedType::Interface(_) | ExtendedType::Union(_))
        | None => String::new(),
    }
}

/// The suggestion for a value of another form where a scalar stands, as the value is written.
pub(in crate::api) fn of_scalar(ty: &str, written: &str) -> String {
    let inner = written.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    let is_short = written.len() <= LONGEST_SHOWN;
    match (ty, inner) {
        ("Int" | "Float", Some(inner))
            if is_short && inner.parse::<f64>().is_ok_and(f64::is_finite) =>
        {
            format!("; write a number without quotes: `{inner}`")
        }
        ("Boolean", Some(inner @ ("true" | "false"))) => {
            format!("; write it without quotes: `{inner}`")
        }
        ("Boolean", _) => "; write `true` or `false`".to_owned(),
        ("Int", None) if written.parse::<f64>().is_ok_and(|it| it.fract() != 0.0) => {
            "; write a whole number".to_owned()
        }
        ("String" | "ID", None) if !written.starts_with(['{', '[']) && is_short => {
            format!("; write text in double quotes: `\"{written}\"`")
        }
        ("Int" | "Float" | "String" | "ID", _) if written.starts_with('[') => {
            "; write one value, not a list".to_owned()
        }
        ("Int" | "Float" | "String" | "ID", None) if written.starts_with('{') => {
            "; write one value, not an object".to_owned()
        }
        _ => String::new(),
    }
}

/// The suggestion for an argument or a field that must be given: `id: "..."`, `by: DEGREE`.
pub(super) fn required(schema: &Schema, coordinate: &str) -> String {
    let path = coordinate.trim_end_matches([')', ':']);
    let Some((ty, name)) = path.split_once('.') else { return String::new() };
    let wanted = match name.split_once('(') {
        Some((field, argument)) => schema
            .type_field(ty, field)
            .ok()
            .and_then(|it| it.argument_by_name(argument))
            .map(|it| (argument, &*it.ty)),
        None => {
            schema.get_input_object(ty).and_then(|it| it.fields.get(name)).map(|it| (name, &*it.ty))
        }
    };
    let Some((name, ty)) = wanted else { return String::new() };
    let value = match schema.types.get(ty.inner_named_type()) {
        Some(ExtendedType::Enum(it)) => {
            let first = it.values.keys().next().map_or("...", |it| it.as_str());
            return format!("; write `{name}: ...` with one of its values, such as `{first}`");
        }
        Some(ExtendedType::InputObject(it)) => {
            let needed = it.fields.values().filter(|it| it.is_required());
            let needed: Vec<_> = needed.map(|it| format!("{}: ...", it.name)).collect();
            if needed.is_empty() {
                "{...}".to_owned()
            } else {
                format!("{{{}}}", needed.join(", "))
            }
        }
        Some(ExtendedType::Scalar(it)) if ["String", "ID"].contains(&it.name.as_str()) => {
            "\"...\"".to_owned()
        }
        Some(
            ExtendedType::Scalar(_)
            | ExtendedType::Object(_)
            | ExtendedType::Interface(_)
            | ExtendedType::Union(_),
        )
        | None => "...".to_owned(),
    };
    let value = if ty.is_list() { format!("[{value}]") } else { value };
    format!("; write `{name}: {value}`")
}
