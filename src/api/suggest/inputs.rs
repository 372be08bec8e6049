//! Suggestions inside of input objects: filters, orders, and values to group and to sum up.

use super::{
    affixes::with_operator,
    forms::of_node,
    near::near_or_all,
    orders, relations,
    values::{field_of_list, field_of_value},
    ways::way_to,
    words,
};
use crate::api::schema::{ApiSchema, TypeForm};
use apollo_compiler::{Schema, ast, schema::ExtendedType};

/// The quantifiers of a filter over the links of a relation to many.
const QUANTIFIERS: [&str; 5] = ["some", "all", "none", "single", "count"];

/// Operators on a value that stands for an entity in some minds: its code or its name.
const OPERATORS: [&str; 8] =
    ["eq", "ne", "in", "notIn", "contains", "startsWith", "endsWith", "matches"];

/// Operators on lists of scalars.
const LIST_OPERATORS: [&str; 4] = ["has", "hasAny", "hasAll", "isEmpty"];

/// A schema, as far as suggestions read it.
pub(in crate::api) trait Inputs {
    /// The fields of an input object, each with the name of its own type; none of another type.
    fn fields(&self, ty: &str) -> Vec<(&str, &str)>;

    /// The arguments of the field of `Query` that finds one entity of a type.
    fn lookup(&self, ty: &str) -> Vec<&str>;

    /// The values of an enum; none of another type.
    fn values(&self, ty: &str) -> Vec<&str>;
}

/// The suggestion for a field that an input object does not have: the way to it if it belongs
/// further inside, or else a field with a name like it.
pub(in crate::api) fn input_field(ty: &str, name: &str, inputs: &dyn Inputs) -> String {
    let known = inputs.fields(ty);
    let names: Vec<_> = known.iter().map(|(it, _)| *it).collect();
    // A word of another API is read as the operator that it means here.
    let here = words::input_name(name, &OPERATORS).unwrap_or(name);
    way_to(ty, name, inputs)
        .or_else(|| words::input(name, &names))
        .or_else(|| of_one_entity(&known, here, inputs))
        .or_else(|| field_of_value(ty, here, inputs))
        .or_else(|| of_links(&known, here, inputs))
        .or_else(|| field_of_list(ty, here, inputs))
        .or_else(|| of_their_number(&known, here, inputs))
        .or_else(|| of_another_count(ty, name))
        .or_else(|| orders::without_order(ty, name, inputs))
        .or_else(|| of_any_link(name, names.contains(&"other")).map(str::to_owned))
        .or_else(|| orders::kind_alone(ty, name, inputs))
        .or_else(|| orders::key_with_direction(ty, name, inputs))
        .or_else(|| with_operator(&known, name, inputs))
        .or_else(|| relations::of_links_of(ty, name, inputs))
        .unwrap_or_else(|| near_or_all(name, &names))
}

/// The form of a question about the one entity to which a relation leads.
fn of_one_entity(known: &[(&str, &str)], name: &str, inputs: &dyn Inputs) -> Option<String> {
    let has = |field: &str| known.iter().any(|(it, _)| *it == field);
    if !has("node") || !has("isNull") {
        return None;
    }
    if QUANTIFIERS.contains(&name) {
        return Some(
            "; it leads to one entity: write `node: {...}`, or `isNull: true` if there is none"
                .to_owned(),
        );
    }
    OPERATORS.contains(&name).then(|| {
        let node = of_node(known, name, inputs);
        format!("; it stands for an entity, not for a value: write `{node}`")
    })
}

/// The form of a question about the links of a relation to many, or the items of a list.
fn of_links(known: &[(&str, &str)], name: &str, inputs: &dyn Inputs) -> Option<String> {
    let has = |field: &str| known.iter().any(|(it, _)| *it == field);
    if ["where", "distinct"].contains(&name) && has("some") && counts_with(known, name, inputs) {
        return Some(format!(
            "; it belongs to the number of links: write `count: {{{name}: ..., gte: ...}}`"
        ));
    }
    (LIST_OPERATORS.contains(&name) && has("some") && has("none")).then(|| {
        "; its items have fields: write `some: {...}`, and `none: {}` for an empty list".to_owned()
    })
}

/// The comparison of how many there are.
fn of_their_number(known: &[(&str, &str)], name: &str, inputs: &dyn Inputs) -> Option<String> {
    let is_many = known.iter().any(|(it, _)| *it == "some");
    (is_many && counts_with(known, name, inputs))
        .then(|| format!("; their number is compared: write `count: {{{name}: ...}}`"))
}

/// The suggestion for a field that the `count` of links has and that of other items has not.
fn of_another_count(ty: &str, name: &str) -> Option<String> {
    (ty == "IntFilter" && ["where", "distinct"].contains(&name)).then(|| {
        format!(
            "; only the `count` of links takes `{name}`; ask of other items with `some: {{...}}`, \
             `all`, `none` or `single`"
        )
    })
}

/// The form of a condition on links of any relation that was written as for one relation.
fn of_any_link(name: &str, is_any_link: bool) -> Option<&'static str> {
    match name {
        "node" if is_any_link => Some("; the entity at the other end is `other: {...}` here"),
        "edge" if is_any_link => Some("; conditions on the link itself stand here without `edge`"),
        _ => None,
    }
}

/// Returns true if the `count` of a filter over links has a field.
fn counts_with(filter: &[(&str, &str)], name: &str, inputs: &dyn Inputs) -> bool {
    let count = filter.iter().find(|(it, _)| *it == "count");
    count.is_some_and(|(_, ty)| inputs.fields(ty).iter().any(|(it, _)| *it == name))
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

    fn values(&self, ty: &str) -> Vec<&str> {
        self.get_enum(ty)
            .map_or_else(Vec::new, |it| it.values.keys().map(|it| it.as_str()).collect())
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
    fn values(&self, ty: &str) -> Vec<&str> {
        match self.get(ty).map(|definition| &definition.form) {
            Some(TypeForm::Enum(values)) => values.iter().map(|it| it.name.as_str()).collect(),
            Some(
                TypeForm::Object(_)
                | TypeForm::Interface(_)
                | TypeForm::Union(_)
                | TypeForm::Input(_)
                | TypeForm::Scalar(_),
            )
            | None => Vec::new(),
        }
    }
}
