//! `match`: what it takes and what it answers.

use super::{Field, Form, InputValue, Meaning, Model, Part, TypeRef, pages, root::enumeration};
use crate::search::matching::MatchedBy;

pub(super) fn add(model: &mut Model) {
    add_input(model);
    let field = |name: &str, ty, part, description: &str| {
        Field::new(name, ty, Meaning::Part(part), description)
    };
    let text = || TypeRef::optional("String");
    let float = || TypeRef::required("Float");
    let truth = || TypeRef::optional("Boolean");
    model.object(
        "MatchResult",
        "What a name may mean.",
        vec![
            field("id", text(), Part::QueryId, "The `id` that was given with the name."),
            field("name", TypeRef::required("String"), Part::QueryName, "The name that was given."),
            field(
                "tie",
                TypeRef::required("Boolean"),
                Part::Tie,
                "Whether the best candidate is not the only one as good: somebody has to choose.",
            ),
            field("candidates", TypeRef::list("Match"), Part::Candidates, "The best first."),
        ],
    );
    model.object(
        "Match",
        "An entity that may be meant by a name.",
        vec![
            field("entity", TypeRef::required("Entity"), Part::Entity, "The entity."),
            field("score", float(), Part::Score, "How well it fits, from 0 to 1."),
            field(
                "tie",
                TypeRef::required("Boolean"),
                Part::Tie,
                "Whether it is one of several that fit best, and equally well.",
            ),
            field(
                "name",
                TypeRef::required("Name"),
                Part::MatchedName,
                "Which of its names fits best.",
            ),
            field(
                "kindAgrees",
                truth(),
                Part::KindAgrees,
                "Whether it is of a kind asked for; null where none was.",
            ),
            field(
                "countryAgrees",
                truth(),
                Part::CountryAgrees,
                "Whether it is of the country asked for; null where none was, or where its own is not known.",
            ),
            field("tokens", TypeRef::list("MatchToken"), Part::Tokens, "What became of each word."),
        ],
    );
    model.object(
        "MatchToken",
        "What became of a word of the name given, of the name found, or of both.",
        vec![
            field("query", text(), Part::QueryWord, "The word of the name given."),
            field("candidate", text(), Part::CandidateWord, "The word of the name found."),
            field("how", TypeRef::required("MatchedBy"), Part::How, "How they met."),
            field("score", float(), Part::Score, "How well, from 0 to 1."),
            field("weight", float(), Part::Weight, "How much it counts among the words."),
        ],
    );
    let hows = MatchedBy::ALL.into_iter();
    let hows = hows.map(|it| (it.as_str().to_owned(), it.meaning().to_owned()));
    model.add("MatchedBy", "How two words of names met.", enumeration(hows));
}

fn add_input(model: &mut Model) {
    let values = vec![
        InputValue::new("id", TypeRef::optional("String"), "Given back with the result."),
        InputValue::new("name", TypeRef::required("String"), "The name, in any script."),
        InputValue::new(
            "lang",
            TypeRef::optional("String"),
            "Its language (BCP 47); without it, its letters decide.",
        ),
        InputValue::new(
            "kinds",
            TypeRef::optional_list("Kind"),
            "What the entity should be; others score lower. An empty list asks for nothing in particular, as no list does.",
        ),
        InputValue::new(
            "country",
            TypeRef::optional("String"),
            "The country that it should belong to, by id, name or code; those of others score lower.",
        ),
    ];
    model.add("MatchInput", "Who is asked for.", Form::Input(values));
}

/// The arguments of `match`.
pub(super) fn arguments() -> Vec<InputValue> {
    let mut arguments = vec![
        InputValue::new("queries", TypeRef::list("MatchInput"), "Who is asked for."),
        InputValue::new(
            "threshold",
            TypeRef::optional("Float"),
            "The least score of a candidate, from 0 to 1; 0.75 if absent.",
        ),
        InputValue::new(
            "limit",
            TypeRef::optional("Int"),
            "Candidates for each name, at most; 5 if absent.",
        ),
    ];
    arguments.extend(pages::view_arguments());
    arguments
}
