//! What several tests need: the data sets, loaded once.

mod documents;
mod filters;
mod hiding;

pub(crate) use documents::Documents;
pub(crate) use filters::Filters;
pub(crate) use hiding::Hiding;

use corridor::{
    api::Request,
    diagnostics::{Code, Style, to_text},
    limits::Limits,
    ontology::{Limit, Target},
    snapshot::{DataSet, Snapshot},
};
use serde_json::Value;
use std::{fs, path::Path, sync::LazyLock};

/// The toy world of `tests/worlds/toy`.
pub(crate) fn toy() -> &'static Snapshot {
    static TOY: LazyLock<Snapshot> = LazyLock::new(|| load("tests/worlds/toy", &Limits::default()));
    &TOY
}

/// The world of offices and accounts of `tests/worlds/offices`.
pub(crate) fn offices() -> &'static Snapshot {
    static OFFICES: LazyLock<Snapshot> =
        LazyLock::new(|| load("tests/worlds/offices", &Limits::default()));
    &OFFICES
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
    // Worlds made for tests hold links that have faded, that are never in force, and that lead from
    // an entity to itself, which is told and right.
    let of_tests: &[Code] = &[Code::FadedLink, Code::NeverInForce, Code::SelfLink];
    let told = if folder == Path::new(".") { &[] } else { of_tests };
    let problems = loaded.diagnostics.without(told);
    let problems = to_text(&problems, &loaded.sources, Style::Plain);
    assert_eq!(problems, "", "{} is to load without a word", folder.display());
    loaded.snapshot.unwrap()
}

/// A data set of a few lines, for one test: its type definitions and its facts.
pub(crate) fn small(test: &str, schema: &str, seed: &str) -> Snapshot {
    small_file(test, schema, ("all.yaml", seed))
}

/// [`small`], for requests within limits.
pub(crate) fn small_within(test: &str, schema: &str, seed: &str, limits: &Limits) -> Snapshot {
    small_of(test, schema, ("all.yaml", seed), limits)
}

/// [`small`], with facts in a file of a name.
pub(crate) fn small_file(test: &str, schema: &str, file: (&str, &str)) -> Snapshot {
    small_of(test, schema, file, &Limits::default())
}

fn small_of(test: &str, schema: &str, (name, seed): (&str, &str), limits: &Limits) -> Snapshot {
    let path = format!("seed/{name}");
    load_files(test, &[("schema/all.graphql", schema), (&path, seed)], limits)
}

/// A data set of some files, by their paths in its folder.
pub(crate) fn load_files(test: &str, files: &[(&str, &str)], limits: &Limits) -> Snapshot {
    let folder = std::env::temp_dir().join(format!("corridor-it-{test}-{}", std::process::id()));
    for (path, text) in files {
        fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
        fs::write(folder.join(path), text).unwrap();
    }
    let loaded = load(folder.to_str().unwrap(), limits);
    fs::remove_dir_all(&folder).unwrap();
    loaded
}

/// The names of the cases in a folder, sorted.
pub(crate) fn world_case_names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The response to a document; variables as JSON text.
pub(crate) fn answer(snapshot: &Snapshot, query: &str, variables: Option<&str>) -> Value {
    let reply = snapshot.execute(&Request { query: query.into(), variables, ..Request::default() });
    serde_json::from_slice(&reply.body)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&reply.body)))
}

/// The data of a response that must have no errors.
pub(crate) fn data(snapshot: &Snapshot, query: &str, variables: Option<&str>) -> Value {
    let mut response = answer(snapshot, query, variables);
    assert_eq!(response.get("errors"), None, "{query}\nwith {variables:?}");
    response["data"].take()
}

/// The strings of a list of JSON strings, or of objects' members `id`.
pub(crate) fn ids(list: &Value) -> Vec<&str> {
    let items = list.as_array().unwrap().iter();
    items.map(|item| item.get("id").unwrap_or(item).as_str().unwrap()).collect()
}

/// The largest page that the first of some `@limit`s allows.
pub(crate) fn largest(limits: &[Limit]) -> usize {
    limits.iter().find_map(|limit| limit.max).map_or(1_000, |max| max as usize)
}

/// The page sizes of lists of a target.
pub(crate) fn limit_of(snapshot: &Snapshot, target: Target) -> Limit {
    match target {
        Target::Kind(id) => snapshot.ontology().kind(id).limit,
        Target::Abstract(id) => snapshot.ontology().abstract_type(id).limit,
        Target::Entity => Limit::default(),
    }
}

/// Numbers that look random and are the same in every run (xorshift).
pub(crate) struct Dice(u64);

impl Dice {
    /// Another seed gives other numbers.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `sides`.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % sides
    }

    /// One of several things.
    pub(crate) fn pick<'t, T>(&mut self, elements: &'t [T]) -> &'t T {
        &elements[self.roll(elements.len())]
    }

    /// True once in so many rolls.
    pub(crate) fn once_in(&mut self, rolls: usize) -> bool {
        self.roll(rolls) == 0
    }
}
