//! The fields that take arguments, one file each: what the plan holds of the field, what its
//! arguments are once they are bound, how they are bound, what the field may cost and how it
//! is explained.
//!
//! A new root field has a file here, and files of the same name in `exec/write/fields`,
//! `api/lower/fields` and the API's types. The lists in this file are the only ones that it
//! must be added to; the compiler names the places that are missing.

pub mod aggregate;
pub mod brokers;
pub mod by_id;
pub mod by_key;
pub mod changes;
pub mod claims;
pub mod common_connections;
pub mod communities;
pub mod components;
pub mod conflicts;
pub mod connect;
pub mod connected;
pub mod degree;
pub mod description;
pub mod entities;
pub mod grouping;
pub mod groups;
pub mod introspection;
pub mod languages;
pub mod links;
pub mod lookup;
pub mod r#match;
pub mod metrics;
pub mod moments;
pub mod node;
pub mod nodes;
pub mod paths;
pub mod rank;
pub mod reach;
pub mod relation;
pub mod search;
pub mod shortest_path;
pub mod similar;
pub mod subgraph;
pub mod supports;
pub mod timeline;
pub mod to_one;

use super::{
    FieldError, Input,
    bind::{Binder, Values},
    cost::{Counted, Counter},
    explain::Printer,
    steps::SiteId,
};
use crate::{limits::Limits, ontology::Ontology};

/// A field of `Query`, as a plan holds it.
pub trait RootField {
    /// The field in the document, where an error can be at it.
    fn site(&self) -> Option<SiteId>;

