//! Arguments bound: what is resolved, what is dropped, what is refused.

use super::*;
use crate::{
    ontology::parse_text,
    plan::{
        ArgumentBinder, ErrorCode, LinkTime, OrderBy, OrderKey, ValueKey,
        fields::{
            by_id::ById,
            degree::DegreeForm,
            entities::{EntityForm, EntityPage},
            languages::LanguageForm,
            nodes::ByIds,
            relation::RelationForm,
        },
    },
};
use serde_json::json;

mod values;

const WORLD: &str = r#"
interface Holder @node(plural: "holders") { motto: String }
type Body implements Holder @node(plural: "bodies") { since: PartialDate motto: String }
type Person implements Holder @node(plural: "people") {
  score: Int
  height: Float
  motto: String
  born: PartialDate
  seen: Date
  langs: [String!]!
  sizes: [Int!]!
  bodies: [Body!]! @relationship(type: "MEMBER_OF", direction: OUT, properties: "Role")
}
type Role @relationshipProperties { title: String }
"#;

fn world() -> Ontology {
    parse_text(WORLD)
}

/// A value as a document or variables give it.
pub(super) fn input(value: &serde_json::Value) -> Input {
    match value {
        serde_json::Value::Null => Input::Null,
        serde_json::Value::Bool(it) => Input::Boolean(*it),
        serde_json::Value::Number(it) => {
            it.as_i64().map_or_else(|| Input::Float(it.as_f64().unwrap()), Input::Int)
        }
        serde_json::Value::String(it) => Input::Text(it.clone()),
        serde_json::Value::Array(items) => Input::List(items.iter().map(input).collect()),
        serde_json::Value::Object(fields) => {
            Input::Object(fields.iter().map(|(name, it)| (name.clone(), input(it))).collect())
        }
    }
}

fn bound<F: ArgumentBinder>(form: F, values: &serde_json::Value) -> Result<F::Bound, FieldError> {
    let Input::Object(values) = input(values) else { panic!("arguments have names") };
    form.bind(&mut Binder::new(&world(), &Limits::default()), Values(&values))
}

fn people() -> EntityForm {
    EntityForm(Target::Kind(world().kind_by_name("Person").unwrap()), Limit::default())
}

fn bodies() -> RelationForm {
    let world = world();
    let target = Target::Kind(world.kind_by_name("Body").unwrap());
    let relation = world.relation_by_name("MEMBER_OF").unwrap();
    RelationForm(target, (relation, Direction::Out), Limit::default())
}

fn entities(values: &serde_json::Value) -> EntityPage {
    bound(people(), values).unwrap()
}

fn refusal(form: impl ArgumentBinder, values: &serde_json::Value) -> FieldError {
    bound(form, values).map(|_| panic!("{values} binds")).unwrap_err()
}

#[test]
fn orders_are_resolved_and_what_decides_nothing_is_dropped() {
    let key = |by, descending| OrderKey { by, descending };
    let order = json!({ "orderBy": [{ "name": "ASC" }, { "degree": "DESC" }, { "name": "DESC" }, { "id": "ASC" }, { "degree": "ASC" }] });
    assert_eq!(
        entities(&order).order.keys,
        [key(OrderBy::Name, false), key(OrderBy::Degree, true), key(OrderBy::Id, false)]
    );
    // One key needs no list.
    let by_score =
        OrderBy::Property(vec![(world().kind_by_name("Person").unwrap(), 0)], ValueKey::WHOLE);
    assert_eq!(
        entities(&json!({ "orderBy": { "score": "DESC" } })).order.keys,
        [key(by_score, true)]
    );
    let many = vec![json!({ "name": "ASC" }); 100_000];
    assert_eq!(entities(&json!({ "orderBy": many })).order.keys.len(), 1);
    let order = json!({ "orderBy": [
        { "edge": { "title": "ASC" } }, { "edge": { "until": "DESC" } }, { "node": { "since": "ASC" } }, { "edge": { "until": "ASC" } }
    ] });
    let page = bound(bodies(), &order).unwrap();
    let since =
        OrderBy::Property(vec![(world().kind_by_name("Body").unwrap(), 0)], ValueKey::WHOLE);
    assert_eq!(
        page.order.keys,
        [
            key(OrderBy::LinkProperty(0, ValueKey::WHOLE), false),
            key(OrderBy::Time(LinkTime::Until), true),
            key(since, false)
        ]
    );
}

