//! `similar`

use super::{
    super::{Path, Run, Written},
    WriteField,
};
use crate::{
    algo::neighbourhood,
    exec::store::Store,
    plan::fields::similar::{Similar, SimilarOp, SimilarSetOp},
};

impl WriteField for Similar {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        run.viewing(arguments.graph.view, |run| {
            let found = run.reader.similar(arguments);
            let found = run.chosen(found, &path)?;
            run.embedded_one(&found, self.result, &path, |run, set, op, path| {
                match op {
                    SimilarSetOp::Similar(object, site) => {
                        let path = path.field(*site);
                        return run.embedded(&set.similar, *object, &path, Run::similar);
                    }
                    SimilarSetOp::Total => run.out.integer(set.total),
                    SimilarSetOp::Completeness(op) => run.completeness(set.completeness, *op),
                }
                Ok(())
            })
        })
    }
}

impl<'a, S: Store> Run<'a, S> {
    fn similar(
        &mut self,
        it: &neighbourhood::Similar,
        op: &'a SimilarOp,
        path: &Path<'_>,
    ) -> Written {
        match op {
            SimilarOp::Node(selection, site) => {
                return self.entity(it.node, *selection, &path.field(*site));
            }
            SimilarOp::Shared(selection, site) => {
                return self.entities(&it.shared, *selection, &path.field(*site));
            }
            SimilarOp::Score => self.number(it.score),
        }
        Ok(())
    }
}
