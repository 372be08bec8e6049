//! The types of the API that can be reached from `Query`.

use super::{ApiSchema, TypeForm};
use hashbrown::HashSet;

pub(super) fn from_query(schema: &ApiSchema) -> HashSet<&str> {
    let mut reached = HashSet::new();
    let mut next = vec!["Query"];
    while let Some(name) = next.pop() {
        let Some((name, definition)) = schema.types.get_key_value(name) else { continue };
        if !reached.insert(name.as_str()) {
            continue;
        }
        for field in definition.fields() {
            next.push(&field.ty.name);
            next.extend(field.arguments.iter().map(|argument| argument.ty.name.as_str()));
        }
        match &definition.form {
            TypeForm::Object(it) => next.extend(it.implements.iter().map(String::as_str)),
            TypeForm::Interface(it) => {
                next.extend(it.implements.iter().map(String::as_str));
                // What can be behind an interface is reached with it.
                next.extend(implementers(schema, name));
            }
            TypeForm::Union(members) => next.extend(members.iter().map(String::as_str)),
            TypeForm::Input(values) => {
                next.extend(values.iter().map(|value| value.ty.name.as_str()));
            }
            TypeForm::Enum(_) | TypeForm::Scalar(_) => {}
        }
    }
    reached
}

fn implementers<'s>(schema: &'s ApiSchema, name: &'s str) -> impl Iterator<Item = &'s str> {
    schema.types().filter_map(move |(other, definition)| match &definition.form {
        TypeForm::Object(it) | TypeForm::Interface(it) => {
            it.implements.iter().any(|it| it == name).then_some(other)
        }
        TypeForm::Union(_) | TypeForm::Enum(_) | TypeForm::Input(_) | TypeForm::Scalar(_) => None,
    })
}
