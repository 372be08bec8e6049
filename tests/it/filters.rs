//! Filters against a slow definition: every operator on every property of the toy world.
//!
//! The values come from the API without a filter; what a filter must leave of them is
//! computed here, from the descriptions of the operators alone.

use crate::support::{Dice, data, ids, largest, limit_of, small, toy};
use corridor::{
    names::{comparison_key, fold, fold_with_signs, has_signs, keys},
    ontology::{Cardinality, Kind, Property, RelationField, Scalar},
    value::PartialDate,
    value::url,
};
use regex::Regex;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A list whose filter is tested, and a condition's place in `where`.
struct Place {
    /// A query with the variable `$where`; `list` in it has `nodes` or `edges` with ids.
    query: String,
    /// Keys on the way to the condition: `edge`.
    path: Vec<&'static str>,
    /// The items: id and value of the property.
    items: Vec<(String, Value)>,
}

impl Place {
    /// The ids of the items that pass a condition on a property.
    fn passing(&self, property: &str, condition: &Value) -> BTreeSet<String> {
        let mut filter = json!({ property: condition });
        for key in self.path.iter().rev() {
            filter = json!({ *key: filter });
        }
        passing(&self.query, &filter)
    }
}

fn passing(query: &str, filter: &Value) -> BTreeSet<String> {
    let found = data(toy(), query, Some(&json!({ "where": filter }).to_string()));
    let first = || &found.as_object().unwrap().values().next().unwrap()["list"];
    let list = found.get("list").unwrap_or_else(first);
    let items = list.get("nodes").unwrap_or_else(|| &list["edges"]);
    ids(items).into_iter().map(str::to_owned).collect()
}

/// The types of the fields of an input object, by name.
fn input_fields(name: &str) -> Vec<(String, String)> {
    let query =
        format!("{{ __type(name: \"{name}\") {{ inputFields {{ name type {{ name }} }} }} }}");
    let found = data(toy(), &query, None);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let fields = found["__type"]["inputFields"].as_array().unwrap().iter();
    fields.map(|field| (text(&field["name"]), text(&field["type"]["name"]))).collect()
}

/// Operands for an operator, made of the values that there are and some beside them.
fn operands(operator: &str, scalar: Scalar, values: &[Value]) -> Vec<Value> {
    let flat = values.iter().flat_map(|value| match value {
        Value::Array(items) => items.clone(),
        Value::Null => Vec::new(),
        one => vec![one.clone()],
    });
    let mut some: Vec<Value> = flat.collect();
    some.extend(beside(scalar, &some));
    // Only what asks for a part of a URL takes other texts than URLs.
    if scalar == Scalar::Url && !["contains", "startsWith", "endsWith"].contains(&operator) {
        some.retain(|it| it.as_str().is_some_and(url::is_url));
        some.push("HTTP://LAMP.EXAMPLE/".into());
    }
    some.dedup();
    match operator {
        "isNull" | "isEmpty" => vec![json!(true), json!(false)],
        "matches" => {
            ["^[A-Z]", "ə", "\\d+", "(?i)LAMP", "^$", "\\bof\\b"].map(Value::from).to_vec()
        }
        "in" | "notIn" | "hasAny" | "hasAll" => {
            let pairs = some.windows(2).map(|pair| json!(pair));
            pairs.chain([json!([])]).chain(some.first().map(|one| json!([one]))).collect()
        }
        "before" | "after" => some.into_iter().filter(|it| *it != "?").collect(),
        "during" => RANGES.map(range).to_vec(),
        "possibly" | "certainly" => {
            let pairs = RANGES.map(|days| json!({ "before": "2019~", "during": range(days) }));
            let one = |name: &'static str| move |date: &Value| json!({ name: date });
            let known: Vec<Value> = some.into_iter().filter(|it| *it != "?").collect();
            let before = known.iter().map(one("before"));
            let after = known.iter().map(one("after"));
            let during = RANGES.map(|days| json!({ "during": range(days) }));
            before.chain(after).chain(during).chain(pairs).chain([json!({})]).collect()
        }
        _ => some,
    }
}

