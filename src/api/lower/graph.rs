//! Lowers what is selected of the answers to graph questions: paths, graphs, and how much of
//! what was asked for they cover.

use super::{Group, Lowering};
use crate::{
    api::schema::{
        CommonField, CommonSetField, CompletenessField, ConnectednessField, GraphField,
        MetricsField, OmittedLinksField, PathField, PathSetField, SamplingField, SimilarField,
        SimilarSetField, TieField,
    },
    ontology::Target,
    plan::{
        Id, Object, SelectionId,
        fields::{
            common_connections::{CommonOp, CommonSetOp, TieOp},
            connected::ConnectednessOp,
            metrics::{MetricOp, SamplingOp},
            paths::PathSetOp,
            similar::{SimilarOp, SimilarSetOp},
        },
        graph::{CompletenessOp, ExportForm, GraphOp, OmittedOp, PathOp},
    },
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    pub(super) fn connectedness(&mut self, fields: &[&'d Field]) -> Id<Object<ConnectednessOp>> {
        self.object("Connectedness", fields, |_, field, _| match field {
            ConnectednessField::Connected => ConnectednessOp::Connected,
            ConnectednessField::Distance => ConnectednessOp::Distance,
            ConnectednessField::Completeness(it) => ConnectednessOp::Completeness(completeness(it)),
        })
    }

    pub(super) fn path(&mut self, fields: &[&'d Field]) -> Id<Object<PathOp>> {
        self.object("Path", fields, |it, field, group| match field {
            PathField::Length => PathOp::Length,
            PathField::Cost => PathOp::Cost,
            PathField::Nodes => PathOp::Nodes(it.any_entity(group), it.site(group)),
            PathField::Links => PathOp::Links(it.any_link(group), it.site(group)),
            PathField::Steps => {
                let selection = it.selection(it.every_kind(), true, group.fields.clone());
                PathOp::Steps(selection, it.site(group))
            }
            PathField::Sentence => PathOp::Sentence,
        })
    }

    pub(super) fn path_set(&mut self, fields: &[&'d Field]) -> Id<Object<PathSetOp>> {
        self.object("PathSet", fields, |it, field, group| match field {
            PathSetField::Paths => PathSetOp::Paths(it.path(&group.fields), it.site(group)),
            PathSetField::Graph => PathSetOp::Graph(it.graph(&group.fields), it.site(group)),
            PathSetField::Completeness(it) => PathSetOp::Completeness(completeness(it)),
        })
    }

    pub(super) fn graph(&mut self, fields: &[&'d Field]) -> Id<Object<GraphOp>> {
        self.object("Graph", fields, |it, field, group| match field {
            GraphField::Nodes => GraphOp::Nodes(it.any_entity(group), it.site(group)),
            GraphField::Links => GraphOp::Links(it.any_link(group), it.site(group)),
            GraphField::NodeCount => GraphOp::NodeCount,
            GraphField::LinkCount => GraphOp::LinkCount,
            GraphField::Omitted => GraphOp::Omitted(it.omitted(&group.fields), it.site(group)),
            GraphField::Completeness(it) => GraphOp::Completeness(completeness(it)),
            GraphField::Export => GraphOp::Export(it.arguments(group, ExportForm), it.site(group)),
            GraphField::ExportUrl => {
                GraphOp::ExportUrl(it.arguments(group, ExportForm), it.site(group))
            }
        })
    }

    fn omitted(&mut self, fields: &[&'d Field]) -> Id<Object<OmittedOp>> {
        self.object("OmittedLinks", fields, |it, field, group| match field {
            OmittedLinksField::Node => OmittedOp::Node(it.any_entity(group), it.site(group)),
            OmittedLinksField::Relation => OmittedOp::Relation,
            OmittedLinksField::Count => OmittedOp::Count,
        })
    }

    pub(super) fn common_set(&mut self, fields: &[&'d Field]) -> Id<Object<CommonSetOp>> {
        self.object("CommonConnectionSet", fields, |it, field, group| match field {
            CommonSetField::Shared => CommonSetOp::Shared(it.common(&group.fields), it.site(group)),
            CommonSetField::Total => CommonSetOp::Total,
            CommonSetField::Completeness(it) => CommonSetOp::Completeness(completeness(it)),
        })
    }

    fn common(&mut self, fields: &[&'d Field]) -> Id<Object<CommonOp>> {
        self.object("CommonConnection", fields, |it, field, group| match field {
            CommonField::Node => CommonOp::Node(it.any_entity(group), it.site(group)),
            CommonField::Ties => CommonOp::Ties(it.tie(&group.fields), it.site(group)),
            CommonField::OverlapDays => CommonOp::OverlapDays,
        })
    }

    fn tie(&mut self, fields: &[&'d Field]) -> Id<Object<TieOp>> {
        self.object("SharedTie", fields, |it, field, group| match field {
            TieField::Entity => TieOp::Entity(it.any_entity(group), it.site(group)),
            TieField::Links => TieOp::Links(it.any_link(group), it.site(group)),
        })
    }

    pub(super) fn similar_set(&mut self, fields: &[&'d Field]) -> Id<Object<SimilarSetOp>> {
        self.object("SimilarSet", fields, |it, field, group| match field {
            SimilarSetField::Similar => {
                SimilarSetOp::Similar(it.similar_entities(&group.fields), it.site(group))
            }
            SimilarSetField::Total => SimilarSetOp::Total,
            SimilarSetField::Completeness(it) => SimilarSetOp::Completeness(completeness(it)),
        })
    }

    fn similar_entities(&mut self, fields: &[&'d Field]) -> Id<Object<SimilarOp>> {
        self.object("Similar", fields, |it, field, group| match field {
            SimilarField::Node => SimilarOp::Node(it.any_entity(group), it.site(group)),
            SimilarField::Score => SimilarOp::Score,
            SimilarField::Shared => SimilarOp::Shared(it.any_entity(group), it.site(group)),
        })
    }

    /// The plan of the selection on the measures of an entity.
    pub(super) fn metrics(&mut self, fields: &[&'d Field]) -> Id<Object<MetricOp>> {
        self.object("Metrics", fields, |it, field, group| match field {
            MetricsField::Value(metric) => MetricOp::Value(metric),
            MetricsField::Sampling(metric) => {
                MetricOp::Sampling(metric, it.sampling(&group.fields), it.site(group))
            }
        })
    }

    /// The plan of the selection on the accuracy of a measure.
    pub(super) fn sampling(&mut self, fields: &[&'d Field]) -> Id<Object<SamplingOp>> {
        self.object("Sampling", fields, |_, field, _| match field {
            SamplingField::Error => SamplingOp::Error,
            SamplingField::Probability => SamplingOp::Probability,
            SamplingField::Samples => SamplingOp::Samples,
        })
    }

    /// The plan of the selection on an entity of any kind.
    pub(super) fn any_entity(&mut self, group: &Group<'d>) -> SelectionId {
        self.target_selection(Target::Entity, group.fields.clone())
    }

    /// The plan of the selection on a link of any relation.
    pub(super) fn any_link(&mut self, group: &Group<'d>) -> SelectionId {
        self.selection(Vec::new(), true, group.fields.clone())
    }
}

pub(super) fn completeness(field: CompletenessField) -> CompletenessOp {
    match field {
        CompletenessField::Complete => CompletenessOp::Complete,
        CompletenessField::Truncated => CompletenessOp::Truncated,
        CompletenessField::Reason => CompletenessOp::Reason,
        CompletenessField::CompleteDepth => CompletenessOp::CompleteDepth,
    }
}
