//! Exports of the whole graph: bytes in a second, and the memory that they take on top.

use crate::{clock::best, report::Figure};
use corridor::{
    format::{Content, Export, Format, Options},
    graph::Graph,
    limits::Limits,
};
use std::{
    fs,
    io::{self, Write},
};

/// Counts what is written and throws it away.
struct Count(u64);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Megabytes in a second of the formats for large graphs, and the megabytes by which the
/// process grew meanwhile.
pub(crate) fn run(graph: &Graph) -> Vec<Figure> {
    let limits = Limits::default();
    let content = Content::whole(graph);
    let before = peak();
    let mut figures = Vec::new();
    for (format, name) in
        [(Format::Graphml, "GraphML"), (Format::Csv, "CSV"), (Format::Gexf, "GEXF")]
    {
        let export = Export { format, options: Options::default(), limits: &limits };
        let (bytes, milliseconds) = best(3, || {
            let mut count = Count(0);
            export.write(&content, &mut count).expect("it takes anything");
            count.0
        });
        let rate = bytes as f64 / 1e6 / (milliseconds / 1e3);
        figures.push(Figure::new(&format!("export to {name}, MB/s"), rate));
    }
    figures.push(Figure::new("memory of exports, MB", peak() - before));
    figures
}

/// The most memory that this process has had, in megabytes (Linux).
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|it| it.trim().split(' ').next()?.parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1e3
}
