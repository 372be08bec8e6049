//! A request and its answer, apart from how they travel.

use crate::{json::buffers::Bytes, limits::Cancel};
use std::{borrow::Cow, time::Instant};

/// A GraphQL request, as the GraphQL-over-HTTP specification has it.
#[derive(Clone, Debug, Default)]
pub struct Request<'a> {
    /// The document.
    pub query: Cow<'a, str>,
    /// The name of the operation of the document.
    pub operation_name: Option<Cow<'a, str>>,
    /// JSON text of the variables: an object, or nothing.
    pub variables: Option<&'a str>,
    /// True if the plan is put into `extensions.explain`, and how it was run beside it.
    pub explain: bool,
    /// True if mutations may not run: by GET.
    pub read_only: bool,
    /// The address of the server.
    pub server: ServerAddress<'a>,
    /// Ends the request where nobody waits for its answer any more.
    pub cancel: Option<Cancel>,
    /// The time at which the request ends, if that is before the limit on its time.
    pub until: Option<Instant>,
}

/// The address of the server, as far as it is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct ServerAddress<'a> {
    /// The setting, without a slash at its end.
    pub public_url: Option<&'a str>,
    /// The name to which the request was sent, with the port where there is one.
    pub host: Option<&'a str>,
}

/// The outcome of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The request ran; there may be field errors beside the data.
    Executed,
    /// The document is not one: syntax, validation, no such operation, over a limit.
    Refused,
    /// The variables do not fit the operation.
    BadVariables,
    /// A mutation by a method that must not change anything.
    NotReadOnly,
}

/// The answer to a request.
#[derive(Debug)]
pub struct Reply {
    /// The JSON of the response.
    pub body: Bytes,
    /// The outcome of the request.
    pub outcome: Outcome,
}
