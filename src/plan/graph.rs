//! The parts that graph fields share: the options of a view, the costs of paths, and the objects of
//! their answers.

use super::{
    ArgumentsId, EdgePredicate, FieldError, Input, LinkScope, Object, Predicate, SelectionId,
    SiteId, ViewChange,
    bind::{Binder, Values, must_not_be_null},
    cost::{Costs, Counted, Counter},
    explain::{Explain, Printer},
    fields::ArgumentBinder,
    ids::Id,
    metrics::{metrics_read, metrics_text},
};
use crate::{
    ontology::{KindId, RelationId, Target},
    value::Metric,
};

/// The options that every graph field takes: what of the graph a search sees.
#[derive(Clone, Debug)]
pub struct GraphOptions {
    /// The relations that are followed, and the direction.
    pub scope: LinkScope,
    /// Relations that are not followed.
    pub exclude_relations: Vec<RelationId>,
    /// The kinds that a search passes through; `None` for all.
    pub kinds: Option<Vec<KindId>>,
    /// Kinds that it does not pass through.
    pub exclude_kinds: Vec<KindId>,
    /// A condition on the entities that it passes through.
    pub filter: Option<Predicate>,
    /// A condition on the links that it follows.
    pub edge_filter: Option<EdgePredicate>,
    /// The measures that the condition on entities reads.
    pub metrics: Vec<Metric>,
    /// The ids of entities that it leaves out.
    pub avoid: Vec<String>,
    /// The most links that an entity may have for a search to pass through it.
    pub max_degree: Option<u32>,
    /// The change of the time view under the field.
    pub view: ViewChange,
}

/// The measure by which paths are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PathCost {
    /// Every step costs 1.
    #[default]
    Hops,
    /// Every step costs 1, and every inner entity log2(1 + degree) more.
    HubPenalty,
    /// A step costs the value of a numeric property of its link.
    Property(String),
}

/// The paths that are meant, beside the view.
#[derive(Clone, Debug)]
pub struct PathOptions {
    /// The most steps that a path may have.
    pub max_length: u32,
    /// The measure by which they are compared.
    pub cost: PathCost,
    /// True if only chronological paths are meant.
    pub chronological: bool,
}

/// A field that says how much an answer covers.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum CompletenessOp {
    Complete,
    Truncated,
    Reason,
    CompleteDepth,
}

/// A field of `Connectedness`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum ConnectednessOp {
    Connected,
    Distance,
    Completeness(CompletenessOp),
}

/// A field of `Path`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum PathOp {
    Length,
    Cost,
    Nodes(SelectionId, SiteId),
    Links(SelectionId, SiteId),
    Steps(SelectionId, SiteId),
    Sentence,
}

/// A field of `PathSet`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum PathSetOp {
    Paths(Id<Object<PathOp>>, SiteId),
    Graph(Id<Object<GraphOp>>, SiteId),
    Completeness(CompletenessOp),
}

/// A field of `Graph`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum GraphOp {
    Nodes(SelectionId, SiteId),
    Links(SelectionId, SiteId),
    NodeCount,
    LinkCount,
    Omitted(Id<Object<OmittedOp>>, SiteId),
    Completeness(CompletenessOp),
    Export(ArgumentsId<ExportFormat>, SiteId),
    ExportUrl(ArgumentsId<ExportFormat>, SiteId),
}

/// The origin of a part of the graph: a field of `Query` and its arguments. With it an address can
/// ask for a file of the same part.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The field.
    pub field: &'static str,
    /// Its arguments. None of them is null.
    pub arguments: Vec<(String, Input)>,
}

/// A field of `OmittedLinks`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum OmittedOp {
    Node(SelectionId, SiteId),
    Relation,
    Count,
}

/// A field of `CommonConnectionSet`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum CommonSetOp {
    Shared(Id<Object<CommonOp>>, SiteId),
    Total,
    Completeness(CompletenessOp),
}

/// A field of `CommonConnection`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum CommonOp {
    Node(SelectionId, SiteId),
    Ties(Id<Object<TieOp>>, SiteId),
    OverlapDays,
}

/// A field of `SharedTie`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum TieOp {
    Entity(SelectionId, SiteId),
    Links(SelectionId, SiteId),
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

/// The arguments of `export` and of `exportUrl`, as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportForm;

/// The arguments of `export` and of `exportUrl`, bound.
#[derive(Clone, Debug)]
pub struct ExportFormat {
    /// The name of the format in the API.
    pub format: String,
    /// The measures that the file has, each once.
    pub metrics: Vec<Metric>,
}

