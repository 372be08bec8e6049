//! Words that names of any data set have in common: particles, legal forms, patronymic marks,
//! and what institutions are called in the languages of the tables.
//!
//! Sound alone never takes `Nazirliyi` to `Министерство`: they are translations. The list of
//! concepts is short and general, so that a ministry is told from an agency in four languages;
//! what a body deals with is for the names in the data to say.

use crate::names::Word;

/// A word that says little about who is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Generic {
    Particle,
    /// By its row in [`LEGAL_FORMS`].
    LegalForm(u8),
    PatronymicMark,
}

/// Folded.
const PARTICLES: &[&str] = &[
    "a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "under",
    "with", // English
    "i", "v", "vo", "na", "o", "ob", "po", "pri", "dlya", "iz", "s", // Russian
    "va", "ila", "uzra", "ve", "ile", "haqqinda", // Azerbaijani, Turkish
    "zhana", "jana", "menen", "boyuncha", // Kyrgyz
    "de", "del", "der", "des", "di", "du", "la", "le", "und", "van", "von",
];

/// Folded; those of a row are the same form in several languages.
const LEGAL_FORMS: &[&[&str]] = &[
    &["llc", "ltd", "limited", "mmc", "ooo", "osoo", "jchk", "zhchk", "gmbh", "sarl", "mchzh"],
    &["ojsc", "oao", "asc", "aak", "pjsc", "pao", "plc"],
    &["cjsc", "zao", "qsc", "gsc", "zhak", "jak"],
    &["jsc", "ao", "sc", "ak", "sa", "ag", "as"],
    &["inc", "corp", "corporation", "incorporated", "co"],
];

/// By sound.
const PATRONYMIC_MARKS: &[&str] = &[
    "oglu", "ogli", "ugli", "ulu", "uli", "kizi", "gizi", "kiz", "giz", "oghlu", "tegi", "bin",
    "ibn",
];

/// By sound.
const PATRONYMIC_ENDINGS: &[&str] =
    &["ovich", "evich", "ovna", "evna", "oglu", "ogli", "kizi", "gizi"];

/// Concepts that are countries; see [`CONCEPTS`].
const COUNTRIES: &[&[&str]] = &[
    &[
        "azerbaijan",
        "azerbaydzhan",
        "azerbayjan",
        "azerbayzhan",
        "azerbaycan",
        "azarbaycan",
        "azarbayjan",
        "ozarbayjon",
    ],
    &["kirgiz", "kyrgyz", "qirgiz", "qirgoz"],
    &["kazakh", "kazakst", "kazakstan", "qazaq", "qazax", "qozogiston"],
    &["uzbek", "ozbek", "ozbak"],
    &["turkey.", "turkiye", "turkiya", "turkish", "turtsi", "turetsk"],
    &["russia", "rossi", "rossii", "rossiy", "rusiya"],
    &["tajik", "tadzhik", "tacik", "tojik"],
    &["turkmen"],
    &["georgia", "gruzi", "gruziya", "gurcustan"],
    &["iran"],
    &["china.", "chinese.", "kitay", "kitai."],
];

/// What one concept begins with, folded, in the languages of the tables; one of the [`ENDINGS`]
/// must follow. A stem that ends in `.` is a whole word.
const CONCEPTS: &[&[&str]] = &[
    &[
        "ministry",
        "ministries",
        "ministerstv",
        "ministrlig",
        "nazirli",
        "bakanli",
        "nazirlik.",
        "bakanlik.",
    ],
    &[
        "minister.",
        "ministers.",
        "ministr.",
        "ministrov.",
        "ministrler",
        "naziri.",
        "nazirlar",
        "bakan.",
    ],
    &["president", "prezident"],
    &["deputy", "zamestitel", "muavin", "orunbasar"],
    &["chairman", "predsedatel", "sadri.", "toraga"],
    &["cabinet", "kabinet"],
    &["government", "pravitelstv", "hokumat", "okmot"],
    &["republic", "respublik"],
    &["turkic", "turkiy", "tyurk"],
    &["asia", "azii.", "aziya.", "asiya"],
    &["committee", "komitet", "komita"],
    &["commission", "komissi"],
    &["council", "sovet", "sura.", "surasi.", "keneshi"],
    &["organization", "organisation", "organizats", "taskilat", "uyum"],
    &["agency", "agentstv", "agentli", "agentlik."],
    &["service", "sluzhb", "xidmat", "kizmat"],
    &["fund", "fond.", "fonda.", "fondu."],
    &["bank", "bankovsk"],
    &["company", "kompani", "sirkat"],
    &["association", "assotsiats", "assosiasi"],
    &["chamber", "palata", "palatasi"],
    &["center", "centre", "tsentr", "markaz", "borbor"],
    &["central", "tsentral", "markazi"],
    &["university", "universitet"],
    &["school", "shkol", "maktab", "mektep"],
    &["state.", "states.", "gosudarstv", "dovlat", "mamleket"],
    &["national", "natsional", "milli.", "uluttuk"],
    &["international", "mezhdunarod", "beynalxalq"],
    &["economy", "economic", "ekonomik", "iqtisad", "iqtisadiyyat"],
    &["commerce", "commercial", "kommerts"],
    &["finance", "financial", "finans", "finansov", "maliyy"],
    &["energy", "energ", "energetik", "energetich"],
    &["oil.", "neft", "neftyan", "petrol", "petroleum", "munay"],
    &["transport", "naqliyyat"],
    &["communication", "kommunikats", "kommunikasi"],
    &["agricult", "selsk", "selskokhozyaystv", "tasarrufat", "charba"],
    &["natural.", "prirodn", "tabii"],
    &["resource", "resurs", "resursov.", "sarvat"],
    &["ecolog", "ekolog"],
    &["education", "obrazovani", "tahsil", "bilim"],
    &["science", "nauk", "elm.", "ilim"],
    &["health", "healthcare", "zdravookhran", "sahiyya", "salamattik"],
    &["culture", "cultural", "kultur", "madaniyyat", "madaniyat"],
    &["social", "sotsial", "sosial"],
    &["protection", "zashchit", "mudafia"],
    &["foreign", "inostran", "xarici", "tishki"],
    &["affairs", "del.", "delam.", "islar", "ishter"],
    &["customs", "tamozh", "gomruk", "bazhi"],
    &["tourism", "turizm"],
    &["railway", "zhelezn", "zheleznodorozhn"],
    &["airline", "avialini", "havayol"],
    &["trade", "torgov", "ticarat", "sooda"],
    &["industr", "promishl", "promishlennost", "sanaye"],
    &["investment", "investits", "investisi"],
    &["development", "razviti", "inkisaf", "onuktur"],
    &[
        "digital",
        "tsifrov",
        "raqamsal",
        "sanarip",
        "digitalisation",
        "digitalization",
        "tsifrovizats",
    ],
    &["port.", "porta.", "porti.", "limani."],
];

