//! The fields `ontology` and `service`, as one tree.

use crate::{
    api::schema::scalar_name,
    exec::store::Store,
    graph::{Graph, IndexCost},
    limits::Limits,
    ontology::{KindId, Ontology, Property, PropertyType, Reference, RelationField, RelationId},
    search::Cost,
};
use serde_json::{Value, json};
use std::time::Duration;

/// Describes a graph and the server that holds it.
pub(super) fn describe(graph: &Graph, limits: &Limits, hash: &str, load_time: Duration) -> Value {
    json!({ "ontology": ontology(graph), "service": service(graph, limits, hash, load_time) })
}

/// Returns the description with the counts of another store.
pub(super) fn of_store(description: &Value, store: &impl Store) -> Value {
    let mut description = description.clone();
    description["ontology"] = ontology(store);
    description["service"]["entities"] = json!(store.node_count());
    description["service"]["links"] = json!(store.link_count());
    // Each entry of an index has a known size.
    description["service"]["indexes"] = json!([]);
    // A quotient by the graph's own counts would tell how much the store hides.
    let (nodes, links) = (store.node_count(), store.link_count());
    for (pointer, quotient, count) in [
        ("/service/memory/nodes", "bytesPerNode", nodes),
        ("/service/memory/links", "bytesPerLink", links),
        ("/service/search/bytes", "bytesPerNode", nodes),
    ] {
        let bytes = description.pointer(pointer).and_then(Value::as_u64);
        if let Some((parent, _)) = pointer.rsplit_once('/')
            && let (Some(bytes), Some(place)) = (bytes, description.pointer_mut(parent))
        {
            place[quotient] = json!(per(bytes as usize, count));
        }
    }
    description
}

/// Adds what the indexes take.
pub(super) fn add_index(description: &mut Value, cost: Cost, graph: &Graph) {
    let bytes = cost.words + cost.names;
    description["service"]["search"] = json!({
        "buildMs": milliseconds(cost.build_time),
        "bytes": bytes,
        "words": cost.words,
        "names": cost.names,
        "bytesPerNode": per(bytes, graph.node_count()),
    });
}

fn service(graph: &Graph, limits: &Limits, hash: &str, load_time: Duration) -> Value {
    let memory = graph.memory();
    let limit = |info: &crate::limits::LimitInfo| {
        json!({
            "name": info.name,
            "value": limits.get(info.name).unwrap_or_default(),
            "unit": info.unit,
            "description": info.description,
        })
    };
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "snapshot": hash,
        "loadedMs": milliseconds(load_time),
        "entities": graph.node_count(),
        "links": graph.link_count(),
        "memory": {
            "texts": memory.texts,
            "nodes": memory.nodes,
            "links": memory.links,
            "indexes": memory.indexes,
            "bytesPerNode": per(memory.nodes, graph.node_count()),
            "bytesPerLink": per(memory.links, graph.link_count()),
        },
        "indexes": graph.indexes().iter().map(index).collect::<Vec<_>>(),
        "limits": Limits::TABLE.iter().map(limit).collect::<Vec<_>>(),
    })
}

fn index(cost: &IndexCost) -> Value {
    json!({
        "name": cost.name,
        "description": cost.description,
        "entries": cost.entries,
        "bytes": cost.bytes,
        "buildMs": milliseconds(cost.build_time),
    })
}

fn per(bytes: usize, count: usize) -> f64 {
    (bytes as f64 / count.max(1) as f64 * 10.0).round() / 10.0
}

fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 10_000.0).round() / 10.0
}

fn ontology(store: &impl Store) -> Value {
    let ontology = store.ontology();
    let kinds = ontology.kinds().map(|(id, kind)| {
        json!({
            "kind": kind.name,
            "description": optional(&kind.description),
            "plural": kind.plural,
            "count": store.count_of_kind(id),
            "properties": properties(ontology, &kind.properties),
            "relations": kind.relations.iter().map(|field| relation_field(ontology, field)).collect::<Vec<_>>(),
        })
    });
    let relations = ontology.relations().map(|(id, relation)| {
        let ends = |end: fn(&(KindId, KindId)) -> KindId| {
            let mut kinds: Vec<KindId> = relation.pairs.iter().map(end).collect();
            kinds.sort_unstable();
            kinds.dedup();
            kinds.into_iter().map(|kind| ontology.kind(kind).name.clone()).collect::<Vec<_>>()
        };
        json!({
            "relation": relation.name,
            "symmetric": relation.symmetric,
            "count": store.count_of_relation(id),
            "from": ends(|pair| pair.0),
            "to": ends(|pair| pair.1),
            "properties": link_properties(ontology, id),
        })
    });
    json!({ "kinds": kinds.collect::<Vec<_>>(), "relations": relations.collect::<Vec<_>>() })
}

fn properties(ontology: &Ontology, properties: &[Property]) -> Vec<Value> {
    let property = |property: &Property| {
        json!({
            "name": property.name,
            "type": type_text(ontology, property.ty),
            "description": optional(&property.description),
        })
    };
    properties.iter().map(property).collect()
}

/// The properties of links: those with values, then those that refer to entities.
fn link_properties(ontology: &Ontology, relation: RelationId) -> Vec<Value> {
    let reference = |reference: &Reference| {
        let required = if reference.required { "!" } else { "" };
        json!({
            "name": reference.name,
            "type": format!("{}{required}", ontology.target_name(reference.target)),
            "description": optional(&reference.description),
        })
    };
    let references = ontology.references_of(relation).iter().map(reference);
    properties(ontology, ontology.properties_of(relation)).into_iter().chain(references).collect()
}

fn relation_field(ontology: &Ontology, field: &RelationField) -> Value {
    json!({
        "name": field.name,
        "relation": ontology.relation(field.relation).name,
        "direction": field.direction.as_str(),
        "target": ontology.target_name(field.target),
        "description": optional(&field.description),
    })
}

fn type_text(ontology: &Ontology, ty: PropertyType) -> String {
    let name = scalar_name(ontology, ty.scalar);
    let item = if ty.list && ty.items_required { "!" } else { "" };
    let (open, close) = if ty.list { ("[", "]") } else { ("", "") };
    let required = if ty.required { "!" } else { "" };
    format!("{open}{name}{item}{close}{required}")
}

fn optional(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
