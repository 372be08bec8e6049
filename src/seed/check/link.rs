//! Links: under a field of an entity, or alone.

use super::{
    Checker, Draft,
    index::{Alone, Known, invalid_id, is_id},
    property::Properties,
    time::Times,
    unknown::{Unknown, Wanted},
};
use crate::{
    diagnostics::{Code, Diagnostic, Span},
    graph::{CitationRecord, EntityIndex, Evidence, LinkRecord, LinkStatus},
    ontology::{Direction, KindId, Ontology, RelationField, RelationId},
    seed::tree::{Entry, Shape, View},
};
use hashbrown::HashMap;

/// What every link may have beside its ends and properties.
const BUILT_IN: [&str; 9] =
    ["id", "at", "since", "until", "attested", "status", "evidence", "note", "sources"];

/// How many sources links must cite, by the relation fields on both sides.
#[derive(Debug)]
pub(super) struct MinSources(HashMap<(RelationId, Direction, KindId), u32>);

impl MinSources {
    /// What the definitions ask.
    pub(super) fn new(ontology: &Ontology) -> Self {
        let mut table = HashMap::new();
        for (kind, definition) in ontology.kinds() {
            for field in definition.relations.iter().filter(|field| field.min_sources > 0) {
                table.insert((field.relation, field.direction, kind), field.min_sources);
            }
        }
        Self(table)
    }

    fn of(&self, relation: RelationId, from: KindId, to: KindId) -> u32 {
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

/// How a link is written.
#[derive(Clone, Copy)]
enum Written<'a> {
    /// Under a field of an entity.
    Under(EntityIndex, &'a RelationField),
    /// Alone.
    Alone(RelationId),
}

impl Written<'_> {
    fn relation(self) -> RelationId {
        match self {
            Self::Under(_, field) => field.relation,
            Self::Alone(relation) => relation,
        }
    }

    /// The end that the record names, or the target of a link alone.
    fn far_end<T>(self, from: Option<T>, to: Option<T>) -> Option<T> {
        match self {
            Self::Under(_, field) if field.direction == Direction::In => from,
            Self::Under(..) | Self::Alone(_) => to,
        }
    }

    /// The keys that name its ends.
    fn ends(self) -> &'static [&'static str] {
        match self {
            Self::Alone(_) => &["from", "to"],
            Self::Under(_, field) if field.direction == Direction::In => &["from"],
            Self::Under(..) => &["to"],
        }
    }
}

/// A link as it is read.
struct Parts<'a> {
    written: Written<'a>,
    from: Option<View<'a>>,
    to: Option<View<'a>>,
    /// Whether an end stands under the key of the other, which is told.
    crossed: bool,
    id: Option<String>,
    times: Times,
    status: LinkStatus,
    evidence: Evidence,
    note: Option<String>,
    sources: usize,
    citations: Vec<CitationRecord>,
    properties: Properties<'a>,
}

impl<'a> Checker<'a> {
    /// The links under a field: an id or a map, or a list of these.
    pub(super) fn links_of(
        &mut self,
        owner: EntityIndex,
        field: &'a RelationField,
        view: View<'a>,
    ) {
        for item in view.items() {
            let mut parts = self.parts(Written::Under(owner, field));
            match item.shape() {
                Shape::Map => self.link_fields(&mut parts, item, |_| false),
                Shape::Absent | Shape::Text | Shape::List if field.direction == Direction::In => {
                    parts.from = Some(item);
                }
                Shape::Absent | Shape::Text | Shape::List => parts.to = Some(item),
            }
            self.finish_link(parts, item);
        }
    }

    /// A link that stands alone.
    pub(super) fn link_alone(&mut self, alone: &Alone<'a>) {
        let mut parts = self.parts(Written::Alone(alone.relation));
        let head = alone.head;
        self.link_fields(&mut parts, alone.fields, |entry| head.contains(entry.value.id()));
        self.finish_link(parts, alone.fields);
    }

