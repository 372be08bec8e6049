//! An index of texts: entities in the order of a text that they have.

use super::Wanted;
use crate::{
    graph::{
        column::Column,
        nodes::{Name, NodeId, Nodes},
    },
    json::fragment::{Arena, Fragment, quote},
    ontology::KindId,
};

/// Entities in the order of a text that they have.
#[derive(Debug, Default)]
pub(super) struct TextIndex {
    nodes: Vec<NodeId>,
    /// The place of the text of an entry among those of its entity; empty if each has one.
    parts: Vec<u16>,
}

/// An entry while an index is built: the first bytes of its text, which mostly decide.
type Entry = ([u8; 16], NodeId, u16);

/// A text as it stands in the arena, without its quotes if it has any.
pub(super) fn content(arena: &Arena, fragment: Fragment) -> &[u8] {
    let bytes = arena.bytes(fragment);
    bytes.strip_prefix(b"\"").and_then(|it| it.strip_suffix(b"\"")).unwrap_or(bytes)
}

/// A text by which the names of an entity are compared; each of them has a place.
pub(super) fn name_key<'g>(arena: &'g Arena, nodes: &Nodes, node: NodeId, part: u16) -> &'g [u8] {
    let mut all = nodes.names(node).iter().flat_map(|name| name_keys(arena, name));
    all.nth(usize::from(part)).unwrap_or_default()
}

/// The comparison key of a name, then its keys.
fn name_keys<'g>(arena: &'g Arena, name: &Name) -> impl Iterator<Item = &'g [u8]> + use<'g> {
    let keys = content(arena, name.keys).split(|byte| *byte == Name::BETWEEN as u8);
    std::iter::once(content(arena, name.folded)).chain(keys)
}

impl TextIndex {
    /// The index of the names of all entities, by their keys; `None` if one of them has more keys
    /// than can be counted.
    pub(super) fn of_names(arena: &Arena, nodes: &Nodes) -> Option<Self> {
        let mut entries = Vec::with_capacity(nodes.len());
        for node in (0..nodes.len() as u32).map(NodeId) {
            let mut part = 0_u16;
            for name in nodes.names(node) {
                let folded = content(arena, name.folded);
                for (place, key) in name_keys(arena, name).enumerate() {
                    // Mostly a key is the comparison key once more.
                    if place == 0 || key != folded {
                        entries.push((first_bytes(key), node, part));
                    }
                    part = part.checked_add(1)?;
                }
            }
        }
        Some(Self::sorted(entries, |node, part| name_key(arena, nodes, node, part)))
    }

    /// The index of a property; `None` if its values are told apart by no text.
    pub(super) fn of_property(
        arena: &Arena,
        nodes: &Nodes,
        (kind, property): (KindId, usize),
    ) -> Option<Self> {
        let column: &Column = nodes.column(kind, property);
        let texts = column.texts()?;
        let first = nodes.of_kind(kind).start;
        let present = (first..).map(NodeId).zip(texts).filter(|(_, text)| !text.is_null());
        let entries: Vec<Entry> =
            present.map(|(node, text)| (first_bytes(content(arena, *text)), node, 0)).collect();
        let mut index =
            Self::sorted(entries, |node, _| content(arena, texts[(node.0 - first) as usize]));
        index.parts = Vec::new();
        Some(index)
    }

    fn sorted<'g>(mut entries: Vec<Entry>, text: impl Fn(NodeId, u16) -> &'g [u8]) -> Self {
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
    pub(super) fn find<'g>(
        &self,
        wanted: Wanted<'_>,
        text: impl Fn(NodeId, u16) -> &'g [u8],
    ) -> &[NodeId] {
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

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn size(&self) -> usize {
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
