//! `corridor init`, and what it writes.

use super::run::Folder;
use std::fs;

#[test]
fn a_new_project_is_checked_asked_and_explained() {
    let folder = Folder::new("init", &[]);
    let ran = folder.corridor(&["init", "mine"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    assert!(ran.err.contains("wrote mine/schema/corridor.graphql\n"), "{}", ran.err);
    let mine = Folder::new("init-moved", &[]);
    fs::remove_dir(mine.path()).unwrap();
    fs::rename(folder.path().join("mine"), mine.path()).unwrap();

    let check = mine.corridor(&["check", "--deny-warnings"]);
    assert_eq!(check.code, Some(0), "{}", check.err);
    assert!(check.err.contains("4 kinds, 9 entities, 9 links, 2 sources"), "{}", check.err);

    let query = mine.corridor(&["query", "--file", "queries/who-works-on-what.graphql"]).quiet();
    let projects = query.json();
    let quay = &projects["data"]["projects"]["nodes"][0];
    assert_eq!(quay["name"], "North Quay");
    let lead = &quay["team"]["edges"][0];
    assert_eq!((&lead["role"], &lead["node"]["name"]), (&"lead".into(), &"Ada Brandt".into()));
    assert_eq!(lead["node"]["worksFor"]["edges"][0]["title"], "director");
    assert_eq!(quay["funders"]["edges"][0]["amount"], 40);
}

/// The README of a new project tells what to type; each of its commands is to work.
#[test]
fn the_commands_of_its_readme_work() {
    let folder = Folder::new("init-readme", &[]);
    assert_eq!(folder.corridor(&["init", "."]).code, Some(0));
    let readme = fs::read_to_string(folder.path().join("README.md")).unwrap();
    let block = readme.split("```").nth(1).unwrap();
    let mut ran = 0;
    for line in block.lines().filter_map(|line| line.strip_prefix("corridor ")) {
        // Words as the shell of the README splits them: quotes hold one argument.
        let parts: Vec<_> = line.split('\'').collect();
        let mut args: Vec<_> = parts[0].split_whitespace().collect();
        args.extend(parts.get(1));
        if args != ["serve"] {
            assert_eq!(folder.corridor(&args).code, Some(0), "{line}");
            ran += 1;
        }
    }
    assert_eq!(ran, 3);
}

#[test]
fn nothing_is_overwritten_and_nothing_half_written() {
    let folder = Folder::new("init-there", &[("seed/people.yaml", "mine\n")]);
    let ran = folder.corridor(&["init", "."]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("seed/people.yaml\" is there already"), "{}", ran.err);
    assert_eq!(fs::read_to_string(folder.path().join("seed/people.yaml")).unwrap(), "mine\n");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let folder = Folder::new("init-file", &[("mine", "a file\n")]);
    let ran = folder.corridor(&["init", "mine"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.starts_with("error: cannot write \"mine/README.md\": "), "{}", ran.err);
}
