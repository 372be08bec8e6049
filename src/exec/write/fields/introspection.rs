//! `__schema`, `__type`

use super::{
    super::{Run, Written},
    WriteField,
};
use crate::{exec::store::Store, plan::fields::introspection::Introspection};

impl WriteField for Introspection {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        // As many were answered as the plan has.
        run.out.bytes(run.inputs.introspection[self.index].as_bytes());
        Ok(())
    }
}
