//! The directives of type definitions: one table, from which everything about them follows.
//!
//! The generated `schema/corridor.graphql` is printed from it, applied directives are checked
//! against it and their arguments are read by it. A new directive is a row here and its use.

mod applied;
mod sdl;

pub(super) use applied::Applied;
pub(crate) use sdl::BUILT_IN_TYPES;
pub use sdl::directives_sdl;

use apollo_compiler::{
    Node,
    ast::{DirectiveLocation, Value},
};
use std::slice;

/// A directive that type definitions may use.
#[derive(Debug)]
pub(in crate::ontology) struct DirectiveSpec {
    pub(in crate::ontology) name: &'static str,
    description: &'static str,
    pub(in crate::ontology) locations: &'static [DirectiveLocation],
    pub(in crate::ontology) arguments: &'static [ArgumentSpec],
    /// True if the GraphQL specification defines it, so that we need not.
    standard: bool,
}

/// An argument of a directive.
#[derive(Debug)]
pub(in crate::ontology) struct ArgumentSpec {
    pub(in crate::ontology) name: &'static str,
    description: &'static str,
    pub(in crate::ontology) ty: ArgumentType,
    pub(in crate::ontology) required: bool,
    /// The only place where it has a meaning; everywhere by default.
    pub(in crate::ontology) only_on: Option<DirectiveLocation>,
    default: Option<&'static str>,
}

/// The type of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ontology) enum ArgumentType {
    /// A text.
    String,
    /// A list of texts.
    Strings,
    /// A whole number that is not negative.
    Count,
    /// One of some words.
    Choice(&'static Choices),
    /// A list of some words.
    ChoiceList(&'static Choices),
    /// Any value but null.
    Any,
}

/// The words that an argument may be, an enum in SDL.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::ontology) struct Choices {
    name: &'static str,
    description: &'static str,
    /// Each word and what it means.
    pub(in crate::ontology) values: &'static [(&'static str, &'static str)],
}

static DIRECTIONS: Choices = Choices {
    name: "RelationshipDirection",
    description: "The directions in which a relation field can follow its links.",
    values: &[
        ("IN", "From other entities to this one."),
        ("OUT", "From this entity to others."),
        (
            "BOTH",
            "Both as one. If all fields of the relationship type say so, it is symmetric: each link counts in both directions and is stored once. Beside fields with `OUT` and `IN`, the field lists the links in both directions; they keep theirs.",
        ),
    ],
};

static INDEXES: Choices = Choices {
    name: "SearchBy",
    description: "The ways in which a property can be indexed for search.",
    values: &[
        ("FULLTEXT", "By its words, in any order."),
        ("NAME", "As a name, in all spellings and scripts."),
        ("PREFIX", "By its beginning, and as a whole."),
        ("EXACT", "As a whole."),
    ],
};

const fn argument(name: &'static str, ty: ArgumentType, description: &'static str) -> ArgumentSpec {
    ArgumentSpec { name, description, ty, required: false, only_on: None, default: None }
}

const fn required(name: &'static str, ty: ArgumentType, description: &'static str) -> ArgumentSpec {
    ArgumentSpec { name, description, ty, required: true, only_on: None, default: None }
}

const fn required_on(
    location: DirectiveLocation,
    name: &'static str,
    ty: ArgumentType,
    description: &'static str,
) -> ArgumentSpec {
    let only_on = Some(location);
    ArgumentSpec { name, description, ty, required: true, only_on, default: None }
}

/// `@node`
pub(in crate::ontology) static NODE: DirectiveSpec = DirectiveSpec {
    name: "node",
    description: "Makes a type a kind of entity.",
    locations: &[DirectiveLocation::Object, DirectiveLocation::Interface],
    arguments: &[
        argument(
            "plural",
            ArgumentType::String,
            "The name of the root field for many entities. By default it is the name of the type and an s.",
        ),
        argument(
            "caption",
            ArgumentType::Strings,
            "The properties that label an entity in pictures: the first one that has a value. By default it is the name.",
        ),
        ArgumentSpec {
            only_on: Some(DirectiveLocation::Object),
            ..argument(
                "key",
                ArgumentType::Strings,
                "On a type: the properties whose values together are unique. Two or more; one alone is `@unique`.",
            )
        },
        ArgumentSpec {
            only_on: Some(DirectiveLocation::Object),
            ..argument(
                "name",
                ArgumentType::String,
                "On a type: the name of entities whose records give none, made of fields in braces: `{airline} {from}-{to}`. A property gives its value, a relation to one entity the name of that entity.",
            )
        },
    ],
    standard: false,
};

/// `@relationship`
pub(in crate::ontology) static RELATIONSHIP: DirectiveSpec = DirectiveSpec {
    name: "relationship",
    description: "Makes a field a relation field, which leads to other entities.",
    locations: &[DirectiveLocation::FieldDefinition],
    arguments: &[
        required(
            "type",
            ArgumentType::String,
            "The relationship type, which the fields at both ends share: `HOLDS_POST`.",
        ),
        required(
            "direction",
            ArgumentType::Choice(&DIRECTIONS),
            "The direction in which the links are followed.",
        ),
        argument(
            "properties",
            ArgumentType::String,
            "The type with `@relationshipProperties` that defines the properties of the links.",
        ),
    ],
    standard: false,
};

