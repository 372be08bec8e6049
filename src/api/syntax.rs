//! The syntax errors that apollo-compiler's parser passes over: a name in arguments or in an input
//! object that no colon and value follow. It drops such a name without a word, and a filter with
//! it.

use super::{error::RequestError, location::position};
use crate::plan::ErrorCode;
use apollo_parser::{Lexer, TokenKind};

/// The bracket that is open around a token.
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
///
/// The parser has read the text before: its errors are not looked for again.
pub(super) fn check(text: &str) -> Result<(), RequestError> {
    let ignored = [TokenKind::Whitespace, TokenKind::Comment, TokenKind::Comma];
    let tokens = Lexer::new(text).flatten().filter(|token| !ignored.contains(&token.kind()));
    let mut tokens = tokens.peekable();
    let mut open: Vec<Open> = Vec::new();
    // Whether the next token of the innermost pairs begins a value rather than a key.
    let mut value_next = false;
    // Where the variable starts whose name comes next.
    let mut variable = None;
    while let Some(token) = tokens.next() {
        match token.kind() {
            TokenKind::LParen => {
                open.push(Open::Pairs);
                value_next = false;
            }
            TokenKind::LCurly if open.contains(&Open::Pairs) => {
                open.push(Open::Pairs);
                value_next = false;
            }
            TokenKind::LCurly => open.push(Open::Selections),
            TokenKind::LBracket => open.push(Open::List),
            TokenKind::RParen | TokenKind::RCurly | TokenKind::RBracket => {
                open.pop();
                value_next = false;
            }
            TokenKind::Colon | TokenKind::Eq | TokenKind::At => value_next = true,
            TokenKind::Dollar => {
                variable = Some(token.index());
                continue;
            }
            TokenKind::Name if open.last() == Some(&Open::Pairs) && !value_next => {
                let colon = tokens.peek().is_some_and(|next| next.kind() == TokenKind::Colon);
                if !colon {
                    return Err(no_colon(text, variable.unwrap_or(token.index())));
                }
            }
            TokenKind::Name | TokenKind::StringValue | TokenKind::Int | TokenKind::Float => {
                value_next = false;
            }
            // Of these none begins or ends a value.
            TokenKind::Bang
            | TokenKind::Amp
            | TokenKind::Spread
            | TokenKind::Pipe
            | TokenKind::Comma
            | TokenKind::Comment
            | TokenKind::Whitespace
            | TokenKind::Eof => {}
        }
        variable = None;
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
}
