//! Data extension: values of properties for entities that were found before.
//!
//! A value is written as what it is: a number as a number, a link as the entity it leads to. A
//! date is one only if its day is known, since the API has only points in time; `2019-05` or
//! `2019?` stay the text that they are rather than become a day that nobody named. There is no
//! boolean in the API's schema, so that `true` and `false` are texts.

use super::{
    Error, Service,
    json::{self, list, string, whole_number},
    lookup::{check_property, kinds_of, target_type},
};
use crate::{
    exec::store::Store,
    fields::{Field, FieldValue, OfferedField, fields_of_kinds, label},
    graph::NodeId,
    limits::Budget,
    value::PartialDate,
};
use serde_json::{Map, Value, json};

/// A property that is asked for.
#[derive(PartialEq)]
struct ExtendRequest {
    id: String,
    /// The most values for an entity.
    limit: usize,
    /// True if only the number of values is wanted.
    count: bool,
}

impl ExtendRequest {
    fn new(place: &str, id: &str, settings: Option<&Value>) -> Result<Self, Error> {
        let setting = |name: &str| settings.and_then(|it| it.get(name));
        // Forms send a field that nobody filled in as an empty text.
        let limit = match setting("limit").filter(|it| !it.is_null() && *it != "") {
            Some(value) => whole_number(&format!("{place}.settings.limit"), value, 0)?,
            None => 0,
        };
        Ok(Self {
            id: id.to_owned(),
            limit: usize::try_from(limit).ok().filter(|it| *it > 0).unwrap_or(usize::MAX),
            count: setting("count").is_some_and(is_on),
        })
    }
}

