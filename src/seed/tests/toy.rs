//! A small world for the tests of this module.

use crate::{
    diagnostics::{Diagnostics, SourceMap, Style, to_text},
    ontology::{Ontology, parse},
};

const DEFINITIONS: &str = r#"
enum Form { COMPANY MINISTRY }
type Organization @node {
  form: Form
  staff: Int
  revenue: Float
  site: URL
  extra: JSON
  tags: [String!]!
  cooperatesWith: [Organization!]! @relationship(type: "COOPERATES_WITH", direction: BOTH)
  posts: [Post!]! @relationship(type: "POST_IN", direction: IN)
}
type Person @node(plural: "people") @temporal(start: ["born"], end: ["died"]) {
  born: PartialDate
  died: PartialDate
  posts: [Post!]! @relationship(type: "HOLDS_POST", direction: OUT, properties: "Tenure")
}
type Post @node {
  body: Organization! @relationship(type: "POST_IN", direction: OUT)
  holders: [Person!]! @relationship(type: "HOLDS_POST", direction: IN, properties: "Tenure")
}
type Tenure @relationshipProperties {
  title: String
  acting: Boolean @default(value: false)
  party: Organization @alias(property: "sent-by")
}
"#;

/// Organizations, posts in them, people who hold these, and sources.
pub(super) fn ontology() -> Ontology {
    let mut sources = SourceMap::new();
    let mut problems = Diagnostics::new();
    let file = sources.add("toy.graphql", DEFINITIONS);
    let ontology = parse(&sources, &[file], &mut problems);
    ontology.unwrap_or_else(|| panic!("{}", to_text(&problems, &sources, Style::Plain)))
}
