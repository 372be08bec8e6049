//! Loading a data set for a command, with a progress bar and its problems told.

use super::{
    config::Config,
    console::{Console, Failure},
    progress::Bar,
};
use crate::{
    diagnostics::{Diagnostics, Severity, to_text},
    snapshot::{Loaded, Snapshot},
};

/// Reads the data set of the settings; shows how far it is if that takes long.
pub(super) fn load(config: &Config) -> Loaded {
    let bar = Bar::new();
    Snapshot::load(&config.data, &config.limits, &|progress| bar.show(progress))
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
            console.tell_text(&to_text(&problems, &sources, console.style()));
            let errors = counted(errors, "error");
            Err(Failure::Message(format!("the data set cannot be served: it has {errors}")))
        }
    }
}

/// How many errors and how many warnings there are.
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
