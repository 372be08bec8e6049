//! `groups` and `aggregate` against a slow definition: all pages of the same list are read, with
//! what the keys read of each item, and the test groups and adds up itself.

mod instants;
mod keys;

use crate::support::{Dice, data, largest, limit_of, load};
use corridor::{
    limits::Limits,
    ontology::{AbstractForm, Cardinality, Property, RelationField, Scalar, Target},
    snapshot::Snapshot,
};
use keys::{Key, Keys, Read, moment};
use serde_json::Value;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// Views, as arguments.
const VIEWS: [&str; 8] = [
    "",
    "",
    "",
    "asOf: \"2016-05-03\" ",
    "during: { from: \"2010-01-01\", to: \"2012-01-01\" } ",
    "asOf: \"2016-05-03\" certain: true ",
    "status: [ACTUAL] ",
    "status: [PLANNED, DISCUSSED] ",
];

/// A list: the document around it, the keys that lead to it, and its arguments.
struct List {
    before: String,
    after: String,
    name: String,
    arguments: String,
    most: usize,
    /// The target, and the relation field of a list of links.
    target: Target,
    field: Option<RelationField>,
}

impl List {
    fn ask(&self, snapshot: &Snapshot, arguments: &str, selection: &str) -> Value {
        let arguments = format!("{} {arguments}", self.arguments);
        let arguments = match arguments.trim() {
            "" => String::new(),
            some => format!("({some})"),
        };
        let Self { before, after, name, .. } = self;
        let query = format!("{{ {before} list: {name}{arguments} {{ {selection} }} {after} }}");
        let mut data = data(snapshot, &query, None);
        if data.get("entity").is_some() {
            data["entity"]["list"].take()
        } else {
            data["list"].take()
        }
    }

    /// What is selected of all items.
    fn all(&self, snapshot: &Snapshot, of_node: &str, of_edge: &str) -> Vec<Value> {
        let mut items = Vec::new();
        let mut after = String::new();
        loop {
            let page = self.ask(
                snapshot,
                &format!("first: {}{after}", self.most),
                &format!(
                    "pageInfo {{ hasNextPage endCursor }} \
                     edges {{ {of_edge} node {{ ... on Entity {{ own: id }} {of_node} }} }}"
                ),
            );
            items.extend(page["edges"].as_array().unwrap().iter().cloned());
            if page["pageInfo"]["hasNextPage"] != true {
                return items;
            }
            after = format!(", after: {}", page["pageInfo"]["endCursor"]);
        }
    }
}

/// Draws a list of entities or links with a filter, in a view.
fn list(snapshot: &Snapshot, dice: &mut Dice) -> List {
    let ontology = snapshot.ontology();
    let view = *dice.pick(&VIEWS);
    let kinds: Vec<_> = ontology.kinds().map(|(kind, _)| kind).collect();
    let kind = *dice.pick(&kinds);
    let many = |it: &&RelationField| it.cardinality == Cardinality::Many;
    let relations: Vec<_> = ontology.kind(kind).relations.iter().filter(many).collect();
    let nodes = snapshot.graph().nodes();
    let of_kind: Vec<u32> = nodes.of_kind(kind).collect();
    if dice.once_in(2) && !relations.is_empty() && !of_kind.is_empty() {
        let field = *dice.pick(&relations);
        let id = snapshot.graph().arena().text(nodes.ids()[*dice.pick(&of_kind) as usize]);
        let filter = filter(snapshot, dice, field.target, true);
        return List {
            before: format!("entity(id: \"{id}\") {{ ... on {} {{", ontology.kind(kind).name),
            after: "} }".to_owned(),
            name: field.name.clone(),
            arguments: format!("{view}{filter}"),
            most: largest(&[field.limit, limit_of(snapshot, field.target)]),
            target: field.target,
            field: Some(field.clone()),
        };
    }
    let interfaces = ontology.abstracts().filter(|(_, it)| it.plural.is_some());
    let interfaces = interfaces.map(|(id, it)| (Target::Abstract(id), it.plural.clone().unwrap()));
    let mut roots: Vec<_> = interfaces.collect();
    roots.push((Target::Kind(kind), ontology.kind(kind).plural.clone()));
    roots.push((Target::Entity, "entities".to_owned()));
    let (target, name) = dice.pick(&roots).clone();
    let filter = filter(snapshot, dice, target, false);
    let most = largest(&[limit_of(snapshot, target)]);
    let (before, after) = (String::new(), String::new());
    List { before, after, name, arguments: format!("{view}{filter}"), most, target, field: None }
}

