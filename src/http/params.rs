//! The parameters of a GraphQL request, out of a JSON body or a query string.
//!
//! Nothing is copied that need not be: the document borrows from the body where it has no
//! escapes, and the variables stay JSON text, which only the engine reads. A member of a wrong
//! type is remembered as such, so that a message can name the member and what it must be.

use super::error::{Error, ErrorKind};
use crate::api::{Request, ServerAddress};
use serde::{Deserialize, de};
use serde_json::value::RawValue;
use std::{borrow::Cow, fmt, marker::PhantomData};

/// The members of the body that mean something; others are ignored, as the specification asks.
#[derive(Deserialize)]
struct Members<'a> {
    #[serde(borrow, default)]
    query: Text<'a>,
    #[serde(borrow, default, rename = "operationName")]
    operation_name: Text<'a>,
    #[serde(borrow)]
    variables: Option<&'a RawValue>,
    #[serde(borrow)]
    extensions: Option<&'a RawValue>,
}

/// The request in a JSON body.
pub(super) fn from_json(body: &[u8]) -> Result<Request<'_>, Error> {
    let text = std::str::from_utf8(body).map_err(|error| {
        malformed(format!("the body is not UTF-8 from byte {} on", error.valid_up_to()))
    })?;
    if text.trim_ascii_start().starts_with('[') {
        let message = "batches are not supported: send each operation in a request of its own";
        return Err(malformed(message));
    }
    let members: Members<'_> = serde_json::from_str(text).map_err(|error| body_error(&error))?;
    let extensions = members.extensions.map_or(Ok(Extensions::default()), Extensions::read)?;
    let query = members.query.read("query")?;
    Ok(Request {
        query: query
            .ok_or_else(|| extensions.without_query("`query` is missing: it holds the document"))?,
        operation_name: members
            .operation_name
            .read("operationName")?
            .filter(|name| !name.is_empty()),
        variables: members.variables.map(|raw| object("variables", raw.get())).transpose()?,
        explain: extensions.wants_plan(),
        read_only: false,
        server: ServerAddress::default(),
        cancel: None,
        until: None,
    })
}

fn body_error(error: &serde_json::Error) -> Error {
    if error.is_data() {
        let what = error.to_string();
        if what.contains("duplicate field") {
            return malformed(format!("the body has a member twice: {what}"));
        }
        return malformed("the body is not a JSON object with a member `query`");
    }
    malformed(format!("the body is not JSON: {error}"))
}

/// The parameters of a `GET`, decoded.
#[derive(Debug, Default)]
pub(super) struct QueryString<'a> {
    query: Option<Cow<'a, str>>,
    operation_name: Option<Cow<'a, str>>,
    variables: Option<Cow<'a, str>>,
    extensions: Option<Cow<'a, str>>,
}

impl<'a> QueryString<'a> {
    /// Takes a query string apart; an empty parameter counts as absent.
    pub(super) fn parse(text: &'a str) -> Result<Self, Error> {
        let mut found = Self::default();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            let slot = match &*name {
                "query" => &mut found.query,
                "operationName" => &mut found.operation_name,
                "variables" => &mut found.variables,
                "extensions" => &mut found.extensions,
                _ => continue,
            };
            if slot.is_some() {
                return Err(malformed(format!("the parameter `{name}` is given twice")));
            }
            *slot = Some(value);
        }
        Ok(found)
    }

    /// The request; it may only read.
    pub(super) fn request(&self) -> Result<Request<'_>, Error> {
        fn given<'b>(parameter: &'b Option<Cow<'_, str>>) -> Option<&'b str> {
            parameter.as_deref().filter(|text| !text.is_empty())
        }
        let extensions = match given(&self.extensions) {
            Some(text) => Extensions::read(json("extensions", text)?)?,
            None => Extensions::default(),
        };
        let query = given(&self.query).ok_or_else(|| {
            extensions.without_query("the parameter `query` is missing: it holds the document")
        })?;
        Ok(Request {
            query: Cow::Borrowed(query),
            operation_name: given(&self.operation_name).map(Cow::Borrowed),
            variables: match given(&self.variables) {
                Some(text) => Some(object("variables", json("variables", text)?.get())?),
                None => None,
            },
            explain: extensions.wants_plan(),
            read_only: true,
            server: ServerAddress::default(),
            cancel: None,
            until: None,
        })
    }
}

/// One JSON value, without blanks around it.
fn json<'a>(name: &str, text: &'a str) -> Result<&'a RawValue, Error> {
    serde_json::from_str::<&RawValue>(text)
        .map_err(|error| malformed(format!("the parameter `{name}` is not JSON: {error}")))
}

