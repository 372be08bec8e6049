//! Graph algorithms on the benchmark's graph, beside libraries from PyPI on the same one.
//!
//! `make bench-graph` makes the graph, runs `peers.py` on its list of links, then measures
//! Corridor's functions in process. Everything is one thread, and every time is the time that
//! the thread had a processor, so that other programs on the machine count less.
//! `benches/README.md` says what is compared with what.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a report is what it is for")]

mod clock;
#[path = "../over_http/random.rs"]
mod random;
mod report;
mod tasks;
mod world;
mod worst;

use std::{fs, io, path::Path, process::Command, process::ExitCode};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const FOLDER: &str = "target/bench-graph";
const PYTHON: &str = "target/graph-peers/bin/python";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    // `cargo test --all-targets` starts it too, and means no benchmark.
    if !arguments.iter().any(|it| it == "--bench") {
        println!("nothing measured: that is for `cargo bench`");
        return ExitCode::SUCCESS;
    }
    let has = |flag: &str| arguments.iter().any(|it| it == flag);
    let scales: &[usize] = if has("--large") { &[1, 10] } else { &[1] };
    for &scale in scales {
        if let Err(error) = run(scale, has("--quick"), has("--alone")) {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    }
    if !has("--no-worst") {
        worst::run();
    }
    ExitCode::SUCCESS
}

fn run(scale: usize, quick: bool, alone: bool) -> io::Result<()> {
    let folder = Path::new(FOLDER);
    fs::create_dir_all(folder)?;
    let world = world::World::new(scale);
    world.write(folder)?;
    eprintln!("{} entities, {} links", world.nodes, world.links.len());
    let peers = if alone { Vec::new() } else { peers(folder, scale, quick)? };
    let ours = tasks::run(&world, quick);
    println!("{}", report::table(scale, &ours, &peers));
    Ok(())
}

/// What the peers say of themselves: task, peer, value.
fn peers(folder: &Path, scale: usize, quick: bool) -> io::Result<Vec<report::Figure>> {
    if !Path::new(PYTHON).exists() {
        eprintln!("no peers: `make bench-graph` installs them");
        return Ok(Vec::new());
    }
    let mut command = Command::new(PYTHON);
    command.arg("benches/graph/peers.py").arg(folder).arg(scale.to_string());
    command.args(quick.then_some("--quick"));
    for variable in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"] {
        command.env(variable, "1");
    }
    let output = command.stderr(std::process::Stdio::inherit()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(text.lines().filter_map(report::Figure::parse).collect())
}
