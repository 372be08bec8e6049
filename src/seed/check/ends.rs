//! The ends of links: how they are named, who they are, whether the relation may tie them.

use super::{
    Checker,
    index::Known,
    unknown::{Unknown, Wanted},
};
use crate::{
    diagnostics::{Code, Diagnostic, Span},
    graph::EntityIndex,
    ontology::{Direction, Kind, KindId, Ontology, RelationField, RelationId},
    seed::tree::{Entry, View},
};
use hashbrown::HashMap;

/// The number of pairs of kinds that a message lists.
const MAX_PAIRS: usize = 8;

/// The number of sources that links must cite, by the relation fields on both sides.
#[derive(Debug)]
pub(super) struct MinSources(HashMap<(RelationId, Direction, KindId), u32>);

impl MinSources {
    /// Collects the minima from the definitions.
    pub(super) fn new(ontology: &Ontology) -> Self {
        let mut table = HashMap::new();
        for (kind, definition) in ontology.kinds() {
            for field in definition.relations.iter().filter(|field| field.min_sources > 0) {
                table.insert((field.relation, field.direction, kind), field.min_sources);
            }
        }
        Self(table)
    }

    /// Returns the number of sources that a link of these kinds must cite.
    pub(super) fn of(&self, relation: RelationId, from: KindId, to: KindId) -> u32 {
        if self.0.is_empty() {
            return 0;
        }
        let sides = [
            (relation, Direction::Out, from),
            (relation, Direction::In, to),
            (relation, Direction::Both, from),
            (relation, Direction::Both, to),
        ];
        sides.iter().filter_map(|side| self.0.get(side)).copied().max().unwrap_or(0)
    }
}

/// The way in which a link is written.
#[derive(Clone, Copy)]
pub(super) enum Written<'a> {
    /// Under a field of an entity.
    Under(EntityIndex, &'a RelationField),
    /// Alone.
    Alone(RelationId),
}

impl Written<'_> {
    /// Returns the relation of the link.
    pub(super) fn relation(self) -> RelationId {
        match self {
            Self::Under(_, field) => field.relation,
            Self::Alone(relation) => relation,
        }
    }

    /// The keys that name its ends.
    pub(super) fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Alone(_) => &["from", "to"],
            Self::Under(_, field) if field.direction == Direction::In => &["from"],
            Self::Under(..) => &["to"],
        }
    }
}

/// The ends of a link as they are read.
#[derive(Clone, Copy)]
pub(super) struct Ends<'a> {
    /// The way in which the link is written.
    pub(super) written: Written<'a>,
    from: Option<View<'a>>,
    to: Option<View<'a>>,
    /// True if an end stands under the key of the other, which is told.
    crossed: bool,
}

impl<'a> Ends<'a> {
    /// None yet.
    pub(super) fn new(written: Written<'a>) -> Self {
        Self { written, from: None, to: None, crossed: false }
    }

    /// The other end of a link under a field, where it is all that is written.
    pub(super) fn with_other(self, view: View<'a>) -> Self {
        match self.written.keys() {
            ["from"] => Self { from: Some(view), ..self },
            _ => Self { to: Some(view), ..self },
        }
    }

    /// The end that the record names, or the target of a link alone.
    pub(super) fn far(self) -> Option<View<'a>> {
        match self.written.keys() {
            ["from"] => self.from,
            _ => self.to,
        }
    }
}

impl<'a> Checker<'a> {
    /// Reads a field if it is an end.
    pub(super) fn end_field(&mut self, ends: &mut Ends<'a>, entry: &Entry<'a>) -> bool {
        let is_from = match entry.name {
            "from" => true,
            "to" => false,
            _ => return false,
        };
        if let (Written::Under(_, field), false) =
            (ends.written, ends.written.keys().contains(&entry.name))
        {
            let (right, leads) =
                if is_from { ("to", "leads away from") } else { ("from", "leads to") };
            let message = format!(
                "\"{}\" {leads} this entity; name the other end with \"{right}\"",
                field.key
            );
            self.problems.add(Code::UnknownField, entry.key.span(), message);
            ends.crossed = true;
        } else if is_from {
            ends.from = Some(entry.value);
        } else {
            ends.to = Some(entry.value);
        }
        true
    }

