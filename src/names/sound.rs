//! Sound: one form for spellings that differ by habit and not by name.
//!
//! Works on folded words. It is coarse on purpose (`Zhaparov`, `Japarov` and `Dzhaparov` are
//! one) and so never stands alone: the other keys of a name tell more exactly.

/// Groups of letters and the letters that they sound like, the longest first.
const READ_AS: [(&str, &str); 19] = [
    ("shch", "sh"),
    ("sch", "sh"),
    ("dzh", "j"),
    ("zh", "j"),
    ("dj", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("ck", "k"),
    ("ch", "ch"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("tz", "ts"),
    ("c", "k"),
    ("w", "v"),
    ("x", "ks"),
    ("q", "k"),
    ("y", "i"),
];

/// The sound of a folded text: letters and groups of letters that are read alike become one,
/// `-aev` and `-ayev` are the same, and no letter is doubled.
pub fn sound(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    let mut rest = folded;
    while let Some(first) = rest.chars().next() {
        let letter = &rest[..first.len_utf8()];
        // Most letters begin none of them.
        let may_begin =
            matches!(first, 'c' | 'd' | 'g' | 'k' | 'p' | 'q' | 's' | 't' | 'w' | 'x' | 'y' | 'z');
        let mut groups = READ_AS.into_iter().filter(|_| may_begin);
        let group = groups.find(|(from, _)| rest.starts_with(from));
        let (from, to) = group.unwrap_or((letter, letter));
        to.chars().for_each(|c| push(&mut out, c));
        rest = &rest[from.len()..];
    }
    out
}

fn push(out: &mut String, c: char) {
    if let Some(before) = out.strip_suffix('i') {
        let before = before.chars().next_back().unwrap_or(' ');
        // The glide of "-ayev" and of "Yeldos" is heard in any case; that of "Kyazymov" is how
        // Russian writes what elsewhere is a plain vowel.
        let glides =
            (c == 'e' && "aeiou ".contains(before)) || ("aou".contains(c) && "kg".contains(before));
        if glides {
            out.pop();
        }
    }
    if !(c.is_ascii_alphabetic() && out.ends_with(c)) {
        out.push(c);
    }
}
