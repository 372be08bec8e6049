//! The script of a name beside the language that the record says it is in.

use super::Checker;
use crate::{
    diagnostics::{Code, Diagnostic},
    graph::NameRecord,
    seed::tree::View,
};
use regex::Regex;
use std::sync::LazyLock;

/// Scripts by their codes of ISO 15924, with the letters of each. Some codes are of several
/// scripts that are written together.
static SCRIPTS: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    let scripts = [
        ("Latn", r"\p{Latin}"),
        ("Cyrl", r"\p{Cyrillic}"),
        ("Arab", r"\p{Arabic}"),
        ("Armn", r"\p{Armenian}"),
        ("Geor", r"\p{Georgian}"),
        ("Grek", r"\p{Greek}"),
        ("Hebr", r"\p{Hebrew}"),
        ("Deva", r"\p{Devanagari}"),
        ("Thai", r"\p{Thai}"),
        ("Mong", r"\p{Mongolian}"),
        ("Hani", r"\p{Han}"),
        ("Hans", r"\p{Han}"),
        ("Hant", r"\p{Han}"),
        ("Jpan", r"[\p{Han}\p{Hiragana}\p{Katakana}]"),
        ("Kore", r"[\p{Hangul}\p{Han}]"),
    ];
    let compiled =
        scripts.into_iter().filter_map(|(code, letters)| Some((code, Regex::new(letters).ok()?)));
    compiled.collect()
});

/// Languages with the scripts that names in them are written in. Of a language that is not here
/// nothing is told.
const LANGUAGES: [(&str, &[&str]); 14] = [
    ("az uz kk tk ug ku", &["Latn", "Cyrl", "Arab"]),
    ("sr bs", &["Latn", "Cyrl"]),
    ("ky tg", &["Cyrl", "Arab"]),
    ("mn", &["Cyrl", "Mong"]),
    ("ru be uk bg mk tt ba ce cv", &["Cyrl"]),
    ("ar fa ur ps", &["Arab"]),
    (
        "en de fr es it pt nl pl cs sk sl hr hu ro sq tr fi et lv lt sv da nb nn no is ga mt id ms vi",
        &["Latn"],
    ),
    ("hy", &["Armn"]),
    ("ka", &["Geor"]),
    ("el", &["Grek"]),
    ("he", &["Hebr"]),
    ("hi", &["Deva"]),
    ("th", &["Thai"]),
    ("zh ja ko", &["Hani", "Jpan", "Kore"]),
];

impl Checker<'_> {
    /// Tells of a name of which no letter is of a script that its language is written in.
    pub(super) fn script_fits(&mut self, value: Option<&str>, name: &NameRecord, view: View<'_>) {
        let (Some(value), Some(lang)) = (value, name.lang.as_deref()) else { return };
        let scripts = scripts(lang, name.script.as_deref());
        if scripts.is_empty() || fits(value, &scripts) {
            return;
        }
        let message = format!(
            "\"{value}\" has the language {lang}, and no letter of the script {}",
            scripts.join(" or ")
        );
        let help = "write the tag of the language that it is in, or add the script: ru-Latn";
        self.problems.push(Diagnostic::new(Code::ScriptMismatch, view.span(), message).help(help));
    }
}

/// The scripts of a language tag; the record or the tag may say one itself.
fn scripts<'a>(lang: &'a str, said: Option<&'a str>) -> Vec<&'a str> {
    let mut subtags = lang.split('-');
    let language = subtags.next().unwrap_or_default();
    let in_tag = subtags.find(|it| it.len() == 4 && it.bytes().all(|b| b.is_ascii_alphabetic()));
    if let Some(script) = said.or(in_tag) {
        return vec![script];
    }
    let is_it = |tags: &str| tags.split(' ').any(|tag| tag.eq_ignore_ascii_case(language));
    let found = LANGUAGES.iter().find(|(tags, _)| is_it(tags));
    found.map_or_else(Vec::new, |(_, scripts)| scripts.to_vec())
}

/// Returns whether a letter is of one of the scripts, or there is no letter, or nothing is known of
/// a script.
fn fits(value: &str, scripts: &[&str]) -> bool {
    let fits = |code: &&str| {
        // The letters of ASCII are those of Latin.
        if code.eq_ignore_ascii_case("Latn") && value.bytes().any(|b| b.is_ascii_alphabetic()) {
            return true;
        }
        let letters = SCRIPTS.iter().find(|(script, _)| script.eq_ignore_ascii_case(code));
        letters.is_none_or(|(_, letters)| letters.is_match(value))
    };
    scripts.iter().any(fits) || !value.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, SCRIPTS, fits, scripts};

    #[test]
    fn the_letters_of_a_name_fit_its_tag() {
        for (value, lang, script, expected) in [
            ("Сооронбай Жээнбеков", "ky", None, true),
            ("Sooronbai Jeenbekov", "ky", None, false),
            ("Sooronbai Jeenbekov", "ky-Latn", None, true),
            ("Sooronbai Jeenbekov", "ky", Some("Latn"), true),
            ("Сооронбай Жээнбеков", "en", None, false),
            ("İlham Əliyev", "az", None, true),
            ("Илһам Әлијев", "az", None, true),
            ("Илһам Әлијев", "az-Latn-AZ", None, false),
            ("ОАО «SOCAR»", "ru", None, true),
            ("SOCAR", "RU", None, false),
            ("2 + 2", "ru", None, true),
            ("Сооронбай", "xx", None, true),
            ("Сооронбай", "en", Some("Zyyy"), true),
            ("東京", "ja", None, true),
            ("Éa", "fr", None, true),
            ("ə", "en", None, true),
        ] {
            let scripts = scripts(lang, script);
            let found = scripts.is_empty() || fits(value, &scripts);
            assert_eq!(found, expected, "{value} {lang} {script:?}");
        }
    }

    #[test]
    fn every_script_of_a_language_has_letters() {
        assert_eq!(SCRIPTS.len(), 15);
        for code in LANGUAGES.iter().flat_map(|(_, scripts)| *scripts) {
            assert!(SCRIPTS.iter().any(|(script, _)| script == code), "{code}");
        }
    }
}
