//! The engine against async-graphql's own executor, byte by byte.
//!
//! The API's schema gets resolvers here, over the graph's public face, and async-graphql
//! runs random queries on it. Where it is known to be wrong nothing is asked of it: no
//! fragments on unions, no object that could be left empty, no failing fields, no
//! directives with defaults of variables.

use crate::{
    dynamic::{Resolver, schema},
    support::{Dice, limit_of, toy},
};
use async_graphql::{
    Value,
    dynamic::{FieldFuture, FieldValue, ResolverContext, Schema},
};
use corridor::{
    api::{
        Request,
        schema::{
            ApiSchema, ConnectionField, EdgeField, EntityField, Field, FieldKind, LinkField,
            ListConnectionField, NameField, QueryField, TypeDefinition, TypeForm,
        },
    },
    graph::{Column, LinkId, NodeId, Row},
    json::fragment::Fragment,
    ontology::{Cardinality, Direction, Target},
};
use std::sync::Arc;

/// What a field is asked of.
#[derive(Clone)]
enum Parent {
    Entity(NodeId),
    Link(LinkId),
    Page { items: Vec<(NodeId, LinkId)>, of_links: bool, total: usize },
    Edge { node: NodeId, link: LinkId, of_links: bool },
    Name(NodeId, usize),
}

/// Answers a field, or `None` for null.
fn resolve(context: &ResolverContext<'_>, field: &Field) -> Option<FieldValue<'static>> {
    let parent = context.parent_value.downcast_ref::<Parent>();
    let first = context.args.try_get("first").ok().and_then(|it| it.u64().ok());
    let id = || context.args.try_get("id").unwrap().string().unwrap().to_owned();
    let graph = toy().graph();
    match (field.kind, parent) {
        (FieldKind::Query(QueryField::Lookup(kind)), None) => {
            let node = graph.node_by_id(&id())?;
            let fits = kind.is_none_or(|kind| graph.nodes().kind(node) == kind);
            fits.then(|| entity(node, field))
        }
        (FieldKind::Query(QueryField::All(target)), None) => {
            let kinds = toy().ontology().kinds_of(target);
            let nodes = kinds.iter().flat_map(|&kind| graph.nodes().of_kind(kind));
            let items = nodes.map(|node| (NodeId(node), LinkId(0))).collect();
            Some(page(items, first, &[target], false))
        }
        (_, Some(Parent::Entity(node))) => entity_field(*node, field, first),
        (FieldKind::Link(kind), Some(Parent::Link(link))) => link_field(*link, kind, field),
        (_, Some(Parent::Page { items, of_links, total })) => Some(match field.kind {
            FieldKind::ListConnection(ListConnectionField::Connection(
                ConnectionField::TotalCount,
            )) => FieldValue::value(*total),
            kind => FieldValue::list(items.iter().map(|&(node, link)| match kind {
                FieldKind::ListConnection(ListConnectionField::Connection(
                    ConnectionField::Edges,
                )) => any(Parent::Edge { node, link, of_links: *of_links }),
                _ if *of_links => any(Parent::Link(link)),
                _ => entity(node, field),
            })),
        }),
        (FieldKind::Edge(EdgeField::Node), Some(Parent::Edge { node, link, of_links })) => {
            Some(if *of_links { any(Parent::Link(*link)) } else { entity(*node, field) })
        }
        (FieldKind::Edge(EdgeField::Link(kind)), Some(Parent::Edge { link, .. })) => {
            link_field(*link, kind, field)
        }
        (FieldKind::Name(part), Some(Parent::Name(node, index))) => {
            let name = graph.nodes().names(*node)[*index];
            stored(match part {
                NameField::Value => name.value,
                NameField::Lang => name.lang,
                NameField::Since => name.since,
                NameField::Until => name.until,
                NameField::Script => name.script,
                NameField::Kind => return Some(FieldValue::value(name.kind.as_str())),
            })
        }
        other => panic!("{:?} is not asked for", other.0),
    }
}

fn entity_field(node: NodeId, field: &Field, first: Option<u64>) -> Option<FieldValue<'static>> {
    let graph = toy().graph();
    let nodes = graph.nodes();
    let kind = toy().ontology().kind(nodes.kind(node));
    let FieldKind::Entity(of_entity) = field.kind else {
        panic!("{:?} is of no entity", field.kind)
    };
    match of_entity {
        EntityField::Id => stored(nodes.ids()[node.index()]),
        EntityField::Kind => Some(FieldValue::value(kind.name.as_str())),
        EntityField::Name => stored(nodes.names(node)[0].value),
        EntityField::Names => {
            let count = nodes.names(node).len();
            Some(FieldValue::list((0..count).map(|index| any(Parent::Name(node, index)))))
        }
        EntityField::Degree => {
            let rows = graph.rows_of(node, Direction::Both);
            Some(FieldValue::value(rows.map(|(.., row)| row.len()).sum::<usize>()))
        }
        EntityField::Property(index) => {
            stored(nodes.column(nodes.kind(node), index).cells()[nodes.local(node)])
        }
        EntityField::Relation(index) => {
            let relation = &kind.relations[index];
            let row = graph.row(node, relation.relation, relation.direction);
            match relation.cardinality {
                Cardinality::Many => {
                    let items = Row::iter(row).collect();
                    let default = relation.limit.default.map(u64::from);
                    Some(page(items, first.or(default), &[relation.target], false))
                }
                _ => row.nodes.first().map(|&node| entity(node, field)),
            }
        }
        EntityField::Links => {
            let rows = graph.rows_of(node, Direction::Both);
            let items = rows.flat_map(|(.., row)| Row::iter(row)).collect();
            Some(page(items, first, &[], true))
        }
        other => panic!("{other:?} is not asked for"),
    }
}

