//! Orders bound: keys of links, and what tells one order from others.

use super::super::{Binder, Values, tests::input};
use crate::{
    limits::Limits,
    ontology::{Direction, Limit, Ontology, Target, parse_text},
    plan::{
        ArgumentBinder, Cursor, FieldError, Input, LinkTime, LinksKey, LinksValue, Order, OrderBy,
        OrderKey, SumType, ValueKey,
        fields::entities::{EntityForm, EntityPage},
    },
    value::Metric,
};

const WORLD: &str = r#"
type Fund @node {
  gifts: [Person!]! @relationship(type: "GAVE", direction: IN, properties: "Gift")
}
type Person @node(plural: "people") {
  born: PartialDate
  weight: Float
  gave: [Fund!]! @relationship(type: "GAVE", direction: OUT, properties: "Gift")
}
type Gift @relationshipProperties { units: BigInt  amount: Money }
"#;

fn world() -> Ontology {
    parse_text(WORLD)
}

/// The arguments of a list of funds, as variables give them.
fn bound(arguments: &str) -> Result<EntityPage, FieldError> {
    let world = world();
    let fund = Target::Kind(world.kind_by_name("Fund").unwrap());
    let Input::Object(values) = input(&serde_json::from_str(arguments).unwrap()) else {
        panic!("arguments have names")
    };
    let limits = Limits { order_keys: 3, filter_terms: 8, ..Limits::default() };
    let mut binder = Binder::new(&world, &limits);
    EntityForm(fund, Limit::default()).bind(&mut binder, Values(&values))
}

