//! `conflicts`

use super::{
    super::{
        Path, Run, Written,
        connection::{Items, PageExtent, no_own},
    },
    WriteField,
};
use crate::{
    exec::{
        select::{Record, Records, conflict_field},
        store::Store,
    },
    graph::{Conflict, Element},
    limits::Exhausted,
    plan::{
        Id, Object,
        fields::conflicts::{ConflictList, ConflictOp, Conflicts},
    },
};
use std::convert::Infallible;

impl WriteField for Conflicts {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        let selection = &run.plan[self.page];
        run.viewing(arguments.view, |run| {
            let page = run.reader.choose_conflicts(arguments, selection.into());
            let page = run.chosen(page, &path)?;
            run.connection(&page, selection, &path)
        })
    }
}

impl<'a, S: Store> Items<'a, S> for Records<Conflict> {
    type List = ConflictList;
    type Node = Id<Object<ConflictOp>>;
    type Own = Infallible;

    fn extent(&self) -> PageExtent {
        self.into()
    }

    fn shown(&self, _: &S, index: usize) -> [Option<Element>; 2] {
        [Some(Element::Node(self.items[index].node)), None]
    }

    fn cursor(&self, run: &mut Run<'a, S>, index: usize) -> Result<String, Exhausted> {
        Ok(self.items[index].cursor(run.store).encode())
    }

    fn node(
        &self,
        run: &mut Run<'a, S>,
        index: usize,
        node: &'a Self::Node,
        path: &Path<'_>,
    ) -> Written {
        let conflict = self.items[index];
        run.object(&run.plan[*node], path, |run, op| run.conflict(conflict, op, path))
    }

    fn own(&self, _: &mut Run<'a, S>, _: usize, own: &'a Infallible, _: &Path<'_>) -> Written {
        no_own(own)
    }

    fn list(&self, run: &mut Run<'a, S>, list: &'a ConflictList, path: &Path<'_>) -> Written {
        run.items(self, list, path)
    }
}

impl<'a, S: Store> Run<'a, S> {
    fn conflict(&mut self, conflict: Conflict, op: &'a ConflictOp, path: &Path<'_>) -> Written {
        let store = self.store;
        match op {
            ConflictOp::Entity(selection, site) => {
                self.entity(conflict.node, *selection, &path.field(*site))
            }
            ConflictOp::Claims(claim, site) => {
                let set = &store.claims(conflict.node)[conflict.set as usize];
                self.embedded(&set.claims, *claim, &path.field(*site), Self::claim)
            }
            ConflictOp::Field => {
                self.out.string(conflict_field(store, conflict));
                Ok(())
            }
        }
    }
}
