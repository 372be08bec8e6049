//! Places in a document: the field of which an error tells, the fields around it, and the argument
//! that it is in.

use apollo_compiler::{
    Schema, ast,
    ast::{Definition, Selection},
    parser::SourceSpan,
    schema::{ExtendedType, FieldDefinition},
    validation::Valid,
};

/// A field in a document, with what the schema says of it.
pub(super) struct Selected<'s, 'd> {
    /// The type that has it.
    pub(super) owner: &'s ExtendedType,
    pub(super) definition: &'s FieldDefinition,
    pub(super) field: &'d ast::Field,
}

impl Selected<'_, '_> {
    /// The argument in whose value a place is.
    pub(super) fn argument(&self, offset: usize) -> Option<&str> {
        let argument = self.field.arguments.iter().find(|it| has(it.location(), offset));
        argument.map(|it| it.name.as_str())
    }

    /// The words for the selection that it lacks, since it is no leaf: `capital { amount }`. A field
    /// that selects something lacks nothing.
    pub(super) fn missing_selection(&self, schema: &Schema) -> Option<String> {
        let (name, ty) = (&self.field.name, self.definition.ty.inner_named_type());
        self.field.selection_set.is_empty().then(|| {
            let example = example(schema, ty);
            format!("`{name}` is an object: say which of its fields, for example `{name} {{ {example} }}`")
        })
    }
}

/// A field of a type to select first.
fn example(schema: &Schema, ty: &str) -> String {
    let fields = match schema.types.get(ty) {
        Some(ExtendedType::Object(it)) => &it.fields,
        Some(ExtendedType::Interface(it)) => &it.fields,
        Some(
            ExtendedType::Union(_)
            | ExtendedType::Scalar(_)
            | ExtendedType::Enum(_)
            | ExtendedType::InputObject(_),
        )
        | None => return "__typename".to_owned(),
    };
    if let Some(nodes) = fields.get("nodes") {
        return format!("nodes {{ {} }}", example(schema, nodes.ty.inner_named_type()));
    }
    let is_leaf = |it: &FieldDefinition| match schema.types.get(it.ty.inner_named_type()) {
        Some(ExtendedType::Scalar(_) | ExtendedType::Enum(_)) => {
            !it.arguments.iter().any(|it| it.is_required())
        }
        Some(
            ExtendedType::Object(_)
            | ExtendedType::Interface(_)
            | ExtendedType::Union(_)
            | ExtendedType::InputObject(_),
        )
        | None => false,
    };
    let id = fields.get("id").map(|it| &it.name);
    let leaf = || fields.values().find(|it| is_leaf(it)).map(|it| &it.name);
    id.or_else(leaf).map_or("__typename", |it| it.as_str()).to_owned()
}

/// The innermost field of a document that has a place.
pub(super) fn field_at<'s, 'd>(
    schema: &'s Valid<Schema>,
    document: &'d ast::Document,
    offset: usize,
) -> Option<Selected<'s, 'd>> {
    path_at(schema, document, offset).pop()
}

/// The fields of a document that have a place, from the outside in.
pub(super) fn path_at<'s, 'd>(
    schema: &'s Valid<Schema>,
    document: &'d ast::Document,
    offset: usize,
) -> Vec<Selected<'s, 'd>> {
    let mut path = Vec::new();
    for definition in &document.definitions {
        match definition {
            Definition::OperationDefinition(it) => {
                if let Some(ty) = schema.root_operation(it.operation_type) {
                    add_path(schema, &it.selection_set, ty, offset, &mut path);
                }
            }
            Definition::FragmentDefinition(it) => {
                add_path(schema, &it.selection_set, &it.type_condition, offset, &mut path);
            }
            // An executable document has no other definitions.
            _ => {}
        }
    }
    path
}

fn add_path<'s, 'd>(
    schema: &'s Valid<Schema>,
    selections: &'d [Selection],
    ty: &str,
    offset: usize,
    path: &mut Vec<Selected<'s, 'd>>,
) {
    for selection in selections {
        match selection {
            Selection::Field(field) if has(field.location(), offset) => {
                let Ok(definition) = schema.type_field(ty, &field.name) else { return };
                let definition: &FieldDefinition = definition;
                let Some(owner) = schema.types.get(ty) else { return };
                path.push(Selected { owner, definition, field });
                let inner = definition.ty.inner_named_type();
                add_path(schema, &field.selection_set, inner, offset, path);
            }
            Selection::InlineFragment(it) => {
                let ty = it.type_condition.as_ref().map_or(ty, |it| it.as_str());
                add_path(schema, &it.selection_set, ty, offset, path);
            }
            Selection::Field(_) | Selection::FragmentSpread(_) => {}
        }
    }
}

/// The type of the selection in which an inline fragment stands.
pub(super) fn type_around(
    schema: &Valid<Schema>,
    document: &ast::Document,
    offset: usize,
) -> Option<String> {
    document.definitions.iter().find_map(|definition| match definition {
        Definition::OperationDefinition(it) => {
            let ty = schema.root_operation(it.operation_type)?;
            type_within(schema, &it.selection_set, ty, offset)
        }
        Definition::FragmentDefinition(it) => {
            type_within(schema, &it.selection_set, &it.type_condition, offset)
        }
        // An executable document has no other definitions.
        _ => None,
    })
}

fn type_within(
    schema: &Valid<Schema>,
    selections: &[Selection],
    ty: &str,
    offset: usize,
) -> Option<String> {
    selections.iter().find_map(|selection| match selection {
        Selection::Field(field) if has(field.location(), offset) => {
            let definition = schema.type_field(ty, &field.name).ok()?;
            type_within(schema, &field.selection_set, definition.ty.inner_named_type(), offset)
        }
        Selection::InlineFragment(it) if has(it.location(), offset) => {
            let inner = it.type_condition.as_ref().map_or(ty, |it| it.as_str());
            let within = type_within(schema, &it.selection_set, inner, offset);
            Some(within.unwrap_or_else(|| ty.to_owned()))
        }
        Selection::InlineFragment(_) | Selection::Field(_) | Selection::FragmentSpread(_) => None,
    })
}

/// The text of a document at a place.
pub(super) fn text_at(document: &ast::Document, place: SourceSpan) -> Option<&str> {
    let file = document.sources.get(&place.file_id())?;
    file.source_text().get(place.offset()..place.end_offset())
}

fn has(place: Option<SourceSpan>, offset: usize) -> bool {
    place.is_some_and(|it| (it.offset()..it.end_offset()).contains(&offset))
}
