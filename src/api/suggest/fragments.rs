//! Suggestions of inline fragments: a field of some of the types that a union or an interface
//! stands for.

use super::near::first_of;
use crate::diagnostics::did_you_mean;
use apollo_compiler::{
    Schema, ast,
    schema::{ExtendedType, ObjectType},
};

/// More types than these are not named in a message.
const MOST_NAMED: usize = 3;

/// More types than these are not listed.
const MOST_LISTED: usize = 6;

/// The fragment in which a field can be selected of a union or an interface that lacks it.
pub(super) fn inline_fragment(schema: &Schema, ty: &str, field: &str) -> Option<String> {
    let kinds = possible_types(schema, ty)?;
    let has_field = |it: &str| schema.type_field(it, field).is_ok();
    let with_field: Vec<_> = kinds.into_iter().filter(|it| has_field(it)).collect();
    if let (2.., Some(shared)) = (with_field.len(), shared_interface(schema, &with_field, field)) {
        return Some(format!("; write `... on {shared} {{ {field} }}`"));
    }
    let (first, others) = with_field.split_first()?;
    let also: Vec<_> = others.iter().take(MOST_NAMED).map(|it| format!("`{it}`")).collect();
    let also = match (also.is_empty(), others.len() > MOST_NAMED) {
        (true, _) => String::new(),
        (false, false) => format!(", or the same on {}", also.join(", ")),
        (false, true) => format!(", or the same on {} and others", also.join(", ")),
    };
    Some(format!("; write `... on {first} {{ {field} }}`{also}"))
}

/// The fragment that was meant by a spread, or the definition that it needs.
pub(super) fn undefined(document: &ast::Document, name: &str) -> String {
    let fragments = document.definitions.iter().filter_map(|it| it.as_fragment_definition());
    match did_you_mean(name, fragments.map(|it| it.name.as_str())) {
        near if near.is_empty() => format!("; define it: `fragment {name} on ... {{ ... }}`"),
        near => near,
    }
}

/// The type that was meant in `... on Persn`, of those that are possible inside of a type.
pub(super) fn type_condition(schema: &Schema, name: &str, around: Option<&str>) -> String {
    let known: Vec<&str> = match around {
        Some(around) => meeting(schema, around),
        // A fragment may be spread wherever its type is possible.
        None => schema
            .types
            .values()
            .filter(|it| is_composite(it))
            .map(|it| it.name().as_str())
            .collect(),
    };
    let near = did_you_mean(name, known);
    if near.is_empty() { around.map_or_else(String::new, |it| possible(schema, it)) } else { near }
}

/// The kinds that a type stands for, where a fragment is of none of them.
pub(super) fn possible(schema: &Schema, ty: &str) -> String {
    match possible_types(schema, ty) {
        Some(kinds) => {
            format!("; `{ty}` can be {}", first_of(&kinds, MOST_LISTED).replace(" and ", " or "))
        }
        None => format!("; here is always a `{ty}`: select its fields without a fragment"),
    }
}

/// The types of which an entity of a type may be as well.
fn meeting<'s>(schema: &'s Schema, ty: &str) -> Vec<&'s str> {
    let of = |ty: &str| match possible_types(schema, ty) {
        Some(kinds) => kinds,
        None => schema.get_object(ty).map(|it| it.name.as_str()).into_iter().collect(),
    };
    let kinds: Vec<String> = of(ty).into_iter().map(str::to_owned).collect();
    let meets = |name: &str| of(name).iter().any(|it| kinds.iter().any(|kind| kind == it));
    let types = schema.types.values().filter(|it| is_composite(it));
    types.map(|it| it.name().as_str()).filter(|it| meets(it)).collect()
}

fn is_composite(ty: &ExtendedType) -> bool {
    ty.is_object() || ty.is_interface() || ty.is_union()
}

/// The types of objects that a union or an interface stands for, in the order of the schema.
fn possible_types<'s>(schema: &'s Schema, ty: &str) -> Option<Vec<&'s str>> {
    match schema.types.get(ty)? {
        ExtendedType::Union(it) => Some(it.members.iter().map(|it| it.as_str()).collect()),
        ExtendedType::Interface(it) => {
            let objects = schema.types.values().filter_map(|it| it.as_object());
            let of_it = objects.filter(|object| implements(object, &it.name));
            Some(of_it.map(|it| it.name.as_str()).collect())
        }
        ExtendedType::Object(_)
        | ExtendedType::Scalar(_)
        | ExtendedType::Enum(_)
        | ExtendedType::InputObject(_) => None,
    }
}

/// An interface that all of the types have and that has the field.
fn shared_interface<'s>(schema: &'s Schema, kinds: &[&str], field: &str) -> Option<&'s str> {
    let first = schema.get_object(kinds.first()?)?;
    let interfaces = first.implements_interfaces.iter().map(|it| it.name.as_str());
    let mut shared = interfaces.filter(|interface| {
        let of_all = kinds.iter().filter_map(|it| schema.get_object(it));
        schema.type_field(interface, field).is_ok()
            && of_all.into_iter().all(|it| implements(it, interface))
    });
    shared.next()
}

fn implements(object: &ObjectType, interface: &str) -> bool {
    object.implements_interfaces.iter().any(|it| it.name == interface)
}
