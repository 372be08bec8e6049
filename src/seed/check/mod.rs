//! Checks: records to facts.
//!
//! There are four steps. The heads of all records are read, so that every id is known
//! (`index`). Each record is checked on its own, in parallel (`entity`, `link` and their parts).
//! Link records that tell of one fact are merged (`merge`). The whole data set is checked for
//! repetitions, cardinality and uniqueness (`whole`), and for what can be and is probably not
//! right (`doubts`). No step stops at the first problem.

mod citation;
mod claims;
mod disputed;
mod doubts;
mod ends;
mod entity;
mod index;
mod json;
mod link;
mod merge;
mod named;
mod names;
mod never;
mod order;
mod property;
mod publications;
mod reference;
mod scripts;
mod structured;
mod text;
mod time;
mod unknown;
mod value;
mod whole;

use super::{Problems, Progress, Stage, record::Batch};
use crate::{
    diagnostics::{Diagnostics, Span},
    graph::{EntityIndex, EntityRecord, Facts, LinkRecord},
    ontology::{KindId, Ontology, RelationId},
    value::Value,
};
use doubts::{Doubts, Lives};
use ends::MinSources;
use index::Index;
use publications::Publications;
use rayon::prelude::*;
use unknown::Unknown;

/// The number of records that a worker takes at a time.
const CHUNK: usize = 1_024;

/// A link and its place: the end that the record names.
#[derive(Debug)]
struct CheckedLink {
    link: LinkRecord,
    place: Span,
    /// The number of sources that it must cite, if the record names fewer; else 0.
    must_cite: u32,
    /// True if a date of it could not be read: then nobody knows what it repeats.
    undated: bool,
}

/// The values of a key, which no other entity of the kind may have.
#[derive(Debug)]
struct UniqueValues {
    kind: KindId,
    /// The position of the key in the kind.
    key: usize,
    values: Vec<Value>,
    entity: EntityIndex,
    place: Span,
}

/// The data that all workers read.
struct Context<'a> {
    ontology: &'a Ontology,
    index: &'a Index<'a>,
    source: Option<KindId>,
    min_sources: MinSources,
}

/// Checks records one after the other and keeps what they come to.
struct Checker<'a> {
    context: &'a Context<'a>,
    problems: Problems,
    unknown: Vec<Unknown<'a>>,
    entities: Vec<EntityRecord>,
    links: Vec<CheckedLink>,
    unique: Vec<UniqueValues>,
    /// Links that are wrong, by each end that is known.
    broken: Vec<(RelationId, EntityIndex)>,
}

impl<'a> Checker<'a> {
    fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            problems: Problems::default(),
            unknown: Vec::new(),
            entities: Vec::new(),
            links: Vec::new(),
            unique: Vec::new(),
            broken: Vec::new(),
        }
    }
}

/// Checks all records. If the data is `incomplete`, unknown ids and missing links are not
/// reported, since they may be in the records that are missing.
pub(super) fn check(
    batches: &[Batch<'_>],
    ontology: &Ontology,
    incomplete: bool,
    diagnostics: &mut Diagnostics,
    progress: &(dyn Fn(Progress) + Sync),
) -> Facts {
    let mut problems = Problems::default();
    let index = Index::new(batches, ontology, &mut problems);
    diagnostics.append(problems.into_diagnostics());
    let context = Context {
        ontology,
        index: &index,
        source: ontology.source_kind(),
        min_sources: MinSources::new(ontology),
    };
    let records = index.entities().len() + index.alone().len();
    let stage = Stage::new("checking facts", records as u64, progress);
    let checkers = check_records(&context, &stage);
    let mut parts = Parts::default();
    // Links are large and many: they are not copied while their list grows.
    parts.links.reserve_exact(checkers.iter().map(|it| it.links.len()).sum());
    for checker in checkers {
        parts.append(checker, diagnostics);
    }
    if !incomplete {
        unknown::tell(&parts.unknown, &context, diagnostics);
    }
    let mut links = parts.links;
    let repeated = whole::sort(&mut links);
    let publications = Publications::new(&context, &parts.entities);
    merge::merge(&mut links, &repeated, &context, &publications, diagnostics);
    let whole = whole::Whole { context: &context, links: &links, incomplete };
    parts.broken.sort_unstable();
    whole.check(parts.unique, &parts.broken, diagnostics);
    named::fill(&mut parts.entities, &whole, diagnostics);
    let publications = Publications::new(&context, &parts.entities);
    let lives = Lives::new(&parts.entities, ontology);
    never::tell(&links, &parts.entities, &lives, &context, diagnostics);
    let entities = &parts.entities;
    let doubts = Doubts { whole: &whole, entities, lives: &lives, publications: &publications };
    doubts.tell(&parts.broken, diagnostics);
    Facts { entities: parts.entities, links: links.into_iter().map(|draft| draft.link).collect() }
}

fn check_records<'a>(context: &'a Context<'a>, stage: &Stage<'_>) -> Vec<Checker<'a>> {
    let entities = context.index.entities().par_chunks(CHUNK).enumerate().map(|(chunk, heads)| {
        let mut checker = Checker::new(context);
        for (head, at) in heads.iter().zip(chunk * CHUNK..) {
            let index = EntityIndex(u32::try_from(at).unwrap_or(u32::MAX));
            let entity = checker.entity(index, head);
            checker.entities.push(entity);
        }
        stage.advance(heads.len());
        checker
    });
    let links = context.index.alone().par_chunks(CHUNK).map(|heads| {
        let mut checker = Checker::new(context);
        for head in heads {
            checker.link_alone(head);
        }
        stage.advance(heads.len());
        checker
    });
    let mut checkers: Vec<_> = entities.chain(links).collect();
    let mut rest = Checker::new(context);
    for head in context.index.unnamed() {
        rest.unnamed_entity(head);
    }
    for header in context.index.headers() {
        rest.header(header);
    }
    checkers.push(rest);
    checkers
}

/// The results of all workers.
#[derive(Default)]
struct Parts<'a> {
    unknown: Vec<Unknown<'a>>,
    entities: Vec<EntityRecord>,
    links: Vec<CheckedLink>,
    unique: Vec<UniqueValues>,
    /// Links that are wrong, by each end that is known.
    broken: Vec<(RelationId, EntityIndex)>,
}

impl<'a> Parts<'a> {
    fn append(&mut self, mut checker: Checker<'a>, diagnostics: &mut Diagnostics) {
        self.unknown.append(&mut checker.unknown);
        self.entities.append(&mut checker.entities);
        self.links.append(&mut checker.links);
        self.unique.append(&mut checker.unique);
        self.broken.append(&mut checker.broken);
        diagnostics.append(checker.problems.into_diagnostics());
    }
}
