//! Lowers what is selected of the hits of `search`.

use super::{Group, Lowering, Place};
use crate::{
    api::model::{HitField, Meaning},
    ontology::Target,
    plan::{FacetOp, HitEdgeOp, HitId, HitOp, HitsId, HitsOp, HitsSelection, InfoOp, Step},
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    /// What is selected of a page of hits.
    pub(super) fn hits_page(&mut self, fields: &[&'d Field]) -> HitsId {
        let number = self.memoized((Place::Hits, fields.to_vec()), |lowering, fields| {
            let steps = lowering.steps(fields, "SearchConnection", HitsOp::Fail, Self::hits_step);
            lowering.hit_pages.push(HitsSelection { steps });
            lowering.hit_pages.len() as u32 - 1
        });
        HitsId(number)
    }

    fn hits_step(&mut self, group: &Group<'d>) -> Option<Step<HitsOp>> {
        if group.name() == "__typename" {
            let constant = self.constant("SearchConnection");
            return Some(self.step(group.key, HitsOp::Constant(constant)));
        }
        let op = match self.field("SearchConnection", group.name())?.meaning {
            Meaning::HitNodes => HitsOp::Nodes(self.hit(&group.fields), self.site(group)),
            Meaning::HitEdges => {
                let steps =
                    self.steps(&group.fields, "SearchEdge", HitEdgeOp::Fail, Self::hit_edge_step);
                HitsOp::Edges(steps, self.site(group))
            }
            Meaning::PageInfo => {
                let site = self.site(group);
                let steps = self.steps(&group.fields, "PageInfo", InfoOp::Fail, Self::info_step);
                HitsOp::Info(steps, site)
            }
            Meaning::TotalCount => HitsOp::TotalCount,
            Meaning::Facets => {
                let steps = self.steps(&group.fields, "Facet", FacetOp::Fail, Self::facet_step);
                HitsOp::Facets(steps, self.site(group))
            }
            _ => return None,
        };
        Some(self.step(group.key, op))
    }

    fn hit_edge_step(&mut self, group: &Group<'d>) -> Option<Step<HitEdgeOp>> {
        let op = match self.hit_field("SearchEdge", group) {
            None => HitEdgeOp::Constant(self.constant("SearchEdge")),
            Some(HitField::Cursor) => HitEdgeOp::Cursor,
            Some(_) => HitEdgeOp::Node(self.hit(&group.fields), self.site(group)),
        };
        Some(self.step(group.key, op))
    }

    fn facet_step(&mut self, group: &Group<'d>) -> Option<Step<FacetOp>> {
        let op = match self.hit_field("Facet", group) {
            None => FacetOp::Constant(self.constant("Facet")),
            Some(HitField::Kind) => FacetOp::Kind,
            Some(_) => FacetOp::Count,
        };
        Some(self.step(group.key, op))
    }

    /// What is selected of a hit.
    fn hit(&mut self, fields: &[&'d Field]) -> HitId {
        let number = self.memoized((Place::Hit, fields.to_vec()), |lowering, fields| {
            let steps = lowering.steps(fields, "SearchHit", HitOp::Fail, Self::hit_step);
            lowering.hits.push(steps);
            lowering.hits.len() as u32 - 1
        });
        HitId(number)
    }

    fn hit_step(&mut self, group: &Group<'d>) -> Option<Step<HitOp>> {
        let op = match self.hit_field("SearchHit", group) {
            None => HitOp::Constant(self.constant("SearchHit")),
            Some(HitField::Score) => HitOp::Score,
            Some(HitField::Entity) => {
                let selection = self.target_selection(Target::Entity, group.fields.clone());
                HitOp::Entity(selection, self.site(group))
            }
            Some(HitField::Name) => {
                HitOp::Name(self.parts("Name", &group.fields), self.site(group))
            }
            Some(HitField::Field) => HitOp::Field,
            Some(HitField::Fragment) => HitOp::Text,
            Some(_) => HitOp::Highlight,
        };
        Some(self.step(group.key, op))
    }

    /// Which field of a type; `None` for `__typename`, the only one that the type does not list.
    fn hit_field(&self, ty: &str, group: &Group<'d>) -> Option<HitField> {
        match self.field(ty, group.name())?.meaning {
            Meaning::Hit(field) => Some(field),
            _ => None,
        }
    }
}
