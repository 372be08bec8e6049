//! `search`: hits with what matched, and how many there are of each kind.

use super::{Field, HitField, InputValue, Meaning, Model, TypeRef, pages};

/// The field of `Query`.
pub(super) fn root_field() -> Field {
    let argument = InputValue::new;
    let mut arguments = vec![
        argument(
            "query",
            TypeRef::required("String"),
            "What to look for: words in any order, the last of which may be the beginning of one; \"a phrase\"; -without.",
        ),
        argument(
            "kinds",
            TypeRef::optional_list("Kind"),
            "Only entities of these kinds; of an empty list none.",
        ),
        argument("where", TypeRef::optional("EntityWhere"), "Only entities like this."),
        argument("first", TypeRef::optional("Int"), "How many from the start, or behind `after`."),
        argument("after", TypeRef::optional("String"), "The cursor behind which to start."),
    ];
    arguments.extend(pages::view_arguments());
    let description = "Entities found by their names in any script, by what they are, and by their properties with `@search`; the best first, ties by kind, then id.";
    Field::new("search", TypeRef::required("SearchConnection"), Meaning::Search, description)
        .with(arguments)
}

pub(super) fn add(model: &mut Model) {
    let hit = |name: &str, ty, field, description: &str| {
        Field::new(name, ty, Meaning::Hit(field), description)
    };
    let string = || TypeRef::required("String");
    let int = || TypeRef::required("Int");
    model.object(
        "SearchConnection",
        "A page of what was found.",
        vec![
            Field::new("nodes", TypeRef::list("SearchHit"), Meaning::HitNodes, "What the page holds."),
            Field::new("edges", TypeRef::list("SearchEdge"), Meaning::HitEdges, "The same with cursors."),
            Field::new(
                "pageInfo",
                TypeRef::required("PageInfo"),
                Meaning::PageInfo,
                "Where the page stands.",
            ),
            Field::new("totalCount", int(), Meaning::TotalCount, "How many there are on all pages."),
            Field::new(
                "facets",
                TypeRef::list("Facet"),
                Meaning::Facets,
                "How many there are of each kind, most first; `kinds` does not count here, so that another kind can be chosen.",
            ),
        ],
    );
    model.object(
        "SearchEdge",
        "A hit, with its place in the list.",
        vec![
            hit("cursor", string(), HitField::Cursor, "Where it stands: give it to `after`."),
            hit("node", TypeRef::required("SearchHit"), HitField::Node, "The hit."),
        ],
    );
    model.object(
        "SearchHit",
        "An entity that was found, and by what.",
        vec![
            hit(
                "score",
                TypeRef::required("Float"),
                HitField::Score,
                "How well it matches; scores of one search compare, those of two do not.",
            ),
            hit("entity", TypeRef::required("Entity"), HitField::Entity, "The entity."),
            hit(
                "name",
                TypeRef::optional("Name"),
                HitField::Name,
                "The name that matched; null if it was another text.",
            ),
            hit(
                "field",
                string(),
                HitField::Field,
                "Where the text that matched stands: `names`, `summary` or a property.",
            ),
            hit(
                "fragment",
                string(),
                HitField::Fragment,
                "The text that matched, or the part of a long one.",
            ),
            hit(
                "highlight",
                string(),
                HitField::Highlight,
                "The fragment as HTML: what matched in `<mark>`, everything escaped.",
            ),
        ],
    );
    model.object(
        "Facet",
        "How many hits are of a kind.",
        vec![
            hit("kind", TypeRef::required("Kind"), HitField::Kind, "The kind."),
            hit("count", int(), HitField::Count, "How many."),
        ],
    );
}
