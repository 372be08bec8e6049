//! Evaluates predicates on entities and links. Links outside the time view count as absent.

use super::{Reader, view::StoreView};
use crate::{
    exec::store::Store,
    graph::{Citation, Column, Keys, LinkColumns, LinkId, Name, NodeId},
    json::fragment::{Arena, Fragment},
    limits::{Budget, Exhausted},
    names::{comparison_key, fold_with_signs},
    ontology::{Direction, RelationId},
    plan::{
        CitationPredicate, EdgePredicate, LinkPredicate, LinkScope, LinkTime, Predicate,
        Quantifier, Test, TextTest, ValueTest,
    },
};

type Held = Result<bool, Exhausted>;

impl<S: Store> Reader<'_, S> {
    /// Whether an entity fulfils a predicate.
    pub(super) fn holds(&mut self, predicate: &Predicate, node: NodeId) -> Held {
        holds(self.seen(), &mut self.budget, predicate, node)
    }

    /// Whether a link and what it leads to fulfil a predicate.
    pub(super) fn link_holds(&mut self, one: &LinkPredicate, node: NodeId, link: LinkId) -> Held {
        link_holds(self.seen(), &mut self.budget, one, node, link)
    }

    /// Whether a link fulfils a predicate.
    pub(super) fn edge_holds(&mut self, predicate: &EdgePredicate, link: LinkId) -> Held {
        edge_holds(self.seen(), &mut self.budget, predicate, link)
    }
}

pub(super) fn holds<S: Store>(
    seen: StoreView<'_, S>,
    budget: &mut Budget,
    predicate: &Predicate,
    node: NodeId,
) -> Held {
    let store = seen.store;
    let arena = store.arena();
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
        Predicate::Id(test) => test.holds(&arena.text(store.ids()[node.index()]).into_owned()),
        Predicate::Kind(test) => test.holds(&store.kind(node)),
        Predicate::Name(test) => {
            store.names(node).first().is_some_and(|name| name_holds(arena, test, name))
        }
        Predicate::Names(test) => {
            let names = store.names(node);
            budget.visit(names.len())?;
            names.iter().any(|name| name_holds(arena, test, name))
        }
        Predicate::Degree(test) => {
            let degree = seen.degree(budget, node, &LinkScope::ALL)?;
            test.holds(&i32::try_from(degree).unwrap_or(i32::MAX))
        }
        Predicate::Property(columns, test) => {
            let kind = store.kind(node);
            let column = columns.iter().find(|(it, _)| *it == kind);
            match column.and_then(|&(kind, property)| store.column(kind, property)) {
                Some(column) => value_holds(arena, test, column, store.local(node)),
                None => absent_holds(test),
            }
        }
        Predicate::Links { relation, direction, quantifier, one } => {
            return links_hold(seen, budget, (*relation, *direction), quantifier, one, node);
        }
        Predicate::Citations(quantifier, one) => {
            return citations_hold(seen, budget, quantifier, one, store.citations(node));
        }
    })
}

/// Whether a link fulfils a predicate.
pub(super) fn edge_holds<S: Store>(
    seen: StoreView<'_, S>,
    budget: &mut Budget,
    predicate: &EdgePredicate,
    link: LinkId,
) -> Held {
    Edge::new(seen, link).holds(budget, predicate)
}

fn links_hold<S: Store>(
    seen: StoreView<'_, S>,
    budget: &mut Budget,
    (relation, direction): (RelationId, Direction),
    quantifier: &Quantifier,
    one: &LinkPredicate,
    node: NodeId,
) -> Held {
    let row = seen.store.row(node, relation, direction);
    let shown = seen.links(relation);
    if let Quantifier::Count(test) = quantifier {
        let count = shown.count(budget, row)?;
        return Ok(test.holds(&i32::try_from(count).unwrap_or(i32::MAX)));
    }
    // A link that is not in view is looked at too, and is counted as a visit.
    let row = row.iter().map(|(other, link)| shown.has(link.0).then_some((other, link)));
    quantified(budget, quantifier, row, |budget, (other, link)| {
        link_holds(seen, budget, one, other, link)
    })
}