fn link_field(link: LinkId, of_link: LinkField, field: &Field) -> Option<FieldValue<'static>> {
    let graph = toy().graph();
    let (columns, at) = graph.link_columns(link);
    let optional = |column: &Option<Column>| stored(column.as_ref()?.cells()[at]);
    match of_link {
        LinkField::Id => link_id(link),
        LinkField::Relation => {
            let relation = graph.links().relation(link);
            Some(FieldValue::value(toy().ontology().relation(relation).name.as_str()))
        }
        LinkField::From => Some(entity(graph.links().from(link), field)),
        LinkField::To => Some(entity(graph.links().to(link), field)),
        LinkField::At => optional(&columns.at),
        LinkField::Since => optional(&columns.since),
        LinkField::Until => optional(&columns.until),
        LinkField::Note => optional(&columns.note),
        LinkField::Attested => Some(
            optional(&columns.attested).unwrap_or_else(|| FieldValue::value(Value::List(vec![]))),
        ),
        LinkField::Disputed => Some(
            optional(&columns.disputed).unwrap_or_else(|| FieldValue::value(Value::List(vec![]))),
        ),
        LinkField::Status => Some(FieldValue::value(columns.status[at].as_str())),
        LinkField::Evidence => Some(FieldValue::value(columns.evidence[at].as_str())),
        LinkField::Property(index) => stored(columns.properties[index].cells()[at]),
        LinkField::Reference(index) => {
            columns.references[index].get(at).map(|node| entity(node, field))
        }
        LinkField::LastAttested
        | LinkField::Certainty
        | LinkField::Sources
        | LinkField::References
        | LinkField::Properties => panic!("{of_link:?} is not asked for"),
    }
}

fn link_id(link: LinkId) -> Option<FieldValue<'static>> {
    let graph = toy().graph();
    let given = graph.links().given_id(link).and_then(stored);
    given.or_else(|| Some(FieldValue::value(graph.derived_link_id(link))))
}

/// A page of the first items of a list.
fn page(
    mut items: Vec<(NodeId, LinkId)>,
    first: Option<u64>,
    of: &[Target],
    of_links: bool,
) -> FieldValue<'static> {
    let default = of.iter().find_map(|target| limit_of(toy(), *target).default);
    let total = items.len();
    items.truncate(first.unwrap_or(default.map_or(100, u64::from)) as usize);
    any(Parent::Page { items, of_links, total })
}

fn any(parent: Parent) -> FieldValue<'static> {
    FieldValue::owned_any(parent)
}

/// An entity, with its type where the field alone does not say it.
fn entity(node: NodeId, field: &Field) -> FieldValue<'static> {
    let value = any(Parent::Entity(node));
    match toy().api().schema().get(&field.ty.name).map(|it| &it.form) {
        Some(TypeForm::Interface(_) | TypeForm::Union(_)) => {
            value.with_type(toy().ontology().kind(toy().graph().nodes().kind(node)).name.as_str())
        }
        _ => value,
    }
}

/// A stored value; `None` for null.
fn stored(fragment: Fragment) -> Option<FieldValue<'static>> {
    let json = serde_json::from_slice(toy().graph().arena().bytes(fragment)).unwrap();
    match Value::from_json(json).unwrap() {
        Value::Null => None,
        value => Some(FieldValue::value(value)),
    }
}

