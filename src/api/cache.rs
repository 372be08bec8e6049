//! Compiled documents by their text: bounded by weight, read without a global lock.

use super::prepared::Prepared;
use hashbrown::DefaultHashBuilder;
use quick_cache::{
    Equivalent, Weighter,
    sync::{self, DefaultLifecycle},
};
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

/// Weighs a document by what it and all the plans it may have take, roughly: measured on the
/// examples, a plan takes 10 to 30 times the bytes of its document.
#[derive(Clone)]
struct ByText;

impl Weighter<Key, Arc<Prepared>> for ByText {
    fn weight(&self, key: &Key, prepared: &Arc<Prepared>) -> u64 {
        key.text.len() as u64 * (8 + 24 * prepared.most_plans()) + 4_096
    }
}

/// The cache of one API. Its hasher is seeded, and much faster than the standard library's:
/// every request hashes its whole document.
pub(super) struct Cache(sync::Cache<Key, Arc<Prepared>, ByText, DefaultHashBuilder>);

impl Cache {
    pub(super) fn new(bytes: u64) -> Self {
        let items = usize::try_from(bytes / 16_384).unwrap_or(usize::MAX).max(16);
        let hasher = DefaultHashBuilder::default();
        Self(sync::Cache::with(items, bytes, ByText, hasher, DefaultLifecycle::default()))
    }

    pub(super) fn get(&self, text: &str, operation: Option<&str>) -> Option<Arc<Prepared>> {
        self.0.get(&KeyRef { text, operation })
    }

    pub(super) fn insert(&self, text: &str, operation: Option<&str>, prepared: Arc<Prepared>) {
        self.0.insert(Key { text: text.into(), operation: operation.map(Into::into) }, prepared);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{api::document, limits::Limits};
    use apollo_compiler::{Schema, validation::Valid};

    fn schema() -> Valid<Schema> {
        let sdl = "directive @d on FIELD type Query { a(b: Boolean): Int }";
        Schema::parse_and_validate(sdl, "test").unwrap()
    }

    fn prepared(text: &str) -> Arc<Prepared> {
        let limits = Limits::default();
        let document = document::parse(text, &schema(), &limits).unwrap();
        Arc::new(Prepared::new(document, None, &limits).unwrap())
    }

    #[test]
    fn a_hit_is_what_was_put_in() {
        let cache = Cache::new(1 << 20);
        let one = prepared("{ a }");
        cache.insert("{ a }", None, Arc::clone(&one));
        assert!(Arc::ptr_eq(&cache.get("{ a }", None).unwrap(), &one));
        assert!(cache.get("{ a }", Some("A")).is_none(), "of another operation");
        assert!(cache.get("{  a }", None).is_none(), "of another document");
    }

    /// The test of the limit `plan_cache_bytes`.
    #[test]
    fn many_documents_stay_under_its_bound() {
        let bound = 200_000;
        let cache = Cache::new(bound);
        for number in 0..500 {
            let text = format!("{{ a{number}: a }}");
            cache.insert(&text, None, prepared(&text));
            assert!(cache.0.weight() <= bound, "{} after {number}", cache.0.weight());
        }
        let kept = cache.0.len();
        assert!((5..50).contains(&kept), "{kept} of 500 are kept");
    }

    #[test]
    fn a_document_weighs_as_much_as_all_its_plans() {
        let weight = |text: &str| {
            let key = Key { text: text.into(), operation: None };
            ByText.weight(&key, &prepared(text)) - 4_096
        };
        let length = |text: &str| text.len() as u64;
        let plain = "query($a: Boolean!, $b: Boolean!) { a(b: $a) c: a(b: $b) }";
        assert_eq!(weight(plain), length(plain) * (8 + 24));
        let two = "query($a: Boolean!, $b: Boolean!) { a @skip(if: $a) c: a @skip(if: $b) }";
        assert_eq!(weight(two), length(two) * (8 + 24 * 9));
        let names: Vec<String> = (0..10).map(|n| format!("v{n}")).collect();
        let declared: String = names.iter().map(|name| format!("${name}: Boolean! ")).collect();
        let used: String =
            names.iter().map(|name| format!("{name}: a @skip(if: ${name}) ")).collect();
        let ten = format!("query({declared}) {{ {used} }}");
        assert_eq!(weight(&ten), length(&ten) * (8 + 24 * 16), "no more are kept");
    }
}
