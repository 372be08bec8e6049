//! Errors of validation with what is suggested, as `document` makes them.

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
        ("{ people { birthday @skp(if: true) } }", "@skip"),
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
                 all(where: EntityWhere): [ID!]! links(where: AnyLink, order: AnyOrder): [ID!]! \
                 country(id: ID, iso2: String): Country more: Query! \
                 groups(by: [PersonValue!], byEdge: [TenureValue!], of: [PersonValue!], \
                   ofEdge: [TenureValue!]): Int } \
               type Country { id: ID! } input MotherValue { name: Part } \
               input PersonValue { name: Part mother: MotherValue } \
               input TenureValue { role: Part } input MoneyWhere { amount: Int } \
               input MoneyList { some: MoneyWhere none: MoneyWhere count: IntFilter } \
               input IntFilter { eq: Int isNull: Boolean } \
               input MoneyOrder { amount: Part currency: Part } \
               input PersonFilter { node: PersonWhere isNull: Boolean } \
               input PersonWhere { AND: [PersonWhere!] name: Texts langs: TextListFilter posts: PostLinks \
                 country: CountryLink patron: PersonFilter rents: MoneyList a: Texts b: Texts c: Texts d: Texts e: Texts f: Texts g: Texts } \
               input PostLinks { some: PostLink all: PostLink none: PostLink count: Count } \
               input Count { where: PostLink eq: Int gte: Int } \
               input PostLink { NOT: PostLink node: PostWhere edge: TenureWhere } \
               input CountryLink { node: CountryWhere isNull: Boolean } \
               input PostWhere { rank: Int } input TenureWhere { title: Texts } \
               input CountryWhere { iso2: Texts id: Texts } input Texts { contains: String eq: String } \
               input AnyLink { other: EntityWhere at: Int } input AnyOrder { other: EntityOrder } \
               input EntityOrder { name: Part } input EntityWhere { name: Texts on: KindWhere } \
               input KindWhere { Person: PersonWhere Post: PostWhere } \
               input PersonOrder { posts: PostLinksOrder born: Part spot: PointOrder rent: MoneyOrder } \
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
            "{ links(where: { rank: 1 }) }",
            "field `rank` does not exist on `AnyLink`; \
             did you mean `other: {on: {Post: {rank: ...}}}`?",
        ),
        (
            "{ links(where: { node: 1 }) }",
            "field `node` does not exist on `AnyLink`; \
             the entity at the other end is `other: {...}` here",
        ),
        (
            "{ links(where: { edge: 1 }) }",
            "field `edge` does not exist on `AnyLink`; \
             conditions on the link itself stand here without `edge`",
        ),
        (
            "{ links(order: { other: { rank: VALUE } }) }",
            "field `rank` does not exist on `EntityOrder`; Post has it, and here stand entities \
             of several kinds, which are ordered by what all of them have: `name`; a relation \
             field that leads to Post takes `node: {rank: ...}`",
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
             write it without quotes: `VALUE`",
        ),
        (
            "{ people(order: { born: \"YEAR\" }) }",
            "expected value of type Part, found a string; \
             write one of its values without quotes, such as `VALUE`",
        ),
        (
            "{ people(order: posts) }",
            "expected value of type PersonOrder, found an enum; \
             write `{posts: {...}}`",
        ),
        (
            "{ people(where: { posts: { count: 2 } }) }",
            "expected value of type Count, found an integer; write `{eq: ...}`",
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
            "{ people(where: { country: { eq: 1 } }) }",
            "field `eq` does not exist on `CountryLink`; it stands for an entity, not for a value: \
             write `node: {iso2: {eq: ...}}`",
        ),
        (
            "{ people(where: { country: { contains: \"K\" } }) }",
            "field `contains` does not exist on `CountryLink`; it stands for an entity, not for a \
             value: write `node: {iso2: {eq: ...}}`",
        ),
        (
            "{ people(where: { patron: { in: 1 } }) }",
            "field `in` does not exist on `PersonFilter`; it stands for an entity, not for a \
             value: write `node: {id: {in: ...}}`",
        ),
        (
            "{ people(where: { country: \"KG\" }) }",
            "expected value of type CountryLink, found a string; \
             write `{node: {iso2: {eq: ...}}}`",
        ),
        (
            "{ people(where: { rents: { isEmpty: true } }) }",
            "field `isEmpty` does not exist on `MoneyList`; its items have fields: \
             write `some: {...}`, and `none: {}` for an empty list",
        ),
        (
            "{ people(where: { rents: { count: { where: {} } } }) }",
            "field `where` does not exist on `IntFilter`; only the `count` of links takes `where`; \
             ask of other items with `some: {...}`, `all`, `none` or `single`",
        ),
        (
            "{ people(order: { rent: VALUE }) }",
            "expected value of type MoneyOrder, found an enum; \
             write `{amount: VALUE}`, or one of `currency` there",
        ),
        (
            "{ groups(by: [{ role: VALUE }]) }",
            "field `role` does not exist on `PersonValue`; \
             did you mean `byEdge: [{role: ...}]`?",
        ),
        (
            "{ ... { ... on Query { more { groups(by: { name: VALUE }, byEdge: { name: VALUE }) } } } }",
            "field `name` does not exist on `TenureValue`; did you mean `by: [{name: ...}]`?",
        ),
        (
            "{ groups(by: [{ mother: { role: VALUE } }]) }",
            "field `role` does not exist on `MotherValue`; it has `name`",
        ),
    ] {
        let errors = document::parse(query, &schema, &Limits::default()).unwrap_err();
        assert_eq!(errors[0].message, expected, "{query}");
    }
}

