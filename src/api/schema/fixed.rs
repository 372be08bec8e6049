//! The fixed types: read from SDL, each field with its kind from the [table](super::table).
//!
//! `fixed.graphql` extends `ontology/directives/built_in.graphql`, which has the types that
//! type definitions may name. The query root of the latter only makes it a schema for editors.

use super::{EnumValue, Field, Fields, InputValue, TypeDefinition, TypeForm, TypeRef, table};
use crate::ontology::BUILT_IN_TYPES;
use apollo_compiler::{
    Name, Node,
    ast::{self, Definition, Document, FieldDefinition, InputValueDefinition, Type},
};
use indexmap::IndexMap;

/// The part of the API that every data set has.
pub(super) const SDL: &str = include_str!("fixed.graphql");

/// The input whose fields are arguments of every field with `@graphOptions`, but for those that
/// its argument `without` names.
const GRAPH_OPTIONS: &str = "GraphOptions";

type Types = IndexMap<String, TypeDefinition>;

/// The fixed types, `Query` first.
pub(super) fn types() -> Result<Types, String> {
    let built_in = parse(BUILT_IN_TYPES, "built_in.graphql")?;
    let fixed = parse(SDL, "fixed.graphql")?;
    let mut types = Types::new();
    for definition in built_in.definitions.iter().chain(&fixed.definitions) {
        add(&mut types, definition)?;
    }
    add_graph_options(&mut types, &fixed)?;
    if let Some(at) = types.get_index_of("Query") {
        types.move_index(at, 0);
    }
    Ok(types)
}

/// Gives the fields with `@graphOptions` the arguments that [`GRAPH_OPTIONS`] lists.
fn add_graph_options(types: &mut Types, document: &Document) -> Result<(), String> {
    let TypeForm::Input(options) = types
        .shift_remove(GRAPH_OPTIONS)
        .ok_or_else(|| format!("fixed.graphql has no input `{GRAPH_OPTIONS}`"))?
        .form
    else {
        return Err(format!("`{GRAPH_OPTIONS}` is no input"));
    };
    for definition in &document.definitions {
        let (owner, fields) = match definition {
            Definition::ObjectTypeDefinition(it) => (&it.name, &it.fields),
            Definition::InterfaceTypeDefinition(it) => (&it.name, &it.fields),
            Definition::ObjectTypeExtension(it) => (&it.name, &it.fields),
            Definition::InterfaceTypeExtension(it) => (&it.name, &it.fields),
            _ => continue,
        };
        for marked in fields {
            let Some(directive) = marked.directives.get("graphOptions") else { continue };
            let (name, without) = (&marked.name, without(directive));
            let given = options.iter().filter(|it| !without.contains(&it.name.as_str()));
            let definition = types.get_mut(owner.as_str()).map(|it| &mut it.form);
            if let Some(TypeForm::Object(it) | TypeForm::Interface(it)) = definition {
                let field = it.fields.iter_mut().find(|it| it.name == name.as_str());
                field.into_iter().for_each(|it| {
                    it.arguments.extend(given.clone().map(InputValue::copy));
                });
            }
        }
    }
    Ok(())
}

/// The options that a field does not take.
fn without(directive: &ast::Directive) -> Vec<&str> {
    let names = directive.specified_argument_by_name("without").and_then(|it| it.as_list());
    names.unwrap_or_default().iter().filter_map(|name| name.as_str()).collect()
}

fn parse(text: &str, path: &str) -> Result<Document, String> {
    Document::parse(text, path).map_err(|failed| failed.errors.to_string())
}

