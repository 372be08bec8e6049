//! `BigInt`, `Decimal` and `DateTime`: kept exactly, compared by what they mean.

use crate::support::{answer, data, ids, small};
use corridor::snapshot::Snapshot;
use serde_json::{Value, json};
use std::sync::LazyLock;

const SCHEMA: &str = r#"
type Account @node {
  number: BigInt @unique
  balance: Decimal @unique
  opened: DateTime
  rates: [Decimal!]
  seen: [DateTime!]
  numbers: [BigInt!]
  paid: [Account!]! @relationship(type: "PAID", direction: OUT, properties: "Payment")
}
type Payment @relationshipProperties { amount: Decimal made: DateTime trace: BigInt }
"#;

/// The numbers of a and b are one double; b and c opened at one instant.
const FACTS: &str = r#"
Account:
  a:
    name: A
    number: 9007199254740993
    balance: 0.10
    opened: 2024-05-01T12:00:00+06:00
    rates: [1.50, 2]
    seen: ["2024-05-01T12:00:00+06:00"]
    numbers: [-9223372036854775808, "7"]
    paid:
      - {to: b, amount: 100.00, made: "2024-05-02T00:00:00Z", trace: 9007199254740993}
      - {to: c, amount: "99.995"}
  b:
    name: B
    number: 9007199254740992
    balance: 0.3
    opened: "2024-05-01T10:00:00.5+04:00"
  c:
    name: C
    number: -5
    balance: 12345678901234567890.12345678
    opened: "2024-05-01T06:00:00.500Z"
  d: {name: D}
"#;

static WORLD: LazyLock<Snapshot> = LazyLock::new(|| small("scalars", SCHEMA, FACTS));

#[track_caller]
fn ask(query: &str) -> Value {
    data(&WORLD, query, None)
}

#[track_caller]
fn found(arguments: &str) -> String {
    ids(&ask(&format!("{{ accounts({arguments}) {{ nodes {{ id }} }} }}"))["accounts"]["nodes"])
        .join(" ")
}

#[test]
fn values_are_texts_as_they_were_written() {
    let answer = ask("{ account(id: \"a\") { number balance opened rates seen numbers
             paid { edges { amount made trace } } } }");
    assert_eq!(
        answer["account"],
        json!({
            "number": "9007199254740993",
            "balance": "0.10",
            "opened": "2024-05-01T12:00:00+06:00",
            "rates": ["1.50", "2"],
            "seen": ["2024-05-01T12:00:00+06:00"],
            "numbers": ["-9223372036854775808", "7"],
            "paid": {"edges": [
                {
                    "amount": "100.00",
                    "made": "2024-05-02T00:00:00Z",
                    "trace": "9007199254740993",
                },
                {"amount": "99.995", "made": null, "trace": null},
            ]},
        })
    );
}

