//! Time that this thread had a processor.

use rustix::time::{ClockId, clock_gettime};

/// Nanoseconds that this thread has run.
fn now() -> i64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec * 1_000_000_000 + time.tv_nsec
}

/// Runs something: what it returns, and how long it took in milliseconds.
pub(crate) fn time<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let before = now();
    let result = work();
    (result, (now() - before) as f64 / 1e6)
}

/// The least of several times.
pub(crate) fn best<T>(times: usize, mut work: impl FnMut() -> T) -> (T, f64) {
    let (mut result, mut least) = time(&mut work);
    for _ in 1..times {
        let (again, took) = time(&mut work);
        if took < least {
            (result, least) = (again, took);
        }
    }
    (result, least)
}

/// The median and the 99th percentile.
pub(crate) fn percentiles(mut times: Vec<f64>) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[times.len() * 99 / 100])
}