/// Whether as many elements fulfil a condition as a quantifier asks; `None` is an absent one.
fn quantified<T>(
    budget: &mut Budget,
    quantifier: &Quantifier,
    elements: impl Iterator<Item = Option<T>>,
    mut is_like: impl FnMut(&mut Budget, T) -> Held,
) -> Held {
    if let Quantifier::Count(test) = quantifier {
        return Ok(test.holds(&i32::try_from(elements.flatten().count()).unwrap_or(i32::MAX)));
    }
    let mut found = 0;
    for element in elements {
        budget.visit(1)?;
        let Some(element) = element else { continue };
        let like = is_like(budget, element)?;
        match quantifier {
            Quantifier::Some if like => return Ok(true),
            Quantifier::None if like => return Ok(false),
            Quantifier::All if !like => return Ok(false),
            Quantifier::Single if like && found == 1 => return Ok(false),
            Quantifier::Some
            | Quantifier::None
            | Quantifier::All
            | Quantifier::Single
            | Quantifier::Count(_) => found += usize::from(like),
        }
    }
    Ok(match quantifier {
        Quantifier::Some => false,
        Quantifier::Single => found == 1,
        Quantifier::All | Quantifier::None | Quantifier::Count(_) => true,
    })
}

fn link_holds<S: Store>(
    seen: StoreView<'_, S>,
    budget: &mut Budget,
    one: &LinkPredicate,
    node: NodeId,
    link: LinkId,
) -> Held {
    if let Some(edge) = &one.edge
        && !Edge::new(seen, link).holds(budget, edge)?
    {
        return Ok(false);
    }
    match &one.node {
        Some(predicate) => holds(seen, budget, predicate, node),
        None => Ok(true),
    }
}

/// A link and where its values are.
struct Edge<'g, S> {
    seen: StoreView<'g, S>,
    link: LinkId,
    columns: &'g LinkColumns,
    local: usize,
}

impl<'g, S: Store> Edge<'g, S> {
    fn new(seen: StoreView<'g, S>, link: LinkId) -> Self {
        let (columns, local) = seen.store.link_columns(link);
        Self { seen, link, columns, local }
    }

    fn holds(&self, budget: &mut Budget, predicate: &EdgePredicate) -> Held {
        let Self { columns, local, .. } = *self;
        let optional = |column: Option<&Column>, test: &ValueTest| match column {
            Some(column) => value_holds(self.seen.store.arena(), test, column, local),
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
                let citations = self.seen.store.link_citations(self.link);
                return citations_hold(self.seen, budget, quantifier, one, citations);
            }
        })
    }
}

fn citations_hold<S: Store>(
    seen: StoreView<'_, S>,
    budget: &mut Budget,
    quantifier: &Quantifier,
    one: &CitationPredicate,
    citations: &[Citation],
) -> Held {
    quantified(budget, quantifier, citations.iter().map(Some), |budget, citation| {
        citation_holds(seen, budget, one, citation)
    })
}

