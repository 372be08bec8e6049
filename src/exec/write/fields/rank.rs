//! `rank`

use super::{
    super::{
        Path, Run, Written,
        connection::{Items, PageExtent},
    },
    WriteField,
};
use crate::{
    algo::measures::Sampled,
    exec::{
        select::{Ranked, Record, Records},
        store::Store,
    },
    graph::Element,
    limits::Exhausted,
    plan::{
        SelectionId,
        fields::rank::{Rank, RankEdgeOp, RankList},
    },
};

/// A page of a ranking.
struct RankItems {
    page: Records<Ranked>,
    sampled: Option<Sampled>,
}

impl WriteField for Rank {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        let selection = &run.plan[self.page];
        run.viewing(arguments.graph.view, |run| {
            let chosen = run.reader.choose_rank(arguments, selection.into());
            let (page, sampled) = run.chosen(chosen, &path)?;
            run.connection(&RankItems { page, sampled }, selection, &path)
        })
    }
}

impl<'a, S: Store> Items<'a, S> for RankItems {
    type List = RankList;
    type Node = SelectionId;
    type Own = RankEdgeOp;

    fn extent(&self) -> PageExtent {
        (&self.page).into()
    }

    fn shown(&self, _: &S, index: usize) -> [Option<Element>; 2] {
        [Some(Element::Node(self.page.items[index].node)), None]
    }

    fn cursor(&self, run: &mut Run<'a, S>, index: usize) -> Result<String, Exhausted> {
        Ok(self.page.items[index].cursor(run.store).encode())
    }

    fn node(
        &self,
        run: &mut Run<'a, S>,
        index: usize,
        node: &'a SelectionId,
        path: &Path<'_>,
    ) -> Written {
        run.entity(self.page.items[index].node, *node, path)
    }

    fn own(
        &self,
        run: &mut Run<'a, S>,
        index: usize,
        own: &'a RankEdgeOp,
        _: &Path<'_>,
    ) -> Written {
        match own {
            RankEdgeOp::Value => run.number(self.page.items[index].value),
        }
        Ok(())
    }

    fn list(&self, run: &mut Run<'a, S>, list: &'a RankList, path: &Path<'_>) -> Written {
        match list {
            RankList::List(list) => run.items(self, list, path),
            RankList::Sampling(object, site) => {
                run.sampling(self.sampled, *object, &path.field(*site))
            }
        }
    }
}
