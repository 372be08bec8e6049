//! `__Type.isOneOf`, which the September 2025 edition has and apollo-compiler has not.
//!
//! The field is added to the schema that validates. To answer it, `kind` is asked for in its
//! place, under a key that no document has, and its answer follows from the kind: `false` for
//! an input object, since the API has none with `@oneOf`, else null.
//! <https://spec.graphql.org/September2025/#sec-The-__Type-Type>

use apollo_compiler::{
    ExecutableDocument, Name, Node, Schema,
    ast::{FieldDefinition, Type},
    executable::{Operation, Selection, SelectionSet},
    name,
    response::{JsonMap, JsonValue},
    schema::{Component, ExtendedType},
    validation::Valid,
};

/// The start of the key of the field in the place of `isOneOf`; names that start with two
/// underscores are reserved for introspection.
const MARK: &str = "__isOneOf_";

/// Adds the field to a schema.
pub(super) fn add(schema: &mut Schema) {
    let Some(ExtendedType::Object(ty)) = schema.types.get_mut("__Type") else { return };
    let field = FieldDefinition {
        description: Some("Whether the type is an input object with `@oneOf`.".into()),
        name: name!("isOneOf"),
        arguments: Vec::new(),
        ty: Type::Named(name!("Boolean")),
        directives: Default::default(),
    };
    ty.make_mut().fields.insert(name!("isOneOf"), Component::new(field));
}

/// A document and its operation with `kind` in the place of `isOneOf`; `None` if they do not
/// select it.
pub(super) fn replaced(
    schema: &Schema,
    document: &Valid<ExecutableDocument>,
    operation: &Operation,
) -> Option<(Valid<ExecutableDocument>, Operation)> {
    let kind = schema.type_field("__Type", "kind").ok()?;
    let (mut document, mut operation) = (document.as_ref().clone(), operation.clone());
    let mut found = replace(&mut operation.selection_set, kind);
    for fragment in document.fragments.values_mut() {
        if selects(&fragment.selection_set) {
            found |= replace(&mut fragment.make_mut().selection_set, kind);
        }
    }
    found.then(|| (Valid::assume_valid(document), operation))
}

fn selects(set: &SelectionSet) -> bool {
    set.selections.iter().any(|selection| match selection {
        Selection::Field(field) => is_one_of(set, &field.name) || selects(&field.selection_set),
        Selection::InlineFragment(fragment) => selects(&fragment.selection_set),
        Selection::FragmentSpread(_) => false,
    })
}

fn is_one_of(set: &SelectionSet, field: &Name) -> bool {
    set.ty == "__Type" && field == "isOneOf"
}

fn replace(set: &mut SelectionSet, kind: &Component<FieldDefinition>) -> bool {
    if !selects(set) {
        return false;
    }
    let of_type = set.ty == "__Type";
    for selection in &mut set.selections {
        match selection {
            Selection::Field(field) if of_type && field.name == "isOneOf" => {
                let Ok(alias) = Name::new(&format!("{MARK}{}", field.response_key())) else {
                    continue;
                };
                let field = field.make_mut();
                (field.alias, field.name) = (Some(alias), name!("kind"));
                field.definition = Node::clone(kind);
            }
            Selection::Field(field) => {
                if selects(&field.selection_set) {
                    replace(&mut field.make_mut().selection_set, kind);
                }
            }
            Selection::InlineFragment(fragment) => {
                replace(&mut fragment.make_mut().selection_set, kind);
            }
            Selection::FragmentSpread(_) => {}
        }
    }
    true
}

/// An answer with the keys and values of `isOneOf` where `kind` was asked for.
pub(super) fn restored(map: JsonMap) -> JsonMap {
    let restore = |(key, value): (_, JsonValue)| -> (String, JsonValue) {
        let key: apollo_compiler::response::serde_json_bytes::ByteString = key;
        match key.as_str().strip_prefix(MARK) {
            Some(key) if value.as_str() == Some("INPUT_OBJECT") => (key.to_owned(), false.into()),
            Some(key) => (key.to_owned(), JsonValue::Null),
            None => (key.as_str().to_owned(), in_value(value)),
        }
    };
    map.into_iter().map(restore).map(|(key, value)| (key.into(), value)).collect()
}

fn in_value(value: JsonValue) -> JsonValue {
    match value {
        JsonValue::Object(map) => JsonValue::Object(restored(map)),
        JsonValue::Array(items) => items.into_iter().map(in_value).collect::<Vec<_>>().into(),
        other => other,
    }
}
