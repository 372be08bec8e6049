//! Writes what the service says of itself, from a tree that was made with the snapshot.

use super::{Path, Run, Written};
use crate::plan::{DescriptionId, DescriptionOp};
use serde_json::Value;

impl Run<'_> {
    pub(super) fn description(
        &mut self,
        value: &Value,
        selection: DescriptionId,
        path: &Path<'_>,
    ) -> Written {
        let items = match value {
            Value::Array(items) => items,
            Value::Null => {
                self.out.bytes(b"null");
                return Ok(());
            }
            value => return self.described(value, selection, path),
        };
        let item = path.list();
        self.out.byte(b'[');
        for (index, value) in items.iter().enumerate() {
            if index > 0 {
                self.out.byte(b',');
            }
            item.at(index);
            self.described(value, selection, &item)?;
        }
        self.out.byte(b']');
        Ok(())
    }

    fn described(&mut self, value: &Value, selection: DescriptionId, path: &Path<'_>) -> Written {
        let plan = self.plan;
        let start = self.out.len();
        for step in &plan.descriptions[selection.index()] {
            self.out.fragment(&plan.arena, step.key);
            match &step.op {
                DescriptionOp::Fail(site) => return Err(self.null_condition(Some(path), *site)),
                DescriptionOp::Constant(constant) => self.constant(*constant),
                DescriptionOp::Member(name, inner) => {
                    let value = value.get(name).unwrap_or(&Value::Null);
                    match inner {
                        Some((inner, site)) => {
                            self.description(value, *inner, &path.field(*site))?
                        }
                        None => self.out.bytes(value.to_string().as_bytes()),
                    }
                }
            }
        }
        self.close(start);
        Ok(())
    }
}
