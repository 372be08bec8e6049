//! The output of commands, and the ways in which they end early.

use crate::diagnostics::Style;
use clap::ValueEnum;
use std::{
    fmt::Display,
    io::{self, BufWriter, IsTerminal, Stdout, Write},
    process::ExitCode,
};

/// The use of colors in messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The reason why a command ended early.
#[derive(Debug)]
pub(super) enum Failure {
    /// Something went wrong: what, where, what to do; a line for each of several problems.
    Message(String),
    /// The command line or the settings make no sense.
    Usage(String),
    /// Whoever read the output has enough: no error.
    Closed,
}

/// Standard output and standard error.
pub(super) struct Console {
    out: BufWriter<Stdout>,
    style: Style,
}

impl Console {
    /// Those of this process.
    pub(super) fn new(color: Color) -> Self {
        let colored = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
                let dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
                io::stderr().is_terminal() && !set("NO_COLOR") && !dumb
            }
        };
        let style = if colored { Style::Color } else { Style::Plain };
        Self { out: BufWriter::new(io::stdout()), style }
    }

    /// The style of messages on standard error.
    pub(super) fn style(&self) -> Style {
        self.style
    }

    /// Writes to standard output.
    ///
    /// # Errors
    /// [`Failure::Closed`] if nobody reads it any more.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.out.write_all(bytes).map_err(|error| output_failure(&error))
    }

    /// Writes what is still in the buffer of standard output.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        self.out.flush().map_err(|error| output_failure(&error))
    }

    /// Writes a line to standard error. If that fails there is nobody left to tell.
    pub(super) fn tell(&self, line: impl Display) {
        let _ = writeln!(io::stderr(), "{line}");
    }

    /// Writes a text that has its line breaks to standard error.
    pub(super) fn tell_text(&self, text: &str) {
        let _ = io::stderr().write_all(text.as_bytes());
    }

    /// Says why a command ended early, and gives its exit code.
    pub(super) fn report(&self, failure: &Failure) -> ExitCode {
        let (message, code) = match failure {
            Failure::Message(message) => (message, 1),
            Failure::Usage(message) => (message, 2),
            Failure::Closed => return ExitCode::SUCCESS,
        };
        let word = match self.style {
            Style::Plain => "error:",
            Style::Color => "\u{1b}[1;31merror:\u{1b}[0m",
        };
        for line in message.lines() {
            self.tell(format_args!("{word} {line}"));
        }
        ExitCode::from(code)
    }
}

fn output_failure(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Failure::Closed;
    }
    Failure::Message(format!("cannot write to standard output: {error}"))
}
