//! Facts: files to records to checked facts.
//!
//! [`read_folder`] finds the files, a reader a format turns them into records with places
//! (`read`, `record`, `tree`), and one set of checks (`check`) turns those into [`Facts`] or
//! into diagnostics. YAML, JSON lines and CSV differ in their readers only. Parts of files
//! are read and records are checked in parallel. The result is sorted, so that it depends
//! neither on the order of files nor on the number of cores.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod check;
mod files;
mod problems;
mod read;
mod record;
mod tree;

#[cfg(test)]
mod tests;

pub use files::{add_files, read_folder};
pub(crate) use problems::Problems;

use crate::{
    diagnostics::{Code, Diagnostics, FileId, SourceMap},
    graph::Facts,
    ontology::Ontology,
};
use rayon::prelude::*;
use record::Batch;
use std::sync::atomic::{AtomicU64, Ordering};

/// The progress of loading.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Steps done.
    pub done: u64,
    /// Steps in all.
    pub total: u64,
    /// The stage that runs now.
    pub stage: &'static str,
}

/// Counts the steps of a stage and tells them.
struct Stage<'a> {
    name: &'static str,
    total: u64,
    done: AtomicU64,
    tell: &'a (dyn Fn(Progress) + Sync),
}

impl<'a> Stage<'a> {
    fn new(name: &'static str, total: u64, tell: &'a (dyn Fn(Progress) + Sync)) -> Self {
        tell(Progress { done: 0, total, stage: name });
        Self { name, total, done: AtomicU64::new(0), tell }
    }

    fn advance(&self, steps: usize) {
        let steps = steps as u64;
        let done = self.done.fetch_add(steps, Ordering::Relaxed) + steps;
        (self.tell)(Progress { done, total: self.total, stage: self.name });
    }
}

/// Reads and checks the facts of files that [`read_folder`] or [`add_files`] added.
///
/// Every problem goes to `diagnostics`, in the order of its place; the answer is `None` if
/// one of them is an error. Linear in the size of the files but for sorting.
pub fn load(
    sources: &SourceMap,
    files: &[FileId],
    ontology: &Ontology,
    diagnostics: &mut Diagnostics,
    progress: &(dyn Fn(Progress) + Sync),
) -> Option<Facts> {
    // Where a file could not be read, ids that are missing in others cannot be reported.
    let mut found = Diagnostics::new();
    let unreadable = diagnostics.iter().any(|d| d.code == Code::UnreadableFile);
    let batches = read_all(sources, files, &mut found, progress);
    let incomplete = unreadable || found.has_errors();
    let facts = check::check(&batches, ontology, incomplete, &mut found, progress);
    found.sort();
    let valid = !unreadable && !found.has_errors();
    diagnostics.append(found);
    valid.then_some(facts)
}

/// Reads files only to tell what no reader can read, where there are no type definitions to
/// check their records by.
pub fn check_syntax(
    sources: &SourceMap,
    files: &[FileId],
    diagnostics: &mut Diagnostics,
    progress: &(dyn Fn(Progress) + Sync),
) {
    let mut found = Diagnostics::new();
    read_all(sources, files, &mut found, progress);
    found.sort();
    diagnostics.append(found);
}

fn read_all<'t>(
    sources: &'t SourceMap,
    files: &[FileId],
    diagnostics: &mut Diagnostics,
    progress: &(dyn Fn(Progress) + Sync),
) -> Vec<Batch<'t>> {
    let parts: Vec<_> =
        files.iter().flat_map(|&file| read::Chunk::of(file, sources.file(file))).collect();
    let bytes = parts.iter().map(|part| part.len() as u64).sum();
    let stage = Stage::new("reading facts", bytes, progress);
    let read: Vec<_> = parts
        .par_iter()
        .map(|part| {
            let mut problems = Problems::default();
            let batch = part.read(&mut problems);
            stage.advance(part.len());
            (batch, problems.into_diagnostics())
        })
        .collect();
    let mut batches = Vec::with_capacity(read.len());
    for (batch, problems) in read {
        batches.push(batch);
        diagnostics.append(problems);
    }
    batches
}
