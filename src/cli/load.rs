//! Loads a data set and shows how far it is, and what is wrong with it.

use super::{Failure, io::Io};
use crate::{
    diagnostics::{Diagnostics, Severity, to_text},
    limits::Limits,
    snapshot::{DataSet, Loaded, Progress, Snapshot},
};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

/// A load that is done sooner shows no bar: it would only flicker.
const PATIENCE: Duration = Duration::from_secs(1);

/// Loads it, with a progress bar where someone waits.
pub(super) fn load(data: &DataSet, limits: &Limits, on_terminal: bool) -> Loaded {
    if !on_terminal {
        return Snapshot::load(data, limits, &|_| {});
    }
    let meter = Meter::new();
    let loaded = Snapshot::load(data, limits, &|progress| meter.show(progress));
    meter.bar.finish_and_clear();
    loaded
}

/// A progress bar that appears when it is worth it.
struct Meter {
    bar: ProgressBar,
    start: Instant,
    visible: AtomicBool,
}

impl Meter {
    fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{msg:>20} [{bar:40}] {percent:>3} %") {
            bar.set_style(style.progress_chars("=> "));
        }
        Self { bar, start: Instant::now(), visible: AtomicBool::new(false) }
    }

    fn show(&self, progress: Progress) {
        if self.start.elapsed() < PATIENCE {
            return;
        }
        if !self.visible.swap(true, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_length(progress.total);
        self.bar.set_message(progress.stage);
        self.bar.set_position(progress.done);
    }
}

/// Prints the problems, and hands out the snapshot if there is one.
pub(super) fn report(loaded: Loaded, io: &mut Io<'_>) -> Result<Snapshot, Failure> {
    let text = to_text(&loaded.diagnostics, &loaded.sources, io.error_style());
    io.stderr.write_all(text.as_bytes())?;
    match loaded.snapshot {
        Some(snapshot) => Ok(snapshot),
        None => {
            writeln!(io.stderr, "{}", problem_count(&loaded.diagnostics))?;
            Err(Failure::Reported)
        }
    }
}

/// `2 errors, 1 warning`
pub(super) fn problem_count(diagnostics: &Diagnostics) -> String {
    let of = |severity| diagnostics.iter().filter(|d| d.code.severity() == severity).count();
    match (of(Severity::Error), of(Severity::Warning)) {
        (0, 0) => "no problems".to_owned(),
        (0, warnings) => count(warnings, "warning", "warnings"),
        (errors, 0) => count(errors, "error", "errors"),
        (errors, warnings) => {
            let errors = count(errors, "error", "errors");
            format!("{errors}, {}", count(warnings, "warning", "warnings"))
        }
    }
}

/// `1,234 links`
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// `1,234`
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `412 entities and 1,120 links in 36 ms`
pub(super) fn summary(snapshot: &Snapshot) -> String {
    format!(
        "{} and {} in {}",
        count(snapshot.graph().node_count(), "entity", "entities"),
        count(snapshot.graph().link_count(), "link", "links"),
        duration(snapshot.load_time())
    )
}

/// `36 ms`, `1.5 s`
fn duration(time: Duration) -> String {
    match time.as_millis() {
        0..1_000 => format!("{} ms", time.as_millis().max(1)),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Code, Diagnostic};

    #[test]
    fn numbers_are_grouped_and_words_agree() {
        assert_eq!(count(0, "link", "links"), "0 links");
        assert_eq!(count(1, "link", "links"), "1 link");
        assert_eq!(count(999, "link", "links"), "999 links");
        assert_eq!(count(1_234_567, "link", "links"), "1,234,567 links");
    }

    #[test]
    fn problems_are_counted_by_severity() {
        let mut problems = Diagnostics::new();
        assert_eq!(problem_count(&problems), "no problems");
        problems.push(Diagnostic::without_place(Code::SelfLink, "a"));
        assert_eq!(problem_count(&problems), "1 warning");
        problems.push(Diagnostic::without_place(Code::UnknownId, "b"));
        problems.push(Diagnostic::without_place(Code::UnknownId, "c"));
        assert_eq!(problem_count(&problems), "2 errors, 1 warning");
    }

    #[test]
    fn times_are_short() {
        assert_eq!(duration(Duration::from_micros(3)), "1 ms");
        assert_eq!(duration(Duration::from_millis(999)), "999 ms");
        assert_eq!(duration(Duration::from_millis(1_540)), "1.5 s");
    }
}
