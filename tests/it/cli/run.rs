//! Runs the binary, away from the settings of whoever runs the tests.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What a run came to.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) code: Option<i32>,
    pub(super) out: String,
    pub(super) err: String,
}

impl Ran {
    /// The run, if it ended well and said nothing to people.
    #[track_caller]
    pub(super) fn quiet(self) -> Self {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{}", self.out);
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// The binary with some arguments, in the project's folder, without `CORRIDOR_*`.
pub(super) fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_corridor"));
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CORRIDOR_") || name == "NO_COLOR" {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a command with nothing on standard input.
pub(super) fn run(command: &mut Command) -> Ran {
    run_with_input(command, "")
}

/// Runs a command with a text on standard input.
pub(super) fn run_with_input(command: &mut Command, input: &str) -> Ran {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    // A process that does not read its input may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the binary with some arguments in the project's folder.
pub(super) fn corridor(args: &[&str]) -> Ran {
    run(&mut command(args))
}

/// A folder for one test, gone when it is dropped.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new(test: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("corridor-it-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        let folder = Self(path);
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs the binary in this folder.
    pub(super) fn corridor(&self, args: &[&str]) -> Ran {
        run(command(args).current_dir(&self.0))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A kind, a relation and an entity: about the least that can be served.
pub(super) const SMALL: &[(&str, &str)] = &[
    (
        "schema/people.graphql",
        "type Person @node(plural: \"people\") {\n  age: Int\n  \
         knows: [Person!]! @relationship(type: \"KNOWS\", direction: BOTH)\n}\n",
    ),
    ("seed/people.yaml", "Person:\n  ann:\n    name: Ann\n    age: 30\n"),
];
