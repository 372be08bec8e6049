//! YAML ([1.2.2](https://yaml.org/spec/1.2.2/)): kind, then id, then the record.
//!
//! Every scalar is the text that stands there: `2019`, `no` and `1.0` mean what the field
//! makes of them, so YAML's guesses at types cannot hurt. Aliases repeat a value, within a
//! bound; merge keys and tags are refused, since they hide what a record says.

mod places;
mod repair;

use super::Chunk;
use crate::{
    diagnostics::{Code, Diagnostic, Span},
    limits::data,
    seed::{
        Problems,
        record::{Batch, Head, Record},
        tree::{NodeId, Shape, Style, Tree},
    },
};
use hashbrown::HashMap;
use places::Places;
use repair::Repaired;
use saphyr_parser::{Event, Parser, ScalarStyle};

/// Reads a file; after a syntax error none of it.
pub(super) fn read<'t>(part: &Chunk<'t>, problems: &mut Problems) -> Batch<'t> {
    let mut batch = Batch::new(Tree::new(part.file, part.text));
    match parsed(part) {
        Err(problem) => problems.push(problem),
        Ok(reader) => {
            batch.tree = reader.tree;
            for root in reader.roots {
                records(&mut batch, root, problems);
            }
        }
    }
    batch
}

/// Parses a file. What the parser wrongly refuses is written in another way, and the file is
/// parsed again: first with every such place changed, then without those that turned out to
/// be in a text, where nothing may be changed.
fn parsed<'t>(part: &Chunk<'t>) -> Result<YamlReader<'t>> {
    let text = part.text.get(part.range.start..).unwrap_or_default();
    let mut first = YamlReader::new(part, text);
    let Err(problem) = first.events(text, &Repaired::default()) else { return Ok(first) };
    let all = Repaired::of(text);
    if all.is_empty() {
        return Err(problem);
    }
    let mut second = YamlReader::new(part, text);
    let changed = second.events(&all.apply(text), &all);
    let structural = all.without(&second.in_texts);
    if structural.len() == all.len() {
        return changed.map(|()| second);
    }
    let mut third = YamlReader::new(part, text);
    third.events(&structural.apply(text), &structural).map(|()| third)
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
            Shape::Absent => batch.headers.push(Record {
                head: Head::Row { name: kind.key.id(), id: kind.value.id() },
                fields: kind.value.id(),
            }),
            Shape::Text => problems.add(
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
    /// The number of values it has so far; in a map the even ones are keys.
    values: usize,
}

struct YamlReader<'t> {
    tree: Tree<'t>,
    /// The text without its byte order mark.
    text: &'t str,
    /// The start of the text in the file.
    base: usize,
    /// The ranges of texts in it, with whether they are in double quotes.
    in_texts: Vec<(usize, usize, bool)>,
    /// True if these ranges are wanted.
    is_changed: bool,
    open: Vec<Open>,
    roots: Vec<NodeId>,
    anchors: HashMap<usize, NodeId>,
    repeated: usize,
}

type Result<T> = std::result::Result<T, Diagnostic>;

impl<'t> YamlReader<'t> {
    fn new(part: &Chunk<'t>, text: &'t str) -> Self {
        Self {
            tree: Tree::new(part.file, part.text),
            text,
            base: part.range.start,
            in_texts: Vec::new(),
            is_changed: false,
            open: Vec::new(),
            roots: Vec::new(),
            anchors: HashMap::new(),
            repeated: 0,
        }
    }

    /// Reads the events of a text that may have been changed at some places.
    fn events(&mut self, text: &str, repaired: &Repaired) -> Result<()> {
        if let Some(at) = memchr::memchr(0, text.as_bytes()) {
            let at = self.base + at;
            return Err(problem(
                self.tree.span(at, at + 1),
                "YAML cannot hold the character U+0000",
            ));
        }
        self.is_changed = !repaired.is_empty();
        let mut places = Places::new(text);
        let base = self.base;
        let mut place = |character: usize| base + repaired.original(places.byte(character));
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            match event {
                Ok((event, span)) => {
                    let start = place(span.start.index());
                    let end = place(span.end.index()).max(start);
                    self.event(event, start, end)?;
                }
                Err(error) => {
                    let at = place(error.marker().index());
                    return Err(explain(self.tree.span(at, at + 1), error.info()));
                }
            }
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'_>, start: usize, end: usize) -> Result<()> {
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
                    let end = if start == end { self.trimmed(end) } else { end };
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
        if self.open.len() >= data::NESTING {
            let message = format!("more than {} levels of nesting", data::NESTING);
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
        let inside = (start.saturating_sub(self.base), end.saturating_sub(self.base));
        if self.is_changed {
            self.in_texts.push((inside.0, inside.1, style == ScalarStyle::DoubleQuoted));
        }
        let plain = style == ScalarStyle::Plain;
        if plain && is_key && text == "<<" {
            let message = "merge keys are not read; write the keys out";
            return Err(problem(self.tree.span(start, end), message));
        }
        if plain && matches!(text, "" | "~" | "null") {
            return Ok(self.tree.add(Tree::absent(start, end)));
        }
        let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let end = if block { self.trimmed(end) } else { end };
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

    /// A place without the blanks and line breaks before it.
    fn trimmed(&self, end: usize) -> usize {
        let before = self.text.get(..end.saturating_sub(self.base)).unwrap_or_default();
        self.base + before.trim_end().len()
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<()> {
        let Some(&id) = self.anchors.get(&anchor) else {
            return Err(problem(span, "the alias stands inside of the value that it repeats"));
        };
        self.repeated += self.tree.size(id);
        if self.repeated > data::ALIASES {
            let message = format!("the aliases repeat more than {} values", data::ALIASES);
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
