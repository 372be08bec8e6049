//! `search` on the shipped data and on the toy world: what is found, in which order, and what
//! is said of it.

use crate::support::{answer, data, load, shipped, toy};
use corridor::{limits::Limits, snapshot::Snapshot};
use serde_json::{Value, json};

/// Some fields of the hits of a query.
fn hits(snapshot: &Snapshot, arguments: &str, fields: &str) -> Vec<Value> {
    let query = format!("{{ search({arguments}) {{ nodes {{ {fields} }} }} }}");
    data(snapshot, &query, None)["search"]["nodes"].as_array().unwrap().clone()
}

/// The ids of the best hits of a text.
fn found(snapshot: &Snapshot, text: &str, first: usize) -> Vec<String> {
    let query = "query($text: String!, $first: Int) { search(query: $text, first: $first) { nodes { entity { id } } } }";
    let variables = json!({ "text": text, "first": first }).to_string();
    let found = data(snapshot, query, Some(&variables));
    let nodes = found["search"]["nodes"].as_array().unwrap().iter();
    nodes.map(|hit| hit["entity"]["id"].as_str().unwrap().to_owned()).collect()
}

/// Checks what is found first; tells all that fail.
#[track_caller]
fn finds_first(cases: &[(&str, &str)]) {
    let mut failures = Vec::new();
    for &(text, id) in cases {
        let best = found(shipped(), text, 3);
        if best.first().map(String::as_str) != Some(id) {
            failures.push(format!("{text}: {id} is to be first, found {best:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn one_company_in_any_script_and_spelling() {
    finds_first(&[
        ("SOCAR", "socar"),
        ("socar", "socar"),
        ("SOKAR", "socar"),
        ("Сокар", "socar"),
        ("soc", "socar"),
        ("scoar", "socar"),
        ("Azərbaycan Dövlət Neft Şirkəti", "socar"),
        ("Azərbaycan Respublikasının Dövlət Neft Şirkəti", "socar"),
        ("azerbaycan dovlet neft sirketi", "socar"),
        ("State Oil Company of the Republic of Azerbaijan", "socar"),
        ("state oil company", "socar"),
        ("Государственная нефтяная компания Азербайджанской Республики", "socar"),
        ("нефтяная компания азербайджан", "socar"),
    ]);
}

#[test]
fn one_person_in_any_script_and_spelling() {
    finds_first(&[
        ("Төрөбаев", "bakyt-torobaev"),
        ("Torobayev", "bakyt-torobaev"),
        ("Торобаев", "bakyt-torobaev"),
        ("torobaev", "bakyt-torobaev"),
        ("TÖRÖBAEV", "bakyt-torobaev"),
        ("Бакыт Төрөбаев", "bakyt-torobaev"),
        ("bakıt torobayev", "bakyt-torobaev"),
        ("torobaev bakyt", "bakyt-torobaev"),
        ("toro", "bakyt-torobaev"),
        ("bakyt tor", "bakyt-torobaev"),
        ("torobeav", "bakyt-torobaev"),
        ("tarobayev", "bakyt-torobaev"),
    ]);
}

/// Persons before what is named after them, places and bodies before what has their names in
/// its own.
#[test]
fn what_is_meant_comes_before_what_is_called_like_it() {
    finds_first(&[
        ("Aliyev", "ilham-aliyev"),
        ("Əliyev", "ilham-aliyev"),
        ("Алиев", "ilham-aliyev"),
        ("Japarov", "sadyr-japarov"),
        ("Жапаров", "sadyr-japarov"),
        ("Джапаров", "sadyr-japarov"),
        ("zhaparov", "sadyr-japarov"),
        ("Шарифов", "samir-sharifov"),
        ("Şərifov", "samir-sharifov"),
        ("baku", "baku"),
        ("Баку", "baku"),
        ("bishkek", "bishkek"),
        ("Kyrgyzstan", "kyrgyzstan"),
        ("Кыргызстан", "kyrgyzstan"),
        ("Kyrgyz Republic", "kyrgyzstan"),
        ("AZ", "azerbaijan"),
        ("KGZ", "kyrgyzstan"),
        ("energy", "energy"),
        ("development fund", "az-kg-development-fund"),
        ("ministry of energy kyrgyz", "kg-ministry-of-energy"),
        ("Министерство энергетики Азербайджана", "az-ministry-of-energy"),
        ("\"oil company\"", "socar"),
        ("refinery", "heydar-aliyev-refinery"),
        ("kaspian shiping", "asco"),
        ("hydropower", "tyup-hpp"),
        // A place with its country behind a comma, and a name with a blank that it has not.
        ("Baku, Azerbaijan", "baku"),
        ("Баку, Азербайджан", "baku"),
        ("Bishkek, Kyrgyzstan", "bishkek"),
        ("Kyrgyz neftegaz", "kyrgyzneftegaz"),
        ("Kyrgyz neftegaz OJSC", "kyrgyzneftegaz"),
        // A legal form that its names have not.
        ("SOCAR A.Ş.", "socar"),
        ("ТОО Сокар", "socar"),
        ("Сокар ЖШС", "socar"),
        ("Кыргыз нефтегаз", "kyrgyzneftegaz"),
        ("Министерство энергетики КР", "kg-ministry-of-energy"),
    ]);
}

/// What people type who look for somebody by what they are, mistype a word of a long name, or
/// have not typed all of it.
#[test]
fn the_best_answer_to_all_words_comes_first() {
    finds_first(&[
        ("Bakyt", "bakyt-torobaev"),
        ("Бакыт", "bakyt-torobaev"),
        ("bakit", "bakyt-torobaev"),
        ("Sad", "sadyr-japarov"),
        ("Sady", "sadyr-japarov"),
        ("Sadyr", "sadyr-japarov"),
        ("Azərbaycan", "azerbaijan"),
        ("Ministry of Health of the Kygryz Republic", "kg-ministry-of-health"),
        ("Ministry of Foreign Affairs of the Kyrgyz Reupblic", "kg-ministry-of-foreign-affairs"),
        ("Ministry of Eduaction of the Kyrgyz Republic", "kg-ministry-of-education"),
        ("Cabinet of Ministers of the Kyrgyz Repblic", "kg-cabinet-of-ministers"),
        ("Ministr of Ecology and Natural Resources of Azerbaijan", "az-ministry-of-ecology"),
        ("energy minister of Azerbaijan", "parviz-shahbazov"),
        ("Energy minister Shahbazov", "parviz-shahbazov"),
        ("foreign minister of Azerbaijan", "jeyhun-bayramov"),
        ("Aliyev president of Azerbaijan", "ilham-aliyev"),
        // Headlines of sources that have all words, and one that is meant.
        ("President Ilham Aliyev", "ilham-aliyev"),
        ("Ilham Aliyev Azerbaijan", "ilham-aliyev"),
        ("council of central banks of Turkic states", "central-banks-council-mou"),
        ("Turkic states' joint investment fund", "turkic-investment-fund"),
        ("Turkic states' joint investment fund to debut with $500M capital", "S519"),
        ("Republic of Ka", "kazakhstan"),
        ("torob -erlist", "bakyt-torobaev"),
        ("turkic states", "ots"),
        ("\"Ministry of Ener", "az-ministry-of-energy"),
        ("ОАО «Кыргызнефтег", "kyrgyzneftegaz"),
        ("Бакыт Эргешович Торобаев", "bakyt-torobaev"),
        ("S. Sharifov", "samir-sharifov"),
        ("azer cosmos", "azercosmos"),
        ("Jalalabad", "jalal-abad"),
    ]);
}

/// Every name of every entity of the data set finds that entity, and nearly always first: two
/// entities may share a name, and then the better known one is first.
#[test]
fn every_name_finds_its_entity() {
    let query = "{ entities(first: 1000) { nodes { id names { value } } } }";
    let entities = data(shipped(), query, None);
    let (mut count, mut second) = (0, Vec::new());
    for entity in entities["entities"]["nodes"].as_array().unwrap() {
        let id = entity["id"].as_str().unwrap();
        for name in entity["names"].as_array().unwrap() {
            let name = name["value"].as_str().unwrap();
            let text = name.replace(['"', '“', '”', '„', '«', '»'], " ").replace(" -", " ");
            let best = found(shipped(), &text, 20);
            assert!(best.iter().any(|it| it == id), "{name} is to find {id}, found {best:?}");
            count += 1;
            if best[0] != id {
                second.push(format!("{name}: {}, then {id}", best[0]));
            }
        }
    }
    assert!(count > 700, "only {count} names");
    assert!(second.len() < count / 50, "of {count}:\n{}", second.join("\n"));
}

#[test]
fn a_hit_says_what_matched() {
    let fields = "field fragment highlight name { value lang kind } entity { id kind }";
    let best = |text: &str| {
        hits(shipped(), &format!("query: {}, first: 1", json!(text)), fields)[0].clone()
    };
    let hit = best("төрөбаев");
    assert_eq!(hit["highlight"], "Бакыт <mark>Төрөбаев</mark>");
    assert_eq!(hit["name"], json!({"value": "Бакыт Төрөбаев", "lang": "ky", "kind": "NATIVE"}));
    assert_eq!((&hit["field"], &hit["entity"]["kind"]), (&json!("names"), &json!("Person")));
    let hit = best("Azərbaycan Dövlət Neft");
    assert_eq!(hit["fragment"], "Azərbaycan Dövlət Neft Şirkəti");
    assert_eq!(
        hit["highlight"],
        "<mark>Azərbaycan</mark> <mark>Dövlət</mark> <mark>Neft</mark> Şirkəti"
    );
    // By what it is, with what HTML would read as its own escaped.
    let hit = best("president of SOCAR");
    assert_eq!((&hit["field"], &hit["name"]), (&json!("summary"), &Value::Null));
    assert_eq!(hit["highlight"], "<mark>President</mark> <mark>of</mark> <mark>SOCAR</mark>");
    let hit = best("economy minister chair socar's");
    assert!(hit["highlight"].as_str().unwrap().contains("<mark>SOCAR&#39;s</mark>"), "{hit}");
    // By a property that is searched as a whole.
    let hit = best("AZE");
    assert_eq!((&hit["field"], &hit["entity"]["id"]), (&json!("iso3"), &json!("azerbaijan")));
    assert_eq!(hit["highlight"], "<mark>AZE</mark>");
}

#[test]
fn facets_count_every_kind_and_the_total_those_asked_for() {
    let ask = |arguments: &str| {
        let query = format!(
            "{{ search({arguments}) {{ totalCount facets {{ kind count }} nodes {{ entity {{ kind }} }} }} }}"
        );
        data(shipped(), &query, None)["search"].take()
    };
    let all = ask("query: \"energy\", first: 1000");
    let nodes = all["nodes"].as_array().unwrap();
    assert_eq!(all["totalCount"], nodes.len());
    assert!(nodes.len() > 20, "{all}");
    let facets = all["facets"].as_array().unwrap();
    for facet in facets {
        let of_kind = nodes.iter().filter(|hit| hit["entity"]["kind"] == facet["kind"]).count();
        assert_eq!(facet["count"], of_kind, "{facet}");
    }
    let counts: Vec<u64> = facets.iter().map(|it| it["count"].as_u64().unwrap()).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b), "most first: {facets:?}");
    assert_eq!(counts.iter().sum::<u64>(), nodes.len() as u64);
    // The facets of all kinds, the rest of one.
    let people = ask("query: \"energy\", kinds: [Person], first: 1000");
    assert_eq!(people["facets"], all["facets"]);
    let count = facets.iter().find(|it| it["kind"] == "Person").unwrap()["count"].clone();
    assert_eq!(people["totalCount"], count);
    assert_eq!(people["nodes"].as_array().unwrap().len() as u64, count.as_u64().unwrap());
    assert_eq!(ask("query: \"energy\", kinds: []")["totalCount"], 0);
    // A filter holds for both.
    let filtered = ask("query: \"energy\", where: { kind: { eq: Person } }, first: 1000");
    assert_eq!(filtered["facets"], json!([{"kind": "Person", "count": count}]));
    assert_eq!(filtered["nodes"], people["nodes"]);
    let linked = ask("query: \"energy\", where: { degree: { gte: 5 } }, first: 1000");
    assert!(linked["totalCount"].as_u64() < all["totalCount"].as_u64());
    assert_eq!(linked["totalCount"], linked["nodes"].as_array().unwrap().len());
}

#[test]
fn pages_put_together_are_the_list() {
    let fields = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount edges { cursor node { score entity { id } } }";
    let ask = |text: &str, more: &str| {
        let query = format!("{{ search(query: {} {more}) {{ {fields} }} }}", json!(text));
        data(shipped(), &query, None)["search"].take()
    };
    for text in ["kyrgyz", "a", "azerbaijan ministry", "\"of the\"", "торгов"] {
        let whole = ask(text, "first: 1000");
        let whole = whole["edges"].as_array().unwrap();
        assert!(whole.len() > 2, "{text}: {whole:?}");
        let scores = whole.iter().map(|edge| edge["node"]["score"].as_f64().unwrap());
        assert!(scores.is_sorted_by(|a, b| a >= b), "{text}");
        for size in [1, 3, 7].into_iter().filter(|size| whole.len() / size < 100) {
            let (mut together, mut after) = (Vec::new(), String::new());
            loop {
                let page = ask(text, &format!("first: {size} {after}"));
                let edges = page["edges"].as_array().unwrap();
                assert_eq!(page["totalCount"], whole.len());
                assert_eq!(page["pageInfo"]["hasPreviousPage"], !together.is_empty());
                assert_eq!(page["pageInfo"]["startCursor"], edges[0]["cursor"]);
                assert_eq!(page["pageInfo"]["endCursor"], edges[edges.len() - 1]["cursor"]);
                together.extend(edges.iter().cloned());
                let has_next = page["pageInfo"]["hasNextPage"] == true;
                assert_eq!(has_next, together.len() < whole.len());
                if !has_next {
                    break;
                }
                after = format!("after: {}", page["pageInfo"]["endCursor"]);
            }
            assert_eq!(&together, whole, "{text} in pages of {size}");
        }
    }
}

#[test]
fn no_page_is_asked_for_and_no_hit_found() {
    let query = "{ search(query: \"zzzzqqqq\") { totalCount facets { kind } nodes { score } \
        pageInfo { hasNextPage startCursor endCursor } } \
        none: search(query: \"energy\", first: 0) { edges { cursor } pageInfo { hasNextPage } } }";
    let found = data(shipped(), query, None);
    assert_eq!(
        found,
        json!({
            "search": {
                "totalCount": 0,
                "facets": [],
                "nodes": [],
                "pageInfo": {"hasNextPage": false, "startCursor": null, "endCursor": null},
            },
            "none": {"edges": [], "pageInfo": {"hasNextPage": true}},
        })
    );
}

/// Whatever is typed, no syntax of the index's library is seen.
#[test]
fn any_text_has_an_answer() {
    let texts = [
        "",
        " ",
        "\"",
        "\"\"",
        "-",
        "--",
        "-\"",
        "*",
        "?",
        "~",
        "^",
        "a^",
        "a~2",
        "(",
        ")",
        "(a OR",
        "a AND",
        "NOT",
        "+",
        "+a",
        "name:",
        "name:socar",
        ":",
        "[a TO b]",
        "{a TO",
        "a\\",
        "\\",
        "/a.*/",
        "a/b",
        "\u{0}",
        "\u{202e}rtl",
        "🌊",
        "东京",
        "a\nb\tc",
        "<script>",
        "%s%n",
        "' OR 1=1 --",
        "\u{301}",
    ];
    let query = "query($text: String!) { search(query: $text) { totalCount nodes { highlight } } }";
    for text in texts {
        let found = answer(toy(), query, Some(&json!({ "text": text }).to_string()));
        assert_eq!(found.get("errors"), None, "{text:?}");
    }
    let long = "a".repeat(1_000);
    let found = answer(shipped(), query, Some(&json!({ "text": long }).to_string()));
    assert_eq!(found["data"]["search"]["totalCount"], 0);
}

#[test]
fn what_cannot_be_is_refused_at_its_place() {
    let error = |query: &str| answer(toy(), query, None)["errors"][0].clone();
    let refused = error("{ search(query: \"a\", after: \"nonsense\") { totalCount } }");
    assert_eq!(refused["extensions"]["code"], "BAD_USER_INPUT");
    assert_eq!(refused["path"], json!(["search"]));
    // A cursor of a list that is ordered by something else.
    let cursor = "{ people(first: 1, orderBy: [{ name: ASC }]) { pageInfo { endCursor } } }";
    let cursor = data(toy(), cursor, None)["people"]["pageInfo"]["endCursor"].clone();
    let refused = error(&format!("{{ search(query: \"a\", after: {cursor}) {{ totalCount }} }}"));
    let message = refused["message"].as_str().unwrap();
    assert!(message.contains("is not a cursor of hits"), "{message}");
    // One of another query, whose scores say nothing of this one.
    let cursor = data(toy(), "{ search(query: \"b\", first: 1) { pageInfo { endCursor } } }", None);
    let cursor = cursor["search"]["pageInfo"]["endCursor"].clone();
    let refused = error(&format!("{{ search(query: \"a\", after: {cursor}) {{ totalCount }} }}"));
    let message = refused["message"].as_str().unwrap();
    assert!(message.contains("is a cursor of another query"), "{message}");
    assert_eq!(refused["path"], json!(["search"]));
    let many = "a ".repeat(33);
    let refused = error(&format!("{{ search(query: \"{many}\") {{ totalCount }} }}"));
    assert_eq!(
        refused["message"],
        "`query` has 33 words, and at most 32 are looked for; ask for fewer"
    );
    assert_eq!(refused["extensions"]["limit"], "search_words");
    assert_eq!(refused["locations"], json!([{"line": 1, "column": 17}]));
    let refused =
        error("query($q: String! = \"a\") { search(query: $q, first: -1) { totalCount } }");
    assert_eq!(refused["extensions"]["code"], "BAD_USER_INPUT");
}

#[test]
fn fragments_names_and_conditions_are_those_of_graphql() {
    let query = "query($deep: Boolean = false) { s: search(query: \"Tasselbrook\") { ...C __typename } } \
        fragment C on SearchConnection { edges { __typename node { ...H } } facets { __typename n: count } } \
        fragment H on SearchHit { __typename entity { __typename ... on Person { id posts @include(if: $deep) { totalCount } } } \
        n: name { value } n: name { kind } }";
    let expected = json!({
        "s": {
            "edges": [{
                "__typename": "SearchEdge",
                "node": {
                    "__typename": "SearchHit",
                    "entity": {"__typename": "Person", "id": "orvin"},
                    "n": {"value": "Orvin Tasselbrook", "kind": "PRIMARY"},
                },
            }],
            "facets": [{"__typename": "Facet", "n": 1}],
            "__typename": "SearchConnection",
        },
    });
    assert_eq!(data(toy(), query, None), expected);
    let deep = data(toy(), query, Some("{\"deep\": true}"));
    assert!(deep["s"]["edges"][0]["node"]["entity"]["posts"]["totalCount"].is_u64());
    // A condition that is null makes the object null that it is in, or the next that can be.
    let broken = answer(toy(), query, Some("{\"deep\": null}"));
    assert_eq!(broken["data"], Value::Null);
    let path = broken["errors"][0]["path"].clone();
    assert_eq!(path, json!(["s", "edges", 0, "node", "entity"]));
    let query = "query($c: Boolean = true) { search(query: \"Tasselbrook\") { nodes { name { value @skip(if: $c) } } } }";
    let broken = answer(toy(), query, Some("{\"c\": null}"));
    assert_eq!(broken["data"]["search"]["nodes"], json!([{"name": null}]));
    assert_eq!(broken["errors"][0]["path"], json!(["search", "nodes", 0, "name"]));
}

#[test]
fn the_index_is_built_once_and_service_describes_it() {
    let mut toy = load("tests/worlds/toy", &Limits::default());
    let service = "{ service { search { buildMs bytes words names bytesPerNode } } }";
    assert_eq!(data(&toy, service, None)["service"]["search"], Value::Null);
    let before = hits(&toy, "query: \"orvin\"", "score entity { id }");
    toy.build_index().unwrap();
    assert_eq!(hits(&toy, "query: \"orvin\"", "score entity { id }"), before);
    let search = data(&toy, service, None)["service"]["search"].take();
    toy.build_index().unwrap();
    assert_eq!(data(&toy, service, None)["service"]["search"], search, "it was built again");
    let number = |name: &str| search[name].as_f64().unwrap();
    assert!(number("buildMs") > 0.0 && number("bytes") > 1_000.0, "{search}");
    assert!(number("bytesPerNode") > 10.0, "{search}");
    assert!(number("words") > 1_000.0 && number("names") > 1_000.0, "{search}");
    assert_eq!(number("words") + number("names"), number("bytes"));
}
