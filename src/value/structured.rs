//! Structured values: an address, an amount of money, a point on the earth.

use super::Value;
use crate::json;
use std::sync::Arc;

/// A value of a type with `@value`: for each field of the type a value, or none.
#[derive(Clone, Debug, PartialEq)]
pub struct Structured {
    names: Arc<[Box<str>]>,
    values: Box<[Option<Value>]>,
}

impl Structured {
    /// A value of a type: the names of its fields, and a value or none for each.
    pub fn new(names: Arc<[Box<str>]>, values: Vec<Option<Value>>) -> Self {
        Self { names, values: values.into() }
    }

    /// The values of the fields, in the order of the definition.
    pub fn values(&self) -> &[Option<Value>] {
        &self.values
    }

    /// The values of the fields, in the order of the definition.
    pub fn values_mut(&mut self) -> &mut [Option<Value>] {
        &mut self.values
    }

    /// Returns the value as a JSON object of the fields that have a value.
    pub fn to_json(&self) -> String {
        let mut out = String::from("{");
        for (name, value) in self.names.iter().zip(&self.values) {
            let Some(value) = value else { continue };
            out.push_str(if out.len() > 1 { "," } else { "" });
            out.push_str(&json::quote(name));
            out.push(':');
            out.push_str(&value.to_json());
        }
        out.push('}');
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_fields_are_left_out() {
        let names: Arc<[Box<str>]> = ["street", "city", "flat"].map(Box::from).into();
        let text = |text: &str| Some(Value::Text(text.into()));
        let value = |values| Structured::new(Arc::clone(&names), values).to_json();
        let whole = [text("Nizami \"3\""), text("Bak\u{131}"), Some(Value::Int(7))];
        assert_eq!(value(whole.into()), r#"{"street":"Nizami \"3\"","city":"Bakı","flat":7}"#);
        assert_eq!(value(vec![None, text("Bakı"), None]), r#"{"city":"Bakı"}"#);
        assert_eq!(value(vec![None, None, None]), "{}");
    }
}