/// Days in a row, as `during` takes them.
const RANGES: [(Option<&str>, Option<&str>); 6] = [
    (None, None),
    (Some("2019-05-03"), Some("2019-05-03")),
    (Some("2019-01-01"), Some("2019-12-31")),
    (Some("2019-05-04"), None),
    (None, Some("1980-01-01")),
    (Some("1900-01-01"), Some("2010-06-30")),
];

fn range((from, to): (Option<&str>, Option<&str>)) -> Value {
    // An end that is null is as open as one that is absent.
    let from = from.map(|from| json!({ "from": from })).unwrap_or_else(|| json!({}));
    let mut range = from;
    range["to"] = json!(to);
    range
}

fn beside(scalar: Scalar, values: &[Value]) -> Vec<Value> {
    match scalar {
        Scalar::Int => [i32::MIN, -1, 0, 1, 100, i32::MAX].map(Value::from).to_vec(),
        Scalar::Float => [json!(0), json!(-1.5), json!(1.75), json!(1e300)].to_vec(),
        Scalar::Boolean => vec![json!(true), json!(false)],
        Scalar::PartialDate => [
            "2019",
            "2019-05",
            "2019-05-03",
            "1980",
            "1980~",
            "1961-04?",
            "?",
            "0001",
            "9999-12-31",
        ]
        .map(Value::from)
        .to_vec(),
        Scalar::Date => ["2001-01-01", "2019-06-02"].map(Value::from).to_vec(),
        Scalar::String | Scalar::Url | Scalar::Id => {
            let texts = values.iter().filter_map(Value::as_str);
            let parts = texts.flat_map(|text| {
                let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |it| it.0);
                [&text[..middle], &text[middle..]].map(str::to_uppercase)
            });
            parts
                .chain(["", "zz", "ОРВИН", "\"", "&", "» "].map(str::to_owned))
                .map(Value::from)
                .collect()
        }
        Scalar::Json | Scalar::Enum(_) => Vec::new(),
        // The toy world has none: see `scalars.rs`.
        Scalar::BigInt | Scalar::Decimal | Scalar::DateTime | Scalar::Structured(_) => Vec::new(),
    }
}

/// Whether a value passes a condition with one operator: the slow definition.
fn passes(scalar: Scalar, value: &Value, operator: &str, operand: &Value) -> bool {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    match operator {
        "isNull" => return value.is_null() == (*operand == true),
        "isEmpty" => return list(value).is_empty() == (*operand == true),
        "has" => return list(value).iter().any(|it| alike(scalar, it, operand)),
        "hasAny" | "hasAll" => {
            let has = |wanted: &Value| list(value).iter().any(|it| alike(scalar, it, wanted));
            let wanted = list(operand);
            let mut wanted = wanted.iter();
            return if operator == "hasAny" { wanted.any(has) } else { wanted.all(has) };
        }
        "ne" => return value.is_null() || !passes(scalar, value, "eq", operand),
        "in" => return list(operand).iter().any(|it| passes(scalar, value, "eq", it)),
        "notIn" => return list(operand).iter().all(|it| passes(scalar, value, "ne", it)),
        "possibly" | "certainly" if operand.as_object().unwrap().is_empty() => return true,
        _ if value.is_null() => return false,
        _ => {}
    }
    match scalar {
        Scalar::String | Scalar::Url => {
            let (text, wanted) = (value.as_str().unwrap(), operand.as_str().unwrap());
            if operator == "matches" {
                return Regex::new(wanted).unwrap().is_match(text);
            }
            let key =
                if is_part_with_signs(operator, wanted) { fold_with_signs } else { comparison_key };
            text_passes(&key(text), operator, &key(wanted))
        }
        Scalar::Int | Scalar::Float => {
            let (number, wanted) = (value.as_f64().unwrap(), operand.as_f64().unwrap());
            compared(number.partial_cmp(&wanted).unwrap(), operator)
        }
        Scalar::PartialDate | Scalar::Date => {
            let date = |value: &Value| value.as_str().unwrap().parse::<PartialDate>().unwrap();
            if let "before" | "after" | "during" | "possibly" | "certainly" = operator {
                return lies(date(value), operator, operand, false);
            }
            let (date, wanted) = (date(value), date(operand));
            let (from, to) = (date.earliest(), date.latest());
            match operator {
                "eq" => (from, to) == (wanted.earliest(), wanted.latest()),
                "lt" => to < wanted.earliest(),
                "gt" => from > wanted.latest(),
                "lte" => to <= wanted.latest(),
                "gte" => from >= wanted.earliest(),
                other => panic!("{other} on dates"),
            }
        }
        Scalar::Id | Scalar::Boolean | Scalar::Enum(_) if operator == "eq" => value == operand,
        _ => panic!("{operator} on {scalar:?}"),
    }
}

