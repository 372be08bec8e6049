//! Filters and orders: `where` and `orderBy`.
//!
//! Operators on scalars are shared by all kinds. A target has a `Where` and an `Order`; links
//! to a target with certain properties have a filter of their whole set (`some`, `all`,
//! `none`, `single`, `count`), a condition on one of them (`node`, `edge`) and an order.

use super::{Form, InputValue, Model, TypeRef, citations, names, scalar_name};
use crate::ontology::{Ontology, PropertiesId, Property, RelationField, Scalar, Target};

pub(super) fn add(model: &mut Model, ontology: &Ontology) {
    add_operators(model);
    add_enum_operators(model, "Kind");
    add_enum_operators(model, "LinkStatus");
    add_enum_operators(model, "Evidence");
    for (_, it) in ontology.enums() {
        add_enum_operators(model, &it.name);
    }
    citations::add(model, ontology);
    add_edge(model, ontology, None);
    for (id, _) in ontology.link_property_types() {
        add_edge(model, ontology, Some(id));
    }
    let kinds = ontology.kinds().map(|(id, _)| Target::Kind(id));
    let abstracts = ontology.abstracts().map(|(id, _)| Target::Abstract(id));
    for target in kinds.chain(abstracts).chain([Target::Entity]) {
        add_target(model, ontology, target);
    }
    let of_kinds = ontology.kinds().flat_map(|(_, kind)| &kind.relations);
    for field in of_kinds.chain(ontology.abstracts().flat_map(|(_, it)| &it.relations)) {
        add_links(model, ontology, field);
    }
}

pub(super) fn input(model: &mut Model, name: &str, description: &str, values: Vec<InputValue>) {
    model.add(name, description, Form::Input(values));
}

/// `eq`, `ne`, `in`, `notIn` over a type.
fn equality(ty: &str) -> Vec<InputValue> {
    vec![
        InputValue::new("eq", TypeRef::optional(ty), "Equal to this."),
        InputValue::new("ne", TypeRef::optional(ty), "Not equal to this; so is an absent value."),
        InputValue::new("in", TypeRef::optional_list(ty), "Equal to one of these."),
        InputValue::new(
            "notIn",
            TypeRef::optional_list(ty),
            "Equal to none of these; so is an absent value.",
        ),
    ]
}

fn order(ty: &str) -> Vec<InputValue> {
    vec![
        InputValue::new("lt", TypeRef::optional(ty), "Less than this."),
        InputValue::new("lte", TypeRef::optional(ty), "Less than or equal to this."),
        InputValue::new("gt", TypeRef::optional(ty), "Greater than this."),
        InputValue::new("gte", TypeRef::optional(ty), "Greater than or equal to this."),
    ]
}

fn text() -> Vec<InputValue> {
    vec![
        InputValue::new("contains", TypeRef::optional("String"), "Has this in it."),
        InputValue::new("startsWith", TypeRef::optional("String"), "Starts with this."),
        InputValue::new("endsWith", TypeRef::optional("String"), "Ends with this."),
    ]
}

fn is_null() -> InputValue {
    InputValue::new("isNull", TypeRef::optional("Boolean"), "Whether there is no value.")
}

fn add_operators(model: &mut Model) {
    let mut id = equality("ID");
    id.push(is_null());
    input(model, "IDFilter", "Conditions on an id; all of them must hold.", id);
    let mut strict = equality("String");
    strict.extend(text());
    input(model, "ExactStringFilter", "Conditions on a text, letter by letter.", strict);
    let mut string = equality("String");
    string.extend(order("String"));
    string.extend(text());
    string.push(InputValue::new("matches", TypeRef::optional("String"), "Has a part that this regular expression describes, letter by letter; takes linear time whatever the expression."));
    string.push(is_null());
    string.push(InputValue::new(
        "exact",
        TypeRef::optional("ExactStringFilter"),
        "Conditions on the text as written.",
    ));
    input(
        model,
        "StringFilter",
        "Conditions on a text, its case, diacritics and script folded, and on a name also by every spelling of its languages; all of them must hold. Signs that belong to words count: `C++` is not `C`. A part with such signs, or of signs alone, such as `&`, is sought with them.",
        string,
    );
    for (name, ty, what) in [
        ("IntFilter", "Int", "a number"),
        ("FloatFilter", "Float", "a number"),
        ("DateFilter", "Date", "a date"),
        (
            "PartialDateFilter",
            "PartialDate",
            "a partial date: `before`, `after` and `during` ask for one of the days that it can mean, `lt` and `gt` for all of them, `lte` for its last and `gte` for its first",
        ),
    ] {
        let mut values = equality(ty);
        values.extend(order(ty));
        if ty == "PartialDate" {
            values.extend(when());
            values.extend([
                InputValue::new(
                    "possibly",
                    TypeRef::optional("WhenFilter"),
                    "One of the days that it can mean is like this: the same as without this word.",
                ),
                InputValue::new(
                    "certainly",
                    TypeRef::optional("WhenFilter"),
                    "All days that it can mean are like this, and it has neither `?` nor `~`.",
                ),
            ]);
        }
        values.push(is_null());
        input(model, name, &format!("Conditions on {what}; all of them must hold."), values);
    }
    input(model, "WhenFilter", "Where in time a date lies; all of it must hold.", when());
    date_range(model);
    let mut boolean = equality("Boolean");
    boolean.truncate(2);
    boolean.push(is_null());
    input(model, "BooleanFilter", "Conditions on a truth value; all of them must hold.", boolean);
    input(model, "JSONFilter", "Conditions on a JSON value.", vec![is_null()]);
    for scalar in ["String", "ID", "Int", "Float", "Boolean", "PartialDate", "Date", "URL"] {
        add_list_operators(model, scalar);
    }
}

