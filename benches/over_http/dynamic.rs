//! The same types on async-graphql's dynamic schema, run by its own executor.
//!
//! Resolvers are as cheap as its interface allows: values are borrowed from the graph where
//! they can be, and none is a future.

use crate::graph::{Graph, Link, Organization, Person, Project, Relation, Rows};
use async_graphql::{
    Name, Value,
    dynamic::{
        Enum, Field, FieldFuture, FieldValue, InputValue, Object, ResolverContext, Scalar, TypeRef,
    },
};
use std::{any::Any, sync::Arc};

pub(crate) use async_graphql::{Request, dynamic::Schema};

/// A relation as one of its ends sees it.
#[derive(Clone, Copy)]
struct Side {
    relation: fn(&Graph) -> &Relation,
    rows: fn(&Relation) -> &Rows,
    node: for<'a> fn(&'a Graph, &Link) -> FieldValue<'a>,
    kind: &'static str,
}

/// What a connection's fields are answered from.
struct Page {
    start: u32,
    first: usize,
}

/// The schema, with resolvers over the graph.
pub(crate) fn schema(graph: Arc<Graph>) -> Schema {
    let types = [
        (person(), person_fields()),
        (organization(), organization_fields()),
        (project(), project_fields()),
    ];
    let mut builder = Schema::build("Query", None, None)
        .register(Scalar::new("PartialDate"))
        .register(Enum::new("Form").items(["MINISTRY", "AGENCY", "COMPANY", "FUND"]))
        .register(Enum::new("Stage").items(["PLANNED", "RUNNING", "DONE"]))
        .register(query())
        .data(graph);
    for (mut object, relations) in types {
        let kind = object.type_name().to_owned();
        for (name, number, side) in relations {
            let types = connection_types(&kind, name, side);
            object = object.field(relation_field(name, types[0].type_name(), number));
            builder = types.into_iter().fold(builder, |builder, ty| builder.register(ty));
        }
        builder = builder.register(object);
    }
    builder.finish().expect("the schema is whole")
}

fn query() -> Object {
    let by_id = |name, kind, find: for<'a> fn(&'a Graph, &str) -> Option<FieldValue<'a>>| {
        Field::new(name, TypeRef::named(kind), move |ctx| {
            let id = ctx.args.get("id").and_then(|id| id.string().ok());
            FieldFuture::Value(id.and_then(|id| find(graph(&ctx), id)))
        })
        .argument(InputValue::new("id", TypeRef::named_nn(TypeRef::ID)))
    };
    Object::new("Query")
        .field(by_id("person", "Person", |graph, id| {
            let number = *graph.person_by_id.get(id)?;
            Some(FieldValue::borrowed_any(&graph.people[number as usize]))
        }))
        .field(by_id("organization", "Organization", |graph, id| {
            let number = *graph.organization_by_id.get(id)?;
            Some(FieldValue::borrowed_any(&graph.organizations[number as usize]))
        }))
}

fn graph<'a>(ctx: &ResolverContext<'a>) -> &'a Graph {
    ctx.data::<Arc<Graph>>().expect("the schema has the graph")
}

/// A field of a `T` that is a plain value.
fn value<T: Any>(name: &str, ty: TypeRef, get: fn(&T) -> Value) -> Field {
    Field::new(name, ty, move |ctx| {
        let parent = ctx.parent_value.downcast_ref::<T>();
        FieldFuture::Value(parent.map(|parent| FieldValue::value(get(parent))))
    })
}

fn person() -> Object {
    Object::new("Person")
        .field(value::<Person>("id", TypeRef::named_nn("ID"), |one| one.id.as_str().into()))
        .field(value::<Person>("name", TypeRef::named_nn("String"), |one| one.name.as_str().into()))
        .field(value::<Person>("born", TypeRef::named("PartialDate"), |one| {
            one.born.as_str().into()
        }))
        .field(value::<Person>("nationality", TypeRef::named("String"), |one| {
            one.nationality.as_str().into()
        }))
        .field(value::<Person>("rating", TypeRef::named("Float"), |one| one.rating.into()))
        .field(value::<Person>("terms", TypeRef::named("Int"), |one| one.terms.into()))
        .field(value::<Person>("active", TypeRef::named("Boolean"), |one| one.active.into()))
}

fn organization() -> Object {
    type Body = Organization;
    Object::new("Organization")
        .field(value::<Body>("id", TypeRef::named_nn("ID"), |one| one.id.as_str().into()))
        .field(value::<Body>("name", TypeRef::named_nn("String"), |one| one.name.as_str().into()))
        .field(value::<Body>("founded", TypeRef::named("PartialDate"), |one| {
            one.founded.as_str().into()
        }))
        .field(value::<Body>("form", TypeRef::named("Form"), |one| {
            Value::Enum(Name::new(&one.form))
        }))
        .field(value::<Body>("city", TypeRef::named("String"), |one| one.city.as_str().into()))
        .field(value::<Body>("staff", TypeRef::named("Int"), |one| one.staff.into()))
        .field(value::<Body>("budget", TypeRef::named("Float"), |one| one.budget.into()))
}

