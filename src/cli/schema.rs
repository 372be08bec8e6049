//! `corridor schema`: the API, or what type definitions may use, as text.

use super::{
    Done,
    args::SchemaOptions,
    config::{Config, RawConfig},
    io::Io,
    load::{load, report},
};
use crate::ontology::directives_sdl;

pub(super) fn run(options: &SchemaOptions, io: &mut Io<'_>) -> Done {
    if options.directives {
        return Ok(io.stdout.write_all(directives_sdl().as_bytes())?);
    }
    let flags = RawConfig::from_data(&options.data);
    let config = Config::of(flags, options.data.config.as_deref(), io)?;
    let snapshot = report(load(&config.data, &config.limits, io.stderr_is_terminal), io)?;
    Ok(io.stdout.write_all(snapshot.sdl().as_bytes())?)
}
