//! What each feature does to a score, on a handful of names.

use super::{
    Reference,
    compare::{MatchedBy, compare},
    index::{Given, Likenesses, Names, abbreviates},
    is_tie,
    score::{Met, Weighed, score},
    token::{Part, Token, tokens},
    vocabulary,
};
use crate::{graph::Name, names::keys};

fn of(text: &str) -> Vec<Token> {
    tokens(text, None, 40)
}

/// The score of one name for another where every word is as rare as any.
fn scored(query: &str, candidate: &str) -> (f64, Vec<Met>) {
    let (ours, theirs) = (of(query), of(candidate));
    let weighed = |tokens: &[Token]| -> Vec<Weighed> {
        let weighed =
            |it: &Token| Weighed { part: it.part, weight: it.part.share(), is_concept: false };
        tokens.iter().map(weighed).collect()
    };
    score(&weighed(&ours), &weighed(&theirs), |i, j| compare(&ours[i], &theirs[j]))
}

fn how(query: &str, candidate: &str) -> Vec<MatchedBy> {
    scored(query, candidate).1.iter().map(|met| met.by).collect()
}

/// Each answers worse to the first than the one before it.
#[track_caller]
fn in_order(query: &str, candidates: &[&str]) {
    let scores: Vec<f64> = candidates.iter().map(|it| scored(query, it).0).collect();
    assert!(scores.is_sorted_by(|a, b| a > b), "{query}: {candidates:?} {scores:?}");
}

#[test]
fn words_meet_in_any_order() {
    assert_eq!(scored("Heydar Aliyev", "Aliyev Heydar").0, 1.0);
    assert_eq!(scored("Əliyev Heydər", "Гейдар Алиев").0, 1.0);
}

#[test]
fn a_missing_word_counts_less_than_a_wrong_one() {
    in_order(
        "Heydar Aliyev",
        &["Heydar Aliyev", "Heydar Alirza oghlu Aliyev", "Aliyev", "Anar Aliyev", "Anar Babayev"],
    );
    in_order(
        "Sadyr Japarov",
        &["Sadyr Zhaparov", "Sadyr Japorov", "Sadyr Jabarov", "Sadyr Zaparov"],
    );
}

#[test]
fn a_son_is_not_his_father() {
    in_order("Vaqif Heydər oğlu Əliyev", &["Vaqif Əliyev", "Heydər Əliyev", "Heydər Babayev"]);
    assert_eq!(
        how("Vaqif Heydər oğlu Əliyev", "Heydər Əliyev")[..2],
        [MatchedBy::Different, MatchedBy::Missing]
    );
    // Where each has its place, a father's name meets the same one without its mark.
    assert!(scored("Mikayil Chingiz oglu Jabbarov", "Mikayil Chingiz Jabbarov").0 > 0.99);
}

#[test]
fn fathers_names_are_told_by_their_marks() {
    let parts = |text: &str| of(text).iter().map(|it| it.part).collect::<Vec<_>>();
    use Part::{Initial, LegalForm, Particle, Patronymic, PatronymicMark, Plain};
    for mark in ["oğlu", "oghlu", "ogly", "оглы", "qızı", "kyzy", "uulu", "уулу"] {
        let name = format!("Mikayil Chingiz {mark} Jabbarov");
        assert_eq!(parts(&name), [Plain, Patronymic, PatronymicMark, Plain], "{name}");
    }
    assert_eq!(parts("Владимир Владимирович Путин"), [Plain, Patronymic, Plain]);
    assert_eq!(parts("Turgunbek uulu"), [Plain, PatronymicMark], "as a surname");
    assert_eq!(parts("A. Japarov"), [Initial, Plain]);
    assert_eq!(parts("Bank of Baku"), [Plain, Particle, Plain]);
    assert_eq!(parts("ОсОО Аск"), [LegalForm(0), Plain]);
    assert_eq!(parts("Ltd"), [Plain], "all there is");
}

#[test]
fn words_say_how_they_met() {
    use MatchedBy::{
        Different, Exact, Gender, Initial, LegalForm, Missing, Similar, Sound, Translated,
        Transliterated,
    };
    assert_eq!(how("SADYR Japarov", "Sadyr Zhaparov"), [Exact, Sound]);
    assert_eq!(how("Əlirza", "Әлирза"), [Exact]);
    assert_eq!(how("Cəlilov", "Джалилов"), [Transliterated]);
    assert_eq!(how("S. Aliyeva", "Sevil Aliyev"), [Initial, Gender]);
    assert_eq!(how("Orozov Mammadov", "Mammedov"), [Missing, Similar]);
    assert_eq!(how("Aliyev", "Babayev"), [Different]);
    assert_eq!(how("Neft MMC", "Нефть ОсОО"), [Exact, LegalForm]);
    assert_eq!(
        how("Energetika Nazirliyi", "Ministry of Energy"),
        [Translated, Translated, Missing]
    );
    assert_eq!(how("Zone 6", "Zone 7"), [Exact, Different], "a digit is no letter");
}

