//! Tables for the letters of each language in Latin: official, of the press, and over Russian.
//!
//! Sources: BGN/PCGN 1993 for Azerbaijani Cyrillic, 1979 for Kyrgyz and Kazakh, 1947 for
//! Russian; the Latin alphabets in official use for Azerbaijani, Turkish, Uzbek and (2021)
//! Kazakh. All texts here are composed and in small letters.

use super::{Language, western};

/// A letter and what it becomes.
type Table = &'static [(char, &'static str)];

/// Letters that are read alike in the Cyrillic of every language here.
const CYRILLIC: Table = &[
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ё', "yo"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('й', "y"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
];

/// Azerbaijani Cyrillic to Azerbaijani Latin; behind `ш` the letters that were given up in 1958.
const AZERBAIJANI_CYRILLIC: Table = &[
    ('г', "q"),
    ('ғ', "ğ"),
    ('ә', "ə"),
    ('ж', "j"),
    ('ы', "ı"),
    ('ј', "y"),
    ('ҝ', "g"),
    ('ө', "ö"),
    ('ү', "ü"),
    ('х', "x"),
    ('һ', "h"),
    ('ч', "ç"),
    ('ҹ', "c"),
    ('ш', "ş"),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
];

/// Azerbaijani Latin as the English-speaking press writes it.
const AZERBAIJANI_PRESS: Table = &[
    ('c', "j"),
    ('ç', "ch"),
    ('ə', "a"),
    ('ǝ', "a"),
    ('ğ', "gh"),
    ('ı', "i"),
    ('j', "zh"),
    ('ö', "o"),
    ('q', "g"),
    ('ş', "sh"),
    ('ü', "u"),
    ('x', "kh"),
];

/// Azerbaijani Latin as Russian hears it; `h` is `г` where a word begins and `х` elsewhere.
const AZERBAIJANI_RUSSIAN: Table = &[
    ('c', "dzh"),
    ('ç', "ch"),
    ('ə', "a"),
    ('ǝ', "a"),
    ('ğ', "g"),
    ('h', "kh"),
    ('ı', "y"),
    ('j', "zh"),
    ('ö', "o"),
    ('q', "g"),
    ('ş', "sh"),
    ('ü', "yu"),
    ('x', "kh"),
];

/// Azerbaijani Latin on a keyboard without `ə`, where `e` is typed for it.
const AZERBAIJANI_TYPED: Table = &[('ə', "e"), ('ǝ', "e")];

const KYRGYZ_CYRILLIC: Table = &[('ж', "j"), ('ң', "ng"), ('ө', "o"), ('ү', "u")];

/// Kazakh Cyrillic to the Latin alphabet of 2021.
const KAZAKH_CYRILLIC: Table = &[
    ('ә', "ä"),
    ('ғ', "ğ"),
    ('ё', "io"),
    ('ж', "j"),
    ('й', "i"),
    ('қ', "q"),
    ('ң', "ñ"),
    ('ө', "ö"),
    ('ұ', "ū"),
    ('ү', "ü"),
    ('х', "h"),
    ('һ', "h"),
    ('ш', "ş"),
    ('і', "ı"),
    ('ю', "iu"),
    ('я', "ia"),
];

/// The Latin alphabet of 2021 as the press writes it.
const KAZAKH_PRESS: Table = &[
    ('ä', "a"),
    ('ğ', "g"),
    ('j', "zh"),
    ('q', "k"),
    ('ñ', "n"),
    ('ö', "o"),
    ('ū', "u"),
    ('ü', "u"),
    ('ş', "sh"),
    ('ı', "i"),
];

const UZBEK_CYRILLIC: Table =
    &[('ж', "j"), ('х', "x"), ('ў', "o"), ('қ', "q"), ('ғ', "g"), ('ҳ', "h")];

const UZBEK_PRESS: Table = &[('q', "k"), ('x', "kh")];

/// Uzbek Latin as Russian hears it.
const UZBEK_RUSSIAN: Table = &[('h', "kh"), ('j', "zh"), ('q', "k"), ('x', "kh")];

const TURKISH_PRESS: Table = &[('c', "j"), ('ç', "ch"), ('j', "zh"), ('ş', "sh")];