/// Adds a definition, or what an extension adds to one.
fn add(types: &mut Types, definition: &Definition) -> Result<(), String> {
    match definition {
        // A kind, or structured values: the ontology has it.
        Definition::ObjectTypeDefinition(it)
            if it.directives.has("node") || it.directives.has("value") => {}
        // The query root of the built-in types; the table has no row for its field.
        Definition::ObjectTypeDefinition(it) if it.name == "Query" && it.fields.len() == 1 => {}
        Definition::ObjectTypeDefinition(it) => {
            let fields = fields(&it.name, &it.implements_interfaces, &it.fields)?;
            insert(types, &it.name, it.description.as_ref(), TypeForm::Object(fields));
        }
        Definition::InterfaceTypeDefinition(it) => {
            let fields = fields(&it.name, &it.implements_interfaces, &it.fields)?;
            insert(types, &it.name, it.description.as_ref(), TypeForm::Interface(fields));
        }
        Definition::ObjectTypeExtension(it) => {
            let more = fields(&it.name, &it.implements_interfaces, &it.fields)?;
            extend(types, &it.name, more);
        }
        Definition::InterfaceTypeExtension(it) => {
            let more = fields(&it.name, &it.implements_interfaces, &it.fields)?;
            extend(types, &it.name, more);
        }
        Definition::EnumTypeDefinition(it) => {
            let value = |value: &Node<ast::EnumValueDefinition>| EnumValue {
                name: value.value.to_string(),
                description: text(value.description.as_ref()),
                deprecation: None,
            };
            let form = TypeForm::Enum(it.values.iter().map(value).collect());
            insert(types, &it.name, it.description.as_ref(), form);
        }
        Definition::InputObjectTypeDefinition(it) => {
            let form = TypeForm::Input(inputs(&it.fields)?);
            insert(types, &it.name, it.description.as_ref(), form);
        }
        Definition::ScalarTypeDefinition(it) => {
            let url = it.directives.get("specifiedBy").and_then(|it| {
                it.specified_argument_by_name("url").and_then(|url| url.as_str().map(str::to_owned))
            });
            let url = url.ok_or_else(|| format!("scalar `{}` has no @specifiedBy", it.name))?;
            insert(types, &it.name, it.description.as_ref(), TypeForm::Scalar(url));
        }
        other => return Err(format!("this defines no fixed type: {other}")),
    }
    Ok(())
}

fn insert(types: &mut Types, name: &Name, description: Option<&Node<str>>, form: TypeForm) {
    types.insert(name.to_string(), TypeDefinition { description: text(description), form });
}

/// Adds fields to a type; to a kind, which the ontology has, before the rest of it is there.
fn extend(types: &mut Types, name: &Name, more: Fields) {
    let empty =
        || TypeDefinition { description: String::new(), form: TypeForm::Object(Fields::default()) };
    let definition = types.entry(name.to_string()).or_insert_with(empty);
    if let TypeForm::Object(fields) | TypeForm::Interface(fields) = &mut definition.form {
        fields.implements.extend(more.implements);
        fields.fields.extend(more.fields);
    }
}

fn fields(
    owner: &Name,
    implements: &[Name],
    definitions: &[Node<FieldDefinition>],
) -> Result<Fields, String> {
    let field = |it: &Node<FieldDefinition>| {
        let kind = table::kind(owner, &it.name)
            .ok_or_else(|| format!("the table has no kind for `{owner}.{}`", it.name))?;
        let made =
            Field::new(it.name.as_str(), reference(&it.ty)?, kind, text(it.description.as_ref()));
        Ok(made.with(inputs(&it.arguments)?))
    };
    let fields = definitions.iter().map(field).collect::<Result<_, String>>()?;
    Ok(Fields { implements: implements.iter().map(ToString::to_string).collect(), fields })
}

fn inputs(definitions: &[Node<InputValueDefinition>]) -> Result<Vec<InputValue>, String> {
    let input = |it: &Node<InputValueDefinition>| {
        Ok(InputValue {
            name: it.name.to_string(),
            description: text(it.description.as_ref()),
            ty: reference(&it.ty)?,
            default: it.default_value.as_ref().and_then(|it| it.as_enum()).map(ToString::to_string),
        })
    };
    definitions.iter().map(input).collect()
}

