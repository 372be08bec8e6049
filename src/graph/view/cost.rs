//! The cost of a step of a path.
//!
//! `HUB_PENALTY` makes a tie through a council of 8 (log2(9) = 3.2) cheaper than one through
//! a country of 10,000 (13.3). Inside, costs are whole numbers of a small unit, so that sums do
//! not depend on the order of addition and paths of one cost are ties on every machine. The
//! unit of a property is a power of ten: 10^-12 where no value is above 4, and a millionth of a
//! millionth of the largest value otherwise.

use crate::{
    graph::{Column, Graph, Keys, LinkId},
    ontology::{Ontology, RelationId},
    value::number,
};
use std::fmt;

/// By what paths are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Cost {
    /// Every step costs 1.
    #[default]
    Hops,
    /// Every step costs 1, and every inner entity log2(1 + degree) more, where its degree is
    /// the number of its links in the whole graph.
    HubPenalty,
    /// A step costs the value of a numeric property of its link, such as a distance. Links
    /// without a value are not followed.
    Property(String),
}

/// The reason why paths cannot be compared by a property.
#[derive(Clone, Debug, PartialEq)]
pub enum CostError {
    /// No relation in view has a property of this name.
    Unknown {
        /// The name that was given.
        property: String,
    },
    /// A relation has it, as something else than one `Int` or `Float`.
    NotANumber {
        /// The name that was given.
        property: String,
        /// The relation.
        relation: RelationId,
    },
    /// A link has a value below zero.
    Negative {
        /// The name that was given.
        property: String,
        /// The link.
        link: LinkId,
        /// Its value.
        value: f64,
    },
}

impl CostError {
    /// The error in words. `link_id` gives the id of a link.
    pub fn message(&self, ontology: &Ontology, link_id: impl Fn(LinkId) -> String) -> String {
        match self {
            Self::Unknown { property } => {
                format!("no relation in view has a property `{property}`")
            }
            Self::NotANumber { property, relation } => format!(
                "`{property}` of {} is no number (Int, Float, BigInt or Decimal), so it cannot be a cost",
                ontology.relation(*relation).name
            ),
            Self::Negative { property, link, value } => {
                let id = link_id(*link);
                format!("`{property}` of the link {id} is {value}; a cost cannot be negative")
            }
        }
    }
}

/// [`Cost`], looked up in a graph.
#[derive(Clone, Debug)]
pub struct Costs<'g> {
    by: By<'g>,
    /// Units in a cost of 1.
    scale: f64,
}

#[derive(Clone, Debug)]
enum By<'g> {
    Hops,
    HubPenalty,
    /// Start of each relation and its column, where it has one.
    Property(Vec<(u32, Option<&'g Column>)>),
}

/// Decimals of a cost at most.
const FINEST: i32 = 12;
/// Bits of a sum of as many of the largest steps as a path may have, a million.
const SUM_BITS: i32 = 62 - 20;

impl<'g> Costs<'g> {
    /// Looks a cost up. A property is read once from end to end: O(links of its relations).
    ///
    /// # Errors
    /// If the property is unknown, not a number, or negative for some link of the relations
    /// that are wanted. Links that do not exist for the caller count for nothing.
    pub fn new(
        graph: &'g Graph,
        cost: &Cost,
        wanted: impl Fn(RelationId) -> bool,
        exists: impl Fn(LinkId) -> bool,
    ) -> Result<Self, CostError> {
        Ok(match cost {
            Cost::Hops => Self { by: By::Hops, scale: 1.0 },
            Cost::HubPenalty => {
                // The largest step is 1 + 32.
                Self { by: By::HubPenalty, scale: 2_f64.powi(SUM_BITS - 6) }
            }
            Cost::Property(property) => Self::property(graph, property, wanted, exists)?,
        })
    }

    fn property(
        graph: &'g Graph,
        property: &str,
        wanted: impl Fn(RelationId) -> bool,
        exists: impl Fn(LinkId) -> bool,
    ) -> Result<Self, CostError> {
        let (mut columns, mut largest, mut found) = (Vec::new(), 0.0_f64, false);
        for (relation, _) in graph.ontology().relations() {
            let range = graph.links().of_relation(relation);
            let position = graph.ontology().properties_of(relation);
            let position = position.iter().position(|it| it.name == property);
            let column = position.filter(|_| wanted(relation));
            let column = column.map(|at| &graph.links().columns(relation).properties[at]);
            columns.push((range.start, column));
            let Some(column) = column else { continue };
            found = true;
            if !matches!(
                column.keys(),
                Keys::Int(_) | Keys::Float(_) | Keys::BigInt(_) | Keys::Decimal(_)
            ) {
                return Err(CostError::NotANumber { property: property.to_owned(), relation });
            }
            for (link, value) in (range.start..).zip((0..range.len()).map(|at| value(column, at))) {
                let Some(value) = value.filter(|_| exists(LinkId(link))) else { continue };
                if value < 0.0 {
                    let (property, link) = (property.to_owned(), LinkId(link));
                    return Err(CostError::Negative { property, link, value });
                }
                largest = largest.max(value);
            }
        }
        if !found {
            return Err(CostError::Unknown { property: property.to_owned() });
        }
        // A power of ten, so that tenths and cents are whole numbers: 0.1 + 0.2 is 0.3.
        let room = (2_f64.powi(SUM_BITS) / largest.max(1e-9)).log10().floor() as i32;
        let scale = 10_f64.powi(room.min(FINEST));
        Ok(Self { by: By::Property(columns), scale })
    }

    /// Returns true if every step costs 1.
    pub fn is_hops(&self) -> bool {
        matches!(self.by, By::Hops)
    }

    /// The cost of a step, in units; `None` if its link has no value. `inner` gives the degree of
    /// the entity that the step leads to, `None` if that entity ends the path.
    #[inline]
    pub(super) fn step(&self, link: LinkId, inner: impl FnOnce() -> Option<u32>) -> Option<u64> {
        match &self.by {
            By::Hops => Some(1),
            By::HubPenalty => {
                let penalty = inner().map_or(0.0, |degree| (f64::from(degree) + 1.0).log2());
                Some(((1.0 + penalty) * self.scale).round() as u64)
            }
            By::Property(columns) => {
                let after = columns.partition_point(|(start, _)| *start <= link.0);
                let (start, column) = columns[after - 1];
                let value = value(column?, (link.0 - start) as usize)?;
                Some((value * self.scale).round() as u64)
            }
        }
    }

    /// A sum of steps as a number.
    pub fn value(&self, units: u64) -> f64 {
        units as f64 / self.scale
    }
}

/// The number in a cell, if there is one.
fn value(column: &Column, at: usize) -> Option<f64> {
    if column.cells()[at].is_null() {
        return None;
    }
    match column.keys() {
        Keys::Int(keys) => Some(f64::from(keys[at])),
        Keys::Float(keys) => Some(keys[at]),
        Keys::BigInt(keys) => Some(keys[at] as f64),
        Keys::Decimal(keys) => Some(number::nearest_float(keys[at])),
        Keys::Cell
        | Keys::Text(_)
        | Keys::Date(_)
        | Keys::DateTime(_)
        | Keys::List { .. }
        | Keys::Fields(_) => None,
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hops => f.write_str("HOPS"),
            Self::HubPenalty => f.write_str("HUB_PENALTY"),
            Self::Property(name) => f.write_str(name),
        }
    }
}
