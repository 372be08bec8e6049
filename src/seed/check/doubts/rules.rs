//! Soft rules of the type definitions: `@expect`, `@exclusive`, `@datesWithin`.

use super::Doubts;
use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, Span},
    graph::{EntityIndex, EntityRecord, LinkRecord},
    ontology::{Direction, Ontology, Property, RelationId, SoftRule},
    seed::check::{
        CheckedLink,
        never::{lifetime, span},
        whole::FieldOf,
    },
    value::{Interval, Value},
};
use rayon::prelude::*;
use std::cmp::Reverse;

const EXPECTED: &str = "the type definitions expect one: @expect";

impl Doubts<'_> {
    /// Tells of what is absent and expected.
    pub(super) fn expected(
        &self,
        broken: &[(RelationId, EntityIndex)],
        diagnostics: &mut Diagnostics,
    ) {
        let ontology = self.ontology();
        let heads = self.whole.context.index.entities();
        let entities = self.entities.par_iter().zip(heads).flat_map_iter(|(entity, head)| {
            let kind = ontology.kind(entity.kind);
            let missing = missing(&kind.properties, &entity.values);
            missing.map(move |key| {
                expected(&format!("{} \"{}\"", kind.name, entity.id), key, head.place)
            })
        });
        diagnostics.extend(entities.collect::<Vec<_>>());
        let links =
            self.whole.links.par_iter().flat_map_iter(|CheckedLink { link, place, .. }| {
                let missing = missing(ontology.properties_of(link.relation), &link.values);
                let missing = missing.chain(unreferred(ontology, link));
                missing.map(move |key| expected(&self.whole.describe(link), key, *place))
            });
        diagnostics.extend(links.collect::<Vec<_>>());
        if !self.whole.incomplete {
            self.expected_links(broken, diagnostics);
        }
    }

    fn expected_links(&self, broken: &[(RelationId, EntityIndex)], diagnostics: &mut Diagnostics) {
        for (id, kind) in self.ontology().kinds() {
            for field in &kind.relations {
                let Some(rule) = &field.expect else { continue };
                let ties = self.whole.ties(FieldOf { kind: id, field });
                let is_told = |index: EntityIndex| {
                    ties.binary_search_by_key(&index, |(entity, _)| *entity).is_ok()
                        || broken.binary_search(&(field.relation, index)).is_ok()
                };
                for (entity, index) in self.entities.iter().zip((0..).map(EntityIndex)) {
                    let is_meant = entity.kind == id && is_about(rule, &entity.values);
                    let head = self.whole.context.index.entity(index);
                    if let Some(head) = head.filter(|_| is_meant && !is_told(index)) {
                        let owner = format!("{} \"{}\"", kind.name, entity.id);
                        diagnostics.push(expected(&owner, &field.key, head.place));
                    }
                }
            }
        }
    }

    /// Tells of entities with two links of an exclusive field that certainly hold at once.
    pub(super) fn exclusive(&self, diagnostics: &mut Diagnostics) {
        for (kind, definition) in self.ontology().kinds() {
            for field in &definition.relations {
                if let Some(rule) = &field.exclusive {
                    self.exclusive_field(FieldOf { kind, field }, rule, diagnostics);
                }
            }
        }
    }

    fn exclusive_field(&self, of: FieldOf<'_>, rule: &SoftRule, diagnostics: &mut Diagnostics) {
        let links = self.whole.of_relation(of.field.relation).par_iter();
        let mut holdings: Vec<Holding<'_>> =
            links.flat_map_iter(|draft| self.holdings(of, rule, draft)).collect();
        holdings.par_sort_unstable_by_key(|it| {
            (it.owner, it.value, it.days.start, Reverse(it.days.end), it.draft.place)
        });
        for group in holdings.chunk_by(|a, b| (a.owner, a.value) == (b.owner, b.value)) {
            // The link that lasts longest, and the one that does among those of other entities.
            let mut longest: [Option<&Holding<'_>>; 2] = [None, None];
            for holding in group {
                let other = longest.into_iter().flatten().find(|it| it.other != holding.other);
                // One day in common is the day of a change.
                if let Some(other) =
                    other.filter(|it| it.days.end.min(holding.days.end) > holding.days.start)
                {
                    diagnostics.push(self.at_once(of, rule, holding, other));
                }
                longest = longer(longest, holding);
            }
        }
    }

    /// A link from the side of the field's entity; twice where it is symmetric.
    fn holdings<'d>(
        &self,
        of: FieldOf<'_>,
        rule: &'d SoftRule,
        draft: &'d CheckedLink,
    ) -> Vec<Holding<'d>> {
        let link = &draft.link;
        let ends = match of.field.direction {
            Direction::Out => vec![(link.from, link.to)],
            Direction::In => vec![(link.to, link.from)],
            Direction::Both => vec![(link.from, link.to), (link.to, link.from)],
        };
        let holding = |(owner, other): (EntityIndex, EntityIndex)| {
            let entity = self.entity(owner).filter(|it| it.kind == of.kind)?;
            let value = match &rule.only {
                None => None,
                Some(only) if only.of_link => Some(only.value(&link.values)?),
                Some(only) => {
                    only.value(&entity.values)?;
                    None
                }
            };
            let days = self.certain(link).filter(|_| owner != other)?;
            Some(Holding { owner, value, days, other, draft })
        };
        ends.into_iter().filter_map(holding).collect()
    }

    fn at_once(
        &self,
        FieldOf { kind, field }: FieldOf<'_>,
        rule: &SoftRule,
        late: &Holding<'_>,
        early: &Holding<'_>,
    ) -> Diagnostic {
        let ontology = self.ontology();
        let only = rule.only.as_ref().filter(|only| only.of_link);
        let property =
            only.and_then(|only| ontology.properties_of(field.relation).get(only.property));
        let having = property.zip(late.value).map_or_else(String::new, |(property, value)| {
            format!(" whose \"{}\" is {value}", property.key)
        });
        let named = |it: &Holding<'_>| {
            let time = &it.draft.link.time;
            let days = span(time.at.or(time.since), time.at.or(time.until));
            format!("\"{}\" ({days})", self.whole.id(it.other))
        };
        let message = format!(
            "{} \"{}\" has two \"{}\" at once{having}: {} and {}",
            ontology.kind(kind).name,
            self.whole.id(late.owner),
            field.key,
            named(early),
            named(late),
        );
        Diagnostic::new(Code::ExclusiveLink, late.draft.place, message)
            .label(early.draft.place, "the other one")
            .help("where the earlier one has ended, write its until, or until: \"?\"")
    }

    /// Tells of links of entities that begin or end outside of the time of the other end.
    pub(super) fn dates_within(&self, diagnostics: &mut Diagnostics) {
        for (kind, definition) in self.ontology().kinds() {
            for field in definition.relations.iter().filter(|field| field.dates_within) {
                let links = self.whole.of_relation(field.relation).par_iter();
                let of = FieldOf { kind, field };
                let found: Vec<_> = links.filter_map(|draft| self.outside(of, draft)).collect();
                diagnostics.extend(found);
            }
        }
    }

    fn outside(
        &self,
        of: FieldOf<'_>,
        CheckedLink { link, place, .. }: &CheckedLink,
    ) -> Option<Diagnostic> {
        let LinkRecord { from, to, .. } = link;
        let sides = [(from, to), (to, from)];
        let (first, last) = match of.field.direction {
            Direction::Out => (0, 1),
            Direction::In => (1, 2),
            Direction::Both => (0, 2),
        };
        let temporal = self.ontology().kind(of.kind).temporal.as_ref()?;
        sides.get(first..last)?.iter().find_map(|(owner, other)| {
            let entity = self.entity(**owner).filter(|it| it.kind == of.kind)?;
            let life: Interval = self.lives.of(**other).possible();
            let mut dates = entity.dates(&temporal.start);
            dates.extend(entity.dates(&temporal.end));
            let date = dates.into_iter().find(|date| !date.can_be_in(life))?;
            let (other, context) = (self.entity(**other)?, self.whole.context);
            let message = format!(
                "\"{}\" of \"{}\" leads to \"{}\" ({}), and {date} lies outside of that time",
                of.field.key,
                entity.id,
                other.id,
                lifetime(other, context),
            );
            let problem = Diagnostic::new(Code::DatesOutside, *place, message);
            let head = context.index.entity(**owner)?;
            Some(problem.label(head.place, format!("\"{}\" stands here", entity.id)))
        })
    }

    fn entity(&self, index: EntityIndex) -> Option<&EntityRecord> {
        self.entities.get(index.0 as usize)
    }
}

