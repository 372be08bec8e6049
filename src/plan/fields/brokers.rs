//! `brokers`: entities and ties without which a part of the graph falls apart.

use super::{ArgumentBinder, RootField};
use crate::plan::{
    ArgumentsId, FieldError, Object, SelectionId, SiteId,
    bind::{Binder, Values},
    cost::{Costs, Counted, Counter},
    explain::{Explain, Printer},
    graph::GraphOptions,
    ids::Id,
};

/// The number of entities, and of ties, where the request does not say one.
const DEFAULT_COUNT: u32 = 10;

/// The field.
#[derive(Clone, Debug)]
pub struct Brokers {
    /// The number of brokers and the view.
    pub arguments: ArgumentsId<BrokerQuery>,
    /// The fields that are selected of the answer.
    pub result: Id<Object<BrokerSetOp>>,
    /// The field in the document.
    pub site: SiteId,
}

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokerForm;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct BrokerQuery {
    /// The number of entities to list, and of ties.
    pub count: usize,
    /// The view.
    pub graph: GraphOptions,
}

/// A field of `BrokerSet`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum BrokerSetOp {
    ArticulationPoints(Id<Object<ArticulationPointOp>>, SiteId),
    ArticulationPointCount,
    Bridges(Id<Object<BridgeOp>>, SiteId),
    BridgeCount,
}

/// A field of `ArticulationPoint`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum ArticulationPointOp {
    Node(SelectionId, SiteId),
    Parts,
    PartCount,
    Pairs,
}

/// A field of `GraphBridge`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum BridgeOp {
    Ends(SelectionId, SiteId),
    Links(SelectionId, SiteId),
    Sides,
    Pairs,
}

impl ArgumentBinder for BrokerForm {
    type Bound = BrokerQuery;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<BrokerQuery, FieldError> {
        let count = binder.count_up_to(values, "first", "page_size", binder.limits.page_size)?;
        let count = count.unwrap_or(DEFAULT_COUNT) as usize;
        Ok(BrokerQuery { count, graph: GraphOptions::bind(binder, values)? })
    }
}

impl BrokerQuery {
    pub(super) fn explain(&self) -> String {
        format!("(the first {}{})", self.count, self.graph.explain())
    }
}

impl RootField for Brokers {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        let most = counter.arguments(self.arguments).map_or(0, |it| it.count as u64);
        self.result.cost(counter).times(most, counter)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let what = format!("articulation points and bridges {}", to.arguments(self.arguments));
        to.embedded(key, &what, self.result);
    }
}

impl Costs for BrokerSetOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::ArticulationPoints(point, _) => point.cost(counter),
            Self::Bridges(bridge, _) => bridge.cost(counter),
            Self::ArticulationPointCount | Self::BridgeCount => Counted::ZERO,
        }
    }
}

impl Costs for ArticulationPointOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Node(selection, _) => counter.selection(*selection),
            Self::Parts | Self::PartCount | Self::Pairs => Counted::ZERO,
        }
    }
}

impl Costs for BridgeOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Ends(selection, _) => counter.selection(*selection).times(2, counter),
            Self::Links(selection, _) => counter.selection(*selection),
            Self::Sides | Self::Pairs => Counted::ZERO,
        }
    }
}

impl Explain for BrokerSetOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::ArticulationPoints(point, _) => to.embedded(key, "articulation points", *point),
            Self::Bridges(bridge, _) => to.embedded(key, "bridges", *bridge),
            Self::ArticulationPointCount | Self::BridgeCount => to.line(key),
        }
    }
}

impl Explain for ArticulationPointOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Node(selection, _) => {
                to.line(&format!("{key}: entity"));
                to.selection(*selection);
            }
            Self::Parts | Self::PartCount | Self::Pairs => to.line(key),
        }
    }
}

impl Explain for BridgeOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Ends(selection, _) | Self::Links(selection, _) => {
                to.line(&format!("{key}: each"));
                to.selection(*selection);
            }
            Self::Sides | Self::Pairs => to.line(key),
        }
    }
}
