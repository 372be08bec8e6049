//! `brokers`

use super::{
    super::{Path, Run, Written},
    WriteField,
};
use crate::{
    algo::measures::{self, Bridge, CutPoint},
    exec::{select::brokers_of, store::Store},
    plan::{
        fields::brokers::{ArticulationPointOp, BridgeOp, BrokerQuery, BrokerSetOp, Brokers},
        graph::GraphOptions,
    },
};

/// The number of parts whose sizes are told.
const PARTS: usize = 10;

impl WriteField for Brokers {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        run.viewing(arguments.graph.view, |run| {
            let measured = run.reader.brokers(&arguments.graph);
            let measured = run.chosen(measured, &path)?;
            run.embedded_one(brokers_of(&measured), self.result, &path, |run, found, op, path| {
                run.broker_set(found, arguments, op, path)
            })
        })
    }
}

impl<'a, S: Store> Run<'a, S> {
    /// Writes a field of `BrokerSet`.
    fn broker_set(
        &mut self,
        found: &measures::Brokers,
        BrokerQuery { count, graph: options }: &BrokerQuery,
        op: &'a BrokerSetOp,
        path: &Path<'_>,
    ) -> Written {
        match op {
            BrokerSetOp::ArticulationPoints(object, site) => {
                let points = &found.points[..found.points.len().min(*count)];
                return self.embedded(points, *object, &path.field(*site), Self::cut_point);
            }
            BrokerSetOp::Bridges(object, site) => {
                let bridges = &found.bridges[..found.bridges.len().min(*count)];
                return self.embedded(bridges, *object, &path.field(*site), |run, it, op, path| {
                    run.bridge(it, options, op, path)
                });
            }
            BrokerSetOp::ArticulationPointCount => self.out.integer(found.points.len()),
            BrokerSetOp::BridgeCount => self.out.integer(found.bridges.len()),
        }
        Ok(())
    }

    /// Writes a field of `ArticulationPoint`.
    fn cut_point(
        &mut self,
        point: &CutPoint,
        op: &'a ArticulationPointOp,
        path: &Path<'_>,
    ) -> Written {
        match op {
            ArticulationPointOp::Node(selection, site) => {
                return self.entity(point.node, *selection, &path.field(*site));
            }
            ArticulationPointOp::Parts => {
                self.integers(&point.parts[..PARTS.min(point.parts.len())]);
            }
            ArticulationPointOp::PartCount => self.out.integer(point.parts.len()),
            ArticulationPointOp::Pairs => self.number(point.pairs as f64),
        }
        Ok(())
    }

    /// Writes a field of `GraphBridge`.
    fn bridge(
        &mut self,
        bridge: &Bridge,
        options: &GraphOptions,
        op: &'a BridgeOp,
        path: &Path<'_>,
    ) -> Written {
        match op {
            BridgeOp::Ends(selection, site) => {
                return self.entities(&bridge.ends, *selection, &path.field(*site));
            }
            BridgeOp::Links(selection, site) => {
                let path = path.field(*site);
                let links = self.reader.links_between(bridge.ends, options);
                let links = self.chosen(links, &path)?;
                return self.lone_links(&links, *selection, &path);
            }
            BridgeOp::Sides => self.integers(&bridge.sides),
            BridgeOp::Pairs => self.number(bridge.pairs as f64),
        }
        Ok(())
    }

    fn integers(&mut self, numbers: &[u32]) {
        self.out.byte(b'[');
        for (index, number) in numbers.iter().enumerate() {
            if index > 0 {
                self.out.byte(b',');
            }
            self.out.integer(*number);
        }
        self.out.byte(b']');
    }
}