/// Where in time a date lies, day by day: one of the days that it can mean, or all of them. What
/// several operators ask together they ask of one day.
fn lies(date: PartialDate, operator: &str, operand: &Value, all: bool) -> bool {
    if let "possibly" | "certainly" = operator {
        let asked: Vec<_> = operand.as_object().unwrap().iter().collect();
        let inside = |day| asked.iter().all(|(name, operand)| is_inside(day, name, operand));
        return lies_inside(date, operand, operator == "certainly", &inside);
    }
    lies_inside(date, operand, all, &|day| is_inside(day, operator, operand))
}

fn is_inside(it: i32, operator: &str, operand: &Value) -> bool {
    let day = |value: &Value| value.as_str().unwrap().parse::<PartialDate>().unwrap();
    match operator {
        "before" => it < day(operand).earliest(),
        "after" => it > day(operand).latest(),
        _ => {
            let end = |name: &str| operand.get(name).filter(|it| !it.is_null()).map(day);
            end("from").is_none_or(|from| it >= from.earliest())
                && end("to").is_none_or(|to| it <= to.latest())
        }
    }
}

fn lies_inside(
    date: PartialDate,
    operand: &Value,
    all: bool,
    inside: &dyn Fn(i32) -> bool,
) -> bool {
    let written = date.to_string();
    if written == "?" {
        // Any day at all, and nothing is sure. If one is inside, one beside a bound is.
        let text = operand.to_string();
        let bounds = text.split('"').filter_map(|it| it.parse::<PartialDate>().ok());
        let near = bounds.flat_map(|it| [it.earliest() - 1, it.earliest(), it.latest() + 1]);
        return !all && near.chain([0]).any(inside);
    }
    let mut days = date.earliest()..=date.latest();
    if all { !written.ends_with(['?', '~']) && days.all(inside) } else { days.any(inside) }
}

/// The same of a name: any key of one for any of the other, an order by the folds; a part is
/// told by the fold, and by other keys if they are not too short.
fn name_passes(scalar: Scalar, name: &Value, operator: &str, operand: &Value) -> bool {
    let (text, list) = (name.as_str().unwrap(), operand.as_array());
    let same = |wanted: &Value| {
        let wanted = wanted.as_str().unwrap();
        if [text, wanted].iter().any(|it| comparison_key(it) != fold(it)) {
            return comparison_key(text) == comparison_key(wanted);
        }
        let wanted = keys(wanted, None);
        keys(text, None).iter().any(|key| wanted.contains(key))
    };
    match operator {
        "eq" => same(operand),
        "ne" => !same(operand),
        "in" => list.unwrap().iter().any(same),
        "notIn" => !list.unwrap().iter().any(same),
        "contains" | "startsWith" | "endsWith"
            if !is_part_with_signs(operator, operand.as_str().unwrap()) =>
        {
            let wanted = keys(operand.as_str().unwrap(), None);
            let long = wanted.iter().skip(1).filter(|key| key.len() >= 4);
            let mut told = wanted.first().into_iter().chain(long);
            told.any(|key| keys(text, None).iter().any(|own| text_passes(own, operator, key)))
        }
        _ => passes(scalar, name, operator, operand),
    }
}

/// Whether a part is asked for that is sought with its signs.
fn is_part_with_signs(operator: &str, wanted: &str) -> bool {
    matches!(operator, "contains" | "startsWith" | "endsWith") && has_signs(wanted)
}

