//! An engine whose behavior a test chooses by the document, and a client without a socket.

use crate::support::toy;
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request as HttpRequest, StatusCode},
};
use corridor::{
    api::{Outcome, Reply, Request},
    format::{Choice, Content, ExportError},
    http::{Cors, Engine, Settings, State, app},
    limits::{Cancel, Exhausted, Limits},
    page,
    reconcile::{self, Request as Reconcile},
    snapshot::{Documents, SnapshotInfo},
};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::{convert::Infallible, sync::Arc, time::Duration};
use tower::ServiceExt;

pub(super) const SDL: &str = "type Query { ok: Boolean }\n";
pub(super) const JSON: &str = "application/json; charset=utf-8";
pub(super) const GRAPHQL: &str = "application/graphql-response+json; charset=utf-8";

/// What the document is, is what happens; any other is answered with what arrived.
pub(super) struct Fake;

impl Engine for Fake {
    fn execute(&self, request: &Request<'_>) -> Reply {
        let refusal = |message: &str| json!({"errors": [{"message": message}]});
        let (outcome, body) = match &*request.query {
            "{ syntax" => (Outcome::Refused, refusal("syntax")),
            "{ variables }" => (Outcome::BadVariables, refusal("variables")),
            "mutation { m }" if request.read_only => (Outcome::NotReadOnly, refusal("by POST")),
            "{ fieldError }" => {
                let body = json!({"errors": [{"message": "no"}], "data": {"fieldError": null}});
                (Outcome::Executed, body)
            }
            "{ panic }" => panic!("as the test wants it"),
            "{ slow }" => {
                std::thread::sleep(Duration::from_millis(300));
                (Outcome::Executed, json!({"data": {"slow": true}}))
            }
            _ => (Outcome::Executed, json!({"data": echo(request)})),
        };
        Reply { body: body.to_string().into_bytes().into(), outcome }
    }

    fn sdl(&self) -> &str {
        SDL
    }

    fn reconcile(&self, request: &Reconcile<'_>) -> Result<String, reconcile::Error> {
        match request {
            Reconcile::Queries("panic") => panic!("as the test wants it"),
            _ => Ok(json!({ "asked": format!("{request:?}") }).to_string()),
        }
    }

    fn page(&self, id: &str) -> Result<String, page::Error> {
        match id {
            "nobody" => Err(page::Error::NotFound),
            "large" => Err(Exhausted::Visits.into()),
            _ => Ok(format!("<p>{id}</p>")),
        }
    }

    fn info(&self) -> SnapshotInfo {
        SnapshotInfo {
            hash: "0123abcd".to_owned(),
            entities: 3,
            links: 2,
            load_time: Duration::from_millis(1_500),
        }
    }

    fn content(&self, choice: &Choice, cancel: &Cancel) -> Result<Content<'_>, ExportError> {
        toy().content(choice, cancel)
    }

    fn documents(&self) -> &Documents {
        toy().documents()
    }

    fn limits(&self) -> &Limits {
        toy().limits()
    }
}

fn echo(request: &Request<'_>) -> Value {
    json!({
        "query": request.query,
        "operationName": request.operation_name,
        "variables": request.variables,
        "explain": request.explain,
        "readOnly": request.read_only,
    })
}

pub(super) fn settings() -> Settings {
    Settings {
        body_bytes: 1_000,
        concurrent_requests: 4,
        concurrent_exports: 2,
        body_timeout: Duration::from_secs(10),
        cors: Cors::Off,
        explain: false,
        public_url: None,
    }
}

pub(super) fn state(settings: Settings) -> Arc<State<Fake>> {
    let state = State::new(settings);
    state.publish(Fake);
    state
}

pub(super) fn server() -> Router {
    app(state(settings()))
}

/// A response, read to its end.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) text: String,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header in ASCII"))
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    /// Checks that it is a refusal in the shape of a GraphQL response.
    #[track_caller]
    pub(super) fn refused(&self, status: u16, code: &str) -> String {
        assert_eq!(self.status.as_u16(), status, "{self:?}");
        let body = self.json();
        assert_eq!(body["errors"][0]["extensions"]["code"], code, "{self:?}");
        assert!(body.get("data").is_none(), "{self:?}");
        assert_eq!(self.header("x-content-type-options"), "nosniff");
        body["errors"][0]["message"].as_str().expect("a message").to_owned()
    }
}

pub(super) async fn send(app: Router, request: HttpRequest<Body>) -> Answer {
    let response = app.oneshot(request).await.expect("routers do not fail");
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.expect("a body").to_bytes();
    let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
    Answer { status: parts.status, headers: parts.headers, text }
}

/// A `POST` of a body with any headers.
pub(super) async fn post_with(headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
    send(server(), request(Method::POST, "/graphql", headers, body)).await
}

/// A `POST` of JSON by a client that takes `application/graphql-response+json`.
pub(super) async fn post(body: impl Into<Body>) -> Answer {
    let accept = "application/graphql-response+json";
    post_with(&[("content-type", "application/json"), ("accept", accept)], body).await
}

pub(super) async fn get(uri: &str, accept: &str) -> Answer {
    send(server(), request(Method::GET, uri, &[("accept", accept)], Body::empty())).await
}

pub(super) fn request(
    method: Method,
    uri: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> HttpRequest<Body> {
    let mut request = HttpRequest::builder().method(method).uri(uri);
    // As every client of HTTP/1.1 does.
    if !headers.iter().any(|(name, _)| *name == "host") {
        request = request.header("host", "localhost");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body.into()).expect("a request")
}

/// A body that comes in pieces and does not say how long it is.
pub(super) fn streamed(pieces: Vec<&'static str>) -> Body {
    Body::from_stream(futures_util::stream::iter(pieces.into_iter().map(Ok::<_, Infallible>)))
}

/// The address of a `GET` with these parameters.
pub(super) fn query_string(pairs: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    format!("/graphql?{query}")
}
