//! Choosing, without writing: pages in view, filtered and ordered, and pages of records.

use super::{items::Wants, *};
use crate::{
    graph::{
        EntityIndex, EntityRecord, Evidence, Facts, Graph, LinkRecord, LinkStatus, NameKind,
        NameRecord, Time,
    },
    limits::Limits,
    ontology::{Direction, Target, parse_text},
    plan::{
        Comparison, Cursor, LinkPredicate, Order, OrderBy, OrderKey, Predicate, STORE_ORDER, Slice,
        ValueComparison, ValueKey,
        fields::{entities::EntityPage, relation::RelationPage},
    },
    value::{Interval, Value},
};
use std::{cmp::Ordering, sync::Arc};

const WORLD: &str = r#"
type Person @node(plural: "people") {
  rank: Int
  knows: [Person!]! @relationship(type: "KNOWS", direction: OUT)
}
"#;

/// Ten people, `p0` to `p9`. Their ranks are 0, 2, 4, 1, 3 and so on; `p3` and `p7` have none.
/// `p0` has known `p1` since 2001, `p2` since 2002 and so on.
pub(super) fn graph() -> Graph {
    let ontology = Arc::new(parse_text(WORLD));
    let kind = ontology.kind_by_name("Person").unwrap();
    let relation = ontology.relation_by_name("KNOWS").unwrap();
    let person = |number: i32| EntityRecord {
        kind,
        id: format!("p{number}"),
        names: vec![NameRecord {
            value: format!("Person {number}"),
            lang: None,
            script: None,
            kind: NameKind::Primary,
            since: None,
            until: None,
        }],
        summary: Vec::new(),
        external_ids: Vec::new(),
        citations: Vec::new(),
        values: vec![(number % 4 != 3).then_some(Value::Int(number * 2 % 5))],
        claims: Vec::new(),
    };
    let link = |number: u32| LinkRecord {
        relation,
        id: None,
        from: EntityIndex(0),
        to: EntityIndex(number),
        time: Time { since: format!("200{number}").parse().ok(), ..Time::default() },
        status: LinkStatus::Actual,
        evidence: Evidence::Official,
        disputed: Vec::new(),
        note: None,
        citations: Vec::new(),
        references: Vec::new(),
        values: Vec::new(),
    };
    let facts =
        Facts { entities: (0..10).map(person).collect(), links: (1..10).map(link).collect() };
    Graph::new(ontology, facts)
}

const ALL: Wants = Wants { counts: true, looks_ahead: true };
pub(super) const ITEMS: Wants = Wants { counts: false, looks_ahead: false };

pub(super) fn reader(graph: &Graph) -> Reader<'_, Graph> {
    reader_with(graph, Limits { visits: 1_000, ..Limits::default() })
}

/// Makes a reader whose graph lives as long as the test program: there are few of them.
pub(super) fn reader_with(graph: &Graph, limits: Limits) -> Reader<'_, Graph> {
    let limits = Box::leak(Box::new(limits));
    let budget = Budget::new(limits);
    Reader::new(graph, budget, Box::leak(Box::new(Measures::new(limits))), None, limits)
}

/// The numbers of the people of a page.
pub(super) fn people(graph: &Graph, page: &Page<'_>) -> Vec<u32> {
    let node = |index| page.items.get(index).node;
    let id = |node: crate::graph::NodeId| graph.arena().text(graph.nodes().ids()[node.index()]);
    (0..page.items.len()).map(|index| id(node(index))[1..].parse().unwrap()).collect()
}

/// The page of all whom `p0` knows, under a view.
fn known<'g>(
    reader: &mut Reader<'g, Graph>,
    arguments: &'g RelationPage,
    wants: Wants,
) -> Page<'g> {
    let graph = reader.store;
    let relation = graph.ontology().relation_by_name("KNOWS").unwrap();
    let row = graph.row(graph.node_by_id("p0").unwrap(), relation, Direction::Out);
    let listing = Listing::new(ListForm::Relation(relation), &arguments.order);
    reader.choose_relation(row, relation, arguments, listing, wants).unwrap()
}

/// An order by one key.
pub(super) fn ordered(by: OrderBy, descending: bool) -> Order {
    Order::new(vec![OrderKey { by, descending }], vec!["orderBy".to_owned()], 7)
}

/// The cursor of an item of a page.
fn cursor(reader: &mut Reader<'_, Graph>, page: &Page<'_>, index: usize, order: &Order) -> Cursor {
    let relation = reader.store.ontology().relation_by_name("KNOWS").unwrap();
    let listing = Listing::new(ListForm::Relation(relation), order);
    let text = reader.cursor(page.items.get(index), listing).unwrap();
    Cursor::decode_ordered(&text, order, "after").unwrap()
}

fn first(size: usize) -> RelationPage {
    RelationPage { slice: Slice { size, ..Slice::default() }, ..RelationPage::default() }
}

