//! Checks of the whole data set: repeated links, cardinality, uniqueness.

use super::{
    CheckedLink, Context, UniqueValues,
    citation::{count_sources, too_few_sources},
    index::Known,
    order,
};
use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, Span},
    graph::{EntityIndex, LinkRecord},
    ontology::{Cardinality, Direction, KindId, RelationField, RelationId},
};
use rayon::prelude::*;
use std::{cmp::Ordering, ops::Range};

/// Puts links in order: by relation, ends, time, and then everything else. Answers which of
/// them stand together because relation and ends are the same.
///
/// Links are large, so their keys are sorted, and each link is moved once, within the list.
pub(super) fn sort(links: &mut [CheckedLink]) -> Vec<Range<usize>> {
    let mut keys: Vec<_> = links.iter().enumerate().map(|(at, draft)| (ends(draft), at)).collect();
    keys.par_sort_unstable_by(|a, b| {
        a.0.cmp(&b.0).then_with(|| match (links.get(a.1), links.get(b.1)) {
            (Some(a), Some(b)) => in_order(a, b),
            _ => Ordering::Equal,
        })
    });
    permute(links, keys.iter().map(|key| key.1).collect());
    let mut start = 0;
    let runs = keys.chunk_by(|a, b| a.0 == b.0).map(|run| {
        start += run.len();
        start - run.len()..start
    });
    runs.filter(|run| run.len() > 1).collect()
}

/// Moves items to where they belong: `order` has the present position of each. O(n), along the
/// cycles of the permutation, without a second list.
fn permute<T>(items: &mut [T], mut order: Vec<usize>) {
    for start in 0..order.len() {
        let mut at = start;
        while let Some(from) = order.get_mut(at).map(|from| std::mem::replace(from, at)) {
            if from == start {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}

pub(super) fn ends(draft: &CheckedLink) -> (RelationId, EntityIndex, EntityIndex) {
    (draft.link.relation, draft.link.from, draft.link.to)
}

/// Orders links of the same relation and ends. Two that are equal but for their place are the
/// same.
pub(super) fn in_order(a: &CheckedLink, b: &CheckedLink) -> Ordering {
    order::says(&a.link, &b.link)
        .then_with(|| order::rest(&a.link, &b.link))
        .then_with(|| a.place.cmp(&b.place))
}

/// A field of a kind.
#[derive(Clone, Copy)]
pub(super) struct FieldOf<'o> {
    pub(super) kind: KindId,
    pub(super) field: &'o RelationField,
}

/// The links of a data set, in order.
pub(super) struct Whole<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) links: &'a [CheckedLink],
    /// True if some files could not be read, so that links may be missing.
    pub(super) incomplete: bool,
}