/// Items of lists are alike if single values would be equal.
fn alike(scalar: Scalar, item: &Value, wanted: &Value) -> bool {
    match scalar {
        Scalar::String | Scalar::Url => passes(scalar, item, "eq", wanted),
        Scalar::Float => item.as_f64() == wanted.as_f64(),
        _ => item == wanted,
    }
}

fn text_passes(text: &str, operator: &str, wanted: &str) -> bool {
    match operator {
        "contains" => text.contains(wanted),
        "startsWith" => text.starts_with(wanted),
        "endsWith" => text.ends_with(wanted),
        _ => compared(text.cmp(wanted), operator),
    }
}

fn compared(ordering: std::cmp::Ordering, operator: &str) -> bool {
    match operator {
        "eq" => ordering.is_eq(),
        "lt" => ordering.is_lt(),
        "gt" => ordering.is_gt(),
        "lte" => ordering.is_le(),
        "gte" => ordering.is_ge(),
        other => panic!("{other} on values with an order"),
    }
}

/// Checks every operator of a filter type on a property. Returns how many conditions it held.
fn check(place: &Place, property: &str, scalar: Scalar, filter_type: &str) -> usize {
    let values: Vec<Value> = place.items.iter().map(|(_, value)| value.clone()).collect();
    let mut checked = 0;
    for (operator, operator_type) in input_fields(filter_type) {
        if operator == "exact" {
            checked += check_exact(place, property, &operator_type, &values);
            continue;
        }
        for operand in operands(&operator, scalar, &values) {
            let condition = json!({ &operator: &operand });
            let expected = place.items.iter();
            let passes = if property == "name" { name_passes } else { passes };
            let expected = expected.filter(|(_, it)| passes(scalar, it, &operator, &operand));
            let expected: BTreeSet<String> = expected.map(|(id, _)| id.clone()).collect();
            assert_eq!(
                place.passing(property, &condition),
                expected,
                "{property} {condition} of {values:?}\n{}",
                place.query
            );
            checked += 1;
        }
    }
    checked
}

/// `exact`: the same operators letter by letter.
fn check_exact(place: &Place, property: &str, filter_type: &str, values: &[Value]) -> usize {
    let mut checked = 0;
    for (operator, _) in input_fields(filter_type) {
        for operand in operands(&operator, Scalar::String, values) {
            let condition = json!({ "exact": { &operator: &operand } });
            let list = operand.as_array();
            let one = |text: &str| match operator.as_str() {
                "ne" => operand != text,
                "in" => list.unwrap().iter().any(|it| it == text),
                "notIn" => list.unwrap().iter().all(|it| it != text),
                operator => text_passes(text, operator, operand.as_str().unwrap()),
            };
            let absent = matches!(operator.as_str(), "ne" | "notIn");
            let expected = place.items.iter();
            let expected = expected.filter(|(_, value)| value.as_str().map_or(absent, one));
            let expected: BTreeSet<String> = expected.map(|(id, _)| id.clone()).collect();
            assert_eq!(place.passing(property, &condition), expected, "{property} {condition}");
            checked += 1;
        }
    }
    checked
}

/// The properties that can be filtered, with the types of their filters.
fn filtered<'p>(properties: &'p [Property], where_type: &str) -> Vec<(&'p str, Scalar, String)> {
    let fields = input_fields(where_type);
    let filter = |property: &'p Property| {
        let (_, ty) = fields.iter().find(|(name, _)| *name == property.name)?;
        Some((property.name.as_str(), property.ty.scalar, ty.clone()))
    };
    properties.iter().filter_map(filter).collect()
}

