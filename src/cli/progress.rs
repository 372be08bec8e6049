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
    /// For a load that begins now.
    pub(super) fn new() -> Self {
        let enabled = io::stderr().is_terminal();
        Self { start: Instant::now(), enabled, bar: OnceLock::new() }
    }

    /// Takes notice of how far it is.
    pub(super) fn show(&self, progress: Progress) {
        if !self.enabled || self.start.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_init(new_bar);
        bar.set_length(progress.total);
        bar.set_position(progress.done);
        bar.set_message(progress.stage);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

fn new_bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{msg:20} [{bar:40}] {percent:>3} %");
    if let Ok(style) = style {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}
