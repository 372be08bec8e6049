//! Lowers what is selected of pages.

use super::{Group, Lowering, MemoKey};
use crate::{
    api::schema::{
        ConnectionField, EdgeField, FieldOwner, ListConnectionField, PageInfoField, names,
    },
    ontology::{Direction, RelationField, RelationId, Target},
    plan::{
        Connection, ConnectionId, ConnectionOp, EdgeOp, InfoOp, ItemForm, LinkEdgeOp, ListOp,
        PageId, PageOp, Step, Stored,
    },
};
use apollo_compiler::executable::Field;

/// The items of a list.
#[derive(Clone, Copy)]
struct List<'n> {
    /// `PostTenure`: what its types' names start with.
    name: &'n str,
    /// The relation of its links, and the direction in which they are followed; `None` if it is one
    /// of entities or of any links.
    followed: Option<(RelationId, Direction)>,
    /// The target of its edges; `None` for links.
    node: Option<Target>,
}

impl List<'_> {
    /// Its items, as `aggregate` and `groups` read them.
    fn form(&self) -> ItemForm {
        match (self.node, self.followed) {
            (Some(target), Some((relation, direction))) => {
                ItemForm::Relation(target, relation, direction)
            }
            (Some(target), None) => ItemForm::Entities(target),
            (None, _) => ItemForm::Links,
        }
    }
}

impl<'d> Lowering<'d> {
    /// The plan of the selection on a page of a relation field.
    pub(super) fn relation_page(&mut self, field: &RelationField, fields: &[&'d Field]) -> PageId {
        let ontology = self.source.ontology;
        let name = names::connection(ontology, field);
        let followed = Some((field.relation, field.direction));
        self.page(List { name: &name, followed, node: Some(field.target) }, fields)
    }

    /// The plan of the selection on a page of entities.
    pub(super) fn entity_page(&mut self, target: Target, fields: &[&'d Field]) -> PageId {
        let name = self.source.ontology.target_name(target);
        self.page(List { name, followed: None, node: Some(target) }, fields)
    }

    /// The plan of the selection on a page of links.
    pub(super) fn link_list(&mut self, fields: &[&'d Field]) -> PageId {
        self.page(List { name: "Link", followed: None, node: None }, fields)
    }

    fn page(&mut self, list: List<'_>, fields: &[&'d Field]) -> PageId {
        let node = |it: &mut Self, group: &Group<'d>| match list.node {
            Some(target) => it.target_selection(target, group.fields.clone()),
            None => it.selection(Vec::new(), true, group.fields.clone()),
        };
        let relation = list.followed.map(|(relation, _)| relation);
        let edge = |it: &mut Self, field: EdgeField, group: &Group<'d>| match field {
            EdgeField::Cursor => EdgeOp::Cursor,
            EdgeField::Node => EdgeOp::Node(node(it, group), it.site(group)),
            EdgeField::Direction => EdgeOp::Own(it.direction(list.followed)),
            EdgeField::Link(field) => {
                EdgeOp::Own(LinkEdgeOp::Link(it.link_op(relation, field, group)))
            }
        };
        self.connection_of(list.name, list.followed, fields, |it, field, group| {
            let field = match field {
                ListConnectionField::Connection(field) => field,
                ListConnectionField::Aggregate => {
                    return ConnectionOp::List(it.aggregate(list.form(), group));
                }
                ListConnectionField::Groups => {
                    return ConnectionOp::List(it.groups(list.form(), group));
                }
            };
            match it.connection_op(list.name, field, group, node, edge) {
                ConnectionOp::List(items) => ConnectionOp::List(match list.node {
                    Some(target) => it.flat_or_not(target, items),
                    None => PageOp::List(items),
                }),
                ConnectionOp::Info(steps, site) => ConnectionOp::Info(steps, site),
                ConnectionOp::TotalCount => ConnectionOp::TotalCount,
            }
        })
    }

    /// The direction of the links of a list.
    fn direction(&self, followed: Option<(RelationId, Direction)>) -> LinkEdgeOp {
        let Some((relation, direction)) = followed else { return LinkEdgeOp::Seen };
        match direction {
            Direction::Both if !self.source.ontology.relation(relation).symmetric => {
                LinkEdgeOp::EitherWay
            }
            Direction::Out | Direction::In | Direction::Both => LinkEdgeOp::Direction(direction),
        }
    }

    /// The plan of the selection on a page whose types' names start with this, whose fields become
    /// steps by `op`.
    pub(super) fn connection<F: FieldOwner, List>(
        &mut self,
        name: &str,
        fields: &[&'d Field],
        op: impl Fn(&mut Self, F, &Group<'d>) -> ConnectionOp<List>,
    ) -> ConnectionId<List>
    where
        Connection<List>: Stored,
    {
        self.connection_of(name, None, fields, op)
    }

    /// [`Self::connection`] of the links of a relation in a direction, if it is one.
    fn connection_of<F: FieldOwner, List>(
        &mut self,
        name: &str,
        followed: Option<(RelationId, Direction)>,
        fields: &[&'d Field],
        op: impl Fn(&mut Self, F, &Group<'d>) -> ConnectionOp<List>,
    ) -> ConnectionId<List>
    where
        Connection<List>: Stored,
    {
        let place = MemoKey::Page(name.to_owned(), followed);
        self.memoized((place, fields.to_vec()), |lowering, fields| {
            let ty = format!("{name}Connection");
            let steps = lowering.steps(fields, &ty, |it, group| {
                let field = it.kind(&ty, group);
                op(it, field, group)
            });
            let has = |is: fn(&ConnectionOp<List>) -> bool| {
                steps.iter().any(|step| matches!(step, Step::Field { op, .. } if is(op)))
            };
            let counts = has(|op| matches!(op, ConnectionOp::TotalCount));
            let looks_ahead = has(|op| matches!(op, ConnectionOp::Info(..)));
            Connection { steps, counts, looks_ahead }
        })
    }

    /// A field that every connection has. `node` lowers an item, `edge` a field of its edge.
    pub(super) fn connection_op<F: FieldOwner, Node, Own>(
        &mut self,
        name: &str,
        field: ConnectionField,
        group: &Group<'d>,
        node: impl Fn(&mut Self, &Group<'d>) -> Node,
        edge: impl Fn(&mut Self, F, &Group<'d>) -> EdgeOp<Node, Own>,
    ) -> ConnectionOp<ListOp<Node, Own>> {
        let site = self.site(group);
        match field {
            ConnectionField::Nodes => ConnectionOp::List(ListOp::Nodes(node(self, group), site)),
            ConnectionField::Edges => {
                let ty = format!("{name}Edge");
                let steps = self.steps(&group.fields, &ty, |it, group| {
                    let field = it.kind(&ty, group);
                    edge(it, field, group)
                });
                ConnectionOp::List(ListOp::Edges(steps, site))
            }
            ConnectionField::PageInfo => {
                let steps = self.steps(&group.fields, "PageInfo", |it, group| {
                    match it.kind("PageInfo", group) {
                        PageInfoField::HasNextPage => InfoOp::HasNextPage,
                        PageInfoField::HasPreviousPage => InfoOp::HasPreviousPage,
                        PageInfoField::StartCursor => InfoOp::StartCursor,
                        PageInfoField::EndCursor => InfoOp::EndCursor,
                    }
                });
                ConnectionOp::Info(steps, site)
            }
            ConnectionField::TotalCount => ConnectionOp::TotalCount,
        }
    }
}
