//! Settings from `corridor.toml`.
//!
//! Read as a tree with places, since an unknown key is an error that says where it stands
//! and what was meant.

use super::raw::{Given, LimitSetting, RawConfig};
use crate::diagnostics::SourceMap;
use std::{ops::Range, path::Path};
use toml::de::{DeTable, DeValue};

/// A problem and the bytes it is about.
type Problem = (Range<usize>, String);

/// What a file says. Paths in it start from `folder`.
///
/// # Errors
/// All problems, a line each, with their places.
pub(super) fn read(text: &str, shown_as: &str, folder: &Path) -> Result<RawConfig, String> {
    let mut problems = Vec::new();
    let mut raw = RawConfig::default();
    match DeTable::parse(text) {
        Ok(table) => read_table(table.get_ref(), &mut raw, &mut problems),
        Err(error) => {
            problems.push((error.span().unwrap_or(0..0), error.message().trim().to_owned()));
        }
    }
    if !problems.is_empty() {
        return Err(shown(problems, text, shown_as));
    }
    for path in [&mut raw.schema, &mut raw.seed] {
        *path = path.take().map(|path| folder.join(path));
    }
    Ok(raw)
}

fn read_table(table: &DeTable<'_>, raw: &mut RawConfig, problems: &mut Vec<Problem>) {
    for (key, value) in table {
        let (name, value_span) = (key.get_ref().as_ref(), value.span());
        if let ("limits", DeValue::Table(limits)) = (name, value.get_ref()) {
            read_limits(limits, raw, problems);
        } else if name == "limits" {
            problems.push((value_span, "a table is wanted here: [limits]".to_owned()));
        } else if let Err(problem) = raw.set(name, &given(value.get_ref())) {
            let is_known = super::SETTINGS.iter().any(|setting| setting.name == name);
            problems.push((if is_known { value_span } else { key.span() }, problem));
        }
    }
}

fn read_limits(table: &DeTable<'_>, raw: &mut RawConfig, problems: &mut Vec<Problem>) {
    for (key, value) in table {
        let digits = match value.get_ref() {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
            // No limit can be read from this, and what is said then is right for all of them.
            _ => "",
        };
        match LimitSetting::new(key.get_ref(), digits) {
            Ok(limit) => raw.limits.push(limit),
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
