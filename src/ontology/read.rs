//! From syntax trees to a draft: definitions, their extensions and the directives on them.

use super::{
    directives::{self, Applied},
    draft::{
        DefaultDraft, Draft, EnumDraft, FadesDraft, FieldDraft, LimitDraft, NodeDraft,
        RelationshipDraft, RuleDraft, Shape, TemporalDraft, TypeDraft, TypeRef, UnionDraft,
    },
    places::{Places, Word},
    reserved,
    types::{Deprecation, Direction, EnumValue, SearchBy},
};
use crate::diagnostics::Span;
use apollo_compiler::{
    Name, Node,
    ast::{
        Definition, DirectiveList, EnumValueDefinition, FieldDefinition, ObjectTypeDefinition, Type,
    },
};

/// Reads definitions, then the extensions of them, into a draft.
pub(super) fn read<'a>(
    definitions: impl Iterator<Item = &'a Definition> + Clone,
    places: &Places,
) -> Draft {
    let reader = SdlReader { places };
    let mut draft = Draft::default();
    for definition in definitions.clone() {
        reader.definition(&mut draft, definition);
    }
    for definition in definitions {
        reader.extension(&mut draft, definition);
    }
    draft
}

/// Corridor's own kind and types of structured values, read from their definitions in the prelude.
pub(super) fn read_built_in(definition: &Definition, places: &Places) -> Option<TypeDraft> {
    let is_data = |it: &&Node<ObjectTypeDefinition>| {
        it.name == "Source" || it.directives.has(directives::VALUE.name)
    };
    let object = definition.as_object_type_definition().filter(is_data)?;
    let reader = SdlReader { places };
    let mut ty = reader.new_type(&object.name, object.description.as_deref(), false);
    reader.extend_type(&mut ty, &[], &object.directives, &object.fields);
    if ty.node.is_some() {
        ty.fields.retain(|field| !reserved::ENTITY_FIELDS.contains(&&*field.name));
    }
    ty.built_in = true;
    Some(ty)
}

struct SdlReader<'a> {
    places: &'a Places,
}

