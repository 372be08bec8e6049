//! Entities by the texts that conditions compare: names, and the values of `@unique` properties.
//!
//! `name: {startsWith: "Min"}` is a range of the index of names, found by binary search. An index
//! holds the numbers of entities in the order of their texts and no text: those are where the
//! entities have them. 4 bytes for each text, and one more for names, which have several keys.

use super::nodes::{Name, NodeId, Nodes};
use crate::{
    json::fragment::{Arena, Fragment, quote},
    ontology::{KindId, Ontology},
};

/// The indexes of a graph.
#[derive(Debug)]
pub(super) struct Lookups {
    names: TextIndex,
    /// By kind and property, in order.
    unique: Vec<((KindId, usize), TextIndex)>,
}

/// Entities in the order of a text that they have.
#[derive(Debug, Default)]
struct TextIndex {
    nodes: Vec<NodeId>,
    /// Which of the texts of its entity an entry is of; empty if each has one.
    parts: Vec<u8>,
}

/// A text that is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted<'t> {
    /// The text is this one.
    Equal(&'t str),
    /// The text begins with this one.
    Starting(&'t str),
}

/// An entry while an index is built: the first bytes of its text, which mostly decide.
type Entry = ([u8; 16], NodeId, u8);

/// Below so many entities a thread of its own costs more than it saves.
const ENTITIES_FOR_A_THREAD: usize = 10_000;

impl Lookups {
    /// Indexes the entities of a graph; the names of many on a thread of their own.
    pub(super) fn new(ontology: &Ontology, arena: &Arena, nodes: &Nodes) -> Self {
        let names = || TextIndex::of_names(arena, nodes);
        let unique = || {
            let kinds = ontology.kinds().flat_map(|(id, kind)| {
                let unique = kind.properties.iter().enumerate().filter(|(_, it)| it.unique);
                unique.map(move |(property, _)| (id, property))
            });
            kinds
                .filter_map(|(kind, property)| {
                    Some(((kind, property), TextIndex::of_property(arena, nodes, kind, property)?))
                })
                .collect()
        };
        if nodes.len() < ENTITIES_FOR_A_THREAD {
            return Self { names: names(), unique: unique() };
        }
        std::thread::scope(|scope| {
            let names = scope.spawn(names);
            let unique = unique();
            let names = names.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            Self { names, unique }
        })
    }

    /// The entities of which a key of the primary name is wanted; with some keys, an entity comes
    /// several times.
    pub(super) fn named(&self, arena: &Arena, nodes: &Nodes, wanted: Wanted<'_>) -> &[NodeId] {
        self.names.find(wanted, |node, part| name_key(arena, nodes, node, part))
    }

    /// The entities of which the value of a property is wanted, as it is compared; `None` if the
    /// property has no index.
    pub(super) fn with_value(
        &self,
        arena: &Arena,
        nodes: &Nodes,
        (kind, property): (KindId, usize),
        wanted: Wanted<'_>,
    ) -> Option<&[NodeId]> {
        let at = self.unique.binary_search_by_key(&(kind, property), |it| it.0).ok()?;
        let texts = nodes.column(kind, property).texts()?;
        let text = |node: NodeId, _| content(arena, texts[nodes.local(node)]);
        Some(self.unique[at].1.find(wanted, text))
    }

    /// Bytes on the heap.
    pub(super) fn size(&self) -> usize {
        let unique = self.unique.iter().map(|(_, index)| index);
        unique.chain([&self.names]).map(TextIndex::size).sum()
    }
}

/// A text as it stands in the arena, without its quotes.
fn content(arena: &Arena, fragment: Fragment) -> &[u8] {
    let bytes = arena.bytes(fragment);
    bytes.get(1..bytes.len().saturating_sub(1)).unwrap_or_default()
}

/// A key of the primary name of an entity: 0 is its comparison key, the others are its keys.
fn name_key<'g>(arena: &'g Arena, nodes: &Nodes, node: NodeId, part: u8) -> &'g [u8] {
    let Some(name) = nodes.names(node).first() else { return &[] };
    match part {
        0 => content(arena, name.folded),
        part => keys(arena, name).nth(usize::from(part) - 1).unwrap_or_default(),
    }
}

