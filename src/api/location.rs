//! Lines and columns of places in a document, as the
//! [response format](https://spec.graphql.org/September2025/#sec-Errors) has them.

use apollo_compiler::parser::{SourceMap, SourceSpan};

/// Line and column of a place in a document.
pub(super) fn place(span: Option<SourceSpan>, sources: &SourceMap) -> Option<(usize, usize)> {
    let span = span?;
    let file = sources.get(&span.file_id())?;
    Some(position(file.source_text(), span.offset()))
}

/// Line and column of a byte, from 1, the column in UTF-16 units as graphql-js counts.
pub(super) fn position(text: &str, offset: usize) -> (usize, usize) {
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text.as_bytes()[..end];
    let ends = memchr::memchr2_iter(b'\n', b'\r', before);
    // A line break of two characters is counted at its second.
    let ends =
        ends.filter(|&at| before[at] == b'\n' || text.as_bytes().get(at + 1) != Some(&b'\n'));
    let (mut line, mut start) = (1, 0);
    for at in ends {
        (line, start) = (line + 1, at + 1);
    }
    let column = &text[start.min(end)..end];
    let column = if column.is_ascii() { column.len() } else { column.encode_utf16().count() };
    (line, column + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_graphql_js_counts() {
        assert_eq!(position("ab", 1), (1, 2));
        assert_eq!(position("a\r\nbc\rd\ne", 4), (2, 2));
        assert_eq!(position("a\r\nbc\rd\ne", 6), (3, 1));
        assert_eq!(position("a\r\nbc\rd\ne", 8), (4, 1));
        assert_eq!(position("ө😀x", "ө😀".len()), (1, 4));
    }
}
