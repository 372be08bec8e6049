//! Words that names of any data set have in common and that stand for no concept: particles,
//! marks and endings of fathers' names and surnames, and what places one body under another.

use crate::names::Word;

/// A word that says little about who is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Generic {
    Particle,
    PatronymicMark,
    /// Says that the father's name follows: `bin`.
    PatronymicPrefix,
}

/// The position of the name of the body above, to which the named body belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Above {
    /// Before this word: `yanında`.
    Before,
    /// Behind it: `under`, `при`.
    Behind,
}

/// Returns the position of the body above, if a word tells it.
pub(super) fn above(word: &Word) -> Option<Above> {
    let is = |list: &[&str]| word.spellings.iter().any(|it| list.contains(&it.as_str()));
    if is(ABOVE_BEHIND) {
        return Some(Above::Behind);
    }
    is(ABOVE_BEFORE).then_some(Above::Before)
}

/// Folded.
const PARTICLES: &[&str] = &[
    "a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "under",
    "with", // English
    "i", "v", "vo", "na", "o", "ob", "po", "pri", "dlya", "iz", "s", "za", // Russian
    "va", "ila", "uzra", "ve", "ile", "haqqinda", // Azerbaijani, Turkish
    "zhana", "jana", "zhane", "menen", "boyuncha", "boyinsha", // Kyrgyz, Kazakh
    "boyicha", "bilan", "uchun", // Uzbek
    "de", "del", "der", "des", "di", "du", "la", "le", "und", "van", "von",
];

/// Folded: what says that the name behind it is that of the body above, and what says so of the
/// name before it.
const ABOVE_BEHIND: &[&str] = &["under", "pri"];
const ABOVE_BEFORE: &[&str] = &[
    "yaninda",
    "yanindaki",
    "nazdinda",
    "nazdindaki",
    "tabeliyinda",
    "tabeliyindaki", // az
    "karashtuu",
    "aldindagi",
    "zhanindagi", // Kyrgyz, Kazakh
    "huzuridagi",
    "khuzuridagi",
    "qoshidagi",
    "tarkibidagi", // Uzbek
    "bagli",
    "bunyesinde", // Turkish
];

/// By sound.
const PATRONYMIC_MARKS: &[&str] =
    &["oglu", "ogli", "ugli", "ulu", "uli", "kizi", "gizi", "kiz", "giz", "oghlu", "tegi", "uali"];

/// By sound: what the father's name follows.
const PATRONYMIC_PREFIXES: &[&str] = &["bin", "ibn", "son", "daughter"];

/// By sound.
const PATRONYMIC_ENDINGS: &[&str] =
    &["ovich", "evich", "ovna", "evna", "oglu", "ogli", "kizi", "gizi", "uli"];

/// By sound: endings of surnames.
const SURNAME_ENDINGS: &[&str] = &[
    "ov", "ev", "ova", "eva", "in", "ina", "ski", "skaia", "li", "lu", "zade", "zada", "oglu",
    "bei", "bai", "ian", "uk", "enko", "uli", "tegi",
];

/// By sound: endings of one surname in Azerbaijani and Russian.
const BEY_ENDINGS: &[&str] =
    &["baili", "beili", "bekov", "begov", "beiov", "baiov", "bekova", "begova", "beiova"];

/// By sound: what makes a surname of a father's name.
const OF_FATHER: &[&str] = &["ov", "ev", "ova", "eva", "uli"];

/// By sound: what a lord is called behind his name.
const LORDS: &[&str] = &["bei", "bek", "beg", "bai"];

/// Returns whether two sounds are one surname with the endings of two languages.
pub(super) fn differ_by_ending(a: &str, b: &str) -> bool {
    let base = |sound: &'_ str| -> Option<String> {
        let ending = BEY_ENDINGS.iter().find(|end| sound.ends_with(**end))?;
        Some(sound[..sound.len() - ending.len()].to_owned())
    };
    (LORDS.contains(&a) && LORDS.contains(&b))
        || matches!((base(a), base(b)), (Some(a), Some(b)) if a.len() > 2 && is_near(&a, &b))
}

/// Returns whether a surname is made of a father's name: `Turgunbekov` of `Turgunbek`.
pub(super) fn is_made_of(surname: &str, father: &str) -> bool {
    let bare = |ending: &&str| surname.strip_suffix(*ending).is_some_and(|it| is_near(it, father));
    father.len() > 2 && OF_FATHER.iter().any(bare)
}

/// Returns whether a father's name is the name with a Russian ending: `Heydarovich` of `Heydar`.
pub(super) fn is_patronymic_of(patronymic: &str, name: &str) -> bool {
    const ENDINGS: [&str; 5] = ["ovich", "evich", "ovna", "evna", "uli"];
    let bare = |ending: &&str| patronymic.strip_suffix(*ending).is_some_and(|it| is_near(it, name));
    name.len() > 2 && ENDINGS.iter().any(bare)
}

fn is_near(a: &str, b: &str) -> bool {
    a == b || super::compare::likeness(a, b, false) >= 0.75
}

/// Returns whether a word ends as surnames do.
pub(super) fn ends_as_surname(sound: &str) -> bool {
    SURNAME_ENDINGS.iter().any(|end| sound.len() > end.len() + 2 && sound.ends_with(end))
}

/// Returns whether a word ends as surnames do in Russian, which few other words do.
pub(super) fn ends_as_russian_surname(word: &Word) -> bool {
    const ENDINGS: [&str; 5] = ["ov", "ev", "ova", "eva", "zade"];
    let ends = |sound: &String| {
        ENDINGS.iter().any(|end| sound.len() > end.len() + 2 && sound.ends_with(end))
    };
    word.sounds.iter().any(ends)
}

/// `заде`, which is written joined to its surname, with a hyphen or apart.
pub(super) fn is_zade(word: &Word) -> bool {
    word.sounds.iter().any(|it| matches!(it.as_str(), "zade" | "zada" | "zadeh" | "zadah"))
}

/// The role of a word that is in names of every sort.
pub(super) fn generic(word: &Word) -> Option<Generic> {
    let spelled = |list: &[&str]| word.spellings.iter().any(|it| list.contains(&it.as_str()));
    if spelled(PARTICLES) {
        return Some(Generic::Particle);
    }
    let sounds = |list: &[&str]| word.sounds.iter().any(|it| list.contains(&it.as_str()));
    if sounds(PATRONYMIC_PREFIXES) {
        return Some(Generic::PatronymicPrefix);
    }
    let is_mark = word.sounds.iter().any(|it| PATRONYMIC_MARKS.contains(&it.as_str()));
    is_mark.then_some(Generic::PatronymicMark)
}

/// Returns whether a word ends as fathers' names do.
pub(super) fn ends_as_patronymic(word: &Word) -> bool {
    let ends = |sound: &String, end: &str| sound.len() > end.len() + 2 && sound.ends_with(end);
    word.sounds.iter().any(|sound| PATRONYMIC_ENDINGS.iter().any(|end| ends(sound, end)))
}
