//! What one origin of settings says.

use super::SETTINGS;
use crate::{diagnostics::did_you_mean, limits::Limits};
use std::{fmt, path::PathBuf, str::FromStr};

/// What flags, the environment or a file say; `None` where they are silent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct RawConfig {
    pub(in crate::cli) schema: Option<PathBuf>,
    pub(in crate::cli) seed: Option<PathBuf>,
    pub(in crate::cli) listen: Option<Listen>,
    pub(in crate::cli) cors_origin: Option<Vec<String>>,
    pub(in crate::cli) public_url: Option<String>,
    pub(in crate::cli) explain: Option<bool>,
    pub(in crate::cli) log: Option<String>,
    /// Of two values for one limit the later counts.
    pub(in crate::cli) limits: Vec<LimitSetting>,
}

/// A value as the environment or a file has it.
#[derive(Clone, Debug)]
pub(super) enum Given<'a> {
    /// Text of the environment, which may mean anything.
    Text(&'a str),
    /// A text of a file.
    String(&'a str),
    /// A truth value of a file.
    Boolean(bool),
    /// A list of texts of a file.
    Strings(Vec<&'a str>),
    /// Something of a file that no setting is.
    Other,
}

impl RawConfig {
    /// This, and where it is silent, what the other says.
    pub(super) fn or(self, other: Self) -> Self {
        let limits = other.limits.into_iter().chain(self.limits).collect();
        Self {
            schema: self.schema.or(other.schema),
            seed: self.seed.or(other.seed),
            listen: self.listen.or(other.listen),
            cors_origin: self.cors_origin.or(other.cors_origin),
            public_url: self.public_url.or(other.public_url),
            explain: self.explain.or(other.explain),
            log: self.log.or(other.log),
            limits,
        }
    }

    /// Takes a setting by its name in [`SETTINGS`].
    ///
    /// # Errors
    /// What is wrong with the name or the value.
    pub(super) fn set(&mut self, name: &str, value: &Given<'_>) -> Result<(), String> {
        match name {
            "schema" => self.schema = Some(value.text()?.into()),
            "seed" => self.seed = Some(value.text()?.into()),
            "listen" => self.listen = Some(value.text()?.parse()?),
            "cors_origin" => self.cors_origin = Some(value.list()?),
            "public_url" => self.public_url = Some(value.text()?.to_owned()),
            "explain" => self.explain = Some(value.boolean()?),
            "log" => self.log = Some(value.text()?.to_owned()),
            _ => {
                let names = SETTINGS.iter().map(|it| it.name).chain(["limits"]);
                return Err(format!("there is no setting \"{name}\"{}", did_you_mean(name, names)));
            }
        }
        Ok(())
    }
}

impl Given<'_> {
    fn text(&self) -> Result<&str, String> {
        match self {
            Self::Text(text) | Self::String(text) => Ok(text),
            Self::Boolean(_) | Self::Strings(_) | Self::Other => {
                Err("a text in quotes is wanted here".to_owned())
            }
        }
    }

    fn list(&self) -> Result<Vec<String>, String> {
        let owned = |text: &str| text.trim().to_owned();
        match self {
            Self::Text(text) => Ok(text.split(',').map(owned).collect()),
            Self::String(text) => Ok(vec![owned(text)]),
            Self::Strings(list) => Ok(list.iter().map(|text| owned(text)).collect()),
            Self::Boolean(_) | Self::Other => {
                Err("a list of texts in quotes is wanted here".to_owned())
            }
        }
    }

    fn boolean(&self) -> Result<bool, String> {
        match self {
            Self::Boolean(value) => Ok(*value),
            Self::Text("true" | "1" | "yes" | "on") => Ok(true),
            Self::Text("false" | "0" | "no" | "off") => Ok(false),
            Self::Text(_) | Self::String(_) | Self::Strings(_) | Self::Other => {
                Err("true or false is wanted here".to_owned())
            }
        }
    }
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

/// Where the server listens: `HOST:PORT`, the host a name or an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Listen(String);

impl Default for Listen {
    fn default() -> Self {
        Self("127.0.0.1:8000".to_owned())
    }
}

impl Listen {
    /// As it is written.
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
