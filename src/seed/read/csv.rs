//! CSV: one record a row; the file's name gives the kind or the relation.
//!
//! [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180), written here because checks need the place of every cell. A row ends with LF, CR
//! or both. Blanks around a cell without quotes do not belong to it, and an empty cell, in
//! quotes or not, says nothing. `a.b` in the header is key `b` of the map under `a`:
//! `externalIds.wikidata`, `summary.en`.

use super::Chunk;
use crate::{
    diagnostics::{Code, Diagnostic},
    seed::{
        Problems,
        record::{Batch, Head, Record},
        tree::{Node, NodeId, Shape, Style, Tree},
    },
};
use std::ops::Range;

/// Reads the rows of a part of a file. Every part knows where the header is.
pub(super) fn read<'t>(part: &Chunk<'t>, problems: &mut Problems) -> Batch<'t> {
    let mut batch = Batch::new(Tree::new(part.file, part.text));
    let mut cells = Vec::new();
    let header = part.header.clone();
    let mut reader = CsvReader { bytes: part.text.as_bytes(), at: header.start, end: header.end };
    if let Err(fault) = reader.row(&mut batch.tree, &mut cells) {
        fault.tell(&batch.tree, problems);
        return batch;
    }
    let Some(table) = Table::new(&mut batch.tree, part.subject, &cells, &header, problems) else {
        return batch;
    };
    if part.range.start == header.end {
        table.header(&mut batch, &header);
    }
    let mut reader =
        CsvReader { bytes: part.text.as_bytes(), at: part.range.start, end: part.range.end };
    while reader.at < reader.end {
        let start = reader.at;
        cells.clear();
        match reader.row(&mut batch.tree, &mut cells) {
            // Spreadsheets write such rows below a table.
            Ok(_) if cells.iter().all(|cell| cell.is_absent()) => {}
            Ok(end) if cells.len() == table.width => table.record(&mut batch, start..end, &cells),
            Ok(end) => {
                let count = match cells.len() {
                    1 => "1 cell".to_owned(),
                    count => format!("{count} cells"),
                };
                let message = format!("{count}, and the header has {}", table.width);
                problems.push(
                    Diagnostic::new(Code::CsvSyntax, batch.tree.span(start, end), message)
                        .help("put a cell that has a comma in it in quotes"),
                );
            }
            Err(fault) => {
                fault.tell(&batch.tree, problems);
                reader.at = fault.next;
            }
        }
    }
    batch
}

/// Returns the end of the first row, behind its line break.
pub(super) fn header_end(text: &str, start: usize) -> usize {
    rows(text, start).next().map_or(text.len(), |row| row.end)
}

/// The rows of a text by their ends alone: LF, CR or both end a row outside of quotes.
pub(super) fn rows(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = start;
    std::iter::from_fn(move || {
        let from = at;
        let mut quoted = false;
        while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
            let Some(found) = memchr::memchr3(b'"', b'\n', b'\r', rest) else {
                at = text.len();
                break;
            };
            at += found + 1;
            match (rest.get(found), rest.get(found + 1)) {
                (Some(b'"'), _) => quoted = !quoted,
                (Some(b'\r'), Some(b'\n')) if !quoted => {
                    at += 1;
                    break;
                }
                _ if !quoted => break,
                _ => {}
            }
        }
        (at > from).then_some(from..at)
    })
}

/// The meaning of the header.
struct Table {
    /// Cells in a row.
    width: usize,
    /// The name of the kind or relation.
    subject: NodeId,
    /// The position of the column `id`.
    id: Option<usize>,
    /// True if it has the columns `from` and `to`.
    has_ends: bool,
    columns: Vec<CsvColumn>,
}

struct CsvColumn {
    key: Node,
    cells: Cells,
}

enum Cells {
    One(usize),
    Under(Vec<(Node, usize)>),
}

