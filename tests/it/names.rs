//! The matcher on real names, beside what strings alone tell.
//!
//! `tests/names/pairs.csv` holds pairs of names from the facts behind the shipped data: of one
//! person, body or place in two languages, scripts or spellings, and of two that are easily
//! confused. The figures stand in `docs/names.md`, written by `UPDATE_EXPECT=1`.

use crate::support::{answer, data, ids, load, shipped, toy};
use corridor::{
    limits::Limits,
    search::matching::{Matcher, Query, THRESHOLD, Wanted},
};
use expect_test::expect_file;
use serde_json::{Value, json};
use std::{collections::BTreeMap, fmt::Write, fs};

/// A row of the table.
struct Pair {
    id: String,
    same: bool,
    /// What makes the names differ: `spelling`, `translation`, `abbreviation`; `near` if they
    /// are not of the same.
    how: String,
    left: (String, String),
    right: (String, String),
    facts: String,
}

fn pairs() -> Vec<Pair> {
    let text = fs::read_to_string("tests/names/pairs.csv").unwrap();
    let rows = text.lines().skip(1).map(|line| {
        let cells = cells(line);
        let [id, same, how, _, left, left_lang, right, right_lang, facts] = &cells[..] else {
            panic!("{line}");
        };
        Pair {
            id: id.clone(),
            same: same == "yes",
            how: how.clone(),
            left: (left.clone(), left_lang.clone()),
            right: (right.clone(), right_lang.clone()),
            facts: facts.clone(),
        }
    });
    rows.collect()
}

/// The cells of a line of CSV; a quoted one has no quotes in it.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.last_mut().unwrap().push(c),
        }
    }
    cells
}

fn matcher() -> &'static Matcher {
    shipped().index().matching(shipped().graph())
}

fn ours(pair: &Pair) -> f64 {
    let left = (pair.left.0.as_str(), Some(pair.left.1.as_str()));
    matcher().compare(left, (&pair.right.0, Some(&pair.right.1)))
}

/// What a program does that knows no names: letters to ASCII one by one, small, Jaro-Winkler.
fn baseline(pair: &Pair) -> f64 {
    let naive = |text: &str| any_ascii::any_ascii(text).to_lowercase();
    strsim::jaro_winkler(&naive(&pair.left.0), &naive(&pair.right.0))
}

/// How well scores tell the same from the different at a threshold.
#[derive(Clone, Copy)]
struct Figures {
    threshold: f64,
    precision: f64,
    recall: f64,
}

impl Figures {
    fn at(threshold: f64, scored: &[(f64, &Pair)]) -> Self {
        let count = |same: bool| {
            scored.iter().filter(|(score, it)| it.same == same && *score >= threshold).count()
                as f64
        };
        let all = scored.iter().filter(|(_, it)| it.same).count() as f64;
        let (right, wrong) = (count(true), count(false));
        Self { threshold, precision: right / (right + wrong).max(1.0), recall: right / all }
    }

    /// Where precision and recall are best together.
    fn best(scored: &[(f64, &Pair)]) -> Self {
        let figures = (1..=100).map(|percent| Self::at(f64::from(percent) / 100.0, scored));
        figures.max_by(|a, b| a.f1().total_cmp(&b.f1())).unwrap()
    }

    fn f1(&self) -> f64 {
        2.0 * self.precision * self.recall / (self.precision + self.recall).max(f64::MIN_POSITIVE)
    }

    fn row(&self, what: &str) -> String {
        let Self { threshold, precision, recall } = self;
        format!("| {what} | {threshold:.2} | {precision:.3} | {recall:.3} | {:.3} |\n", self.f1())
    }
}

fn scored(pairs: &[Pair], score: fn(&Pair) -> f64) -> Vec<(f64, &Pair)> {
    pairs.iter().map(|pair| (score(pair), pair)).collect()
}

