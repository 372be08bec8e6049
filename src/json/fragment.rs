//! JSON fragments: pieces of a response that were escaped once and are copied often.
//!
//! An [`Arena`] holds fragments end to end; a [`Fragment`] is a place in it. [`Output`] is
//! the buffer of a response. Copying a fragment is the inner loop of the whole server, so a
//! short one is copied as two, four or six whole 16-byte blocks: no loop and no call. That reads
//! past the fragment and writes past the end of the response, which
//! is sound because both buffers keep some bytes more than they say. It also asks the processor
//! to fetch memory ahead of its use. This is the only
//! module with `unsafe` code; its tests are small enough for valgrind and Miri to check.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::{borrow::Cow, hash::BuildHasher};

/// Bytes behind the end of an arena and of an output that may be read or written freely.
const PADDING: usize = 128;

/// Up to this length a fragment is copied in whole blocks.
const SHORT: usize = 6 * BLOCK;

/// The number of bytes that are copied at once.
const BLOCK: usize = size_of::<u128>();

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

    /// The length in bytes.
    pub fn length(self) -> usize {
        (self.0 >> 1 & LENGTH_MASK) as usize
    }

    /// A number that no other fragment of the arena has.
    #[inline]
    pub fn number(self) -> u64 {
        self.0
    }

    fn is_raw(self) -> bool {
        self.0 & 1 == 1
    }

    /// Returns whether it is [`Self::NULL`].
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

    /// The number of bytes that the arena takes.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Has the processor fetch what a copy reads of a fragment.
    #[inline(always)]
    pub fn prefetch(&self, fragment: Fragment) {
        let start = self.bytes.as_ptr().wrapping_add(fragment.offset());
        // A short fragment lies in two cache lines at most, nearly always.
        prefetch_at(start);
        prefetch_at(start.wrapping_add(4 * BLOCK - 1));
    }

    /// The start of a fragment, from which its length and [`PADDING`] bytes more can be read.
    #[inline(always)]
    fn readable(&self, fragment: Fragment) -> *const u8 {
        let offset = fragment.offset();
        // A fragment of another arena must not make copies unsound.
        let end = offset + fragment.length() + PADDING;
        assert!(end <= self.bytes.len(), "a fragment of another arena");
        self.bytes[offset..].as_ptr()
    }
}

/// Asks the processor to have a place in its caches when it is read, soon. Where Rust has no
/// stable way to ask, nothing happens.
#[inline(always)]
pub fn prefetch<T>(place: &T) {
    prefetch_at(std::ptr::from_ref(place).cast());
}

#[inline(always)]
#[cfg_attr(
    target_arch = "x86_64",
    expect(unsafe_code, reason = "the intrinsic takes a pointer, though it reads nothing")
)]
fn prefetch_at(place: *const u8) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a prefetch has no effect but on time, whatever the address.
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(place.cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = place;
}

