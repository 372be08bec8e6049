//! Lowers what is selected of pages.

use super::{Group, Lowering, Place};
use crate::{
    api::model::{Meaning, PageField, names},
    ontology::{KindId, RelationField, RelationId, Target},
    plan::{InfoOp, LinkOp, PageId, PageOp, PageSelection, Step},
};
use apollo_compiler::executable::Field;

/// What the items of a list are.
#[derive(Clone, Copy)]
struct List<'n> {
    /// `PersonPosts`: what its types' names start with.
    name: &'n str,
    /// The relation of its links; `None` if it is one of entities or of any links.
    relation: Option<RelationId>,
    /// What its edges lead to; `None` for links.
    node: Option<Target>,
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
        self.page_of(list.name, fields, |it, group| it.page_step(list, group))
    }

    /// What is selected of a page whose types' names start like this.
    pub(super) fn page_of(
        &mut self,
        name: &str,
        fields: &[&'d Field],
        mut step: impl FnMut(&mut Self, &Group<'d>) -> Option<Step<PageOp>>,
    ) -> PageId {
        let place = Place::Page(name.to_owned());
        let number = self.memoized((place, fields.to_vec()), |lowering, fields| {
            let (mut counts, mut looks_ahead) = (false, false);
            let ty = format!("{name}Connection");
            let steps = lowering.steps(fields, &ty, PageOp::Fail, |it, group| {
                counts |= group.name() == "totalCount";
                looks_ahead |= group.name() == "pageInfo";
                step(it, group)
            });
            let page = PageSelection { steps, counts, looks_ahead };
            lowering.pages.push(page);
            lowering.pages.len() as u32 - 1
        });
        PageId(number)
    }

    fn page_step(&mut self, list: List<'_>, group: &Group<'d>) -> Option<Step<PageOp>> {
        let ty = format!("{}Connection", list.name);
        if group.name() == "__typename" {
            let constant = self.constant(&ty);
            return Some(self.step(group.key, PageOp::Constant(constant)));
        }
        let op = match self.field(&ty, group.name())?.meaning {
            Meaning::PageNodes => {
                let selection = match list.node {
                    Some(target) => self.target_selection(target, group.fields.clone()),
                    None => self.selection(Vec::new(), true, group.fields.clone()),
                };
                match list.node.and_then(|target| self.flat_nodes(target, selection)) {
                    Some(flat) => PageOp::Flat(flat),
                    None => PageOp::Nodes(selection, self.site(group)),
                }
            }
            Meaning::PageEdges => {
                let edge = format!("{}Edge", list.name);
                let steps = self.steps(&group.fields, &edge, LinkOp::Fail, |it, group| {
                    it.link_step(&edge, list.relation, list.node, group)
                });
                match list.node.and_then(|target| self.flat_edges(target, &steps)) {
                    Some(flat) => PageOp::Flat(flat),
                    None => PageOp::Edges(steps, self.site(group)),
                }
            }
            meaning => self.page_op(meaning, group)?,
        };
        Some(self.step(group.key, op))
    }

    /// What pages of all sorts have.
    pub(super) fn page_op(&mut self, meaning: Meaning, group: &Group<'d>) -> Option<PageOp> {
        Some(match meaning {
            Meaning::PageInfo => {
                let site = self.site(group);
                let steps = self.steps(&group.fields, "PageInfo", InfoOp::Fail, Self::info_step);
                PageOp::Info(steps, site)
            }
            Meaning::TotalCount => PageOp::TotalCount,
            _ => return None,
        })
    }

    fn info_step(&mut self, group: &Group<'d>) -> Option<Step<InfoOp>> {
        if group.name() == "__typename" {
            let constant = self.constant("PageInfo");
            return Some(self.step(group.key, InfoOp::Constant(constant)));
        }
        let Meaning::Page(field) = self.field("PageInfo", group.name())?.meaning else {
            return None;
        };
        let op = match field {
            PageField::HasNextPage => InfoOp::HasNextPage,
            PageField::HasPreviousPage => InfoOp::HasPreviousPage,
            PageField::StartCursor => InfoOp::StartCursor,
            PageField::EndCursor => InfoOp::EndCursor,
        };
        Some(self.step(group.key, op))
    }
}
