//! Files that are generated from the code and committed: a stale one fails here.
//!
//! `UPDATE_EXPECT=1` writes them.

use expect_test::expect_file;

#[test]
fn directives() {
    expect_file!["../../schema/corridor.graphql"].assert_eq(&corridor::ontology::directives_sdl());
}