/// Where a date lies that can mean several days.
fn when() -> Vec<InputValue> {
    vec![
        InputValue::new(
            "before",
            TypeRef::optional("PartialDate"),
            "Before the first day of this.",
        ),
        InputValue::new("after", TypeRef::optional("PartialDate"), "After the last day of this."),
        InputValue::new("during", TypeRef::optional("DateRange"), "On one of these days."),
    ]
}

fn date_range(model: &mut Model) {
    let end = |name: &str, description: &str| {
        InputValue::new(name, TypeRef::optional("Date"), description)
    };
    input(
        model,
        "DateRange",
        "Days in a row; an end that is absent or null is open.",
        vec![end("from", "The first day."), end("to", "The last day, which counts too.")],
    );
}

fn add_list_operators(model: &mut Model, item: &str) {
    let values = vec![
        InputValue::new("has", TypeRef::optional(item), "Has this item."),
        InputValue::new("hasAny", TypeRef::optional_list(item), "Has one of these items."),
        InputValue::new("hasAll", TypeRef::optional_list(item), "Has all of these items."),
        InputValue::new("isEmpty", TypeRef::optional("Boolean"), "Whether it has no item."),
    ];
    input(
        model,
        &format!("{item}ListFilter"),
        "Conditions on a list; all of them must hold.",
        values,
    );
}

fn add_enum_operators(model: &mut Model, name: &str) {
    let mut values = equality(name);
    values.push(is_null());
    input(
        model,
        &format!("{name}Filter"),
        "Conditions on one of a set of values; all of them must hold.",
        values,
    );
    add_list_operators(model, name);
}

/// The filter that a property takes.
pub(super) fn property_filter(ontology: &Ontology, property: &Property) -> InputValue {
    let scalar = scalar_name(ontology, property.ty.scalar);
    let name = match (property.ty.list, property.ty.scalar) {
        (true, _) => format!("{scalar}ListFilter"),
        (false, Scalar::Url) => "StringFilter".to_owned(),
        (false, _) => format!("{scalar}Filter"),
    };
    InputValue::new(&property.name, TypeRef::optional(name), &property.description)
}

pub(super) fn combinators(name: &str) -> Vec<InputValue> {
    vec![
        InputValue::new("AND", TypeRef::optional_list(name), "All of these must hold."),
        InputValue::new("OR", TypeRef::optional_list(name), "One of these must hold."),
        InputValue::new("NOT", TypeRef::optional(name), "This must not hold."),
    ]
}

fn direction(name: &str) -> InputValue {
    InputValue::new(name, TypeRef::optional("SortDirection"), "")
}

fn orderable(properties: &[Property]) -> impl Iterator<Item = &Property> {
    properties.iter().filter(|property| !property.ty.list && property.ty.scalar != Scalar::Json)
}

/// An input that may be left out.
pub(super) fn optional(name: &str, ty: &str, description: &str) -> InputValue {
    InputValue::new(name, TypeRef::optional(ty), description)
}

/// `some`, `all`, `none`, `single` and `count`, of things that `one` has conditions on.
pub(super) fn quantifiers(one: &str) -> Vec<InputValue> {
    vec![
        optional("some", one, "At least one is like this."),
        optional("all", one, "Every one is like this; so it is where there are none."),
        optional("none", one, "None is like this."),
        optional("single", one, "Exactly one is like this."),
        optional("count", "IntFilter", "How many there are."),
    ]
}

