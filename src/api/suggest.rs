//! Suggestions for names and values in a document that the schema does not have.
//!
//! apollo-compiler's errors are texts: the names are taken out of them. A text of another form
//! gets no suggestion, and the test below fails.

use crate::diagnostics::did_you_mean;
use apollo_compiler::{Schema, schema::ExtendedType, validation::Valid};

/// The fields of filters, orders and counts that lead on to what is asked.
const STEPS: [&str; 5] = ["some", "node", "edge", "max", "where"];

/// The most of them that a suggestion goes through: `some: {node: {on: {Person: {born: ...}}}}`.
const MOST_STEPS: usize = 3;

/// The quantifiers of a filter over the links of a relation to many.
const QUANTIFIERS: [&str; 5] = ["some", "all", "none", "single", "count"];

/// A type with more members than this is not listed in a message.
const MOST_LISTED: usize = 10;

/// The fields of an input object by the name of its type, each with the name of its own type; none
/// of another type.
pub(super) type InputFields<'f, 's> = &'f dyn Fn(&str) -> Vec<(&'s str, &'s str)>;

/// A suggestion to add to the message of an error, or nothing.
pub(super) fn suggestion(schema: &Valid<Schema>, message: &str) -> String {
    // The words in backticks are at the odd positions.
    let parts: Vec<_> = message.split('`').collect();
    match parts[..] {
        [text] => value_of_type(schema, text),
        ["field ", name, " does not exist on ", ty, ""] => {
            input_field(ty, name, &|ty| input_fields(schema, ty))
        }
        ["type ", ty, " does not have a field ", name, ""]
        | ["value ", name, " does not exist on ", ty, ""] => {
            near_or_all(name, &members(schema, ty))
        }
        ["the argument ", name, " is not supported by ", coordinate, ""] => {
            did_you_mean(name, arguments(schema, coordinate))
        }
        ["cannot find type " | "type condition ", name, ..] => {
            did_you_mean(name, schema.types.keys().map(|it| it.as_str()))
        }
        ["cannot find directive ", name, ..] => {
            let known = schema.directive_definitions.keys().map(|it| it.as_str());
            did_you_mean(name.trim_start_matches('@'), known)
        }
        _ => String::new(),
    }
}

/// The suggestion for a field that an input object does not have: the way to it if it belongs
/// further inside, or else a field with a name like it.
pub(super) fn input_field(ty: &str, name: &str, fields: InputFields<'_, '_>) -> String {
    let known = fields(ty);
    let has = |field: &str| known.iter().any(|(it, _)| *it == field);
    if let Some(path) = further_inside(ty, name, fields, MOST_STEPS) {
        return format!("; did you mean `{path}`?");
    }
    if QUANTIFIERS.contains(&name) && has("node") && has("isNull") {
        return "; it leads to one entity: write `node: {...}`, or `isNull: true` \
                if there is none"
            .to_owned();
    }
    if let Some(what) = without_order(ty, name, fields) {
        return format!(
            "; it is {what}, which has no order: order by another key, or filter by it"
        );
    }
    near_or_all(name, &known.into_iter().map(|(it, _)| it).collect::<Vec<_>>())
}

/// The values of a property by which nothing is ordered, if `PersonOrder` lacks it for that.
fn without_order(ty: &str, name: &str, fields: InputFields<'_, '_>) -> Option<&'static str> {
    let conditions = fields(&format!("{}Where", ty.strip_suffix("Order")?));
    let (_, filter) = conditions.into_iter().find(|(it, _)| *it == name)?;
    match filter {
        "JSONFilter" => Some("JSON"),
        filter if filter.ends_with("ListFilter") => Some("a list"),
        _ => None,
    }
}

/// The form of an input object, by the field that is mostly meant: `{eq: ...}`.
pub(super) fn form_of_object(ty: &str, fields: InputFields<'_, '_>) -> String {
    let known = fields(ty);
    let has = |name: &str| known.iter().any(|(it, _)| *it == name);
    let usual = match ty {
        _ if has("eq") => Some("eq"),
        _ if ty.ends_with("LinksOrder") && has("count") => Some("count"),
        _ if has("distanceFrom") => Some("distanceFrom"),
        _ => known.iter().map(|(it, _)| *it).find(|it| !["AND", "OR", "NOT"].contains(it)),
    };
    usual.map_or_else(String::new, |it| format!("; write `{{{it}: ...}}`"))
}

/// `some: {node: {name: ...}}`: the way from an input object to a field inside of it.
fn further_inside(
    ty: &str,
    name: &str,
    fields: InputFields<'_, '_>,
    steps: usize,
) -> Option<String> {
    let known = fields(ty);
    let inside = |step: &str| known.iter().find(|(it, _)| *it == step).map(|(_, ty)| *ty);
    let within = |step: &str| {
        let ty = inside(step)?;
        let is_there = fields(ty).iter().any(|(it, _)| *it == name);
        let path = if is_there {
            format!("{name}: ...")
        } else {
            further_inside(ty, name, fields, steps.checked_sub(1)?)?
        };
        Some(format!("{step}: {{{path}}}"))
    };
    let of_a_kind = || {
        let kinds = fields(inside("on")?);
        let has = |ty: &str| fields(ty).iter().any(|(it, _)| *it == name);
        let (kind, _) = kinds.into_iter().find(|(_, ty)| has(ty))?;
        Some(format!("on: {{{kind}: {{{name}: ...}}}}"))
    };
    STEPS.iter().find_map(|step| within(step)).or_else(of_a_kind)
}

