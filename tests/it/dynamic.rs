//! The API as a dynamic schema of async-graphql, with resolvers that the caller gives.

use async_graphql::{
    ValidationMode, Value,
    dynamic::{
        self, EnumItem, FieldFuture, Interface, InterfaceField, ResolverContext, Scalar, Schema,
        SchemaError,
    },
};
use corridor::api::schema::{ApiSchema, Field, Fields, InputValue, TypeForm, TypeRef};
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
pub(crate) type Resolver =
    Arc<dyn for<'a> Fn(ResolverContext<'a>) -> FieldFuture<'a> + Send + Sync>;

/// The schema with resolvers by type name and field.
pub(crate) fn schema(
    api: &ApiSchema,
    resolver: &dyn Fn(&str, &Field) -> Resolver,
) -> Result<Schema, SchemaError> {
    // Documents were validated before they come here.
    let mut builder = Schema::build("Query", None, None)
        .disable_suggestions()
        .validation_mode(ValidationMode::Fast);
    let reachable = api.reachable();
    for (name, definition) in api.types().filter(|(name, _)| reachable.contains(name)) {
        let description = &definition.description;
        builder = match &definition.form {
            TypeForm::Object(fields) => {
                builder.register(object(name, description, fields, resolver))
            }
            TypeForm::Interface(fields) => builder.register(interface(name, description, fields)),
            TypeForm::Union(members) => {
                let union = describe!(dynamic::Union::new(name), description);
                builder.register(members.iter().fold(union, dynamic::Union::possible_type))
            }
            TypeForm::Enum(values) => {
                let items = values.iter().map(|value| {
                    let item = describe!(EnumItem::new(&value.name), &value.description);
                    deprecate!(item, &value.deprecation)
                });
                builder.register(describe!(dynamic::Enum::new(name), description).items(items))
            }
            TypeForm::Input(values) => {
                let input = describe!(dynamic::InputObject::new(name), description);
                builder.register(
                    values.iter().map(input_value).fold(input, dynamic::InputObject::field),
                )
            }
            TypeForm::Scalar(url) => {
                builder.register(describe!(Scalar::new(name), description).specified_by_url(url))
            }
        };
    }
    builder.finish()
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
    match &input.default {
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
