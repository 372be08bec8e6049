//! Lists that are neither of entities nor of links alone: what rests on a source, where sources
//! disagree, what began and ended.

use super::{
    Field, InputValue, Meaning, Model, Part, RecordField, TypeRef, pages, root::enumeration,
};
use crate::ontology::Change;

pub(super) fn add(model: &mut Model) {
    let field = |name: &str, ty, field, description: &str| {
        Field::new(name, ty, Meaning::Record(field), description)
    };
    let entity = |ty, description: &str| field("entity", ty, RecordField::Entity, description);
    let citations = field(
        "citations",
        TypeRef::list("SupportCitation"),
        RecordField::Citations,
        "Where it cites the source: itself first, then in its claims.",
    );
    pages::connection(model, "SourceSupports", "Node", "Source.supports", vec![citations]);
    support_citation(model);
    model.object(
        "Conflict",
        "A property of an entity on which sources disagree.",
        vec![
            entity(TypeRef::required("Entity"), "The entity."),
            field("field", TypeRef::required("String"), RecordField::Field, "The property."),
            field("claims", TypeRef::list("Claim"), RecordField::Claims, "What they say."),
        ],
    );
    pages::connection(model, "Conflict", "Conflict", "Query.conflicts", Vec::new());
    model.object(
        "Moment",
        "A date on which something about an entity or a link changed, or was seen to hold. One of `entity` and `link` is there.",
        vec![
            field("date", TypeRef::required("PartialDate"), RecordField::Date, "When."),
            field("change", TypeRef::required("Change"), RecordField::Change, "What."),
            field("certain", TypeRef::required("Boolean"), RecordField::Certain, "Whether it lies in the days asked for, whichever day the date means; never where it has a mark."),
            entity(TypeRef::optional("Entity"), "The entity that it is of."),
            field("link", TypeRef::optional("Link"), RecordField::Link, "The link that it is of."),
        ],
    );
    pages::connection(model, "Moment", "Moment", "the moments", Vec::new());
    let meaning = |change| match change {
        Change::Began => "It began: `since` of a state, the start of an entity.",
        Change::Happened => "It happened: `at` of an act.",
        Change::Attested => "A source shows it to hold: `attested` of a state.",
        Change::Ended => "It ended: `until` of a state, the end of an entity.",
    };
    let changes = Change::ALL.iter();
    let changes = changes.map(|&it| (it.as_str().to_owned(), meaning(it).to_owned()));
    model.add("Change", "What a date says; on one day, in this order.", enumeration(changes));
}

fn support_citation(model: &mut Model) {
    let field = |name: &str, part, description: &str| {
        Field::new(name, TypeRef::optional("String"), Meaning::Part(part), description)
    };
    model.object(
        "SupportCitation",
        "A place at which a source is cited.",
        vec![
            field("locator", Part::Locator, "Where in the source: a page, a paragraph."),
            field("note", Part::Note, "A remark."),
            field("field", Part::Field, "The property that a claim of it is on; null where the entity or link cites it itself."),
        ],
    );
}

/// `kinds` and `relations` of a list of entities and links.
fn scope_arguments() -> Vec<InputValue> {
    vec![
        InputValue::new(
            "kinds",
            TypeRef::optional_list("Kind"),
            "Only entities of these kinds; without `relations`, no links.",
        ),
        InputValue::new(
            "relations",
            TypeRef::optional_list("Relation"),
            "Only links of these relations; without `kinds`, no entities.",
        ),
    ]
}

/// `Source.supports`
pub(super) fn supports() -> Field {
    let ty = TypeRef::required("SourceSupportsConnection");
    let description = "All that rests on it: entities, by kind, then id, then links, by relation, then ends. An entity of which only a claim cites it is among them.";
    let mut arguments = scope_arguments();
    arguments.extend(pages::page_arguments());
    arguments.extend(pages::view_arguments());
    Field::new("supports", ty, Meaning::Supports, description).with(arguments)
}

/// The root fields.
pub(super) fn query_fields() -> Vec<Field> {
    let day = |name: &str, ty, description: &str| InputValue::new(name, ty, description);
    let certain = || {
        InputValue::new(
            "certain",
            TypeRef::optional("Boolean"),
            "Only what lies in these days whichever day its date means.",
        )
    };
    let mut changes = vec![
        day("from", TypeRef::required("Date"), "The first day."),
        day("to", TypeRef::required("Date"), "The last day, which counts too."),
        certain(),
    ];
    changes.extend(scope_arguments());
    changes.extend(pages::page_arguments());
    let mut timeline = vec![
        InputValue::new("ids", TypeRef::list("ID"), "The ids of entities."),
        day("from", TypeRef::optional("Date"), "The first day; open if absent."),
        day("to", TypeRef::optional("Date"), "The last day, which counts too; open if absent."),
        certain(),
    ];
    timeline.extend(scope_arguments());
    timeline.extend(pages::page_arguments());
    let mut conflicts = pages::page_arguments();
    conflicts.extend(pages::view_arguments());
    let moments = || TypeRef::required("MomentConnection");
    vec![
        Field::new(
            "timeline",
            moments(),
            Meaning::Timeline,
            "All dates of some entities and of the links that touch them, in order of time.",
        )
        .with(timeline),
        Field::new(
            "changes",
            moments(),
            Meaning::Changes,
            "What began, happened or ended, and can have done so in these days; in order of time.",
        )
        .with(changes),
        Field::new(
            "conflicts",
            TypeRef::required("ConflictConnection"),
            Meaning::Conflicts,
            "The properties on which sources disagree, by the entity's id, then the property.",
        )
        .with(conflicts),
    ]
}
