//! A small world for the tests of this module, built without the parser of definitions.

use crate::{
    ontology::{
        Cardinality, Direction, EnumId, EnumType, EnumValue, Kind, KindId, LinkProperties,
        Ontology, Parts, PropertiesId, Property, PropertyType, Relation, RelationField, RelationId,
        Scalar, Target, Temporal,
    },
    value::Value,
};

const ORGANIZATION: KindId = KindId(0);
const PERSON: KindId = KindId(1);
const POST: KindId = KindId(2);
const COOPERATES: RelationId = RelationId(0);
const HOLDS: RelationId = RelationId(1);
const POST_IN: RelationId = RelationId(2);

/// Organizations, posts in them, people who hold these, and sources.
pub(super) fn ontology() -> Ontology {
    Ontology::new(Parts {
        kinds: vec![organization(), person(), post(), source()],
        relations: vec![
            relation("COOPERATES_WITH", true, None, vec![(ORGANIZATION, ORGANIZATION)]),
            relation("HOLDS_POST", false, Some(PropertiesId(0)), vec![(PERSON, POST)]),
            relation("POST_IN", false, None, vec![(POST, ORGANIZATION)]),
        ],
        enums: vec![EnumType {
            name: "Form".into(),
            description: String::new(),
            values: ["COMPANY", "MINISTRY"].map(enum_value).into(),
        }],
        link_properties: vec![LinkProperties {
            name: "Tenure".into(),
            description: String::new(),
            properties: vec![
                property("title", Scalar::String),
                Property {
                    default: Some(Value::Boolean(false)),
                    ..property("acting", Scalar::Boolean)
                },
            ],
        }],
        ..Parts::default()
    })
}

fn organization() -> Kind {
    let list = PropertyType { list: true, required: true, ..ty(Scalar::String) };
    Kind {
        properties: vec![
            property("form", Scalar::Enum(EnumId(0))),
            property("staff", Scalar::Int),
            property("revenue", Scalar::Float),
            property("site", Scalar::Url),
            property("extra", Scalar::Json),
            Property { ty: list, ..property("tags", Scalar::String) },
        ],
        relations: vec![
            field("cooperatesWith", COOPERATES, Direction::Both, ORGANIZATION, Cardinality::Many),
            field("posts", POST_IN, Direction::In, POST, Cardinality::Many),
        ],
        ..kind("Organization")
    }
}

fn person() -> Kind {
    Kind {
        properties: vec![
            property("born", Scalar::PartialDate),
            property("died", Scalar::PartialDate),
        ],
        relations: vec![field("posts", HOLDS, Direction::Out, POST, Cardinality::Many)],
        temporal: Some(Temporal { start: vec![0], end: vec![1] }),
        ..kind("Person")
    }
}

fn post() -> Kind {
    Kind {
        relations: vec![
            field("body", POST_IN, Direction::Out, ORGANIZATION, Cardinality::ExactlyOne),
            field("holders", HOLDS, Direction::In, PERSON, Cardinality::Many),
        ],
        ..kind("Post")
    }
}

fn source() -> Kind {
    Kind { properties: vec![property("url", Scalar::Url)], built_in: true, ..kind("Source") }
}

fn kind(name: &str) -> Kind {
    Kind {
        name: name.into(),
        singular: name.to_lowercase(),
        plural: format!("{}s", name.to_lowercase()),
        description: String::new(),
        caption: Vec::new(),
        properties: Vec::new(),
        relations: Vec::new(),
        abstracts: Vec::new(),
        temporal: None,
        limit: Default::default(),
        min_sources: 0,
        built_in: false,
        span: None,
    }
}

fn ty(scalar: Scalar) -> PropertyType {
    PropertyType { scalar, list: false, required: false, items_required: true }
}

fn property(name: &str, scalar: Scalar) -> Property {
    Property {
        name: name.into(),
        key: name.into(),
        description: String::new(),
        deprecation: None,
        ty: ty(scalar),
        default: None,
        unique: false,
        search: Vec::new(),
        min_sources: 0,
    }
}

fn field(
    name: &str,
    relation: RelationId,
    direction: Direction,
    target: KindId,
    cardinality: Cardinality,
) -> RelationField {
    RelationField {
        name: name.into(),
        key: name.into(),
        description: String::new(),
        deprecation: None,
        relation,
        direction,
        target: Target::Kind(target),
        cardinality,
        declared_by: None,
        limit: Default::default(),
        min_sources: 0,
    }
}

fn relation(
    name: &str,
    symmetric: bool,
    properties: Option<PropertiesId>,
    pairs: Vec<(KindId, KindId)>,
) -> Relation {
    Relation { name: name.into(), symmetric, properties, pairs }
}

fn enum_value(name: &str) -> EnumValue {
    EnumValue { name: name.into(), description: String::new(), deprecation: None }
}
