//! Chooses groups of entities, and what holds a graph together: `communities`, `components`,
//! `brokers`.

use super::{Reader, Refusal, graph::Question, items::Item, measures::whole};
use crate::{
    algo::{
        Meter, Truncation,
        cache::{Computation, Measured, Values},
        measures::{Brokers, Partition},
    },
    exec::store::Store,
    graph::{
        LinkId, NodeId,
        view::{ElementFilter, View, Way},
    },
    limits::{Charge, Exhausted},
    ontology::Direction,
    plan::{
        fields::{
            communities::CommunityQuery,
            components::{ComponentMode, ComponentQuery},
        },
        graph::GraphOptions,
    },
};
use std::{rc::Rc, sync::Arc};

/// Groups, the largest first.
#[derive(Debug)]
pub(in crate::exec) struct Groups {
    /// The members of those that are listed, in their order.
    pub(in crate::exec) listed: Vec<Group>,
    /// The number of all.
    pub(in crate::exec) total: usize,
    /// The modularity of the groups, which is 0 for chance; 0 if it was not requested.
    pub(in crate::exec) modularity: f64,
    /// The memory of the members.
    _charge: Charge,
}

/// A group.
#[derive(Debug)]
pub(in crate::exec) struct Group {
    pub(in crate::exec) number: usize,
    pub(in crate::exec) members: Rc<[Item]>,
}

impl Groups {
    fn new(
        measured: &Measured,
        partition: &Partition,
        modularity: f64,
        count: usize,
        mut charge: Charge,
    ) -> Result<Self, Exhausted> {
        let sizes = partition.sizes.iter().take(count);
        let all: usize = sizes.clone().map(|&size| size as usize).sum();
        charge.grow_to(all.saturating_mul(size_of::<Item>()))?;
        let mut members: Vec<Vec<Item>> =
            sizes.map(|&size| Vec::with_capacity(size as usize)).collect();
        for (&node, &part) in measured.graph.nodes().iter().zip(&partition.part) {
            if let Some(members) = members.get_mut(part as usize) {
                members.push(Item::of_node(node));
            }
        }
        let group =
            |(number, members): (usize, Vec<Item>)| Group { number, members: members.into() };
        let listed = members.into_iter().enumerate().map(group).collect();
        Ok(Self { listed, total: partition.len(), modularity, _charge: charge })
    }
}

/// The links in view between two entities.
struct Between([NodeId; 2]);

impl Question for Between {
    type Answer = Result<Vec<LinkId>, Truncation>;

    fn ask<F: ElementFilter>(self, view: &View<'_, F>, meter: &mut Meter) -> Self::Answer {
        let [one, other] = self.0;
        let all = view.incident_in(one, Direction::Both).filter(|it| it.node == other);
        let mut links: Vec<LinkId> = all.map(|it| it.link(view.graph())).collect();
        meter.links(view.row_len(one, Way::Forward) + view.row_len(one, Way::Backward))?;
        links.sort_unstable();
        links.dedup();
        Ok(links)
    }
}

impl<'a, S: Store> Reader<'a, S> {
    /// The answer of `communities`.
    pub(in crate::exec) fn communities(
        &mut self,
        arguments: &CommunityQuery,
    ) -> Result<Groups, Refusal> {
        let measured = self.computed(&arguments.graph, Computation::Communities)?;
        self.budget.visit(measured.graph.len())?;
        let Values::Communities(found) = &measured.values else { unreachable!("of Leiden") };
        let (count, charge) = (arguments.count, self.memory.charge());
        Ok(Groups::new(&measured, &found.partition, found.modularity, count, charge)?)
    }

    /// The answer of `components`.
    pub(in crate::exec) fn components(
        &mut self,
        arguments: &ComponentQuery,
    ) -> Result<Groups, Refusal> {
        let computation = match arguments.mode {
            ComponentMode::Weak => Computation::WeakComponents,
            ComponentMode::Strong => Computation::StrongComponents,
        };
        let measured = self.computed(&arguments.graph, computation)?;
        self.budget.visit(measured.graph.len())?;
        let Values::Components(found) = &measured.values else { unreachable!("of components") };
        Ok(Groups::new(&measured, found, 0.0, arguments.count, self.memory.charge())?)
    }

    /// The answer of `brokers`.
    pub(in crate::exec) fn brokers(
        &mut self,
        options: &GraphOptions,
    ) -> Result<Arc<Measured>, Refusal> {
        self.computed(options, Computation::Brokers)
    }

    /// The links in view between two entities.
    pub(in crate::exec) fn links_between(
        &mut self,
        ends: [NodeId; 2],
        options: &GraphOptions,
    ) -> Result<Vec<LinkId>, Refusal> {
        self.prepare(&options.metrics)?;
        let view = self.view_options(options)?;
        let mut meter = self.meter();
        let (links, ended) = self.ask_of(&view, options.into(), &mut meter, Between(ends));
        self.budget.visit(usize::try_from(meter.spent()).unwrap_or(usize::MAX))?;
        whole(links, ended)
    }
}

/// The entities and ties that hold a graph together.
pub(in crate::exec) fn brokers_of(measured: &Measured) -> &Brokers {
    match &measured.values {
        Values::Brokers(brokers) => brokers,
        other => unreachable!("a computation of brokers gave {other:?}"),
    }
}
