//! `match` on the shipped data and the toy world; filters on names.

use crate::support::{answer, data, ids, load, shipped, small, toy};
use corridor::{
    graph::{LinkId, NodeId},
    limits::Limits,
    ontology::KindId,
    search::matching::{Everything, MatchLimits, Query, THRESHOLD, Visible},
};
use serde_json::{Value, json};

#[test]
fn an_office_holder_is_found_by_any_spelling() {
    let graph = shipped().graph();
    let first = |name: &str, lang: Option<&str>| {
        let query =
            Query { name: name.to_owned(), lang: lang.map(str::to_owned), ..Query::default() };
        let wanted = MatchLimits { limit: 3, threshold: THRESHOLD, names: 1_000 };
        let found = shipped().index().matching(graph).candidates(graph, &query, wanted);
        let best = found.first().map(|it| graph.arena().text(graph.nodes().ids()[it.node.index()]));
        best.map(std::borrow::Cow::into_owned)
    };
    for (name, lang, id) in [
        ("Төрөбаев Бакыт", None, "bakyt-torobaev"),
        ("B. Torobayev", None, "bakyt-torobaev"),
        ("Садыр Джапаров", Some("ru"), "sadyr-japarov"),
        ("Һејдәр Әлијев", Some("az"), "heydar-aliyev"),
        ("HEYDƏR ƏLİYEV", None, "heydar-aliyev"),
        ("Микаил Чингиз оглы Джаббаров", Some("ru"), "mikayil-jabbarov"),
        ("Сокар", None, "socar"),
        ("Jalalabad", None, "jalal-abad"),
        ("Milli Medjlis", None, "milli-majlis"),
        ("Eli Esedov", None, "ali-asadov"),
        ("Muxtar Babayev", None, "mukhtar-babayev"),
        ("Orxan Memmedov", None, "orkhan-mammadov"),
    ] {
        assert_eq!(first(name, lang).as_deref(), Some(id), "{name}");
    }
    assert_eq!(first("", None), None);
    assert_eq!(first("Napoleon Bonaparte", None), None);
}

/// Abbreviated countries and the order of letters say who is meant, and a body is not what is above
/// it or where it is sent.
#[test]
fn what_is_beside_a_name_decides() {
    let ask = |name: &str| {
        let query = format!(
            "{{ match(queries: [{{name: \"{name}\"}}], threshold: 0.5) {{ tie candidates {{ score entity {{ id }} }} }} }}"
        );
        data(shipped(), &query, None)["match"][0].clone()
    };
    for (name, id) in [
        ("Алиев И.Г.", "ilham-aliyev"),
        ("Министерство энергетики КР", "kg-ministry-of-energy"),
        ("Министерство энергетики АР", "az-ministry-of-energy"),
        ("Энергетика министрлиги КР", "kg-ministry-of-energy"),
        ("Kyrgyz neftegaz", "kyrgyzneftegaz"),
    ] {
        let found = ask(name);
        assert_eq!(found["candidates"][0]["entity"]["id"], id, "{name}: {found}");
        assert_eq!(found["tie"], false, "{name}: {found}");
    }
    let found = ask("Embassy of Azerbaijan");
    let states = found["candidates"].as_array().unwrap().iter();
    for state in states.filter(|it| it["entity"]["id"] == "azerbaijan") {
        assert!(state["score"].as_f64().unwrap() < THRESHOLD, "{found}");
    }
}

/// What a caller may not see decides nothing: its country is told by a link.
#[test]
fn a_hidden_link_does_not_tell_the_country() {
    struct WithoutLinks;

    impl Visible for WithoutLinks {
        fn has_node(&self, _: NodeId) -> bool {
            true
        }

        fn has_link(&self, _: LinkId) -> bool {
            false
        }

        fn has_property(&self, _: KindId, _: usize) -> bool {
            true
        }
    }

    let graph = shipped().graph();
    let query = Query {
        name: "Kyrgyzneftegaz".to_owned(),
        country: Some("Azerbaijan".to_owned()),
        ..Query::default()
    };
    let wanted = MatchLimits { limit: 1, threshold: THRESHOLD, names: 1_000 };
    let matcher = shipped().index().matching(graph);
    let seen = matcher.candidates_among(graph, &query, wanted, &Everything);
    assert_eq!(seen[0].country_agrees, Some(false));
    let hidden = matcher.candidates_among(graph, &query, wanted, &WithoutLinks);
    assert_eq!(hidden[0].country_agrees, None);
    assert!(hidden[0].score > seen[0].score);
}

