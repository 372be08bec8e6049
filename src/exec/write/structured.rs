//! Writes structured values, and lists of them, field by field.

use super::{Path, Run, Written};
use crate::{
    exec::store::Store,
    graph::{Column, Keys},
    plan::{Id, Object, ValueOp},
};

impl<'a, S: Store> Run<'a, S> {
    /// Writes a structured property of an entity or a link; null if the store hides it.
    pub(super) fn value(
        &mut self,
        column: Option<&Column>,
        local: usize,
        object: Id<Object<ValueOp>>,
        path: &Path<'_>,
    ) -> Written {
        match column.map(|column| (column, column.keys())) {
            Some((_, Keys::List { starts, items })) => {
                let (start, end) = (starts[local] as usize, starts[local + 1] as usize);
                self.reader.budget.visit(end - start)?;
                self.list(end - start, path, |run, index, path| {
                    run.one_value(items, start + index, object, path)
                })
            }
            Some((column, _)) => self.one_value(column, local, object, path),
            None => self.null(),
        }
    }

    fn one_value(
        &mut self,
        column: &Column,
        local: usize,
        object: Id<Object<ValueOp>>,
        path: &Path<'_>,
    ) -> Written {
        let Keys::Fields(fields) = column.keys() else {
            unreachable!("a structured value is read from a column of {:?}", column.keys())
        };
        if column.cells()[local].is_null() {
            return self.null();
        }
        self.embedded_one(fields, object, path, |run, fields: &Vec<Column>, op, path| match op {
            ValueOp::Field(at) => {
                run.stored(fields[*at].cells()[local]);
                Ok(())
            }
            ValueOp::Object(at, value) => run.value(Some(&fields[*at]), local, *value, path),
        })
    }
}
