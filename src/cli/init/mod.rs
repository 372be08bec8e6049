//! `corridor init`: a small data set of one's own, with comments, to change bit by bit.

use super::{
    config,
    console::{Console, Failure},
};
use crate::ontology;
use clap::Args;
use std::{
    borrow::Cow,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

const EXAMPLES: &str = "\
Examples:
  corridor init my-graph
  corridor init .

Nothing is overwritten: if one of the files is there already, none is written.";

/// Options of `init`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct InitArgs {
    /// The folder to write to; made if it is not there
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

/// The files that are the same for everybody.
const TEMPLATES: &[(&str, &str)] = &[
    ("README.md", include_str!("README.md")),
    ("queries/who-works-on-what.graphql", include_str!("queries/who-works-on-what.graphql")),
    ("schema/kinds.graphql", include_str!("schema/kinds.graphql")),
    ("schema/links.graphql", include_str!("schema/links.graphql")),
    ("seed/people.yaml", include_str!("seed/people.yaml")),
    ("seed/organizations.yaml", include_str!("seed/organizations.yaml")),
    ("seed/sources.jsonl", include_str!("seed/sources.jsonl")),
    ("seed/tables/Project.csv", include_str!("seed/tables/Project.csv")),
    ("seed/tables/WORKS_ON.csv", include_str!("seed/tables/WORKS_ON.csv")),
];

pub(super) fn run(args: &InitArgs, console: &mut Console) -> Result<ExitCode, Failure> {
    let files = files();
    let paths = || files.iter().map(|(name, _)| args.folder.join(name));
    if let Some(path) = paths().find(|path| path.symlink_metadata().is_ok()) {
        return Err(Failure::Message(format!(
            "\"{}\" is there already, and nothing was written; give another folder",
            path.display()
        )));
    }
    for (path, (_, text)) in paths().zip(&files) {
        write_new(&path, text).map_err(|error| {
            Failure::Message(format!("cannot write \"{}\": {error}", path.display()))
        })?;
        console.tell(format_args!("wrote {}", path.display()));
    }
    let folder = args.folder.display();
    console.tell(format_args!(
        "\nnext:\n  cd {folder}\n  corridor check\n  \
         corridor query --file queries/who-works-on-what.graphql\n  corridor serve"
    ));
    Ok(ExitCode::SUCCESS)
}

/// Every file with its text, those that are generated too.
fn files() -> Vec<(&'static str, Cow<'static, str>)> {
    let templates = TEMPLATES.iter().map(|&(name, text)| (name, Cow::Borrowed(text)));
    let generated = [
        ("schema/corridor.graphql", ontology::directives_sdl()),
        ("corridor.toml", config::commented_file()),
    ];
    templates.chain(generated.map(|(name, text)| (name, Cow::Owned(text)))).collect()
}

/// Writes a file that is not there yet, and the folders above it.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::File::create_new(path)?.write_all(text.as_bytes())
}
