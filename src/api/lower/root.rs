//! Lowers `Query`.

use super::{Group, Lowering};
use crate::{
    api::schema::QueryField,
    ontology::{KindId, Limit, Target},
    plan::{Object, RootOp, RootStep, Step},
};

impl<'d> Lowering<'d> {
    /// The plan of `Query`.
    pub(super) fn root(&mut self) -> Object<RootStep> {
        let set = &self.source.selected.operation.selection_set;
        self.steps_of(std::iter::once(set), "Query", |it, key, group| {
            let op = match group.name() {
                "__schema" => RootStep { op: it.introspect(group), nullable: false },
                "__type" => RootStep { op: it.introspect(group), nullable: true },
                _ => {
                    let nullable = !it.definition("Query", group).ty.required;
                    RootStep { op: it.root_op(group), nullable }
                }
            };
            Step::Field { key, op }
        })
    }

    fn root_op(&mut self, group: &Group<'d>) -> RootOp {
        match self.kind("Query", group) {
            QueryField::Node => self.node(group),
            QueryField::Nodes => self.nodes(group),
            QueryField::Lookup(kind) => self.lookup(kind, group),
            QueryField::All(target) => self.entities(target, group),
            QueryField::Search => self.search(group),
            QueryField::Match => self.match_names(group),
            QueryField::Timeline => self.timeline(group),
            QueryField::Changes => self.changes(group),
            QueryField::Conflicts => self.conflicts(group),
            QueryField::Connected => self.connected(group),
            QueryField::ShortestPath => self.shortest_path(group),
            QueryField::Paths => self.paths(group),
            QueryField::Subgraph => self.subgraph(group),
            QueryField::Connect => self.connect(group),
            QueryField::CommonConnections => self.common_connections(group),
            QueryField::Similar => self.similar(group),
            QueryField::Rank => self.rank(group),
            QueryField::Communities => self.communities(group),
            QueryField::Components => self.components(group),
            QueryField::Brokers => self.brokers(group),
            QueryField::Description => self.describe(group),
        }
    }

    pub(super) fn every_kind(&self) -> Vec<KindId> {
        self.source.ontology.kinds_of(Target::Entity)
    }

    /// The page sizes of fields that return a target.
    pub(super) fn limit_of(&self, target: Target) -> Limit {
        match target {
            Target::Kind(id) => self.source.ontology.kind(id).limit,
            Target::Abstract(id) => self.source.ontology.abstract_type(id).limit,
            Target::Entity => Limit::default(),
        }
    }
}
