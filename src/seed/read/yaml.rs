//! YAML: kind, then id, then the record.
//!
//! Every scalar is the text that stands there: `2019`, `no` and `1.0` mean what the field
//! makes of them, so YAML's guesses at types cannot hurt. Aliases repeat a value, within a
//! bound; merge keys and tags are refused, since they hide what a record says.

use super::{MAX_DEPTH, Part};
use crate::{
    diagnostics::{Code, Diagnostic, Span},
    seed::{
        Problems,
        record::{Batch, Head, Record},
        tree::{NodeId, Shape, Style, Tree},
    },
};
use hashbrown::HashMap;
use saphyr_parser::{Event, Parser, ScalarStyle};

/// How many values the aliases of one file may repeat.
pub(super) const MAX_REPEATED: usize = 100_000;

/// Reads a file; after a syntax error none of it.
pub(super) fn read<'t>(part: &Part<'t>, problems: &mut Problems) -> Batch<'t> {
    let text = part.text.get(part.range.start..).unwrap_or_default();
    let mut reader = Reader {
        tree: Tree::new(part.file, part.text),
        places: Places::new(text, part.range.start),
        open: Vec::new(),
        roots: Vec::new(),
        anchors: HashMap::new(),
        repeated: 0,
    };
    let mut batch = Batch { records: Vec::new(), tree: Tree::new(part.file, part.text) };
    match reader.events(text) {
        Err(problem) => problems.push(problem),
        Ok(()) => {
            batch.tree = reader.tree;
            for root in reader.roots {
                records(&mut batch, root, problems);
            }
        }
    }
    batch
}

/// Finds the records of a document.
fn records(batch: &mut Batch<'_>, root: NodeId, problems: &mut Problems) {
    let root = batch.tree.view(root);
    match root.shape() {
        Shape::Absent => return,
        Shape::Map => {}
        shape @ (Shape::Text | Shape::List) => {
            let message = format!("a map of kinds should stand here, and this is {}", shape.name());
            return problems.push(
                Diagnostic::new(Code::WrongShape, root.span(), message)
                    .help("write a kind, below it an id, below it the record"),
            );
        }
    }
    for kind in root.entries(problems) {
        match kind.value.shape() {
            Shape::Map => batch.records.extend(kind.value.pairs().map(|(id, fields)| Record {
                head: Head::Entity { kind: kind.key.id(), id: id.id() },
                fields: fields.id(),
            })),
            Shape::List => batch.records.extend(kind.value.items().into_iter().map(|link| {
                Record { head: Head::Link { relation: kind.key.id() }, fields: link.id() }
            })),
            Shape::Absent | Shape::Text => problems.add(
                Code::WrongShape,
                kind.value.span(),
                format!("ids and their records should stand under \"{}\"", kind.name),
            ),
        }
    }
}

/// A list or map that has not ended.
struct Open {
    id: NodeId,
    anchor: usize,
    is_map: bool,
    /// How many values it has so far; in a map the even ones are keys.
    values: usize,
}

struct Reader<'t> {
    tree: Tree<'t>,
    places: Places<'t>,
    open: Vec<Open>,
    roots: Vec<NodeId>,
    anchors: HashMap<usize, NodeId>,
    repeated: usize,
}

type Result<T> = std::result::Result<T, Diagnostic>;