impl ArgumentBinder for ExportForm {
    type Bound = ExportFormat;

    fn bind(self, _: &mut Binder<'_>, values: Values<'_>) -> Result<ExportFormat, FieldError> {
        let required = || must_not_be_null("format", "ExportFormat!");
        let mut metrics = Vec::new();
        for name in values.texts("metrics") {
            let metric = Metric::by_enum_value(&name);
            let metric = metric.ok_or_else(|| FieldError::unknown("measure", &name))?;
            if !metrics.contains(&metric) {
                metrics.push(metric);
            }
        }
        Ok(ExportFormat { format: values.text("format").ok_or_else(required)?, metrics })
    }
}

impl ExportFormat {
    pub(super) fn explain(&self) -> String {
        format!("({}{})", self.format, metrics_text(&self.metrics))
    }
}

impl Origin {
    /// The origin of the answer to a field with these arguments.
    pub(super) fn of(field: &'static str, values: Values<'_>) -> Self {
        let given = values.0.iter().filter(|(_, value)| *value != Input::Null);
        Self { field, arguments: given.cloned().collect() }
    }

    /// Names a default that the field took, so that another default changes nothing.
    pub(super) fn with_default(mut self, name: &str, value: Option<u32>) -> Self {
        if let Some(value) = value.filter(|_| self.argument(name).is_none()) {
            self.arguments.push((name.to_owned(), Input::Int(value.into())));
        }
        self
    }

    /// The value of an argument.
    pub fn argument(&self, name: &str) -> Option<&Input> {
        self.arguments.iter().find(|(it, _)| it == name).map(|(_, value)| value)
    }
}

impl GraphOptions {
    pub(super) fn bind(
        binder: &mut Binder<'_>,
        values: Values<'_>,
    ) -> Result<GraphOptions, FieldError> {
        let filter = binder.optional_filter(Target::Entity, values)?;
        let edge_filter =
            binder.filter(values, "edgeWhere", |it, input| it.edge_filter(None, input))?;
        let max_degree = binder.number(values, "maxDegree")?;
        Ok(GraphOptions {
            scope: binder.scope(values)?,
            exclude_relations: binder.relations_of(values, "excludeRelations").unwrap_or_default(),
            kinds: binder.kinds(values),
            exclude_kinds: binder.kinds_of(values, "excludeKinds").unwrap_or_default(),
            metrics: metrics_read(filter.as_ref(), &[]),
            filter,
            edge_filter,
            avoid: binder.id_list(values, "avoid")?,
            max_degree,
            view: values.view()?,
        })
    }

    /// The options in words, with a comma before each.
    pub(super) fn explain(&self) -> String {
        let filtered = self.filter.is_some()
            || self.edge_filter.is_some()
            || self.kinds.is_some()
            || self.scope.relations.is_some()
            || !self.exclude_kinds.is_empty()
            || !self.exclude_relations.is_empty()
            || !self.avoid.is_empty()
            || self.max_degree.is_some();
        let filtered = if filtered { ", filtered" } else { "" };
        format!("{filtered}{}{}", metrics_text(&self.metrics), self.view.explain())
    }
}

impl PathCost {
    pub(super) fn bind(values: Values<'_>) -> Result<PathCost, FieldError> {
        match (values.text("cost").as_deref(), values.text("costProperty")) {
            (None, Some(property)) => Ok(Self::Property(property)),
            (Some(_), Some(_)) => Err(FieldError::bad_input(
                "`cost` and `costProperty` cannot be combined; a path has one cost",
            )),
            (None | Some("HOPS"), None) => Ok(Self::Hops),
            (Some("HUB_PENALTY"), None) => Ok(Self::HubPenalty),
            (Some(other), None) => Err(FieldError::unknown("cost", other)),
        }
    }
}

impl PathOptions {
    pub(super) fn bind(
        binder: &Binder<'_>,
        values: Values<'_>,
        default_length: u64,
    ) -> Result<PathOptions, FieldError> {
        let most = binder.limits.path_length;
        let max_length = binder.count_up_to(values, "maxLength", "path_length", most)?;
        let default_length = u32::try_from(default_length.min(most)).unwrap_or(u32::MAX);
        Ok(PathOptions {
            max_length: max_length.unwrap_or(default_length),
            cost: PathCost::bind(values)?,
            chronological: values.flag("chronological"),
        })
    }

