//! Evidence: the other columns of a row, held against what the graph knows of a candidate.
//!
//! A property says one of three things of a candidate. It agrees if any value that was sent
//! fits any value that the candidate has; it disagrees if the candidate has values and none
//! fits; and where the candidate has none it is silent, which is far less than disagreement:
//! what nobody wrote down is not wrong.

use crate::{
    exec::store::Store,
    fields::{Field, FieldValue},
    graph::NodeId,
    limits::{Budget, Exhausted},
    names::fold,
    reconcile::Service,
    search::matching::Reference,
    value::{PartialDate, number::json_text},
};
use serde_json::Value;

/// A property of a query.
#[derive(Debug)]
pub(super) struct Evidence {
    /// The id of the property.
    pub(super) id: String,
    /// The values in the request; a candidate that has one of them agrees.
    values: Vec<Sent>,
}

/// A value that was sent, in all the forms that it can be compared in.
#[derive(Debug)]
struct Sent {
    /// The id, of an entity that the sender has found before, here or in another data set.
    id: Option<Reference>,
    /// The text, and the entity that it may stand for.
    text: Reference,
    /// The form in which texts that are no names are compared.
    folded: String,
    number: Option<f64>,
    date: Option<PartialDate>,
    boolean: Option<bool>,
}

/// The result of the comparison of a property of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Agrees,
    Silent,
    Disagrees,
}

impl Evidence {
    /// A property with its values. Blank ones say nothing, and neither does `null`.
    pub(super) fn new(id: &str, values: &[&Value]) -> Self {
        let values = values.iter().filter_map(|value| Sent::new(value)).collect();
        Self { id: id.to_owned(), values }
    }

    /// Returns whether there is no value to compare.
    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Compares the property of a candidate.
    pub(super) fn verdict(
        &self,
        service: &Service<'_, impl Store>,
        node: NodeId,
        budget: &mut Budget,
    ) -> Result<Verdict, Exhausted> {
        budget.visit(1)?;
        let reader = service.reader();
        let known = match Field::by_name(reader.kind(node), &self.id) {
            Some(field) => reader.values(node, field, budget)?,
            None => Vec::new(),
        };
        if known.is_empty() {
            return Ok(Verdict::Silent);
        }
        for value in &known {
            budget.visit(self.values.len())?;
            if self.values.iter().any(|sent| sent.fits(value, service)) {
                return Ok(Verdict::Agrees);
            }
        }
        Ok(Verdict::Disagrees)
    }
}

impl Sent {
    fn new(value: &Value) -> Option<Self> {
        let (id, text) = match value {
            Value::Object(members) => (said(members.get("id")), said(members.get("name"))),
            Value::String(_) => (None, said(Some(value))),
            Value::Number(_) | Value::Bool(_) => (None, Some(json_text(value))),
            Value::Null | Value::Array(_) => (None, None),
        };
        if id.is_none() && text.is_none() {
            return None;
        }
        let text = text.unwrap_or_default();
        let folded = fold(&text);
        Some(Self {
            id: id.as_deref().map(Reference::new),
            number: text.parse().ok(),
            date: date(&text),
            boolean: boolean(&folded),
            text: Reference::new(&text),
            folded,
        })
    }

    fn fits(&self, value: &FieldValue<'_>, service: &Service<'_, impl Store>) -> bool {
        match value {
            FieldValue::Entity(node) => self.is_entity(*node, service),
            FieldValue::Text(text) => **text == *self.text.text() || self.folds_to(&fold(text)),
            FieldValue::Name(name) => self.text.is_name(service.graph, name),
            FieldValue::ExternalId(scheme, id) => {
                self.id.as_ref().unwrap_or(&self.text).is_external_id(scheme, id)
            }
            FieldValue::Int(number) => self.is_number(f64::from(*number)),
            FieldValue::Float(number) => self.is_number(*number),
            FieldValue::Boolean(value) => self.boolean == Some(*value),
            FieldValue::Fields(fields) => {
                fields.iter().flat_map(|(_, values)| values).any(|value| self.fits(value, service))
            }
            FieldValue::Date(date) => self.date.is_some_and(|sent| sent.can_be(*date)),
        }
    }

    /// By id if one was sent, else by whatever its text can stand for.
    fn is_entity(&self, node: NodeId, service: &Service<'_, impl Store>) -> bool {
        match &self.id {
            Some(sent) => {
                sent.text() == service.reader().id(node)
                    || self.is_known_elsewhere(sent, node, service)
            }
            None => self.text.is(service.graph, node),
        }
    }

    /// A column that was reconciled with another data set holds the ids of that one.
    fn is_known_elsewhere(
        &self,
        sent: &Reference,
        node: NodeId,
        service: &Service<'_, impl Store>,
    ) -> bool {
        let mut ids = service.reader().external_ids(node);
        ids.any(|(scheme, id)| sent.is_external_id(&scheme, &id))
    }

    fn folds_to(&self, folded: &str) -> bool {
        !folded.is_empty() && self.folded == folded
    }

    /// The last digits of floating-point numbers are lost in many tools; what is rounded to fewer
    /// is another number.
    fn is_number(&self, number: f64) -> bool {
        self.number.is_some_and(|sent| (sent - number).abs() <= 1e-9 * number.abs().max(1.0))
    }
}

/// A text that is not blank, without the blanks around it.
fn said(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A date, or the day of a point in time, which is how tables hold dates.
fn date(text: &str) -> Option<PartialDate> {
    let day = text.get(..10).filter(|_| text.as_bytes().get(10) == Some(&b'T'));
    day.unwrap_or(text).parse().ok()
}

fn boolean(folded: &str) -> Option<bool> {
    match folded {
        "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn dates_fit_that_can_mean_one_day() {
        let sent = |text: &str| date(text).expect("a date");
        let fits = |a, b| sent(a).can_be(sent(b));
        assert!(fits("1970", "1970-05-03"));
        assert!(fits("1970-05-03T00:00:00Z", "1970-05"));
        assert!(!fits("1970-06", "1970-05-03"));
        assert_eq!(date("the year 1970"), None);
        assert_eq!(date("1970-05-03 noon"), None);
        // No character is cut in two.
        assert_eq!(date("әәәәәT"), None);
    }

    #[test]
    fn numbers_fit_that_are_the_same() {
        let fits = |text: &str, number| Sent::new(&json!(text)).expect("a value").is_number(number);
        assert!(fits(" 12.30 ", 12.3));
        assert!(fits("0.30000000000000004", 0.3));
        assert!(!fits("12.34", 12.3));
        assert!(!fits("12,3", 12.3), "a comma parts thousands or decimals");
    }

    #[test]
    fn blank_values_say_nothing() {
        for values in [
            json!(""),
            json!("  "),
            json!(null),
            json!([]),
            json!({}),
            json!({"id": ""}),
            json!({"name": " "}),
            json!({"id": "\t", "name": ""}),
        ] {
            assert!(Evidence::new("born", &[&values]).is_empty(), "{values}");
        }
        for values in [
            json!("a"),
            json!(0),
            json!(false),
            json!({"id": "a"}),
            json!({"id": " ", "name": "a"}),
        ] {
            assert!(!Evidence::new("born", &[&values]).is_empty(), "{values}");
        }
    }
}
