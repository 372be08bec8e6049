//! Folding: the form in which strings are compared, whatever they are.
//!
//! Composition and decomposition are those of [UAX #15](https://www.unicode.org/reports/tr15/).
//!
//! Case, diacritics and script are taken away, so that `Төрөбаев`, `Torobaev` and
//! `TÖRÖBAEV` compare equal: drop what nobody sees, decompose and drop marks, then Latin
//! letters that do not decompose, then Cyrillic by the letters that Azerbaijani, Kyrgyz, Kazakh
//! and Russian share, then any other script by a general table. White space and punctuation
//! between words become one blank. It knows no languages: names have more keys than this one.
//! Signs that belong to words are for [`super::comparison_key`].

use super::homoglyphs;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The folded form of a text. Linear in its length; one allocation.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        text.bytes().for_each(|b| push(&mut out, char::from(b)));
    } else {
        // Compose first: й must be seen before its breve can be dropped.
        let text = homoglyphs::settled(text);
        for c in text.nfkc().flat_map(char::to_lowercase) {
            fold_char(&mut out, c);
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// Appends the folded form of a character that is composed and in small letters.
pub(super) fn fold_char(out: &mut String, c: char) {
    if c.is_ascii() {
        return push(out, c);
    }
    if let Some(latin) = letter(c) {
        return out.push_str(latin);
    }
    for part in std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)) {
        match part {
            _ if part.is_ascii() => push(out, part),
            _ if !part.is_alphanumeric() => push(out, ' '),
            _ => match letter(part) {
                Some(latin) => out.push_str(latin),
                None => any_ascii::any_ascii_char(part).chars().for_each(|c| push(out, c)),
            },
        }
    }
}

/// An ASCII character; anything that is neither letter nor digit ends a word. Apostrophes
/// stand inside words and vanish.
fn push(out: &mut String, c: char) {
    match c {
        'a'..='z' | '0'..='9' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        '\'' | '`' => {}
        _ if !out.is_empty() && !out.ends_with(' ') => out.push(' '),
        _ => {}
    }
}

/// Returns whether a character is part of a word, so that folding does not split the word there.
pub(super) fn is_inside_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '\'' | '`') || letter(c) == Some("")
}

/// Letters that no Unicode decomposition takes to ASCII.
pub(super) fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        // Latin.
        'ə' | 'ǝ' => "a",
        'ı' => "i",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ʼ' | 'ʻ' | '’' | '‘' | 'ʹ' => "",
        // Cyrillic.
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' | 'ґ' | 'ҝ' => "g",
        'д' => "d",
        'е' | 'э' | 'є' => "e",
        'ё' => "yo",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'ы' => "i",
        'ї' => "yi",
        'й' | 'ј' => "y",
        'к' | 'қ' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'ң' => "ng",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ү' | 'ұ' => "u",
        'ў' => "o",
        'ф' => "f",
        'х' => "kh",
        'һ' | 'ҳ' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ҹ' | 'ҷ' => "j",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        'ә' => "a",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn takes_case_marks_and_script_away() {
        for (written, folded) in [
            ("Төрөбаев", "torobaev"),
            ("TÖRÖBAEV", "torobaev"),
            ("Samir Şərifov", "samir sarifov"),
            ("İlham Əliyev", "ilham aliyev"),
            ("ILHAM ALIYEV", "ilham aliyev"),
            ("Қазақстан", "kazakstan"),
            ("Кыргызнефтегаз", "kirgizneftegaz"),
            ("Straße № 5", "strasse no 5"),
            ("東京", "dongjing"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    #[test]
    fn words_are_parted_by_one_blank() {
        assert_eq!(fold("  ОАО «Кыргыз-нефтегаз», (OJSC) "), "oao kirgiz neftegaz ojsc");
        assert_eq!(fold("O'zbekiston Oʻzbekiston"), "ozbekiston ozbekiston");
        assert_eq!(fold("—"), "");
    }

    /// Each is inside of a word and seen by nobody.
    #[test]
    fn what_nobody_sees_parts_no_word() {
        for c in "\u{ad}\u{34f}\u{61c}\u{180e}\u{200b}\u{200c}\u{200f}\u{202a}\u{202e}\u{2060}\
                  \u{2066}\u{2069}\u{3164}\u{fe0f}\u{feff}\u{e0041}\u{e01ef}"
            .chars()
        {
            for (word, folded) in [("soft|hyphen", "softhyphen"), ("Кыр|гыз", "kirgiz")] {
                let c = c.to_string();
                assert_eq!(fold(&word.replace('|', &c)), folded, "{}", c.escape_unicode());
                assert_eq!(fold(&c), "");
            }
        }
        assert_eq!(fold("می\u{200c}خواهم"), fold("میخواهم"));
        assert_eq!(fold("בנ\u{200f}ימ"), fold("בנימ"));
        assert_eq!(fold("Ә\u{200d}лиев"), fold("Əлиев"), "one word of two scripts");
    }
}
