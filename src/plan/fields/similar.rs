//! `similar`: the entities that share most neighbours with one.

use super::{ArgumentBinder, RootField};
use crate::plan::{
    ArgumentsId, FieldError, Object, SelectionId, SiteId,
    bind::{Binder, Values, must_not_be_null},
    cost::{Costs, Counted, Counter},
    explain::{Explain, Printer},
    graph::{CompletenessOp, GraphOptions},
    ids::Id,
};

/// The number of entities where the request does not say one.
const DEFAULT_COUNT: u32 = 10;

/// A measure of likeness of two entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The share of neighbours of either that both have.
    Jaccard,
    /// The sum of 1 / ln(degree) over shared neighbours.
    AdamicAdar,
}

/// The field.
#[derive(Clone, Debug)]
pub struct Similar {
    /// The entities and the view.
    pub arguments: ArgumentsId<SimilarQuery>,
    /// The fields that are selected of the answer.
    pub result: Id<Object<SimilarSetOp>>,
    /// The field in the document.
    pub site: SiteId,
}

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SimilarForm;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct SimilarQuery {
    /// The id of the entity.
    pub id: String,
    /// The measure of likeness.
    pub by: Likeness,
    /// The number of entities to list.
    pub count: usize,
    /// The view.
    pub graph: GraphOptions,
}

/// A field of `SimilarSet`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum SimilarSetOp {
    Similar(Id<Object<SimilarOp>>, SiteId),
    Total,
    Completeness(CompletenessOp),
}

/// A field of `Similar`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum SimilarOp {
    Node(SelectionId, SiteId),
    Score,
    Shared(SelectionId, SiteId),
}

impl ArgumentBinder for SimilarForm {
    type Bound = SimilarQuery;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<SimilarQuery, FieldError> {
        let most = binder.limits.page_size;
        let count = binder.count_up_to(values, "first", "page_size", most)?;
        let by = match values.text("by").as_deref() {
            None | Some("JACCARD") => Likeness::Jaccard,
            Some("ADAMIC_ADAR") => Likeness::AdamicAdar,
            Some(other) => return Err(FieldError::unknown("likeness", other)),
        };
        Ok(SimilarQuery {
            id: values.text("id").ok_or_else(|| must_not_be_null("id", "ID!"))?,
            by,
            count: count.unwrap_or(DEFAULT_COUNT) as usize,
            graph: GraphOptions::bind(binder, values)?,
        })
    }
}

impl SimilarQuery {
    pub(super) fn explain(&self) -> String {
        format!("({}, the first {}{})", self.id, self.count, self.graph.explain())
    }
}

impl RootField for Similar {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        let most = counter.arguments(self.arguments).map_or(0, |it| it.count as u64);
        self.result.cost(counter).times(most, counter)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let what = format!("shared neighbours {}", to.arguments(self.arguments));
        to.embedded(key, &what, self.result);
    }
}

impl Costs for SimilarSetOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Similar(similar, _) => similar.cost(counter),
            Self::Total | Self::Completeness(_) => Counted::ZERO,
        }
    }
}

impl Costs for SimilarOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Node(selection, _) | Self::Shared(selection, _) => counter.selection(*selection),
            Self::Score => Counted::ZERO,
        }
    }
}

impl Explain for SimilarSetOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Similar(similar, _) => to.embedded(key, "similar entities", *similar),
            Self::Total => to.line(key),
            Self::Completeness(op) => op.explain(key, to),
        }
    }
}

impl Explain for SimilarOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Node(selection, _) | Self::Shared(selection, _) => {
                to.line(key);
                to.selection(*selection);
            }
            Self::Score => to.line(key),
        }
    }
}
