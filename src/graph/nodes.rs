//! Entities as the graph stores them: dense numbers, columns, lists.

use super::{
    column::{Column, Rows},
    extents::Extents,
    record::NameKind,
};
use crate::{
    json::fragment::{Arena, Fragment},
    ontology::KindId,
    value::Extent,
};
use hashbrown::{DefaultHashBuilder, HashTable};
use std::{hash::BuildHasher, ops::Range};

/// An entity: its position in the graph. Entities stand by kind, then by id, so that those of
/// a kind are a range and the order of numbers is the order of answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl NodeId {
    /// The position.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A name of an entity.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// The name as written.
    pub value: Fragment,
    /// The key by which it is compared in order, and for equality if it has signs.
    pub folded: Fragment,
    /// All its keys, the folded form first, with [`Name::BETWEEN`] between them.
    pub keys: Fragment,
    /// BCP 47 language, or null.
    pub lang: Fragment,
    /// ISO 15924 script, or null.
    pub script: Fragment,
    /// The kind of name.
    pub kind: NameKind,
    /// From when it was used, or null.
    pub since: Fragment,
    /// Until when, or null.
    pub until: Fragment,
}

impl Name {
    /// The character between keys; no key contains it.
    pub const BETWEEN: char = '|';
}

/// A text in a language.
#[derive(Clone, Copy, Debug)]
pub struct Localized {
    /// BCP 47 language, or null.
    pub lang: Fragment,
    /// The text.
    pub text: Fragment,
}

/// An id in another data set.
#[derive(Clone, Copy, Debug)]
pub struct ExternalId {
    /// The data set.
    pub scheme: Fragment,
    /// The id there.
    pub value: Fragment,
}

/// A place in a source.
#[derive(Clone, Copy, Debug)]
pub struct Citation {
    /// The source.
    pub source: NodeId,
    /// The place in the source, or null.
    pub locator: Fragment,
    /// A remark, or null.
    pub note: Fragment,
}

/// The claims of the sources about one property of an entity.
#[derive(Debug)]
pub struct ClaimSet {
    /// Position in the properties of the kind.
    pub property: usize,
    /// The claims.
    pub claims: Vec<Claim>,
    /// True if not all of them can be right.
    pub differ: bool,
}

/// A value of a property according to some sources.
#[derive(Debug)]
pub struct Claim {
    /// The value, as JSON.
    pub value: Fragment,
    /// True if the claim is the property's value.
    pub preferred: bool,
    /// The citations of the sources that state the value.
    pub citations: Vec<Citation>,
    /// A remark, or null.
    pub note: Fragment,
}

/// All entities.
///
/// Fixed cost of an entity: 2 bytes kind, 8 id, 8 name, 8 both, 8 folded name, 5 to 9 in the
/// table of ids, 4 and 64 for each name; a property 8, and for its key 8 (text), 4 (`Int`), 8
/// (`Float`) or 6 (dates); 16 for when it exists if one of its kind has a bound; 4 for each of
/// summaries, external ids, citations and claims if any entity has one; plus texts in the arena,
/// each once, but ids and primary names side by side for every entity. [`super::Graph::memory`]
/// measures it.
#[derive(Debug)]
pub struct Nodes {
    /// The start of each kind, then the end of the last.
    pub(super) kind_starts: Vec<u32>,
    pub(super) kinds: Vec<KindId>,
    pub(super) ids: Vec<Fragment>,
    pub(super) by_id: HashTable<NodeId>,
    pub(super) hasher: DefaultHashBuilder,
    pub(super) primary: Vec<Fragment>,
    pub(super) heads: Vec<Fragment>,
    pub(super) primary_folded: Vec<Fragment>,
    pub(super) names: Rows<Name>,
    pub(super) summaries: Rows<Localized>,
    pub(super) external_ids: Rows<ExternalId>,
    pub(super) citations: Rows<Citation>,
    pub(super) claims: Rows<ClaimSet>,
    /// By kind, then property.
    pub(super) columns: Vec<Vec<Column>>,
    /// By kind.
    pub(super) extents: Vec<Option<Extents>>,
}

impl Nodes {
    /// The number of entities.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Returns whether there are no entities.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// The entity with an id.
    pub fn by_id(&self, id: &str, arena: &Arena) -> Option<NodeId> {
        let is_it = |node: &NodeId| {
            let stored = arena.bytes(self.ids[node.index()]);
            stored.len() == id.len() + 2 && &stored[1..=id.len()] == id.as_bytes()
        };
        self.by_id.find(self.hasher.hash_one(id.as_bytes()), is_it).copied()
    }

    /// The kind of an entity.
    #[inline]
    pub fn kind(&self, node: NodeId) -> KindId {
        self.kinds[node.index()]
    }

    /// The entities of a kind.
    pub fn of_kind(&self, kind: KindId) -> Range<u32> {
        self.kind_starts[kind.index()]..self.kind_starts[kind.index() + 1]
    }

    /// The position of an entity among those of its kind.
    #[inline]
    pub fn local(&self, node: NodeId) -> usize {
        (node.0 - self.kind_starts[self.kind(node).index()]) as usize
    }

    /// The ids, as JSON.
    pub fn ids(&self) -> &[Fragment] {
        &self.ids
    }

    /// The primary names.
    pub fn primary_names(&self) -> &[Fragment] {
        &self.primary
    }

    /// The ids and the primary names as one: `"id","name":"primary name"`. Most of what is asked
    /// of most entities is written by one copy of this.
    pub fn heads(&self) -> &[Fragment] {
        &self.heads
    }

    /// The primary names as they are compared.
    pub fn folded_names(&self) -> &[Fragment] {
        &self.primary_folded
    }

    /// All names of an entity; the first is the primary one.
    pub fn names(&self, node: NodeId) -> &[Name] {
        self.names.get(node.index())
    }

    /// The summaries of an entity, by language.
    pub fn summaries(&self, node: NodeId) -> &[Localized] {
        self.summaries.get(node.index())
    }

    /// The ids of an entity in other data sets.
    pub fn external_ids(&self, node: NodeId) -> &[ExternalId] {
        self.external_ids.get(node.index())
    }

    /// The citations of an entity.
    pub fn citations(&self, node: NodeId) -> &[Citation] {
        self.citations.get(node.index())
    }

    /// The properties of an entity on which sources make claims.
    pub fn claims(&self, node: NodeId) -> &[ClaimSet] {
        self.claims.get(node.index())
    }

    /// A property of a kind; cells by [`Self::local`].
    pub fn column(&self, kind: KindId, property: usize) -> &Column {
        &self.columns[kind.index()][property]
    }

    /// The times in which the entities of a kind exist, by [`Self::local`]; `None`: at any time.
    pub fn extents(&self, kind: KindId) -> Option<&Extents> {
        self.extents[kind.index()].as_ref()
    }

    /// The time in which an entity exists.
    pub fn extent(&self, node: NodeId) -> Extent {
        let extents = self.extents(self.kind(node));
        extents.map_or(Extent::UNBOUNDED, |extents| extents.get(self.local(node)))
    }

    /// Bytes on the heap, the arena not counted.
    pub fn size(&self) -> usize {
        self.kinds.len() * (size_of::<KindId>() + 4 * size_of::<Fragment>())
            + self.by_id.allocation_size()
            + self.names.size()
            + self.summaries.size()
            + self.external_ids.size()
            + self.citations.size()
            + self.claims.size()
            + self.columns.iter().flatten().map(Column::size).sum::<usize>()
            + self.extents.iter().flatten().map(Extents::size).sum::<usize>()
    }
}
