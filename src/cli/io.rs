//! What a command may touch of the world: its streams and the environment.

use crate::diagnostics::Style;
use std::{
    io::{self, IsTerminal, Read, Write},
    process::ExitCode,
};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Success = 0,
    /// The files, the query or the server have a problem, which was printed.
    Problems = 1,
    /// The arguments or settings make no sense.
    Usage = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Streams and environment of a command.
pub struct Io<'a> {
    /// Where a document may be read from.
    pub stdin: &'a mut dyn Read,
    /// Where results go.
    pub stdout: &'a mut dyn Write,
    /// Where problems go.
    pub stderr: &'a mut dyn Write,
    /// Whether someone types.
    pub stdin_is_terminal: bool,
    /// Whether someone reads the results.
    pub stdout_is_terminal: bool,
    /// Whether someone reads the problems.
    pub stderr_is_terminal: bool,
    /// An environment variable.
    pub env: &'a dyn Fn(&str) -> Option<String>,
}

impl Io<'_> {
    /// Whether the results may have colors: on a terminal, unless `NO_COLOR` is set.
    pub(super) fn output_in_color(&self) -> bool {
        self.stdout_is_terminal && self.wants_color()
    }

    /// Whether problems may have colors.
    pub(super) fn errors_in_color(&self) -> bool {
        self.stderr_is_terminal && self.wants_color()
    }

    /// How problems are printed.
    pub(super) fn error_style(&self) -> Style {
        if self.errors_in_color() { Style::Color } else { Style::Plain }
    }

    fn wants_color(&self) -> bool {
        (self.env)("NO_COLOR").is_none_or(|value| value.is_empty())
    }
}

/// Runs a command on the streams and the environment of the process.
pub fn run_in_process() -> ExitCode {
    let (stdin, stdout, stderr) = (io::stdin(), io::stdout(), io::stderr());
    let terminals = (stdin.is_terminal(), stdout.is_terminal(), stderr.is_terminal());
    let exit = super::run(
        std::env::args_os(),
        &mut Io {
            stdin: &mut stdin.lock(),
            stdout: &mut io::BufWriter::new(stdout.lock()),
            // Not locked: a panic of another thread is printed there too.
            stderr: &mut &stderr,
            stdin_is_terminal: terminals.0,
            stdout_is_terminal: terminals.1,
            stderr_is_terminal: terminals.2,
            env: &|name| std::env::var(name).ok(),
        },
    );
    exit.into()
}
