//! The Entity Reconciliation API of the W3C community group, version 0.2, over a graph.
//!
//! OpenRefine and other tools for tables speak it: they send a column of names and get the
//! entities that may be meant, then ask for more of their properties. What is asked comes as
//! text that `http` took out of a request, and what is answered goes back as text; nothing
//! here knows of methods or headers. Kinds are the types of that API, properties and relation
//! fields its properties, both under the names that the GraphQL API has for them.

mod cells;
mod extend;
mod json;
mod manifest;
mod page;
mod query;
mod strict;
mod suggest;
mod terms;

pub use page::refusal_page;

use crate::{
    graph::Graph,
    limits::{Budget, Exhausted, Limits},
    ontology::Ontology,
    search::matching::Matcher,
};
use std::borrow::Cow;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub enum Ask<'a> {
    /// What the service can do; addresses in it begin with `base`.
    Manifest {
        /// The address of the server, without a slash at its end.
        base: &'a str,
    },
    /// Candidates for a batch of queries, in JSON.
    Queries(&'a str),
    /// Properties of entities, in JSON.
    Extend(&'a str),
    /// What begins with a text that is being typed.
    Suggest {
        /// What is looked for.
        what: Suggested,
        /// The text so far.
        prefix: &'a str,
        /// Only entities or properties of this type.
        of_type: Option<&'a str>,
        /// How many of the best are passed over.
        skip: usize,
    },
    /// Properties that entities of a type have, or of any.
    Propose {
        /// The type.
        of_type: Option<&'a str>,
        /// How many at most.
        limit: Option<usize>,
    },
    /// A page about one entity.
    Page {
        /// Which.
        id: &'a str,
    },
}

/// What can be suggested while it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suggested {
    /// Entities, by any of their names or their id.
    Entities,
    /// Properties and relation fields.
    Properties,
    /// Kinds, interfaces and unions.
    Types,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A JSON text.
    Json(String),
    /// An HTML page.
    Html(String),
}

/// Why nothing is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Of which sort.
    pub sort: ProblemSort,
    /// What is wrong, and what to do.
    pub message: String,
}

/// Of which sort a [`Problem`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemSort {
    /// The request does not say what the API has it say.
    Malformed,
    /// A batch has more queries than it may.
    LargeBatch,
    /// Another limit would be passed: its name.
    OverLimit(&'static str),
    /// There is no entity of that id.
    NoEntity,
}

impl Problem {
    fn malformed(message: impl Into<String>) -> Self {
        Self { sort: ProblemSort::Malformed, message: message.into() }
    }

    /// The same, with the place in the request before it.
    fn at(self, place: &str) -> Self {
        Self { message: format!("`{place}`: {}", self.message), ..self }
    }

    fn over(limit: &'static str, message: impl Into<String>) -> Self {
        Self { sort: ProblemSort::OverLimit(limit), message: message.into() }
    }
}

impl From<Exhausted> for Problem {
    fn from(exhausted: Exhausted) -> Self {
        let limit = exhausted.limit();
        Self::over(limit, format!("the request passes the limit `{limit}`; ask for less at once"))
    }
}

/// Everything that an answer is made from.
#[derive(Clone, Copy, Debug)]
pub struct Service<'g> {
    /// The entities and links.
    pub graph: &'g Graph,
    /// Who is meant by a name, in this graph.
    pub matcher: &'g Matcher,
    /// The bounds in force.
    pub limits: &'g Limits,
}

impl<'g> Service<'g> {
    /// Answers.
    ///
    /// # Errors
    /// If the request is malformed, asks for too much, or asks for an entity that is not there.
    pub fn answer(&self, ask: &Ask<'_>) -> Result<Answer, Problem> {
        let mut budget = Budget::new(self.limits);
        let json = match *ask {
            Ask::Manifest { base } => self.manifest(base),
            Ask::Queries(batch) => return self.queries(batch, &mut budget).map(Answer::Json),
            Ask::Extend(query) => self.extend(query, &mut budget)?,
            Ask::Suggest { what: Suggested::Entities, prefix, of_type, skip } => {
                self.suggest_entities(prefix, of_type, skip, &mut budget)?
            }
            Ask::Suggest { what: Suggested::Properties, prefix, of_type, skip } => {
                self.suggest_properties(prefix, of_type, skip)?
            }
            Ask::Suggest { what: Suggested::Types, prefix, skip, .. } => {
                self.suggest_types(prefix, skip)
            }
            Ask::Propose { of_type, limit } => self.propose(of_type, limit)?,
            Ask::Page { id } => return self.page(id, &mut budget).map(Answer::Html),
        };
        let json = json.to_string();
        budget.written(json.len())?;
        Ok(Answer::Json(json))
    }

    fn ontology(&self) -> &'g Ontology {
        self.graph.ontology()
    }

    fn text(&self, fragment: crate::json::fragment::Fragment) -> Cow<'g, str> {
        self.graph.arena().text(fragment)
    }
}

/// The beginning of a long text.
fn shortened(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_long_text_is_cut_between_letters() {
        assert_eq!(shortened("әəa", 2), "әə…");
        assert_eq!(shortened("әəa", 3), "әəa");
        assert_eq!(shortened("ә ə", 2), "ә…");
    }
}