/// The name that was probably meant; if none is like it, all that there are, unless these are
/// many.
fn near_or_all(name: &str, known: &[&str]) -> String {
    let near = did_you_mean(name, known.iter().copied());
    if !near.is_empty() || known.is_empty() || known.len() > MOST_LISTED {
        return near;
    }
    let listed: Vec<_> = known.iter().map(|it| format!("`{it}`")).collect();
    format!("; it has {}", listed.join(", "))
}

/// The form of a value that is an input object or an enum, where something else was written.
fn value_of_type(schema: &Schema, message: &str) -> String {
    let named = message.strip_prefix("expected value of type ");
    let Some((ty, found)) = named.and_then(|it| it.split_once(", found ")) else {
        return String::new();
    };
    let ty = ty.trim_matches(['[', ']', '!']);
    match schema.types.get(ty) {
        Some(ExtendedType::InputObject(_)) if found != "null" => {
            form_of_object(ty, &|ty| input_fields(schema, ty))
        }
        Some(ExtendedType::Enum(it)) if found != "null" => {
            let first = it.values.keys().next();
            first.map_or_else(String::new, |it| {
                format!("; write one of its values without quotes, such as `{it}`")
            })
        }
        Some(
            ExtendedType::InputObject(_)
            | ExtendedType::Enum(_)
            | ExtendedType::Scalar(_)
            | ExtendedType::Object(_)
            | ExtendedType::Interface(_)
            | ExtendedType::Union(_),
        )
        | None => String::new(),
    }
}

fn input_fields<'s>(schema: &'s Schema, ty: &str) -> Vec<(&'s str, &'s str)> {
    schema.get_input_object(ty).map_or_else(Vec::new, |it| {
        let fields = it.fields.iter();
        fields.map(|(name, field)| (name.as_str(), field.ty.inner_named_type().as_str())).collect()
    })
}

/// The names of the fields of an object or interface, or of the values of an enum.
fn members<'s>(schema: &'s Schema, ty: &str) -> Vec<&'s str> {
    match schema.types.get(ty) {
        Some(ExtendedType::Object(it)) => it.fields.keys().map(|it| it.as_str()).collect(),
        Some(ExtendedType::Interface(it)) => it.fields.keys().map(|it| it.as_str()).collect(),
        Some(ExtendedType::Enum(it)) => it.values.keys().map(|it| it.as_str()).collect(),
        Some(ExtendedType::InputObject(_) | ExtendedType::Union(_) | ExtendedType::Scalar(_))
        | None => Vec::new(),
    }
}

/// The names of the arguments of `Query.people` or `@skip`.
fn arguments<'s>(schema: &'s Schema, coordinate: &str) -> Vec<&'s str> {
    let name = |it: &'s apollo_compiler::Node<apollo_compiler::ast::InputValueDefinition>| {
        it.name.as_str()
    };
    if let Some(directive) = coordinate.strip_prefix('@') {
        let directive = schema.directive_definitions.get(directive);
        return directive.map_or_else(Vec::new, |it| it.arguments.iter().map(name).collect());
    }
    let field =
        coordinate.split_once('.').and_then(|(ty, field)| schema.type_field(ty, field).ok());
    field.map_or_else(Vec::new, |it| it.arguments.iter().map(name).collect())
}

#[cfg(test)]
mod tests {
    use crate::{api::document, limits::Limits};
    use apollo_compiler::Schema;

    /// Every kind of name, as apollo-compiler tells of it.
    #[test]
    fn names_that_are_near_are_suggested() {
        let sdl = "type Query { people(where: PersonWhere, order: Order): [Person!]! } \
                   type Person { birthday: String } input PersonWhere { birthday: String } \
                   enum Order { NEWEST OLDEST }";
        let schema = Schema::parse_and_validate(sdl, "test").unwrap();
        for (query, expected) in [
            ("{ peple { birthday } }", "people"),
            ("{ people { birtday } }", "birthday"),
            ("{ people(were: null) { birthday } }", "where"),
            ("{ people(order: NEWST) { birthday } }", "NEWEST"),
            ("{ people(where: { birtday: null }) { birthday } }", "birthday"),
            ("query($w: PersonWere) { people(where: $w) { birthday } }", "PersonWhere"),
            ("{ people { ... on Persn { birthday } } }", "Person"),
            ("{ people { birthday @skp(if: true) } }", "skip"),
            ("{ people { birthday @skip(iff: true, if: true) } }", "if"),
        ] {
            let errors = document::parse(query, &schema, &Limits::default()).unwrap_err();
            let end = format!("; did you mean \"{expected}\"?");
            assert!(errors.iter().any(|it| it.message.ends_with(&end)), "{query}\n{errors:?}");
        }
        let errors = document::parse("{ xyz }", &schema, &Limits::default()).unwrap_err();
        assert!(!errors[0].message.contains("did you mean"), "{errors:?}");
    }

