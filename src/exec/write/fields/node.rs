//! `node`: see [Global Object Identification](https://relay.dev/graphql/objectidentification.htm).

use super::{
    super::{Path, Run, Written},
    WriteField,
};
use crate::{exec::store::Store, plan::fields::node::Node};

impl WriteField for Node {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        run.viewing(arguments.view, |run| {
            run.reader.budget.visit(1)?;
            let [element] = run.store.elements_by_id(std::slice::from_ref(&arguments.id))[..]
            else {
                unreachable!("a store answers as many ids as it is asked for")
            };
            run.element_or_null(element, self.selection, &path)
        })
    }
}