#[test]
fn a_property_of_an_interface_is_resolved_in_each_kind() {
    let world = world();
    let (holder, _) = world.abstracts().find(|(_, it)| it.name == "Holder").unwrap();
    let form = EntityForm(Target::Abstract(holder), Limit::default());
    let page = bound(form, &json!({ "orderBy": [{ "motto": "ASC" }] })).unwrap();
    let of = |name| world.kind_by_name(name).unwrap();
    assert_eq!(
        page.order.keys[0].by,
        OrderBy::Property(vec![(of("Body"), 1), (of("Person"), 2)], ValueKey::WHOLE)
    );
}

#[test]
fn an_order_names_one_field_at_a_time() {
    let example = "write `[{a: ASC}, {b: DESC}]`";
    for (order, found, write) in [
        (json!([{}]), "` is empty", example),
        (
            json!([{ "name": "ASC", "id": "DESC", "born": null }]),
            "` has `born` and `id` and `name`",
            "write an element for each: `[{id: DESC}, {name: ASC}]`",
        ),
        (json!([{ "name": null }]), "` has `name` without a value", example),
        (json!([null]), "` is empty", example),
    ] {
        let error = refusal(people(), &json!({ "orderBy": order }));
        let expected = format!("`orderBy[0]{found}, and each element names one field; {write}");
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.code, ErrorCode::BadUserInput);
    }
    let large = json!({ "where": { "name": { "matches": "(a{1000}){1000}" } } });
    assert_eq!(refusal(people(), &large).limit, Some("pattern_compiled_bytes"));
}

#[test]
fn pages_have_a_size_and_a_side() {
    let slice = |values: serde_json::Value| {
        let Slice { size, from_end, after, before } = entities(&values).slice;
        (size, from_end, after.is_some(), before.is_some())
    };
    let cursor = Cursor {
        keys: vec![],
        relation: None,
        incoming: false,
        kind: "Person".to_owned(),
        id: "a".to_owned(),
        ordinal: 1,
    };
    let cursor = cursor.encode();
    assert_eq!(slice(json!({})), (100, false, false, false));
    assert_eq!(slice(json!({ "first": null, "last": null })), (100, false, false, false));
    assert_eq!(slice(json!({ "first": 0 })), (0, false, false, false));
    assert_eq!(slice(json!({ "last": 1_000 })), (1_000, true, false, false));
    assert_eq!(slice(json!({ "first": 2, "after": cursor })), (2, false, true, false));
    assert_eq!(slice(json!({ "before": cursor, "after": null })), (100, false, false, true));
    for (values, message) in [
        (json!({ "first": 1, "last": 1 }), "`first` and `last` cannot stand together"),
        (json!({ "first": -1 }), "`first` is -1; it cannot be negative"),
        (json!({ "last": 1_001 }), "`last` is 1001, and a page here has at most 1000"),
        (json!({ "after": "nonsense" }), "`after` is not a cursor of this list"),
        (json!({ "before": cursor, "orderBy": [{ "name": "ASC" }] }), "`before` is not a cursor"),
    ] {
        let error = refusal(people(), &values);
        assert!(error.to_string().starts_with(message), "{values}: {error}");
        let over = message.contains("at most");
        assert_eq!(error.code, ErrorCode::BadUserInput);
        assert_eq!(error.limit, over.then_some("page_size"));
    }
}

#[test]
fn the_limit_of_a_type_goes_before_that_of_the_server() {
    let limits = |default, max| EntityForm(people().0, Limit { default, max });
    let size = |form: EntityForm, values| match bound(form, &values) {
        Ok(page) => Ok(page.slice.size),
        Err(error) => Err(error.limit),
    };
    assert_eq!(size(limits(Some(3), Some(6)), json!({})), Ok(3));
    assert_eq!(size(limits(Some(3), Some(6)), json!({ "first": 6 })), Ok(6));
    assert_eq!(size(limits(Some(3), Some(6)), json!({ "first": 7 })), Err(Some("page_size")));
    assert_eq!(size(limits(None, Some(6)), json!({})), Ok(6), "no page is over the maximum");
    assert_eq!(size(limits(None, Some(5_000)), json!({ "last": 5_000 })), Ok(5_000));
}

