use super::*;

fn raw(text: &str) -> RawConfig {
    RawConfig::parse(text).expect("settings")
}

fn decide(flags: &str, environment: &str, file: &str) -> Result<Config, String> {
    Config::decide([raw(flags), raw(environment), raw(file)], Path::new("/nowhere"))
}

#[test]
fn flags_go_before_the_environment_before_the_file_before_defaults() {
    let config = decide(
        "listen = '1.1.1.1:1'",
        "listen = '2.2.2.2:2'\ncors-origin = ['https://b.org']",
        "listen = '3.3.3.3:3'\ncors-origin = ['*']\nexplain = true",
    )
    .expect("settings");
    assert_eq!(config.listen, "1.1.1.1:1");
    assert_eq!(config.cors, Cors::Origins(vec!["https://b.org".to_owned()]));
    assert!(config.explain);
    assert_eq!(config.data, DataSet::BuiltIn);
    assert_eq!(config.limits, Limits::default());
}

#[test]
fn each_limit_is_taken_from_the_first_place_that_has_it() {
    let config =
        decide("limits.depth = 1", "limits = {depth = 2, fields = 2}", "limits.tokens = 3")
            .expect("settings");
    let expected = Limits { depth: 1, fields: 2, tokens: 3, ..Limits::default() };
    assert_eq!(config.limits, expected);
}

#[test]
fn a_lower_page_size_lowers_the_default_one() {
    let config = decide("limits.page_size = 10", "", "").expect("settings");
    assert_eq!(config.limits.default_page_size, 10);
    let error = decide("limits = {page_size = 10, default_page_size = 11}", "", "").unwrap_err();
    assert_eq!(error, "the limit default_page_size=11 is over page_size=10");
}

#[test]
fn a_limit_that_is_not_one_is_told_which_was_meant() {
    let error = decide("limits.dept = 1", "", "").unwrap_err();
    assert_eq!(
        error,
        "there is no limit \"dept\"; did you mean \"depth\"; `corridor serve --help` lists all"
    );
}

#[test]
fn a_setting_that_is_not_one_is_told_with_its_line() {
    let error = RawConfig::parse("explain = true\nlissen = 1").unwrap_err();
    assert!(error.contains("line 2") && error.contains("unknown field `lissen`"), "{error}");
    let error = RawConfig::parse("[limits]\ndepth = -1").unwrap_err();
    assert!(error.contains("line 2"), "{error}");
}

#[test]
fn limits_are_name_and_number() {
    let parsed = parse_limits(["depth=1", "response_bytes=1_000"].into_iter(), "--limit");
    let expected = [("depth".to_owned(), 1), ("response_bytes".to_owned(), 1_000)];
    assert_eq!(parsed.expect("limits"), BTreeMap::from(expected));
    for wrong in ["depth", "depth=", "depth=x", "depth=-1", "depth=1.5"] {
        let error = parse_limits([wrong].into_iter(), "--limit");
        assert!(matches!(error, Err(Failure::Usage(_))), "{wrong}");
    }
}

#[test]
fn a_data_set_is_two_folders() {
    let nowhere = Path::new("/nowhere");
    let path = |name: &str| Some(PathBuf::from(name));
    let folders = DataSet::Folders { schema: "a".into(), seed: "b".into() };
    assert_eq!(data_set(path("a"), path("b"), nowhere), Ok(folders));
    assert_eq!(data_set(None, None, nowhere), Ok(DataSet::BuiltIn));
    let error = data_set(path("a"), None, nowhere).unwrap_err();
    assert!(error.starts_with("--schema is given and --seed is not"), "{error}");
    let error = data_set(None, path("b"), nowhere).unwrap_err();
    assert!(error.starts_with("--seed is given and --schema is not"), "{error}");
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = DataSet::Folders { schema: here.join("schema"), seed: here.join("seed") };
    assert_eq!(data_set(None, None, here), Ok(folders));
}