/// A field of one of the kinds that a union or an interface stands for.
#[test]
fn a_field_of_some_kinds_is_shown_in_a_fragment() {
    let sdl = "type Query { any: Entity body: Body port: Port all: All } \
               interface Entity { id: ID! name: String } union Body = Company | Fund \
               union Port = Pier | Fund union All = Pier | Fund | Company type Pier { id: ID! } \
               type Company implements Entity { id: ID! name: String founded: String form: String } \
               type Fund implements Entity { id: ID! name: String capital: Int form: String }";
    let schema = Schema::parse_and_validate(sdl, "test").unwrap();
    for (query, end) in [
        ("{ body { name } }", "; write `... on Entity { name }`"),
        ("{ body { capital } }", "; write `... on Fund { capital }`"),
        ("{ any { form } }", "; write `... on Company { form }`, or the same on `Fund`"),
        ("{ port { name } }", "; write `... on Fund { name }`"),
        ("{ all { name } }", "; write `... on Entity { name }`"),
        ("{ any { nam } }", "; did you mean \"name\"?"),
        ("{ body { nam } }", "does not have a field `nam`"),
    ] {
        let errors = document::parse(query, &schema, &Limits::default()).unwrap_err();
        assert!(errors.iter().any(|it| it.message.ends_with(end)), "{query}\n{errors:?}");
    }
}

