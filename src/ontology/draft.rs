//! Type definitions as they are written, before the rules have checked them.
//!
//! A [`Draft`] holds every definition with the places of its parts. The rules read it and
//! report problems. It refers to types by name and not by id, so that it can hold an unknown
//! name.

use super::{
    places::Word,
    types::{Deprecation, Direction, EnumValue, SearchBy},
};
use crate::{diagnostics::Span, value::Scalar};
use apollo_compiler::{Node, ast};
use std::collections::BTreeSet;

/// All definitions, in the order of the files.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) types: Vec<TypeDraft>,
    pub(super) unions: Vec<UnionDraft>,
    pub(super) enums: Vec<EnumDraft>,
    /// Names that a refused definition declares; their uses are not worth a second problem.
    pub(super) refused: BTreeSet<String>,
}

/// The role of an object type or interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TypeKind {
    Kind,
    LinkProperties,
    /// The type of structured values.
    Value,
    Interface,
    /// An object type without a directive that says; reported by a rule.
    Unmarked,
}

/// An object type or an interface.
#[derive(Clone, Debug)]
pub(super) struct TypeDraft {
    pub(super) name: Word,
    pub(super) description: String,
    pub(super) is_interface: bool,
    /// Corridor's own: `Source`, `Money`, `Point`.
    pub(super) built_in: bool,
    pub(super) implements: Vec<Word>,
    pub(super) fields: Vec<FieldDraft>,
    pub(super) node: Option<NodeDraft>,
    /// True if it has an unknown directive: probably the one that gives its role, misspelled.
    pub(super) misspelled: bool,
    /// `@relationshipProperties`
    pub(super) link_properties: Option<Span>,
    /// `@value`
    pub(super) value: Option<Span>,
    pub(super) temporal: Option<TemporalDraft>,
    pub(super) limit: Option<LimitDraft>,
    pub(super) min_sources: Option<(u32, Span)>,
}

/// `@node`
#[derive(Clone, Debug)]
pub(super) struct NodeDraft {
    pub(super) span: Span,
    pub(super) plural: Option<Word>,
    pub(super) caption: Vec<Word>,
    pub(super) key: Vec<Word>,
    /// The template of names.
    pub(super) name: Option<Word>,
}

/// `@temporal`
#[derive(Clone, Debug)]
pub(super) struct TemporalDraft {
    pub(super) span: Span,
    pub(super) start: Vec<Word>,
    pub(super) end: Vec<Word>,
}

/// `@temporal` on a field.
#[derive(Clone, Debug)]
pub(super) struct FadesDraft {
    pub(super) span: Span,
    /// The period as it is written.
    pub(super) period: Option<Word>,
}

/// `@limit`
#[derive(Clone, Copy, Debug)]
pub(super) struct LimitDraft {
    pub(super) span: Span,
    pub(super) default: Option<(u32, Span)>,
    pub(super) max: Option<(u32, Span)>,
}

/// A field of an object type or an interface.
#[derive(Clone, Debug)]
pub(super) struct FieldDraft {
    pub(super) name: Word,
    pub(super) description: String,
    pub(super) deprecation: Option<Deprecation>,
    pub(super) ty: TypeRef,
    /// The arguments, which fields of definitions should not have.
    pub(super) arguments: Option<Span>,
    /// The topmost interface that has the field; `None` if the type is the first to have it.
    pub(super) declared_by: Option<String>,
    /// `@relationship`, as far as its arguments could be read.
    pub(super) relationship: Option<RelationshipDraft>,
    pub(super) has_relationship: Option<Span>,
    pub(super) alias: Option<Word>,
    pub(super) default: Option<DefaultDraft>,
    pub(super) search: Option<(Span, Vec<SearchBy>)>,
    /// `@temporal(fades:)`
    pub(super) fades: Option<FadesDraft>,
    pub(super) unique: Option<Span>,
    pub(super) limit: Option<LimitDraft>,
    pub(super) min_sources: Option<(u32, Span)>,
    pub(super) expect: Option<RuleDraft>,
    pub(super) exclusive: Option<RuleDraft>,
    pub(super) dates_within: Option<Span>,
}

