//! Settings from `corridor.toml`.
//!
//! Read as a tree with places, since an unknown key is an error that says where it stands
//! and what was meant.

use super::{Config, Given, LimitSetting, SETTINGS, ValueForm};
use crate::diagnostics::{SourceMap, did_you_mean};
use std::{ops::Range, path::Path};
use toml::de::{DeTable, DeValue};

/// A problem and the bytes it is about.
type Problem = (Range<usize>, String);

/// Puts the values of a file into the settings. Paths in it start from `folder`.
///
/// # Errors
/// All problems, a line each, with their places.
pub(super) fn apply(
    config: &mut Config,
    text: &str,
    shown_as: &str,
    folder: &Path,
) -> Result<(), String> {
    let mut problems = Vec::new();
    match DeTable::parse(text) {
        Ok(table) => apply_table(table.get_ref(), folder, config, &mut problems),
        Err(error) => {
            problems.push((error.span().unwrap_or(0..0), error.message().trim().to_owned()));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(shown(problems, text, shown_as)) }
}

fn apply_table(
    table: &DeTable<'_>,
    folder: &Path,
    config: &mut Config,
    problems: &mut Vec<Problem>,
) {
    for (key, value) in table {
        let (name, span) = (key.get_ref().as_ref(), value.span());
        if name == "limits" {
            match value.get_ref() {
                DeValue::Table(limits) => apply_limits(limits, config, problems),
                _ => problems.push((span, "a table is wanted here: [limits]".to_owned())),
            }
            continue;
        }
        let Some(setting) = SETTINGS.iter().find(|setting| setting.name == name) else {
            let names = SETTINGS.iter().map(|setting| setting.name).chain(["limits"]);
            let suggestion = did_you_mean(name, names);
            problems.push((key.span(), format!("there is no setting \"{name}\"{suggestion}")));
            continue;
        };
        let set = match given(value.get_ref()) {
            Given::String(path) if setting.form == ValueForm::Path => {
                (setting.set)(config, &Given::Text(folder.join(path).as_os_str()))
            }
            value => (setting.set)(config, &value),
        };
        problems.extend(set.err().map(|problem| (span, problem)));
    }
}

fn apply_limits(table: &DeTable<'_>, config: &mut Config, problems: &mut Vec<Problem>) {
    for (key, value) in table {
        let digits = match value.get_ref() {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
            // No limit can be read from this, and what is said then is right for all of them.
            _ => "",
        };
        match LimitSetting::new(key.get_ref(), digits) {
            Ok(limit) => config.set_limit(limit),
            Err(problem) => problems.push((key.span(), problem)),
        }
    }
}

fn given<'a>(value: &'a DeValue<'_>) -> Given<'a> {
    match value {
        DeValue::String(text) => Given::String(text),
        DeValue::Boolean(value) => Given::Boolean(*value),
        DeValue::Array(items) => {
            let texts: Option<Vec<_>> = items.iter().map(|item| item.get_ref().as_str()).collect();
            texts.map_or(Given::Other, Given::Strings)
        }
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Table(_) => {
            Given::Other
        }
    }
}

/// The problems in the order of their places.
fn shown(mut problems: Vec<Problem>, text: &str, path: &str) -> String {
    problems.sort_by_key(|(span, _)| span.start);
    let mut sources = SourceMap::new();
    let file = sources.add(path, text);
    let line = |(span, message): &Problem| {
        let place = sources.file(file).position(u32::try_from(span.start).unwrap_or(u32::MAX));
        format!("{path}:{}:{}: {message}", place.line, place.column)
    };
    problems.iter().map(line).collect::<Vec<_>>().join("\n")
}
