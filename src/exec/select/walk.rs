//! A walk over the entities of some kinds in order, which can be narrowed on the way.

use crate::{exec::store::NodeList, graph::NodeId};

/// Entities in the order of their numbers.
pub(super) struct Walk<'l, 's> {
    lists: &'l [NodeList<'s>],
    rest: Box<dyn Iterator<Item = NodeId> + 'l>,
    /// The last entity that it came to.
    last: Option<NodeId>,
}

impl<'l, 's> Walk<'l, 's> {
    /// All entities of some lists, which stand in the order of their numbers.
    pub(super) fn new(lists: &'l [NodeList<'s>]) -> Self {
        Self { lists, rest: Box::new(lists.iter().flat_map(NodeList::iter)), last: None }
    }

    /// From here on the walk comes only to those of some entities, given in order.
    pub(super) fn narrow(&mut self, to: Vec<NodeId>) {
        let (lists, last) = (self.lists, self.last);
        let rest = to.into_iter().skip_while(move |node| Some(*node) <= last);
        self.rest = Box::new(rest.filter(move |node| lists.iter().any(|list| list.has(*node))));
    }
}

impl Iterator for Walk<'_, '_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let next = self.rest.next();
        self.last = next.or(self.last);
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_that_is_narrowed_goes_on_from_where_it_is() {
        let all = [0, 1, 5, 6, 9].map(NodeId);
        let lists = [NodeList::List(&all[..3]), NodeList::List(&all[3..])];
        let mut walk = Walk::new(&lists);
        assert_eq!([walk.next(), walk.next()], [Some(NodeId(0)), Some(NodeId(1))]);
        walk.narrow([0, 1, 5, 7, 9].map(NodeId).to_vec());
        assert_eq!(walk.collect::<Vec<_>>(), [5, 9].map(NodeId));
        let mut walk = Walk::new(&lists);
        walk.narrow(vec![NodeId(0)]);
        assert_eq!(walk.collect::<Vec<_>>(), [NodeId(0)]);
    }
}
