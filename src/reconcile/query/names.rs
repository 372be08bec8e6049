//! Candidates by name, from the matcher.

use super::batch::Query;
use crate::{
    graph::NodeId,
    limits::{Budget, Exhausted},
    reconcile::Service,
    value::fold,
};

impl Service<'_> {
    /// Entities of which a name fits, each with how well it does, from 0 to 1.
    pub(super) fn named(
        &self,
        text: &str,
        query: &Query,
        budget: &mut Budget,
    ) -> Result<Vec<(NodeId, f64)>, Exhausted> {
        let folded = fold(text);
        let mut found = Vec::new();
        for node in (0..self.graph.node_count() as u32).map(NodeId) {
            let names = self.graph.nodes().names(node);
            budget.visit(names.len())?;
            if query.lets_pass(self, node)
                && names.iter().any(|name| self.text(name.folded) == folded)
            {
                found.push((node, 1.0));
            }
        }
        Ok(found)
    }
}
