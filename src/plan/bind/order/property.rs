//! The keys of a property, and of the fields of a structured one.

use super::{
    super::structured::{member, point},
    Binder, BoundKey, BoundKeys, ORDER_BY, is_descending, one_field,
};
use crate::{
    ontology::{BuiltInType, Property, Scalar},
    plan::{FieldError, FieldPath, Input, OrderBy, OrderKey, ValueKey},
};

/// A key of a property.
struct PropertyKey {
    of: ValueKey,
    descending: bool,
    is_implied: bool,
}

impl Binder<'_> {
    /// `ASC`, or `{city: ASC}` of a structured property.
    pub(super) fn property_keys(
        &self,
        property: &Property,
        input: &Input,
        by: impl Fn(ValueKey) -> OrderBy,
    ) -> BoundKeys {
        let mut keys = Vec::new();
        self.field_keys(property, input, Vec::new(), &mut keys)?;
        let key = |PropertyKey { of, descending, is_implied }| BoundKey {
            key: OrderKey { by: by(of), descending },
            is_implied,
        };
        Ok(keys.into_iter().map(key).collect())
    }

    /// Appends the keys of a property, or of a field of a structured one.
    fn field_keys(
        &self,
        property: &Property,
        input: &Input,
        path: FieldPath,
        keys: &mut Vec<PropertyKey>,
    ) -> Result<(), FieldError> {
        let mut push = |of, descending, is_implied| {
            keys.push(PropertyKey { of, descending, is_implied });
        };
        let Scalar::Structured(id) = property.ty.scalar else {
            push(ValueKey::Field(path), is_descending(input)?, false);
            return Ok(());
        };
        let ty = self.ontology.value_type(id);
        let (name, value) = one_field(input, ORDER_BY)?;
        if name == "distanceFrom" && ty.built_in == Some(BuiltInType::Point) {
            let descending = member(value, "direction").map(is_descending).transpose()?;
            let point = point(value).map_err(|error| error.within(name))?;
            let distance = ValueKey::Distance(path, point);
            push(distance, descending.unwrap_or_default(), false);
            return Ok(());
        }
        let of = |at: usize| path.iter().copied().chain([at]).collect::<FieldPath>();
        let (at, field) = ty.field(name).ok_or_else(|| FieldError::unknown("order", name))?;
        // Amounts in two currencies are not compared.
        if let Some(BuiltInType::Money) = ty.built_in
            && name == "amount"
            && let Some((currency, _)) = ty.field("currency")
        {
            push(ValueKey::Field(of(currency)), false, true);
        }
        self.field_keys(field, value, of(at), keys).map_err(|error| error.within(name))
    }
}
