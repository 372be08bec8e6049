//! Tests of the order of precedence of settings, and of the messages about wrong ones.

use super::*;
use crate::cli::args::{Cli, Command};
use clap::{CommandFactory, Parser};
use expect_test::{Expect, expect};
use std::ffi::OsString;

fn variables(list: &[(&str, &str)]) -> Vec<(String, OsString)> {
    list.iter().map(|(name, value)| ((*name).to_owned(), OsString::from(value))).collect()
}

/// The defaults with a file over them.
fn file(text: &str) -> Result<Config, String> {
    let mut config = Config::default();
    file::apply(&mut config, text, "corridor.toml", Path::new("data")).map(|()| config)
}

/// The defaults with variables over them.
fn environment(list: &[(&str, &str)]) -> Result<Config, String> {
    let mut config = Config::default();
    environment::apply(&mut config, &variables(list)).map(|()| config)
}

/// The options of `serve`, put over some settings.
fn with_options(mut config: Config, options: &[&str]) -> Config {
    let words = ["corridor", "serve"].iter().chain(options);
    let cli = Cli::try_parse_from(words).unwrap();
    let Command::Serve(args) = cli.command else { panic!("another command") };
    args.apply(&mut config).unwrap();
    config
}

fn check_file(text: &str, expected: &Expect) {
    expected.assert_eq(&file(text).unwrap_err());
}

#[test]
fn options_win_over_the_environment_and_that_over_the_file() {
    let mut config = file(
        "listen = 'localhost:3'\nexplain = true\nlog = 'debug'\n\
         [limits]\ndepth = 3\nfields = 3\ntokens = 3_000\n",
    )
    .unwrap();
    let variables = variables(&[
        ("CORRIDOR_LISTEN", "localhost:2"),
        ("CORRIDOR_EXPLAIN", "0"),
        ("CORRIDOR_LIMIT_DEPTH", "2"),
        ("CORRIDOR_LIMIT_FIELDS", "2"),
    ]);
    environment::apply(&mut config, &variables).unwrap();
    let config = with_options(config, &["--listen", "[::1]:1", "--limit", "depth=1"]);
    assert_eq!(config.listen.as_str(), "[::1]:1");
    assert!(!config.explain);
    assert_eq!(config.log, "debug");
    let Limits { depth, fields, tokens, aliases, .. } = config.limits;
    assert_eq!((depth, fields, tokens, aliases), (1, 2, 3_000, Limits::default().aliases));
}

#[test]
fn where_all_are_silent_the_defaults_hold() {
    let config = with_options(Config::default(), &[]);
    assert_eq!(config, Config::default());
    assert_eq!((config.listen.as_str(), config.log.as_str()), ("127.0.0.1:8000", "info"));
    assert_eq!((config.cors, config.public_url, config.explain), (Cors::Off, None, false));
}

#[test]
fn options_have_the_forms_of_their_settings() {
    let config = with_options(
        Config::default(),
        &[
            "-l",
            "localhost:80",
            "--cors-origin",
            "https://a.example",
            "--cors-origin",
            "https://b.example",
            "--explain",
            "--schema",
            "my/schema",
            "--log",
            "warn",
            "--public-url",
            "https://c.example/",
        ],
    );
    let origins = vec!["https://a.example".to_owned(), "https://b.example".to_owned()];
    assert_eq!(config.cors, Cors::Origins(origins));
    assert_eq!(config.public_url.unwrap().to_string(), "https://c.example");
    assert_eq!((config.explain, config.log.as_str()), (true, "warn"));
    assert_eq!(config.listen.as_str(), "localhost:80");
    let explain = |option| with_options(file("explain = true").unwrap(), &[option]).explain;
    assert!(!explain("--explain=false") && explain("--explain=true") && explain("--explain"));
}

#[test]
fn an_option_with_a_wrong_value_is_told() {
    for (option, value, says) in [
        ("--listen", "80", "HOST:PORT is wanted"),
        ("--cors-origin", "a.example", "is not an origin"),
        ("--public-url", "a.example", "it has no scheme"),
        ("--limit", "dept=3", "did you mean \"depth\"?"),
    ] {
        let error = Cli::try_parse_from(["corridor", "serve", option, value]).unwrap_err();
        let text = error.to_string();
        assert!(text.contains(says) && text.contains(option), "{text}");
    }
    let error = Cli::try_parse_from(["corridor", "serve", "--explain=maybe"]).unwrap_err();
    assert!(error.to_string().contains("true or false is wanted here"), "{error}");
}

#[test]
fn folders_are_taken_where_one_is_named_or_both_are_there() {
    let folders =
        |schema: &str, seed: &str| DataSet::Folders { schema: schema.into(), seed: seed.into() };
    let default = Config::default();
    assert_eq!(default.data_set(|_| true), folders("schema", "seed"));
    assert_eq!(default.data_set(|folder| folder == Path::new("schema")), DataSet::BuiltIn);
    let one = with_options(Config::default(), &["--schema", "a"]);
    assert_eq!(one.data_set(|_| false), folders("a", "seed"));
    let other = with_options(Config::default(), &["--seed", "b"]);
    assert_eq!(other.data_set(|_| false), folders("schema", "b"));
}

