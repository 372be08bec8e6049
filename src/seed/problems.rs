//! Problems found by one worker, each only once.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Span};
use hashbrown::HashSet;

/// Collects problems, each place and message once: an alias in YAML repeats a value, and with
/// it the problems of the value.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Diagnostics,
    seen: HashSet<(Option<Span>, Code, String)>,
}

impl Problems {
    /// Adds one, unless it is here.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        let key = (diagnostic.span, diagnostic.code, diagnostic.message.clone());
        if self.seen.insert(key) {
            self.list.push(diagnostic);
        }
    }

    /// Adds one made of its parts.
    pub(crate) fn add(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.push(Diagnostic::new(code, span, message));
    }

    /// All of them.
    pub(crate) fn into_diagnostics(self) -> Diagnostics {
        self.list
    }
}
