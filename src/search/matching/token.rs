//! Words of a name, the part that each plays in it, and the units by which names are compared.

use super::{
    concepts::{self, Class, Concepts, Stems, Term},
    vocabulary::{self, Above, Generic},
};
use crate::names::{Word, words};

/// A word and its part.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) word: Word,
    pub(super) part: TokenRole,
}

/// The role of a word in its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum TokenRole {
    /// A name as such: given name, surname, what a body is called.
    Plain,
    /// One letter for a name.
    Initial,
    /// The second letter of two: for a father's name or a second given name.
    SecondInitial,
    /// `of`, `и`, `və`.
    Particle,
    /// `LLC`, `ОсОО`, `MMC`, by its number in the vocabulary.
    LegalForm(u8),
    /// The father's name, in a name that has two others.
    Patronymic,
    /// The father's name that is used as a surname: `Turgunbek uulu`.
    Surname,
    /// `oğlu`, `uulu`, `kyzy`: says that a patronymic is beside it.
    PatronymicMark,
}

impl TokenRole {
    /// The share of its weight that a word has by its role.
    pub(super) fn share(self) -> f64 {
        match self {
            Self::Plain | Self::Patronymic | Self::Surname => 1.0,
            Self::Initial | Self::SecondInitial => 0.5,
            Self::Particle => 0.05,
            Self::LegalForm(_) | Self::PatronymicMark => 0.1,
        }
    }

    /// Returns whether it is a father's name.
    pub(super) fn is_fathers(self) -> bool {
        matches!(self, Self::Patronymic | Self::Surname)
    }
}

/// The features of a word that decide its role, beside the words around it.
#[derive(Clone, Debug)]
pub(super) struct Traits {
    /// The only letter of the word.
    letter: Option<char>,
    generic: Option<Generic>,
    ends_as_patronymic: bool,
    ends_as_surname: bool,
    above: Option<Above>,
    stems: Stems,
    is_in_capitals: bool,
}

impl Traits {
    /// Those of a word.
    pub(super) fn of(word: &Word) -> Self {
        let mut letters = word.written.chars();
        Self {
            letter: letters.next().filter(|c| c.is_alphabetic() && letters.next().is_none()),
            generic: vocabulary::generic(word),
            ends_as_patronymic: vocabulary::ends_as_patronymic(word),
            ends_as_surname: vocabulary::ends_as_russian_surname(word),
            above: vocabulary::above(word),
            stems: Stems::of(word),
            is_in_capitals: word.written.chars().all(char::is_uppercase),
        }
    }
}

/// A unit of comparison: a word, or a term of several words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Unit {
    /// The position of the first word.
    pub(super) start: u8,
    /// The number of words.
    pub(super) length: u8,
    pub(super) part: TokenRole,
    /// The class of its concept in the name of a body.
    pub(super) class: Option<Class>,
    pub(super) concepts: Concepts,
    /// True if it is in the name of the body above: `under the Ministry`.
    pub(super) is_above: bool,
}

impl Unit {
    /// The positions of its words.
    pub(super) fn words(self) -> std::ops::Range<usize> {
        usize::from(self.start)..usize::from(self.start) + usize::from(self.length)
    }
}

/// The words of a name with their parts; at most so many, the first ones.
pub(super) fn tokens(text: &str, lang: Option<&str>, most: usize) -> (Vec<Token>, Vec<Unit>) {
    let mut words = words(text, lang);
    join_zade(&mut words, lang);
    words.truncate(most);
    let traits: Vec<Traits> = words.iter().map(Traits::of).collect();
    let traits: Vec<&Traits> = traits.iter().collect();
    let (parts, units) = (parts(&traits), units(&traits));
    if units.iter().any(|unit| unit.class == Some(Class::Head)) {
        add_nominatives(&mut words, lang);
    }
    let token = |(word, part)| Token { word, part };
    (words.into_iter().zip(parts).map(token).collect(), units)
}

