//! The index of small made-up graphs: what it finds, in which order, and what it shows.

use super::{Hit, ParsedQuery, Snippet, TextField, TextIndex, rerank::RERANKED, show};
use crate::{
    graph::{
        EntityIndex, EntityRecord, Evidence, Facts, Graph, LinkRecord, LinkStatus, NameKind,
        NameRecord, NodeId, Time,
    },
    ontology::{KindId, Ontology, RelationId, parse_text},
    search::matching::Everything,
    value::Value,
};
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

static ONTOLOGY: LazyLock<Arc<Ontology>> = LazyLock::new(|| {
    Arc::new(parse_text(
        r#"
        type Thing @node {
          remark: String @search(by: [FULLTEXT])
          code: ID @search(by: [EXACT])
          handle: String @search(by: [PREFIX])
          labels: [String!]! @search(by: [NAME])
          silent: String
          near: [Thing!]! @relationship(type: "NEAR", direction: BOTH)
        }
        "#,
    ))
});

const NOTHING: [u32; 0] = [];

/// An entity to be: its id is its number.
#[derive(Clone, Debug, Default)]
struct Thing {
    names: Vec<(String, Option<&'static str>)>,
    summary: Option<String>,
    remark: Option<String>,
    code: Option<String>,
    handle: Option<String>,
    labels: Vec<String>,
    silent: Option<String>,
}

fn thing(name: &str) -> Thing {
    Thing { names: vec![(name.to_owned(), None)], ..Thing::default() }
}

fn text(text: &Option<String>) -> Option<Value> {
    text.as_ref().map(|text| Value::Text(text.as_str().into()))
}

fn record(number: usize, thing: &Thing) -> EntityRecord {
    let name = |(value, lang): &(String, Option<&str>)| NameRecord {
        value: value.clone(),
        lang: lang.map(str::to_owned),
        script: None,
        kind: NameKind::Primary,
        since: None,
        until: None,
    };
    let labels = thing.labels.iter().map(|label| Value::Text(label.as_str().into()));
    EntityRecord {
        kind: kind(),
        id: format!("{number:04}"),
        names: thing.names.iter().map(name).collect(),
        summary: thing.summary.iter().map(|it| (String::new(), it.clone())).collect(),
        external_ids: Vec::new(),
        citations: Vec::new(),
        values: vec![
            text(&thing.remark),
            text(&thing.code),
            text(&thing.handle),
            Some(Value::List(labels.collect())),
            text(&thing.silent),
        ],
        claims: Vec::new(),
    }
}

fn kind() -> KindId {
    ONTOLOGY.kind_by_name("Thing").unwrap()
}

fn near(from: usize, to: usize) -> LinkRecord {
    LinkRecord {
        relation: RelationId(0),
        id: None,
        from: EntityIndex(from as u32),
        to: EntityIndex(to as u32),
        time: Time::default(),
        status: LinkStatus::Actual,
        evidence: Evidence::Official,
        disputed: Vec::new(),
        note: None,
        citations: Vec::new(),
        references: Vec::new(),
        values: Vec::new(),
    }
}

/// A graph with its index.
struct World {
    graph: Graph,
    index: TextIndex,
}

impl World {
    fn new(things: &[Thing], links: &[(usize, usize)]) -> Self {
        let entities = things.iter().enumerate().map(|(number, it)| record(number, it)).collect();
        let links = links.iter().map(|&(from, to)| near(from, to)).collect();
        let graph = Graph::new(Arc::clone(&ONTOLOGY), Facts { entities, links });
        let index = TextIndex::new(&graph).unwrap();
        Self { graph, index }
    }

    fn named(names: &[&str]) -> Self {
        Self::new(&names.iter().map(|name| thing(name)).collect::<Vec<_>>(), &[])
    }

    /// The hits of a query, the best first.
    fn hits(&self, query: &str) -> Vec<Hit> {
        let asked = ParsedQuery::read(query, 1_000).unwrap();
        let mut hits = self.index.search(&asked).unwrap();
        assert!(hits.is_sorted_by_key(|hit| hit.node), "{query}: hits come by number, each once");
        self.index.rerank(&self.graph, &Everything, &asked, &mut hits).unwrap();
        hits.sort_by(Hit::order);
        hits
    }

