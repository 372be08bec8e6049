//! Several files, and what is expected of them, in one text.
//!
//! `//- schema/people.graphql` begins a file; `//= diagnostics` begins what is expected.
//! What stands before the first of these lines says what the case is about.

/// A case as it stands in its file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Fixture {
    /// Everything before what is expected, so that it can be written again.
    pub(crate) input: String,
    /// Path and text of each file.
    pub(crate) files: Vec<(String, String)>,
    /// What is expected.
    pub(crate) expected: String,
}

/// The line that begins what is expected.
const EXPECTED: &str = "//= diagnostics\n";

impl Fixture {
    /// Takes a text apart.
    pub(crate) fn parse(text: &str) -> Self {
        let (input, expected) = text.split_once(EXPECTED).unwrap_or((text, ""));
        let mut fixture =
            Self { input: input.into(), expected: expected.into(), ..Self::default() };
        for line in input.split_inclusive('\n') {
            if let Some(path) = line.strip_prefix("//- ") {
                fixture.files.push((path.trim_end().to_owned(), String::new()));
            } else if let Some((_, text)) = fixture.files.last_mut() {
                text.push_str(line);
            }
        }
        fixture
    }

    /// The text with something else expected.
    pub(crate) fn with_expected(&self, expected: &str) -> String {
        format!("{}{EXPECTED}{expected}", self.input)
    }
}

#[test]
fn a_text_is_taken_apart_and_put_together() {
    let text =
        "About.\n//- schema/a.graphql\none\n//- seed/b.yaml\ntwo\nthree\n//= diagnostics\nnone\n";
    let fixture = Fixture::parse(text);
    let files = [("schema/a.graphql", "one\n"), ("seed/b.yaml", "two\nthree\n")];
    assert_eq!(fixture.files, files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    assert_eq!(fixture.expected, "none\n");
    assert_eq!(fixture.with_expected("none\n"), text);
}