impl Table {
    fn new(
        tree: &mut Tree<'_>,
        subject: &str,
        header: &[Node],
        place: &Range<usize>,
        problems: &mut Problems,
    ) -> Option<Self> {
        let names: Vec<String> = header.iter().map(|&cell| name(tree, cell)).collect();
        let position = |wanted: &str| names.iter().position(|name| name == wanted);
        let unseen = |c: char| c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}');
        if let Some(wrong) = names.iter().flat_map(|name| name.chars()).find(|&c| unseen(c)) {
            let message = format!("the header has the character U+{:04X}", u32::from(wrong));
            let problem =
                Diagnostic::new(Code::CsvSyntax, tree.span(place.start, place.end), message);
            problems.push(problem.help("end each row with a line break: LF, CR or both"));
            return None;
        }
        let id = position("id");
        let has_ends = position("from").is_some() && position("to").is_some();
        if id.is_none() && !has_ends {
            problems.push(missing(tree, place, &names));
            return None;
        }
        let subject = tree.aside(place.start, place.start, Style::Plain, subject);
        let subject = tree.add(subject);
        let columns = columns(header, &names);
        Some(Self { width: header.len(), subject, id, has_ends, columns })
    }

    /// Adds the record of a row, leaving out empty cells.
    fn record(&self, batch: &mut Batch<'_>, place: Range<usize>, cells: &[Node]) {
        let tree = &mut batch.tree;
        let fields = tree.open(Shape::Map, place.start);
        let mut id_node = None;
        for column in &self.columns {
            match &column.cells {
                Cells::One(at) => {
                    let node = add(tree, column.key, cells.get(*at));
                    if Some(*at) == self.id {
                        id_node = node;
                    }
                }
                Cells::Under(members) => group(tree, column.key, members, cells),
            }
        }
        tree.close(fields, place.end);
        let id = id_node.unwrap_or_else(|| tree.add(Tree::absent(place.start, place.end)));
        let head = self.head(id);
        batch.records.push(Record { head, fields });
    }

    /// Returns the subject of a row with this id.
    fn head(&self, id: NodeId) -> Head {
        match (self.id, self.has_ends) {
            (None, _) => Head::Link { relation: self.subject },
            (Some(_), false) => Head::Entity { kind: self.subject, id },
            (Some(_), true) => Head::Row { name: self.subject, id },
        }
    }

    /// Adds the header as a record whose fields have no values.
    fn header(&self, batch: &mut Batch<'_>, place: &Range<usize>) {
        let tree = &mut batch.tree;
        let fields = tree.open(Shape::Map, place.start);
        let mut id = None;
        for column in &self.columns {
            tree.add(column.key);
            let value = tree.add(Tree::absent(place.start, place.start));
            if matches!(column.cells, Cells::One(at) if Some(at) == self.id) {
                id = Some(value);
            }
        }
        tree.close(fields, place.end);
        let id = id.unwrap_or(fields);
        batch.headers.push(Record { head: self.head(id), fields });
    }
}

fn missing(tree: &Tree<'_>, place: &Range<usize>, names: &[String]) -> Diagnostic {
    let message = "the header has neither \"id\" nor \"from\" and \"to\"";
    let problem = Diagnostic::new(Code::CsvSyntax, tree.span(place.start, place.end), message);
    match names {
        [only] if only.contains([';', '\t']) => problem.help("part the cells by commas"),
        _ => problem.help("the first row names the columns"),
    }
}

fn name(tree: &mut Tree<'_>, cell: Node) -> String {
    let before = tree.len();
    let id = tree.add(cell);
    let name = tree.view(id).text().unwrap_or_default().to_owned();
    tree.truncate(before);
    name
}

/// Columns in the order of the header, those of one map together.
fn columns(header: &[Node], names: &[String]) -> Vec<CsvColumn> {
    let mut columns: Vec<(&str, CsvColumn)> = Vec::new();
    for (at, (&cell, name)) in header.iter().zip(names).enumerate() {
        let dot = name.find('.');
        let Some((outer, (key, sub))) = dot.and_then(|dot| name.get(..dot).zip(cell.split(dot)))
        else {
            columns.push((name, CsvColumn { key: cell, cells: Cells::One(at) }));
            continue;
        };
        let known = columns.iter_mut().find_map(|(name, column)| match &mut column.cells {
            Cells::Under(members) if *name == outer => Some(members),
            _ => None,
        });
        match known {
            Some(members) => members.push((sub, at)),
            None => {
                columns.push((outer, CsvColumn { key, cells: Cells::Under(vec![(sub, at)]) }));
            }
        }
    }
    columns.into_iter().map(|(_, column)| column).collect()
}

/// Adds a key and its cell, unless the cell is empty.
fn add(tree: &mut Tree<'_>, key: Node, cell: Option<&Node>) -> Option<NodeId> {
    let cell = cell.filter(|cell| !cell.is_absent())?;
    tree.add(key);
    Some(tree.add_cell(*cell))
}

