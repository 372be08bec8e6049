//! `corridor export`: a graph as a file of another tool, without a server.

use super::{
    console::{Console, Failure},
    load,
    options::{DataArgs, LimitArgs},
    query,
};
use crate::{
    diagnostics::did_you_mean,
    format::{Choice, Content, Document, Export, ExportError, Format, GraphField, Options, Part},
    limits::Cancel,
    snapshot::Snapshot,
};
use clap::Args;
use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

const EXAMPLES: &str = "\
Examples:
  corridor export --output graph.gexf
  corridor export --roots socar,kyrgyzneftegaz --depth 2 --output socar.svg
  corridor export --roots socar --argument asOf=2025-12-08 --output then.svg
  corridor export --field paths -a from=socar -a to=kyrgyzneftegaz --output tied.svg
  corridor export --metrics pageRank,community --output graph.gexf
  corridor export --operation AllLinks --output links.svg
  corridor export --format csv --option part=nodes > nodes.csv
  corridor export --format csv --option profile=gephi --output tables/

Without --roots, --field, --operation and --file it writes the whole graph. Without --format the ending of the file decides.";

/// Options of `export`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ExportArgs {
    /// The format
    #[arg(long, short, value_name = "FORMAT", value_parser = format)]
    format: Option<Format>,
    /// The entities to start from: their ids, with commas between them
    #[arg(long, value_name = "ID,…", conflicts_with = "field")]
    roots: Option<String>,
    /// The number of steps around them
    #[arg(long, value_name = "STEPS", default_value_t = 1, requires = "roots")]
    depth: u32,
    /// Write the answer to a graph field: subgraph, connect, paths or shortestPath
    #[arg(long, value_name = "NAME")]
    field: Option<String>,
    /// Set an argument of the field, or of --roots, such as asOf=2025-12-08; may be given several
    /// times
    #[arg(long = "argument", short, value_name = "NAME=VALUE")]
    arguments: Vec<String>,
    /// Write what a named document shows: the one with this operation in ./queries
    #[arg(long, value_name = "NAME", conflicts_with_all = ["roots", "field", "arguments"])]
    operation: Option<String>,
    /// Write what the document in a file shows: its graphs, paths and pages
    #[arg(long, value_name = "FILE", conflicts_with_all = ["roots", "field", "arguments"])]
    file: Option<PathBuf>,
    /// Variables of the document: a JSON object, or @FILE with one
    #[arg(long, short, value_name = "JSON|@FILE", conflicts_with_all = ["roots", "field", "arguments"])]
    variables: Option<String>,
    /// The file; a folder takes all tables of CSV. Without it, standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Give each entity these measures of the whole graph: pageRank, betweenness, ..., with commas
    /// between them
    #[arg(long, value_name = "NAME,…")]
    metrics: Option<String>,
    /// Set an option of the format; may be given several times
    #[arg(long = "option", value_name = "NAME=VALUE")]
    options: Vec<String>,
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    limits: LimitArgs,
}

/// A format by its name.
fn format(name: &str) -> Result<Format, String> {
    Format::by_name(name).ok_or_else(|| {
        let names = Format::ALL.iter().map(|info| info.name);
        let near = did_you_mean(name, names.clone());
        let names: Vec<_> = names.collect();
        format!("there is no such format{near}; the formats are {}", names.join(", "))
    })
}

