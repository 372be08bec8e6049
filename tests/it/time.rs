//! Time in the API: what `asOf`, `during` and `certain` show, on a world small enough to know
//! by heart and on the shipped data.
//!
//! What each combination of dates answers is tested in `src/value/extent/`; here it is which
//! fields look at what is in view, and from where they have it.

use crate::support::{data, ids, shipped, small};
use corridor::{
    api::{Api, Data, Request},
    diagnostics::{Diagnostics, SourceMap, Style, to_text},
    graph::Graph,
    limits::Limits,
    ontology, seed,
};
use serde_json::{Value, json};
use std::sync::{Arc, LazyLock};

const SCHEMA: &str = r#"
type Person @node(plural: "people") @temporal(start: ["born"], end: ["died"]) {
  born: PartialDate
  died: PartialDate
  offices: [Office!]! @relationship(type: "HOLDS", direction: OUT)
  home: Town! @relationship(type: "LIVES_IN", direction: OUT)
  met: [Person!]! @relationship(type: "MET", direction: BOTH)
}
type Office @node @temporal(start: ["opened"], end: ["closed"]) {
  opened: PartialDate
  closed: PartialDate
  holders: [Person!]! @relationship(type: "HOLDS", direction: IN)
  town: Town @relationship(type: "SEATED_IN", direction: OUT)
}
type Town @node {
  residents: [Person!]! @relationship(type: "LIVES_IN", direction: IN)
  offices: [Office!]! @relationship(type: "SEATED_IN", direction: IN)
}
"#;

/// Ada died in office; the town moved the treasury away; of Ben nothing but a term is dated.
const FACTS: &str = "
Person:
  ada:
    name: Ada
    born: 1950
    died: 2010-06-15
    offices:
      - {to: mayor, since: 2000-03-01, until: 2005-06-30}
      - {to: treasurer, since: 2004, until: 2008-12}
      - {to: archivist, attested: [2003-05-05, 2006-01-01]}
    home: {to: riverton, since: 1990}
    met: {to: ben, at: 2004-07}
  ben:
    name: Ben
    offices: {to: mayor, since: 2005-07-01}
    home: riverton
  cyd:
    name: Cyd
    born: 2001-02-03
    offices: {to: treasurer, since: 2009, until: '?'}
    home: {to: hillford, since: 2001-02-03}
Office:
  mayor: {name: Mayor, town: riverton}
  treasurer: {name: Treasurer, closed: 2012, town: {to: riverton, until: 2006-12-31}}
  archivist: {name: Archivist, opened: 2002-01-01}
Town:
  riverton: {name: Riverton}
  hillford: {name: Hillford}
";

struct World {
    api: Api,
    graph: Graph,
}

static WORLD: LazyLock<World> = LazyLock::new(|| world(FACTS));

fn world(facts: &str) -> World {
    let (mut sources, mut problems) = (SourceMap::new(), Diagnostics::new());
    let schema = sources.add("schema/world.graphql", SCHEMA);
    let ontology = ontology::parse(&sources, &[schema], &mut problems).map(Arc::new);
    let files = [("seed/world.yaml", facts)].into_iter();
    let files = seed::add_files(files, &mut sources, &mut problems);
    let facts = ontology
        .as_ref()
        .and_then(|ontology| seed::load(&sources, &files, ontology, &mut problems, &|_| ()));
    assert_eq!(to_text(&problems, &sources, Style::Plain), "");
    let (ontology, facts) = (ontology.unwrap(), facts.unwrap());
    let api = Api::new(Arc::clone(&ontology), &Limits::default()).unwrap();
    World { api, graph: Graph::new(ontology, facts) }
}

fn respond(query: &str, variables: &Value, limits: &Limits) -> Value {
    WORLD.respond(query, variables, limits)
}

impl World {
    fn respond(&self, query: &str, variables: &Value, limits: &Limits) -> Value {
        let variables = variables.to_string();
        let request = Request {
            query: query.into(),
            variables: Some(&variables),
            explain: true,
            ..Request::default()
        };
        let index = corridor::search::Index::default();
        let data = Data::new(&self.graph, &index, &Value::Null, limits);
        serde_json::from_slice(&self.api.execute(&request, data).body).unwrap()
    }
}

/// The data of a response without errors.
fn ask_with(query: &str, variables: &Value) -> Value {
    let mut response = respond(query, variables, &Limits::default());
    assert_eq!(response.get("errors"), None, "{query}");
    response["data"].take()
}