#[test]
fn the_api_says_what_became_of_each_word() {
    let query = "{ match(queries: [
        {id: \"a\", name: \"Orvin Kelp Tasselbrok\"}, {name: \"Nobody At All\"}, {id: \"c\", name: \"Ёшка Щукин\", kinds: [Post]}
      ], threshold: 0.5) {
        id name tie candidates { score tie kindAgrees countryAgrees name { value kind } entity { id kind }
          tokens { query candidate how } } } }";
    let found = data(toy(), query, None);
    let [a, b, c] = &found["match"].as_array().unwrap()[..] else { panic!("{found}") };
    assert_eq!((&a["id"], &a["tie"]), (&"a".into(), &false.into()));
    let best = &a["candidates"][0];
    assert_eq!(best["entity"], json!({"id": "orvin", "kind": "Person"}));
    assert_eq!(best["name"], json!({"value": "Orvin Tasselbrook", "kind": "PRIMARY"}));
    assert_eq!((&best["kindAgrees"], &best["countryAgrees"]), (&Value::Null, &Value::Null));
    let tokens = json!([
        {"query": "Orvin", "candidate": "Orvin", "how": "EXACT"},
        {"query": "Kelp", "candidate": null, "how": "MISSING"},
        {"query": "Tasselbrok", "candidate": "Tasselbrook", "how": "SOUND"},
    ]);
    assert_eq!(best["tokens"], tokens);
    assert_eq!(b, &json!({"id": null, "name": "Nobody At All", "tie": false, "candidates": []}));
    let best = &c["candidates"][0];
    assert_eq!((&best["score"], &best["kindAgrees"]), (&json!(0.8), &false.into()));
}

#[test]
fn ties_are_told_and_a_country_decides() {
    let ask = |country: &str| {
        let query = format!(
            "{{ match(queries: [{{name: \"Cabinet of Ministers\"{country}}}]) {{ tie candidates {{ score tie countryAgrees entity {{ id }} }} }} }}"
        );
        data(shipped(), &query, None)["match"][0].clone()
    };
    let open = ask("");
    assert_eq!(open["candidates"][0]["countryAgrees"], Value::Null);
    assert_eq!(ask(", country: \" \""), open, "an empty cell asks for none");
    for country in ["kyrgyzstan", "Кыргызстан", "Kyrgyz Republic", "kg", " KG "] {
        let found = ask(&format!(", country: \"{country}\""));
        let best = &found["candidates"][0];
        assert_eq!(best["entity"]["id"], "kg-cabinet-of-ministers", "{country}: {found}");
        assert_eq!((&best["countryAgrees"], &found["tie"]), (&true.into(), &false.into()));
    }
    let found = data(
        shipped(),
        "{ match(queries: [{name: \"Babayev\"}]) { tie candidates { tie score } } }",
        None,
    );
    let candidates = found["match"][0]["candidates"].as_array().unwrap();
    assert_eq!(found["match"][0]["tie"], true);
    assert!(
        candidates.len() > 3 && candidates.iter().all(|it| it["tie"] == true),
        "{candidates:?}"
    );
}

/// A body of another country is not meant, even where its name says nothing of its own.
#[test]
fn a_country_in_the_name_or_beside_it_contradicts() {
    let first = |arguments: &str| {
        let query = format!(
            "{{ match(queries: [{{{arguments}}}]) {{ candidates {{ entity {{ id }} countryAgrees }} }} }}"
        );
        data(shipped(), &query, None)["match"][0]["candidates"][0].clone()
    };
    for (name, id) in [
        ("Ministry of Economy of Kyrgyzstan", "kg-ministry-of-economy"),
        ("Министерство экономики Азербайджана", "az-ministry-of-economy"),
        ("Ministry of Energy\", country: \"KG", "kg-ministry-of-energy"),
        ("Ministry of Energy\", country: \"Азербайджан", "az-ministry-of-energy"),
    ] {
        assert_eq!(first(&format!("name: \"{name}\""))["entity"]["id"], id, "{name}");
    }
    for name in [
        "Ministry of Finance of Kazakhstan",
        "Ministry of Culture of Turkey",
        "Cabinet of Ministers of Uzbekistan",
    ] {
        assert_eq!(first(&format!("name: \"{name}\"")), Value::Null, "{name}");
    }
    let unknown = first("name: \"Ministry of Energy of Azerbaijan\", country: \"Ruritania\"");
    assert_eq!(unknown, json!({"entity": {"id": "az-ministry-of-energy"}, "countryAgrees": null}));
}

#[test]
fn a_tie_is_told_however_few_are_listed() {
    for (limit, listed) in [(0, 0), (1, 1)] {
        let query = format!(
            "{{ match(queries: [{{name: \"Babayev\"}}, {{name: \"Sadyr Japarov\"}}], limit: {limit}) {{ tie candidates {{ tie }} }} }}"
        );
        let found = data(shipped(), &query, None)["match"].clone();
        assert_eq!((&found[0]["tie"], &found[1]["tie"]), (&true.into(), &false.into()), "{limit}");
        assert_eq!(found[0]["candidates"].as_array().unwrap().len(), listed, "{limit}");
    }
}

