//! From a draft that keeps the rules to an ontology: names become ids.
//!
//! A lookup can only fail for a draft that breaks a rule, so an [`InternalError`] is a mistake
//! in the rules; nothing here can panic on it.

use super::{
    Ontology, Parts,
    draft::{
        Draft, EnumDraft, FieldDraft, LimitDraft, Meaning, RelationshipDraft, RuleDraft, Shape,
        TypeDraft, TypeKind, UnionDraft,
    },
    literal,
    name_template::{self, Piece},
    places::Word,
    types::{
        Abstract, AbstractForm, AbstractId, Cardinality, Direction, EnumType, Kind, KindId, Limit,
        LinkProperties, NamePart, Only, PropertiesId, Property, PropertyType, Reference, Relation,
        RelationField, RelationId, SoftRule, Target, Temporal, ValueType,
    },
    uses,
};
use crate::value::{BuiltInType, EnumId, Scalar, ValueTypeId};
use std::collections::BTreeMap;

/// The rules accepted a draft that cannot be lowered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct InternalError;

type Lowered<T> = Result<T, InternalError>;

/// The ontology that a draft means.
pub(super) fn lower(draft: &Draft) -> Lowered<Ontology> {
    let lowering = Lowering::new(draft)?;
    Ok(Ontology::new(Parts {
        kinds: lowering.kinds()?,
        relations: lowering.relations()?,
        abstracts: lowering.abstracts()?,
        enums: lowering.sorted_enums().map(lower_enum).collect(),
        link_properties: lowering.link_properties()?,
        value_types: lowering.value_types()?,
    }))
}

/// The draft and the ids of its names.
struct Lowering<'a> {
    draft: &'a Draft,
    kinds: BTreeMap<&'a str, (KindId, &'a TypeDraft)>,
    abstracts: BTreeMap<&'a str, (AbstractId, AbstractDraft<'a>)>,
    enums: BTreeMap<&'a str, (EnumId, &'a EnumDraft)>,
    properties: BTreeMap<&'a str, (PropertiesId, &'a TypeDraft)>,
    values: BTreeMap<&'a str, (ValueTypeId, &'a TypeDraft)>,
    relations: BTreeMap<&'a str, (RelationId, Vec<uses::Use<'a>>)>,
}

#[derive(Clone, Copy)]
enum AbstractDraft<'a> {
    Interface(&'a TypeDraft),
    Union(&'a UnionDraft),
}

/// Numbers named things in the order of their names; an error if ids do not suffice.
fn numbered<'a, Id, T>(
    named: impl Iterator<Item = (&'a str, T)>,
    id: fn(u16) -> Id,
) -> Lowered<BTreeMap<&'a str, (Id, T)>> {
    let sorted: BTreeMap<_, _> = named.collect();
    let number =
        |(at, (name, it))| Ok((name, (id(u16::try_from(at).map_err(|_| InternalError)?), it)));
    sorted.into_iter().enumerate().map(number).collect()
}

impl<'a> Lowering<'a> {
    fn new(draft: &'a Draft) -> Lowered<Self> {
        let types =
            |form| draft.types.iter().filter(move |ty| ty.form() == form).map(|ty| (&*ty.name, ty));
        let interfaces =
            types(TypeKind::Interface).map(|(name, ty)| (name, AbstractDraft::Interface(ty)));
        let unions = draft.unions.iter().map(|it| (&*it.name, AbstractDraft::Union(it)));
        Ok(Self {
            draft,
            kinds: numbered(types(TypeKind::Kind), KindId)?,
            abstracts: numbered(interfaces.chain(unions), AbstractId)?,
            enums: numbered(draft.enums.iter().map(|it| (&*it.name, it)), EnumId)?,
            properties: numbered(types(TypeKind::LinkProperties), PropertiesId)?,
            values: numbered(types(TypeKind::Value), ValueTypeId)?,
            relations: numbered(uses::by_relation(draft).into_iter(), RelationId)?,
        })
    }

