//! The index of all ids, built before records are checked.
//!
//! A link may be written before the entities that it connects, and in another file. So the
//! heads of all records are read first. Entities get their final numbers here, by kind and id.

use crate::{
    diagnostics::{Code, Diagnostic, Span, did_you_mean},
    graph::EntityIndex,
    limits::data,
    ontology::{KindId, Ontology, RelationId},
    seed::{
        Problems,
        record::{Batch, Head},
        tree::{NodeId, Shape, View},
    },
};
use hashbrown::HashMap;
use rayon::prelude::*;

/// An entity whose id and kind are good.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entity<'a> {
    /// Its kind.
    pub(super) kind: KindId,
    /// Its id.
    pub(super) id: &'a str,
    /// The place of the id.
    pub(super) place: Span,
    /// The fields of the record.
    pub(super) fields: View<'a>,
    /// The entries of the record that belong to its head.
    pub(super) head: Head,
}

/// A link that stands alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alone<'a> {
    /// Its relation.
    pub(super) relation: RelationId,
    /// The fields of the record.
    pub(super) fields: View<'a>,
    /// The entries of the record that belong to its head.
    pub(super) head: Head,
}

/// A kind or relation with the fields that a table has for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Header<'a> {
    /// The kind or relation of the rows.
    pub(super) of: Named,
    /// The columns, without values.
    pub(super) fields: View<'a>,
    /// The entries of the record that belong to its head.
    pub(super) head: Head,
}

/// The state of an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// It is this entity.
    Entity(EntityIndex),
    /// A record has it and is wrong for another reason, which is told there.
    Broken,
}

/// All ids.
#[derive(Debug, Default)]
pub(super) struct Index<'a> {
    entities: Vec<Entity<'a>>,
    unnamed: Vec<Entity<'a>>,
    alone: Vec<Alone<'a>>,
    headers: Vec<Header<'a>>,
    known: HashMap<&'a str, Known>,
}

