//! A relation field is probably meant to be the other side of another one.
//!
//! `Person.posts` by HOLDS_POST and `Post.holders` by HOLD_POST are two relationship types, each
//! with one side; so are two fields that both follow a type IN. Neither field then shows what is
//! written under the other. It can be meant, so it is a warning.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, is_near},
    ontology::{
        draft::Draft,
        types::Direction,
        uses::{self, Use},
    },
};

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    let mut relations = uses::by_relation(draft);
    for uses in relations.values_mut().filter(|uses| !uses::is_symmetric(uses)) {
        // What follows a relationship either way is no side of it.
        uses.retain(|it| it.direction() != Direction::Both);
    }
    for uses in relations.values() {
        problems.extend(both_in(uses));
    }
    let of = |direction| {
        let one_sided = move |uses: &&Vec<Use<'_>>| {
            !uses.is_empty() && uses.iter().all(|it| it.direction() == direction)
        };
        relations.values().filter(one_sided)
    };
    for out in of(Direction::Out) {
        problems.extend(of(Direction::In).filter_map(|back| near(out, back)));
    }
}

/// Returns whether each of two fields leads to the kind that has the other.
fn mirror(here: &Use<'_>, there: &Use<'_>) -> bool {
    here.leads_to(there.kind) && there.leads_to(here.kind)
}

/// The first fields of two relationship types that mirror each other.
fn mirrored<'u, 'd>(
    here: &'u [Use<'d>],
    there: &'u [Use<'d>],
) -> Option<(&'u Use<'d>, &'u Use<'d>)> {
    here.iter().find_map(|a| Some((a, there.iter().find(|b| mirror(a, b))?)))
}

fn both_in(uses: &[Use<'_>]) -> Option<Diagnostic> {
    if uses.iter().any(|it| it.direction() != Direction::In) {
        return None;
    }
    let pairs =
        uses.iter().enumerate().flat_map(|(at, a)| uses.iter().skip(at + 1).map(move |b| (a, b)));
    let (first, second) =
        pairs.into_iter().find(|(a, b)| a.title() != b.title() && mirror(a, b))?;
    let relation = &second.relationship.relation;
    let message = format!(
        "{} follows {relation} IN, and so does {}: neither shows the links of the other",
        second.title(),
        first.title()
    );
    let problem = Diagnostic::new(Code::OneSidedRelationship, second.relationship.span, message)
        .label(first.relationship.span, "the other field")
        .help("if they are the two sides of one relationship, write OUT on one of them");
    Some(problem)
}

fn near(out: &[Use<'_>], back: &[Use<'_>]) -> Option<Diagnostic> {
    let (out, back) = mirrored(out, back)?;
    let (ours, theirs) = (&back.relationship.relation, &out.relationship.relation);
    if !is_near(ours, theirs) {
        return None;
    }
    let message =
        format!("\"{ours}\" is on {} only, and \"{theirs}\" on {} only", back.title(), out.title());
    let problem = Diagnostic::new(Code::OneSidedRelationship, ours.span, message)
        .label(theirs.span, "a name that is almost the same")
        .help("if they are the two sides of one relationship, give both fields the same type");
    Some(problem)
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use expect_test::expect;

    #[test]
    fn relationships_with_one_side_are_fine() {
        accepts(
            r#"
type Person @node {
  posts: [Post!]! @relationship(type: "HOLDS", direction: OUT)
  employs: [Post!]! @relationship(type: "EMPLOYS", direction: OUT)
  parents: [Person!]! @relationship(type: "CHILD_OF", direction: OUT)
}
type Post @node {
  staff: [Person!]! @relationship(type: "SERVES_IN", direction: IN)
  employs: [Person!]! @relationship(type: "EMPLOYS", direction: OUT)
}
"#,
        );
    }

    #[test]
    fn fields_that_miss_each_other_are_told() {
        rejects(
            r#"
type Person @node {
  posts: [Post!]! @relationship(type: "HOLDS_POST", direction: OUT)
  seats: [Post!]! @relationship(type: "SITS_IN", direction: IN)
  x: Nothing
}
type Post @node {
  holders: [Person!]! @relationship(type: "HOLD_POST", direction: IN)
  sitters: [Person!]! @relationship(type: "SITS_IN", direction: IN)
  all: [Person!]! @relationship(type: "SITS_IN", direction: BOTH)
}
"#,
            expect![[r#"
                a.graphql:4:6: error[unknown-type]: there is no type "Nothing"
                  |
                4 |   x: Nothing
                  |      ^^^^^^^
                a.graphql:7:43: warning[one-sided-relationship]: "HOLD_POST" is on "Post.holders" only, and "HOLDS_POST" on "Person.posts" only
                  |
                7 |   holders: [Person!]! @relationship(type: "HOLD_POST", direction: IN)
                  |                                           ^^^^^^^^^^^
                  a.graphql:2:39: a name that is almost the same
                  |
                2 |   posts: [Post!]! @relationship(type: "HOLDS_POST", direction: OUT)
                  |                                       ------------
                  help: if they are the two sides of one relationship, give both fields the same type
                a.graphql:8:23: warning[one-sided-relationship]: "Post.sitters" follows SITS_IN IN, and so does "Person.seats": neither shows the links of the other
                  |
                8 |   sitters: [Person!]! @relationship(type: "SITS_IN", direction: IN)
                  |                       ^^^^^^^^^^^^^
                  a.graphql:3:19: the other field
                  |
                3 |   seats: [Post!]! @relationship(type: "SITS_IN", direction: IN)
                  |                   -------------
                  help: if they are the two sides of one relationship, write OUT on one of them
            "#]],
        );
    }
}