/// Letters that Russian does not have, in the Cyrillic that Russian writes for them.
const TO_RUSSIAN: Table = &[
    ('ж', "дж"),
    ('ә', "а"),
    ('ғ', "г"),
    ('қ', "к"),
    ('ң', "н"),
    ('ө', "о"),
    ('ұ', "у"),
    ('ү', "у"),
    ('һ', "х"),
    ('ҳ', "х"),
    ('і', "и"),
    ('ў', "у"),
];

/// The Latin spellings of a text in a language: its own first, then the press's, then the one
/// over Russian, where they are made by different tables; last the one of foreign keyboards.
pub(super) fn spellings(language: Language, text: &str) -> Vec<String> {
    match language {
        Language::Azerbaijani => {
            let native = mapped(text, &[AZERBAIJANI_CYRILLIC, CYRILLIC]);
            let press = mapped(&native, &[AZERBAIJANI_PRESS]);
            let russian = mapped(&soft_start(&native), &[AZERBAIJANI_RUSSIAN]);
            let typed = mapped(&native, &[AZERBAIJANI_TYPED]);
            vec![native, press, russian, typed]
        }
        Language::French => vec![western::french(text)],
        Language::German => western::german(text),
        Language::Polish => vec![western::polish(text)],
        Language::Kazakh => {
            let native = mapped(text, &[KAZAKH_CYRILLIC, CYRILLIC]);
            let press = mapped(&native, &[KAZAKH_PRESS]);
            vec![native, press, over_russian(text)]
        }
        Language::Kyrgyz => {
            vec![mapped(text, &[KYRGYZ_CYRILLIC, CYRILLIC]), over_russian(text)]
        }
        Language::Russian => {
            let plain = without_yo(text);
            vec![russian(text), russian(&plain), russian(&hard_start(&plain))]
        }
        Language::Turkish => vec![text.to_owned(), mapped(text, &[TURKISH_PRESS])],
        Language::Uzbek => {
            let native = mapped(&glided(text), &[UZBEK_CYRILLIC, CYRILLIC]);
            let press = mapped(&native, &[UZBEK_PRESS]);
            let heard = mapped(&closed(text), &[UZBEK_RUSSIAN]);
            vec![native, press, over_russian(&heard), over_russian(&opened(&heard))]
        }
    }
}

/// Each letter by the first of the tables that has it; the others stay.
fn mapped(text: &str, tables: &[Table]) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match tables.iter().find_map(|table| table.iter().find(|row| row.0 == c)) {
            Some((_, latin)) => out.push_str(latin),
            None => out.push(c),
        }
    }
    out
}

/// Uzbek Latin with `u` for `oʻ`, whatever stands for the sign: Russian hears `у`.
fn closed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_signed = letters.peek().is_some_and(|next| "ʻʼ‘’'`".contains(*next));
        out.push(if letter == 'o' && is_signed { 'u' } else { letter });
    }
    out
}

/// Uzbek with `a` for `o`, as Russian often has it: `Toshkent`, `Ташкент`. Where `v` follows it
/// is the ending of a surname.
fn opened(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let ends = matches!(letters.peek(), Some('v' | 'в'));
        out.push(match letter {
            'o' if !ends => 'a',
            'о' if !ends => 'а',
            _ => letter,
        });
    }
    out
}

/// Cyrillic of any of the languages as Russian spells it, in Latin.
fn over_russian(text: &str) -> String {
    russian(&mapped(&without_yo(text), &[TO_RUSSIAN]))
}

/// With `е` for `ё`, whose dots most leave out.
fn without_yo(text: &str) -> String {
    text.replace('ё', "е")
}

fn russian(text: &str) -> String {
    mapped(&glided(text), &[CYRILLIC])
}

/// With `е` as `йе` where a word begins, behind vowels and behind `й ъ ь`.
fn glided(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        if c == 'е' && (!before.is_alphabetic() || "аеёиоуыэюяўйъь".contains(before))
        {
            out.push('й');
        }
        out.push(c);
        before = c;
    }
    out
}

/// With `г` as `h` where a word begins, as Russian writes the names of others: `Гидаят`, `Гамбург`.
fn hard_start(text: &str) -> String {
    first_letters(text, 'г', 'h')
}

/// With `h` as `g` where a word begins: `Гейдар`.
fn soft_start(text: &str) -> String {
    first_letters(text, 'h', 'g')
}

/// With one letter for another where a word begins.
fn first_letters(text: &str, from: char, to: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        out.push(if c == from && !before.is_alphabetic() { to } else { c });
        before = c;
    }
    out
}