impl<'a> Index<'a> {
    /// Reads the heads of all records.
    pub(super) fn new(
        batches: &'a [Batch<'a>],
        ontology: &Ontology,
        problems: &mut Problems,
    ) -> Self {
        let mut index = Self::default();
        for batch in batches {
            let mut names = Names { ontology, last: None };
            for record in &batch.records {
                let fields = batch.view(record.fields);
                let head = names.settled(batch, record.head);
                match names.resolve(batch, head, problems) {
                    (Some(id), of) => {
                        let kind = of.and_then(Named::kind);
                        index.add(kind, batch.view(id), fields, names.head(head), problems);
                    }
                    (None, of) => {
                        let relation = of.and_then(Named::relation);
                        index.alone.extend(relation.map(|relation| Alone {
                            relation,
                            fields,
                            head,
                        }));
                    }
                }
            }
            for record in &batch.headers {
                let fields = batch.view(record.fields);
                let (_, of) = names.resolve(batch, record.head, problems);
                let head = names.head(record.head);
                index.headers.extend(of.map(|of| Header { of, fields, head }));
            }
        }
        index.number(problems);
        index
    }

    fn add(
        &mut self,
        kind: Option<KindId>,
        id: View<'a>,
        fields: View<'a>,
        head: Head,
        problems: &mut Problems,
    ) {
        let place = id.span();
        match (id.text(), kind) {
            (Some(text), kind) if is_id(text) => match kind {
                Some(kind) => {
                    self.entities.push(Entity { kind, id: text, place, fields, head });
                }
                None => _ = self.known.insert(text, Known::Broken),
            },
            (Some(text), _) => {
                self.known.insert(text, Known::Broken);
                problems.push(invalid_id(text, place));
                self.add_unnamed(kind, text, place, fields, head);
            }
            (None, _) if id.shape() == Shape::Absent => {
                problems.add(Code::MissingValue, place, "the record has no id");
                self.add_unnamed(kind, "", place, fields, head);
            }
            (None, _) => {
                let message = format!("an id must be a text, and this is {}", id.shape().name());
                problems.add(Code::WrongShape, place, message);
                self.add_unnamed(kind, "", place, fields, head);
            }
        }
    }

    /// Adds a record without a good id, so that what else is wrong with it is told too.
    fn add_unnamed(
        &mut self,
        kind: Option<KindId>,
        id: &'a str,
        place: Span,
        fields: View<'a>,
        head: Head,
    ) {
        self.unnamed.extend(kind.map(|kind| Entity { kind, id, place, fields, head }));
    }

    /// Sorts the entities and tells those that share an id.
    fn number(&mut self, problems: &mut Problems) {
        self.entities.par_sort_unstable_by_key(|entity| (entity.id, entity.place));
        let unnamed = &mut self.unnamed;
        self.entities.dedup_by(|entity, first| {
            let same = entity.id == first.id;
            if same {
                let message = format!("two entities have the id \"{}\"", entity.id);
                problems.push(
                    Diagnostic::new(Code::DuplicateId, entity.place, message)
                        .label(first.place, "the first of them"),
                );
                unnamed.push(*entity);
            }
            same
        });
        self.entities.par_sort_unstable_by_key(|entity| (entity.kind, entity.id));
        let numbered = self.entities.iter().zip(0..);
        self.known.extend(numbered.map(|(e, at)| (e.id, Known::Entity(EntityIndex(at)))));
    }

    /// All entities, by kind and id; a position is an [`EntityIndex`].
    pub(super) fn entities(&self) -> &[Entity<'a>] {
        &self.entities
    }

    /// The entities of a kind.
    pub(super) fn of_kind(&self, kind: KindId) -> &[Entity<'a>] {
        let start = self.entities.partition_point(|entity| entity.kind < kind);
        let end = self.entities.partition_point(|entity| entity.kind <= kind);
        self.entities.get(start..end).unwrap_or_default()
    }

    /// Records of entities without an id of their own, which is told: what else is wrong with
    /// them is told as well.
    pub(super) fn unnamed(&self) -> &[Entity<'a>] {
        &self.unnamed
    }

    /// The headers of tables, in the order of the files.
    pub(super) fn headers(&self) -> &[Header<'a>] {
        &self.headers
    }

    /// All links that stand alone, in the order of the files.
    pub(super) fn alone(&self) -> &[Alone<'a>] {
        &self.alone
    }

    /// An entity by its number.
    pub(super) fn entity(&self, index: EntityIndex) -> Option<&Entity<'a>> {
        self.entities.get(index.0 as usize)
    }

    /// The state of an id.
    pub(super) fn get(&self, id: &str) -> Option<Known> {
        self.known.get(id).copied()
    }
}

/// Returns whether a text may be an id.
pub(super) fn is_id(text: &str) -> bool {
    let allowed =
        |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b':' | b'~' | b'-');
    (1..=data::ID_BYTES).contains(&text.len()) && text.bytes().all(allowed)
}

/// Says what is wrong with an id.
pub(super) fn invalid_id(text: &str, place: Span) -> Diagnostic {
    let message = if text.len() > data::ID_BYTES {
        format!("the id has {} bytes, and at most {} are allowed", text.len(), data::ID_BYTES)
    } else {
        format!("\"{text}\" is not an id")
    };
    Diagnostic::new(Code::InvalidId, place, message)
        .help("an id has 1 to 128 letters from a to z, digits and . _ : ~ -")
}

/// The kind or relation that a word at the head of records names.
#[derive(Clone, Copy, Debug)]
pub(super) enum Named {
    /// A kind.
    Kind(KindId),
    /// A relation.
    Relation(RelationId),
}

impl Named {
    fn kind(self) -> Option<KindId> {
        match self {
            Self::Kind(kind) => Some(kind),
            Self::Relation(_) => None,
        }
    }

    fn relation(self) -> Option<RelationId> {
        match self {
            Self::Relation(relation) => Some(relation),
            Self::Kind(_) => None,
        }
    }
}

/// Looks up the words at the heads of records. Neighbors mostly share one.
struct Names<'o> {
    ontology: &'o Ontology,
    last: Option<(NodeId, Option<Named>)>,
}

