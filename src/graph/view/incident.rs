//! The links in view at an entity.

use super::{ElementFilter, View, ViewFilter, ViewOptions};
use crate::{
    graph::{Graph, LinkId, LinkStatus, NodeId, view::StatusSet},
    ontology::{Direction, RelationId},
    value::Interval,
};

/// The conditions for the links of one relation.
#[derive(Clone, Copy, Debug)]
pub(super) struct LinkRule<'g> {
    /// The number of the relation's first link.
    pub(super) start: u32,
    /// The number behind its last.
    pub(super) end: u32,
    pub(super) pass: Pass<'g>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Pass<'g> {
    All,
    Nothing,
    /// By time alone, the most frequent test.
    Days {
        days: &'g [Interval],
        asked: Interval,
    },
    /// By status, and perhaps by time.
    Status {
        status: &'g [LinkStatus],
        wanted: StatusSet,
        days: Option<(&'g [Interval], Interval)>,
    },
}

impl<'g> LinkRule<'g> {
    pub(super) fn new(
        graph: &'g Graph,
        options: &ViewOptions,
        relation: RelationId,
        wanted: bool,
    ) -> Self {
        let range = graph.links().of_relation(relation);
        let pass = match ViewFilter::of_links(graph, options.time, options.status, relation) {
            _ if !wanted => Pass::Nothing,
            ViewFilter::Nothing => Pass::Nothing,
            ViewFilter::All => Pass::All,
            ViewFilter::Days { days, asked, .. } => Pass::Days { days, asked },
            ViewFilter::Status { status, wanted, days, .. } => {
                Pass::Status { status, wanted, days }
            }
        };
        Self { start: range.start, end: range.end, pass }
    }

    /// Returns true if every link passes; a relation without links stops nothing.
    pub(super) fn passes_all(&self) -> bool {
        matches!(self.pass, Pass::All) || self.start == self.end
    }

    /// Returns true if a link of the relation passes.
    #[inline(always)]
    pub(super) fn passes(&self, link: LinkId) -> bool {
        let local = || (link.0 - self.start) as usize;
        match self.pass {
            Pass::All => true,
            Pass::Nothing => false,
            Pass::Days { days, asked } => days[local()].meets(asked),
            Pass::Status { status, wanted, days } => {
                let local = local();
                wanted.has(status[local]) && days.is_none_or(|(of, asked)| of[local].meets(asked))
            }
        }
    }
}

/// A link at an entity: where it leads, and its place in the rows of the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Incident {
    /// The entity at the other end.
    pub node: NodeId,
    position: u32,
}

impl Incident {
    /// The link. It is read on demand, since most steps of a search need only the entity.
    #[inline(always)]
    pub fn link(self, graph: &Graph) -> LinkId {
        graph.incidence.links()[self.position as usize]
    }
}

/// The links in view at an entity, in the order of its row: those that lead away, those that
/// go either way, those that lead to it; each by relation, then by the other end.
#[derive(Debug)]
pub struct Incidents<'v, 'g, F> {
    view: &'v View<'g, F>,
    position: u32,
    sections: [u32; 4],
    /// The section that `position` is in ends at `sections[section]`.
    section: usize,
    rule: LinkRule<'g>,
}

impl<'v, 'g, F: ElementFilter> Incidents<'v, 'g, F> {
    #[inline]
    pub(super) fn new(view: &'v View<'g, F>, node: NodeId, direction: Direction) -> Self {
        let sections = view.graph.incidence.sections(node, direction);
        let rule = LinkRule { start: u32::MAX, end: 0, pass: Pass::Nothing };
        // Sections matter only where rules are asked.
        let section = if view.all_links { 3 } else { 1 };
        Self { view, position: sections[0], sections, section, rule }
    }

    /// The next link that passes, where some do not.
    #[inline]
    fn next_passing(&mut self) -> Option<Incident> {
        let rows = &self.view.graph.incidence;
        loop {
            while self.position == self.sections[self.section] {
                if self.section == 3 {
                    return None;
                }
                self.section += 1;
            }
            let link = rows.links()[self.position as usize];
            if link.0 < self.rule.start || link.0 >= self.rule.end {
                self.rule = *self.view.rule(link);
            }
            if let Pass::Nothing = self.rule.pass {
                self.position = self.end_of_relation(rows.links());
                continue;
            }
            let position = self.position;
            self.position += 1;
            if self.rule.passes(link) && self.view.filter_link(link) {
                return Some(Incident { node: rows.nodes()[position as usize], position });
            }
        }
    }

    /// The end of the links of the rule's relation in this section.
    fn end_of_relation(&self, links: &[LinkId]) -> u32 {
        let rest = &links[self.position as usize..self.sections[self.section] as usize];
        // Most runs are short: a few steps before the search.
        let near = rest.len().min(8);
        if let Some(at) = rest[..near].iter().position(|link| link.0 >= self.rule.end) {
            return self.position + at as u32;
        }
        self.position + rest.partition_point(|link| link.0 < self.rule.end) as u32
    }
}

impl<F: ElementFilter> Iterator for Incidents<'_, '_, F> {
    type Item = Incident;

    #[inline(always)]
    fn next(&mut self) -> Option<Incident> {
        if !self.view.all_links {
            return self.next_passing();
        }
        let position = self.position;
        if position == self.sections[3] {
            return None;
        }
        self.position += 1;
        Some(Incident { node: self.view.graph.incidence.nodes()[position as usize], position })
    }
}