/// `@expect` or `@exclusive`
#[derive(Clone, Debug)]
pub(super) struct RuleDraft {
    pub(super) span: Span,
    /// `where:`
    pub(super) property: Option<Word>,
    /// `in:`
    pub(super) values: Vec<Word>,
}

/// `@default`
#[derive(Clone, Debug)]
pub(super) struct DefaultDraft {
    pub(super) value: Node<ast::Value>,
    /// The place of the value.
    pub(super) span: Span,
    /// The place of the directive.
    pub(super) directive: Span,
}

/// `@relationship`
#[derive(Clone, Debug)]
pub(super) struct RelationshipDraft {
    pub(super) span: Span,
    pub(super) relation: Word,
    pub(super) direction: Direction,
    pub(super) properties: Option<Word>,
}

/// The type of a field.
#[derive(Clone, Debug)]
pub(super) struct TypeRef {
    pub(super) name: Word,
    pub(super) shape: Shape,
}

/// The list and non-null wrappers of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    One {
        required: bool,
    },
    List {
        required: bool,
        items_required: bool,
    },
    /// A list of lists.
    Nested,
}

/// A union.
#[derive(Clone, Debug)]
pub(super) struct UnionDraft {
    pub(super) name: Word,
    pub(super) description: String,
    pub(super) members: Vec<Word>,
}

/// An enum.
#[derive(Clone, Debug)]
pub(super) struct EnumDraft {
    pub(super) name: Word,
    pub(super) description: String,
    pub(super) values: Vec<(Span, EnumValue)>,
}

