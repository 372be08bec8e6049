//! Which origin wins, and what is said of a setting that is wrong.

use super::*;
use clap::CommandFactory;
use expect_test::{Expect, expect};
use std::ffi::OsString;

fn variables(list: &[(&str, &str)]) -> Vec<(String, OsString)> {
    list.iter().map(|(name, value)| ((*name).to_owned(), OsString::from(value))).collect()
}

fn file(text: &str) -> Result<RawConfig, String> {
    file::read(text, "corridor.toml", Path::new("data"))
}

fn check_file(text: &str, expected: &Expect) {
    expected.assert_eq(&file(text).unwrap_err());
}

fn decided(raw: RawConfig) -> Config {
    Config::from_raw(raw, |_| false).unwrap()
}

#[test]
fn flags_win_over_the_environment_and_that_over_the_file() {
    let flags = RawConfig {
        listen: Some("[::1]:1".parse().unwrap()),
        limits: vec!["depth=1".parse().unwrap()],
        ..RawConfig::default()
    };
    let environment = environment::read(&variables(&[
        ("CORRIDOR_LISTEN", "localhost:2"),
        ("CORRIDOR_EXPLAIN", "0"),
        ("CORRIDOR_LIMIT_DEPTH", "2"),
        ("CORRIDOR_LIMIT_FIELDS", "2"),
    ]))
    .unwrap();
    let file = file(
        "listen = 'localhost:3'\nexplain = true\nlog = 'debug'\n\
         [limits]\ndepth = 3\nfields = 3\ntokens = 3_000\n",
    )
    .unwrap();
    let config = decided(flags.or(environment).or(file));
    assert_eq!(config.listen.as_str(), "[::1]:1");
    assert!(!config.explain);
    assert_eq!(config.log, "debug");
    let Limits { depth, fields, tokens, aliases, .. } = config.limits;
    assert_eq!((depth, fields, tokens, aliases), (1, 2, 3_000, Limits::default().aliases));
}

#[test]
fn where_all_are_silent_the_defaults_hold() {
    let config = decided(RawConfig::default());
    assert_eq!(
        config,
        Config {
            data: DataSet::BuiltIn,
            limits: Limits::default(),
            listen: "127.0.0.1:8000".parse().unwrap(),
            cors: Cors::Off,
            public_url: None,
            explain: false,
            log: "info".to_owned(),
        }
    );
}

#[test]
fn folders_are_taken_where_one_is_named_or_both_are_there() {
    let folders =
        |schema: &str, seed: &str| DataSet::Folders { schema: schema.into(), seed: seed.into() };
    assert_eq!(data_set(None, None, |_| true), folders("schema", "seed"));
    assert_eq!(data_set(None, None, |folder| folder == Path::new("schema")), DataSet::BuiltIn);
    assert_eq!(data_set(Some("a".into()), None, |_| false), folders("a", "seed"));
    assert_eq!(data_set(None, Some("b".into()), |_| false), folders("schema", "b"));
}

#[test]
fn paths_in_a_file_start_from_its_folder() {
    let raw = file("schema = 'types'\nseed = '/facts'\n").unwrap();
    assert_eq!(raw.schema, Some(PathBuf::from("data/types")));
    assert_eq!(raw.seed, Some(PathBuf::from("/facts")));
}

#[test]
fn origins_are_a_list_in_every_form() {
    let list = vec!["https://a.example".to_owned(), "https://b.example".to_owned()];
    let environment =
        variables(&[("CORRIDOR_CORS_ORIGIN", "https://a.example, https://b.example")]);
    assert_eq!(environment::read(&environment).unwrap().cors_origin, Some(list.clone()));
    let in_file = file("cors_origin = ['https://a.example', 'https://b.example']\n").unwrap();
    assert_eq!(in_file.cors_origin, Some(list.clone()));
    assert_eq!(decided(in_file).cors, Cors::Origins(list));
    assert_eq!(decided(file("cors_origin = '*'\n").unwrap()).cors, Cors::Any);
}

