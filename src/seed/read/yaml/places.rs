//! Places of the parser, which counts characters, as places in the file, which counts bytes.

/// Turns places of the parser into places in the file.
pub(super) struct Places<'t> {
    text: &'t str,
    ascii: bool,
    characters: usize,
    bytes: usize,
}

impl<'t> Places<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, ascii: text.is_ascii(), characters: 0, bytes: 0 }
    }

    /// The place of a character. Places mostly grow, so the way from the last one is short.
    pub(super) fn byte(&mut self, character: usize) -> usize {
        if self.ascii {
            return character.min(self.text.len());
        }
        while self.characters < character {
            let rest = self.text.get(self.bytes..).unwrap_or_default();
            let Some(next) = rest.chars().next() else { break };
            self.bytes += next.len_utf8();
            self.characters += 1;
        }
        while self.characters > character {
            let before = self.text.get(..self.bytes).unwrap_or_default();
            let Some(last) = before.chars().next_back() else { break };
            self.bytes -= last.len_utf8();
            self.characters -= 1;
        }
        self.bytes
    }
}
