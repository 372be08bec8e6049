//! The visits of each condition of a filter, for the error if a limit ends the request.
//!
//! A condition on links is named by its place as the request writes it:
//! `where.knows.some.node.country`. A condition on the entity itself has no place of its own: it
//! is named below that of the links around it, and so is one inside `AND`, `OR` and `NOT` of
//! conditions on links.

use crate::{
    ontology::Ontology,
    plan::{Parts, Predicate},
};

/// Takes the place of a condition, and the visits that it took itself, without those of the
/// conditions below it.
pub(in crate::exec::select) type TakeSpent<'t> = dyn FnMut(String, u64) + 't;

/// The place of conditions that are run as they are written, below another place. Of several on
/// links, it is the place that they have in common.
pub(in crate::exec::select) fn place_of(
    ontology: &Ontology,
    predicate: &Predicate,
    above: &str,
) -> String {
    let mut places = Vec::new();
    add_places(predicate, &mut places);
    match places.into_iter().reduce(common) {
        Some(place) => place.to_owned(),
        None => match field_of(ontology, predicate) {
            Some(field) => format!("{above}.{field}"),
            None => above.to_owned(),
        },
    }
}

fn add_places<'p>(predicate: &'p Predicate, places: &mut Vec<&'p str>) {
    match predicate.parts() {
        Parts::All(all) | Parts::Any(all) => all.iter().for_each(|one| add_places(one, places)),
        Parts::Not(one) => add_places(one, places),
        Parts::Links(_, place, ..) => places.push(place),
        Parts::None => {}
    }
}

/// The place that two have in common: `where.knows` of `where.knows.some` and `where.knows.none`.
fn common<'p>(one: &'p str, other: &str) -> &'p str {
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let ends_at = |text: &str| matches!(text.as_bytes().get(same), None | Some(b'.' | b'['));
    match one.get(..same) {
        Some(place) if ends_at(one) && ends_at(other) => place,
        Some(place) => &place[..place.rfind(['.', '[']).unwrap_or(0)],
        None => "",
    }
}

/// The field of a condition on the entity itself; `None` of a group.
fn field_of<'p>(ontology: &'p Ontology, predicate: &Predicate) -> Option<&'p str> {
    match predicate {
        // One condition alone needs no group around it.
        Predicate::All(all) | Predicate::Any(all) if all.len() == 1 => field_of(ontology, &all[0]),
        Predicate::All(_) | Predicate::Any(_) | Predicate::Not(_) | Predicate::Links { .. } => None,
        Predicate::Id(_) => Some("id"),
        Predicate::Kind(_) => Some("kind"),
        Predicate::Name(_) => Some("name"),
        Predicate::Names(_) => Some("names"),
        Predicate::Degree(_) => Some("degree"),
        Predicate::Metric(..) => Some("metrics"),
        Predicate::Property(columns, _) => {
            let (kind, at) = *columns.first()?;
            Some(&ontology.kind(kind).properties[at].name)
        }
        Predicate::Fields(_) => Some("compare"),
        Predicate::Citations(..) => Some("sources"),
        Predicate::Summary(_) => Some("summary"),
        Predicate::ExternalIds(..) => Some("externalIds"),
    }
}

#[cfg(test)]
mod tests {
    use super::common;

    #[test]
    fn the_place_that_two_have_in_common_ends_with_a_step() {
        assert_eq!(common("where.met.some", "where.met.some"), "where.met.some");
        assert_eq!(common("where.met.some", "where.met.none"), "where.met");
        assert_eq!(common("where.met.some", "where.met.some.node.met.all"), "where.met.some");
        assert_eq!(common("where.OR[1].met.some", "where.OR[12].met.some"), "where.OR");
        assert_eq!(common("where.met.some", "where.meta.some"), "where");
    }
}
