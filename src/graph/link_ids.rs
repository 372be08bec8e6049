//! Ids of links: those that the data gives, and those that are derived from the ends.
//!
//! `socar~OWNS~socar-trading` is the id of the link of the relation OWNS between these two,
//! `socar~OWNS~socar-trading~2` that of the second such link. Every id of a link is unique in
//! the graph and is no entity's id:
//!
//! - A `~` inside of the id of an end is written `%7E`, so that the parts can be told apart.
//!   No id of the data has a `%`.
//! - Where the data gives an entity or a link the id that would be derived for another link,
//!   that link's number is written with a `%`: `socar~OWNS~socar-trading~%1`.

use super::{Graph, LinkId, NodeId};
use crate::ontology::RelationId;
use hashbrown::HashSet;
use std::borrow::Cow;

/// The character between the parts of a derived id.
const SEPARATOR: char = '~';

/// The separator inside of a part.
const ESCAPED: &str = "%7E";

/// The character before the number of a link whose derived id is taken.
const DISPLACED: char = '%';

impl Graph {
    /// The id of a link to which the data gives none.
    pub fn derived_link_id(&self, link: LinkId) -> String {
        let part = |node: NodeId| {
            let id = self.arena.text(self.nodes.ids[node.index()]);
            if id.contains(SEPARATOR) { Cow::Owned(id.replace(SEPARATOR, ESCAPED)) } else { id }
        };
        let (from, to) = (part(self.links.from(link)), part(self.links.to(link)));
        let relation = &self.ontology.relation(self.links.relation(link)).name;
        // Every link of a response may get one: pieces are copied, without formatting.
        let mut id = String::with_capacity(from.len() + relation.len() + to.len() + 4);
        for piece in [&from, "~", relation.as_str(), "~", &to] {
            id.push_str(piece);
        }
        match (self.links.displaced.contains(&link), self.links.ordinal(link)) {
            (false, 1) => {}
            (false, ordinal) => id.push_str(&format!("~{ordinal}")),
            (true, ordinal) => id.push_str(&format!("~{DISPLACED}{ordinal}")),
        }
        id
    }

    /// The link with an id, given or derived. A given id costs one look into a hash table; a
    /// derived one two of them and O(log m) for m links of its relation.
    pub fn link_by_id(&self, id: &str) -> Option<LinkId> {
        let given = self.links.by_given_id(id, &self.arena);
        given.or_else(|| self.derived_from(id).filter(|&link| self.derived_link_id(link) == id))
    }

    /// The link without an id of its own whose ends, relation and number an id names.
    fn derived_from(&self, id: &str) -> Option<LinkId> {
        let mut parts = id.split(SEPARATOR);
        let (from, relation, to) = (parts.next()?, parts.next()?, parts.next()?);
        let ordinal = match parts.next() {
            None => 1,
            Some(number) => number.strip_prefix(DISPLACED).unwrap_or(number).parse().ok()?,
        };
        if parts.next().is_some() {
            return None;
        }
        let relation = self.ontology.relation_by_name(relation)?;
        let end = |part: &str| {
            if part.contains(ESCAPED) {
                self.node_by_id(&part.replace(ESCAPED, "~"))
            } else {
                self.node_by_id(part)
            }
        };
        let link = self.nth_between(relation, end(from)?, end(to)?, ordinal);
        link.filter(|&link| self.links.given_id(link).is_none())
    }

    /// The link of a number, from 1, among those of a relation from one entity to another.
    fn nth_between(
        &self,
        relation: RelationId,
        from: NodeId,
        to: NodeId,
        ordinal: u32,
    ) -> Option<LinkId> {
        // Links are numbered by relation, source and target.
        let range = self.links.of_relation(relation);
        let ends = |link: u32| (self.links.from(LinkId(link)), self.links.to(LinkId(link)));
        let (mut low, mut high) = (range.start, range.end);
        while low < high {
            let middle = low + (high - low) / 2;
            if ends(middle) < (from, to) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let link = low.checked_add(ordinal.checked_sub(1)?)?;
        (link < range.end && ends(link) == (from, to)).then_some(LinkId(link))
    }

    /// The links without an id of their own whose plain derived id the data gives to an entity
    /// or to another link.
    pub(super) fn displaced_links(&self) -> HashSet<LinkId> {
        let entities = self.nodes.ids.iter();
        let ids = entities.chain(self.links.given_ids.values()).map(|&id| self.arena.text(id));
        ids.filter(|id| id.contains(SEPARATOR))
            .filter_map(|id| {
                self.derived_from(&id).filter(|&link| self.derived_link_id(link) == id)
            })
            .collect()
    }
}
