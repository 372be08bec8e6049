//! Groups of entities: `communities`, `components`.

use super::{
    super::{Path, Run, Written},
    WriteField,
};
use crate::{
    exec::{
        select::{Group, Groups, ListForm, Listing},
        store::Store,
    },
    plan::{
        Id, Object, STORE_ORDER,
        fields::{
            communities::Communities,
            components::Components,
            groups::{GroupOp, GroupSetOp},
        },
    },
};
use std::rc::Rc;

impl WriteField for Communities {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        run.viewing(arguments.graph.view, |run| {
            let found = run.reader.communities(arguments);
            let found = run.chosen(found, &path)?;
            run.groups(&found, self.result, &path)
        })
    }
}

impl WriteField for Components {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        run.viewing(arguments.graph.view, |run| {
            let found = run.reader.components(arguments);
            let found = run.chosen(found, &path)?;
            run.groups(&found, self.result, &path)
        })
    }
}

impl<'a, S: Store> Run<'a, S> {
    fn groups(
        &mut self,
        groups: &Groups,
        object: Id<Object<GroupSetOp>>,
        path: &Path<'_>,
    ) -> Written {
        self.embedded_one(groups, object, path, |run, groups, op, path| {
            match op {
                GroupSetOp::Groups(object, site) => {
                    return run.embedded(&groups.listed, *object, &path.field(*site), Self::group);
                }
                GroupSetOp::Total => run.out.integer(groups.total),
                GroupSetOp::Modularity => run.number(groups.modularity),
            }
            Ok(())
        })
    }

    fn group(&mut self, group: &Group, op: &'a GroupOp, path: &Path<'_>) -> Written {
        match op {
            GroupOp::Number => self.out.integer(group.number),
            GroupOp::Size => self.out.integer(group.members.len()),
            GroupOp::Members(arguments, page, site) => {
                let (items, path) = (Rc::clone(&group.members), path.field(*site));
                let listing = Listing::new(ListForm::Entities, &STORE_ORDER);
                return self.chosen_items(items, (listing, &[]), *arguments, *page, &path);
            }
        }
        Ok(())
    }
}
