//! From facts to a graph: number everything, then fill the columns.

use super::{
    Graph,
    adjacency::Adjacency,
    column::{Column, Rows},
    extents::Extents,
    incidence::Incidence,
    index::Timed,
    keys::KeyIndexes,
    links::{LinkColumns, LinkId, Links, ReferenceColumn, is_doubted},
    lookup::Lookups,
    moments,
    nodes::{Citation, Claim, ClaimSet, ExternalId, Localized, Name, NodeId, Nodes},
    provenance::Provenance,
    record::{
        CitationRecord, ClaimRecord, ClaimsRecord, EntityIndex, EntityRecord, Facts, LinkRecord,
        NameRecord, Time,
    },
};
use crate::{
    json::fragment::{ArenaBuilder, Fragment},
    names::{Speller, comparison_key},
    ontology::{LinkStatus, Ontology, PropertyType, RelationId, Scalar},
    value::{Attesting, Day, Extent, PartialDate, Value},
};
use hashbrown::{DefaultHashBuilder, HashMap, HashSet, HashTable};
use std::{hash::BuildHasher, sync::Arc};

/// Builds a graph. Sorting dominates: O(n log n + m log m).
pub(super) fn build(ontology: Arc<Ontology>, mut facts: Facts) -> Graph {
    let mut arena = ArenaBuilder::new();
    let numbers = number(&facts.entities);
    let mut order: Vec<usize> = (0..facts.entities.len()).collect();
    order.sort_unstable_by_key(|&index| numbers[index]);
    let mut build = Build {
        ontology: &ontology,
        numbers: &numbers,
        arena: &mut arena,
        speller: Speller::new(),
        published: published(&ontology, &facts.entities),
    };
    let nodes = build.nodes(&facts.entities, &order);
    // Stable: links that share relation and ends keep the order that the facts have them in.
    facts.links.sort_by_key(|link| {
        (link.relation, numbers[link.from.0 as usize], numbers[link.to.0 as usize])
    });
    let links = build.links(&facts.links, &nodes);
    let arena = arena.finish();
    // What follows only reads what is there, so the parts are built beside each other.
    let ((adjacency, incidence), ((provenance, moments), (lookups, keys))) = rayon::join(
        || {
            drop(facts);
            rayon::join(
                || Adjacency::new(&ontology, &nodes, &links),
                || Incidence::new(&ontology, nodes.len(), &links),
            )
        },
        || {
            rayon::join(
                || {
                    rayon::join(
                        || Timed::build(|| Provenance::new(&ontology, &arena, &nodes, &links)),
                        || Timed::build(|| moments::all(&ontology, &nodes, &links)),
                    )
                },
                || {
                    rayon::join(
                        || Lookups::new(&ontology, &arena, &nodes),
                        || KeyIndexes::new(&ontology, &arena, &nodes),
                    )
                },
            )
        },
    );
    let mut graph = Graph {
        ontology,
        arena,
        nodes,
        links,
        adjacency,
        incidence,
        provenance,
        moments,
        lookups,
        keys,
    };
    graph.links.displaced = graph.displaced_links();
    graph
}

/// The dates of publication of sources, if the links of some relation fade.
fn published(ontology: &Ontology, entities: &[EntityRecord]) -> HashMap<EntityIndex, PartialDate> {
    let fades = ontology.relations().any(|(_, relation)| relation.fades.is_some());
    let Some((kind, property)) = ontology.publication_date().filter(|_| fades) else {
        return HashMap::new();
    };
    let numbered = (0..).map(EntityIndex).zip(entities).filter(|(_, it)| it.kind == kind);
    let dated = numbered.filter_map(|(index, entity)| match entity.values.get(property)? {
        Some(Value::Date(date)) => Some((index, *date)),
        _ => None,
    });
    dated.collect()
}

/// The number that each entity gets: by kind, then by id.
fn number(entities: &[EntityRecord]) -> Vec<NodeId> {
    let mut order: Vec<usize> = (0..entities.len()).collect();
    order.sort_unstable_by_key(|&index| (entities[index].kind, entities[index].id.as_str()));
    let mut numbers = vec![NodeId(0); entities.len()];
    for (number, index) in order.into_iter().enumerate() {
        numbers[index] = NodeId(number as u32);
    }
    numbers
}

/// The JSON between the id and the name of an entity in the arena.
const HEAD: &str = ",\"name\":";

