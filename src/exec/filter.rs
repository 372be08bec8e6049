//! Holds entities and links against predicates.

use super::{Run, entity::degree};
use crate::{
    graph::{Citation, Column, Graph, Keys, LinkColumns, LinkId, NodeId},
    limits::{Budget, Exhausted},
    ontology::{Direction, RelationId},
    plan::{
        CitationPredicate, EdgePredicate, LinkPredicate, LinkScope, LinkTime, Predicate,
        Quantifier, Test, TextTest, ValueTest,
    },
    value::{
        fold,
        fragment::{Arena, Fragment},
    },
};

type Held = Result<bool, Exhausted>;

impl Run<'_> {
    /// Whether an entity is like this.
    pub(super) fn holds(&mut self, predicate: &Predicate, node: NodeId) -> Held {
        holds(self.graph, &mut self.budget, predicate, node)
    }

    /// Whether a link and what it leads to are like this.
    pub(super) fn link_holds(&mut self, one: &LinkPredicate, node: NodeId, link: LinkId) -> Held {
        link_holds(self.graph, &mut self.budget, one, node, link)
    }

    /// Whether a link is like this.
    pub(super) fn edge_holds(&mut self, predicate: &EdgePredicate, link: LinkId) -> Held {
        Edge::new(self.graph, link).holds(&mut self.budget, predicate)
    }
}

fn holds(graph: &Graph, budget: &mut Budget, predicate: &Predicate, node: NodeId) -> Held {
    let nodes = graph.nodes();
    let arena = graph.arena();
    Ok(match predicate {
        Predicate::All(all) => {
            for predicate in all {
                if !holds(graph, budget, predicate, node)? {
                    return Ok(false);
                }
            }
            true
        }
        Predicate::Any(any) => {
            for predicate in any {
                if holds(graph, budget, predicate, node)? {
                    return Ok(true);
                }
            }
            false
        }
        Predicate::Not(predicate) => !holds(graph, budget, predicate, node)?,
        Predicate::Id(test) => test.holds(&arena.text(nodes.ids()[node.index()]).into_owned()),
        Predicate::Kind(test) => test.holds(&nodes.kind(node)),
        Predicate::Name(test) => {
            let index = node.index();
            text_holds(arena, test, nodes.primary_names()[index], nodes.folded_names()[index])
        }
        Predicate::Names(test) => {
            let names = nodes.names(node);
            budget.visit(names.len())?;
            names.iter().any(|name| text_holds(arena, test, name.value, name.folded))
        }
        Predicate::Degree(test) => {
            let scope = LinkScope { relations: None, direction: Direction::Both };
            test.holds(&i32::try_from(degree(graph, node, &scope)).unwrap_or(i32::MAX))
        }
        Predicate::Property(columns, test) => {
            let kind = nodes.kind(node);
            match columns.iter().find(|(it, _)| *it == kind) {
                Some(&(kind, property)) => {
                    value_holds(arena, test, nodes.column(kind, property), nodes.local(node))
                }
                None => absent_holds(test),
            }
        }
        Predicate::Links { relation, direction, quantifier, one } => {
            return links_hold(graph, budget, (*relation, *direction), quantifier, one, node);
        }
        Predicate::Citations(quantifier, one) => {
            return citations_hold(graph, budget, quantifier, one, nodes.citations(node));
        }
    })
}

fn links_hold(
    graph: &Graph,
    budget: &mut Budget,
    (relation, direction): (RelationId, Direction),
    quantifier: &Quantifier,
    one: &LinkPredicate,
    node: NodeId,
) -> Held {
    let row = graph.row(node, relation, direction);
    quantified(budget, quantifier, row.iter(), |budget, (other, link)| {
        link_holds(graph, budget, one, other, link)
    })
}

