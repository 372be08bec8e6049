//! Tests the effect of each feature on a score, on a handful of names.

use super::{
    Reference,
    abbreviation::abbreviates,
    compare::MatchedBy,
    concepts::concepts_of,
    index::{Likenesses, NameEntry, Names},
    matcher::is_tie,
    reading::{Read, unit_likeness},
    score::{Met, Weighed, score},
    token::{TokenRole, Unit, tokens},
};
use crate::{graph::Name, names::keys};

/// The score of one name for another where every word is as rare as any.
fn scored(query: &str, candidate: &str) -> (f64, Vec<Met>) {
    let (ours, theirs) = (Read::new(query, None), Read::new(candidate, None));
    let weighed = |units: &[Unit]| -> Vec<Weighed> {
        let weighed = |it: &Unit| super::index::weigh(it, 1.0);
        units.iter().map(weighed).collect()
    };
    let (a, b) = (ours.units(), theirs.units());
    score(&weighed(a), &weighed(b), |i, j| unit_likeness(&ours, &a[i], &theirs, &b[j]))
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
    for (son, father) in [
        ("Vaqif Heydər oğlu Əliyev", "Heydər Vaqif oğlu Əliyev"),
        ("Murad, son of Ali", "Ali, son of Murad"),
        ("Бакыт Азамат уулу", "Азамат Бакыт уулу"),
        ("Əli Həsən oğlu Məmmədov", "Əli Hüseyn oğlu Məmmədov"),
    ] {
        let (score, met) = scored(son, father);
        assert!(score < 0.75, "{son}, {father}: {score} {met:?}");
    }
    // Where each has its place, a father's name meets the same one without its mark.
    assert!(scored("Mikayil Chingiz oglu Jabbarov", "Mikayil Chingiz Jabbarov").0 > 0.99);
}

#[test]
fn fathers_names_are_told_by_their_marks() {
    let parts = |text: &str| tokens(text, None, 40).0.iter().map(|it| it.part).collect::<Vec<_>>();
    use TokenRole::{Initial, Particle, Patronymic, PatronymicMark, Plain, SecondInitial, Surname};
    for mark in ["oğlu", "oghlu", "ogly", "оглы", "qızı", "kyzy", "uulu", "уулу"] {
        let name = format!("Mikayil Chingiz {mark} Jabbarov");
        assert_eq!(parts(&name), [Plain, Patronymic, PatronymicMark, Plain], "{name}");
    }
    assert_eq!(parts("Владимир Владимирович Путин"), [Plain, Patronymic, Plain]);
    assert_eq!(parts("Turgunbek uulu"), [Plain, PatronymicMark], "as a surname");
    assert_eq!(parts("A. Japarov"), [Initial, Plain]);
    assert_eq!(parts("Bank of Baku"), [Plain, Particle, Plain]);
    assert_eq!(parts("Nurlanbek Turgunbek uulu"), [Plain, Surname, PatronymicMark]);
    assert_eq!(parts("Ali bin Hasan"), [Plain, PatronymicMark, Surname]);
    assert_eq!(parts("Алиев И.Г."), [Plain, Initial, SecondInitial]);
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
    let concept = |text: &str| concepts_of(&tokens(text, None, 40).0[0].word);
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
        others.iter().for_each(|it| assert!(concept(it).meet(concept(one)), "{it}, {one}"));
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
        assert!(concept(name).is_empty(), "{name}");
    }
}

#[test]
fn abbreviations_are_first_letters() {
    let shortens = |short: &str, long: &str| {
        let [short, long] = [short, long].map(|it| tokens(it, None, 40));
        abbreviates((&short.0, &short.1), (&long.0, &long.1))
    };
    for (short, long) in [
        ("ADB", "Asian Development Bank"),
        ("АКФР", "Азербайджано-Кыргызский фонд развития"),
        ("МИД КР", "Министерство иностранных дел Кыргызской Республики"),
        ("МИД КР", "Ministry of Foreign Affairs of the Kyrgyz Republic"),
        ("XİN", "Министерство иностранных дел Азербайджана"),
        ("ADY", "Azerbaijan Railways"),
        ("ҚТЖ", "Казахстанские железные дороги"),
        ("ГКНБ", "Улуттук коопсуздук боюнча мамлекеттик комитет"),
    ] {
        assert!(shortens(short, long), "{short}");
    }
    assert!(!shortens("AB", "Asian Bank"), "two words are too few");
    assert!(!shortens("МИД РК", "Министерство иностранных дел Кыргызской Республики"));
}

