//! Search on the benchmark's graph: how long a query takes, what its index costs.
//!
//! Runs in one process and one thread, without HTTP: what is measured is a whole request from
//! its document to the bytes of its response. The benchmark's people share 320 names, which is
//! kind to an index, so everything is measured once more with names drawn from syllables.
//! `benches/README.md` says more.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a report is what it is for")]

#[path = "over_http/random.rs"]
mod random;
#[path = "over_http/world.rs"]
mod world;

use corridor::{
    api::Request,
    limits::Limits,
    snapshot::{DataSet, Snapshot},
};
use random::Random;
use serde_json::{Value, json};
use std::{fs, io, path::Path, process::ExitCode, time::Instant};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a search box asks for.
const QUERY: &str = "query($text: String!) { search(query: $text, first: 10) { \
    totalCount facets { kind count } nodes { score highlight entity { id kind name } } } }";

const SERVICE: &str = "{ service { loadedMs entities links memory { texts nodes links } \
    search { buildMs words names } } }";

/// How many queries of a sort are measured.
const QUERIES: usize = 1_000;
const QUICK_QUERIES: usize = 50;

const BEGINNINGS: &[&str] = &[
    "Ab", "Ak", "Al", "Ba", "Bek", "Bo", "Dja", "Du", "Er", "Ga", "Gu", "Ha", "Ib", "Ja", "Ka",
    "Ke", "Ma", "Mur", "Na", "Nur", "Or", "Öm", "Qa", "Ra", "Rus", "Sa", "Şa", "Sul", "Ta", "Tor",
    "Ul", "Va", "Ya", "Za", "Че", "Жу", "Кы", "Мо", "Сы", "Ту",
];
const MIDDLES: &[&str] = &[
    "ba", "bo", "da", "di", "ga", "gi", "ka", "ku", "la", "li", "ma", "mu", "na", "ni", "ra", "ro",
    "sa", "si", "ta", "tu", "va", "ya", "za", "zi", "sha", "che", "ri", "lo", "my", "ny",
];
const ENDINGS: &[&str] =
    &["bekov", "ev", "lı", "mov", "nov", "ov", "rov", "yev", "zadə", "galiyev"];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    // `cargo test --all-targets` starts it too, and means no benchmark.
    if !arguments.iter().any(|it| it == "--bench") {
        println!("nothing measured: that is for `cargo bench`");
        return ExitCode::SUCCESS;
    }
    match run(arguments.iter().any(|it| it == "--quick")) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(quick: bool) -> io::Result<()> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/target/bench-data"));
    let varied = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/target/bench-data-varied"));
    world::ensure(folder)?;
    vary(folder, varied)?;
    let count = if quick { QUICK_QUERIES } else { QUERIES };
    println!(
        "| names | queries | p50 ms | p99 ms | most ms | hits, median |\n|---|---|--:|--:|--:|--:|"
    );
    let mut costs = Vec::new();
    for (title, folder) in [("320", folder), ("drawn from syllables", varied)] {
        let snapshot = load(folder)?;
        let reply = snapshot.execute(&Request { query: SERVICE.into(), ..Request::default() });
        costs.push((title, data(&reply.body)?["service"].take()));
        let names = names(folder)?;
        for sort in Sort::ALL {
            let mut random = Random::new(7);
            let queries = (0..count).map(|_| sort.query(&mut random, &names));
            let measured = measure(&snapshot, queries)?;
            println!("| {title} | {} | {measured}", sort.title());
        }
    }
    println!(
        "\n| names | built in ms | index of words MB | index of names MB | graph MB | loaded in ms |\n|---|--:|--:|--:|--:|--:|"
    );
    for (title, service) in costs {
        let number = |value: &Value| value.as_f64().unwrap_or_default();
        let (search, memory) = (&service["search"], &service["memory"]);
        let graph: f64 = ["texts", "nodes", "links"].iter().map(|it| number(&memory[it])).sum();
        println!(
            "| {title} | {:.0} | {:.1} | {:.1} | {:.1} | {:.0} |",
            number(&search["buildMs"]),
            number(&search["words"]) / 1e6,
            number(&search["names"]) / 1e6,
            graph / 1e6,
            number(&service["loadedMs"]),
        );
    }
    Ok(())
}

fn load(folder: &Path) -> io::Result<Snapshot> {
    let data = DataSet::Folders { schema: folder.join("schema"), seed: folder.join("seed") };
    let loaded = Snapshot::load(&data, &Limits::default(), &|_| {});
    let mut snapshot =
        loaded.snapshot.ok_or_else(|| io::Error::other("the data set has errors"))?;
    snapshot.build_index().map_err(io::Error::other)?;
    Ok(snapshot)
}

