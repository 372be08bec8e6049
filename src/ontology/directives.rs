//! The directives of type definitions: one table, from which everything about them follows.
//!
//! The generated `schema/corridor.graphql` is printed from it, applied directives are checked
//! against it and their arguments are read by it. A new directive is a row here and its use.

use super::places::{Places, Word};
use crate::diagnostics::Span;
use apollo_compiler::{
    Node,
    ast::{Directive, DirectiveList, DirectiveLocation, Value},
};
use std::{fmt::Write, slice};

/// A directive that type definitions may use.
#[derive(Debug)]
pub(super) struct DirectiveSpec {
    pub(super) name: &'static str,
    description: &'static str,
    pub(super) locations: &'static [DirectiveLocation],
    pub(super) arguments: &'static [ArgumentSpec],
    /// Whether the GraphQL specification defines it, so that we need not.
    standard: bool,
}

/// An argument of a directive.
#[derive(Debug)]
pub(super) struct ArgumentSpec {
    pub(super) name: &'static str,
    description: &'static str,
    pub(super) ty: ArgumentType,
    pub(super) required: bool,
    default: Option<&'static str>,
}

/// What an argument takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ArgumentType {
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
pub(super) struct Choices {
    name: &'static str,
    description: &'static str,
    /// Each word and what it means.
    pub(super) values: &'static [(&'static str, &'static str)],
}

static DIRECTIONS: Choices = Choices {
    name: "RelationshipDirection",
    description: "Which way a relation field follows its links",
    values: &[
        ("IN", "From other entities to this one"),
        ("OUT", "From this entity to others"),
        ("BOTH", "The relation is symmetric: each link counts both ways and is stored once"),
    ],
};

static INDEXES: Choices = Choices {
    name: "SearchBy",
    description: "How a property is indexed for search",
    values: &[
        ("FULLTEXT", "Words, in any order"),
        ("NAME", "As a name: all spellings and scripts"),
        ("PREFIX", "By its beginning"),
        ("EXACT", "As a whole"),
    ],
};

const fn argument(name: &'static str, ty: ArgumentType, description: &'static str) -> ArgumentSpec {
    ArgumentSpec { name, description, ty, required: false, default: None }
}

const fn required(name: &'static str, ty: ArgumentType, description: &'static str) -> ArgumentSpec {
    ArgumentSpec { name, description, ty, required: true, default: None }
}

/// `@node`
pub(super) static NODE: DirectiveSpec = DirectiveSpec {
    name: "node",
    description: "A kind of entity",
    locations: &[DirectiveLocation::Object, DirectiveLocation::Interface],
    arguments: &[
        argument(
            "plural",
            ArgumentType::String,
            "The root field of many; by default the name and an s",
        ),
        argument(
            "caption",
            ArgumentType::Strings,
            "Properties that label an entity in pictures, the first that has a value; by default its name",
        ),
    ],
    standard: false,
};

/// `@relationship`
pub(super) static RELATIONSHIP: DirectiveSpec = DirectiveSpec {
    name: "relationship",
    description: "A relation field: it leads to other entities",
    locations: &[DirectiveLocation::FieldDefinition],
    arguments: &[
        required(
            "type",
            ArgumentType::String,
            "The relationship type, shared by both ends: `HOLDS_POST`",
        ),
        required(
            "direction",
            ArgumentType::Choice(&DIRECTIONS),
            "Which way its links are followed",
        ),
        argument(
            "properties",
            ArgumentType::String,
            "The type with `@relationshipProperties` that holds what its links have of their own",
        ),
    ],
    standard: false,
};

/// `@relationshipProperties`
pub(super) static RELATIONSHIP_PROPERTIES: DirectiveSpec = DirectiveSpec {
    name: "relationshipProperties",
    description: "A type that holds the properties of links",
    locations: &[DirectiveLocation::Object],
    arguments: &[],
    standard: false,
};

/// `@temporal`
pub(super) static TEMPORAL: DirectiveSpec = DirectiveSpec {
    name: "temporal",
    description: "The properties that bound an entity in time",
    locations: &[DirectiveLocation::Object],
    arguments: &[
        required(
            "start",
            ArgumentType::Strings,
            "When it began to exist; the first that has a value counts",
        ),
        required(
            "end",
            ArgumentType::Strings,
            "When it ceased to exist; the first that has a value counts",
        ),
    ],
    standard: false,
};

