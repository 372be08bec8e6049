//! What a graph is built from: entities and links whose every value was checked.

pub use crate::ontology::{Evidence, LinkStatus, NameKind};

use crate::{
    ontology::{Kind, KindId, RelationId},
    value::{Extent, PartialDate, Value},
};

/// Everything that a graph holds, checked: ids are unique, every index is in range, every
/// value is of its property's type, every link is allowed by its relation.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The entities; an [`EntityIndex`] is a position here.
    pub entities: Vec<EntityRecord>,
    /// The links.
    pub links: Vec<LinkRecord>,
}

/// An entity: its position in [`Facts::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityIndex(pub u32);

/// An entity.
#[derive(Clone, Debug)]
pub struct EntityRecord {
    /// What it is.
    pub kind: KindId,
    /// Its id, unique over all kinds.
    pub id: String,
    /// Its names; the first is the primary one.
    pub names: Vec<NameRecord>,
    /// What it is, in a sentence: (language or empty, text).
    pub summary: Vec<(String, String)>,
    /// Ids in other data sets: (scheme, value).
    pub external_ids: Vec<(String, String)>,
    /// Where it comes from.
    pub citations: Vec<CitationRecord>,
    /// A value a property of the kind, in their order.
    pub values: Vec<Option<Value>>,
    /// Properties on which sources disagree.
    pub claims: Vec<ClaimsRecord>,
}

impl EntityRecord {
    /// The dates that some properties have.
    pub fn dates(&self, properties: &[usize]) -> Vec<PartialDate> {
        let date = |&property: &usize| match self.values.get(property)? {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        };
        properties.iter().filter_map(date).collect()
    }

    /// When it exists, by what the `@temporal` of its kind names.
    pub fn extent(&self, kind: &Kind) -> Extent {
        kind.temporal.as_ref().map_or(Extent::UNBOUNDED, |temporal| {
            Extent::of_entity(&self.dates(&temporal.start), &self.dates(&temporal.end))
        })
    }
}

/// A name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameRecord {
    /// The name as written.
    pub value: String,
    /// BCP 47 language.
    pub lang: Option<String>,
    /// ISO 15924 script.
    pub script: Option<String>,
    /// What sort of name.
    pub kind: NameKind,
    /// From when it was used.
    pub since: Option<PartialDate>,
    /// Until when.
    pub until: Option<PartialDate>,
}

/// A place in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationRecord {
    /// An entity of the kind `Source`.
    pub source: EntityIndex,
    /// Where in it: a page, a paragraph.
    pub locator: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// All that sources say of one property.
#[derive(Clone, Debug)]
pub struct ClaimsRecord {
    /// Position in the properties of the kind.
    pub property: usize,
    /// The claims; the preferred one stands in the entity's values too.
    pub claims: Vec<ClaimRecord>,
}

/// What some sources say of a property.
#[derive(Clone, Debug)]
pub struct ClaimRecord {
    /// The value.
    pub value: Value,
    /// Whether the data set holds it to be right.
    pub preferred: bool,
    /// Who says so.
    pub citations: Vec<CitationRecord>,
    /// A remark.
    pub note: Option<String>,
}

/// A link.
#[derive(Clone, Debug)]
pub struct LinkRecord {
    /// What it says.
    pub relation: RelationId,
    /// Its id, where the data gives one.
    pub id: Option<String>,
    /// Where it starts.
    pub from: EntityIndex,
    /// Where it leads.
    pub to: EntityIndex,
    /// When.
    pub time: Time,
    /// Whether it is so yet.
    pub status: LinkStatus,
    /// How sure it is.
    pub evidence: Evidence,
    /// A remark.
    pub note: Option<String>,
    /// Where it comes from.
    pub citations: Vec<CitationRecord>,
    /// A value a property of the relation, in their order.
    pub values: Vec<Option<Value>>,
}

/// When a link holds: an act has `at`, a state the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Time {
    /// The day of an act.
    pub at: Option<PartialDate>,
    /// The start of a state; absent is unknown.
    pub since: Option<PartialDate>,
    /// Its end; absent is not ended, [`PartialDate::UNKNOWN`] is ended on an unknown day.
    pub until: Option<PartialDate>,
    /// Days on which a source shows the state to hold, in order.
    pub attested: Vec<PartialDate>,
}

impl Time {
    /// When a link of this time holds between entities that exist at these times.
    pub fn extent(&self, ends: [Extent; 2]) -> Extent {
        match self.at {
            Some(at) => Extent::of_act(at, ends),
            None => Extent::of_state(self.since, self.until, &self.attested, ends),
        }
    }
}
