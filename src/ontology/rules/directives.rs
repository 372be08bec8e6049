//! Directives exist, stand where they have a meaning, once, and have the right arguments.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, did_you_mean, suggest},
    ontology::{
        directives::{self, ArgumentSpec, ArgumentType, DirectiveSpec},
        places::Places,
    },
};
use apollo_compiler::{
    Node,
    ast::{Argument, Definition, Directive, DirectiveList, DirectiveLocation, FieldDefinition},
};
use std::collections::BTreeSet;

/// Checks every directive of some definitions.
pub(in crate::ontology) fn check(
    definitions: &[Definition],
    refused: &BTreeSet<String>,
    places: &Places,
    problems: &mut Diagnostics,
) {
    let mut checker = Checker { refused, places, problems };
    for definition in definitions {
        checker.definition(definition);
    }
}

struct Checker<'a> {
    refused: &'a BTreeSet<String>,
    places: &'a Places,
    problems: &'a mut Diagnostics,
}

impl Checker<'_> {
    fn definition(&mut self, definition: &Definition) {
        use DirectiveLocation::{Enum, EnumValue, Interface, Object, Union};
        match definition {
            Definition::ObjectTypeDefinition(it) => {
                self.with_fields(Object, &it.directives, &it.fields)
            }
            Definition::ObjectTypeExtension(it) => {
                self.with_fields(Object, &it.directives, &it.fields)
            }
            Definition::InterfaceTypeDefinition(it) => {
                self.with_fields(Interface, &it.directives, &it.fields);
            }
            Definition::InterfaceTypeExtension(it) => {
                self.with_fields(Interface, &it.directives, &it.fields);
            }
            Definition::UnionTypeDefinition(it) => self.list(Union, &it.directives),
            Definition::UnionTypeExtension(it) => self.list(Union, &it.directives),
            Definition::EnumTypeDefinition(it) => {
                self.list(Enum, &it.directives);
                it.values.iter().for_each(|value| self.list(EnumValue, &value.directives));
            }
            Definition::EnumTypeExtension(it) => {
                self.list(Enum, &it.directives);
                it.values.iter().for_each(|value| self.list(EnumValue, &value.directives));
            }
            _ => {}
        }
    }

    fn with_fields(
        &mut self,
        location: DirectiveLocation,
        on: &DirectiveList,
        fields: &[Node<FieldDefinition>],
    ) {
        self.list(location, on);
        for field in fields {
            self.list(DirectiveLocation::FieldDefinition, &field.directives);
        }
    }

    fn list(&mut self, location: DirectiveLocation, on: &DirectiveList) {
        for (at, directive) in on.0.iter().enumerate() {
            if let Some(first) = on.0.iter().take(at).find(|other| other.name == directive.name) {
                let message = format!("\"@{}\" stands here twice", directive.name);
                let span = self.places.head(directive);
                self.problems.push(
                    Diagnostic::new(Code::MisplacedDirective, span, message)
                        .label(self.places.head(first), "first here"),
                );
            } else {
                self.directive(location, directive);
            }
        }
    }

    fn directive(&mut self, location: DirectiveLocation, directive: &Node<Directive>) {
        let (name, span) = (&directive.name, self.places.head(directive));
        let Some(spec) = directives::find(name) else {
            if !self.refused.contains(name.as_str()) {
                let names = directives::ALL.iter().map(|spec| spec.name);
                let hint = suggest(name, names)
                    .map_or_else(String::new, |it| format!("; did you mean \"@{it}\"?"));
                let message = format!("there is no directive \"@{name}\"{hint}");
                self.problems.push(Diagnostic::new(Code::UnknownDirective, span, message));
            }
            return;
        };
        if spec.locations.contains(&location) {
            self.arguments(spec, location, directive);
        } else {
            let message = format!("\"@{name}\" has no meaning on {}", describe(location));
            let right: Vec<_> = spec.locations.iter().map(|it| describe(*it)).collect();
            self.problems.push(
                Diagnostic::new(Code::MisplacedDirective, span, message)
                    .help(format!("it belongs on {}", right.join(" or "))),
            );
        }
    }

    fn arguments(
        &mut self,
        spec: &DirectiveSpec,
        location: DirectiveLocation,
        directive: &Node<Directive>,
    ) {
        let is_for = |argument: &ArgumentSpec| argument.only_on.is_none_or(|it| it == location);
        for argument in &directive.arguments {
            let known = spec.arguments.iter().find(|known| *known.name == *argument.name);
            if let Some(elsewhere) = known.filter(|known| !is_for(known)) {
                let (name, place) = (elsewhere.name, describe(location));
                let message = format!("\"{name}\" of \"@{}\" has no meaning on {place}", spec.name);
                let span = self.places.span(argument.name.location());
                self.problems.push(Diagnostic::new(Code::DirectiveArgument, span, message));
            } else if let Some(problem) = self.argument(spec, argument) {
                self.problems.push(problem);
            }
        }
        if spec.name == directives::TEMPORAL.name && location == DirectiveLocation::Object {
            self.bounds(directive);
        }
        for missing in spec.arguments.iter().filter(|it| it.required && is_for(it)) {
            if directive.specified_argument_by_name(missing.name).is_none() {
                let message = format!("\"@{}\" needs the argument \"{}\"", spec.name, missing.name);
                self.problems.push(
                    Diagnostic::new(Code::DirectiveArgument, self.places.head(directive), message)
                        .help(example(spec, missing)),
                );
            }
        }
    }

    /// Tells of a type with `@temporal` that names no property with a start or an end.
    fn bounds(&mut self, directive: &Node<Directive>) {
        let names_some = |name| {
            let value = directive.specified_argument_by_name(name);
            value.is_some_and(|value| !directives::items(value).is_empty())
        };
        if !["start", "end"].into_iter().any(names_some) {
            let message = "\"@temporal\" names no property with a start or an end";
            let problem =
                Diagnostic::new(Code::DirectiveArgument, self.places.head(directive), message);
            self.problems.push(problem.help(
                "write @temporal(start: ...), @temporal(end: ...) or both: lists of texts in \
                 double quotes",
            ));
        }
    }

    fn argument(&self, spec: &DirectiveSpec, argument: &Node<Argument>) -> Option<Diagnostic> {
        let name = argument.name.as_str();
        let problem = |location, message: String| {
            Some(Diagnostic::new(Code::DirectiveArgument, self.places.span(location), message))
        };
        let Some(known) = spec.arguments.iter().find(|known| known.name == name) else {
            let hint = did_you_mean(name, spec.arguments.iter().map(|known| known.name));
            let message = format!("\"@{}\" has no argument \"{name}\"{hint}", spec.name);
            return problem(argument.name.location(), message);
        };
        if let Some(refused) = known.ty.refuses(&argument.value) {
            let message =
                format!("\"{name}\" of \"@{}\" must be {}", spec.name, known.ty.describe());
            return problem(refused.location(), message);
        }
        if known.ty != ArgumentType::Any
            && let Some((item, word)) = directives::repeated(&argument.value)
        {
            let message = format!("\"{word}\" stands twice in \"{name}\" of \"@{}\"", spec.name);
            return problem(item.location(), message);
        }
        let text = argument.value.as_str()?;
        let fault = match (spec.name, name) {
            ("alias", _) => text.trim().is_empty().then_some("a key"),
            _ => (!is_name(text)).then_some("a name: letters, digits and _"),
        };
        let is_used_as_name = matches!(spec.name, "node" | "relationship" | "alias")
            && !["caption", "name"].contains(&name);
        let fault = fault.filter(|_| is_used_as_name)?;
        problem(
            argument.value.location(),
            format!("\"{name}\" of \"@{}\" must be {fault}", spec.name),
        )
    }
}

