//! Keys that are made of many links.

use super::{
    super::{
        items::{ListForm, Listing},
        tests::{ITEMS, graph, ordered, people, reader, reader_with},
    },
    *,
};
use crate::{
    limits::Limits,
    ontology::{Direction, Target},
    plan::{
        Comparison, Cursor, EdgePredicate, LinkTime, LinksValue, Slice, SumType, ValueComparison,
        fields::entities::EntityPage,
    },
};
use serde_json::json;

/// Everybody but `p0` is known to `p0`, since a year of their own.
#[test]
fn an_order_by_links_reads_each_of_them_once() {
    let graph = graph();
    let person = Target::Kind(graph.ontology().kind_by_name("Person").unwrap());
    let relation = graph.ontology().relation_by_name("KNOWS").unwrap();
    let rank = OrderBy::Property(
        vec![(graph.ontology().kind_by_name("Person").unwrap(), 0)],
        ValueKey::WHOLE,
    );
    let key = |direction, of| {
        let key = LinksKey { of, ..LinksKey::count(relation, direction) };
        OrderBy::Links(Box::new(key))
    };
    let since = OrderBy::Time(LinkTime::Since);
    let late = EdgePredicate::Time(
        LinkTime::Since,
        ValueComparison::Date(Comparison::AtLeast("2008".parse().unwrap())),
    );
    let counted = OrderBy::Links(Box::new(LinksKey {
        filter: LinkPredicate::of_edge(late),
        ..LinksKey::count(relation, Direction::In)
    }));
    for (by, visits, expected) in [
        (key(Direction::In, LinksValue::Max(since.clone())), 19, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]),
        // The link of `p1`, then the two that the condition names, which are found and tested.
        (counted, 15, [8, 9, 0, 1, 2, 3, 4, 5, 6, 7]),
        (key(Direction::In, LinksValue::Count), 10, [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]),
        // Nobody but `p0` knows anybody.
        (
            key(Direction::Out, LinksValue::Sum(rank.clone(), SumType::Exact)),
            19,
            [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        ),
    ] {
        let order = ordered(by, true);
        let slice = Slice { size: 10, ..Slice::default() };
        let arguments = EntityPage { order, slice, ..EntityPage::default() };
        let mut reader = reader(&graph);
        let listing = Listing::new(ListForm::Entities, &arguments.order);
        let page = reader.choose_entities(person, &arguments, listing, ITEMS).unwrap();
        assert_eq!(people(&graph, &page), expected);
        assert_eq!(1_000 - reader.budget.visits_left(), visits, "{expected:?}");
    }
}

/// Once the links of some were tested, those of all are counted, if there is memory for it.
#[test]
fn links_are_counted_at_once() {
    let graph = graph();
    let person = Target::Kind(graph.ontology().kind_by_name("Person").unwrap());
    let relation = graph.ontology().relation_by_name("KNOWS").unwrap();
    let is_null = ValueComparison::Date(Comparison::IsNull(false));
    let dated = EdgePredicate::Time(LinkTime::Since, is_null);
    let to_all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0];
    let from_one = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    for (direction, graph_bytes, visits, expected) in [
        // Each of ten people, the link of `p1`, and all nine.
        (Direction::In, 1_000, 20, to_all),
        (Direction::In, 39, 19, to_all),
        // `p0` has them all, and is the first.
        (Direction::Out, 1_000, 19, from_one),
        (Direction::Out, 39, 19, from_one),
    ] {
        let key = OrderBy::Links(Box::new(LinksKey {
            filter: LinkPredicate::of_edge(dated.clone()),
            ..LinksKey::count(relation, direction)
        }));
        let slice = Slice { size: 10, ..Slice::default() };
        let arguments = EntityPage { order: ordered(key, true), slice, ..EntityPage::default() };
        let limits = Limits { visits: 1_000, graph_bytes, ..Limits::default() };
        let mut reader = reader_with(&graph, limits);
        let listing = Listing::new(ListForm::Entities, &arguments.order);
        let page = reader.choose_entities(person, &arguments, listing, ITEMS).unwrap();
        assert_eq!(people(&graph, &page), expected, "{direction:?} {graph_bytes}");
        assert_eq!(1_000 - reader.budget.visits_left(), visits, "{direction:?} {graph_bytes}");
    }
}

/// The sum that a key has is in the cursor, with all of its digits.
#[test]
fn a_cursor_holds_a_sum() {
    let graph = graph();
    let relation = graph.ontology().relation_by_name("KNOWS").unwrap();
    let rank = OrderBy::Property(
        vec![(graph.ontology().kind_by_name("Person").unwrap(), 0)],
        ValueKey::WHOLE,
    );
    let of = LinksValue::Mean(rank, SumType::Exact);
    let key = LinksKey { of, ..LinksKey::count(relation, Direction::Out) };
    let order = ordered(OrderBy::Links(Box::new(key)), false);
    let mut reader = reader(&graph);
    let listing = Listing::new(ListForm::Entities, &order);
    let item = Item::of_node(graph.node_by_id("p0").unwrap());
    let text = reader.cursor(item, listing).unwrap();
    let cursor = Cursor::decode_ordered(&text, &order, "after").unwrap();
    assert_eq!(cursor.keys, [json!("2.1428571428571428571428571428"), json!(7)]);
    let keys = cursor_keys(&graph, listing, &cursor).unwrap();
    assert_eq!(keys, [SortKey::Exact(Box::new("2.1428571428571428571428571428".parse().unwrap()))]);
}
