//! GraphQL's own rules, as apollo-compiler checks them, told in our words and places.

use super::{places::Places, rules::definitions::Accepted};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Span};
use apollo_compiler::{Schema, ast::Document, diagnostic::ToCliReport, validation::DiagnosticList};

/// What the parser found.
pub(super) fn syntax_problems(errors: &DiagnosticList, places: &Places) -> Vec<Diagnostic> {
    translate(errors, places, Code::SchemaSyntax)
}

/// What is wrong with definitions by the GraphQL specification.
pub(super) fn problems(prelude: &Document, accepted: Accepted, places: &Places) -> Vec<Diagnostic> {
    let mut definitions = accepted.definitions;
    definitions.extend(accepted.only_known);
    let document = Document { sources: Default::default(), definitions };
    let mut problems = Vec::new();
    let mut add = |errors: &DiagnosticList| {
        problems.extend(translate(errors, places, Code::InvalidSchema));
    };
    let schema = Schema::builder().add_ast(prelude).add_ast(&document).build();
    let schema = schema.unwrap_or_else(|failure| {
        add(&failure.errors);
        failure.partial
    });
    if let Err(failure) = schema.validate() {
        add(&failure.errors);
    }
    problems
}

/// Adds those of GraphQL's problems that none of our rules has told already.
///
/// A rule of ours knows the name, the second place and the remedy; where it found something
/// within the stretch that GraphQL complains of, that is the same mistake.
pub(super) fn merge(theirs: Vec<Diagnostic>, ours: &mut Diagnostics) {
    let told: Vec<Span> = ours.iter().filter_map(|problem| problem.span).collect();
    let overlaps = |a: Span, b: Span| a.file == b.file && a.start <= b.end && b.start <= a.end;
    ours.extend(theirs.into_iter().filter(|problem| {
        problem.span.is_none_or(|span| !told.iter().any(|&other| overlaps(span, other)))
    }));
}

fn translate(errors: &DiagnosticList, places: &Places, code: Code) -> Vec<Diagnostic> {
    errors
        .iter()
        .map(|diagnostic| {
            let text = diagnostic.error.to_string();
            let text = text.strip_prefix("syntax error: ").unwrap_or(&text);
            // Their names stand in backticks, ours in double quotes.
            let message = text.replace('`', "\"");
            match places.find(diagnostic.error.location()) {
                Some(span) => Diagnostic::new(code, span, message),
                None => Diagnostic::without_place(code, message),
            }
        })
        .collect()
}