struct Build<'a> {
    ontology: &'a Ontology,
    numbers: &'a [NodeId],
    arena: &'a mut ArenaBuilder,
    speller: Speller,
    /// The dates of publication of sources; empty where no relation fades.
    published: HashMap<EntityIndex, PartialDate>,
}

impl Build<'_> {
    fn nodes(&mut self, entities: &[EntityRecord], order: &[usize]) -> Nodes {
        let sorted = || order.iter().map(|&index| &entities[index]);
        // Side by side in the arena, as responses mostly have them.
        let (mut ids, mut primary, mut heads) = (Vec::new(), Vec::new(), Vec::new());
        for entity in sorted() {
            let name = entity.names.first().map_or("", |name| &name.value);
            let [id, name, head] = self.arena.pair(&entity.id, HEAD, name);
            ids.push(id);
            primary.push(name);
            heads.push(head);
        }
        let names = Rows::new(sorted().zip(&primary).map(|(entity, &primary)| {
            let mut names: Vec<Name> =
                entity.names.iter().skip(1).map(|it| self.name(it, None)).collect();
            if let Some(first) = entity.names.first() {
                names.insert(0, self.name(first, Some(primary)));
            }
            names
        }));
        let first = |node: usize| names.get(node).first();
        let hasher = DefaultHashBuilder::default();
        let hash = |node: NodeId| hasher.hash_one(entities[order[node.index()]].id.as_bytes());
        let mut by_id = HashTable::with_capacity(ids.len());
        for node in (0..ids.len() as u32).map(NodeId) {
            by_id.insert_unique(hash(node), node, |&other| hash(other));
        }
        Nodes {
            kind_starts: starts(self.ontology.kinds().len(), sorted().map(|e| e.kind.index())),
            kinds: sorted().map(|entity| entity.kind).collect(),
            primary,
            heads,
            primary_folded: (0..ids.len())
                .map(|n| first(n).map_or(Fragment::NULL, |name| name.folded))
                .collect(),
            summaries: Rows::new(sorted().map(|e| {
                e.summary
                    .iter()
                    .map(|(lang, text)| Localized {
                        lang: self.optional(Some(lang.as_str()).filter(|lang| !lang.is_empty())),
                        text: self.arena.string(text),
                    })
                    .collect()
            })),
            external_ids: Rows::new(sorted().map(|e| {
                e.external_ids
                    .iter()
                    .map(|(scheme, value)| ExternalId {
                        scheme: self.arena.string(scheme),
                        value: self.arena.string(value),
                    })
                    .collect()
            })),
            citations: Rows::new(sorted().map(|entity| self.citations(&entity.citations))),
            claims: Rows::new(
                sorted().map(|entity| entity.claims.iter().map(|c| self.claims(c)).collect()),
            ),
            columns: self.node_columns(entities, order),
            extents: self.node_extents(entities, order),
            ids,
            by_id,
            names,
            hasher,
        }
    }

    fn node_columns(&mut self, entities: &[EntityRecord], order: &[usize]) -> Vec<Vec<Column>> {
        let new = |ty: PropertyType| Column::new(self.ontology, ty);
        let mut columns: Vec<Vec<Column>> = self
            .ontology
            .kinds()
            .map(|(_, kind)| kind.properties.iter().map(|property| new(property.ty)).collect())
            .collect();
        for &index in order {
            let entity = &entities[index];
            for (column, value) in columns[entity.kind.index()].iter_mut().zip(&entity.values) {
                column.push(value.as_ref(), self.arena);
            }
        }
        columns.iter_mut().flatten().for_each(Column::shrink);
        columns
    }

    /// The times in which the entities of each kind exist.
    fn node_extents(&self, entities: &[EntityRecord], order: &[usize]) -> Vec<Option<Extents>> {
        let mut extents: Vec<Vec<Extent>> = vec![Vec::new(); self.ontology.kinds().len()];
        for entity in order.iter().map(|&index| &entities[index]) {
            let kind = self.ontology.kind(entity.kind);
            if kind.temporal.is_some() {
                extents[entity.kind.index()].push(entity.extent(kind));
            }
        }
        extents.iter().map(|extents| Extents::new(extents, Extent::UNBOUNDED)).collect()
    }

    fn links(&mut self, links: &[LinkRecord], nodes: &Nodes) -> Links {
        let number = |index: EntityIndex| self.numbers[index.0 as usize];
        let from: Vec<NodeId> = links.iter().map(|link| number(link.from)).collect();
        let to: Vec<NodeId> = links.iter().map(|link| number(link.to)).collect();
        let relation_starts =
            starts(self.ontology.relations().len(), links.iter().map(|l| l.relation.index()));
        let mut ordinals = HashMap::new();
        for (index, pair) in links.windows(2).enumerate() {
            let key = |link: &LinkRecord| (link.relation, link.from, link.to);
            if key(&pair[0]) == key(&pair[1]) {
                let before = ordinals.get(&LinkId(index as u32)).copied().unwrap_or(1);
                ordinals.insert(LinkId(index as u32 + 1), before + 1);
            }
        }
        let columns = (0..relation_starts.len() - 1)
            .map(|relation| {
                let range =
                    relation_starts[relation] as usize..relation_starts[relation + 1] as usize;
                self.link_columns(RelationId(relation as u16), &links[range], nodes)
            })
            .collect();
        let given = || {
            let numbered = links.iter().zip((0..).map(LinkId));
            numbered.filter_map(|(link, at)| Some((at, link.id.as_deref()?)))
        };
        let given_ids = given().map(|(link, id)| (link, self.arena.string(id))).collect();
        let hasher = DefaultHashBuilder::default();
        let hash = |link: LinkId| {
            hasher.hash_one(links[link.index()].id.as_deref().unwrap_or_default().as_bytes())
        };
        let mut by_given_id = HashTable::with_capacity(given().count());
        for (link, _) in given() {
            by_given_id.insert_unique(hash(link), link, |&other| hash(other));
        }
        Links {
            given_ids,
            by_given_id,
            hasher,
            displaced: HashSet::new(),
            citations: Rows::new(links.iter().map(|link| self.citations(&link.citations))),
            relation_starts,
            from,
            to,
            columns,
            ordinals,
        }
    }

    fn link_columns(
        &mut self,
        relation: RelationId,
        links: &[LinkRecord],
        nodes: &Nodes,
    ) -> LinkColumns {
        let scalar =
            |scalar| PropertyType { scalar, list: false, required: false, items_required: false };
        let date = |date: Option<PartialDate>| date.map(Value::Date);
        let dates = PropertyType { list: true, ..scalar(Scalar::PartialDate) };
        let attested = |link: &LinkRecord| {
            let days = &link.time.attested;
            (!days.is_empty()).then(|| Value::List(days.iter().copied().map(Value::Date).collect()))
        };
        let disputed = |link: &LinkRecord| {
            let names = || link.disputed.iter().map(|name| Value::Text(name.as_str().into()));
            (!link.disputed.is_empty()).then(|| Value::List(names().collect()))
        };
        let names = PropertyType { list: true, ..scalar(Scalar::String) };
        let properties = self.ontology.properties_of(relation);
        let mut columns: Vec<Column> =
            properties.iter().map(|property| Column::new(self.ontology, property.ty)).collect();
        for link in links {
            for (column, value) in columns.iter_mut().zip(&link.values) {
                column.push(value.as_ref(), self.arena);
            }
        }
        columns.iter_mut().for_each(Column::shrink);
        let references = 0..self.ontology.references_of(relation).len();
        let extents: Vec<Extent> = links.iter().map(|link| self.link_extent(link, nodes)).collect();
        LinkColumns {
            at: self.optional_column(scalar(Scalar::PartialDate), links, |l| date(l.time.at)),
            since: self.optional_column(scalar(Scalar::PartialDate), links, |l| date(l.time.since)),
            until: self.optional_column(scalar(Scalar::PartialDate), links, |l| date(l.time.until)),
            attested: self.optional_column(dates, links, attested),
            disputed: self.optional_column(names, links, disputed),
            note: self.optional_column(scalar(Scalar::String), links, |l| {
                l.note.as_deref().map(|note| Value::Text(note.into()))
            }),
            status: links.iter().map(|link| link.status).collect(),
            evidence: links.iter().map(|link| link.evidence).collect(),
            properties: columns,
            references: references.map(|at| self.reference_column(at, links)).collect(),
            extents: Extents::new(&extents, Extent::UNDATED),
        }
    }

    /// The entities that a property of some links refers to.
    fn reference_column(&self, at: usize, links: &[LinkRecord]) -> ReferenceColumn {
        let referred = |link: &LinkRecord| link.references.get(at).copied().flatten();
        let number = |index: EntityIndex| self.numbers[index.0 as usize];
        ReferenceColumn::new(links.iter().map(|link| referred(link).map(number)))
    }

    /// The time in which a link holds, limited by the existence of its ends.
    fn link_extent(&self, link: &LinkRecord, nodes: &Nodes) -> Extent {
        let ends = [link.from, link.to].map(|end| nodes.extent(self.numbers[end.0 as usize]));
        let mut extent = link.time.extent(ends);
        if let (Some(period), None, None) =
            (self.ontology.relation(link.relation).fades, link.time.at, link.time.until)
        {
            // What nothing shows is certain on no day anyway.
            let last = self.last_attested(link).map_or(Day::MIN, PartialDate::earliest);
            extent = extent.certain_until(period.after(last));
        }
        if is_doubted(link.status, link.evidence) { extent.doubted() } else { extent }
    }

    /// The date that shows last that a link held.
    fn last_attested(&self, link: &LinkRecord) -> Option<PartialDate> {
        let sources = link.citations.iter().map(|it| it.source);
        let Time { at, since, until, attested } = &link.time;
        let attesting = Attesting {
            is_actual: link.status == LinkStatus::Actual,
            at: *at,
            since: *since,
            until: *until,
            attested: attested.iter().copied(),
            published: sources.map(|source| self.published.get(&source).copied()),
        };
        attesting.last()
    }

    /// A column of values that most links lack; `None` where all do.
    fn optional_column(
        &mut self,
        ty: PropertyType,
        links: &[LinkRecord],
        value: impl Fn(&LinkRecord) -> Option<Value>,
    ) -> Option<Column> {
        links.iter().any(|link| value(link).is_some()).then(|| {
            let mut column = Column::new(self.ontology, ty);
            links.iter().for_each(|link| column.push(value(link).as_ref(), self.arena));
            column.shrink();
            column
        })
    }

    /// A name; `value` is where its text is, if it is stored already.
    fn name(&mut self, name: &NameRecord, value: Option<Fragment>) -> Name {
        let keys = self.speller.keys(&name.value, name.lang.as_deref());
        Name {
            value: value.unwrap_or_else(|| self.arena.string(&name.value)),
            folded: self.arena.string(&comparison_key(&name.value)),
            keys: self.arena.string(&keys.join(&Name::BETWEEN.to_string())),
            lang: self.optional(name.lang.as_deref()),
            script: self.optional(name.script.as_deref()),
            kind: name.kind,
            since: self.optional(name.since.map(|date| date.to_string()).as_deref()),
            until: self.optional(name.until.map(|date| date.to_string()).as_deref()),
        }
    }

    fn citations(&mut self, citations: &[CitationRecord]) -> Vec<Citation> {
        let citation = |record: &CitationRecord| Citation {
            source: self.numbers[record.source.0 as usize],
            locator: self.optional(record.locator.as_deref()),
            note: self.optional(record.note.as_deref()),
        };
        citations.iter().map(citation).collect()
    }

    fn claims(&mut self, record: &ClaimsRecord) -> ClaimSet {
        let claims = record.claims.iter().map(|claim| Claim {
            value: self.arena.json(&claim.value.to_json()),
            preferred: claim.preferred,
            citations: self.citations(&claim.citations),
            note: self.optional(claim.note.as_deref()),
        });
        ClaimSet {
            property: record.property,
            claims: claims.collect(),
            differ: differ(&record.claims),
        }
    }

    fn optional(&mut self, text: Option<&str>) -> Fragment {
        text.map_or(Fragment::NULL, |text| self.arena.string(text))
    }
}

/// Returns whether claims contradict each other. Those of one value with other sources do not.
fn differ(claims: &[ClaimRecord]) -> bool {
    let Some(first) = claims.first() else { return false };
    // What is known in part may fit two values that contradict each other.
    let is_partial = matches!(first.value, Value::Date(_) | Value::Structured(_));
    let ones = if is_partial { claims } else { &claims[..1] };
    ones.iter().any(|one| claims.iter().any(|other| one.value.contradicts(&other.value)))
}

/// The start of each of `count` groups in a sorted run of group numbers, then the end of the last.
fn starts(count: usize, groups: impl Iterator<Item = usize>) -> Vec<u32> {
    let mut starts = vec![0; count + 1];
    groups.for_each(|group| starts[group + 1] += 1);
    for group in 0..count {
        starts[group + 1] += starts[group];
    }
    starts
}