    fn sorted_enums(&self) -> impl Iterator<Item = &'a EnumDraft> {
        self.enums.values().map(|(_, it)| *it)
    }

    fn kinds(&self) -> Lowered<Vec<Kind>> {
        self.kinds.values().map(|(_, ty)| self.kind(ty)).collect()
    }

    fn kind(&self, ty: &'a TypeDraft) -> Lowered<Kind> {
        let properties = self.fields(ty, |field| self.property(ty, field))?;
        let relations = self.fields(ty, |field| self.relation_field(ty, field))?;
        let caption = ty.node.as_ref().map_or(&[][..], |node| &node.caption);
        let abstracts = self.abstracts.values().filter(|(_, it)| match it {
            AbstractDraft::Interface(interface) => ty.implements(&interface.name),
            AbstractDraft::Union(union) => union.members.iter().any(|name| **name == *ty.name),
        });
        Ok(Kind {
            name: ty.name.text.clone(),
            singular: ty.singular(),
            plural: ty.plural().ok_or(InternalError)?,
            description: ty.description.clone(),
            caption: caption.iter().map(|word| word.text.clone()).collect(),
            temporal: temporal(ty, &properties)?,
            keys: keys(ty, &properties)?,
            name_parts: name_parts(ty, &properties, &relations)?,
            properties,
            relations,
            abstracts: abstracts.map(|(id, _)| *id).collect(),
            limit: limit(ty.limit),
            min_sources: ty.min_sources.map_or(0, |(min, _)| min),
            built_in: ty.built_in,
            span: (!ty.built_in).then_some(ty.name.span),
        })
    }

    /// The fields of a type for which `lower` has something.
    fn fields<T>(
        &self,
        ty: &'a TypeDraft,
        lower: impl Fn(&'a FieldDraft) -> Lowered<Option<T>>,
    ) -> Lowered<Vec<T>> {
        ty.fields.iter().map(lower).filter_map(Result::transpose).collect()
    }

    /// `None` for a field that leads to entities.
    fn property(&self, ty: &'a TypeDraft, field: &'a FieldDraft) -> Lowered<Option<Property>> {
        let scalar = match self.draft.meaning(&field.ty.name) {
            Meaning::Scalar(scalar) => scalar,
            Meaning::Enum(it) => Scalar::Enum(self.enums.get(&*it.name).ok_or(InternalError)?.0),
            Meaning::Value(it) => {
                Scalar::Structured(self.values.get(&*it.name).ok_or(InternalError)?.0)
            }
            Meaning::Kind(_) | Meaning::Interface(_) | Meaning::Union(_) | Meaning::Entity => {
                return Ok(None);
            }
            Meaning::LinkProperties | Meaning::BuiltIn | Meaning::Refused | Meaning::Unknown => {
                return Err(InternalError);
            }
        };
        let default = field.default.as_ref();
        Ok(Some(Property {
            name: field.name.text.clone(),
            key: key(field),
            description: field.description.clone(),
            deprecation: field.deprecation.clone(),
            ty: property_type(scalar, field.ty.shape),
            default: default
                .map(|it| literal::value(self.draft, field, &it.value))
                .transpose()
                .map_err(|_| InternalError)?,
            unique: field.unique.is_some(),
            search: field.search.as_ref().map_or_else(Vec::new, |(_, by)| by.clone()),
            min_sources: field.min_sources.map_or(0, |(min, _)| min),
            expect: self.rule(&[(ty, false)], field.expect.as_ref())?,
        }))
    }

    /// `None` for a field of links that holds values.
    fn reference(&self, ty: &'a TypeDraft, field: &'a FieldDraft) -> Lowered<Option<Reference>> {
        if !self.draft.meaning(&field.ty.name).is_of_entities() {
            return Ok(None);
        }
        Ok(Some(Reference {
            name: field.name.text.clone(),
            key: key(field),
            description: field.description.clone(),
            deprecation: field.deprecation.clone(),
            target: self.target(&field.ty.name)?,
            required: field.ty.shape == Shape::One { required: true },
            expect: self.rule(&[(ty, false)], field.expect.as_ref())?,
        }))
    }

    /// A rule, which is about all or about those with some values of a property: one of the first
    /// type that has it. True beside a type says that it is one of links.
    fn rule(
        &self,
        types: &[(&TypeDraft, bool)],
        rule: Option<&RuleDraft>,
    ) -> Lowered<Option<SoftRule>> {
        let Some(rule) = rule else { return Ok(None) };
        let Some(name) = &rule.property else { return Ok(Some(SoftRule::default())) };
        let found = types.iter().find_map(|(ty, of_link)| {
            let is_property = |it: &&FieldDraft| self.draft.meaning(&it.ty.name).is_of_values();
            let mut properties = ty.fields.iter().filter(is_property);
            Some((properties.position(|it| *it.name == **name)?, *of_link))
        });
        let (property, of_link) = found.ok_or(InternalError)?;
        let values = rule.values.iter().map(|word| word.text.clone()).collect();
        Ok(Some(SoftRule { only: Some(Only { property, of_link, values }) }))
    }

    /// `None` for a field that is a property.
    fn relation_field(
        &self,
        ty: &'a TypeDraft,
        field: &'a FieldDraft,
    ) -> Lowered<Option<RelationField>> {
        let Some(relationship) = &field.relationship else { return Ok(None) };
        let declared_by = field.declared_by.as_deref();
        Ok(Some(RelationField {
            name: field.name.text.clone(),
            key: key(field),
            description: field.description.clone(),
            deprecation: field.deprecation.clone(),
            relation: self.relations.get(&*relationship.relation).ok_or(InternalError)?.0,
            direction: relationship.direction,
            target: self.target(&field.ty.name)?,
            cardinality: match field.ty.shape {
                Shape::List { .. } | Shape::Nested => Cardinality::Many,
                Shape::One { required: true } => Cardinality::ExactlyOne,
                Shape::One { required: false } => Cardinality::AtMostOne,
            },
            declared_by: declared_by.and_then(|name| self.abstracts.get(name)).map(|(id, _)| *id),
            limit: limit(field.limit),
            min_sources: field.min_sources.map_or(0, |(min, _)| min),
            expect: self.rule(&[(ty, false)], field.expect.as_ref())?,
            exclusive: self.rule(&self.rule_types(ty, relationship), field.exclusive.as_ref())?,
            dates_within: field.dates_within.is_some(),
        }))
    }

    /// The types of which `@exclusive` can name a property: that of the links, then the field's own.
    fn rule_types(
        &self,
        ty: &'a TypeDraft,
        relationship: &RelationshipDraft,
    ) -> Vec<(&'a TypeDraft, bool)> {
        let links = relationship.properties.as_ref();
        let links = links.and_then(|name| self.properties.get(&**name)).map(|(_, it)| (*it, true));
        links.into_iter().chain([(ty, false)]).collect()
    }

    fn target(&self, name: &str) -> Lowered<Target> {
        if name == "Entity" {
            return Ok(Target::Entity);
        }
        let kind = self.kinds.get(name).map(|(id, _)| Target::Kind(*id));
        kind.or_else(|| self.abstracts.get(name).map(|(id, _)| Target::Abstract(*id)))
            .ok_or(InternalError)
    }

    fn relations(&self) -> Lowered<Vec<Relation>> {
        self.relations.iter().map(|(name, (_, uses))| self.relation(name, uses)).collect()
    }

    fn relation(&self, name: &str, uses: &[uses::Use<'_>]) -> Lowered<Relation> {
        // All fields of a relationship type say the same of it; one that only interfaces
        // without kinds have is used nowhere.
        let fields = self.draft.types.iter().flat_map(|ty| &ty.fields);
        let mut stated = fields.filter_map(|field| field.relationship.as_ref());
        let stated = stated.find(|it| *it.relation == *name).ok_or(InternalError)?;
        let properties = match &stated.properties {
            Some(name) => Some(self.properties.get(&**name).ok_or(InternalError)?.0),
            None => None,
        };
        let symmetric = match uses {
            [] => stated.direction == Direction::Both,
            uses => uses::is_symmetric(uses),
        };
        let mut pairs = Vec::new();
        // What a field shows either way is what the directed fields connect.
        for it in uses.iter().filter(|it| symmetric || it.direction() != Direction::Both) {
            let here = self.kinds.get(&*it.kind.name).ok_or(InternalError)?.0;
            for target in &it.targets {
                let there = self.kinds.get(&*target.name).ok_or(InternalError)?.0;
                pairs.push(match it.direction() {
                    Direction::Out => (here, there),
                    Direction::In => (there, here),
                    Direction::Both => (here.min(there), here.max(there)),
                });
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let fields = self.draft.types.iter().flat_map(|ty| &ty.fields);
        let of_it = fields.filter(|it| {
            it.relationship.as_ref().is_some_and(|relationship| *relationship.relation == *name)
        });
        let mut periods = of_it.filter_map(|field| field.fades.as_ref()?.period.as_ref());
        let period = periods.next().map(|word| word.parse().map_err(|()| InternalError));
        Ok(Relation {
            name: name.to_owned(),
            symmetric,
            either_way: !symmetric && uses.iter().any(|it| it.direction() == Direction::Both),
            properties,
            pairs,
            fades: period.transpose()?,
        })
    }

    fn abstracts(&self) -> Lowered<Vec<Abstract>> {
        let lower = |(_, it): &(AbstractId, AbstractDraft<'a>)| match it {
            AbstractDraft::Interface(ty) => self.interface(ty),
            AbstractDraft::Union(union) => Ok(self.union(union)),
        };
        self.abstracts.values().map(lower).collect()
    }

    fn interface(&self, ty: &'a TypeDraft) -> Lowered<Abstract> {
        let parents = self.abstracts.iter().filter(|(name, _)| ty.implements(name));
        Ok(Abstract {
            name: ty.name.text.clone(),
            form: AbstractForm::Interface,
            description: ty.description.clone(),
            plural: ty.plural(),
            properties: self.fields(ty, |field| self.property(ty, field))?,
            relations: self.fields(ty, |field| self.relation_field(ty, field))?,
            parents: parents.map(|(_, (id, _))| *id).collect(),
            members: self.members(&ty.name),
            limit: limit(ty.limit),
        })
    }

    fn union(&self, union: &UnionDraft) -> Abstract {
        Abstract {
            name: union.name.text.clone(),
            form: AbstractForm::Union,
            description: union.description.clone(),
            plural: None,
            properties: Vec::new(),
            relations: Vec::new(),
            parents: Vec::new(),
            members: self.members(&union.name),
            limit: Limit::default(),
        }
    }

    fn members(&self, name: &str) -> Vec<KindId> {
        let kinds = self.draft.kinds_of(name);
        let mut ids: Vec<_> = kinds
            .iter()
            .filter_map(|kind| self.kinds.get(&*kind.name))
            .map(|(id, _)| *id)
            .collect();
        ids.sort_unstable();
        ids
    }

    fn link_properties(&self) -> Lowered<Vec<LinkProperties>> {
        let lower = |(_, ty): &(PropertiesId, &'a TypeDraft)| {
            Ok(LinkProperties {
                name: ty.name.text.clone(),
                description: ty.description.clone(),
                properties: self.fields(ty, |field| self.property(ty, field))?,
                references: self.fields(ty, |field| self.reference(ty, field))?,
            })
        };
        self.properties.values().map(lower).collect()
    }

    fn value_types(&self) -> Lowered<Vec<ValueType>> {
        let lower = |(_, ty): &(ValueTypeId, &'a TypeDraft)| {
            let fields = self.fields(ty, |field| self.property(ty, field))?;
            Ok(ValueType {
                name: ty.name.text.clone(),
                description: ty.description.clone(),
                built_in: BuiltInType::from_name(&ty.name).filter(|_| ty.built_in),
                names: fields.iter().map(|field| field.name.as_str().into()).collect(),
                fields,
            })
        };
        self.values.values().map(lower).collect()
    }
}

fn lower_enum(it: &EnumDraft) -> EnumType {
    EnumType {
        name: it.name.text.clone(),
        description: it.description.clone(),
        values: it.values.iter().map(|(_, value)| value.clone()).collect(),
    }
}

fn key(field: &FieldDraft) -> String {
    field.alias.as_ref().unwrap_or(&field.name).text.clone()
}

fn property_type(scalar: Scalar, shape: Shape) -> PropertyType {
    match shape {
        Shape::One { required } => {
            PropertyType { scalar, list: false, required, items_required: false }
        }
        Shape::List { required, items_required } => {
            PropertyType { scalar, list: true, required, items_required }
        }
        Shape::Nested => {
            PropertyType { scalar, list: true, required: false, items_required: false }
        }
    }
}

fn limit(limit: Option<LimitDraft>) -> Limit {
    let value = |of: Option<(u32, _)>| of.map(|(value, _)| value);
    limit.map_or_else(Limit::default, |it| Limit { default: value(it.default), max: value(it.max) })
}

/// The parts of which entities of a kind get names.
fn name_parts(
    ty: &TypeDraft,
    properties: &[Property],
    relations: &[RelationField],
) -> Lowered<Vec<NamePart>> {
    let Some(template) = ty.node.as_ref().and_then(|node| node.name.as_ref()) else {
        return Ok(Vec::new());
    };
    let part = |piece: Piece<'_>| match piece {
        Piece::Text(text) => Ok(NamePart::Text(text.to_owned())),
        Piece::Field(name) => {
            let property = properties.iter().position(|it| it.name == name).map(NamePart::Property);
            let relation = || relations.iter().position(|it| it.name == name);
            property.or_else(|| relation().map(NamePart::Relation)).ok_or(InternalError)
        }
    };
    let pieces = name_template::pieces(template).map_err(|_| InternalError)?;
    pieces.into_iter().map(part).collect()
}

/// The keys of a kind, each as the positions of its properties.
fn keys(ty: &TypeDraft, properties: &[Property]) -> Lowered<Vec<Vec<usize>>> {
    let unique = properties.iter().enumerate().filter(|(_, property)| property.unique);
    let mut keys: Vec<Vec<usize>> = unique.map(|(at, _)| vec![at]).collect();
    let together = ty.node.as_ref().map_or(&[][..], |node| &node.key);
    if !together.is_empty() {
        let position = |word: &Word| properties.iter().position(|it| *it.name == **word);
        let positions = together.iter().map(|word| position(word).ok_or(InternalError));
        keys.push(positions.collect::<Lowered<_>>()?);
    }
    Ok(keys)
}

/// The properties that bound a kind, as positions.
fn temporal(ty: &TypeDraft, properties: &[Property]) -> Lowered<Option<Temporal>> {
    let Some(temporal) = &ty.temporal else { return Ok(None) };
    let positions = |words: &[Word]| -> Lowered<Vec<usize>> {
        let position =
            |name: &str| properties.iter().position(|it| it.name == *name).ok_or(InternalError);
        words.iter().map(|word| position(word)).collect()
    };
    Ok(Some(Temporal { start: positions(&temporal.start)?, end: positions(&temporal.end)? }))
}
