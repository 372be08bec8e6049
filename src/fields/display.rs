//! Texts for people: labels of fields and types, and the beginnings of long texts.

/// A label made of a name: `deputyHeadOf` becomes `Deputy head of`.
pub fn label(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    for c in name.chars() {
        if out.is_empty() {
            out.extend(c.to_uppercase());
        } else if c == '_' {
            out.push(' ');
        } else if c.is_uppercase() && before.is_lowercase() {
            out.push(' ');
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
        before = c;
    }
    out
}

/// The first characters of a text, with an ellipsis where more follow.
pub fn shortened(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_words() {
        for (name, words) in [
            ("born", "Born"),
            ("deputyHeadOf", "Deputy head of"),
            ("lengthKm", "Length km"),
            ("PressRelease", "Press release"),
            ("GDP", "GDP"),
            ("area_hectares", "Area hectares"),
        ] {
            assert_eq!(label(name), words);
        }
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(shortened("әəa", 2), "әə…");
        assert_eq!(shortened("әəa", 3), "әəa");
        assert_eq!(shortened("ә ə", 2), "ә…");
    }
}