fn ask(query: &str) -> Value {
    ask_with(query, &json!({}))
}

/// Every object that is nothing but an id, as that id; every page of nodes, as their list.
fn plain(value: Value) -> Value {
    match value {
        Value::Object(mut object) if object.len() == 1 => {
            let (key, value) = object.iter_mut().next().unwrap();
            if key == "id" || key == "nodes" { plain(value.take()) } else { plain_members(object) }
        }
        Value::Object(object) => plain_members(object),
        Value::Array(items) => items.into_iter().map(plain).collect(),
        other => other,
    }
}

fn plain_members(object: serde_json::Map<String, Value>) -> Value {
    Value::Object(object.into_iter().map(|(key, value)| (key, plain(value))).collect())
}

/// The offices of each person in view, by arguments of `people` and of `offices`.
fn held(people: &str, offices: &str) -> Value {
    let people = if people.is_empty() { String::new() } else { format!("({people})") };
    let offices = if offices.is_empty() { String::new() } else { format!("({offices})") };
    let found = ask(&format!(
        "{{ people{people} {{ nodes {{ id offices{offices} {{ nodes {{ id }} }} }} }} }}"
    ));
    let people = found["people"]["nodes"].as_array().unwrap().iter();
    let person = |it: &Value| (it["id"].as_str().unwrap().to_owned(), plain(it["offices"].clone()));
    people.map(person).collect::<serde_json::Map<_, _>>().into()
}

#[test]
fn a_day_holds_for_everything_under_its_field() {
    assert_eq!(
        held("", ""),
        json!({
            "ada": ["archivist", "mayor", "treasurer"],
            "ben": ["mayor"],
            "cyd": ["treasurer"],
        })
    );
    assert_eq!(
        held("asOf: \"2004-07-15\"", ""),
        json!({ "ada": ["archivist", "mayor", "treasurer"], "ben": [], "cyd": [] })
    );
    assert_eq!(
        held("asOf: \"2001-01-01\"", ""),
        json!({ "ada": ["mayor"], "ben": [] }),
        "Cyd is not born, the archive not open"
    );
    // Through every level: who lives where offices are that they hold, and who else holds them.
    let deep = "{ town(id: \"riverton\", asOf: \"2004-07-15\") { residents { nodes { id \
                offices { nodes { id holders { nodes { id } } } } } } } }";
    assert_eq!(
        plain(ask(deep))["town"]["residents"],
        json!([
            { "id": "ada", "offices": [
                { "id": "archivist", "holders": ["ada"] },
                { "id": "mayor", "holders": ["ada"] },
                { "id": "treasurer", "holders": ["ada"] },
            ]},
            { "id": "ben", "offices": [] },
        ])
    );
}

#[test]
fn certain_is_what_must_hold() {
    assert_eq!(
        held("asOf: \"2004-07-15\", certain: true", ""),
        json!({ "ada": ["archivist", "mayor"], "ben": [], "cyd": [] }),
        "the treasurer may have started in the autumn"
    );
    assert_eq!(
        held("asOf: \"2004-07-15\"", "certain: true"),
        json!({ "ada": ["archivist", "mayor"], "ben": [], "cyd": [] }),
        "below the day"
    );
    assert_eq!(
        held("asOf: \"2004-07-15\", certain: true", "certain: false"),
        held("asOf: \"2004-07-15\"", ""),
        "taken back"
    );
    assert_eq!(
        held("asOf: \"2004-07-15\", certain: true", "certain: null"),
        held("asOf: \"2004-07-15\"", ""),
    );
    assert_eq!(
        held("asOf: \"1950-06-01\", certain: true", ""),
        json!({ "ben": [] }),
        "Ada can have been born, Ben has no bounds"
    );
    assert_eq!(held("certain: true", ""), held("", ""), "all of history has no day");
    assert_eq!(
        held("certain: true", "asOf: \"2004-07-15\""),
        held("asOf: \"2004-07-15\", certain: true", ""),
        "the day comes later"
    );
}

