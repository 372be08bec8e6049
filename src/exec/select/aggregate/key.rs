//! Reads the values of one key for a block of items.

use super::{
    blocks::Block,
    column::{self, Numbers, Read, text_key},
    dictionary::{Dictionary, Entry, KeyValue},
    link_key::read_links,
};
use crate::{
    exec::{select::Reader, store::Store},
    graph::NodeId,
    limits::Exhausted,
    ontology::KindId,
    plan::{GroupKey, KeyBy, LinkScope, NodePath, NodeValue, PathStep},
};

/// A key, with the values that were met.
#[derive(Debug)]
pub(super) struct KeyReader<'g> {
    key: &'g GroupKey,
    pub(super) dictionary: Dictionary<'g>,
    /// The values of the items of the block that was read.
    pub(super) numbers: Numbers,
    /// The entities that a path leads to, each with the position of the item that it belongs to.
    ends: Vec<(u32, NodeId)>,
    next_ends: Vec<(u32, NodeId)>,
    /// The values of the entities that a path leads to.
    of_ends: Numbers,
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
            ends: Vec::new(),
            next_ends: Vec::new(),
            of_ends: Numbers::default(),
        }
    }

    /// The memory of the values that were met, and of those of the block.
    pub(super) fn bytes(&self) -> usize {
        let ends = self.ends.capacity() + self.next_ends.capacity();
        ends * size_of::<(u32, NodeId)>()
            + self.dictionary.bytes()
            + self.numbers.bytes()
            + self.of_ends.bytes()
    }

    /// Reads the values of the items of a block.
    pub(super) fn read<S: Store>(
        &mut self,
        reader: &mut Reader<'g, S>,
        block: &Block,
    ) -> Result<(), Exhausted> {
        let store = reader.store;
        let Self { dictionary, numbers, ends, .. } = self;
        numbers.clear();
        ends.clear();
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
        self.follow(reader, path, block.nodes.len())
    }

    /// Follows a path from the entities where it begins, and reads the values at its end.
    fn follow<S: Store>(
        &mut self,
        reader: &mut Reader<'g, S>,
        path: &'g NodePath,
        items: usize,
    ) -> Result<(), Exhausted> {
        for step in &path.steps {
            self.next_ends.clear();
            take_step(reader, *step, &self.ends, &mut self.next_ends)?;
            std::mem::swap(&mut self.ends, &mut self.next_ends);
        }
        self.of_ends.clear();
        let store = reader.store;
        for run in self.ends.chunk_by(|a, b| store.kind(a.1) == store.kind(b.1)) {
            let kind = store.kind(run[0].1);
            let nodes = run.iter().map(|&(_, node)| node);
            let (dictionary, of_ends) = (&mut self.dictionary, &mut self.of_ends);
            read_nodes(reader, &path.value, (kind, nodes), dictionary, of_ends)?;
        }
        self.gather(items);
        Ok(())
    }

    /// The values of each item out of those of the entities that it leads to.
    fn gather(&mut self, items: usize) {
        let mut ends = self.ends.iter().zip(&self.of_ends.first).zip(0..).peekable();
        let mut more = self.of_ends.more.iter().peekable();
        let mut values = Vec::new();
        for item in 0..items as u32 {
            values.clear();
            while let Some(((_, number), end)) = ends.next_if(|((owner, _), _)| owner.0 == item) {
                values.push(*number);
                while let Some((_, number)) = more.next_if(|(of, _)| *of == end) {
                    values.push(*number);
                }
            }
            self.numbers.push(&mut values, &mut self.dictionary);
        }
    }
}

/// Appends the entities that a step leads to from some entities, each with the item that it belongs
/// to.
fn take_step<S: Store>(
    reader: &mut Reader<'_, S>,
    step: PathStep,
    from: &[(u32, NodeId)],
    into: &mut Vec<(u32, NodeId)>,
) -> Result<(), Exhausted> {
    let store = reader.store;
    match step {
        PathStep::Relation(relation, direction) => {
            let shown = reader.seen().links(relation);
            for run in from.chunk_by(|a, b| store.kind(a.1) == store.kind(b.1)) {
                let rows = store.rows(store.kind(run[0].1), relation, direction);
                for &(item, node) in run {
                    let row = rows.row(node);
                    reader.budget.visit(1 + row.len())?;
                    let ends = row.iter().filter(|(_, link)| shown.has(link.0));
                    into.extend(ends.map(|(other, _)| (item, other)));
                }
            }
        }
        PathStep::Sources => {
            for &(item, node) in from {
                let citations = store.citations(node);
                reader.budget.visit(1 + citations.len())?;
                into.extend(citations.iter().map(|citation| (item, citation.source)));
            }
        }
    }
    Ok(())
}

/// Appends the values of entities of a kind.
fn read_nodes<'g, S: Store>(
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