fn reference(ty: &Type) -> Result<TypeRef, String> {
    let one = |ty: &Type| TypeRef {
        list: false,
        required: ty.is_non_null(),
        items_required: false,
        ..TypeRef::optional(ty.inner_named_type().as_str())
    };
    match ty {
        Type::Named(_) | Type::NonNullNamed(_) => Ok(one(ty)),
        Type::List(item) | Type::NonNullList(item) if item.is_named() => Ok(TypeRef {
            list: true,
            required: ty.is_non_null(),
            items_required: item.is_non_null(),
            ..one(item)
        }),
        Type::List(_) | Type::NonNullList(_) => Err(format!("`{ty}` is a list of lists")),
    }
}

fn text(description: Option<&Node<str>>) -> String {
    description.map(ToString::to_string).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::{Change, Evidence, LinkStatus, NameKind};
    use std::collections::BTreeSet;

    /// Each field of the SDL has exactly one row in the table, and each row a field.
    #[test]
    fn the_table_has_every_field_once() {
        let types = types().unwrap();
        let fields = types.iter().flat_map(|(name, definition)| {
            definition.fields().iter().map(move |field| (name.as_str(), field.name.as_str()))
        });
        let fields: Vec<_> = fields.collect();
        let rows = table::ROWS.iter();
        let rows = rows.flat_map(|(ty, fields)| fields.iter().map(move |(name, _)| (*ty, *name)));
        let members = table::MEMBERS.iter();
        let members = members.flat_map(|(ty, names)| names.iter().map(move |name| (*ty, *name)));
        let rows: Vec<_> = rows.chain(members).collect();
        let known: BTreeSet<_> = rows.iter().copied().collect();
        assert_eq!(known.len(), rows.len(), "a pair is in the table twice");
        assert_eq!(fields.iter().copied().collect::<BTreeSet<_>>(), known);
        assert_eq!(fields.len(), rows.len(), "a field is defined twice");
    }

    /// A type is described in one of the two files.
    #[test]
    fn no_type_is_in_both_files() {
        let names = |text: &'static str| -> BTreeSet<String> {
            let document = parse(text, "types").unwrap();
            let definitions =
                document.definitions.iter().filter(|it| !it.is_extension_definition());
            definitions.filter_map(|it| it.name().map(ToString::to_string)).collect()
        };
        let both: Vec<_> = names(SDL).intersection(&names(BUILT_IN_TYPES)).cloned().collect();
        assert_eq!(both, ["Query"], "the root of the built-in types is only for editors");
    }

    #[test]
    fn enums_have_the_values_of_the_program() {
        let types = types().unwrap();
        let values = |name: &str| match &types[name].form {
            TypeForm::Enum(values) => values.iter().map(|it| it.name.clone()).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        let name = |it: &NameKind| it.as_str();
        assert_eq!(values("NameKind"), NameKind::ALL.iter().map(name).collect::<Vec<_>>());
        let name = |it: &LinkStatus| it.as_str();
        assert_eq!(values("LinkStatus"), LinkStatus::ALL.iter().map(name).collect::<Vec<_>>());
        let name = |it: &Evidence| it.as_str();
        assert_eq!(values("Evidence"), Evidence::ALL.iter().map(name).collect::<Vec<_>>());
        let name = |it: &Change| it.as_str();
        assert_eq!(values("Change"), Change::ALL.iter().map(name).collect::<Vec<_>>());
    }

    #[test]
    fn everything_is_described() {
        for (name, definition) in types().unwrap().iter().filter(|(name, _)| *name != "Source") {
            assert!(is_sentence(&definition.description), "{name}");
            for field in definition.fields() {
                assert!(is_sentence(&field.description), "{name}.{}", field.name);
                for argument in &field.arguments {
                    assert!(is_sentence(&argument.description), "{name}.{}", argument.name);
                }
            }
            let values: Vec<_> = match &definition.form {
                TypeForm::Enum(values) => values.iter().map(|it| &it.description).collect(),
                TypeForm::Input(values) => values.iter().map(|it| &it.description).collect(),
                _ => Vec::new(),
            };
            assert!(values.into_iter().all(|it| is_sentence(it)), "{name}");
        }
    }

    fn is_sentence(text: &str) -> bool {
        let fragments = ["What ", "Whether ", "How ", "Which ", "Where ", "When "];
        text.ends_with('.') && !fragments.iter().any(|start| text.starts_with(start))
    }
}
