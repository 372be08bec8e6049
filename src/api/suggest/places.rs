//! Places in a document: the field of which an error tells, and the argument that it is in.

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
    document.definitions.iter().find_map(|definition| match definition {
        Definition::OperationDefinition(it) => {
            let ty = schema.root_operation(it.operation_type)?;
            field_within(schema, &it.selection_set, ty, offset)
        }
        Definition::FragmentDefinition(it) => {
            field_within(schema, &it.selection_set, &it.type_condition, offset)
        }
        // An executable document has no other definitions.
        _ => None,
    })
}

fn field_within<'s, 'd>(
    schema: &'s Valid<Schema>,
    selections: &'d [Selection],
    ty: &str,
    offset: usize,
) -> Option<Selected<'s, 'd>> {
    selections.iter().find_map(|selection| match selection {
        Selection::Field(field) if has(field.location(), offset) => {
            let definition: &FieldDefinition = schema.type_field(ty, &field.name).ok()?;
            let owner = schema.types.get(ty)?;
            let inner = definition.ty.inner_named_type();
            let within = field_within(schema, &field.selection_set, inner, offset);
            Some(within.unwrap_or(Selected { owner, definition, field }))
        }
        Selection::InlineFragment(it) => {
            let ty = it.type_condition.as_ref().map_or(ty, |it| it.as_str());
            field_within(schema, &it.selection_set, ty, offset)
        }
        Selection::Field(_) | Selection::FragmentSpread(_) => None,
    })
}

fn has(place: Option<SourceSpan>, offset: usize) -> bool {
    place.is_some_and(|it| (it.offset()..it.end_offset()).contains(&offset))
}
