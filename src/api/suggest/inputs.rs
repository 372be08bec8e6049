//! Suggestions inside of input objects: filters, orders, and values to group and to sum up.

use super::{
    MOST_LISTED, near_or_all,
    values::{field_of_list, field_of_value},
    ways::way_to,
};
use crate::api::schema::{ApiSchema, TypeForm};
use apollo_compiler::{Schema, ast, schema::ExtendedType};

/// The quantifiers of a filter over the links of a relation to many.
const QUANTIFIERS: [&str; 5] = ["some", "all", "none", "single", "count"];

/// Operators on a value that stands for an entity in some minds: its code or its name.
const OPERATORS: [&str; 7] = ["eq", "ne", "in", "notIn", "contains", "startsWith", "matches"];

/// Operators on lists of scalars.
const LIST_OPERATORS: [&str; 4] = ["has", "hasAny", "hasAll", "isEmpty"];

/// A schema, as far as suggestions read it.
pub(in crate::api) trait Inputs {
    /// The fields of an input object, each with the name of its own type; none of another type.
    fn fields(&self, ty: &str) -> Vec<(&str, &str)>;

    /// The arguments of the field of `Query` that finds one entity of a type.
    fn lookup(&self, ty: &str) -> Vec<&str>;
}

/// The suggestion for a field that an input object does not have: the way to it if it belongs
/// further inside, or else a field with a name like it.
pub(in crate::api) fn input_field(ty: &str, name: &str, inputs: &dyn Inputs) -> String {
    let known = inputs.fields(ty);
    let has = |field: &str| known.iter().any(|(it, _)| *it == field);
    if let Some(way) = way_to(ty, name, inputs) {
        return way;
    }
    let is_one_entity = has("node") && has("isNull");
    if QUANTIFIERS.contains(&name) && is_one_entity {
        return "; it leads to one entity: write `node: {...}`, or `isNull: true` \
                if there is none"
            .to_owned();
    }
    if OPERATORS.contains(&name) && is_one_entity {
        let node = of_node(&known, name, inputs);
        return format!("; it stands for an entity, not for a value: write `{node}`");
    }
    if let Some(hint) = field_of_value(ty, name, inputs) {
        return hint;
    }
    if ["where", "distinct"].contains(&name) && has("some") && counts_with(&known, name, inputs) {
        return format!(
            "; it belongs to the number of links: write `count: {{{name}: ..., gte: ...}}`"
        );
    }
    if LIST_OPERATORS.contains(&name) && has("some") && has("none") {
        return "; its items have fields: write `some: {...}`, and `none: {}` for an empty list"
            .to_owned();
    }
    if let Some(hint) = field_of_list(ty, name, inputs) {
        return hint;
    }
    if ty == "IntFilter" && ["where", "distinct"].contains(&name) {
        return format!(
            "; only the `count` of links takes `{name}`; ask of other items with `some: {{...}}`, \
             `all`, `none` or `single`"
        );
    }
    if let Some(what) = without_order(ty, name, inputs) {
        return format!(
            "; it is {what}, which has no order: order by another key, or filter by it"
        );
    }
    if let Some(form) = of_any_link(name, has("other")) {
        return form.to_owned();
    }
    if let Some(kind) = kind_alone(ty, name, inputs) {
        let names: Vec<_> = known.iter().map(|(it, _)| format!("`{it}`")).collect();
        return format!(
            "; {kind} has it, and here stand entities of several kinds, which are ordered by what \
             all of them have: {}; a relation field that leads to {kind} takes \
             `node: {{{name}: ...}}`",
            names.join(", ")
        );
    }
    near_or_all(name, &known.into_iter().map(|(it, _)| it).collect::<Vec<_>>())
}

/// The form of a condition on links of any relation that was written as for one relation.
fn of_any_link(name: &str, is_any_link: bool) -> Option<&'static str> {
    match name {
        "node" if is_any_link => Some("; the entity at the other end is `other: {...}` here"),
        "edge" if is_any_link => Some("; conditions on the link itself stand here without `edge`"),
        _ => None,
    }
}

/// A kind that has a property, if the order of entities of several kinds lacks it.
fn kind_alone<'s>(ty: &str, name: &str, inputs: &'s dyn Inputs) -> Option<&'s str> {
    let conditions = inputs.fields(&format!("{}Where", ty.strip_suffix("Order")?));
    let (_, kinds) = conditions.into_iter().find(|(it, _)| *it == "on")?;
    let has = |ty: &str| inputs.fields(ty).iter().any(|(it, _)| *it == name);
    inputs.fields(kinds).into_iter().find(|(_, ty)| has(ty)).map(|(kind, _)| kind)
}

