//! A graph field as an address: `/export/subgraph.gexf?roots=socar&depth=2` and back.
//!
//! The parameters of such an address are the arguments of the field, so every option of graph
//! fields is one. A text is as it is, items of a list have commas between them, and an input
//! object is JSON. [`path`] writes an address, and [`document`] makes of its parameters the
//! GraphQL document that is run: their values are checked where those of all documents are.

use crate::{
    api::schema::{ApiSchema, InputValue, TypeForm, TypeRef},
    diagnostics::did_you_mean,
    exec::store::{NodeList, Store},
    format::{Content, Document, ExportError, GraphField, Options},
    graph::NodeId,
    limits::Limits,
    plan::{Input, graph::Origin},
    value::Metric,
};
use serde_json::{Map, Value};

/// The steps around the roots of a subgraph where the address does not say how many.
const DEPTH: u32 = 1;

/// The number of similar ids that are examined for a suggestion.
const SUGGESTIONS: usize = 20_000;

/// The path of the address of a file.
pub(super) fn path(origin: &Origin, ending: &str, metrics: &[Metric]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in &origin.arguments {
        query.append_pair(name, &text(value));
    }
    if !metrics.is_empty() {
        let names: Vec<_> = metrics.iter().map(|it| it.as_str()).collect();
        query.append_pair(Options::METRICS, &names.join(","));
    }
    format!("/export/{}.{ending}?{}", origin.field, query.finish())
}

/// The value of an argument as the text of a parameter.
fn text(value: &Input) -> String {
    match value {
        Input::List(items)
            if items.iter().all(|it| matches!(it, Input::Text(_) | Input::Int(_))) =>
        {
            let items: Vec<_> = items.iter().map(text).collect();
            items.join(",")
        }
        Input::Text(text) => text.clone(),
        Input::Null
        | Input::Boolean(_)
        | Input::Int(_)
        | Input::Float(_)
        | Input::Fraction(_)
        | Input::List(_)
        | Input::Object(_) => value.to_json().to_string(),
    }
}

/// The document that asks a graph field, and its variables.
pub(super) fn document(
    field: &GraphField,
    schema: &ApiSchema,
    store: &dyn Store,
    limits: &Limits,
) -> Result<Document, ExportError> {
    let name = field.name.as_str();
    let asked = schema.field("Query", name).filter(|_| GraphField::NAMES.contains(&name));
    let asked = asked.ok_or_else(|| {
        let near = did_you_mean(name, GraphField::NAMES.iter().copied());
        let names = GraphField::NAMES.join(", ");
        ExportError::Option(format!(
            "no field `{name}` shows a part of the graph; {names} do{near}"
        ))
    })?;
    let mut variables = Map::new();
    for (name, text) in &field.arguments {
        let argument = asked.arguments.iter().find(|it| it.name == *name);
        let argument = argument.ok_or_else(|| {
            let names = asked.arguments.iter().map(|it| it.name.as_str());
            let near = did_you_mean(name, names);
            ExportError::Option(format!("`{}` has no argument \"{name}\"{near}", field.name))
        })?;
        let value = value(argument, text, schema)?;
        check_ids(argument, &value, store)?;
        add(&mut variables, argument, value)?;
    }
    if let Some(missing) =
        asked.arguments.iter().find(|it| it.ty.required && !variables.contains_key(&it.name))
    {
        return Err(ExportError::Option(missing_argument(missing)));
    }
    if field.name == GraphField::SUBGRAPH {
        let most = limits.graph_nodes.min(i32::MAX as u64);
        variables.entry("depth").or_insert_with(|| Value::from(DEPTH));
        variables.entry("limit").or_insert_with(|| Value::from(most));
    }
    let used = asked.arguments.iter().filter(|it| variables.contains_key(&it.name));
    let (declared, passed): (Vec<_>, Vec<_>) =
        used.map(|it| (format!("${}: {}", it.name, it.ty), format!("{0}: ${0}", it.name))).unzip();
    let (declared, passed) = (declared.join(", "), passed.join(", "));
    let text = format!("query ({declared}) {{ {} ({passed}) {{ __typename }} }}", field.name);
    let variables = Some(Value::Object(variables).to_string());
    Ok(Document { text: text.into(), operation: None, variables })
}

