//! Links that are never in force: their own dates leave no day together with one of their ends.
//!
//! Mostly a date is mistyped, or the id is that of a namesake. Nothing is wrong with the parts,
//! so it is a warning; but no question of a day would ever show the link.

use super::{CheckedLink, Context, doubts::Lives};
use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics},
    graph::{EntityIndex, EntityRecord, LinkRecord},
    value::{Extent, PartialDate},
};
use rayon::prelude::*;

/// Tells of each of them.
pub(super) fn tell(
    links: &[CheckedLink],
    entities: &[EntityRecord],
    lives: &Lives,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) {
    if lives.are_unbounded() {
        return;
    }
    let outside = |draft: &CheckedLink| {
        let LinkRecord { from, to, time, .. } = &draft.link;
        // By its own dates alone: entities without bounds take nothing away.
        let own = time.extent([Extent::UNBOUNDED; 2]).possible();
        let at = Extent::outside(own, [lives.of(*from), lives.of(*to)])?;
        let end = if at == 0 { *from } else { *to };
        Some(problem(draft, end, entities.get(end.0 as usize)?, context))
    };
    let problems: Vec<Diagnostic> = links.par_iter().filter_map(outside).collect();
    problems.into_iter().for_each(|problem| diagnostics.push(problem));
}

fn problem(
    draft: &CheckedLink,
    end: EntityIndex,
    entity: &EntityRecord,
    context: &Context<'_>,
) -> Diagnostic {
    let LinkRecord { relation, from, to, time, .. } = &draft.link;
    let id = |index: &EntityIndex| context.index.entity(*index).map_or("?", |entity| entity.id);
    let message = format!(
        "{} from \"{}\" to \"{}\" ({}) lies outside of the time of \"{}\" ({}); it is never in \
         force",
        context.ontology.relation(*relation).name,
        id(from),
        id(to),
        time.at.map_or_else(|| span(time.since, time.until), |at| at.to_string()),
        entity.id,
        lifetime(entity, context),
    );
    let problem = Diagnostic::new(Code::NeverInForce, draft.place, message);
    match context.index.entity(end) {
        Some(head) => problem.label(head.place, format!("\"{}\" stands here", entity.id)),
        None => problem,
    }
}

/// From the first of its starts to the last of its ends.
pub(super) fn lifetime(entity: &EntityRecord, context: &Context<'_>) -> String {
    let temporal = context.ontology.kind(entity.kind).temporal.as_ref();
    temporal.map_or_else(String::new, |temporal| {
        let ends = entity.dates(&temporal.end).into_iter();
        span(entity.dates(&temporal.start).into_iter().min(), ends.max_by_key(|it| it.latest()))
    })
}

pub(super) fn span(start: Option<PartialDate>, end: Option<PartialDate>) -> String {
    match (start, end) {
        (Some(start), Some(end)) => format!("{start} to {end}"),
        (Some(start), None) => format!("from {start}"),
        (None, Some(end)) => format!("until {end}"),
        (None, None) => "at any time".to_owned(),
    }
}
