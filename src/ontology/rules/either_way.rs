//! A field that follows a directed relationship either way fits the directed fields of it.
//!
//! `routes: [Airport!]! @relationship(type: "FLIGHT", direction: BOTH)` stands beside fields with
//! `OUT` and `IN`, which say what FLIGHT connects. The field leads to all that FLIGHT goes to from
//! an airport and to all from which it comes; and there is a link of both sorts, or one of the
//! directed fields lists the same.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, Span},
    ontology::{
        draft::{Draft, TypeDraft},
        types::Direction,
        uses::{self, Use},
    },
};
use std::collections::BTreeMap;

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    let relations = uses::by_relation(draft);
    for uses in relations.values().filter(|uses| !uses::is_symmetric(uses)) {
        let (both, directed): (Vec<&Use<'_>>, Vec<&Use<'_>>) =
            uses.iter().partition(|it| it.direction() == Direction::Both);
        // By the place of the field, so that an interface gives one problem for all its kinds.
        let mut fields: BTreeMap<Span, Vec<&Use<'_>>> = BTreeMap::new();
        for it in both {
            fields.entry(it.field.name.span).or_default().push(it);
        }
        for of_kinds in fields.values() {
            let problem = one_way(of_kinds, &directed).or_else(|| uncovered(of_kinds, &directed));
            problems.extend(problem);
        }
    }
}

/// The kinds that links of a kind go to by the directed fields, or those that they come from; each
/// with the field that says so.
fn others<'u, 'd>(
    kind: &'u TypeDraft,
    directed: &'u [&'u Use<'d>],
    way: Direction,
) -> impl Iterator<Item = (&'d TypeDraft, &'u Use<'d>)> {
    directed.iter().flat_map(move |it| {
        let is_here = *it.kind.name == *kind.name && it.direction() == way;
        let here = it.targets.iter().filter(move |_| is_here).copied();
        let is_back = it.direction() != way && it.leads_to(kind);
        here.chain(is_back.then_some(it.kind)).map(move |other| (other, *it))
    })
}

/// Tells of a field whose kinds have links in one direction only, or in none.
fn one_way(fields: &[&Use<'_>], directed: &[&Use<'_>]) -> Option<Diagnostic> {
    let field = fields.first()?;
    let has = |way| fields.iter().any(|it| others(it.kind, directed, way).next().is_some());
    let relation = &field.relationship.relation;
    let (lacks, instead) = match (has(Direction::Out), has(Direction::In)) {
        (true, true) => return None,
        (true, false) => ("never leads to", Some(Direction::Out)),
        (false, true) => ("never starts from", Some(Direction::In)),
        (false, false) => ("neither starts from nor leads to", None),
    };
    let owner = &field.owner.name;
    let message =
        format!("{} follows {relation} either way, but {relation} {lacks} {owner}", field.title());
    let problem = Diagnostic::new(Code::EitherWayMismatch, field.relationship.span, message);
    let Some(way) = instead else {
        let said = directed.first()?;
        return Some(problem.label(said.relationship.span, "it is between other types"));
    };
    let same = directed.iter().find(|it| *it.owner.name == **owner && it.direction() == way);
    Some(match same {
        Some(same) => {
            problem.label(same.field.name.span, "the same links").help("leave the field out")
        }
        None => {
            let word = if way == Direction::Out { "OUT" } else { "IN" };
            problem.help(format!("write direction: {word}"))
        }
    })
}