    /// Fields one level too high, quantifiers of a relation to one entity, values of another form.
    #[test]
    fn an_error_in_a_filter_says_what_to_write() {
        let sdl = "type Query { people(where: PersonWhere, order: PersonOrder): [ID!]! \
                     all(where: EntityWhere): [ID!]! } \
                   input PersonWhere { AND: [PersonWhere!] name: Texts langs: TextListFilter posts: PostLinks \
                     country: CountryLink a: Texts b: Texts c: Texts d: Texts e: Texts f: Texts g: Texts } \
                   input PostLinks { some: PostLink all: PostLink none: PostLink count: Count } \
                   input Count { where: PostLink eq: Int gte: Int } \
                   input PostLink { NOT: PostLink node: PostWhere edge: TenureWhere } \
                   input CountryLink { node: CountryWhere isNull: Boolean } \
                   input PostWhere { rank: Int } input TenureWhere { title: Texts } \
                   input CountryWhere { iso2: Texts } input Texts { contains: String eq: String } \
                   input EntityWhere { name: Texts on: KindWhere } \
                   input KindWhere { Person: PersonWhere Post: PostWhere } \
                   input PersonOrder { posts: PostLinksOrder born: Part spot: PointOrder } \
                   input TextListFilter { has: String } \
                   input PostLinksOrder { where: PostLink count: Part max: PostLinkOrder } \
                   input PostLinkOrder { node: PostOrder } input PostOrder { rank: Part } \
                   input PointOrder { latitude: Part distanceFrom: Distance } \
                   input Distance { latitude: Float! } enum Part { VALUE }";
        let schema = Schema::parse_and_validate(sdl, "test").unwrap();
        for (query, expected) in [
            (
                "{ people(where: { posts: { node: {} } }) }",
                "field `node` does not exist on `PostLinks`; did you mean `some: {node: ...}`?",
            ),
            (
                "{ people(where: { posts: { title: {} } }) }",
                "field `title` does not exist on `PostLinks`; \
                 did you mean `some: {edge: {title: ...}}`?",
            ),
            (
                "{ people(where: { posts: { count: { rank: 1 } } }) }",
                "field `rank` does not exist on `Count`; did you mean `where: {node: {rank: ...}}`?",
            ),
            (
                "{ people(where: { country: { iso2: {} } }) }",
                "field `iso2` does not exist on `CountryLink`; did you mean `node: {iso2: ...}`?",
            ),
            (
                "{ people(where: { country: { none: {} } }) }",
                "field `none` does not exist on `CountryLink`; it leads to one entity: \
                 write `node: {...}`, or `isNull: true` if there is none",
            ),
            (
                "{ all(where: { rank: 1 }) }",
                "field `rank` does not exist on `EntityWhere`; \
                 did you mean `on: {Post: {rank: ...}}`?",
            ),
            (
                "{ all(where: { on: { Country: {} } }) }",
                "field `Country` does not exist on `KindWhere`; it has `Person`, `Post`",
            ),
            ("{ people(where: { xyz: 1 }) }", "field `xyz` does not exist on `PersonWhere`"),
            (
                "{ people(order: { born: YEAR }) }",
                "value `YEAR` does not exist on `Part`; it has `VALUE`",
            ),
            (
                "{ people(order: { born: \"VALUE\" }) }",
                "expected value of type Part, found a string; \
                 write one of its values without quotes, such as `VALUE`",
            ),
            (
                "{ people(order: posts) }",
                "expected value of type PersonOrder, found an enum; write `{posts: ...}`",
            ),
            (
                "{ people(order: { posts: VALUE }) }",
                "expected value of type PostLinksOrder, found an enum; write `{count: ...}`",
            ),
            (
                "{ people(order: { posts: { rank: VALUE } }) }",
                "field `rank` does not exist on `PostLinksOrder`; \
                 did you mean `max: {node: {rank: ...}}`?",
            ),
            (
                "{ people(order: { spot: VALUE }) }",
                "expected value of type PointOrder, found an enum; write `{distanceFrom: ...}`",
            ),
            (
                "{ people(order: { langs: VALUE }) }",
                "field `langs` does not exist on `PersonOrder`; it is a list, which has no order: \
                 order by another key, or filter by it",
            ),
            (
                "{ people(where: { posts: { count: 2 } }) }",
                "expected value of type Count, found an integer; write `{eq: ...}`",
            ),
        ] {
            let errors = document::parse(query, &schema, &Limits::default()).unwrap_err();
            assert_eq!(errors[0].message, expected, "{query}");
        }
    }
}
