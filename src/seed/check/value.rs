//! Single values: text to a value of a type.

use super::Checker;
use crate::{
    diagnostics::Code,
    seed::tree::View,
    value::{EnumId, PartialDate, Scalar, Value},
};

impl<'a> Checker<'a> {
    /// Reads a value of a scalar or enum type, or a structured one.
    pub(super) fn scalar(&mut self, scalar: Scalar, view: View<'a>) -> Option<Value> {
        if scalar == Scalar::Json {
            return self.json(view);
        }
        if let Scalar::Structured(id) = scalar {
            return self.structured(id, view);
        }
        let text = self.text(view)?;
        if let Scalar::Enum(id) = scalar {
            return self.enum_value(id, text, view);
        }
        let code = if scalar.is_date() { Code::InvalidDate } else { Code::InvalidValue };
        let value = scalar.parse(text);
        value.map_err(|message| self.problems.add(code, view.span(), message)).ok()
    }

    fn enum_value(&mut self, id: EnumId, text: &str, view: View<'a>) -> Option<Value> {
        let values = &self.context.ontology.enum_type(id).values;
        if values.iter().any(|value| value.name == text) {
            return Some(Value::Text(text.into()));
        }
        self.unknown_enum_value(view, text, values.iter().map(|value| value.name.as_str()));
        None
    }

    /// A date, which may be `?`.
    pub(super) fn date(&mut self, view: View<'a>) -> Option<PartialDate> {
        let text = self.text(view)?;
        text.parse()
            .map_err(|message: String| self.problems.add(Code::InvalidDate, view.span(), message))
            .ok()
    }

    /// A date of which at least the year is known; otherwise what to do about it.
    pub(super) fn known_date(&mut self, view: View<'a>, advice: &str) -> Option<PartialDate> {
        let date = self.date(view)?;
        if date == PartialDate::UNKNOWN {
            let message = format!("\"?\" is a day that nobody knows; {advice}");
            self.problems.add(Code::InvalidDate, view.span(), message);
            return None;
        }
        Some(date)
    }

    /// `true` or `false`.
    pub(super) fn boolean(&mut self, view: View<'a>) -> Option<bool> {
        match self.scalar(Scalar::Boolean, view)? {
            Value::Boolean(boolean) => Some(boolean),
            _ => None,
        }
    }
}
