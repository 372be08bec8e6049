//! Settings from the environment: `CORRIDOR_LISTEN`, `CORRIDOR_LIMIT_DEPTH`.
//!
//! An unknown `CORRIDOR_LIMIT_*` is an error, for nothing else has such a name. Any other
//! unknown `CORRIDOR_*` is left alone: Kubernetes sets `CORRIDOR_PORT` and more in every
//! container beside a service that is called corridor.

use super::{
    SETTINGS,
    raw::{Given, LimitSetting, RawConfig},
};
use std::{ffi::OsString, path::PathBuf};

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

/// What the variables say.
///
/// # Errors
/// All problems, a line each.
pub(super) fn read(variables: &[(String, OsString)]) -> Result<RawConfig, String> {
    let mut raw = RawConfig::default();
    let mut problems = Vec::new();
    for (name, value) in variables {
        let result = match value.to_str() {
            Some(value) => take(&mut raw, name, value),
            // A folder may have a name that is no text, and nothing else may.
            None => Err("the value is not UTF-8".to_owned()),
        };
        if let Err(problem) = result {
            problems.push(format!("{name}: {problem}"));
        }
    }
    if problems.is_empty() { Ok(raw) } else { Err(problems.join("\n")) }
}

fn take(raw: &mut RawConfig, name: &str, value: &str) -> Result<(), String> {
    if let Some(limit) = name.strip_prefix(LIMIT_PREFIX) {
        raw.limits.push(LimitSetting::new(&limit.to_ascii_lowercase(), value)?);
        return Ok(());
    }
    let setting = name.strip_prefix(PREFIX).unwrap_or(name).to_ascii_lowercase();
    if SETTINGS.iter().any(|known| known.name == setting) {
        raw.set(&setting, &Given::Text(value))?;
    }
    Ok(())
}
