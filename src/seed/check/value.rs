//! Single values: text to a value of a type.

use super::Checker;
use crate::{
    diagnostics::Code,
    ontology::Scalar,
    seed::tree::{Shape, Style, View},
    value::{PartialDate, Precision, Qualifier, Value},
};

impl<'a> Checker<'a> {
    /// A value of a scalar or enum type.
    pub(super) fn scalar(&mut self, scalar: Scalar, view: View<'a>) -> Option<Value> {
        if scalar == Scalar::Json {
            return self.json(view).map(Value::Json);
        }
        if matches!(scalar, Scalar::PartialDate | Scalar::Date) {
            let date = self.date(view)?;
            let full = date.precision() == Precision::Day && date.qualifier() == Qualifier::Exact;
            if scalar == Scalar::Date && !full {
                let message = format!("\"{date}\" is not a full date; write it as 2019-05-03");
                self.problems.add(Code::InvalidDate, view.span(), message);
                return None;
            }
            return Some(Value::Date(date));
        }
        let text = self.text(view)?;
        let value = match scalar {
            Scalar::Enum(id) => return self.enum_value(id, text, view),
            Scalar::Int => text.parse().map(Value::Int).map_err(|_| int_problem(text)),
            Scalar::Float => float(text).map(Value::Float),
            Scalar::Boolean => boolean(text).map(Value::Boolean),
            Scalar::Url => url(text).map(|()| Value::Text(text.into())),
            Scalar::String | Scalar::Id => Ok(Value::Text(text.into())),
            Scalar::Json | Scalar::PartialDate | Scalar::Date => return None,
        };
        value.map_err(|message| self.problems.add(Code::InvalidValue, view.span(), message)).ok()
    }

    fn enum_value(
        &mut self,
        id: crate::ontology::EnumId,
        text: &str,
        view: View<'a>,
    ) -> Option<Value> {
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

    /// A date of which at least the year is known.
    pub(super) fn known_date(&mut self, view: View<'a>) -> Option<PartialDate> {
        let date = self.date(view)?;
        if date == PartialDate::UNKNOWN {
            let message = "\"?\" means ended on an unknown day; leave an unknown date out here";
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

    /// Any value, as it is written. Readers bound the depth.
    fn json(&mut self, view: View<'a>) -> Option<serde_json::Value> {
        use serde_json::Value as Json;
        Some(match view.shape() {
            Shape::Absent => Json::Null,
            Shape::Text => {
                let text = self.text(view)?;
                let parsed = || serde_json::from_str::<Json>(text).ok();
                let found = match view.style() {
                    Style::Quoted => None,
                    Style::Plain => parsed().filter(|j| j.is_number() || j.is_boolean()),
                    Style::Cell => parsed(),
                };
                found.unwrap_or_else(|| Json::String(text.to_owned()))
            }
            Shape::List => {
                Json::Array(view.all_items().map(|v| self.json(v)).collect::<Option<_>>()?)
            }
            Shape::Map => {
                let entries = view.all_entries(&mut self.problems).into_iter();
                let members = entries.map(|e| Some((e.name.to_owned(), self.json(e.value)?)));
                Json::Object(members.collect::<Option<_>>()?)
            }
        })
    }
}

fn int_problem(text: &str) -> String {
    match text.parse::<i128>() {
        Ok(_) => format!("{text} is not an Int, which has 32 bits; use Float for larger numbers"),
        Err(_) => format!("\"{text}\" is not an Int"),
    }
}

/// A number without units, blanks and signs of thousands.
fn float(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or_else(|| format!("\"{text}\" is not a number"))
}

fn boolean(text: &str) -> Result<bool, String> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(format!("\"{text}\" is not a Boolean; write true or false")),
    }
}

/// Whether a text is an absolute address of the web, and if not, what to do about it.
fn url(text: &str) -> Result<(), String> {
    let no = |what: &str| Err(format!("\"{text}\" is not a URL; {what}"));
    let after = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let Some(after) = after else { return no("write it with http:// or https://") };
    let refused = |c: char| c.is_whitespace() || c.is_control() || "<>\"{}\\^`|".contains(c);
    if let Some(wrong) = text.chars().find(|&c| refused(c)) {
        let mut bytes = [0; 4];
        let bytes = wrong.encode_utf8(&mut bytes).bytes();
        let escaped: String = bytes.map(|byte| format!("%{byte:02X}")).collect();
        let shown = match wrong {
            ' ' => "a blank".to_owned(),
            _ if wrong.is_whitespace() || wrong.is_control() => {
                format!("the character U+{:04X}", u32::from(wrong))
            }
            _ => format!("the character {wrong}"),
        };
        return no(&format!("{shown} cannot stand in one: write {escaped}"));
    }
    if after.split(['/', '?', '#']).next().unwrap_or_default().is_empty() {
        return no("it names no host");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_absolute_web_addresses() {
        for text in
            ["https://azertag.az", "http://a.b/c?d=e#f", "https://kg.akipress.org/news/жаңы"]
        {
            assert_eq!(url(text), Ok(()), "{text}");
        }
        for (text, what) in [
            ("azertag.az", "write it with http:// or https://"),
            ("ftp://a.b", "write it with http:// or https://"),
            ("https://", "it names no host"),
            ("https:///x", "it names no host"),
            ("https://a b", "a blank cannot stand in one: write %20"),
            ("https://a/?x=<1>", "the character < cannot stand in one: write %3C"),
            ("https://a/\u{a0}", "the character U+00A0 cannot stand in one: write %C2%A0"),
        ] {
            assert_eq!(url(text), Err(format!("\"{text}\" is not a URL; {what}")));
        }
    }

    #[test]
    fn numbers_are_finite() {
        assert_eq!(float("2.5e3"), Ok(2500.0));
        for text in ["nan", "inf", "1e999", "1 000", "", "12 km"] {
            assert!(float(text).is_err(), "{text}");
        }
    }
}
