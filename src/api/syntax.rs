//! What apollo-compiler's parser passes over: a name in arguments or in an input object that
//! no colon and value follow. It drops such a name without a word, and a filter with it.

use super::error::RequestError;
use crate::plan::ErrorCode;

/// A token as far as this check needs to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Name,
    /// A string or a number.
    Literal,
    /// A punctuator, by its first byte.
    Mark(u8),
}

/// What is open around a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    /// Arguments, variable definitions, an input object: names with values.
    Pairs,
    /// A list.
    List,
    /// A selection set.
    Selections,
}

/// Checks that every key in arguments and input objects has a colon behind it.
pub(super) fn check(text: &str) -> Result<(), RequestError> {
    let mut lexer = Lexer { bytes: text.as_bytes(), at: 0 };
    let mut open: Vec<Open> = Vec::new();
    // Whether the next token of the innermost pairs begins a value rather than a key.
    let mut value_next = false;
    while let Some((token, start)) = lexer.next() {
        let inside = open.last().copied();
        match token {
            Token::Mark(b'(') => {
                open.push(Open::Pairs);
                value_next = false;
            }
            Token::Mark(b'{') if open.contains(&Open::Pairs) => {
                open.push(Open::Pairs);
                value_next = false;
            }
            Token::Mark(b'{') => open.push(Open::Selections),
            Token::Mark(b'[') => open.push(Open::List),
            Token::Mark(b')' | b'}' | b']') => {
                open.pop();
                value_next = false;
            }
            Token::Mark(b':' | b'=' | b'@') => value_next = true,
            Token::Name if inside == Some(Open::Pairs) && !value_next => {
                if lexer.peek() != Some(Token::Mark(b':')) {
                    return Err(no_colon(text, start));
                }
            }
            Token::Name | Token::Literal => value_next = false,
            Token::Mark(_) => {}
        }
    }
    Ok(())
}

fn no_colon(text: &str, start: usize) -> RequestError {
    let message =
        "Syntax Error: Expected \":\" and a value behind a name in arguments or an input object.";
    RequestError {
        locations: vec![position(text, start)],
        ..RequestError::new(ErrorCode::ParseFailed, message)
    }
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

struct Lexer<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Lexer<'_> {
    /// The next token and where it starts. A variable is one name.
    fn next(&mut self) -> Option<(Token, usize)> {
        self.skip_ignored();
        let start = self.at;
        let &first = self.bytes.get(start)?;
        let token = match first {
            b'"' => {
                self.string();
                Token::Literal
            }
            b'-' | b'0'..=b'9' => {
                self.run(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-'));
                Token::Literal
            }
            b'$' => {
                self.at += 1;
                self.skip_ignored();
                self.run(is_name);
                Token::Name
            }
            _ if is_name(first) => {
                self.run(is_name);
                Token::Name
            }
            mark => {
                self.at += 1;
                Token::Mark(mark)
            }
        };
        Some((token, start))
    }

    fn peek(&self) -> Option<Token> {
        Lexer { ..*self }.next().map(|(token, _)| token)
    }

    fn run(&mut self, belongs: impl Fn(u8) -> bool) {
        let rest = &self.bytes[self.at..];
        self.at += rest.iter().position(|&byte| !belongs(byte)).unwrap_or(rest.len());
    }

    fn skip_ignored(&mut self) {
        loop {
            self.run(|byte| {
                matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | 0xEF | 0xBB | 0xBF)
            });
            if self.bytes.get(self.at) != Some(&b'#') {
                return;
            }
            self.run(|byte| !matches!(byte, b'\n' | b'\r'));
        }
    }

    /// Skips a string, or a block string.
    fn string(&mut self) {
        let block = self.bytes[self.at..].starts_with(b"\"\"\"");
        let quote: &[u8] = if block { b"\"\"\"" } else { b"\"" };
        let escape: &[u8] = if block { b"\\\"\"\"" } else { b"\\" };
        self.at += quote.len();
        while self.at < self.bytes.len() {
            let rest = &self.bytes[self.at..];
            if rest.starts_with(escape) {
                self.at += if block { escape.len() } else { 2 };
            } else if rest.starts_with(quote) {
                self.at += quote.len();
                return;
            } else {
                self.at += 1;
            }
        }
        self.at = self.at.min(self.bytes.len());
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_values_are_found() {
        for (text, place) in [
            (r#"{ person(id: "orvin" nodes) { id } }"#, (1, 22)),
            ("{ people(first) { totalCount } }", (1, 10)),
            ("{ a @skip(if: true nodes) }", (1, 20)),
            ("{ people(where: {\n name: { eq: \"x\" } name }) { a } }", (2, 20)),
            ("query ($a: Int, $b) { a }", (1, 17)),
            ("{ a(x: [1, {b}]) }", (1, 13)),
        ] {
            let error = check(text).unwrap_err();
            assert_eq!(error.locations, [place], "{text}");
        }
    }

    #[test]
    fn documents_as_they_should_be_pass() {
        for text in [
            r#"query Q($a: [Int!]! = [1], $b: In = {x: {y: 1}} @d(e: 1)) { a(x: $a, y: { z: E w: [E, F] }) @skip(if: $b) { b c: d } }"#,
            "{ a(s: \"\"\"a \\\"\"\" (b) { c\"\"\", t: \"x \\\" (y\", # a (comment\n n: -1.5e+3) { ...F ... on T { b } } } fragment F on T { c }",
            "{ a(b: null c: true d: $ e f: ENUM) }",
            "{ unterminated(a: \"",
            "\u{feff}{ a }",
        ] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn places_are_counted_as_graphql_js_counts() {
        assert_eq!(position("ab", 1), (1, 2));
        assert_eq!(position("a\r\nbc\rd\ne", 4), (2, 2));
        assert_eq!(position("a\r\nbc\rd\ne", 6), (3, 1));
        assert_eq!(position("a\r\nbc\rd\ne", 8), (4, 1));
        assert_eq!(position("ө😀x", "ө😀".len()), (1, 4));
    }
}
