//! `where` on structured values, and the points of filters and orders.

use super::{
    Binder,
    operands::{float, wrong},
    operators::{all_of, wrap},
    terms::{OR_IS_NULL, each_item},
};
use crate::{
    ontology::{BuiltInType, Property, Scalar, ValueType, ValueTypeId},
    plan::{Comparison, FieldError, GeoArea, Input, ValueComparison},
    value::{GeoBox, Point, Value},
};

impl Binder<'_> {
    /// `AddressWhere`
    pub(super) fn structured_test(
        &mut self,
        id: ValueTypeId,
        input: &Input,
    ) -> Result<ValueComparison, FieldError> {
        let ty = self.ontology.value_type(id);
        let all = self.each_or(input, OR_IS_NULL, |it, name, value| {
            Ok(match name {
                "AND" => ValueComparison::All(it.structured_tests(id, value)?),
                "OR" => ValueComparison::Any(it.structured_tests(id, value)?),
                "NOT" => ValueComparison::Not(Box::new(it.structured_test(id, value)?)),
                "isNull" => {
                    let is_null = *value == Input::Boolean(true);
                    ValueComparison::Cell(Comparison::IsNull(is_null))
                }
                "within" if ty.built_in == Some(BuiltInType::Point) => {
                    it.terms(value, "")?;
                    ValueComparison::All(areas(value)?.map(ValueComparison::Within).collect())
                }
                other => {
                    let field = ty.field(other);
                    let (at, field) =
                        field.ok_or_else(|| FieldError::unknown("condition", other))?;
                    ValueComparison::Field(at, Box::new(it.field_test(ty, field, value)?))
                }
            })
        });
        all.map(ValueComparison::All)
    }

    /// The tests of a filter on a field. What a type that Corridor brings says of its values holds
    /// for what they are compared with, too: nothing is in the currency `dollars`.
    fn field_test(
        &mut self,
        ty: &ValueType,
        field: &Property,
        input: &Input,
    ) -> Result<ValueComparison, FieldError> {
        let Some(built_in) = ty.built_in else { return self.value_test(field.ty, input) };
        let check = |value: Value| built_in.check(&field.name, &value);
        let tests = match field.ty.scalar {
            Scalar::String => {
                let tests = self.texts_like(input, &|text| check(Value::Text(text.into())))?;
                wrap(tests, ValueComparison::Text)
            }
            Scalar::Float => {
                let degrees = |value: &Input| {
                    let number = float(value)?;
                    check(Value::Float(number)).map_err(wrong)?;
                    Ok(number)
                };
                wrap(self.ordered(input, degrees)?, ValueComparison::Float)
            }
            Scalar::Id
            | Scalar::Int
            | Scalar::BigInt
            | Scalar::Decimal
            | Scalar::Boolean
            | Scalar::PartialDate
            | Scalar::Date
            | Scalar::DateTime
            | Scalar::Url
            | Scalar::Json
            | Scalar::Enum(_)
            | Scalar::Structured(_) => return self.value_test(field.ty, input),
        };
        Ok(all_of(tests))
    }

    fn structured_tests(
        &mut self,
        id: ValueTypeId,
        input: &Input,
    ) -> Result<Vec<ValueComparison>, FieldError> {
        each_item(input, |item| self.structured_test(id, item))
    }

    /// `AddressListFilter`
    pub(super) fn structured_list_test(
        &mut self,
        id: ValueTypeId,
        input: &Input,
    ) -> Result<ValueComparison, FieldError> {
        let any = || ValueComparison::All(Vec::new());
        let one = |it: &mut Self, value: &Input| it.structured_test(id, value);
        let count = |it: &mut Self, value: &Input| Ok((it.count_test(value)?, any()));
        let all = self.quantified(input, one, count)?.into_iter();
        let items = all.map(|(quantifier, one)| ValueComparison::Items(quantifier, Box::new(one)));
        Ok(ValueComparison::All(items.collect()))
    }
}

/// `PointWithin`: a circle, a box, or both.
fn areas(input: &Input) -> Result<impl Iterator<Item = GeoArea>, FieldError> {
    let circle = match (member(input, "of"), member(input, "km")) {
        (Some(of), Some(km)) => {
            let km = radius(km).map_err(|error| error.within("km"))?;
            let centre = point(of).map_err(|error| error.within("of"))?;
            Some(GeoArea::Circle(centre, km))
        }
        (None, None) => None,
        _ => {
            return Err(FieldError::of_value(
                " needs `of` and `km` together: the centre of a circle and its radius",
            ));
        }
    };
    let bounds = member(input, "box").map(bounds).transpose();
    let bounds = bounds.map_err(|error| error.within("box"))?.map(GeoArea::Box);
    if circle.is_none() && bounds.is_none() {
        return Err(FieldError::of_value(
            " names no area; write `{of: {latitude: 40.4, longitude: 49.9}, km: 50}`, or \
             `{box: {south: 36, west: 46, north: 48, east: 55}}`",
        ));
    }
    Ok([circle, bounds].into_iter().flatten())
}

fn radius(input: &Input) -> Result<f64, FieldError> {
    let km = float(input)?;
    if km.is_nan() || km < 0.0 {
        return Err(FieldError::of_value(format_args!(" is a distance, so it cannot be {km}")));
    }
    Ok(km)
}

/// `PointInput`
pub(super) fn point(input: &Input) -> Result<Point, FieldError> {
    Ok(Point { latitude: degrees(input, "latitude")?, longitude: degrees(input, "longitude")? })
}

/// `GeoBox`
fn bounds(input: &Input) -> Result<GeoBox, FieldError> {
    let edge = |name, of| degrees_of(input, name, of);
    let bounds = GeoBox {
        south: edge("south", "latitude")?,
        west: edge("west", "longitude")?,
        north: edge("north", "latitude")?,
        east: edge("east", "longitude")?,
    };
    if bounds.south > bounds.north {
        return Err(FieldError::of_value(format_args!(
            " has its `south` {} north of its `north` {}; exchange them",
            bounds.south, bounds.north
        )));
    }
    Ok(bounds)
}

fn degrees(input: &Input, name: &str) -> Result<f64, FieldError> {
    degrees_of(input, name, name)
}

/// A member that is a latitude or a longitude.
fn degrees_of(input: &Input, name: &str, of: &str) -> Result<f64, FieldError> {
    let missing = || FieldError::of_value(" is needed for a place on the earth");
    let degrees = member(input, name).ok_or_else(missing).and_then(|value| {
        let degrees = float(value)?;
        BuiltInType::Point.check(of, &Value::Float(degrees)).map_err(wrong)?;
        Ok(degrees)
    });
    degrees.map_err(|error| error.within(name))
}

/// A member of an input object that is there and not null.
pub(super) fn member<'i>(input: &'i Input, name: &str) -> Option<&'i Input> {
    let Input::Object(fields) = input else { return None };
    let (_, value) = fields.iter().find(|(key, _)| key == name)?;
    (*value != Input::Null).then_some(value)
}
