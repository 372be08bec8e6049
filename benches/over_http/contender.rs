//! Who takes part, and how each is started.

use crate::query::Query;
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// A server that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Contender {
    /// Corridor itself.
    Corridor,
    /// The binary of `--before`, an earlier Corridor.
    Before,
    /// axum with the finished bytes: no server can be faster.
    Ready,
    /// The same handler around a walk written by hand for each query.
    Walk,
    /// Juniper on a static schema, run synchronously, on bare hyper.
    Juniper,
    /// async-graphql's own executor on a dynamic schema.
    AsyncGraphql,
    /// Mercurius with its compiler of queries switched on, on Node.
    Mercurius,
    /// GraphQL Yoga on Node.
    Yoga,
}

/// Where the parts of the benchmark are.
pub(crate) struct Places {
    pub data: PathBuf,
    pub corridor: PathBuf,
    /// An earlier Corridor, to be measured by turns with the other.
    pub before: Option<PathBuf>,
    pub juniper: PathBuf,
    pub peers: PathBuf,
}

impl Contender {
    pub(crate) const ALL: &'static [Self] = &[
        Self::Corridor,
        Self::Before,
        Self::Ready,
        Self::Walk,
        Self::Juniper,
        Self::AsyncGraphql,
        Self::Mercurius,
        Self::Yoga,
    ];

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Corridor => "Corridor",
            Self::Before => "Corridor before",
            Self::Ready => "ready-made bytes, axum",
            Self::Walk => "hand-written walk, axum",
            Self::Juniper => "Juniper, static, hyper",
            Self::AsyncGraphql => "async-graphql, dynamic",
            Self::Mercurius => "Mercurius with jit",
            Self::Yoga => "GraphQL Yoga",
        }
    }

    pub(crate) fn answers(self, query: Query) -> bool {
        !query.needs_arguments()
            || matches!(self, Self::Corridor | Self::Before | Self::Ready | Self::Walk)
    }

    /// The path to which a query is posted.
    pub(crate) fn path(self, query: Query) -> String {
        match self {
            Self::Ready | Self::Walk => format!("/{}", query.name()),
            _ => "/graphql".to_owned(),
        }
    }

    /// Why it cannot take part here, if so.
    pub(crate) fn obstacle(self, places: &Places) -> Option<String> {
        match self {
            Self::Corridor if !places.corridor.exists() => {
                Some(format!("there is no {}", places.corridor.display()))
            }
            Self::Before => match &places.before {
                None => Some("--before names no binary".to_owned()),
                Some(path) => (!path.exists()).then(|| format!("there is no {}", path.display())),
            },
            Self::Juniper if !places.juniper.exists() => {
                Some("run `make target/juniper/release/juniper-peer`".to_owned())
            }
            Self::Mercurius | Self::Yoga if !places.peers.join("node_modules").exists() => {
                Some(format!("run `npm ci` in {}", places.peers.display()))
            }
            _ => None,
        }
    }

    /// The command that serves the data set on a port, with one thread for requests.
    pub(crate) fn command(self, places: &Places, port: u16) -> Command {
        let port = port.to_string();
        match self {
            Self::Corridor => corridor(&places.corridor, places, &port),
            Self::Before => {
                corridor(places.before.as_ref().unwrap_or(&places.corridor), places, &port)
            }
            Self::Juniper => {
                let mut command = Command::new(&places.juniper);
                command.arg(&places.data).arg(&port);
                command
            }
            Self::Ready => own("ready", &places.data, &port),
            Self::Walk => own("walk", &places.data, &port),
            Self::AsyncGraphql => own("async-graphql", &places.data, &port),
            Self::Mercurius => node("mercurius.js", places, &port),
            Self::Yoga => node("yoga.js", places, &port),
        }
    }
}

fn corridor(binary: &Path, places: &Places, port: &str) -> Command {
    let mut command = Command::new(binary);
    command.arg("serve").arg("--listen").arg(format!("127.0.0.1:{port}"));
    command.arg("--schema").arg(places.data.join("schema"));
    command.arg("--seed").arg(places.data.join("seed"));
    command.env("TOKIO_WORKER_THREADS", "1");
    command
}

/// This program again, as a server.
fn own(contender: &str, data: &Path, port: &str) -> Command {
    let mut command = Command::new(env::current_exe().unwrap_or_else(|_| "over_http".into()));
    command.arg("--data").arg(data).args(["serve", contender, port]);
    command
}

fn node(file: &str, places: &Places, port: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(places.peers.join(file)).arg(places.data.join("seed")).arg(port);
    command.env("NODE_ENV", "production");
    command
}