/// Whether as many of some things are like this as a quantifier asks.
fn quantified<T>(
    budget: &mut Budget,
    quantifier: &Quantifier,
    things: impl ExactSizeIterator<Item = T>,
    mut is_like: impl FnMut(&mut Budget, T) -> Held,
) -> Held {
    if let Quantifier::Count(test) = quantifier {
        return Ok(test.holds(&i32::try_from(things.len()).unwrap_or(i32::MAX)));
    }
    let mut found = 0;
    for thing in things {
        budget.visit(1)?;
        let like = is_like(budget, thing)?;
        match quantifier {
            Quantifier::Some if like => return Ok(true),
            Quantifier::None if like => return Ok(false),
            Quantifier::All if !like => return Ok(false),
            Quantifier::Single if like && found == 1 => return Ok(false),
            _ => found += usize::from(like),
        }
    }
    Ok(match quantifier {
        Quantifier::Some => false,
        Quantifier::Single => found == 1,
        Quantifier::All | Quantifier::None | Quantifier::Count(_) => true,
    })
}

fn link_holds(
    graph: &Graph,
    budget: &mut Budget,
    one: &LinkPredicate,
    node: NodeId,
    link: LinkId,
) -> Held {
    if let Some(edge) = &one.edge {
        if !Edge::new(graph, link).holds(budget, edge)? {
            return Ok(false);
        }
    }
    match &one.node {
        Some(predicate) => holds(graph, budget, predicate, node),
        None => Ok(true),
    }
}

/// A link and where its values are.
struct Edge<'g> {
    graph: &'g Graph,
    link: LinkId,
    columns: &'g LinkColumns,
    local: usize,
}

impl<'g> Edge<'g> {
    fn new(graph: &'g Graph, link: LinkId) -> Self {
        let (columns, local) = graph.link_columns(link);
        Self { graph, link, columns, local }
    }

    fn holds(&self, budget: &mut Budget, predicate: &EdgePredicate) -> Held {
        let Self { columns, local, .. } = *self;
        let optional = |column: Option<&Column>, test: &ValueTest| match column {
            Some(column) => value_holds(self.graph.arena(), test, column, local),
            None => absent_holds(test),
        };
        Ok(match predicate {
            EdgePredicate::All(all) => {
                for predicate in all {
                    if !self.holds(budget, predicate)? {
                        return Ok(false);
                    }
                }
                true
            }
            EdgePredicate::Any(any) => {
                for predicate in any {
                    if self.holds(budget, predicate)? {
                        return Ok(true);
                    }
                }
                false
            }
            EdgePredicate::Not(it) => !self.holds(budget, it)?,
            EdgePredicate::Time(time, test) => optional(time_column(columns, *time), test),
            EdgePredicate::Status(test) => test.holds(&columns.status[local]),
            EdgePredicate::Evidence(test) => test.holds(&columns.evidence[local]),
            EdgePredicate::Note(test) => optional(columns.note.as_ref(), test),
            EdgePredicate::Property(index, test) => optional(columns.properties.get(*index), test),
            EdgePredicate::Citations(quantifier, one) => {
                let citations = self.graph.links().citations(self.link);
                return citations_hold(self.graph, budget, quantifier, one, citations);
            }
        })
    }
}

fn citations_hold(
    graph: &Graph,
    budget: &mut Budget,
    quantifier: &Quantifier,
    one: &CitationPredicate,
    citations: &[Citation],
) -> Held {
    quantified(budget, quantifier, citations.iter(), |budget, citation| {
        citation_holds(graph, budget, one, citation)
    })
}

fn citation_holds(
    graph: &Graph,
    budget: &mut Budget,
    predicate: &CitationPredicate,
    citation: &Citation,
) -> Held {
    Ok(match predicate {
        CitationPredicate::All(all) => {
            for predicate in all {
                if !citation_holds(graph, budget, predicate, citation)? {
                    return Ok(false);
                }
            }
            true
        }
        CitationPredicate::Any(any) => {
            for predicate in any {
                if citation_holds(graph, budget, predicate, citation)? {
                    return Ok(true);
                }
            }
            false
        }
        CitationPredicate::Not(it) => !citation_holds(graph, budget, it, citation)?,
        CitationPredicate::Source(it) => return holds(graph, budget, it, citation.source),
        CitationPredicate::Locator(test) => written_holds(graph.arena(), test, citation.locator),
        CitationPredicate::Note(test) => written_holds(graph.arena(), test, citation.note),
    })
}

