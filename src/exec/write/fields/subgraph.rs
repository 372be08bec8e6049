//! `subgraph`

use super::{
    super::{Path, Run, Written, graph::WrittenGraph},
    WriteField,
};
use crate::{exec::store::Store, plan::fields::subgraph::Subgraph};

impl WriteField for Subgraph {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        run.viewing(arguments.graph.view, |run| {
            let found = run.reader.subgraph(arguments);
            let found = run.chosen(found, &path)?;
            let part = WrittenGraph {
                nodes: found.nodes.iter().map(|(node, _)| *node).collect(),
                links: found.links,
                omitted: found.omitted,
                completeness: found.completeness,
                origin: &arguments.origin,
            };
            run.gather(part.shown());
            run.embedded_one(&part, self.result, &path, Run::graph_field)
        })
    }
}
