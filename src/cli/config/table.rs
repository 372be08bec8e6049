//! The table of settings.

use super::{
    Config, Given,
    value::{period, warning},
};
use crate::http::{Cors, PublicUrl};

/// A setting, whatever its origin.
#[derive(Debug)]
pub(in crate::cli) struct Setting {
    /// The name in files; in capitals after `CORRIDOR_` in the environment.
    pub(in crate::cli) name: &'static str,
    /// The name on the command line.
    pub(in crate::cli) option: &'static str,
    /// The letter of a short option.
    pub(in crate::cli) short: Option<char>,
    pub(in crate::cli) form: ValueForm,
    /// The value's name in the help.
    pub(in crate::cli) value_name: &'static str,
    pub(in crate::cli) description: &'static str,
    /// The default in the help.
    pub(in crate::cli) default: &'static str,
    /// The default, or a value like it, as it is written in a file.
    pub(in crate::cli) example: &'static str,
    /// True if only `serve` has the setting.
    pub(in crate::cli) of_server: bool,
    /// Checks a value and puts it into the settings.
    pub(in crate::cli) set: fn(&mut Config, &Given<'_>) -> Result<(), String>,
}

/// The form of a setting's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum ValueForm {
    Text,
    /// A path; in a file it starts from the file's folder.
    Path,
    /// A list; an option may be given several times.
    List,
    /// True or false; an option without a value is true.
    Boolean,
}

/// All settings but the limits, in the order in which people look for them. A new one is a row
/// here and a field of [`Config`].
pub(in crate::cli) static SETTINGS: [Setting; 9] = [
    Setting {
        name: "listen",
        option: "listen",
        short: Some('l'),
        form: ValueForm::Text,
        value_name: "HOST:PORT",
        description: "Address to listen on; 0.0.0.0:8000 is every address of the machine, port 0 takes a free one",
        default: "127.0.0.1:8000",
        example: "\"127.0.0.1:8000\"",
        of_server: true,
        set: |config, value| value.text()?.parse().map(|listen| config.listen = listen),
    },
    Setting {
        name: "schema",
        option: "schema",
        short: None,
        form: ValueForm::Path,
        value_name: "FOLDER",
        description: "Folder of type definitions, *.graphql",
        default: "./schema, where ./schema and ./seed are both there; else the built-in data set",
        example: "\"schema\"",
        of_server: false,
        set: |config, value| value.path().map(|path| config.schema = Some(path)),
    },
    Setting {
        name: "seed",
        option: "seed",
        short: None,
        form: ValueForm::Path,
        value_name: "FOLDER",
        description: "Folder of facts: .yaml, .jsonl and .csv files, at any depth",
        default: "./seed, where ./schema and ./seed are both there; else the built-in data set",
        example: "\"seed\"",
        of_server: false,
        set: |config, value| value.path().map(|path| config.seed = Some(path)),
    },
    Setting {
        name: "fades",
        option: "fades",
        short: None,
        form: ValueForm::Text,
        value_name: "PERIOD",
        description: "Period after which an open link is no longer certain, such as P2Y, if no type definition says one with @temporal(fades:)",
        default: "none",
        example: "\"\"",
        of_server: false,
        set: |config, value| {
            let text = Some(value.text()?).filter(|text| !text.is_empty());
            config.fades = text.map(period).transpose()?;
            Ok(())
        },
    },
    Setting {
        name: "allow",
        option: "allow",
        short: None,
        form: ValueForm::List,
        value_name: "CODE",
        description: "Warnings that are not told, by their codes",
        default: "none",
        example: "[]",
        of_server: false,
        set: |config, value| {
            let codes = value.list()?.into_iter().filter(|code| !code.is_empty());
            config.allow = codes.map(warning).collect::<Result<_, _>>()?;
            Ok(())
        },
    },
    Setting {
        name: "cors_origin",
        option: "cors-origin",
        short: None,
        form: ValueForm::List,
        value_name: "ORIGIN",
        description: "Sites whose pages may call, such as https://app.example.org, or * for all",
        default: "none",
        example: "[]",
        of_server: true,
        set: |config, value| Cors::new(value.list()?).map(|cors| config.cors = cors),
    },
    Setting {
        name: "public_url",
        option: "public-url",
        short: None,
        form: ValueForm::Text,
        value_name: "URL",
        description: "Address at which clients reach the server, if a proxy stands before it",
        default: "as it was called",
        example: "\"\"",
        of_server: true,
        set: |config, value| {
            let url = Some(value.text()?).filter(|url| !url.is_empty());
            config.public_url = url.map(PublicUrl::new).transpose()?;
            Ok(())
        },
    },
    Setting {
        name: "explain",
        option: "explain",
        short: None,
        form: ValueForm::Boolean,
        value_name: "BOOL",
        description: "Let requests ask for their plan with \"extensions\": {\"explain\": true}",
        default: "false",
        example: "false",
        of_server: true,
        set: |config, value| value.boolean().map(|explain| config.explain = explain),
    },
    Setting {
        name: "log",
        option: "log",
        short: None,
        form: ValueForm::Text,
        value_name: "LEVEL",
        description: "What is logged: error, warn, info, debug (each request too), trace",
        default: "info",
        example: "\"info\"",
        of_server: true,
        set: |config, value| value.text().map(|log| config.log = log.to_owned()),
    },
];