#[test]
fn a_field_below_says_otherwise() {
    assert_eq!(
        held("asOf: \"2004-07-15\"", "asOf: \"2001-01-01\""),
        json!({ "ada": ["mayor"], "ben": [], "cyd": [] })
    );
    assert_eq!(
        held("asOf: \"2004-07-15\"", "during: { from: \"2005-07-01\" }"),
        json!({ "ada": ["archivist", "treasurer"], "ben": ["mayor"], "cyd": ["treasurer"] })
    );
    for reset in ["asOf: null", "during: null", "asOf: null, during: null"] {
        assert_eq!(
            held("asOf: \"2001-01-01\"", reset),
            json!({ "ada": ["archivist", "mayor", "treasurer"], "ben": ["mayor"] }),
            "{reset}"
        );
    }
    // What one field says ends with it.
    let siblings = "{ person(id: \"ada\", asOf: \"2004-07-15\") { \
        then: offices(asOf: \"2001-01-01\") { nodes { id } } \
        now: offices { nodes { id } } ever: degree(asOf: null) degree } \
        ada: person(id: \"ada\") { degree } }";
    assert_eq!(
        plain(ask(siblings)),
        json!({
            "person": {
                "then": ["mayor"],
                "now": ["archivist", "mayor", "treasurer"],
                "ever": 5,
                "degree": 5,
            },
            "ada": { "degree": 5 },
        })
    );
}

#[test]
fn ranges_have_both_their_ends() {
    let offices = |range: &str| held(&format!("during: {range}"), "")["ada"].clone();
    assert_eq!(
        offices("{ from: \"1999-01-01\", to: \"2000-02-29\" }"),
        json!([]),
        "the day before the start"
    );
    assert_eq!(offices("{ from: \"1999-01-01\", to: \"2000-03-01\" }"), json!(["mayor"]));
    assert_eq!(
        offices("{ from: \"2005-06-30\", to: \"2005-06-30\" }").as_array().unwrap().len(),
        3
    );
    assert_eq!(offices("{ from: \"2005-07-01\" }"), json!(["archivist", "treasurer"]));
    assert_eq!(offices("{ to: \"2001-12-31\" }"), json!(["mayor"]));
    assert_eq!(offices("{ from: null, to: \"2001-12-31\" }"), json!(["mayor"]));
    assert_eq!(held("during: {}", ""), held("", ""), "any day at all");
    assert_eq!(
        held("during: { from: \"2011-01-01\" }", ""),
        json!({ "ben": ["mayor"], "cyd": ["treasurer"] }),
        "Ada is dead"
    );
}

#[test]
fn a_link_is_in_force_while_both_its_ends_exist() {
    let treasurer = |day: &str| held(&format!("asOf: \"{day}\""), "")["cyd"].clone();
    assert_eq!(treasurer("2012-12-31"), json!(["treasurer"]), "nobody knows when it ended");
    assert_eq!(treasurer("2013-01-01"), json!([]), "the office was closed");
    let archivist = |day: &str| {
        let query = format!(
            "{{ office(id: \"archivist\", asOf: \"{day}\") {{ holders {{ nodes {{ id }} }} }} }}"
        );
        plain(ask(&query))["office"]["holders"].clone()
    };
    assert_eq!(archivist("2001-12-31"), json!([]), "not open yet");
    assert_eq!(archivist("2002-01-01"), json!(["ada"]));
    assert_eq!(archivist("2010-06-15"), json!(["ada"]), "the day of her death");
    assert_eq!(archivist("2010-06-16"), json!([]));
}

#[test]
fn what_is_not_so_yet_or_disputed_is_never_certain() {
    let facts = "
Person:
  ada:
    name: Ada
    home: town
    offices:
      - {to: mayor, since: 2000-01-01, evidence: INFERRED}
      - {to: clerk, since: 2000-01-01, status: AGREED}
      - {to: judge, since: 2000-01-01, evidence: DISPUTED}
      - {to: guard, attested: [2000-01-01, 2010-01-01], status: PLANNED}
Office: {mayor: {name: M}, clerk: {name: C}, judge: {name: J}, guard: {name: G}}
Town: {town: {name: T}}
";
    let world = world(facts);
    let query = "{ person(id: \"ada\", asOf: \"2005-05-05\") {
        can: offices { nodes { id } } must: offices(certain: true) { nodes { id } }
    } }";
    let mut response = world.respond(query, &json!({}), &Limits::default());
    let expected = json!({ "can": ["clerk", "guard", "judge", "mayor"], "must": ["mayor"] });
    assert_eq!(plain(response["data"]["person"].take()), expected);
}