fn citation_holds<S: Store>(
    seen: StoreView<'_, S>,
    budget: &mut Budget,
    predicate: &CitationPredicate,
    citation: &Citation,
) -> Held {
    Ok(match predicate {
        CitationPredicate::All(all) => {
            for predicate in all {
                if !citation_holds(seen, budget, predicate, citation)? {
                    return Ok(false);
                }
            }
            true
        }
        CitationPredicate::Any(any) => {
            for predicate in any {
                if citation_holds(seen, budget, predicate, citation)? {
                    return Ok(true);
                }
            }
            false
        }
        CitationPredicate::Not(it) => !citation_holds(seen, budget, it, citation)?,
        CitationPredicate::Source(it) => return holds(seen, budget, it, citation.source),
        CitationPredicate::Locator(test) => {
            written_holds(seen.store.arena(), test, citation.locator)
        }
        CitationPredicate::Note(test) => written_holds(seen.store.arena(), test, citation.note),
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

/// Whether an absent value passes a test.
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
    match test {
        ValueTest::All(tests) => tests.iter().all(|test| value_holds(arena, test, column, local)),
        ValueTest::Has(wanted, count) => {
            let has = list_has(arena, column, local, wanted);
            count.contains(&has)
        }
        ValueTest::IsEmpty(empty) => (cell == Fragment::EMPTY_LIST) == *empty,
        ValueTest::Text(_)
        | ValueTest::Cell(_)
        | ValueTest::Int(_)
        | ValueTest::Float(_)
        | ValueTest::Date(_)
        | ValueTest::Lies(..)
            if cell.is_null() =>
        {
            absent_holds(test)
        }
        ValueTest::Text(test) => match column.keys() {
            Keys::Text(folded) => text_holds(arena, test, cell, folded[local]),
            other => other_type(other),
        },
        ValueTest::Int(test) => match column.keys() {
            Keys::Int(keys) => test.holds(&keys[local]),
            other => other_type(other),
        },
        ValueTest::Float(test) => match column.keys() {
            Keys::Float(keys) => test.holds(&keys[local]),
            other => other_type(other),
        },
        ValueTest::Date(test) => match column.keys() {
            Keys::Date(keys) => test.holds_of_date(keys[local]),
            other => other_type(other),
        },
        ValueTest::Lies(certainty, days) => match column.keys() {
            Keys::Date(keys) => certainty.lies(keys[local], *days),
            other => other_type(other),
        },
        ValueTest::Cell(test) => cell_holds(arena, test, cell),
    }
}

/// The number of wanted items that a list has.
fn list_has(arena: &Arena, column: &Column, local: usize, wanted: &[String]) -> usize {
    let Keys::List { starts, items } = column.keys() else { other_type(column.keys()) };
    let range = starts[local] as usize..starts[local + 1] as usize;
    let has = |wanted: &&String| match items.keys() {
        Keys::Text(keys) => keys[range.clone()].iter().any(|it| arena.text(*it) == **wanted),
        Keys::Cell | Keys::Int(_) | Keys::Float(_) | Keys::Date(_) => {
            items.cells()[range.clone()].iter().any(|it| arena.bytes(*it) == wanted.as_bytes())
        }
        Keys::List { .. } => other_type(items.keys()),
    };
    wanted.iter().filter(has).count()
}

/// Ends the run: a test is of another type than the column. The panic is caught where requests
/// are run and becomes `INTERNAL_SERVER_ERROR`; a `false` would be a wrong answer.
#[cold]
#[inline(never)]
fn other_type(keys: &Keys) -> ! {
    let ty = match keys {
        Keys::Cell => "equality alone",
        Keys::Text(_) => "texts",
        Keys::Int(_) => "integers",
        Keys::Float(_) => "numbers",
        Keys::Date(_) => "dates",
        Keys::List { .. } => "lists",
    };
    panic!("a condition of another type is put to a column of {ty}")
}

fn cell_holds(arena: &Arena, test: &Test<String>, cell: Fragment) -> bool {
    let is = |value: &String| arena.bytes(cell) == value.as_bytes();
    match test {
        Test::In(values) => values.iter().any(is),
        Test::NotIn(values) => !values.iter().any(is),
        Test::IsNull(absent) => !absent,
        Test::Less(_) | Test::Greater(_) | Test::AtMost(_) | Test::AtLeast(_) => {
            other_type(&Keys::Cell)
        }
    }
}

/// Tests a text whose comparison key is not stored: few are asked for, so it is made anew.
fn written_holds(arena: &Arena, test: &TextTest, written: Fragment) -> bool {
    match test {
        _ if written.is_null() => test.holds_of_absent(),
        TextTest::Folded(operator) => operator.holds(&comparison_key(&arena.text(written))),
        TextTest::Keys(_)
        | TextTest::Signs(_)
        | TextTest::Exact(_)
        | TextTest::Matches(_)
        | TextTest::IsNull(_) => text_holds(arena, test, written, written),
    }
}

fn name_holds(arena: &Arena, test: &TextTest, name: &Name) -> bool {
    let TextTest::Keys(operators) = test else {
        return text_holds(arena, test, name.value, name.folded);
    };
    let (folded, keys) = (arena.text(name.folded), arena.text(name.keys));
    let keys = keys.split(Name::BETWEEN);
    operators.iter().any(|operator| operator.holds_of_name(&folded, keys.clone()))
}

fn text_holds(arena: &Arena, test: &TextTest, written: Fragment, folded: Fragment) -> bool {
    match test {
        TextTest::Folded(operator) => operator.holds(&arena.text(folded)),
        TextTest::Keys(_) => panic!("only names have keys, and a text is tested by them"),
        TextTest::Signs(operator) => operator.holds(&fold_with_signs(&arena.text(written))),
        TextTest::Exact(operator) => operator.holds(&arena.text(written)),
        TextTest::Matches(pattern) => pattern.is_match(&arena.text(written)),
        TextTest::IsNull(absent) => !absent,
    }
}
