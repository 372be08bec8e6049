//! Prints the schema as SDL: what `corridor schema` gives, what validates documents, what
//! introspection answers from.
//!
//! `Query` comes first, so that a person can read it from the top.

use super::schema::{ApiSchema, Field, Fields, InputValue, TypeForm};
use crate::{json::fragment::quote, ontology::Deprecation};
use std::fmt::Write;

/// The SDL of the types that can be reached from `Query`.
pub(super) fn print(schema: &ApiSchema) -> String {
    let reachable = schema.reachable();
    let mut out = String::new();
    for (name, definition) in schema.types().filter(|(name, _)| reachable.contains(name)) {
        if !out.is_empty() {
            out.push('\n');
        }
        description(&mut out, "", &definition.description);
        match &definition.form {
            TypeForm::Object(fields) => object(&mut out, "type", name, fields),
            TypeForm::Interface(fields) => object(&mut out, "interface", name, fields),
            TypeForm::Union(members) => {
                let _ = writeln!(out, "union {name} = {}", members.join(" | "));
            }
            TypeForm::Enum(values) => {
                let _ = writeln!(out, "enum {name} {{");
                for value in values {
                    description(&mut out, "  ", &value.description);
                    let _ =
                        writeln!(out, "  {}{}", value.name, deprecated(value.deprecation.as_ref()));
                }
                out.push_str("}\n");
            }
            TypeForm::Input(values) => {
                let _ = writeln!(out, "input {name} {{");
                for value in values {
                    description(&mut out, "  ", &value.description);
                    let _ = writeln!(out, "  {}", input(value));
                }
                out.push_str("}\n");
            }
            TypeForm::Scalar(url) => {
                let _ = writeln!(out, "scalar {name} @specifiedBy(url: {})", quote(url));
            }
        }
    }
    out
}

fn object(out: &mut String, keyword: &str, name: &str, fields: &Fields) {
    let _ = write!(out, "{keyword} {name}");
    if !fields.implements.is_empty() {
        let _ = write!(out, " implements {}", fields.implements.join(" & "));
    }
    out.push_str(" {\n");
    fields.fields.iter().for_each(|it| field(out, it));
    out.push_str("}\n");
}

fn field(out: &mut String, field: &Field) {
    description(out, "  ", &field.description);
    let _ = write!(out, "  {}", field.name);
    let plain = field.arguments.iter().all(|argument| argument.description.is_empty());
    if plain && !field.arguments.is_empty() {
        let arguments: Vec<String> = field.arguments.iter().map(input).collect();
        let _ = write!(out, "({})", arguments.join(", "));
    } else if !field.arguments.is_empty() {
        out.push_str("(\n");
        for argument in &field.arguments {
            description(out, "    ", &argument.description);
            let _ = writeln!(out, "    {}", input(argument));
        }
        out.push_str("  )");
    }
    let _ = writeln!(out, ": {}{}", field.ty, deprecated(field.deprecation.as_ref()));
}

fn input(value: &InputValue) -> String {
    let default = value.default.as_ref().map(|name| format!(" = {name}")).unwrap_or_default();
    format!("{}: {}{default}", value.name, value.ty)
}

/// A description of one line as a string, of several as a block.
fn description(out: &mut String, indent: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    if !text.contains('\n') {
        let _ = writeln!(out, "{indent}{}", quote(text));
        return;
    }
    let _ = writeln!(out, "{indent}\"\"\"");
    for line in text.replace("\"\"\"", "\\\"\"\"").lines() {
        let _ = writeln!(out, "{}", format!("{indent}{line}").trim_end());
    }
    let _ = writeln!(out, "{indent}\"\"\"");
}

fn deprecated(deprecation: Option<&Deprecation>) -> String {
    deprecation.map(|it| format!(" @deprecated(reason: {})", quote(&it.reason))).unwrap_or_default()
}