/// `where`, or nothing: a condition on the entities that are listed, or that links lead to.
fn filter(snapshot: &Snapshot, dice: &mut Dice, target: Target, of_links: bool) -> String {
    if dice.once_in(2) {
        return String::new();
    }
    let condition = condition(snapshot, dice, target, 2);
    match (of_links, dice.once_in(3)) {
        (false, _) => format!("where: {condition} "),
        (true, true) => "where: { edge: { since: { isNull: true } } } ".to_owned(),
        (true, false) => format!("where: {{ node: {condition} }} "),
    }
}

fn condition(snapshot: &Snapshot, dice: &mut Dice, target: Target, depth: usize) -> String {
    let ontology = snapshot.ontology();
    let (properties, relations) = match target {
        Target::Kind(id) => (&ontology.kind(id).properties[..], &ontology.kind(id).relations[..]),
        Target::Abstract(id) => {
            let it = ontology.abstract_type(id);
            (&it.properties[..], &it.relations[..])
        }
        Target::Entity => (&[][..], &[][..]),
    };
    let single: Vec<&Property> = properties.iter().filter(|it| !it.ty.list).collect();
    match dice.roll(5) {
        0 if depth > 0 => {
            format!("{{ NOT: {} }}", condition(snapshot, dice, target, depth - 1))
        }
        1 if !single.is_empty() => {
            let name = &dice.pick(&single).name;
            format!("{{ {name}: {{ isNull: {} }} }}", dice.once_in(2))
        }
        2 if depth > 0 && !relations.is_empty() => {
            let field = dice.pick(relations).clone();
            let quantifier = *dice.pick(&["some", "none", "all"]);
            let node = condition(snapshot, dice, field.target, depth - 1);
            let link = match field.cardinality {
                Cardinality::Many => format!("{quantifier}: {{ node: {node} }}"),
                Cardinality::AtMostOne | Cardinality::ExactlyOne => format!("node: {node}"),
            };
            format!("{{ {}: {{ {link} }} }}", field.name)
        }
        3 => format!("{{ degree: {{ gt: {} }} }}", dice.roll(4)),
        _ => format!("{{ name: {{ contains: \"{}\" }} }}", dice.pick(&["a", "or", "th", "l"])),
    }
}

/// The numbers and dates that a list can sum up, of its entities and of its links.
fn summable(snapshot: &Snapshot, list: &List) -> Vec<(&'static str, String)> {
    let ontology = snapshot.ontology();
    let is_summed = |it: &&Property| {
        matches!(it.ty.scalar, Scalar::Int | Scalar::Float | Scalar::DateTime)
            || it.ty.scalar.is_date()
    };
    let names = |side, properties: &[Property]| -> Vec<(&'static str, String)> {
        properties.iter().filter(is_summed).map(|it| (side, it.name.clone())).collect()
    };
    let mut all = names("node", properties_of(snapshot, list.target));
    all.push(("node", "degree".to_owned()));
    if let Some(field) = &list.field {
        all.extend(names("edge", ontology.properties_of(field.relation)));
        all.extend(["at", "since", "until"].map(|time| ("edge", time.to_owned())));
    }
    all
}

fn properties_of(snapshot: &Snapshot, target: Target) -> &[Property] {
    match target {
        Target::Kind(id) => &snapshot.ontology().kind(id).properties,
        Target::Abstract(id) => &snapshot.ontology().abstract_type(id).properties,
        Target::Entity => &[],
    }
}

/// A group as the test makes it.
#[derive(Debug, Default)]
struct Group {
    count: u64,
    nodes: BTreeSet<String>,
    values: Vec<Value>,
}

