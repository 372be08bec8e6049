//! Corridor over HTTP, beside the limits of what is possible and beside other servers.
//!
//! `benches/README.md` says what is measured and how; `make bench` runs it. One program
//! makes the data, is three of the contenders, starts all of them as processes of their
//! own, and generates the load.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a report is what it is for")]

mod client;
mod contender;
mod dynamic;
mod graph;
mod measure;
mod process;
mod query;
mod random;
mod report;
mod serve;
mod walk;
mod world;

use clap::{Parser, Subcommand};
use contender::{Contender, Places};
use graph::Graph;
use measure::{Pace, measure};
use process::Server;
use query::Query;
use serde_json::Value;
use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};
use walk::Walk;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What Corridor says of the data set that it has loaded.
const SERVICE: &str = "{ service { loadedMs entities links \
    memory { texts nodes links bytesPerNode bytesPerLink } } }";

/// Measures Corridor and other servers over HTTP on one data set
#[derive(Parser)]
#[command(name = "over_http")]
struct Arguments {
    /// Given by `cargo bench`
    #[arg(long, hide = true, global = true)]
    bench: bool,
    /// Few and short rounds: shows that everything works, not how fast
    #[arg(long)]
    quick: bool,
    /// How many turns each server has
    #[arg(long)]
    rounds: Option<usize>,
    /// Only these queries: `small`, `medium`, `medium-edges`, `large`, `medium-filtered`,
    /// `medium-ordered`, `medium-asof`
    #[arg(long, value_delimiter = ',')]
    queries: Vec<String>,
    /// Only these servers
    #[arg(long, value_delimiter = ',')]
    contenders: Vec<Contender>,
    /// The binary to measure
    #[arg(long, default_value = env!("CARGO_BIN_EXE_corridor"))]
    corridor: PathBuf,
    /// Another binary, such as that of an earlier commit, to measure by turns with it
    #[arg(long)]
    before: Option<PathBuf>,
    /// Where the data set is kept
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/target/bench-data"))]
    data: PathBuf,
    #[command(subcommand)]
    command: Option<Task>,
}

#[derive(Subcommand)]
enum Task {
    /// Be one of the servers
    Serve { contender: Contender, port: u16 },
    /// Only make the data set
    Generate,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Some(Task::Serve { contender, port }) => serve::run(contender, &arguments.data, port),
        Some(Task::Generate) => world::ensure(&arguments.data),
        // `cargo test --all-targets` starts it too, and means no benchmark.
        None if arguments.bench => run(&arguments),
        None => {
            println!("nothing measured: that is for `cargo bench`");
            Ok(())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> io::Result<()> {
    let peers = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers");
    let juniper = Path::new(env!("CARGO_MANIFEST_DIR"));
    let juniper = juniper.join("target/juniper/release/juniper-peer");
    let (data, corridor) = (arguments.data.clone(), arguments.corridor.clone());
    let places = Places { data, corridor, before: arguments.before.clone(), juniper, peers };
    let queries = arguments.queries()?;
    eprintln!("the data set is in {}", places.data.display());
    world::ensure(&places.data)?;
    let graph = Arc::new(Graph::load(&places.data)?);
    let walk = Walk::new(Arc::clone(&graph));
    let pace = arguments.pace();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let text = runtime.block_on(async {
        let servers = start(arguments, &places, &graph).await?;
        let own = match servers.iter().find(|one| one.contender == Contender::Corridor) {
            Some(corridor) => corridor.ask(SERVICE).await?["service"].take(),
            None => Value::Null,
        };
        let mut measured = Vec::new();
        for query in queries {
            eprintln!("measuring the {} query", query.name());
            measured.push(measure(query, &servers, &graph, &walk, &pace).await?);
        }
        Ok::<_, io::Error>(report::report(&measured, &servers, &own, &pace))
    })?;
    println!("{text}");
    fs::write(places.data.join("result.md"), text)
}

async fn start(arguments: &Arguments, places: &Places, graph: &Graph) -> io::Result<Vec<Server>> {
    let body = Query::Small.body(graph);
    let mut servers = Vec::new();
    for &contender in Contender::ALL {
        if !arguments.contenders.is_empty() && !arguments.contenders.contains(&contender) {
            continue;
        }
        if let Some(obstacle) = contender.obstacle(places) {
            eprintln!("without {}: {obstacle}", contender.title());
            continue;
        }
        eprintln!("starting {}", contender.title());
        servers.push(Server::start(contender, places, &body).await?);
    }
    Ok(servers)
}

impl Arguments {
    fn queries(&self) -> io::Result<Vec<Query>> {
        let known = |name: &String| {
            let found = Query::ALL.iter().copied().find(|query| query.name() == name);
            found.ok_or_else(|| io::Error::other(format!("there is no query \"{name}\"")))
        };
        if self.queries.is_empty() {
            return Ok(Query::ALL.to_vec());
        }
        self.queries.iter().map(known).collect()
    }

    fn pace(&self) -> Pace {
        let milliseconds = Duration::from_millis;
        let (rounds, turn, warm_up) = if self.quick { (3, 200, 300) } else { (11, 1_000, 3_000) };
        Pace {
            rounds: self.rounds.unwrap_or(rounds).max(1),
            turn: milliseconds(turn),
            warm_up: milliseconds(warm_up),
            connections: 16,
        }
    }
}
