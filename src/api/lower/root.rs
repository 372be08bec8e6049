//! Lowers the fields of `Query`.

use super::{Group, Lowering, Place};
use crate::{
    api::schema::QueryField,
    ontology::{KindId, Limit, Target},
    plan::{
        Id, Object, RootOp, RootStep, Step,
        fields::{
            by_id::ById,
            changes::{ChangeForm, Changes},
            common_connections::{CommonConnections, CommonForm},
            conflicts::{ConflictForm, Conflicts},
            connect::{Connect, ConnectForm},
            connected::{Connected, ConnectedForm},
            description::{Description, DescriptionOp},
            entities::{Entities, EntityForm},
            introspection::Introspection,
            lookup::Lookup,
            r#match::{Match, MatchForm},
            node::Node,
            nodes::{ByIds, Nodes},
            paths::{Paths, PathsForm},
            search::{Search, SearchForm},
            shortest_path::{ShortestPath, ShortestPathForm},
            similar::{Similar, SimilarForm},
            subgraph::{Subgraph, SubgraphForm},
            timeline::{Timeline, TimelineForm},
        },
    },
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    /// What is written of `Query`.
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
        let fields = group.fields.clone();
        match self.kind("Query", group) {
            QueryField::Node => {
                let arguments = self.arguments(group, ById);
                let selection = self.selection(self.every_kind(), true, fields);
                RootOp::Node(Node { arguments, selection, site: self.site(group) })
            }
            QueryField::Nodes => {
                let arguments = self.arguments(group, ByIds);
                let selection = self.selection(self.every_kind(), true, fields);
                RootOp::Nodes(Nodes { arguments, selection, site: self.site(group) })
            }
            QueryField::Lookup(kind) => {
                let arguments = self.arguments(group, ById);
                let target = kind.map_or(Target::Entity, Target::Kind);
                let selection = self.target_selection(target, fields);
                RootOp::Lookup(Lookup { kind, arguments, selection, site: self.site(group) })
            }
            QueryField::Match => {
                let arguments = self.arguments(group, MatchForm);
                let result = self.match_results(&fields);
                RootOp::Match(Match { arguments, result, site: self.site(group) })
            }
            QueryField::All(target) => {
                let arguments = self.arguments(group, EntityForm(target, self.limit_of(target)));
                let page = self.entity_page(target, &fields);
                RootOp::Entities(Entities { target, arguments, page, site: self.site(group) })
            }
            QueryField::Search => {
                let arguments = self.arguments(group, SearchForm);
                let page = self.hits_page(&fields);
                RootOp::Search(Search { arguments, page, site: self.site(group) })
            }
            QueryField::Conflicts => {
                let arguments = self.arguments(group, ConflictForm);
                let page = self.conflict_page(&fields);
                RootOp::Conflicts(Conflicts { arguments, page, site: self.site(group) })
            }
            QueryField::Changes => {
                let arguments = self.arguments(group, ChangeForm);
                let page = self.moment_page(&fields);
                RootOp::Changes(Changes { arguments, page, site: self.site(group) })
            }
            QueryField::Timeline => {
                let arguments = self.arguments(group, TimelineForm);
                let page = self.moment_page(&fields);
                RootOp::Timeline(Timeline { arguments, page, site: self.site(group) })
            }
            QueryField::Connected => {
                let arguments = self.arguments(group, ConnectedForm);
                let result = self.connectedness(&fields);
                RootOp::Connected(Connected { arguments, result, site: self.site(group) })
            }
            QueryField::ShortestPath => {
                let arguments = self.arguments(group, ShortestPathForm);
                let path = self.path(&fields);
                RootOp::ShortestPath(ShortestPath { arguments, path, site: self.site(group) })
            }
            QueryField::Paths => {
                let arguments = self.arguments(group, PathsForm);
                let result = self.path_set(&fields);
                RootOp::Paths(Paths { arguments, result, site: self.site(group) })
            }
            QueryField::Subgraph => {
                let arguments = self.arguments(group, SubgraphForm);
                let result = self.graph(&fields);
                RootOp::Subgraph(Subgraph { arguments, result, site: self.site(group) })
            }
            QueryField::Connect => {
                let arguments = self.arguments(group, ConnectForm);
                let result = self.graph(&fields);
                RootOp::Connect(Connect { arguments, result, site: self.site(group) })
            }
            QueryField::CommonConnections => {
                let arguments = self.arguments(group, CommonForm);
                let (result, site) = (self.common_set(&fields), self.site(group));
                RootOp::CommonConnections(CommonConnections { arguments, result, site })
            }
            QueryField::Similar => {
                let arguments = self.arguments(group, SimilarForm);
                let result = self.similar_set(&fields);
                RootOp::Similar(Similar { arguments, result, site: self.site(group) })
            }
            QueryField::Description => {
                let name = group.name().to_owned();
                let ty = self.definition("Query", group).ty.name.as_str();
                let selection = self.description(ty, &fields);
                RootOp::Description(Description { name, selection, site: self.site(group) })
            }
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

    /// What is selected of the service's description.
    fn description(&mut self, ty: &str, fields: &[&'d Field]) -> Id<Object<DescriptionOp>> {
        let place = Place::Description(ty.to_owned());
        self.memoized((place, fields.to_vec()), |lowering, fields| {
            lowering.steps(fields, ty, |it, group| it.description_op(ty, group))
        })
    }

    fn description_op(&mut self, ty: &str, group: &Group<'d>) -> DescriptionOp {
        let field = self.definition(ty, group);
        let name = field.name.clone();
        if group.fields[0].selection_set.is_empty() {
            return DescriptionOp::Value(name);
        }
        let inner = self.description(&field.ty.name, &group.fields);
        DescriptionOp::Member(name, inner, self.site(group))
    }

    /// A field that the schema answers.
    fn introspect(&mut self, group: &Group<'d>) -> RootOp {
        self.introspection.push(group.key.to_owned());
        RootOp::Introspection(Introspection { index: self.introspection.len() - 1 })
    }
}
