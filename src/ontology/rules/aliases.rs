//! Fields and their keys in seed files are free names, and no two fields share a key.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics},
    ontology::{
        draft::{Draft, FieldDraft, TypeDraft, TypeKind},
        places::Word,
        reserved,
    },
};
use std::collections::HashMap;

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    for ty in draft.types.iter().filter(|ty| !ty.built_in) {
        let taken = match ty.form() {
            TypeKind::LinkProperties => reserved::LINK_FIELDS,
            TypeKind::Value => reserved::VALUE_FIELDS,
            TypeKind::Kind | TypeKind::Interface | TypeKind::Unmarked => reserved::ENTITY_FIELDS,
        };
        for field in ty.fields.iter().filter(|field| field.declared_by.is_none()) {
            let words = [Some(&field.name), field.alias.as_ref()];
            let clashes = words.into_iter().flatten().filter(|word| taken.contains(&&***word));
            problems.extend(clashes.map(|word| reserved_word(ty, word)));
        }
        duplicate_keys(ty, problems);
    }
}

fn reserved_word(ty: &TypeDraft, word: &Word) -> Diagnostic {
    let field = "leave the field out if you meant that one, or choose another name";
    let (reason, help) = match (reserved::meaning(word), ty.form()) {
        (Some(meaning), _) => (meaning, "choose another name"),
        (None, TypeKind::Value) => {
            ("facts list under it what several sources say", "choose another name")
        }
        (None, TypeKind::LinkProperties) => {
            ("every link, or its edge in a list, has it built in", field)
        }
        (None, TypeKind::Kind | TypeKind::Interface | TypeKind::Unmarked) => {
            ("every entity has it built in", field)
        }
    };
    let message = format!("\"{word}\" cannot be used as a name here: {reason}");
    Diagnostic::new(Code::ReservedName, word.span, message).help(help)
}

fn key(field: &FieldDraft) -> &Word {
    field.alias.as_ref().unwrap_or(&field.name)
}

fn duplicate_keys(ty: &TypeDraft, problems: &mut Diagnostics) {
    let mut seen: HashMap<&str, &FieldDraft> = HashMap::new();
    for field in &ty.fields {
        let word = key(field);
        let first = *seen.entry(word).or_insert(field);
        // Two fields of one name are GraphQL's own business.
        if *first.name != *field.name {
            let message = format!(
                "\"{}\" and \"{}\" are both \"{word}\" in seed files",
                first.name, field.name
            );
            problems.push(
                Diagnostic::new(Code::NameClash, word.span, message)
                    .label(key(first).span, "the first of them"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use expect_test::expect;

    #[test]
    fn an_alias_is_the_key_in_seed_files() {
        let ontology =
            accepts("type Person @node { born: PartialDate @alias(property: \"birth\") }");
        let (_, person) = ontology.kinds().next().unwrap();
        assert_eq!(person.property("born").unwrap().1.key, "birth");
    }

    #[test]
    fn names_that_every_entity_and_link_has() {
        rejects(
            r#"
type Person @node { name: String  asOf: Date  a: Int @alias(property: "sources") }
type Tie @relationshipProperties { since: PartialDate  born: Int }
"#,
            expect![[r#"
                a.graphql:1:21: error[reserved-name]: "name" cannot be used as a name here: every entity has it built in
                  |
                1 | type Person @node { name: String  asOf: Date  a: Int @alias(property: "sources") }
                  |                     ^^^^
                  help: leave the field out if you meant that one, or choose another name
                a.graphql:1:35: error[reserved-name]: "asOf" cannot be used as a name here: fields take an argument of this name that chooses a time
                  |
                1 | type Person @node { name: String  asOf: Date  a: Int @alias(property: "sources") }
                  |                                   ^^^^
                  help: choose another name
                a.graphql:1:71: error[reserved-name]: "sources" cannot be used as a name here: every entity has it built in
                  |
                1 | type Person @node { name: String  asOf: Date  a: Int @alias(property: "sources") }
                  |                                                                       ^^^^^^^^^
                  help: leave the field out if you meant that one, or choose another name
                a.graphql:2:36: error[reserved-name]: "since" cannot be used as a name here: every link, or its edge in a list, has it built in
                  |
                2 | type Tie @relationshipProperties { since: PartialDate  born: Int }
                  |                                    ^^^^^
                  help: leave the field out if you meant that one, or choose another name
            "#]],
        );
    }

    #[test]
    fn keys_are_not_shared() {
        rejects(
            r#"
type Person @node {
  a: Int @alias(property: "b")
  b: Int
  c: Int @alias(property: "d")
  e: Int @alias(property: "d")
}
"#,
            expect![[r#"
                a.graphql:3:3: error[name-clash]: "a" and "b" are both "b" in seed files
                  |
                3 |   b: Int
                  |   ^
                  a.graphql:2:27: the first of them
                  |
                2 |   a: Int @alias(property: "b")
                  |                           ---
                a.graphql:5:27: error[name-clash]: "c" and "e" are both "d" in seed files
                  |
                5 |   e: Int @alias(property: "d")
                  |                           ^^^
                  a.graphql:4:27: the first of them
                  |
                4 |   c: Int @alias(property: "d")
                  |                           ---
            "#]],
        );
    }
}