#[test]
fn a_lookup_finds_what_does_not_exist_yet() {
    let query = "{ person(id: \"ada\", asOf: \"1940-01-01\") { id degree offices { totalCount } } \
        entity(id: \"cyd\", asOf: \"1940-01-01\") { id } \
        node: entity(id: \"ada\", asOf: \"1940-01-01\") { id ... on Person { degree } } \
        nodes(ids: [\"ada\", \"ada~HOLDS~mayor\"], asOf: \"1940-01-01\") { id ... on Link { from { degree } } } \
        people(asOf: \"1940-01-01\") { totalCount nodes { id } } \
        entities(asOf: \"1940-01-01\") { totalCount nodes { id } } \
        some: entities(asOf: \"1940-01-01\", kinds: [Person, Town]) { nodes { id } } \
        named: people(asOf: \"1940-01-01\", where: { id: { in: [\"ada\", \"ben\"] } }) { nodes { id } } }";
    assert_eq!(
        plain(ask(query)),
        json!({
            "person": { "id": "ada", "degree": 0, "offices": { "totalCount": 0 } },
            "entity": "cyd",
            "node": { "id": "ada", "degree": 0 },
            "nodes": ["ada", { "id": "ada~HOLDS~mayor", "from": { "degree": 0 } }],
            "people": { "totalCount": 1, "nodes": ["ben"] },
            "entities": { "totalCount": 5, "nodes": ["mayor", "treasurer", "ben", "hillford", "riverton"] },
            "some": ["ben", "hillford", "riverton"],
            "named": ["ben"],
        })
    );
}

/// A field of a type that every record has, too: it cannot promise that it holds on a day.
#[test]
fn a_relation_to_one_is_null_while_it_is_not_in_force() {
    let query = "query($day: Date) { cyd: person(id: \"cyd\", asOf: $day) { id home { id } \
        ever: home(asOf: null) { id } \
        late: home(asOf: \"2020-01-01\") { id } sure: home(asOf: \"2020-01-01\", certain: true) { id } } \
        ben: person(id: \"ben\") { home(asOf: \"2000-01-01\") { id } \
        sure: home(asOf: \"2000-01-01\", certain: true) { id } } \
        office(id: \"treasurer\") { town(asOf: $day) { id } now: town(asOf: \"2007-01-01\") { id } } }";
    assert_eq!(
        plain(ask_with(query, &json!({ "day": "2000-01-01" }))),
        json!({
            "cyd": { "id": "cyd", "home": null, "ever": "hillford", "late": "hillford", "sure": "hillford" },
            "ben": { "home": "riverton", "sure": null },
            "office": { "town": "riverton", "now": null },
        })
    );
    let home = WORLD.api.schema().field("Person", "home").unwrap();
    assert!(!home.ty.required, "the API promises nothing");
}

#[test]
fn filters_look_at_what_is_in_view() {
    let people = |day: &str, filter: &str| {
        let query =
            format!("{{ people(asOf: {day}, where: {filter}) {{ totalCount nodes {{ id }} }} }}");
        let found = ask(&query);
        let nodes = plain(found["people"]["nodes"].clone());
        assert_eq!(found["people"]["totalCount"], nodes.as_array().unwrap().len());
        nodes
    };
    let mayor = "{ offices: { some: { node: { id: { eq: \"mayor\" } } } } }";
    assert_eq!(people("null", mayor), json!(["ada", "ben"]));
    assert_eq!(people("\"2004-07-15\"", mayor), json!(["ada"]));
    assert_eq!(people("\"2006-01-01\"", mayor), json!(["ben"]));
    assert_eq!(people("\"2006-01-01\"", "{ offices: { none: {} } }"), json!(["cyd"]));
    assert_eq!(people("\"2006-01-01\"", "{ offices: { single: {} } }"), json!(["ben"]));
    assert_eq!(people("\"2006-01-01\"", "{ offices: { count: { eq: 2 } } }"), json!(["ada"]));
    assert_eq!(people("\"2004-07-15\"", "{ offices: { count: { eq: 3 } } }"), json!(["ada"]));
    let only_mayors = "{ offices: { some: {}, all: { node: { id: { eq: \"mayor\" } } } } }";
    assert_eq!(people("\"2006-01-01\"", only_mayors), json!(["ben"]));
    assert_eq!(people("\"2004-07-15\"", "{ degree: { gte: 2 } }"), json!(["ada", "ben"]));
    assert_eq!(people("\"2004-08-15\"", "{ degree: { gte: 2 } }"), json!(["ada"]));
    // What a link leads to is held against the view too.
    let nested = "{ home: { node: { residents: { count: { eq: 1 } } } } }";
    assert_eq!(people("\"2011-01-01\"", nested), json!(["ben", "cyd"]));
    assert_eq!(people("null", nested), json!(["cyd"]));
    // A field that has a filter of its own and no time has the time of the one above.
    let below = "{ town(id: \"riverton\", asOf: \"2006-01-01\") { residents(where: { node: { offices: \
        { some: { node: { id: { eq: \"mayor\" } } } } } }) { totalCount nodes { id } } } }";
    assert_eq!(
        plain(ask(below))["town"]["residents"],
        json!({ "totalCount": 1, "nodes": ["ben"] })
    );
}

