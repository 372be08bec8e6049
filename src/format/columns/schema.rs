//! The columns that there can be, with their names and types.

use super::{ColumnType, ExportColumn, LinkField, NodeField, PropertyPlace};
use crate::{
    format::{content::Content, facts::Facts},
    ontology::{Ontology, Property, PropertyType, Reference, Scalar},
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// Names that readers give a meaning of their own: Gephi takes a column `size` for the size of
/// a circle. A property of such a name gets an underscore behind it.
const RESERVED: [&str; 24] = [
    "b",
    "color",
    "directed",
    "g",
    "id",
    "interaction",
    "interval",
    "key",
    "label",
    "name",
    "parent",
    "r",
    "shape",
    "shared name",
    "size",
    "source",
    "target",
    "timeset",
    "type",
    "value",
    "weight",
    "x",
    "y",
    "z",
];

/// The columns of entities that there can be, in order.
pub(super) fn node_columns(content: &Content<'_>) -> Vec<ExportColumn<NodeField>> {
    use ColumnType::{List, Text};
    let facts = content.facts();
    let (mut name_langs, mut summary_langs) = (BTreeSet::new(), BTreeSet::new());
    for node in content.nodes() {
        for lang in facts.names(node).filter_map(|it| it.lang) {
            if !name_langs.contains(&*lang) {
                name_langs.insert(lang.into_owned());
            }
        }
        for (lang, _) in facts.summaries(node).skip(1) {
            summary_langs.extend(lang.map(Cow::into_owned));
        }
    }
    let column = |name: &str, ty, field| ExportColumn { name: name.to_owned(), ty, field };
    let mut columns = vec![
        column("label", Text, NodeField::Label),
        column("kind", Text, NodeField::Kind),
        column("names", List, NodeField::Names),
    ];
    let langs = name_langs.into_iter();
    columns
        .extend(langs.map(|lang| column(&format!("name@{lang}"), Text, NodeField::NameIn(lang))));
    columns.push(column("summary", Text, NodeField::Summary));
    let langs = summary_langs.into_iter();
    columns.extend(
        langs.map(|lang| column(&format!("summary@{lang}"), Text, NodeField::SummaryIn(lang))),
    );
    let kinds = facts.ontology().kinds();
    let values = |properties| values(facts.ontology(), properties);
    let lists: Vec<_> = kinds.map(|(id, kind)| (id.index(), values(&kind.properties))).collect();
    columns.extend(properties(lists, NodeField::Property));
    columns.extend([
        column("start", Text, NodeField::Start),
        column("end", Text, NodeField::End),
        column("externalIds", List, NodeField::ExternalIds),
        column("claims", List, NodeField::Claims),
        column("sources", List, NodeField::Sources),
        column("sourceUrls", List, NodeField::SourceUrls),
    ]);
    let measures = content.measures.iter().enumerate();
    columns.extend(measures.map(|(at, measure)| ExportColumn {
        name: free_name(&measure.name),
        ty: if measure.is_integer { ColumnType::Integer } else { ColumnType::Double },
        field: NodeField::Measure(at),
    }));
    distinct(columns, |it| matches!(it, NodeField::Property(_) | NodeField::Measure(_)))
}

/// A property, or a field of a structured one: its name, its place, its type.
type Own = (String, PropertyPlace, ColumnType);

/// Properties that hold values; of a structured one its fields, such as `address.city`.
fn values(ontology: &Ontology, properties: &[Property]) -> Vec<Own> {
    let mut own = Vec::new();
    for (property, definition) in properties.iter().enumerate() {
        let mut fields = Vec::new();
        add_fields(ontology, definition, (String::new(), Vec::new()), &mut fields);
        let place = |path| PropertyPlace { property, path };
        own.extend(fields.into_iter().map(|(name, path, ty)| (name, place(path), column_type(ty))));
    }
    own
}

/// Properties that refer to entities; the first has this position.
fn references(references: &[Reference], first: usize) -> impl Iterator<Item = Own> {
    references.iter().zip(first..).map(|(reference, property)| {
        let place = PropertyPlace { property, path: Vec::new() };
        (reference.name.clone(), place, ColumnType::Text)
    })
}

/// The columns of links that there can be, in order.
pub(super) fn link_columns(facts: Facts<'_>) -> Vec<ExportColumn<LinkField>> {
    use ColumnType::{Boolean, List, Text};
    let column = |name: &str, ty, field| ExportColumn { name: name.to_owned(), ty, field };
    let mut columns = vec![
        column("label", Text, LinkField::Label),
        column("relation", Text, LinkField::Relation),
        column("symmetric", Boolean, LinkField::Symmetric),
        column("status", Text, LinkField::Status),
        column("evidence", Text, LinkField::Evidence),
        column("disputed", List, LinkField::Disputed),
        column("at", Text, LinkField::At),
        column("since", Text, LinkField::Since),
        column("until", Text, LinkField::Until),
        column("attested", List, LinkField::Attested),
        column("start", Text, LinkField::Start),
        column("end", Text, LinkField::End),
    ];
    let relations = || facts.ontology().relations().map(|(id, _)| id);
    let own = |id| {
        let properties = facts.link_properties(id);
        let mut own = values(facts.ontology(), properties);
        own.extend(references(facts.references(id), properties.len()));
        own
    };
    let lists: Vec<_> = relations().map(|id| (id.index(), own(id))).collect();
    columns.extend(properties(lists, LinkField::Property));
    let referring = |id| references(facts.references(id), 0).collect();
    let lists: Vec<_> = relations().map(|id| (id.index(), referring(id))).collect();
    columns.extend(
        properties(lists, LinkField::ReferenceLabel)
            .into_iter()
            .map(|column| ExportColumn { name: format!("{}Label", column.name), ..column }),
    );
    columns.extend([
        column("note", Text, LinkField::Note),
        column("sources", List, LinkField::Sources),
        column("sourceUrls", List, LinkField::SourceUrls),
    ]);
    distinct(columns, |it| matches!(it, LinkField::Property(_) | LinkField::ReferenceLabel(_)))
}

/// A column for each name of a property, in the order of the names.
fn properties<F>(
    lists: Vec<(usize, Vec<Own>)>,
    field: impl Fn(Vec<Option<PropertyPlace>>) -> F,
) -> Vec<ExportColumn<F>> {
    type Found = (Option<ColumnType>, Vec<Option<PropertyPlace>>);
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    for (owner, properties) in lists {
        for (name, place, own) in properties {
            let (ty, places) = found.entry(name).or_default();
            *ty = Some(ty.map_or(own, |it| wider(it, own)));
            places.resize(places.len().max(owner + 1), None);
            places.insert(owner, Some(place));
            places.remove(owner + 1);
        }
    }
    let columns = found.into_iter().map(|(name, (ty, positions))| ExportColumn {
        name: free_name(&name),
        ty: ty.unwrap_or(ColumnType::Text),
        field: field(positions),
    });
    columns.collect()
}

/// Appends the name, the way and the type of a property, or of each field of a structured one. A
/// list is one column, whatever its items are.
fn add_fields(
    ontology: &Ontology,
    property: &Property,
    (mut name, path): (String, Vec<usize>),
    into: &mut Vec<(String, Vec<usize>, PropertyType)>,
) {
    name.push_str(&property.name);
    let Scalar::Structured(id) = property.ty.scalar else {
        return into.push((name, path, property.ty));
    };
    if property.ty.list {
        return into.push((name, path, property.ty));
    }
    for (at, field) in ontology.value_type(id).fields.iter().enumerate() {
        let path = path.iter().copied().chain([at]).collect();
        add_fields(ontology, field, (format!("{name}."), path), into);
    }
}

fn column_type(ty: PropertyType) -> ColumnType {
    if ty.list {
        return ColumnType::List;
    }
    match ty.scalar {
        Scalar::Int => ColumnType::Integer,
        Scalar::Float => ColumnType::Double,
        Scalar::BigInt => ColumnType::Long,
        Scalar::Boolean => ColumnType::Boolean,
        Scalar::String
        | Scalar::Id
        | Scalar::PartialDate
        | Scalar::Date
        | Scalar::DateTime
        | Scalar::Decimal
        | Scalar::Url
        | Scalar::Json
        | Scalar::Enum(_)
        | Scalar::Structured(_) => ColumnType::Text,
    }
}

/// The type that holds values of both.
fn wider(one: ColumnType, other: ColumnType) -> ColumnType {
    use ColumnType::{Boolean, Double, Integer, List, Long, Text};
    match (one, other) {
        (one, other) if one == other => one,
        (List, _) | (_, List) => List,
        (Integer | Long, Integer | Long) => Long,
        (Integer | Double, Integer | Double) => Double,
        // A double does not hold every whole number.
        (Long, Double) | (Double, Long) => Text,
        (Text | Boolean, _) | (_, Text | Boolean) => Text,
    }
}

fn free_name(name: &str) -> String {
    let reserved = RESERVED.binary_search(&name.to_lowercase().as_str()).is_ok();
    if reserved { format!("{name}_") } else { name.to_owned() }
}

/// Gives columns of the data whose names are taken, or differ in case only, an underscore.
fn distinct<F>(
    mut columns: Vec<ExportColumn<F>>,
    is_of_data: fn(&F) -> bool,
) -> Vec<ExportColumn<F>> {
    let (of_data, fixed): (Vec<_>, Vec<_>) =
        columns.iter_mut().partition(|column| is_of_data(&column.field));
    let mut taken: BTreeSet<_> = fixed.iter().map(|column| column.name.to_lowercase()).collect();
    for column in of_data {
        while !taken.insert(column.name.to_lowercase()) {
            column.name.push('_');
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_names_are_in_order() {
        assert!(RESERVED.is_sorted());
        assert_eq!(free_name("Size"), "Size_");
        assert_eq!(free_name("born"), "born");
    }
}
