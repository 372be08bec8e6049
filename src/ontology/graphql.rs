//! GraphQL's own rules, as apollo-compiler checks them, told in our words and places.

use super::{places::Places, rules::definitions::Accepted};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Span};
use apollo_compiler::{Schema, ast::Document, diagnostic::ToCliReport, validation::DiagnosticList};

/// Returns the first syntax error of a file: what the parser says of the
/// rest depends on how it went on from there.
pub(super) fn syntax_problem(errors: &DiagnosticList, places: &Places) -> Option<Diagnostic> {
    let mut problem = translate(errors, places, Code::SchemaSyntax).into_iter().next()?;
    problem.message = readable(&problem.message);
    Some(problem)
}

/// A message of the parser without the names of its tokens.
fn readable(message: &str) -> String {
    match message {
        "Unexpected <EOF>." => return "the file ends too early".into(),
        "expected a type" => return "expected a type after a colon".into(),
        "parser recursion limit reached" => return "brackets are nested too deeply".into(),
        "token limit reached, aborting lexing" => return "the file is too long".into(),
        _ => {}
    }
    let message = TOKENS
        .iter()
        .fold(message.to_owned(), |message, (name, sign)| message.replace(name, sign))
        .replace("got EOF", "but the file ends");
    let mut letters = message.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

/// The names of tokens in messages of the parser, and how they are written.
const TOKENS: &[(&str, &str)] = &[
    ("L_CURLY", "\"{\""),
    ("R_CURLY", "\"}\""),
    ("L_PAREN", "\"(\""),
    ("R_PAREN", "\")\""),
    ("L_BRACK", "\"[\""),
    ("R_BRACK", "\"]\""),
    ("COLON", "\":\""),
    ("EQ,", "\"=\","),
    ("AT,", "\"@\","),
];

/// Returns the errors of definitions by the GraphQL specification.
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