/// Conditions on what has fields, on kinds, on links and on their number.
#[test]
fn a_field_that_stands_in_the_wrong_place_is_put_right() {
    let sdl = "type Query { people(where: PersonWhere, order: PersonOrder): People! all(where: EntityWhere): [ID!]! } \
               type People { totalCount: Int! nodes: [Person!]! } \
               type Person { born(of: Int!): Int id: ID! rent: Money! } \
               type Money { amount(in: Int!): Int currency: Currency } enum Currency { EUR } \
               input Number { eq: Int gt: Int isNull: Boolean } input Text { eq: String isNull: Boolean } \
               input MoneyWhere { NOT: MoneyWhere isNull: Boolean amount: Number currency: Text } \
               input MoneyList { some: MoneyWhere none: MoneyWhere count: Number } \
               input Compare { field: String } \
               input PersonWhere { id: Text rent: MoneyWhere rents: MoneyList knows: KnowsLinks compare: Compare } \
               input KnowsLinks { some: KnowsLink none: KnowsLink count: KnowsCount } \
               input KnowsCount { where: KnowsLink distinct: Boolean gt: Int } \
               input KnowsLink { node: PersonWhere edge: KnowsWhere } \
               input KnowsWhere { compare: Compare } \
               input PlaceWhere { id: Text rent: MoneyWhere } \
               input EntityWhere { id: Text on: KindWhere } \
               input KindWhere { Bridge: PlaceWhere Facility: PlaceWhere Person: PersonWhere Post: KnowsWhere Region: PlaceWhere Site: PlaceWhere } \
               enum Direction { ASC } input PersonOrder { id: Direction spot: PointOrder } \
               input PointOrder { latitude: Direction distanceFrom: Distance } \
               input Distance { latitude: Float! direction: Direction }";
    let schema = Schema::parse_and_validate(sdl, "test").unwrap();
    for (query, expected) in [
        (
            "{ all(where: { rent: {} }) }",
            "field `rent` does not exist on `EntityWhere`; did you mean `on: {Bridge: {rent: ...}}`? \
             `Bridge`, `Facility`, `Person` and 2 more have it",
        ),
        (
            "{ all(where: { compare: {} }) }",
            "field `compare` does not exist on `EntityWhere`; did you mean \
             `on: {Person: {compare: ...}}`? `Person` and `Post` have it",
        ),
        (
            "{ people(where: { knows: { some: { compare: {} } } }) { totalCount } }",
            "field `compare` does not exist on `KnowsLink`; did you mean `node: {compare: ...}`, \
             or `edge: {compare: ...}`?",
        ),
        (
            "{ people(where: { knows: { compare: {} } }) { totalCount } }",
            "field `compare` does not exist on `KnowsLinks`; did you mean \
             `some: {node: {compare: ...}}`, or `some: {edge: {compare: ...}}`?",
        ),
        (
            "{ people(where: { rent: { gt: 1000 } }) { totalCount } }",
            "field `gt` does not exist on `MoneyWhere`; it has fields, which are compared: write \
             `amount: {gt: ...}`",
        ),
        (
            "{ people(where: { rent: { eq: { amount: 1 } } }) { totalCount } }",
            "field `eq` does not exist on `MoneyWhere`; it has fields, which are compared: write \
             `amount: {eq: ...}`, or `currency: {eq: ...}`",
        ),
        (
            "{ people(where: { rents: { gt: 1000 } }) { totalCount } }",
            "field `gt` does not exist on `MoneyList`; its items have fields, which are compared: \
             write `some: {amount: {gt: ...}}`",
        ),
        (
            "{ people(where: { knows: { count: { gt: 2 }, where: {} } }) { totalCount } }",
            "field `where` does not exist on `KnowsLinks`; it belongs to the number of links: write \
             `count: {where: ..., gte: ...}`",
        ),
        (
            "{ people(order: { spot: { distanceFrom: { latitude: 1 }, direction: ASC } }) { totalCount } }",
            "field `direction` does not exist on `PointOrder`; did you mean \
             `distanceFrom: {direction: ...}`?",
        ),
        (
            "{ people(order: { spot: { distanceFrom: { latitude: 1 } }, direction: ASC }) { totalCount } }",
            "field `direction` does not exist on `PersonOrder`; did you mean \
             `spot: {distanceFrom: {direction: ...}}`?",
        ),
        (
            "{ people }",
            "`people` is an object: say which of its fields, for example `people { nodes { id } }`",
        ),
        (
            "{ people { nodes { id cost: rent } } }",
            "`rent` is an object: say which of its fields, for example `rent { currency }`",
        ),
        (
            "{ people { nodes { ...P } } } fragment P on Person { ... on Person { rent } }",
            "`rent` is an object: say which of its fields, for example `rent { currency }`",
        ),
    ] {
        let errors = document::parse(query, &schema, &Limits::default()).unwrap_err();
        assert_eq!(errors[0].message, expected, "{query}");
    }
}

/// The validator also tells of one that is there and of which nothing exists.
#[test]
fn a_selection_is_missing_only_where_there_is_none() {
    let sdl = "type Query { people(first: Int): [Person!]! service: Service } \
               type Service { version: String } type Person { name: String }";
    let schema = Schema::parse_and_validate(sdl, "test").unwrap();
    for (query, expected) in [
        ("{ people { nam } }", "type `Person` does not have a field `nam`; did you mean \"name\"?"),
        (
            "{ all: people }",
            "`people` is an object: say which of its fields, for example `people { name }`",
        ),
        (
            "query Q { ...F } fragment F on Query { service }",
            "`service` is an object: say which of its fields, for example `service { version }`",
        ),
    ] {
        let errors = document::parse(query, &schema, &Limits::default()).unwrap_err();
        let messages: Vec<_> = errors.iter().map(|it| &it.message).collect();
        assert_eq!(messages, [expected], "{query}");
    }
}

#[test]
fn a_field_of_the_link_is_looked_for_on_the_edge() {
    let sdl = "type Query { people: Connection! } \
               type Connection { nodes: [Person!]! edges: [Edge!]! } \
               type Edge { node: Person! since: String } type Person { name: String sinc: Int }";
    let schema = Schema::parse_and_validate(sdl, "test").unwrap();
    for (query, expected) in [
        (
            "{ people { nodes { name since } } }",
            "type `Person` does not have a field `since`; it is a field of the edge: write \
             `edges { since node { ... } }` instead of `nodes { ... }`",
        ),
        (
            "{ people { edges { node { since } } } }",
            "type `Person` does not have a field `since`; it is a field of the edge: write `since` \
             beside `node`",
        ),
        (
            "{ people { nodes { since: nam } } }",
            "type `Person` does not have a field `nam`; did you mean \"name\"?",
        ),
    ] {
        let errors = document::parse(query, &schema, &Limits::default()).unwrap_err();
        assert_eq!(errors[0].message, expected, "{query}");
    }
}
