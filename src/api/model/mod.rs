//! The types of the API, derived from the type definitions.
//!
//! One list of definitions says what the API looks like and, with a [`Meaning`] for every
//! field, what it does. The schema that async-graphql serves, the SDL and the lowering of
//! queries to plans all read this list, so they cannot differ.

mod citations;
mod entity;
mod inputs;
mod pages;
mod root;

use crate::ontology::{Deprecation, KindId, Ontology, Property, Scalar, Target};
use indexmap::IndexMap;

/// The types of the API by name, in the order in which they were made.
#[derive(Debug)]
pub struct Model {
    types: IndexMap<String, TypeDefinition>,
}

/// A type of the API.
#[derive(Debug)]
pub struct TypeDefinition {
    /// Its description.
    pub description: String,
    /// What sort of type.
    pub form: Form,
}

/// What sort of type.
#[derive(Debug)]
pub enum Form {
    /// An object.
    Object(Fields),
    /// An interface.
    Interface(Fields),
    /// A union of kinds.
    Union(Vec<String>),
    /// An enum.
    Enum(Vec<EnumValue>),
    /// An input object.
    Input(Vec<InputValue>),
    /// A scalar with the address of its specification.
    Scalar(&'static str),
}

/// The fields of an object or interface.
#[derive(Debug, Default)]
pub struct Fields {
    /// The interfaces that it implements.
    pub implements: Vec<String>,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A value of an enum.
#[derive(Debug)]
pub struct EnumValue {
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// `@deprecated`.
    pub deprecation: Option<Deprecation>,
}

/// A field of an object or interface.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// `@deprecated`.
    pub deprecation: Option<Deprecation>,
    /// What it returns.
    pub ty: TypeRef,
    /// Its arguments.
    pub arguments: Vec<InputValue>,
    /// What it does.
    pub meaning: Meaning,
}

/// An argument, or a field of an input object.
#[derive(Debug)]
pub struct InputValue {
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// What it takes.
    pub ty: TypeRef,
    /// The name of the enum value that it has where it is absent.
    pub default: Option<&'static str>,
}

/// A reference to a type: `T`, `T!`, `[T]!`, `[T!]` or `[T!]!`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeRef {
    /// The type.
    pub name: String,
    /// Whether it is a list.
    pub list: bool,
    /// Whether the field itself cannot be null.
    pub required: bool,
    /// Whether the items of the list cannot be null.
    pub items_required: bool,
}

impl TypeRef {
    /// `T`
    pub fn optional(name: impl Into<String>) -> Self {
        Self { name: name.into(), list: false, required: false, items_required: false }
    }

    /// `T!`
    pub fn required(name: impl Into<String>) -> Self {
        Self { required: true, ..Self::optional(name) }
    }

    /// `[T!]`
    pub fn optional_list(name: impl Into<String>) -> Self {
        Self { list: true, items_required: true, ..Self::optional(name) }
    }

    /// `[T!]!`
    pub fn list(name: impl Into<String>) -> Self {
        Self { required: true, ..Self::optional_list(name) }
    }
}

/// What a field does: the vocabulary of the lowering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// `node(id)`
    Node,
    /// `nodes(ids)`
    Nodes,
    /// `entity(id)`, and `person(id)` with a kind.
    Lookup(Option<KindId>),
    /// `people`, `members` (an interface), `entities`.
    All(Target),
    /// A part of the snapshot's self-description: `ontology`, `service`.
    Description,
    /// A member of such a part.
    Member,
    /// The id of an entity.
    Id,
    /// Its kind.
    Kind,
    /// Its name.
    Name,
    /// Its names.
    Names,
    /// What it is.
    Summary,
    /// Its ids elsewhere.
    ExternalIds,
    /// Its sources.
    Sources,
    /// Where sources disagree on it.
    Claims,
    /// Its links, untyped.
    Links,
    /// How many links it has.
    Degree,
    /// A property, by position in the kind.
    Property(usize),
    /// A relation field, by position in the kind.
    Relation(usize),
    /// The nodes of a page.
    PageNodes,
    /// The edges of a page.
    PageEdges,
    /// Where the page stands.
    PageInfo,
    /// How many there are on all pages.
    TotalCount,
    /// A field of an edge.
    Edge(EdgeField),
    /// A field of a link.
    Link(LinkField),
    /// A field of [`Meaning::PageInfo`].
    Page(PageField),
    /// A field of a small value: a name, an external id, a citation, a claim.
    Part(Part),
}

/// Fields of an edge beside those of its link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdgeField {
    /// Where to go on.
    Cursor,
    /// The entity or link at its end.
    Node,
}

/// Fields of a link, on an edge as on `Link`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum LinkField {
    Id,
    Relation,
    From,
    To,
    At,
    Since,
    Until,
    Attested,
    Status,
    Evidence,
    Note,
    Sources,
    /// All its properties, as JSON.
    Properties,
    /// One of its properties, by position in the relation's.
    Property(usize),
}

/// Fields of `PageInfo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum PageField {
    HasNextPage,
    HasPreviousPage,
    StartCursor,
    EndCursor,
}