/// Copies `length` bytes, in whole blocks if they are few.
///
/// # Safety
/// `from` must be readable and `to` writable for `length + PADDING` bytes, and they must not
/// overlap.
#[inline(always)]
#[expect(unsafe_code, reason = "copies whole blocks; see the module's documentation")]
unsafe fn copy(from: *const u8, to: *mut u8, length: usize) {
    // SAFETY: at most SHORT bytes, which is less than PADDING, are copied where `length` is less.
    unsafe {
        let block = |index: usize| {
            let block = from.add(index * BLOCK).cast::<u128>().read_unaligned();
            to.add(index * BLOCK).cast::<u128>().write_unaligned(block);
        };
        if length <= 2 * BLOCK {
            block(0);
            block(1);
        } else if length <= 4 * BLOCK {
            (0..4).for_each(block);
        } else if length <= SHORT {
            (0..6).for_each(block);
        } else {
            std::ptr::copy_nonoverlapping(from, to, length);
        }
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

    /// A text, quoted and escaped as in [RFC 8259, section
    /// 7](https://www.rfc-editor.org/rfc/rfc8259#section-7).
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

    /// Two texts, quoted and escaped, with JSON text between them: each fragment and both as
    /// one. They are stored even if one of them stands elsewhere too.
    ///
    /// # Panics
    /// If they are longer than [`MAX_LENGTH`] together; readers of files refuse that before.
    pub fn pair(&mut self, first: &str, between: &str, second: &str) -> [Fragment; 3] {
        let start = self.bytes.len();
        let first_raw = quote_into(&mut self.bytes, first);
        let first_end = self.bytes.len();
        self.bytes.extend_from_slice(between.as_bytes());
        let second_start = self.bytes.len();
        let second_raw = quote_into(&mut self.bytes, second);
        let end = self.bytes.len();
        assert!(end - start <= MAX_LENGTH, "a pair of {} bytes", end - start);
        [
            Fragment::new(start, first_end - start, first_raw),
            Fragment::new(second_start, end - second_start, second_raw),
            Fragment::new(start, end - start, false),
        ]
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

/// The texts between the cells of [`Output::objects`].
#[derive(Clone, Copy, Debug)]
pub struct Texts<'a, C> {
    /// The arena of the texts.
    pub arena: &'a Arena,
    /// Before the first cell of the first object.
    pub first: Fragment,
    /// Before each cell of the other objects, with what says which cell that is.
    pub pieces: &'a [(Fragment, C)],
    /// Behind the last cell of the last object.
    pub tail: Fragment,
}

/// The bytes of a response while it is written.
#[derive(Debug, Default)]
pub struct Output {
    bytes: Vec<u8>,
}

impl Output {
    /// One that writes into an empty buffer.
    pub fn new(buffer: Vec<u8>) -> Self {
        Self { bytes: buffer }
    }

    /// Bytes written so far.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Returns whether nothing was written.
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
        let from = arena.readable(fragment);
        let length = fragment.length();
        self.bytes.reserve(length + PADDING);
        let written = self.bytes.len();
        // SAFETY: `from` has `length + PADDING` readable bytes, the buffer `length + PADDING`
        // writable ones behind its end; they are distinct. The copy initializes `length`.
        #[expect(unsafe_code, reason = "copies whole blocks; see the module's documentation")]
        unsafe {
            copy(from, self.bytes.as_mut_ptr().add(written), length);
            self.bytes.set_len(written + length);
        }
    }

    /// Appends flat objects: for each item each text with the cell behind it, and at the end
    /// the tail. `cell` says which cell an item has in a place. Once more than `most` bytes
    /// were written it gives up, so that large cells cannot fill the memory.
    ///
    /// This is [`Self::fragment`] in a loop, with the place of writing kept in a register, the
    /// texts checked once for all objects and the room for a whole object reserved at once:
    /// objects of lists are what responses mostly are.
    #[inline]
    pub fn objects<C, I>(
        &mut self,
        texts: &Texts<'_, C>,
        values: &Arena,
        items: impl Iterator<Item = I>,
        cell: impl Fn(&C, &I) -> Fragment,
        most: usize,
    ) {
        let &Texts { arena, first, pieces, tail } = texts;
        // Room for an object whose cells are all short, and a look at every text that is copied.
        let mut room = first.length() + PADDING;
        arena.readable(first);
        for (text, _) in pieces {
            arena.readable(*text);
            room += text.length() + SHORT;
        }
        let mut opening = Some(first);
        for item in items {
            self.bytes.reserve(room);
            let mut written = self.bytes.len();
            for (text, place) in pieces {
                let text = opening.take().unwrap_or(*text);
                let cell = cell(place, &item);
                let cell_from = values.readable(cell);
                if cell.length() > SHORT {
                    // SAFETY: everything before `written` was initialized; growing keeps only
                    // what the length says.
                    #[expect(
                        unsafe_code,
                        reason = "the length is behind while an object is written"
                    )]
                    unsafe {
                        self.bytes.set_len(written);
                    }
                    self.bytes.reserve(room + cell.length());
                }
                // SAFETY: there is room behind `written` for all texts and cells of the object
                // that are still to come, each cell SHORT long, and PADDING bytes more; a
                // longer cell has just reserved its own length on top. Both sources have
                // PADDING readable bytes behind them: the text, as was seen above, and the cell.
                #[expect(
                    unsafe_code,
                    reason = "copies whole blocks; see the module's documentation"
                )]
                unsafe {
                    let to = self.bytes.as_mut_ptr().add(written);
                    copy(arena.bytes.as_ptr().add(text.offset()), to, text.length());
                    copy(cell_from, to.add(text.length()), cell.length());
                }
                written += text.length() + cell.length();
            }
            // SAFETY: as above; the length is set behind bytes that the copies initialized.
            #[expect(unsafe_code, reason = "copies whole blocks; see the module's documentation")]
            unsafe {
                self.bytes.set_len(written);
            }
            if written > most {
                return;
            }
        }
        self.fragment(arena, tail);
    }

    /// Returns the written bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The written bytes, to look at.
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
    fn objects_come_out_whole_whatever_the_length_of_their_cells() {
        let words: Vec<String> =
            (0..150).map(|n| "abcdefghij".repeat(15)[..n].to_owned()).collect();
        let mut values = ArenaBuilder::new();
        let cells: Vec<_> = words.iter().map(|word| values.string(word)).collect();
        let mut plan = ArenaBuilder::new();
        let long = format!("{{\"{}\":", "k".repeat(90));
        let pieces = [(plan.json(&format!("}},{long}")), 0), (plan.json(",\"b\":"), 31)];
        let (first, tail) = (plan.json(&format!("[{long}")), plan.json("}]"));
        let (plan, values) = (plan.finish(), values.finish());
        let mut output = Output::default();
        let cell = |shift: &usize, index: &usize| cells[(index + shift) % cells.len()];
        output.objects(
            &Texts { arena: &plan, first, pieces: &pieces, tail },
            &values,
            0..150,
            cell,
            usize::MAX,
        );
        let object = |index: usize| {
            let (a, b) = (&words[index], &words[(index + 31) % 150]);
            format!("{long}\"{a}\",\"b\":\"{b}\"}}")
        };
        let objects: Vec<String> = (0..150).map(object).collect();
        let expected = format!("[{}]", objects.join(","));
        assert_eq!(String::from_utf8(output.into_bytes()).unwrap(), expected);
    }

    #[test]
    fn objects_end_behind_the_one_that_is_too_much() {
        let mut builder = ArenaBuilder::new();
        let pieces = [(builder.json(","), ())];
        let (first, tail) = (builder.json("["), builder.json("]"));
        let cell = builder.string("12345678");
        let arena = builder.finish();
        let written = |most| {
            let mut output = Output::default();
            let texts = Texts { arena: &arena, first, pieces: &pieces, tail };
            output.objects(&texts, &arena, 0..1_000, |(), _| cell, most);
            output.into_bytes().len()
        };
        // Eleven bytes each: a comma or bracket, and the cell with its quotes.
        assert_eq!((written(0), written(11), written(21), written(22)), (11, 22, 22, 33));
        assert_eq!(written(11_000), 11_001);
    }

    #[test]
    fn a_pair_can_be_read_as_one() {
        let mut builder = ArenaBuilder::new();
        let [id, name, both] = builder.pair("a", ",\"name\":", "B \"b\"");
        let arena = builder.finish();
        assert_eq!((&*arena.text(id), &*arena.text(name)), ("a", "B \"b\""));
        assert_eq!(arena.bytes(both), br#""a","name":"B \"b\"""#);
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
        let objects = std::panic::catch_unwind(|| {
            let null = Fragment::NULL;
            let texts = Texts { arena: &small, first: null, pieces: &[(null, ())], tail: null };
            Output::default().objects(&texts, &small, [()].iter(), |(), _| far, usize::MAX);
        });
        assert!(objects.is_err());
        let refused = std::panic::catch_unwind(|| Output::default().fragment(&small, far));
        assert!(refused.is_err());
    }
}
