//! `brokers`

use super::{
    super::{Path, Run, Written},
    WriteField,
};
use crate::{
    algo::measures::{Bridge, CutPoint},
    exec::{select::brokers_of, store::Store},
    plan::{
        fields::brokers::{ArticulationPointOp, BridgeOp, BrokerSetOp, Brokers},
        graph::GraphOptions,
    },
};

/// The number of parts whose sizes are told.
const PARTS: usize = 10;

impl WriteField for Brokers {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        let (count, options) = (arguments.count, &arguments.graph);
        run.viewing(options.view, |run| {
            let measured = run.reader.brokers(options);
            let measured = run.chosen(measured, &path)?;
            let found = brokers_of(&measured);
            run.embedded_one(found, self.result, &path, |run, found, op, path| {
                match op {
                    BrokerSetOp::ArticulationPoints(object, site) => {
                        let points = &found.points[..count.min(found.points.len())];
                        return run.embedded(points, *object, &path.field(*site), Run::cut_point);
                    }
                    BrokerSetOp::Bridges(object, site) => {
                        let bridges = &found.bridges[..count.min(found.bridges.len())];
                        let path = path.field(*site);
                        return run.embedded(bridges, *object, &path, |run, bridge, op, path| {
                            run.bridge(bridge, options, op, path)
                        });
                    }
                    BrokerSetOp::ArticulationPointCount => run.out.integer(found.points.len()),
                    BrokerSetOp::BridgeCount => run.out.integer(found.bridges.len()),
                }
                Ok(())
            })
        })
    }
}

impl<'a, S: Store> Run<'a, S> {
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