/// A link that certainly holds on some days.
struct Holding<'d> {
    owner: EntityIndex,
    /// The value that it must share with another one.
    value: Option<&'d str>,
    days: Interval,
    other: EntityIndex,
    draft: &'d CheckedLink,
}

/// The two links of different entities that last longest, the longest first.
fn longer<'a, 'd>(
    [first, second]: [Option<&'a Holding<'d>>; 2],
    next: &'a Holding<'d>,
) -> [Option<&'a Holding<'d>>; 2] {
    let lasts = |it: Option<&Holding<'_>>| it.is_none_or(|it| next.days.end > it.days.end);
    match first {
        Some(it) if it.other == next.other && lasts(first) => [Some(next), second],
        Some(it) if it.other == next.other => [first, second],
        _ if lasts(first) => [Some(next), first],
        _ if lasts(second) => [first, Some(next)],
        _ => [first, second],
    }
}

/// The keys of expected properties without a value.
fn missing<'o>(
    properties: &'o [Property],
    values: &'o [Option<Value>],
) -> impl Iterator<Item = &'o str> {
    let is_absent = |value: &Option<Value>| match value {
        None => true,
        Some(Value::List(items)) => items.is_empty(),
        Some(_) => false,
    };
    let pairs = properties.iter().zip(values);
    let missing = pairs.filter(move |(property, value)| {
        property.expect.as_ref().is_some_and(|rule| is_about(rule, values)) && is_absent(value)
    });
    missing.map(|(property, _)| property.key.as_str())
}

/// The keys of expected properties that refer to no entity.
fn unreferred<'o>(ontology: &'o Ontology, link: &'o LinkRecord) -> impl Iterator<Item = &'o str> {
    let pairs = ontology.references_of(link.relation).iter().zip(&link.references);
    let missing = pairs.filter(|(reference, referred)| {
        reference.expect.as_ref().is_some_and(|rule| is_about(rule, &link.values))
            && referred.is_none()
    });
    missing.map(|(reference, _)| reference.key.as_str())
}

/// Returns whether a rule is about something with these values.
fn is_about(rule: &SoftRule, values: &[Option<Value>]) -> bool {
    rule.only.as_ref().is_none_or(|only| only.value(values).is_some())
}

fn expected(owner: &str, key: &str, place: Span) -> Diagnostic {
    let message = format!("{owner} has no \"{key}\"");
    Diagnostic::new(Code::ExpectedValue, place, message).help(EXPECTED)
}
