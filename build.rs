//! Makes sure that the folders compiled into the binary are there, and notices new files in them.
//!
//! `include_dir!` sees the files of a folder once, when it expands. Without the lines below,
//! cargo would rebuild for a file that changed and not for one that was added.

use std::{fs, io};

fn main() -> io::Result<()> {
    // The pages are built by npm. Without Node the binary still builds; `GET /graphql` then
    // says how to build them.
    fs::create_dir_all("web/dist")?;
    for folder in ["web/dist", "schema", "seed"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    println!("cargo:rerun-if-changed=build.rs");
    Ok(())
}