/// The items in their groups, by the JSON of the keys.
fn grouped(
    items: &[Value],
    keys: &[(&str, Key)],
    sum: Option<(&str, &str)>,
) -> BTreeMap<String, Group> {
    let mut groups = BTreeMap::<String, Group>::new();
    for item in items {
        let mut combinations = vec![Vec::new()];
        for (place, (side, key)) in keys.iter().enumerate() {
            let of = if *side == "node" { &item["node"] } else { item };
            let mut values = key.read.values(of, &of[format!("key{place}")]);
            values.sort_by_key(Value::to_string);
            values.dedup();
            if values.is_empty() {
                values.push(Value::Null);
            }
            let with = |before: &Vec<Value>| {
                let before = before.clone();
                values
                    .iter()
                    .map(move |it| [&before[..], std::slice::from_ref(it)].concat())
                    .collect::<Vec<_>>()
            };
            combinations = combinations.iter().flat_map(with).collect();
        }
        for combination in combinations {
            let group = groups.entry(Value::from(combination).to_string()).or_default();
            group.count += 1;
            group.nodes.insert(item["node"]["own"].as_str().unwrap().to_owned());
            if let Some((side, _)) = sum {
                let of = if side == "node" { &item["node"] } else { item };
                group.values.extend(Read::Value.values(of, &of["sum"]));
            }
        }
    }
    groups
}

/// Compares the sum of a group with its values.
fn check_sum(sum: &Value, values: &[Value], what: &str) {
    let numbers: Vec<f64> = values.iter().filter_map(Value::as_f64).collect();
    let texts = || values.iter().filter_map(Value::as_str);
    let instants = || texts().filter(|it| it.contains('T'));
    let dates = texts().filter(|it| *it != "?" && !it.contains('T')).count();
    assert_eq!(sum["count"], numbers.len() + dates + instants().count(), "{what}");
    let first = instants().min_by_key(|it| (moment(it), *it)).map(Value::from);
    let last = instants().min_by_key(|it| (Reverse(moment(it)), *it)).map(Value::from);
    assert_eq!(sum["earliestDateTime"], first.unwrap_or_default(), "{what}");
    assert_eq!(sum["latestDateTime"], last.unwrap_or_default(), "{what}");
    if numbers.is_empty() {
        assert_eq!([&sum["sum"], &sum["mean"], &sum["min"], &sum["exactSum"]], [&Value::Null; 4]);
        assert_eq!(sum["earliest"].is_null(), dates == 0, "{what}");
        return;
    }
    let near = |value: &Value, expected: f64| {
        let value = value.as_f64().unwrap();
        assert!((value - expected).abs() <= expected.abs() * 1e-12, "{what}: {value} {expected}");
    };
    let total: f64 = numbers.iter().sum();
    near(&sum["sum"], total);
    near(&sum["mean"], total / numbers.len() as f64);
    near(&sum["min"], numbers.iter().copied().fold(f64::INFINITY, f64::min));
    near(&sum["max"], numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max));
    if let Some(exact) = sum["exactSum"].as_str() {
        let expected: i64 = values.iter().filter_map(Value::as_i64).sum();
        assert_eq!(exact, expected.to_string(), "{what}");
        let whole = || values.iter().filter_map(Value::as_i64);
        let range = [whole().min(), whole().max()].map(|end| end.unwrap().to_string());
        assert_eq!([&sum["exactMin"], &sum["exactMax"]], range.each_ref(), "{what}");
    }
}

/// Draws a list, keys and a sum; compares all groups and the sum over all items.
fn compare(snapshot: &Snapshot, seed: u64) -> usize {
    let mut dice = Dice::new(seed);
    let list = list(snapshot, &mut dice);
    let mut draw = Keys { snapshot, dice: Dice::new(seed ^ 0xabc) };
    let mut keys: Vec<(&str, Key)> = Vec::new();
    for _ in 0..=dice.roll(2) {
        keys.push(("node", draw.of_target(list.target, 2)));
    }
    if let Some(field) = &list.field
        && dice.once_in(2)
    {
        keys.push(("edge", draw.of_link(field)));
    }
    let sums = summable(snapshot, &list);
    let (side, name) = dice.pick(&sums);
    let sum = (*side, name.as_str());

    let select = |side: &str| {
        let of = keys.iter().enumerate().filter(|(_, (it, _))| *it == side);
        let mut text: String =
            of.map(|(place, (_, key))| format!("key{place}: {} ", key.select)).collect();
        if sum.0 == side {
            text += &format!("sum: {}", sum.1);
        }
        text
    };
    let on = fields_of(snapshot, list.target);
    let of_node = format!("... on {on} {{ id {} }}", select("node"));
    let items = list.all(snapshot, &of_node, &select("edge"));
    let expected = grouped(&items, &keys, Some(sum));

    let by = |side: &str, name: &str| {
        let inputs: Vec<String> = keys
            .iter()
            .filter(|(it, _)| *it == side)
            .map(|(_, key)| format!("{{ {} }}", key.input))
            .collect();
        if inputs.is_empty() { String::new() } else { format!("{name}: [{}] ", inputs.join(", ")) }
    };
    let of = if sum.0 == "node" {
        format!("of: [{{ {}: VALUE }}]", sum.1)
    } else {
        format!("ofEdge: [{{ {}: VALUE }}]", sum.1)
    };
    let totals = "count distinctNodes values { of count min exactMin max exactMax sum exactSum mean earliest latest \
         earliestDateTime latestDateTime }";
    let arguments = format!("{}{}", by("node", "by"), by("edge", "byEdge"));
    let answer = list.ask(
        snapshot,
        "",
        &format!(
            "aggregate({of}) {{ {totals} }} \
             groups({arguments}{of} first: 1000) {{ totalCount nodes {{ \
             keys {{ value }} count aggregate {{ {totals} }} members(first: 0) {{ totalCount }} }} }}"
        ),
    );
    let what = format!("seed {seed}: {}({}) groups({arguments}{of})", list.name, list.arguments);
    check(&answer, &items, &expected, &keys, sum.0, &what);
    expected.len()
}

