//! Describes how a filter was run, for `--explain`.
//!
//! ```text
//! all of these
//!   not property born; estimated 1.0 a test, tests 64, held 60, visits 0
//!   where.met.some (MET BOTH), followed backwards to 5 entities; estimated 26.0 a test, ...
//!     node: id, in the index of id: 1; estimated 1.0 a test, tests 0, held 0, visits 0
//! ```

use super::{
    group::{Group, Measured},
    link_test::At,
};
use crate::{
    ontology::{Direction, Ontology, RelationId},
    plan::{EdgePredicate, LinkTime, Predicate},
};
use std::fmt::Write;

/// Tells the names of the indexes that have the entities which may fulfil a condition, and their
/// number.
pub(super) type Indexes<'o> = dyn Fn(&Predicate) -> Option<(String, usize)> + 'o;

/// The lines of a description.
pub(super) struct Description<'o> {
    ontology: &'o Ontology,
    indexes: &'o Indexes<'o>,
    text: String,
    depth: usize,
    /// The words before the next line.
    before: String,
}

impl<'o> Description<'o> {
    /// Describes a part and what is below it.
    pub(super) fn of(
        ontology: &'o Ontology,
        indexes: &'o Indexes<'o>,
        describe: impl FnOnce(&mut Self),
    ) -> String {
        let mut description =
            Self { ontology, indexes, text: String::new(), depth: 1, before: String::new() };
        describe(&mut description);
        description.text
    }

    pub(super) fn line(&mut self, text: &str) {
        let before = std::mem::take(&mut self.before);
        let _ = writeln!(self.text, "{:indent$}{before}{text}", "", indent = self.depth * 2);
    }

    /// Describes a condition that stands at a name.
    pub(super) fn named(&mut self, name: &str, describe: impl FnOnce(&mut Self)) {
        self.before = format!("{name}: ");
        describe(self);
    }

    pub(super) fn indented(&mut self, describe: impl FnOnce(&mut Self)) {
        self.depth += 1;
        describe(self);
        self.depth -= 1;
    }

    /// Describes a group of tests, in the order in which they are run.
    pub(super) fn group<T>(
        &mut self,
        group: &Group<T>,
        mut describe: impl FnMut(&Measured<T>, &mut Self),
    ) {
        let word = if group.decides_by { "any" } else { "all" };
        self.line(&format!("{word} of these"));
        self.indented(|to| group.tests.iter().for_each(|it| describe(it, to)));
    }

    /// The words for the index in which a condition can be looked up; none if there is none.
    pub(super) fn index(&self, predicate: &Predicate) -> String {
        let index = (self.indexes)(predicate);
        index.map_or(String::new(), |(name, count)| format!(", in the index of {name}: {count}"))
    }

    /// The words for a condition that is told from what stands at an entity.
    pub(super) fn condition(&self, predicate: &Predicate) -> String {
        match predicate {
            Predicate::All(one) | Predicate::Any(one) if one.len() == 1 => self.condition(&one[0]),
            Predicate::All(all) => format!("all of ({})", self.conditions(all)),
            Predicate::Any(any) => format!("any of ({})", self.conditions(any)),
            Predicate::Not(one) => format!("not {}", self.condition(one)),
            Predicate::Id(_) => "id".to_owned(),
            Predicate::Kind(_) => "kind".to_owned(),
            Predicate::Name(_) => "name".to_owned(),
            Predicate::Names(_) => "names".to_owned(),
            Predicate::Degree(_) => "degree".to_owned(),
            Predicate::Metric(metric, _) => format!("measure {}", metric.as_str()),
            Predicate::Property(columns, _) => {
                let name = columns.first().map(|&(kind, property)| {
                    self.ontology.kind(kind).properties[property].name.as_str()
                });
                format!("property {}", name.unwrap_or_default())
            }
            Predicate::Fields(_) => "compare".to_owned(),
            Predicate::Links { relation, direction, place, one, .. } => {
                let links = self.links(*relation, *direction, place);
                let edge = one.edge.as_ref().map(|it| self.edge_condition(Some(*relation), it));
                edge.map_or(links.clone(), |edge| format!("{links}, of the link: {edge}"))
            }
            Predicate::Citations(..) => "sources".to_owned(),
            Predicate::Summary(_) => "summary".to_owned(),
            Predicate::ExternalIds(..) => "externalIds".to_owned(),
        }
    }

    /// The words for a condition that is told from what stands at a link of a relation.
    pub(super) fn edge_condition(
        &self,
        relation: Option<RelationId>,
        predicate: &EdgePredicate,
    ) -> String {
        let each = |all: &[EdgePredicate]| {
            let words: Vec<_> = all.iter().map(|it| self.edge_condition(relation, it)).collect();
            words.join(", ")
        };
        match predicate {
            EdgePredicate::All(one) | EdgePredicate::Any(one) if one.len() == 1 => {
                self.edge_condition(relation, &one[0])
            }
            EdgePredicate::All(all) => format!("all of ({})", each(all)),
            EdgePredicate::Any(any) => format!("any of ({})", each(any)),
            EdgePredicate::Not(one) => format!("not {}", self.edge_condition(relation, one)),
            EdgePredicate::Time(LinkTime::At, _) => "at".to_owned(),
            EdgePredicate::Time(LinkTime::Since, _) => "since".to_owned(),
            EdgePredicate::Time(LinkTime::Until, _) => "until".to_owned(),
            EdgePredicate::Status(_) => "status".to_owned(),
            EdgePredicate::Evidence(_) => "evidence".to_owned(),
            EdgePredicate::IsCertain(_) => "certainty".to_owned(),
            EdgePredicate::LastAttested(_) => "lastAttested".to_owned(),
            EdgePredicate::Note(_) => "note".to_owned(),
            EdgePredicate::Property(index, _) => {
                let properties = relation.map(|it| self.ontology.properties_of(it));
                let property = properties.and_then(|it| it.get(*index));
                property.map_or("a property".to_owned(), |it| format!("property {}", it.name))
            }
            EdgePredicate::Relation(_) => "relation".to_owned(),
            EdgePredicate::From(_) => "from".to_owned(),
            EdgePredicate::To(_) => "to".to_owned(),
            EdgePredicate::Reference(referred, _) => referred.of(self.ontology).name.clone(),
            EdgePredicate::Fields(_) => "compare".to_owned(),
            EdgePredicate::Citations(..) => "sources".to_owned(),
        }
    }

    fn conditions(&self, all: &[Predicate]) -> String {
        let words: Vec<String> = all.iter().map(|it| self.condition(it)).collect();
        words.join(", ")
    }

    /// The line for conditions on an entity that a link connects or refers to.
    pub(super) fn entity(&mut self, not: &str, at: At) {
        match at {
            At::From => self.line(&format!("{not}the entity at which the link starts")),
            At::To => self.line(&format!("{not}the entity to which the link leads")),
            At::Referred(referred) => {
                self.line(&format!("{not}the {} of the link", referred.of(self.ontology).name));
            }
        }
    }

    /// The words for a condition on links, which stands at a place.
    pub(super) fn links(&self, relation: RelationId, direction: Direction, place: &str) -> String {
        format!("{place} ({} {})", self.ontology.relation(relation).name, direction.as_str())
    }
}
