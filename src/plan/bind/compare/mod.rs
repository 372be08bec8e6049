//! `compare`: one field against another, each by its path of names.

mod fields;
mod known;

use super::{Binder, class::Class, terms::each_item};
use crate::{
    ontology::{RelationId, Target},
    plan::{EdgePredicate, FieldComparison, FieldError, FieldOperator, Input, Predicate},
};

/// A field and the class of its values.
type Operand<F> = (F, Class);

impl Binder<'_> {
    /// `[FieldComparison!]` on an entity.
    pub(super) fn entity_comparisons(
        &mut self,
        target: Target,
        input: &Input,
    ) -> Result<Predicate, FieldError> {
        let kinds = self.ontology.kinds_of(target);
        let read = |it: &Self, path: &str| it.compared_of_entity(&kinds, Some(target), path);
        let all = self.comparisons(input, read)?;
        Ok(Predicate::All(all.into_iter().map(Predicate::Fields).collect()))
    }

    /// `[FieldComparison!]` on a link; of any relation, if none is given.
    pub(super) fn link_comparisons(
        &mut self,
        relation: Option<RelationId>,
        input: &Input,
    ) -> Result<EdgePredicate, FieldError> {
        let read = |it: &Self, path: &str| it.compared_of_link(relation, path);
        let all = self.comparisons(input, read)?;
        Ok(EdgePredicate::All(all.into_iter().map(EdgePredicate::Fields).collect()))
    }

    fn comparisons<F: Clone>(
        &mut self,
        input: &Input,
        read: impl Fn(&Self, &str) -> Result<Operand<F>, FieldError>,
    ) -> Result<Vec<FieldComparison<F>>, FieldError> {
        let all = each_item(input, |item| self.comparisons_of_one(item, &read));
        Ok(all?.into_iter().flatten().collect())
    }

    /// `FieldComparison`: one field against others.
    fn comparisons_of_one<F: Clone>(
        &mut self,
        input: &Input,
        read: impl Fn(&Self, &str) -> Result<Operand<F>, FieldError>,
    ) -> Result<Vec<FieldComparison<F>>, FieldError> {
        let terms = self.terms(input, "")?;
        let field = terms.iter().find(|(name, _)| name == "field");
        let field = field.and_then(|(_, path)| path.text()).unwrap_or_default();
        let (left, class) = read(self, &field).map_err(|error| error.within("field"))?;
        let others = terms.iter().filter(|(name, _)| name != "field");
        let compared = others.map(|(name, other)| {
            let path = other.text().unwrap_or_default();
            let compared = read(self, &path).and_then(|(right, of_right)| {
                let operator = self.operator(name, (&field, class), (&path, of_right))?;
                Ok(FieldComparison { left: left.clone(), operator, right })
            });
            compared.map_err(|error| error.within(name))
        });
        let compared = compared.collect::<Result<Vec<_>, _>>()?;
        if compared.is_empty() {
            return Err(FieldError::of_value(format_args!(
                " compares `{field}` with nothing; add the other field, such as `lt: \"{field}\"`"
            )));
        }
        Ok(compared)
    }
    /// The operator of a name, if it can compare two fields, each with its path and its class.
    fn operator(
        &self,
        name: &str,
        (field, class): (&str, Class),
        (other, other_class): (&str, Class),
    ) -> Result<FieldOperator, FieldError> {
        let operator = FieldOperator::by_name(name);
        let operator = operator.ok_or_else(|| FieldError::unknown("operator", name))?;
        let words = |class: Class| class.words(self.ontology);
        if !class.is_like(other_class) {
            return Err(FieldError::of_value(format_args!(
                ": `{other}` is {}, and `{field}` is {}; fields of one type can be compared",
                words(other_class),
                words(class)
            )));
        }
        if operator.needs_order() && !class.has_order() {
            return Err(FieldError::of_value(format_args!(
                ": `{field}` is {}, which has no order; compare with `eq` or `ne`",
                words(class)
            )));
        }
        Ok(operator)
    }
}
