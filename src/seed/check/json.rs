//! Values of the type `JSON`: any list, map, text, number or boolean, kept as it is written.
//!
//! Numbers are copied digit by digit, since a number type would change `0.10` and numbers
//! with many digits. A cell of a table holds JSON text; a cell that is not JSON is a text.

use super::Checker;
use crate::{
    diagnostics::{Code, Diagnostic},
    json::quote,
    seed::{
        Problems, read,
        tree::{Shape, Style, View},
    },
    value::{Value, number},
};

impl<'a> Checker<'a> {
    /// Reads a value of the type `JSON`.
    pub(super) fn json(&mut self, view: View<'a>) -> Option<Value> {
        let mut text = String::new();
        let valid = match (view.shape(), view.style()) {
            (Shape::Text, Style::Cell) => self.json_cell(view, &mut text),
            _ => write(view, &mut text, &mut self.problems),
        };
        if !valid {
            return None;
        }
        self.bounded(Value::Json(text.into()), view)
    }

    /// Appends the JSON of a cell; false if that is wrong.
    fn json_cell(&mut self, view: View<'a>, out: &mut String) -> bool {
        let cell = view.text().unwrap_or_default();
        let place = view.span();
        let Some((tree, root)) = read::json_text(place.file, cell) else {
            out.push_str(&quote(cell));
            return true;
        };
        // Places inside of the cell are not places of the file.
        let mut problems = Problems::default();
        let valid = write(tree.view(root), out, &mut problems);
        for problem in problems.into_diagnostics().iter() {
            self.problems.push(Diagnostic::new(problem.code, place, problem.message.as_str()));
        }
        valid
    }
}

/// Appends a value as JSON; false if a part of it is wrong, which is told. Readers bound the
/// depth.
fn write(view: View<'_>, out: &mut String, problems: &mut Problems) -> bool {
    match view.shape() {
        Shape::Absent => out.push_str("null"),
        Shape::Text => return write_text(view, out, problems),
        Shape::List => {
            out.push('[');
            let mut valid = true;
            for (at, item) in view.items().into_iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                valid &= write(item, out, problems);
            }
            out.push(']');
            return valid;
        }
        Shape::Map => {
            out.push('{');
            let mut valid = true;
            for (at, entry) in view.entries(problems).iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                out.push_str(&quote(entry.name));
                out.push(':');
                valid &= write(entry.value, out, problems);
            }
            out.push('}');
            return valid;
        }
    }
    true
}

fn write_text(view: View<'_>, out: &mut String, problems: &mut Problems) -> bool {
    let text = view.text().unwrap_or_default();
    let plain = view.style() == Style::Plain;
    if plain && number::is_json_number(text) {
        if let Err(message) = number::check_json_number(text) {
            problems.add(Code::InvalidValue, view.span(), message);
            return false;
        }
        out.push_str(text);
    } else if plain && matches!(text, "true" | "false") {
        out.push_str(text);
    } else {
        out.push_str(&quote(text));
    }
    true
}
