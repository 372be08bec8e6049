//! Help, SDL, completions, and readers that go away.

use super::run::{Folder, SMALL, command, corridor};
use corridor::{limits::Limits, ontology::directives_sdl};
use std::{io::Read, process::Stdio};

const COMMANDS: [&str; 6] = ["serve", "check", "query", "schema", "init", "completions"];

#[test]
fn every_command_has_help_with_an_example() {
    for name in COMMANDS {
        for help in ["-h", "--help"] {
            let ran = corridor(&[name, help]).quiet();
            let example = format!("\nExamples:\n  corridor {name}");
            assert!(ran.out.contains(&example), "{name} {help}:\n{}", ran.out);
        }
    }
    let all = corridor(&["--help"]).quiet().out;
    for name in COMMANDS {
        assert!(all.contains(&format!("\n  {name} ")), "{name}\n{all}");
    }
}

#[test]
fn the_help_of_serve_has_every_setting_and_limit_with_its_default() {
    let help = corridor(&["serve", "--help"]).quiet().out;
    for default in
        ["127.0.0.1:8000", "none", "false", "info", "./schema", "./seed", "./corridor.toml"]
    {
        assert!(help.contains(&format!("[default: {default}")), "{default}\n{help}");
    }
    // Long descriptions go over several lines.
    let words = help.split_whitespace().collect::<Vec<_>>().join(" ");
    for limit in Limits::TABLE {
        let line = format!("  {:<20} {} {}\n", limit.name, limit.default, limit.unit);
        assert!(help.contains(&line), "{line}\n{help}");
        assert!(words.contains(limit.description), "{}\n{help}", limit.description);
    }
}

#[test]
fn a_command_line_that_makes_no_sense_exits_with_2() {
    for args in [&["serf"][..], &["check", "--formt", "json"], &["serve", "--listen", "8000"], &[]]
    {
        let ran = corridor(args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(
            ran.err.contains("Usage:") || ran.err.contains("HOST:PORT is wanted"),
            "{}",
            ran.err
        );
    }
    assert!(corridor(&["serf"]).err.contains("'serve'"));
}

#[test]
fn the_schema_is_that_of_the_api() {
    let printed = corridor(&["schema"]).quiet().out;
    assert_eq!(printed, crate::support::shipped().sdl());
    assert_eq!(corridor(&["schema", "--directives"]).quiet().out, directives_sdl());
}

/// The API of type definitions is there before any fact is, and when facts are wrong.
#[test]
fn the_schema_needs_no_facts() {
    let person = ("schema/people.graphql", "type Person @node(plural: \"people\") { age: Int }\n");
    let wrong = ("seed/people.yaml", "Person:\n  ada: {name: Ada, age: old}\n");
    for (test, files) in [("no-facts", &[person][..]), ("wrong-facts", &[person, wrong])] {
        let ran = Folder::new(test, files).corridor(&["schema"]);
        assert!(ran.quiet().out.contains("\n  people("), "{test}");
    }
    let wrong = [("schema/people.graphql", "type Person @node { age: Integer }\n")];
    let ran = Folder::new("wrong-definitions", &wrong).corridor(&["schema"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("Integer"), "{}", ran.err);
}

#[test]
fn completions_know_commands_and_options() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = corridor(&["completions", shell]).quiet().out;
        for word in ["corridor", "deny-warnings", "cors-origin"] {
            assert!(script.contains(word), "{word} in the script for {shell}");
        }
    }
}

#[test]
fn a_reader_that_has_enough_is_no_error() {
    let mut child =
        command(&["schema"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // More than a pipe holds is left unread when its end is closed.
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0; 10]).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written_is_an_error() {
    let folder = Folder::new("output-full", SMALL);
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = command(&["schema"]);
    let output = command.current_dir(folder.path()).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.starts_with("error: cannot write to standard output: "), "{message}");
}
