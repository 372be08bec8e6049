//! Words that names of any data set have in common: particles, legal forms, patronymic marks,
//! and what institutions are called in the languages of the tables.
//!
//! Sound alone never takes `Nazirliyi` to `Министерство`: they are translations. The list of
//! concepts is short and general, so that a ministry is told from an agency in four languages;
//! what a body deals with is for the names in the data to say.

use crate::value::names::Word;

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

/// What one concept begins with, folded, in the languages of the tables. A stem that ends in
/// `.` is a whole word.
const CONCEPTS: &[&[&str]] = &[
    &["ministry", "ministries", "ministerstv", "ministrlig", "nazirli", "bakanli"],
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
    &["azerb", "azarb"],
    &["kirgiz", "kyrgyz", "qirgiz"],
    &["kazakh", "kazakst", "qazaq", "qazax"],
    &["uzbekist", "ozbekist", "ozbakist"],
    &["turkic", "turkish", "turkiy", "turtsi", "tyurk"],
    &["russia", "rossii", "rossiy", "rusiya"],
    &["asia", "azii.", "aziya.", "asiya"],
    &["committee", "komitet", "komita"],
    &["commission", "komissi"],
    &["council", "sovet", "sura.", "surasi.", "keneshi"],
    &["organization", "organisation", "organizats", "taskilat", "uyum"],
    &["agency", "agentstv", "agentli"],
    &["service", "sluzhb", "xidmat", "kizmat"],
    &["fund", "fond.", "fonda.", "fondu."],
    &["bank"],
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
    &["economy", "economic", "ekonomik", "iqtisad"],
    &["commerce", "commercial", "kommerts"],
    &["finance", "financial", "finans", "maliyy"],
    &["energ"],
    &["oil.", "neft", "petrol", "munay"],
    &["transport", "naqliyyat"],
    &["communication", "kommunikats", "kommunikasi"],
    &["agricult", "selsk", "tasarrufat", "charba"],
    &["natural.", "prirodn", "tabii"],
    &["resource", "resurs", "sarvat"],
    &["ecolog", "ekolog"],
    &["education", "obrazovani", "tahsil", "bilim"],
    &["science", "nauk", "elm.", "ilim"],
    &["health", "zdravookhran", "sahiyya", "salamattik"],
    &["culture", "cultural", "kultur", "madaniyy", "madaniyat"],
    &["social", "sotsial", "sosial"],
    &["protection", "zashchit", "mudafia"],
    &["foreign", "inostran", "xarici", "tishki"],
    &["affairs", "del.", "delam.", "islar", "ishter"],
    &["customs", "tamozh", "gomruk", "bazhi"],
    &["tourism", "turizm"],
    &["railway", "zhelezn"],
    &["airline", "avialini", "havayol"],
    &["trade", "torgov", "ticarat", "sooda"],
    &["industr", "promishl", "sanaye"],
    &["investment", "investits", "investisi"],
    &["development", "razviti", "inkisaf", "onuktur"],
    &["digital", "tsifrov", "raqamsal", "sanarip"],
    &["port.", "porta.", "porti.", "limani."],
];

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
    let begins = |stem: &&str| match stem.strip_suffix('.') {
        Some(whole) => word.spellings.iter().any(|it| it == whole),
        None => word.spellings.iter().any(|it| it.starts_with(stem)),
    };
    // The longest stem decides: `centr` and `central` are two concepts.
    let length = |row: &&[&str]| row.iter().filter(|stem| begins(stem)).map(|it| it.len()).max();
    let rows = CONCEPTS.iter().enumerate();
    let best = rows.filter_map(|(index, row)| Some((length(row)?, std::cmp::Reverse(index)))).max();
    best.map(|(_, index)| index.0)
}
