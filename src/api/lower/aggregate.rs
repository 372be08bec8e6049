//! Lowers `aggregate` and `groups` of pages of entities and links.

use super::{Group, Lowering};
use crate::{
    api::schema::{
        AggregateField, AggregateGroupField, AggregateGroupKeyField, AggregateGroupSetField,
        AggregateValueField,
    },
    ontology::Target,
    plan::{
        Id, ItemForm, Object, PageOp,
        fields::{
            aggregate::{AggregateForm, AggregateOp, AggregateValueOp},
            grouping::{AggregateGroupKeyOp, AggregateGroupOp, AggregateGroupSetOp, GroupForm},
            groups::MemberForm,
        },
    },
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    /// The plan of `aggregate`.
    pub(super) fn aggregate(&mut self, form: ItemForm, group: &Group<'d>) -> PageOp {
        let arguments = self.arguments(group, AggregateForm(form));
        let aggregate = self.aggregate_object(&group.fields);
        PageOp::Aggregate(arguments, aggregate, self.site(group))
    }

    /// The plan of `groups`.
    pub(super) fn groups(&mut self, form: ItemForm, group: &Group<'d>) -> PageOp {
        let arguments = self.arguments(group, GroupForm(form));
        let set = self.object("AggregateGroupSet", &group.fields, |it, field, group| match field {
            AggregateGroupSetField::Nodes => {
                AggregateGroupSetOp::Nodes(it.aggregate_group(&group.fields), it.site(group))
            }
            AggregateGroupSetField::TotalCount => AggregateGroupSetOp::TotalCount,
        });
        PageOp::Groups(arguments, set, self.site(group))
    }

    fn aggregate_object(&mut self, fields: &[&'d Field]) -> Id<Object<AggregateOp>> {
        self.object("Aggregate", fields, |it, field, group| match field {
            AggregateField::Count => AggregateOp::Count,
            AggregateField::DistinctNodes => AggregateOp::DistinctNodes,
            AggregateField::Values => {
                AggregateOp::Values(it.aggregate_value(&group.fields), it.site(group))
            }
        })
    }

    fn aggregate_value(&mut self, fields: &[&'d Field]) -> Id<Object<AggregateValueOp>> {
        self.object("AggregateValue", fields, |_, field, _| match field {
            AggregateValueField::Of => AggregateValueOp::Of,
            AggregateValueField::Currency => AggregateValueOp::Currency,
            AggregateValueField::Count => AggregateValueOp::Count,
            AggregateValueField::Min => AggregateValueOp::Min,
            AggregateValueField::ExactMin => AggregateValueOp::ExactMin,
            AggregateValueField::Max => AggregateValueOp::Max,
            AggregateValueField::ExactMax => AggregateValueOp::ExactMax,
            AggregateValueField::Sum => AggregateValueOp::Sum,
            AggregateValueField::ExactSum => AggregateValueOp::ExactSum,
            AggregateValueField::Mean => AggregateValueOp::Mean,
            AggregateValueField::Earliest => AggregateValueOp::Earliest,
            AggregateValueField::Latest => AggregateValueOp::Latest,
            AggregateValueField::EarliestDateTime => AggregateValueOp::EarliestDateTime,
            AggregateValueField::LatestDateTime => AggregateValueOp::LatestDateTime,
        })
    }

    fn aggregate_group(&mut self, fields: &[&'d Field]) -> Id<Object<AggregateGroupOp>> {
        self.object("AggregateGroup", fields, |it, field, group| match field {
            AggregateGroupField::Keys => {
                AggregateGroupOp::Keys(it.aggregate_key(&group.fields), it.site(group))
            }
            AggregateGroupField::Count => AggregateGroupOp::Count,
            AggregateGroupField::Aggregate => {
                AggregateGroupOp::Aggregate(it.aggregate_object(&group.fields), it.site(group))
            }
            AggregateGroupField::Members => {
                let arguments = it.arguments(group, MemberForm::List);
                let page = it.entity_page(Target::Entity, &group.fields);
                AggregateGroupOp::Members(arguments, page, it.site(group))
            }
            AggregateGroupField::Links => {
                let arguments = it.arguments(group, MemberForm::List);
                let page = it.link_list(&group.fields);
                AggregateGroupOp::Links(arguments, page, it.site(group))
            }
        })
    }

    fn aggregate_key(&mut self, fields: &[&'d Field]) -> Id<Object<AggregateGroupKeyOp>> {
        self.object("AggregateGroupKey", fields, |it, field, group| match field {
            AggregateGroupKeyField::By => AggregateGroupKeyOp::By,
            AggregateGroupKeyField::Value => AggregateGroupKeyOp::Value,
            AggregateGroupKeyField::Entity => {
                let selection = it.target_selection(Target::Entity, group.fields.clone());
                AggregateGroupKeyOp::Entity(selection, it.site(group))
            }
        })
    }
}
