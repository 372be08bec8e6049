//! `where` on structured values, and the points of filters and orders.

use super::{
    Binder,
    operators::{OR_IS_NULL, float},
};
use crate::{
    ontology::{BuiltInType, ValueTypeId},
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
        let mut all = Vec::new();
        for (name, value) in self.terms_or(input, OR_IS_NULL)? {
            all.push(match name.as_str() {
                "AND" => ValueComparison::All(self.structured_tests(id, value)?),
                "OR" => ValueComparison::Any(self.structured_tests(id, value)?),
                "NOT" => ValueComparison::Not(Box::new(self.structured_test(id, value)?)),
                "isNull" => {
                    let is_null = *value == Input::Boolean(true);
                    ValueComparison::Cell(Comparison::IsNull(is_null))
                }
                "within" if ty.built_in == Some(BuiltInType::Point) => {
                    self.count_terms(value)?;
                    ValueComparison::All(areas(value)?.map(ValueComparison::Within).collect())
                }
                other => {
                    let field = ty.field(other);
                    let (at, field) =
                        field.ok_or_else(|| FieldError::unknown("condition", other))?;
                    ValueComparison::Field(at, Box::new(self.value_test(field.ty, value)?))
                }
            });
        }
        Ok(ValueComparison::All(all))
    }

    fn structured_tests(
        &mut self,
        id: ValueTypeId,
        input: &Input,
    ) -> Result<Vec<ValueComparison>, FieldError> {
        input.items().iter().map(|item| self.structured_test(id, item)).collect()
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

    fn count_terms(&mut self, input: &Input) -> Result<(), FieldError> {
        self.terms(input).map(|_| ())
    }
}

/// `PointWithin`: a circle, a box, or both.
fn areas(input: &Input) -> Result<impl Iterator<Item = GeoArea>, FieldError> {
    let circle = match (member(input, "of"), member(input, "km")) {
        (Some(of), Some(km)) => {
            let km = float(km, "km")?;
            if km.is_nan() || km < 0.0 {
                return Err(FieldError::bad_input(format!(
                    "`km` is a distance, so it cannot be {km}"
                )));
            }
            Some(GeoArea::Circle(point(of)?, km))
        }
        (None, None) => None,
        _ => {
            return Err(FieldError::bad_input(
                "`of` and `km` of `within` belong together: the centre of a circle and its radius",
            ));
        }
    };
    let bounds = member(input, "box").map(bounds).transpose()?.map(GeoArea::Box);
    if circle.is_none() && bounds.is_none() {
        return Err(FieldError::bad_input(
            "`within` names no area; write `{of: {latitude: 40.4, longitude: 49.9}, km: 50}`, or \
             `{box: {south: 36, west: 46, north: 48, east: 55}}`",
        ));
    }
    Ok([circle, bounds].into_iter().flatten())
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
        return Err(FieldError::bad_input(format!(
            "`south` {} of `box` is north of `north` {}; exchange them",
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
    let missing = || FieldError::bad_input(format!("a place needs its `{name}`"));
    let degrees = float(member(input, name).ok_or_else(missing)?, name)?;
    let checked = BuiltInType::Point.check(of, &Value::Float(degrees));
    checked.map_err(|fault| FieldError::bad_input(format!("`{name}`: {fault}")))?;
    Ok(degrees)
}

/// A member of an input object that is there and not null.
pub(super) fn member<'i>(input: &'i Input, name: &str) -> Option<&'i Input> {
    let Input::Object(fields) = input else { return None };
    let (_, value) = fields.iter().find(|(key, _)| key == name)?;
    (*value != Input::Null).then_some(value)
}