#[test]
fn a_condition_that_is_null_is_refused() {
    for filter in [
        json!({ "score": { "eq": null } }),
        json!({ "name": { "contains": null } }),
        json!({ "name": { "exact": { "eq": null } } }),
        json!({ "born": { "gt": "2000", "lt": null } }),
        json!({ "langs": { "has": null } }),
        json!({ "id": { "in": null } }),
        json!({ "AND": [{ "NOT": { "height": { "lte": null } } }] }),
    ] {
        let error = refusal(people(), &json!({ "where": filter }));
        assert!(error.to_string().contains("` cannot be null"), "{filter}: {error}");
    }
    // An argument that is null as a whole is the same as none.
    assert!(entities(&json!({ "where": null })).filter.is_none());
}

#[test]
fn conditions_that_cannot_be_are_refused() {
    for (filter, message) in [
        (json!({ "born": { "lt": "soon" } }), "`where.born.lt`: \"soon\" is not a date"),
        (json!({ "born": { "in": ["2000", "2000-13"] } }), "`where.born.in[1]`: "),
        (json!({ "seen": { "eq": "2001-02-29" } }), "`where.seen.eq`: "),
        (json!({ "born": { "gte": true } }), "`where.born.gte` takes a date as a text"),
        (
            json!({ "seen": { "in": [["2001-02-28"]] } }),
            "`where.seen.in[0]` takes a date as a text",
        ),
        (
            json!({ "OR": [{}, { "NOT": { "name": { "matches": "(" } } }] }),
            "`where.OR[1].NOT.name.matches` is not a regular expression: ",
        ),
        (
            json!({ "born": { "possibly": { "during": { "from": "2000" } } } }),
            "`where.born.possibly.during.from` takes a full date",
        ),
        (
            json!({ "born": { "during": { "from": "2000-01-02", "to": "2000-01-01" } } }),
            "`where.born.during` ends before it starts",
        ),
        (
            json!({ "bodies": { "some": { "edge": { "AND": [{ "since": { "gt": "soon" } }] } } } }),
            "`where.bodies.some.edge.AND[0].since.gt`: \"soon\"",
        ),
        (
            json!({ "bodies": { "count": { "distinct": true } } }),
            "`where.bodies.count` compares the number with nothing",
        ),
        (
            json!({ "sources": { "none": { "url": { "exact": { "in": ["https://a.b", "a.b"] } } } } }),
            "`where.sources.none.url.exact.in[1]`: \"a.b\" is not a URL",
        ),
    ] {
        let error = refusal(people(), &json!({ "where": filter }));
        assert!(error.to_string().starts_with(message), "{filter}: {error}");
        assert_eq!(error.code, ErrorCode::BadUserInput);
    }
}

#[test]
fn scopes_and_languages_are_read_and_named_once() {
    let scope = |values| {
        let scope = bound(DegreeForm, &values).unwrap().scope;
        (scope.relations.map(|it| it.len()), scope.direction)
    };
    assert_eq!(scope(json!({})), (None, Direction::Both));
    let twice = json!({ "relations": ["MEMBER_OF", "MEMBER_OF"], "direction": "IN" });
    assert_eq!(scope(twice), (Some(1), Direction::In));
    assert_eq!(scope(json!({ "relations": [], "direction": "OUT" })), (Some(0), Direction::Out));
    let kinds = entities(&json!({ "kinds": ["Person", "Body", "Person"] })).kinds.unwrap();
    assert_eq!(kinds, ["Body", "Person"].map(|name| world().kind_by_name(name).unwrap()));
    let languages = bound(LanguageForm, &json!({ "lang": ["ru", "az"] })).unwrap();
    assert_eq!(languages.0, ["ru", "az"], "in the order of preference");
}

#[test]
fn ids_are_texts_and_not_null() {
    let ids = |values| match bound(ByIds, &values) {
        Ok(page) => Ok(page.ids),
        Err(error) => Err(error.argument),
    };
    assert_eq!(ids(json!({ "ids": ["a", 7] })), Ok(vec!["a".to_owned(), "7".to_owned()]));
    assert_eq!(ids(json!({ "ids": "a" })), Ok(vec!["a".to_owned()]));
    assert_eq!(ids(json!({ "ids": null })), Err(Some("ids")));
    assert_eq!(ids(json!({ "ids": ["a", null] })), Err(Some("ids")));
    assert_eq!(refusal(ById, &json!({})).argument, Some("id"));
}