#[test]
fn every_problem_of_a_file_has_its_place() {
    check_file(
        "lisen = '0.0.0.0:80'\nexplain = 1\nlog = true\ncors-origin = '*'\nlisten = '80'\n\
         \n[limits]\ndeph = 3\nfields = 'x'\ntokens = -1\n",
        &expect![[r#"
            corridor.toml:1:1: there is no setting "lisen"; did you mean "listen"?
            corridor.toml:2:11: true or false is wanted here
            corridor.toml:3:7: a text in quotes is wanted here
            corridor.toml:4:1: there is no setting "cors-origin"; did you mean "cors_origin"?
            corridor.toml:5:10: HOST:PORT is wanted, such as 127.0.0.1:8000 or 0.0.0.0:80
            corridor.toml:8:1: there is no limit "deph"; did you mean "depth"?
            corridor.toml:9:1: the limit "fields" is a whole number of fields, such as 2000
            corridor.toml:10:1: the limit "tokens" is a whole number of tokens, such as 8000"#]],
    );
    check_file("limits = 5\n", &expect!["corridor.toml:1:10: a table is wanted here: [limits]"]);
}

#[test]
fn a_file_that_is_no_toml_is_told_with_its_place() {
    check_file(
        "listen = \n",
        &expect!["corridor.toml:1:10: string values must be quoted, expected literal string"],
    );
    check_file("log = 'a'\nlog = 'b'\n", &expect!["corridor.toml:2:1: duplicate key"]);
}

#[test]
fn the_environment_is_checked_as_strictly_but_for_names_of_others() {
    let ours = variables(&[
        ("CORRIDOR_EXPLAIN", "maybe"),
        ("CORRIDOR_LIMIT_DEPHT", "3"),
        ("CORRIDOR_LISTEN", "8000"),
        ("CORRIDOR_PORT", "tcp://10.0.0.1:80"),
    ]);
    expect![[r#"
        CORRIDOR_EXPLAIN: true or false is wanted here
        CORRIDOR_LIMIT_DEPHT: there is no limit "depht"; did you mean "depth"?
        CORRIDOR_LISTEN: HOST:PORT is wanted, such as 127.0.0.1:8000 or 0.0.0.0:80"#]]
    .assert_eq(&environment::read(&ours).unwrap_err());
    let others = variables(&[("CORRIDOR_PORT", "tcp://10.0.0.1:80"), ("CORRIDOR_CONFIG", "c")]);
    assert_eq!(environment::read(&others).unwrap(), RawConfig::default());
    assert_eq!(environment::config_file(&others), Some(PathBuf::from("c")));
}

#[test]
fn a_limit_is_set_by_name_and_number() {
    let limit = |text: &str| text.parse::<LimitSetting>();
    assert_eq!(limit("cost=2_000").unwrap(), LimitSetting { name: "cost", value: 2_000 });
    assert_eq!(limit("cost").unwrap_err(), "NAME=VALUE is wanted, such as depth=30");
    assert_eq!(
        limit("pagesize=3").unwrap_err(),
        "there is no limit \"pagesize\"; did you mean \"page_size\"?"
    );
    assert_eq!(
        limit("cost=1e3").unwrap_err(),
        "the limit \"cost\" is a whole number of objects, such as 2000000"
    );
}

#[test]
fn every_setting_is_an_option_and_can_be_set_by_name() {
    let command = crate::cli::args::Cli::command();
    let serve = command.find_subcommand("serve").unwrap();
    for setting in SETTINGS {
        let option = setting.name.replace('_', "-");
        assert!(serve.get_opts().any(|it| it.get_long() == Some(&option)), "--{option}");
    }
}

#[test]
fn the_commented_file_is_a_valid_one_with_every_default() {
    let uncommented: String = commented_file()
        .lines()
        .skip(2)
        .map(|line| line.strip_prefix("# ").filter(|rest| rest.contains(" = ")).unwrap_or(line))
        .map(|line| format!("{line}\n"))
        .collect();
    let raw = file::read(&uncommented, "corridor.toml", Path::new("")).unwrap();
    assert_eq!(raw.limits.len(), Limits::TABLE.len());
    let config = Config::from_raw(raw, |_| true).unwrap();
    let default = Config::from_raw(RawConfig::default(), |_| true).unwrap();
    assert_eq!(config, default);
    assert_eq!(file(&commented_file()).unwrap(), RawConfig::default());
}
