//! `corridor completions`: what a shell needs to complete commands and options.

use super::{
    args::Cli,
    console::{Console, Failure},
};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  corridor completions bash > ~/.local/share/bash-completion/completions/corridor
  corridor completions zsh > ~/.zfunc/_corridor
  corridor completions fish > ~/.config/fish/completions/corridor.fish";

/// Options of `completions`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

pub(super) fn run(args: &CompletionsArgs, console: &mut Console) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "corridor", &mut script);
    console.write(&script)?;
    Ok(ExitCode::SUCCESS)
}
