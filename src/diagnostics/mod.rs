//! Problems in files: what is wrong, where, and what to do about it.
//!
//! A [`Diagnostic`] is data: a [`Code`], a message, byte spans into a [`SourceMap`].
//! Lines and columns exist only where one is shown ([`to_text`]), so that readers of files
//! carry two integers for a place and never a formatted string. Everything that reads
//! files collects into one [`Diagnostics`] and goes on: loading never stops at the first
//! problem.

mod code;
mod render;
mod source;

pub use code::Code;
pub use render::{Style, by_code, to_json, to_text, to_text_at_most};
pub use source::{FileId, Position, SourceFile, SourceMap, Span};

/// The severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The data cannot be served.
    Error,
    /// The data can be served, and is probably not what was meant.
    Warning,
    /// All is well; what was done is told to those who ask.
    Note,
}

impl Severity {
    /// The word that stands in messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A second place that belongs to a problem: the first definition of a duplicate, say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words about the place.
    pub message: String,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The code of the problem.
    pub code: Code,
    /// One line in lower case without a full stop, names in double quotes.
    pub message: String,
    /// The place; `None` for a problem of the whole data set.
    pub span: Option<Span>,
    /// Other places that belong to it.
    pub labels: Vec<Label>,
    /// The remedy, where the message alone does not say it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem at a place.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), span: Some(span), labels: Vec::new(), help: None }
    }

    /// A problem that has no place in a file.
    pub fn without_place(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), span: None, labels: Vec::new(), help: None }
    }

    /// Adds a second place.
    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// All problems found so far, in the order in which they were found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another collection.
    pub fn append(&mut self, mut other: Self) {
        self.list.append(&mut other.list);
    }

    /// Returns whether any of them keeps the data from being served.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.code.severity() == Severity::Error)
    }

    /// Keeps the problems of a severity or a worse one.
    #[must_use]
    pub fn at_least(self, severity: Severity) -> Self {
        let bad = |diagnostic: &Diagnostic| diagnostic.code.severity() <= severity;
        Self { list: self.list.into_iter().filter(bad).collect() }
    }

    /// Leaves out the problems of some codes.
    #[must_use]
    pub fn without(self, codes: &[Code]) -> Self {
        let told = |diagnostic: &Diagnostic| !codes.contains(&diagnostic.code);
        Self { list: self.list.into_iter().filter(told).collect() }
    }

    /// Returns the number of problems of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.code.severity() == severity).count()
    }

    /// Returns whether there are none at all.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns the number of problems.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Orders by place, so that the order in which files were checked does not show.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| {
            let key = |d: &Diagnostic| d.span.map_or((u32::MAX, 0), |s| (s.file.0, s.start));
            (key(a), a.code, &a.message).cmp(&(key(b), b.code, &b.message))
        });
        self.list.dedup();
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, iter: I) {
        self.list.extend(iter);
    }
}

/// The longest word for which there are suggestions, in bytes.
pub const LONGEST_WORD: usize = 128;

/// The candidate most like `word`, for "did you mean".
///
/// Jaro-Winkler similarity of at least 0.8 between names that differ little, ties broken by the
/// candidates' order; linear in the number of candidates. A word of more than [`LONGEST_WORD`]
/// bytes is like none: to compare takes the square of its length, and it may come in a request.
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST_WORD {
        return None;
    }
    let folded = folded(word);
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let other = self::folded(candidate);
        let score = strsim::jaro_winkler(&folded, &other);
        if score >= 0.8 && best.is_none_or(|(top, _)| score > top) && differ_little(word, candidate)
        {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// A word as it is compared: without case and underscores.
fn folded(word: &str) -> String {
    word.to_lowercase().replace('_', "")
}

/// Returns whether about a third of the letters of two words differ at most, or one goes on where
/// the other ends: `edge` is no slip of `degree`, and `hasNext` leads to `hasNextPage`.
fn differ_little(word: &str, candidate: &str) -> bool {
    let (a, b) = (folded(word), folded(candidate));
    let most = match a.chars().count().min(b.chars().count()) {
        short @ ..8 => (short / 3).max(1),
        long => (long + 1) / 3,
    };
    // Few letters begin many words; whoever wrote more than a name has, knew the name.
    let is_abbreviated = a.len() >= LONG_START && b.starts_with(&a);
    let is_continued = b.len() >= SHORT_START && a.starts_with(&b);
    is_abbreviated
        || is_continued
        || has_more_words(candidate, word)
        || has_more_words(word, candidate)
        || strsim::osa_distance(&a, &b) <= most
}

/// The least length of the start of a word that stands for the word.
const LONG_START: usize = 6;

/// The least length of a name of which a word is a longer form.
const SHORT_START: usize = 4;

/// Returns whether a name is another one with more words behind it.
fn has_more_words(name: &str, start: &str) -> bool {
    let Some((head, rest)) = name.split_at_checked(start.len()) else { return false };
    start.len() >= 3
        && head.eq_ignore_ascii_case(start)
        && rest.starts_with(|it: char| it.is_uppercase() || !it.is_alphanumeric())
}

/// Returns whether two names differ by two letters at most: one is probably a slip of the other.
pub fn is_near(a: &str, b: &str) -> bool {
    let shortest = a.len().min(b.len());
    (4..=LONGEST_WORD).contains(&shortest)
        && a.len().abs_diff(b.len()) <= 2
        && strsim::osa_distance(a, b) <= 2
}

/// `; did you mean "x"?`, or nothing.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    suggest(word, candidates).map_or_else(String::new, |s| format!("; did you mean \"{s}\"?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_a_reasonable_length_gets_a_suggestion() {
        let suggested = |length: usize| {
            let known = format!("{}b", "a".repeat(length - 1));
            suggest(&"a".repeat(length), [known.as_str()]).is_some()
        };
        assert!(suggested(LONGEST_WORD));
        assert!(!suggested(LONGEST_WORD + 1));
        assert_eq!(did_you_mean("Persn", ["Post", "Person"]), "; did you mean \"Person\"?");
    }

    #[test]
    fn a_name_that_is_only_somewhat_like_a_word_is_not_suggested() {
        for (word, known) in [
            ("edge", "degree"),
            ("count", "country"),
            ("filter", "after"),
            ("since", "signed"),
            ("size", "single"),
        ] {
            assert_eq!(suggest(word, [known]), None, "{word}");
        }
        for (word, known) in [
            ("hasNext", "hasNextPage"),
            ("persons", "person"),
            ("organisation", "organization"),
            ("conections", "connections"),
            ("orderby", "orderBy"),
            ("birtday", "birthday"),
            ("property", "properties"),
            ("language", "lang"),
            ("skp", "skip"),
        ] {
            assert_eq!(suggest(word, [known]), Some(known), "{word}");
        }
    }
}
