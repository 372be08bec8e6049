//! The commands, and the options that several of them have.

use super::{
    check::CheckArgs,
    completions::CompletionsArgs,
    config::{LimitSetting, RawConfig},
    console::Color,
    export::ExportArgs,
    init::InitArgs,
    query::QueryArgs,
    schema::SchemaArgs,
    serve::ServeArgs,
};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  corridor serve                      serve ./schema and ./seed, or the built-in data set
  corridor init my-graph              begin a data set of one's own
  corridor check                      find what is wrong in ./schema and ./seed
  corridor query '{ service { entities links } }'

`corridor help COMMAND` says more about a command.";

/// A GraphQL knowledge-graph server that links officials, institutions and projects
#[derive(Debug, Parser)]
#[command(name = "corridor", version, after_help = EXAMPLES, max_term_width = 100)]
pub(super) struct Cli {
    /// When messages have colors
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(super) color: Color,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Serve a data set over HTTP
    Serve(ServeArgs),
    /// Check a data set and print what is wrong with it
    Check(CheckArgs),
    /// Run a GraphQL document on a data set, without a server
    Query(QueryArgs),
    /// Write the graph, or a part of it, in the format of another tool
    Export(ExportArgs),
    /// Print the GraphQL schema of the API
    Schema(SchemaArgs),
    /// Write a small data set of one's own, with comments
    Init(InitArgs),
    /// Print completions for a shell
    Completions(CompletionsArgs),
}

/// Where the data set and the settings are.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Data set")]
pub(super) struct DataArgs {
    /// Folder of type definitions, *.graphql
    ///
    /// [default: ./schema, where ./schema and ./seed are both there; else the built-in data set]
    #[arg(long, value_name = "FOLDER")]
    schema: Option<PathBuf>,
    /// Folder of facts: .yaml, .jsonl and .csv files, at any depth
    ///
    /// [default: ./seed, where ./schema and ./seed are both there; else the built-in data set]
    #[arg(long, value_name = "FOLDER")]
    seed: Option<PathBuf>,
    /// File with settings
    ///
    /// Paths in it start from its folder. [default: ./corridor.toml, where it is there]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

impl DataArgs {
    /// What these options say.
    pub(super) fn raw(&self) -> RawConfig {
        RawConfig { schema: self.schema.clone(), seed: self.seed.clone(), ..RawConfig::default() }
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
    pub(super) limits: Vec<LimitSetting>,
}