/// JSON text that must be an object.
fn object<'a>(name: &str, json: &'a str) -> Result<&'a str, Error> {
    if json.starts_with('{') {
        return Ok(json);
    }
    Err(malformed(format!("`{name}` must be an object, not {}", kind_of(json))))
}

/// The members of `extensions` that mean something.
#[derive(Default, Deserialize)]
struct Extensions<'a> {
    /// `true` asks for the plan.
    #[serde(borrow)]
    explain: Option<&'a RawValue>,
    /// The hash of a document, as clients of Apollo send it; alone at first.
    #[serde(borrow, rename = "persistedQuery")]
    persisted_query: Option<&'a RawValue>,
}

impl<'a> Extensions<'a> {
    fn read(raw: &'a RawValue) -> Result<Self, Error> {
        if raw.get() == "null" {
            return Ok(Self::default());
        }
        // A repeated member is some other program's business.
        Ok(serde_json::from_str(object("extensions", raw.get())?).unwrap_or_default())
    }

    fn wants_plan(&self) -> bool {
        self.explain.is_some_and(|raw| raw.get() == "true")
    }

    /// The error of a request without a document. Clients of Apollo send the hash of a document
    /// first; when they get this code and message, they send the document itself.
    fn without_query(&self, message: &str) -> Error {
        match self.persisted_query {
            Some(_) => Error::new(ErrorKind::PersistedQuery, "PersistedQueryNotSupported"),
            None => malformed(message),
        }
    }
}

/// Returns the type of a JSON text, by its first character.
fn kind_of(json: &str) -> &'static str {
    match json.as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b'"') => "a string",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "a number",
    }
}

fn malformed(message: impl Into<String>) -> Error {
    Error::malformed(message)
}

/// A member that must be a string, if it is there. It borrows from the JSON text where it can;
/// serde's own `Cow` always copies.
#[derive(Default)]
enum Text<'a> {
    #[default]
    Absent,
    Given(Cow<'a, str>),
    /// Something else than a string: what it is.
    Wrong(&'static str),
}

impl<'a> Text<'a> {
    fn read(self, name: &str) -> Result<Option<Cow<'a, str>>, Error> {
        match self {
            Self::Absent => Ok(None),
            Self::Given(text) => Ok(Some(text)),
            Self::Wrong(kind) => Err(malformed(format!("`{name}` must be a string, not {kind}"))),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor(PhantomData))
    }
}

struct TextVisitor<'a>(PhantomData<&'a ()>);

impl<'de: 'a, 'a> de::Visitor<'de> for TextVisitor<'a> {
    type Value = Text<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Text::Given(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Text::Given(Cow::Owned(text.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Text::Absent)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Text::Wrong("a boolean"))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Text::Wrong("a number"))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Text::Wrong("a number"))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Text::Wrong("a number"))
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<de::IgnoredAny>()?.is_some() {}
        Ok(Text::Wrong("a list"))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        while members.next_entry::<de::IgnoredAny, de::IgnoredAny>()?.is_some() {}
        Ok(Text::Wrong("an object"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_copied_that_has_no_escapes() {
        let body = r#"{"query":"{ a }","operationName":"A","variables":{"x":[1]}}"#;
        let request = from_json(body.as_bytes()).expect("a request");
        assert!(matches!(request.query, Cow::Borrowed("{ a }")));
        assert!(matches!(request.operation_name, Some(Cow::Borrowed("A"))));
        assert_eq!(request.variables, Some(r#"{"x":[1]}"#));
        assert!(!request.explain && !request.read_only);
    }

    #[test]
    fn escapes_are_resolved() {
        let request =
            from_json(br#"{"query":"{\n a(x: \"\u0416\ud83d\ude00\") }"}"#).expect("a request");
        assert_eq!(request.query, "{\n a(x: \"Ж😀\") }");
    }

    #[test]
    fn null_is_as_good_as_absent() {
        let body = br#"{"query":"q","operationName":null,"variables":null,"extensions":null}"#;
        let request = from_json(body).expect("a request");
        assert_eq!((request.operation_name, request.variables), (None, None));
    }

    #[test]
    fn the_plan_is_asked_for_in_extensions() {
        for (extensions, expected) in [
            (r#"{"explain":true}"#, true),
            (r#"{"explain":false}"#, false),
            (r#"{"explain":"yes"}"#, false),
            (r#"{"other":{"explain":true}}"#, false),
        ] {
            let body = format!(r#"{{"query":"q","extensions":{extensions}}}"#);
            assert_eq!(from_json(body.as_bytes()).expect("a request").explain, expected);
            let text = form_urlencoded::Serializer::new(String::new())
                .extend_pairs([("query", "q"), ("extensions", extensions)])
                .finish();
            let string = QueryString::parse(&text).expect("parameters");
            assert_eq!(string.request().expect("a request").explain, expected);
        }
    }
}
