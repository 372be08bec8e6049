//! The triples of a link.

use super::{
    Graph,
    structured::Record,
    terms::{self, date},
};
use crate::{
    graph::LinkId,
    ontology::{Evidence, LinkStatus, Scalar},
    value::{PartialDate, Precision},
};
use oxrdf::{Literal, NamedNode, vocab::rdf};
use std::io::{self, Write};

impl<'g, W: Write> Graph<'g, W> {
    /// A link as a statement with all that the data says of it, behind the plain triple where
    /// it is so and nobody denies it.
    pub(super) fn link(&mut self, link: LinkId) -> io::Result<()> {
        let facts = self.facts;
        let (from, to) = facts.ends(link);
        let [from, to] = [from, to].map(|end| self.terms.entity(&facts.id(end)));
        let (status, evidence) = (facts.status(link), facts.evidence(link));
        let relation = self.terms.own(facts.relation(link));
        if status == LinkStatus::Actual && evidence != Evidence::Disputed {
            self.say(&from, &relation, to.clone())?;
            if facts.is_symmetric(link) {
                self.say(&to, &relation, from.clone())?;
            }
            if let Some(standard) = terms::relation(facts.relation(link)) {
                self.say(&from, standard, to.clone())?;
            }
        }
        let record = self.terms.link(&facts.link_id(link));
        self.say(&record, terms::TYPE, rdf::STATEMENT)?;
        self.say(&record, rdf::SUBJECT, from)?;
        self.say(&record, rdf::PREDICATE, relation)?;
        self.say(&record, rdf::OBJECT, to)?;
        let [own_status, own_evidence] = ["status", "evidence"].map(|it| self.terms.own(it));
        self.say(&record, &own_status, terms::text(status.as_str()))?;
        self.say(&record, &own_evidence, terms::text(evidence.as_str()))?;
        if let Some(disputed) = facts.disputed(link) {
            let property = self.terms.own("disputed");
            self.values(&record, &property, &disputed, Scalar::String)?;
        }
        self.time(&record, link)?;
        let values = self.link_properties(&record, link)?;
        if let Some(note) = facts.note(link) {
            self.say(&record, terms::SKOS_NOTE, terms::text(&note))?;
        }
        self.sources(&record, facts.link_citations(link))?;
        self.structured(values)?;
        self.citations(&record, facts.link_citations(link))
    }

    fn time(&mut self, record: &NamedNode, link: LinkId) -> io::Result<()> {
        let time = self.facts.time(link);
        let days = [
            (terms::DCTERMS_DATE, time.at),
            (terms::SCHEMA_START, time.since),
            (terms::SCHEMA_END, time.until),
        ];
        for (property, day) in days {
            if let Some(day) = day.and_then(date) {
                self.say(record, property, day)?;
            }
        }
        let is_unknown = |it: PartialDate| it.precision() == Precision::Unknown;
        if time.until.is_some_and(is_unknown) {
            // It has ended, on a day that nobody knows.
            let ended = self.terms.own("ended");
            self.say(record, &ended, Literal::from(true))?;
        }
        if let Some(attested) = self.facts.attested(link) {
            let property = self.terms.own("attested");
            self.values(record, &property, &attested, Scalar::PartialDate)?;
        }
        Ok(())
    }

    fn link_properties(&mut self, record: &NamedNode, link: LinkId) -> io::Result<Vec<Record<'g>>> {
        let mut records = Vec::new();
        let properties = self.facts.link_properties(self.facts.relation_id(link));
        for (at, property) in properties.iter().enumerate() {
            let Some(cell) = self.facts.link_property(link, at) else { continue };
            if let Scalar::Structured(id) = property.ty.scalar {
                self.records(record, &property.name, cell, id, &mut records)?;
                continue;
            }
            let name = self.terms.own(&property.name);
            self.values(record, &name, &cell, property.ty.scalar)?;
        }
        for (reference, node) in self.facts.referred(link) {
            let name = self.terms.own(&reference.name);
            let entity = self.terms.entity(&self.facts.id(node));
            self.say(record, &name, entity)?;
        }
        Ok(records)
    }
}