    /// The options in words, with a comma before each.
    pub(super) fn explain(&self) -> String {
        let cost = match &self.cost {
            PathCost::Hops => String::new(),
            PathCost::HubPenalty => ", hubs cost more".to_owned(),
            PathCost::Property(property) => format!(", by {property}"),
        };
        let chronological = if self.chronological { ", chronological" } else { "" };
        format!(", at most {} steps{cost}{chronological}", self.max_length)
    }
}

/// An embedded object counts nothing by itself; the entities and links of a path or graph count
/// once here, and the field multiplies by how many there can be.
impl Costs for PathOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Nodes(selection, _) | Self::Links(selection, _) | Self::Steps(selection, _) => {
                counter.selection(*selection)
            }
            Self::Length | Self::Cost | Self::Sentence => Counted::ZERO,
        }
    }
}

impl Costs for PathSetOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Paths(path, _) => path.cost(counter),
            Self::Graph(graph, _) => graph.cost(counter),
            Self::Completeness(_) => Counted::ZERO,
        }
    }
}

impl Costs for GraphOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Nodes(selection, _) | Self::Links(selection, _) => counter.selection(*selection),
            Self::Omitted(omitted, _) => omitted.cost(counter),
            Self::Export(..) | Self::ExportUrl(..) => Counted::objects(1),
            Self::NodeCount | Self::LinkCount | Self::Completeness(_) => Counted::ZERO,
        }
    }
}

impl Costs for OmittedOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Node(selection, _) => counter.selection(*selection),
            Self::Relation | Self::Count => Counted::ZERO,
        }
    }
}

impl Explain for CompletenessOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Complete | Self::Truncated | Self::Reason | Self::CompleteDepth => to.line(key),
        }
    }
}

impl Explain for ConnectednessOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Connected | Self::Distance => to.line(key),
            Self::Completeness(op) => op.explain(key, to),
        }
    }
}

impl Explain for PathOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Nodes(selection, _) | Self::Links(selection, _) | Self::Steps(selection, _) => {
                to.line(&format!("{key}: each"));
                to.selection(*selection);
            }
            Self::Length | Self::Cost | Self::Sentence => to.line(key),
        }
    }
}

impl Explain for PathSetOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Paths(path, _) => to.embedded(key, "paths", *path),
            Self::Graph(graph, _) => to.embedded(key, "graph", *graph),
            Self::Completeness(op) => op.explain(key, to),
        }
    }
}

impl Explain for GraphOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Nodes(selection, _) | Self::Links(selection, _) => {
                to.line(&format!("{key}: each"));
                to.selection(*selection);
            }
            Self::Omitted(omitted, _) => to.embedded(key, "omitted links", *omitted),
            Self::Export(format, _) => {
                let line = format!("{key}: export {}", to.arguments(*format));
                to.line(&line);
            }
            Self::ExportUrl(format, _) => {
                let line = format!("{key}: address of an export {}", to.arguments(*format));
                to.line(&line);
            }
            Self::NodeCount | Self::LinkCount => to.line(key),
            Self::Completeness(op) => op.explain(key, to),
        }
    }
}

impl Explain for OmittedOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Node(selection, _) => {
                to.line(&format!("{key}: entity"));
                to.selection(*selection);
            }
            Self::Relation | Self::Count => to.line(key),
        }
    }
}

impl Costs for CommonSetOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Shared(shared, _) => shared.cost(counter),
            Self::Total | Self::Completeness(_) => Counted::ZERO,
        }
    }
}

impl Costs for CommonOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Node(selection, _) => counter.selection(*selection),
            Self::Ties(tie, _) => tie.cost(counter),
            Self::OverlapDays => Counted::ZERO,
        }
    }
}

impl Costs for TieOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Entity(selection, _) | Self::Links(selection, _) => counter.selection(*selection),
        }
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

impl Explain for CommonSetOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Shared(shared, _) => to.embedded(key, "shared entities", *shared),
            Self::Total => to.line(key),
            Self::Completeness(op) => op.explain(key, to),
        }
    }
}

impl Explain for CommonOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Node(selection, _) => {
                to.line(&format!("{key}: entity"));
                to.selection(*selection);
            }
            Self::Ties(tie, _) => to.embedded(key, "ties", *tie),
            Self::OverlapDays => to.line(key),
        }
    }
}

impl Explain for TieOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Entity(selection, _) | Self::Links(selection, _) => {
                to.line(key);
                to.selection(*selection);
            }
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
