//! The size of a document: fields, aliases, depth and directives, with fragments spread.

use super::error::RequestError;
use crate::limits::Limits;
use apollo_compiler::ast::{self, Definition, Selection};
use hashbrown::HashMap;

/// The size of a selection with its fragments spread.
#[derive(Clone, Copy, Default)]
struct Measure {
    fields: u64,
    aliases: u64,
    depth: u64,
    /// Fragments spread in a row, each in the one before.
    chain: u64,
}

/// The number of nested fragments that the validator follows, whatever the limit is set to.
const MOST_SPREAD_IN_A_ROW: u64 = 99;

/// Measures operations. A fragment is measured once, however often it is spread.
pub(super) struct Meter<'a> {
    limits: &'a Limits,
    operations: Vec<&'a ast::OperationDefinition>,
    fragments: HashMap<&'a str, &'a ast::FragmentDefinition>,
    measured: HashMap<&'a str, Measure>,
    directives: u64,
}

impl<'a> Meter<'a> {
    pub(super) fn new(document: &'a ast::Document, limits: &'a Limits) -> Self {
        let mut meter = Self {
            limits,
            operations: Vec::new(),
            fragments: HashMap::new(),
            measured: HashMap::new(),
            directives: 0,
        };
        for definition in &document.definitions {
            match definition {
                Definition::OperationDefinition(operation) => meter.operations.push(operation),
                Definition::FragmentDefinition(fragment) => {
                    meter.fragments.insert(fragment.name.as_str(), fragment);
                }
                _ => {}
            }
        }
        meter
    }

    pub(super) fn measure(mut self) -> Result<(), Vec<RequestError>> {
        let fragments: Vec<_> = self.fragments.values().copied().collect();
        for fragment in &fragments {
            self.directives += fragment.directives.len() as u64;
            self.count_directives(&fragment.selection_set);
        }
        for operation in self.operations.clone() {
            let variables = operation.variables.iter().map(|variable| variable.directives.len());
            self.directives += (operation.directives.len() + variables.sum::<usize>()) as u64;
            self.count_directives(&operation.selection_set);
            let Measure { fields, aliases, depth, chain: _ } =
                self.selections(&operation.selection_set);
            self.check("fields", fields, self.limits.fields, "selects")?;
            self.check("aliases", aliases, self.limits.aliases, "has")?;
            self.check("depth", depth, self.limits.depth, "nests fields over")?;
        }
        // Fragments that no operation spreads are validated too.
        let chains = fragments.iter().map(|it| self.fragment(it.name.as_str()).chain);
        let longest = chains.max().unwrap_or(0);
        let most = self.limits.nesting.min(MOST_SPREAD_IN_A_ROW);
        if longest > most {
            let message = format!(
                "more than {most} fragments are spread in a row, each in the one before; put some of them together"
            );
            return Err(vec![RequestError::over_limit("nesting", message)]);
        }
        self.check("directives", self.directives, self.limits.directives, "has")
    }

    fn check(
        &self,
        limit: &'static str,
        value: u64,
        most: u64,
        verb: &str,
    ) -> Result<(), Vec<RequestError>> {
        if value <= most {
            return Ok(());
        }
        let what = if limit == "depth" { "levels" } else { limit };
        let message =
            format!("the document {verb} more than {most} {what}, fragments spread; split it");
        Err(vec![RequestError::over_limit(limit, message)])
    }

    fn count_directives(&mut self, selections: &[Selection]) {
        for selection in selections {
            let (directives, inner) = match selection {
                Selection::Field(field) => (&field.directives, Some(&field.selection_set)),
                Selection::InlineFragment(fragment) => {
                    (&fragment.directives, Some(&fragment.selection_set))
                }
                Selection::FragmentSpread(spread) => (&spread.directives, None),
            };
            self.directives += directives.len() as u64;
            if let Some(inner) = inner {
                self.count_directives(inner);
            }
        }
    }

    fn selections(&mut self, selections: &'a [Selection]) -> Measure {
        let mut sum = Measure::default();
        for selection in selections {
            let one = match selection {
                Selection::Field(field) => {
                    let inner = self.selections(&field.selection_set);
                    Measure {
                        fields: inner.fields.saturating_add(1),
                        aliases: inner.aliases.saturating_add(u64::from(field.alias.is_some())),
                        depth: inner.depth + 1,
                        chain: inner.chain,
                    }
                }
                Selection::InlineFragment(fragment) => self.selections(&fragment.selection_set),
                Selection::FragmentSpread(spread) => self.fragment(spread.fragment_name.as_str()),
            };
            sum.fields = sum.fields.saturating_add(one.fields);
            sum.aliases = sum.aliases.saturating_add(one.aliases);
            sum.depth = sum.depth.max(one.depth);
            sum.chain = sum.chain.max(one.chain);
        }
        sum
    }

    fn fragment(&mut self, name: &'a str) -> Measure {
        if let Some(measure) = self.measured.get(name) {
            return *measure;
        }
        let Some(&fragment) = self.fragments.get(name) else { return Measure::default() };
        // A fragment in itself counts nothing here; validation refuses it.
        self.measured.insert(name, Measure::default());
        let mut measure = self.selections(&fragment.selection_set);
        measure.chain += 1;
        self.measured.insert(name, measure);
        measure
    }
}
