//! Builds the index: one document for each entity, in the order of their numbers.
//!
//! Keys are made by several threads, which take the parts of the entities in turn; the writer
//! takes the parts in order, so the index does not depend on the threads. At most [`AHEAD`]
//! parts of each thread wait.

use super::{
    Fault,
    schema::{EDGE, Fields},
    texts::{Text, texts},
};
use crate::{
    graph::{Graph, NodeId},
    names::{Speller, Word, fold},
    ontology::SearchBy,
    search::matching::Everything,
};
use std::{
    sync::mpsc::{SyncSender, sync_channel},
    thread,
};
use tantivy::{
    Index, ReloadPolicy, Searcher, TantivyDocument,
    directory::RamDirectory,
    schema::{Field, Schema},
};

/// The number of entities in a part.
const PART: usize = 512;
/// The number of parts of a thread that may wait for the writer.
const AHEAD: usize = 2;
/// The most threads that make keys; the writer is one more and no quicker than they are together.
const MOST_THREADS: usize = 4;
/// The size that the writer expects: its tables of words start at a size that fits.
const EXPECTED_BYTES: usize = 64 << 20;

/// Indexes all entities of a graph that has some.
pub(super) fn build(
    graph: &Graph,
    schema: Schema,
    fields: Fields,
    directory: &RamDirectory,
) -> Result<Searcher, Fault> {
    let mut writer = Index::builder()
        .schema(schema)
        .single_segment_index_writer::<TantivyDocument>(directory.clone(), EXPECTED_BYTES)?;
    let parts = graph.node_count().div_ceil(PART);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.saturating_sub(1).clamp(1, MOST_THREADS).min(parts);
    thread::scope(|scope| {
        let channels: Vec<_> = (0..threads)
            .map(|first| {
                let (sender, receiver) = sync_channel(AHEAD);
                scope.spawn(move || {
                    make((first..parts).step_by(threads), graph, fields, &sender);
                });
                receiver
            })
            .collect();
        for part in 0..parts {
            let documents = channels[part % threads].recv();
            let documents = documents.map_err(|_| Fault("a thread ended early".to_owned()))?;
            for document in documents {
                writer.add_document(document)?;
            }
        }
        Ok::<_, Fault>(())
    })?;
    let index = writer.finalize()?;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let searcher = reader.searcher();
    if searcher.segment_readers().len() != 1 {
        return Err(Fault("the index is to be of one segment".to_owned()));
    }
    Ok(searcher)
}

/// Sends the documents of some parts, until nobody takes them.
fn make(
    parts: impl Iterator<Item = usize>,
    graph: &Graph,
    fields: Fields,
    sender: &SyncSender<Vec<TantivyDocument>>,
) {
    let mut speller = Speller::new();
    for part in parts {
        let nodes = part * PART..((part + 1) * PART).min(graph.node_count());
        let document =
            |index| DocumentBuilder::new(graph, fields, &mut speller).entity(NodeId(index as u32));
        if sender.send(nodes.map(document).collect()).is_err() {
            return;
        }
    }
}

/// A document in the making.
struct DocumentBuilder<'g> {
    graph: &'g Graph,
    speller: &'g mut Speller,
    fields: Fields,
    document: TantivyDocument,
    /// Names that are in it already: many names of an entity have a key in common.
    names: Vec<String>,
}

impl<'g> DocumentBuilder<'g> {
    fn new(graph: &'g Graph, fields: Fields, speller: &'g mut Speller) -> Self {
        Self { graph, speller, fields, document: TantivyDocument::default(), names: Vec::new() }
    }

    fn entity(mut self, node: NodeId) -> TantivyDocument {
        for Text { text, lang, by, .. } in texts(self.graph, &Everything, node) {
            match by {
                SearchBy::Name => self.name(&text, lang.as_deref()),
                SearchBy::Fulltext => self.text(&text, lang.as_deref()),
                SearchBy::Prefix => self.code(self.fields.start, &text),
                SearchBy::Exact => self.code(self.fields.code, &text),
            }
        }
        self.document
    }

    fn name(&mut self, name: &str, lang: Option<&str>) {
        for (index, key) in self.speller.keys(name, lang).into_iter().enumerate() {
            if key.is_empty() {
                continue;
            }
            if index == 0 {
                self.document.add_text(self.fields.written, &key);
            }
            if !self.names.contains(&key) {
                self.document.add_text(self.fields.name, &key);
                if key.contains(' ') {
                    self.document.add_text(self.fields.name, key.replace(' ', ""));
                }
                self.document.add_text(self.fields.name_word, &key);
                self.document.add_text(self.fields.name_edge, edges(key.split(' ')));
                self.whole_edges(self.fields.whole_edge, &key);
                self.names.push(key);
            }
        }
    }

    /// The words of a text: as they are folded, so that phrases are found, then their other
    /// spellings. How a word sounds is for names: of plain words too many sound alike.
    fn text(&mut self, text: &str, lang: Option<&str>) {
        let words = self.speller.words(text, lang);
        let words: Vec<&Word> = words.into_iter().map(|it| self.speller.word(it)).collect();
        let mut folded: Vec<&str> = Vec::with_capacity(words.len());
        let mut others: Vec<&str> = Vec::new();
        for word in &words {
            let mut spellings = word.spellings.iter().map(String::as_str);
            folded.extend(spellings.next());
            others.extend(spellings);
        }
        self.document.add_text(self.fields.text_word, folded.join(" "));
        let all = folded.iter().chain(&others).copied();
        self.document.add_text(self.fields.text_edge, edges(all));
        if !others.is_empty() {
            self.document.add_text(self.fields.text_word, others.join(" "));
        }
    }

    fn whole_edges(&mut self, field: Field, key: &str) {
        for edge in (1..=EDGE).filter_map(|length| key.get(..length)) {
            self.document.add_text(field, edge);
        }
    }

    /// A property that is searched as a whole: by its letters alone, since what sounds like a
    /// code is another one.
    fn code(&mut self, field: Field, value: &str) {
        let folded = fold(value);
        if folded.is_empty() {
            return;
        }
        self.document.add_text(field, &folded);
        if field == self.fields.start {
            self.whole_edges(self.fields.code_edge, &folded);
        }
    }
}

/// The beginnings of words, as one text.
fn edges<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let mut edges = String::new();
    for word in words {
        for edge in (1..=EDGE).filter_map(|length| word.get(..length)) {
            edges.push_str(edge);
            edges.push(' ');
        }
    }
    edges
}
