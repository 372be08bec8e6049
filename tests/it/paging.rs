//! Paging: however a list is cut into pages, each item comes once and in its place.
//!
//! Lists of every sort over both data sets, by every key that they can be ordered by, are
//! walked in pages both ways and looked at through random windows. What a window must show
//! is computed from the whole list alone.

use crate::support::{Dice, answer, data, largest, limit_of, shipped, toy};
use corridor::{
    ontology::{Cardinality, KindId, Limit, Ontology, Property, RelationField, Scalar, Target},
    plan::Cursor,
    snapshot::Snapshot,
};
use serde_json::{Value, json};

/// A list that can be asked for in pages.
struct List {
    /// The object that has it: `person(id: "orvin")`; empty for a field of `Query`.
    owner: String,
    field: String,
    /// Its arguments but for those of the page.
    arguments: String,
    /// What tells its edges apart beside the id of their node.
    edge: &'static str,
    /// The largest page it gives.
    largest: usize,
}

/// What is selected of a page: whether items are counted and looked for ahead decides how
/// far a list is looked through.
const SELECTIONS: [&str; 3] = [
    "totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } ",
    "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } ",
    "",
];

impl List {
    fn query(&self, selection: &str) -> String {
        let (open, close) = if self.owner.is_empty() { ("", "") } else { ("{ ", " }") };
        let Self { owner, field, arguments, edge, .. } = self;
        format!(
            "query($first: Int, $after: String, $last: Int, $before: String) {{ {owner}{open} \
             list: {field}({arguments} first: $first, after: $after, last: $last, before: $before) \
             {{ {selection} edges {{ cursor {edge} node {{ ... on Node {{ id }} }} }} }} {close} }}"
        )
    }
}

/// A page's items, and what it says of itself.
struct Page {
    /// Without their cursors.
    items: Vec<Value>,
    cursors: Vec<String>,
    page: Value,
}

fn page(snapshot: &Snapshot, query: &str, window: &Value) -> Page {
    let found = data(snapshot, query, Some(&window.to_string()));
    // The list, or the only object that has it.
    let first = || &found.as_object().unwrap().values().next().unwrap()["list"];
    let page = found.get("list").unwrap_or_else(first).clone();
    let mut edges = page["edges"].as_array().unwrap().clone();
    let cursors = edges.iter_mut().map(|edge| {
        let cursor = edge.as_object_mut().unwrap().remove("cursor").unwrap();
        cursor.as_str().unwrap().to_owned()
    });
    let cursors = cursors.collect();
    Page { items: edges, cursors, page }
}

/// Checks a page against the part of the whole list that it must be.
fn check(page: &Page, whole: &Page, start: usize, end: usize, about: &str) {
    assert_eq!(page.items, whole.items[start..end], "{about}");
    assert_eq!(page.cursors, whole.cursors[start..end], "{about}");
    if let Some(info) = page.page.get("pageInfo") {
        let expected = json!({
            "hasNextPage": end < whole.items.len(),
            "hasPreviousPage": start > 0,
            "startCursor": whole.cursors[start..end].first(),
            "endCursor": whole.cursors[start..end].last(),
        });
        assert_eq!(*info, expected, "{about}");
    }
    if let Some(total) = page.page.get("totalCount") {
        assert_eq!(*total, whole.items.len(), "{about}");
    }
}

fn check_list(snapshot: &Snapshot, list: &List, dice: &mut Dice) {
    let whole = page(snapshot, &list.query(SELECTIONS[0]), &json!({ "first": list.largest }));
    let count = whole.items.len();
    // What no page holds as a whole has nothing to be compared with.
    if whole.page["totalCount"] != count {
        return;
    }
    check(&whole, &whole, 0, count, &list.query(""));
    let mut distinct = whole.cursors.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), count, "cursors tell items apart: {}", list.query(""));
    for selection in SELECTIONS {
        let query = list.query(selection);
        let size = 1 + dice.roll(list.largest.min(count.max(1)));
        walk(snapshot, &query, &whole, size);
        for _ in 0..2 {
            look(snapshot, &query, &whole, list.largest, dice);
        }
    }
}