fn group(tree: &mut Tree<'_>, key: Node, members: &[(Node, usize)], cells: &[Node]) {
    let cells: Vec<(Node, &Node)> = members
        .iter()
        .filter_map(|&(key, at)| Some((key, cells.get(at).filter(|cell| !cell.is_absent())?)))
        .collect();
    if cells.is_empty() {
        return;
    }
    tree.add(key);
    let place = cells.first().map_or(key, |(_, cell)| **cell);
    let map = tree.open_at(Shape::Map, place);
    for (key, cell) in cells {
        add(tree, key, Some(cell));
    }
    tree.close(map, 0);
}

/// The reason why a row is not CSV.
struct SyntaxError {
    at: usize,
    message: &'static str,
    /// The byte at which reading goes on.
    next: usize,
}

impl SyntaxError {
    fn tell(&self, tree: &Tree<'_>, problems: &mut Problems) {
        problems.add(Code::CsvSyntax, tree.span(self.at, self.at + 1), self.message);
    }
}

struct CsvReader<'t> {
    bytes: &'t [u8],
    at: usize,
    end: usize,
}

impl CsvReader<'_> {
    fn peek(&self) -> Option<u8> {
        if self.at < self.end { self.bytes.get(self.at).copied() } else { None }
    }

    /// Reads the cells of a row and goes behind its line break; answers where the row ends.
    /// A row without a character has no cells.
    fn row(&mut self, tree: &mut Tree<'_>, cells: &mut Vec<Node>) -> Result<usize, SyntaxError> {
        let start = self.at;
        loop {
            let cell = match self.peek() {
                Some(b'"') => self.quoted(tree)?,
                _ => self.plain()?,
            };
            cells.push(cell);
            let end = self.at;
            match self.peek() {
                Some(b',') => self.at += 1,
                _ => {
                    self.line_break();
                    if end == start && cells.len() == 1 {
                        cells.clear();
                    }
                    return Ok(end);
                }
            }
        }
    }

    /// A fault in this line; the next one can be read.
    fn fault(&self, message: &'static str) -> SyntaxError {
        let rest = self.bytes.get(self.at..self.end).unwrap_or_default();
        let line = memchr::memchr2(b'\n', b'\r', rest);
        let line = line.map_or(self.end, |found| self.at + found + 1);
        SyntaxError { at: self.at, message, next: line }
    }

    fn line_break(&mut self) {
        self.at += usize::from(self.peek() == Some(b'\r'));
        self.at += usize::from(self.peek() == Some(b'\n'));
    }

    fn plain(&mut self) -> Result<Node, SyntaxError> {
        let start = self.at;
        let rest = self.bytes.get(start..self.end).unwrap_or_default();
        let end = |byte: &u8| matches!(byte, b',' | b'\n' | b'\r' | b'"');
        let found = rest.iter().position(end).unwrap_or(rest.len());
        self.at += found;
        if self.peek() == Some(b'"') {
            let message =
                "a quote inside a cell; put the cell in quotes, without blanks before them";
            return Err(self.fault(message));
        }
        let blank = |byte: &u8| !matches!(byte, b' ' | b'\t');
        let cell = rest.get(..found).unwrap_or_default();
        let before = cell.iter().position(blank).unwrap_or(0);
        let length = cell.iter().rposition(blank).map_or(before, |last| last + 1);
        Ok(plain_cell(start + before, start + length))
    }

    fn quoted(&mut self, tree: &mut Tree<'_>) -> Result<Node, SyntaxError> {
        let start = self.at;
        let mut doubled = false;
        self.at += 1;
        loop {
            let rest = self.bytes.get(self.at..self.end).unwrap_or_default();
            let Some(found) = memchr::memchr(b'"', rest) else {
                // What follows cannot be told from what the quote encloses.
                let message = "this quote is never closed";
                return Err(SyntaxError { at: start, message, next: self.end });
            };
            self.at += found + 1;
            match self.peek() {
                Some(b'"') => {
                    doubled = true;
                    self.at += 1;
                }
                None | Some(b',' | b'\r' | b'\n') => break,
                Some(_) => {
                    let message =
                        "the cell goes on behind its closing quote; write \"\" for a quote";
                    return Err(self.fault(message));
                }
            }
        }
        if self.at == start + 2 {
            return Ok(Tree::absent(start, self.at));
        }
        if !doubled {
            return Ok(Tree::quoted(start, self.at, Style::Cell));
        }
        let inside = tree.source().get(start + 1..self.at - 1).unwrap_or_default();
        Ok(tree.aside(start, self.at, Style::Cell, &inside.replace("\"\"", "\"")))
    }
}

/// A cell without quotes; an empty one is absent.
fn plain_cell(start: usize, end: usize) -> Node {
    if start == end { Tree::absent(start, end) } else { Tree::slice(start, end, Style::Cell) }
}
