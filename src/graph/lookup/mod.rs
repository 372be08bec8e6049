//! Entities by what conditions compare: names, the values of `@unique` properties, and dates.
//!
//! `name: {startsWith: "Min"}` is a range of the index of names, found by binary search. An index
//! holds the numbers of entities in the order of their texts or dates and no text: those are
//! where the entities have them. 4 bytes for each text or date, and two more for those of
//! names, of which an entity has several. Lookups of exactly one entity do not come here: `keys`
//! has their hash tables, and says why.

mod dates;
mod text;

use super::{
    column::Keys,
    index::{IndexCost, Timed},
    nodes::{NodeId, Nodes},
};
use crate::{
    json::fragment::Arena,
    ontology::{KindId, Ontology, Property},
    value::Day,
};
use dates::DateIndex;
use std::ops::RangeInclusive;
use text::{TextIndex, content, name_key};

/// The indexes of a graph.
#[derive(Debug)]
pub(super) struct Lookups {
    /// `None` if an entity has too many names.
    names: Timed<Option<TextIndex>>,
    /// By kind and property, in order.
    unique: Timed<Vec<(Place, TextIndex)>>,
    /// By kind and property, in order.
    dates: Timed<Vec<(Place, DateIndex)>>,
}

/// A kind and the position of a property in it.
type Place = (KindId, usize);

/// A text that is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted<'t> {
    /// The text is this one.
    Equal(&'t str),
    /// The text begins with this one.
    Starting(&'t str),
}

impl Lookups {
    /// Indexes the entities of a graph, on several threads.
    pub(super) fn new(ontology: &Ontology, arena: &Arena, nodes: &Nodes) -> Self {
        let names = || TextIndex::of_names(arena, nodes);
        let unique = || {
            let unique = places(ontology, |property| property.unique);
            unique.filter_map(|at| Some((at, TextIndex::of_property(arena, nodes, at)?))).collect()
        };
        let dates = || {
            let all = places(ontology, |_| true);
            all.filter_map(|at| Some((at, DateIndex::of_property(nodes, at)?))).collect()
        };
        let (names, (unique, dates)) = rayon::join(
            || Timed::build(names),
            || rayon::join(|| Timed::build(unique), || Timed::build(dates)),
        );
        Self { names, unique, dates }
    }

    /// The entities of which a key of a name is wanted; with several such keys, an entity comes
    /// several times. `None` if names have no index.
    pub(super) fn named(
        &self,
        arena: &Arena,
        nodes: &Nodes,
        wanted: Wanted<'_>,
    ) -> Option<&[NodeId]> {
        let names = self.names.as_ref()?;
        Some(names.find(wanted, |node, part| name_key(arena, nodes, node, part)))
    }

    /// The entities of which the value of a property is wanted, as it is compared; `None` if the
    /// property has no index of texts.
    pub(super) fn with_value(
        &self,
        arena: &Arena,
        nodes: &Nodes,
        (kind, property): Place,
        wanted: Wanted<'_>,
    ) -> Option<&[NodeId]> {
        let at = self.unique.binary_search_by_key(&(kind, property), |it| it.0).ok()?;
        let texts = nodes.column(kind, property).texts()?;
        let text = |node: NodeId, _| content(arena, texts[nodes.local(node)]);
        Some(self.unique[at].1.find(wanted, text))
    }

    /// The entities of which the date of a property begins on one of these days; `None` if the
    /// property holds no dates.
    pub(super) fn with_date(
        &self,
        nodes: &Nodes,
        (kind, property): Place,
        days: &RangeInclusive<Day>,
    ) -> Option<&[NodeId]> {
        let at = self.dates.binary_search_by_key(&(kind, property), |it| it.0).ok()?;
        let Keys::Date(dates) = nodes.column(kind, property).keys() else { return None };
        Some(self.dates[at].1.find(days, |node| dates[nodes.local(node)]))
    }

    /// The cost of each of them.
    pub(super) fn costs(&self) -> [IndexCost; 3] {
        let unique = || self.unique.iter().map(|(_, index)| index);
        let dates = || self.dates.iter().map(|(_, index)| index);
        [
            IndexCost {
                name: "names",
                description: "Entities by their names, whole and from the beginning.",
                entries: self.names.iter().map(TextIndex::len).sum(),
                bytes: self.names.iter().map(TextIndex::size).sum(),
                build_time: self.names.time(),
            },
            IndexCost {
                name: "uniqueValues",
                description: "Entities by texts of `@unique` properties, whole and from the beginning.",
                entries: unique().map(TextIndex::len).sum(),
                bytes: unique().map(TextIndex::size).sum(),
                build_time: self.unique.time(),
            },
            IndexCost {
                name: "dates",
                description: "Entities by the dates of their properties.",
                entries: dates().map(DateIndex::len).sum(),
                bytes: dates().map(DateIndex::size).sum(),
                build_time: self.dates.time(),
            },
        ]
    }
}

/// The properties of all kinds that are wanted, in order.
fn places(
    ontology: &Ontology,
    is_wanted: impl Fn(&Property) -> bool,
) -> impl Iterator<Item = Place> {
    ontology.kinds().flat_map(move |(id, kind)| {
        let places = kind.properties.iter().enumerate().filter(|(_, it)| is_wanted(it));
        places.map(|(property, _)| (id, property)).collect::<Vec<_>>()
    })
}
