//! Holds entities and links against predicates. Links that are not in view are not there.

use super::{Run, view::Seen};
use crate::{
    graph::{Column, Keys, LinkColumns, LinkId, NodeId},
    limits::{Budget, Exhausted},
    ontology::{Direction, RelationId},
    plan::{
        EdgePredicate, LinkPredicate, LinkScope, LinkTime, Predicate, Quantifier, Test, TextTest,
        ValueTest,
    },
    value::fragment::{Arena, Fragment},
};

type Held = Result<bool, Exhausted>;

impl Run<'_> {
    /// Whether an entity is like this.
    pub(super) fn holds(&mut self, predicate: &Predicate, node: NodeId) -> Held {
        holds(self.seen(), &mut self.budget, predicate, node)
    }

    /// Whether a link and what it leads to are like this.
    pub(super) fn link_holds(&mut self, one: &LinkPredicate, node: NodeId, link: LinkId) -> Held {
        link_holds(self.seen(), &mut self.budget, one, node, link)
    }

    /// Whether a link is like this.
    pub(super) fn edge_holds(&self, predicate: &EdgePredicate, link: LinkId) -> bool {
        let (columns, local) = self.graph.link_columns(link);
        edge_holds(self.graph.arena(), predicate, columns, local)
    }
}

fn holds(seen: Seen<'_>, budget: &mut Budget, predicate: &Predicate, node: NodeId) -> Held {
    let graph = seen.graph;
    let nodes = graph.nodes();
    let arena = graph.arena();
    Ok(match predicate {
        Predicate::All(all) => {
            for predicate in all {
                if !holds(seen, budget, predicate, node)? {
                    return Ok(false);
                }
            }
            true
        }
        Predicate::Any(any) => {
            for predicate in any {
                if holds(seen, budget, predicate, node)? {
                    return Ok(true);
                }
            }
            false
        }
        Predicate::Not(predicate) => !holds(seen, budget, predicate, node)?,
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
            let degree = seen.degree(budget, node, &scope)?;
            test.holds(&i32::try_from(degree).unwrap_or(i32::MAX))
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
            return links_hold(seen, budget, (*relation, *direction), quantifier, one, node);
        }
    })
}

fn links_hold(
    seen: Seen<'_>,
    budget: &mut Budget,
    (relation, direction): (RelationId, Direction),
    quantifier: &Quantifier,
    one: &LinkPredicate,
    node: NodeId,
) -> Held {
    let row = seen.graph.row(node, relation, direction);
    let shown = seen.links(relation);
    if let Quantifier::Count(test) = quantifier {
        let count = shown.count(budget, row)?;
        return Ok(test.holds(&i32::try_from(count).unwrap_or(i32::MAX)));
    }
    let mut found = 0;
    for (other, link) in row.iter() {
        budget.visit(1)?;
        if !shown.has(link.0) {
            continue;
        }
        let like = link_holds(seen, budget, one, other, link)?;
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
    seen: Seen<'_>,
    budget: &mut Budget,
    one: &LinkPredicate,
    node: NodeId,
    link: LinkId,
) -> Held {
    if let Some(edge) = &one.edge {
        let (columns, local) = seen.graph.link_columns(link);
        if !edge_holds(seen.graph.arena(), edge, columns, local) {
            return Ok(false);
        }
    }
    match &one.node {
        Some(predicate) => holds(seen, budget, predicate, node),
        None => Ok(true),
    }
}

fn edge_holds(
    arena: &Arena,
    predicate: &EdgePredicate,
    columns: &LinkColumns,
    local: usize,
) -> bool {
    let optional = |column: Option<&Column>, test: &ValueTest| match column {
        Some(column) => value_holds(arena, test, column, local),
        None => absent_holds(test),
    };
    match predicate {
        EdgePredicate::All(all) => all.iter().all(|it| edge_holds(arena, it, columns, local)),
        EdgePredicate::Any(any) => any.iter().any(|it| edge_holds(arena, it, columns, local)),
        EdgePredicate::Not(it) => !edge_holds(arena, it, columns, local),
        EdgePredicate::Time(time, test) => optional(time_column(columns, *time), test),
        EdgePredicate::Status(test) => test.holds(&columns.status[local]),
        EdgePredicate::Evidence(test) => test.holds(&columns.evidence[local]),
        EdgePredicate::Note(test) => optional(columns.note.as_ref(), test),
        EdgePredicate::Property(index, test) => optional(columns.properties.get(*index), test),
    }
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
        ValueTest::Text(TextTest::Folded(operator) | TextTest::Exact(operator)) => {
            operator.holds_of_absent()
        }
        ValueTest::Text(TextTest::Matches(_)) => false,
        ValueTest::Text(TextTest::IsNull(absent)) | ValueTest::IsEmpty(absent) => *absent,
        ValueTest::Cell(test) => test.holds_of_absent(),
        ValueTest::Int(test) => test.holds_of_absent(),
        ValueTest::Float(test) => test.holds_of_absent(),
        ValueTest::Date(test) => test.holds_of_absent(),
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

fn text_holds(arena: &Arena, test: &TextTest, written: Fragment, folded: Fragment) -> bool {
    match test {
        TextTest::Folded(operator) => operator.holds(&arena.text(folded)),
        TextTest::Exact(operator) => operator.holds(&arena.text(written)),
        TextTest::Matches(pattern) => pattern.is_match(&arena.text(written)),
        TextTest::IsNull(absent) => !absent,
    }
}
