//! The triples of structured values: a value is a resource of its own, with a property for each
//! field.

use super::{Graph, terms};
use crate::{
    format::facts::{Cell, Fields},
    ontology::{Scalar, ValueTypeId},
};
use oxrdf::NamedNode;
use std::io::{self, Write};

/// A structured value that was named and not written yet.
#[derive(Debug)]
pub(super) struct Record<'g> {
    name: NamedNode,
    ty: ValueTypeId,
    value: Fields<'g>,
}

impl<'g, W: Write> Graph<'g, W> {
    /// Names the values of a property, and keeps them to be written behind the subject: a writer
    /// puts what is said of one subject in a row together.
    pub(super) fn records(
        &mut self,
        subject: &NamedNode,
        property: &str,
        cell: Cell<'g>,
        ty: ValueTypeId,
        records: &mut Vec<Record<'g>>,
    ) -> io::Result<()> {
        let values = match cell {
            Cell::List(items) => items,
            one => vec![one],
        };
        let own = self.terms.own(property);
        for (at, value) in values.into_iter().enumerate() {
            let Cell::Fields(value) = value else { continue };
            let name = part_of(subject, property, at);
            self.say(subject, &own, name.clone())?;
            records.push(Record { name, ty, value });
        }
        Ok(())
    }

    /// Writes the values that [`Self::records`] named.
    pub(super) fn structured(&mut self, records: Vec<Record<'g>>) -> io::Result<()> {
        for Record { name, ty, value } in records {
            let ty = self.facts.ontology().value_type(ty);
            let class = self.terms.own(&ty.name);
            self.say(&name, terms::TYPE, class)?;
            let mut inside = Vec::new();
            for (at, cell) in value.fields {
                let Some(field) = ty.fields.get(at) else { continue };
                if let Scalar::Structured(id) = field.ty.scalar {
                    self.records(&name, &field.name, cell, id, &mut inside)?;
                    continue;
                }
                let property = self.terms.own(&field.name);
                self.values(&name, &property, &cell, field.ty.scalar)?;
            }
            self.structured(inside)?;
        }
        Ok(())
    }
}

/// The name of a value of an entity, a link or another value: `...#value-address-1`.
fn part_of(subject: &NamedNode, property: &str, at: usize) -> NamedNode {
    if subject.as_str().contains('#') {
        let name = format!("{}.{property}-{}", subject.as_str(), at + 1);
        return NamedNode::new_unchecked(name);
    }
    terms::part(subject, &format!("value-{property}"), at)
}