#[test]
fn a_concept_is_its_stem_with_an_ending() {
    let concept = |text: &str| vocabulary::concept(&of(text)[0].word);
    for (one, others) in [
        ("Kyrgyzstan", &["Кыргызстандын", "Кыргызской", "Qırğız", "Qırğızıstan"][..]),
        ("Azerbaijan", &["Азербайджанской", "Azərbaycanın", "Азербайжандын", "Azerbaijani"]),
        ("Kazakhstan", &["Казахстана", "Qazaxıstan", "Қазақстан"]),
        ("Republic", &["Respublikasının", "Республикасынын", "Республиканской"]),
        ("Ministry", &["Nazirliyinin", "Министрлиги", "Министерством", "Nazirlik"]),
        ("Council", &["Совета", "Sovetinin", "Кеңешинин"]),
        ("Bank", &["Банка", "Bankı", "Banking", "Banks"]),
        ("Finance", &["финансов", "Maliyyəsinin", "Financial"]),
    ] {
        assert!(concept(one).is_some(), "{one}");
        others.iter().for_each(|it| assert_eq!(concept(it), concept(one), "{it}"));
    }
    for name in [
        "Kyrgyzaltyn",
        "Кыргызтелеком",
        "Kazakhmys",
        "Азербайджанфильм",
        "Bankov",
        "Sovetbek",
        "Советкул",
        "Kyrgyzbaev",
        "Кыргызалиев",
    ] {
        assert_eq!(concept(name), None, "{name}");
    }
}

#[test]
fn abbreviations_are_first_letters() {
    for (short, long) in [
        ("ADB", "Asian Development Bank"),
        ("АКФР", "Азербайджано-Кыргызский фонд развития"),
        ("МИД КР", "Министерство иностранных дел Кыргызской Республики"),
    ] {
        assert!(abbreviates(&of(short), &of(long)), "{short}");
    }
    assert!(!abbreviates(&of("AB"), &of("Asian Bank")), "two words are too few");
    assert!(!abbreviates(&of("ABD"), &of("Asian Development Bank")));
}

/// The index of names, each of another entity.
fn index_of(names: &[&str]) -> Names {
    let given = names.iter().zip(0..).map(|(&text, owner)| Given {
        owner,
        text: text.into(),
        lang: None,
        keys: keys(text, None).join(&Name::BETWEEN.to_string()).into(),
    });
    Names::new(given)
}

#[test]
fn likely_names_are_found_and_bounded() {
    let index = index_of(&["Sadyr Japarov", "Akylbek Japarov", "Ministry of Energy", "Jalal-Abad"]);
    let likely = |text: &str, most| index.likely(&of(text), &mut Likenesses::new(), most);
    assert_eq!(likely("Жапаров Садыр", 10), [0, 1], "the one with both words first");
    assert_eq!(likely("Жапаров Садыр", 1), [0]);
    assert_eq!(likely("Sadir Jeparov", 10), [0, 1], "by groups of letters");
    assert_eq!(likely("Министерство", 10), [2]);
    assert_eq!(likely("Nobody", 10), [0_u32; 0]);
    assert_eq!(index.joined("Jalalabad", None, 10), [3]);
    assert_eq!(index.joined("Jalalabad", None, 0), [0_u32; 0]);
}

#[test]
fn a_name_of_initials_is_looked_for_among_a_bounded_number() {
    // Many names have the word, and only the last of them nothing else.
    let mut names = ["ADB Office"; 10];
    names[9] = "ADB";
    let index = index_of(&names);
    let abbreviated = |most| index.abbreviated(&of("Asian Development Bank"), most);
    assert_eq!(abbreviated(2), [9]);
    assert_eq!(abbreviated(1), [0_u32; 0]);
}

/// Whatever letter it is: `i` and `o` are also words, which many names have.
#[test]
fn an_initial_weighs_what_an_initial_does() {
    let index = index_of(&["Bank i Kredit", "Dom i Sad", "Ilham Aliyev", "I. Aliyev"]);
    let weights = |text: &str| -> Vec<f64> {
        of(text).iter().map(|token| index.weigh_query(token).weight).collect()
    };
    assert_eq!(weights("Алиев И.Г.")[1..], [0.5, 0.5]);
    let of_name: Vec<f64> = index.weighed(3).map(|(_, word)| word.weight).collect();
    assert_eq!(of_name[0], 0.5);
}

#[test]
fn a_lead_of_a_hundredth_is_none() {
    assert!(is_tie(1.0, 0.99) && is_tie(0.76, 0.75) && is_tie(0.8, 0.8));
    assert!(!is_tie(1.0, 0.9899) && !is_tie(0.76, 0.7499));
}

#[test]
fn a_text_of_signs_alone_is_no_spelling_of_another() {
    assert!(Reference::new(" az ").is_spelled("AZ"));
    assert!(Reference::new("—").is_spelled("—"));
    assert!(!Reference::new("—").is_spelled("…"));
}
