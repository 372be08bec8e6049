//! The served API as an executor of async-graphql: any web framework that async-graphql integrates
//! with can mount it.
//!
//! ```no_run
//! # use corridor::{http::{Executor, State}, snapshot::Snapshot};
//! # fn mount(state: std::sync::Arc<State<Snapshot>>) {
//! let executor = Executor::new(state);
//! // axum: Router::new().route_service("/graphql", async_graphql_axum::GraphQL::new(executor))
//! # }
//! ```
//!
//! async-graphql's response is a tree, so this way costs more than `POST /graphql`: the JSON of
//! the response is read again. Method, CORS and the size of a body are the integration's. Requests
//! run as they do there, so they need a Tokio runtime: slow ones on threads of their own, and none
//! keeps a thread while it waits for measures.

use super::{
    attempt::{self, Attempt},
    error::Error,
    state::{Engine, State},
};
use crate::api;
use async_graphql::{Data, Request, Response, ServerError};
use futures_util::stream::{self, BoxStream, StreamExt as _};
use std::{fmt, sync::Arc};

/// A handle on what a server serves, also after a reload.
pub struct Executor<E>(Arc<State<E>>);

impl<E: Engine> Executor<E> {
    /// An executor of what is published on this state.
    pub fn new(state: Arc<State<E>>) -> Self {
        Self(state)
    }

    async fn run(&self, request: Request) -> Result<Response, Error> {
        let _permit = self.0.try_acquire()?;
        let variables = serde_json::to_string(&request.variables).unwrap_or_default();
        let mounted = Mounted { request: Arc::new(request), variables: variables.into() };
        Ok(read(&attempt::run(&self.0, &mounted).await?.body))
    }
}

/// A request as async-graphql hands it over.
#[derive(Clone)]
struct Mounted {
    request: Arc<Request>,
    /// As JSON.
    variables: Arc<str>,
}

impl Attempt for Mounted {
    type Owned = Self;

    fn owned(&self) -> Self {
        self.clone()
    }

    fn with<T>(&self, run: impl FnOnce(api::Request<'_>) -> T) -> Result<T, Error> {
        Ok(run(api::Request {
            query: self.request.query.as_str().into(),
            operation_name: self.request.operation_name.as_deref().map(Into::into),
            variables: Some(&self.variables),
            ..api::Request::default()
        }))
    }
}

/// A response of ours as one of async-graphql.
fn read(body: &[u8]) -> Response {
    serde_json::from_slice(body).unwrap_or_else(|error| {
        refused(&Error::new(super::error::ErrorKind::Internal, error.to_string()))
    })
}

/// The response to a request that could not run.
fn refused(error: &Error) -> Response {
    let mut refused = ServerError::new(&error.message, None);
    let mut extensions = async_graphql::ErrorExtensionValues::default();
    extensions.set("code", error.kind.code().as_str());
    if let Some(limit) = error.kind.limit() {
        extensions.set("limit", limit);
    }
    refused.extensions = Some(extensions);
    Response::from_errors(vec![refused])
}

impl<E: Engine> async_graphql::Executor for Executor<E> {
    async fn execute(&self, request: Request) -> Response {
        self.run(request).await.unwrap_or_else(|error| refused(&error))
    }

    /// A query is answered by one response; there are no subscriptions.
    fn execute_stream(
        &self,
        request: Request,
        _session_data: Option<Arc<Data>>,
    ) -> BoxStream<'static, Response> {
        let executor = self.clone();
        stream::once(async move { executor.execute(request).await }).boxed()
    }
}

impl<E> Clone for Executor<E> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<E> fmt::Debug for Executor<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Executor").finish_non_exhaustive()
    }
}