/// The column of a time of links.
pub(super) fn time_column(columns: &LinkColumns, time: LinkTime) -> Option<&Column> {
    match time {
        LinkTime::At => columns.at.as_ref(),
        LinkTime::Since => columns.since.as_ref(),
        LinkTime::Until => columns.until.as_ref(),
    }
}

/// Whether an absent value is like this.
fn absent_holds(test: &ValueTest) -> bool {
    match test {
        ValueTest::Text(test) => test.holds_of_absent(),
        ValueTest::IsEmpty(absent) => *absent,
        ValueTest::Cell(test) => test.holds_of_absent(),
        ValueTest::Int(test) => test.holds_of_absent(),
        ValueTest::Float(test) => test.holds_of_absent(),
        ValueTest::Date(test) => test.holds_of_absent(),
        ValueTest::Lies(..) => false,
        ValueTest::Has(_, count) => count.contains(&0),
        ValueTest::All(tests) => tests.iter().all(absent_holds),
    }
}

fn value_holds(arena: &Arena, test: &ValueTest, column: &Column, local: usize) -> bool {
    let cell = column.cells()[local];
    match (test, column.keys()) {
        (ValueTest::All(tests), _) => {
            tests.iter().all(|test| value_holds(arena, test, column, local))
        }
        (ValueTest::Has(wanted, count), Keys::List { starts, items }) => {
            let items = &items.cells()[starts[local] as usize..starts[local + 1] as usize];
            let has =
                |wanted: &String| items.iter().any(|item| arena.bytes(*item) == wanted.as_bytes());
            count.contains(&wanted.iter().filter(|wanted| has(wanted)).count())
        }
        (ValueTest::IsEmpty(empty), _) => (cell == Fragment::EMPTY_LIST) == *empty,
        _ if cell.is_null() => absent_holds(test),
        (ValueTest::Text(test), Keys::Text(folded)) => text_holds(arena, test, cell, folded[local]),
        (ValueTest::Int(test), Keys::Int(keys)) => test.holds(&keys[local]),
        (ValueTest::Float(test), Keys::Float(keys)) => test.holds(&keys[local]),
        (ValueTest::Date(test), Keys::Date(keys)) => test.holds_of_date(keys[local]),
        (ValueTest::Lies(certainty, days), Keys::Date(keys)) => certainty.lies(keys[local], *days),
        (ValueTest::Cell(test), _) => cell_holds(arena, test, cell),
        _ => false,
    }
}

fn cell_holds(arena: &Arena, test: &Test<String>, cell: Fragment) -> bool {
    let is = |value: &String| arena.bytes(cell) == value.as_bytes();
    match test {
        Test::In(values) => values.iter().any(is),
        Test::NotIn(values) => !values.iter().any(is),
        Test::IsNull(absent) => !absent,
        // The API has no order on such values.
        Test::Less(_) | Test::Greater(_) | Test::AtMost(_) | Test::AtLeast(_) => false,
    }
}

/// Of a text whose folded form is not stored: few are asked for, so it is made anew.
fn written_holds(arena: &Arena, test: &TextTest, written: Fragment) -> bool {
    match test {
        _ if written.is_null() => test.holds_of_absent(),
        TextTest::Folded(operator) => operator.holds(&fold(&arena.text(written))),
        _ => text_holds(arena, test, written, written),
    }
}

fn text_holds(arena: &Arena, test: &TextTest, written: Fragment, folded: Fragment) -> bool {
    match test {
        TextTest::Folded(operator) => operator.holds(&arena.text(folded)),
        TextTest::Exact(operator) => operator.holds(&arena.text(written)),
        TextTest::Matches(pattern) => pattern.is_match(&arena.text(written)),
        TextTest::IsNull(absent) => !absent,
    }
}
