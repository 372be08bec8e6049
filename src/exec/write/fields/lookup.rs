//! `entity`, `person`

use super::{
    super::{Path, Run, Written},
    WriteField,
};
use crate::{
    exec::store::Store,
    graph::{Element, NodeId},
    ontology::KindId,
    plan::{
        FieldError,
        fields::{by_key::Sought, lookup::Lookup},
    },
};

impl WriteField for Lookup {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        let node = match find(run.store, self.kind, &arguments.sought) {
            Ok(node) => node,
            Err(error) => return Err(run.fail(error, &path)),
        };
        run.viewing(arguments.view, |run| {
            run.element_or_null(node.map(Element::Node), self.selection, &path)
        })
    }
}

/// The entity that is sought.
fn find<S: Store>(
    store: &S,
    kind: Option<KindId>,
    sought: &Sought,
) -> Result<Option<NodeId>, FieldError> {
    let found = match sought {
        Sought::Id(id) => store.node_by_id(id),
        Sought::Key(key, values) => kind.and_then(|kind| store.node_by_key(kind, *key, values)),
        Sought::ExternalId { scheme, id } => match store.nodes_by_external_id(scheme, id)[..] {
            [] => None,
            [node] => Some(node),
            ref several => return Err(ambiguous(store, scheme, id, several)),
        },
    };
    Ok(found.filter(|&node| kind.is_none_or(|kind| store.kind(node) == kind)))
}

/// The number of ids that the error of an ambiguous lookup shows.
const SHOWN: usize = 5;

/// The error of an id in another data set that several entities have: none of them is the one.
fn ambiguous<S: Store>(store: &S, scheme: &str, id: &str, found: &[NodeId]) -> FieldError {
    let shown = found.iter().take(SHOWN);
    let ids: Vec<String> = shown
        .map(|node| format!("\"{}\"", store.arena().text(store.ids()[node.index()])))
        .collect();
    let more = if found.len() > SHOWN { " and others" } else { "" };
    FieldError::bad_input(format!(
        "{} entities have the id \"{id}\" in \"{scheme}\": {}{more}; ask for one by `id`",
        found.len(),
        ids.join(", ")
    ))
}
