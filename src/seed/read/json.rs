//! JSON lines: one record a line.
//!
//! The format is [JSON Lines](https://jsonlines.org) with [RFC
//! 8259](https://www.rfc-editor.org/rfc/rfc8259) on each line.
//!
//! Written here because no JSON crate gives the place of a value without an allocation a
//! value. Numbers and booleans are kept as they are written; what they mean is decided by
//! the type of the field. A line that cannot be read is one problem, and the next line is
//! read.

use super::Chunk;
use crate::{
    diagnostics::{Code, FileId},
    limits::data,
    seed::{
        Problems,
        record::{Batch, Head, Record},
        tree::{NodeId, Shape, Style, Tree},
    },
};

/// Reads the lines of a part of a file.
pub(super) fn read<'t>(part: &Chunk<'t>, problems: &mut Problems) -> Batch<'t> {
    let mut batch = Batch::new(Tree::new(part.file, part.text));
    let mut start = part.range.start;
    while start < part.range.end {
        let bytes = part.text.as_bytes().get(start..part.range.end).unwrap_or_default();
        let end = memchr::memchr(b'\n', bytes).map_or(part.range.end, |at| start + at);
        line(&mut batch, start, end, problems);
        start = end + 1;
    }
    batch
}

/// Reads a text that is one JSON value, which may have line breaks in it.
pub(super) fn text(file: FileId, text: &str) -> Option<(Tree<'_>, NodeId)> {
    let mut tree = Tree::new(file, text);
    let mut reader = JsonReader { bytes: text.as_bytes(), at: 0, end: text.len() };
    let root = reader.line(&mut tree).ok()?;
    Some((tree, root))
}

fn line(batch: &mut Batch<'_>, start: usize, end: usize, problems: &mut Problems) {
    let before = batch.tree.len();
    let mut reader = JsonReader { bytes: batch.tree.source().as_bytes(), at: start, end };
    if reader.next_token().is_none() {
        return;
    }
    match reader.line(&mut batch.tree) {
        Ok(fields) => match head(&mut batch.tree, fields) {
            Ok(head) => batch.records.push(Record { head, fields }),
            Err((code, message)) => problems.add(code, batch.tree.span(start, end), message),
        },
        Err(fault) => {
            batch.tree.truncate(before);
            let end = end.min(fault.at + 1).max(fault.at);
            problems.add(Code::JsonSyntax, batch.tree.span(fault.at, end), fault.message);
        }
    }
}

/// Returns the subject of a record: a kind and an id make it an entity, a relation and an end make
/// it a link. All of these words but `id` may be properties of the other too.
fn head(tree: &mut Tree<'_>, fields: NodeId) -> Result<Head, (Code, &'static str)> {
    let view = tree.view(fields);
    if view.shape() != Shape::Map {
        return Err((Code::WrongShape, "a line holds one record: {\"kind\": ..., \"id\": ...}"));
    }
    let (mut relation, mut kind, mut id, mut has_end) = (None, None, None, false);
    // Repeated keys are told when the record is checked.
    for (key, value) in view.pairs().filter(|(_, value)| value.shape() != Shape::Absent) {
        match key.text() {
            Some("relation") => relation = relation.or(Some(value.id())),
            Some("kind") => kind = kind.or(Some(value.id())),
            Some("id") => id = id.or(Some(value.id())),
            Some("from" | "to") => has_end = true,
            _ => {}
        }
    }
    match (relation, kind, id) {
        (Some(relation), Some(kind), id) if has_end => {
            let id = id.unwrap_or_else(|| tree.add_absent_of(fields));
            Ok(Head::Either { kind, id, relation })
        }
        (Some(relation), None, _) if has_end => Ok(Head::Link { relation }),
        (_, Some(kind), Some(id)) => Ok(Head::Entity { kind, id }),
        // That the id is missing is told when the record is checked, with all else.
        (_, Some(kind), None) => Ok(Head::Entity { kind, id: tree.add_absent_of(fields) }),
        (Some(_), None, _) => Err((Code::MissingValue, "the link has neither \"from\" nor \"to\"")),
        (None, None, _) => {
            Err((Code::MissingValue, "the record has neither \"kind\" nor \"relation\""))
        }
    }
}