/// In the Russian name of a body a man is in the genitive, `Фонд Гейдара Алиева`: his nominatives
/// are spellings too. Alone these words would be a woman's name.
fn add_nominatives(words: &mut [Word], lang: Option<&str>) {
    const OF_SURNAMES: [&str; 4] = ["ова", "ева", "ёва", "ина"];
    for at in 1..words.len() {
        let [given, surname] = [at - 1, at].map(|at| words[at].written.to_lowercase());
        let is_genitive = OF_SURNAMES.iter().any(|ending| surname.ends_with(ending));
        let of_given = given
            .strip_suffix('а')
            .map(str::to_owned)
            .or_else(|| Some(format!("{}й", given.strip_suffix('я')?)));
        let (true, Some(given)) = (is_genitive, of_given) else { continue };
        add_spellings(&mut words[at - 1], &given, lang);
        add_spellings(&mut words[at], surname.trim_end_matches('а'), lang);
    }
}

fn add_spellings(word: &mut Word, other: &str, lang: Option<&str>) {
    for other in words(other, lang) {
        let is_new = |known: &Vec<String>, key: &String| !known.contains(key);
        let spellings: Vec<String> =
            other.spellings.into_iter().filter(|it| is_new(&word.spellings, it)).collect();
        let sounds: Vec<String> =
            other.sounds.into_iter().filter(|it| is_new(&word.sounds, it)).collect();
        word.spellings.extend(spellings);
        word.sounds.extend(sounds);
    }
}

/// The positions of the words of a name that are legal forms, or parts of one.
pub(in crate::search) fn legal_forms(text: &str) -> Vec<usize> {
    let words = words(text, None);
    let traits: Vec<Traits> = words.iter().map(Traits::of).collect();
    let traits: Vec<&Traits> = traits.iter().collect();
    let forms =
        units(&traits).into_iter().filter(|unit| matches!(unit.part, TokenRole::LegalForm(_)));
    forms.flat_map(|unit| unit.words()).collect()
}

/// Makes one word of a surname and its `-zadə`: `Расул-заде` is `Расулзаде`.
fn join_zade(all: &mut Vec<Word>, lang: Option<&str>) {
    let mut at = 1;
    while at < all.len() {
        if vocabulary::is_zade(&all[at]) {
            let joined = format!("{}{}", all[at - 1].written, all[at].written);
            let mut joined = words(&joined, lang);
            if let (Some(word), true) = (joined.pop(), joined.is_empty()) {
                all[at - 1] = word;
                all.remove(at);
                continue;
            }
        }
        at += 1;
    }
}

/// The parts of the words of a name.
pub(super) fn parts(words: &[&Traits]) -> Vec<TokenRole> {
    let mut parts: Vec<TokenRole> = words.iter().map(|word| part(word, words.len())).collect();
    mark_initials(&mut parts);
    mark_patronymics(words, &mut parts);
    parts
}

fn part(word: &Traits, count: usize) -> TokenRole {
    if count == 1 {
        return TokenRole::Plain;
    }
    match (word.letter, word.generic) {
        // A capital is a name's; of small letters some are words.
        (Some(letter), None) => initial_or_plain(letter),
        (Some(letter), Some(_)) if letter.is_uppercase() => TokenRole::Initial,
        (_, Some(Generic::Particle)) => TokenRole::Particle,
        (_, Some(Generic::PatronymicMark | Generic::PatronymicPrefix)) => TokenRole::PatronymicMark,
        (None, None) => TokenRole::Plain,
    }
}

/// One letter stands for a name in scripts that have letters; elsewhere it can be one.
fn initial_or_plain(letter: char) -> TokenRole {
    let has_case = letter.is_uppercase() || letter.is_lowercase();
    if has_case { TokenRole::Initial } else { TokenRole::Plain }
}

/// The first of two letters side by side is of the given name: `И.Г.` is not Г.
fn mark_initials(parts: &mut [TokenRole]) {
    for index in 1..parts.len() {
        if parts[index] == TokenRole::Initial && parts[index - 1] == TokenRole::Initial {
            parts[index] = TokenRole::SecondInitial;
        }
    }
}