/// `@search`
pub(super) static SEARCH: DirectiveSpec = DirectiveSpec {
    name: "search",
    description: "Indexed for search",
    locations: &[DirectiveLocation::FieldDefinition],
    arguments: &[ArgumentSpec {
        name: "by",
        description: "How",
        ty: ArgumentType::ChoiceList(&INDEXES),
        required: false,
        default: Some("[FULLTEXT]"),
    }],
    standard: false,
};

/// `@unique`
pub(super) static UNIQUE: DirectiveSpec = DirectiveSpec {
    name: "unique",
    description: "No two entities of the type share the value",
    locations: &[DirectiveLocation::FieldDefinition],
    arguments: &[],
    standard: false,
};

/// `@alias`
pub(super) static ALIAS: DirectiveSpec = DirectiveSpec {
    name: "alias",
    description: "The field has another name in seed files",
    locations: &[DirectiveLocation::FieldDefinition],
    arguments: &[required("property", ArgumentType::String, "The key in seed files")],
    standard: false,
};

/// `@default`
pub(super) static DEFAULT: DirectiveSpec = DirectiveSpec {
    name: "default",
    description: "Used where a record is silent",
    locations: &[DirectiveLocation::FieldDefinition],
    arguments: &[required("value", ArgumentType::Any, "A value of the field's type")],
    standard: false,
};

/// `@limit`
pub(super) static LIMIT: DirectiveSpec = DirectiveSpec {
    name: "limit",
    description: "Page sizes of one field, or of all fields that return the type",
    locations: &[
        DirectiveLocation::Object,
        DirectiveLocation::Interface,
        DirectiveLocation::FieldDefinition,
    ],
    arguments: &[
        argument("default", ArgumentType::Count, "Used where a query names no size"),
        argument("max", ArgumentType::Count, "The most that a query may ask for"),
    ],
    standard: false,
};

/// `@sources`
pub(super) static SOURCES: DirectiveSpec = DirectiveSpec {
    name: "sources",
    description: "Records must cite their sources",
    locations: &[DirectiveLocation::Object, DirectiveLocation::FieldDefinition],
    arguments: &[required("min", ArgumentType::Count, "How many at least")],
    standard: false,
};

/// `@deprecated`
pub(super) static DEPRECATED: DirectiveSpec = DirectiveSpec {
    name: "deprecated",
    description: "Not to be used any more",
    locations: &[DirectiveLocation::FieldDefinition, DirectiveLocation::EnumValue],
    arguments: &[argument("reason", ArgumentType::String, "Why, and what to use")],
    standard: true,
};

/// All of them, in the order in which they are documented.
pub(super) static ALL: &[&DirectiveSpec] = &[
    &NODE,
    &RELATIONSHIP,
    &RELATIONSHIP_PROPERTIES,
    &TEMPORAL,
    &SEARCH,
    &UNIQUE,
    &ALIAS,
    &DEFAULT,
    &LIMIT,
    &SOURCES,
    &DEPRECATED,
];

/// The directive of a name.
pub(super) fn find(name: &str) -> Option<&'static DirectiveSpec> {
    ALL.iter().copied().find(|spec| spec.name == name)
}

/// Scalars, built-in types and the root type, as they stand in the generated file.
const BUILT_IN_TYPES: &str = include_str!("built_in.graphql");

/// The text of `schema/corridor.graphql`: what type definitions may use without defining it.
///
/// Together with the definitions it is valid SDL, so that editors, linters and code
/// generators understand the folder. Corridor itself reads the text from here, never from
/// the folder.
pub fn directives_sdl() -> String {
    let mut out = String::from(
        "# Generated by `corridor schema --directives`; do not edit.\n\
         # What type definitions may use without defining it, for editors and linters.\n",
    );
    for spec in ALL.iter().filter(|spec| !spec.standard) {
        write_directive(&mut out, spec);
    }
    for choices in [&DIRECTIONS, &INDEXES] {
        write_enum(&mut out, choices);
    }
    out.push('\n');
    out.push_str(BUILT_IN_TYPES);
    out
}

