//! Lowers lists that are neither of entities nor of links alone: what rests on a source,
//! conflicts, moments.

use super::{Group, Lowering, page::Items};
use crate::{
    api::schema::{ConflictField, MomentField, RecordEdgeField},
    ontology::Target,
    plan::{PageId, PageOp, RecordOp, SelectionId, SiteId},
};
use apollo_compiler::executable::Field;

/// A list of records.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RecordList {
    /// `Source.supports`: entities and links as they are.
    Supports,
    /// `conflicts`
    Conflicts,
    /// `changes`, `timeline`
    Moments,
}

impl RecordList {
    /// What the names of its types start with.
    fn name(self) -> &'static str {
        match self {
            Self::Supports => "SourceSupports",
            Self::Conflicts => "Conflict",
            Self::Moments => "Moment",
        }
    }
}

impl<'d> Lowering<'d> {
    /// What is selected of a page of records.
    pub(super) fn record_page(&mut self, list: RecordList, fields: &[&'d Field]) -> PageId {
        self.page_of(list.name(), fields, |it, items, group| {
            let site = it.site(group);
            PageOp::Records(it.record_items(list, items, group), site)
        })
    }

    fn record_items(&mut self, list: RecordList, items: Items, group: &Group<'d>) -> RecordOp {
        match items {
            Items::Nodes => self.record(list, None, group),
            Items::Edges => {
                let edge = format!("{}Edge", list.name());
                let steps =
                    self.steps(&group.fields, &edge, |it, group| match it.kind(&edge, group) {
                        RecordEdgeField::Cursor => RecordOp::Cursor,
                        RecordEdgeField::Node => {
                            let site = it.site(group);
                            it.record(list, Some(site), group)
                        }
                        RecordEdgeField::Citations => {
                            RecordOp::Citations(it.support_citations(&group.fields))
                        }
                    });
                RecordOp::Object(steps, None)
            }
        }
    }

    /// A record itself: an item of `nodes`, or the node of an edge, which has a site.
    fn record(&mut self, list: RecordList, site: Option<SiteId>, group: &Group<'d>) -> RecordOp {
        let op = match list {
            RecordList::Supports => return RecordOp::Element(self.element(group), site),
            RecordList::Conflicts => Self::conflict_op,
            RecordList::Moments => Self::moment_op,
        };
        RecordOp::Object(self.steps(&group.fields, list.name(), op), site)
    }

    fn conflict_op(&mut self, group: &Group<'d>) -> RecordOp {
        match self.kind("Conflict", group) {
            ConflictField::Entity => self.record_entity(group),
            ConflictField::Field => RecordOp::Field,
            ConflictField::Claims => RecordOp::Claims(self.claims(&group.fields), self.site(group)),
        }
    }

    fn moment_op(&mut self, group: &Group<'d>) -> RecordOp {
        match self.kind("Moment", group) {
            MomentField::Date => RecordOp::Date,
            MomentField::Change => RecordOp::Change,
            MomentField::Certain => RecordOp::Certain,
            MomentField::Entity => self.record_entity(group),
            MomentField::Link => {
                let selection = self.selection(Vec::new(), true, group.fields.clone());
                RecordOp::Link(selection, self.site(group))
            }
        }
    }

    fn record_entity(&mut self, group: &Group<'d>) -> RecordOp {
        let selection = self.target_selection(Target::Entity, group.fields.clone());
        RecordOp::Entity(selection, self.site(group))
    }

    /// What is selected of an entity or a link.
    fn element(&mut self, group: &Group<'d>) -> SelectionId {
        let everything = self.source.ontology.kinds_of(Target::Entity);
        self.selection(everything, true, group.fields.clone())
    }
}