/// Tells of kinds that the directed fields connect with a kind and to which the field does not lead.
fn uncovered(fields: &[&Use<'_>], directed: &[&Use<'_>]) -> Option<Diagnostic> {
    let field = fields.first()?;
    let ways = [Direction::Out, Direction::In];
    let connected = fields
        .iter()
        .flat_map(|it| ways.into_iter().flat_map(|way| others(it.kind, directed, way)));
    let missing: Vec<_> = connected.filter(|(other, _)| !field.leads_to(other)).collect();
    let (_, said) = missing.first()?;
    let mut kinds: Vec<String> =
        missing.iter().map(|(kind, _)| format!("\"{}\"", kind.name)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let relation = &field.relationship.relation;
    let message = format!(
        "{} does not lead to {}, which {relation} connects with {}",
        field.title(),
        kinds.join(", "),
        field.owner.name
    );
    let problem = Diagnostic::new(Code::EitherWayMismatch, field.field.ty.name.span, message);
    Some(problem.label(said.field.ty.name.span, "connected by this").help(format!(
        "it follows {relation} either way, so its type covers what {relation} goes to and what it comes from"
    )))
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use crate::ontology::Direction;
    use expect_test::expect;

    #[test]
    fn a_directed_relation_is_seen_from_both_sides() {
        let ontology = accepts(
            r#"
type Airport @node {
  flights: [Airport!]! @relationship(type: "FLIGHT", direction: OUT, properties: "Leg")
  arrivals: [Airport!]! @relationship(type: "FLIGHT", direction: IN, properties: "Leg")
  routes: [Airport!]! @relationship(type: "FLIGHT", direction: BOTH, properties: "Leg")
  twins: [Airport!]! @relationship(type: "TWIN", direction: BOTH)
}
type Leg @relationshipProperties { seats: Int }
"#,
        );
        let relation = |name| ontology.relation(ontology.relation_by_name(name).unwrap());
        let (flight, twin) = (relation("FLIGHT"), relation("TWIN"));
        assert_eq!((flight.symmetric, flight.either_way), (false, true));
        assert_eq!((twin.symmetric, twin.either_way), (true, false));
        let airport = ontology.kind(ontology.kind_by_name("Airport").unwrap());
        let is_either: Vec<bool> =
            airport.relations.iter().map(|it| ontology.follows_either_way(it)).collect();
        assert_eq!(is_either, [false, false, true, false]);
        assert_eq!(airport.relations[2].direction, Direction::Both);
    }

    #[test]
    fn what_it_connects_is_said_by_directed_fields() {
        let ontology = accepts(
            r#"
type Post @node {
  above: [Post!]! @relationship(type: "UNDER", direction: OUT)
  below: [Post!]! @relationship(type: "UNDER", direction: IN)
  near: [Entity!]! @relationship(type: "UNDER", direction: BOTH)
}
type Person @node { a: Int }
"#,
        );
        let under = ontology.relation(ontology.relation_by_name("UNDER").unwrap());
        let post = ontology.kind_by_name("Post").unwrap();
        assert_eq!(under.pairs, [(post, post)]);
    }

    #[test]
    fn its_type_covers_both_sides() {
        rejects(
            r#"
type Person @node {
  owns: [Firm!]! @relationship(type: "OWNS", direction: OUT)
}
type Firm @node {
  owns: [Site!]! @relationship(type: "OWNS", direction: OUT)
  owners: [Person!]! @relationship(type: "OWNS", direction: IN)
  tied: [Firm!]! @relationship(type: "OWNS", direction: BOTH)
}
type Site @node { a: Int }
"#,
            expect![[r#"
                a.graphql:7:10: error[either-way-mismatch]: "Firm.tied" does not lead to "Person", "Site", which OWNS connects with Firm
                  |
                7 |   tied: [Firm!]! @relationship(type: "OWNS", direction: BOTH)
                  |          ^^^^
                  a.graphql:5:10: connected by this
                  |
                5 |   owns: [Site!]! @relationship(type: "OWNS", direction: OUT)
                  |          ----
                  help: it follows OWNS either way, so its type covers what OWNS goes to and what it comes from
            "#]],
        );
    }

    #[test]
    fn a_relation_of_which_a_kind_is_on_one_side_gains_nothing() {
        rejects(
            r#"
type Person @node {
  posts: [Post!]! @relationship(type: "HOLDS", direction: OUT)
  all: [Post!]! @relationship(type: "HOLDS", direction: BOTH)
}
type Post @node {
  all: [Person!]! @relationship(type: "HOLDS", direction: BOTH)
}
type Club @node {
  all: [Person!]! @relationship(type: "HOLDS", direction: BOTH)
}
"#,
            expect![[r#"
                a.graphql:3:17: error[either-way-mismatch]: "Person.all" follows HOLDS either way, but HOLDS never leads to Person
                  |
                3 |   all: [Post!]! @relationship(type: "HOLDS", direction: BOTH)
                  |                 ^^^^^^^^^^^^^
                  a.graphql:2:3: the same links
                  |
                2 |   posts: [Post!]! @relationship(type: "HOLDS", direction: OUT)
                  |   -----
                  help: leave the field out
                a.graphql:6:19: error[either-way-mismatch]: "Post.all" follows HOLDS either way, but HOLDS never starts from Post
                  |
                6 |   all: [Person!]! @relationship(type: "HOLDS", direction: BOTH)
                  |                   ^^^^^^^^^^^^^
                  help: write direction: IN
                a.graphql:9:19: error[either-way-mismatch]: "Club.all" follows HOLDS either way, but HOLDS neither starts from nor leads to Club
                  |
                9 |   all: [Person!]! @relationship(type: "HOLDS", direction: BOTH)
                  |                   ^^^^^^^^^^^^^
                  a.graphql:2:19: it is between other types
                  |
                2 |   posts: [Post!]! @relationship(type: "HOLDS", direction: OUT)
                  |                   -------------
            "#]],
        );
    }

    #[test]
    fn an_interface_may_have_kinds_on_both_sides() {
        accepts(
            r#"
interface Party { ties: [Party!]! @relationship(type: "PAYS", direction: BOTH) }
type Person implements Party @node {
  ties: [Party!]!
  pays: [Firm!]! @relationship(type: "PAYS", direction: OUT)
}
type Firm implements Party @node { ties: [Party!]! }
"#,
        );
    }

    #[test]
    fn its_properties_are_those_of_the_relation() {
        rejects(
            r#"
type Airport @node {
  flights: [Airport!]! @relationship(type: "FLIGHT", direction: OUT, properties: "Leg")
  routes: [Airport!]! @relationship(type: "FLIGHT", direction: BOTH)
}
type Leg @relationshipProperties { seats: Int }
"#,
            expect![[r#"
                a.graphql:3:23: error[properties-mismatch]: "Airport.routes" gives FLIGHT no properties, but "Airport.flights" gives it the properties "Leg"
                  |
                3 |   routes: [Airport!]! @relationship(type: "FLIGHT", direction: BOTH)
                  |                       ^^^^^^^^^^^^^
                  a.graphql:2:82: the first field of this relationship type
                  |
                2 |   flights: [Airport!]! @relationship(type: "FLIGHT", direction: OUT, properties: "Leg")
                  |                                                                                  -----
            "#]],
        );
    }
}