fn peer() -> Schema {
    let resolver = |_: &str, field: &Field| -> Resolver {
        let field = Arc::new(field.clone());
        Arc::new(move |context| FieldFuture::Value(resolve(&context, &field)))
    };
    schema(toy().api().schema(), &resolver).unwrap()
}

/// Writes random queries.
struct Writer<'m> {
    api: &'m ApiSchema,
    dice: Dice,
    aliases: usize,
    /// Type and name of each fragment.
    fragments: Vec<(String, String)>,
    definitions: String,
}

impl<'m> Writer<'m> {
    fn document(&mut self) -> String {
        (self.aliases, self.definitions) = (0, String::new());
        self.fragments.clear();
        let fields: String = (0..=self.dice.roll(3)).map(|_| self.root()).collect();
        format!("{{ __typename {fields}}} {}", self.definitions)
    }

    fn alias(&mut self) -> String {
        self.aliases += 1;
        format!("a{}", self.aliases)
    }

    fn root(&mut self) -> String {
        let graph = toy().graph();
        let fields = self.fields("Query").unwrap();
        let is_asked = |it: &&Field| {
            use QueryField::{All, Lookup};
            matches!(it.kind, FieldKind::Query(Lookup(_) | All(_)))
        };
        let fields: Vec<&Field> = fields.iter().filter(is_asked).collect();
        let field = *self.dice.pick(&fields);
        let arguments = match field.kind {
            FieldKind::Query(QueryField::All(_)) => format!("first: {}", self.dice.roll(6)),
            // Now and then of another kind, which makes it null.
            _ => format!("id: {}", graph_text(*self.dice.pick(graph.nodes().ids()))),
        };
        let inner = self.selection(&field.ty.name, 5);
        format!("{}: {}({arguments}) {inner} ", self.alias(), field.name)
    }

    /// A selection of which one field always applies.
    fn selection(&mut self, ty: &str, depth: usize) -> String {
        let mut text = String::from("{ __typename ");
        for _ in 0..=self.dice.roll(4) {
            text += &self.part(ty, depth);
        }
        text + "}"
    }

    fn part(&mut self, ty: &str, depth: usize) -> String {
        let others = self.conditions(ty);
        match self.dice.roll(8) {
            _ if depth == 0 => self.field(ty, 0).unwrap_or_default(),
            0 => format!("... {} ", self.selection(ty, depth - 1)),
            1 if !others.is_empty() => {
                let other = self.dice.pick(&others).clone();
                format!("... on {other} {} ", self.selection(&other, depth - 1))
            }
            2 if !others.is_empty() => self.spread(&others, depth - 1),
            _ => self.field(ty, depth).unwrap_or_default(),
        }
    }

    /// The types on which a fragment may be where a type is: no unions.
    fn conditions(&self, ty: &str) -> Vec<String> {
        let possible = self.possible(ty);
        let is_named = |(name, definition): &(&str, &TypeDefinition)| {
            matches!(definition.form, TypeForm::Object(_) | TypeForm::Interface(_))
                && self.possible(name).iter().any(|it| possible.contains(it))
        };
        self.api.types().filter(is_named).map(|(name, _)| name.to_owned()).collect()
    }

