//! Suggestions of inline fragments: a field of some of the types that a union or an interface
//! stands for.

use apollo_compiler::{
    Schema,
    schema::{ExtendedType, ObjectType},
};

/// More types than these are not named in a message.
const MOST_NAMED: usize = 3;

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
