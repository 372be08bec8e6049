//! Writes what the service says of itself, from a tree that was made with the snapshot.

use super::Run;
use crate::plan::{DescriptionId, DescriptionOp};
use serde_json::Value;

impl Run<'_> {
    pub(super) fn description(&mut self, value: &Value, selection: DescriptionId) {
        if let Value::Array(items) = value {
            self.out.byte(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    self.out.byte(b',');
                }
                self.description(item, selection);
            }
            return self.out.byte(b']');
        }
        let plan = self.plan;
        let start = self.out.len();
        for step in &plan.descriptions[selection.index()] {
            self.out.fragment(&plan.arena, step.key);
            match &step.op {
                DescriptionOp::Constant(constant) => self.constant(*constant),
                DescriptionOp::Member(name, inner) => {
                    match (value.get(name).unwrap_or(&Value::Null), inner) {
                        (value, Some(inner)) => self.description(value, *inner),
                        (value, None) => self.out.bytes(value.to_string().as_bytes()),
                    }
                }
            }
        }
        self.close(start);
    }
}
