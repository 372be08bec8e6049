//! The service manifest: what the service can do, and at which addresses.

use super::Service;
use crate::{
    exec::store::Store,
    fields::label,
    ontology::{KindId, Ontology},
};
use serde_json::{Value, json};

/// The size of the frame in which a page about an entity is shown.
const FRAME: (u32, u32) = (420, 260);

impl<S: Store> Service<'_, S> {
    pub(super) fn manifest(&self, base: &str) -> Value {
        let host = base.split_once("://").map_or(base, |(_, rest)| rest);
        let at = |path: &str| json!({ "service_url": base, "service_path": path });
        let types: Vec<_> =
            self.ontology().kinds().map(|(id, _)| type_object(self.ontology(), id)).collect();
        json!({
            "versions": ["0.2"],
            "name": format!("Corridor at {host}"),
            "serviceVersion": env!("CARGO_PKG_VERSION"),
            "identifierSpace": format!("{base}/entity/"),
            "schemaSpace": format!("{base}/schema.graphql"),
            "defaultTypes": types,
            "view": { "url": format!("{base}/entity/{{{{id}}}}") },
            "preview": {
                "url": format!("{base}/reconcile/preview/{{{{id}}}}"),
                "width": FRAME.0,
                "height": FRAME.1,
            },
            "suggest": {
                "entity": at("/reconcile/suggest/entity"),
                "property": at("/reconcile/suggest/property"),
                "type": at("/reconcile/suggest/type"),
            },
            "extend": {
                "propose_properties": at("/reconcile/properties"),
                "property_settings": settings(),
            },
            "batchSize": self.limits.reconcile_queries,
        })
    }
}

/// A kind as a type, with the interfaces and unions that it is in as broader types.
pub(super) fn type_object(ontology: &Ontology, id: KindId) -> Value {
    let kind = ontology.kind(id);
    let broader = kind.abstracts.iter().map(|it| ontology.abstract_type(*it));
    let broader: Vec<_> =
        broader.map(|it| json!({ "id": it.name, "name": label(&it.name) })).collect();
    let mut object = described(&kind.name, &kind.description);
    if !broader.is_empty() {
        object["broader"] = broader.into();
    }
    object
}

/// A type with its description, if it has one.
pub(super) fn described(id: &str, description: &str) -> Value {
    let mut object = json!({ "id": id, "name": label(id) });
    if !description.is_empty() {
        object["description"] = description.into();
    }
    object
}

/// The settings of a property that is fetched; `extend.rs` reads them.
fn settings() -> Value {
    json!([
        {
            "name": "limit",
            "label": "Limit",
            "type": "number",
            "default": 0,
            "help_text": "The most values that are fetched for an entity; 0 fetches all",
        },
        {
            "name": "count",
            "label": "Only count the values",
            "type": "checkbox",
            "default": false,
            "help_text": "Fetches how many values there are, and not the values",
        },
    ])
}