    /// The number of objects that it may return at most.
    fn cost(&self, counter: &mut Counter<'_>) -> Counted;

    /// Prints the field, with what is selected of it indented.
    fn explain(&self, key: &str, to: &mut Printer<'_>);
}

/// A field of `Query` in its place in the response.
#[derive(Clone, Debug)]
pub struct RootStep {
    /// The field.
    pub op: RootOp,
    /// True if its type allows null: then an error in it leaves its siblings as they are.
    pub nullable: bool,
}

/// Runs an expression on the field that a [`RootOp`] holds, whichever it is.
macro_rules! on_root_field {
    ($op:expr, $field:ident => $result:expr) => {
        match $op {
            $crate::plan::RootOp::Node($field) => $result,
            $crate::plan::RootOp::Nodes($field) => $result,
            $crate::plan::RootOp::Lookup($field) => $result,
            $crate::plan::RootOp::Entities($field) => $result,
            $crate::plan::RootOp::Search($field) => $result,
            $crate::plan::RootOp::Match($field) => $result,
            $crate::plan::RootOp::Conflicts($field) => $result,
            $crate::plan::RootOp::Changes($field) => $result,
            $crate::plan::RootOp::Timeline($field) => $result,
            $crate::plan::RootOp::Connected($field) => $result,
            $crate::plan::RootOp::ShortestPath($field) => $result,
            $crate::plan::RootOp::Paths($field) => $result,
            $crate::plan::RootOp::Subgraph($field) => $result,
            $crate::plan::RootOp::Connect($field) => $result,
            $crate::plan::RootOp::CommonConnections($field) => $result,
            $crate::plan::RootOp::Similar($field) => $result,
            $crate::plan::RootOp::Rank($field) => $result,
            $crate::plan::RootOp::Communities($field) => $result,
            $crate::plan::RootOp::Components($field) => $result,
            $crate::plan::RootOp::Brokers($field) => $result,
            $crate::plan::RootOp::Description($field) => $result,
            $crate::plan::RootOp::Introspection($field) => $result,
        }
    };
}
pub(crate) use on_root_field;

/// A field of `Query`.
#[derive(Clone, Debug)]
pub enum RootOp {
    /// `node`
    Node(node::Node),
    /// `nodes`
    Nodes(nodes::Nodes),
    /// `entity`, and one for each kind, such as `person`.
    Lookup(lookup::Lookup),
    /// `entities`, and one for each kind and interface, such as `people`.
    Entities(entities::Entities),
    /// `search`
    Search(search::Search),
    /// `match`
    Match(r#match::Match),
    /// `conflicts`
    Conflicts(conflicts::Conflicts),
    /// `changes`
    Changes(changes::Changes),
    /// `timeline`
    Timeline(timeline::Timeline),
    /// `connected`
    Connected(connected::Connected),
    /// `shortestPath`
    ShortestPath(shortest_path::ShortestPath),
    /// `paths`
    Paths(paths::Paths),
    /// `subgraph`
    Subgraph(subgraph::Subgraph),
    /// `connect`
    Connect(connect::Connect),
    /// `commonConnections`
    CommonConnections(common_connections::CommonConnections),
    /// `similar`
    Similar(similar::Similar),
    /// `rank`
    Rank(rank::Rank),
    /// `communities`
    Communities(communities::Communities),
    /// `components`
    Components(components::Components),
    /// `brokers`
    Brokers(brokers::Brokers),
    /// `ontology`, `service`
    Description(description::Description),
    /// `__schema`, `__type`
    Introspection(introspection::Introspection),
}

impl RootField for RootOp {
    fn site(&self) -> Option<SiteId> {
        on_root_field!(self, field => field.site())
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        on_root_field!(self, field => field.cost(counter))
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        on_root_field!(self, field => field.explain(key, to))
    }
}

/// The arguments of a field, before they are bound: what their values mean.
pub trait ArgumentBinder: Copy + Into<ArgumentForm> {
    /// The arguments once they are bound.
    type Bound: Bound;

    /// Resolves every name and checks every limit.
    ///
    /// # Errors
    /// The error of the field.
    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<Self::Bound, FieldError>;
}

/// The arguments of a field, once they are bound.
pub trait Bound: Sized {
    /// These arguments, out of the list of all.
    ///
    /// # Panics
    /// If they are those of another field, which no plan refers to by an id of this type.
    fn of(arguments: &Arguments) -> &Self;
}

macro_rules! arguments {
    ($($(#[$doc:meta])* $name:ident: $form:ty => $bound:ty,)*) => {
        /// The arguments of a field, before they are bound.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ArgumentForm {
            $($(#[$doc])* $name($form),)*
        }

        /// The arguments of a field, once they are bound: variables put in, names resolved,
        /// limits checked.
        #[derive(Clone, Debug)]
        pub enum Arguments {
            $($(#[$doc])* $name($bound),)*
        }

        impl ArgumentForm {
            fn bind(
                self,
                binder: &mut Binder<'_>,
                values: Values<'_>,
            ) -> Result<Arguments, FieldError> {
                Ok(match self {
                    $(Self::$name(form) => Arguments::$name(form.bind(binder, values)?),)*
                })
            }
        }

        impl Arguments {
            /// The arguments in words.
            pub(super) fn explain(&self) -> String {
                match self {
                    $(Self::$name(bound) => bound.explain(),)*
                }
            }
        }

        $(
            impl From<$form> for ArgumentForm {
                fn from(form: $form) -> Self {
                    Self::$name(form)
                }
            }

            impl Bound for $bound {
                #[inline]
                fn of(arguments: &Arguments) -> &Self {
                    match arguments {
                        Arguments::$name(bound) => bound,
                        other => misplaced(stringify!($bound), other),
                    }
                }
            }
        )*
    };
}

arguments! {
    /// `node`
    ById: by_id::ById => by_id::Id,
    /// `entity`, and lookups of a kind.
    ByKey: by_key::ByKey => by_key::Lookup,
    /// `nodes`
    ByIds: nodes::ByIds => nodes::Ids,
    /// Lists of entities.
    Entities: entities::EntityForm => entities::EntityPage,
    /// `search`
    Search: search::SearchForm => search::SearchPage,
    /// `match`
    Match: r#match::MatchForm => r#match::MatchPage,
    /// `conflicts`
    Conflicts: conflicts::ConflictForm => conflicts::ConflictPage,
    /// `changes`
    Changes: changes::ChangeForm => moments::MomentPage,
    /// `timeline`
    Timeline: timeline::TimelineForm => timeline::TimelinePage,
    /// `connected`
    Connected: connected::ConnectedForm => connected::Ends,
    /// `shortestPath`
    ShortestPath: shortest_path::ShortestPathForm => shortest_path::PathEnds,
    /// `paths`
    Paths: paths::PathsForm => paths::PathQuery,
    /// `subgraph`
    Subgraph: subgraph::SubgraphForm => subgraph::SubgraphQuery,
    /// `connect`
    Connect: connect::ConnectForm => connect::ConnectQuery,
    /// `commonConnections`
    CommonConnections: common_connections::CommonForm => common_connections::CommonQuery,
    /// `similar`
    Similar: similar::SimilarForm => similar::SimilarQuery,
    /// `rank`
    Rank: rank::RankForm => rank::RankPage,
    /// `communities`
    Communities: communities::CommunitiesForm => communities::CommunityQuery,
    /// `components`
    Components: components::ComponentsForm => components::ComponentQuery,
    /// `aggregate` of a connection
    Aggregate: aggregate::AggregateForm => aggregate::AggregateQuery,
    /// `groups` of a connection
    Groups: grouping::GroupForm => grouping::GroupQuery,
    /// `members` of a group
    Members: groups::MemberForm => groups::MemberPage,
    /// `brokers`
    Brokers: brokers::BrokerForm => brokers::BrokerQuery,
    /// `ancestors`, `descendants`
    Reach: reach::ReachForm => reach::ReachPage,
    /// `Graph.export`
    Export: crate::plan::graph::ExportForm => crate::plan::graph::ExportFormat,
    /// A to-one relation.
    ToOne: to_one::ToOneForm => to_one::ToOne,
    /// A to-many relation.
    Relation: relation::RelationForm => relation::RelationPage,
    /// `links`
    Links: links::LinkForm => links::LinkPage,
    /// `degree`
    Degree: degree::DegreeForm => degree::LinkCount,
    /// `metrics`
    Metrics: metrics::MetricsForm => metrics::MetricsView,
    /// `supports`
    Supports: supports::SupportForm => supports::SupportPage,
    /// `name(lang:)`, `summary(lang:)`
    Languages: languages::LanguageForm => languages::Languages,
    /// `claims(field:)`
    Claims: claims::ClaimForm => claims::ClaimedField,
}

/// Ends the run: the arguments of a field are read as those of another one. The panic is caught
/// where requests are run and becomes `INTERNAL_SERVER_ERROR`.
#[cold]
#[inline(never)]
fn misplaced(wanted: &str, found: &Arguments) -> ! {
    panic!("a plan reads {wanted} where it has {found:?}")
}

/// Binds the arguments of a field.
///
/// # Errors
/// The error of the field.
pub fn bind(
    form: ArgumentForm,
    values: &[(String, Input)],
    ontology: &Ontology,
    limits: &Limits,
) -> Result<Arguments, FieldError> {
    let values = Values(values);
    values.check_conditions()?;
    form.bind(&mut Binder::new(ontology, limits), values)
}