impl Whole<'_> {
    /// Checks the links of all records.
    pub(super) fn check(
        &self,
        unique: Vec<UniqueValues>,
        broken: &[(RelationId, EntityIndex)],
        diagnostics: &mut Diagnostics,
    ) {
        self.repeated_ids(diagnostics);
        self.repeated_links(diagnostics);
        self.links_to_themselves(diagnostics);
        self.too_few_sources(diagnostics);
        self.cardinalities(broken, diagnostics);
        self.unique_values(unique, diagnostics);
    }

    pub(super) fn id(&self, entity: EntityIndex) -> &str {
        self.context.index.entity(entity).map_or("?", |entity| entity.id)
    }

    pub(super) fn describe(&self, link: &LinkRecord) -> String {
        let relation = &self.context.ontology.relation(link.relation).name;
        format!("{relation} from \"{}\" to \"{}\"", self.id(link.from), self.id(link.to))
    }

    fn repeated_ids(&self, diagnostics: &mut Diagnostics) {
        let identified = self.links.iter().filter_map(|d| Some((d.link.id.as_deref()?, d.place)));
        let mut ids: Vec<(&str, Span)> = identified.collect();
        ids.par_sort_unstable();
        for &(id, place) in &ids {
            if let Some(Known::Entity(entity)) = self.context.index.get(id) {
                let message = format!("a link has the id \"{id}\", which is an entity's");
                let entity = self.context.index.entity(entity);
                let problem = Diagnostic::new(Code::DuplicateLinkId, place, message);
                diagnostics.push(match entity {
                    Some(entity) => problem.label(entity.place, "the entity"),
                    None => problem,
                });
            }
        }
        for same in ids.chunk_by(|a, b| a.0 == b.0) {
            let [(id, first), rest @ ..] = same else { continue };
            for (_, place) in rest {
                let message = format!("two links have the id \"{id}\"");
                diagnostics.push(
                    Diagnostic::new(Code::DuplicateLinkId, *place, message)
                        .label(*first, "the first of them"),
                );
            }
        }
    }

    fn repeated_links(&self, diagnostics: &mut Diagnostics) {
        let same = |a: &CheckedLink, b: &CheckedLink| {
            ends(a) == ends(b) && order::says(&a.link, &b.link) == Ordering::Equal
        };
        for group in self.links.chunk_by(same).filter(|group| group.len() > 1) {
            // Links with ids of their own are meant to be several.
            let dated = || group.iter().filter(|draft| !draft.undated);
            let places = |named: bool| {
                let places = dated().filter(|draft| draft.link.id.is_some() == named);
                let mut places: Vec<Span> = places.map(|draft| draft.place).collect();
                places.sort_unstable();
                places
            };
            let (named, nameless) = (places(true), places(false));
            let (first, rest) = match (named.first(), nameless.as_slice()) {
                (Some(first), all) => (first, all),
                (None, [first, rest @ ..]) => (first, rest),
                (None, []) => continue,
            };
            let Some(draft) = group.first() else { continue };
            for place in rest {
                let message = format!("{} is there already", self.describe(&draft.link));
                diagnostics.push(
                    Diagnostic::new(Code::DuplicateLink, *place, message)
                        .label(*first, "the first time")
                        .help("write a link once, on either side, with all its sources"),
                );
            }
        }
    }

    fn links_to_themselves(&self, diagnostics: &mut Diagnostics) {
        for draft in self.links.iter().filter(|draft| draft.link.from == draft.link.to) {
            let relation = &self.context.ontology.relation(draft.link.relation).name;
            let message = format!("{relation} ties \"{}\" to itself", self.id(draft.link.from));
            diagnostics.push(Diagnostic::new(Code::SelfLink, draft.place, message));
        }
    }

    /// Tells of links that cite fewer sources than they must, all their records together.
    fn too_few_sources(&self, diagnostics: &mut Diagnostics) {
        for CheckedLink { link, place, must_cite, .. } in
            self.links.iter().filter(|it| it.must_cite > 0)
        {
            let named = count_sources(link);
            if named < *must_cite as usize {
                let relation = &self.context.ontology.relation(link.relation).name;
                diagnostics.push(too_few_sources(relation, named, *must_cite, *place));
            }
        }
    }

    /// Counts the links of every to-one field, wherever they are written.
    fn cardinalities(&self, broken: &[(RelationId, EntityIndex)], diagnostics: &mut Diagnostics) {
        for (kind, definition) in self.context.ontology.kinds() {
            for field in &definition.relations {
                let of = FieldOf { kind, field };
                if field.cardinality == Cardinality::Many {
                    continue;
                }
                let ties = self.ties(of);
                self.too_many(&ties, of, diagnostics);
                if field.cardinality == Cardinality::ExactlyOne && !self.incomplete {
                    self.none_at_all(&ties, of, broken, diagnostics);
                }
            }
        }
    }

    /// The links of a relation, which stand together.
    pub(super) fn of_relation(&self, relation: RelationId) -> &[CheckedLink] {
        let start = self.links.partition_point(|draft| draft.link.relation < relation);
        let end = self.links.partition_point(|draft| draft.link.relation <= relation);
        self.links.get(start..end).unwrap_or_default()
    }

    /// Returns the entities of a kind that a field connects, with the place of the link, in order.
    pub(super) fn ties(&self, FieldOf { kind, field }: FieldOf<'_>) -> Vec<(EntityIndex, Span)> {
        let of_kind = |index| self.context.index.entity(index).is_some_and(|e| e.kind == kind);
        let mut ties = Vec::new();
        for CheckedLink { link, place, .. } in self.of_relation(field.relation) {
            if field.direction != Direction::In && of_kind(link.from) {
                ties.push((link.from, *place));
            }
            let itself = field.direction == Direction::Both && link.from == link.to;
            if field.direction != Direction::Out && of_kind(link.to) && !itself {
                ties.push((link.to, *place));
            }
        }
        ties.sort_unstable();
        ties
    }

    fn too_many(
        &self,
        ties: &[(EntityIndex, Span)],
        FieldOf { kind, field }: FieldOf<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let owner = &self.context.ontology.kind(kind).name;
        for links in ties.chunk_by(|a, b| a.0 == b.0) {
            let [(entity, first), rest @ ..] = links else { continue };
            for (_, place) in rest {
                let message =
                    format!("{owner} \"{}\" has a second \"{}\"", self.id(*entity), field.key);
                diagnostics.push(
                    Diagnostic::new(Code::Cardinality, *place, message)
                        .label(*first, "the first one")
                        .help(
                            "this holds over all of history; for what changes in time, let the \
                             type definitions have a list",
                        ),
                );
            }
        }
    }

    /// Tells of entities without a link that each must have. One that is there and wrong is
    /// told elsewhere.
    fn none_at_all(
        &self,
        ties: &[(EntityIndex, Span)],
        FieldOf { kind, field }: FieldOf<'_>,
        broken: &[(RelationId, EntityIndex)],
        diagnostics: &mut Diagnostics,
    ) {
        let owner = &self.context.ontology.kind(kind).name;
        let target = self.context.ontology.target_name(field.target);
        for (entity, at) in self.context.index.entities().iter().zip(0..) {
            let index = EntityIndex(at);
            if entity.kind != kind
                || ties.binary_search_by_key(&index, |(entity, _)| *entity).is_ok()
                || broken.binary_search(&(field.relation, index)).is_ok()
            {
                continue;
            }
            let message = format!("{owner} \"{}\" has no \"{}\"", entity.id, field.key);
            diagnostics.push(
                Diagnostic::new(Code::Cardinality, entity.place, message)
                    .help(format!("every {owner} is tied to exactly one {target}")),
            );
        }
    }

    fn unique_values(&self, mut unique: Vec<UniqueValues>, diagnostics: &mut Diagnostics) {
        unique.sort_unstable_by(|a, b| same_values(a, b).then_with(|| a.place.cmp(&b.place)));
        for group in unique.chunk_by(|a, b| same_values(a, b) == Ordering::Equal) {
            let [first, rest @ ..] = group else { continue };
            let kind = self.context.ontology.kind(first.kind);
            let Some(key) = kind.keys.get(first.key) else { continue };
            let names: Vec<String> = key
                .iter()
                .filter_map(|at| Some(format!("\"{}\"", kind.properties.get(*at)?.key)))
                .collect();
            let id = self.id(first.entity);
            for other in rest {
                let message = match names.as_slice() {
                    [name] => format!("{name} is unique, and \"{id}\" has the same value"),
                    names => format!(
                        "{} together are unique, and \"{id}\" has the same values",
                        names.join(" and ")
                    ),
                };
                diagnostics.push(
                    Diagnostic::new(Code::NotUnique, other.place, message)
                        .label(first.place, "the first of them"),
                );
            }
        }
    }
}

/// Orders keys by what must not repeat.
fn same_values(a: &UniqueValues, b: &UniqueValues) -> Ordering {
    let values = || order::lists(&a.values, &b.values, order::meaning);
    (a.kind, a.key).cmp(&(b.kind, b.key)).then_with(values)
}

#[cfg(test)]
mod tests {
    use super::permute;

    #[test]
    fn items_are_moved_along_cycles() {
        for order in [vec![], vec![0], vec![1, 0], vec![2, 0, 1, 3], vec![4, 3, 0, 1, 2, 5]] {
            let mut items: Vec<usize> = (0..order.len()).collect();
            permute(&mut items, order.clone());
            assert_eq!(items, order);
        }
    }
}
