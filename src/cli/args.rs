//! The commands.

use super::{
    check::CheckArgs, completions::CompletionsArgs, console::Color, export::ExportArgs,
    init::InitArgs, query::QueryArgs, schema::SchemaArgs, serve::ServeArgs,
};
use clap::{Parser, Subcommand};

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
    /// The use of colors in messages
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(super) color: Color,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// The commands.
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
