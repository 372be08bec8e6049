//! Orders of kinds, interfaces and relations: `orderBy`.
//!
//! A target has a `PersonOrder`, links with properties a `TenureOrder`, and links to a target with
//! certain properties two orders: `PersonTenureLinkOrder` for a list of them, with a key of the link
//! or of the entity that it leads to, and `PersonTenureLinksOrder` for a list of entities, with a
//! value of all links that each of them has.

use super::{ApiSchema, InputValue, TypeForm, build::property_orders, filters::input, names};
use crate::ontology::{
    BuiltInType, Cardinality, LinkProperties, Ontology, PropertiesId, Property, RelationField,
    Target, ValueType,
};

/// `AddressOrder`
pub(super) fn of_values(schema: &mut ApiSchema, ontology: &Ontology, it: &ValueType) {
    let mut keys: Vec<InputValue> = property_orders(ontology, &it.fields).collect();
    match it.built_in {
        Some(BuiltInType::Money) => {
            let description =
                "Orders by currency, then by amount: amounts in two currencies are not compared.";
            let amount = keys.iter_mut().find(|key| key.name == "amount");
            amount.into_iter().for_each(|key| key.description = description.to_owned());
        }
        Some(BuiltInType::Point) => {
            let description = "Orders by the distance from a point.";
            keys.push(InputValue::new("distanceFrom", "PointDistance", description));
        }
        None => {}
    }
    let description =
        format!("A key to order by, of {}; exactly one field must be given.", it.name);
    input(schema, &format!("{}Order", it.name), &description, keys);
}

/// `TenureOrder`
pub(super) fn of_edges(
    schema: &mut ApiSchema,
    ontology: &Ontology,
    id: PropertiesId,
) -> Result<(), String> {
    let LinkProperties { properties, references, .. } = ontology.link_properties(id);
    let mut keys = schema.copied_inputs("LinkOrder")?;
    keys.extend(property_orders(ontology, properties));
    keys.extend(references.iter().map(|it| entity_order(ontology, &it.name, it.target, "refers")));
    let description = "A key to order links by; exactly one field must be given.";
    input(schema, &names::edge_order(ontology, Some(id)), description, keys);
    Ok(())
}

/// `PersonOrder`
pub(super) fn of_target(
    schema: &mut ApiSchema,
    ontology: &Ontology,
    target: &str,
    properties: &[Property],
    relations: &[RelationField],
) -> Result<(), String> {
    let mut keys = schema.copied_inputs("EntityOrder")?;
    let source = ontology.source_kind().map(|id| ontology.target_name(Target::Kind(id)));
    if source == Some(target) {
        let description = "Orders by the number of entities and links that cite the source.";
        keys.push(InputValue::new("supports", "SortDirection", description));
    }
    keys.extend(property_orders(ontology, properties));
    keys.extend(relations.iter().map(|field| relation_order(ontology, field)));
    let description = "A key to order by; exactly one field must be given.";
    input(schema, &format!("{target}Order"), description, keys);
    Ok(())
}

/// The key of an order for a relation: a value of its links, or a key of what it leads to.
fn relation_order(ontology: &Ontology, field: &RelationField) -> InputValue {
    let name = &field.name;
    match field.cardinality {
        Cardinality::Many => {
            let properties = ontology.relation(field.relation).properties;
            let links = names::link_inputs(ontology, field.target, properties);
            let description = format!("Orders by the links of `{name}`.");
            InputValue::new(name, format!("{links}LinksOrder"), description)
        }
        Cardinality::AtMostOne | Cardinality::ExactlyOne => {
            entity_order(ontology, name, field.target, "leads")
        }
    }
}

/// The key of an order for what leads or refers to one entity: a key of that entity.
fn entity_order(ontology: &Ontology, name: &str, target: Target, verb: &str) -> InputValue {
    let ty = format!("{}Order", ontology.target_name(target));
    InputValue::new(name, ty, format!("Orders by a key of the entity that `{name}` {verb} to."))
}

/// `PostTenureLinkOrder` and `PostTenureLinksOrder`.
pub(super) fn of_relation(
    schema: &mut ApiSchema,
    ontology: &Ontology,
    field: &RelationField,
    name: &str,
) {
    let target = ontology.target_name(field.target);
    let edge = names::edge_order(ontology, ontology.relation(field.relation).properties);
    let value = |name: &str, ty: &str, description| InputValue::new(name, ty, description);
    let keys = vec![
        value("node", &format!("{target}Order"), "A key of the entity that the link leads to."),
        value("edge", &edge, "A key of the link."),
    ];
    let one = format!("{name}LinkOrder");
    let description = "A key to order by, of the link or of the entity that it leads to; exactly one field must be given.";
    input(schema, &one, description, keys);
    let condition = format!("{name}LinkWhere");
    let keys = vec![
        value("where", &condition, "Reads only links that meet these conditions."),
        value("distinct", "Boolean", "Reads links to the same entity as one."),
        value("count", "SortDirection", "Orders by the number of links."),
        value("min", &one, "Orders by the smallest value or the earliest date."),
        value("max", &one, "Orders by the largest value or the latest date."),
        value("sum", &one, "Orders by the sum of a number."),
        value("mean", &one, "Orders by the mean of a number."),
    ];
    let description = "A key to order by, of all links of an entity; exactly one of `count`, `min`, `max`, `sum` and `mean` must be given.";
    schema.add(format!("{name}LinksOrder"), description, TypeForm::Input(keys));
}
