//! The binary: an allocator and a call into the library.

use std::process::ExitCode;

/// Responses are large buffers that live for a moment, where the system's allocator is slow.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    corridor::cli::main()
}
