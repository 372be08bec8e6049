//! Time that this thread had a processor.

use std::{fs, time::Instant};

/// Nanoseconds that this thread has run, by the kernel's count (Linux); wall time elsewhere.
pub(crate) fn now(start: Instant) -> u64 {
    let scheduled = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let run = scheduled.and_then(|text| text.split(' ').next()?.parse().ok());
    run.unwrap_or_else(|| start.elapsed().as_nanos() as u64)
}

/// Runs something: what it returns, and how long it took in milliseconds.
pub(crate) fn time<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let before = now(start);
    let result = work();
    (result, (now(start) - before) as f64 / 1e6)
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