#[test]
fn degrees_count_and_order_what_is_in_view() {
    let query = "query($day: Date, $certain: Boolean) { \
        people(asOf: $day, certain: $certain, orderBy: [{ degree: DESC }]) { nodes { id degree \
        out: degree(direction: OUT) held: degree(relations: [HOLDS]) } \
        pageInfo { endCursor } edges { cursor } } }";
    let degrees = |variables: Value| {
        let found = ask_with(query, &variables);
        let nodes = found["people"]["nodes"].as_array().unwrap().iter();
        let degree = |it: &Value| json!([it["id"], it["degree"], it["out"], it["held"]]);
        nodes.map(degree).collect::<Value>()
    };
    assert_eq!(degrees(json!({})), json!([["ada", 5, 5, 3], ["ben", 3, 3, 1], ["cyd", 2, 2, 1]]));
    assert_eq!(
        degrees(json!({ "day": "2004-08-01" })),
        json!([["ada", 4, 4, 3], ["ben", 1, 1, 0], ["cyd", 1, 1, 0]])
    );
    assert_eq!(
        degrees(json!({ "day": "2004-08-01", "certain": true })),
        json!([["ada", 3, 3, 2], ["cyd", 1, 1, 0], ["ben", 0, 0, 0]])
    );
    // The keys of cursors are those of the view.
    let page = "query($after: String) { people(asOf: \"2004-08-01\", orderBy: [{ degree: DESC }], \
        first: 1, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }";
    let (mut after, mut seen) = (Value::Null, Vec::new());
    loop {
        let found = ask_with(page, &json!({ "after": after }));
        seen.extend(ids(&found["people"]["nodes"]).into_iter().map(str::to_owned));
        after = found["people"]["pageInfo"]["endCursor"].clone();
        if found["people"]["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(seen, ["ada", "ben", "cyd"]);
}

#[test]
fn links_of_any_relation_are_in_view_or_not() {
    let query = "query($day: Date, $during: DateRange, $certain: Boolean) { person(id: \"ada\") { \
        links(asOf: $day, during: $during, certain: $certain) { totalCount nodes { id to { id } } } } }";
    let links = |variables: Value| {
        let found = ask_with(query, &variables);
        let links = &found["person"]["links"];
        let found = ids(&links["nodes"]).into_iter().map(|id| id.replace("ada~", ""));
        let found: Vec<_> = found.collect();
        assert_eq!(links["totalCount"], found.len());
        found.join(" ")
    };
    let all = "HOLDS~archivist HOLDS~mayor HOLDS~treasurer LIVES_IN~riverton MET~ben";
    assert_eq!(links(json!({})), all);
    assert_eq!(links(json!({ "day": null })), all);
    assert_eq!(links(json!({ "day": "2004-07-15" })), all);
    assert_eq!(
        links(json!({ "day": "2004-07-15", "certain": true })),
        "HOLDS~archivist HOLDS~mayor LIVES_IN~riverton"
    );
    let july = json!({ "from": "2004-07-01", "to": "2004-07-31" });
    assert_eq!(
        links(json!({ "during": july, "certain": true })),
        "HOLDS~archivist HOLDS~mayor LIVES_IN~riverton MET~ben",
        "the act is in a range that has all its days"
    );
    assert_eq!(links(json!({ "day": "1995-01-01" })), "LIVES_IN~riverton");
    assert_eq!(links(json!({ "day": "1949-12-31" })), "");
}

/// A selection is compiled once, whatever leads to it.
#[test]
fn one_fragment_under_several_views() {
    let query = "query($day: Date) { \
        a: people(asOf: \"2004-07-15\") { ...P } b: people(asOf: \"2006-02-01\") { ...P } \
        c: people(asOf: $day) { ...P } d: people { ...P } } \
        fragment P on PersonConnection { nodes { id offices(first: 9) { nodes { ...O } } } } \
        fragment O on Office { id holders(first: 9) { nodes { id } } }";
    let found = plain(ask_with(query, &json!({ "day": "2010-01-01" })));
    let mayors = |field: &str| {
        let people = found[field].as_array().unwrap();
        let offices = people.iter().flat_map(|it| it["offices"].as_array().unwrap());
        offices.filter(|it| it["id"] == "mayor").map(|it| it["holders"].clone()).collect::<Value>()
    };
    assert_eq!(mayors("a"), json!([["ada"]]));
    assert_eq!(mayors("b"), json!([["ben"]]));
    assert_eq!(mayors("c"), json!([["ben"]]));
    assert_eq!(mayors("d"), json!([["ada", "ben"], ["ada", "ben"]]));
    let plan = &respond(query, &json!({}), &Limits::default())["extensions"]["explain"];
    assert_eq!(plan.as_str().unwrap().matches("row HOLDS OUT").count(), 1, "{plan}");
    // The same document with other variables: a plan knows no day of another request.
    for (day, mayor) in [("2004-07-15", "ada"), ("2006-02-01", "ben"), ("2004-07-15", "ada")] {
        let found = plain(ask_with(query, &json!({ "day": day })));
        let people = found["c"].as_array().unwrap();
        let holds =
            |it: &&Value| it["offices"].as_array().unwrap().iter().any(|it| it["id"] == "mayor");
        let holders: Vec<_> = people.iter().filter(holds).map(|it| &it["id"]).collect();
        assert_eq!(holders, [mayor], "{day}");
    }
}

#[test]
fn variables_that_are_absent_are_arguments_that_are_not_there() {
    let query = "query($day: Date, $range: DateRange, $from: Date, $certain: Boolean) { \
        people(asOf: \"2004-07-15\", certain: true) { nodes { id \
        a: offices(asOf: $day, during: $range, certain: $certain) { nodes { id } } \
        b: offices(during: { from: $from, to: \"2001-01-01\" }) { nodes { id } } } } }";
    let ada = |variables: Value| {
        let found = plain(ask_with(query, &variables));
        json!([found["people"][0]["a"], found["people"][0]["b"]])
    };
    let certain_then = json!(["archivist", "mayor"]);
    assert_eq!(ada(json!({})), json!([certain_then, ["mayor"]]));
    assert_eq!(
        ada(json!({ "day": null, "certain": null, "from": null })),
        json!([["archivist", "mayor", "treasurer"], ["mayor"]])
    );
    assert_eq!(
        ada(json!({ "day": null, "range": { "from": "2007-01-01" }, "from": "2000-12-31" })),
        json!([["archivist", "treasurer"], ["mayor"]]),
        "of one that is null and one that has a value, the value counts"
    );
}

#[test]
fn what_cannot_be_asked_is_refused_at_its_field() {
    let error = |field: &str| {
        let query = format!("{{ person(id: \"ada\", asOf: \"2004-07-15\") {{ id {field} }} }}");
        let response = respond(&query, &json!({}), &Limits::default());
        let errors = response["errors"].as_array().unwrap_or_else(|| panic!("{response}"));
        assert_eq!(errors[0]["extensions"]["code"], "BAD_USER_INPUT", "{field}");
        (errors[0]["message"].as_str().unwrap().to_owned(), errors[0]["path"].clone())
    };
    let both = error("offices(asOf: \"2004-01-01\", during: {}) { totalCount }");
    let message = "`asOf` and `during` cannot stand together; ask of a day or of a range of days";
    assert_eq!(both, (message.to_owned(), json!(["person", "offices"])));
    let backward =
        error("links(during: { from: \"2004-01-02\", to: \"2004-01-01\" }) { totalCount }");
    let message = "`during` ends before it starts; `from` is its first day, `to` its last";
    assert_eq!(backward, (message.to_owned(), json!(["person", "links"])));
    for date in ["2004", "2004-01-01?", "?"] {
        let refused = |name: &str, field: &str| {
            let reason = format!(
                "`{name}` takes a full date such as \"2019-05-03\", and \"{date}\" is none"
            );
            (reason, json!(["person", field]))
        };
        assert_eq!(error(&format!("degree(asOf: \"{date}\")")), refused("asOf", "degree"));
        let ranged = error(&format!("d: home(during: {{ to: \"{date}\" }}) {{ id }}"));
        assert_eq!(ranged, refused("during.to", "d"));
    }
    let (message, _) = error("degree(asOf: \"2004-02-30\")");
    assert_eq!(
        message,
        "`asOf` takes a full date such as \"2019-05-03\", and \"2004-02-30\" is none"
    );
    // What fails where null may be leaves the rest as it is, and in its own view.
    let query = "{ person(id: \"ada\", asOf: \"2004-07-15\") { home(asOf: \"x\") { id } met { nodes { id } } \
        degree offices(asOf: \"2001-01-01\") { nodes { id } } } \
        lost: person(id: \"ada\", during: { from: \"x\" }) { id } people { nodes { id } } }";
    let response = respond(query, &json!({}), &Limits::default());
    assert_eq!(response["errors"].as_array().unwrap().len(), 2);
    assert_eq!(
        plain(response["data"].clone()),
        json!({
            "person": { "home": null, "met": ["ben"], "degree": 5, "offices": ["mayor"] },
            "lost": null,
            "people": ["ada", "ben", "cyd"],
        })
    );
}

#[test]
fn the_plan_says_what_changes_the_view() {
    let plan = |query: &str| {
        let response = respond(query, &json!({}), &Limits::default());
        response["extensions"]["explain"].as_str().unwrap().to_owned()
    };
    let text = plan(
        "{ people(asOf: \"2004-07-15\", certain: true) { nodes { \
         offices(first: 3, during: { from: \"2004-01-01\", to: \"2004-12-31\" }) { totalCount } \
         home(asOf: null) { id } links(first: 1, during: { from: \"2004-01-01\" }) { totalCount } \
         degree(during: { to: \"2004-01-01\" }, certain: false) met(first: 2, during: {}) { totalCount } } } \
         person(id: \"ada\", asOf: \"2004-07-15\") { id } }",
    );
    for part in [
        "people: all of Person (first 100, as of 2004-07-15, certain)",
        "offices: row HOLDS OUT (first 3, during 2004-01-01 to 2004-12-31)",
        "home: one by LIVES_IN OUT (all of history)",
        "links: rows of all relations (first 1, from 2004-01-01 on)",
        "degree: degree (up to 2004-01-01, possible)",
        "met: row MET BOTH (first 2, on any day)",
        "person: lookup, Person (id ada, as of 2004-07-15)",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

/// Rows of lengths around what is looked at together, from both ends of the links, up to the
/// very last link; what is in view has no rhythm.
#[test]
fn long_rows_show_what_is_in_view_and_nothing_else() {
    let lengths = [0, 1, 15, 16, 17, 31, 33, 60, 2];
    let is_held = |person: usize, office: usize| (person * 5 + office * office) % 7 < 3;
    let mut facts = String::from("Person:\n");
    for (person, length) in lengths.into_iter().enumerate() {
        let year = |office| if is_held(person, office) { 2000 } else { 2020 };
        let held = |office| format!("{{to: o{office:02}, since: {}}}", year(office));
        let offices = (0..length).map(held).collect::<Vec<_>>().join(", ");
        facts += &format!("  p{person}: {{name: P, home: town, offices: [{offices}]}}\n");
    }
    facts += "Town: {town: {name: Town}}\n";
    facts += "Office:\n";
    for office in 0..60 {
        facts += &format!("  o{office:02}: {{name: O{office}}}\n");
    }
    let world = world(&facts);
    let check = |start: &str, field: &str, all: Vec<String>| {
        for first in [1, 2, 6, 7, 8, 16, 17, 100] {
            let query = format!(
                "{{ {start} {{ {field}(asOf: \"2010-01-01\", first: {first}) {{ nodes {{ id }} }} }} }}"
            );
            let response = world.respond(&query, &json!({}), &Limits::default());
            let root = start.split('(').next().unwrap();
            let shown = plain(response["data"][root][field].clone());
            assert_eq!(shown, json!(all[..first.min(all.len())]), "{query}");
        }
    };
    for (person, length) in lengths.into_iter().enumerate() {
        let held = (0..length).filter(|&office| is_held(person, office));
        let held = held.map(|office| format!("o{office:02}")).collect();
        check(&format!("person(id: \"p{person}\")"), "offices", held);
    }
    for office in 0..60 {
        let holds = |person: &usize| office < lengths[*person] && is_held(*person, office);
        let holders = (0..lengths.len()).filter(holds).map(|person| format!("p{person}")).collect();
        check(&format!("office(id: \"o{office:02}\")"), "holders", holders);
    }
}

/// Links that are looked at and not shown count as much as those that are.
#[test]
fn what_is_not_in_view_counts_as_visited() {
    let visits = |query: &str| {
        let under = |visits| {
            let limits = Limits { visits, ..Limits::default() };
            let response = respond(query, &json!({}), &limits);
            response.get("errors").is_none()
        };
        (0..100).find(|&visits| under(visits)).unwrap()
    };
    let of_ada = |field: &str| visits(&format!("{{ person(id: \"ada\") {{ {field} }} }}"));
    let nothing = of_ada("offices(asOf: \"1990-01-01\") { nodes { id } }");
    assert_eq!(nothing, of_ada("id") + 4, "a row and its three links");
    assert_eq!(of_ada("degree"), of_ada("id"), "the length of rows is known");
    assert_eq!(of_ada("degree(asOf: \"1990-01-01\")"), of_ada("id") + 5);
    let filter = |day: &str| {
        visits(&format!(
            "{{ people(asOf: {day}, where: {{ offices: {{ count: {{ gt: 9 }} }} }}) {{ totalCount }} }}"
        ))
    };
    assert_eq!(filter("\"2006-01-01\""), filter("null") + 5, "the offices of three");
    let held = |quantifier: &str| {
        visits(&format!(
            "{{ people(asOf: \"1990-01-01\", where: {{ offices: {{ {quantifier} }} }}) {{ totalCount }} }}"
        ))
    };
    assert_eq!(held("some: {}"), held("count: { gt: 9 }"), "each link, whatever is asked of it");
    let home = of_ada("home(asOf: \"1980-01-01\") { id }");
    assert_eq!(home, of_ada("id") + 1, "one link, which is not in force yet");
}

/// One meeting of two days succeeds another of the year before: they were never there together.
#[test]
fn meetings_that_succeed_each_other() {
    let schema = "type Event @node @temporal(start: [\"start\"], end: [\"end\"]) { \
                  start: PartialDate end: PartialDate \
                  follows: [Event!]! @relationship(type: \"SUCCEEDS\", direction: OUT) }";
    let seed = "Event:\n  fourth: {name: 4th, start: 2022-08-16, end: 2022-08-17}\n  \
                fifth: {name: 5th, start: 2023-07-26, end: 2023-07-27, follows: [fourth]}\n";
    let world = small("successors", schema, seed);
    let succeeded = |day: &str| {
        let query = format!(
            "{{ node: entity(id: \"fifth\", asOf: \"{day}\") {{ ... on Entity {{
                links(relations: [SUCCEEDS], direction: OUT) {{ nodes {{ to {{ id }} }} }}
            }} }} }}"
        );
        let found = data(&world, &query, None);
        found["node"]["links"]["nodes"].as_array().unwrap().len()
    };
    assert_eq!([succeeded("2000-01-01"), succeeded("2026-01-01")], [0, 1]);
}

