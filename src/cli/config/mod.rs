//! Settings: defaults, over these `corridor.toml`, the environment, and the command line.
//!
//! Each origin puts its values into one [`Config`], the strongest last. The table
//! [`SETTINGS`] says for each setting its name, its help, and where its value goes.

mod environment;
mod file;
mod table;
mod value;

pub(super) use table::{SETTINGS, Setting, ValueForm};
pub(super) use value::{Given, LimitSetting, Listen};

use super::console::Failure;
use crate::{
    diagnostics::Code,
    http::{Cors, PublicUrl},
    limits::Limits,
    snapshot::DataSet,
    value::Period,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The file that is read where no other is named.
const DEFAULT_FILE: &str = "corridor.toml";

/// The settings in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Config {
    /// The folder of type definitions, where one is named.
    pub(super) schema: Option<PathBuf>,
    /// The folder of facts, where one is named.
    pub(super) seed: Option<PathBuf>,
    /// The period after which open links are no longer certain, where no type definition says one.
    pub(super) fades: Option<Period>,
    /// The warnings that are not told.
    pub(super) allow: Vec<Code>,
    /// The bounds in force.
    pub(super) limits: Limits,
    /// The address on which the server listens.
    pub(super) listen: Listen,
    /// The sites whose pages may call.
    pub(super) cors: Cors,
    /// The address at which clients reach the server.
    pub(super) public_url: Option<PublicUrl>,
    /// True if requests may ask for their plan.
    pub(super) explain: bool,
    /// The level of the log.
    pub(super) log: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            schema: None,
            seed: None,
            fades: None,
            allow: Vec::new(),
            limits: Limits::default(),
            listen: Listen::default(),
            cors: Cors::Off,
            public_url: None,
            explain: false,
            log: "info".to_owned(),
        }
    }
}

impl Config {
    /// The defaults with the settings file and the environment of this process over them. The
    /// file is the one named, else the one that `CORRIDOR_CONFIG` names, else `corridor.toml`
    /// if it is there.
    ///
    /// # Errors
    /// Everything that is wrong with the environment or the file.
    pub(super) fn of_process(file: Option<&Path>) -> Result<Self, Failure> {
        let mut config = Self::default();
        let variables = environment::of_process();
        let file = match (file, environment::config_file(&variables)) {
            (Some(file), _) => Some(file.to_owned()),
            (None, Some(file)) => Some(file),
            (None, None) => Some(PathBuf::from(DEFAULT_FILE)).filter(|file| file.exists()),
        };
        if let Some(file) = file {
            apply_file(&mut config, &file)?;
        }
        environment::apply(&mut config, &variables).map_err(Failure::Usage)?;
        Ok(config)
    }

    /// Sets a limit.
    pub(super) fn set_limit(&mut self, LimitSetting { name, value }: LimitSetting) {
        self.limits.set(name, value);
    }

    /// The data set: the folders where any is named or both are in the working directory, else
    /// the one that is built in.
    pub(super) fn data(&self) -> DataSet {
        self.data_set(Path::is_dir)
    }

    /// The data set of which only the type definitions are read: their folder is enough.
    pub(super) fn definitions(&self) -> DataSet {
        self.data_set(|folder| folder.is_dir() || !self.is_of_definitions(folder))
    }

    fn is_of_definitions(&self, folder: &Path) -> bool {
        folder == self.schema.as_deref().unwrap_or(Path::new("schema"))
    }

    fn data_set(&self, is_folder: impl Fn(&Path) -> bool) -> DataSet {
        let named = self.schema.is_some() || self.seed.is_some();
        let schema = self.schema.clone().unwrap_or_else(|| "schema".into());
        let seed = self.seed.clone().unwrap_or_else(|| "seed".into());
        if named || (is_folder(&schema) && is_folder(&seed)) {
            DataSet::Folders { schema, seed }
        } else {
            DataSet::BuiltIn
        }
    }

    /// The origin of the data, for people.
    pub(super) fn data_origin(&self) -> String {
        match self.data() {
            DataSet::BuiltIn => {
                "the built-in data set (./schema and ./seed are not both here)".to_owned()
            }
            DataSet::Folders { schema, seed } => {
                format!("{} and {}", schema.display(), seed.display())
            }
        }
    }
}

fn apply_file(config: &mut Config, path: &Path) -> Result<(), Failure> {
    let shown = path.display();
    let text = fs::read_to_string(path).map_err(|error| {
        Failure::Usage(format!("cannot read the settings file \"{shown}\": {error}"))
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    file::apply(config, &text, &shown.to_string(), folder).map_err(Failure::Usage)
}

/// A `corridor.toml` in which every setting is written with its default, as a comment.
pub(super) fn commented_file() -> String {
    let mut out = String::from(
        "# Settings of `corridor`. Everything here is a default; take the # away to change it.\n\
         # Options and CORRIDOR_* variables of the environment win over this file.\n",
    );
    for Setting { name, example, description, .. } in &SETTINGS {
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