#[test]
fn no_kinds_ask_for_nothing_in_particular() {
    let ask = |kinds: &str| {
        let query = format!(
            "{{ match(queries: [{{name: \"Sadyr Japarov\"{kinds}}}]) {{ candidates {{ score kindAgrees entity {{ id }} }} }} }}"
        );
        data(shipped(), &query, None)["match"][0].clone()
    };
    assert_eq!(ask(", kinds: []"), ask(""));
    assert_eq!(ask(", kinds: []")["candidates"][0]["kindAgrees"], Value::Null);
    // Where kinds are a filter, there is nothing of no kind.
    for list in ["entities(kinds: [])", "search(query: \"Japarov\", kinds: [])"] {
        let found = data(shipped(), &format!("{{ list: {list} {{ totalCount }} }}"), None);
        assert_eq!(found["list"]["totalCount"], 0, "{list}");
    }
}

#[test]
fn wrong_arguments_are_refused() {
    for (arguments, message) in [
        ("queries: [{name: \"a\"}], threshold: 1.5", "`threshold` is 1.5; scores are from 0 to 1"),
        ("queries: [{name: \"a\"}], limit: -1", "`limit` is -1; it cannot be negative"),
    ] {
        let response = answer(toy(), &format!("{{ match({arguments}) {{ name }} }}"), None);
        assert_eq!(response["errors"][0]["message"], message);
    }
}

/// `match_candidates`: the likeliest names are compared, and no more.
#[test]
fn no_more_names_are_compared_than_the_limit_says() {
    let count = |match_candidates| {
        let limits = Limits { match_candidates, ..Limits::default() };
        let query =
            "{ match(queries: [{name: \"Pearl Works\"}], threshold: 0) { candidates { score } } }";
        let found = data(&load("tests/worlds/toy", &limits), query, None);
        found["match"][0]["candidates"].as_array().unwrap().len()
    };
    assert_eq!(count(0), 0);
    assert_eq!(count(1), 1);
    assert!(count(1_000) > 1);
}

#[test]
fn filters_on_names_know_the_spellings() {
    let people = |condition: &str| {
        let query = format!("{{ people(where: {condition}, first: 50) {{ nodes {{ id }} }} }}");
        let found = data(shipped(), &query, None);
        ids(&found["people"]["nodes"]).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    for text in ["Жапаров", "Japarov", "Zhaparov", "Джапаров"] {
        let found = people(&format!("{{ name: {{ contains: \"{text}\" }} }}"));
        assert_eq!(found, ["akylbek-japarov", "sadyr-japarov"], "{text}");
    }
    for text in ["Төрөбаев", "Torobaev", "Torobayev", "Торобаев"] {
        let found = people(&format!("{{ names: {{ endsWith: \"{text}\" }} }}"));
        assert_eq!(found, ["bakyt-torobaev"], "{text}");
    }
    for text in ["eliyev", "Eliyev"] {
        let found = people(&format!("{{ names: {{ contains: \"{text}\" }} }}"));
        assert!(found.contains(&"heydar-aliyev".to_owned()), "{text} {found:?}");
    }
    let found = people("{ name: { contains: \"Orxan\" } }");
    assert_eq!(found, ["orkhan-mammadov", "orkhan-zeynalov"]);
    assert_eq!(people("{ name: { eq: \"Гейдар Алиев\" } }"), ["heydar-aliyev"]);
    assert!(!people("{ name: { ne: \"Гейдар Алиев\" } }").contains(&"heydar-aliyev".to_owned()));
    // A doubled letter is one by sound; a part of a name so short is told by the letters alone.
    assert_eq!(
        people("{ name: { contains: \"bb\" } }").len(),
        people("{ name: { matches: \"bb\" } }").len()
    );
    assert!(people("{ name: { exact: { contains: \"Жапаров\" } } }").is_empty());
}

/// One spelling of an Azerbaijani `c` is `dzh`: that name has no `z`.
#[test]
fn one_or_two_letters_are_sought_in_the_name_as_it_is_folded() {
    let schema = "type Meal @node { price: Int }";
    let facts =
        "Meal:\n  a: {name: Alice Mutton}\n  b: {name: Zaanse Koeken}\n  c: {name: Şəkərbura}";
    let world = small("short-parts", schema, facts);
    let meals = |test: &str| {
        let query = format!("{{ meals(where: {{ name: {{ {test} }} }}) {{ nodes {{ name }} }} }}");
        let found = data(&world, &query, None);
        let names = found["meals"]["nodes"].as_array().unwrap().iter();
        names.map(|it| it["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(meals("contains: \"z\""), ["Zaanse Koeken"]);
    assert_eq!(meals("contains: \"dz\""), [""; 0]);
    assert_eq!(meals("startsWith: \"a\""), ["Alice Mutton"]);
    assert_eq!(meals("endsWith: \"n\"").len(), 2);
    assert_eq!(meals("startsWith: \"s\""), ["Şəkərbura"]);
    assert_eq!(meals("contains: \"Şəkər\""), ["Şəkərbura"]);
}
