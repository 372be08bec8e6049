//! `brokers`: articulation points and bridges.

use crate::{
    api::{
        lower::{Group, Lowering},
        schema::{ArticulationPointField, BridgeField, BrokerSetField},
    },
    plan::{
        Id, Object, RootOp,
        fields::brokers::{ArticulationPointOp, BridgeOp, BrokerForm, BrokerSetOp, Brokers},
    },
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn brokers(&mut self, group: &Group<'d>) -> RootOp {
        let arguments = self.arguments(group, BrokerForm);
        let result = self.broker_set(&group.fields);
        RootOp::Brokers(Brokers { arguments, result, site: self.site(group) })
    }

    fn broker_set(&mut self, fields: &[&'d Field]) -> Id<Object<BrokerSetOp>> {
        self.object("BrokerSet", fields, |it, field, group| match field {
            BrokerSetField::ArticulationPoints => {
                let points = it.articulation_points(&group.fields);
                BrokerSetOp::ArticulationPoints(points, it.site(group))
            }
            BrokerSetField::ArticulationPointCount => BrokerSetOp::ArticulationPointCount,
            BrokerSetField::Bridges => {
                BrokerSetOp::Bridges(it.bridges(&group.fields), it.site(group))
            }
            BrokerSetField::BridgeCount => BrokerSetOp::BridgeCount,
        })
    }

    fn articulation_points(&mut self, fields: &[&'d Field]) -> Id<Object<ArticulationPointOp>> {
        self.object("ArticulationPoint", fields, |it, field, group| match field {
            ArticulationPointField::Node => {
                ArticulationPointOp::Node(it.any_entity(group), it.site(group))
            }
            ArticulationPointField::Parts => ArticulationPointOp::Parts,
            ArticulationPointField::PartCount => ArticulationPointOp::PartCount,
            ArticulationPointField::Pairs => ArticulationPointOp::Pairs,
        })
    }

    fn bridges(&mut self, fields: &[&'d Field]) -> Id<Object<BridgeOp>> {
        self.object("GraphBridge", fields, |it, field, group| match field {
            BridgeField::Ends => BridgeOp::Ends(it.any_entity(group), it.site(group)),
            BridgeField::Links => BridgeOp::Links(it.any_link(group), it.site(group)),
            BridgeField::Sides => BridgeOp::Sides,
            BridgeField::Pairs => BridgeOp::Pairs,
        })
    }
}
