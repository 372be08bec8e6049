//! Reads JSON in which the keys of every object are unique: a key that is given twice is an
//! error. A map would keep its last value, so that a variable, or a query of a batch, would be
//! lost and nobody told.
//!
//! [RFC 8259, section 4](https://www.rfc-editor.org/rfc/rfc8259#section-4) leaves it to the reader.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// Up to this number of members they are sought one by one: most requests have few variables,
/// and a map would cost more than all of their comparisons.
const FEW: usize = 16;

/// The members of a JSON object; null counts as an object without any.
#[derive(Default)]
pub(crate) struct Members {
    few: Vec<(String, Value)>,
    others: Map<String, Value>,
}

impl Members {
    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        let few = self.few.iter().find(|(known, _)| known == key).map(|(_, value)| value);
        few.or_else(|| if self.others.is_empty() { None } else { self.others.get(key) })
    }

    fn insert(&mut self, key: String, value: Value) {
        if self.few.len() < FEW {
            self.few.push((key, value));
        } else {
            self.others.insert(key, value);
        }
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_unit<E>(self) -> Result<Members, E> {
                Ok(Members::default())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Members, A::Error> {
                let mut members = Members::default();
                while let Some(key) = fields.next_key::<String>()? {
                    if members.get(&key).is_some() {
                        return Err(given_twice(&key));
                    }
                    let UniqueKeys(value) = fields.next_value()?;
                    members.insert(key, value);
                }
                Ok(members)
            }
        }
        deserializer.deserialize_any(Object)
    }
}

/// A key is shown up to this number of characters.
const SHOWN: usize = 100;

fn given_twice<E: Error>(key: &str) -> E {
    let end = key.char_indices().nth(SHOWN).map_or(key.len(), |(at, _)| at);
    let more = if end < key.len() { "…" } else { "" };
    E::custom(format_args!("the key \"{}{more}\" is given twice in an object", &key[..end]))
}

/// A JSON value in which no object has a key twice.
pub(crate) struct UniqueKeys(pub(crate) Value);

impl<'de> Deserialize<'de> for UniqueKeys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Values).map(Self)
    }
}

struct Values;

impl<'de> Visitor<'de> for Values {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(UniqueKeys(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = fields.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(given_twice(&key));
            }
            let UniqueKeys(value) = fields.next_value()?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_given_twice_is_an_error() {
        let nested = r#"{"w": [{"b": {"c": 1, "d": 2, "\u0063": 3}}]}"#;
        for text in [r#"{"a": 1, "a": 1}"#, nested] {
            let error = serde_json::from_str::<UniqueKeys>(text).map(|it| it.0).unwrap_err();
            let message = error.to_string();
            assert!(message.contains("is given twice in an object at line 1 column"), "{message}");
        }
        let long = format!("{{\"{0}\": 1, \"{0}\": 1}}", "ы".repeat(SHOWN + 1));
        let error = serde_json::from_str::<UniqueKeys>(&long).map(|it| it.0).unwrap_err();
        let shown = format!("the key \"{}…\" is given twice", "ы".repeat(SHOWN));
        assert!(error.to_string().starts_with(&shown), "{error}");
        let deep = "[".repeat(100_000);
        assert!(serde_json::from_str::<UniqueKeys>(&deep).is_err(), "nesting has a bound");
    }

    /// On both sides of the number from which a map is used.
    #[test]
    fn members_are_found_however_many_there_are() {
        for count in [0, 1, FEW, FEW + 1, 3 * FEW] {
            let member = |number: usize| format!("\"k{number}\": {number}");
            let all: Vec<_> = (0..count).map(member).collect();
            let text = format!("{{{}}}", all.join(","));
            let members: Members = serde_json::from_str(&text).unwrap();
            for number in 0..count {
                let value = Value::from(number);
                assert_eq!(members.get(&format!("k{number}")), Some(&value), "{count}");
                let twice = format!("{}, {}}}", &text[..text.len() - 1], member(number));
                assert!(serde_json::from_str::<Members>(&twice).is_err(), "{twice}");
            }
            assert_eq!(members.get("k"), None);
        }
        assert!(serde_json::from_str::<Members>("null").unwrap().get("a").is_none());
        let error = serde_json::from_str::<Members>("[1]").err().unwrap().to_string();
        assert_eq!(error, "invalid type: sequence, expected an object at line 1 column 1");
    }

    #[test]
    fn other_values_are_read_as_they_are() {
        let text =
            r#"{"a":[1,-2,1.5,1e300,18446744073709551615,true,null,"x\n\u00e9"],"b":{"a":{}}}"#;
        let UniqueKeys(value) = serde_json::from_str(text).unwrap();
        assert_eq!(value, serde_json::from_str::<Value>(text).unwrap());
    }
}