/// The meaning of the name of a type.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning<'a> {
    Scalar(Scalar),
    Enum(&'a EnumDraft),
    Kind(&'a TypeDraft),
    LinkProperties,
    /// A type of structured values.
    Value(&'a TypeDraft),
    Interface(&'a TypeDraft),
    Union(&'a UnionDraft),
    Entity,
    /// A type of the API that definitions have no use for.
    BuiltIn,
    /// A definition that another rule has refused already.
    Refused,
    Unknown,
}

impl TypeKind {
    /// Returns whether what the type defines belongs to entities or links, and is none itself.
    pub(super) fn is_part(self) -> bool {
        matches!(self, Self::LinkProperties | Self::Value)
    }
}

impl Meaning<'_> {
    /// Returns whether a field of such a type holds values: it is a property.
    pub(super) fn is_of_values(&self) -> bool {
        matches!(self, Self::Scalar(_) | Self::Enum(_) | Self::Value(_))
    }

    /// Returns whether a field of such a type leads to entities.
    pub(super) fn is_of_entities(&self) -> bool {
        matches!(self, Self::Kind(_) | Self::Interface(_) | Self::Union(_) | Self::Entity)
    }
}

impl TypeDraft {
    /// Returns the role of the type.
    pub(super) fn form(&self) -> TypeKind {
        if self.is_interface {
            TypeKind::Interface
        } else if self.node.is_some() {
            TypeKind::Kind
        } else if self.link_properties.is_some() {
            TypeKind::LinkProperties
        } else if self.value.is_some() {
            TypeKind::Value
        } else {
            TypeKind::Unmarked
        }
    }

    /// A field by its name.
    pub(super) fn field(&self, name: &str) -> Option<&FieldDraft> {
        self.fields.iter().find(|field| *field.name == *name)
    }

    /// Returns whether it says that it implements an interface.
    pub(super) fn implements(&self, interface: &str) -> bool {
        self.implements.iter().any(|name| **name == *interface)
    }

    /// The root field of one.
    pub(super) fn singular(&self) -> String {
        lower_camel(&self.name)
    }

    /// The root field of many, where `@node` gives it one.
    pub(super) fn plural(&self) -> Option<String> {
        let node = self.node.as_ref()?;
        Some(
            node.plural
                .as_ref()
                .map_or_else(|| self.singular() + "s", |plural| plural.text.clone()),
        )
    }
}

impl Draft {
    /// The meaning of the name of a type.
    pub(super) fn meaning(&self, name: &str) -> Meaning<'_> {
        if let Some(scalar) = Scalar::from_name(name) {
            return Meaning::Scalar(scalar);
        }
        if name == "Entity" {
            return Meaning::Entity;
        }
        if let Some(ty) = self.types.iter().find(|ty| *ty.name == *name) {
            return match ty.form() {
                TypeKind::Kind => Meaning::Kind(ty),
                TypeKind::LinkProperties => Meaning::LinkProperties,
                TypeKind::Value => Meaning::Value(ty),
                TypeKind::Interface => Meaning::Interface(ty),
                TypeKind::Unmarked => Meaning::Refused,
            };
        }
        if let Some(union) = self.unions.iter().find(|union| *union.name == *name) {
            return Meaning::Union(union);
        }
        if let Some(it) = self.enums.iter().find(|it| *it.name == *name) {
            return Meaning::Enum(it);
        }
        if self.refused.contains(name) {
            Meaning::Refused
        } else if super::reserved::TYPES.contains(&name) {
            Meaning::BuiltIn
        } else {
            Meaning::Unknown
        }
    }

    /// All kinds.
    pub(super) fn kinds(&self) -> impl Iterator<Item = &TypeDraft> {
        self.types.iter().filter(|ty| ty.form() == TypeKind::Kind)
    }

    /// The kinds that a relation with this type can lead to.
    pub(super) fn kinds_of(&self, name: &str) -> Vec<&TypeDraft> {
        match self.meaning(name) {
            Meaning::Kind(kind) => vec![kind],
            Meaning::Entity => self.kinds().collect(),
            Meaning::Interface(it) => {
                self.kinds().filter(|kind| kind.implements(&it.name)).collect()
            }
            Meaning::Union(union) => self
                .kinds()
                .filter(|kind| union.members.iter().any(|m| **m == *kind.name))
                .collect(),
            Meaning::Scalar(_)
            | Meaning::Enum(_)
            | Meaning::Value(_)
            | Meaning::LinkProperties
            | Meaning::BuiltIn
            | Meaning::Refused
            | Meaning::Unknown => Vec::new(),
        }
    }

    /// The interfaces of a type that have a field and do not take it from another of them.
    pub(super) fn declarers(&self, ty: &TypeDraft, field: &str) -> Vec<&TypeDraft> {
        let having: Vec<_> = ty
            .implements
            .iter()
            .filter_map(|name| match self.meaning(name) {
                Meaning::Interface(it) if *it.name != *ty.name => it.field(field).map(|_| it),
                _ => None,
            })
            .collect();
        let topmost = |it: &&TypeDraft| !having.iter().any(|other| it.implements(&other.name));
        having.iter().copied().filter(topmost).collect()
    }

    /// The names that a field's type may have, for "did you mean".
    pub(super) fn type_names(&self) -> impl Iterator<Item = &str> {
        let types = self.types.iter().filter(|ty| ty.form() != TypeKind::LinkProperties);
        types
            .map(|ty| &*ty.name)
            .chain(self.unions.iter().map(|union| &*union.name))
            .chain(self.enums.iter().map(|it| &*it.name))
            .chain(Scalar::names())
            .chain(["Entity"])
    }
}

/// `TradeHouse` to `tradeHouse`, `URLList` to `urlList`.
fn lower_camel(name: &str) -> String {
    let capitals = name.chars().take_while(char::is_ascii_uppercase).count();
    let word_begins = name.chars().nth(capitals).is_some_and(|next| next.is_ascii_lowercase());
    let lowered = if capitals > 1 && word_begins { capitals - 1 } else { capitals };
    let lower = |(at, c): (usize, char)| if at < lowered { c.to_ascii_lowercase() } else { c };
    name.chars().enumerate().map(lower).collect()
}

#[cfg(test)]
mod tests {
    use super::lower_camel;

    #[test]
    fn root_fields_are_in_lower_camel_case() {
        for (name, expected) in [
            ("Person", "person"),
            ("TradeHouse", "tradeHouse"),
            ("URLList", "urlList"),
            ("NGO", "ngo"),
            ("A", "a"),
            ("already", "already"),
            ("_Odd", "_Odd"),
        ] {
            assert_eq!(lower_camel(name), expected);
        }
    }
}
