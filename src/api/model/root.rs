//! `Query`, the service's description of itself, and the scalars.

use super::{
    EnumValue, Field, Form, InputValue, Meaning, Model, TypeRef, matching, pages, records, search,
};
use crate::ontology::{Ontology, Target};

pub(super) fn add(model: &mut Model, ontology: &Ontology) {
    model.object("Query", "Where every question starts.", query_fields(ontology));
    scalars(model);
    ontology_types(model);
    service_types(model);
    let kinds = ontology.kinds().map(|(_, kind)| (kind.name.clone(), kind.description.clone()));
    model.add("Kind", "What an entity is.", enumeration(kinds));
    let relations =
        ontology.relations().map(|(_, relation)| (relation.name.clone(), String::new()));
    let mut relations: Vec<_> = relations.collect();
    if relations.is_empty() {
        // An enum must have a value, and the first steps of a project have no relation.
        let what = "There is no relation: no field of the type definitions has `@relationship`.";
        relations.push(("NONE".to_owned(), what.to_owned()));
    }
    model.add("Relation", "What a link says.", enumeration(relations.into_iter()));
}

pub(super) fn enumeration(values: impl Iterator<Item = (String, String)>) -> Form {
    let value = |(name, description)| EnumValue { name, description, deprecation: None };
    Form::Enum(values.map(value).collect())
}

fn query_fields(ontology: &Ontology) -> Vec<Field> {
    let with_view = |argument: InputValue| {
        let mut arguments = vec![argument];
        arguments.extend(pages::view_arguments());
        arguments
    };
    let id = || with_view(InputValue::new("id", TypeRef::required("ID"), "Its id."));
    let ids = || with_view(InputValue::new("ids", TypeRef::list("ID"), "Their ids."));
    let many = TypeRef { list: true, required: true, ..TypeRef::optional("Node") };
    let mut fields = vec![
        Field::new(
            "node",
            TypeRef::optional("Node"),
            Meaning::Node,
            "The entity or link with an id.",
        )
        .with(id()),
        Field::new(
            "nodes",
            many,
            Meaning::Nodes,
            "The entities or links with these ids, null for an id that nothing has.",
        )
        .with(ids()),
        Field::new(
            "entity",
            TypeRef::optional("Entity"),
            Meaning::Lookup(None),
            "The entity with an id, whatever its kind.",
        )
        .with(id()),
    ];
    let mut entities = pages::root_arguments(ontology, Target::Entity);
    entities.insert(
        1,
        InputValue::new(
            "kinds",
            TypeRef::optional_list("Kind"),
            "Only entities of these kinds; of an empty list none.",
        ),
    );
    let description = "All entities, by kind, then id, unless ordered otherwise.";
    let ty = TypeRef::required("EntityConnection");
    fields
        .push(Field::new("entities", ty, Meaning::All(Target::Entity), description).with(entities));
    for (kind_id, kind) in ontology.kinds() {
        let one = Field::new(
            &kind.singular,
            TypeRef::optional(&kind.name),
            Meaning::Lookup(Some(kind_id)),
            format!("The {} with an id.", kind.name),
        );
        fields.push(one.with(id()));
        fields.push(all(ontology, &kind.plural, Target::Kind(kind_id)));
    }
    for (id, it) in ontology.abstracts() {
        if let Some(plural) = &it.plural {
            fields.push(all(ontology, plural, Target::Abstract(id)));
        }
    }
    fields.push(search::root_field());
    fields.push(
        Field::new(
            "match",
            TypeRef::list("MatchResult"),
            Meaning::Match,
            "Who may be meant by these names, in any script and spelling: a result for each, in their order.",
        )
        .with(matching::arguments()),
    );
    fields.extend(records::query_fields());
    fields.push(Field::new(
        "ontology",
        TypeRef::required("Ontology"),
        Meaning::Description,
        "The kinds and relations of this graph, with counts.",
    ));
    fields.push(Field::new(
        "service",
        TypeRef::required("Service"),
        Meaning::Description,
        "This server: version, data in service, limits in force.",
    ));
    fields
}

fn all(ontology: &Ontology, plural: &str, target: Target) -> Field {
    let name = ontology.target_name(target);
    let ty = TypeRef::required(format!("{name}Connection"));
    let description = format!("All entities of the kind {name}, by id unless ordered otherwise.");
    Field::new(plural, ty, Meaning::All(target), description)
        .with(pages::root_arguments(ontology, target))
}