fn keys<'g>(arena: &'g Arena, name: &Name) -> impl Iterator<Item = &'g [u8]> + use<'g> {
    content(arena, name.keys).split(|byte| *byte == Name::BETWEEN as u8)
}

impl TextIndex {
    fn of_names(arena: &Arena, nodes: &Nodes) -> Self {
        let mut entries = Vec::with_capacity(nodes.len());
        for node in (0..nodes.len() as u32).map(NodeId) {
            let Some(name) = nodes.names(node).first() else { continue };
            let folded = content(arena, name.folded);
            // A name has a dozen keys at most.
            for (key, part) in keys(arena, name).zip(1..) {
                entries.push((first_bytes(key), node, part));
            }
            if keys(arena, name).all(|key| key != folded) {
                entries.push((first_bytes(folded), node, 0));
            }
        }
        Self::sorted(entries, |node, part| name_key(arena, nodes, node, part))
    }

    fn of_property(arena: &Arena, nodes: &Nodes, kind: KindId, property: usize) -> Option<Self> {
        let texts = nodes.column(kind, property).texts()?;
        let first = nodes.of_kind(kind).start;
        let present = (first..).map(NodeId).zip(texts).filter(|(_, text)| !text.is_null());
        let entries: Vec<Entry> =
            present.map(|(node, text)| (first_bytes(content(arena, *text)), node, 0)).collect();
        let mut index =
            Self::sorted(entries, |node, _| content(arena, texts[(node.0 - first) as usize]));
        index.parts = Vec::new();
        Some(index)
    }

    fn sorted<'g>(mut entries: Vec<Entry>, text: impl Fn(NodeId, u8) -> &'g [u8]) -> Self {
        entries.sort_unstable_by(|a, b| {
            let by_text = a.0.cmp(&b.0).then_with(|| text(a.1, a.2).cmp(text(b.1, b.2)));
            by_text.then((a.1, a.2).cmp(&(b.1, b.2)))
        });
        Self {
            nodes: entries.iter().map(|entry| entry.1).collect(),
            parts: entries.iter().map(|entry| entry.2).collect(),
        }
    }

    /// The entries whose text is wanted. Binary search.
    fn find<'g>(&self, wanted: Wanted<'_>, text: impl Fn(NodeId, u8) -> &'g [u8]) -> &[NodeId] {
        let (Wanted::Equal(sought) | Wanted::Starting(sought)) = wanted;
        let sought = quote(sought);
        let sought = &sought.as_bytes()[1..sought.len() - 1];
        let compare = |at: usize| {
            let part = self.parts.get(at).copied().unwrap_or_default();
            let text = text(self.nodes[at], part);
            match wanted {
                Wanted::Equal(_) => text.cmp(sought),
                Wanted::Starting(_) => text[..text.len().min(sought.len())].cmp(sought),
            }
        };
        let start = first_where(0, self.nodes.len(), |at| compare(at).is_ge());
        let end = first_where(start, self.nodes.len(), |at| compare(at).is_gt());
        &self.nodes[start..end]
    }

    fn size(&self) -> usize {
        size_of_val(self.nodes.as_slice()) + size_of_val(self.parts.as_slice())
    }
}

/// The first position in a range that is so, if all behind it are so too; else the end.
fn first_where(mut low: usize, mut high: usize, is_so: impl Fn(usize) -> bool) -> usize {
    while low < high {
        let middle = low + (high - low) / 2;
        if is_so(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

fn first_bytes(text: &[u8]) -> [u8; 16] {
    let mut first = [0; 16];
    let length = text.len().min(16);
    first[..length].copy_from_slice(&text[..length]);
    first
}
