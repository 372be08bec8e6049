//! The input of a graph: entities and links of which every value was checked.

pub use crate::ontology::{Evidence, LinkStatus, NameKind};

use crate::{
    ontology::{Kind, KindId, Property, RelationId},
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
    /// The kind.
    pub kind: KindId,
    /// The id, unique over all kinds.
    pub id: String,
    /// The names; the first is the primary one.
    pub names: Vec<NameRecord>,
    /// A summary in a sentence, by language: (language or empty, text).
    pub summary: Vec<(String, String)>,
    /// Ids in other data sets: (scheme, value).
    pub external_ids: Vec<(String, String)>,
    /// The citations.
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

    /// The time in which the entity exists, from the properties that the `@temporal` of its kind
    /// names.
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
    /// The kind of name.
    pub kind: NameKind,
    /// The date from which it was used.
    pub since: Option<PartialDate>,
    /// The date until which it was used.
    pub until: Option<PartialDate>,
}

/// A place in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationRecord {
    /// An entity of the kind `Source`.
    pub source: EntityIndex,
    /// The place in the source: a page, a paragraph.
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

/// A value of a property according to some sources.
#[derive(Clone, Debug)]
pub struct ClaimRecord {
    /// The value.
    pub value: Value,
    /// True if the data set takes this value for the right one.
    pub preferred: bool,
    /// The citations of the sources that state the value.
    pub citations: Vec<CitationRecord>,
    /// A remark.
    pub note: Option<String>,
}

/// A link.
#[derive(Clone, Debug)]
pub struct LinkRecord {
    /// The relation.
    pub relation: RelationId,
    /// The id, if the data gives one.
    pub id: Option<String>,
    /// The entity at which the link starts.
    pub from: EntityIndex,
    /// The entity that the link leads to.
    pub to: EntityIndex,
    /// The dates of the link.
    pub time: Time,
    /// The factual status: in effect, agreed, planned or discussed.
    pub status: LinkStatus,
    /// The strength of the evidence.
    pub evidence: Evidence,
    /// The names of the properties and dates that a source denies, in order; see
    /// [`Self::dispute`].
    pub disputed: Vec<String>,
    /// A remark.
    pub note: Option<String>,
    /// The citations.
    pub citations: Vec<CitationRecord>,
    /// A value a property of the relation, in their order.
    pub values: Vec<Option<Value>>,
    /// An entity a reference of the relation, in their order; those at the end may be left out.
    pub references: Vec<Option<EntityIndex>>,
}

impl LinkRecord {
    /// Notes which properties a source denies: the names of some of `properties`, or `at`, `since`,
    /// `until`, `attested`. Their dates are possible from now on, and not certain.
    pub fn dispute(&mut self, mut names: Vec<String>, properties: &[Property]) {
        names.sort_unstable();
        names.dedup();
        for name in &names {
            let dates: &mut dyn Iterator<Item = &mut PartialDate> = match name.as_str() {
                "at" => &mut self.time.at.iter_mut(),
                "since" => &mut self.time.since.iter_mut(),
                "until" => &mut self.time.until.iter_mut(),
                "attested" => &mut self.time.attested.iter_mut(),
                _ => {
                    let at = properties.iter().position(|property| property.name == *name);
                    let value = at.and_then(|at| self.values.get_mut(at)?.as_mut());
                    value.into_iter().for_each(dispute);
                    continue;
                }
            };
            dates.for_each(|date| *date = date.disputed());
        }
        self.disputed = names;
    }
}

/// Makes the dates of a value disputed ones.
fn dispute(value: &mut Value) {
    match value {
        Value::Date(date) => *date = date.disputed(),
        Value::List(items) => items.iter_mut().for_each(dispute),
        Value::Structured(value) => value.values_mut().iter_mut().flatten().for_each(dispute),
        Value::Text(_)
        | Value::Int(_)
        | Value::Float(_)
        | Value::BigInt(_)
        | Value::Decimal(_)
        | Value::Boolean(_)
        | Value::DateTime(_)
        | Value::Json(_) => {}
    }
}

/// The dates of a link: an act has `at`, a state the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Time {
    /// The day of an act.
    pub at: Option<PartialDate>,
    /// The start of a state; absent is unknown.
    pub since: Option<PartialDate>,
    /// The end of a state; absent is not ended, [`PartialDate::UNKNOWN`] is ended on an unknown
    /// day.
    pub until: Option<PartialDate>,
    /// Days on which a source shows the state to hold, in order.
    pub attested: Vec<PartialDate>,
}

impl Time {
    /// The time in which a link with these dates holds between entities that exist at these times.
    pub fn extent(&self, ends: [Extent; 2]) -> Extent {
        match self.at {
            Some(at) => Extent::of_act(at, ends),
            None => Extent::of_state(self.since, self.until, &self.attested, ends),
        }
    }
}
