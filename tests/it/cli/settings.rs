//! Which settings are in force: flags, then the environment, then the file, then defaults.

use super::run::{Folder, Ran, SMALL, command, run};

/// The value of a limit, as the service itself tells it.
fn limit(ran: Ran, name: &str) -> u64 {
    let response = ran.quiet().json();
    let limits = response["data"]["service"]["limits"].as_array().unwrap();
    let limit = limits.iter().find(|limit| limit["name"] == name).unwrap();
    limit["value"].as_u64().unwrap()
}

const LIMITS: [&str; 2] = ["query", "{ service { limits { name value } } }"];

#[test]
fn flags_environment_file_defaults() {
    let folder = Folder::new("settings-order", SMALL);
    let default = folder.corridor(&LIMITS);
    assert_eq!(limit(default, "depth"), 24);
    folder.write("corridor.toml", "[limits]\ndepth = 11\n");
    assert_eq!(limit(folder.corridor(&LIMITS), "depth"), 11);
    let mut with_environment = command(&LIMITS);
    with_environment.current_dir(folder.path()).env("CORRIDOR_LIMIT_DEPTH", "12");
    assert_eq!(limit(run(&mut with_environment), "depth"), 12);
    with_environment.args(["--limit", "depth=13"]);
    assert_eq!(limit(run(&mut with_environment), "depth"), 13);
}

#[test]
fn the_file_may_be_elsewhere_and_its_paths_with_it() {
    let folder = Folder::new("settings-elsewhere", &[]);
    for (name, text) in SMALL {
        folder.write(&format!("data/{name}"), text);
    }
    folder.write("data/my.toml", "schema = \"schema\"\nseed = \"seed\"\n");
    let document = "{ person(id: \"ann\") { age } }";
    let by_flag = folder.corridor(&["query", document, "--config", "data/my.toml"]).quiet();
    assert_eq!(by_flag.json()["data"]["person"]["age"], 30);
    let mut by_environment = command(&["query", document]);
    by_environment.current_dir(folder.path()).env("CORRIDOR_CONFIG", "data/my.toml");
    assert_eq!(run(&mut by_environment).quiet().json()["data"]["person"]["age"], 30);
    let absent = folder.corridor(&["check", "--config", "no.toml"]);
    assert_eq!(absent.code, Some(2));
    assert!(absent.err.starts_with("error: cannot read the settings file \"no.toml\": "));
}

#[test]
fn a_setting_that_is_not_one_ends_the_command() {
    let folder = Folder::new("settings-unknown", SMALL);
    folder.write("corridor.toml", "# mine\nlisten = \"127.0.0.1:0\"\nshema = \"schema\"\n");
    let ran = folder.corridor(&["check"]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(
        ran.err,
        "error: corridor.toml:3:1: there is no setting \"shema\"; did you mean \"schema\"?\n"
    );
    let flag = folder.corridor(&["serve", "--limit", "dept=3"]);
    assert_eq!(flag.code, Some(2));
    assert!(
        flag.err.contains("there is no limit \"dept\"; did you mean \"depth\"?"),
        "{}",
        flag.err
    );
}

#[test]
fn without_folders_the_built_in_data_set_is_used_and_named() {
    let folder = Folder::new("settings-built-in", &[("schema/notes.md", "")]);
    let ran = folder.corridor(&["check"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let origin = "the built-in data set (./schema and ./seed are not both here): 13 kinds, ";
    assert!(ran.err.starts_with(origin), "{}", ran.err);
}
