//! Inheritance of directives: an implementing type takes them over from its interfaces.
//!
//! GraphQL makes a type repeat the fields of its interfaces but says nothing of directives.
//! Here a field of an implementing type has what the interface's field has (the relationship,
//! the key in seed files, indexes, limits, the description) unless it says otherwise itself,
//! so that nothing written on an interface is without effect.

use super::draft::{Draft, FieldDraft, TypeDraft, TypeKind};

/// Completes fields from the interfaces that declare them, and notes which those are.
pub(super) fn inherit(draft: &mut Draft) {
    let completed: Vec<TypeDraft> =
        draft.types.iter().map(|ty| completed(draft, ty.clone())).collect();
    draft.types = completed;
}

fn completed(draft: &Draft, mut ty: TypeDraft) -> TypeDraft {
    let interfaces: Vec<&TypeDraft> = draft
        .types
        .iter()
        .filter(|it| {
            it.form() == TypeKind::Interface && ty.implements(&it.name) && *it.name != *ty.name
        })
        .collect();
    let declared_by: Vec<Option<String>> = ty
        .fields
        .iter()
        .map(|field| draft.declarers(&ty, &field.name).first().map(|it| it.name.text.clone()))
        .collect();
    for (field, declarer) in ty.fields.iter_mut().zip(declared_by) {
        field.declared_by = declarer;
        let name = field.name.text.clone();
        for theirs in interfaces.iter().filter_map(|it| it.field(&name)) {
            take_over(field, theirs);
        }
    }
    if let Some(node) = ty.node.as_mut().filter(|node| node.caption.is_empty()) {
        let mut captions =
            interfaces.iter().filter_map(|it| it.node.as_ref()).map(|it| &it.caption);
        node.caption = captions.find(|it| !it.is_empty()).cloned().unwrap_or_default();
    }
    ty
}

fn take_over(field: &mut FieldDraft, theirs: &FieldDraft) {
    if field.has_relationship.is_none() {
        field.has_relationship = theirs.has_relationship;
        field.relationship.clone_from(&theirs.relationship);
    }
    if field.description.is_empty() {
        field.description.clone_from(&theirs.description);
    }
    field.alias = field.alias.take().or_else(|| theirs.alias.clone());
    field.default = field.default.take().or_else(|| theirs.default.clone());
    field.search = field.search.take().or_else(|| theirs.search.clone());
    field.fades = field.fades.take().or_else(|| theirs.fades.clone());
    field.unique = field.unique.or(theirs.unique);
    field.limit = field.limit.or(theirs.limit);
    field.min_sources = field.min_sources.or(theirs.min_sources);
    field.expect = field.expect.take().or_else(|| theirs.expect.clone());
    field.exclusive = field.exclusive.take().or_else(|| theirs.exclusive.clone());
    field.dates_within = field.dates_within.or(theirs.dates_within);
}
