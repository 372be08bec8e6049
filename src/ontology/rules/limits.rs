//! Page sizes that can be kept.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics},
    ontology::draft::{Draft, LimitDraft},
};

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    let of_types = draft.types.iter().filter_map(|ty| ty.limit);
    let of_fields = draft.types.iter().flat_map(|ty| &ty.fields).filter_map(|field| field.limit);
    for limit in of_types.chain(of_fields) {
        check_one(limit, problems);
    }
}

fn check_one(limit: LimitDraft, problems: &mut Diagnostics) {
    for (value, span) in [limit.default, limit.max].into_iter().flatten() {
        if value == 0 {
            let message = "a page holds at least 1 entity";
            problems.push(Diagnostic::new(Code::InvalidLimit, span, message));
        }
    }
    if let (Some((default, span)), Some((max, most))) = (limit.default, limit.max)
        && default > max
    {
        let message = format!("the default {default} is over the maximum {max}");
        problems
            .push(Diagnostic::new(Code::InvalidLimit, span, message).label(most, "the maximum"));
    }
    if limit.default.is_none() && limit.max.is_none() {
        let message = "\"@limit\" says neither \"default\" nor \"max\"";
        problems.push(Diagnostic::new(Code::InvalidLimit, limit.span, message));
    }
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use crate::ontology::Limit;
    use expect_test::expect;

    #[test]
    fn the_default_is_within_the_maximum() {
        let ontology = accepts("type Person @node @limit(default: 10, max: 10) { a: Int }");
        let (_, person) = ontology.kinds().next().unwrap();
        assert_eq!(person.limit, Limit { default: Some(10), max: Some(10) });
    }

    #[test]
    fn limits_that_cannot_be_kept() {
        rejects(
            r#"
type Person @node @limit(default: 11, max: 10) {
  a: [Person!]! @relationship(type: "A", direction: OUT) @limit(default: 0)
  b: [Person!]! @relationship(type: "B", direction: OUT) @limit(max: 0)
  c: [Person!]! @relationship(type: "C", direction: OUT) @limit
}
"#,
            expect![[r#"
                a.graphql:1:35: error[invalid-limit]: the default 11 is over the maximum 10
                  |
                1 | type Person @node @limit(default: 11, max: 10) {
                  |                                   ^^
                  a.graphql:1:44: the maximum
                  |
                1 | type Person @node @limit(default: 11, max: 10) {
                  |                                            --
                a.graphql:2:74: error[invalid-limit]: a page holds at least 1 entity
                  |
                2 |   a: [Person!]! @relationship(type: "A", direction: OUT) @limit(default: 0)
                  |                                                                          ^
                a.graphql:3:70: error[invalid-limit]: a page holds at least 1 entity
                  |
                3 |   b: [Person!]! @relationship(type: "B", direction: OUT) @limit(max: 0)
                  |                                                                      ^
                a.graphql:4:58: error[invalid-limit]: "@limit" says neither "default" nor "max"
                  |
                4 |   c: [Person!]! @relationship(type: "C", direction: OUT) @limit
                  |                                                          ^^^^^^
            "#]],
        );
    }
}