/// The reason why a line is not JSON.
struct SyntaxError {
    at: usize,
    message: String,
}

type Result<T, E = SyntaxError> = std::result::Result<T, E>;

struct JsonReader<'t> {
    bytes: &'t [u8],
    at: usize,
    end: usize,
}

impl JsonReader<'_> {
    fn peek(&self) -> Option<u8> {
        if self.at < self.end { self.bytes.get(self.at).copied() } else { None }
    }

    /// The first byte of the next token.
    fn next_token(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.peek() {
            self.at += 1;
        }
        self.peek()
    }

    fn fault<T>(&self, message: impl Into<String>) -> Result<T> {
        Err(SyntaxError { at: self.at, message: message.into() })
    }

    fn unexpected<T>(&self, wanted: &str) -> Result<T> {
        match self.peek() {
            None => self.fault(format!("the line ends where {wanted} should stand")),
            Some(b'"') => self.fault(format!("a text where {wanted} should stand")),
            Some(byte) if byte.is_ascii_graphic() => {
                self.fault(format!("\"{}\" where {wanted} should stand", char::from(byte)))
            }
            Some(_) => self.fault(format!("{wanted} should stand here")),
        }
    }

    fn line(&mut self, tree: &mut Tree<'_>) -> Result<NodeId> {
        let node = self.value(tree, 0)?;
        match self.next_token() {
            None => Ok(node),
            Some(_) => self.fault("a line holds one record, and this one goes on"),
        }
    }

    fn value(&mut self, tree: &mut Tree<'_>, depth: usize) -> Result<NodeId> {
        if depth > data::NESTING {
            return self.fault(format!("more than {} levels of nesting", data::NESTING));
        }
        let start = self.at;
        match self.next_token() {
            Some(b'{') => self.map(tree, depth),
            Some(b'[') => self.list(tree, depth),
            Some(b'"') => self.string(tree),
            Some(b'-' | b'0'..=b'9') => self.number(tree),
            Some(b't') => self.word(tree, "true"),
            Some(b'f') => self.word(tree, "false"),
            Some(b'n') => self.word(tree, "null"),
            _ => {
                self.at = self.at.max(start);
                self.unexpected("a value")
            }
        }
    }

    fn map(&mut self, tree: &mut Tree<'_>, depth: usize) -> Result<NodeId> {
        let node = tree.open(Shape::Map, self.at);
        self.at += 1;
        if self.next_token() == Some(b'}') {
            return Ok(self.close(tree, node));
        }
        loop {
            if self.next_token() != Some(b'"') {
                return self.unexpected("a key in quotes");
            }
            self.string(tree)?;
            if self.next_token() != Some(b':') {
                return self.unexpected("\":\"");
            }
            self.at += 1;
            self.value(tree, depth + 1)?;
            match self.next_token() {
                Some(b',') => self.at += 1,
                Some(b'}') => return Ok(self.close(tree, node)),
                _ => return self.unexpected("\",\" or \"}\""),
            }
        }
    }

    fn list(&mut self, tree: &mut Tree<'_>, depth: usize) -> Result<NodeId> {
        let node = tree.open(Shape::List, self.at);
        self.at += 1;
        if self.next_token() == Some(b']') {
            return Ok(self.close(tree, node));
        }
        loop {
            self.value(tree, depth + 1)?;
            match self.next_token() {
                Some(b',') => self.at += 1,
                Some(b']') => return Ok(self.close(tree, node)),
                _ => return self.unexpected("\",\" or \"]\""),
            }
        }
    }

    fn close(&mut self, tree: &mut Tree<'_>, node: NodeId) -> NodeId {
        self.at += 1;
        tree.close(node, self.at);
        node
    }

    fn word(&mut self, tree: &mut Tree<'_>, word: &str) -> Result<NodeId> {
        let start = self.at;
        let found = self.bytes.get(start..self.end).unwrap_or_default();
        if !found.starts_with(word.as_bytes()) {
            return self.unexpected("a value");
        }
        self.at += word.len();
        Ok(match word {
            "null" => tree.add(Tree::absent(start, self.at)),
            _ => tree.add(Tree::slice(start, self.at, Style::Plain)),
        })
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    fn number(&mut self, tree: &mut Tree<'_>) -> Result<NodeId> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        let zero = self.peek() == Some(b'0');
        let mut valid = match self.digits() {
            0 => false,
            digits => digits == 1 || !zero,
        };
        if self.peek() == Some(b'.') {
            self.at += 1;
            valid &= self.digits() > 0;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            valid &= self.digits() > 0;
        }
        if !valid {
            self.at = start;
            return self.fault("this is not a JSON number; put text in quotes");
        }
        Ok(tree.add(Tree::slice(start, self.at, Style::Plain)))
    }

    fn string(&mut self, tree: &mut Tree<'_>) -> Result<NodeId> {
        let start = self.at;
        let rest = self.bytes.get(start + 1..self.end).unwrap_or_default();
        let Some(found) = memchr::memchr2(b'"', b'\\', rest) else {
            return self.fault("the text has no closing quote on this line");
        };
        let plain = rest.get(..found).unwrap_or_default();
        if let Some(control) = plain.iter().position(|&byte| byte < 0x20) {
            self.at = start + 1 + control;
            return self.fault("a control character in a text; write it as \\t or \\u0009");
        }
        if rest.get(found) == Some(&b'\\') {
            return self.escaped(tree);
        }
        self.at = start + found + 2;
        Ok(tree.add(Tree::quoted(start, self.at, Style::Quoted)))
    }

    /// A text with escapes, in full, from its opening quote.
    fn escaped(&mut self, tree: &mut Tree<'_>) -> Result<NodeId> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let from = self.at;
            while self.peek().is_some_and(|b| !matches!(b, b'"' | b'\\' | 0..0x20)) {
                self.at += 1;
            }
            text.push_str(tree.source().get(from..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => text.push(self.escape()?),
                Some(_) => {
                    return self.fault("a control character in a text; write it as \\t or \\u0009");
                }
                None => return self.fault("the text has no closing quote on this line"),
            }
        }
        self.at += 1;
        let node = tree.aside(start, self.at, Style::Quoted, &text);
        Ok(tree.add(node))
    }

    /// One escape, from its backslash.
    fn escape(&mut self) -> Result<char> {
        let start = self.at;
        self.at += 1;
        let letter = self.peek();
        self.at += 1;
        Ok(match letter {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(start),
            _ => {
                self.at = start;
                return self.fault("no such escape; write \\\\ for a backslash");
            }
        })
    }

    fn unicode(&mut self, start: usize) -> Result<char> {
        let mut code = self.hex();
        if let Some(high @ 0xD800..0xDC00) = code {
            let rest = self.bytes.get(self.at..self.end).unwrap_or_default();
            code = None;
            if rest.starts_with(b"\\u") {
                self.at += 2;
                if let Some(low @ 0xDC00..0xE000) = self.hex() {
                    code = Some(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00));
                }
            }
        }
        match code.and_then(char::from_u32) {
            Some(character) => Ok(character),
            None => {
                self.at = start;
                self.fault("this escape is not a character")
            }
        }
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.bytes.get(self.at..(self.at + 4).min(self.end))?;
        self.at += digits.len();
        if digits.len() < 4 {
            return None;
        }
        digits.iter().try_fold(0, |code, &digit| Some(code * 16 + char::from(digit).to_digit(16)?))
    }
}
