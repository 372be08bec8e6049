//! The command line: the only place that prints or exits.
//!
//! A command is a function from its arguments and a `Console`. Standard
//! output has what programs read, and nothing else: responses, SDL, JSON. What is meant for
//! people goes to standard error. The exit code is 0 for success, 1 where problems were found
//! or something failed, 2 for a command line or settings that make no sense.

mod args;
mod check;
mod completions;
mod config;
mod console;
mod export;
mod indent;
mod init;
mod load;
mod options;
mod progress;
mod query;
mod schema;
mod serve;

use args::{Cli, Command};
use clap::{CommandFactory, Parser};
use console::{Console, Failure};
use std::process::ExitCode;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help is such an "error" too; where nobody reads it there is nothing to do.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let mut console = Console::new(cli.color);
    let result = run(cli.command, &mut console).and_then(|code| console.flush().map(|()| code));
    result.unwrap_or_else(|failure| console.report(&failure))
}

fn run(command: Command, console: &mut Console) -> Result<ExitCode, Failure> {
    match command {
        Command::Serve(args) => serve::run(&args, console),
        Command::Check(args) => check::run(&args, console),
        Command::Query(args) => query::run(args, console),
        Command::Export(args) => export::run(args, console),
        Command::Schema(args) => schema::run(&args, console),
        Command::Init(args) => init::run(&args, console),
        Command::Completions(args) => completions::run(&args, &mut Cli::command(), console),
    }
}

#[cfg(test)]
mod tests;
