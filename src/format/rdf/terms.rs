//! The terms: addresses of entities, links and properties, and literals.

use crate::value::{PartialDate, Precision, Qualifier};
use oxrdf::{
    Literal, NamedNode, NamedNodeRef, Term,
    vocab::{rdf, xsd},
};
use std::{fmt::Write, io};

/// Terms that others defined.
macro_rules! vocabulary {
    ($($name:ident: $iri:literal;)*) => {
        $(pub(super) const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked($iri);)*
    };
}

vocabulary! {
    DCTERMS_DATE: "http://purl.org/dc/terms/date";
    DCTERMS_DESCRIPTION: "http://purl.org/dc/terms/description";
    DCTERMS_IDENTIFIER: "http://purl.org/dc/terms/identifier";
    DCTERMS_ISSUED: "http://purl.org/dc/terms/issued";
    DCTERMS_LANGUAGE: "http://purl.org/dc/terms/language";
    DCTERMS_PUBLISHER: "http://purl.org/dc/terms/publisher";
    DCTERMS_SOURCE: "http://purl.org/dc/terms/source";
    DCTERMS_TITLE: "http://purl.org/dc/terms/title";
    ORG_HEAD_OF: "http://www.w3.org/ns/org#headOf";
    ORG_HOLDS: "http://www.w3.org/ns/org#holds";
    ORG_MEMBER_OF: "http://www.w3.org/ns/org#memberOf";
    ORG_ORGANIZATION: "http://www.w3.org/ns/org#Organization";
    ORG_POST: "http://www.w3.org/ns/org#Post";
    ORG_POST_IN: "http://www.w3.org/ns/org#postIn";
    PROV_ENTITY: "http://www.w3.org/ns/prov#Entity";
    PROV_ENTITY_OF: "http://www.w3.org/ns/prov#entity";
    PROV_PRIMARY_SOURCE: "http://www.w3.org/ns/prov#PrimarySource";
    PROV_QUALIFIED: "http://www.w3.org/ns/prov#qualifiedPrimarySource";
    SCHEMA_COUNTRY: "https://schema.org/Country";
    SCHEMA_DESCRIPTION: "https://schema.org/description";
    SCHEMA_DOCUMENT: "https://schema.org/CreativeWork";
    SCHEMA_END: "https://schema.org/endDate";
    SCHEMA_EVENT: "https://schema.org/Event";
    SCHEMA_ORGANIZATION: "https://schema.org/Organization";
    SCHEMA_PERSON: "https://schema.org/Person";
    SCHEMA_PLACE: "https://schema.org/Place";
    SCHEMA_PROJECT: "https://schema.org/Project";
    SCHEMA_SAME_AS: "https://schema.org/sameAs";
    SCHEMA_START: "https://schema.org/startDate";
    SCHEMA_URL: "https://schema.org/url";
    SKOS_ALT: "http://www.w3.org/2004/02/skos/core#altLabel";
    SKOS_CONCEPT: "http://www.w3.org/2004/02/skos/core#Concept";
    SKOS_NOTE: "http://www.w3.org/2004/02/skos/core#note";
    SKOS_PREF: "http://www.w3.org/2004/02/skos/core#prefLabel";
}

const DCTERMS: &str = "http://purl.org/dc/terms/";
const ORG: &str = "http://www.w3.org/ns/org#";
const PROV: &str = "http://www.w3.org/ns/prov#";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const SCHEMA: &str = "https://schema.org/";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// Dates with a mark: <https://id.loc.gov/datatypes/edtf.html>.
const EDTF: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://id.loc.gov/datatypes/edtf");

/// The classes of others for kinds that are called so, and for the built-in one.
pub(super) fn classes(kind: &str) -> &'static [NamedNodeRef<'static>] {
    match kind {
        "Person" => &[SCHEMA_PERSON],
        "Organization" | "Company" => &[SCHEMA_ORGANIZATION, ORG_ORGANIZATION],
        "Post" => &[ORG_POST],
        "Event" => &[SCHEMA_EVENT],
        "Country" => &[SCHEMA_COUNTRY],
        "Place" => &[SCHEMA_PLACE],
        "Project" => &[SCHEMA_PROJECT],
        "Topic" => &[SKOS_CONCEPT],
        "Source" => &[SCHEMA_DOCUMENT, PROV_ENTITY],
        _ => &[],
    }
}

