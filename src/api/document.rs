//! Parses and validates documents, within limits.
//!
//! The order matters: size before parsing, nesting and tokens while parsing, fields with
//! fragments spread before validation. Nothing after a limit sees a document that is over it.
//!
//! [Document](https://spec.graphql.org/September2025/#sec-Document), [Validation](https://spec.graphql.org/September2025/#sec-Validation).

use super::{
    error::RequestError, location::place, request::Request, rules, size::Meter, suggest, syntax,
    wording,
};
use crate::{limits::Limits, plan::ErrorCode};
use apollo_compiler::{
    ExecutableDocument, Name, Node, Schema,
    ast::{self, Definition},
    diagnostic::{Diagnostic, ToCliReport as _},
    parser::Parser,
    validation::{DiagnosticData, DiagnosticList, Valid},
};

/// A valid document.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) executable: Valid<ExecutableDocument>,
    /// Variables whose default is null, by operation (empty for the unnamed one).
    pub(super) null_defaults: Vec<(String, Name)>,
}

/// Parses and validates a document.
pub(super) fn parse(
    text: &str,
    schema: &Valid<Schema>,
    limits: &Limits,
) -> Result<Document, Vec<RequestError>> {
    if text.len() as u64 > limits.document_bytes {
        let message = format!(
            "the document has {} bytes, and at most {} are read",
            text.len(),
            limits.document_bytes
        );
        return Err(vec![RequestError::over_limit("document_bytes", message)]);
    }
    let size = |limit: u64| usize::try_from(limit).unwrap_or(usize::MAX);
    let mut parser =
        Parser::new().recursion_limit(size(limits.nesting)).token_limit(size(limits.tokens));
    let parsed = parser.parse_ast(text, "document");
    if parser.tokens_reached() > size(limits.tokens) {
        let message = format!("the document has more than {} tokens", limits.tokens);
        return Err(vec![RequestError::over_limit("tokens", message)]);
    }
    if parser.recursion_reached() > size(limits.nesting) {
        let message = format!("the document is nested deeper than {} levels", limits.nesting);
        return Err(vec![RequestError::over_limit("nesting", message)]);
    }
    let mut document =
        parsed.map_err(|failed| syntax_error(&failed.errors).into_iter().collect::<Vec<_>>())?;
    syntax::check(text).map_err(|error| vec![error])?;
    Meter::new(&document, limits).measure()?;
    let null_defaults = take_null_defaults(&mut document);
    let executable = document
        .to_executable_validate(schema)
        .map_err(|failed| validation_errors(&failed.errors, schema, &document, limits))?;
    let mut more = rules::check(&executable, schema);
    more.truncate(size(limits.errors));
    if more.is_empty() { Ok(Document { executable, null_defaults }) } else { Err(more) }
}

/// The names of the operations of a document, in its order.
///
/// # Errors
/// If the text is no document, or over a limit: the first thing that is wrong with it.
pub fn operation_names(text: &str, limits: &Limits) -> Result<Vec<String>, String> {
    let size = |limit: u64| usize::try_from(limit).unwrap_or(usize::MAX);
    let mut parser =
        Parser::new().recursion_limit(size(limits.nesting)).token_limit(size(limits.tokens));
    let parsed = parser.parse_ast(text, "document").map_err(|failed| {
        syntax_error(&failed.errors).map_or_else(String::new, |error| error.message)
    })?;
    let operations = parsed.definitions.iter().filter_map(|it| it.as_operation_definition());
    Ok(operations.filter_map(|it| Some(it.name.as_ref()?.to_string())).collect())
}

/// Returns whether the operation of a request is a mutation, valid or not.
pub(super) fn is_mutation(request: &Request<'_>, limits: &Limits) -> bool {
    let size = |limit: u64| usize::try_from(limit).unwrap_or(usize::MAX);
    let mut parser =
        Parser::new().recursion_limit(size(limits.nesting)).token_limit(size(limits.tokens));
    let Ok(document) = parser.parse_ast(request.query.as_ref(), "document") else { return false };
    let operations = document.definitions.iter().filter_map(|it| it.as_operation_definition());
    let name = request.operation_name.as_deref();
    let mut named =
        operations.filter(|it| name.is_none() || it.name.as_ref().map(|it| it.as_str()) == name);
    named.any(|it| it.operation_type == ast::OperationType::Mutation)
}

/// Errors of validation, in plain words, with suggestions for names that the schema does not have.
fn validation_errors(
    list: &DiagnosticList,
    schema: &Valid<Schema>,
    document: &ast::Document,
    limits: &Limits,
) -> Vec<RequestError> {
    let errors = list.iter().filter_map(|diagnostic| {
        let place = diagnostic.error.location();
        let error = request_error(&diagnostic, ErrorCode::ValidationFailed);
        let message = match error.message.as_str() {
            suggest::WITHOUT_SELECTION => suggest::missing_selection(schema, document, place)?,
            message => {
                let suggestion = suggest::suggestion(schema, document, message, place);
                wording::reworded(message.to_owned()) + &suggestion
            }
        };
        Some(RequestError { message, ..error })
    });
    errors.take(most(limits)).collect()
}

/// The first syntax error. What the parser tells of the text behind it follows from it.
fn syntax_error(list: &DiagnosticList) -> Option<RequestError> {
    let place_of = |it: &Diagnostic<'_, DiagnosticData>| it.error.location().map(|it| it.offset());
    let first = list.iter().min_by_key(place_of)?;
    let error = request_error(&first, ErrorCode::ParseFailed);
    Some(RequestError { message: wording::syntax(error.message.clone()), ..error })
}

/// The number of errors that are told, at least one.
fn most(limits: &Limits) -> usize {
    usize::try_from(limits.errors).unwrap_or(usize::MAX).max(1)
}

fn request_error(diagnostic: &Diagnostic<'_, DiagnosticData>, code: ErrorCode) -> RequestError {
    let locations = place(diagnostic.error.location(), diagnostic.sources).into_iter().collect();
    RequestError { message: diagnostic.error.to_string(), code, locations, limit: None }
}

/// Takes defaults of `null` out: the validator would let such a variable stand where null must
/// not. They are given back when variables are coerced.
fn take_null_defaults(document: &mut ast::Document) -> Vec<(String, Name)> {
    let mut taken = Vec::new();
    for definition in &mut document.definitions {
        let Definition::OperationDefinition(operation) = definition else { continue };
        let is_null = |variable: &Node<ast::VariableDefinition>| {
            variable.default_value.as_ref().is_some_and(|value| value.is_null())
        };
        if !operation.variables.iter().any(is_null) {
            continue;
        }
        let operation = operation.make_mut();
        let name = operation.name.as_ref().map(ToString::to_string).unwrap_or_default();
        for variable in operation.variables.iter_mut().filter(|variable| is_null(variable)) {
            let variable = variable.make_mut();
            variable.default_value = None;
            taken.push((name.clone(), variable.name.clone()));
        }
    }
    taken
}