/// Returns true if the `count` of a filter over links has a field.
fn counts_with(filter: &[(&str, &str)], name: &str, inputs: &dyn Inputs) -> bool {
    let count = filter.iter().find(|(it, _)| *it == "count");
    count.is_some_and(|(_, ty)| inputs.fields(ty).iter().any(|(it, _)| *it == name))
}

/// The values of a property by which nothing is ordered, if `PersonOrder` lacks it for that.
fn without_order(ty: &str, name: &str, inputs: &dyn Inputs) -> Option<&'static str> {
    let conditions = inputs.fields(&format!("{}Where", ty.strip_suffix("Order")?));
    let (_, filter) = conditions.into_iter().find(|(it, _)| *it == name)?;
    match filter {
        "JSONFilter" => Some("JSON"),
        filter if filter.ends_with("ListFilter") => Some("a list"),
        _ => None,
    }
}

/// The form of an input object, where something else was written: `{eq: ...}`.
pub(in crate::api) fn form_of_object(ty: &str, inputs: &dyn Inputs) -> String {
    let known = inputs.fields(ty);
    let has = |field: &str| known.iter().any(|(it, _)| *it == field);
    let usual = match ty {
        _ if has("eq") => Some("eq"),
        _ if ty.ends_with("LinksOrder") && has("count") => Some("count"),
        _ if has("distanceFrom") => Some("distanceFrom"),
        _ => None,
    };
    if let Some(usual) = usual {
        return format!("; write `{{{usual}: ...}}`");
    }
    if has("node") && has("isNull") {
        return format!("; write `{{{}}}`", of_node(&known, "eq", inputs));
    }
    let names = known.iter().map(|(it, _)| *it).filter(|it| !["AND", "OR", "NOT"].contains(it));
    let names: Vec<&str> = names.collect();
    let Some((first, others)) = names.split_first() else { return String::new() };
    if others.is_empty() || names.len() > MOST_LISTED {
        return format!("; write `{{{first}: ...}}`");
    }
    let others: Vec<_> = others.iter().map(|it| format!("`{it}`")).collect();
    format!("; write `{{{first}: ...}}`, or one of {} there", others.join(", "))
}

/// `node: {iso2: {eq: ...}}`: the condition on an entity by what it is looked up by.
fn of_node(filter: &[(&str, &str)], operator: &str, inputs: &dyn Inputs) -> String {
    let node = filter.iter().find(|(name, _)| *name == "node").map_or("", |(_, ty)| ty);
    let conditions = inputs.fields(node);
    let is_condition = |name: &&str| conditions.iter().any(|(it, _)| it == name);
    let keys = inputs.lookup(node.trim_end_matches("Where"));
    let mut properties = keys.into_iter().filter(|it| !["id", "externalId"].contains(it));
    let key = properties.find(is_condition).unwrap_or("id");
    let operator = if ["eq", "ne", "in", "notIn"].contains(&operator) { operator } else { "eq" };
    format!("node: {{{key}: {{{operator}: ...}}}}")
}

impl Inputs for Schema {
    fn fields(&self, ty: &str) -> Vec<(&str, &str)> {
        self.get_input_object(ty).map_or_else(Vec::new, |it| {
            let fields = it.fields.iter();
            fields.map(|(name, it)| (name.as_str(), it.ty.inner_named_type().as_str())).collect()
        })
    }

    fn lookup(&self, ty: &str) -> Vec<&str> {
        let query = self.schema_definition.query.as_ref().and_then(|it| self.types.get(&it.name));
        let Some(ExtendedType::Object(query)) = query else { return Vec::new() };
        let is_one = |it: &ast::Type| !it.is_list() && it.inner_named_type() == ty;
        let field = query.fields.values().find(|it| is_one(&it.ty));
        let arguments = field.iter().flat_map(|it| &it.arguments);
        arguments.map(|it| it.name.as_str()).collect()
    }
}

impl Inputs for ApiSchema {
    fn fields(&self, ty: &str) -> Vec<(&str, &str)> {
        match self.get(ty).map(|definition| &definition.form) {
            Some(TypeForm::Input(fields)) => {
                fields.iter().map(|it| (it.name.as_str(), it.ty.name.as_str())).collect()
            }
            Some(
                TypeForm::Object(_)
                | TypeForm::Interface(_)
                | TypeForm::Union(_)
                | TypeForm::Enum(_)
                | TypeForm::Scalar(_),
            )
            | None => Vec::new(),
        }
    }

    fn lookup(&self, ty: &str) -> Vec<&str> {
        let Some(TypeForm::Object(query)) = self.get("Query").map(|it| &it.form) else {
            return Vec::new();
        };
        let field = query.fields.iter().find(|it| !it.ty.list && it.ty.name == ty);
        field.iter().flat_map(|it| &it.arguments).map(|it| it.name.as_str()).collect()
    }
}
