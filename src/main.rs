//! The `corridor` program: a thin shell around [`corridor::cli`].

use std::process::ExitCode;

/// Responses are large buffers that live shortly, where the system's allocator is slow.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    corridor::cli::run_in_process()
}
