//! The objects of the answers of graph fields: paths, graphs, and how much of an answer they cover.

use super::ExportFormat;
use crate::plan::{
    ArgumentsId, Object, SelectionId, SiteId,
    cost::{Costs, Counted, Counter},
    explain::{Explain, Printer},
    ids::Id,
};

/// A field that says how much an answer covers.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum CompletenessOp {
    Complete,
    Truncated,
    Reason,
    CompleteDepth,
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

/// A field of `OmittedLinks`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum OmittedOp {
    Node(SelectionId, SiteId),
    Relation,
    Count,
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
