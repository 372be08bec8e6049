//! The triples of an entity, and of a source.

use super::{
    Graph,
    structured::Record,
    terms::{self, date, in_language, part},
};
use crate::{
    format::facts::{Cell, NameFact},
    graph::{Citation, NodeId},
    ontology::{NameKind, Scalar},
    value::PartialDate,
};
use oxrdf::{Literal, NamedNode, NamedNodeRef, Term, vocab::xsd};
use std::io::{self, Write};

impl<'g, W: Write> Graph<'g, W> {
    /// Everything that the data says of an entity.
    pub(super) fn entity(&mut self, node: NodeId) -> io::Result<()> {
        let (facts, entity) = (self.facts, self.terms.entity(&self.facts.id(node)));
        let kind = facts.kind(node);
        let class = self.terms.own(&kind.name);
        self.say(&entity, terms::TYPE, class)?;
        for &class in terms::classes(&kind.name) {
            self.say(&entity, terms::TYPE, class)?;
        }
        self.names(&entity, node)?;
        for (lang, summary) in facts.summaries(node) {
            let summary = in_language(&summary, lang.as_deref());
            self.say(&entity, terms::SCHEMA_DESCRIPTION, summary)?;
        }
        self.external_ids(&entity, node)?;
        let values = self.properties(&entity, node)?;
        self.sources(&entity, facts.node_citations(node))?;
        let names = facts.names(node).enumerate().filter(|(_, name)| has_record(name));
        let names: Vec<_> = names.map(|(at, name)| (part(&entity, "name", at), name)).collect();
        for (record, _) in &names {
            let property = self.terms.own("nameRecord");
            self.say(&entity, &property, record.clone())?;
        }
        for (record, name) in &names {
            self.name_record(record, name)?;
        }
        self.structured(values)?;
        self.citations(&entity, facts.node_citations(node))?;
        self.claims(&entity, node)
    }

    /// The primary name, then the others: a label in a language each.
    fn names(&mut self, entity: &NamedNode, node: NodeId) -> io::Result<()> {
        for (at, name) in self.facts.names(node).enumerate() {
            let label = if at == 0 { terms::SKOS_PREF } else { terms::SKOS_ALT };
            self.say(entity, label, in_language(&name.value, name.lang.as_deref()))?;
        }
        Ok(())
    }

    fn name_record(&mut self, record: &NamedNode, name: &NameFact<'_>) -> io::Result<()> {
        self.say(record, oxrdf::vocab::rdf::VALUE, in_language(&name.value, name.lang.as_deref()))?;
        let kind = self.terms.own("nameKind");
        self.say(record, &kind, terms::text(name.kind.as_str()))?;
        let times = [(terms::SCHEMA_START, &name.since), (terms::SCHEMA_END, &name.until)];
        for (property, day) in times {
            let day = day.as_deref().and_then(|it| it.parse().ok()).and_then(date);
            if let Some(day) = day {
                self.say(record, property, day)?;
            }
        }
        Ok(())
    }

    fn external_ids(&mut self, entity: &NamedNode, node: NodeId) -> io::Result<()> {
        for (scheme, id) in self.facts.external_ids(node) {
            let text = terms::text(&format!("{scheme}:{id}"));
            self.say(entity, terms::DCTERMS_IDENTIFIER, text)?;
            let is_item = id.len() > 1 && id.starts_with('Q');
            let is_item = is_item && id.bytes().skip(1).all(|it| it.is_ascii_digit());
            if scheme == "wikidata" && is_item {
                let item = format!("http://www.wikidata.org/entity/{id}");
                self.say(entity, terms::SCHEMA_SAME_AS, terms::address(&item))?;
            }
        }
        Ok(())
    }

