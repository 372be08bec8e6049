//! Settings from the environment: `CORRIDOR_LISTEN`, `CORRIDOR_LIMIT_DEPTH`.
//!
//! An unknown `CORRIDOR_LIMIT_*` is an error, for nothing else has such a name. Any other
//! unknown `CORRIDOR_*` is left alone: Kubernetes sets `CORRIDOR_PORT` and more in every
//! container beside a service that is called corridor.

use super::{Config, Given, LimitSetting, SETTINGS};
use std::{
    ffi::{OsStr, OsString},
    path::PathBuf,
};

const PREFIX: &str = "CORRIDOR_";
const LIMIT_PREFIX: &str = "CORRIDOR_LIMIT_";
const CONFIG_FILE: &str = "CORRIDOR_CONFIG";

/// The variables of this process that are ours and not empty, in the order of their names.
pub(super) fn of_process() -> Vec<(String, OsString)> {
    let ours = std::env::vars_os().filter_map(|(name, value)| {
        let name = name.into_string().ok().filter(|name| name.starts_with(PREFIX))?;
        (!value.is_empty()).then_some((name, value))
    });
    let mut variables: Vec<_> = ours.collect();
    variables.sort();
    variables
}

/// The settings file that is named.
pub(super) fn config_file(variables: &[(String, OsString)]) -> Option<PathBuf> {
    variables.iter().find(|(name, _)| name == CONFIG_FILE).map(|(_, value)| value.into())
}

/// Puts the values of the variables into the settings.
///
/// # Errors
/// All problems, a line each.
pub(super) fn apply(config: &mut Config, variables: &[(String, OsString)]) -> Result<(), String> {
    let mut problems = Vec::new();
    for (name, value) in variables {
        if let Err(problem) = apply_one(config, name, value) {
            problems.push(format!("{name}: {problem}"));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

fn apply_one(config: &mut Config, name: &str, value: &OsStr) -> Result<(), String> {
    if let Some(limit) = name.strip_prefix(LIMIT_PREFIX) {
        let value = value.to_str().ok_or("the value is not UTF-8")?;
        config.set_limit(LimitSetting::new(&limit.to_ascii_lowercase(), value)?);
        return Ok(());
    }
    let name = name.strip_prefix(PREFIX).unwrap_or(name).to_ascii_lowercase();
    match SETTINGS.iter().find(|setting| setting.name == name) {
        Some(setting) => (setting.set)(config, &Given::Text(value)),
        None => Ok(()),
    }
}
