//! The command line: the only place that prints, and that ends the process.
//!
//! [`run`] gets its arguments, its streams and the environment from outside and returns an
//! [`Exit`], so that a test can call it as well as `main` does. A command returns what went
//! wrong as a `Failure`; only `run` turns that into text.

mod args;
mod check;
mod completions;
mod config;
mod health;
mod init;
mod io;
mod load;
mod query;
mod schema;
mod serve;

pub use io::{Exit, Io, run_in_process};

use args::{Arguments, Command};
use clap::Parser;
use std::{ffi::OsString, io::ErrorKind};

/// Why a command did not do what it should.
#[derive(Debug)]
enum Failure {
    /// The arguments or settings make no sense; what to do is in the text.
    Usage(String),
    /// Something else is wrong; what, and what to do, is in the text.
    Problem(String),
    /// All that there is to say has been printed.
    Reported,
    /// Output could not be written.
    Output(std::io::Error),
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

type Done = Result<(), Failure>;

/// Runs the command that the arguments name; the first is the program's own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>, io: &mut Io<'_>) -> Exit {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(message) => return explain(&message, io),
    };
    let done = match arguments.command {
        Command::Serve(options) => serve::run(&options, io),
        Command::Check(options) => check::run(&options, io),
        Command::Query(options) => query::run(&options, io),
        Command::Schema(options) => schema::run(&options, io),
        Command::Init(options) => init::run(&options, io),
        Command::Health(options) => health::run(&options, io),
        Command::Completions(options) => completions::run(&options, io),
    };
    let (exit, message) = match done.and_then(|()| Ok(io.stdout.flush()?)) {
        Ok(()) => return Exit::Success,
        // Whoever read our output had seen enough, as `head` does.
        Err(Failure::Output(error)) if error.kind() == ErrorKind::BrokenPipe => {
            return Exit::Success;
        }
        Err(Failure::Reported) => return Exit::Problems,
        Err(Failure::Output(error)) => (Exit::Problems, format!("cannot write: {error}")),
        Err(Failure::Problem(message)) => (Exit::Problems, message),
        Err(Failure::Usage(message)) => (Exit::Usage, message),
    };
    let label = if io.errors_in_color() { "\u{1b}[1;31merror\u{1b}[0m" } else { "error" };
    // With nowhere to write to, the exit code has to say it.
    let _ = writeln!(io.stderr, "{label}: {message}");
    exit
}

/// Prints help, the version, or what is wrong with the arguments.
fn explain(message: &clap::Error, io: &mut Io<'_>) -> Exit {
    let help = !message.use_stderr();
    let rendered = message.render();
    let colored = if help { io.output_in_color() } else { io.errors_in_color() };
    let text = if colored { rendered.ansi().to_string() } else { rendered.to_string() };
    let stream = if help { &mut io.stdout } else { &mut io.stderr };
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    if help { Exit::Success } else { Exit::Usage }
}