#[test]
fn filters_compare_what_values_mean() {
    for (condition, expected) in [
        // A double has one value for both.
        ("number: {eq: \"9007199254740993\"}", "a"),
        ("number: {eq: 9007199254740993}", "a"),
        ("number: {lt: 9007199254740993, gt: -5}", "b"),
        ("number: {in: [-5, \"9007199254740992\"]}", "b c"),
        ("number: {isNull: true}", "d"),
        ("number: {ne: -5}", "a b d"),
        ("balance: {eq: \"0.1\"}", "a"),
        ("balance: {eq: \"0.1000\"}", "a"),
        ("balance: {gte: \"0.1\", lte: \"0.30\"}", "a b"),
        ("balance: {gt: 1}", "c"),
        ("balance: {eq: 0.1}", "a"),
        ("balance: {eq: 12345678901234567890.12345678}", "c"),
        ("balance: {eq: 12345678901234567890.12345679}", ""),
        ("balance: {notIn: [\"0.3\"]}", "a c d"),
        ("opened: {eq: \"2024-05-01T06:00:00Z\"}", "a"),
        ("opened: {eq: \"2024-05-01T06:00:00.5Z\"}", "b c"),
        ("opened: {gt: \"2024-05-01T06:00:00Z\"}", "b c"),
        ("opened: {lte: \"2024-04-30T23:00:00-07:00\"}", "a"),
        ("rates: {has: \"1.5\"}", "a"),
        ("rates: {hasAll: [\"2.00\", \"1.5\"]}", "a"),
        ("rates: {hasAny: [\"3\", 4]}", ""),
        ("rates: {isEmpty: true}", "b c d"),
        ("seen: {has: \"2024-05-01T06:00:00Z\"}", "a"),
        ("numbers: {hasAny: [7, 8]}", "a"),
        ("paid: {some: {edge: {amount: {eq: \"100\"}}}}", "a"),
        ("paid: {some: {edge: {made: {lt: \"2024-05-02T00:00:00+01:00\"}}}}", ""),
        ("paid: {some: {edge: {trace: {gte: \"9007199254740993\"}}}}", "a"),
    ] {
        assert_eq!(found(&format!("where: {{{condition}}}")), expected, "{condition}");
    }
}

#[test]
fn lookups_find_what_means_the_same() {
    for (key, expected) in [
        ("number: \"9007199254740993\"", Some("a")),
        ("number: 9007199254740992", Some("b")),
        ("balance: \"0.1\"", Some("a")),
        ("balance: \"0.300\"", Some("b")),
        ("balance: \"0.4\"", None),
        ("balance: 0.10", Some("a")),
        ("balance: 12345678901234567890.12345678", Some("c")),
        ("balance: 12345678901234567890.12345679", None),
        ("id: \"d\"", Some("d")),
    ] {
        let answer = ask(&format!("{{ account({key}) {{ id }} }}"));
        assert_eq!(answer["account"]["id"].as_str(), expected, "{key}");
    }
}

/// `7.5` and `7.50` are one amount, in a list too, and an instant is one whatever its offset.
#[test]
fn claims_conflict_by_what_they_mean() {
    let facts = r#"
Account:
  e:
    name: E
    balance:
      claims:
        - {value: 7.5, sources: [ledger], preferred: true}
        - {value: "7.50", sources: [letter]}
    opened:
      claims:
        - {value: "2024-06-01T06:00:00+06:00", sources: [ledger], preferred: true}
        - {value: "2024-06-01T00:00:00Z", sources: [letter]}
    rates:
      claims:
        - {value: [1.5, 2], sources: [ledger], preferred: true}
        - {value: ["1.50", "2.0"], sources: [letter]}
    numbers:
      claims:
        - {value: [1, 2], sources: [ledger], preferred: true}
        - {value: [1], sources: [letter]}
    number:
      claims:
        - {value: 11, sources: [ledger], preferred: true}
        - {value: 12, sources: [letter]}
Source:
  ledger: {name: Ledger}
  letter: {name: Letter}
"#;
    let world = small("scalar-claims", SCHEMA, facts);
    let answer = data(&world, "{ conflicts { nodes { field claims { value } } } }", None);
    assert_eq!(
        answer["conflicts"]["nodes"],
        json!([
            {"field": "number", "claims": [{"value": "11"}, {"value": "12"}]},
            {"field": "numbers", "claims": [{"value": ["1", "2"]}, {"value": ["1"]}]},
        ])
    );
}

#[test]
fn orders_and_pages_are_exact() {
    for (order, expected) in [
        ("{number: ASC}", ["c", "b", "a", "d"]),
        ("{number: DESC}", ["a", "b", "c", "d"]),
        ("{balance: ASC}", ["a", "b", "c", "d"]),
        ("{balance: DESC}", ["c", "b", "a", "d"]),
        ("{opened: ASC}", ["a", "b", "c", "d"]),
        ("{opened: DESC}", ["b", "c", "a", "d"]),
    ] {
        let mut seen = Vec::new();
        let mut after = "null".to_owned();
        loop {
            let page = ask(&format!(
                "{{ accounts(orderBy: [{order}], first: 1, after: {after}) {{
                     nodes {{ id }} pageInfo {{ hasNextPage endCursor }} }} }}"
            ));
            let page = &page["accounts"];
            seen.extend(ids(&page["nodes"]).into_iter().map(str::to_owned));
            after = page["pageInfo"]["endCursor"].to_string();
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
        }
        assert_eq!(seen, expected, "{order}");
    }
}