/// The part of a table that has one way in which names differ, with all that are not the same.
fn only<'p>(scored: &[(f64, &'p Pair)], how: &str) -> Vec<(f64, &'p Pair)> {
    scored.iter().filter(|(_, it)| !it.same || it.how == how).copied().collect()
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are what is asked for")]
fn real_names_are_told_apart() {
    let pairs = pairs();
    let (ours, theirs) = (scored(&pairs, ours), scored(&pairs, baseline));
    let figures = figures(&ours, &theirs);
    println!("{figures}");
    let page = fs::read_to_string("docs/names.md").unwrap();
    let (before, rest) = page.split_once("<!-- figures -->\n").expect("the page has the mark");
    let (_, after) = rest.split_once("<!-- end of figures -->").expect("the page has the end");
    let marked = format!("{before}<!-- figures -->\n{figures}<!-- end of figures -->{after}");
    expect_file!["../../docs/names.md"].assert_eq(&marked);
}

/// The figures as the page has them.
fn figures(ours: &[(f64, &Pair)], theirs: &[(f64, &Pair)]) -> String {
    let mut page = String::new();
    let same = ours.iter().filter(|(_, it)| it.same).count();
    let different = ours.len() - same;
    writeln!(page, "{same} pairs of the same, {different} of different ones.\n").unwrap();
    page += "| on all pairs | threshold | precision | recall | F1 |\n|---|--:|--:|--:|--:|\n";
    page += &Figures::at(THRESHOLD, ours).row("Corridor, as it comes");
    page += &Figures::best(ours).row("Corridor, at its best");
    page += &Figures::best(theirs).row("Jaro-Winkler, at its best");
    page += "\n| names that differ by | pairs | recall | precision | Jaro-Winkler: recall | precision |\n\
        |---|--:|--:|--:|--:|--:|\n";
    let hows: BTreeMap<&str, usize> =
        ours.iter().filter(|(_, it)| it.same).fold(BTreeMap::new(), |mut counts, (_, it)| {
            *counts.entry(it.how.as_str()).or_default() += 1;
            counts
        });
    for (how, count) in hows {
        let a = Figures::at(THRESHOLD, &only(ours, how));
        let b = Figures::best(&only(theirs, how));
        writeln!(
            page,
            "| {how} | {count} | {:.3} | {:.3} | {:.3} | {:.3} |",
            a.recall, a.precision, b.recall, b.precision
        )
        .unwrap();
    }
    page += "\nThe worst of the same, and of the different:\n\n\
        | score | names | |\n|--:|---|---|\n";
    let mut worst: Vec<&(f64, &Pair)> = ours.iter().collect();
    let wrong = |(score, pair): &(f64, &Pair)| if pair.same { 1.0 - score } else { *score };
    worst.sort_by(|a, b| wrong(b).total_cmp(&wrong(a)).then(a.1.id.cmp(&b.1.id)));
    for same in [true, false] {
        for (score, pair) in worst.iter().filter(|(_, it)| it.same == same).take(8) {
            let what = if same { "same" } else { "different" };
            let (left, right) = (&pair.left.0, &pair.right.0);
            writeln!(page, "| {score:.2} | {left} — {right} | {what}, {} |", pair.id).unwrap();
        }
    }
    page
}

/// What the figures must not fall below; raise them when the matcher gets better.
#[test]
fn the_matcher_does_not_get_worse() {
    let pairs = pairs();
    let (all, naive) = (scored(&pairs, ours), scored(&pairs, baseline));
    assert!(pairs.iter().filter(|pair| pair.same).count() >= 150);
    let now = Figures::at(THRESHOLD, &all);
    assert!(now.precision >= 0.975, "precision {}", now.precision);
    assert!(now.recall >= 0.74, "recall {}", now.recall);
    let spelling = Figures::at(THRESHOLD, &only(&all, "spelling"));
    assert!(spelling.recall >= 0.92, "recall of spellings {}", spelling.recall);
    assert!(now.f1() > Figures::best(&naive).f1() + 0.1, "the baseline does as well");
}

/// The five that a transliteration by script alone makes of names in the letters of the official
/// tables: each stands beside the right spelling of the same name.
#[test]
fn a_wrong_name_never_scores_like_the_right_one() {
    let pairs = pairs();
    let wrongs: Vec<&Pair> =
        pairs.iter().filter(|it| it.facts.starts_with("letters:") && !it.same).collect();
    assert_eq!(wrongs.len(), 5, "what the table has of them");
    for wrong in wrongs {
        let is_right = |it: &&Pair| it.same && it.left == wrong.left && it.how == "spelling";
        let rights: Vec<&Pair> = pairs.iter().filter(is_right).collect();
        assert!(!rights.is_empty(), "{} has no right one beside it", wrong.id);
        for right in rights {
            assert!(ours(right) > ours(wrong), "{} {}", right.id, wrong.id);
        }
    }
}

#[test]
fn an_office_holder_is_found_by_any_spelling() {
    let graph = shipped().graph();
    let first = |name: &str, lang: Option<&str>| {
        let query =
            Query { name: name.to_owned(), lang: lang.map(str::to_owned), ..Query::default() };
        let wanted = Wanted { limit: 3, threshold: THRESHOLD, names: 1_000 };
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