    fn properties(&mut self, entity: &NamedNode, node: NodeId) -> io::Result<Vec<Record<'g>>> {
        let kind = self.facts.kind(node);
        let mut records = Vec::new();
        for (at, property) in kind.properties.iter().enumerate() {
            let Some(cell) = self.facts.property(node, at) else { continue };
            if let Scalar::Structured(id) = property.ty.scalar {
                self.records(entity, &property.name, cell, id, &mut records)?;
                continue;
            }
            let name = self.terms.own(&property.name);
            self.values(entity, &name, &cell, property.ty.scalar)?;
            let standard = if kind.built_in { of_source(&property.name) } else { None };
            if let Some(standard) = standard {
                self.values(entity, standard, &cell, property.ty.scalar)?;
            }
        }
        Ok(records)
    }

    /// The values of a property; those of a list in no order.
    pub(super) fn values<'t>(
        &mut self,
        subject: &NamedNode,
        property: impl Into<NamedNodeRef<'t>>,
        cell: &Cell<'_>,
        scalar: Scalar,
    ) -> io::Result<()> {
        let property = property.into();
        match cell {
            Cell::List(items) => {
                items.iter().try_for_each(|item| self.values(subject, property, item, scalar))
            }
            cell => match term(cell, scalar) {
                Some(term) => self.say(subject, property, term),
                None => {
                    // Of `?` nothing is known but that there is such a day.
                    self.say(subject, property, terms::text("?"))
                }
            },
        }
    }

    /// The cited sources, and the records of citations that say more than which source.
    pub(super) fn sources(
        &mut self,
        of: &NamedNode,
        citations: impl Iterator<Item = Citation> + Clone,
    ) -> io::Result<()> {
        for citation in citations.clone() {
            let source = self.terms.entity(&self.facts.id(citation.source));
            self.say(of, terms::DCTERMS_SOURCE, source)?;
        }
        for (at, _) in citations.enumerate().filter(|(_, it)| says_more(it)) {
            self.say(of, terms::PROV_QUALIFIED, part(of, "source", at))?;
        }
        Ok(())
    }

    /// The records that [`Self::sources`] names.
    pub(super) fn citations(
        &mut self,
        of: &NamedNode,
        citations: impl Iterator<Item = Citation>,
    ) -> io::Result<()> {
        let facts = self.facts;
        for (at, citation) in citations.enumerate() {
            let (locator, note) = (facts.optional(citation.locator), facts.optional(citation.note));
            if locator.is_none() && note.is_none() {
                continue;
            }
            let record = part(of, "source", at);
            self.say(of, terms::PROV_QUALIFIED, record.clone())?;
            self.say(&record, terms::TYPE, terms::PROV_PRIMARY_SOURCE)?;
            let source = self.terms.entity(&facts.id(citation.source));
            self.say(&record, terms::PROV_ENTITY_OF, source)?;
            if let Some(locator) = locator {
                let property = self.terms.own("locator");
                self.say(&record, &property, terms::text(&locator))?;
            }
            if let Some(note) = note {
                self.say(&record, terms::SKOS_NOTE, terms::text(&note))?;
            }
        }
        Ok(())
    }

    /// The claims about properties, if they are asked one by one.
    fn claims(&mut self, entity: &NamedNode, node: NodeId) -> io::Result<()> {
        let facts = self.facts;
        let mut at = 0;
        for (property, claims) in facts.claims(node) {
            for claim in claims {
                let record = part(entity, "claim", at);
                at += 1;
                let [has, of, preferred] =
                    ["claim", "claimOf", "preferred"].map(|it| self.terms.own(it));
                let property = self.terms.own(&property.name);
                self.say(entity, &has, record.clone())?;
                self.say(&record, &of, property)?;
                let value = terms::text(&facts.claimed(claim));
                self.say(&record, oxrdf::vocab::rdf::VALUE, value)?;
                self.say(&record, &preferred, Literal::from(claim.preferred))?;
                for citation in &claim.citations {
                    let source = self.terms.entity(&facts.id(citation.source));
                    self.say(&record, terms::DCTERMS_SOURCE, source)?;
                }
                if let Some(note) = facts.optional(claim.note) {
                    self.say(&record, terms::SKOS_NOTE, terms::text(&note))?;
                }
            }
        }
        Ok(())
    }
}

/// Returns whether a name has more than a text and a language.
fn has_record(name: &NameFact<'_>) -> bool {
    let is_plain = matches!(name.kind, NameKind::Primary | NameKind::Alias);
    !is_plain || name.since.is_some() || name.until.is_some()
}

/// Returns whether a citation has more than its source.
fn says_more(citation: &Citation) -> bool {
    !(citation.locator.is_null() && citation.note.is_null())
}

/// The standard terms for the properties of sources, which Corridor defines.
fn of_source(property: &str) -> Option<NamedNodeRef<'static>> {
    match property {
        "publisher" => Some(terms::DCTERMS_PUBLISHER),
        "published" => Some(terms::DCTERMS_ISSUED),
        "url" => Some(terms::SCHEMA_URL),
        "lang" => Some(terms::DCTERMS_LANGUAGE),
        _ => None,
    }
}

/// A single value.
fn term(cell: &Cell<'_>, scalar: Scalar) -> Option<Term> {
    Some(match (cell, scalar) {
        (Cell::Integer(number), _) => Literal::from(*number).into(),
        (Cell::Long(number), _) => Literal::from(*number).into(),
        (Cell::Double(number), _) => Literal::from(*number).into(),
        (Cell::Boolean(boolean), _) => Literal::from(*boolean).into(),
        (Cell::Text(text), Scalar::PartialDate | Scalar::Date) => {
            date(text.parse::<PartialDate>().ok()?)?.into()
        }
        (Cell::Text(text), Scalar::Decimal) => {
            Literal::new_typed_literal(&**text, xsd::DECIMAL).into()
        }
        (Cell::Text(text), Scalar::DateTime) => {
            Literal::new_typed_literal(&**text, xsd::DATE_TIME).into()
        }
        (Cell::Text(text), Scalar::Url) => terms::address(text),
        (Cell::Text(text), Scalar::Json) => terms::json(text).into(),
        (
            Cell::Text(_),
            Scalar::String
            | Scalar::Id
            | Scalar::Int
            | Scalar::Float
            | Scalar::BigInt
            | Scalar::Boolean
            | Scalar::Enum(_),
        )
        | (Cell::List(_) | Cell::Fields(_), _)
        | (Cell::Text(_), Scalar::Structured(_)) => terms::text(&cell.text("; ")).into(),
    })
}
