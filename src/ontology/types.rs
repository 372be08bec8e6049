//! The parts of an ontology: plain data.

use crate::{
    diagnostics::{Span, did_you_mean},
    value::{BuiltInType, Period, Scalar, Structured, Value},
};
use std::sync::Arc;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u16);

        impl $name {
            /// The position in the ontology's list.
            pub fn index(self) -> usize {
                usize::from(self.0)
            }
        }
    )*};
}

ids! {
    /// A kind of entity.
    KindId,
    /// A relationship type.
    RelationId,
    /// An interface or a union.
    AbstractId,
    /// A type of link properties.
    PropertiesId,
}

/// A kind of entity: an object type with `@node`.
#[derive(Clone, Debug)]
pub struct Kind {
    /// `Person`.
    pub name: String,
    /// The root field of one: `person`.
    pub singular: String,
    /// The root field of many: `people`.
    pub plural: String,
    /// From the SDL; empty where it has none.
    pub description: String,
    /// Properties whose first value labels the entity in pictures; empty means `name`.
    pub caption: Vec<String>,
    /// Its properties, in the order of the definition.
    pub properties: Vec<Property>,
    /// Its relation fields, in the order of the definition.
    pub relations: Vec<RelationField>,
    /// The interfaces it implements and the unions it is in, in the order of their ids.
    pub abstracts: Vec<AbstractId>,
    /// The properties that bound it in time.
    pub temporal: Option<Temporal>,
    /// Page sizes of fields that return it.
    pub limit: Limit,
    /// The parts of which an entity without a name gets one; empty if each must give its own.
    pub name_parts: Vec<NamePart>,
    /// The keys, which tell an entity from all others of the kind, as positions of properties: each
    /// `@unique` property alone, then those of `@node(key:)` together. An entity without one of the
    /// values does not have that key.
    pub keys: Vec<Vec<usize>>,
    /// The number of sources that a record must cite.
    pub min_sources: u32,
    /// True if Corridor brings it (`Source`) and no file defines it.
    pub built_in: bool,
    /// The place of the definition; `None` for a built-in kind.
    pub span: Option<Span>,
}

impl Kind {
    /// A property by its name.
    pub fn property(&self, name: &str) -> Option<(usize, &Property)> {
        self.properties.iter().enumerate().find(|(_, property)| property.name == name)
    }

    /// Returns whether a record of the kind may have a key beside those that every entity has.
    pub fn has_key(&self, key: &str) -> bool {
        let relations = self.relations.iter().map(|field| &field.key);
        self.properties.iter().map(|it| &it.key).chain(relations).any(|it| it == key)
    }

    /// The names of the properties of each key, for people: `` `iata` ``, `` `code` with `year` ``.
    pub fn key_names(&self) -> Vec<String> {
        let name = |at: &usize| Some(format!("`{}`", self.properties.get(*at)?.name));
        let names =
            |key: &Vec<usize>| key.iter().filter_map(name).collect::<Vec<_>>().join(" with ");
        self.keys.iter().map(names).collect()
    }

    /// `; did you mean "born"?` of a name that is no property's, or nothing.
    pub fn near_property(&self, name: &str) -> String {
        did_you_mean(name, self.properties.iter().map(|property| property.name.as_str()))
    }
}

/// A part of a name: `@node(name: "{airline} {from}-{to}")`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamePart {
    /// A text that stands in every name.
    Text(String),
    /// The value of a property, by position in the kind.
    Property(usize),
    /// The name of the entity that a relation field leads to, by position in the kind.
    Relation(usize),
}

/// `@temporal`: positions in a kind's properties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Temporal {
    /// Properties that say when it began to exist; the earliest counts.
    pub start: Vec<usize>,
    /// Properties that say when it ceased to exist; the latest counts.
    pub end: Vec<usize>,
}

/// `@limit`: page sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limit {
    /// Used where a query names neither `first` nor `last`; `None` takes the server's.
    pub default: Option<u32>,
    /// The most that a query may ask for; `None` takes the server's.
    pub max: Option<u32>,
}