/// Validation lets none of these pass. If it did, a name that nobody knows must not turn into
/// another condition or order.
#[test]
fn a_name_that_has_no_meaning_is_a_fault_of_ours() {
    for values in [
        json!({ "where": { "score": { "approximately": 3 } } }),
        json!({ "where": { "motto": { "approximately": "a" } } }),
        json!({ "where": { "motto": { "exact": { "isNull": true } } } }),
        json!({ "where": { "name": { "near": "a" } } }),
        json!({ "where": { "born": { "approximately": "2000" } } }),
        json!({ "where": { "born": { "possibly": { "around": "2000" } } } }),
        json!({ "where": { "langs": { "hasMost": ["a"] } } }),
        json!({ "where": { "weight": { "eq": 3 } } }),
        json!({ "where": { "bodies": { "most": {} } } }),
        json!({ "where": { "bodies": { "some": { "link": {} } } } }),
        json!({ "where": { "bodies": { "some": { "edge": { "weight": { "eq": 3 } } } } } }),
        json!({ "orderBy": [{ "weight": "ASC" }] }),
        json!({ "orderBy": [{ "name": "SIDEWAYS" }] }),
    ] {
        assert_eq!(refusal(people(), &values).code, ErrorCode::Internal, "{values}");
    }
    for order in [json!({ "link": { "since": "ASC" } }), json!({ "edge": { "weight": "ASC" } })] {
        assert_eq!(refusal(bodies(), &json!({ "orderBy": order })).code, ErrorCode::Internal);
    }
    let sideways = json!({ "direction": "SIDEWAYS" });
    assert_eq!(refusal(DegreeForm, &sideways).code, ErrorCode::Internal);
}

#[test]
fn values_of_lists_count_as_conditions() {
    let limits = Limits { filter_terms: 5, ..Limits::default() };
    let terms = |filter: serde_json::Value| {
        let world = world();
        let mut binder = Binder::new(&world, &limits);
        let target = Target::Kind(world.kind_by_name("Person").unwrap());
        binder.target_filter(target, &input(&filter)).map(|_| binder.terms)
    };
    assert_eq!(terms(json!({})).unwrap(), 0);
    assert_eq!(terms(json!({ "score": { "eq": 1 } })).unwrap(), 2);
    assert_eq!(terms(json!({ "score": { "in": [1, 2, 3, 4] } })).unwrap(), 5);
    assert_eq!(terms(json!({ "OR": [{ "score": { "gt": 1 } }, {}] })).unwrap(), 4);
    assert_eq!(terms(json!({ "bodies": { "some": { "edge": {} } } })).unwrap(), 3);
    for over in [
        json!({ "score": { "in": [1, 2, 3, 4, 5] } }),
        json!({ "OR": [{}, {}, {}, {}, {}, {}] }),
        json!({ "langs": { "hasAny": ["a", "a", "a", "a", "a"] } }),
    ] {
        assert_eq!(terms(over.clone()).unwrap_err().limit, Some("filter_terms"), "{over}");
    }
}

#[test]
fn too_many_conditions_are_told_of_the_argument_that_has_them() {
    let (world, limits) = (world(), Limits { filter_terms: 1, ..Limits::default() });
    let target = Target::Kind(world.kind_by_name("Person").unwrap());
    for argument in ["where", "edgeWhere", "avoid"] {
        let values = [(argument.to_owned(), input(&json!({ "AND": [{ "score": { "eq": 1 } }] })))];
        let mut binder = Binder::new(&world, &limits);
        let read =
            binder.filter(Values(&values), argument, |it, input| it.target_filter(target, input));
        let error = read.unwrap_err();
        assert_eq!(error.to_string(), format!("`{argument}` has more than 1 conditions"));
        assert_eq!(error.argument, Some(argument));
    }
}

