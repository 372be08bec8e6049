//! Settings: from flags, the environment and `corridor.toml` to what holds.
//!
//! [`RawConfig`] has only options, one for each place a setting can come from; [`Config`] has
//! none. [`Config::decide`] is the one function that chooses, and everything else takes a
//! decided value.

use super::{
    Failure,
    args::{DataOptions, LimitOptions},
    io::Io,
};
use crate::{diagnostics::did_you_mean, http::Cors, limits::Limits, snapshot::DataSet};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

const DEFAULT_LISTEN: &str = "127.0.0.1:8000";
const DEFAULT_FILE: &str = "corridor.toml";

/// Settings as one place gives them.
#[derive(Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawConfig {
    pub(super) listen: Option<String>,
    pub(super) schema: Option<PathBuf>,
    pub(super) seed: Option<PathBuf>,
    pub(super) cors_origin: Option<Vec<String>>,
    pub(super) explain: Option<bool>,
    #[serde(default)]
    pub(super) limits: BTreeMap<String, u64>,
}

/// Settings that hold.
#[derive(Debug)]
pub(super) struct Config {
    pub(super) listen: String,
    pub(super) data: DataSet,
    pub(super) cors: Cors,
    pub(super) explain: bool,
    pub(super) limits: Limits,
}

impl Config {
    /// The settings of a command: its flags over the environment over the file.
    pub(super) fn of(flags: RawConfig, file: Option<&Path>, io: &Io<'_>) -> Result<Self, Failure> {
        let environment = RawConfig::from_environment(io)?;
        let file = RawConfig::from_file(file, io)?;
        Self::decide([flags, environment, file], Path::new("")).map_err(Failure::Usage)
    }

    /// Takes each setting from the first place that has it; limits one by one.
    fn decide(places: [RawConfig; 3], here: &Path) -> Result<Self, String> {
        let mut chosen = RawConfig::default();
        for place in places {
            chosen.listen = chosen.listen.or(place.listen);
            chosen.schema = chosen.schema.or(place.schema);
            chosen.seed = chosen.seed.or(place.seed);
            chosen.cors_origin = chosen.cors_origin.or(place.cors_origin);
            chosen.explain = chosen.explain.or(place.explain);
            for (name, value) in place.limits {
                chosen.limits.entry(name).or_insert(value);
            }
        }
        let origins = chosen.cors_origin.unwrap_or_default();
        Ok(Self {
            listen: chosen.listen.unwrap_or_else(|| DEFAULT_LISTEN.to_owned()),
            data: data_set(chosen.schema, chosen.seed, here)?,
            cors: Cors::new(origins.iter().map(String::as_str))?,
            explain: chosen.explain.unwrap_or(false),
            limits: limits(&chosen.limits)?,
        })
    }
}

impl RawConfig {
    /// The flags that name a data set.
    pub(super) fn from_data(data: &DataOptions) -> Self {
        Self { schema: data.schema.clone(), seed: data.seed.clone(), ..Self::default() }
    }

    /// Adds the flags that set limits.
    pub(super) fn with_limits(mut self, options: &LimitOptions) -> Result<Self, Failure> {
        self.limits = parse_limits(options.limit.iter().map(String::as_str), "--limit")?;
        Ok(self)
    }

    fn from_environment(io: &Io<'_>) -> Result<Self, Failure> {
        let read = |name: &str| (io.env)(name).filter(|value| !value.is_empty());
        let list = |text: String| text.split(',').map(|part| part.trim().to_owned()).collect();
        let explain = match read("CORRIDOR_EXPLAIN").as_deref() {
            None => None,
            Some("true" | "1") => Some(true),
            Some("false" | "0") => Some(false),
            Some(other) => {
                let message = format!("CORRIDOR_EXPLAIN is \"{other}\"; use true or false");
                return Err(Failure::Usage(message));
            }
        };
        let limit = read("CORRIDOR_LIMIT").unwrap_or_default();
        let limits = limit.split(',').map(str::trim).filter(|part| !part.is_empty());
        Ok(Self {
            listen: read("CORRIDOR_LISTEN"),
            schema: read("CORRIDOR_SCHEMA").map(PathBuf::from),
            seed: read("CORRIDOR_SEED").map(PathBuf::from),
            cors_origin: read("CORRIDOR_CORS_ORIGIN").map(list),
            explain,
            limits: parse_limits(limits, "CORRIDOR_LIMIT")?,
        })
    }