#[test]
fn paths_in_a_file_start_from_its_folder() {
    let config = file("schema = 'types'\nseed = '/facts'\n").unwrap();
    assert_eq!(config.schema, Some(PathBuf::from("data/types")));
    assert_eq!(config.seed, Some(PathBuf::from("/facts")));
    let config = environment(&[("CORRIDOR_SCHEMA", "types")]).unwrap();
    assert_eq!(config.schema, Some(PathBuf::from("types")));
}

#[test]
fn origins_are_a_list_in_every_form() {
    let list = vec!["https://a.example".to_owned(), "https://b.example".to_owned()];
    let listed = "https://a.example, https://b.example";
    let expected = Cors::Origins(list);
    assert_eq!(environment(&[("CORRIDOR_CORS_ORIGIN", listed)]).unwrap().cors, expected);
    let in_file = file("cors_origin = ['https://a.example', 'https://b.example']\n").unwrap();
    assert_eq!(in_file.cors, expected);
    assert_eq!(file("cors_origin = '*'\n").unwrap().cors, Cors::Any);
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
    let ours = environment(&[
        ("CORRIDOR_EXPLAIN", "maybe"),
        ("CORRIDOR_LIMIT_DEPHT", "3"),
        ("CORRIDOR_LISTEN", "8000"),
        ("CORRIDOR_PORT", "tcp://10.0.0.1:80"),
    ]);
    expect![[r#"
        CORRIDOR_EXPLAIN: true or false is wanted here
        CORRIDOR_LIMIT_DEPHT: there is no limit "depht"; did you mean "depth"?
        CORRIDOR_LISTEN: HOST:PORT is wanted, such as 127.0.0.1:8000 or 0.0.0.0:80"#]]
    .assert_eq(&ours.unwrap_err());
    let others = [("CORRIDOR_PORT", "tcp://10.0.0.1:80"), ("CORRIDOR_CONFIG", "c")];
    assert_eq!(environment(&others).unwrap(), Config::default());
    assert_eq!(environment::config_file(&variables(&others)), Some(PathBuf::from("c")));
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
fn every_setting_is_an_option_of_serve_and_only_the_data_set_of_others() {
    let command = Cli::command();
    let has = |command_name: &str, setting: &Setting| {
        let command = command.find_subcommand(command_name).unwrap();
        command.get_opts().any(|it| it.get_long() == Some(setting.option))
    };
    for setting in &SETTINGS {
        assert_eq!(setting.option, setting.name.replace('_', "-"));
        assert!(has("serve", setting), "{}", setting.name);
        for other in ["check", "query", "schema"] {
            // `query --explain` prints a plan: another option of this name.
            let own = other == "query" && setting.name == "explain";
            assert_eq!(has(other, setting), !setting.of_server || own, "{}", setting.name);
        }
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
    let mut config = Config::default();
    file::apply(&mut config, &uncommented, "corridor.toml", Path::new("")).unwrap();
    assert_eq!(config.schema.take(), Some("schema".into()));
    assert_eq!(config.seed.take(), Some("seed".into()));
    assert_eq!(config, Config::default());
    assert_eq!(uncommented.matches(" = ").count(), SETTINGS.len() + Limits::TABLE.len());
    assert_eq!(file(&commented_file()).unwrap(), Config::default());
}

#[test]
fn warnings_are_allowed_by_their_codes_and_links_fade_by_default() {
    let allowed = |text: &str| {
        let config = file(text)?;
        let codes: Vec<&str> = config.allow.iter().map(|code| code.as_str()).collect();
        let fades = config.fades.map(|period| period.to_string()).unwrap_or_default();
        Ok::<String, String>(format!("{codes:?} {fades}"))
    };
    assert_eq!(
        allowed("allow = ['self-link', 'never-in-force']\nfades = 'P18M'").unwrap(),
        "[\"self-link\", \"never-in-force\"] P1Y6M"
    );
    assert_eq!(allowed("allow = []\nfades = ''").unwrap(), "[] ");
    let problem = |text: &str| allowed(text).unwrap_err();
    assert!(
        problem("allow = ['self-lnk']")
            .contains("there is no warning \"self-lnk\"; did you mean \"self-link\"?")
    );
    assert!(
        problem("allow = ['unknown-id']")
            .contains("\"unknown-id\" is no warning, it is of the severity error")
    );
    assert!(
        problem("fades = '2 years'").contains("\"2 years\" is no period; write P2Y for two years")
    );
    let config = with_options(
        Config::default(),
        &["--allow", "self-link", "--allow", "ignored-file", "--fades", "P2Y"],
    );
    assert_eq!(config.allow, [Code::SelfLink, Code::IgnoredFile]);
    assert_eq!(config.fades, "P2Y".parse().ok());
}
