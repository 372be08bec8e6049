//! `where` on sources: what an entity or a link cites.

use super::{Binder, terms::each_item};
use crate::{
    ontology::Target,
    plan::{CitationPredicate, CountTest, FieldError, Input, Quantifier, TextComparison},
};

impl Binder<'_> {
    /// `CitationsFilter`
    pub(super) fn citations_filter(
        &mut self,
        input: &Input,
    ) -> Result<Vec<(Quantifier, CitationPredicate)>, FieldError> {
        let any = || CitationPredicate::All(Vec::new());
        self.quantified(input, Self::citation_filter, |it, value| {
            Ok((it.count_test(value)?, any()))
        })
    }

    /// `IntFilter` on the number of citations or external ids.
    pub(super) fn count_test(&mut self, input: &Input) -> Result<CountTest, FieldError> {
        Ok(CountTest { tests: self.int_tests(input)?, distinct: false })
    }

    /// `CitationWhere`: `locator` and `note` are the citation's, all else is the source's.
    fn citation_filter(&mut self, input: &Input) -> Result<CitationPredicate, FieldError> {
        let source = self.ontology.source_kind().map_or(Target::Entity, Target::Kind);
        let all = self.each(input, |it, name, value| {
            Ok(match name {
                "AND" => CitationPredicate::All(it.citation_filters(value)?),
                "OR" => CitationPredicate::Any(it.citation_filters(value)?),
                "NOT" => CitationPredicate::Not(Box::new(it.citation_filter(value)?)),
                "locator" => all_of(it.text_tests(value)?, CitationPredicate::Locator),
                "note" => all_of(it.text_tests(value)?, CitationPredicate::Note),
                _ => CitationPredicate::Source(Box::new(it.target_term(source, name, value)?)),
            })
        });
        all.map(CitationPredicate::All)
    }

    fn citation_filters(&mut self, input: &Input) -> Result<Vec<CitationPredicate>, FieldError> {
        each_item(input, |item| self.citation_filter(item))
    }
}

/// One condition of tests of a text that must all hold.
fn all_of(
    tests: Vec<TextComparison>,
    one: fn(TextComparison) -> CitationPredicate,
) -> CitationPredicate {
    CitationPredicate::All(tests.into_iter().map(one).collect())
}
