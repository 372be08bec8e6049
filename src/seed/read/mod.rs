//! Readers: the text of a file to records.
//!
//! Large files are cut into parts at the ends of records, so that both a thousand small
//! files and one of a gigabyte keep all cores busy.

mod csv;
mod json;
mod yaml;

use super::{
    Problems,
    record::Batch,
    tree::{NodeId, Tree},
};
use crate::diagnostics::{FileId, SourceFile};
use std::ops::Range;

/// A part ends with the first record that reaches this many bytes.
const PART_BYTES: usize = 1 << 20;

/// The tree of a text that is JSON as a whole, such as a cell of a table. Places in the tree
/// are places in this text.
pub(crate) fn json_text(file: FileId, text: &str) -> Option<(Tree<'_>, NodeId)> {
    json::text(file, text)
}

/// The formats that hold records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileFormat {
    /// `.yaml`, `.yml`
    Yaml,
    /// `.jsonl`, `.ndjson`
    JsonLines,
    /// `.csv`
    Csv,
}

impl FileFormat {
    /// The format of a file by its name.
    pub(crate) fn of(path: &str) -> Option<Self> {
        let (_, extension) = file_name(path).rsplit_once('.')?;
        Some(match extension.to_ascii_lowercase().as_str() {
            "yaml" | "yml" => Self::Yaml,
            "jsonl" | "ndjson" => Self::JsonLines,
            "csv" => Self::Csv,
            _ => return None,
        })
    }
}

/// The last part of a path with forward slashes.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A part of a file that can be read on its own.
#[derive(Clone, Debug)]
pub(crate) struct Chunk<'t> {
    file: FileId,
    text: &'t str,
    form: FileFormat,
    /// The name up to the first full stop: what the rows of a table are.
    subject: &'t str,
    /// The first row of a table.
    header: Range<usize>,
    range: Range<usize>,
}

impl<'t> Chunk<'t> {
    /// The parts of a file, which together are all of it; none for a file of another form.
    pub(crate) fn of(file: FileId, source: &'t SourceFile) -> Vec<Self> {
        let Some(form) = FileFormat::of(source.path()) else { return Vec::new() };
        let text: &'t str = source.text();
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let header = match form {
            FileFormat::Csv => start..csv::header_end(text, start),
            FileFormat::Yaml | FileFormat::JsonLines => start..start,
        };
        let subject = file_name(source.path()).split('.').next().unwrap_or_default();
        let part = |range| Self { file, text, form, subject, header: header.clone(), range };
        match form {
            FileFormat::Yaml => vec![part(start..text.len())],
            FileFormat::JsonLines => join(lines(text, start)).map(part).collect(),
            FileFormat::Csv => {
                let mut parts: Vec<_> = join(csv::rows(text, header.end)).map(part).collect();
                if parts.is_empty() {
                    // The header is checked even where nothing follows.
                    parts.push(part(header.end..header.end));
                }
                parts
            }
        }
    }

    /// The number of bytes.
    pub(crate) fn len(&self) -> usize {
        self.range.len()
    }

    /// Reads the records of the chunk; text that cannot be read is reported as a problem.
    pub(crate) fn read(&self, problems: &mut Problems) -> Batch<'t> {
        match self.form {
            FileFormat::Yaml => yaml::read(self, problems),
            FileFormat::JsonLines => json::read(self, problems),
            FileFormat::Csv => csv::read(self, problems),
        }
    }
}

fn lines(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = start;
    std::iter::from_fn(move || {
        let from = at;
        let rest = text.as_bytes().get(at..).filter(|rest| !rest.is_empty())?;
        at += memchr::memchr(b'\n', rest).map_or(rest.len(), |found| found + 1);
        Some(from..at)
    })
}

/// Joins neighbors until they are large enough.
fn join(pieces: impl Iterator<Item = Range<usize>>) -> impl Iterator<Item = Range<usize>> {
    let mut pieces = pieces;
    std::iter::from_fn(move || {
        let mut part = pieces.next()?;
        while part.len() < PART_BYTES {
            let Some(next) = pieces.next() else { break };
            part.end = next.end;
        }
        Some(part)
    })
}
