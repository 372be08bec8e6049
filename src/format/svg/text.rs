//! The width of texts, and their line breaks, without looking at a font.

/// The width of a letter in parts of the size of its font: those of wide sans-serif fonts, so
/// that others need less.
fn width_of(c: char) -> f64 {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => 0.0,
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | 'ı' | 'і' => 0.34,
        'f' | 'r' | 't' | 'I' | '(' | ')' | '-' | '/' | '"' | '[' | ']' => 0.45,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' | 'ж' | 'м' | 'ф' | 'ш' | 'щ' | 'ы' | 'ю' => {
            0.98
        }
        'Ж' | 'М' | 'Ш' | 'Щ' | 'Ы' | 'Ю' | 'Ф' => 1.1,
        c if c.is_uppercase() => 0.76,
        c if c.is_ascii() || c.is_lowercase() => 0.64,
        '\u{590}'..='\u{8ff}' => 0.66,
        _ => 1.1,
    }
}

/// The largest width of a text, in a font of some size.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(width_of).sum::<f64>() * size
}

/// A text in lines of so many letters at most, broken at blanks; what goes beyond the lines ends
/// in an ellipsis.
pub(super) fn wrapped(text: &str, letters: usize, lines: usize) -> Vec<String> {
    let mut broken: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        while !word.is_empty() {
            let Some(line) = broken.last_mut() else { break };
            let used = line.chars().count();
            let blank = usize::from(used > 0);
            if used + blank + word.len() <= letters {
                if blank > 0 {
                    line.push(' ');
                }
                line.extend(word.drain(..));
            } else if used > 0 {
                broken.push(String::new());
            } else {
                line.extend(word.drain(..letters));
                broken.push(String::new());
            }
        }
    }
    if broken.len() > 1 && broken.last().is_some_and(String::is_empty) {
        broken.pop();
    }
    if broken.len() > lines {
        broken.truncate(lines);
        if let Some(last) = broken.last_mut() {
            *last = last.chars().take(letters.saturating_sub(1)).collect();
            last.push('…');
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_broken_at_blanks() {
        let lines = |text| wrapped(text, 10, 3).join("|");
        assert_eq!(lines("Port of Baku"), "Port of|Baku");
        assert_eq!(lines("Intergovernmental"), "Intergover|nmental");
        assert_eq!(lines("one two three four five six seven"), "one two|three four|five six…");
        assert_eq!(lines(""), "");
        assert_eq!(lines("0123456789"), "0123456789");
    }
}
