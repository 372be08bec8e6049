//! `search`: entities by words, the likeliest first.

use super::{ArgumentBinder, RootField};
use crate::{
    names::fold,
    ontology::{KindId, Limit, Target},
    plan::{
        ArgumentsId, Cursor, FieldError, Object, Predicate, SelectionId, SiteId, Slice, ViewChange,
        arguments::PageText,
        bind::{Binder, Values, must_not_be_null},
        connection::{ConnectionId, ListOp},
        cost::{Costs, Counted, Counter},
        explain::{Explain, Printer},
        ids::Id,
        metrics::metrics_read,
        objects::NameOp,
    },
    value::Metric,
};

/// The field.
#[derive(Clone, Debug)]
pub struct Search {
    /// The words, the filter and the page.
    pub arguments: ArgumentsId<SearchPage>,
    /// The fields that are selected of the page.
    pub page: ConnectionId<HitsOp>,
    /// The field in the document.
    pub site: SiteId,
}

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchForm;

/// The arguments, bound.
#[derive(Clone, Debug, Default)]
pub struct SearchPage {
    /// The text that was typed.
    pub query: String,
    /// A condition that each entity fulfils.
    pub filter: Option<Predicate>,
    /// The measures that the filter reads.
    pub metrics: Vec<Metric>,
    /// The kinds that are wanted; `None` for all.
    pub kinds: Option<Vec<KindId>>,
    /// The part of the list of hits.
    pub slice: Slice,
    /// The change of the time view under the field.
    pub view: ViewChange,
}

/// A field of a page of hits beside those of all connections.
#[derive(Clone, Debug)]
pub enum HitsOp {
    /// `nodes`, `edges`
    List(ListOp<Id<Object<HitOp>>>),
    /// `facets`
    Facets(Object<FacetOp>, SiteId),
}

/// A field of a hit.
#[derive(Clone, Copy, Debug)]
pub enum HitOp {
    /// `score`
    Score,
    /// `entity`
    Entity(SelectionId, SiteId),
    /// A field that tells which text matched.
    Matched(MatchedText),
}

/// A field of a hit that takes reading the entity's texts again.
#[derive(Clone, Copy, Debug)]
pub enum MatchedText {
    /// `name`: the name that matched.
    Name(Id<Object<NameOp>>, SiteId),
    /// `field`: the property that the text belongs to.
    Field,
    /// `fragment`: the text.
    Fragment,
    /// `highlight`: the text as HTML.
    Highlight,
}

/// A field of a facet.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum FacetOp {
    Kind,
    Count,
}

impl ArgumentBinder for SearchForm {
    type Bound = SearchPage;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<SearchPage, FieldError> {
        let query = values.text("query").ok_or_else(|| must_not_be_null("query", "String!"))?;
        let most = binder.limits.search_bytes;
        if query.len() as u64 > most {
            let message = format!(
                "`query` has {} bytes, and at most {most} are read; ask for fewer words",
                query.len()
            );
            return Err(FieldError::out_of_bounds("search_bytes", message).at("query"));
        }
        let (words, most) = (fold(&query).split_whitespace().count(), binder.limits.search_words);
        if words as u64 > most {
            let message = format!(
                "`query` has {words} words, and at most {most} are looked for; ask for fewer"
            );
            return Err(FieldError::out_of_bounds("search_words", message).at("query"));
        }
        let filter = binder.optional_filter(Target::Entity, values)?;
        let slice = binder.slice(Limit::default(), Cursor::HIT_KEYS, values)?;
        let metrics = metrics_read(filter.as_ref(), &[]);
        let kinds = binder.kinds(values);
        Ok(SearchPage { query, filter, metrics, kinds, slice, view: values.view()? })
    }
}

impl SearchPage {
    pub(super) fn explain(&self) -> String {
        let filtered = self.filter.is_some() || self.kinds.is_some();
        let (slice, metrics) = (&self.slice, &self.metrics);
        PageText { slice, filtered, ordered: false, metrics, view: self.view }.to_string()
    }
}

impl RootField for Search {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        counter.page_of(self.page, self.arguments, |it| it.slice.size)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let line = format!("{key}: search {}", to.arguments(self.arguments));
        to.line(&line);
        to.connection(self.page);
    }
}

impl Costs for HitsOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::List(list) => list.cost(counter),
            Self::Facets(..) => Counted::ZERO,
        }
    }
}

impl Costs for HitOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Entity(selection, _) => counter.selection(*selection),
            Self::Score | Self::Matched(_) => Counted::ZERO,
        }
    }
}

impl Explain for HitsOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::List(list) => to.list(key, list, ["each hit", "the hit", ""]),
            Self::Facets(steps, _) => {
                to.line(&format!("{key}: count by kind"));
                to.object(steps);
            }
        }
    }
}

impl Explain for HitOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Entity(selection, _) => {
                to.line(&format!("{key}: the entity"));
                to.selection(*selection);
            }
            Self::Matched(MatchedText::Name(name, _)) => {
                to.embedded(key, "the name that matched", *name);
            }
            Self::Score
            | Self::Matched(MatchedText::Field | MatchedText::Fragment | MatchedText::Highlight) => {
                to.line(key)
            }
        }
    }
}

impl Explain for FacetOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Kind | Self::Count => to.line(key),
        }
    }
}