    fn parts(&self, written: Written<'a>) -> Parts<'a> {
        let definitions = self.context.ontology.properties_of(written.relation());
        Parts {
            written,
            from: None,
            to: None,
            crossed: false,
            id: None,
            times: Times::default(),
            status: LinkStatus::Actual,
            evidence: Evidence::Reported,
            note: None,
            sources: 0,
            citations: Vec::new(),
            properties: Properties::new(definitions),
        }
    }

    fn link_fields(
        &mut self,
        parts: &mut Parts<'a>,
        view: View<'a>,
        is_head: impl Fn(&Entry<'a>) -> bool,
    ) {
        for entry in self.fields(view) {
            if !is_head(&entry) && !self.time_field(&mut parts.times, &entry) {
                self.link_field(parts, &entry);
            }
        }
    }

    fn link_field(&mut self, parts: &mut Parts<'a>, entry: &Entry<'a>) {
        let value = entry.value;
        match entry.name {
            "from" | "to" if !parts.written.ends().contains(&entry.name) => {
                parts.crossed = true;
                self.wrong_end_key(parts.written, entry);
            }
            "from" => parts.from = Some(value),
            "to" => parts.to = Some(value),
            "id" => parts.id = self.link_id(value),
            "status" => {
                let status = self.one_of(value, LinkStatus::ALL, LinkStatus::as_str);
                parts.status = status.unwrap_or(parts.status);
            }
            "evidence" => {
                let evidence = self.one_of(value, Evidence::ALL, Evidence::as_str);
                parts.evidence = evidence.unwrap_or(parts.evidence);
            }
            "note" => parts.note = self.text(value).map(str::to_owned),
            "sources" => {
                let citations = self.citations(value);
                parts.sources = citations.named;
                parts.citations = citations.list;
            }
            name => match parts.properties.find(name) {
                Some((at, property)) => {
                    let found = self.property(property, value);
                    parts.properties.set(at, found, value.span());
                }
                None => self.unknown_link_field(parts.written, entry),
            },
        }
    }

    fn link_id(&mut self, view: View<'a>) -> Option<String> {
        let text = self.text(view)?;
        if !is_id(text) {
            self.problems.push(invalid_id(text, view.span()));
            return None;
        }
        Some(text.to_owned())
    }

    fn wrong_end_key(&mut self, written: Written<'_>, entry: &Entry<'_>) {
        let Written::Under(_, field) = written else { return };
        let right = match entry.name {
            "from" => "to",
            _ => "from",
        };
        let leads = match right {
            "to" => "leads away from this entity",
            _ => "leads to this entity",
        };
        let message = format!("\"{}\" {leads}; name the other end with \"{right}\"", field.key);
        self.problems.add(Code::UnknownField, entry.key.span(), message);
    }

    fn unknown_link_field(&mut self, written: Written<'_>, entry: &Entry<'_>) {
        let ontology = self.context.ontology;
        let relation = &ontology.relation(written.relation()).name;
        let properties = ontology.properties_of(written.relation()).iter().map(|p| p.key.as_str());
        let known = written.ends().iter().copied().chain(BUILT_IN).chain(properties);
        self.unknown_field(entry, relation, known);
    }

    /// Resolves the ends and checks what the parts say together.
    fn finish_link(&mut self, parts: Parts<'a>, view: View<'a>) {
        let Parts { written, from, to, id, times, status, evidence, note, .. } = parts;
        let Parts { sources, citations, properties, crossed, .. } = parts;
        let relation = written.relation();
        let place = written.far_end(from, to).unwrap_or(view).span();
        if !crossed {
            self.missing_ends(written, from, to, view);
        }
        let ends = self.ends(written, from, to);
        let time = self.time(times);
        let name = &self.context.ontology.relation(relation).name;
        let values = properties.finish(self, name, place);
        let kind = |index| self.context.index.entity(index).map(|entity| entity.kind);
        let (Some(from), Some(to)) = ends else {
            let known = ends.0.or(ends.1);
            self.broken.extend(known.map(|entity| (relation, entity)));
            return;
        };
        let (Some(from_kind), Some(to_kind)) = (kind(from), kind(to)) else { return };
        let min = self.context.min_sources.of(relation, from_kind, to_kind);
        self.enough_sources(name, sources, min, place);
        if !self.context.ontology.relation(relation).allows(from_kind, to_kind) {
            self.broken.extend([(relation, from), (relation, to)]);
            return self.wrong_end(written, from_kind, to_kind, place);
        }
        let (from, to) = self.normalized(relation, from, to);
        let link =
            LinkRecord { relation, id, from, to, time, status, evidence, note, citations, values };
        self.links.push(Draft { link, place });
    }

    fn missing_ends(
        &mut self,
        written: Written<'a>,
        from: Option<View<'a>>,
        to: Option<View<'a>>,
        view: View<'a>,
    ) {
        for &end in written.ends() {
            let given = if end == "from" { from } else { to };
            if given.is_none() {
                let message = format!("the link has no \"{end}\"");
                self.problems.add(Code::MissingValue, view.span(), message);
            }
        }
    }

    /// Both ends, as far as they are named and are there.
    fn ends(
        &mut self,
        written: Written<'a>,
        from: Option<View<'a>>,
        to: Option<View<'a>>,
    ) -> (Option<EntityIndex>, Option<EntityIndex>) {
        let from = from.and_then(|view| self.end(view));
        let to = to.and_then(|view| self.end(view));
        match written {
            Written::Alone(_) => (from, to),
            Written::Under(owner, field) if field.direction == Direction::In => (from, Some(owner)),
            Written::Under(owner, _) => (Some(owner), to),
        }
    }

    fn end(&mut self, view: View<'a>) -> Option<EntityIndex> {
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
    fn normalized(
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

    /// Tells of kinds that the relation cannot tie.
    fn wrong_end(&mut self, written: Written<'_>, from: KindId, to: KindId, place: Span) {
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
        let mut allowed: Vec<String> = Vec::new();
        for (from, to) in &ontology.relation(written.relation()).pairs {
            allowed.push(format!("{} to {}", name(*from), name(*to)));
        }
        let rest = allowed.len().saturating_sub(8);
        allowed.truncate(8);
        let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        let help = format!("it may lead from {}{more}", allowed.join(", "));
        self.problems.push(Diagnostic::new(Code::WrongEnd, place, message).help(help));
    }
}
