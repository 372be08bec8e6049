//! The errors of exports.

use super::{Info, options::OptionInfo};
use crate::diagnostics::did_you_mean;
use std::{fmt, io};

/// The reason why a graph could not be written.
#[derive(Debug)]
pub enum ExportError {
    /// Whoever takes the bytes failed.
    Io(io::Error),
    /// The format is for smaller graphs.
    TooLarge {
        /// The message: what is too large, and what to do.
        message: String,
        /// The limit.
        limit: &'static str,
    },
    /// A measure that the file was to have is not there.
    Measure {
        /// The reason, and what to do.
        message: String,
        /// The limit that it passes, if it is one.
        limit: Option<&'static str>,
    },
    /// A document that does not run, or shows nothing of the graph.
    Document(String),
    /// There is no entity to start from.
    UnknownEntity(String),
    /// An option that there is not, or that is never that.
    Option(String),
}

impl ExportError {
    pub(super) fn unknown_option(info: &Info, name: &str) -> Self {
        let names: Vec<_> = info.options.iter().map(|it| it.name).collect();
        let title = info.title;
        let hint = if names.is_empty() {
            "it has none".to_owned()
        } else {
            format!("it has {}", names.join(", "))
        };
        Self::Option(format!("{title} has no option \"{name}\"; {hint}"))
    }

    pub(super) fn unknown_word(option: &OptionInfo, word: &str) -> Self {
        let near = did_you_mean(word, option.words.iter().copied());
        let (name, words) = (option.name, option.words.join(", "));
        Self::Option(format!("\"{word}\" is no `{name}`; it is one of {words}{near}"))
    }

    pub(super) fn too_large(
        info: &Info,
        what: &str,
        count: usize,
        limit: &'static str,
        most: u64,
    ) -> Self {
        let title = info.title;
        let message = format!(
            "{title} is for smaller graphs: there are {count} {what}, and {most} is the limit \
             `{limit}`; choose fewer, or another format"
        );
        Self::TooLarge { message, limit }
    }
}

impl From<io::Error> for ExportError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "the graph cannot be written: {error}"),
            Self::TooLarge { message, .. }
            | Self::Measure { message, .. }
            | Self::UnknownEntity(message)
            | Self::Document(message)
            | Self::Option(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for ExportError {}