fn scalars(model: &mut Model) {
    let scalar = |model: &mut Model, name: &str, url: &'static str, description: &str| {
        model.add(name, description, Form::Scalar(url));
    };
    let edtf = "https://www.loc.gov/standards/datetime/";
    scalar(
        model,
        "PartialDate",
        edtf,
        "A date of which the day, or the month and the day, may be unknown: `2019`, `2019-05` or `2019-05-03`, with `?` if uncertain or `~` if approximate. `?` alone is a day that nobody knows.",
    );
    scalar(
        model,
        "Date",
        "https://scalars.graphql.org/andimarek/local-date",
        "A full date: `2019-05-03`.",
    );
    scalar(model, "URL", "https://url.spec.whatwg.org/", "An absolute address.");
    scalar(model, "JSON", "https://www.rfc-editor.org/rfc/rfc8259", "Any JSON value.");
}

fn member(name: &str, ty: TypeRef, description: &str) -> Field {
    Field::new(name, ty, Meaning::Member, description)
}

fn ontology_types(model: &mut Model) {
    let string = || TypeRef::required("String");
    let int = || TypeRef::required("Int");
    model.object(
        "Ontology",
        "The kinds and relations of this graph.",
        vec![
            member("kinds", TypeRef::list("KindInfo"), "The kinds, by name."),
            member("relations", TypeRef::list("RelationInfo"), "The relations, by name."),
        ],
    );
    model.object(
        "KindInfo",
        "A kind of entity.",
        vec![
            member("kind", TypeRef::required("Kind"), "Its name."),
            member("description", TypeRef::optional("String"), "What it is."),
            member("plural", string(), "The field of `Query` that lists its entities."),
            member("count", int(), "How many entities there are."),
            member("properties", TypeRef::list("PropertyInfo"), "Its properties."),
            member("relations", TypeRef::list("RelationFieldInfo"), "Its relation fields."),
        ],
    );
    model.object(
        "PropertyInfo",
        "A property of a kind or relation.",
        vec![
            member("name", string(), "Its name."),
            member("type", string(), "Its type, as in SDL."),
            member("description", TypeRef::optional("String"), "What it holds."),
        ],
    );
    model.object(
        "RelationFieldInfo",
        "A relation field of a kind.",
        vec![
            member("name", string(), "Its name."),
            member("relation", TypeRef::required("Relation"), "The relation that it follows."),
            member("direction", TypeRef::required("Direction"), "Which way."),
            member("target", string(), "The type that it leads to."),
            member("description", TypeRef::optional("String"), "What it says."),
        ],
    );
    model.object(
        "RelationInfo",
        "A relation between entities.",
        vec![
            member("relation", TypeRef::required("Relation"), "Its name."),
            member("symmetric", TypeRef::required("Boolean"), "Whether it has no direction."),
            member("count", int(), "How many links there are."),
            member("from", TypeRef::list("Kind"), "The kinds it can start at."),
            member("to", TypeRef::list("Kind"), "The kinds it can lead to."),
            member("properties", TypeRef::list("PropertyInfo"), "The properties of its links."),
        ],
    );
}

fn service_types(model: &mut Model) {
    let string = || TypeRef::required("String");
    let int = || TypeRef::required("Int");
    let float = || TypeRef::required("Float");
    model.object(
        "Service",
        "This server.",
        vec![
            member("version", string(), "The version of Corridor."),
            member("snapshot", string(), "A hash of the type definitions and facts in service."),
            member("loadedMs", float(), "How long it took to load them, in milliseconds."),
            member("entities", int(), "How many entities there are."),
            member("links", int(), "How many links there are."),
            member("memory", TypeRef::required("MemoryInfo"), "What the graph takes."),
            member(
                "search",
                TypeRef::optional("SearchInfo"),
                "What the search index takes; null where it is not built yet, as on the command line.",
            ),
            member("limits", TypeRef::list("LimitInfo"), "The limits in force."),
        ],
    );
    model.object(
        "MemoryInfo",
        "What the graph takes, in bytes.",
        vec![
            member("texts", float(), "Texts, shared by entities and links."),
            member("nodes", float(), "Entities without their texts."),
            member("links", float(), "Links without their texts, and the rows that lead to them."),
            member("indexes", float(), "What cites each source, and what began and ended when."),
            member("bytesPerNode", float(), "`nodes` for each entity."),
            member("bytesPerLink", float(), "`links` for each link."),
        ],
    );
    model.object(
        "SearchInfo",
        "What the two indexes take: of words for `search`, of names for `match`.",
        vec![
            member(
                "buildMs",
                float(),
                "How long it took to build both side by side, in milliseconds.",
            ),
            member("bytes", float(), "The size of both, but for what the allocator adds."),
            member("words", float(), "`bytes` of the index of words."),
            member("names", float(), "`bytes` of the index of names."),
            member("bytesPerNode", float(), "`bytes` for each entity."),
        ],
    );
    model.object(
        "LimitInfo",
        "A limit in force.",
        vec![
            member("name", string(), "Its name in the settings."),
            member("value", float(), "Its value."),
            member("unit", string(), "What is counted."),
            member("description", string(), "What it bounds."),
        ],
    );
}
