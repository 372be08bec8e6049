//! Lowers what is selected of the hits of `search`.

use super::{Group, Lowering, Place};
use crate::{
    api::schema::{
        ConnectionField, FacetField, SearchConnectionField, SearchEdgeField, SearchHitField,
    },
    ontology::Target,
    plan::{FacetOp, HitEdgeOp, HitId, HitOp, HitsId, HitsOp, HitsSelection},
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    /// What is selected of a page of hits.
    pub(super) fn hits_page(&mut self, fields: &[&'d Field]) -> HitsId {
        let number = self.memoized((Place::Hits, fields.to_vec()), |lowering, fields| {
            let steps = lowering.steps(fields, "SearchConnection", Self::hits_op);
            lowering.hit_pages.push(HitsSelection { steps });
            lowering.hit_pages.len() as u32 - 1
        });
        HitsId(number)
    }

    fn hits_op(&mut self, group: &Group<'d>) -> HitsOp {
        match self.kind("SearchConnection", group) {
            SearchConnectionField::Connection(ConnectionField::Nodes) => {
                HitsOp::Nodes(self.hit(&group.fields), self.site(group))
            }
            SearchConnectionField::Connection(ConnectionField::Edges) => {
                let steps = self.steps(&group.fields, "SearchEdge", Self::hit_edge_op);
                HitsOp::Edges(steps, self.site(group))
            }
            SearchConnectionField::Connection(ConnectionField::PageInfo) => {
                let (steps, site) = self.page_info(group);
                HitsOp::Info(steps, site)
            }
            SearchConnectionField::Connection(ConnectionField::TotalCount) => HitsOp::TotalCount,
            SearchConnectionField::Facets => {
                let steps =
                    self.steps(&group.fields, "Facet", |it, group| match it.kind("Facet", group) {
                        FacetField::Kind => FacetOp::Kind,
                        FacetField::Count => FacetOp::Count,
                    });
                HitsOp::Facets(steps, self.site(group))
            }
        }
    }

    fn hit_edge_op(&mut self, group: &Group<'d>) -> HitEdgeOp {
        match self.kind("SearchEdge", group) {
            SearchEdgeField::Cursor => HitEdgeOp::Cursor,
            SearchEdgeField::Node => HitEdgeOp::Node(self.hit(&group.fields), self.site(group)),
        }
    }

    /// What is selected of a hit.
    fn hit(&mut self, fields: &[&'d Field]) -> HitId {
        let number = self.memoized((Place::Hit, fields.to_vec()), |lowering, fields| {
            let steps = lowering.steps(fields, "SearchHit", Self::hit_op);
            lowering.hits.push(steps);
            lowering.hits.len() as u32 - 1
        });
        HitId(number)
    }

    fn hit_op(&mut self, group: &Group<'d>) -> HitOp {
        match self.kind("SearchHit", group) {
            SearchHitField::Score => HitOp::Score,
            SearchHitField::Entity => {
                let selection = self.target_selection(Target::Entity, group.fields.clone());
                HitOp::Entity(selection, self.site(group))
            }
            SearchHitField::Name => HitOp::Name(self.names(&group.fields), self.site(group)),
            SearchHitField::Field => HitOp::Field,
            SearchHitField::Fragment => HitOp::Text,
            SearchHitField::Highlight => HitOp::Highlight,
        }
    }
}