/// A property of a kind or of a link.
#[derive(Clone, Debug)]
pub struct Property {
    /// Its name in the API.
    pub name: String,
    /// Its key in seed files: `@alias`, else its name.
    pub key: String,
    /// From the SDL; empty where it has none.
    pub description: String,
    /// `@deprecated`.
    pub deprecation: Option<Deprecation>,
    /// The type of its values.
    pub ty: PropertyType,
    /// `@default`.
    pub default: Option<Value>,
    /// `@unique`.
    pub unique: bool,
    /// `@search`.
    pub search: Vec<SearchBy>,
    /// `@sources(min:)`.
    pub min_sources: u32,
    /// `@expect`.
    pub expect: Option<SoftRule>,
}

/// `@expect` and `@exclusive`: a rule that data may break, with a warning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SoftRule {
    /// The elements that the rule is about; all by default.
    pub only: Option<Only>,
}

/// The elements that a [`SoftRule`] is about: those with one of some values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Only {
    /// The position of a property.
    pub property: usize,
    /// True if it is a property of the links, false if it is one of the entity.
    pub of_link: bool,
    /// The values as texts.
    pub values: Vec<String>,
}

impl Only {
    /// The value that an element has among those of the rule.
    pub fn value(&self, values: &[Option<Value>]) -> Option<&str> {
        let has = |value: &Value, wanted: &str| match value {
            Value::Text(text) => **text == *wanted,
            Value::Boolean(value) => wanted == if *value { "true" } else { "false" },
            Value::List(items) => {
                items.iter().any(|item| matches!(item, Value::Text(text) if **text == *wanted))
            }
            Value::Int(_)
            | Value::Float(_)
            | Value::BigInt(_)
            | Value::Decimal(_)
            | Value::Date(_)
            | Value::DateTime(_)
            | Value::Json(_)
            | Value::Structured(_) => false,
        };
        let value = values.get(self.property)?.as_ref()?;
        self.values.iter().map(String::as_str).find(|wanted| has(value, wanted))
    }
}

/// `@deprecated`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecation {
    /// The reason, and the field to use in its place.
    pub reason: String,
}

/// The type of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PropertyType {
    /// One value, or each value of the list.
    pub scalar: Scalar,
    /// `[T]` rather than `T`.
    pub list: bool,
    /// `T!` or `[T]!`: every record must have it (an absent list is an empty one).
    pub required: bool,
    /// `[T!]`: written in the SDL; lists never hold nulls whatever it says.
    pub items_required: bool,
}

/// `@search(by:)`: how a field is indexed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SearchBy {
    /// Words in any order.
    Fulltext,
    /// Compared as a name: all spellings and scripts.
    Name,
    /// By its beginning.
    Prefix,
    /// Compared as a whole.
    Exact,
}

/// An enum.
#[derive(Clone, Debug)]
pub struct EnumType {
    /// Its name.
    pub name: String,
    /// From the SDL; empty where it has none.
    pub description: String,
    /// Its values, in the order of the definition.
    pub values: Vec<EnumValue>,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// Its name.
    pub name: String,
    /// From the SDL; empty where it has none.
    pub description: String,
    /// `@deprecated`.
    pub deprecation: Option<Deprecation>,
}

/// The direction in which a relation field follows its links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From the entity to others.
    Out,
    /// From others to the entity.
    In,
    /// Both as one. It is the direction of a symmetric relation, and that of a field which follows
    /// a directed relation either way.
    Both,
}

impl Direction {
    /// The name in definitions and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Out => "OUT",
            Self::In => "IN",
            Self::Both => "BOTH",
        }
    }

    /// The direction of a name in the API.
    pub fn by_name(name: &str) -> Option<Self> {
        [Self::Out, Self::In, Self::Both].into_iter().find(|it| it.as_str() == name)
    }
}

/// The number of links that a relation field may have on one entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cardinality {
    /// `[T!]!`
    Many,
    /// `T`
    AtMostOne,
    /// `T!`
    ExactlyOne,
}

/// The target of a relation field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// One kind.
    Kind(KindId),
    /// An interface or a union.
    Abstract(AbstractId),
    /// Any kind.
    Entity,
}

