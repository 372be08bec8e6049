//! Buffers of responses, used again.
//!
//! A large response needs a large buffer for a moment. Fresh memory of that size comes from
//! the operating system page by page, each page filled with zeros at its first touch: for a
//! response of a megabyte that costs as much as writing it. So a few large buffers are kept
//! and handed out again; small ones are the allocator's business.

use std::{
    fmt,
    ops::Deref,
    sync::{Arc, Mutex},
};

/// From this capacity on a buffer is kept.
const LARGE: usize = 32 << 10;
/// Up to this capacity.
const LARGEST: usize = 8 << 20;
/// The number of buffers that are kept.
const KEPT: usize = 16;

/// The buffers that are free.
#[derive(Default)]
pub struct Buffers {
    free: Mutex<Vec<Vec<u8>>>,
}

impl Buffers {
    /// An empty buffer of at least a capacity. What is written into it is given to
    /// [`Bytes::new`], which brings it back.
    pub fn take(&self, capacity: usize) -> Vec<u8> {
        if capacity >= LARGE
            && let Ok(mut free) = self.free.lock()
            && let Some(mut buffer) = free.pop()
        {
            buffer.clear();
            buffer.reserve(capacity);
            return buffer;
        }
        Vec::with_capacity(capacity)
    }

    fn give(&self, buffer: Vec<u8>) {
        if (LARGE..=LARGEST).contains(&buffer.capacity())
            && let Ok(mut free) = self.free.lock()
            && free.len() < KEPT
        {
            free.push(buffer);
        }
    }
}

impl fmt::Debug for Buffers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Buffers").finish_non_exhaustive()
    }
}

/// The bytes of a response; when they are dropped, their buffer is free again.
#[derive(Default)]
pub struct Bytes {
    bytes: Vec<u8>,
    home: Option<Arc<Buffers>>,
}

impl Bytes {
    /// Bytes in a buffer that [`Buffers::take`] gave.
    pub fn new(bytes: Vec<u8>, home: &Arc<Buffers>) -> Self {
        let home = (bytes.capacity() >= LARGE).then(|| Arc::clone(home));
        Self { bytes, home }
    }
}

impl Bytes {
    /// The number of bytes reserved for it.
    pub fn capacity(&self) -> usize {
        self.bytes.capacity()
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes, home: None }
    }
}

impl Drop for Bytes {
    fn drop(&mut self) {
        if let Some(home) = &self.home {
            home.give(std::mem::take(&mut self.bytes));
        }
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", String::from_utf8_lossy(&self.bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_buffer_comes_back_and_a_small_one_does_not() {
        let buffers = Arc::new(Buffers::default());
        let mut large = buffers.take(LARGE);
        large.extend_from_slice(b"abc");
        let place = large.as_ptr();
        let bytes = Bytes::new(large, &buffers);
        assert_eq!(&*bytes, b"abc");
        let other = buffers.take(LARGE);
        assert_ne!(other.as_ptr(), place, "it is in use");
        drop(bytes);
        drop(Bytes::new(buffers.take(10), &buffers));
        let again = buffers.take(LARGE + 1);
        assert!(again.is_empty() && again.capacity() > LARGE);
        assert!(buffers.free.lock().unwrap().is_empty());
    }

    #[test]
    fn no_more_are_kept_than_there_should_be() {
        let buffers = Arc::new(Buffers::default());
        let many: Vec<_> = (0..100).map(|_| Bytes::new(buffers.take(LARGE), &buffers)).collect();
        drop(many);
        drop(Bytes::new(Vec::with_capacity(LARGEST * 2), &buffers));
        assert_eq!(buffers.free.lock().unwrap().len(), KEPT);
    }
}
