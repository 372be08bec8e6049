//! `where` of `links`: conditions on links of any relation, and on the entities at their ends.

use super::{Binder, edges::all_of, links::all};
use crate::{
    ontology::Target,
    plan::{EdgePredicate, FieldError, Input, LinkPredicate, Predicate},
};

impl Binder<'_> {
    /// `AnyLinkWhere`
    pub(in crate::plan) fn any_link_filter(
        &mut self,
        input: &Input,
    ) -> Result<LinkPredicate, FieldError> {
        self.each(input, Self::any_link_term).map(all)
    }

    /// One field of `AnyLinkWhere`.
    fn any_link_term(&mut self, name: &str, value: &Input) -> Result<LinkPredicate, FieldError> {
        let each = |it: &mut Self| it.each_item(value, Self::any_link_filter);
        Ok(match name {
            "AND" => all(each(self)?),
            "OR" => LinkPredicate::any(each(self)?),
            "NOT" => self.any_link_filter(value)?.negated(),
            "other" => LinkPredicate::of_node(self.entity_filter(value)?),
            "from" => {
                let node = Box::new(self.entity_filter(value)?);
                LinkPredicate::of_edge(EdgePredicate::From(node))
            }
            "to" => {
                let node = Box::new(self.entity_filter(value)?);
                LinkPredicate::of_edge(EdgePredicate::To(node))
            }
            "direction" => self.direction_filter(None, value)?,
            "relation" => {
                let relation = |input: &Input| self.ontology.relation_by_name(&input.text()?);
                let tests = self.equality(value, relation)?;
                LinkPredicate::of_edge(all_of(tests, EdgePredicate::Relation))
            }
            name => LinkPredicate::of_edge(self.edge_term(None, name, value)?),
        })
    }

    fn entity_filter(&mut self, value: &Input) -> Result<Predicate, FieldError> {
        self.target_filter(Target::Entity, value)
    }
}