/// A relation field of a kind or of an interface.
#[derive(Clone, Debug)]
pub struct RelationField {
    /// Its name in the API.
    pub name: String,
    /// Its key in seed files: `@alias`, else its name.
    pub key: String,
    /// From the SDL; empty where it has none.
    pub description: String,
    /// `@deprecated`.
    pub deprecation: Option<Deprecation>,
    /// The relationship type.
    pub relation: RelationId,
    /// The direction in which it is followed.
    pub direction: Direction,
    /// The target.
    pub target: Target,
    /// The cardinality.
    pub cardinality: Cardinality,
    /// The interface that declares the field first.
    pub declared_by: Option<AbstractId>,
    /// Page sizes of this field, before those of the target.
    pub limit: Limit,
    /// The number of sources that each link must cite.
    pub min_sources: u32,
    /// `@expect`: each entity should have a link.
    pub expect: Option<SoftRule>,
    /// `@exclusive`: no two links of an entity should certainly hold at once.
    pub exclusive: Option<SoftRule>,
    /// `@datesWithin`: the entity's dates should lie in the time of the other end.
    pub dates_within: bool,
}

/// A relationship type.
#[derive(Clone, Debug)]
pub struct Relation {
    /// `HOLDS_POST`.
    pub name: String,
    /// True if it has no direction; then it is stored once, from the smaller id to the larger.
    pub symmetric: bool,
    /// True if it has a direction and a field of a kind follows it either way.
    pub either_way: bool,
    /// The type with the properties of its links beside the built-in ones.
    pub properties: Option<PropertiesId>,
    /// The pairs of kinds that a link may connect, as (source, target), sorted.
    pub pairs: Vec<(KindId, KindId)>,
    /// `@temporal(fades:)`: the period for which an open link is certain after it was last attested.
    pub fades: Option<Period>,
}

impl Relation {
    /// Returns whether a link may go from one kind to another; either way round if symmetric.
    pub fn allows(&self, from: KindId, to: KindId) -> bool {
        self.pairs.binary_search(&(from, to)).is_ok()
            || (self.symmetric && self.pairs.binary_search(&(to, from)).is_ok())
    }
}

/// A type with `@relationshipProperties`.
#[derive(Clone, Debug)]
pub struct LinkProperties {
    /// `Tenure`.
    pub name: String,
    /// From the SDL; empty where it has none.
    pub description: String,
    /// Its properties that hold values, in the order of the definition.
    pub properties: Vec<Property>,
    /// Its properties that refer to entities, in the order of the definition.
    pub references: Vec<Reference>,
}

/// A property of links that refers to an entity: `party: Organization`.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Its name in the API.
    pub name: String,
    /// Its key in seed files: `@alias`, else its name.
    pub key: String,
    /// From the SDL; empty where it has none.
    pub description: String,
    /// `@deprecated`.
    pub deprecation: Option<Deprecation>,
    /// The entities that it can refer to.
    pub target: Target,
    /// `T!`: every link must have it.
    pub required: bool,
    /// `@expect`.
    pub expect: Option<SoftRule>,
}

/// A type of structured values: an object type with `@value`.
#[derive(Clone, Debug)]
pub struct ValueType {
    /// `Address`.
    pub name: String,
    /// From the SDL; empty where it has none.
    pub description: String,
    /// Its fields, in the order of the definition. None of them is of a type of the definitions
    /// that is structured itself, so values are at most two levels deep.
    pub fields: Vec<Property>,
    /// The type among those that Corridor brings, if it is one.
    pub built_in: Option<BuiltInType>,
    /// The names of the fields, which all values share.
    pub names: Arc<[Box<str>]>,
}

impl ValueType {
    /// A field by its name.
    pub fn field(&self, name: &str) -> Option<(usize, &Property)> {
        self.fields.iter().enumerate().find(|(_, field)| field.name == name)
    }

    /// A value of the type, of a value or none for each field.
    pub fn value(&self, values: Vec<Option<Value>>) -> Value {
        Value::Structured(Structured::new(Arc::clone(&self.names), values))
    }
}

/// True if an abstract type has fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbstractForm {
    /// It has.
    Interface,
    /// It has none.
    Union,
}

/// An interface or a union of kinds.
#[derive(Clone, Debug)]
pub struct Abstract {
    /// Its name.
    pub name: String,
    /// Interface or union.
    pub form: AbstractForm,
    /// From the SDL; empty where it has none.
    pub description: String,
    /// The root field of many, for an interface with `@node`.
    pub plural: Option<String>,
    /// Properties that every member has (an interface's fields).
    pub properties: Vec<Property>,
    /// Relation fields that every member has.
    pub relations: Vec<RelationField>,
    /// Interfaces that this interface implements, in the order of their ids.
    pub parents: Vec<AbstractId>,
    /// The kinds that it can be, in the order of their ids.
    pub members: Vec<KindId>,
    /// Page sizes of fields that return it.
    pub limit: Limit,
}
