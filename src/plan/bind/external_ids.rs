//! `where` on the ids of entities in other data sets.

use super::{Binder, terms::each_item};
use crate::plan::{ExternalIdPredicate, FieldError, Input, Quantifier};

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
                "scheme" | "value" => {
                    let tests = it.text_tests(value)?.into_iter();
                    ExternalIdPredicate::All(if name == "scheme" {
                        tests.map(ExternalIdPredicate::Scheme).collect()
                    } else {
                        tests.map(ExternalIdPredicate::Value).collect()
                    })
                }
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
