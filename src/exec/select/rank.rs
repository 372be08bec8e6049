//! Chooses entities by a number: `rank`, `ancestors` and `descendants`.

use super::{
    Reader, Record, Records, Refusal,
    graph::{Question, covered},
    items::{NodePosition, Wants, entity_cursor},
};
use crate::{
    algo::{
        Completeness, Meter,
        cache::Computation,
        measures::Sampled,
        neighbourhood::{Reached, ancestors, descendants},
    },
    exec::store::Store,
    graph::{
        NodeId,
        view::{ElementFilter, View},
    },
    plan::{
        Cursor, FieldError,
        fields::{
            rank::RankPage,
            reach::{Lineage, ReachPage},
        },
    },
};
use serde_json::{Value, json};
use std::cmp::Ordering;

/// An entity of a ranking: the largest value comes first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::exec) struct Ranked {
    pub(in crate::exec) node: NodeId,
    pub(in crate::exec) value: f64,
}

/// An entity that chains of links lead to: the nearest comes first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::exec) struct Distant {
    pub(in crate::exec) node: NodeId,
    pub(in crate::exec) distance: u32,
}

/// The number that a cursor has as its only key.
fn key_of(cursor: &Cursor) -> Result<f64, FieldError> {
    match cursor.keys.as_slice() {
        [Value::Number(number)] => number.as_f64(),
        _ => None,
    }
    .ok_or_else(|| FieldError::bad_input("the cursor is of another list"))
}

impl Record for Ranked {
    type Position = (f64, NodePosition);

    fn position(store: &impl Store, cursor: &Cursor) -> Result<Self::Position, FieldError> {
        Ok((key_of(cursor)?, NodePosition::find(store, &cursor.kind, &cursor.id)?))
    }

    fn compare(self, _: &impl Store, (value, node): &Self::Position) -> Ordering {
        value.total_cmp(&self.value).then_with(|| node.compare(self.node))
    }

    fn cursor(self, store: &impl Store) -> Cursor {
        entity_cursor(store, self.node, vec![json!(self.value)])
    }
}

impl Record for Distant {
    type Position = (f64, NodePosition);

    fn position(store: &impl Store, cursor: &Cursor) -> Result<Self::Position, FieldError> {
        Ok((key_of(cursor)?, NodePosition::find(store, &cursor.kind, &cursor.id)?))
    }

    fn compare(self, _: &impl Store, (distance, node): &Self::Position) -> Ordering {
        f64::from(self.distance).total_cmp(distance).then_with(|| node.compare(self.node))
    }

    fn cursor(self, store: &impl Store) -> Cursor {
        entity_cursor(store, self.node, vec![json!(self.distance)])
    }
}

struct Reach {
    root: NodeId,
    depth: u32,
    lineage: Lineage,
}

impl Question for Reach {
    type Answer = Reached;

    fn ask<F: ElementFilter>(self, view: &View<'_, F>, meter: &mut Meter) -> Reached {
        match self.lineage {
            Lineage::Ancestors => ancestors(view, self.root, self.depth, meter),
            Lineage::Descendants => descendants(view, self.root, self.depth, meter),
        }
    }
}

impl<S: Store> Reader<'_, S> {
    /// The page of `rank`, and how sure its values are.
    pub(in crate::exec) fn choose_rank(
        &mut self,
        arguments: &RankPage,
        wants: Wants,
    ) -> Result<(Records<Ranked>, Option<Sampled>), Refusal> {
        let metric = arguments.metric;
        let measured = self.computed(&arguments.graph, Computation::of(metric))?;
        let mut charge = self.memory.charge();
        charge.grow_to(measured.graph.len() * size_of::<[Ranked; 2]>())?;
        let ranked = measured.ranked(metric).into_iter();
        let list: Vec<Ranked> = ranked.map(|(node, value)| Ranked { node, value }).collect();
        self.budget.visit(list.len())?;
        let store = self.store;
        let is_meant = |it: Ranked| {
            arguments.of_kinds.as_ref().is_none_or(|only| only.contains(&store.kind(it.node)))
        };
        let page = self.choose_records(&list, is_meant, &arguments.slice, wants)?;
        Ok((page, measured.sampled()))
    }

    /// The page of `ancestors` or `descendants`, and how much of them was found.
    pub(in crate::exec) fn choose_reach(
        &mut self,
        root: NodeId,
        lineage: Lineage,
        arguments: &ReachPage,
        wants: Wants,
    ) -> Result<(Records<Distant>, Completeness), Refusal> {
        let options = &arguments.graph;
        self.prepare(&options.metrics)?;
        let view = self.view_options(options)?;
        let mut meter = self.meter();
        let question = Reach { root, depth: arguments.depth, lineage };
        let (reached, ended) = self.ask_of(&view, options.into(), &mut meter, question);
        // Each entity of a list may ask, so that what a search spends must count.
        self.budget.visit(usize::try_from(meter.spent()).unwrap_or(usize::MAX))?;
        let completeness = covered(reached.completeness(), ended);
        let mut charge = self.memory.charge();
        charge.grow_to(reached.entities.len() * size_of::<Distant>())?;
        let list = reached.entities.into_iter();
        let list: Vec<Distant> = list.map(|(node, distance)| Distant { node, distance }).collect();
        let page = self.choose_records(&list, |_| true, &arguments.slice, wants)?;
        Ok((page, completeness))
    }
}
