//! The options of graph fields: what of the graph a search sees, and which paths are meant.

use crate::{
    ontology::{KindId, RelationId, Target},
    plan::{
        EdgePredicate, FieldError, LinkScope, Predicate, ViewChange,
        bind::{Binder, Values},
        metrics::{metrics_read, metrics_text},
    },
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

impl GraphOptions {
    pub(in crate::plan) fn bind(
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
    pub(in crate::plan) fn explain(&self) -> String {
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
    pub(in crate::plan) fn bind(values: Values<'_>) -> Result<PathCost, FieldError> {
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
    pub(in crate::plan) fn bind(
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
    pub(in crate::plan) fn explain(&self) -> String {
        let cost = match &self.cost {
            PathCost::Hops => String::new(),
            PathCost::HubPenalty => ", hubs cost more".to_owned(),
            PathCost::Property(property) => format!(", by {property}"),
        };
        let chronological = if self.chronological { ", chronological" } else { "" };
        format!(", at most {} steps{cost}{chronological}", self.max_length)
    }
}
