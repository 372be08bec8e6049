//! `corridor check`: what is wrong with a data set, and what is in it.

use super::{
    config::Config,
    console::{Console, Failure},
    load,
    options::DataArgs,
};
use crate::{
    diagnostics::{Severity, by_code, to_json, to_text},
    snapshot::{Loaded, Snapshot},
};
use clap::{Args, ValueEnum};
use std::{
    fmt::Write,
    process::ExitCode,
    time::{Duration, Instant},
};

const EXAMPLES: &str = "\
Examples:
  corridor check
  corridor check --schema schema --seed drafts --deny-warnings
  corridor check --format json | jq -r '.[] | .location.file' | sort | uniq -c

Exits with 0 where there is no error, else with 1.";

/// Options of `check`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct CheckArgs {
    /// The format in which problems are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Take warnings for errors
    #[arg(long)]
    deny_warnings: bool,
    /// Tell every problem, and which records became one link; count entities by kind and links by
    /// relation
    #[arg(long, short)]
    verbose: bool,
    #[command(flatten)]
    data: DataArgs,
}

/// The format in which problems are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, to standard error
    #[default]
    Text,
    /// As a JSON array, to standard output
    Json,
}

pub(super) fn run(args: &CheckArgs, console: &mut Console) -> Result<ExitCode, Failure> {
    let config = args.data.config()?;
    let start = Instant::now();
    let mut loaded = load::load(&config);
    let time = start.elapsed();
    let told = if args.verbose { Severity::Note } else { Severity::Warning };
    loaded.diagnostics = loaded.diagnostics.at_least(told);
    match args.format {
        Format::Text => {
            let (problems, sources) = (&loaded.diagnostics, &loaded.sources);
            console.tell_text(&if args.verbose {
                to_text(problems, sources, console.style())
            } else {
                load::first_problems(problems, sources, console.style())
            });
            console.tell_text(&by_code(problems, load::SHOWN));
        }
        Format::Json => {
            console.write(to_json(&loaded.diagnostics, &loaded.sources).as_bytes())?;
            console.write(b"\n")?;
        }
    }
    if let Some(snapshot) = loaded.snapshot.as_ref().filter(|_| args.verbose) {
        console.tell_text(&contents(snapshot));
    }
    console.tell(summary(&config, &loaded, time));
    let (errors, warnings) = load::counts(&loaded.diagnostics);
    let failed = errors > 0 || (args.deny_warnings && warnings > 0);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// One line: what was read, what is in it, how many problems it has, how long it took.
fn summary(config: &Config, loaded: &Loaded, time: Duration) -> String {
    let counted = load::counted;
    let (errors, warnings) = load::counts(&loaded.diagnostics);
    let mut line = format!("{}: ", config.data_origin());
    if let Some(snapshot) = &loaded.snapshot {
        line += &format!("{}, ", load::totals(snapshot));
    }
    let files = counted(loaded.sources.files().count(), "file");
    let (errors, warnings) = (counted(errors, "error"), counted(warnings, "warning"));
    let _ = write!(line, "{errors}, {warnings}; {files} in {:.2} s", time.as_secs_f64());
    line
}

/// A line for each kind and each relation with its count.
fn contents(snapshot: &Snapshot) -> String {
    let (ontology, graph) = (snapshot.ontology(), snapshot.graph());
    let mut out = String::from("entities by kind\n");
    for (id, kind) in ontology.kinds() {
        let _ = writeln!(out, "{:>9}  {}", graph.nodes().of_kind(id).len(), kind.name);
    }
    out += "links by relation\n";
    for (id, relation) in ontology.relations() {
        let _ = writeln!(out, "{:>9}  {}", graph.links().of_relation(id).len(), relation.name);
    }
    out
}
