//! `corridor init`: a small data set to start from, with comments that teach.

use super::{Done, Failure, args::InitOptions, io::Io};
use crate::ontology::directives_sdl;
use include_dir::{Dir, include_dir};
use std::{fs, io, path::Path};

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

pub(super) fn run(options: &InitOptions, io: &mut Io<'_>) -> Done {
    let folder = &options.folder;
    let shown = folder.display();
    let failed = |error: io::Error| {
        Failure::Problem(format!("cannot write the data set to {shown}: {error}"))
    };
    if !is_free(folder).map_err(failed)? {
        return Err(Failure::Problem(format!(
            "{shown} is there already and not an empty folder; nothing was written. \
             Name a new folder, or empty this one"
        )));
    }
    fs::create_dir_all(folder).and_then(|()| STARTER.extract(folder)).map_err(failed)?;
    // Generated, so that it is that of this version.
    fs::write(folder.join("schema/corridor.graphql"), directives_sdl()).map_err(failed)?;
    writeln!(io.stdout, "{shown} holds a data set now: README.md says what is where. Next:")?;
    writeln!(io.stdout, "  cd {shown} && corridor check && corridor serve")?;
    Ok(())
}

fn is_free(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(false),
        Err(error) => Err(error),
    }
}
