//! `paths`

use super::{
    super::{Path, Run, Written, graph::WrittenGraph},
    WriteField,
};
use crate::{
    exec::store::Store,
    plan::fields::paths::{PathSetOp, Paths},
};

impl WriteField for Paths {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        run.viewing(arguments.graph.view, |run| {
            let set = run.reader.paths(arguments);
            let set = run.chosen(set, &path)?;
            if run.inputs.gatherer.is_some() {
                run.gather(WrittenGraph::of_paths(&set, &arguments.origin).shown());
            }
            run.embedded_one(&set, self.result, &path, |run, set, op, path| {
                match op {
                    PathSetOp::Paths(object, site) => {
                        let path = path.field(*site);
                        return run.embedded(&set.paths, *object, &path, Run::path_field);
                    }
                    PathSetOp::Graph(object, site) => {
                        let graph = WrittenGraph::of_paths(set, &arguments.origin);
                        let path = path.field(*site);
                        return run.embedded_one(&graph, *object, &path, Run::graph_field);
                    }
                    PathSetOp::Completeness(op) => run.completeness(set.completeness, *op),
                }
                Ok(())
            })
        })
    }
}