impl Names<'_> {
    /// Decides what a line is that may be an entity or a link, by the names that there are: `kind`
    /// goes before `relation` where both are names and the kind has a field `relation`.
    fn settled(&self, batch: &Batch<'_>, head: Head) -> Head {
        let Head::Either { kind, id, relation } = head else { return head };
        let of_kind = batch.view(kind).text().and_then(|name| self.ontology.kind_by_name(name));
        let of_relation = batch.view(relation).text();
        let of_relation = of_relation.and_then(|name| self.ontology.relation_by_name(name));
        let has_id = batch.view(id).shape() != Shape::Absent;
        let is_entity = match (of_kind, of_relation) {
            (Some(kind), Some(_)) => has_id && self.ontology.kind(kind).has_key("relation"),
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => has_id,
        };
        if is_entity { Head::Entity { kind, id } } else { Head::Link { relation } }
    }

    /// Returns the subject of a record, and its id if it is an entity.
    fn resolve(
        &mut self,
        batch: &Batch<'_>,
        head: Head,
        problems: &mut Problems,
    ) -> (Option<NodeId>, Option<Named>) {
        match head {
            Head::Entity { kind, id } => {
                let kind = self.get(batch, kind, problems, Named::kind);
                (Some(id), kind.map(Named::Kind))
            }
            Head::Link { relation } => {
                let relation = self.get(batch, relation, problems, Named::relation);
                (None, relation.map(Named::Relation))
            }
            Head::Row { name, id } => match self.get(batch, name, problems, Some) {
                Some(Named::Kind(kind)) => (Some(id), Some(Named::Kind(kind))),
                other => (None, other),
            },
            Head::Either { .. } => self.resolve(batch, self.settled(batch, head), problems),
        }
    }

    /// The head of a record, where what it is about is known: an entity's kind and id are no
    /// fields of it.
    fn head(&self, head: Head) -> Head {
        match (head, self.last) {
            (Head::Row { name, id }, Some((_, Some(Named::Kind(_))))) => {
                Head::Entity { kind: name, id }
            }
            _ => head,
        }
    }

    fn get<T>(
        &mut self,
        batch: &Batch<'_>,
        word: NodeId,
        problems: &mut Problems,
        wanted: fn(Named) -> Option<T>,
    ) -> Option<T> {
        if let Some((last, named)) = self.last
            && last == word
        {
            return wanted(named?);
        }
        let view = batch.view(word);
        let Some(text) = view.text() else {
            let message = format!("a name must be a text, and this is {}", view.shape().name());
            problems.add(Code::WrongShape, view.span(), message);
            self.last = Some((word, None));
            return None;
        };
        let kind = self.ontology.kind_by_name(text).map(Named::Kind);
        let named = kind.or_else(|| self.ontology.relation_by_name(text).map(Named::Relation));
        let found = named.and_then(wanted);
        if found.is_none() {
            let asks_kind = wanted(Named::Kind(KindId(0))).is_some();
            problems.push(self.unknown(text, view.span(), asks_kind));
        }
        self.last = Some((word, named));
        found
    }

    fn unknown(&self, text: &str, place: Span, asks_kind: bool) -> Diagnostic {
        let kinds = self.ontology.kinds().map(|(_, kind)| kind.name.as_str());
        let relations = self.ontology.relations().map(|(_, relation)| relation.name.as_str());
        let is_kind = self.ontology.kind_by_name(text).is_some();
        let is_relation = self.ontology.relation_by_name(text).is_some();
        let (code, message) = if asks_kind && is_relation {
            (
                Code::UnknownKind,
                format!("\"{text}\" is a relation; each link needs \"from\" and \"to\""),
            )
        } else if !asks_kind && is_kind {
            (Code::UnknownRelation, format!("\"{text}\" is a kind; each entity needs an id"))
        } else if asks_kind {
            let is_plural = |plural: &str| plural.eq_ignore_ascii_case(text);
            let of_plural = self.ontology.kinds().find(|(_, kind)| is_plural(&kind.plural));
            let guess = match of_plural {
                Some((_, kind)) => format!("; did you mean \"{}\"?", kind.name),
                None => did_you_mean(text, kinds),
            };
            (Code::UnknownKind, format!("there is no kind \"{text}\"{guess}"))
        } else {
            let guess = did_you_mean(text, relations);
            (Code::UnknownRelation, format!("there is no relation \"{text}\"{guess}"))
        };
        Diagnostic::new(code, place, message)
    }
}
