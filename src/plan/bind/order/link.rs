//! The keys of a link, and of what it leads or refers to.

use super::{super::fields::EdgeField, Binder, BoundKeys, ORDER_BY, entity::written, one_field};
use crate::{
    ontology::{RelationId, Target},
    plan::{FieldError, Input, LinkEnd, LinkTime, OrderBy},
};

const LAST_ATTESTED: &str = "lastAttested";

impl Binder<'_> {
    /// `PostTenureLinkOrder`
    pub(super) fn link_keys(
        &mut self,
        target: Target,
        relation: RelationId,
        input: &Input,
    ) -> BoundKeys {
        let (side, key) = one_field(input, ORDER_BY)?;
        let keys = match side {
            "node" => self.target_keys(target, key),
            "edge" => self.edge_keys(relation, key),
            other => Err(FieldError::unknown("order", other)),
        };
        keys.map_err(|error| error.within(side))
    }

    /// `AnyLinkOrder`
    pub(super) fn any_link_keys(&mut self, input: &Input) -> BoundKeys {
        let (name, inner) = one_field(input, ORDER_BY)?;
        if let Some(end) = LinkEnd::by_name(name) {
            let keys = self.target_keys(Target::Entity, inner);
            let keys = keys.map_err(|error| error.within(name))?;
            let of = |by| OrderBy::End(end, Box::new(by));
            return Ok(keys.into_iter().map(|key| key.map(of)).collect());
        }
        match LinkTime::by_name(name) {
            Some(time) => written(OrderBy::Time(time), inner),
            None if name == "relation" => written(OrderBy::Relation, inner),
            None if name == LAST_ATTESTED => written(OrderBy::LastAttested, inner),
            None => Err(FieldError::unknown("order", name)),
        }
    }

    /// `TenureOrder`, or `LinkOrder`: the keys of links of one relation.
    fn edge_keys(&mut self, relation: RelationId, input: &Input) -> BoundKeys {
        let (name, direction) = one_field(input, ORDER_BY)?;
        self.keys_of_edge(relation, name, direction).map_err(|error| error.within(name))
    }

    fn keys_of_edge(&mut self, relation: RelationId, name: &str, direction: &Input) -> BoundKeys {
        if name == LAST_ATTESTED {
            return written(OrderBy::LastAttested, direction);
        }
        let field = self.edge_field(Some(relation), name);
        match field.ok_or_else(|| FieldError::unknown("order", name))? {
            EdgeField::Time(time) => written(OrderBy::Time(time), direction),
            EdgeField::Property(at, property) => {
                self.property_keys(property, direction, |key| OrderBy::LinkProperty(at, key))
            }
            // `{patron: {name: ASC}}`: the keys of the entity that links refer to.
            EdgeField::Reference(referred, target) => {
                let keys = self.target_keys(target, direction)?;
                let of = |by| OrderBy::Reference(referred, Box::new(by));
                Ok(keys.into_iter().map(|key| key.map(of)).collect())
            }
        }
    }
}