/// The type that has the fields of a target: a union has none of its own.
fn fields_of(snapshot: &Snapshot, target: Target) -> &str {
    let ontology = snapshot.ontology();
    match target {
        Target::Abstract(id) if ontology.abstract_type(id).form == AbstractForm::Union => "Entity",
        target => ontology.target_name(target),
    }
}

fn check(
    answer: &Value,
    items: &[Value],
    expected: &BTreeMap<String, Group>,
    keys: &[(&str, Key)],
    side: &str,
    what: &str,
) {
    let whole = &answer["aggregate"];
    assert_eq!(whole["count"], items.len(), "{what}");
    let own: BTreeSet<_> = items.iter().map(|it| it["node"]["own"].as_str().unwrap()).collect();
    assert_eq!(whole["distinctNodes"], own.len(), "{what}");
    let of = |item: &Value| {
        Read::Value.values(item, &if side == "node" { &item["node"] } else { item }["sum"])
    };
    let all: Vec<Value> = items.iter().flat_map(of).collect();
    check_sum(&whole["values"][0], &all, what);
    let groups = answer["groups"]["nodes"].as_array().unwrap();
    assert_eq!(answer["groups"]["totalCount"], expected.len(), "{what}");
    assert!(groups.is_sorted_by(|a, b| a["count"].as_u64() >= b["count"].as_u64()), "{what}");
    let mut seen = BTreeSet::new();
    for group in groups {
        let values = group["keys"].as_array().unwrap().iter().zip(keys);
        let values = values.map(|(value, (_, key))| key.read.normal(&value["value"]));
        let key = Value::from_iter(values).to_string();
        let wanted = expected.get(&key).unwrap_or_else(|| panic!("{what}: {key} is no group"));
        assert_eq!(group["count"], wanted.count, "{what}: {key}");
        assert_eq!(group["aggregate"]["count"], wanted.count, "{what}: {key}");
        assert_eq!(group["aggregate"]["distinctNodes"], wanted.nodes.len(), "{what}: {key}");
        assert_eq!(group["members"]["totalCount"], wanted.nodes.len(), "{what}: {key}");
        check_sum(&group["aggregate"]["values"][0], &wanted.values, &format!("{what}: {key}"));
        assert!(seen.insert(key), "{what}: a group comes twice");
    }
    assert_eq!(seen.len(), expected.len().min(1_000), "{what}");
}

#[test]
fn groups_and_sums_are_those_of_a_slow_definition() {
    let seeds = std::env::var("SEEDS").ok().and_then(|it| it.parse().ok()).unwrap_or(400);
    // Pages in pages may hold more objects than a request usually may ask for.
    let limits = Limits { cost: u64::MAX, ..Limits::default() };
    for (folder, seeds) in [("tests/worlds/toy", seeds), (".", seeds / 4)] {
        let snapshot = load(folder, &limits);
        let groups: usize = (0..seeds).map(|seed| compare(&snapshot, seed)).sum();
        assert!(groups as u64 > seeds * 2, "{groups} groups in {seeds} documents");
    }
}
