//! The table of the report.

use std::fmt::Write;

/// One figure: what was measured, of whom, and how much.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub task: String,
    pub of: String,
    pub value: f64,
}

impl Figure {
    pub(crate) fn new(task: &str, value: f64) -> Self {
        Self { task: task.to_owned(), of: "Corridor".to_owned(), value }
    }

    /// A line of `peers.py`: task, peer and value with tabs between them.
    pub(crate) fn parse(line: &str) -> Option<Self> {
        let mut cells = line.split('\t');
        let (task, of) = (cells.next()?.to_owned(), cells.next()?.to_owned());
        Some(Self { task, of, value: cells.next()?.parse().ok()? })
    }
}

/// Every task with Corridor's figure and those of the peers, and how many times faster Corridor
/// is than each.
pub(crate) fn table(scale: usize, ours: &[Figure], peers: &[Figure]) -> String {
    let mut text = format!("\nScale {scale}; times in ms of one thread\n\n");
    text.push_str(
        "| task | Corridor | peer | figure | Corridor is faster by |\n|---|--:|---|--:|--:|\n",
    );
    for figure in ours {
        let others: Vec<&Figure> = peers.iter().filter(|it| it.task == figure.task).collect();
        if others.is_empty() {
            let _ = writeln!(text, "| {} | {:.4} | | | |", figure.task, figure.value);
        }
        for other in others {
            // Modularity is no time.
            let ratio = if figure.task.contains("modularity") {
                format!("{:+.4}", figure.value - other.value)
            } else {
                format!("{:.2}", other.value / figure.value)
            };
            let _ = writeln!(
                text,
                "| {} | {:.4} | {} | {:.4} | {ratio} |",
                figure.task, figure.value, other.of, other.value
            );
        }
    }
    text
}
