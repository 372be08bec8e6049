//! Pages of moments: `changes` and `timeline`.

use super::super::{
    Path, Run, Written,
    connection::{Items, PageExtent, no_own},
};
use crate::{
    exec::{
        select::{Record, Records, is_certain},
        store::Store,
    },
    graph::{Element, Moment},
    limits::Exhausted,
    plan::{
        Id, Object,
        fields::moments::{MomentList, MomentOp, MomentPage},
    },
};
use std::convert::Infallible;

/// A page of moments, and the arguments that it answers.
pub(super) struct Moments<'a> {
    pub(super) page: Records<Moment>,
    pub(super) arguments: &'a MomentPage,
}

impl<'a, S: Store> Items<'a, S> for Moments<'a> {
    type List = MomentList;
    type Node = Id<Object<MomentOp>>;
    type Own = Infallible;

    fn extent(&self) -> PageExtent {
        (&self.page).into()
    }

    fn shown(&self, store: &S, index: usize) -> [Option<Element>; 2] {
        [Some(store.element(self.page.items[index].element)), None]
    }

    fn cursor(&self, run: &mut Run<'a, S>, index: usize) -> Result<String, Exhausted> {
        Ok(self.page.items[index].cursor(run.store).encode())
    }

    fn node(
        &self,
        run: &mut Run<'a, S>,
        index: usize,
        node: &'a Self::Node,
        path: &Path<'_>,
    ) -> Written {
        let moment = self.page.items[index];
        run.object(&run.plan[*node], path, |run, op| run.moment(moment, self.arguments, op, path))
    }

    fn own(&self, _: &mut Run<'a, S>, _: usize, own: &'a Infallible, _: &Path<'_>) -> Written {
        no_own(own)
    }

    fn list(&self, run: &mut Run<'a, S>, list: &'a MomentList, path: &Path<'_>) -> Written {
        run.items(self, list, path)
    }
}

impl<'a, S: Store> Run<'a, S> {
    fn moment(
        &mut self,
        moment: Moment,
        arguments: &MomentPage,
        op: &'a MomentOp,
        path: &Path<'_>,
    ) -> Written {
        match op {
            MomentOp::Date => self.out.string(&moment.date.to_string()),
            MomentOp::Change => self.out.string(moment.change.as_str()),
            MomentOp::Certain => {
                let certain = is_certain(self.store, moment, arguments);
                self.boolean(certain);
            }
            MomentOp::Entity(selection, site) | MomentOp::Link(selection, site) => {
                let element = self.store.element(moment.element);
                let is_meant = matches!(
                    (op, element),
                    (MomentOp::Entity(..), Element::Node(_))
                        | (MomentOp::Link(..), Element::Link(_))
                );
                let element = Some(element).filter(|_| is_meant);
                let path = path.field(*site);
                return self.nullable(|run| run.element_or_null(element, *selection, &path));
            }
        }
        Ok(())
    }
}
