//! Reads the values of one key for a block of items.

use super::{
    blocks::Block,
    column::{self, Numbers, Read, text_key},
    dictionary::{Dictionary, Entry, KeyValue},
    link_key::read_links,
    path::PathReader,
};
use crate::{
    exec::{select::Reader, store::Store},
    graph::NodeId,
    limits::Exhausted,
    ontology::KindId,
    plan::{GroupKey, KeyBy, LinkScope, NodeValue},
};

/// A key, with the values that were met.
#[derive(Debug)]
pub(super) struct KeyReader<'g> {
    key: &'g GroupKey,
    pub(super) dictionary: Dictionary<'g>,
    /// The values of the items of the block that was read.
    pub(super) numbers: Numbers,
    path_reader: PathReader,
}

impl<'g> KeyReader<'g> {
    /// The path to the key as the request writes it.
    pub(super) fn label(&self) -> &'g str {
        &self.key.label
    }

    pub(super) fn new(key: &'g GroupKey) -> Self {
        Self {
            key,
            dictionary: Dictionary::default(),
            numbers: Numbers::default(),
            path_reader: PathReader::default(),
        }
    }

    /// The memory of the values that were met, and of those of the block.
    pub(super) fn bytes(&self) -> usize {
        self.path_reader.bytes() + self.dictionary.bytes() + self.numbers.bytes()
    }

    /// Reads the values of the items of a block.
    pub(super) fn read<S: Store>(
        &mut self,
        reader: &mut Reader<'g, S>,
        block: &Block,
    ) -> Result<(), Exhausted> {
        let store = reader.store;
        let Self { dictionary, numbers, path_reader, .. } = self;
        numbers.clear();
        let ends = path_reader.start();
        let links = || block.links.iter().copied().zip(0..);
        let path = match &self.key.by {
            KeyBy::Link(value) => {
                return read_links(reader, value, block, dictionary, numbers);
            }
            KeyBy::Node(path) if path.steps.is_empty() => {
                return read_nodes(
                    reader,
                    &path.value,
                    (block.kind, block.nodes.iter().copied()),
                    dictionary,
                    numbers,
                );
            }
            KeyBy::Node(path) => {
                ends.extend(block.nodes.iter().zip(0..).map(|(&node, item)| (item, node)));
                path
            }
            KeyBy::From(path) => {
                ends.extend(links().map(|(link, item)| (item, store.from(link))));
                path
            }
            KeyBy::To(path) => {
                ends.extend(links().map(|(link, item)| (item, store.to(link))));
                path
            }
            KeyBy::LinkReference(referred, path) => {
                reader.budget.visit(block.links.len())?;
                let seen = reader.seen();
                ends.extend(
                    links()
                        .filter_map(|(link, item)| Some((item, seen.referred(*referred, link)?))),
                );
                path
            }
            KeyBy::LinkSources(path) => {
                for (link, item) in links() {
                    let citations = store.link_citations(link);
                    ends.extend(citations.iter().map(|citation| (item, citation.source)));
                }
                reader.budget.visit(ends.len())?;
                path
            }
        };
        path_reader.follow(reader, path, block.nodes.len(), dictionary, numbers)
    }
}

/// Appends the values of entities of a kind.
pub(super) fn read_nodes<'g, S: Store>(
    reader: &mut Reader<'g, S>,
    value: &NodeValue,
    (kind, nodes): (KindId, impl ExactSizeIterator<Item = NodeId>),
    dictionary: &mut Dictionary<'g>,
    into: &mut Numbers,
) -> Result<(), Exhausted> {
    let (store, arena) = (reader.store, reader.store.arena());
    match value {
        NodeValue::Id => {
            let names = store.folded_names();
            into.first.extend(nodes.map(|node| {
                let sort = || text_key(arena, names[node.index()]);
                let value = KeyValue::Entity(node);
                dictionary.number(u64::from(node.0), || Entry { value, sort: sort() })
            }));
        }
        NodeValue::Kind => {
            let code = kind.index() as u64;
            column::repeat(nodes.len(), code, KeyValue::Kind(kind), dictionary, into);
        }
        NodeValue::Name => {
            let (names, folded) = (store.primary_names(), store.folded_names());
            into.first.extend(nodes.map(|node| {
                let sort = || text_key(arena, folded[node.index()]);
                dictionary.text(arena, names[node.index()], sort)
            }));
        }
        NodeValue::Degree => {
            for node in nodes {
                let degree = reader.seen().degree(&mut reader.budget, node, &LinkScope::ALL)?;
                let entry = || Entry::ordinal(KeyValue::Number(degree), degree);
                into.first.push(dictionary.number(degree as u64, entry));
            }
        }
        NodeValue::Property(columns, path, part) => {
            let column = columns.iter().find(|(it, _)| *it == kind);
            let column = column.and_then(|&(kind, property)| store.column(kind, property));
            match column {
                Some(column) => {
                    let of = Read { path, part: *part };
                    let first = store.numbers_of_kind(kind).start;
                    let locals = nodes.map(|node| (node.0 - first) as usize);
                    column::read(arena, column, of, locals, dictionary, into);
                }
                None => into.first.extend(nodes.map(|_| dictionary.null())),
            }
        }
    }
    Ok(())
}