    /// Both ends, as far as they are named and are there.
    pub(super) fn ends(
        &mut self,
        ends: Ends<'a>,
        link: View<'a>,
    ) -> (Option<EntityIndex>, Option<EntityIndex>) {
        for &key in ends.written.keys() {
            let given = if key == "from" { ends.from } else { ends.to };
            if given.is_none() && !ends.crossed {
                let message = format!("the link has no \"{key}\"");
                self.problems.add(Code::MissingValue, link.span(), message);
            }
        }
        let from = ends.from.and_then(|view| self.end(view));
        let to = ends.to.and_then(|view| self.end(view));
        match ends.written {
            Written::Alone(_) => (from, to),
            Written::Under(owner, field) if field.direction == Direction::In => (from, Some(owner)),
            Written::Under(owner, _) => (Some(owner), to),
        }
    }

    /// The entity that an id names, if it is there.
    pub(super) fn end(&mut self, view: View<'a>) -> Option<EntityIndex> {
        let id = self.text(view)?;
        match self.context.index.get(id) {
            Some(Known::Entity(index)) => Some(index),
            Some(Known::Broken) => None,
            None => {
                self.unknown.push(Unknown { id, place: view.span(), wanted: Wanted::Entity });
                None
            }
        }
    }

    /// A symmetric relation is stored once, from the smaller id to the larger.
    pub(super) fn normalized(
        &self,
        relation: RelationId,
        from: EntityIndex,
        to: EntityIndex,
    ) -> (EntityIndex, EntityIndex) {
        let id = |index| self.context.index.entity(index).map(|entity| entity.id);
        if self.context.ontology.relation(relation).symmetric && id(to) < id(from) {
            return (to, from);
        }
        (from, to)
    }

    /// Tells of a link that does not say its direction, and where it can be written.
    pub(super) fn ambiguous_direction(
        &mut self,
        kind: &Kind,
        field: &RelationField,
        entry: &Entry<'a>,
    ) {
        let relation = &self.context.ontology.relation(field.relation).name;
        let written = |direction, when: &str| {
            let mut directed = kind.relations.iter().filter(|it| it.relation == field.relation);
            let it = directed.find(|it| it.direction == direction)?;
            Some(format!("under \"{}\" if it {when} here", it.key))
        };
        let (out, into) = (written(Direction::Out, "starts"), written(Direction::In, "leads"));
        let alone = format!("as a record of {relation} with \"from\" and \"to\"");
        let places = match (out, into) {
            (Some(out), Some(into)) => format!("{out}, {into}"),
            (Some(one), None) | (None, Some(one)) => format!("{one}, else {alone}"),
            (None, None) => alone,
        };
        let message = format!(
            "\"{}\" shows the links of {relation} in both directions, so a link under it does not say which way it goes",
            field.key
        );
        let problem = Diagnostic::new(Code::AmbiguousDirection, entry.key.span(), message);
        self.problems.push(problem.help(format!("write the link {places}")));
    }

    /// Tells of kinds that the relation cannot tie.
    pub(super) fn wrong_end(
        &mut self,
        written: Written<'_>,
        from: KindId,
        to: KindId,
        place: Span,
    ) {
        let ontology = self.context.ontology;
        let name = |kind: KindId| ontology.kind(kind).name.as_str();
        let message = match written {
            Written::Under(_, field) => {
                let target = ontology.target_name(field.target);
                let found = if field.direction == Direction::In { from } else { to };
                format!("\"{}\" ties to {target}, and this is {}", field.key, name(found))
            }
            Written::Alone(relation) => {
                let relation = &ontology.relation(relation).name;
                format!("{relation} cannot lead from {} to {}", name(from), name(to))
            }
        };
        let pairs = ontology.relation(written.relation()).pairs.iter();
        let mut allowed: Vec<String> =
            pairs.map(|&(from, to)| format!("{} to {}", name(from), name(to))).collect();
        let rest = allowed.len().saturating_sub(MAX_PAIRS);
        allowed.truncate(MAX_PAIRS);
        let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        let help = format!("it may lead from {}{more}", allowed.join(", "));
        self.problems.push(Diagnostic::new(Code::WrongEnd, place, message).help(help));
    }
}
