//! Compiled documents by their text: bounded by weight, read without a global lock.

use super::prepared::Prepared;
use quick_cache::{Equivalent, Weighter, sync};
use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

/// The text of a document and the name of an operation.
#[derive(Clone, PartialEq, Eq)]
struct Key {
    text: Box<str>,
    operation: Option<Box<str>>,
}

/// A [`Key`] that is only looked up.
struct KeyRef<'a> {
    text: &'a str,
    operation: Option<&'a str>,
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        KeyRef { text: &self.text, operation: self.operation.as_deref() }.hash(state);
    }
}

impl Hash for KeyRef<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
        self.operation.hash(state);
    }
}

impl Equivalent<Key> for KeyRef<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        *self.text == *key.text && self.operation == key.operation.as_deref()
    }
}

/// Weighs a document by what it and its plans take, roughly: measured on the examples, a
/// plan takes 10 to 30 times the bytes of its document.
#[derive(Clone)]
struct ByText;

impl Weighter<Key, Arc<Prepared>> for ByText {
    fn weight(&self, key: &Key, _: &Arc<Prepared>) -> u64 {
        key.text.len() as u64 * 32 + 4_096
    }
}

/// The cache of one API.
pub(super) struct Cache(sync::Cache<Key, Arc<Prepared>, ByText>);

impl Cache {
    pub(super) fn new(bytes: u64) -> Self {
        let items = usize::try_from(bytes / 16_384).unwrap_or(usize::MAX).max(16);
        Self(sync::Cache::with_weighter(items, bytes, ByText))
    }

    pub(super) fn get(&self, text: &str, operation: Option<&str>) -> Option<Arc<Prepared>> {
        self.0.get(&KeyRef { text, operation })
    }

    pub(super) fn insert(&self, text: &str, operation: Option<&str>, prepared: Arc<Prepared>) {
        self.0.insert(Key { text: text.into(), operation: operation.map(Into::into) }, prepared);
    }

    /// How many documents it holds.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}