#[test]
fn sums_and_groups_are_exact() {
    let answer = ask("{ accounts {
             aggregate(of: [{number: VALUE}, {balance: VALUE}]) {
               values { of count min exactMin max exactMax sum exactSum mean } }
             groups(by: [{opened: VALUE}]) { nodes { keys { value } count } }
           } }");
    assert_eq!(
        answer["accounts"]["aggregate"]["values"],
        json!([
            {
                "of": "number",
                "count": 3,
                "min": -5,
                "exactMin": "-5",
                "max": 9_007_199_254_740_992_i64,
                "exactMax": "9007199254740993",
                "sum": 18_014_398_509_481_980_i64,
                "exactSum": "18014398509481980",
                "mean": 6_004_799_503_160_660_i64,
            },
            {
                "of": "balance",
                "count": 3,
                "min": 0.1,
                "exactMin": "0.10",
                "max": 12_345_678_901_234_567_000_u64,
                "exactMax": "12345678901234567890.12345678",
                "sum": 12_345_678_901_234_567_000_u64,
                "exactSum": "12345678901234567890.52345678",
                "mean": 4_115_226_300_411_522_600_i64,
            },
        ])
    );
    assert_eq!(
        answer["accounts"]["groups"]["nodes"],
        json!([
            {"keys": [{"value": "2024-05-01T06:00:00.5Z"}], "count": 2},
            {"keys": [{"value": "2024-05-01T12:00:00+06:00"}], "count": 1},
            {"keys": [{"value": null}], "count": 1},
        ])
    );
}

/// The sums and means of groups have more digits than a `Decimal` and than a double.
#[test]
fn groups_are_ordered_by_every_digit() {
    let facts = r#"
Account:
  a: {name: A, number: 1, rates: ["12345678901234567890.12345678", "0.000000000000000000000001"]}
  b: {name: B, number: 2, rates: ["12345678901234567890.12345678", "0.000000000000000000000002"]}
  c: {name: C, number: 3, rates: ["12345678901234567890.12345678"]}
  d: {name: D, number: 4, rates: ["79228162514264337593543950335", "0.5", "-79228162514264337593543950335"]}
"#;
    let world = small("scalar-sums", SCHEMA, facts);
    let by = |key: &str| {
        let query = format!(
            "{{ accounts {{ groups(by: [{{name: VALUE}}], of: [{{rates: VALUE}}],
                 orderBy: [{{{key}}}]) {{
               nodes {{ keys {{ value }} aggregate {{ values {{ exactSum }} }} }} }} }} }}"
        );
        let groups = data(&world, &query, None)["accounts"]["groups"]["nodes"].clone();
        let groups = groups.as_array().unwrap().iter();
        let shown = |group: &Value| {
            let sum = group["aggregate"]["values"][0]["exactSum"].as_str().unwrap().to_owned();
            (group["keys"][0]["value"].as_str().unwrap().to_owned(), sum)
        };
        groups.map(shown).collect::<Vec<_>>()
    };
    let sums = [
        ("B", "12345678901234567890.123456780000000000000002"),
        ("A", "12345678901234567890.123456780000000000000001"),
        ("C", "12345678901234567890.12345678"),
        ("D", "0.5"),
    ]
    .map(|(name, sum)| (name.to_owned(), sum.to_owned()));
    assert_eq!(by("sum: DESC"), sums);
    let names = |key: &str| by(key).into_iter().map(|(name, _)| name).collect::<String>();
    assert_eq!((names("sum: ASC"), names("mean: DESC")), ("DCAB".to_owned(), "CBAD".to_owned()));
}