#[test]
fn every_operator_on_every_property_of_entities() {
    let ontology = toy().ontology();
    let mut scalars = BTreeSet::new();
    let mut checked = 0;
    for (_, kind) in ontology.kinds() {
        let where_type = format!("{}Where", kind.name);
        let built_in = [
            ("id", Scalar::Id, "IDFilter"),
            ("name", Scalar::String, "StringFilter"),
            ("degree", Scalar::Int, "IntFilter"),
        ];
        let mut properties = filtered(&kind.properties, &where_type);
        assert_eq!(properties.len(), kind.properties.len(), "each property has its filter");
        properties.extend(built_in.map(|(name, scalar, ty)| (name, scalar, ty.to_owned())));
        for (name, scalar, filter_type) in properties {
            let plural = &kind.plural;
            let first = largest(&[kind.limit]);
            let query = format!(
                "query($where: {where_type}) {{ list: {plural}(where: $where, first: {first}) {{ nodes {{ id value: {name} }} }} }}"
            );
            let place = Place { items: items(&query, "nodes"), query, path: Vec::new() };
            assert!(place.items.len() > 2, "{plural} has no items to speak of");
            checked += check(&place, name, scalar, &filter_type);
            scalars.insert(format!("{scalar:?} {}", filter_type.contains("List")));
        }
    }
    assert!(checked > 2_000, "only {checked} conditions");
    assert!(scalars.len() >= 15, "only {scalars:?}");
}

/// Items of an unfiltered list: id and value.
fn items(query: &str, member: &str) -> Vec<(String, Value)> {
    let found = data(toy(), query, None);
    let first = || &found.as_object().unwrap().values().next().unwrap()["list"];
    let list = found.get("list").unwrap_or_else(first);
    let items = list[member].as_array().unwrap().iter();
    items.map(|it| (it["id"].as_str().unwrap().to_owned(), it["value"].clone())).collect()
}

#[test]
fn every_operator_on_every_property_of_links() {
    let owners = [
        (
            "person(id: \"orvin\")",
            "posts(first: 6, where: $where)",
            "PostTenureLinkWhere",
            "Tenure",
        ),
        ("post(id: \"lamplighter\")", "holders(where: $where)", "PersonTenureLinkWhere", "Tenure"),
        ("person(id: \"orvin\")", "met(where: $where)", "PersonEncounterLinkWhere", "Encounter"),
        (
            "project(id: \"lantern-bridge\")",
            "signatories(where: $where)",
            "ActorSignatureLinkWhere",
            "Signature",
        ),
        ("event(id: \"council-2\")", "about(where: $where)", "SubjectMentionLinkWhere", "Mention"),
        (
            "organization(id: \"pearl-works\")",
            "units(where: $where)",
            "OrganizationStakeLinkWhere",
            "Stake",
        ),
    ];
    let ontology = toy().ontology();
    let date = |name| (name, Scalar::PartialDate, "PartialDateFilter".to_owned());
    let mut checked = 0;
    for (owner, field, where_type, properties) in owners {
        let edge_type = format!("{properties}Where");
        let (_, definition) =
            ontology.link_property_types().find(|(_, it)| it.name == properties).unwrap();
        let mut all = filtered(&definition.properties, &edge_type);
        assert_eq!(all.len(), definition.properties.len(), "each property has its filter");
        all.extend([date("at"), date("since"), date("until")]);
        all.push(("note", Scalar::String, "StringFilter".to_owned()));
        // Of these only equality is looked at, so the number of their type is no matter.
        let word = Scalar::Enum(corridor::ontology::EnumId(0));
        all.push(("status", word, "LinkStatusFilter".to_owned()));
        all.push(("evidence", word, "EvidenceFilter".to_owned()));
        for (name, scalar, filter_type) in all {
            let query = format!(
                "query($where: {where_type}) {{ {owner} {{ list: {field} {{ edges {{ id value: {name} }} }} }} }}"
            );
            let mut items = items(&query, "edges");
            let disputed = self::items(
                &query.replace(&format!("value: {name} "), "value: disputed "),
                "edges",
            );
            for ((_, value), (_, disputed)) in items.iter_mut().zip(disputed) {
                if disputed.as_array().unwrap().contains(&json!(name)) && scalar.is_date() {
                    // A disputed date without a mark counts like one with a mark.
                    *value = json!(format!("{}?", value.as_str().unwrap()));
                }
            }
            let place = Place { items, query, path: vec!["edge"] };
            checked += check(&place, name, scalar, &filter_type);
        }
    }
    assert!(checked > 1_000, "only {checked} conditions");
}

