//! Assertions for the tests of rules: a text is accepted, or rejected with these problems.

use crate::{
    diagnostics::{Diagnostics, SourceMap, Style, to_text},
    ontology::{Ontology, parse},
};
use expect_test::Expect;

/// Checks the problems of a text as they are shown, place and all.
#[expect(clippy::needless_pass_by_value, reason = "`expect![]` reads best as it is")]
pub(super) fn rejects(text: &str, expected: Expect) {
    let (ontology, shown) = read(text);
    expected.assert_eq(&shown);
    assert!(ontology.is_none(), "nothing comes of a text with problems");
}

/// Checks that a text has no problems, and returns what it means.
pub(super) fn accepts(text: &str) -> Ontology {
    let (ontology, shown) = read(text);
    assert_eq!(shown, "");
    ontology.expect("a text without problems has a meaning")
}

fn read(text: &str) -> (Option<Ontology>, String) {
    let (mut sources, mut problems) = (SourceMap::new(), Diagnostics::new());
    let file = sources.add("a.graphql", text.trim_start_matches('\n'));
    let ontology = parse(&sources, &[file], &mut problems);
    (ontology, to_text(&problems, &sources, Style::Plain))
}