/// `TenureWhere` and `TenureOrder`, or `LinkWhere` and `LinkOrder`.
fn add_edge(model: &mut Model, ontology: &Ontology, id: Option<PropertiesId>) {
    let properties = id.map_or(&[][..], |id| &ontology.link_properties(id).properties);
    let name = names::edge_where(ontology, id);
    let mut values = combinators(&name);
    values.extend([
        optional("at", "PartialDateFilter", "The day of an act."),
        optional("since", "PartialDateFilter", "When a state began."),
        optional("until", "PartialDateFilter", "When a state ended."),
        optional("status", "LinkStatusFilter", "Whether it is so yet."),
        optional("evidence", "EvidenceFilter", "How sure it is."),
        optional("note", "StringFilter", "A remark."),
        optional("sources", "CitationsFilter", "What it cites."),
    ]);
    values.extend(properties.iter().map(|property| property_filter(ontology, property)));
    input(model, &name, "Conditions on a link; all of them must hold.", values);
    let mut keys = vec![direction("at"), direction("since"), direction("until")];
    keys.extend(orderable(properties).map(|property| direction(&property.name)));
    input(
        model,
        &names::edge_order(ontology, id),
        "A key to order links by: name one field.",
        keys,
    );
}

/// `PersonWhere` and `PersonOrder`.
fn add_target(model: &mut Model, ontology: &Ontology, target: Target) {
    let (properties, relations, several) = match target {
        Target::Kind(id) => {
            let kind = ontology.kind(id);
            (&kind.properties[..], &kind.relations[..], false)
        }
        Target::Abstract(id) => {
            let it = ontology.abstract_type(id);
            (&it.properties[..], &it.relations[..], true)
        }
        Target::Entity => (&[][..], &[][..], true),
    };
    let name = ontology.target_name(target);
    let mut values = combinators(&format!("{name}Where"));
    values.push(optional("id", "IDFilter", "Its id."));
    if several {
        values.push(optional("kind", "KindFilter", "What it is."));
    }
    values.push(optional("name", "StringFilter", "Its primary name."));
    values.push(optional("names", "StringFilter", "At least one of its names."));
    values.push(optional("degree", "IntFilter", "How many links it has."));
    values.push(optional(
        "sources",
        "CitationsFilter",
        "What it cites itself; what its links and claims cite does not count.",
    ));
    values.extend(properties.iter().map(|property| property_filter(ontology, property)));
    for field in relations {
        let links = names::link_inputs(
            ontology,
            field.target,
            ontology.relation(field.relation).properties,
        );
        let filter = format!("{links}LinksFilter");
        values.push(InputValue::new(&field.name, TypeRef::optional(filter), &field.description));
    }
    input(
        model,
        &format!("{name}Where"),
        &format!("Conditions on {name}; all of them must hold."),
        values,
    );
    let mut keys = vec![direction("id"), direction("name"), direction("degree")];
    keys.extend(orderable(properties).map(|property| direction(&property.name)));
    input(model, &format!("{name}Order"), "A key to order by: name one field.", keys);
}

/// What filters and orders the links of a relation field; shared by fields of one target and
/// one type of properties.
fn add_links(model: &mut Model, ontology: &Ontology, field: &RelationField) {
    let properties = ontology.relation(field.relation).properties;
    let name = names::link_inputs(ontology, field.target, properties);
    let one = format!("{name}LinkWhere");
    if model.get(&one).is_some() {
        return;
    }
    let target = ontology.target_name(field.target);
    input(
        model,
        &one,
        "Conditions on a link and what it leads to; both must hold.",
        vec![
            InputValue::new(
                "node",
                TypeRef::optional(format!("{target}Where")),
                "What it leads to.",
            ),
            InputValue::new(
                "edge",
                TypeRef::optional(names::edge_where(ontology, properties)),
                "What the link says.",
            ),
        ],
    );
    input(
        model,
        &format!("{name}LinksFilter"),
        "Conditions on all links of a relation; all of them must hold.",
        quantifiers(&one),
    );
    input(
        model,
        &format!("{name}LinkOrder"),
        "A key to order by, of the link or of what it leads to: name one field.",
        vec![
            InputValue::new(
                "node",
                TypeRef::optional(format!("{target}Order")),
                "A key of what it leads to.",
            ),
            InputValue::new(
                "edge",
                TypeRef::optional(names::edge_order(ontology, properties)),
                "A key of the link.",
            ),
        ],
    );
}
