//! Suggestions for the declarations of variables.

use super::places::Selected;
use apollo_compiler::parser::SourceSpan;

/// The declaration that a variable needs where a type is wanted.
pub(super) fn declared_as(name: &str, ty: &str) -> String {
    format!("; declare it as `{name}: {ty}`")
}

/// The declaration of a variable that is not declared.
pub(super) fn undefined(
    name: &str,
    selected: Option<Selected<'_, '_>>,
    place: Option<SourceSpan>,
) -> String {
    let ty = selected.and_then(|selected| {
        let argument = selected.argument(place?.offset())?;
        let given = selected.field.arguments.iter().find(|it| it.name == argument)?;
        given.value.as_variable()?;
        Some(selected.definition.argument_by_name(argument)?.ty.to_string())
    });
    let ty = ty.as_deref().unwrap_or("...");
    format!("; declare it behind the name of the operation: `query ({name}: {ty})`")
}
