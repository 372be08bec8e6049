//! From places in apollo-compiler's trees to places in our source map.
//!
//! Only this file knows how the two count files; everything behind it has [`Span`]s.

use crate::diagnostics::{FileId, Span};
use apollo_compiler::{Name, Node, ast, parser};
use std::{fmt, ops::Deref};

/// A text of the definitions and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) span: Span,
}

impl Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The files of the parsed documents.
#[derive(Debug)]
pub(super) struct Places {
    files: Vec<(parser::FileId, FileId)>,
    elsewhere: Span,
}

impl Places {
    /// No documents yet; what stands in none of them is said to be at `elsewhere`.
    pub(super) fn new(elsewhere: Span) -> Self {
        Self { files: Vec::new(), elsewhere }
    }

    /// Notes that a document was parsed from a file.
    pub(super) fn add(&mut self, document: &ast::Document, file: FileId) {
        self.files.extend(document.sources.keys().map(|&theirs| (theirs, file)));
    }

    /// The place of a location, if it is in one of the user's files.
    pub(super) fn find(&self, location: Option<parser::SourceSpan>) -> Option<Span> {
        let location = location?;
        let (_, file) = self.files.iter().find(|(theirs, _)| *theirs == location.file_id())?;
        Some(Span::new(*file, location.offset(), location.end_offset()))
    }

    /// The place of a location; built-in definitions, at which no problem is, stand elsewhere.
    pub(super) fn span(&self, location: Option<parser::SourceSpan>) -> Span {
        self.find(location).unwrap_or(self.elsewhere)
    }

    /// A name with its place.
    pub(super) fn word(&self, name: &Name) -> Word {
        Word { text: name.to_string(), span: self.span(name.location()) }
    }

    /// The place of `@name` without the arguments.
    pub(super) fn head(&self, directive: &Node<ast::Directive>) -> Span {
        let name = self.span(directive.name.location());
        Span { start: self.span(directive.location()).start, ..name }
    }
}
