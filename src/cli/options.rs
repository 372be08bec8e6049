//! Options that several commands have: the settings, as options of the command line.

use super::{
    config::{Config, Given, LimitSetting, SETTINGS, Setting, ValueForm},
    console::Failure,
};
use clap::{
    Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches,
    builder::{OsStringValueParser, TypedValueParser},
};
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

/// The data set, and where more settings are.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Data set")]
pub(super) struct DataArgs {
    #[command(flatten)]
    settings: SettingArgs<false>,
    /// File with settings
    ///
    /// Paths in it start from its folder. [default: ./corridor.toml, where it is there]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl DataArgs {
    /// The settings in force: those of the process, and over them these options.
    ///
    /// # Errors
    /// Everything that is wrong with one origin of settings.
    pub(super) fn config(&self) -> Result<Config, Failure> {
        let mut config = Config::of_process(self.file())?;
        self.apply(&mut config)?;
        Ok(config)
    }

    /// The settings file that is named.
    pub(super) fn file(&self) -> Option<&Path> {
        self.config.as_deref()
    }

    /// Puts the options into the settings.
    ///
    /// # Errors
    /// If a value is not one of its setting.
    pub(super) fn apply(&self, config: &mut Config) -> Result<(), Failure> {
        self.settings.apply(config)
    }
}

/// Bounds that are to differ from their defaults.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Limits")]
pub(super) struct LimitArgs {
    /// Set a limit; may be given several times
    ///
    /// `corridor serve --help` lists all of them with their defaults.
    #[arg(long = "limit", value_name = "NAME=VALUE")]
    limits: Vec<LimitSetting>,
}

impl LimitArgs {
    /// Puts them into the settings. Of two values for one limit the later counts.
    pub(super) fn apply(&self, config: &mut Config) {
        self.limits.iter().for_each(|limit| config.set_limit(*limit));
    }
}

/// Options for the rows of [`SETTINGS`]: for those of the server, or for all others.
#[derive(Clone, Debug)]
pub(super) struct SettingArgs<const OF_SERVER: bool>(Vec<(&'static Setting, Vec<OsString>)>);

impl<const OF_SERVER: bool> SettingArgs<OF_SERVER> {
    /// Puts them into the settings.
    ///
    /// # Errors
    /// If a value is not one of its setting.
    pub(super) fn apply(&self, config: &mut Config) -> Result<(), Failure> {
        for (setting, values) in &self.0 {
            let set = match (setting.form, values.last()) {
                (ValueForm::List, _) => {
                    let texts = values.iter().filter_map(|value| value.to_str()).collect();
                    (setting.set)(config, &Given::Strings(texts))
                }
                (_, Some(value)) => (setting.set)(config, &Given::Text(value)),
                (_, None) => Ok(()),
            };
            set.map_err(|problem| Failure::Usage(format!("--{}: {problem}", setting.option)))?;
        }
        Ok(())
    }

    fn rows() -> impl Iterator<Item = &'static Setting> {
        SETTINGS.iter().filter(|setting| setting.of_server == OF_SERVER)
    }
}

impl<const OF_SERVER: bool> Args for SettingArgs<OF_SERVER> {
    fn augment_args(command: Command) -> Command {
        Self::rows().fold(command, |command, setting| command.arg(option(setting)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<const OF_SERVER: bool> FromArgMatches for SettingArgs<OF_SERVER> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = Self::rows().filter_map(|setting| {
            let values = matches.get_many::<OsString>(setting.name)?;
            Some((setting, values.cloned().collect()))
        });
        Ok(Self(given.collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// The option of a setting. Its value is checked while the command line is read, so that clap
/// says which option is wrong.
fn option(setting: &'static Setting) -> Arg {
    let check = move |value: OsString| {
        (setting.set)(&mut Config::default(), &Given::Text(&value)).map(|()| value)
    };
    let several = setting.form == ValueForm::List;
    let more = if several { "; may be given several times" } else { "" };
    let (description, default) = (setting.description, setting.default);
    let option = Arg::new(setting.name)
        .long(setting.option)
        .value_name(setting.value_name)
        .value_parser(OsStringValueParser::new().try_map(check))
        .action(if several { ArgAction::Append } else { ArgAction::Set })
        .help(format!("{description}{more} [default: {default}]"))
        .long_help(format!("{description}{more}\n\n[default: {default}]"));
    let option = match setting.short {
        Some(short) => option.short(short),
        None => option,
    };
    match setting.form {
        ValueForm::Boolean => {
            option.num_args(0..=1).require_equals(true).default_missing_value("true")
        }
        ValueForm::Text | ValueForm::Path | ValueForm::List => option,
    }
}