/// Walks forward and backward in pages of a size.
fn walk(snapshot: &Snapshot, query: &str, whole: &Page, size: usize) {
    let count = whole.items.len();
    let mut start = 0;
    while start == 0 || start < count {
        let after = start.checked_sub(1).map(|at| &whole.cursors[at]);
        let found = page(snapshot, query, &json!({ "first": size, "after": after }));
        let end = (start + size).min(count);
        check(&found, whole, start, end, &format!("{size} after {start}: {query}"));
        start += size;
    }
    let mut end = count;
    loop {
        let before = whole.cursors.get(end);
        let found = page(snapshot, query, &json!({ "last": size, "before": before }));
        let start = end.saturating_sub(size);
        check(&found, whole, start, end, &format!("last {size} before {end}: {query}"));
        if start == 0 {
            break;
        }
        end = start;
    }
}

/// Looks through a random window, whose ends may be crossed.
fn look(snapshot: &Snapshot, query: &str, whole: &Page, largest: usize, dice: &mut Dice) {
    let count = whole.items.len();
    let end = |dice: &mut Dice| (count > 0 && !dice.once_in(3)).then(|| dice.roll(count));
    let (after, before) = (end(dice), end(dice));
    let size = dice.roll(largest.min(count + 2));
    let last = dice.once_in(2);
    let window = json!({
        if last { "last" } else { "first" }: size,
        "after": after.map(|at| &whole.cursors[at]),
        "before": before.map(|at| &whole.cursors[at]),
    });
    let low = after.map_or(0, |at| at + 1);
    let high = before.unwrap_or(count).max(low);
    let (start, end) =
        if last { (high.saturating_sub(size).max(low), high) } else { (low, high.min(low + size)) };
    let found = page(snapshot, query, &window);
    check(&found, whole, start, end, &format!("{last} {size} {after:?} {before:?}: {query}"));
}

/// The keys by which entities of a target can be ordered.
fn keys(ontology: &Ontology, target: Target) -> Vec<String> {
    let properties = match target {
        Target::Kind(id) => &ontology.kind(id).properties[..],
        Target::Abstract(id) => &ontology.abstract_type(id).properties,
        Target::Entity => &[],
    };
    let relations = match target {
        Target::Kind(id) => &ontology.kind(id).relations[..],
        Target::Abstract(id) => &ontology.abstract_type(id).relations,
        Target::Entity => &[],
    };
    let many = relations.iter().filter(|it| it.cardinality == Cardinality::Many);
    let values =
        ["count", "max.edge.since", "min.node.name", "sum.node.degree", "mean.node.degree"];
    let of_links =
        many.zip(values.iter().cycle()).map(|(it, value)| format!("{}.{value}", it.name));
    let built_in = ["id", "name", "degree"].map(str::to_owned);
    built_in.into_iter().chain(orderable(ontology, properties)).chain(of_links).collect()
}

/// The names of properties, and of fields of structured ones: `capital.amount`.
fn orderable(ontology: &Ontology, properties: &[Property]) -> Vec<String> {
    let properties = properties.iter().filter(|it| !it.ty.list && it.ty.scalar != Scalar::Json);
    let keys = |it: &Property| match it.ty.scalar {
        Scalar::Structured(id) => {
            let fields = orderable(ontology, &ontology.value_type(id).fields);
            fields.iter().map(|field| format!("{}.{field}", it.name)).collect()
        }
        _ => vec![it.name.clone()],
    };
    properties.flat_map(keys).collect()
}

/// `{ name: ASC }`, `{ capital: { amount: ASC } }`
fn element(key: &str, way: &str) -> String {
    key.rsplit('.').fold(way.to_owned(), |inner, name| format!("{{ {name}: {inner} }}"))
}