fn order(keys: &str) -> Order {
    bound(&format!(r#"{{"orderBy": {keys}}}"#)).unwrap().order
}

/// The only key of an order by the gifts of a fund.
fn gifts(key: &str) -> (LinksKey, bool) {
    let keys = order(&format!(r#"{{"gifts": {key}}}"#)).keys;
    let [OrderKey { by: OrderBy::Links(key), descending }] = &keys[..] else { panic!("{keys:?}") };
    ((**key).clone(), *descending)
}

#[test]
fn a_key_of_links_has_its_direction_at_the_leaf() {
    let gave = world().relation_by_name("GAVE").unwrap();
    assert_eq!(gifts(r#"{"count": "DESC"}"#), (LinksKey::count(gave, Direction::In), true));
    let since = OrderBy::Time(LinkTime::Since);
    let value = |key: &str| {
        let (key, descending) = gifts(key);
        (key.of, descending)
    };
    assert_eq!(value(r#"{"max": {"edge": {"since": "DESC"}}}"#), (LinksValue::Max(since), true));
    assert_eq!(
        value(r#"{"min": {"node": {"name": "ASC"}}}"#),
        (LinksValue::Min(OrderBy::Name), false)
    );
    let inner = OrderBy::Links(Box::new(LinksKey::count(gave, Direction::Out)));
    assert_eq!(
        value(r#"{"sum": {"node": {"gave": {"count": "ASC"}}}}"#),
        (LinksValue::Sum(inner, SumType::Exact), false)
    );
}

#[test]
fn sums_are_exact_unless_a_floating_point_number_is_in_them() {
    let ty = |key: &str| match gifts(&format!(r#"{{"mean": {key}}}"#)).0.of {
        LinksValue::Mean(_, ty) => ty,
        other => panic!("{other:?}"),
    };
    assert_eq!(ty(r#"{"edge": {"units": "ASC"}}"#), SumType::Exact);
    assert_eq!(ty(r#"{"node": {"degree": "ASC"}}"#), SumType::Exact);
    assert_eq!(ty(r#"{"node": {"weight": "ASC"}}"#), SumType::Float);
    assert_eq!(ty(r#"{"node": {"metrics": {"pageRank": "ASC"}}}"#), SumType::Float);
    assert_eq!(ty(r#"{"node": {"gave": {"sum": {"edge": {"units": "ASC"}}}}}"#), SumType::Exact);
}

#[test]
fn measures_are_read_wherever_they_stand_in_a_key() {
    let metrics = |key: &str| {
        let arguments = format!(r#"{{"orderBy": {{"gifts": {key}}}}}"#);
        bound(&arguments).unwrap().metrics
    };
    let rank = r#"{"node": {"metrics": {"pageRank": "ASC"}}}"#;
    assert_eq!(metrics(&format!(r#"{{"max": {rank}}}"#)), [Metric::PageRank]);
    let closeness = r#"{"node": {"metrics": {"closeness": {"gt": 0.5}}}}"#;
    assert_eq!(
        metrics(&format!(r#"{{"count": "ASC", "where": {closeness}}}"#)),
        [Metric::Closeness]
    );
}

#[test]
fn keys_that_differ_in_their_condition_are_two() {
    let late = |day: &str| {
        format!(
            r#"{{"gifts": {{"count": "DESC", "where": {{"edge": {{"since": {{"gte": "{day}"}}}}}}}}}}"#
        )
    };
    let keys = |first: &str, second: &str| order(&format!("[{first}, {second}]")).keys.len();
    assert_eq!(keys(&late("2001"), &late("2002")), 2);
    assert_eq!(keys(&late("2001"), &late("2001")), 1);
    assert_eq!(keys(&late("2001"), r#"{"gifts": {"count": "DESC"}}"#), 2);
}

#[test]
fn an_order_has_bounds() {
    let limit = |keys: &str| {
        let error = bound(&format!(r#"{{"orderBy": {keys}}}"#)).unwrap_err();
        (error.limit, error.argument)
    };
    let four =
        r#"[{"id": "ASC"}, {"name": "ASC"}, {"degree": "ASC"}, {"gifts": {"count": "ASC"}}]"#;
    assert_eq!(limit(four), (Some("order_keys"), Some("orderBy")));
    let nine =
        r#"{"gifts": {"count": "ASC", "where": {"OR": [{}, {}, {}, {}, {}, {}, {}, {}, {}]}}}"#;
    assert_eq!(limit(nine), (Some("filter_terms"), Some("orderBy")));
}

/// An order is the same however it is written, and another one if anything in it differs.
#[test]
fn a_cursor_belongs_to_one_order() {
    let by = |keys: &str| order(keys).fingerprint;
    let key = r#"{"gifts": {"count": "DESC", "distinct": true, "where": {"edge": {"units": {"in": ["7"]}}}}}"#;
    let same = r#"[{"gifts": {"where": {"edge": {"units": {"in": 7}}}, "max": null, "distinct": true, "count": "DESC"}}]"#;
    assert_eq!(by(key), by(same));
    for other in [
        key.replace("DESC", "ASC"),
        key.replace("true", "false"),
        key.replace('7', "8"),
        format!(r#"[{key}, {{"id": "ASC"}}]"#),
    ] {
        assert_ne!(by(key), by(&other), "{other}");
    }
    let cursor = Cursor {
        keys: vec!["a".into(), by(r#"{"name": "ASC"}"#).into()],
        relation: None,
        incoming: false,
        kind: "Fund".to_owned(),
        id: "a".to_owned(),
        ordinal: 1,
    };
    let after = |way: &str| {
        let text = cursor.encode();
        bound(&format!(r#"{{"orderBy": {{"name": "{way}"}}, "after": "{text}"}}"#))
    };
    assert_eq!(after("ASC").unwrap().slice.after.as_ref(), Some(&cursor));
    let message = after("DESC").unwrap_err().to_string();
    assert!(message.starts_with("`after` is not a cursor of this list"), "{message}");
}

#[test]
fn an_amount_is_one_key_where_one_currency_is_chosen() {
    let chosen = r#""where": {"edge": {"amount": {"currency": {"eq": "USD"}}}}"#;
    let (key, _) =
        gifts(&format!(r#"{{"sum": {{"edge": {{"amount": {{"amount": "DESC"}}}}}}, {chosen}}}"#));
    let amount = OrderBy::LinkProperty(1, ValueKey::Field(vec![0]));
    assert_eq!(key.of, LinksValue::Sum(amount, SumType::Exact));
    let arguments = r#"{"orderBy": {"gifts": {"sum": {"edge": {"amount": {"amount": "DESC"}}}}}}"#;
    let message = bound(arguments).unwrap_err().to_string();
    assert!(message.contains("may be in several; choose one"), "{message}");
}
