//! `connected`

use super::{
    super::{Path, Run, Written},
    WriteField,
};
use crate::{
    exec::store::Store,
    plan::fields::connected::{Connected, ConnectednessOp},
};

impl WriteField for Connected {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        run.viewing(arguments.graph.view, |run| {
            let answer = run.reader.connected(arguments);
            let answer = run.chosen(answer, &path)?;
            run.embedded_one(&answer, self.result, &path, |run, answer, op, _| {
                match op {
                    ConnectednessOp::Connected => run.boolean_or_null(answer.connected),
                    ConnectednessOp::Distance => run.integer_or_null(answer.distance),
                    ConnectednessOp::Completeness(op) => run.completeness(answer.completeness, *op),
                }
                Ok(())
            })
        })
    }
}