/// `orderBy` by nothing, by each key both ways, and by each with the next.
fn orders(keys: &[String], write: impl Fn(&str, &str) -> String) -> Vec<String> {
    let mut orders = vec![String::new()];
    for (at, key) in keys.iter().enumerate() {
        let next = &keys[(at + 1) % keys.len()];
        orders.push(format!("orderBy: [{}]", write(key, "ASC")));
        orders.push(format!("orderBy: [{}]", write(key, "DESC")));
        orders.push(format!("orderBy: [{}, {}]", write(next, "DESC"), write(key, "ASC")));
    }
    orders
}

/// The lists at the root, in every order.
fn root_lists(snapshot: &Snapshot) -> Vec<List> {
    let ontology = snapshot.ontology();
    let kinds = ontology.kinds().map(|(id, it)| (&*it.plural, Target::Kind(id), it.limit));
    let interfaces = ontology
        .abstracts()
        .filter_map(|(id, it)| Some((it.plural.as_deref()?, Target::Abstract(id), it.limit)));
    let all = kinds.chain(interfaces).chain([("entities", Target::Entity, Limit::default())]);
    let mut lists = Vec::new();
    for (field, target, limit) in all {
        for order in orders(&keys(ontology, target), element) {
            for filter in ["", "where: { degree: { gte: 2 } }"] {
                lists.push(List {
                    owner: String::new(),
                    field: field.to_owned(),
                    arguments: format!("{filter} {order}"),
                    edge: "",
                    largest: largest(&[limit]),
                });
            }
        }
    }
    lists
}

/// The lists of relation fields, each on the entities with the longest, in every order.
fn relation_lists(snapshot: &Snapshot) -> Vec<List> {
    let ontology = snapshot.ontology();
    let mut lists = Vec::new();
    for (kind, definition) in ontology.kinds() {
        let many = |field: &&RelationField| field.cardinality == Cardinality::Many;
        for field in definition.relations.iter().filter(many) {
            let node = |key: &str, way: &str| format!("{{ node: {} }}", element(key, way));
            let edge = |key: &str, way: &str| format!("{{ edge: {} }}", element(key, way));
            let own = ["at", "since", "until"].map(str::to_owned).into_iter();
            let own: Vec<_> =
                own.chain(orderable(ontology, ontology.properties_of(field.relation))).collect();
            let mut all = orders(&keys(ontology, field.target), node);
            all.extend(orders(&own, edge));
            for owner in longest(snapshot, kind, field) {
                for order in &all {
                    for filter in ["", "where: { node: { degree: { gte: 3 } } }"] {
                        lists.push(List {
                            owner: owner.clone(),
                            field: field.name.clone(),
                            arguments: format!("{filter} {order}"),
                            edge: "id",
                            largest: largest(&[field.limit, limit_of(snapshot, field.target)]),
                        });
                    }
                }
            }
        }
    }
    lists
}

/// The two entities of a kind that have most links by a relation field.
fn longest(snapshot: &Snapshot, kind: KindId, field: &RelationField) -> Vec<String> {
    let graph = snapshot.graph();
    let mut nodes: Vec<_> = graph.nodes().of_kind(kind).map(corridor::graph::NodeId).collect();
    let length = |node: &corridor::graph::NodeId| {
        std::cmp::Reverse(graph.row(*node, field.relation, field.direction).len())
    };
    nodes.sort_by_key(length);
    let singular = &snapshot.ontology().kind(kind).singular;
    let id = |node: &corridor::graph::NodeId| graph.arena().text(graph.nodes().ids()[node.index()]);
    nodes.iter().take(2).map(|node| format!("{singular}(id: \"{}\")", id(node))).collect()
}