#[test]
fn what_is_no_value_is_refused() {
    for (condition, message) in [
        (
            "number: {eq: \"1.5\"}",
            "`where.number.eq`: \"1.5\" is not a BigInt; write a whole number",
        ),
        (
            "number: {gt: 9223372036854775808}",
            "`where.number.gt`: 9223372036854775808 is not a BigInt, which has 64 bits; use Decimal for larger \
             numbers",
        ),
        (
            "number: {gt: true}",
            "`where.number.gt` takes a whole number of 64 bits, in double quotes",
        ),
        (
            "balance: {eq: true}",
            "`where.balance.eq` takes a decimal fraction such as 12.50, in double quotes",
        ),
        (
            "balance: {eq: 1e3}",
            "`where.balance.eq`: \"1e3\" is not a Decimal; write digits, with a point if there is a fraction: 12.50",
        ),
        (
            "balance: {in: [\"1e3\"]}",
            "`where.balance.in[0]`: \"1e3\" is not a Decimal; write digits, with a point if there is a fraction: 12.50",
        ),
        (
            "opened: {eq: \"2024-05-01\"}",
            "`where.opened.eq`: \"2024-05-01\" is not a date with a time; write it as \
             2024-05-01T12:30:00+06:00, or with Z at its end for UTC",
        ),
    ] {
        let query = format!("{{ accounts(where: {{{condition}}}) {{ totalCount }} }}");
        let answer = answer(&WORLD, &query, None);
        assert_eq!(answer["errors"][0]["message"], message, "{condition}: {answer}");
    }
}

/// The digits of a number in a document are those that were written. One in variables may have
/// been rounded by whoever wrote or read them.
#[test]
fn fractions_in_variables_are_texts() {
    for (query, place) in [
        (
            "query($n: Decimal!) { accounts(where: {balance: {in: [$n]}}) { nodes { id } } }",
            "`where.balance.in[0]`",
        ),
        ("query($n: Decimal) { account(balance: $n) { id } }", "`balance`"),
    ] {
        let asked =
            |number: Value| answer(&WORLD, query, Some(&json!({ "n": number }).to_string()));
        assert_eq!(
            asked(json!(0.1))["errors"][0]["message"],
            format!("{place}: 0.1 in variables may have been rounded; write it as a text: \"0.1\"")
        );
        assert!(asked(json!("0.1")).to_string().contains("\"id\":\"a\""));
        assert!(asked(json!(1.0)).get("errors").is_none());
    }
    let default = "query($n: Decimal = 0.1) { account(balance: $n) { id } }";
    assert_eq!(ask(default)["account"]["id"], "a");
}

#[test]
fn files_carry_them_exactly() {
    let file = |format: &str| {
        let answer = ask(&format!(
            "{{ subgraph(roots: [\"a\"], depth: 1) {{ export(format: {format}) }} }}"
        ));
        answer["subgraph"]["export"].as_str().unwrap().to_owned()
    };
    for (format, parts) in [
        ("GRAPHML", &["attr.type=\"long\"", ">9007199254740993<", ">0.10<"][..]),
        ("GEXF", &["title=\"number\" type=\"long\"", "value=\"9007199254740993\""]),
        ("NODE_LINK", &["\"number\":\"9007199254740993\"", "\"balance\":\"0.10\""]),
        ("CX2", &["\"number\":9007199254740993", "\"d\":\"long\""]),
        ("CSV", &["9007199254740993", "99.995", "2024-05-02T00:00:00Z"]),
        (
            "N_TRIPLES",
            &[
                "\"9007199254740993\"^^<http://www.w3.org/2001/XMLSchema#integer>",
                "\"0.10\"^^<http://www.w3.org/2001/XMLSchema#decimal>",
                "\"2024-05-01T12:00:00+06:00\"^^<http://www.w3.org/2001/XMLSchema#dateTime>",
            ],
        ),
    ] {
        let text = file(format);
        for part in parts {
            assert!(text.contains(part), "{format} has no {part}:\n{text}");
        }
    }
}