/// A father's name is told by the mark beside it or by its ending. It is one only beside a given
/// name; where there is no surname, it is used as one.
fn mark_patronymics(words: &[&Traits], parts: &mut [TokenRole]) {
    for index in 0..parts.len() {
        let generic = |at: usize| words.get(at).and_then(|word| word.generic);
        let is_mark = |at: usize| parts.get(at) == Some(&TokenRole::PatronymicMark);
        let marked = is_mark(index + 1) && generic(index + 1) == Some(Generic::PatronymicMark);
        let follows = |behind: usize| {
            index > behind
                && is_mark(index - behind)
                && generic(index - behind) == Some(Generic::PatronymicPrefix)
        };
        // `bin Hasan`, `son of Hasan`.
        let prefixed = follows(1) || (follows(2) && parts[index - 1] == TokenRole::Particle);
        let plain = parts.iter().filter(|&&part| part == TokenRole::Plain).count();
        if parts[index] != TokenRole::Plain {
            continue;
        }
        if (marked || prefixed || words[index].ends_as_patronymic) && plain >= 3 {
            parts[index] = TokenRole::Patronymic;
        } else if (marked || prefixed) && plain == 2 {
            parts[index] = TokenRole::Surname;
        }
    }
}

/// The units of a name.
pub(super) fn units(words: &[&Traits]) -> Vec<Unit> {
    let parts = parts(words);
    let stems: Vec<&Stems> = words.iter().map(|it| &it.stems).collect();
    let mut terms = concepts::terms(&stems);
    let is_body = is_body(words, &parts, &terms);
    terms.retain(|term| match term.class {
        Class::Country | Class::Place => term.is_strong || is_body,
        // `A.Ş.` behind a surname is two letters of a person.
        Class::LegalForm(_) if parts[term.start] == TokenRole::Initial => {
            term.start > 0
                && term.start + term.length == words.len()
                && !words[term.start - 1].ends_as_surname
        }
        Class::LegalForm(_) => {
            words.len() > term.length
                && (is_body || term.is_strong || words[term.start].is_in_capitals)
        }
        _ => is_body && parts[term.start] != TokenRole::Initial,
    });
    let mut units = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let here = terms.iter().filter(|term| term.start == at);
        let before = units.len();
        units.extend(here.map(|term| Unit {
            start: at as u8,
            length: term.length as u8,
            part: match term.class {
                Class::LegalForm(form) => TokenRole::LegalForm(form),
                _ => TokenRole::Plain,
            },
            class: Some(term.class),
            concepts: term.concepts,
            is_above: false,
        }));
        if units.len() == before {
            units.push(Unit {
                start: at as u8,
                length: 1,
                part: parts[at],
                class: None,
                concepts: Concepts::NONE,
                is_above: false,
            });
        }
        at += usize::from(units[before].length);
    }
    mark_above(words, &mut units);
    units
}

/// Returns whether a name is that of a body: a word of it is known as one of institutions. A name
/// that has a father's name or a surname needs a sort of body or two such words: a foundation may
/// be named after somebody, and `Elm` is a given name.
fn is_body(words: &[&Traits], parts: &[TokenRole], terms: &[Term]) -> bool {
    if parts.iter().any(|part| part.is_fathers()) {
        return false;
    }
    let strong = terms.iter().filter(|it| it.is_strong);
    let telling = strong.filter(|it| !matches!(it.class, Class::Country | Class::Place));
    let says_sort = telling.clone().any(|it| it.class != Class::Topic);
    let count = telling.count();
    let is_person = words.iter().any(|word| word.ends_as_surname);
    count > 1 || says_sort || (count == 1 && !is_person)
}

/// Marks the units of the name of the body above. Countries are everybody's.
fn mark_above(words: &[&Traits], units: &mut [Unit]) {
    let count = units.len();
    let found = units
        .iter()
        .enumerate()
        .find_map(|(at, unit)| Some((at, words[usize::from(unit.start)].above?)));
    let above = match found {
        Some((at, Above::Behind)) if at > 0 => at + 1..count,
        Some((at, Above::Before)) if at + 1 < count => 0..at,
        _ => return,
    };
    for unit in &mut units[above] {
        unit.is_above = !matches!(unit.class, Some(Class::Country | Class::Place));
    }
}

/// Splits the units into words: if a term of several words is mistyped, its words can still match.
pub(super) fn by_words(units: &[Unit]) -> Option<Vec<Unit>> {
    if units.iter().all(|unit| unit.length == 1) {
        return None;
    }
    let single = |unit: &Unit| -> Vec<Unit> {
        if unit.length == 1 {
            return vec![*unit];
        }
        let word = |at: usize| Unit {
            start: at as u8,
            length: 1,
            part: unit.part,
            class: None,
            concepts: Concepts::NONE,
            is_above: unit.is_above,
        };
        unit.words().map(word).collect()
    };
    Some(units.iter().flat_map(single).collect())
}
