//! RDF: Turtle, N-Triples and JSON-LD, with one choice of terms.
//!
//! The built-in fields have standard terms: names are SKOS labels, sources are PROV and Dublin
//! Core, times are those of schema.org. What the type definitions of a data set bring is a
//! vocabulary of its own, under `vocab#`. A link is a resource, a reified statement
//! (<https://www.w3.org/TR/rdf-schema/#ch_reificationvocab>), since it has times and sources;
//! where it is so and undisputed, the plain triple stands beside it.

mod entity;
mod link;
mod structured;
mod terms;

use super::{Format, content::Content, facts::Facts, options::Options};
use crate::graph::NodeId;
use oxjsonld::{JsonLdSerializer, WriterJsonLdSerializer};
use oxrdf::{GraphNameRef, NamedNode, NamedNodeRef, Term, TripleRef};
use oxttl::{
    NTriplesSerializer, TurtleSerializer, ntriples::WriterNTriplesSerializer,
    turtle::WriterTurtleSerializer,
};
use std::io::{self, Write};
use terms::Terms;

/// One of the ways to write triples.
enum Serializer<W: Write> {
    Turtle(WriterTurtleSerializer<W>),
    NTriples(WriterNTriplesSerializer<W>),
    JsonLd(WriterJsonLdSerializer<W>),
}

impl<W: Write> Serializer<W> {
    fn new(format: Format, terms: &Terms, to: W) -> io::Result<Self> {
        let prefixes = terms.prefixes();
        Ok(match format {
            Format::Turtle => {
                let mut turtle = TurtleSerializer::new();
                for (prefix, iri) in prefixes {
                    turtle = turtle.with_prefix(prefix, iri).map_err(io::Error::other)?;
                }
                Self::Turtle(turtle.for_writer(to))
            }
            Format::JsonLd => {
                let mut json = JsonLdSerializer::new();
                for (prefix, iri) in prefixes {
                    json = json.with_prefix(prefix, iri).map_err(io::Error::other)?;
                }
                Self::JsonLd(json.for_writer(to))
            }
            _ => Self::NTriples(NTriplesSerializer::new().for_writer(to)),
        })
    }

    fn write(&mut self, triple: TripleRef<'_>) -> io::Result<()> {
        match self {
            Self::Turtle(to) => to.serialize_triple(triple),
            Self::NTriples(to) => to.serialize_triple(triple),
            Self::JsonLd(to) => to.serialize_quad(triple.in_graph(GraphNameRef::DefaultGraph)),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Turtle(to) => to.finish().map(|_| ()),
            Self::NTriples(to) => {
                to.finish();
                Ok(())
            }
            Self::JsonLd(to) => to.finish()?.write_all(b"\n"),
        }
    }
}

/// Writes a document.
pub(super) fn write(
    format: Format,
    content: &Content<'_>,
    options: &Options,
    to: &mut dyn Write,
) -> io::Result<()> {
    let terms = Terms::new(options.base.as_deref().unwrap_or(Options::NO_BASE))?;
    let serializer = Serializer::new(format, &terms, to)?;
    let mut graph = Graph { facts: content.facts(), terms, serializer };
    graph.about(content)?;
    for node in content.nodes() {
        graph.entity(node)?;
        for measure in &content.measures {
            graph.measure(node, &measure.name, measure.values.get(node.index()).copied())?;
        }
    }
    let cited = content.cited();
    for source in cited.into_iter().filter(|&source| !content.has(source)) {
        graph.entity(source)?;
    }
    for link in content.links() {
        graph.link(link)?;
    }
    graph.serializer.finish()
}

/// The graph that is written, with its names.
struct Graph<'g, W: Write> {
    facts: Facts<'g>,
    terms: Terms,
    serializer: Serializer<W>,
}

impl<W: Write> Graph<'_, W> {
    fn say<'t>(
        &mut self,
        subject: &NamedNode,
        predicate: impl Into<NamedNodeRef<'t>>,
        object: impl Into<Term>,
    ) -> io::Result<()> {
        let (predicate, object): (NamedNodeRef<'_>, Term) = (predicate.into(), object.into());
        self.serializer.write(TripleRef::new(subject, predicate, &object))
    }

    /// The title and the note of the document, if it has any.
    fn about(&mut self, content: &Content<'_>) -> io::Result<()> {
        let document = self.terms.document();
        if !content.title.is_empty() {
            self.say(&document, terms::DCTERMS_TITLE, terms::text(&content.title))?;
        }
        match content.note() {
            None => Ok(()),
            Some(note) => self.say(&document, terms::DCTERMS_DESCRIPTION, terms::text(&note)),
        }
    }

    /// A number that is not in the data.
    fn measure(&mut self, node: NodeId, name: &str, value: Option<f64>) -> io::Result<()> {
        let Some(value) = value.filter(|it| it.is_finite()) else { return Ok(()) };
        let entity = self.terms.entity(&self.facts.id(node));
        let property = self.terms.own(name);
        self.say(&entity, &property, oxrdf::Literal::from(value))
    }
}
