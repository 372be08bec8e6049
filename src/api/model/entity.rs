//! Entities, their links, and the small values that belong to them.

use super::{
    Field, Fields, Form, InputValue, LinkField, Meaning, Model, Part, TypeRef, names, pages,
    property_field, records, root::enumeration,
};
use crate::ontology::{
    Abstract, AbstractForm, Cardinality, Evidence, Kind, LinkStatus, NameKind, Ontology,
    RelationField,
};

pub(super) fn add(model: &mut Model, ontology: &Ontology) {
    let node = Field::new("id", TypeRef::required("ID"), Meaning::Id, "Its global id.");
    let fields = Fields { implements: Vec::new(), fields: vec![node] };
    model.add("Node", "Something with a global id: an entity or a link.", Form::Interface(fields));
    let fields = Fields { implements: vec!["Node".into()], fields: entity_fields() };
    model.add("Entity", "Someone or something in the graph.", Form::Interface(fields));
    for (_, it) in ontology.abstracts() {
        add_abstract(model, ontology, it);
    }
    for (_, kind) in ontology.kinds() {
        add_kind(model, ontology, kind);
    }
    for (_, it) in ontology.enums() {
        let values = it.values.iter().map(|value| super::EnumValue {
            name: value.name.clone(),
            description: value.description.clone(),
            deprecation: value.deprecation.clone(),
        });
        model.add(&it.name, &it.description, Form::Enum(values.collect()));
    }
    add_link(model);
    add_parts(model);
    add_enums(model);
}

fn add_abstract(model: &mut Model, ontology: &Ontology, it: &Abstract) {
    if it.form == AbstractForm::Union {
        let members = it.members.iter().map(|&kind| ontology.kind(kind).name.clone()).collect();
        return model.add(&it.name, &it.description, Form::Union(members));
    }
    let mut implements = vec!["Node".to_owned(), "Entity".to_owned()];
    implements.extend(it.parents.iter().map(|&parent| ontology.abstract_type(parent).name.clone()));
    let mut fields = entity_fields();
    for (index, property) in it.properties.iter().enumerate() {
        fields.push(property_field(ontology, property, Meaning::Property(index)));
    }
    for (index, field) in it.relations.iter().enumerate() {
        fields.push(relation_field(ontology, &it.name, field, index));
    }
    model.add(&it.name, &it.description, Form::Interface(Fields { implements, fields }));
}

fn add_kind(model: &mut Model, ontology: &Ontology, kind: &Kind) {
    let mut implements = vec!["Node".to_owned(), "Entity".to_owned()];
    for &id in &kind.abstracts {
        let it = ontology.abstract_type(id);
        if it.form == AbstractForm::Interface {
            implements.push(it.name.clone());
        }
    }
    let mut fields = entity_fields();
    for (index, property) in kind.properties.iter().enumerate() {
        fields.push(property_field(ontology, property, Meaning::Property(index)));
    }
    for (index, field) in kind.relations.iter().enumerate() {
        fields.push(relation_field(ontology, &kind.name, field, index));
    }
    if kind.built_in {
        fields.push(records::supports());
    }
    model.add(&kind.name, &kind.description, Form::Object(Fields { implements, fields }));
}

fn relation_field(ontology: &Ontology, owner: &str, field: &RelationField, index: usize) -> Field {
    let target = ontology.target_name(field.target);
    let ty = match field.cardinality {
        Cardinality::Many => {
            TypeRef::required(format!("{}Connection", names::connection(ontology, owner, field)))
        }
        // Also where every record has it: it need not hold on the day that is asked of.
        Cardinality::AtMostOne | Cardinality::ExactlyOne => TypeRef::optional(target),
    };
    let arguments = match field.cardinality {
        Cardinality::Many => pages::relation_arguments(ontology, field),
        Cardinality::AtMostOne | Cardinality::ExactlyOne => pages::view_arguments(),
    };
    let made = Field::new(&field.name, ty, Meaning::Relation(index), &field.description);
    Field { deprecation: field.deprecation.clone(), ..made.with(arguments) }
}