    fn fields(&self, ty: &str) -> Option<&'m [Field]> {
        match &self.api.get(ty)?.form {
            TypeForm::Object(fields) | TypeForm::Interface(fields) => Some(&fields.fields),
            _ => None,
        }
    }

    fn possible(&self, ty: &str) -> Vec<&'m str> {
        match &self.api.get(ty).unwrap().form {
            TypeForm::Object(_) => vec![self.api.types().find(|it| it.0 == ty).unwrap().0],
            TypeForm::Union(members) => members.iter().map(String::as_str).collect(),
            TypeForm::Interface(_) => {
                let implements = |form: &TypeForm| match form {
                    TypeForm::Object(fields) => fields.implements.iter().any(|it| it == ty),
                    _ => false,
                };
                self.api.types().filter(|it| implements(&it.1.form)).map(|it| it.0).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A named fragment, one that is there already if it fits.
    fn spread(&mut self, types: &[String], depth: usize) -> String {
        let known: Vec<_> =
            self.fragments.iter().filter(|it| types.contains(&it.0)).cloned().collect();
        if !known.is_empty() && self.dice.once_in(2) {
            return format!("...{} ", self.dice.pick(&known).1);
        }
        let ty = self.dice.pick(types).clone();
        let inner = self.selection(&ty, depth.min(2));
        let name = format!("F{}", self.fragments.len());
        self.definitions += &format!("fragment {name} on {ty} {inner} ");
        self.fragments.push((ty, name.clone()));
        format!("...{name} ")
    }

    /// A field that both sides can answer.
    fn field(&mut self, ty: &str, depth: usize) -> Option<String> {
        let fields = self.fields(ty)?;
        let is_asked = |it: &&Field| match it.kind {
            FieldKind::Entity(it) => match it {
                EntityField::Id
                | EntityField::Kind
                | EntityField::Name
                | EntityField::Degree
                | EntityField::Property(_) => true,
                EntityField::Names | EntityField::Relation(_) | EntityField::Links => depth > 0,
                _ => false,
            },
            FieldKind::ListConnection(ListConnectionField::Connection(it)) => match it {
                ConnectionField::TotalCount => true,
                ConnectionField::Nodes | ConnectionField::Edges => depth > 0,
                ConnectionField::PageInfo => false,
            },
            FieldKind::Edge(EdgeField::Node) => depth > 0,
            FieldKind::Link(it) | FieldKind::Edge(EdgeField::Link(it)) => match it {
                LinkField::LastAttested
                | LinkField::Certainty
                | LinkField::Sources
                | LinkField::References
                | LinkField::Properties => false,
                LinkField::From | LinkField::To | LinkField::Reference(_) => depth > 0,
                _ => true,
            },
            FieldKind::Name(_) => true,
            _ => false,
        };
        let fields: Vec<&Field> = fields.iter().filter(is_asked).collect();
        if fields.is_empty() {
            return None;
        }
        let field = *self.dice.pick(&fields);
        let name = &field.name;
        let is_leaf = !matches!(
            self.api.get(&field.ty.name).map(|it| &it.form),
            Some(TypeForm::Object(_) | TypeForm::Interface(_) | TypeForm::Union(_))
        );
        if is_leaf {
            // Types that share a key must share its type: an alias keeps others apart.
            let common = matches!(
                field.kind,
                FieldKind::Entity(
                    EntityField::Id | EntityField::Kind | EntityField::Name | EntityField::Degree
                )
            );
            let plain = common || self.dice.once_in(2);
            return Some(if plain {
                format!("{name} ")
            } else {
                format!("{}: {name} ", self.alias())
            });
        }
        let pages = field.arguments.iter().any(|argument| argument.name == "first");
        let inner = self.selection(&field.ty.name, depth - 1);
        // A field twice under one key: both selections are merged.
        if self.dice.once_in(6) && !pages {
            let more = self.selection(&field.ty.name, depth - 1);
            return Some(format!("{name} {inner} {name} {more} "));
        }
        let arguments = if pages && !(depth < 3 && self.dice.once_in(4)) {
            format!("(first: {})", self.dice.roll(5))
        } else {
            String::new()
        };
        Some(format!("{}: {name}{arguments} {inner} ", self.alias()))
    }
}

fn graph_text(fragment: Fragment) -> String {
    String::from_utf8_lossy(toy().graph().arena().bytes(fragment)).into_owned()
}

#[test]
fn random_queries_are_answered_as_async_graphql_does() {
    let peer = peer();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let api = toy().api().schema();
    let dice = Dice::new(4);
    let mut writer =
        Writer { api, dice, aliases: 0, fragments: Vec::new(), definitions: String::new() };
    let (mut compared, mut bytes, mut refused) = (0, 0, 0);
    while compared < 200 {
        let query = writer.document();
        let reply = toy().execute(&Request { query: query.as_str().into(), ..Request::default() });
        let ours = String::from_utf8(reply.body.to_vec()).unwrap();
        if ours.starts_with("{\"errors\"") {
            // Two types gave one key to fields of different types, or the page sizes
            // multiply to too much.
            let known =
                ["conflict", "differing types", "must not select", "may return", "more than"];
            assert!(known.iter().any(|it| ours.contains(it)), "{query}\n{ours}");
            // What asks for more than the default limits says nothing of the engine.
            refused += usize::from(!ours.contains("LIMIT_EXCEEDED"));
            continue;
        }
        let theirs = runtime.block_on(peer.execute(query.as_str()));
        assert!(theirs.errors.is_empty(), "{query}\n{:?}", theirs.errors);
        let theirs = format!("{{\"data\":{}}}", serde_json::to_string(&theirs.data).unwrap());
        assert_eq!(ours, theirs, "{query}");
        compared += 1;
        bytes += ours.len();
    }
    assert!(bytes > 200_000, "only {bytes} bytes were compared");
    assert!(refused < compared / 10, "{refused} queries were refused");
}
