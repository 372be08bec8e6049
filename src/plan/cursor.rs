//! Cursors: positions in an ordered list at which a page starts or ends.
//!
//! A cursor holds the keys by which the list is ordered and the identity of the item, not a
//! position: it stays right when items before it come or go, and it works when its own item
//! is gone. It is opaque to clients (base64url), and belongs to one `orderBy`: a number made of
//! that stands behind the keys.
//! See [Cursor](https://relay.dev/graphql/connections.htm#sec-Cursor) in the Relay specification.

use super::{FieldError, Order};
use crate::value::number::json_text;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

/// A decoded cursor.
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor {
    /// The item's values of the order's keys, null for an absent one, and behind them the order's
    /// fingerprint, if it has keys.
    pub keys: Vec<Value>,
    /// The relation of the link, where the list holds links of several.
    pub relation: Option<String>,
    /// True if the link was followed against its direction.
    pub incoming: bool,
    /// The kind of the entity.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The position of the link among those to the same entity.
    pub ordinal: u32,
}

impl Cursor {
    /// The keys of a list of entities and links: kind and id of what a link leads to, null for
    /// an entity. `kind` and `id` are then of where it starts.
    pub const ELEMENT_KEYS: usize = 2;

    /// The keys of a list of hits: the score, and what tells the query from others.
    pub const HIT_KEYS: usize = 2;

    /// The keys of a ranking: the value.
    pub const RANK_KEYS: usize = 1;

    /// The keys of a list by distance: the distance.
    pub const REACH_KEYS: usize = 1;

    /// The keys of a list of conflicts: the property.
    pub const CONFLICT_KEYS: usize = 1;

    /// The keys of a list of moments: date and change, then those of the element.
    pub const MOMENT_KEYS: usize = 4;

    /// The text that clients see.
    pub fn encode(&self) -> String {
        let value =
            json!([self.keys, self.relation, self.incoming, self.kind, self.id, self.ordinal]);
        URL_SAFE_NO_PAD.encode(json_text(&value))
    }

    /// A cursor of a list with that many keys.
    ///
    /// # Errors
    /// If the text is no cursor, or one of a list that is ordered otherwise.
    pub fn decode(text: &str, keys: usize, argument: &str) -> Result<Self, FieldError> {
        let cursor = Self::decode_any(text, argument)?;
        if cursor.keys.len() == keys { Ok(cursor) } else { Err(refused(argument)) }
    }

    /// A cursor of a list whose order is not known yet.
    ///
    /// # Errors
    /// If the text is no cursor.
    pub fn decode_any(text: &str, argument: &str) -> Result<Self, FieldError> {
        let refused = || refused(argument);
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| refused())?;
        type Parts = (Vec<Value>, Option<String>, bool, String, String, u32);
        let parts: Parts = serde_json::from_slice(&bytes).map_err(|_| refused())?;
        let (values, relation, incoming, kind, id, ordinal) = parts;
        Ok(Self { keys: values, relation, incoming, kind, id, ordinal })
    }

    /// A cursor of a list with an order.
    ///
    /// # Errors
    /// If the text is no cursor, or one of a list that is ordered otherwise.
    pub fn decode_ordered(text: &str, order: &Order, argument: &str) -> Result<Self, FieldError> {
        let cursor = Self::decode_any(text, argument)?;
        cursor.check_order(order, argument)?;
        Ok(cursor)
    }

    /// Checks that it is of a list with an order.
    ///
    /// # Errors
    /// If it is one of a list that is ordered otherwise.
    pub fn check_order(&self, order: &Order, argument: &str) -> Result<(), FieldError> {
        let is_of_order = match self.keys.split_last() {
            None => order.is_empty(),
            Some((fingerprint, keys)) => {
                !order.is_empty()
                    && keys.len() == order.keys.len()
                    && *fingerprint == order.fingerprint
            }
        };
        if is_of_order { Ok(()) } else { Err(refused(argument)) }
    }
}

fn refused(argument: &str) -> FieldError {
    FieldError::bad_input(format!(
        "`{argument}` is not a cursor of this list; use one that a page of it gave, with the same `orderBy`"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_as_it_went() {
        let cursor = Cursor {
            keys: vec![json!("socar"), Value::Null],
            relation: Some("HOLDS_POST".into()),
            incoming: true,
            kind: "Person".into(),
            id: "a.b:c~d".into(),
            ordinal: 2,
        };
        assert_eq!(Cursor::decode(&cursor.encode(), 2, "after"), Ok(cursor));
    }

    #[test]
    fn has_whole_doubles_as_the_api_prints_them() {
        let cursor = Cursor {
            keys: vec![json!(91.0), json!(1e21)],
            relation: None,
            incoming: false,
            kind: "P".into(),
            id: "a".into(),
            ordinal: 1,
        };
        let text = URL_SAFE_NO_PAD.decode(cursor.encode()).unwrap();
        assert_eq!(String::from_utf8(text).unwrap(), r#"[[91,1e+21],null,false,"P","a",1]"#);
    }

    #[test]
    fn refuses_what_is_no_cursor_of_the_list() {
        let cursor = Cursor {
            keys: vec![],
            relation: None,
            incoming: false,
            kind: "P".into(),
            id: "a".into(),
            ordinal: 1,
        };
        for text in ["", "!", "bm9wZQ", &cursor.encode()] {
            let error = Cursor::decode(text, 1, "before").unwrap_err();
            assert!(error.message.starts_with("`before` is not a cursor of this list"), "{text}");
        }
    }
}
