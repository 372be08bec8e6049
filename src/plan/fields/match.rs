//! `match`: the entities that given names may mean, each with a score and its reasons.

use super::{ArgumentBinder, RootField};
use crate::{
    ontology::KindId,
    plan::{
        ArgumentsId, FieldError, Input, Object, SelectionId, SiteId, ViewChange,
        bind::{Binder, Values, must_not_be_null},
        cost::{Costs, Counted, Counter},
        explain::{Explain, Printer},
        ids::Id,
        objects::NameOp,
    },
};

/// The number of candidates for each name where the request does not say one.
const DEFAULT_LIMIT: u64 = 5;

/// The field.
#[derive(Clone, Debug)]
pub struct Match {
    /// The names.
    pub arguments: ArgumentsId<MatchPage>,
    /// The fields that are selected of each result.
    pub result: Id<Object<MatchResultOp>>,
    /// The field in the document.
    pub site: SiteId,
}

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatchForm;

/// The arguments, bound.
#[derive(Clone, Debug, Default)]
pub struct MatchPage {
    /// The names that are asked for.
    pub queries: Vec<MatchQuery>,
    /// The least score of a candidate; the matcher's own where it is not given.
    pub threshold: Option<f64>,
    /// The number of candidates for each name, at most.
    pub limit: usize,
    /// The change of the time view under the field.
    pub view: ViewChange,
}

/// A name that is asked for.
#[derive(Clone, Debug, Default)]
pub struct MatchQuery {
    /// An id of the caller's, given back with the result.
    pub id: Option<String>,
    /// The name.
    pub name: String,
    /// Its BCP 47 language.
    pub lang: Option<String>,
    /// The kinds that the entity should be of; empty is any.
    pub kinds: Vec<KindId>,
    /// The country that it should belong to.
    pub country: Option<String>,
}

/// A field of `MatchResult`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum MatchResultOp {
    QueryId,
    QueryName,
    Tie,
    Candidates(Id<Object<CandidateOp>>, SiteId),
}

/// A field of `Match`: a candidate.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum CandidateOp {
    Entity(SelectionId, SiteId),
    MatchedName(Id<Object<NameOp>>, SiteId),
    Score,
    Tie,
    KindAgrees,
    CountryAgrees,
    Tokens(Id<Object<TokenOp>>, SiteId),
}

/// A field of `MatchToken`: what became of a word.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum TokenOp {
    QueryWord,
    CandidateWord,
    How,
    Score,
    Weight,
}

impl ArgumentBinder for MatchForm {
    type Bound = MatchPage;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<MatchPage, FieldError> {
        let required = || must_not_be_null("queries", "[MatchInput!]!");
        let queries = values.get("queries").ok_or_else(required)?.items();
        let most = binder.limits.match_queries;
        if queries.len() as u64 > most {
            let message = format!(
                "`queries` has {} names, and at most {most} are matched at once; ask in parts",
                queries.len()
            );
            return Err(FieldError::out_of_bounds("match_queries", message).at("queries"));
        }
        let queries = queries.iter().map(|query| match query {
            Input::Object(fields) => match_query(binder, Values(fields)),
            _ => Err(required()),
        });
        Ok(MatchPage {
            queries: queries.collect::<Result<_, _>>()?,
            threshold: threshold(values)?,
            limit: limit(binder, values)?,
            view: values.view()?,
        })
    }
}

fn match_query(binder: &Binder<'_>, values: Values<'_>) -> Result<MatchQuery, FieldError> {
    let name = values.text("name").ok_or_else(|| {
        FieldError::bad_input("`name` of a query cannot be null; it is who is asked for")
    })?;
    // An empty cell of a table asks for no country.
    let country = values.text("country").filter(|country| !country.trim().is_empty());
    let most = binder.limits.match_name_bytes;
    for (field, text) in [("name", Some(&name)), ("country", country.as_ref())] {
        let length = text.map_or(0, String::len);
        if length as u64 > most {
            let message = format!("`{field}` has {length} bytes, and at most {most} are compared");
            return Err(FieldError::out_of_bounds("match_name_bytes", message).at("queries"));
        }
    }
    let kinds = binder.kinds(values).unwrap_or_default();
    Ok(MatchQuery { id: values.text("id"), name, lang: values.text("lang"), kinds, country })
}

fn limit(binder: &Binder<'_>, values: Values<'_>) -> Result<usize, FieldError> {
    let most = binder.limits.match_results;
    let limit = match values.get("limit").and_then(Input::integer) {
        Some(limit) => u64::try_from(limit).map_err(|_| {
            FieldError::bad_input(format!("`limit` is {limit}; it cannot be negative"))
        })?,
        None => DEFAULT_LIMIT.min(most),
    };
    if limit > most {
        let message =
            format!("`limit` is {limit}, and at most {most} candidates are listed for a name");
        return Err(FieldError::out_of_bounds("match_results", message).at("limit"));
    }
    Ok(usize::try_from(limit).unwrap_or(usize::MAX))
}

fn threshold(values: Values<'_>) -> Result<Option<f64>, FieldError> {
    let Some(threshold) = values.get("threshold").and_then(Input::float) else { return Ok(None) };
    if (0.0..=1.0).contains(&threshold) {
        return Ok(Some(threshold));
    }
    Err(FieldError::bad_input(format!("`threshold` is {threshold}; scores are from 0 to 1")))
}

impl MatchPage {
    pub(super) fn explain(&self) -> String {
        let view = self.view.explain();
        format!("({} names, {} candidates each{view})", self.queries.len(), self.limit)
    }
}

impl RootField for Match {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        let candidates = |page: &MatchPage| (page.queries.len() * page.limit) as u64;
        let candidates = counter.arguments(self.arguments).map_or(0, candidates);
        self.result.cost(counter).times(candidates, counter)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let what = format!("names matched {}", to.arguments(self.arguments));
        to.embedded(key, &what, self.result);
    }
}

impl Costs for MatchResultOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Candidates(candidate, _) => candidate.cost(counter),
            Self::QueryId | Self::QueryName | Self::Tie => Counted::ZERO,
        }
    }
}

impl Costs for CandidateOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Entity(selection, _) => counter.selection(*selection),
            Self::MatchedName(..)
            | Self::Score
            | Self::Tie
            | Self::KindAgrees
            | Self::CountryAgrees
            | Self::Tokens(..) => Counted::ZERO,
        }
    }
}

impl Explain for MatchResultOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Candidates(candidate, _) => to.embedded(key, "candidates", *candidate),
            Self::QueryId | Self::QueryName | Self::Tie => to.line(key),
        }
    }
}

impl Explain for CandidateOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Entity(selection, _) => {
                to.line(&format!("{key}: entity"));
                to.selection(*selection);
            }
            Self::MatchedName(name, _) => to.embedded(key, "name", *name),
            Self::Tokens(token, _) => to.embedded(key, "words", *token),
            Self::Score | Self::Tie | Self::KindAgrees | Self::CountryAgrees => to.line(key),
        }
    }
}

impl Explain for TokenOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::QueryWord | Self::CandidateWord | Self::How | Self::Score | Self::Weight => {
                to.line(key);
            }
        }
    }
}
