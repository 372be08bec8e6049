//! JSON in which no object has a member twice.
//!
//! Of two members of one name a map keeps the last, so that a query of a batch would be dropped
//! and nobody told. Two queries of one key cannot both be answered either: it is the key of the
//! answer.

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Value};
use std::fmt;

/// A value that was read so.
pub(super) struct Strict(pub(super) Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
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

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if map.contains_key(&name) {
                let name = crate::fields::shortened(&name, super::lookup::SHOWN);
                return Err(A::Error::custom(format_args!("\"{name}\" stands twice in an object")));
            }
            let Strict(value) = members.next_value()?;
            map.insert(name, value);
        }
        Ok(map.into())
    }
}

#[cfg(test)]
mod tests {
    use super::Strict;
    use serde_json::Value;

    #[test]
    fn what_has_no_member_twice_is_as_it_was() {
        let json = r#"{"b":[1,-2,0.5,1e9,"x\n",null,true],"a":{"b":{},"c":[]}}"#;
        let strict: Strict = serde_json::from_str(json).expect("JSON");
        assert_eq!(strict.0, serde_json::from_str::<Value>(json).expect("JSON"));
        assert_eq!(strict.0.as_object().expect("an object").keys().collect::<Vec<_>>(), ["b", "a"]);
    }

    #[test]
    fn a_member_twice_is_told_at_any_depth() {
        for json in [r#"{"a":1,"a":1}"#, r#"[{"b":{"a":1,"c":2,"\u0061":3}}]"#] {
            let error = serde_json::from_str::<Strict>(json).err().expect("an error");
            assert!(error.to_string().starts_with("\"a\" stands twice in an object"), "{error}");
        }
        let deep = "[".repeat(100_000);
        assert!(serde_json::from_str::<Strict>(&deep).is_err());
    }
}
