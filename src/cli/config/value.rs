//! Values of settings, as the origins give them.

use crate::{
    diagnostics::{Code, Severity, did_you_mean},
    limits::Limits,
    value::Period,
};
use std::{ffi::OsStr, fmt, path::PathBuf, str::FromStr};

/// A value as an origin gives it.
#[derive(Clone, Debug)]
pub(in crate::cli) enum Given<'a> {
    /// A text of the environment or the command line, which may mean anything.
    Text(&'a OsStr),
    /// A text of a file.
    String(&'a str),
    /// A truth value of a file.
    Boolean(bool),
    /// A list of texts.
    Strings(Vec<&'a str>),
    /// Something of a file that no setting is.
    Other,
}

impl Given<'_> {
    pub(super) fn text(&self) -> Result<&str, String> {
        match self {
            Self::Text(text) => utf8(text),
            Self::String(text) => Ok(text),
            Self::Boolean(_) | Self::Strings(_) | Self::Other => {
                Err("a text in quotes is wanted here".to_owned())
            }
        }
    }

    /// A path, which may have a name that is no text.
    pub(super) fn path(&self) -> Result<PathBuf, String> {
        match self {
            Self::Text(path) => Ok(path.into()),
            other => other.text().map(PathBuf::from),
        }
    }

    pub(super) fn list(&self) -> Result<Vec<&str>, String> {
        match self {
            Self::Text(text) => Ok(utf8(text)?.split(',').map(str::trim).collect()),
            Self::String(text) => Ok(vec![text.trim()]),
            Self::Strings(list) => Ok(list.iter().map(|text| text.trim()).collect()),
            Self::Boolean(_) | Self::Other => {
                Err("a list of texts in quotes is wanted here".to_owned())
            }
        }
    }

    pub(super) fn boolean(&self) -> Result<bool, String> {
        let text = match self {
            Self::Boolean(value) => return Ok(*value),
            Self::Text(text) => utf8(text)?,
            Self::String(_) | Self::Strings(_) | Self::Other => "",
        };
        match text {
            "true" | "1" | "yes" | "on" => Ok(true),
            "false" | "0" | "no" | "off" => Ok(false),
            _ => Err("true or false is wanted here".to_owned()),
        }
    }
}

fn utf8(text: &OsStr) -> Result<&str, String> {
    text.to_str().ok_or_else(|| "the value is not UTF-8".to_owned())
}

/// A period, such as `P2Y`.
pub(super) fn period(text: &str) -> Result<Period, String> {
    let help = "write P2Y for two years, P18M for 18 months, P90D for 90 days";
    text.parse().map_err(|()| format!("\"{text}\" is no period; {help}"))
}

/// The code of a warning. Errors cannot be allowed, and notes need not be.
pub(super) fn warning(text: &str) -> Result<Code, String> {
    let is_warning = |code: &&Code| code.severity() == Severity::Warning;
    let mut warnings = Code::ALL.iter().filter(is_warning);
    if let Some(code) = warnings.clone().find(|code| code.as_str() == text) {
        return Ok(*code);
    }
    Err(match Code::ALL.iter().find(|code| code.as_str() == text) {
        Some(code) => {
            format!("\"{text}\" is no warning, it is of the severity {}", code.severity().as_str())
        }
        None => {
            let guess = did_you_mean(text, warnings.by_ref().map(|code| code.as_str()));
            format!("there is no warning \"{text}\"{guess}")
        }
    })
}

/// A limit and its value, `NAME=VALUE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) struct LimitSetting {
    pub(in crate::cli) name: &'static str,
    pub(in crate::cli) value: u64,
}

impl LimitSetting {
    /// A setting for the limit of a name.
    ///
    /// # Errors
    /// If there is none of that name, or the value is no whole number.
    pub(super) fn new(name: &str, value: &str) -> Result<Self, String> {
        let Some(limit) = Limits::TABLE.iter().find(|limit| limit.name == name) else {
            let suggestion = did_you_mean(name, Limits::TABLE.iter().map(|limit| limit.name));
            return Err(format!("there is no limit \"{name}\"{suggestion}"));
        };
        let value = value.trim().replace('_', "").parse().map_err(|_| {
            format!(
                "the limit \"{name}\" is a whole number of {}, such as {}",
                limit.unit, limit.default
            )
        })?;
        Ok(Self { name: limit.name, value })
    }
}

impl FromStr for LimitSetting {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, value) = text
            .split_once('=')
            .ok_or_else(|| "NAME=VALUE is wanted, such as depth=30".to_owned())?;
        Self::new(name.trim(), value)
    }
}

/// The address on which the server listens: `HOST:PORT`, the host a name or an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Listen(String);

impl Default for Listen {
    fn default() -> Self {
        Self("127.0.0.1:8000".to_owned())
    }
}

impl Listen {
    /// The address as it is written.
    pub(in crate::cli) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Listen {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.rsplit_once(':').filter(|(host, _)| !host.is_empty());
        match parts.map(|(_, port)| port.parse::<u16>()) {
            Some(Ok(_)) => Ok(Self(text.to_owned())),
            Some(Err(_)) | None => {
                Err("HOST:PORT is wanted, such as 127.0.0.1:8000 or 0.0.0.0:80".to_owned())
            }
        }
    }
}