impl<S: Store> Service<'_, S> {
    /// A row for each entity, a list of values for each property. An entity that is not there
    /// has no values: a table may be older than the data, and its other rows are still good.
    pub(super) fn extend(&self, query: &str, budget: &mut Budget) -> Result<Value, Error> {
        let query = json::object("extend", query)?;
        let member = |name: &str| {
            query.get(name).ok_or_else(|| Error::malformed(format!("`extend` has no `{name}`")))
        };
        let (ids, asked) =
            (list("extend.ids", member("ids")?)?, self.asked(member("properties")?)?);
        let cells = ids.len().saturating_mul(asked.len()) as u64;
        let limit = self.limits.extend_cells;
        if cells > limit {
            let message =
                format!("{cells} cells are over {limit}, the limit `extend_cells`; send fewer ids");
            return Err(Error::limit_exceeded("extend_cells", message));
        }
        let mut rows = Map::new();
        let mut bytes = 0;
        for (index, id) in ids.iter().enumerate() {
            let id = string(&format!("extend.ids[{index}]"), id)?;
            let row = self.row(self.reader().by_id(id), &asked, &mut bytes, budget)?;
            rows.insert(id.to_owned(), row);
        }
        Ok(json!({ "meta": self.meta(&asked), "rows": rows }))
    }

    /// The properties that are asked for, each once.
    fn asked(&self, properties: &Value) -> Result<Vec<ExtendRequest>, Error> {
        let mut asked: Vec<ExtendRequest> = Vec::new();
        for (index, property) in list("extend.properties", properties)?.iter().enumerate() {
            let place = format!("extend.properties[{index}]");
            let id = property
                .get("id")
                .ok_or_else(|| Error::malformed(format!("`{place}` must have an `id`")))?;
            let place_of_id = format!("{place}.id");
            let id = string(&place_of_id, id)?;
            check_property(self.ontology(), id).map_err(|it| it.at(&place_of_id))?;
            let one = ExtendRequest::new(&place, id, property.get("settings"))?;
            match asked.iter().find(|it| it.id == id) {
                None => asked.push(one),
                Some(before) if *before == one => {}
                // The answer has one list of values for a property.
                Some(_) => {
                    let message =
                        format!("`{place}` asks for \"{id}\" again, with other settings; send one");
                    return Err(Error::malformed(message));
                }
            }
        }
        Ok(asked)
    }

    fn row(
        &self,
        node: Option<NodeId>,
        asked: &[ExtendRequest],
        bytes: &mut usize,
        budget: &mut Budget,
    ) -> Result<Value, Error> {
        let mut row = Map::new();
        for ExtendRequest { id, limit, count } in asked {
            budget.visit(1)?;
            let field = node.and_then(|node| {
                let kind = self.reader().kind(node);
                Some((node, Field::by_name(kind, id)?))
            });
            let found = match field {
                Some((node, field)) => self.reader().values(node, field, budget)?,
                None => Vec::new(),
            };
            let values: Vec<Value> = if *count {
                let count = json!({ "int": found.len() });
                if node.is_some() { vec![count] } else { Vec::new() }
            } else {
                found.iter().take(*limit).map(|value| self.value(value, bytes)).collect()
            };
            // What the values will take, before it is too late to stop.
            budget.written(*bytes)?;
            row.insert(id.clone(), values.into());
        }
        Ok(row.into())
    }

    fn value(&self, value: &FieldValue<'_>, bytes: &mut usize) -> Value {
        let reader = self.reader();
        let value = match value {
            FieldValue::Text(text) => json!({ "str": text }),
            FieldValue::Name(name) => json!({ "str": reader.text_of(name) }),
            FieldValue::ExternalId(scheme, id) => json!({ "str": format!("{scheme}:{id}") }),
            FieldValue::Int(number) => json!({ "int": number }),
            FieldValue::Float(number) => json!({ "float": number }),
            FieldValue::Fields(_) => json!({ "str": reader.words(value) }),
            FieldValue::Boolean(value) => json!({ "str": value.to_string() }),
            FieldValue::Date(date) => date_value(*date),
            FieldValue::Entity(node) => {
                json!({ "id": reader.id(*node), "name": reader.name(*node) })
            }
        };
        *bytes += value.as_object().map_or(0, |object| {
            object.values().map(|it| it.as_str().map_or(8, str::len) + 16).sum()
        });
        value
    }

    /// The metadata of each property in the request.
    fn meta(&self, asked: &[ExtendRequest]) -> Vec<Value> {
        let kinds: Vec<_> = self.ontology().kinds().map(|(id, _)| id).collect();
        let fields = fields_of_kinds(self.ontology(), &kinds);
        let of = |id: &str| fields.iter().find(|field| field.name == id);
        asked.iter().map(|asked| self.column_meta(asked, of(&asked.id))).collect()
    }

    fn column_meta(&self, asked: &ExtendRequest, field: Option<&OfferedField<'_>>) -> Value {
        let mut meta = json!({ "id": asked.id, "name": label(&asked.id) });
        let target = field.and_then(|field| field.target).filter(|_| !asked.count);
        if let Some(id) = target.and_then(|target| target_type(self.ontology(), target)) {
            meta["type"] = json!({ "id": id, "name": label(id) });
        }
        meta
    }

    /// Properties that entities of a type have.
    pub(super) fn propose(
        &self,
        of_type: Option<&str>,
        limit: Option<usize>,
    ) -> Result<Value, Error> {
        let kinds = kinds_of(self.ontology(), of_type)?;
        let fields = fields_of_kinds(self.ontology(), &kinds);
        let proposed: Vec<_> = fields
            .iter()
            .take(limit.unwrap_or(usize::MAX))
            .map(|field| {
                json!({
                    "id": field.name, "name": label(field.name), "description": field.description,
                })
            })
            .collect();
        let mut answer = json!({ "properties": proposed });
        if let Some(id) = of_type {
            answer["type"] = id.into();
        }
        if let Some(limit) = limit {
            answer["limit"] = limit.into();
        }
        Ok(answer)
    }
}

fn date_value(date: PartialDate) -> Value {
    if date.is_full() {
        return json!({ "date": format!("{date}T00:00:00Z") });
    }
    json!({ "str": date.to_string() })
}

/// Returns whether a box is ticked; forms send `on`.
fn is_on(value: &Value) -> bool {
    matches!(value, Value::Bool(true)) || matches!(value.as_str(), Some("on" | "true" | "1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_known_day_is_a_point_in_time() {
        let shown = |text: &str| date_value(text.parse().expect("a date"));
        assert_eq!(shown("2025-12-08"), json!({ "date": "2025-12-08T00:00:00Z" }));
        for text in ["2025-12", "2025", "2025-12-08?", "2025-12-08~", "?"] {
            assert_eq!(shown(text), json!({ "str": text }));
        }
    }
}