/// The property of the W3C's Organization Ontology for a relation that is called so.
pub(super) fn relation(name: &str) -> Option<NamedNodeRef<'static>> {
    match name {
        "HOLDS_POST" => Some(ORG_HOLDS),
        "POST_IN" => Some(ORG_POST_IN),
        "MEMBER_OF" => Some(ORG_MEMBER_OF),
        "HEAD_OF" => Some(ORG_HEAD_OF),
        _ => None,
    }
}

/// Addresses under the base of a data set.
pub(super) struct Terms {
    base: String,
}

impl Terms {
    /// # Errors
    /// If the base is no address.
    pub(super) fn new(base: &str) -> io::Result<Self> {
        let base = base.trim_end_matches('/').to_owned();
        // All addresses begin with it and go on with letters that stand in any.
        NamedNode::new(&base).map_err(io::Error::other)?;
        Ok(Self { base })
    }

    /// Prefixes and what they stand for.
    pub(super) fn prefixes(&self) -> [(&'static str, String); 10] {
        let base = &self.base;
        [
            ("dcterms", DCTERMS.to_owned()),
            ("entity", format!("{base}/entity/")),
            ("link", format!("{base}/link/")),
            ("org", ORG.to_owned()),
            ("prov", PROV.to_owned()),
            ("rdf", RDF.to_owned()),
            ("schema", SCHEMA.to_owned()),
            ("skos", SKOS.to_owned()),
            ("vocab", format!("{base}/vocab#")),
            ("xsd", XSD.to_owned()),
        ]
    }

    /// The document itself.
    pub(super) fn document(&self) -> NamedNode {
        NamedNode::new_unchecked(format!("{}/export", self.base))
    }

    /// An entity: the address of its page on a server.
    pub(super) fn entity(&self, id: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}/entity/{}", self.base, encoded(id)))
    }

    /// A link.
    pub(super) fn link(&self, id: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}/link/{}", self.base, encoded(id)))
    }

    /// A kind, a relation or a property of the type definitions.
    pub(super) fn own(&self, name: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}/vocab#{}", self.base, encoded(name)))
    }
}

/// A part of something that has an address.
pub(super) fn part(whole: &NamedNode, name: &str, at: usize) -> NamedNode {
    NamedNode::new_unchecked(format!("{}#{name}-{}", whole.as_str(), at + 1))
}

/// A text as a segment of a path, with what may not stand there as `%C3%A4`.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // A string takes any text.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// A text without a language.
pub(super) fn text(text: &str) -> Literal {
    Literal::new_simple_literal(text)
}

/// A text in a language, where the tag is one.
pub(super) fn in_language(value: &str, lang: Option<&str>) -> Literal {
    let tagged = lang.map(|lang| Literal::new_language_tagged_literal(value, lang));
    tagged.and_then(Result::ok).unwrap_or_else(|| text(value))
}

/// A date, by how much of it is known; with a mark it is one of EDTF. Nothing for `?`.
pub(super) fn date(date: PartialDate) -> Option<Literal> {
    let datatype = match (date.qualifier(), date.precision()) {
        (_, Precision::Unknown) => return None,
        (Qualifier::Uncertain | Qualifier::Approximate, _) => EDTF,
        (Qualifier::Exact | Qualifier::Disputed, Precision::Year) => xsd::G_YEAR,
        (Qualifier::Exact | Qualifier::Disputed, Precision::Month) => xsd::G_YEAR_MONTH,
        (Qualifier::Exact | Qualifier::Disputed, Precision::Day) => xsd::DATE,
    };
    Some(Literal::new_typed_literal(date.to_string(), datatype))
}

/// An address, or a text where it is none.
pub(super) fn address(url: &str) -> Term {
    match NamedNode::new(url) {
        Ok(iri) => iri.into(),
        Err(_) => text(url).into(),
    }
}

/// JSON: <https://www.w3.org/TR/json-ld11/#the-rdf-json-datatype>.
pub(super) fn json(value: &str) -> Literal {
    let datatype = format!("{RDF}JSON");
    Literal::new_typed_literal(value, NamedNode::new_unchecked(datatype))
}

/// The type of a resource.
pub(super) const TYPE: NamedNodeRef<'static> = rdf::TYPE;
