//! JSON fragments: pieces of a response that were escaped once and are copied often.
//!
//! An [`Arena`] holds fragments end to end; a [`Fragment`] is a place in it. [`Output`] is
//! the buffer of a response. Copying a fragment is the inner loop of the whole server, so a
//! short one is copied as two unconditional 16-byte blocks: no loop, no call, no branch on
//! its length. That reads past the fragment and writes past the end of the response, which
//! is sound because both buffers keep [`PADDING`] bytes more than they say. This is the only
//! module with `unsafe` code; its tests run under Miri.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::{borrow::Cow, hash::BuildHasher};

/// Bytes behind the end of an arena and of an output that may be read or written freely.
const PADDING: usize = 64;

/// Up to this length a fragment is copied in whole blocks.
const SHORT: usize = 32;

/// The longest fragment: 2^27 - 1 bytes.
pub const MAX_LENGTH: usize = LENGTH_MASK as usize;

const LENGTH_BITS: u32 = 27;
const LENGTH_MASK: u64 = (1 << LENGTH_BITS) - 1;

/// A place in an [`Arena`]: 36 bits of offset, 27 of length, one that says whether a quoted
/// fragment is, within its quotes, also the raw text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fragment(u64);

impl Fragment {
    /// The fragment `null`, at the start of every arena.
    pub const NULL: Self = Self::new(0, 4, false);
    /// The fragment `[]`, behind it.
    pub const EMPTY_LIST: Self = Self::new(4, 2, false);

    const fn new(offset: usize, length: usize, raw: bool) -> Self {
        Self((offset as u64) << (LENGTH_BITS + 1) | (length as u64) << 1 | raw as u64)
    }

    fn offset(self) -> usize {
        (self.0 >> (LENGTH_BITS + 1)) as usize
    }

    /// Its length in bytes.
    pub fn length(self) -> usize {
        (self.0 >> 1 & LENGTH_MASK) as usize
    }

    fn is_raw(self) -> bool {
        self.0 & 1 == 1
    }

    /// Whether it is [`Self::NULL`].
    pub fn is_null(self) -> bool {
        self == Self::NULL
    }
}

/// Fragments end to end, with padding behind the last.
#[derive(Debug)]
pub struct Arena {
    /// The fragments and [`PADDING`] zeros.
    bytes: Vec<u8>,
}

impl Arena {
    /// The bytes of a fragment.
    pub fn bytes(&self, fragment: Fragment) -> &[u8] {
        &self.bytes[fragment.offset()..][..fragment.length()]
    }

    /// The text that a quoted fragment stands for.
    pub fn text(&self, fragment: Fragment) -> Cow<'_, str> {
        let bytes = self.bytes(fragment);
        if fragment.is_raw() {
            return Cow::Borrowed(std::str::from_utf8(&bytes[1..bytes.len() - 1]).unwrap_or(""));
        }
        Cow::Owned(serde_json::from_slice(bytes).unwrap_or_default())
    }

    /// How many bytes it takes.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }
}

/// Makes an [`Arena`]; the same bytes are stored once.
#[derive(Debug)]
pub struct ArenaBuilder {
    bytes: Vec<u8>,
    seen: HashTable<Fragment>,
    hasher: DefaultHashBuilder,
    scratch: Vec<u8>,
}

impl Default for ArenaBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl ArenaBuilder {
    /// An arena with only the fixed fragments in it.
    pub fn new() -> Self {
        let mut builder = Self {
            bytes: Vec::new(),
            seen: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            scratch: Vec::new(),
        };
        builder.json("null");
        builder.json("[]");
        builder
    }

    /// A text, quoted and escaped.
    ///
    /// # Panics
    /// If the text is longer than [`MAX_LENGTH`]; readers of files refuse it before.
    pub fn string(&mut self, text: &str) -> Fragment {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        let raw = quote_into(&mut scratch, text);
        let fragment = self.intern(&scratch, raw);
        self.scratch = scratch;
        fragment
    }

    /// JSON text as it is.
    ///
    /// # Panics
    /// If the text is longer than [`MAX_LENGTH`]; readers of files refuse it before.
    pub fn json(&mut self, json: &str) -> Fragment {
        self.intern(json.as_bytes(), false)
    }

    fn intern(&mut self, text: &[u8], raw: bool) -> Fragment {
        assert!(text.len() <= MAX_LENGTH, "a value of {} bytes", text.len());
        let Self { bytes, seen, hasher, .. } = self;
        let at = |bytes: &[u8], f: &Fragment| -> std::ops::Range<usize> {
            debug_assert!(f.offset() + f.length() <= bytes.len());
            f.offset()..f.offset() + f.length()
        };
        let hash = hasher.hash_one(text);
        let found = seen.find(hash, |f| f.is_raw() == raw && bytes[at(bytes, f)] == *text);
        if let Some(found) = found {
            return *found;
        }
        let fragment = Fragment::new(bytes.len(), text.len(), raw);
        bytes.extend_from_slice(text);
        seen.insert_unique(hash, fragment, |f| hasher.hash_one(&bytes[at(bytes, f)]));
        fragment
    }

    /// The text of a fragment made by this builder.
    pub fn bytes(&self, fragment: Fragment) -> &[u8] {
        &self.bytes[fragment.offset()..][..fragment.length()]
    }

