//! `where` on the ids of entities in other data sets.

use super::{Binder, terms::each_item};
use crate::plan::{ExternalIdPredicate, FieldError, Input, Quantifier, TextComparison};

impl Binder<'_> {
    /// `ExternalIdsFilter`
    pub(super) fn external_ids_filter(
        &mut self,
        input: &Input,
    ) -> Result<Vec<(Quantifier, ExternalIdPredicate)>, FieldError> {
        let any = || ExternalIdPredicate::All(Vec::new());
        let count = |it: &mut Self, value: &Input| Ok((it.count_test(value)?, any()));
        self.quantified(input, Self::external_id_filter, count)
    }

    /// `ExternalIdWhere`
    fn external_id_filter(&mut self, input: &Input) -> Result<ExternalIdPredicate, FieldError> {
        let all = self.each(input, |it, name, value| {
            Ok(match name {
                "AND" => ExternalIdPredicate::All(it.external_id_filters(value)?),
                "OR" => ExternalIdPredicate::Any(it.external_id_filters(value)?),
                "NOT" => ExternalIdPredicate::Not(Box::new(it.external_id_filter(value)?)),
                "scheme" => all_of(it.text_tests(value)?, ExternalIdPredicate::Scheme),
                "value" => all_of(it.text_tests(value)?, ExternalIdPredicate::Value),
                other => return Err(FieldError::unknown("condition", other)),
            })
        });
        all.map(ExternalIdPredicate::All)
    }

    fn external_id_filters(
        &mut self,
        input: &Input,
    ) -> Result<Vec<ExternalIdPredicate>, FieldError> {
        each_item(input, |item| self.external_id_filter(item))
    }
}

/// One condition of tests of a text that must all hold.
fn all_of(
    tests: Vec<TextComparison>,
    one: fn(TextComparison) -> ExternalIdPredicate,
) -> ExternalIdPredicate {
    ExternalIdPredicate::All(tests.into_iter().map(one).collect())
}