fn entity_fields() -> Vec<Field> {
    let lang = || {
        vec![InputValue::new(
            "lang",
            TypeRef::optional_list("String"),
            "Languages (BCP 47) in the order of preference. A tag also stands for longer ones, and falls back to shorter ones: `ru-RU` to `ru`.",
        )]
    };
    let relations = || {
        InputValue::new(
            "relations",
            TypeRef::optional_list("Relation"),
            "Only links of these relations.",
        )
    };
    let direction = || InputValue {
        default: Some("BOTH"),
        ..InputValue::new(
            "direction",
            TypeRef::optional("Direction"),
            "Only links that go this way, seen from the entity.",
        )
    };
    let kinds = InputValue::new(
        "kinds",
        TypeRef::optional_list("Kind"),
        "Only links to entities of these kinds.",
    );
    let filter = InputValue::new("where", TypeRef::optional("LinkWhere"), "Only links like this.");
    let mut links = vec![relations(), kinds, direction(), filter];
    links.extend(pages::page_arguments());
    links.extend(pages::view_arguments());
    let mut degree = vec![relations(), direction()];
    degree.extend(pages::view_arguments());
    let field =
        |name: &str, ty, meaning, description: &str| Field::new(name, ty, meaning, description);
    vec![
        field("id", TypeRef::required("ID"), Meaning::Id, "Its global id."),
        field("kind", TypeRef::required("Kind"), Meaning::Kind, "What it is."),
        field("name", TypeRef::required("String"), Meaning::Name, "Its name: in the first of the languages asked for that it has one in (primary before native before any other), else the primary one.").with(lang()),
        field("names", TypeRef::list("Name"), Meaning::Names, "All its names, the primary one first."),
        field("summary", TypeRef::optional("String"), Meaning::Summary, "What it is, in a sentence: in the first of the languages asked for, else in the first that there is.").with(lang()),
        field("externalIds", TypeRef::list("ExternalId"), Meaning::ExternalIds, "Its ids in other data sets."),
        field("sources", TypeRef::list("Citation"), Meaning::Sources, "The sources that speak of it."),
        field("claims", TypeRef::list("ClaimSet"), Meaning::Claims, "The properties on which sources disagree, with all that they say.")
            .with(vec![InputValue::new("field", TypeRef::optional("String"), "Only this property.")]),
        field("links", TypeRef::required("LinkConnection"), Meaning::Links, "Its links, whatever their relation, by relation, then other end.").with(links),
        field("degree", TypeRef::required("Int"), Meaning::Degree, "How many links it has.").with(degree),
    ]
}

/// The fields that a link has wherever it is shown.
pub(super) fn link_fields() -> Vec<Field> {
    let field = |name: &str, ty, field, description: &str| {
        Field::new(name, ty, Meaning::Link(field), description)
    };
    vec![
        field("id", TypeRef::required("ID"), LinkField::Id, "Its global id."),
        field(
            "at",
            TypeRef::optional("PartialDate"),
            LinkField::At,
            "The day of an act; null for a state.",
        ),
        field(
            "since",
            TypeRef::optional("PartialDate"),
            LinkField::Since,
            "When a state began; null if unknown.",
        ),
        field(
            "until",
            TypeRef::optional("PartialDate"),
            LinkField::Until,
            "When a state ended; null if it has not, `?` if nobody knows the day.",
        ),
        field(
            "attested",
            TypeRef::list("PartialDate"),
            LinkField::Attested,
            "Days on which a source shows the state to hold.",
        ),
        field(
            "status",
            TypeRef::required("LinkStatus"),
            LinkField::Status,
            "Whether it is so yet.",
        ),
        field("evidence", TypeRef::required("Evidence"), LinkField::Evidence, "How sure it is."),
        field("note", TypeRef::optional("String"), LinkField::Note, "A remark."),
        field("sources", TypeRef::list("Citation"), LinkField::Sources, "The sources that say so."),
    ]
}

fn add_link(model: &mut Model) {
    let field = |name: &str, ty, field, description: &str| {
        Field::new(name, ty, Meaning::Link(field), description)
    };
    let mut fields = link_fields();
    fields.splice(
        1..1,
        [
            field("relation", TypeRef::required("Relation"), LinkField::Relation, "What it says."),
            field("from", TypeRef::required("Entity"), LinkField::From, "Where it starts."),
            field("to", TypeRef::required("Entity"), LinkField::To, "Where it leads."),
        ],
    );
    fields.push(field(
        "properties",
        TypeRef::required("JSON"),
        LinkField::Properties,
        "Its own properties, those without a value left out.",
    ));
    let fields = Fields { implements: vec!["Node".into()], fields };
    model.add("Link", "A link between two entities.", Form::Object(fields));
}