/// A variable that was forgotten must not turn a condition off, at no level.
#[test]
fn no_condition_is_null() {
    let world = world();
    let target = Target::Kind(world.kind_by_name("Person").unwrap());
    let refused = |filter: serde_json::Value| {
        let limits = Limits::default();
        let mut binder = Binder::new(&world, &limits);
        let error = binder.target_filter(target, &input(&filter)).unwrap_err();
        assert_eq!(error.code, ErrorCode::BadUserInput, "{filter}");
        error.to_string()
    };
    for (filter, name, instead) in [
        (json!({ "name": null }), "name", ""),
        (json!({ "NOT": null }), "NOT", ""),
        (json!({ "OR": [{ "score": null }] }), "OR[0].score", ""),
        (json!({ "bodies": { "some": null } }), "bodies.some", ""),
        (
            json!({ "bodies": { "some": { "edge": { "title": null } } } }),
            "bodies.some.edge.title",
            "",
        ),
        (json!({ "bodies": { "none": { "node": null } } }), "bodies.none.node", ""),
        (json!({ "score": { "eq": null } }), "score.eq", ", or ask with `isNull: true`"),
        (json!({ "score": { "isNull": null } }), "score.isNull", ""),
        (json!({ "name": { "exact": { "eq": null } } }), "name.exact.eq", ""),
        (json!({ "langs": { "has": null } }), "langs.has", ", or ask with `isEmpty: true`"),
        (json!({ "langs": { "isEmpty": null } }), "langs.isEmpty", ""),
    ] {
        let message = refused(filter.clone());
        let start = format!("`{name}` cannot be null: ");
        let end = format!("; leave it out{instead}");
        assert!(message.starts_with(&start) && message.ends_with(&end), "{filter}: {message}");
    }
}

#[test]
fn fields_are_compared_by_their_paths() {
    let refused = |comparison: serde_json::Value| {
        let error = refusal(people(), &json!({ "where": { "compare": comparison } }));
        assert_eq!(error.code, ErrorCode::BadUserInput);
        error.to_string()
    };
    for (comparison, message) in [
        (
            json!({ "field": "borne", "lt": "seen" }),
            "`where.compare[0].field`: there is no field `borne` to compare here; there are \
             `bodies.count`, `born`, `degree`, `height`, `id`, `motto`, `name`, `score`, `seen`",
        ),
        (
            json!({ "field": "born", "lt": "from.since" }),
            "`where.compare[0].lt`: there is no field `from` to compare here: it belongs to links, \
             which are compared in the `edge` of a relation, as in \
             `edge: {compare: [{field: \"since\", lt: \"from.born\"}]}`",
        ),
        (
            json!([{ "field": "id", "eq": "id" }, { "field": "born", "lt": "score" }]),
            "`where.compare[1].lt`: `score` is a number, and `born` is a date; fields of one type \
             can be compared",
        ),
        (
            json!({ "field": "id", "gt": "id" }),
            "`where.compare[0].gt`: `id` is the id of an entity, which has no order; compare with \
             `eq` or `ne`",
        ),
        (
            json!({ "field": "born" }),
            "`where.compare[0]` compares `born` with nothing; add the other field, such as \
             `lt: \"born\"`",
        ),
        (
            json!({ "field": "bodies", "lt": "score" }),
            "`where.compare[0].field`: `bodies` leads to many entities; compare their number, \
             `bodies.count`",
        ),
        (
            json!({ "field": "score", "lt": "langs" }),
            "`where.compare[0].lt`: `langs` is a list, which cannot be compared",
        ),
        (
            json!({ "field": "born.year", "lt": "seen" }),
            "`where.compare[0].field`: `born` has no fields that `compare` could look into",
        ),
    ] {
        assert_eq!(refused(comparison), message);
    }
    for comparison in [
        json!([{ "field": "born", "lt": "seen", "ne": "born" }]),
        json!({ "field": "bodies.count", "gte": "score" }),
        json!({ "field": "height", "eq": "score" }),
    ] {
        entities(&json!({ "where": { "compare": comparison } }));
    }
    let edge = |comparison: serde_json::Value| {
        bound(bodies(), &json!({ "where": { "edge": { "compare": comparison } } }))
    };
    edge(json!({ "field": "since", "lt": "to.since" })).unwrap();
    edge(json!({ "field": "title", "eq": "from.motto" })).unwrap();
    for (field, known) in [
        ("from.sins", "`sins` to compare here; there are `bodies.count`, `born`, "),
        (
            "node.born",
            "`node.born` to compare here; there are `at`, `from.bodies.count`, `from.born`, \
             `from.degree`, ",
        ),
    ] {
        let error = edge(json!({ "field": field, "eq": "title" })).unwrap_err().to_string();
        let start = format!("`where.edge.compare[0].field`: there is no field {known}");
        assert!(error.starts_with(&start), "{error}");
    }
}
