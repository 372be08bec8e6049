//! `corridor completions`: what a shell needs to complete commands and options.

use super::console::{Console, Failure};
use clap::{Args, Command};
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

/// Prints the completions of a command line.
pub(super) fn run(
    args: &CompletionsArgs,
    command: &mut Command,
    console: &mut Console,
) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, command, "corridor", &mut script);
    console.write(&script)?;
    Ok(ExitCode::SUCCESS)
}
