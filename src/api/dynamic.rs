//! The model as an async-graphql schema: SDL and introspection.
//!
//! Its resolvers are never asked for data; whoever wants its executor to answer (tests and
//! benchmarks that compare with it) hands in resolvers of their own.

use super::model::{Field, Fields, Form, InputValue, Model, TypeRef};
use async_graphql::{
    ValidationMode, Value,
    dynamic::{
        self, EnumItem, FieldFuture, Interface, InterfaceField, ResolverContext, Scalar, Schema,
        SchemaError,
    },
};
use hashbrown::HashSet;
use std::sync::Arc;

macro_rules! describe {
    ($it:expr, $description:expr) => {{
        let (it, description): (_, &str) = ($it, $description);
        if description.is_empty() { it } else { it.description(description) }
    }};
}

macro_rules! deprecate {
    ($it:expr, $deprecation:expr) => {{
        let it = $it;
        match $deprecation {
            Some(deprecation) => it.deprecation(Some(deprecation.reason.as_str())),
            None => it,
        }
    }};
}

/// What answers a field of an object.
pub type Resolver = Arc<dyn for<'a> Fn(ResolverContext<'a>) -> FieldFuture<'a> + Send + Sync>;

/// The schema of a model with resolvers by type name and field.
///
/// # Errors
/// What async-graphql finds wrong; a model of a checked ontology has nothing wrong.
pub fn schema(
    model: &Model,
    resolver: &dyn Fn(&str, &Field) -> Resolver,
) -> Result<Schema, SchemaError> {
    // Documents were validated before they come here.
    let mut builder = Schema::build("Query", None, None)
        .disable_suggestions()
        .validation_mode(ValidationMode::Fast);
    let reachable = reachable(model);
    for (name, definition) in model.types().filter(|(name, _)| reachable.contains(name)) {
        let description = &definition.description;
        builder = match &definition.form {
            Form::Object(fields) => builder.register(object(name, description, fields, resolver)),
            Form::Interface(fields) => builder.register(interface(name, description, fields)),
            Form::Union(members) => {
                let union = describe!(dynamic::Union::new(name), description);
                builder.register(members.iter().fold(union, dynamic::Union::possible_type))
            }
            Form::Enum(values) => {
                let items = values.iter().map(|value| {
                    let item = describe!(EnumItem::new(&value.name), &value.description);
                    deprecate!(item, &value.deprecation)
                });
                builder.register(describe!(dynamic::Enum::new(name), description).items(items))
            }
            Form::Input(values) => {
                let input = describe!(dynamic::InputObject::new(name), description);
                builder.register(
                    values.iter().map(input_value).fold(input, dynamic::InputObject::field),
                )
            }
            Form::Scalar(url) => {
                builder.register(describe!(Scalar::new(name), description).specified_by_url(*url))
            }
        };
    }
    builder.finish()
}

/// A resolver for schemas that only describe.
pub fn no_resolver(_: &str, _: &Field) -> Resolver {
    Arc::new(|_| FieldFuture::Value(None))
}

fn object(
    name: &str,
    description: &str,
    fields: &Fields,
    resolver: &dyn Fn(&str, &Field) -> Resolver,
) -> dynamic::Object {
    let object = describe!(dynamic::Object::new(name), description);
    let object = fields.implements.iter().fold(object, dynamic::Object::implement);
    fields.fields.iter().fold(object, |object, field| {
        let resolve = resolver(name, field);
        let made =
            dynamic::Field::new(&field.name, type_ref(&field.ty), move |context| resolve(context));
        let made = field.arguments.iter().map(input_value).fold(made, dynamic::Field::argument);
        object.field(deprecate!(describe!(made, &field.description), &field.deprecation))
    })
}

fn interface(name: &str, description: &str, fields: &Fields) -> Interface {
    let interface = describe!(Interface::new(name), description);
    let interface = fields.implements.iter().fold(interface, Interface::implement);
    fields.fields.iter().fold(interface, |interface, field| {
        let made = InterfaceField::new(&field.name, type_ref(&field.ty));
        let made = field.arguments.iter().map(input_value).fold(made, InterfaceField::argument);
        interface.field(deprecate!(describe!(made, &field.description), &field.deprecation))
    })
}

fn input_value(input: &InputValue) -> dynamic::InputValue {
    let made =
        describe!(dynamic::InputValue::new(&input.name, type_ref(&input.ty)), &input.description);
    match input.default {
        Some(name) => made.default_value(Value::Enum(async_graphql::Name::new(name))),
        None => made,
    }
}

fn type_ref(ty: &TypeRef) -> dynamic::TypeRef {
    let name = ty.name.as_str();
    match (ty.list, ty.items_required, ty.required) {
        (false, _, false) => dynamic::TypeRef::named(name),
        (false, _, true) => dynamic::TypeRef::named_nn(name),
        (true, false, false) => dynamic::TypeRef::named_list(name),
        (true, true, false) => dynamic::TypeRef::named_nn_list(name),
        (true, false, true) => dynamic::TypeRef::named_list_nn(name),
        (true, true, true) => dynamic::TypeRef::named_nn_list_nn(name),
    }
}

/// The types that can be reached from `Query`, so that an operator that no property needs is
/// not in the API.
pub(super) fn reachable(model: &Model) -> HashSet<&str> {
    let mut reached = HashSet::new();
    let mut next = vec!["Query"];
    // What can be behind an interface is reached with it.
    let implementers = |name: &str| {
        model
            .types()
            .filter_map(move |(other, definition)| match &definition.form {
                Form::Object(fields) | Form::Interface(fields) => {
                    fields.implements.iter().any(|it| it == name).then_some(other)
                }
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    while let Some(name) = next.pop() {
        let Some((name, definition)) = model.types().find(|(it, _)| *it == name) else { continue };
        if !reached.insert(name) {
            continue;
        }
        match &definition.form {
            Form::Object(fields) | Form::Interface(fields) => {
                next.extend(fields.implements.iter().map(String::as_str));
                for field in &fields.fields {
                    next.push(&field.ty.name);
                    next.extend(field.arguments.iter().map(|argument| argument.ty.name.as_str()));
                }
                if matches!(definition.form, Form::Interface(_)) {
                    next.extend(implementers(name));
                }
            }
            Form::Union(members) => next.extend(members.iter().map(String::as_str)),
            Form::Input(values) => next.extend(values.iter().map(|value| value.ty.name.as_str())),
            Form::Enum(_) | Form::Scalar(_) => {}
        }
    }
    reached
}
