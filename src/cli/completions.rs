//! `corridor completions`: what a shell needs to complete the command line.

use super::{
    Done,
    args::{Arguments, CompletionsOptions},
    io::Io,
};
use clap::CommandFactory;

pub(super) fn run(options: &CompletionsOptions, io: &mut Io<'_>) -> Done {
    // Made in memory first: the generator panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "corridor", &mut script);
    Ok(io.stdout.write_all(&script)?)
}
