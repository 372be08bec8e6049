//! The rules that type definitions keep, one file each, with examples of both outcomes.
//!
//! Some look at single definitions as they were parsed; the others look at the whole draft.
//! Each reports whatever it finds and none depends on another having passed: a part that
//! another rule refuses is left out of view, so that one mistake gives one problem.

mod aliases;
mod counterparts;
mod defaults;
pub(super) mod definitions;
pub(super) mod directives;
mod duplicates;
mod edge_direction;
mod either_way;
mod fades;
mod fields;
#[cfg(test)]
mod harness;
mod interfaces;
mod limits;
mod name_templates;
mod names;
mod placement;
mod properties;
mod relationships;
mod root_fields;
mod sides;
mod soft;
mod symmetry;
mod types;

use super::draft::Draft;
use crate::diagnostics::Diagnostics;

/// A rule over the whole draft.
type Rule = fn(&Draft, &mut Diagnostics);

/// All rules over the whole draft; problems are ordered by place later.
const RULES: &[Rule] = &[
    types::check,
    duplicates::check,
    fields::check,
    relationships::check,
    sides::check,
    symmetry::check,
    either_way::check,
    edge_direction::check,
    fades::check,
    soft::check,
    counterparts::check,
    interfaces::check,
    placement::check,
    properties::check,
    name_templates::check,
    defaults::check,
    limits::check,
    aliases::check,
    root_fields::check,
    names::check,
];

/// Checks a draft against all of them.
pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    for rule in RULES {
        rule(draft, problems);
    }
}