/// A relation field as a table: for each entity, how many links it has, and how many that
/// lead to entities with at least so many links.
fn relation_table(kind: &Kind, field: &RelationField) -> Vec<(String, Vec<u64>)> {
    let (plural, first) = (&kind.plural, largest(&[kind.limit]).min(50));
    let (name, size) = (&field.name, largest(&[field.limit, limit_of(toy(), field.target)]));
    let query = format!(
        "{{ list: {plural}(first: {first}) {{ nodes {{ id value: {name}(first: {size}) {{ nodes {{ ... on Entity {{ degree }} }} }} }} }} }}"
    );
    let degrees = |value: &Value| {
        let nodes = value["nodes"].as_array().unwrap().iter();
        nodes.map(|node| node["degree"].as_u64().unwrap()).collect()
    };
    items(&query, "nodes").into_iter().map(|(id, value)| (id, degrees(&value))).collect()
}

#[test]
fn every_quantifier_on_every_relation() {
    let ontology = toy().ontology();
    let mut checked = 0;
    for (_, kind) in ontology.kinds() {
        let (name, plural, first) = (&kind.name, &kind.plural, largest(&[kind.limit]));
        let query = format!(
            "query($where: {name}Where) {{ list: {plural}(where: $where, first: {first}) {{ nodes {{ id }} }} }}"
        );
        for field in kind.relations.iter().filter(|it| it.cardinality == Cardinality::Many) {
            let table = relation_table(kind, field);
            let check = |condition: Value, holds: &dyn Fn(&[u64]) -> bool| {
                let expected = table.iter().filter(|(_, degrees)| holds(degrees));
                let expected: BTreeSet<String> = expected.map(|(id, _)| id.clone()).collect();
                let filter = json!({ &field.name: condition });
                assert_eq!(passing(&query, &filter), expected, "{query} {filter}");
            };
            for least in [0, 3, 8] {
                let one = json!({ "node": { "degree": { "gte": least } } });
                let like = |degrees: &[u64]| degrees.iter().filter(|it| **it >= least).count();
                check(json!({ "some": one }), &|it| like(it) > 0);
                check(json!({ "none": one }), &|it| like(it) == 0);
                check(json!({ "single": one }), &|it| like(it) == 1);
                check(json!({ "all": one }), &|it| like(it) == it.len());
                check(json!({ "some": one, "count": { "lt": 3 } }), &|it| {
                    like(it) > 0 && it.len() < 3
                });
                checked += 5;
            }
            for count in 0..4_usize {
                check(json!({ "count": { "eq": count } }), &|it| it.len() == count);
                check(json!({ "count": { "ne": count } }), &|it| it.len() != count);
                check(json!({ "count": { "gt": count } }), &|it| it.len() > count);
                check(json!({ "count": { "lte": count } }), &|it| it.len() <= count);
                check(json!({ "count": { "in": [count, 7] } }), &|it| {
                    it.len() == count || it.len() == 7
                });
            }
            // Each link is like nothing in particular.
            check(json!({ "some": {} }), &|it| !it.is_empty());
            check(json!({ "none": {} }), &<[u64]>::is_empty);
            check(json!({ "single": {} }), &|it| it.len() == 1);
            check(json!({ "all": {} }), &|_| true);
        }
    }
    assert!(checked > 300, "only {checked} conditions");
}

/// `AND`, `OR` and `NOT` are what they are on sets.
#[test]
fn conditions_combine_as_sets_do() {
    let query = "query($where: PersonWhere) { list: people(where: $where) { nodes { id } } }";
    let all = passing(query, &json!({}));
    let simple = [
        json!({ "score": { "gte": 0 } }),
        json!({ "handle": { "isNull": true } }),
        json!({ "skills": { "has": "SINGING" } }),
        json!({ "born": { "lt": "1980" } }),
        json!({ "posts": { "some": { "edge": { "acting": { "eq": true } } } } }),
        json!({ "met": { "count": { "gt": 1 } } }),
        json!({ "OR": [] }),
        json!({ "AND": [] }),
        json!({}),
    ];
    let sets: Vec<(Value, BTreeSet<String>)> =
        simple.into_iter().map(|it| (it.clone(), passing(query, &it))).collect();
    assert!(sets[6].1.is_empty() && sets[7].1 == all && sets[8].1 == all);
    let mut dice = Dice::new(3);
    for _ in 0..300 {
        let (filter, expected) = combine(&sets, &all, 3, &mut dice);
        assert_eq!(passing(query, &filter), expected, "{filter}");
    }
}