/// The development fund was founded in October 2022.
#[test]
fn lists_that_are_not_of_one_kind_have_views_too() {
    let fund = "az-kg-development-fund";
    let found = |day: &str| {
        let query = format!(
            "{{ search(query: \"Azerbaijan-Kyrgyzstan Development Fund\", asOf: \"{day}\") {{ nodes {{ entity {{ id }} }} }} \
             conflicts(asOf: \"{day}\") {{ nodes {{ entity {{ id }} }} }} \
             match(queries: {{ name: \"Azerbaijan-Kyrgyzstan Development Fund\" }}, asOf: \"{day}\", limit: 1) \
             {{ candidates {{ entity {{ id degree }} }} }} \
             source(id: \"report-2025-12-08\") {{ supports(kinds: [Organization], first: 500, asOf: \"{day}\") \
             {{ nodes {{ id }} }} }} }}"
        );
        data(shipped(), &query, None)
    };
    let (before, after) = (found("2022-09-30"), found("2022-11-30"));
    let has = |list: &Value| list.to_string().contains(&format!("\"{fund}\""));
    for list in ["search", "conflicts", "source"] {
        assert!(!has(&before[list]), "{list}: {}", before[list]);
        assert!(has(&after[list]), "{list}: {}", after[list]);
    }
    // Who gives a name knows whom they mean; the day is that of what stands under it.
    let candidate = |found: &Value| found["match"][0]["candidates"][0]["entity"].clone();
    assert_eq!(candidate(&before), json!({ "id": fund, "degree": 0 }));
    assert!(candidate(&after)["degree"].as_i64() > Some(0), "{after}");
}