pub(super) fn run(args: ExportArgs, console: &mut Console) -> Result<ExitCode, Failure> {
    let format = decide_format(&args)?;
    let mut options = Options::default();
    for option in &args.options {
        let (name, value) = name_and_value("--option", option)?;
        options.set(format, name, value).map_err(|problem| Failure::Usage(problem.to_string()))?;
    }
    if let Some(metrics) = &args.metrics {
        let set = options.set(format, Options::METRICS, metrics);
        set.map_err(|problem| Failure::Usage(format!("--metrics: {problem}")))?;
    }
    let variables = args.variables.as_deref().map(query::variables).transpose()?;
    let mut config = args.data.config()?;
    args.limits.apply(&mut config);
    options.base = config.public_url.as_ref().map(ToString::to_string);
    let snapshot = load::accept(load::load(&config), console)?;
    let choice = choice(&snapshot, &args, variables)?;
    let content = snapshot.content(&choice, &Cancel::default());
    let mut content = content.map_err(|problem| match problem {
        ExportError::UnknownEntity(_) | ExportError::Option(_) => {
            Failure::Usage(problem.to_string())
        }
        problem => Failure::Message(problem.to_string()),
    })?;
    // A command waits as long as each of them may take, one after the other.
    let time = Duration::from_millis(snapshot.limits().measure_ms);
    let time = time.saturating_mul(1 + options.metrics.len() as u32);
    let measures = snapshot.measures(&options.metrics, time, &Cancel::default());
    content.measures = measures.map_err(|problem| Failure::Message(problem.to_string()))?;
    let export = Export { format, options, limits: snapshot.limits() };
    match args.output {
        None => write(&export, &content, console)?,
        Some(path) if is_folder(&path) => write_tables(&export, &content, &path)?,
        Some(path) => write_file(&export, &content, &path)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The format that is named, else that of the file.
fn decide_format(args: &ExportArgs) -> Result<Format, Failure> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let Some(path) = &args.output else {
        return Err(Failure::Usage("give --format, or --output with a file".to_owned()));
    };
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    Format::of_file(&name).ok_or_else(|| {
        let endings: Vec<_> = Format::ALL.iter().map(|info| info.ending).collect();
        let endings = endings.join(", ");
        Failure::Usage(format!(
            "\"{name}\" does not end as a format does ({endings}); give --format"
        ))
    })
}

/// Returns the choice of content to export.
fn choice(
    snapshot: &Snapshot,
    args: &ExportArgs,
    variables: Option<String>,
) -> Result<Choice, Failure> {
    let operation = args.operation.clone();
    let text = match (&args.file, &operation) {
        (Some(file), _) => query::read(file, "the document")?.into(),
        (None, Some(name)) => named(snapshot, name)?,
        (None, None) if variables.is_some() => {
            let message = "--variables are those of a document; give --operation or --file";
            return Err(Failure::Usage(message.to_owned()));
        }
        (None, None) => return field(args),
    };
    Ok(Choice::Document(Document { text, operation, variables }))
}

/// The graph field that is asked, or the whole graph.
fn field(args: &ExportArgs) -> Result<Choice, Failure> {
    let mut field = match (&args.field, &args.roots) {
        (Some(name), _) => GraphField { name: name.clone(), arguments: Vec::new() },
        (None, Some(roots)) => GraphField::subgraph(&[roots], args.depth),
        (None, None) if args.arguments.is_empty() => return Ok(Choice::Whole),
        (None, None) => {
            let message = "--argument is one of a field; give --roots or --field";
            return Err(Failure::Usage(message.to_owned()));
        }
    };
    for argument in &args.arguments {
        let (name, value) = name_and_value("--argument", argument)?;
        field.arguments.push((name.to_owned(), value.to_owned()));
    }
    Ok(Choice::Field(field))
}

/// Name and value of an option that has both.
fn name_and_value<'a>(option: &str, given: &'a str) -> Result<(&'a str, &'a str), Failure> {
    given
        .split_once('=')
        .ok_or_else(|| Failure::Usage(format!("{option} {given} has no value; write NAME=VALUE")))
}

/// The document with an operation.
fn named(snapshot: &Snapshot, operation: &str) -> Result<Arc<str>, Failure> {
    let documents = snapshot.documents();
    documents.get(operation).ok_or_else(|| {
        let near = did_you_mean(operation, documents.names());
        Failure::Usage(format!(
            "--operation: no document of ./queries has the operation \"{operation}\"{near}"
        ))
    })
}

/// Returns whether a path is meant as a folder.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().to_string_lossy().ends_with('/')
}

/// All tables of CSV, each in a file of its name.
fn write_tables(export: &Export<'_>, content: &Content<'_>, folder: &Path) -> Result<(), Failure> {
    if export.format != Format::Csv {
        let (title, folder) = (export.format.info().title, folder.display());
        return Err(Failure::Usage(format!("{title} is one file, and \"{folder}\" is a folder")));
    }
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    for &part in Part::ALL {
        let options = Options { part, ..export.options.clone() };
        let path = folder.join(format!("{}.csv", part.word()));
        write_file(&Export { options, ..export.clone() }, content, &path)?;
    }
    Ok(())
}

fn write_file(export: &Export<'_>, content: &Content<'_>, path: &Path) -> Result<(), Failure> {
    let mut file = File::create(path).map_err(|error| cannot_write(path, &error))?;
    export.write(content, &mut file).map_err(|problem| match problem {
        ExportError::Io(error) => cannot_write(path, &error),
        problem => Failure::Message(problem.to_string()),
    })
}

fn write(export: &Export<'_>, content: &Content<'_>, console: &mut Console) -> Result<(), Failure> {
    let mut to = Output { console, failure: None };
    let written = export.write(content, &mut to);
    match (to.failure, written) {
        (Some(failure), _) => Err(failure),
        (None, Err(problem)) => Err(Failure::Message(problem.to_string())),
        (None, Ok(())) => Ok(()),
    }
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::Message(format!("cannot write \"{}\": {error}", path.display()))
}

/// Standard output as a writer.
struct Output<'c> {
    console: &'c mut Console,
    failure: Option<Failure>,
}

impl Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.console.write(bytes) {
            Ok(()) => Ok(bytes.len()),
            Err(failure) => {
                self.failure = Some(failure);
                Err(io::Error::other("standard output takes no more"))
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
