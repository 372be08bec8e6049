//! `corridor query`: one answer from the files.

use super::{
    Done, Failure,
    args::QueryOptions,
    config::{Config, RawConfig},
    io::Io,
    load::{load, report},
};
use crate::api::Request;
use serde_json::Value;
use std::path::Path;

pub(super) fn run(options: &QueryOptions, io: &mut Io<'_>) -> Done {
    let flags = RawConfig::from_data(&options.data).with_limits(&options.limits)?;
    let config = Config::of(flags, options.data.config.as_deref(), io)?;
    let document = document(options, io)?;
    let variables = options.variables.as_deref().map(variables).transpose()?;
    let snapshot = report(load(&config.data, &config.limits, io.stderr_is_terminal), io)?;
    let reply = snapshot.execute(&Request {
        query: document.into(),
        operation_name: options.operation.as_deref().map(Into::into),
        variables: variables.as_deref(),
        explain: options.explain,
        read_only: false,
    });
    print(&reply.body, io)
}

/// The text that the options name.
fn document(options: &QueryOptions, io: &mut Io<'_>) -> Result<String, Failure> {
    let argument = options.document.as_deref().filter(|text| *text != "-");
    match (&options.file, argument) {
        (Some(path), _) => read(path),
        (None, Some(text)) => match text.strip_prefix('@') {
            Some(path) => read(Path::new(path)),
            None => Ok(text.to_owned()),
        },
        (None, None) if io.stdin_is_terminal && options.document.is_none() => {
            let message = "no document: give it as an argument, as @FILE, or by standard input";
            Err(Failure::Usage(message.to_owned()))
        }
        (None, None) => {
            let mut text = String::new();
            io.stdin.read_to_string(&mut text).map_err(|error| {
                Failure::Problem(format!("cannot read the document from standard input: {error}"))
            })?;
            Ok(text)
        }
    }
}

/// The variables, checked to be a JSON object.
fn variables(argument: &str) -> Result<String, Failure> {
    let text = match argument.strip_prefix('@') {
        Some(path) => read(Path::new(path))?,
        None => argument.to_owned(),
    };
    match serde_json::from_str(&text) {
        Ok(Value::Object(_)) => Ok(text),
        Ok(_) => Err(Failure::Usage("--variables is not a JSON object".to_owned())),
        Err(error) => Err(Failure::Usage(format!("--variables is not JSON: {error}"))),
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path)
        .map_err(|error| Failure::Usage(format!("cannot read {}: {error}", path.display())))
}

/// Prints the response: indented for people, as it is for programs.
fn print(body: &[u8], io: &mut Io<'_>) -> Done {
    let mut response: Value = serde_json::from_slice(body)
        .map_err(|error| Failure::Problem(format!("the response is not JSON: {error}")))?;
    // The plan is text for people, and would be one long line among the results.
    let plan = response
        .get_mut("extensions")
        .and_then(Value::as_object_mut)
        .and_then(|extensions| extensions.shift_remove("explain"));
    if let Some(plan) = plan {
        let text = plan.as_str().map_or_else(|| plan.to_string(), str::to_owned);
        writeln!(io.stderr, "{}", text.trim_end())?;
        if response["extensions"].as_object().is_some_and(serde_json::Map::is_empty) {
            response.as_object_mut().and_then(|response| response.shift_remove("extensions"));
        }
    }
    if io.stdout_is_terminal {
        serde_json::to_writer_pretty(&mut *io.stdout, &response).map_err(std::io::Error::from)?;
    } else {
        serde_json::to_writer(&mut *io.stdout, &response).map_err(std::io::Error::from)?;
    }
    writeln!(io.stdout)?;
    if response.get("errors").is_some() { Err(Failure::Reported) } else { Ok(()) }
}
