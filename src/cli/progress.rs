//! A bar on the terminal while a long load is under way.

use crate::snapshot::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{
    io::{self, IsTerminal},
    sync::OnceLock,
    time::{Duration, Instant},
};

/// A load that takes less has no bar: it would only flicker.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that appears on standard error if loading takes long, and never in a pipe.
pub(super) struct Bar {
    start: Instant,
    enabled: bool,
    bar: OnceLock<ProgressBar>,
}

impl Bar {
    /// Returns the progress of a load that begins now.
    pub(super) fn new() -> Self {
        let enabled = io::stderr().is_terminal();
        Self { start: Instant::now(), enabled, bar: OnceLock::new() }
    }

    /// Takes notice of how far it is.
    pub(super) fn show(&self, progress: Progress) {
        if !self.enabled || self.start.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_init(|| new_bar(progress));
        if bar.message() != progress.stage {
            bar.set_style(style(progress.total));
            bar.set_length(progress.total);
            bar.set_message(progress.stage);
        }
        bar.set_position(progress.done);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

fn new_bar(progress: Progress) -> ProgressBar {
    let target = ProgressDrawTarget::stderr();
    ProgressBar::with_draw_target(Some(progress.total), target)
        .with_style(style(progress.total))
        .with_message(progress.stage)
}

/// A stage that is one step has nothing to measure.
fn style(total: u64) -> ProgressStyle {
    let template = if total > 1 { "{msg:20} [{bar:40}] {percent:>3} %" } else { "{msg}" };
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ")
}
