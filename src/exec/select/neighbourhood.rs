//! Chooses neighbourhoods: `subgraph`, `connect`, `commonConnections`, `similar`.

use super::{
    Reader, Refusal,
    graph::{Question, cost, covered},
};
use crate::{
    algo::{
        Meter,
        neighbourhood::{
            CommonOptions, Commons, Connection, Likeness, SimilarSet, Subgraph, SubgraphOptions,
            common_connections, connect, similar, subgraph,
        },
    },
    exec::store::Store,
    graph::{
        NodeId,
        view::{Cost, CostError, ElementFilter, View},
    },
    plan::fields::{
        common_connections::CommonQuery,
        connect::ConnectQuery,
        similar::{self as plan, SimilarQuery},
        subgraph::SubgraphQuery,
    },
};

struct Around {
    roots: Vec<NodeId>,
    options: SubgraphOptions,
}

impl Question for Around {
    type Answer = Subgraph;

    fn ask<F: ElementFilter>(self, view: &View<'_, F>, meter: &mut Meter) -> Subgraph {
        subgraph(view, &self.roots, self.options, meter)
    }
}

struct Between {
    ids: Vec<NodeId>,
    cost: Cost,
}

impl Question for Between {
    type Answer = Result<Connection, CostError>;

    fn ask<F: ElementFilter>(self, view: &View<'_, F>, meter: &mut Meter) -> Self::Answer {
        connect(view, &self.ids, &self.cost, meter)
    }
}

struct Shared {
    ids: Vec<NodeId>,
    options: CommonOptions,
}

impl Question for Shared {
    type Answer = Commons;

    fn ask<F: ElementFilter>(self, view: &View<'_, F>, meter: &mut Meter) -> Commons {
        common_connections(view, &self.ids, self.options, meter)
    }
}

struct Like {
    node: NodeId,
    by: Likeness,
    count: usize,
}

impl Question for Like {
    type Answer = SimilarSet;

    fn ask<F: ElementFilter>(self, view: &View<'_, F>, meter: &mut Meter) -> SimilarSet {
        similar(view, self.node, self.by, self.count, meter)
    }
}

impl<S: Store> Reader<'_, S> {
    /// The answer of `subgraph`.
    pub(in crate::exec) fn subgraph(
        &mut self,
        arguments: &SubgraphQuery,
    ) -> Result<Subgraph, Refusal> {
        let options = SubgraphOptions {
            depth: arguments.depth,
            limit: arguments.limit,
            limit_per_relation: arguments.limit_per_relation,
        };
        let question = Around { roots: self.known(&arguments.roots, "roots")?, options };
        let (answer, ended) = self.ask(&arguments.graph, question)?;
        Ok(Subgraph { completeness: covered(answer.completeness, ended), ..answer })
    }

    /// The answer of `connect`.
    pub(in crate::exec) fn connect(
        &mut self,
        arguments: &ConnectQuery,
    ) -> Result<Connection, Refusal> {
        let question =
            Between { ids: self.known(&arguments.ids, "ids")?, cost: cost(&arguments.cost) };
        let (answer, ended) = self.ask(&arguments.graph, question)?;
        let tree = answer.map_err(|error| self.cost_error(&error))?;
        Ok(Connection { completeness: covered(tree.completeness, ended), ..tree })
    }

    /// The answer of `commonConnections`.
    pub(in crate::exec) fn common_connections(
        &mut self,
        arguments: &CommonQuery,
    ) -> Result<Commons, Refusal> {
        let options = CommonOptions {
            min_shared: arguments.min_shared,
            overlap_in_time: arguments.overlap_in_time,
            limit: arguments.count,
        };
        let question = Shared { ids: self.known(&arguments.ids, "ids")?, options };
        let (answer, ended) = self.ask(&arguments.graph, question)?;
        Ok(Commons { completeness: covered(answer.completeness, ended), ..answer })
    }

    /// The answer of `similar`.
    pub(in crate::exec) fn similar(
        &mut self,
        arguments: &SimilarQuery,
    ) -> Result<SimilarSet, Refusal> {
        let by = match arguments.by {
            plan::Likeness::Jaccard => Likeness::Jaccard,
            plan::Likeness::AdamicAdar => Likeness::AdamicAdar,
        };
        let node = self.known_one(&arguments.id, "id")?;
        let question = Like { node, by, count: arguments.count };
        let (answer, ended) = self.ask(&arguments.graph, question)?;
        Ok(SimilarSet { completeness: covered(answer.completeness, ended), ..answer })
    }
}
