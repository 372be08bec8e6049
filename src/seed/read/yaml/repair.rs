//! Repairs of YAML that is valid and that the parser refuses.
//!
//! Two things: a tab behind the colon of a key, and a character that JSON writes as a pair of
//! escapes, such as `"\ud83d\ude00"`. The text is changed at these places only after the
//! parser has refused it, and only where they are not part of a text. Places in the changed
//! text are told as places of the file.

/// Places at which a text is changed, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Repaired(Vec<Repair>);

/// One change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Repair {
    /// The byte at which the changed part starts.
    at: usize,
    /// The number of bytes.
    length: usize,
    /// The character that replaces the part.
    to: char,
    /// The number of bytes that the changes before it took away.
    gone: usize,
}

/// The length of two escapes of four digits.
const PAIR: usize = 12;

impl Repaired {
    fn new(mut repairs: Vec<Repair>) -> Self {
        let mut gone = 0;
        for repair in &mut repairs {
            repair.gone = gone;
            gone += repair.length - repair.to.len_utf8();
        }
        Self(repairs)
    }

    /// All places of a text that may need a change.
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let candidates = memchr::memchr2_iter(b'\t', b'\\', bytes);
        let mut repairs: Vec<Repair> = Vec::new();
        for at in candidates {
            let before = at.checked_sub(1).and_then(|at| bytes.get(at));
            let repair = match (before, bytes.get(at)) {
                (Some(b':'), Some(b'\t')) => Some(Repair { at, length: 1, to: ' ', gone: 0 }),
                (_, Some(b'\\')) => surrogates(text, at),
                _ => None,
            };
            let free = repairs.last().is_none_or(|last| last.at + last.length <= at);
            repairs.extend(repair.filter(|_| free));
        }
        Self::new(repairs)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The changes that are right, given the ranges of the texts of the document: of a tab
    /// outside of them, of a pair of escapes inside of double quotes.
    pub(super) fn without(&self, texts: &[(usize, usize, bool)]) -> Self {
        let around = |at: usize| {
            let after = texts.partition_point(|&(start, ..)| start <= at);
            after.checked_sub(1).and_then(|it| texts.get(it)).filter(|&&(_, end, _)| at < end)
        };
        let is_right = |repair: &&Repair| match around(repair.at) {
            Some(&(.., double_quoted)) => double_quoted && repair.length == PAIR,
            None => repair.length != PAIR,
        };
        Self::new(self.0.iter().filter(is_right).copied().collect())
    }

    /// The text with all changes.
    pub(super) fn apply(&self, text: &str) -> String {
        let mut changed = String::with_capacity(text.len());
        let mut rest = 0;
        for repair in &self.0 {
            changed.push_str(text.get(rest..repair.at).unwrap_or_default());
            changed.push(repair.to);
            rest = repair.at + repair.length;
        }
        changed.push_str(text.get(rest..).unwrap_or_default());
        changed
    }

    /// The place in the text of a place in the changed text.
    pub(super) fn original(&self, changed: usize) -> usize {
        let before = self.0.partition_point(|repair| repair.at - repair.gone < changed);
        let last = before.checked_sub(1).and_then(|at| self.0.get(at));
        changed + last.map_or(0, |last| last.gone + last.length - last.to.len_utf8())
    }
}

/// The character of two escapes from a backslash that is not escaped itself.
fn surrogates(text: &str, at: usize) -> Option<Repair> {
    let before = text.as_bytes().get(..at)?;
    let backslashes = before.iter().rev().take_while(|&&byte| byte == b'\\').count();
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(())?;
        u16::from_str_radix(digits, 16).ok()
    };
    let units = [unit(at)?, unit(at + 6)?];
    let to = char::decode_utf16(units).next()?.ok()?;
    let is_pair = to.len_utf16() == 2 && backslashes % 2 == 0;
    is_pair.then_some(Repair { at, length: PAIR, to, gone: 0 })
}

#[cfg(test)]
mod tests {
    use super::Repaired;

    #[test]
    fn only_what_is_not_text_is_changed() {
        let text = "a:\tb\nc: 'd:\te'\nf: \"\\ud83d\\ude00 \\\\ud83d\\ude00\"\n";
        let all = Repaired::of(text);
        assert_eq!(all.len(), 3);
        let [quoted, double] = ["'d", "\"\\u"].map(|start| text.find(start).unwrap());
        let texts = [(quoted, quoted + 6, false), (double, text.len() - 1, true)];
        let right = all.without(&texts);
        assert_eq!(right.len(), 2);
        let changed = right.apply(text);
        assert_eq!(changed, "a: b\nc: 'd:\te'\nf: \"😀 \\\\ud83d\\ude00\"\n");
        for (part, at) in [("a", 0), ("b", 3), ("'d", quoted), ("\"😀", double)] {
            assert_eq!(right.original(changed.find(part).unwrap()), at, "{part}");
        }
        assert_eq!(right.original(changed.len()), text.len());
        let behind = changed.find(" \\").unwrap();
        assert_eq!(right.original(behind), text.find(" \\").unwrap());
    }
}
