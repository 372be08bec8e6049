//! `corridor schema`: the API in the GraphQL schema language, and the directives of type
//! definitions.

use super::{
    console::{Console, Failure},
    load,
    options::DataArgs,
};
use crate::{ontology, snapshot::Snapshot};
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  corridor schema > api.graphql
  corridor schema --directives > schema/corridor.graphql";

/// Options of `schema`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct SchemaArgs {
    /// Print instead what type definitions may use without defining it: schema/corridor.graphql
    ///
    /// Editors and linters need that file to understand the folder; Corridor itself does not.
    #[arg(long)]
    directives: bool,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: &SchemaArgs, console: &mut Console) -> Result<ExitCode, Failure> {
    if args.directives {
        console.write(ontology::directives_sdl().as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    let config = args.data.config()?;
    let loaded = Snapshot::load_definitions(&config.definitions(), &config.limits);
    let snapshot = load::accept(loaded, console)?;
    console.write(snapshot.sdl().as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
