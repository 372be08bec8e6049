//! Parses and validates documents, within limits.
//!
//! The order matters: size before parsing, nesting and tokens while parsing, fields with
//! fragments spread before validation. Nothing after a limit sees a document that is over it.
//!
//! [Document](https://spec.graphql.org/September2025/#sec-Document), [Validation](https://spec.graphql.org/September2025/#sec-Validation).

use super::{error::RequestError, location::place, request::Request, rules, suggest, syntax};
use crate::{limits::Limits, plan::ErrorCode};
use apollo_compiler::{
    ExecutableDocument, Name, Node, Schema,
    ast::{self, Definition, Selection},
    diagnostic::ToCliReport as _,
    parser::Parser,
    validation::{DiagnosticList, Valid},
};
use hashbrown::HashMap;

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
        parsed.map_err(|failed| errors(&failed.errors, ErrorCode::ParseFailed, limits))?;
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
        let found = errors(&failed.errors, ErrorCode::ParseFailed, limits);
        found.into_iter().next().map_or_else(String::new, |error| error.message)
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

/// Errors of validation, with suggestions for names that the schema does not have.
fn validation_errors(
    list: &DiagnosticList,
    schema: &Valid<Schema>,
    document: &ast::Document,
    limits: &Limits,
) -> Vec<RequestError> {
    let mut errors = errors(list, ErrorCode::ValidationFailed, limits);
    for (error, diagnostic) in errors.iter_mut().zip(list.iter()) {
        let place = diagnostic.error.location();
        error.message += &suggest::suggestion(schema, document, &error.message, place);
    }
    errors
}

fn errors(list: &DiagnosticList, code: ErrorCode, limits: &Limits) -> Vec<RequestError> {
    let most = usize::try_from(limits.errors).unwrap_or(usize::MAX);
    list.iter()
        .take(most.max(1))
        .map(|diagnostic| {
            let locations =
                place(diagnostic.error.location(), diagnostic.sources).into_iter().collect();
            RequestError { message: diagnostic.error.to_string(), code, locations, limit: None }
        })
        .collect()
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

/// The size of a selection with its fragments spread.
#[derive(Clone, Copy, Default)]
struct Measure {
    fields: u64,
    aliases: u64,
    depth: u64,
    /// Fragments spread in a row, each in the one before.
    chain: u64,
}

/// The number of nested fragments that the validator follows, whatever the limit is set to.
const MOST_SPREAD_IN_A_ROW: u64 = 99;

/// Measures operations. A fragment is measured once, however often it is spread.
struct Meter<'a> {
    limits: &'a Limits,
    operations: Vec<&'a ast::OperationDefinition>,
    fragments: HashMap<&'a str, &'a ast::FragmentDefinition>,
    measured: HashMap<&'a str, Measure>,
    directives: u64,
}

impl<'a> Meter<'a> {
    fn new(document: &'a ast::Document, limits: &'a Limits) -> Self {
        let mut meter = Self {
            limits,
            operations: Vec::new(),
            fragments: HashMap::new(),
            measured: HashMap::new(),
            directives: 0,
        };
        for definition in &document.definitions {
            match definition {
                Definition::OperationDefinition(operation) => meter.operations.push(operation),
                Definition::FragmentDefinition(fragment) => {
                    meter.fragments.insert(fragment.name.as_str(), fragment);
                }
                _ => {}
            }
        }
        meter
    }

    fn measure(mut self) -> Result<(), Vec<RequestError>> {
        let fragments: Vec<_> = self.fragments.values().copied().collect();
        for fragment in &fragments {
            self.directives += fragment.directives.len() as u64;
            self.count_directives(&fragment.selection_set);
        }
        for operation in self.operations.clone() {
            let variables = operation.variables.iter().map(|variable| variable.directives.len());
            self.directives += (operation.directives.len() + variables.sum::<usize>()) as u64;
            self.count_directives(&operation.selection_set);
            let Measure { fields, aliases, depth, chain: _ } =
                self.selections(&operation.selection_set);
            self.check("fields", fields, self.limits.fields, "selects")?;
            self.check("aliases", aliases, self.limits.aliases, "has")?;
            self.check("depth", depth, self.limits.depth, "nests fields over")?;
        }
        // Fragments that no operation spreads are validated too.
        let chains = fragments.iter().map(|it| self.fragment(it.name.as_str()).chain);
        let longest = chains.max().unwrap_or(0);
        let most = self.limits.nesting.min(MOST_SPREAD_IN_A_ROW);
        if longest > most {
            let message = format!(
                "more than {most} fragments are spread in a row, each in the one before; put some of them together"
            );
            return Err(vec![RequestError::over_limit("nesting", message)]);
        }
        self.check("directives", self.directives, self.limits.directives, "has")
    }

    fn check(
        &self,
        limit: &'static str,
        value: u64,
        most: u64,
        verb: &str,
    ) -> Result<(), Vec<RequestError>> {
        if value <= most {
            return Ok(());
        }
        let what = if limit == "depth" { "levels" } else { limit };
        let message =
            format!("the document {verb} more than {most} {what}, fragments spread; split it");
        Err(vec![RequestError::over_limit(limit, message)])
    }

    fn count_directives(&mut self, selections: &[Selection]) {
        for selection in selections {
            let (directives, inner) = match selection {
                Selection::Field(field) => (&field.directives, Some(&field.selection_set)),
                Selection::InlineFragment(fragment) => {
                    (&fragment.directives, Some(&fragment.selection_set))
                }
                Selection::FragmentSpread(spread) => (&spread.directives, None),
            };
            self.directives += directives.len() as u64;
            if let Some(inner) = inner {
                self.count_directives(inner);
            }
        }
    }

    fn selections(&mut self, selections: &'a [Selection]) -> Measure {
        let mut sum = Measure::default();
        for selection in selections {
            let one = match selection {
                Selection::Field(field) => {
                    let inner = self.selections(&field.selection_set);
                    Measure {
                        fields: inner.fields.saturating_add(1),
                        aliases: inner.aliases.saturating_add(u64::from(field.alias.is_some())),
                        depth: inner.depth + 1,
                        chain: inner.chain,
                    }
                }
                Selection::InlineFragment(fragment) => self.selections(&fragment.selection_set),
                Selection::FragmentSpread(spread) => self.fragment(spread.fragment_name.as_str()),
            };
            sum.fields = sum.fields.saturating_add(one.fields);
            sum.aliases = sum.aliases.saturating_add(one.aliases);
            sum.depth = sum.depth.max(one.depth);
            sum.chain = sum.chain.max(one.chain);
        }
        sum
    }

    fn fragment(&mut self, name: &'a str) -> Measure {
        if let Some(measure) = self.measured.get(name) {
            return *measure;
        }
        let Some(&fragment) = self.fragments.get(name) else { return Measure::default() };
        // A fragment in itself counts nothing here; validation refuses it.
        self.measured.insert(name, Measure::default());
        let mut measure = self.selections(&fragment.selection_set);
        measure.chain += 1;
        self.measured.insert(name, measure);
        measure
    }
}
