//! Relay connections: pages, edges, and the arguments that choose a page.

use super::{
    EdgeField, Field, InputValue, Meaning, Model, PageField, TypeRef, entity, names, property_field,
};
use crate::ontology::{AbstractForm, Cardinality, Ontology, RelationField, Target};

pub(super) fn add(model: &mut Model, ontology: &Ontology) {
    let page = |name: &str, ty, field, description: &str| {
        Field::new(name, ty, Meaning::Page(field), description)
    };
    model.object(
        "PageInfo",
        "Where a page stands among all that there are.",
        vec![
            page(
                "hasNextPage",
                TypeRef::required("Boolean"),
                PageField::HasNextPage,
                "Whether there are more behind it.",
            ),
            page(
                "hasPreviousPage",
                TypeRef::required("Boolean"),
                PageField::HasPreviousPage,
                "Whether there are more before it.",
            ),
            page(
                "startCursor",
                TypeRef::optional("String"),
                PageField::StartCursor,
                "The cursor of its first edge.",
            ),
            page(
                "endCursor",
                TypeRef::optional("String"),
                PageField::EndCursor,
                "The cursor of its last edge.",
            ),
        ],
    );
    let kinds = ontology.kinds().map(|(id, _)| Target::Kind(id));
    let interfaces = ontology.abstracts().filter(|(_, it)| it.plural.is_some());
    let targets: Vec<Target> = kinds
        .chain(interfaces.map(|(id, _)| Target::Abstract(id)))
        .chain([Target::Entity])
        .collect();
    for target in targets {
        let name = ontology.target_name(target).to_owned();
        connection(model, &name, &name, &name, Vec::new());
    }
    connection(model, "Link", "Link", "Link", Vec::new());
    for (_, it) in ontology.abstracts().filter(|(_, it)| it.form == AbstractForm::Interface) {
        relation_connections(model, ontology, &it.name, &it.relations);
    }
    for (_, kind) in ontology.kinds() {
        relation_connections(model, ontology, &kind.name, &kind.relations);
    }
}

fn relation_connections(
    model: &mut Model,
    ontology: &Ontology,
    owner: &str,
    fields: &[RelationField],
) {
    for field in fields.iter().filter(|field| field.cardinality == Cardinality::Many) {
        let name = names::connection(ontology, owner, field);
        if model.get(&format!("{name}Connection")).is_some() {
            continue;
        }
        let mut edge = entity::link_fields();
        for (index, property) in ontology.properties_of(field.relation).iter().enumerate() {
            let meaning = Meaning::Link(super::LinkField::Property(index));
            edge.push(property_field(ontology, property, meaning));
        }
        let what = format!("{owner}.{}", field.name);
        connection(model, &name, ontology.target_name(field.target), &what, edge);
    }
}

/// `<name>Connection` and `<name>Edge`; `what` is named in their descriptions.
pub(super) fn connection(model: &mut Model, name: &str, node: &str, what: &str, link: Vec<Field>) {
    let edge_name = format!("{name}Edge");
    let edge = |name: &str, ty, field, description: &str| {
        Field::new(name, ty, Meaning::Edge(field), description)
    };
    let mut fields = vec![
        edge(
            "cursor",
            TypeRef::required("String"),
            EdgeField::Cursor,
            "Where it stands: give it to `after` or `before`.",
        ),
        edge("node", TypeRef::required(node), EdgeField::Node, "What it leads to."),
    ];
    fields.extend(link);
    model.object(&edge_name, format!("One of {what}, with its place in the list."), fields);
    let description = format!("A page of {what}.");
    model.object(
        format!("{name}Connection"),
        description,
        vec![
            Field::new("nodes", TypeRef::list(node), Meaning::PageNodes, "What the page holds."),
            Field::new(
                "edges",
                TypeRef::list(edge_name),
                Meaning::PageEdges,
                "The same with cursors, and what the links say.",
            ),
            Field::new(
                "pageInfo",
                TypeRef::required("PageInfo"),
                Meaning::PageInfo,
                "Where the page stands.",
            ),
            Field::new(
                "totalCount",
                TypeRef::required("Int"),
                Meaning::TotalCount,
                "How many there are on all pages; counted only when asked for.",
            ),
        ],
    );
}

/// `first`, `after`, `last`, `before`.
pub(super) fn page_arguments() -> Vec<InputValue> {
    vec![
        InputValue::new(
            "first",
            TypeRef::optional("Int"),
            "How many from the start, or behind `after`.",
        ),
        InputValue::new("after", TypeRef::optional("String"), "The cursor behind which to start."),
        InputValue::new(
            "last",
            TypeRef::optional("Int"),
            "How many from the end, or before `before`.",
        ),
        InputValue::new("before", TypeRef::optional("String"), "The cursor before which to end."),
    ]
}

/// `asOf`, `during`, `certain`: on every field that lists entities or links or looks one up.
pub(super) fn view_arguments() -> Vec<InputValue> {
    vec![
        InputValue::new(
            "asOf",
            TypeRef::optional("Date"),
            "From here down, only what can hold on this day; null brings back all of history.",
        ),
        InputValue::new(
            "during",
            TypeRef::optional("DateRange"),
            "From here down, only what can hold on a day of this range; not beside `asOf`.",
        ),
        InputValue::new(
            "certain",
            TypeRef::optional("Boolean"),
            "From here down, only what must hold on the day or in the range, not what can.",
        ),
    ]
}

/// The arguments of a root field of many.
pub(super) fn root_arguments(ontology: &Ontology, target: Target) -> Vec<InputValue> {
    let name = ontology.target_name(target);
    with_filter(&format!("{name}Where"), &format!("{name}Order"))
}

/// The arguments of a relation field of many.
pub(super) fn relation_arguments(ontology: &Ontology, field: &RelationField) -> Vec<InputValue> {
    let properties = ontology.relation(field.relation).properties;
    let name = names::link_inputs(ontology, field.target, properties);
    with_filter(&format!("{name}LinkWhere"), &format!("{name}LinkOrder"))
}

fn with_filter(filter: &str, order: &str) -> Vec<InputValue> {
    let mut arguments = vec![
        InputValue::new("where", TypeRef::optional(filter), "Only those like this."),
        InputValue::new(
            "orderBy",
            TypeRef::optional_list(order),
            "By what to order, the first first; ties are broken by id.",
        ),
    ];
    arguments.extend(page_arguments());
    arguments.extend(view_arguments());
    arguments
}