/// Fields of small values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum Part {
    Value,
    Lang,
    Script,
    Kind,
    Since,
    Until,
    Scheme,
    Source,
    Locator,
    Note,
    Field,
    Claims,
    Preferred,
    Sources,
}

impl Model {
    /// The API of an ontology.
    pub fn new(ontology: &Ontology) -> Self {
        let mut model = Self { types: IndexMap::new() };
        root::add(&mut model, ontology);
        entity::add(&mut model, ontology);
        pages::add(&mut model, ontology);
        inputs::add(&mut model, ontology);
        model
    }

    /// All types, in the order in which they were made.
    pub fn types(&self) -> impl Iterator<Item = (&str, &TypeDefinition)> {
        self.types.iter().map(|(name, definition)| (name.as_str(), definition))
    }

    /// A type by its name.
    pub fn get(&self, name: &str) -> Option<&TypeDefinition> {
        self.types.get(name)
    }

    /// A field of an object or interface.
    pub fn field(&self, of: &str, name: &str) -> Option<&Field> {
        match &self.types.get(of)?.form {
            Form::Object(fields) | Form::Interface(fields) => {
                fields.fields.iter().find(|field| field.name == name)
            }
            _ => None,
        }
    }

    /// The fields of an input object.
    pub fn input(&self, name: &str) -> Option<&[InputValue]> {
        match &self.types.get(name)?.form {
            Form::Input(values) => Some(values),
            _ => None,
        }
    }

    fn add(&mut self, name: impl Into<String>, description: impl Into<String>, form: Form) {
        self.types.insert(name.into(), TypeDefinition { description: description.into(), form });
    }

    fn object(
        &mut self,
        name: impl Into<String>,
        description: impl Into<String>,
        fields: Vec<Field>,
    ) {
        self.add(name, description, Form::Object(Fields { implements: Vec::new(), fields }));
    }
}

impl Field {
    fn new(
        name: impl Into<String>,
        ty: TypeRef,
        meaning: Meaning,
        description: impl Into<String>,
    ) -> Self {
        Self {
            name: name.into(),
            description: description.into(),
            deprecation: None,
            ty,
            arguments: Vec::new(),
            meaning,
        }
    }

    fn with(mut self, arguments: Vec<InputValue>) -> Self {
        self.arguments = arguments;
        self
    }
}

impl InputValue {
    fn new(name: impl Into<String>, ty: TypeRef, description: impl Into<String>) -> Self {
        Self { name: name.into(), description: description.into(), ty, default: None }
    }
}

/// The name of a scalar or enum in the API.
pub fn scalar_name(ontology: &Ontology, scalar: Scalar) -> &str {
    match scalar {
        Scalar::String => "String",
        Scalar::Id => "ID",
        Scalar::Int => "Int",
        Scalar::Float => "Float",
        Scalar::Boolean => "Boolean",
        Scalar::PartialDate => "PartialDate",
        Scalar::Date => "Date",
        Scalar::Url => "URL",
        Scalar::Json => "JSON",
        Scalar::Enum(id) => &ontology.enum_type(id).name,
    }
}

/// A property as a field.
fn property_field(ontology: &Ontology, property: &Property, meaning: Meaning) -> Field {
    let ty = TypeRef {
        name: scalar_name(ontology, property.ty.scalar).to_owned(),
        list: property.ty.list,
        required: property.ty.required,
        items_required: property.ty.items_required,
    };
    Field {
        deprecation: property.deprecation.clone(),
        ..Field::new(&property.name, ty, meaning, &property.description)
    }
}

/// The names of types that belong to a target or a relation field.
pub mod names {
    use crate::ontology::{Ontology, PropertiesId, RelationField, Target};

    /// `PostTenure`: what inputs for links to a target with such properties start with.
    pub fn link_inputs(
        ontology: &Ontology,
        target: Target,
        properties: Option<PropertiesId>,
    ) -> String {
        let properties = properties.map_or("", |id| ontology.link_properties(id).name.as_str());
        format!("{}{properties}", ontology.target_name(target))
    }

    /// `TenureWhere`, or `LinkWhere` where links have no properties of their own.
    pub fn edge_where(ontology: &Ontology, properties: Option<PropertiesId>) -> String {
        format!(
            "{}Where",
            properties.map_or("Link", |id| ontology.link_properties(id).name.as_str())
        )
    }

    /// `TenureOrder`, or `LinkOrder`.
    pub fn edge_order(ontology: &Ontology, properties: Option<PropertiesId>) -> String {
        format!(
            "{}Order",
            properties.map_or("Link", |id| ontology.link_properties(id).name.as_str())
        )
    }

    /// `PersonPosts`: what the connection and edge of a relation field start with; an
    /// interface's field has the interface's, whatever kind it is on.
    pub fn connection(ontology: &Ontology, owner: &str, field: &RelationField) -> String {
        let owner = field.declared_by.map_or(owner, |id| ontology.abstract_type(id).name.as_str());
        let mut name = field.name.chars();
        let first = name.next().map(|c| c.to_ascii_uppercase());
        format!("{owner}{}{}", first.map(String::from).unwrap_or_default(), name.as_str())
    }
}
