//! Lowers what is selected of pages.

use super::{Group, Lowering, Place};
use crate::{
    api::schema::{ConnectionField, PageInfoField, names},
    ontology::{KindId, RelationField, RelationId, Target},
    plan::{InfoOp, PageId, PageOp, PageSelection, SiteId, Step},
};
use apollo_compiler::executable::Field;

/// The items of a list.
#[derive(Clone, Copy)]
pub(super) struct List<'n> {
    /// `PersonPosts`: what its types' names start with.
    pub(super) name: &'n str,
    /// The relation of its links; `None` if it is one of entities or of any links.
    pub(super) relation: Option<RelationId>,
    /// What its edges lead to; `None` for links.
    pub(super) node: Option<Target>,
}

impl<'d> Lowering<'d> {
    /// What is selected of a page of a relation field.
    pub(super) fn relation_page(
        &mut self,
        kind: KindId,
        field: &RelationField,
        fields: &[&'d Field],
    ) -> PageId {
        let ontology = self.source.ontology;
        let name = names::connection(ontology, &ontology.kind(kind).name, field);
        let list = List { name: &name, relation: Some(field.relation), node: Some(field.target) };
        self.page(list, fields)
    }

    /// What is selected of a page of entities.
    pub(super) fn entity_page(&mut self, target: Target, fields: &[&'d Field]) -> PageId {
        let name = self.source.ontology.target_name(target);
        self.page(List { name, relation: None, node: Some(target) }, fields)
    }

    /// What is selected of a page of links.
    pub(super) fn link_list(&mut self, fields: &[&'d Field]) -> PageId {
        self.page(List { name: "Link", relation: None, node: None }, fields)
    }

    fn page(&mut self, list: List<'_>, fields: &[&'d Field]) -> PageId {
        self.page_of(list.name, fields, |it, field, group| it.page_op(list, field, group))
    }

    /// What is selected of a page whose types' names start like this; `items` lowers its
    /// `nodes` and `edges`.
    pub(super) fn page_of(
        &mut self,
        name: &str,
        fields: &[&'d Field],
        mut items: impl FnMut(&mut Self, Items, &Group<'d>) -> PageOp,
    ) -> PageId {
        let place = Place::Page(name.to_owned());
        let number = self.memoized((place, fields.to_vec()), |lowering, fields| {
            let (mut counts, mut looks_ahead) = (false, false);
            let ty = format!("{name}Connection");
            let steps = lowering.steps(fields, &ty, |it, group| match it.kind(&ty, group) {
                ConnectionField::Nodes => items(it, Items::Nodes, group),
                ConnectionField::Edges => items(it, Items::Edges, group),
                ConnectionField::PageInfo => {
                    looks_ahead = true;
                    let (steps, site) = it.page_info(group);
                    PageOp::Info(steps, site)
                }
                ConnectionField::TotalCount => {
                    counts = true;
                    PageOp::TotalCount
                }
            });
            let page = PageSelection { steps, counts, looks_ahead };
            lowering.pages.push(page);
            lowering.pages.len() as u32 - 1
        });
        PageId(number)
    }

    fn page_op(&mut self, list: List<'_>, items: Items, group: &Group<'d>) -> PageOp {
        match items {
            Items::Nodes => {
                let selection = match list.node {
                    Some(target) => self.target_selection(target, group.fields.clone()),
                    None => self.selection(Vec::new(), true, group.fields.clone()),
                };
                match list.node.and_then(|target| self.flat_nodes(target, selection)) {
                    Some(flat) => PageOp::Flat(flat),
                    None => PageOp::Nodes(selection, self.site(group)),
                }
            }
            Items::Edges => {
                let steps = self.edge_steps(list, &group.fields);
                match list.node.and_then(|target| self.flat_edges(target, &steps)) {
                    Some(flat) => PageOp::Flat(flat),
                    None => PageOp::Edges(steps, self.site(group)),
                }
            }
        }
    }

    /// What is selected of `pageInfo`.
    pub(super) fn page_info(&mut self, group: &Group<'d>) -> (Vec<Step<InfoOp>>, SiteId) {
        let site = self.site(group);
        let steps =
            self.steps(&group.fields, "PageInfo", |it, group| match it.kind("PageInfo", group) {
                PageInfoField::HasNextPage => InfoOp::HasNextPage,
                PageInfoField::HasPreviousPage => InfoOp::HasPreviousPage,
                PageInfoField::StartCursor => InfoOp::StartCursor,
                PageInfoField::EndCursor => InfoOp::EndCursor,
            });
        (steps, site)
    }
}

/// The items of a page, alone or with their cursors.
#[derive(Clone, Copy)]
pub(super) enum Items {
    /// `nodes`
    Nodes,
    /// `edges`
    Edges,
}