/// The untyped links of some entities.
fn link_lists(snapshot: &Snapshot) -> Vec<List> {
    let graph = snapshot.graph();
    let mut lists = Vec::new();
    for id in graph.nodes().ids() {
        let filters = [
            "",
            "direction: OUT,",
            "direction: IN,",
            "where: { evidence: { ne: INFERRED } },",
            "kinds: [Person, Organization],",
        ];
        for filter in filters {
            lists.push(List {
                owner: format!("entity(id: \"{}\")", graph.arena().text(*id)),
                field: "links".to_owned(),
                arguments: filter.to_owned(),
                edge: "end: node { from { id } to { id } relation }",
                largest: 1_000,
            });
        }
    }
    lists
}

#[test]
fn every_list_of_the_toy_world() {
    let mut dice = Dice::new(1);
    let lists = [root_lists(toy()), relation_lists(toy()), link_lists(toy())];
    for list in lists.iter().flatten() {
        check_list(toy(), list, &mut dice);
    }
    assert!(lists.iter().all(|lists| lists.len() > 100));
}

#[test]
fn some_lists_of_the_shipped_data() {
    let mut dice = Dice::new(2);
    for (lists, one_in) in
        [(root_lists(shipped()), 6), (relation_lists(shipped()), 40), (link_lists(shipped()), 40)]
    {
        let chosen: Vec<_> = lists.iter().filter(|_| dice.once_in(one_in)).collect();
        assert!(chosen.len() > 30, "only {} of {} lists", chosen.len(), lists.len());
        for list in chosen {
            check_list(shipped(), list, &mut dice);
        }
    }
}

/// The same lists with what is in view on a day, in a range, or for certain: each is walked
/// by its own cursors.
#[test]
fn lists_of_a_day() {
    let views = [
        "asOf: \"2019-06-15\"",
        "asOf: \"2020-01-01\" certain: true",
        "during: { from: \"2018-01-01\", to: \"2021-12-31\" }",
    ];
    let mut dice = Dice::new(3);
    let mut shorter = 0;
    for lists in [root_lists(toy()), relation_lists(toy()), link_lists(toy())] {
        for list in lists.into_iter().filter(|_| dice.once_in(4)).collect::<Vec<_>>() {
            let count = |list: &List| {
                let first = json!({ "first": list.largest });
                page(toy(), &list.query(""), &first).items.len()
            };
            let all = count(&list);
            let arguments = format!("{} {}", list.arguments, dice.pick(&views));
            let list = List { arguments, ..list };
            shorter += usize::from(count(&list) < all);
            check_list(toy(), &list, &mut dice);
        }
    }
    assert!(shorter > 50, "only {shorter} lists are shorter than all of history");
}

/// The cursor of an entity that is gone: `!` stands before all that ids can go on with.
fn gone(cursor: &str, keys: usize) -> String {
    let cursor = Cursor::decode(cursor, keys, "after").unwrap();
    let id = format!("{}!", cursor.id);
    Cursor { id, ..cursor }.encode()
}

#[test]
fn the_cursor_of_a_removed_entity_still_stands_in_its_place() {
    let mut looked_at = 0;
    for list in [root_lists(toy()), relation_lists(toy()), link_lists(toy())].iter().flatten() {
        let query = list.query(SELECTIONS[0]);
        let whole = page(toy(), &query, &json!({ "first": list.largest }));
        let count = whole.items.len();
        let keys = list.arguments.matches("ASC").count() + list.arguments.matches("DESC").count();
        // Behind them is what tells the order from others.
        let keys = keys + usize::from(keys > 0);
        let place = |at: usize| {
            let cursor = Cursor::decode(&whole.cursors[at], keys, "after").unwrap();
            // A list of one relation has the links to one entity together, in either direction.
            let incoming = cursor.incoming && cursor.relation.is_some();
            (cursor.keys, cursor.relation, incoming, cursor.id)
        };
        for at in 0..count {
            // Behind the last of several links to one entity.
            if at + 1 < count && place(at) == place(at + 1) {
                continue;
            }
            let gone = gone(&whole.cursors[at], keys);
            let found = page(toy(), &query, &json!({ "first": list.largest, "after": gone }));
            check(&found, &whole, at + 1, count, &format!("after {at}: {query}"));
            let found = page(toy(), &query, &json!({ "last": list.largest, "before": gone }));
            check(&found, &whole, 0, at + 1, &format!("before {at}: {query}"));
            looked_at += 1;
        }
    }
    assert!(looked_at > 1_000, "only {looked_at}");
}

