//! Settings: from flags, the environment and a file, decided once.
//!
//! A [`RawConfig`] has what one origin says, and nothing but options. A [`Config`] has none:
//! it is what everything else takes. Flags win over `CORRIDOR_*`, that over `corridor.toml`,
//! and that over the defaults.

mod environment;
mod file;
mod raw;

pub(super) use raw::{LimitSetting, Listen, RawConfig};

use super::console::Failure;
use crate::{
    http::{Cors, PublicUrl},
    limits::Limits,
    snapshot::DataSet,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A setting that the environment and files can have, besides the limits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// Its name in files; in capitals after `CORRIDOR_` in the environment, and with `-` for
    /// `_` as an option.
    pub(super) name: &'static str,
    /// A value as it stands in a file: the default, where there is one.
    pub(super) example: &'static str,
    /// What it decides.
    pub(super) description: &'static str,
}

/// All settings but the limits, in the order in which people look for them.
pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        name: "listen",
        example: "\"127.0.0.1:8000\"",
        description: "Where to listen; 0.0.0.0:8000 is every address of the machine",
    },
    Setting {
        name: "schema",
        example: "\"schema\"",
        description: "Folder of type definitions, seen from this file",
    },
    Setting {
        name: "seed",
        example: "\"seed\"",
        description: "Folder of facts, seen from this file",
    },
    Setting {
        name: "cors_origin",
        example: "[]",
        description: "Sites whose pages may call: [\"https://app.example.org\"], or [\"*\"] for all",
    },
    Setting {
        name: "public_url",
        example: "\"\"",
        description: "Where clients reach the server, if a proxy stands before it: \"https://graph.example.org\"",
    },
    Setting {
        name: "explain",
        example: "false",
        description: "Whether requests may ask for their plan",
    },
    Setting {
        name: "log",
        example: "\"info\"",
        description: "What is logged: error, warn, info, debug, trace",
    },
];

/// The file that is read where no other is named.
const DEFAULT_FILE: &str = "corridor.toml";

/// Every setting, decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Config {
    /// What is loaded.
    pub(super) data: DataSet,
    /// The bounds in force.
    pub(super) limits: Limits,
    /// Where the server listens.
    pub(super) listen: Listen,
    /// Which sites' pages may call.
    pub(super) cors: Cors,
    /// Under which address clients reach the server.
    pub(super) public_url: Option<PublicUrl>,
    /// Whether requests may ask for their plan.
    pub(super) explain: bool,
    /// What is logged.
    pub(super) log: String,
}

impl Config {
    /// Decides all settings from what the flags say, the environment of this process, and the
    /// settings file: the one named, else the one that `CORRIDOR_CONFIG` names, else
    /// `corridor.toml` if it is there.
    ///
    /// # Errors
    /// Everything that is wrong with the environment or the file.
    pub(super) fn decide(flags: RawConfig, file: Option<&Path>) -> Result<Self, Failure> {
        let variables = environment::of_process();
        let environment = environment::read(&variables).map_err(Failure::Usage)?;
        let file = match (file, environment::config_file(&variables)) {
            (Some(file), _) => Some(file.to_owned()),
            (None, Some(file)) => Some(file),
            (None, None) => Some(PathBuf::from(DEFAULT_FILE)).filter(|file| file.exists()),
        };
        let file = file.as_deref().map_or_else(|| Ok(RawConfig::default()), read_file)?;
        Self::from_raw(flags.or(environment).or(file), |folder| folder.is_dir())
            .map_err(Failure::Usage)
    }

    fn from_raw(raw: RawConfig, is_folder: impl Fn(&Path) -> bool) -> Result<Self, String> {
        let mut limits = Limits::default();
        for LimitSetting { name, value } in raw.limits {
            limits.set(name, value);
        }
        let origins = raw.cors_origin.unwrap_or_default();
        let public_url = raw.public_url.as_deref().filter(|url| !url.is_empty());
        Ok(Self {
            data: data_set(raw.schema, raw.seed, is_folder),
            limits,
            listen: raw.listen.unwrap_or_default(),
            cors: Cors::new(origins.iter().map(String::as_str))?,
            public_url: public_url.map(PublicUrl::new).transpose()?,
            explain: raw.explain.unwrap_or(false),
            log: raw.log.unwrap_or_else(|| "info".to_owned()),
        })
    }

    /// Where the data comes from, for people.
    pub(super) fn data_origin(&self) -> String {
        match &self.data {
            DataSet::BuiltIn => {
                "the built-in data set (./schema and ./seed are not both here)".to_owned()
            }
            DataSet::Folders { schema, seed } => {
                format!("{} and {}", schema.display(), seed.display())
            }
        }
    }
}

/// The folders where any is named or both are in the working directory, else what is built in.
fn data_set(
    schema: Option<PathBuf>,
    seed: Option<PathBuf>,
    is_folder: impl Fn(&Path) -> bool,
) -> DataSet {
    let named = schema.is_some() || seed.is_some();
    let schema = schema.unwrap_or_else(|| "schema".into());
    let seed = seed.unwrap_or_else(|| "seed".into());
    if named || (is_folder(&schema) && is_folder(&seed)) {
        DataSet::Folders { schema, seed }
    } else {
        DataSet::BuiltIn
    }
}

fn read_file(path: &Path) -> Result<RawConfig, Failure> {
    let shown = path.display();
    let text = fs::read_to_string(path).map_err(|error| {
        Failure::Usage(format!("cannot read the settings file \"{shown}\": {error}"))
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    file::read(&text, &shown.to_string(), folder).map_err(Failure::Usage)
}

/// A `corridor.toml` in which every setting stands with its default, as a comment.
pub(super) fn commented_file() -> String {
    let mut out = String::from(
        "# Settings of `corridor`. Everything here is a default; take the # away to change it.\n\
         # Options and CORRIDOR_* variables of the environment win over this file.\n",
    );
    for Setting { name, example, description } in SETTINGS {
        out += &format!("\n# {description}\n# {name} = {example}\n");
    }
    out += "\n# What a request may use at most.\n[limits]\n";
    for limit in Limits::TABLE {
        let (name, default) = (limit.name, limit.default);
        out += &format!("# {} ({})\n# {name} = {default}\n", limit.description, limit.unit);
    }
    out
}

#[cfg(test)]
mod tests;
