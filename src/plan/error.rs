//! Errors of requests: a closed list of codes.

use super::Location;
use crate::{json::fragment::Output, limits::Exhausted};
use std::{fmt, mem::take};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $word:literal $meaning:literal,)*) => {
        /// The code of an error, for programs: `extensions.code`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ErrorCode { $($(#[$doc])* $name,)* }

        impl ErrorCode {
            /// All codes.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code as it is written in responses.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The meaning of the code, and what a client can do.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning,)* }
            }
        }
    };
}

codes! {
    /// The document is not GraphQL.
    ParseFailed "GRAPHQL_PARSE_FAILED" "The document is not GraphQL. See `locations`.",
    /// The document is not valid against the schema.
    ValidationFailed "GRAPHQL_VALIDATION_FAILED" "The document does not fit the schema. See `locations`.",
    /// The document has no such operation.
    OperationNotFound "OPERATION_RESOLUTION_FAILURE" "The document has no operation of the name that `operationName` gives, or several and no name was given.",
    /// The variables do not fit.
    BadVariables "BAD_VARIABLES" "`variables` do not fit what the operation declares.",
    /// An argument is invalid.
    BadUserInput "BAD_USER_INPUT" "Invalid argument: a cursor of another list, a date that does not exist, a condition that is null, a page size that is negative or over its limit. An argument over a limit refuses the whole request: there is no `data`, `locations` is that of the argument, and `extensions.limit` names the limit. Others are errors at their fields.",
    /// A limit is exceeded.
    LimitExceeded "LIMIT_EXCEEDED" "The request is over a limit of this server; `extensions.limit` names it, `service { limits }` lists all.",
    /// The HTTP method is not allowed.
    ReadOnly "METHOD_NOT_ALLOWED" "A mutation was sent by GET, or the address does not answer this method. See the header `Allow`.",
    /// The HTTP request is not one of GraphQL.
    BadRequest "BAD_REQUEST" "The HTTP request is not a GraphQL request, or not one of the reconciliation API: its body, its parameters or its headers. The message says which.",
    /// There is nothing at the address.
    NotFound "NOT_FOUND" "There is nothing at this address, or no entity of this id.",
    /// The document is named only by its hash.
    PersistedQueryNotSupported "PERSISTED_QUERY_NOT_SUPPORTED" "The request has the hash of a document and no document. Clients of Apollo send the document when they get this code.",
    /// The media type is not supported.
    UnsupportedMediaType "UNSUPPORTED_MEDIA_TYPE" "The body is declared as something that this address does not read, or is compressed. See the header `Accept`.",
    /// The server is at its limit of requests.
    Overloaded "OVERLOADED" "The server runs as many requests as it may, or is still loading its data. Try again after `Retry-After` seconds.",
    /// The server has a fault.
    Internal "INTERNAL_SERVER_ERROR" "A fault of the server. The request may be sent again; please report it.",
}

/// The path of a value in the arguments of a field: `where.born.in[1]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValuePath {
    /// The steps from the inside out, in which the error meets them.
    steps: Vec<ValueStep>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum ValueStep {
    /// An argument, a field of an input object, or several of them: `node.born`.
    Name(String),
    /// An item of a list.
    Item(usize),
}

impl fmt::Display for ValuePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.steps.iter().rev().enumerate() {
            match step {
                ValueStep::Name(name) if at == 0 => f.write_str(name)?,
                ValueStep::Name(name) => write!(f, ".{name}")?,
                ValueStep::Item(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// An error at one field. It is shown as its message, behind the path of the value at which it is:
/// `` `where.born.gt`: "soon" is not a date ``.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The path of the value at which the error is, if it is at one.
    pub path: Option<ValuePath>,
    /// A description of the error, and what a client can do.
    pub message: String,
    /// The code of the error.
    pub code: ErrorCode,
    /// The limit that was exceeded.
    pub limit: Option<&'static str>,
    /// The argument at whose value the error is, if it is at one.
    pub argument: Option<&'static str>,
    /// The elements to write instead of one, from the value at which the error is out to the list.
    pub elements: Vec<String>,
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "`{path}`")?;
        }
        f.write_str(&self.message)
    }
}

impl FieldError {
    /// Invalid argument.
    pub fn bad_input(message: impl Into<String>) -> Self {
        Self {
            path: None,
            message: message.into(),
            code: ErrorCode::BadUserInput,
            limit: None,
            argument: None,
            elements: Vec::new(),
        }
    }

    /// The error of an element of a list that must be several: `[{born: DESC}, {name: ASC}]`.
    pub(super) fn of_several(what: impl fmt::Display, elements: Vec<String>) -> Self {
        Self { elements, ..Self::of_value(what) }
    }

    /// The error of a value in an argument, whose path [`Self::within`] builds from the inside out.
    /// The words stand behind it: `` `where.born.gt`: "soon" is not a date ``.
    pub(super) fn of_value(what: impl fmt::Display) -> Self {
        Self { path: Some(ValuePath::default()), ..Self::bad_input(what.to_string()) }
    }