fn combine(
    simple: &[(Value, BTreeSet<String>)],
    all: &BTreeSet<String>,
    depth: usize,
    dice: &mut Dice,
) -> (Value, BTreeSet<String>) {
    let form = if depth == 0 { 0 } else { dice.roll(5) };
    let mut several = || {
        let count = 1 + dice.roll(3);
        (0..count).map(|_| combine(simple, all, depth - 1, dice)).unzip::<_, _, Vec<_>, Vec<_>>()
    };
    let common = |sets: &[BTreeSet<String>]| {
        let inside = |id: &&String| sets.iter().all(|set| set.contains(*id));
        all.iter().filter(inside).cloned().collect::<BTreeSet<_>>()
    };
    match form {
        1 => {
            let (filters, sets) = several();
            (json!({ "AND": filters }), common(&sets))
        }
        2 => {
            let (filters, sets) = several();
            (json!({ "OR": filters }), sets.into_iter().flatten().collect())
        }
        3 => {
            let (filter, set) = combine(simple, all, depth - 1, dice);
            (json!({ "NOT": filter }), all - &set)
        }
        // Several fields of one object must all hold.
        4 => {
            let (filters, sets) = several();
            let (filter, set) = dice.pick(simple).clone();
            let mut fields = filter.as_object().unwrap().clone();
            let together =
                if fields.contains_key("AND") { common(&sets) } else { &common(&sets) & &set };
            fields.insert("AND".to_owned(), json!(filters));
            (Value::Object(fields), together)
        }
        _ => dice.pick(simple).clone(),
    }
}

/// Which of five texts that are signs alone, and which of those with signs beside letters.
#[test]
fn texts_differ_by_the_signs_of_their_words() {
    let world = small(
        "signs",
        "type Q @node { t: String many: [String!] }",
        "Q:\n  plus: {name: \"C\", t: \"+\", many: [\"Төрөбаев\", \"C++\"]}\n  minus: {name: \"C++\", t: \"-\"}\n  \
         happy: {name: \"C#\", t: \"😀\"}\n  sad: {name: \"+\", t: \"😢\"}\n  empty: {name: \"Kara-Balta\", t: \"\"}\n  \
         five: {name: D, t: \"5 C A\"}\n  less: {name: E, t: \"-5 C++ A+\"}\n",
    );
    let found = |condition: &str| {
        let query = format!("{{ qs(where: {condition}) {{ nodes {{ id }} }} }}");
        let found = data(&world, &query, None);
        ids(&found["qs"]["nodes"]).join(" ")
    };
    for (condition, expected) in [
        ("{t: {eq: \"+\"}}", "plus"),
        ("{t: {ne: \"+\"}}", "empty five happy less minus sad"),
        ("{t: {in: [\"😀\"]}}", "happy"),
        ("{t: {contains: \"+\"}}", "less plus"),
        ("{t: {eq: \"\"}}", "empty"),
        ("{t: {eq: \"5 c a\"}}", "five"),
        ("{t: {eq: \"-5 c++ a+\"}}", "less"),
        ("{t: {contains: \"-5\"}}", "less"),
        ("{t: {contains: \"c++\"}}", "less"),
        ("{t: {endsWith: \"А+\"}}", "less"),
        ("{t: {startsWith: \"5\"}}", "five"),
        // Punctuation makes no difference beside signs either.
        ("{t: {contains: \"(c++)\"}}", "less"),
        ("{t: {startsWith: \"-5.\"}}", "less"),
        ("{t: {endsWith: \"c++, A+!\"}}", "less"),
        ("{t: {contains: \"(5)\"}}", "five less"),
        ("{t: {contains: \" \"}}", "five less"),
        ("{name: {contains: \"(C++)\"}}", "minus"),
        ("{name: {endsWith: \"c#,\"}}", "happy"),
        ("{many: {has: \"(C++)\"}}", "plus"),
        ("{name: {eq: \"C\"}}", "plus"),
        ("{name: {eq: \"c++\"}}", "minus"),
        ("{name: {in: [\"C#\", \"+\"]}}", "happy sad"),
        ("{name: {notIn: [\"C#\", \"C\"]}}", "empty five less minus sad"),
        ("{name: {contains: \"c+\"}}", "minus"),
        ("{name: {startsWith: \"кара-\"}}", "empty"),
        ("{names: {eq: \"Kara Balta\"}}", "empty"),
        ("{many: {has: \"torobaev\"}}", "plus"),
        ("{many: {hasAny: [\"c\", \"TÖRÖBAEV\"]}}", "plus"),
        ("{many: {hasAll: [\"c++\", \"Торобаев\", \"TÖRÖBAEV\"]}}", "plus"),
        ("{many: {hasAll: [\"c\", \"torobaev\"]}}", ""),
    ] {
        assert_eq!(found(condition), expected, "{condition}");
    }
}

