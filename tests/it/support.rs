//! What several tests need: the data sets, loaded once.

use corridor::{
    diagnostics::{Style, to_text},
    limits::Limits,
    snapshot::{DataSet, Snapshot},
};
use std::{fs, path::Path, sync::LazyLock};

/// The toy world of `tests/worlds/toy`.
pub(crate) fn toy() -> &'static Snapshot {
    static TOY: LazyLock<Snapshot> = LazyLock::new(|| load("tests/worlds/toy", &Limits::default()));
    &TOY
}

/// The shipped data set.
pub(crate) fn shipped() -> &'static Snapshot {
    static SHIPPED: LazyLock<Snapshot> = LazyLock::new(|| load(".", &Limits::default()));
    &SHIPPED
}

/// The data set in `schema` and `seed` of a folder.
pub(crate) fn load(folder: &str, limits: &Limits) -> Snapshot {
    let folder = Path::new(folder);
    let data = DataSet::Folders { schema: folder.join("schema"), seed: folder.join("seed") };
    let loaded = Snapshot::load(&data, limits, &|_| {});
    let problems = to_text(&loaded.diagnostics, &loaded.sources, Style::Plain);
    assert_eq!(problems, "", "{} is to load without a word", folder.display());
    loaded.snapshot.unwrap()
}

/// The names of the cases in a folder, sorted.
pub(crate) fn world_case_names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