fn project() -> Object {
    Object::new("Project")
        .field(value::<Project>("id", TypeRef::named_nn("ID"), |one| one.id.as_str().into()))
        .field(value::<Project>("name", TypeRef::named_nn("String"), |one| {
            one.name.as_str().into()
        }))
        .field(value::<Project>("started", TypeRef::named("PartialDate"), |one| {
            one.started.as_str().into()
        }))
        .field(value::<Project>("stage", TypeRef::named("Stage"), |one| {
            Value::Enum(Name::new(&one.stage))
        }))
        .field(value::<Project>("code", TypeRef::named("String"), |one| one.code.as_str().into()))
        .field(value::<Project>("cost", TypeRef::named("Float"), |one| one.cost.into()))
        .field(value::<Project>("public", TypeRef::named("Boolean"), |one| one.public.into()))
}

/// The number of the entity whose field is resolved.
type Number = fn(&FieldValue<'_>) -> Option<u32>;
type Relations = Vec<(&'static str, Number, Side)>;

fn person_fields() -> Relations {
    let number: Number = |parent| parent.downcast_ref::<Person>().map(|one| one.number);
    let posts = Side {
        relation: |graph| &graph.posts,
        rows: |relation| &relation.out,
        node: |graph, link| FieldValue::borrowed_any(&graph.organizations[link.to as usize]),
        kind: "Organization",
    };
    let projects = Side {
        relation: |graph| &graph.works,
        node: |graph, link| FieldValue::borrowed_any(&graph.projects[link.to as usize]),
        kind: "Project",
        ..posts
    };
    let knows = Side {
        relation: |graph| &graph.acquaintances,
        node: |graph, link| FieldValue::borrowed_any(&graph.people[link.to as usize]),
        kind: "Person",
        ..posts
    };
    let known_by = Side {
        rows: |relation| &relation.incoming,
        node: |graph, link| FieldValue::borrowed_any(&graph.people[link.from as usize]),
        ..knows
    };
    vec![
        ("posts", number, posts),
        ("projects", number, projects),
        ("knows", number, knows),
        ("knownBy", number, known_by),
    ]
}

/// The people at the other end of a relation that starts with them.
fn people(relation: fn(&Graph) -> &Relation) -> Side {
    Side {
        relation,
        rows: |relation| &relation.incoming,
        node: |graph, link| FieldValue::borrowed_any(&graph.people[link.from as usize]),
        kind: "Person",
    }
}

fn organization_fields() -> Relations {
    let number: Number = |parent| parent.downcast_ref::<Organization>().map(|one| one.number);
    vec![("members", number, people(|graph| &graph.posts))]
}

fn project_fields() -> Relations {
    let number: Number = |parent| parent.downcast_ref::<Project>().map(|one| one.number);
    vec![("workers", number, people(|graph| &graph.works))]
}

fn relation_field(name: &str, connection: &str, number: Number) -> Field {
    Field::new(name, TypeRef::named_nn(connection), move |ctx| {
        let first = ctx.args.get("first").and_then(|first| first.u64().ok());
        let page = number(ctx.parent_value)
            .map(|start| Page { start, first: first.map_or(100, |first| first as usize) });
        FieldFuture::Value(page.map(FieldValue::owned_any))
    })
    .argument(InputValue::new("first", TypeRef::named(TypeRef::INT)))
}

/// The connection and the edge of a relation field.
fn connection_types(kind: &str, field: &str, side: Side) -> [Object; 2] {
    let base = format!("{kind}{}{}", field[..1].to_uppercase(), &field[1..]);
    let edge = format!("{base}Edge");
    let connection = Object::new(format!("{base}Connection"))
        .field(Field::new("nodes", TypeRef::named_nn_list_nn(side.kind), move |ctx| {
            let nodes = links(&ctx, side).map(|link| (side.node)(graph(&ctx), link));
            FieldFuture::Value(Some(FieldValue::list(nodes)))
        }))
        .field(Field::new("edges", TypeRef::named_nn_list_nn(&edge), move |ctx| {
            let edges = links(&ctx, side).map(|link| FieldValue::borrowed_any(link));
            FieldFuture::Value(Some(FieldValue::list(edges)))
        }))
        .field(Field::new("totalCount", TypeRef::named_nn(TypeRef::INT), move |ctx| {
            let count = row(&ctx, side).1.len();
            FieldFuture::Value(Some(FieldValue::value(count)))
        }));
    let edge = Object::new(edge)
        .field(Field::new("node", TypeRef::named_nn(side.kind), move |ctx| {
            let link = ctx.parent_value.downcast_ref::<Link>();
            FieldFuture::Value(link.map(|link| (side.node)(graph(&ctx), link)))
        }))
        .field(value::<Link>("role", TypeRef::named("String"), |link| link.role.as_str().into()))
        .field(value::<Link>("since", TypeRef::named("PartialDate"), |link| {
            link.since.clone().into()
        }))
        .field(value::<Link>("until", TypeRef::named("PartialDate"), |link| {
            link.until.clone().into()
        }));
    [connection, edge]
}

fn row<'a>(ctx: &ResolverContext<'a>, side: Side) -> (&'a Relation, &'a [u32], usize) {
    let relation = (side.relation)(graph(ctx));
    match ctx.parent_value.downcast_ref::<Page>() {
        Some(page) => (relation, (side.rows)(relation).row(page.start as usize), page.first),
        None => (relation, &[], 0),
    }
}

fn links<'a>(ctx: &ResolverContext<'a>, side: Side) -> impl Iterator<Item = &'a Link> {
    let (relation, row, first) = row(ctx, side);
    row.iter().take(first).map(|&link| &relation.links[link as usize])
}