fn add_parts(model: &mut Model) {
    let field = |name: &str, ty, part, description: &str| {
        Field::new(name, ty, Meaning::Part(part), description)
    };
    let text = || TypeRef::optional("String");
    let string = || TypeRef::required("String");
    let date = || TypeRef::optional("PartialDate");
    model.object(
        "Name",
        "A name of an entity.",
        vec![
            field("value", string(), Part::Value, "The name."),
            field("lang", text(), Part::Lang, "Its language (BCP 47)."),
            field("script", text(), Part::Script, "Its script (ISO 15924)."),
            field("kind", TypeRef::required("NameKind"), Part::Kind, "What sort of name."),
            field("since", date(), Part::Since, "From when it was used."),
            field("until", date(), Part::Until, "Until when."),
        ],
    );
    model.object(
        "ExternalId",
        "An id in another data set.",
        vec![
            field("scheme", string(), Part::Scheme, "The data set."),
            field("value", string(), Part::Value, "The id there."),
        ],
    );
    model.object(
        "Citation",
        "A place in a source.",
        vec![
            field("source", TypeRef::required("Source"), Part::Source, "The source."),
            field("locator", text(), Part::Locator, "Where in it: a page, a paragraph."),
            field("note", text(), Part::Note, "A remark."),
        ],
    );
    model.object(
        "ClaimSet",
        "All that sources say of one property.",
        vec![
            field("field", string(), Part::Field, "The property."),
            field("claims", TypeRef::list("Claim"), Part::Claims, "What they say."),
        ],
    );
    model.object(
        "Claim",
        "What some sources say of a property.",
        vec![
            field("value", TypeRef::required("JSON"), Part::Value, "The value."),
            field(
                "preferred",
                TypeRef::required("Boolean"),
                Part::Preferred,
                "Whether it is the one that the property shows.",
            ),
            field("sources", TypeRef::list("Citation"), Part::Sources, "Who says so."),
            field("note", text(), Part::Note, "A remark."),
        ],
    );
}

fn add_enums(model: &mut Model) {
    let of = |values: &[(&str, &str)]| {
        enumeration(
            values.iter().map(|&(name, description)| (name.to_owned(), description.to_owned())),
        )
    };
    model.add(
        "NameKind",
        "What sort of name a name is.",
        of(&[
            (NameKind::Primary.as_str(), "The one that is shown."),
            (NameKind::Short.as_str(), "An abbreviation or short form."),
            (NameKind::Alias.as_str(), "Another name or spelling in use."),
            (NameKind::Former.as_str(), "A name no longer used."),
            (NameKind::Native.as_str(), "The name in the entity's own language."),
        ]),
    );
    model.add(
        "LinkStatus",
        "Whether what a link says is so yet.",
        of(&[
            (LinkStatus::Actual.as_str(), "It is or was so."),
            (LinkStatus::Agreed.as_str(), "It was agreed on."),
            (LinkStatus::Planned.as_str(), "It is planned."),
            (LinkStatus::Discussed.as_str(), "It was talked about."),
        ]),
    );
    model.add(
        "Evidence",
        "How sure a link is.",
        of(&[
            (Evidence::Official.as_str(), "A state body or the subject itself says so."),
            (Evidence::Corroborated.as_str(), "Several publications say so."),
            (Evidence::Reported.as_str(), "One publication says so."),
            (Evidence::Inferred.as_str(), "It follows from something else."),
            (Evidence::Disputed.as_str(), "Sources disagree."),
        ]),
    );
    model.add(
        "Direction",
        "Which way links are followed.",
        of(&[
            ("OUT", "From the entity to others."),
            ("IN", "From others to the entity."),
            ("BOTH", "Either way."),
        ]),
    );
    model.add(
        "SortDirection",
        "Which way a list is ordered; absent values come last either way.",
        of(&[("ASC", "Smallest first."), ("DESC", "Largest first.")]),
    );
}