    /// Puts a step before the path of the value at which the error is: the name of an argument or
    /// of a field of an input object.
    pub(super) fn within(mut self, step: &str) -> Self {
        for element in &mut self.elements {
            *element =
                step.rsplit('.').fold(take(element), |inner, name| format!("{{{name}: {inner}}}"));
        }
        self.behind(|| ValueStep::Name(step.to_owned()))
    }

    /// Puts the position of a list's item before the path of the value at which the error is.
    pub(super) fn within_item(mut self, index: usize) -> Self {
        if !self.elements.is_empty() {
            let elements = take(&mut self.elements).join(", ");
            self.message.push_str(&format!("; write an element for each: `[{elements}]`"));
        }
        self.behind(|| ValueStep::Item(index))
    }

    fn behind(mut self, step: impl FnOnce() -> ValueStep) -> Self {
        if let Some(path) = &mut self.path {
            path.steps.push(step());
        }
        self
    }

    /// A name that validation let pass and that has no meaning here: a fault of ours.
    pub(super) fn unknown(what: &str, name: &str) -> Self {
        let message = format!("the {what} `{name}` is not known here; please report it");
        Self { code: ErrorCode::Internal, ..Self::bad_input(message) }
    }

    /// A fault of ours.
    pub fn internal(message: impl Into<String>) -> Self {
        Self { code: ErrorCode::Internal, ..Self::bad_input(message) }
    }

    /// An argument over a limit: a mistake of the client. The API refuses the whole request, since
    /// the value is known before anything runs.
    pub fn out_of_bounds(limit: &'static str, message: impl Into<String>) -> Self {
        Self { limit: Some(limit), ..Self::bad_input(message) }
    }

    /// Returns the error with the argument as its place, if it has none yet.
    pub(super) fn at(self, argument: &'static str) -> Self {
        Self { argument: self.argument.or(Some(argument)), ..self }
    }

    /// The place of the error, given those of the arguments' values.
    pub fn place(&self, arguments: &[(String, Location)]) -> Location {
        let is_at = |(name, _): &&(String, Location)| Some(name.as_str()) == self.argument;
        arguments.iter().find(is_at).map_or((1, 1), |(_, place)| *place)
    }

    /// A limit of the budget ended the request; `dearest` says which condition took most of it.
    pub fn exhausted(exhausted: Exhausted, dearest: Option<String>) -> Self {
        let what = match exhausted {
            Exhausted::Visits => "the request looks at more nodes and links than it may",
            Exhausted::Deadline => "the request takes longer than it may",
            Exhausted::ResponseBytes => "the response is larger than it may be",
            Exhausted::ListBytes => "the lists of the request keep more in memory than they may",
            Exhausted::Cancelled => "the request was given up by its client",
        };
        let limit = exhausted.limit();
        let mut message = format!("{what} (limit \"{limit}\"); ask for less, or in pages");
        if let (Some(dearest), Exhausted::Visits | Exhausted::Deadline) = (dearest, exhausted) {
            message.push_str("; ");
            message.push_str(&dearest);
        }
        Self::over_limit(limit, message)
    }

    /// A limit that was reached while the request ran.
    pub fn over_limit(limit: &'static str, message: impl Into<String>) -> Self {
        Self { code: ErrorCode::LimitExceeded, limit: Some(limit), ..Self::bad_input(message) }
    }
}

/// Writes an error as the [response format](https://spec.graphql.org/September2025/#sec-Errors)
/// has it: one of a request, or one of a field with its path.
pub fn write_error(
    out: &mut Output,
    message: &str,
    locations: &[Location],
    path: impl FnOnce(&mut Output),
    (code, limit): (ErrorCode, Option<&str>),
) {
    out.bytes(b"{\"message\":");
    out.string(message);
    for (index, (line, column)) in locations.iter().enumerate() {
        out.bytes(if index == 0 {
            b",\"locations\":[{\"line\":".as_slice()
        } else {
            b",{\"line\":"
        });
        out.integer(*line);
        out.bytes(b",\"column\":");
        out.integer(*column);
        out.byte(b'}');
    }
    if !locations.is_empty() {
        out.byte(b']');
    }
    path(out);
    out.bytes(b",\"extensions\":{\"code\":");
    out.string(code.as_str());
    if let Some(limit) = limit {
        out.bytes(b",\"limit\":");
        out.string(limit);
    }
    out.bytes(b"}}");
}

#[cfg(test)]
mod tests {
    use super::FieldError;

    #[test]
    fn the_path_of_a_value_is_built_from_the_inside_out() {
        let error = FieldError::of_value(": no date").within_item(1).within("in").within("born");
        let error = error.within_item(0).within("OR").within("where");
        assert_eq!(error.to_string(), "`where.OR[0].born.in[1]`: no date");
        let error = FieldError::of_value(" takes a date").within_item(2).within("node.born");
        assert_eq!(error.within("of").to_string(), "`of.node.born[2]` takes a date");
        let other = FieldError::bad_input("`first` is -1").within_item(1).within("where");
        assert_eq!(other.to_string(), "`first` is -1");
    }
}
