//! [CollectFields](https://spec.graphql.org/September2025/#sec-Field-Collection) of the GraphQL specification, for one concrete type.

use super::Source;
use apollo_compiler::{
    ast::DirectiveList,
    executable::{self, Selection, SelectionSet},
    parser::SourceSpan,
};
use hashbrown::HashSet;
use indexmap::IndexMap;

/// Fields of one response key, in the order of the document.
pub(super) struct Group<'d> {
    pub(super) key: &'d str,
    pub(super) fields: Vec<&'d executable::Field>,
}

impl<'d> Group<'d> {
    pub(super) fn name(&self) -> &'d str {
        self.fields[0].name.as_str()
    }
}

/// The place in the document at which a condition is null: an object whose fields it decides cannot
/// be written.
#[derive(Clone, Copy)]
pub(super) struct NullCondition(pub(super) Option<SourceSpan>);

/// Merges what is selected of a concrete type. The first occurrence of a key fixes its place.
pub(super) fn collect<'d>(
    source: &Source<'d>,
    sets: impl Iterator<Item = &'d SelectionSet>,
    ty: &str,
) -> Result<Vec<Group<'d>>, NullCondition> {
    let mut collector =
        Collector { source: *source, ty, groups: IndexMap::new(), spread: HashSet::new() };
    for set in sets {
        collector.set(set)?;
    }
    Ok(collector.groups.into_iter().map(|(key, fields)| Group { key, fields }).collect())
}

struct Collector<'s, 'd> {
    source: Source<'d>,
    ty: &'s str,
    groups: IndexMap<&'d str, Vec<&'d executable::Field>>,
    /// Fragments that were spread: a second time adds nothing.
    spread: HashSet<&'d str>,
}

impl<'d> Collector<'_, 'd> {
    fn set(&mut self, set: &'d SelectionSet) -> Result<(), NullCondition> {
        for selection in &set.selections {
            if !self.is_included(selection.directives())? {
                continue;
            }
            match selection {
                Selection::Field(field) => {
                    self.groups.entry(field.response_key().as_str()).or_default().push(field);
                }
                Selection::InlineFragment(fragment) => {
                    if fragment
                        .type_condition
                        .as_ref()
                        .is_none_or(|condition| self.applies(condition))
                    {
                        self.set(&fragment.selection_set)?;
                    }
                }
                Selection::FragmentSpread(spread) => self.spread(spread)?,
            }
        }
        Ok(())
    }

    fn spread(&mut self, spread: &'d executable::FragmentSpread) -> Result<(), NullCondition> {
        let document = self.source.selected.document;
        let Some(fragment) = document.fragments.get(&spread.fragment_name) else { return Ok(()) };
        if self.spread.insert(spread.fragment_name.as_str())
            && self.applies(fragment.type_condition())
        {
            self.set(&fragment.selection_set)?;
        }
        Ok(())
    }

    /// Returns whether the concrete type fulfils the type condition of a fragment.
    fn applies(&self, condition: &str) -> bool {
        condition == self.ty || self.source.schema.is_subtype(condition, self.ty)
    }

    fn is_included(&self, directives: &DirectiveList) -> Result<bool, NullCondition> {
        Ok(!self.decides(directives, "skip", false)?
            && self.decides(directives, "include", true)?)
    }

    fn decides(
        &self,
        directives: &DirectiveList,
        name: &str,
        otherwise: bool,
    ) -> Result<bool, NullCondition> {
        let Some(directive) = directives.get(name) else { return Ok(otherwise) };
        let Some(value) = directive.specified_argument_by_name("if") else { return Ok(otherwise) };
        match value.as_variable() {
            None => Ok(value.to_bool().unwrap_or(otherwise)),
            Some(variable) => match self.source.selected.conditions.get(variable.as_str()) {
                Some(Some(decided)) => Ok(*decided),
                Some(None) => Err(NullCondition(value.location())),
                None => Ok(otherwise),
            },
        }
    }
}