fn write_directive(out: &mut String, spec: &DirectiveSpec) {
    let _ = write!(out, "\n\"{}\"\ndirective @{}", spec.description, spec.name);
    if !spec.arguments.is_empty() {
        out.push_str("(\n");
        for argument in spec.arguments {
            let required = if argument.required { "!" } else { "" };
            let default = argument.default.map_or_else(String::new, |text| format!(" = {text}"));
            let _ = writeln!(
                out,
                "  \"{}\"\n  {}: {}{required}{default}",
                argument.description,
                argument.name,
                argument.ty.sdl(),
            );
        }
        out.push(')');
    }
    let locations: Vec<_> = spec.locations.iter().map(|location| location.name()).collect();
    let _ = writeln!(out, " on {}", locations.join(" | "));
}

fn write_enum(out: &mut String, choices: &Choices) {
    let _ = writeln!(out, "\n\"{}\"\nenum {} {{", choices.description, choices.name);
    for (value, description) in choices.values {
        let _ = writeln!(out, "  \"{description}\"\n  {value}");
    }
    out.push_str("}\n");
}

impl ArgumentType {
    fn sdl(self) -> String {
        match self {
            Self::String => "String".into(),
            Self::Strings => "[String!]".into(),
            Self::Count => "Int".into(),
            Self::Choice(choices) => choices.name.into(),
            Self::ChoiceList(choices) => format!("[{}!]", choices.name),
            Self::Any => "JSON".into(),
        }
    }

    /// What it takes, in words for a message.
    pub(super) fn describe(self) -> String {
        let words = |choices: &Choices| {
            choices.values.iter().map(|(value, _)| *value).collect::<Vec<_>>().join(", ")
        };
        match self {
            Self::String => "a text in double quotes".into(),
            Self::Strings => "a list of texts in double quotes".into(),
            Self::Count => "a whole number of at least 0".into(),
            Self::Choice(choices) => format!("one of {}", words(choices)),
            Self::ChoiceList(choices) => format!("a list of {}", words(choices)),
            Self::Any => "a value other than null".into(),
        }
    }

    /// The part of a value that cannot be given for it, if any; as everywhere in GraphQL, one
    /// item does for a list.
    pub(super) fn refuses(self, value: &Node<Value>) -> Option<&Node<Value>> {
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

/// A directive where it is applied, with its arguments.
///
/// What is of the wrong type reads as absent: the rule on directives has reported it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Applied<'a> {
    spec: &'static DirectiveSpec,
    node: &'a Node<Directive>,
    places: &'a Places,
}

impl<'a> Applied<'a> {
    /// The first application of a directive in a list.
    pub(super) fn find(
        list: &'a DirectiveList,
        spec: &'static DirectiveSpec,
        places: &'a Places,
    ) -> Option<Self> {
        let node = list.0.iter().find(|node| node.name == spec.name)?;
        Some(Self { spec, node, places })
    }

    /// The place of `@name`.
    pub(super) fn span(self) -> Span {
        self.places.head(self.node)
    }

    /// An argument as it was written, if it is of its type.
    pub(super) fn value(self, name: &str) -> Option<&'a Node<Value>> {
        let spec = self.spec.arguments.iter().find(|argument| argument.name == name);
        debug_assert!(spec.is_some(), "the table has @{}({name}:)", self.spec.name);
        let value = self.node.specified_argument_by_name(name)?;
        spec?.ty.refuses(value).is_none().then_some(value)
    }

    /// An argument that is a text.
    pub(super) fn string(self, name: &str) -> Option<Word> {
        self.value(name).and_then(|value| self.word(value))
    }

    /// An argument that is a list of texts.
    pub(super) fn strings(self, name: &str) -> Vec<Word> {
        self.value(name).map_or_else(Vec::new, |value| {
            items(value).iter().filter_map(|item| self.word(item)).collect()
        })
    }

    /// An argument that is a count, and its place.
    pub(super) fn count(self, name: &str) -> Option<(u32, Span)> {
        let value = self.value(name)?;
        Some((count(value)?, self.places.span(value.location())))
    }

    /// An argument that is one word or a list of words; none if it is absent.
    pub(super) fn choices(self, name: &str) -> Vec<&'a str> {
        self.value(name).map_or_else(Vec::new, |value| {
            items(value)
                .iter()
                .filter_map(|item| item.as_enum())
                .map(|name| name.as_str())
                .collect()
        })
    }

    fn word(self, value: &Node<Value>) -> Option<Word> {
        let text = value.as_str()?.to_owned();
        Some(Word { text, span: self.places.span(value.location()) })
    }
}

fn items(value: &Node<Value>) -> &[Node<Value>] {
    value.as_list().unwrap_or(slice::from_ref(value))
}