fn missing_argument(argument: &InputValue) -> String {
    let (name, description) = (&argument.name, argument.description.trim_end_matches('.'));
    let several = if argument.ty.list { ", with commas between them" } else { "" };
    let mut description = description.to_owned();
    if let Some(first) = description.get(..1).map(str::to_lowercase) {
        description.replace_range(..1, &first);
    }
    format!("`{name}` is missing: {description}{several}")
}

/// Adds the value of an argument; a list may come in several parts.
fn add(
    to: &mut Map<String, Value>,
    argument: &InputValue,
    value: Value,
) -> Result<(), ExportError> {
    match (to.get_mut(&argument.name), value) {
        (Some(Value::Array(items)), Value::Array(more)) => items.extend(more),
        (Some(_), _) => {
            return Err(ExportError::Option(format!("`{}` is given twice", argument.name)));
        }
        (None, value) => {
            to.insert(argument.name.clone(), value);
        }
    }
    Ok(())
}

/// The value of an argument that is given as a text.
fn value(argument: &InputValue, text: &str, schema: &ApiSchema) -> Result<Value, ExportError> {
    let TypeRef { name: ty, list, .. } = &argument.ty;
    let is_input = matches!(schema.get(ty).map(|it| &it.form), Some(TypeForm::Input(_)));
    let name = &argument.name;
    if is_input {
        return serde_json::from_str(text)
            .map_err(|error| ExportError::Option(format!("`{name}` is not JSON: {error}")));
    }
    let one = |text: &str| {
        let wrong = |what| ExportError::Option(format!("`{name}` is {what}: \"{text}\""));
        Ok(match ty.as_str() {
            "Int" => {
                let number: i32 = text.parse().map_err(|_| wrong("no whole number"))?;
                Value::from(number)
            }
            "Float" => {
                let number: f64 = text.parse().map_err(|_| wrong("no number"))?;
                Value::from(number)
            }
            "Boolean" => {
                let boolean: bool = text.parse().map_err(|_| wrong("neither true nor false"))?;
                Value::from(boolean)
            }
            _ => Value::from(text),
        })
    };
    if !list {
        return one(text.trim());
    }
    let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
    items.map(one).collect()
}

/// Checks that there is an entity for each id of an argument.
fn check_ids(argument: &InputValue, value: &Value, store: &dyn Store) -> Result<(), ExportError> {
    if argument.ty.name != "ID" {
        return Ok(());
    }
    let ids = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    for id in ids.iter().filter_map(Value::as_str) {
        if store.node_by_id(id).is_none() {
            let kinds = store.ontology().kinds();
            let nodes: Vec<_> = kinds.map(|(kind, _)| store.nodes_of_kind(kind)).collect();
            let nodes = nodes.iter().flat_map(NodeList::iter).take(SUGGESTIONS);
            let text = |node: NodeId| store.arena().text(store.ids()[node.index()]);
            let ids: Vec<_> = nodes.map(text).collect();
            let near = did_you_mean(id, ids.iter().map(|it| &**it));
            return Err(ExportError::UnknownEntity(format!("there is no entity \"{id}\"{near}")));
        }
    }
    Ok(())
}

/// The title of the answer to a field: `SOCAR, Kyrgyzneftegaz: up to 2 steps`.
pub(super) fn title(content: &Content<'_>, store: &dyn Store, origin: &Origin) -> String {
    let called = |name: &str| {
        let ids = origin.argument(name).map_or(&[][..], Input::items).iter();
        let ids = ids.filter_map(Input::text);
        let nodes: Vec<NodeId> = ids.filter_map(|id| store.node_by_id(&id)).collect();
        content.called(&nodes)
    };
    match (origin.field, origin.argument("depth")) {
        ("subgraph", Some(Input::Int(1))) => format!("{}: up to 1 step", called("roots")),
        ("subgraph", Some(Input::Int(depth))) => {
            format!("{}: up to {depth} steps", called("roots"))
        }
        ("connect", _) => format!("{}: what ties them together", called("ids")),
        ("paths" | "shortestPath", _) => format!("From {} to {}", called("from"), called("to")),
        (field, _) => field.to_owned(),
    }
}