fn last(size: usize) -> RelationPage {
    RelationPage { slice: Slice { size, from_end: true, ..Slice::default() }, ..first(0) }
}

/// The view on a day of a year.
fn view(year: u16) -> FactView {
    let day = crate::value::PartialDate::from_ymd(year, 6, 1).unwrap().earliest();
    let days = Some(Interval::asked(Some(day), Some(day)));
    FactView { time: crate::value::TimeView { days, certain: false }, ..FactView::EVERYTHING }
}

#[test]
fn a_page_in_the_own_order_is_a_part_of_the_row() {
    let graph = graph();
    let mut reader = reader(&graph);
    let arguments = first(3);
    let page = known(&mut reader, &arguments, ALL);
    assert!(matches!(page.items, ItemList::Row(..)), "nothing is copied");
    assert_eq!(people(&graph, &page), [1, 2, 3]);
    assert_eq!((page.total, page.has_next, page.has_previous), (Some(9), true, false));
    let after = cursor(&mut reader, &page, 2, &STORE_ORDER);
    let next = Slice { after: Some(after.clone()), ..first(3).slice };
    let arguments = RelationPage { slice: next, ..first(0) };
    let page = known(&mut reader, &arguments, ALL);
    assert_eq!(people(&graph, &page), [4, 5, 6]);
    assert_eq!((page.has_next, page.has_previous), (true, true));
    let before = Slice { before: Some(after), ..last(2).slice };
    let arguments = RelationPage { slice: before, ..first(0) };
    let page = known(&mut reader, &arguments, ALL);
    assert_eq!(people(&graph, &page), [1, 2]);
    assert_eq!((page.has_next, page.has_previous), (true, false));
}

/// In 2006 nobody is known yet whom `p0` got to know later.
#[test]
fn a_view_leaves_out_what_was_not_yet() {
    let graph = graph();
    for (arguments, expected, next, previous) in [
        (first(4), vec![1, 2, 3, 4], true, false),
        (first(6), vec![1, 2, 3, 4, 5, 6], false, false),
        (first(9), vec![1, 2, 3, 4, 5, 6], false, false),
        (last(2), vec![5, 6], false, true),
        (first(0), vec![], true, false),
    ] {
        let mut reader = reader(&graph);
        reader.view = view(2006);
        let page = known(&mut reader, &arguments, ALL);
        assert_eq!(people(&graph, &page), expected);
        assert_eq!(page.total, Some(6), "{expected:?}");
        assert_eq!((page.has_next, page.has_previous), (next, previous), "{expected:?}");
    }
    let arguments = first(9);
    let mut reader = reader(&graph);
    reader.view = view(2006);
    reader.view.time.certain = true;
    let page = known(&mut reader, &arguments, ITEMS);
    assert_eq!(people(&graph, &page), [1, 2, 3, 4, 5], "the day in 2006 may be a later one");
}

#[test]
fn an_order_puts_absent_values_last_and_breaks_ties_by_id() {
    let graph = graph();
    let rank = OrderBy::Property(
        vec![(graph.ontology().kind_by_name("Person").unwrap(), 0)],
        ValueKey::WHOLE,
    );
    for (descending, expected) in
        [(false, [5, 8, 1, 6, 4, 9, 2, 3, 7]), (true, [2, 4, 9, 1, 6, 8, 5, 3, 7])]
    {
        let order = ordered(rank.clone(), descending);
        let mut reader = reader(&graph);
        let mut arguments = RelationPage { order: order.clone(), ..first(4) };
        let mut all = Vec::new();
        // In pages of four, each behind the cursor of the last item.
        while all.len() < expected.len() {
            let page_of = arguments.clone();
            let page = known(&mut reader, Box::leak(Box::new(page_of)), ALL);
            assert_eq!(page.total, Some(9));
            assert_eq!(page.has_previous, !all.is_empty());
            all.extend(people(&graph, &page));
            assert_eq!(page.has_next, all.len() < expected.len());
            let last = page.items.len() - 1;
            arguments.slice.after = Some(cursor(&mut reader, &page, last, &order));
        }
        assert_eq!(all, expected, "descending: {descending}");
    }
}

/// A page that is full is not read on, unless the number of all is asked for.
#[test]
fn a_filter_is_read_as_far_as_the_question_needs() {
    let graph = graph();
    let columns = vec![(graph.ontology().kind_by_name("Person").unwrap(), 0)];
    let low = Predicate::Property(columns, ValueComparison::Int(Comparison::AtMost(2)));
    let filter = LinkPredicate::of_node(low);
    let arguments = RelationPage { filter, ..first(2) };
    let visits = |wants| {
        let mut reader = reader(&graph);
        let page = known(&mut reader, &arguments, wants);
        assert_eq!(people(&graph, &page), [1, 5]);
        1_000 - reader.budget.visits_left()
    };
    assert_eq!(visits(ITEMS), 5);
    assert_eq!(visits(Wants { looks_ahead: true, ..ITEMS }), 6);
    assert_eq!(visits(ALL), 9);
}