/// The numbers of A and B are one floating-point number.
#[test]
fn groups_are_ordered_by_all_digits_of_a_number() {
    for order in ["min: ASC", "max: ASC", "sum: ASC"] {
        let groups = ask(&format!(
            "{{ accounts {{ groups(by: {{ name: VALUE }}, of: {{ number: VALUE }}, \
             orderBy: {{ {order} }}) {{ nodes {{ keys {{ value }} }} }} }} }}"
        ));
        let nodes = groups["accounts"]["groups"]["nodes"].as_array().unwrap();
        let names: Vec<_> = nodes.iter().map(|it| it["keys"][0]["value"].as_str()).collect();
        assert_eq!(names, [Some("C"), Some("B"), Some("A"), Some("D")], "{order}");
    }
}

/// `BigInt`, `Decimal` and numbers of links compare as numbers, with all of their digits.
#[test]
fn fields_of_different_numbers_are_compared_exactly() {
    let found = |comparison: &str| found(&format!("where: {{ compare: {{ {comparison} }} }}"));
    assert_eq!(found("field: \"number\", gt: \"balance\""), "a b");
    assert_eq!(found("field: \"balance\", gt: \"number\""), "c");
    assert_eq!(found("field: \"balance\", ne: \"number\""), "a b c d");
    assert_eq!(found("field: \"paid.count\", gt: \"balance\""), "a");
    assert_eq!(found("field: \"number\", lte: \"paid.count\""), "c");
    let links = ask("{ accounts { nodes { paid(where: { edge: { compare: [
             { field: \"trace\", eq: \"from.number\" }, { field: \"trace\", gt: \"to.number\" }
           ] } }) { nodes { id } } } } }");
    assert_eq!(ids(&links["accounts"]["nodes"][0]["paid"]["nodes"]), ["b"]);
    let links = ask("{ accounts { nodes { paid(where: { edge: { compare: {
             field: \"trace\", eq: \"to.number\" } } }) { nodes { id } } } } }");
    assert_eq!(links["accounts"]["nodes"][0]["paid"]["nodes"], json!([]));
}

/// Several exact numbers have one nearest floating-point number, which has the digits of one.
#[test]
fn a_float_is_compared_by_the_digits_that_it_is_shown_with() {
    let schema = "type Sum @node { float: Float exact: Decimal whole: BigInt }";
    let facts = "Sum:
  a: {name: A, float: 1e21, exact: 1000000000000000000000.000001, whole: 1}
  b: {name: B, float: 0.1, exact: 0.1, whole: 0}
  c: {name: C, float: 9007199254740992, exact: 9007199254740991.9, whole: 9007199254740993}
  d: {name: D, float: -0.5, exact: -0.50, whole: -1}
  e: {name: E, float: 1e300, exact: 79228162514264337593543950335, whole: 9223372036854775807}
  f: {name: F, float: 1e-300, exact: 0, whole: 0}";
    let world = small("floats", schema, facts);
    let found = |test: &str| {
        let query = format!("{{ sums(where: {{ compare: {{ {test} }} }}) {{ nodes {{ id }} }} }}");
        ids(&data(&world, &query, None)["sums"]["nodes"]).join(" ")
    };
    assert_eq!(found("field: \"float\", eq: \"exact\""), "b d");
    assert_eq!(found("field: \"float\", lt: \"exact\""), "a");
    assert_eq!(found("field: \"exact\", lt: \"float\""), "c e f");
    assert_eq!(found("field: \"whole\", gt: \"float\""), "c");
    assert_eq!(found("field: \"float\", gt: \"whole\""), "a b d e f");
}