    /// The numbers of what is found, the best first.
    fn finds(&self, query: &str) -> Vec<u32> {
        self.hits(query).iter().map(|hit| self.number(hit.node)).collect()
    }

    /// The number that an entity had when it was made.
    fn number(&self, node: NodeId) -> u32 {
        let ids = self.graph.nodes().ids();
        self.graph.arena().text(ids[node.index()]).parse().unwrap()
    }

    /// The snippet of the best hit.
    fn shown(&self, query: &str) -> Snippet {
        let best = self.hits(query)[0];
        show(&self.graph, &Everything, best.node, &ParsedQuery::read(query, 1_000).unwrap())
    }
}

/// A fragment with what is marked in brackets.
fn marked(shown: &Snippet) -> String {
    let mut text = shown.fragment.clone();
    for mark in shown.marks.iter().rev() {
        text.insert(mark.end, ']');
        text.insert(mark.start, '[');
    }
    text
}

#[test]
fn a_name_comes_before_its_words_before_a_beginning_before_texts() {
    let world = World::new(
        &[
            Thing { summary: Some("where the oil is traded".into()), ..thing("Exchange") },
            thing("Crude Oil Company"),
            thing("Oil Company of the North"),
            thing("Oil"),
            thing("Oilfield"),
            thing("Coal"),
        ],
        &[],
    );
    assert_eq!(world.finds("oil"), [3, 2, 1, 4, 0]);
    assert_eq!(world.finds("oil company"), [2, 1]);
    assert_eq!(world.finds("coal"), [5]);
}

/// No number of links makes a word of a text worth more than one of a name.
#[test]
fn links_lift_no_text_over_a_name() {
    let mut things = vec![
        Thing { summary: Some("where the oil is traded".into()), ..thing("Exchange") },
        thing("Crude Oil Trading Company"),
    ];
    things.extend((2..602).map(|number| thing(&format!("Number {number}"))));
    let links: Vec<_> = (2..602).map(|number| (0, number)).collect();
    assert_eq!(World::new(&things, &links).finds("oil"), [1, 0]);
}

#[test]
fn among_equals_the_better_connected_comes_first() {
    let names = ["Aliyev Samir", "Aliyev Ilham", "Aliyev", "X", "Y", "Z"].map(thing);
    let world = World::new(&names, &[(1, 3), (1, 4), (1, 5), (0, 3)]);
    assert_eq!(world.finds("aliyev"), [2, 1, 0], "the whole name, then by links");
    // Ties are broken by number, whoever asks.
    let world = World::named(&["Aliyev A", "Aliyev B"]);
    assert_eq!(world.finds("aliyev"), [0, 1]);
}

#[test]
fn typing_errors_are_forgiven_in_words_of_some_length() {
    let world = World::named(&["Torobaev Bakyt", "Baku", "Osh", "Kyrgyzneftegaz"]);
    for query in
        ["torobeav", "trobaev", "torrobaev", "tarobaev", "toroba", "torabae", "bakyt torobaef"]
    {
        assert_eq!(world.finds(query), [0], "{query}");
    }
    assert_eq!(world.finds("bsku"), [1]);
    assert_eq!(world.finds("kirgizneftigaz"), [3], "two in a long word, if nothing is nearer");
    assert_eq!(world.finds("ash"), NOTHING, "another word");
    assert_eq!(world.finds("coarbaev"), NOTHING);
}

#[test]
fn the_last_word_may_be_a_beginning_and_no_other() {
    let world = World::named(&["Ministry of Energy", "Ministry of Finance"]);
    assert_eq!(world.finds("min"), [0, 1]);
    assert_eq!(world.finds("min energy"), [0], "for the energy alone");
    assert_eq!(world.finds("ministry en"), [0]);
    assert_eq!(world.finds("\"ministry en\""), NOTHING, "a phrase is of whole words");
    assert_eq!(world.finds("\"ministry of en"), [0], "unless it is still being typed");
    assert_eq!(world.finds("min -finance"), [0], "with an exclusion behind it");
    assert_eq!(world.finds("\"min\" energy"), NOTHING);
}

#[test]
fn phrases_and_exclusions() {
    let world = World::new(
        &[
            thing("Bank of the North"),
            thing("North Bank"),
            Thing { summary: Some("A north bank of the river".into()), ..thing("Pier") },
            Thing { names: vec![("Bank".into(), None), ("North".into(), None)], ..thing("") },
        ],
        &[],
    );
    assert_eq!(world.finds("\"north bank\""), [1, 2]);
    assert_eq!(world.finds("«bank of the north»"), [0]);
    assert_eq!(world.finds("north bank -river -the"), [1, 3]);
    assert_eq!(world.finds("north -\"north bank\""), [3, 0]);
    assert_eq!(world.finds("\"bank north\""), NOTHING, "two names are no phrase");
    assert_eq!(world.finds("-north"), NOTHING);
}

#[test]
fn of_many_words_some_may_be_missing() {
    let world = World::named(&["State Oil Company of Azerbaijan", "Oil Company"]);
    assert_eq!(world.finds("state oil company azerbaijan republic"), [0]);
    // One of three only where there is nothing with all of them.
    assert_eq!(world.finds("oil company republic"), [1, 0]);
    assert_eq!(world.finds("oil company azerbaijan"), [0]);
}

#[test]
fn properties_are_found_as_their_directive_says() {
    let coded = Thing {
        code: Some("AZ-77".into()),
        handle: Some("@green energy".into()),
        labels: vec!["Şuşa".into(), "Gəncə şəhəri".into()],
        remark: Some("seen at the gate".into()),
        silent: Some("unheard".into()),
        ..thing("One")
    };
    let world = World::new(&[coded, thing("Two")], &[]);
    for query in
        ["az-77", "AZ 77", "@green", "green en", "gate", "seen ga", "shusha", "susa", "ganja"]
    {
        assert_eq!(world.finds(query), [0], "{query}");
    }
    for query in ["az", "77", "energy", "unheard"] {
        assert_eq!(world.finds(query), NOTHING, "{query}");
    }
    let places = ["az-77", "green en", "gate", "ganja"].map(|query| world.shown(query).place);
    assert_eq!(places, [1, 2, 0, 3].map(TextField::Property));
}

#[test]
fn a_code_has_no_other_spellings_and_a_number_no_typing_errors() {
    let coded = |name: &str, code: &str, handle: &str| Thing {
        code: Some(code.into()),
        handle: Some(handle.into()),
        ..thing(name)
    };
    let world = World::new(
        &[
            coded("One", "K-100", "HH22"),
            coded("Two", "C-100", "H22"),
            thing("Plan of 2024"),
            thing("Plan of 2025"),
        ],
        &[],
    );
    assert_eq!(world.finds("C-100"), [1]);
    assert_eq!(world.finds("k 100"), [0]);
    assert_eq!(world.finds("h22"), [1]);
    assert_eq!(world.finds("hh"), [0]);
    assert_eq!(world.finds("2024"), [2]);
}

#[test]
fn what_was_typed_right_comes_before_what_is_forgiven() {
    let mut things: Vec<Thing> =
        ["Bakyt Torobaev", "Baku", "Organization of Turkic States", "ADY", "Sadyr Japarov"]
            .map(thing)
            .into();
    things.extend((5..40).map(|number| thing(&format!("Number {number}"))));
    let links: Vec<_> = (5..40).flat_map(|number| [(1, number), (3, number)]).collect();
    let world = World::new(&things, &links);
    assert_eq!(world.finds("bakyt")[0], 0, "however many links the other has");
    assert_eq!(world.finds("sady")[0], 4);
    assert_eq!(world.finds("turkic"), [2]);
}

#[test]
fn a_long_name_with_an_error_comes_before_one_that_lacks_a_word() {
    let also = |name: &str, short: &str| Thing {
        names: vec![(name.into(), None), (short.into(), None)],
        ..Thing::default()
    };
    let world = World::new(
        &[
            thing("Ministry of Culture of the Kyrgyz Republic"),
            also("Ministry of Health of the Kyrgyz Republic", "Minzdrav"),
            thing("Ministry of Science of the Kyrgyz Republic"),
        ],
        &[],
    );
    assert_eq!(world.finds("Ministry of Health of the Kygryz Republic")[0], 1);
}

#[test]
fn a_text_with_all_words_comes_before_a_name_with_some() {
    let world = World::new(
        &[
            thing("Energy roadmap"),
            Thing { summary: Some("Energy minister of the country".into()), ..thing("Parviz") },
            thing("Minister for Energy"),
        ],
        &[],
    );
    assert_eq!(world.finds("energy minister"), [2, 1]);
    assert_eq!(world.finds("energy minister roads"), [2, 1, 0], "one may be missing");
}

/// The index has a text's words as its language spells them, and so does the close look: `Ж` is
/// `zh` in Russian, and `j` in Kyrgyz, which alone has `ө`.
#[test]
fn a_text_answers_by_the_spellings_of_its_language() {
    let world = World::new(
        &[
            Thing { summary: Some("About Japarov".into()), ..thing("One") },
            Thing {
                summary: Some("Министр Жапаров Төрөбаев".into()), ..thing("Two")
            },
        ],
        &[],
    );
    assert_eq!(world.finds("ministr japarov"), [1]);
    let [one, two] = world.hits("japarov")[..] else { panic!("both are found") };
    assert!((one.score - two.score).abs() < 0.2, "{} {}", one.score, two.score);
}

/// Of more hits than are looked at closely the others stay behind, in the order that they had.
#[test]
fn what_is_not_looked_at_closely_stays_behind() {
    let names: Vec<String> = (0..300).map(|number| format!("Oil Field No{number}")).collect();
    let mut things: Vec<Thing> = names.iter().map(|name| thing(name)).collect();
    things.push(thing("Oil"));
    // The better a field is connected, the earlier it stands.
    let links: Vec<_> = (0..300).flat_map(|it| (0..it / 30).map(move |to| (it, to))).collect();
    let world = World::new(&things, &links);
    let asked = ParsedQuery::read("oil", 10).unwrap();
    let mut before = world.index.search(&asked).unwrap();
    before.sort_by(Hit::order);
    let after = world.hits("oil");
    assert_eq!(world.number(after[0].node), 300);
    let nodes = |hits: &[Hit]| hits.iter().map(|hit| hit.node).collect::<Vec<_>>();
    assert_eq!(nodes(&after[RERANKED..]), nodes(&before[RERANKED..]));
    assert!(after[0].score > before[0].score, "it was scored anew");
    let (least, most) = (after[RERANKED - 1].score, after[RERANKED].score);
    assert!(least >= most && after[300].score > 0.0, "{least} {most}");
    assert_eq!(after, world.hits("oil"));
}

#[test]
fn a_name_with_other_blanks_is_found_shown_and_marked() {
    let world = World::new(
        &[Thing {
            names: vec![("Space Agency".into(), None), ("Azercosmos".into(), None)],
            ..Thing::default()
        }],
        &[],
    );
    let shown = world.shown("azer cosmos");
    assert_eq!((shown.place, marked(&shown).as_str()), (TextField::Name(1), "[Azercosmos]"));
}

#[test]
fn the_text_that_matches_is_shown_and_marked() {
    let long = "word ".repeat(80) + "the Kyrgyz-Azerbaijani fund " + &"word ".repeat(80);
    let world = World::new(
        &[
            Thing {
                names: vec![
                    ("Bakyt Torobaev".into(), Some("en")),
                    ("Бакыт Төрөбаев".into(), Some("ky")),
                ],
                summary: Some("Deputy head of the cabinet".into()),
                ..Thing::default()
            },
            Thing { summary: Some(long), ..thing("Pile") },
        ],
        &[],
    );
    let cases = [
        ("төрөбаев", TextField::Name(1), "Бакыт [Төрөбаев]"),
        ("torobaev", TextField::Name(0), "Bakyt [Torobaev]"),
        ("bakyt tor", TextField::Name(0), "[Bakyt] [Torobaev]"),
        ("torobeav", TextField::Name(0), "Bakyt [Torobaev]"),
        ("deputy torobaev", TextField::Name(0), "Bakyt [Torobaev]"),
        ("head deputy", TextField::Summary, "[Deputy] [head] of the cabinet"),
        ("\"of the cabinet\"", TextField::Summary, "Deputy head [of] [the] [cabinet]"),
    ];
    for (query, place, text) in cases {
        let shown = world.shown(query);
        assert_eq!((shown.place, marked(&shown).as_str()), (place, text), "{query}");
    }
    let cut = marked(&world.shown("fund kyrgyz"));
    assert!(cut.starts_with("…word ") && cut.ends_with(" word…"), "{cut}");
    assert!(cut.contains("the [Kyrgyz]-Azerbaijani [fund] word"), "{cut}");
    assert!(cut.chars().count() < 210, "{cut}");
}

#[test]
fn nothing_is_found_in_nothing() {
    let world = World::new(&[], &[]);
    assert_eq!(world.finds("anything"), NOTHING);
    assert!(World::named(&["One"]).finds(" - \"\" ").is_empty());
}

/// More entities than a part of the build has, so that several threads take part.
#[test]
fn many_entities_keep_their_numbers() {
    let names: Vec<String> = (0..3_000).map(|number| format!("No{number} Thing")).collect();
    let world = World::new(&names.iter().map(|name| thing(name)).collect::<Vec<_>>(), &[]);
    for number in [0, 1, 511, 512, 1_023, 1_024, 1_536, 2_999] {
        assert_eq!(world.finds(&format!("no{number} thing"))[0], number);
    }
    assert_eq!(world.finds("thing").len(), 3_000);
}

/// Words that nearly all entities have do not count if there are other words.
#[test]
fn common_words_may_be_missing_beside_others() {
    let names: Vec<String> =
        (0..1_200).map(|number| format!("No{number} Office of the Great City")).collect();
    let mut things: Vec<Thing> = names.iter().map(|name| thing(name)).collect();
    things.push(thing("No7"));
    let world = World::new(&things, &[]);
    assert_eq!(world.finds("no7 office of the great city"), [7, 1_200]);
    assert_eq!(world.finds("office of the great city").len(), 1_200);
    // Of few words all count.
    assert_eq!(world.finds("no7 office city"), [7]);
}

#[test]
fn a_legal_form_may_be_missing_and_is_not_enough() {
    let world = World::named(&["SOCAR", "A Society", "Baku Bank OJSC", "Baku Bank"]);
    assert_eq!(world.finds("SOCAR A.Ş."), [0]);
    assert_eq!(world.finds("ТОО Сокар"), [0]);
    assert_eq!(world.finds("baku bank ojsc"), [2, 3]);
    assert_eq!(world.finds("OJSC"), [2]);
}

#[test]
fn what_is_before_a_comma_comes_first_and_blanks_part_no_name() {
    let world = World::named(&["Baku", "Azerbaijan Society of Baku", "Kyrgyzneftegaz OJSC"]);
    assert_eq!(world.finds("Baku, Azerbaijan"), [0, 1]);
    assert_eq!(world.finds("Baku Azerbaijan"), [1]);
    assert_eq!(world.finds("Kyrgyz neftegaz"), [2]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever an entity is called, it is found by it, and by the beginning of it.
    #[test]
    fn every_name_finds_its_entity(
        names in proptest::collection::vec("[A-Za-zÇƏЖөқ]{1,8}( [A-Za-zÇƏЖөқ0-9]{1,8}){0,3}", 1..12)
    ) {
        let world = World::new(&names.iter().map(|name| thing(name)).collect::<Vec<_>>(), &[]);
        for (number, name) in names.iter().enumerate() {
            let number = number as u32;
            prop_assert!(world.finds(name).contains(&number), "{}", name);
            prop_assert!(world.finds(&format!("\"{name}\"")).contains(&number), "\"{}\"", name);
            let without = world.finds(&format!("{name} -\"{name}\""));
            prop_assert!(!without.contains(&number));
        }
    }

    /// Any text has an answer, the same each time, and whatever is found can be shown.
    #[test]
    fn any_text_has_an_answer(query in "\\PC{0,40}", other in "[-\"«» a-zа-я0-9*~^:()+\\[\\]{}]{0,30}") {
        static WORLD: LazyLock<World> = LazyLock::new(|| {
            World::named(&["a", "b c", "Кыргыз Республикасы", "Azərbaycan", "0 1", "x-y z"])
        });
        for query in [query, other] {
            let hits = WORLD.hits(&query);
            prop_assert_eq!(&hits, &WORLD.hits(&query));
            let asked = ParsedQuery::read(&query, 1_000).unwrap();
            for hit in hits {
                let shown = show(&WORLD.graph, &Everything, hit.node, &asked);
                prop_assert!(shown.marks.iter().all(|mark| shown.fragment.get(mark.clone()).is_some()));
            }
        }
    }
}