#[test]
fn a_budget_ends_a_choice() {
    let graph = graph();
    let order = ordered(OrderBy::Name, false);
    let arguments = RelationPage { order, ..first(1) };
    let relation = graph.ontology().relation_by_name("KNOWS").unwrap();
    let row = graph.row(graph.node_by_id("p0").unwrap(), relation, Direction::Out);
    let listing = Listing::new(ListForm::Relation(relation), &arguments.order);
    let mut reader = reader_with(&graph, Limits { visits: 8, ..Limits::default() });
    let chosen = reader.choose_relation(row, relation, &arguments, listing, ITEMS);
    assert!(matches!(chosen, Err(Refusal::Exhausted(Exhausted::Visits))));
}

/// Ids that a filter names are looked up: all others are not read.
#[test]
fn a_filter_by_id_reads_only_those() {
    let graph = graph();
    let person = Target::Kind(graph.ontology().kind_by_name("Person").unwrap());
    let ids = ["p7", "nobody", "p2", "p7"].map(str::to_owned).to_vec();
    let arguments = EntityPage {
        filter: Some(Predicate::Id(Comparison::In(ids))),
        slice: Slice { size: 10, ..Slice::default() },
        ..EntityPage::default()
    };
    let mut reader = reader(&graph);
    let listing = Listing::new(ListForm::Entities, &STORE_ORDER);
    let page = reader.choose_entities(person, &arguments, listing, ALL).unwrap();
    assert_eq!(people(&graph, &page), [2, 7]);
    assert_eq!(1_000 - reader.budget.visits_left(), 2);
}

/// A cursor of somebody who is gone lies between those who are left.
#[test]
fn a_cursor_outlives_its_item() {
    let graph = graph();
    let mut reader = reader(&graph);
    let arguments = first(1);
    let page = known(&mut reader, &arguments, ALL);
    let gone = Cursor { id: "p4a".to_owned(), ..cursor(&mut reader, &page, 0, &STORE_ORDER) };
    for (slice, expected) in [
        (Slice { after: Some(gone.clone()), ..first(2).slice }, [5, 6]),
        (Slice { before: Some(gone), ..last(2).slice }, [3, 4]),
    ] {
        let arguments = RelationPage { slice, ..first(0) };
        let mut reader = self::reader(&graph);
        let page = known(&mut reader, &arguments, ALL);
        assert_eq!(people(&graph, &page), expected);
    }
}

/// A number in a sorted list; its cursor has it as its ordinal.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Number(u32);

impl Record for Number {
    type Position = u32;

    fn position(_: &impl Store, cursor: &Cursor) -> Result<u32, FieldError> {
        Ok(cursor.ordinal)
    }

    fn compare(self, _: &impl Store, position: &u32) -> Ordering {
        self.0.cmp(position)
    }

    fn cursor(self, _: &impl Store) -> Cursor {
        let text = String::new();
        Cursor {
            keys: Vec::new(),
            relation: None,
            incoming: false,
            kind: text.clone(),
            id: text,
            ordinal: self.0,
        }
    }
}

/// Every page of the even numbers below twenty, against the same page of a plain list.
#[test]
fn pages_of_records_are_those_of_a_plain_list() {
    let graph = graph();
    let list: Vec<Number> = (0..20).map(Number).collect();
    let even: Vec<u32> = (0..20).filter(|it| it % 2 == 0).collect();
    let cursors = || std::iter::once(None).chain((0..20).map(Some));
    for (after, before) in cursors().flat_map(|after| cursors().map(move |it| (after, it))) {
        for (size, from_end) in [(0, false), (3, false), (3, true), (30, false), (30, true)] {
            let cursor = |it: Option<u32>| it.map(|it| Number(it).cursor(&graph));
            let slice = Slice { after: cursor(after), before: cursor(before), size, from_end };
            let mut reader = reader(&graph);
            let page = reader.choose_records(&list, |it| it.0 % 2 == 0, &slice, ALL).unwrap();
            let is_within = |it: &u32| {
                after.is_none_or(|after| *it > after) && before.is_none_or(|before| *it < before)
            };
            let mut expected: Vec<u32> = even.iter().copied().filter(is_within).collect();
            let cut = expected.len().saturating_sub(size);
            if from_end {
                expected.drain(..cut);
            } else {
                expected.truncate(size);
            }
            let items: Vec<u32> = page.items.iter().map(|it| it.0).collect();
            assert_eq!(items, expected, "{slice:?}");
            assert_eq!(page.total, 10);
            if let (Some(first), Some(last)) = (expected.first(), expected.last()) {
                assert_eq!(page.has_previous, *first > 0, "{slice:?}");
                assert_eq!(page.has_next, *last < 18, "{slice:?}");
            }
        }
    }
}