/// Returns whether a text can be the name of a field or of a value of an enum.
fn is_name(text: &str) -> bool {
    apollo_compiler::Name::is_valid_syntax(text)
        && !text.starts_with("__")
        && !matches!(text, "true" | "false" | "null")
}

fn example(spec: &DirectiveSpec, missing: &ArgumentSpec) -> String {
    format!("write @{}({}: ...), {}", spec.name, missing.name, missing.ty.describe())
}

fn describe(location: DirectiveLocation) -> &'static str {
    match location {
        DirectiveLocation::Object => "a type",
        DirectiveLocation::Interface => "an interface",
        DirectiveLocation::Union => "a union",
        DirectiveLocation::Enum => "an enum",
        DirectiveLocation::EnumValue => "an enum's value",
        DirectiveLocation::FieldDefinition => "a field",
        _ => "this",
    }
}

#[cfg(test)]
mod tests {
    use crate::ontology::rules::harness::{accepts, rejects};
    use expect_test::expect;

    #[test]
    fn every_directive_has_its_place() {
        accepts(
            r#"
type Person @node(plural: "people", caption: ["name"]) @temporal(start: ["born"], end: "died")
    @limit(default: 10, max: 50) @sources(min: 1) {
  born: PartialDate @alias(property: "birth date") @deprecated(reason: "unused")
  died: PartialDate
  code: String @unique @search
  shared: Boolean @default(value: false)
  knows: [Person!]! @relationship(type: "KNOWS", direction: BOTH, properties: "Tie") @limit(max: 5)
}
type Tie @relationshipProperties { strength: Float }
"#,
        );
    }