    /// The arena, closed.
    pub fn finish(mut self) -> Arena {
        self.bytes.reserve_exact(PADDING);
        self.bytes.resize(self.bytes.len() + PADDING, 0);
        Arena { bytes: self.bytes }
    }
}

/// The bytes of a response while it is written.
#[derive(Debug, Default)]
pub struct Output {
    bytes: Vec<u8>,
}

impl Output {
    /// An empty one with room for a response of about that size.
    pub fn with_capacity(capacity: usize) -> Self {
        Self { bytes: Vec::with_capacity(capacity + PADDING) }
    }

    /// Bytes written so far.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Takes back everything behind a length that [`Self::len`] gave.
    pub fn truncate(&mut self, length: usize) {
        self.bytes.truncate(length);
    }

    /// Appends one byte.
    #[inline]
    pub fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// Overwrites a byte that was written before.
    #[inline]
    pub fn set(&mut self, at: usize, byte: u8) {
        self.bytes[at] = byte;
    }

    /// Appends bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Appends a text as a JSON string.
    pub fn string(&mut self, text: &str) {
        quote_into(&mut self.bytes, text);
    }

    /// Appends an integer.
    pub fn integer(&mut self, number: impl itoa::Integer) {
        self.bytes.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
    }

    /// Appends a fragment of an arena.
    #[inline(always)]
    pub fn fragment(&mut self, arena: &Arena, fragment: Fragment) {
        let (offset, length) = (fragment.offset(), fragment.length());
        // A fragment of another arena must not make this unsound.
        assert!(offset + length + PADDING <= arena.bytes.len(), "a fragment of another arena");
        self.bytes.reserve(length + PADDING);
        let written = self.bytes.len();
        // SAFETY: `arena.bytes` has PADDING readable bytes behind the fragment and
        // `self.bytes` has `length + PADDING` writable bytes behind its end, so SHORT bytes
        // can be copied whatever the length; the buffers are distinct. The first `length`
        // bytes behind the old end are initialized by the copy in both branches.
        #[expect(unsafe_code, reason = "copies whole blocks; see the module's documentation")]
        unsafe {
            let from = arena.bytes.as_ptr().add(offset);
            let to = self.bytes.as_mut_ptr().add(written);
            if length <= SHORT {
                let low = from.cast::<u128>().read_unaligned();
                let high = from.add(16).cast::<u128>().read_unaligned();
                to.cast::<u128>().write_unaligned(low);
                to.add(16).cast::<u128>().write_unaligned(high);
            } else {
                std::ptr::copy_nonoverlapping(from, to, length);
            }
            self.bytes.set_len(written + length);
        }
    }

    /// What was written.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// What was written, to look at.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// A text as a JSON string.
pub fn quote(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len() + 2);
    quote_into(&mut out, text);
    String::from_utf8(out).unwrap_or_default()
}

/// Appends a text as a JSON string; true where it needed no escape.
fn quote_into(out: &mut Vec<u8>, text: &str) -> bool {
    out.push(b'"');
    let mut rest = text.as_bytes();
    let needs_escape = |b: &u8| *b < 0x20 || *b == b'"' || *b == b'\\';
    let raw = !rest.iter().any(needs_escape);
    while let Some(at) = rest.iter().position(needs_escape) {
        out.extend_from_slice(&rest[..at]);
        match rest[at] {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0x08 => out.extend_from_slice(b"\\b"),
            0x0c => out.extend_from_slice(b"\\f"),
            control => {
                let hex = |digit: u8| b"0123456789abcdef"[usize::from(digit)];
                out.extend_from_slice(b"\\u00");
                out.extend_from_slice(&[hex(control >> 4), hex(control & 15)]);
            }
        }
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
    out.push(b'"');
    raw
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_comes_out_whole() {
        let texts: Vec<String> =
            (0..100).map(|n| "abcdefghij".repeat(10)[..n].to_owned()).collect();
        let mut builder = ArenaBuilder::new();
        let fragments: Vec<_> = texts.iter().map(|text| builder.string(text)).collect();
        let arena = builder.finish();
        let mut output = Output::default();
        for fragment in &fragments {
            output.fragment(&arena, *fragment);
        }
        output.fragment(&arena, Fragment::NULL);
        output.fragment(&arena, Fragment::EMPTY_LIST);
        let expected: String = texts.iter().map(|text| format!("\"{text}\"")).collect();
        assert_eq!(String::from_utf8(output.into_bytes()).unwrap(), expected + "null[]");
    }

    #[test]
    fn escapes_as_serde_json_does() {
        let nasty = "\u{0}\u{1}\u{8}\t\n\u{c}\r\u{1f} \"\\/ é 東 \u{2028} 😀 \u{7f}";
        assert_eq!(quote(nasty), serde_json::to_string(nasty).unwrap());
        let mut builder = ArenaBuilder::new();
        let (escaped, plain) = (builder.string(nasty), builder.string("plain"));
        assert_eq!(builder.string("plain"), plain);
        let arena = builder.finish();
        assert_eq!(arena.text(escaped), nasty);
        assert!(matches!(arena.text(plain), Cow::Borrowed("plain")));
    }

    #[test]
    fn a_fragment_of_another_arena_is_refused() {
        let mut large = ArenaBuilder::new();
        let far = large.string(&"x".repeat(1000));
        let small = ArenaBuilder::new().finish();
        let refused = std::panic::catch_unwind(|| Output::default().fragment(&small, far));
        assert!(refused.is_err());
    }
}