/// What may follow a stem, folded, up to [`MOST_ENDINGS`] of them: cases, plurals, possessives
/// and adjectives. All else makes another word of it: `Kyrgyzaltyn` is no country, `Sovetbek` no
/// council.
const ENDINGS: &[&str] = &[
    "a", "e", "i", "o", "u", "y", "ya", "yu", // Russian
    "iy", "ikh", "im", "oy", "oe", "ogo", "omu", "om", "aya", "uyu", "em", "am", "akh", "ami",
    "ey", "n", "sk", "ansk", "enn", "ionn", // Russian, adjectives
    "lar", "ler", "arasi", "si", "sin", "nin", "nun", "in", "un", "lik", "lig", "gi", "da", "dan",
    "de", "den", "di", "din", "dun", "ga", "ge", "ka", "ke", "na", "ne", "ni", "yi", // Turkic
    "stan", "istan", "iston", // countries
];

/// How many [`ENDINGS`] a word has at most: `respublik-a-si-nin`.
const MOST_ENDINGS: u8 = 4;

/// What may follow a stem in English, and nothing behind it.
const ENGLISH_ENDINGS: &[&str] =
    &["s", "n", "ns", "an", "is", "al", "ial", "ural", "ure", "ing", "ies", "er", "ship"];

/// What a word is, if names of every sort have it.
pub(super) fn generic(word: &Word) -> Option<Generic> {
    let spelled = |list: &[&str]| word.spellings.iter().any(|it| list.contains(&it.as_str()));
    if spelled(PARTICLES) {
        return Some(Generic::Particle);
    }
    if let Some((_, form)) = LEGAL_FORMS.iter().zip(0..).find(|(row, _)| spelled(row)) {
        return Some(Generic::LegalForm(form));
    }
    let is_mark = word.sounds.iter().any(|it| PATRONYMIC_MARKS.contains(&it.as_str()));
    is_mark.then_some(Generic::PatronymicMark)
}

/// Whether a word ends as fathers' names do.
pub(super) fn ends_as_patronymic(word: &Word) -> bool {
    let ends = |sound: &String, end: &str| sound.len() > end.len() + 2 && sound.ends_with(end);
    word.sounds.iter().any(|sound| PATRONYMIC_ENDINGS.iter().any(|end| ends(sound, end)))
}

/// Which concept of institutions a word stands for.
pub(super) fn concept(word: &Word) -> Option<usize> {
    let begins = |stem: &str| match stem.strip_suffix('.') {
        Some(whole) => word.spellings.iter().any(|it| it == whole),
        None => word.spellings.iter().any(|it| it.strip_prefix(stem).is_some_and(is_ending)),
    };
    // The longest stem decides: `centr` and `central` are two concepts.
    let length = |row: &[&str]| row.iter().filter(|stem| begins(stem)).map(|it| it.len()).max();
    let rows = COUNTRIES.iter().chain(CONCEPTS).enumerate();
    let best = rows.filter_map(|(index, row)| Some((length(row)?, std::cmp::Reverse(index)))).max();
    best.map(|(_, index)| index.0)
}

/// A set of countries has a bit for each.
const _: () = assert!(COUNTRIES.len() <= u16::BITS as usize);

/// The concept as a set of countries: empty, or of one.
pub(super) fn countries(concept: Option<usize>) -> u16 {
    concept.filter(|&it| it < COUNTRIES.len()).map_or(0, |it| 1 << it)
}

fn is_ending(rest: &str) -> bool {
    ENGLISH_ENDINGS.contains(&rest) || are_endings(rest, MOST_ENDINGS)
}

fn are_endings(rest: &str, most: u8) -> bool {
    let ends = |ending: &&str| {
        rest.strip_prefix(*ending).is_some_and(|behind| are_endings(behind, most - 1))
    };
    rest.is_empty() || (most > 0 && ENDINGS.iter().any(ends))
}
