//! `shortestPath`

use super::{
    super::{Path, Run, Written},
    WriteField,
};
use crate::{
    algo::Completeness,
    exec::{ShownPart, store::Store},
    plan::fields::shortest_path::ShortestPath,
};

impl WriteField for ShortestPath {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        run.viewing(arguments.graph.view, |run| {
            let found = run.reader.shortest_path(arguments);
            match run.chosen(found, &path)? {
                Some(found) => {
                    let links: Vec<_> = found.steps.iter().flatten().copied().collect();
                    run.gather(ShownPart {
                        nodes: &found.nodes,
                        links: &links,
                        completeness: Completeness::COMPLETE,
                        origin: Some(&arguments.origin),
                    });
                    run.embedded_one(&found, self.path, &path, Run::path_field)
                }
                None => run.null(),
            }
        })
    }
}