impl SdlReader<'_> {
    fn definition(&self, draft: &mut Draft, definition: &Definition) {
        match definition {
            Definition::ObjectTypeDefinition(it) => {
                let mut ty = self.new_type(&it.name, it.description.as_deref(), false);
                self.extend_type(&mut ty, &it.implements_interfaces, &it.directives, &it.fields);
                draft.types.push(ty);
            }
            Definition::InterfaceTypeDefinition(it) => {
                let mut ty = self.new_type(&it.name, it.description.as_deref(), true);
                self.extend_type(&mut ty, &it.implements_interfaces, &it.directives, &it.fields);
                draft.types.push(ty);
            }
            Definition::UnionTypeDefinition(it) => draft.unions.push(UnionDraft {
                name: self.places.word(&it.name),
                description: text(it.description.as_deref()),
                members: self.words(&it.members),
            }),
            Definition::EnumTypeDefinition(it) => draft.enums.push(EnumDraft {
                name: self.places.word(&it.name),
                description: text(it.description.as_deref()),
                values: it.values.iter().map(|value| self.enum_value(value)).collect(),
            }),
            _ => {}
        }
    }

    fn extension(&self, draft: &mut Draft, definition: &Definition) {
        match definition {
            Definition::ObjectTypeExtension(it) => {
                if let Some(ty) = type_named(draft, &it.name) {
                    self.extend_type(ty, &it.implements_interfaces, &it.directives, &it.fields);
                }
            }
            Definition::InterfaceTypeExtension(it) => {
                if let Some(ty) = type_named(draft, &it.name) {
                    self.extend_type(ty, &it.implements_interfaces, &it.directives, &it.fields);
                }
            }
            Definition::UnionTypeExtension(it) => {
                if let Some(union) = draft.unions.iter_mut().find(|u| *u.name == *it.name.as_str())
                {
                    union.members.extend(self.words(&it.members));
                }
            }
            Definition::EnumTypeExtension(it) => {
                if let Some(extended) =
                    draft.enums.iter_mut().find(|e| *e.name == *it.name.as_str())
                {
                    extended.values.extend(it.values.iter().map(|value| self.enum_value(value)));
                }
            }
            _ => {}
        }
    }

    fn new_type(&self, name: &Name, description: Option<&str>, is_interface: bool) -> TypeDraft {
        TypeDraft {
            name: self.places.word(name),
            description: text(description),
            is_interface,
            built_in: false,
            implements: Vec::new(),
            fields: Vec::new(),
            node: None,
            misspelled: false,
            link_properties: None,
            value: None,
            temporal: None,
            limit: None,
            min_sources: None,
        }
    }

    fn extend_type(
        &self,
        ty: &mut TypeDraft,
        implements: &[Name],
        on: &DirectiveList,
        fields: &[Node<FieldDefinition>],
    ) {
        ty.implements.extend(self.words(implements));
        ty.fields.extend(fields.iter().map(|field| self.field(field)));
        ty.misspelled |= on.0.iter().any(|it| directives::find(&it.name).is_none());
        if let Some(node) = self.applied(on, &directives::NODE) {
            ty.node = Some(NodeDraft {
                span: node.span(),
                plural: node.string("plural"),
                caption: node.strings("caption"),
                key: node.strings("key"),
                name: node.string("name"),
            });
        }
        if let Some(marker) = self.applied(on, &directives::RELATIONSHIP_PROPERTIES) {
            ty.link_properties = Some(marker.span());
        }
        if let Some(marker) = self.applied(on, &directives::VALUE) {
            ty.value = Some(marker.span());
        }
        if let Some(temporal) = self.applied(on, &directives::TEMPORAL) {
            let (start, end) = (temporal.strings("start"), temporal.strings("end"));
            ty.temporal = Some(TemporalDraft { span: temporal.span(), start, end });
        }
        if let Some(limit) = self.limit(on) {
            ty.limit = Some(limit);
        }
        ty.min_sources = self.min_sources(on).or(ty.min_sources);
    }

    fn field(&self, field: &FieldDefinition) -> FieldDraft {
        let on = &field.directives;
        let relationship = self.applied(on, &directives::RELATIONSHIP);
        FieldDraft {
            name: self.places.word(&field.name),
            description: text(field.description.as_deref()),
            deprecation: self.deprecation(on),
            ty: TypeRef {
                name: self.places.word(field.ty.inner_named_type()),
                shape: shape(&field.ty),
            },
            arguments: self.arguments(field),
            declared_by: None,
            relationship: relationship.and_then(read_relationship),
            has_relationship: relationship.map(Applied::span),
            alias: self.applied(on, &directives::ALIAS).and_then(|it| it.string("property")),
            default: self.applied(on, &directives::DEFAULT).and_then(|it| {
                let value = it.value("value")?.clone();
                let span = self.places.span(value.location());
                Some(DefaultDraft { value, span, directive: it.span() })
            }),
            search: self.applied(on, &directives::SEARCH).map(|it| (it.span(), read_search(it))),
            fades: self.applied(on, &directives::TEMPORAL).map(|it| {
                let period = it.string("fades");
                FadesDraft { span: it.span(), period }
            }),
            unique: self.applied(on, &directives::UNIQUE).map(Applied::span),
            limit: self.limit(on),
            min_sources: self.min_sources(on),
            expect: self.applied(on, &directives::EXPECT).map(read_rule),
            exclusive: self.applied(on, &directives::EXCLUSIVE).map(read_rule),
            dates_within: self.applied(on, &directives::DATES_WITHIN).map(Applied::span),
        }
    }

    fn enum_value(&self, value: &EnumValueDefinition) -> (Span, EnumValue) {
        let read = EnumValue {
            name: value.value.to_string(),
            description: text(value.description.as_deref()),
            deprecation: self.deprecation(&value.directives),
        };
        (self.places.span(value.value.location()), read)
    }

    fn arguments(&self, field: &FieldDefinition) -> Option<Span> {
        let first = self.places.span(field.arguments.first()?.location());
        let last = self.places.span(field.arguments.last()?.location());
        Some(Span { end: last.end, ..first })
    }

    fn limit(&self, on: &DirectiveList) -> Option<LimitDraft> {
        let limit = self.applied(on, &directives::LIMIT)?;
        let (default, max) = (limit.count("default"), limit.count("max"));
        Some(LimitDraft { span: limit.span(), default, max })
    }

    fn min_sources(&self, on: &DirectiveList) -> Option<(u32, Span)> {
        let sources = self.applied(on, &directives::SOURCES)?;
        Some((sources.count("min")?.0, sources.span()))
    }

    fn deprecation(&self, on: &DirectiveList) -> Option<Deprecation> {
        let deprecated = self.applied(on, &directives::DEPRECATED)?;
        let reason = deprecated.string("reason").map(|reason| reason.text);
        Some(Deprecation { reason: reason.unwrap_or_else(|| "No longer supported".into()) })
    }

    fn applied<'a>(
        &'a self,
        on: &'a DirectiveList,
        spec: &'static directives::DirectiveSpec,
    ) -> Option<Applied<'a>> {
        Applied::find(on, spec, self.places)
    }

    fn words(&self, names: &[Name]) -> Vec<Word> {
        names.iter().map(|name| self.places.word(name)).collect()
    }
}

fn type_named<'a>(draft: &'a mut Draft, name: &Name) -> Option<&'a mut TypeDraft> {
    draft.types.iter_mut().find(|ty| *ty.name == *name.as_str())
}

fn read_rule(directive: Applied<'_>) -> RuleDraft {
    let (property, values) = (directive.string("where"), directive.strings("in"));
    RuleDraft { span: directive.span(), property, values }
}

fn read_relationship(applied: Applied<'_>) -> Option<RelationshipDraft> {
    // A rule has told of any other word.
    let direction = match applied.choices("direction").first().copied()? {
        "IN" => Direction::In,
        "OUT" => Direction::Out,
        "BOTH" => Direction::Both,
        _ => return None,
    };
    let relation = applied.string("type")?;
    let properties = applied.string("properties");
    Some(RelationshipDraft { span: applied.span(), relation, direction, properties })
}

fn read_search(applied: Applied<'_>) -> Vec<SearchBy> {
    if applied.value("by").is_none() {
        return vec![SearchBy::Fulltext];
    }
    // A rule has told of any other word.
    let index = |word: &str| match word {
        "FULLTEXT" => Some(SearchBy::Fulltext),
        "NAME" => Some(SearchBy::Name),
        "PREFIX" => Some(SearchBy::Prefix),
        "EXACT" => Some(SearchBy::Exact),
        _ => None,
    };
    let mut indexes: Vec<_> = applied.choices("by").into_iter().filter_map(index).collect();
    indexes.sort_unstable();
    indexes.dedup();
    indexes
}

fn shape(ty: &Type) -> Shape {
    match ty {
        Type::Named(_) | Type::NonNullNamed(_) => Shape::One { required: ty.is_non_null() },
        Type::List(item) | Type::NonNullList(item) if item.is_list() => Shape::Nested,
        Type::List(item) | Type::NonNullList(item) => {
            Shape::List { required: ty.is_non_null(), items_required: item.is_non_null() }
        }
    }
}

fn text(description: Option<&str>) -> String {
    description.unwrap_or_default().to_owned()
}
