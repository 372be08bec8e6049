//! How a problem is shown: as a compiler would on a terminal, or as JSON for a program.

use super::{Diagnostic, Diagnostics, Severity, SourceMap, Span};
use std::fmt::Write;

/// Whether escape codes for colors are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Text alone.
    Plain,
    /// With ANSI colors.
    Color,
}

impl Style {
    fn paint(self, code: &str, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Color => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        }
    }
}

/// All problems as text: `path:line:column: error[code]: message` and the line itself.
pub fn to_text(diagnostics: &Diagnostics, sources: &SourceMap, style: Style) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics.iter() {
        one_to_text(&mut out, diagnostic, sources, style);
    }
    out
}

fn one_to_text(out: &mut String, diagnostic: &Diagnostic, sources: &SourceMap, style: Style) {
    let severity = diagnostic.code.severity();
    let color = if severity == Severity::Error { "1;31" } else { "1;33" };
    if let Some(span) = diagnostic.span {
        let _ = write!(out, "{}: ", place(sources, span));
    }
    let head = format!("{}[{}]", severity.as_str(), diagnostic.code.as_str());
    let _ = writeln!(out, "{}: {}", style.paint(color, &head), diagnostic.message);
    if let Some(span) = diagnostic.span {
        snippet(out, sources, span, style.paint(color, &carets(sources, span)).as_str(), "");
    }
    for label in &diagnostic.labels {
        let _ = writeln!(out, "  {}: {}", place(sources, label.span), label.message);
        snippet(out, sources, label.span, &"-".repeat(width(sources, label.span)), "");
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "  {}: {help}", style.paint("1", "help"));
    }
}

fn place(sources: &SourceMap, span: Span) -> String {
    let file = sources.file(span.file);
    let position = file.position(span.start);
    format!("{}:{}:{}", file.path(), position.line, position.column)
}

/// How many characters of its first line a span covers, at least one.
fn width(sources: &SourceMap, span: Span) -> usize {
    let file = sources.file(span.file);
    let (start, end) = (file.position(span.start), file.position(span.end));
    let line = file.line(start.line).chars().count();
    let last = if end.line == start.line { end.column } else { line + 1 };
    last.saturating_sub(start.column).max(1)
}

fn carets(sources: &SourceMap, span: Span) -> String {
    "^".repeat(width(sources, span))
}

/// The line of a span with marks below; tabs are kept so that the marks stand where they should.
fn snippet(out: &mut String, sources: &SourceMap, span: Span, marks: &str, tail: &str) {
    let file = sources.file(span.file);
    let position = file.position(span.start);
    let line = file.line(position.line);
    let number = position.line.to_string();
    let gutter = " ".repeat(number.len());
    let indent: String = line
        .chars()
        .take(position.column - 1)
        .map(|c| if c == '\t' { '\t' } else { ' ' })
        .collect();
    let _ = writeln!(out, "{gutter} |\n{number} | {line}\n{gutter} | {indent}{marks}{tail}");
}

/// All problems as a JSON array, one object each, for editors and CI.
pub fn to_json(diagnostics: &Diagnostics, sources: &SourceMap) -> String {
    let list: Vec<_> = diagnostics.iter().map(|d| one_to_json(d, sources)).collect();
    serde_json::Value::Array(list).to_string()
}

fn one_to_json(diagnostic: &Diagnostic, sources: &SourceMap) -> serde_json::Value {
    let mut object = serde_json::json!({
        "code": diagnostic.code.as_str(),
        "severity": diagnostic.code.severity().as_str(),
        "message": diagnostic.message,
        "location": diagnostic.span.map(|span| location(sources, span)),
    });
    if !diagnostic.labels.is_empty() {
        object["related"] = diagnostic
            .labels
            .iter()
            .map(|l| serde_json::json!({"message": l.message, "location": location(sources, l.span)}))
            .collect();
    }
    if let Some(help) = &diagnostic.help {
        object["help"] = help.as_str().into();
    }
    object
}

fn location(sources: &SourceMap, span: Span) -> serde_json::Value {
    let file = sources.file(span.file);
    let (start, end) = (file.position(span.start), file.position(span.end));
    serde_json::json!({
        "file": file.path(),
        "line": start.line, "column": start.column,
        "endLine": end.line, "endColumn": end.column,
    })
}
