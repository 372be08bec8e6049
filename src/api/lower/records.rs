//! Lowers lists that are neither of entities nor of links alone: what rests on a source,
//! conflicts, moments.

use super::{Group, Lowering};
use crate::{
    api::model::{EdgeField, Meaning, RecordField},
    ontology::Target,
    plan::{PageId, PageOp, RecordOp, SelectionId, SiteId, Step},
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
        self.page_of(list.name(), fields, |it, group| it.record_page_step(list, group))
    }

    fn record_page_step(&mut self, list: RecordList, group: &Group<'d>) -> Option<Step<PageOp>> {
        let ty = format!("{}Connection", list.name());
        if group.name() == "__typename" {
            let constant = self.constant(&ty);
            return Some(self.step(group.key, PageOp::Constant(constant)));
        }
        let op = match self.field(&ty, group.name())?.meaning {
            Meaning::PageNodes => {
                let site = self.site(group);
                PageOp::Records(self.record(list, None, group), site)
            }
            Meaning::PageEdges => {
                let site = self.site(group);
                let edge = format!("{}Edge", list.name());
                let steps = self.steps(&group.fields, &edge, RecordOp::Fail, |it, group| {
                    it.record_step(list, &edge, group)
                });
                PageOp::Records(RecordOp::Object(steps, None), site)
            }
            meaning => self.page_op(meaning, group)?,
        };
        Some(self.step(group.key, op))
    }

    /// A record itself: an item of `nodes`, or the node of an edge, which has a place.
    fn record(&mut self, list: RecordList, site: Option<SiteId>, group: &Group<'d>) -> RecordOp {
        if list == RecordList::Supports {
            return RecordOp::Element(self.element(group), site);
        }
        let ty = list.name();
        let steps = self
            .steps(&group.fields, ty, RecordOp::Fail, |it, group| it.record_step(list, ty, group));
        RecordOp::Object(steps, site)
    }

    fn record_step(
        &mut self,
        list: RecordList,
        ty: &str,
        group: &Group<'d>,
    ) -> Option<Step<RecordOp>> {
        if group.name() == "__typename" {
            let constant = self.constant(ty);
            return Some(self.step(group.key, RecordOp::Constant(constant)));
        }
        let op = match self.field(ty, group.name())?.meaning {
            Meaning::Edge(EdgeField::Cursor) => RecordOp::Cursor,
            Meaning::Edge(EdgeField::Node) => {
                let site = self.site(group);
                self.record(list, Some(site), group)
            }
            Meaning::Record(field) => self.record_op(field, group),
            _ => return None,
        };
        Some(self.step(group.key, op))
    }

    fn record_op(&mut self, field: RecordField, group: &Group<'d>) -> RecordOp {
        match field {
            RecordField::Citations => {
                RecordOp::Citations(self.parts("SupportCitation", &group.fields))
            }
            RecordField::Entity => {
                let selection = self.target_selection(Target::Entity, group.fields.clone());
                RecordOp::Entity(selection, self.site(group))
            }
            RecordField::Link => {
                let selection = self.selection(Vec::new(), true, group.fields.clone());
                RecordOp::Link(selection, self.site(group))
            }
            RecordField::Field => RecordOp::Field,
            RecordField::Claims => {
                RecordOp::Claims(self.parts("Claim", &group.fields), self.site(group))
            }
            RecordField::Date => RecordOp::Date,
            RecordField::Change => RecordOp::Change,
            RecordField::Certain => RecordOp::Certain,
        }
    }

    /// What is selected of an entity or a link.
    fn element(&mut self, group: &Group<'d>) -> SelectionId {
        let everything = self.source.ontology.kinds_of(Target::Entity);
        self.selection(everything, true, group.fields.clone())
    }
}
