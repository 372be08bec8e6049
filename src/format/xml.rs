//! XML as all formats of it are written: through quick-xml, with characters that XML 1.0 cannot
//! hold replaced.

use quick_xml::{
    Writer,
    events::{BytesEnd, BytesStart, BytesText, Event},
};
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// Writes elements, each on a line of its own unless it stands among text.
pub(super) struct Xml<W: Write> {
    writer: Writer<W>,
}

impl<W: Write> Xml<W> {
    /// Begins a document.
    pub(super) fn new(mut to: W) -> io::Result<Self> {
        to.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
        Ok(Self { writer: Writer::new(to) })
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.writer.write_event(Event::Start(element(name, attributes)))?;
        self.line()
    }

    /// Closes it.
    pub(super) fn close(&mut self, name: &str) -> io::Result<()> {
        self.writer.write_event(Event::End(BytesEnd::new(name)))?;
        self.line()
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.writer.write_event(Event::Empty(element(name, attributes)))?;
        self.line()
    }

    /// An element that holds a text.
    pub(super) fn text(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        text: &str,
    ) -> io::Result<()> {
        self.writer.write_event(Event::Start(element(name, attributes)))?;
        self.writer.write_event(Event::Text(BytesText::new(&allowed(text))))?;
        self.writer.write_event(Event::End(BytesEnd::new(name)))?;
        self.line()
    }

    /// An element that was made before and holds a text.
    pub(super) fn prepared(&mut self, start: &BytesStart<'_>, text: &str) -> io::Result<()> {
        self.writer.write_event(Event::Start(start.borrow()))?;
        self.writer.write_event(Event::Text(BytesText::new(&allowed(text))))?;
        self.writer.write_event(Event::End(start.to_end()))?;
        self.line()
    }

    /// Begins a new line.
    pub(super) fn line(&mut self) -> io::Result<()> {
        self.writer.get_mut().write_all(b"\n")
    }
}

/// The start of an element.
pub(super) fn element<'n>(name: &'n str, attributes: &[(&str, &str)]) -> BytesStart<'n> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, &*allowed(value)));
    }
    start
}

/// A text without the characters that XML 1.0 cannot hold even escaped: a parser ends at
/// `&#x1;`. Each is replaced by U+FFFD, so that a reader sees that something stood there.
///
/// <https://www.w3.org/TR/xml/#charsets>
pub(super) fn allowed(text: &str) -> Cow<'_, str> {
    // U+FFFE and U+FFFF begin with 0xEF, as other letters do: those take the slower way.
    let suspect = |byte: &u8| matches!(byte, 0..=8 | 11 | 12 | 14..=31 | 0xEF);
    if !text.as_bytes().iter().any(suspect) {
        return Cow::Borrowed(text);
    }
    let is_bad = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if !text.contains(is_bad) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(is_bad, "\u{fffd}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_cannot_hold_are_replaced() {
        assert_eq!(allowed("a\u{1}b\u{ffff}\u{0}"), "a\u{fffd}b\u{fffd}\u{fffd}");
        for text in ["tab\tline\nreturn\r", "Өзгөн", "\u{fffd}", "한국어 🙂", "\u{85}\u{2028}"]
        {
            assert_eq!(allowed(text), text);
        }
    }
}