impl<'t> Reader<'t> {
    fn events(&mut self, text: &'t str) -> Result<()> {
        if let Some(at) = memchr::memchr(0, text.as_bytes()) {
            let at = self.places.base + at;
            return Err(problem(
                self.tree.span(at, at + 1),
                "YAML cannot hold the character U+0000",
            ));
        }
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            match event {
                Ok((event, span)) => {
                    let start = self.places.byte(span.start.index());
                    let end = self.places.byte(span.end.index()).max(start);
                    self.event(event, start, end)?;
                }
                Err(error) => {
                    let at = self.places.byte(error.marker().index());
                    return Err(explain(self.tree.span(at, at + 1), error.info()));
                }
            }
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'t>, start: usize, end: usize) -> Result<()> {
        let span = self.tree.span(start, end);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                refuse_tag(tag.is_some(), span)?;
                let id = self.scalar(&text, style, start, end)?;
                self.anchors.extend((anchor != 0).then_some((anchor, id)));
            }
            Event::SequenceStart(anchor, tag) => {
                refuse_tag(tag.is_some(), span)?;
                self.begin(Shape::List, anchor, start)?;
            }
            Event::MappingStart(anchor, tag) => {
                refuse_tag(tag.is_some(), span)?;
                self.begin(Shape::Map, anchor, start)?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    // That of a block is where the next thing begins.
                    let end = if start == end { self.places.trimmed(end) } else { end };
                    self.tree.close(open.id, end);
                    self.anchors.extend((open.anchor != 0).then_some((open.anchor, open.id)));
                }
            }
            Event::Alias(anchor) => self.alias(anchor, span)?,
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
        Ok(())
    }

    /// Notes that a value begins; true if it is a key.
    fn count(&mut self) -> bool {
        match self.open.last_mut() {
            None => {
                self.roots.push(self.tree.next());
                false
            }
            Some(open) => {
                open.values += 1;
                open.is_map && open.values % 2 == 1
            }
        }
    }

    fn begin(&mut self, shape: Shape, anchor: usize, start: usize) -> Result<()> {
        if self.open.len() >= MAX_DEPTH {
            let message = format!("more than {MAX_DEPTH} levels of nesting");
            return Err(problem(self.tree.span(start, start + 1), message));
        }
        self.count();
        let id = self.tree.open(shape, start);
        self.open.push(Open { id, anchor, is_map: shape == Shape::Map, values: 0 });
        Ok(())
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        start: usize,
        end: usize,
    ) -> Result<NodeId> {
        let is_key = self.count();
        let plain = style == ScalarStyle::Plain;
        if plain && is_key && text == "<<" {
            let message = "merge keys are not read; write the keys out";
            return Err(problem(self.tree.span(start, end), message));
        }
        if plain && matches!(text, "" | "~" | "null") {
            return Ok(self.tree.add(Tree::absent(start, end)));
        }
        let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let end = if block { self.places.trimmed(end) } else { end };
        let style = if plain { Style::Plain } else { Style::Quoted };
        let written = self.tree.source().get(start..end).unwrap_or_default();
        let inside = written.get(1..written.len().saturating_sub(1));
        let node = if written == text {
            Tree::slice(start, end, style)
        } else if inside == Some(text) {
            Tree::quoted(start, end, style)
        } else {
            self.tree.aside(start, end, style, text)
        };
        Ok(self.tree.add(node))
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<()> {
        let Some(&id) = self.anchors.get(&anchor) else {
            return Err(problem(span, "the alias stands inside of the value that it repeats"));
        };
        self.repeated += self.tree.size(id);
        if self.repeated > MAX_REPEATED {
            let message = format!("the aliases repeat more than {MAX_REPEATED} values");
            return Err(problem(span, message));
        }
        self.count();
        self.tree.repeat(id);
        Ok(())
    }
}

fn problem(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::YamlSyntax, span, message)
}

fn refuse_tag(has_tag: bool, span: Span) -> Result<()> {
    if has_tag {
        return Err(problem(span, "tags are not read; every value is a text")
            .help("put a text that begins with \"!\" in quotes"));
    }
    Ok(())
}

/// The parser's words, and what mostly causes them.
fn explain(span: Span, info: &str) -> Diagnostic {
    let diagnostic = problem(span, info);
    if info.contains("mapping values are not allowed") || info.contains("implicit") {
        return diagnostic.help("put a text that has \": \" in it in quotes");
    }
    if info.contains("tab") {
        return diagnostic.help("indent with blanks");
    }
    diagnostic
}

/// Turns the parser's places, which count characters, into bytes.
struct Places<'t> {
    text: &'t str,
    base: usize,
    ascii: bool,
    characters: usize,
    bytes: usize,
}

impl<'t> Places<'t> {
    fn new(text: &'t str, base: usize) -> Self {
        Self { text, base, ascii: text.is_ascii(), characters: 0, bytes: 0 }
    }

    /// The place of a character. Places mostly grow, so the way from the last one is short.
    fn byte(&mut self, character: usize) -> usize {
        if self.ascii {
            return self.base + character.min(self.text.len());
        }
        while self.characters < character {
            let rest = self.text.get(self.bytes..).unwrap_or_default();
            let Some(next) = rest.chars().next() else { break };
            self.bytes += next.len_utf8();
            self.characters += 1;
        }
        while self.characters > character {
            let before = self.text.get(..self.bytes).unwrap_or_default();
            let Some(last) = before.chars().next_back() else { break };
            self.bytes -= last.len_utf8();
            self.characters -= 1;
        }
        self.base + self.bytes
    }

    /// A place without the blanks and line breaks before it.
    fn trimmed(&self, end: usize) -> usize {
        let before = self.text.get(..end.saturating_sub(self.base)).unwrap_or_default();
        self.base + before.trim_end().len()
    }
}
