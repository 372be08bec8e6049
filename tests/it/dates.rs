//! Filters on partial dates, as docs/time.md tabulates them.

use crate::support::{answer, data, ids, small, toy};
use serde_json::json;

/// The conditions at the head of the table.
const CONDITIONS: [&str; 6] = [
    r#"{before: "2019-05"}"#,
    r#"{after: "2019-05"}"#,
    r#"{during: {from: "2019-05-01", to: "2019-05-31"}}"#,
    r#"{certainly: {before: "2019-05"}}"#,
    r#"{certainly: {after: "2019-05"}}"#,
    r#"{certainly: {during: {from: "2019-05-01", to: "2019-05-31"}}}"#,
];

/// A row of the table: a date, and which of the conditions it meets.
fn rows(page: &str) -> Vec<(String, [bool; 6])> {
    let table = page.lines().skip_while(|line| !line.starts_with("| the date is")).skip(2);
    let rows = table.take_while(|line| line.starts_with('|')).flat_map(|line| {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let dates = cells.next().unwrap();
        let met: Vec<bool> = cells.map(|cell| cell == "yes").collect();
        let met: [bool; 6] = met.try_into().unwrap();
        dates
            .split(", ")
            .map(move |date| (date.trim_matches('`').to_owned(), met))
            .collect::<Vec<_>>()
    });
    rows.collect()
}

#[test]
fn the_table_of_the_manual_is_what_filters_answer() {
    let rows = rows(&std::fs::read_to_string("docs/time.md").unwrap());
    assert_eq!(rows.len(), 11);
    let elements = rows.iter().enumerate().map(|(at, (date, _))| match date.as_str() {
        "absent" => format!("  t{at}: {{name: a element}}\n"),
        date => format!("  t{at}: {{name: a element, day: \"{date}\"}}\n"),
    });
    let world = small(
        "dates",
        "type Element @node { day: PartialDate }\n",
        &format!("Element:\n{}", elements.collect::<String>()),
    );
    for (column, condition) in CONDITIONS.iter().enumerate() {
        let query = format!("{{ elements(where: {{day: {condition}}}) {{ nodes {{ id }} }} }}");
        let found = data(&world, &query, None);
        let found = ids(&found["elements"]["nodes"]);
        for (at, (date, met)) in rows.iter().enumerate() {
            let is_found = found.contains(&format!("t{at}").as_str());
            assert_eq!(is_found, met[column], "{date} by {condition}");
        }
    }
}

#[test]
fn operands_that_are_no_days_are_refused() {
    let refusal = |condition: &str| {
        let query = format!("{{ people(where: {{born: {condition}}}) {{ totalCount }} }}");
        let response = answer(toy(), &query, None);
        assert_eq!(
            response["errors"][0]["extensions"]["code"],
            json!("BAD_USER_INPUT"),
            "{condition}"
        );
        response["errors"][0]["message"].as_str().unwrap().to_owned()
    };
    for (condition, message) in [
        (r#"{before: "?"}"#, "`where.born.before` takes a date that is known, and \"?\" is none"),
        (
            r#"{certainly: {after: "?"}}"#,
            "`where.born.certainly.after` takes a date that is known, and \"?\" is none",
        ),
        (
            r#"{during: {from: "2019-05-02", to: "2019-05-01"}}"#,
            "`where.born.during` ends before it starts; `from` is its first day, `to` its last",
        ),
        (
            r#"{during: {from: "2019"}}"#,
            "`where.born.during.from` takes a full date such as \"2019-05-03\", and \"2019\" is none",
        ),
        (
            r#"{possibly: {during: {to: "2019-05-03?"}}}"#,
            "`where.born.possibly.during.to` takes a full date such as \"2019-05-03\", and \"2019-05-03?\" is none",
        ),
        (
            r#"{during: null}"#,
            "`where.born.during` cannot be null: a condition that is null would let everything pass; leave it out, or ask with `isNull: true`",
        ),
        (
            r#"{certainly: null}"#,
            "`where.born.certainly` cannot be null: a condition that is null would let everything pass; leave it out, or ask with `isNull: true`",
        ),
    ] {
        assert_eq!(refusal(condition), message);
    }
}