/// `@relationshipProperties`
pub(in crate::ontology) static RELATIONSHIP_PROPERTIES: DirectiveSpec = DirectiveSpec {
    name: "relationshipProperties",
    description: "Makes a type define the properties of links.",
    locations: &[DirectiveLocation::Object],
    arguments: &[],
    standard: false,
};

/// `@value`
pub(in crate::ontology) static VALUE: DirectiveSpec = DirectiveSpec {
    name: "value",
    description: "Makes a type define structured values, such as addresses. A property of the type holds one, or a list of them; it has no id and no links.",
    locations: &[DirectiveLocation::Object],
    arguments: &[],
    standard: false,
};

/// `@temporal`
pub(in crate::ontology) static TEMPORAL: DirectiveSpec = DirectiveSpec {
    name: "temporal",
    description: "Names the properties that bound the time in which an entity exists. On a relation field it says how long an open link is certain.",
    locations: &[DirectiveLocation::Object, DirectiveLocation::FieldDefinition],
    arguments: &[
        ArgumentSpec {
            only_on: Some(DirectiveLocation::Object),
            ..argument(
                "start",
                ArgumentType::Strings,
                "On a type: the properties with its start; the earliest date counts. `start`, `end` or both must be given.",
            )
        },
        ArgumentSpec {
            only_on: Some(DirectiveLocation::Object),
            ..argument(
                "end",
                ArgumentType::Strings,
                "On a type: the properties with its end; the latest date counts.",
            )
        },
        required_on(
            DirectiveLocation::FieldDefinition,
            "fades",
            ArgumentType::String,
            "On a relation field: the period after which a link without an end is possible and no longer certain, counted from the day on which it was last attested. `P2Y` is two years, `P18M` 18 months.",
        ),
    ],
    standard: false,
};

/// `@search`
pub(in crate::ontology) static SEARCH: DirectiveSpec = DirectiveSpec {
    name: "search",
    description: "Indexes a property for search.",
    locations: &[DirectiveLocation::FieldDefinition],
    arguments: &[ArgumentSpec {
        name: "by",
        description: "The ways in which the property is indexed.",
        ty: ArgumentType::ChoiceList(&INDEXES),
        required: false,
        only_on: None,
        default: Some("[FULLTEXT]"),
    }],
    standard: false,
};

/// `@unique`
pub(in crate::ontology) static UNIQUE: DirectiveSpec = DirectiveSpec {
    name: "unique",
    description: "Requires that no two entities of the type have the same value.",
    locations: &[DirectiveLocation::FieldDefinition],
    arguments: &[],
    standard: false,
};

/// `@alias`
pub(in crate::ontology) static ALIAS: DirectiveSpec = DirectiveSpec {
    name: "alias",
    description: "Gives a field another name in seed files.",
    locations: &[DirectiveLocation::FieldDefinition],
    arguments: &[required("property", ArgumentType::String, "The name in seed files.")],
    standard: false,
};

/// `@default`
pub(in crate::ontology) static DEFAULT: DirectiveSpec = DirectiveSpec {
    name: "default",
    description: "Sets the value of records that have none.",
    locations: &[DirectiveLocation::FieldDefinition],
    arguments: &[required("value", ArgumentType::Any, "A value of the field's type.")],
    standard: false,
};

/// `@limit`
pub(in crate::ontology) static LIMIT: DirectiveSpec = DirectiveSpec {
    name: "limit",
    description: "Sets page sizes of one field, or of all fields that return the type.",
    locations: &[
        DirectiveLocation::Object,
        DirectiveLocation::Interface,
        DirectiveLocation::FieldDefinition,
    ],
    arguments: &[
        argument("default", ArgumentType::Count, "The page size of queries that give none."),
        argument("max", ArgumentType::Count, "The largest page size that a query may ask for."),
    ],
    standard: false,
};

/// `@sources`
pub(in crate::ontology) static SOURCES: DirectiveSpec = DirectiveSpec {
    name: "sources",
    description: "Requires that records cite their sources.",
    locations: &[DirectiveLocation::Object, DirectiveLocation::FieldDefinition],
    arguments: &[required("min", ArgumentType::Count, "The least number of different sources.")],
    standard: false,
};

const WHERE: ArgumentSpec = argument(
    "where",
    ArgumentType::String,
    "A property: the rule is only for those that have one of the values in `in`.",
);

const IN: ArgumentSpec =
    argument("in", ArgumentType::Strings, "The values of that property, each as a text.");