/// The entity may have changed too: then its old keys say where it stood.
#[test]
fn a_cursor_with_keys_that_no_item_has_stands_between() {
    let query = "query($after: String, $before: String) { people(orderBy: [{ score: DESC }], \
                 after: $after, before: $before) { nodes { id score } } }";
    let made = "{ people(orderBy: [{ score: DESC }], first: 1) { pageInfo { endCursor } } }";
    let made = data(toy(), made, None)["people"]["pageInfo"]["endCursor"].clone();
    let made = Cursor::decode(made.as_str().unwrap(), 2, "after").unwrap();
    let cursor = |score: Value| {
        let keys = vec![score, made.keys[1].clone()];
        Cursor { keys, id: "orvin".to_owned(), ..made.clone() }.encode()
    };
    let scores = |side: &str, score: Value| {
        let window = json!({ side: cursor(score) }).to_string();
        let found = data(toy(), query, Some(&window));
        let nodes = found["people"]["nodes"].as_array().unwrap();
        nodes.iter().map(|node| node["score"].as_i64()).collect::<Vec<_>>()
    };
    let top = Some(2_147_483_647);
    assert_eq!(scores("before", json!(50)), [top, Some(88), Some(88)]);
    assert_eq!(scores("after", json!(50)), [Some(0), Some(-3), None, None, None]);
    // `orvin` comes behind `bermet`, who has the same score.
    assert_eq!(scores("before", json!(88)), [top, Some(88)]);
    // Absent values are last, and ordered by id: `anon:x.1~b`, then `orvin` would be.
    assert_eq!(scores("after", Value::Null), [None, None]);
    assert_eq!(scores("before", Value::Null).len(), 6);
}

#[test]
fn a_cursor_of_another_list_is_refused() {
    let cursor_of = |query: &str| {
        let found = data(toy(), query, None);
        found["list"]["edges"][0]["cursor"].as_str().unwrap().to_owned()
    };
    let by_name = cursor_of("{ list: people(orderBy: [{ name: ASC }]) { edges { cursor } } }");
    let by_born = cursor_of("{ list: people(orderBy: [{ born: ASC }]) { edges { cursor } } }");
    let plain = cursor_of("{ list: people { edges { cursor } } }");
    let unknown_kind =
        Cursor { kind: "Ghost".to_owned(), ..Cursor::decode(&plain, 0, "").unwrap() };
    let cases = [
        ("orderBy: [{ name: ASC }]", plain.clone()),
        ("orderBy: [{ score: ASC }]", by_name.clone()),
        ("orderBy: [{ name: ASC }, { id: ASC }]", by_name.clone()),
        ("orderBy: [{ degree: ASC }]", by_born.clone()),
        ("", by_name.clone()),
        ("", unknown_kind.encode()),
        ("", "WyJub25zZW5zZSJd".to_owned()),
        ("", String::new()),
        ("where: { degree: { gt: 0 } }", "%%%".to_owned()),
    ];
    for (arguments, cursor) in cases {
        for side in ["after", "before"] {
            let query = format!("{{ people({arguments} {side}: \"{cursor}\") {{ totalCount }} }}");
            let refused = answer(toy(), &query, None);
            let error = &refused["errors"][0];
            assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{query}: {refused}");
            assert_eq!(error["path"], json!(["people"]), "{query}");
        }
    }
}
