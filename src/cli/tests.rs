//! Every example in the help is a command line that is understood.

use super::args::Cli;
use clap::{CommandFactory, Parser};

/// The words of a line as a shell splits them, up to a redirection or a pipe.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for character in line.chars() {
        match character {
            '\'' => quoted = !quoted,
            '<' | '>' | '|' if !quoted => break,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(character),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn the_definitions_are_sound() {
    Cli::command().debug_assert();
}

#[test]
fn examples_in_the_help_are_understood() {
    let mut command = Cli::command();
    let helps = command.get_subcommands_mut().map(|it| it.render_long_help().to_string());
    let mut understood = 0;
    for help in helps.collect::<Vec<_>>() {
        let (_, examples) = help.split_once("Examples:\n").unwrap();
        for line in examples.lines().take_while(|line| line.starts_with("  corridor ")) {
            if let Err(error) = Cli::try_parse_from(words(line)) {
                panic!("{line}\n{error}");
            }
            understood += 1;
        }
    }
    assert!(understood >= 15, "{understood} examples");
}
