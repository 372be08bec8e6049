//! The arguments of all commands, and their help.

use crate::limits::Limits;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::{fmt::Write, path::PathBuf};

/// A GraphQL knowledge-graph server that links officials, institutions and projects.
///
/// Type definitions in `schema/`, facts in `seed/`: out comes a typed GraphQL API.
#[derive(Debug, Parser)]
#[command(name = "corridor", version, disable_help_subcommand = true, after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  corridor serve                        Serve ./schema and ./seed, or else the built-in data set
  corridor init mine && cd mine         Start a data set of one's own
  corridor check                        Look for mistakes in it
  corridor query '{ service { entities links } }'

`corridor <command> --help` says more.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Serve(ServeOptions),
    Check(CheckOptions),
    Query(QueryOptions),
    Schema(SchemaOptions),
    Init(InitOptions),
    Health(HealthOptions),
    Completions(CompletionsOptions),
}

/// Where the data set and the settings are.
#[derive(Args, Debug, Default)]
pub(super) struct DataOptions {
    /// Folder of type definitions [env: CORRIDOR_SCHEMA] [default: ./schema]
    #[arg(long, value_name = "DIR")]
    pub(super) schema: Option<PathBuf>,
    /// Folder of facts [env: CORRIDOR_SEED] [default: ./seed]
    #[arg(long, value_name = "DIR")]
    pub(super) seed: Option<PathBuf>,
    /// File of settings [env: CORRIDOR_CONFIG] [default: ./corridor.toml, if it is there]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

/// Bounds on what a request may ask.
#[derive(Args, Debug, Default)]
pub(super) struct LimitOptions {
    /// Set a limit; may be repeated [env: CORRIDOR_LIMIT, separated by commas]
    #[arg(long, value_name = "NAME=VALUE")]
    pub(super) limit: Vec<String>,
}

/// Serve the API and GraphiQL over HTTP
///
/// Without --schema and --seed, the folders ./schema and ./seed are served where both are
/// there, and else the data set that is built into the program.
///
/// Each setting comes from a flag, else from its environment variable, else from
/// corridor.toml, else from its default.
#[derive(Args, Debug, Default)]
#[command(after_help = "`--help` lists the limits.", after_long_help = serve_help())]
pub(super) struct ServeOptions {
    /// Address to listen at [env: CORRIDOR_LISTEN] [default: 127.0.0.1:8000]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(super) listen: Option<String>,
    #[command(flatten)]
    pub(super) data: DataOptions,
    /// Site whose pages may call, or * for every site; may be repeated [env:
    /// CORRIDOR_CORS_ORIGIN, separated by commas] [default: none]
    #[arg(long, value_name = "ORIGIN")]
    pub(super) cors_origin: Vec<String>,
    /// Let a request see its plan, with `"extensions": {"explain": true}` [env:
    /// CORRIDOR_EXPLAIN=true] [default: off]
    #[arg(long)]
    pub(super) explain: bool,
    #[command(flatten)]
    pub(super) limits: LimitOptions,
}

/// Look for mistakes in a data set
///
/// Prints every problem with its place, and ends with exit code 1 if one of them is an error.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  corridor check
  corridor check --schema other/schema --seed other/seed
  corridor check --format json > problems.json")]
pub(super) struct CheckOptions {
    #[command(flatten)]
    pub(super) data: DataOptions,
    /// How problems are printed: as text to standard error, or as JSON to standard output
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
    /// End with exit code 1 for warnings too
    #[arg(long)]
    pub(super) deny_warnings: bool,
    /// Also count the entities of each kind and the links of each relation
    #[arg(long, short)]
    pub(super) verbose: bool,
}

/// How problems are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// As a compiler would.
    #[default]
    Text,
    /// A list of objects, for editors and CI.
    Json,
}

/// Answer a query from the files, without a server
///
/// The document is the argument, or a file, or what comes by standard input. The exit code
/// is 1 if the response has errors.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  corridor query '{ person(id: \"samir-sharifov\") { name posts { nodes { name } } } }'
  corridor query @queries/who-chaired.graphql --variables '{\"meeting\": \"jic-meeting-6\"}'
  echo '{ service { links } }' | corridor query | jq .data")]
pub(super) struct QueryOptions {
    /// The GraphQL document, or @FILE; absent or - reads standard input
    #[arg(value_name = "DOCUMENT")]
    pub(super) document: Option<String>,
    /// Read the document from a file
    #[arg(long, short, value_name = "FILE", conflicts_with = "document")]
    pub(super) file: Option<PathBuf>,
    /// Variables as a JSON object, or @FILE
    #[arg(long, value_name = "JSON")]
    pub(super) variables: Option<String>,
    /// Which operation of the document to run
    #[arg(long, value_name = "NAME")]
    pub(super) operation: Option<String>,
    /// Print the plan to standard error
    #[arg(long)]
    pub(super) explain: bool,
    #[command(flatten)]
    pub(super) data: DataOptions,
    #[command(flatten)]
    pub(super) limits: LimitOptions,
}

/// Print the API in the GraphQL schema language
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  corridor schema > api.graphql
  corridor schema --directives > schema/corridor.graphql")]
pub(super) struct SchemaOptions {
    /// Print what type definitions may use instead: directives and built-in types, for
    /// editors and linters
    #[arg(long)]
    pub(super) directives: bool,
    #[command(flatten)]
    pub(super) data: DataOptions,
}

/// Write a small commented data set to start from
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  corridor init mine && cd mine && corridor check && corridor serve")]
pub(super) struct InitOptions {
    /// Folder to make; must not be there yet, or be empty
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
}

/// Ask a running server whether it is ready; exit code 0 if it is
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  corridor health
  corridor health --listen 127.0.0.1:9000")]
pub(super) struct HealthOptions {
    /// Address it listens at [env: CORRIDOR_LISTEN] [default: 127.0.0.1:8000]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(super) listen: Option<String>,
    /// File of settings [env: CORRIDOR_CONFIG] [default: ./corridor.toml, if it is there]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

/// Print completions for a shell
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  corridor completions bash > ~/.local/share/bash-completion/completions/corridor
  corridor completions fish > ~/.config/fish/completions/corridor.fish")]
pub(super) struct CompletionsOptions {
    /// The shell
    pub(super) shell: clap_complete::Shell,
}

/// The examples and the table of limits.
fn serve_help() -> String {
    let mut help = "\
Examples:
  corridor serve
  corridor serve --schema mine/schema --seed mine/seed --listen 0.0.0.0:8080
  corridor serve --cors-origin https://app.example.org --limit depth=12 --limit page_size=500

Limits (`service { limits }` lists those of a running server):\n"
        .to_owned();
    for limit in Limits::TABLE {
        let _ = writeln!(
            help,
            "  {:<20} {} [default: {} {}]",
            limit.name, limit.description, limit.default, limit.unit
        );
    }
    help
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definitions_hold_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_command_has_help_with_an_example() {
        for command in Arguments::command().get_subcommands() {
            let help = command.clone().render_long_help().to_string();
            assert!(help.contains("  corridor "), "{help}");
        }
    }

    #[test]
    fn the_help_of_serve_lists_every_limit_with_its_default() {
        let help = serve_help();
        for limit in Limits::TABLE {
            let line = help.lines().find(|line| line.trim_start().starts_with(limit.name));
            let line = line.unwrap_or_else(|| panic!("{} is missing", limit.name));
            assert!(line.contains(&limit.default.to_string()), "{line}");
        }
    }
}
