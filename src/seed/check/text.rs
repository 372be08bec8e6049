//! Texts: the shape and the bounds that hold for all of them, and fields that do not exist.

use super::Checker;
use crate::{
    diagnostics::{Code, Diagnostic, did_you_mean},
    seed::tree::{Entry, Shape, View},
    value::check_text,
};

/// The help on claims where there can be none.
pub(super) const NO_CLAIMS: &str =
    "claims are for properties of entities; write a link for each source that says something else";

/// Returns whether a value is written as claims.
pub(super) fn has_claims(view: View<'_>) -> bool {
    view.shape() == Shape::Map && view.pairs().any(|(key, _)| key.text() == Some("claims"))
}

impl<'a> Checker<'a> {
    /// A text that can be shown and exported.
    pub(super) fn text(&mut self, view: View<'a>) -> Option<&'a str> {
        let Some(text) = view.text() else {
            let message = format!("a text should stand here, and this is {}", view.shape().name());
            let problem = Diagnostic::new(Code::WrongShape, view.span(), message);
            let problem = if has_claims(view) { problem.help(NO_CLAIMS) } else { problem };
            self.problems.push(problem);
            return None;
        };
        if let Err(fault) = check_text(text) {
            self.problems.add(Code::InvalidValue, view.span(), fault);
            return None;
        }
        Some(text)
    }

    /// A text of which something is to be seen.
    pub(super) fn visible_text(&mut self, view: View<'a>) -> Option<&'a str> {
        let text = self.text(view)?;
        if text.trim().is_empty() {
            self.problems.add(Code::InvalidValue, view.span(), "the text is blank");
            return None;
        }
        Some(text)
    }

    /// The fields of a map that have a value. One without a value must be among the `known`.
    pub(super) fn fields(&mut self, view: View<'a>, owner: &str, known: &[&str]) -> Vec<Entry<'a>> {
        let mut entries = self.entries(view);
        entries.retain(|entry| {
            let absent = entry.value.is_absent();
            if absent && !known.contains(&entry.name) {
                self.unknown_field(entry, owner, known.iter().copied());
            }
            !absent
        });
        entries
    }

    /// The fields of a map, those without a value too.
    pub(super) fn entries(&mut self, view: View<'a>) -> Vec<Entry<'a>> {
        if !matches!(view.shape(), Shape::Map | Shape::Absent) {
            let message = format!("a map should stand here, and this is {}", view.shape().name());
            self.problems.add(Code::WrongShape, view.span(), message);
        }
        view.entries(&mut self.problems)
    }

    /// Tells of a field that does not exist.
    pub(super) fn unknown_field<'c>(
        &mut self,
        entry: &Entry<'_>,
        owner: &str,
        fields: impl IntoIterator<Item = &'c str>,
    ) {
        let guess = did_you_mean(entry.name, fields);
        let message = format!("{owner} has no field \"{}\"{guess}", entry.name);
        let problem = Diagnostic::new(Code::UnknownField, entry.key.span(), message);
        // `{tonnage: 12,000}` has the fields `tonnage` and `000`.
        let is_rest = entry.value.is_absent() && guess.is_empty() && entry.is_bare();
        let help = "in braces a comma begins the next field; put a value with a comma in quotes";
        self.problems.push(if is_rest { problem.help(help) } else { problem });
    }

    /// The items of a list, or a value as the only one; those without a value are told.
    pub(super) fn items(&mut self, view: View<'a>) -> Vec<View<'a>> {
        let mut items = view.items();
        items.retain(|item| {
            if item.is_absent() {
                let problem = Diagnostic::new(
                    Code::MissingValue,
                    item.span(),
                    "this item of the list has no value",
                );
                self.problems.push(problem.help("leave it out"));
            }
            !item.is_absent()
        });
        items
    }

    /// A BCP 47 language tag, by its form alone.
    pub(super) fn language(&mut self, view: View<'a>) -> Option<String> {
        let text = self.text(view)?;
        let mut subtags = text.split('-');
        let first = subtags.next().unwrap_or_default();
        let valid = (2..=8).contains(&first.len())
            && first.bytes().all(|b| b.is_ascii_alphabetic())
            && subtags.all(|s| {
                (1..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric())
            });
        if !valid {
            let message = format!("\"{text}\" is not a language; write a BCP 47 tag such as az");
            self.problems.add(Code::InvalidValue, view.span(), message);
            return None;
        }
        Some(text.to_owned())
    }

    /// An ISO 15924 code, by its form alone.
    pub(super) fn script(&mut self, view: View<'a>) -> Option<String> {
        let text = self.text(view)?;
        if text.len() != 4 || !text.bytes().all(|b| b.is_ascii_alphabetic()) {
            let message =
                format!("\"{text}\" is not a script; write an ISO 15924 code such as Cyrl");
            self.problems.add(Code::InvalidValue, view.span(), message);
            return None;
        }
        Some(text.to_owned())
    }

    /// One of a closed list of names.
    pub(super) fn one_of<T: Copy>(
        &mut self,
        view: View<'a>,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<T> {
        let text = self.text(view)?;
        let found = all.iter().copied().find(|&value| name(value) == text);
        if found.is_none() {
            self.unknown_enum_value(view, text, all.iter().map(|&value| name(value)));
        }
        found
    }

    /// Tells of a value that is not one of its enum.
    pub(super) fn unknown_enum_value<'c>(
        &mut self,
        view: View<'a>,
        text: &str,
        values: impl IntoIterator<Item = &'c str>,
    ) {
        let values: Vec<&str> = values.into_iter().collect();
        let guess = did_you_mean(text, values.iter().copied());
        let message = if guess.is_empty() {
            format!("\"{text}\" is none of {}", values.join(", "))
        } else {
            format!("there is no value \"{text}\"{guess}")
        };
        self.problems.add(Code::UnknownEnumValue, view.span(), message);
    }
}