    #[test]
    fn unknown_directives_and_arguments_come_with_a_suggestion() {
        rejects(
            r#"
type Person @nod @node(plurals: "people") {
  a: Int @serch
  b: Int @completelyOther
}
"#,
            expect![[r#"
                a.graphql:1:13: error[unknown-directive]: there is no directive "@nod"; did you mean "@node"?
                  |
                1 | type Person @nod @node(plurals: "people") {
                  |             ^^^^
                a.graphql:1:24: error[directive-argument]: "@node" has no argument "plurals"; did you mean "plural"?
                  |
                1 | type Person @nod @node(plurals: "people") {
                  |                        ^^^^^^^
                a.graphql:2:10: error[unknown-directive]: there is no directive "@serch"; did you mean "@search"?
                  |
                2 |   a: Int @serch
                  |          ^^^^^^
                a.graphql:3:10: error[unknown-directive]: there is no directive "@completelyOther"
                  |
                3 |   b: Int @completelyOther
                  |          ^^^^^^^^^^^^^^^^
            "#]],
        );
    }

    #[test]
    fn a_type_in_time_has_a_start_or_an_end() {
        let ontology = accepts(
            r#"
type Person @node(plural: "people") @temporal(start: ["born"]) { born: PartialDate }
type Body @node(plural: "bodies") @temporal(end: "dissolved") { dissolved: Date }
"#,
        );
        let bounds = |name| {
            let kind = ontology.kind(ontology.kind_by_name(name).unwrap());
            let temporal = kind.temporal.as_ref().unwrap();
            (temporal.start.as_slice(), temporal.end.as_slice())
        };
        assert_eq!([bounds("Person"), bounds("Body")], [(&[0][..], &[][..]), (&[], &[0])]);
        rejects(
            r#"
type Person @node(plural: "people") @temporal { born: PartialDate }
type Body @node(plural: "bodies") @temporal(start: [], end: []) { born: PartialDate }
"#,
            expect![[r#"
                a.graphql:1:37: error[directive-argument]: "@temporal" names no property with a start or an end
                  |
                1 | type Person @node(plural: "people") @temporal { born: PartialDate }
                  |                                     ^^^^^^^^^
                  help: write @temporal(start: ...), @temporal(end: ...) or both: lists of texts in double quotes
                a.graphql:2:35: error[directive-argument]: "@temporal" names no property with a start or an end
                  |
                2 | type Body @node(plural: "bodies") @temporal(start: [], end: []) { born: PartialDate }
                  |                                   ^^^^^^^^^
                  help: write @temporal(start: ...), @temporal(end: ...) or both: lists of texts in double quotes
            "#]],
        );
    }

    #[test]
    fn directives_stand_once_and_where_they_belong() {
        rejects(
            r#"
type Person @node @node(plural: "people") @unique { a: Int @node @unique @unique }
union Agent @limit(max: 1) = Person
enum Form @sources(min: 1) { A @search }
"#,
            expect![[r#"
                a.graphql:1:19: error[misplaced-directive]: "@node" stands here twice
                  |
                1 | type Person @node @node(plural: "people") @unique { a: Int @node @unique @unique }
                  |                   ^^^^^
                  a.graphql:1:13: first here
                  |
                1 | type Person @node @node(plural: "people") @unique { a: Int @node @unique @unique }
                  |             -----
                a.graphql:1:43: error[misplaced-directive]: "@unique" has no meaning on a type
                  |
                1 | type Person @node @node(plural: "people") @unique { a: Int @node @unique @unique }
                  |                                           ^^^^^^^
                  help: it belongs on a field
                a.graphql:1:60: error[misplaced-directive]: "@node" has no meaning on a field
                  |
                1 | type Person @node @node(plural: "people") @unique { a: Int @node @unique @unique }
                  |                                                            ^^^^^
                  help: it belongs on a type or an interface
                a.graphql:1:74: error[misplaced-directive]: "@unique" stands here twice
                  |
                1 | type Person @node @node(plural: "people") @unique { a: Int @node @unique @unique }
                  |                                                                          ^^^^^^^
                  a.graphql:1:66: first here
                  |
                1 | type Person @node @node(plural: "people") @unique { a: Int @node @unique @unique }
                  |                                                                  -------
                a.graphql:2:13: error[misplaced-directive]: "@limit" has no meaning on a union
                  |
                2 | union Agent @limit(max: 1) = Person
                  |             ^^^^^^
                  help: it belongs on a type or an interface or a field
                a.graphql:3:11: error[misplaced-directive]: "@sources" has no meaning on an enum
                  |
                3 | enum Form @sources(min: 1) { A @search }
                  |           ^^^^^^^^
                  help: it belongs on a type or a field
                a.graphql:3:32: error[misplaced-directive]: "@search" has no meaning on an enum's value
                  |
                3 | enum Form @sources(min: 1) { A @search }
                  |                                ^^^^^^^
                  help: it belongs on a field
            "#]],
        );
    }

    #[test]
    fn arguments_are_of_their_types() {
        rejects(
            r#"
type Person @node(plural: "some people", caption: [1]) @temporal(start: ["a"]) @sources(min: -1) {
  a: PartialDate @search(by: [FUZZY]) @alias(property: " ")
  knows: [Person!]! @relationship(type: knows, direction: SIDEWAYS)
  b: Int @default(value: null)
  c: String @search(by: [])
}
"#,
            expect![[r#"
                a.graphql:1:27: error[directive-argument]: "plural" of "@node" must be a name: letters, digits and _
                  |
                1 | type Person @node(plural: "some people", caption: [1]) @temporal(start: ["a"]) @sources(min: -1) {
                  |                           ^^^^^^^^^^^^^
                a.graphql:1:52: error[directive-argument]: "caption" of "@node" must be a list of texts in double quotes
                  |
                1 | type Person @node(plural: "some people", caption: [1]) @temporal(start: ["a"]) @sources(min: -1) {
                  |                                                    ^
                a.graphql:1:94: error[directive-argument]: "min" of "@sources" must be a whole number of at least 0
                  |
                1 | type Person @node(plural: "some people", caption: [1]) @temporal(start: ["a"]) @sources(min: -1) {
                  |                                                                                              ^^
                a.graphql:2:18: error[misplaced-directive]: "@search" has no meaning on PartialDate: it is not text
                  |
                2 |   a: PartialDate @search(by: [FUZZY]) @alias(property: " ")
                  |                  ^^^^^^^
                a.graphql:2:31: error[directive-argument]: "by" of "@search" must be a list of at least one of FULLTEXT, NAME, PREFIX, EXACT
                  |
                2 |   a: PartialDate @search(by: [FUZZY]) @alias(property: " ")
                  |                               ^^^^^
                a.graphql:2:56: error[directive-argument]: "property" of "@alias" must be a key
                  |
                2 |   a: PartialDate @search(by: [FUZZY]) @alias(property: " ")
                  |                                                        ^^^
                a.graphql:3:41: error[directive-argument]: "type" of "@relationship" must be a text in double quotes
                  |
                3 |   knows: [Person!]! @relationship(type: knows, direction: SIDEWAYS)
                  |                                         ^^^^^
                a.graphql:3:59: error[directive-argument]: "direction" of "@relationship" must be one of IN, OUT, BOTH
                  |
                3 |   knows: [Person!]! @relationship(type: knows, direction: SIDEWAYS)
                  |                                                           ^^^^^^^^
                a.graphql:4:26: error[directive-argument]: "value" of "@default" must be a value other than null
                  |
                4 |   b: Int @default(value: null)
                  |                          ^^^^
                a.graphql:5:25: error[directive-argument]: "by" of "@search" must be a list of at least one of FULLTEXT, NAME, PREFIX, EXACT
                  |
                5 |   c: String @search(by: [])
                  |                         ^^
            "#]],
        );
    }

    #[test]
    fn a_list_has_each_word_once() {
        rejects(
            r#"type Person @node(caption: ["a", "b", "a"]) {
  a: String @search(by: [EXACT, EXACT])
  b: [String!]! @default(value: ["x", "x"])
}
"#,
            expect![[r#"
                a.graphql:1:39: error[directive-argument]: "a" stands twice in "caption" of "@node"
                  |
                1 | type Person @node(caption: ["a", "b", "a"]) {
                  |                                       ^^^
                a.graphql:2:33: error[directive-argument]: "EXACT" stands twice in "by" of "@search"
                  |
                2 |   a: String @search(by: [EXACT, EXACT])
                  |                                 ^^^^^
            "#]],
        );
    }
}
