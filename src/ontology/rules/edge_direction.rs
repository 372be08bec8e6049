//! Edges of a field that follows a directed relationship either way say which way a link goes, in a
//! field of their own: no property of the links has its name.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, Span},
    ontology::{
        draft::{Draft, Shape},
        types::Direction,
        uses::{self, Use},
    },
};
use std::collections::BTreeMap;

/// The field that edges have beside those of the links.
const ON_EDGES: &str = "direction";

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    let relations = uses::by_relation(draft);
    let directed = relations.values().filter(|uses| !uses::is_symmetric(uses));
    let either_way = directed.flatten().filter(|it| it.direction() == Direction::Both);
    // By the place of the property: many fields can list links with it.
    let mut clashes: BTreeMap<Span, &Use<'_>> = BTreeMap::new();
    for field in either_way.filter(|it| matches!(it.field.ty.shape, Shape::List { .. })) {
        if let Some(property) = property(draft, field) {
            let first = clashes.entry(property).or_insert(field);
            if field.field.name.span < first.field.name.span {
                *first = field;
            }
        }
    }
    problems.extend(clashes.into_iter().map(|(property, field)| {
        let message = format!(
            "the edges of {} say with \"{ON_EDGES}\" which way a link goes, so no property can have that name",
            field.title(),
        );
        Diagnostic::new(Code::ReservedName, property, message)
            .label(field.field.name.span, "lists links either way")
            .help("choose another name")
    }));
}

/// The place of the property of a field's links that has the name.
fn property(draft: &Draft, field: &Use<'_>) -> Option<Span> {
    let properties = field.properties()?;
    let carried = draft.types.iter().find(|ty| *ty.name == **properties)?;
    Some(carried.field(ON_EDGES)?.name.span)
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use expect_test::expect;

    #[test]
    fn a_property_is_told_once_however_many_fields_list_its_links() {
        rejects(
            r#"
type Airport @node {
  flights: [Airport!]! @relationship(type: "FLIGHT", direction: OUT, properties: "Leg")
  routes: [Airport!]! @relationship(type: "FLIGHT", direction: BOTH, properties: "Leg")
  ferries: [Airport!]! @relationship(type: "FERRY", direction: OUT, properties: "Leg")
  crossings: [Airport!]! @relationship(type: "FERRY", direction: BOTH, properties: "Leg")
}
type Leg @relationshipProperties { direction: Int }
"#,
            expect![[r#"
                a.graphql:7:36: error[reserved-name]: the edges of "Airport.routes" say with "direction" which way a link goes, so no property can have that name
                  |
                7 | type Leg @relationshipProperties { direction: Int }
                  |                                    ^^^^^^^^^
                  a.graphql:3:3: lists links either way
                  |
                3 |   routes: [Airport!]! @relationship(type: "FLIGHT", direction: BOTH, properties: "Leg")
                  |   ------
                  help: choose another name
            "#]],
        );
    }

    #[test]
    fn links_that_are_followed_one_way_say_nothing() {
        accepts(
            r#"
type Airport @node {
  flights: [Airport!]! @relationship(type: "FLIGHT", direction: OUT, properties: "Leg")
  twins: [Airport!]! @relationship(type: "TWIN", direction: BOTH, properties: "Leg")
}
type Leg @relationshipProperties { direction: Int }
"#,
        );
    }
}
