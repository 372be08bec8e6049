//! `corridor export`.

use super::run::{Folder, SMALL, corridor};
use std::fs;

#[test]
fn a_file_and_standard_output_have_the_same_bytes() {
    let folder = Folder::new("export-file", SMALL);
    let printed = folder.corridor(&["export", "--format", "graphml"]).quiet().out;
    folder.corridor(&["export", "--output", "graph.graphml"]).quiet();
    assert_eq!(fs::read_to_string(folder.path().join("graph.graphml")).unwrap(), printed);
    assert!(printed.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml "));
}

#[test]
fn a_folder_takes_all_tables() {
    let folder = Folder::new("export-folder", SMALL);
    folder.corridor(&["export", "--format", "csv", "--output", "tables/"]).quiet();
    for part in ["links", "nodes", "sources"] {
        let option = format!("part={part}");
        let printed = folder.corridor(&["export", "--format", "csv", "--option", &option]).quiet();
        let path = folder.path().join(format!("tables/{part}.csv"));
        assert_eq!(fs::read_to_string(path).unwrap(), printed.out);
    }
    let refused = folder.corridor(&["export", "--format", "gexf", "--output", "tables/"]);
    assert_eq!(refused.code, Some(2));
    assert_eq!(refused.err, "error: GEXF 1.3 is one file, and \"tables/\" is a folder\n");
}

#[test]
fn what_surrounds_an_entity_is_named_after_it() {
    let picture = corridor(&["export", "--roots", "socar", "--format", "svg"]).quiet().out;
    let title = "<title>State Oil Company of the Republic of Azerbaijan: up to 1 step</title>";
    assert!(picture.contains(title), "{picture}");
}

#[test]
fn what_makes_no_sense_is_refused() {
    for (args, expected) in [
        (
            &["--roots", "sokar", "--format", "svg"][..],
            "error: there is no entity \"sokar\"; did you mean \"socar\"?\n",
        ),
        (
            &["--format", "svg", "--argument", "asOf=2025-12-08"],
            "error: --argument is one of a field; give --roots or --field\n",
        ),
        (
            &["--format", "svg", "--field", "path", "--argument", "from=socar"],
            "error: no field `path` shows a part of the graph; subgraph, connect, paths, \
             shortestPath do; did you mean \"paths\"?\n",
        ),
        (
            &["--format", "svg", "--roots", "socar", "--argument", "asOf"],
            "error: --argument asOf has no value; write NAME=VALUE\n",
        ),
        (
            &["--format", "svg", "--metrics", "degree,pagerank"],
            "error: --metrics: there is no measure \"pagerank\"; did you mean \"pageRank\"?; there \
             are degree, inDegree, outDegree, pageRank, betweenness, closeness, harmonic, coreness, \
             clustering, component, community\n",
        ),
        (&[], "error: give --format, or --output with a file\n"),
        (
            &["--format", "csv", "--option", "part"],
            "error: --option part has no value; write NAME=VALUE\n",
        ),
        (
            &["--format", "csv", "--option", "part=link"],
            "error: \"link\" is no `part`; it is one of links, nodes, sources; did you mean \
             \"links\"?\n",
        ),
    ] {
        let ran = corridor(&[&["export"], args].concat());
        assert_eq!((ran.code, ran.err.as_str()), (Some(2), expected), "{args:?}");
    }
    let ran = corridor(&["export", "--output", "graph.doc"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.starts_with("error: \"graph.doc\" does not end as a format does (gexf, "));
}

/// The address of a file, taken apart, is the arguments of the command.
#[test]
fn the_command_gives_the_bytes_of_the_api() {
    let query = "{ subgraph(roots: [\"socar\", \"baku-port\"], depth: 2, asOf: \"2025-12-08\", \
                 relations: [OWNS, PART_OF, HOLDS_OFFICE], where: {id: {ne: \"a&b=c\"}}) \
                 { export(format: GEXF) exportUrl(format: GEXF) } }";
    let answer = corridor(&["query", query]).quiet().json();
    let graph = &answer["data"]["subgraph"];
    let url = graph["exportUrl"].as_str().unwrap();
    let (path, parameters) = url.split_once('?').unwrap();
    assert_eq!(path, "/export/subgraph.gexf");
    let mut args =
        vec!["export".to_owned(), "--format=gexf".to_owned(), "--field=subgraph".to_owned()];
    for (name, value) in form_urlencoded::parse(parameters.as_bytes()) {
        args.push(format!("--argument={name}={value}"));
    }
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    assert_eq!(corridor(&args).quiet().out, graph["export"].as_str().unwrap());
}

#[test]
fn a_file_has_the_measures_that_are_asked_for() {
    let args = ["export", "--format", "node-link", "--metrics", "pageRank,degree"];
    let printed = corridor(&args).quiet().out;
    let file: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let nodes = file["nodes"].as_array().unwrap();
    assert!(nodes.len() > 100);
    assert!(nodes.iter().all(|it| it["pageRank"].is_f64() && it["degree"].is_u64()));
    let option = ["export", "--format", "node-link", "--option", "metrics=pageRank,degree"];
    assert_eq!(corridor(&option).quiet().out, printed);
}
