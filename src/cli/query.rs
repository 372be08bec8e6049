//! `corridor query`: a document, run on the files, without a server.

use super::{
    console::{Console, Failure},
    indent::indent,
    load,
    options::{DataArgs, LimitArgs},
};
use crate::api::Request;
use clap::Args;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use std::{
    collections::HashMap,
    fs,
    io::{self, IsTerminal, Read},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

const EXAMPLES: &str = "\
Examples:
  corridor query '{ organization(id: \"socar\") { name links { totalCount } } }'
  corridor query --file queries/who-chaired.graphql
  corridor query --file queries/all-links.graphql --variables '{\"id\": \"socar\"}'
  corridor query --explain < queries/who-chaired.graphql

Prints the response as JSON. Exits with 1 where it has errors.";

/// Options of `query`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct QueryArgs {
    /// The document; `-`, or nothing in a pipe, reads it from standard input
    document: Option<String>,
    /// Read the document from a file
    #[arg(long, short, value_name = "FILE", conflicts_with = "document")]
    file: Option<PathBuf>,
    /// Variables: a JSON object, or @FILE with one
    #[arg(long, short, value_name = "JSON|@FILE")]
    variables: Option<String>,
    /// The operation of the document to run, if it has several
    #[arg(long, short, value_name = "NAME")]
    operation: Option<String>,
    /// Print the plan, its cost, how filters were run and the time it took to standard error
    #[arg(long)]
    explain: bool,
    /// Print the response in one line, as a server would send it
    #[arg(long)]
    compact: bool,
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    limits: LimitArgs,
}

pub(super) fn run(args: QueryArgs, console: &mut Console) -> Result<ExitCode, Failure> {
    let document = document(&args)?;
    let variables = args.variables.as_deref().map(variables).transpose()?;
    let mut config = args.data.config()?;
    args.limits.apply(&mut config);
    let snapshot = load::accept(load::load(&config), console)?;
    let request = Request {
        query: document.into(),
        operation_name: args.operation.map(Into::into),
        variables: variables.as_deref(),
        explain: args.explain,
        read_only: false,
        ..Request::default()
    };
    let start = Instant::now();
    let mut body = snapshot.execute(&request).body.to_vec();
    let time = start.elapsed();
    let response: Response<'_> = serde_json::from_slice(&body)
        .map_err(|error| Failure::Message(format!("the response is not JSON: {error}")))?;
    let failed = response.errors.is_some();
    if let Some(explained) = response.extensions.as_ref().filter(|_| args.explain) {
        console.tell_text(&explained.text(time));
        body = response.without_extensions();
    }
    if args.compact {
        body.push(b'\n');
        console.write(&body)?;
    } else {
        console.write(&indent(&body))?;
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The document, from wherever it is.
fn document(args: &QueryArgs) -> Result<String, Failure> {
    let from_input = |path: &Path| path.as_os_str() == "-";
    match (&args.file, &args.document) {
        (Some(file), _) if !from_input(file) => read(file, "the document"),
        (None, Some(document)) if document != "-" => match as_file(document) {
            Some(message) => Err(Failure::Usage(message)),
            None => Ok(document.clone()),
        },
        (None, None) if io::stdin().is_terminal() => Err(Failure::Usage(
            "there is no document; give it as an argument, with --file, or on standard input"
                .to_owned(),
        )),
        _ => {
            let mut document = String::new();
            io::stdin().read_to_string(&mut document).map_err(|error| {
                Failure::Message(format!("cannot read the document from standard input: {error}"))
            })?;
            Ok(document)
        }
    }
}

/// Returns the message for a document that is the name of a file.
fn as_file(document: &str) -> Option<String> {
    let is_file = !document.contains('{') && Path::new(document).is_file();
    is_file.then(|| format!("\"{document}\" is a file and no document; write --file {document}"))
}

/// The text of the variables.
pub(super) fn variables(given: &str) -> Result<String, Failure> {
    let (text, place) = match given.strip_prefix('@') {
        Some(file) => (read(Path::new(file), "the variables")?, file),
        None => (given.to_owned(), "--variables"),
    };
    // Its values are read by the API, whose errors name variables and types.
    match serde_json::from_str::<HashMap<String, &RawValue>>(&text) {
        Ok(_) => Ok(text),
        Err(error) => Err(Failure::Usage(format!("{place} is not a JSON object: {error}"))),
    }
}

pub(super) fn read(file: &Path, what: &str) -> Result<String, Failure> {
    fs::read_to_string(file).map_err(|error| {
        Failure::Message(format!("cannot read {what} from \"{}\": {error}", file.display()))
    })
}

/// The parts of a response, as they are written.
#[derive(Deserialize)]
struct Response<'a> {
    #[serde(borrow, default, deserialize_with = "even_null")]
    data: Option<&'a RawValue>,
    #[serde(borrow)]
    errors: Option<&'a RawValue>,
    extensions: Option<Explained>,
}

/// `null` is data; only its absence is none.
fn even_null<'de, D: Deserializer<'de>>(from: D) -> Result<Option<&'de RawValue>, D::Error> {
    Deserialize::deserialize(from).map(Some)
}

impl Response<'_> {
    /// Returns the output without `extensions`, as printed if the plan was not requested.
    fn without_extensions(&self) -> Vec<u8> {
        let parts = [("data", self.data), ("errors", self.errors)];
        let parts = parts.iter().filter_map(|(key, value)| Some((key, (*value)?)));
        let parts: Vec<_> = parts.map(|(key, value)| format!("\"{key}\":{value}")).collect();
        format!("{{{}}}", parts.join(",")).into_bytes()
    }
}

/// The part of `extensions` that tells how a request was run.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Explained {
    explain: String,
    cost: u64,
    visits: u64,
    filters: String,
}

impl Explained {
    fn text(&self, time: Duration) -> String {
        let milliseconds = time.as_secs_f64() * 1000.0;
        format!(
            "{}{}cost: at most {} by its page sizes\nvisits: {}\ntime: {milliseconds:.2} ms, with parsing and planning\n",
            self.explain,
            self.filters,
            load::counted(usize::try_from(self.cost).unwrap_or(usize::MAX), "object"),
            self.visits,
        )
    }
}
