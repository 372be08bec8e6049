//! The endings that may follow a stem: cases, plurals, possessives and adjectives, by their sound.
//!
//! All else makes another word of it: `Kyrgyzaltyn` is no country, `Sovetbek` no council, and
//! `Bankov` is a surname.

/// Endings, of which a word may have up to [`MOST`].
const ENDINGS: &[&str] = &[
    // Russian: nouns and adjectives.
    "a", "e", "i", "o", "u", "ia", "iu", "ie", "oi", "ei", "oe", "ogo", "ego", "omu", "emu", "om",
    "em", "iem", "ih", "im", "imi", "aia", "uiu", "ah", "am", "ami", "iah", "iam", "iami",
    // Their stems.
    "n", "en", "on", "sk", "ansk", "ensk", "ichesk", "ionn", "isk", "ovsk",
    // Turkic: plurals, possessives, cases.
    "lar", "ler", "lor", "ler", "dar", "der", "tar", "ter", "si", "su", "in", "un", "on", "nin",
    "nun", "non", "ning", "nung", "ding", "dung", "ting", "tung", "ing", "ung", "din", "dun",
    "tin", "tun", "da", "de", "ta", "te", "dan", "den", "tan", "ten", "di", "du", "ti", "tu", "ga",
    "ge", "go", "gu", "gi", "ka", "ke", "ki", "ko", "ku", "na", "ne", "ni", "nu", "no", "nda",
    "nde", "ndaki", "ndeki", "dagi", "degi", "daki", "deki",
    // Turkic: what makes nouns and adjectives.
    "lik", "lig", "luk", "lug", "li", "lu", "dik", "dig", "tik", "tig", "dok", "duk", "k", "g",
    "lash", "ma", "me", "mak", "mek", "ish", "chilik", "chilig", "arasi", "asi", "esi", "osi",
    // Countries.
    "stan", "istan", "iston", "ston",
];

/// The most endings that a word has: `respublik-a-si-nin`.
const MOST: u8 = 4;

/// The endings in English and German, behind which nothing follows.
const ENGLISH: &[&str] = &[
    "s", "es", "n", "ns", "an", "is", "al", "ial", "ural", "ure", "ing", "ies", "er", "ers", "or",
    "ar", "ship", "ment", "ments", "ion", "ions", "ed", "ish", "che", "cher", "shen", "she",
    "sher",
];

/// Genitives of Russian, behind long stems alone, since most of what ends so is a surname.
const RUSSIAN_GENITIVES: &[&str] = &["ov", "ev", "tsev", "nikov", "kov"];

/// The letters that a stem has at least before these.
const LONG: usize = 5;

/// Returns whether the rest of a sound behind a stem is made of endings.
pub(super) fn is_ending(stem: &str, rest: &str) -> bool {
    ENGLISH.contains(&rest)
        || (stem.len() >= LONG && RUSSIAN_GENITIVES.contains(&rest))
        || are_endings(rest, MOST)
}

fn are_endings(rest: &str, most: u8) -> bool {
    let ends = |ending: &&str| {
        rest.strip_prefix(*ending).is_some_and(|behind| are_endings(behind, most - 1))
    };
    rest.is_empty() || (most > 0 && ENDINGS.iter().any(ends))
}