/// `@expect`
pub(in crate::ontology) static EXPECT: DirectiveSpec = DirectiveSpec {
    name: "expect",
    description: "Warns of records without a value. Unlike a required field it keeps no data from being served.",
    locations: &[DirectiveLocation::FieldDefinition],
    arguments: &[WHERE, IN],
    standard: false,
};

/// `@exclusive`
pub(in crate::ontology) static EXCLUSIVE: DirectiveSpec = DirectiveSpec {
    name: "exclusive",
    description: "Warns of an entity with two links of the field that certainly hold at the same time. With `where`, which names a property of the links or of the entity, two links of different values are not compared.",
    locations: &[DirectiveLocation::FieldDefinition],
    arguments: &[WHERE, IN],
    standard: false,
};

/// `@datesWithin`
pub(in crate::ontology) static DATES_WITHIN: DirectiveSpec = DirectiveSpec {
    name: "datesWithin",
    description: "Warns of an entity with a start or end that lies outside of the time of an entity at the other end: of a meeting in 2019, say, with a body that was founded in 2020.",
    locations: &[DirectiveLocation::FieldDefinition],
    arguments: &[],
    standard: false,
};

/// `@deprecated`
pub(in crate::ontology) static DEPRECATED: DirectiveSpec = DirectiveSpec {
    name: "deprecated",
    description: "Marks a field or an enum value that should not be used any more.",
    locations: &[DirectiveLocation::FieldDefinition, DirectiveLocation::EnumValue],
    arguments: &[argument("reason", ArgumentType::String, "The reason, and what to use instead.")],
    standard: true,
};

/// All of them, in the order in which they are documented.
pub(in crate::ontology) static ALL: &[&DirectiveSpec] = &[
    &NODE,
    &RELATIONSHIP,
    &RELATIONSHIP_PROPERTIES,
    &VALUE,
    &TEMPORAL,
    &SEARCH,
    &UNIQUE,
    &ALIAS,
    &DEFAULT,
    &LIMIT,
    &SOURCES,
    &EXPECT,
    &EXCLUSIVE,
    &DATES_WITHIN,
    &DEPRECATED,
];

/// The directive of a name.
pub(in crate::ontology) fn find(name: &str) -> Option<&'static DirectiveSpec> {
    ALL.iter().copied().find(|spec| spec.name == name)
}

impl ArgumentType {
    /// Describes the type in words for a message.
    pub(in crate::ontology) fn describe(self) -> String {
        let words = |choices: &Choices| {
            choices.values.iter().map(|(value, _)| *value).collect::<Vec<_>>().join(", ")
        };
        match self {
            Self::String => "a text in double quotes".into(),
            Self::Strings => "a list of texts in double quotes".into(),
            Self::Count => "a whole number of at least 0".into(),
            Self::Choice(choices) => format!("one of {}", words(choices)),
            Self::ChoiceList(choices) => format!("a list of at least one of {}", words(choices)),
            Self::Any => "a value other than null".into(),
        }
    }

    /// The part of a value that cannot be given for it, if any; as everywhere in GraphQL, one
    /// item does for a list.
    pub(in crate::ontology) fn refuses(self, value: &Node<Value>) -> Option<&Node<Value>> {
        if matches!(self, Self::ChoiceList(_)) && items(value).is_empty() {
            return Some(value);
        }
        let (parts, fits): (_, &dyn Fn(&Value) -> bool) = match self {
            Self::String => (slice::from_ref(value), &|it| it.as_str().is_some()),
            Self::Strings => (items(value), &|it| it.as_str().is_some()),
            Self::Count => (slice::from_ref(value), &|it| count(it).is_some()),
            Self::Choice(choices) => (slice::from_ref(value), &|it| choices.contain(it)),
            Self::ChoiceList(choices) => (items(value), &|it| choices.contain(it)),
            Self::Any => {
                (slice::from_ref(value), &|it| !it.is_null() && it.as_variable().is_none())
            }
        };
        parts.iter().find(|part| !fits(part))
    }
}

/// The first item of a list of words that stands in it before.
pub(in crate::ontology) fn repeated(value: &Node<Value>) -> Option<(&Node<Value>, &str)> {
    let items = value.as_list()?;
    let mut seen = Vec::with_capacity(items.len());
    items.iter().find_map(|item| {
        let word = item.as_str().or_else(|| item.as_enum().map(|name| name.as_str()))?;
        if seen.contains(&word) {
            return Some((item, word));
        }
        seen.push(word);
        None
    })
}

impl Choices {
    fn contain(&self, value: &Value) -> bool {
        value
            .as_enum()
            .is_some_and(|name| self.values.iter().any(|(word, _)| *word == name.as_str()))
    }
}

fn count(value: &Value) -> Option<u32> {
    match value {
        Value::Int(number) => u32::try_from(number.try_to_i32().ok()?).ok(),
        _ => None,
    }
}

/// The items of a list; one value is a list of one.
pub(in crate::ontology) fn items(value: &Node<Value>) -> &[Node<Value>] {
    value.as_list().unwrap_or(slice::from_ref(value))
}