/// Marks of dates make no difference for the operators of lists, as for `eq`.
#[test]
fn dates_of_lists_are_compared_without_their_marks() {
    let world = small(
        "marks",
        "type Q @node { dates: [PartialDate!] born: PartialDate }",
        "Q:\n  exact: {name: A, born: \"2000\", dates: [\"2000\", \"2001-05\"]}\n  \
         about: {name: B, born: \"2000~\", dates: [\"2000~\"]}\n  none: {name: C, dates: [\"2001\", \"?\"]}\n",
    );
    let found = |condition: &str| {
        let query = format!("{{ qs(where: {condition}) {{ nodes {{ id }} }} }}");
        let found = data(&world, &query, None);
        ids(&found["qs"]["nodes"]).join(" ")
    };
    for (condition, expected) in [
        ("{born: {eq: \"2000\"}}", "about exact"),
        ("{dates: {has: \"2000\"}}", "about exact"),
        ("{dates: {has: \"2000~\"}}", "about exact"),
        ("{dates: {has: \"2001\"}}", "none"),
        ("{dates: {hasAll: [\"2000?\", \"2001-05\"]}}", "exact"),
        ("{dates: {hasAny: [\"2001-05~\", \"?\"]}}", "exact none"),
    ] {
        assert_eq!(found(condition), expected, "{condition}");
    }
}

/// Soft hyphens, joiners and marks of direction are no part of a text.
#[test]
fn what_nobody_sees_tells_no_texts_apart() {
    let world = small(
        "invisible",
        "type Q @node { t: String }",
        "Q:\n  shy: {name: \"Soft\\u00ADhyphen\", t: \"so\\u200Bft\"}\n  zwnj: {name: \"می\\u200Cخواهم\"}\n  \
         rlm: {name: \"בנ\\u200Fימ\"}\n  wj: {name: \"Soft\\u2060hyphen\"}\n",
    );
    let found = |condition: &str| {
        let query = format!("{{ qs(where: {condition}) {{ nodes {{ id }} }} }}");
        let found = data(&world, &query, None);
        ids(&found["qs"]["nodes"]).join(" ")
    };
    assert_eq!(found("{name: {contains: \"Softhyphen\"}}"), "shy wj");
    assert_eq!(found("{name: {eq: \"میخواهم\"}}"), "zwnj");
    assert_eq!(found("{name: {eq: \"בנימ\"}}"), "rlm");
    assert_eq!(found("{t: {eq: \"soft\"}}"), "shy");
    assert_eq!(found("{name: {eq: \"Soft hyphen\"}}"), "");
    let hits = data(&world, "{ search(query: \"softhyphen\") { nodes { highlight } } }", None);
    assert_eq!(hits["search"]["nodes"].as_array().unwrap().len(), 2, "{hits}");
}
