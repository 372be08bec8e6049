//! Rendering of problems: on a terminal as a compiler does it, or as JSON for a program.

mod bounded;

pub use bounded::{by_code, to_text_at_most};

use super::{Diagnostic, Diagnostics, Severity, SourceMap, Span};
use std::fmt::Write;

/// True if escape codes for colors are written.
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
    let color = match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Note => "1;36",
    };
    if let Some(span) = diagnostic.span {
        let _ = write!(out, "{}: ", place(sources, span));
    }
    let head = format!("{}[{}]", severity.as_str(), diagnostic.code.as_str());
    let _ = writeln!(out, "{}: {}", style.paint(color, &head), one_line(&diagnostic.message));
    if let Some(span) = diagnostic.span {
        snippet(out, sources, span, '^', |marks| style.paint(color, marks));
    }
    for label in &diagnostic.labels {
        let _ = writeln!(out, "  {}: {}", place(sources, label.span), one_line(&label.message));
        snippet(out, sources, label.span, '-', |marks| style.paint("1;34", marks));
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "  {}: {}", style.paint("1", "help"), one_line(help));
    }
}

fn place(sources: &SourceMap, span: Span) -> String {
    let file = sources.file(span.file);
    let position = file.position(span.start);
    format!("{}:{}:{}", one_line(file.path()), position.line, position.column)
}

/// A text with its control characters escaped: data must not steer the terminal, and one
/// problem stays one line for tools that read lines.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if hides(c) { out.extend(c.escape_default()) } else { out.push(c) }
    }
    out
}

/// Control characters, and those that change the direction of what follows.
fn hides(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The line of a span with marks below.
fn snippet(
    out: &mut String,
    sources: &SourceMap,
    span: Span,
    mark: char,
    paint: impl Fn(&str) -> String,
) {
    let file = sources.file(span.file);
    let (start, end) = (file.position(span.start), file.position(span.end));
    let line = file.line(start.line);
    // Of a span over several lines, the first one is shown and marked to its end.
    let last = if end.line == start.line { end.column } else { line.chars().count() + 1 };
    let view = View::new(line, start.column - 1, last.saturating_sub(1));
    let gutter = " ".repeat(start.line.to_string().len());
    let marks = paint(&String::from(mark).repeat(view.marked));
    let indent = " ".repeat(view.indent);
    let shown = format!("{} | {}", start.line, view.text);
    let _ = writeln!(out, "{gutter} |\n{}\n{gutter} | {indent}{marks}", shown.trim_end());
}

/// The most characters of a line that are shown: files written by programs have long ones.
const LONGEST: usize = 160;
/// The number of characters shown before the place in a line that had to be cut.
const CONTEXT: usize = 60;

/// The visible part of a line, in which every character takes one cell.
struct View {
    text: String,
    /// Cells before the marks.
    indent: usize,
    /// Cells that are marked, at least one.
    marked: usize,
}

impl View {
    /// The view of a line in which the characters from `start` up to `end` are meant.
    fn new(line: &str, start: usize, end: usize) -> Self {
        let cut = line.chars().nth(LONGEST).is_some();
        let first = if cut { start.saturating_sub(CONTEXT) } else { 0 };
        let mut view = Self { text: String::new(), indent: 0, marked: 0 };
        if first > 0 {
            view.text.push('…');
            view.indent = 1;
        }
        for (at, c) in line.chars().enumerate().skip(first).take(LONGEST) {
            let cells = view.push(c);
            if at < start {
                view.indent += cells;
            } else if at < end {
                view.marked += cells;
            }
        }
        if line.chars().nth(first + LONGEST).is_some() {
            view.text.push('…');
        }
        view.marked = view.marked.max(1);
        view
    }

    /// Adds a character as it is shown and says how many cells it takes.
    fn push(&mut self, c: char) -> usize {
        match c {
            // As wide as the marks below think that it is, whatever the terminal's tab stops.
            '\t' => {
                self.text.push_str("    ");
                return 4;
            }
            c if hides(c) => self.text.push('\u{fffd}'),
            c => self.text.push(c),
        }
        1
    }
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

#[cfg(test)]
mod tests;
