//! Values of fields, as they are shown on a page.

use crate::{
    exec::store::Store,
    fields::{Field, FieldValue, Reader, shortened},
    ontology::Scalar,
    value::{number, url::is_url},
};
use maud::{Markup, html};

/// The most values of one field that are shown.
pub(super) const MOST: usize = 5;
/// The most characters of a text that are shown.
pub(super) const LETTERS: usize = 280;

/// The first values of a field, if there are any, with the number of those that are left out.
pub(super) fn list(
    reader: Reader<'_, impl Store>,
    field: Option<Field<'_>>,
    values: &[FieldValue<'_>],
) -> Option<Markup> {
    let of_urls = matches!(field, Some(Field::Property(_, it)) if it.ty.scalar == Scalar::Url);
    let shown: Vec<_> = values.iter().take(MOST).map(|value| one(reader, value, of_urls)).collect();
    joined(&shown, values.len())
}

/// Values with a semicolon between them; `count` is how many there are with those left out.
pub(super) fn joined(shown: &[Markup], count: usize) -> Option<Markup> {
    (count > 0).then(|| {
        html! {
            @for (at, value) in shown.iter().enumerate() {
                @if at > 0 { "; " }
                (value)
            }
            @if count > MOST {
                " " span.more { "and " (count - MOST) " more" }
            }
        }
    })
}

fn one(reader: Reader<'_, impl Store>, value: &FieldValue<'_>, of_urls: bool) -> Markup {
    let text = |text: &str| html! { (shortened(text, LETTERS)) };
    match value {
        FieldValue::Text(url) if of_urls => link(url, url),
        FieldValue::Text(it) => text(it),
        FieldValue::Name(name) => text(&reader.text_of(name)),
        FieldValue::ExternalId(scheme, id) => html! { (scheme) ":" (id) },
        FieldValue::Int(number) => html! { (number) },
        FieldValue::Float(number) => html! { (number::write_float(*number)) },
        FieldValue::Boolean(value) => html! { @if *value { "yes" } @else { "no" } },
        FieldValue::Date(date) => html! { (date.to_string()) },
        FieldValue::Entity(node) => html! { (reader.name(*node)) },
        FieldValue::Fields(_) => text(&reader.words(value)),
    }
}

/// A link that opens beside the frame, where the address is one of the web; else the text.
pub(super) fn link(url: &str, text: &str) -> Markup {
    let text = shortened(text, LETTERS);
    if !is_url(url) {
        return html! { (text) };
    }
    html! { a href=(url) target="_blank" rel="noopener noreferrer" { (text) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        assert_eq!(link("javascript:alert(1)", "<i>").into_string(), "&lt;i&gt;");
        assert_eq!(
            link("HTTPS://a.example/?a=1&b='", "A & B").into_string(),
            "<a href=\"HTTPS://a.example/?a=1&amp;b='\" target=\"_blank\" \
             rel=\"noopener noreferrer\">A &amp; B</a>"
        );
    }

    #[test]
    fn values_that_are_left_out_are_counted() {
        let shown: Vec<_> = (0..MOST).map(|number| html! { (number) }).collect();
        let text = |count| joined(&shown, count).map(Markup::into_string);
        assert_eq!(text(MOST).as_deref(), Some("0; 1; 2; 3; 4"));
        let more = " <span class=\"more\">and 2 more</span>";
        assert_eq!(text(MOST + 2), Some(format!("0; 1; 2; 3; 4{more}")));
        assert_eq!(joined(&[], 0).map(Markup::into_string), None);
    }
}
