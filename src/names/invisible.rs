//! Characters that nobody sees: soft hyphens, joiners, marks of direction, variation selectors.
//!
//! Such characters say how a text is shown and belong to no word, so two texts that differ only in
//! them are equal. They are Unicode's [`Default_Ignorable_Code_Point`], which `NFKC_Casefold` maps
//! to nothing.
//!
//! [`Default_Ignorable_Code_Point`]: https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point

use std::borrow::Cow;

/// Returns whether a character has the property `Default_Ignorable_Code_Point`. The ranges are
/// those of `DerivedCoreProperties.txt`; the blocks are reserved as a whole, so new versions add
/// none outside of them.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The text without them.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.chars().any(is_invisible) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|&c| !is_invisible(c)).collect())
}