    /// The file that a flag or the environment names, or `./corridor.toml` where there is one.
    fn from_file(flag: Option<&Path>, io: &Io<'_>) -> Result<Self, Failure> {
        let named = flag.map(Path::to_owned);
        let named = named.or_else(|| (io.env)("CORRIDOR_CONFIG").map(PathBuf::from));
        let path = match &named {
            Some(path) => path,
            None if Path::new(DEFAULT_FILE).exists() => Path::new(DEFAULT_FILE),
            None => return Ok(Self::default()),
        };
        let text = std::fs::read_to_string(path).map_err(|error| {
            Failure::Usage(format!("cannot read the settings in {}: {error}", path.display()))
        })?;
        let mut config = Self::parse(&text)
            .map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?;
        // A path in a file means a place near the file, from wherever the program is started.
        let folder = path.parent().unwrap_or(Path::new(""));
        for setting in [&mut config.schema, &mut config.seed].into_iter().flatten() {
            *setting = folder.join(&*setting);
        }
        Ok(config)
    }

    fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error: toml::de::Error| error.to_string())
    }
}

/// `name=value`, several times.
fn parse_limits<'a>(
    entries: impl Iterator<Item = &'a str>,
    place: &str,
) -> Result<BTreeMap<String, u64>, Failure> {
    let mut limits = BTreeMap::new();
    for entry in entries {
        let number = |text: &str| text.replace('_', "").parse().ok();
        let parsed = entry.split_once('=').and_then(|(name, value)| Some((name, number(value)?)));
        let Some((name, value)) = parsed else {
            let message = format!("{place}: \"{entry}\" is not NAME=VALUE with a whole number");
            return Err(Failure::Usage(message));
        };
        limits.insert(name.to_owned(), value);
    }
    Ok(limits)
}

fn limits(settings: &BTreeMap<String, u64>) -> Result<Limits, String> {
    let mut limits = Limits::default();
    for (name, &value) in settings {
        if !limits.set(name, value) {
            let names = Limits::TABLE.iter().map(|limit| limit.name);
            return Err(format!(
                "there is no limit \"{name}\"{}; `corridor serve --help` lists all",
                did_you_mean(name, names).trim_end_matches('?')
            ));
        }
    }
    // Whoever lowers the one alone means both.
    if limits.default_page_size > limits.page_size {
        if settings.contains_key("default_page_size") {
            return Err(format!(
                "the limit default_page_size={} is over page_size={}",
                limits.default_page_size, limits.page_size
            ));
        }
        limits.default_page_size = limits.page_size;
    }
    Ok(limits)
}

/// The folders that are named, else those that are there, else what is built in.
fn data_set(
    schema: Option<PathBuf>,
    seed: Option<PathBuf>,
    here: &Path,
) -> Result<DataSet, String> {
    let there = |name: &str| Some(here.join(name)).filter(|folder| folder.is_dir());
    let named = schema.is_some() || seed.is_some();
    match (schema.or_else(|| there("schema")), seed.or_else(|| there("seed"))) {
        (Some(schema), Some(seed)) => Ok(DataSet::Folders { schema, seed }),
        _ if !named => Ok(DataSet::BuiltIn),
        (Some(_), None) => Err(missing("schema", "seed", "facts")),
        (None, _) => Err(missing("seed", "schema", "type definitions")),
    }
}

fn missing(given: &str, absent: &str, what: &str) -> String {
    format!(
        "--{given} is given and --{absent} is not, and there is no folder ./{absent}; \
         name the folder of {what} with --{absent}"
    )
}

#[cfg(test)]
mod tests;