/// The data set with other names of people.
fn vary(from: &Path, to: &Path) -> io::Result<()> {
    if to.join("done").exists() {
        return Ok(());
    }
    for part in ["schema", "seed"] {
        fs::create_dir_all(to.join(part))?;
        for entry in fs::read_dir(from.join(part))? {
            let entry = entry?;
            fs::copy(entry.path(), to.join(part).join(entry.file_name()))?;
        }
    }
    let people = fs::read_to_string(from.join("seed/Person.csv"))?;
    let mut random = Random::new(11);
    let mut out = String::with_capacity(people.len() * 2);
    for (number, line) in people.lines().enumerate() {
        let mut cells: Vec<&str> = line.split(',').collect();
        let name = person(&mut random);
        if number > 0 && cells.len() > 1 {
            cells[1] = &name;
        }
        out.push_str(&cells.join(","));
        out.push('\n');
    }
    fs::write(to.join("seed/Person.csv"), out)?;
    fs::write(to.join("done"), "")
}

/// A given name and a surname, in one of two scripts.
fn person(random: &mut Random) -> String {
    let given = format!("{}{}", random.pick(BEGINNINGS), random.pick(MIDDLES));
    let middle = if random.chance(50) { *random.pick(MIDDLES) } else { "" };
    let (start, end) = (random.pick(BEGINNINGS), random.pick(ENDINGS));
    format!("{given} {start}{}{middle}{end}", random.pick(MIDDLES))
}

/// All names of a data set that has no quotation marks in them.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for kind in ["Person", "Organization", "Project"] {
        let text = fs::read_to_string(folder.join("seed").join(format!("{kind}.csv")))?;
        let rows = text.lines().skip(1).filter(|line| !line.contains('"'));
        names.extend(rows.filter_map(|line| line.split(',').nth(1)).map(str::to_owned));
    }
    Ok(names)
}

/// A sort of queries.
#[derive(Clone, Copy)]
enum Sort {
    Prefix(usize),
    Exact,
    Errors,
    Words,
}

impl Sort {
    const ALL: [Self; 8] = [
        Self::Prefix(1),
        Self::Prefix(2),
        Self::Prefix(3),
        Self::Prefix(4),
        Self::Prefix(6),
        Self::Exact,
        Self::Errors,
        Self::Words,
    ];

    fn title(self) -> String {
        match self {
            Self::Prefix(1) => "the first letter of a word".to_owned(),
            Self::Prefix(letters) => format!("the first {letters} letters of a word"),
            Self::Exact => "a whole name".to_owned(),
            Self::Errors => "a whole name with a typing error in each word".to_owned(),
            Self::Words => "one word of a name".to_owned(),
        }
    }

    fn query(self, random: &mut Random, names: &[String]) -> String {
        let name = random.pick(names);
        let words: Vec<&str> = name.split(' ').collect();
        match self {
            Self::Prefix(letters) => random.pick(&words).chars().take(letters).collect(),
            Self::Exact => name.clone(),
            Self::Errors => {
                words.iter().map(|word| mistyped(random, word)).collect::<Vec<_>>().join(" ")
            }
            Self::Words => (*random.pick(&words)).to_owned(),
        }
    }
}

/// A word with one letter left out, doubled, changed or exchanged with the next.
fn mistyped(random: &mut Random, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 4 {
        return word.to_owned();
    }
    let at = 1 + random.below(letters.len() - 2);
    match random.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 => letters[at] = 'e',
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}

/// Runs queries and gives a row of the report.
fn measure(snapshot: &Snapshot, queries: impl Iterator<Item = String>) -> io::Result<String> {
    let (mut times, mut hits) = (Vec::new(), Vec::new());
    for text in queries {
        let variables = json!({ "text": text }).to_string();
        let request =
            Request { query: QUERY.into(), variables: Some(&variables), ..Request::default() };
        let start = Instant::now();
        let reply = snapshot.execute(&request);
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
        let found = data(&reply.body)?;
        hits.push(found["search"]["totalCount"].as_u64().unwrap_or_default());
    }
    times.sort_by(f64::total_cmp);
    hits.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100];
    Ok(format!("{:.2} | {:.2} | {:.2} | {} |", at(50), at(99), at(100), hits[hits.len() / 2]))
}

/// The data of a response that is to have no errors.
fn data(body: &[u8]) -> io::Result<Value> {
    let mut response: Value = serde_json::from_slice(body)?;
    match response.get("errors") {
        None => Ok(response["data"].take()),
        Some(errors) => Err(io::Error::other(errors.to_string())),
    }
}
