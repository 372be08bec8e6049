//! The inputs of `aggregate` and `groups`: values to group by and to sum up.
//!
//! A kind or interface has `PersonValue`, links with properties have `TenureValue`. All connections
//! that list the same share them, and the types of the answers are the same for all.

use super::{
    ApiSchema, Field, FieldKind, InputValue, ListConnectionField, TypeForm, TypeRef,
    build::{is_key, retyped, without},
    connections, names,
};
use crate::ontology::{
    Abstract, AbstractForm, LinkProperties, Ontology, PropertiesId, Property, Scalar, Target,
};

pub(super) fn add(schema: &mut ApiSchema, ontology: &Ontology) -> Result<(), String> {
    let kinds = ontology.kinds().map(|(id, _)| Target::Kind(id));
    let has_fields = |it: &Abstract| it.form == AbstractForm::Interface;
    let interfaces = ontology.abstracts().filter(|(_, it)| has_fields(it));
    for target in kinds.chain(interfaces.map(|(id, _)| Target::Abstract(id))) {
        of_target(schema, ontology, target)?;
    }
    for (id, _) in ontology.link_property_types() {
        of_links(schema, ontology, id)?;
    }
    for (_, it) in ontology.value_types() {
        let keys = property_keys(ontology, &it.fields).collect();
        let description = format!("A field of {}; exactly one field must be given.", it.name);
        schema.add(format!("{}Value", it.name), description, TypeForm::Input(keys));
    }
    Ok(())
}

/// `PersonValue`
fn of_target(schema: &mut ApiSchema, ontology: &Ontology, target: Target) -> Result<(), String> {
    let (properties, relations) = ontology.fields_of(target);
    let name = ontology.target_name(target);
    let mut keys = schema.copied_inputs("EntityValue")?;
    if let Target::Kind(_) = target {
        keys = without(keys, &["kind"]);
    }
    keys.extend(property_keys(ontology, properties));
    keys.extend(relations.iter().map(|field| {
        let description = format!("A value of the entities that `{}` leads to.", field.name);
        InputValue::new(&field.name, value_of(ontology, field.target), description)
    }));
    let description = format!("A value of {name}; exactly one field must be given.");
    schema.add(format!("{name}Value"), description, TypeForm::Input(keys));
    Ok(())
}

/// The input for values of a target. A union has no fields of its own.
fn value_of(ontology: &Ontology, target: Target) -> String {
    let is_union = match target {
        Target::Abstract(id) => ontology.abstract_type(id).form == AbstractForm::Union,
        Target::Kind(_) | Target::Entity => false,
    };
    format!("{}Value", if is_union { "Entity" } else { ontology.target_name(target) })
}

/// `TenureValue`
fn of_links(schema: &mut ApiSchema, ontology: &Ontology, id: PropertiesId) -> Result<(), String> {
    let LinkProperties { properties, references, .. } = ontology.link_properties(id);
    let name = names::edge(ontology, Some(id));
    // The ends and the relation of the links of a field are known, and mostly the direction.
    let has_direction = connections::are_listed_either_way(ontology, Some(id));
    let known = ["relation", "from", "to", "other"];
    let known = known.into_iter().chain((!has_direction).then_some("direction"));
    let known: Vec<&str> = known.collect();
    let mut keys = without(schema.copied_inputs("LinkValue")?, &known);
    keys.extend(property_keys(ontology, properties));
    keys.extend(references.iter().map(|reference| {
        let description = format!("A value of the entity that `{}` refers to.", reference.name);
        InputValue::new(&reference.name, value_of(ontology, reference.target), description)
    }));
    let description = "A value of a link; exactly one field must be given.";
    schema.add(format!("{name}Value"), description, TypeForm::Input(keys));
    Ok(())
}

/// The keys of properties: JSON values are not compared.
fn property_keys(ontology: &Ontology, properties: &[Property]) -> impl Iterator<Item = InputValue> {
    let key = |it: &Property| match it.ty.scalar {
        Scalar::Structured(id) => {
            let ty = format!("{}Value", ontology.value_type(id).name);
            InputValue::new(&it.name, ty, format!("A field of `{}`.", it.name))
        }
        scalar => {
            let (part, zone) = part_of(scalar);
            InputValue::new(&it.name, part, format!("The property `{}`{zone}.", it.name))
        }
    };
    properties.iter().filter(|it| is_key(ontology, it)).map(key)
}

/// The input for the parts of a value by which it is grouped, and what its description adds.
fn part_of(scalar: Scalar) -> (&'static str, &'static str) {
    match scalar {
        Scalar::PartialDate | Scalar::Date => ("DatePart", ""),
        Scalar::DateTime => ("DatePart", ", whose year and month are those in UTC"),
        Scalar::String
        | Scalar::Id
        | Scalar::Int
        | Scalar::Float
        | Scalar::BigInt
        | Scalar::Decimal
        | Scalar::Boolean
        | Scalar::Url
        | Scalar::Json
        | Scalar::Enum(_)
        | Scalar::Structured(_) => ("WholeValue", ""),
    }
}

/// Gives `aggregate` and `groups` of a connection the inputs of its target, and of its links.
pub(super) fn with_inputs(
    fields: &mut [Field],
    ontology: &Ontology,
    target: Target,
    edge: Option<&str>,
) {
    let of_node = value_of(ontology, target);
    let is_summed = |field: &&mut Field| {
        use ListConnectionField::{Aggregate, Groups};
        matches!(field.kind, FieldKind::ListConnection(Aggregate | Groups))
    };
    for field in fields.iter_mut().filter(is_summed) {
        let arguments = std::mem::take(&mut field.arguments);
        for argument in retyped(arguments, "EntityValue", &of_node) {
            let more = edge.and_then(|edge| edge_argument(&argument.name, edge));
            field.arguments.push(argument);
            field.arguments.extend(more);
        }
    }
}

/// The argument for links that stands behind one for entities.
fn edge_argument(name: &str, edge: &str) -> Option<InputValue> {
    let (name, ty, description) = match name {
        "by" => ("byEdge", format!("{edge}Value"), "Keys of the links, behind those of `by`."),
        "of" => ("ofEdge", format!("{edge}Value"), "Values of the links, behind those of `of`."),
        _ => return None,
    };
    let list = TypeRef { list: true, items_required: true, ..TypeRef::optional(ty) };
    Some(InputValue { ty: list, ..InputValue::new(name, "", description) })
}
