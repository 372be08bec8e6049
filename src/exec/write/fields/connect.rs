//! `connect`

use super::{
    super::{Path, Run, Written, graph::WrittenGraph},
    WriteField,
};
use crate::{exec::store::Store, plan::fields::connect::Connect};

impl WriteField for Connect {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        run.viewing(arguments.graph.view, |run| {
            let tree = run.reader.connect(arguments);
            let tree = run.chosen(tree, &path)?;
            let part = WrittenGraph {
                nodes: tree.nodes,
                links: tree.ties.into_iter().flat_map(|(_, links)| links).collect(),
                omitted: Vec::new(),
                completeness: tree.completeness,
                origin: &arguments.origin,
            };
            run.gather(part.shown());
            run.embedded_one(&part, self.result, &path, Run::graph_field)
        })
    }
}
