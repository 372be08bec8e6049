//! Loading a data set for a command, with a progress bar and its problems told.

use super::{
    config::Config,
    console::{Console, Failure},
    progress::Bar,
};
use crate::{
    diagnostics::{Diagnostics, Severity, SourceMap, Style, to_text_at_most},
    snapshot::{Loaded, Progress, Snapshot},
};

/// Reads the data set of the settings; shows how far it is if that takes long.
pub(super) fn load(config: &Config) -> Loaded {
    read(config, &Bar::new())
}

/// Reads the data set; warnings that the settings allow are left out.
fn read(config: &Config, bar: &Bar) -> Loaded {
    let (data, show) = (config.data(), |progress| bar.show(progress));
    let mut loaded = Snapshot::load_with(&data, &config.limits, config.fades, &show);
    loaded.diagnostics = loaded.diagnostics.without(&config.allow);
    loaded
}

/// Loads the data set to serve it: with its search index.
///
/// # Errors
/// If the index cannot be built.
pub(super) fn load_to_serve(config: &Config) -> Result<Loaded, Failure> {
    let bar = Bar::new();
    let mut loaded = read(config, &bar);
    if let Some(snapshot) = &mut loaded.snapshot {
        bar.show(Progress { done: 0, total: 1, stage: "building the search index" });
        snapshot.build_index().map_err(|fault| Failure::Message(fault.to_string()))?;
    }
    Ok(loaded)
}

/// The snapshot, if the data set has no errors; else they are printed.
///
/// # Errors
/// If the data set has errors.
pub(super) fn accept(loaded: Loaded, console: &Console) -> Result<Snapshot, Failure> {
    let Loaded { snapshot, diagnostics, sources } = loaded;
    let (errors, warnings) = counts(&diagnostics);
    match snapshot {
        Some(snapshot) => {
            if warnings > 0 {
                let warnings = counted(warnings, "warning");
                console.tell(format_args!("the data set has {warnings}; see `corridor check`"));
            }
            Ok(snapshot)
        }
        None => {
            let problems = diagnostics.at_least(Severity::Warning);
            console.tell_text(&first_problems(&problems, &sources, console.style()));
            let errors = counted(errors, "error");
            Err(Failure::Message(format!("the data set cannot be served: it has {errors}")))
        }
    }
}

/// The most problems of one code that are shown without being asked for.
pub(super) const SHOWN: usize = 20;

/// The first problems of each code as text: one mistake in a program that writes facts is made in
/// every line.
pub(super) fn first_problems(problems: &Diagnostics, sources: &SourceMap, style: Style) -> String {
    to_text_at_most(problems, sources, style, (SHOWN, "`corridor check --verbose` shows all"))
}

/// The number of errors and the number of warnings.
pub(super) fn counts(diagnostics: &Diagnostics) -> (usize, usize) {
    (diagnostics.count(Severity::Error), diagnostics.count(Severity::Warning))
}

/// `1 error`, `2 errors`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    let plural = match (count, noun.strip_suffix('y')) {
        (1, _) => noun.to_owned(),
        (_, Some(stem)) => format!("{stem}ies"),
        (_, None) => format!("{noun}s"),
    };
    format!("{count} {plural}")
}

/// `16 kinds, 700 entities, 2205 links, 120 sources`.
pub(super) fn totals(snapshot: &Snapshot) -> String {
    let (ontology, graph) = (snapshot.ontology(), snapshot.graph());
    let sources = ontology.source_kind().map_or(0, |it| graph.nodes().of_kind(it).len());
    format!(
        "{}, {}, {}, {}",
        counted(ontology.kinds().len(), "kind"),
        counted(graph.node_count(), "entity"),
        counted(graph.link_count(), "link"),
        counted(sources, "source"),
    )
}
