//! The memory that the lists of a request keep: the best items of a page while it is chosen, groups
//! and their sums, lists that are computed whole. The items of a chosen page are bounded by the cost
//! of the document.
//!
//! Whoever keeps something has a [`Charge`]. It grows with what is kept, and gives everything back
//! when it is dropped, so that a thousand lists that are answered one after the other may each
//! take what one of them may.

use super::{Exhausted, Limits};
use std::{cell::Cell, rc::Rc};

/// The memory that the lists of one request may still take.
#[derive(Clone, Debug)]
pub struct Memory(Rc<Cell<u64>>);

impl Memory {
    /// All of the memory of a request.
    pub fn new(limits: &Limits) -> Self {
        Self(Rc::new(Cell::new(limits.list_bytes)))
    }

    /// A charge for something that is empty so far.
    pub fn charge(&self) -> Charge {
        Charge { left: Rc::clone(&self.0), bytes: 0 }
    }
}

/// The memory of something that a list keeps.
#[derive(Debug)]
pub struct Charge {
    left: Rc<Cell<u64>>,
    bytes: u64,
}

impl Charge {
    /// The bytes that the request may still take, beside those that are charged.
    pub fn left(&self) -> u64 {
        self.left.get()
    }

    /// Charges so many bytes in all. What was charged before is not given back if it is more.
    ///
    /// # Errors
    /// If so much is not left.
    #[inline]
    pub fn grow_to(&mut self, bytes: usize) -> Result<(), Exhausted> {
        let bytes = bytes as u64;
        if bytes <= self.bytes {
            return Ok(());
        }
        let left = self.left.get().checked_sub(bytes - self.bytes);
        self.left.set(left.ok_or(Exhausted::ListBytes)?);
        self.bytes = bytes;
        Ok(())
    }
}

impl Drop for Charge {
    fn drop(&mut self) {
        self.left.set(self.left.get() + self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_charge_gives_back_what_it_took() {
        let memory = Memory::new(&Limits { list_bytes: 100, ..Limits::default() });
        let mut one = memory.charge();
        assert_eq!([60, 20, 100].map(|bytes| one.grow_to(bytes)), [Ok(()); 3]);
        assert_eq!(one.grow_to(101), Err(Exhausted::ListBytes));
        let mut other = memory.charge();
        assert_eq!(other.grow_to(1), Err(Exhausted::ListBytes), "all of it is taken");
        drop(one);
        assert_eq!(other.grow_to(100), Ok(()));
    }
}
