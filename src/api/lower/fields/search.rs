//! `search`: entities by words, with what is selected of its hits.

use crate::{
    api::{
        lower::{Group, Lowering},
        schema::{FacetField, SearchConnectionField, SearchEdgeField, SearchHitField},
    },
    ontology::Target,
    plan::{
        ConnectionId, ConnectionOp, EdgeOp, Id, Object, RootOp,
        fields::search::{FacetOp, HitOp, HitsOp, MatchedText, Search, SearchForm},
    },
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn search(&mut self, group: &Group<'d>) -> RootOp {
        let arguments = self.arguments(group, SearchForm);
        let page = self.hits_page(&group.fields);
        RootOp::Search(Search { arguments, page, site: self.site(group) })
    }

    /// The plan of the selection on a page of hits.
    fn hits_page(&mut self, fields: &[&'d Field]) -> ConnectionId<HitsOp> {
        self.connection("Search", fields, |it, field, group| match field {
            SearchConnectionField::Connection(field) => {
                let op = it.connection_op("Search", field, group, Self::hit, Self::hit_edge);
                match op {
                    ConnectionOp::List(list) => ConnectionOp::List(HitsOp::List(list)),
                    ConnectionOp::Info(steps, site) => ConnectionOp::Info(steps, site),
                    ConnectionOp::TotalCount => ConnectionOp::TotalCount,
                }
            }
            SearchConnectionField::Facets => {
                let steps =
                    it.steps(&group.fields, "Facet", |it, group| match it.kind("Facet", group) {
                        FacetField::Kind => FacetOp::Kind,
                        FacetField::Count => FacetOp::Count,
                    });
                ConnectionOp::List(HitsOp::Facets(steps, it.site(group)))
            }
        })
    }

    fn hit_edge(&mut self, field: SearchEdgeField, group: &Group<'d>) -> EdgeOp<Id<Object<HitOp>>> {
        match field {
            SearchEdgeField::Cursor => EdgeOp::Cursor,
            SearchEdgeField::Node => EdgeOp::Node(self.hit(group), self.site(group)),
        }
    }

    /// The plan of the selection on a hit.
    fn hit(&mut self, group: &Group<'d>) -> Id<Object<HitOp>> {
        self.object("SearchHit", &group.fields, |it, field, group| match field {
            SearchHitField::Score => HitOp::Score,
            SearchHitField::Entity => {
                let selection = it.target_selection(Target::Entity, group.fields.clone());
                HitOp::Entity(selection, it.site(group))
            }
            SearchHitField::Name => {
                HitOp::Matched(MatchedText::Name(it.names(&group.fields), it.site(group)))
            }
            SearchHitField::Field => HitOp::Matched(MatchedText::Field),
            SearchHitField::Fragment => HitOp::Matched(MatchedText::Fragment),
            SearchHitField::Highlight => HitOp::Matched(MatchedText::Highlight),
        })
    }
}
