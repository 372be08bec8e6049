//! `ontology`, `service`: from a tree that describes the store.

use super::{
    super::{Path, Run, Written},
    WriteField,
};
use crate::{
    exec::store::Store,
    plan::{
        Id, Object,
        fields::description::{Description, DescriptionOp},
    },
    value::number::json_text,
};
use serde_json::Value;

impl WriteField for Description {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let value = &run.inputs.description[&self.name];
        run.description(value, self.selection, &Path::root(self.site))
    }
}

impl<'a, S: Store> Run<'a, S> {
    fn description(
        &mut self,
        value: &Value,
        object: Id<Object<DescriptionOp>>,
        path: &Path<'_>,
    ) -> Written {
        match value {
            Value::Array(items) => self.list(items.len(), path, |run, index, path| {
                run.described(&items[index], object, path)
            }),
            Value::Null => self.null(),
            value => self.described(value, object, path),
        }
    }

    fn described(
        &mut self,
        value: &Value,
        object: Id<Object<DescriptionOp>>,
        path: &Path<'_>,
    ) -> Written {
        self.object(&self.plan[object], path, |run, op| match op {
            DescriptionOp::Value(name) => {
                run.out.bytes(json_text(&value[name]).as_bytes());
                Ok(())
            }
            DescriptionOp::Member(name, object, site) => {
                run.description(&value[name], *object, &path.field(*site))
            }
        })
    }
}
