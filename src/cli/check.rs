//! `corridor check`: every problem of a data set, and a line that sums it up.

use super::{
    Done, Failure,
    args::{CheckOptions, Format},
    config::{Config, RawConfig},
    io::Io,
    load::{count, grouped, load, problem_count, summary},
};
use crate::{
    diagnostics::{to_json, to_text},
    snapshot::{Loaded, Snapshot},
};
use std::io::Write;

pub(super) fn run(options: &CheckOptions, io: &mut Io<'_>) -> Done {
    let flags = RawConfig::from_data(&options.data);
    let config = Config::of(flags, options.data.config.as_deref(), io)?;
    let loaded = load(&config.data, &config.limits, io.stderr_is_terminal);
    match options.format {
        Format::Json => {
            writeln!(io.stdout, "{}", to_json(&loaded.diagnostics, &loaded.sources))?;
        }
        Format::Text => {
            let text = to_text(&loaded.diagnostics, &loaded.sources, io.error_style());
            io.stderr.write_all(text.as_bytes())?;
            sum_up(&loaded, options.verbose, io.stdout)?;
        }
    }
    let denied = options.deny_warnings && !loaded.diagnostics.is_empty();
    if loaded.snapshot.is_some() && !denied { Ok(()) } else { Err(Failure::Reported) }
}

fn sum_up(loaded: &Loaded, verbose: bool, out: &mut dyn Write) -> std::io::Result<()> {
    if let Some(snapshot) = loaded.snapshot.as_ref().filter(|_| verbose) {
        list(snapshot, out)?;
    }
    let problems = problem_count(&loaded.diagnostics);
    let files = count(loaded.sources.files().count(), "file", "files");
    match &loaded.snapshot {
        Some(snapshot) => writeln!(out, "{files}: {}; {problems}", summary(snapshot)),
        None => writeln!(out, "{files}: {problems}"),
    }
}

/// How many there are of each kind and of each relation.
fn list(snapshot: &Snapshot, out: &mut dyn Write) -> std::io::Result<()> {
    let (ontology, graph) = (snapshot.ontology(), snapshot.graph());
    for (id, kind) in ontology.kinds() {
        writeln!(out, "{:>9}  {}", grouped(graph.nodes().of_kind(id).len()), kind.name)?;
    }
    for (id, relation) in ontology.relations() {
        writeln!(out, "{:>9}  {}", grouped(graph.links().of_relation(id).len()), relation.name)?;
    }
    Ok(())
}