/// The index of names, each of another entity.
fn index_of(names: &[&str]) -> Names {
    let given = names.iter().zip(0..).map(|(&text, owner)| NameEntry {
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
    let likely = |text: &str, most| {
        let (tokens, units) = tokens(text, None, 40);
        index.likely(&tokens, &units, &mut Likenesses::new(), most)
    };
    assert_eq!(likely("Жапаров Садыр", 10), [0, 1], "the one with both words first");
    assert_eq!(likely("Жапаров Садыр", 1), [0]);
    assert_eq!(likely("Sadir Jeparov", 10), [0, 1], "by groups of letters");
    assert_eq!(likely("Министерство", 10), [2]);
    assert_eq!(likely("Nobody", 10), [0_u32; 0]);
}

/// The Russian name of a body has a man in the genitive.
#[test]
fn a_body_is_named_after_a_man_in_the_genitive() {
    for (body, other) in [
        ("Фонд Гейдара Алиева", "Heydar Aliyev Foundation"),
        ("Университет Сергея Иванова", "Sergei Ivanov University"),
    ] {
        assert!(scored(body, other).0 > 0.85, "{body}: {:?}", scored(body, other));
    }
    assert!(scored("Гейдара Алиева", "Heydar Aliyev").0 < 0.75, "that is a woman");
}

#[test]
fn blanks_do_not_part_names() {
    let index = index_of(&["Jalal-Abad", "Kyrgyzneftegaz OJSC", "Neftegaz", "ОсОО Нефтегаз"]);
    let joined = |text: &str, most| {
        let (tokens, units) = tokens(text, None, 40);
        index.joined((text, None), &tokens, &units, most)
    };
    assert_eq!(joined("Jalalabad", 10), [0]);
    assert_eq!(joined("Jalalabad", 0), [0_u32; 0]);
    // A legal form that one of the names lacks.
    assert_eq!(joined("Kyrgyz neftegaz", 10), [1]);
    assert_eq!(joined("Jalalabad OJSC", 10), [0]);
    // Two that differ, and names with the same blanks, are left to their words.
    assert_eq!(joined("ОсОО Кыргыз нефтегаз", 10), [0_u32; 0]);
    assert_eq!(joined("Neftegaz", 10), [2]);
}

#[test]
fn a_name_of_initials_is_looked_for_among_a_bounded_number() {
    // Many names have the word, and only the last of them nothing else.
    let mut names = ["ADB Office"; 10];
    names[9] = "ADB";
    let index = index_of(&names);
    let (tokens, units) = tokens("Asian Development Bank", None, 40);
    let abbreviated = |most| index.abbreviated(&tokens, &units, most);
    assert_eq!(abbreviated(2), [9]);
    assert_eq!(abbreviated(1), [0_u32; 0]);
}

#[test]
fn legal_forms_have_names_in_every_language() {
    use MatchedBy::{Exact, LegalForm};
    for (one, other) in [
        ("Arçelik A.Ş.", "Arçelik JSC"),
        ("Arçelik A.Ş.", "Arçelik Anonim Şirketi"),
        ("ТОО «Арман»", "«Арман» ЖШС"),
        ("ОсОО «Арман»", "Арман LLC"),
        ("ОАО «Арман»", "Арман Open Joint Stock Company"),
    ] {
        let mut how = how(one, other);
        how.sort_unstable();
        assert_eq!(how, [Exact, LegalForm], "{one}, {other}");
    }
    assert!(scored("Məmmədov A.Ş.", "Məmmədov Anar Şahin oğlu").0 > 0.85, "letters of a person");
}

/// A body is not the one above it, and not what it is named after.
#[test]
fn a_body_is_not_what_is_beside_it() {
    in_order(
        "Cabinet of Ministers of the Kyrgyz Republic",
        &[
            "Кабинет министров Кыргызской Республики",
            "Cabinet of Ministers of Azerbaijan",
            "Green Energy Fund under the Cabinet of Ministers of the Kyrgyz Republic",
        ],
    );
    for (one, other) in [
        ("Azerbaijan", "Embassy of Azerbaijan"),
        ("Embassy of Azerbaijan in Kyrgyzstan", "Embassy of Kyrgyzstan in Azerbaijan"),
        ("Heydar Aliyev", "Heydar Aliyev Foundation"),
        ("Vazirlar Mahkamasi", "Vazirlar Mahkamasi huzuridagi Statistika agentligi"),
        ("SOCAR", "SOCAR Trading"),
        ("МИД КР", "МИД РК"),
    ] {
        assert!(scored(one, other).0 < 0.75, "{one}, {other}: {}", scored(one, other).0);
    }
}

/// Whatever letter it is: `i` and `o` are also words, which many names have.
#[test]
fn an_initial_weighs_what_an_initial_does() {
    let index = index_of(&["Bank i Kredit", "Dom i Sad", "Ilham Aliyev", "I. Aliyev"]);
    let weights = |text: &str| -> Vec<f64> {
        let (tokens, units) = tokens(text, None, 40);
        index.weigh_query(&units, &tokens).iter().map(|it| it.weight).collect()
    };
    assert_eq!(weights("Алиев И.Г.")[1..], [0.5, 0.5]);
    let of_name = index.weighed(index.units(3), index.words(3));
    assert_eq!(of_name[0].weight, 0.5);
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
