//! When things changed: `changes` and `timeline`.

use crate::{
    shipped::named_query,
    sources::pages_are_the_whole,
    support::{Dice, answer, data, shipped, small},
};
use corridor::{snapshot::Snapshot, value::PartialDate};
use serde_json::{Value, json};
use std::{collections::HashSet, sync::LazyLock};

const SCHEMA: &str = r#"
type Person @node(plural: "people") @temporal(start: ["named", "born"], end: ["died"]) {
  named: PartialDate
  born: PartialDate
  died: PartialDate
  knows: [Person!]! @relationship(type: "KNOWS", direction: BOTH)
  saw: [Town!]! @relationship(type: "SAW", direction: OUT)
}
type Town @node { founded: PartialDate }
"#;

const SEED: &str = r#"
Person:
  ann:
    name: Ann
    named: 1951
    born: 1950-03-04
    died: "?"
    saw:
      - {to: abc, at: 2000}
      - {to: abc, at: 2000-05~}
      - {to: abc, at: 2000-05-05}
  bob:
    name: Bob
    died: 2000-12-31
    knows:
      - {to: ann, since: 1999-11, until: 2000-05-05, attested: [2000, 2000-02, 2000-02~]}
      - {to: dan, since: 2000-05-05?, until: "?"}
  cid: {name: Cid, knows: [ann]}
  dan: {name: Dan}
Town:
  abc: {name: A town, founded: 2000-05-05}
"#;

fn world() -> &'static Snapshot {
    static WORLD: LazyLock<Snapshot> = LazyLock::new(|| small("moments", SCHEMA, SEED));
    &WORLD
}

/// The moments of a root field, a line each.
fn moments(world: &Snapshot, field: &str) -> Vec<String> {
    let query = format!(
        "{{ it: {field} {{ nodes {{ date change certain entity {{ id }} link {{ id }} }} }} }}"
    );
    let found = data(world, &query, None);
    let line = |it: &Value| {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let of = match (&it["entity"], &it["link"]) {
            (Value::Null, link) => text(&link["id"]),
            (entity, Value::Null) => text(&entity["id"]),
            both => panic!("{both:?}"),
        };
        let doubt = if it["certain"] == json!(true) { "" } else { " perhaps" };
        format!("{} {}{doubt} {of}", text(&it["date"]), text(&it["change"]))
    };
    found["it"]["nodes"].as_array().unwrap().iter().map(line).collect()
}

fn changes(arguments: &str) -> Vec<String> {
    moments(world(), &format!("changes({arguments})"))
}

#[test]
fn changes_are_what_can_lie_in_some_days() {
    // Earliest day first, then the latest; on one day what began, happened, ended.
    let of_2000 = changes(r#"from: "2000-01-01", to: "2000-12-31""#);
    let expected = [
        "2000 HAPPENED ann~SAW~abc",
        "2000-05~ HAPPENED perhaps ann~SAW~abc~2",
        "2000-05-05? BEGAN perhaps bob~KNOWS~dan",
        "2000-05-05 HAPPENED ann~SAW~abc~3",
        "2000-05-05 ENDED ann~KNOWS~bob",
        "2000-12-31 ENDED bob",
    ];
    assert_eq!(of_2000, expected, "abc has no bounds in time, and what ended on `?` no day");
    // A day inside of a year and a month: what reaches into it from before is found.
    assert_eq!(
        changes(r#"from: "2000-05-31", to: "2000-05-31""#),
        ["2000 HAPPENED perhaps ann~SAW~abc", "2000-05~ HAPPENED perhaps ann~SAW~abc~2",]
    );
    assert_eq!(
        changes(r#"from: "2000-12-31", to: "2001-01-01""#),
        ["2000 HAPPENED perhaps ann~SAW~abc", "2000-12-31 ENDED bob",]
    );
    assert_eq!(changes(r#"from: "2001-01-01", to: "2030-01-01""#), [""; 0]);
    // Ann began on the earlier of two dates; of her end nobody knows the day.
    assert_eq!(
        changes(r#"from: "0001-01-01", to: "1999-12-31""#),
        ["1950-03-04 BEGAN ann", "1999-11 BEGAN ann~KNOWS~bob",]
    );
}

#[test]
fn changes_are_chosen_by_certainty_kind_and_relation() {
    let all = r#"from: "1999-11-02", to: "2000-12-31""#;
    let some = |arguments: &str| changes(&format!("{all}, {arguments}"));
    assert_eq!(
        some("certain: true"),
        [
            "2000 HAPPENED ann~SAW~abc",
            "2000-05-05 HAPPENED ann~SAW~abc~3",
            "2000-05-05 ENDED ann~KNOWS~bob",
            "2000-12-31 ENDED bob",
        ]
    );
    assert_eq!(some("certain: false").len(), 7);
    assert_eq!(some("kinds: [Person]"), ["2000-12-31 ENDED bob"]);
    assert_eq!(some("kinds: [Town]"), [""; 0]);
    assert_eq!(
        some("relations: [KNOWS]"),
        [
            "1999-11 BEGAN perhaps ann~KNOWS~bob",
            "2000-05-05? BEGAN perhaps bob~KNOWS~dan",
            "2000-05-05 ENDED ann~KNOWS~bob",
        ]
    );
    assert_eq!(some("kinds: [Person], relations: []"), ["2000-12-31 ENDED bob"]);
    assert_eq!(some("kinds: [Person], relations: [SAW], certain: true").len(), 3);
}

#[test]
fn a_timeline_has_all_dates_of_entities_and_their_links() {
    let timeline = |arguments: &str| moments(world(), &format!("timeline({arguments})"));
    let bob = [
        "1999-11 BEGAN ann~KNOWS~bob",
        "2000 ATTESTED ann~KNOWS~bob",
        "2000-02 ATTESTED ann~KNOWS~bob",
        "2000-02~ ATTESTED perhaps ann~KNOWS~bob",
        "2000-05-05? BEGAN perhaps bob~KNOWS~dan",
        "2000-05-05 ENDED ann~KNOWS~bob",
        "2000-12-31 ENDED bob",
    ];
    assert_eq!(timeline(r#"ids: ["bob"]"#), bob);
    assert_eq!(timeline(r#"ids: ["abc"]"#).len(), 3, "a town has no bounds in time");
    assert_eq!(timeline(r#"ids: ["cid"]"#), [""; 0]);
    assert_eq!(timeline("ids: []"), [""; 0]);
    // A link that touches both is there once.
    let both = timeline(r#"ids: ["bob", "ann", "bob"]"#);
    assert_eq!(both.len(), bob.len() + 1 + 3);
    assert!(bob.iter().all(|it| both.iter().any(|other| other == it)));
    // The days asked for decide what is there and what is certain.
    assert_eq!(
        timeline(r#"ids: ["bob"], from: "2000-02-10", to: "2000-05-04""#),
        [
            "2000 ATTESTED perhaps ann~KNOWS~bob",
            "2000-02 ATTESTED perhaps ann~KNOWS~bob",
            "2000-02~ ATTESTED perhaps ann~KNOWS~bob",
        ]
    );
    assert_eq!(
        timeline(r#"ids: ["bob"], from: "2000-12-31""#),
        ["2000 ATTESTED perhaps ann~KNOWS~bob", "2000-12-31 ENDED bob",]
    );
    assert_eq!(timeline(r#"ids: ["ann"], relations: [SAW], certain: true"#).len(), 2);
    assert_eq!(timeline(r#"ids: ["ann"], kinds: [Person]"#), ["1950-03-04 BEGAN ann"]);
}

#[test]
fn moments_of_what_is_not_so_yet_or_disputed_are_not_certain() {
    let seed = "
Person:
  ann: {name: Ann, saw: [{to: abc, at: 2001-01-01}, {to: abc, at: 2001-01-02, status: PLANNED}]}
  bob: {name: Bob, knows: [{to: ann, since: 2001-01-03, attested: [2001-01-04], evidence: DISPUTED}]}
Town: {abc: {name: A town}}
";
    let world = small("doubted", SCHEMA, seed);
    let during = r#"from: "2001-01-01", to: "2001-12-31""#;
    let all = moments(&world, &format!("changes({during})"));
    let told = [
        "2001-01-01 HAPPENED ann~SAW~abc",
        "2001-01-02 HAPPENED perhaps ann~SAW~abc~2",
        "2001-01-03 BEGAN perhaps ann~KNOWS~bob",
    ];
    assert_eq!(all, told);
    assert_eq!(moments(&world, &format!("changes({during}, certain: true)")), told[..1]);
    let timeline = moments(&world, r#"timeline(ids: ["bob"])"#);
    assert_eq!(timeline, [told[2], "2001-01-04 ATTESTED perhaps ann~KNOWS~bob"]);
    let certain = moments(&world, r#"timeline(ids: ["ann", "bob"], certain: true)"#);
    assert_eq!(certain, told[..1]);
}

#[test]
fn pages_of_moments() {
    let timeline =
        |arguments: &str| format!("{{ timeline(ids: [\"ann\", \"bob\"], {arguments}) PAGE }}");
    let changes = |arguments: &str| {
        format!("{{ changes(from: \"1990-01-01\", to: \"2000-12-31\", {arguments}) PAGE }}")
    };
    let certain = |arguments: &str| changes(&format!("certain: true, {arguments}"));
    let item = "{ date change link { id } entity { id } }";
    pages_are_the_whole(world(), &timeline, &["timeline"], item);
    pages_are_the_whole(world(), &changes, &["changes"], item);
    pages_are_the_whole(world(), &certain, &["changes"], item);
    let shipped_pages = |arguments: &str| {
        format!("{{ timeline(ids: [\"bakyt-torobaev\", \"ilham-aliyev\"], {arguments}) PAGE }}")
    };
    pages_are_the_whole(shipped(), &shipped_pages, &["timeline"], item);
}

#[test]
fn days_and_ids_that_cannot_be_are_refused() {
    for (field, message) in [
        (
            r#"changes(from: "2000-01-02", to: "2000-01-01")"#,
            "the range of days ends before it starts; `from` is its first day, `to` its last",
        ),
        (
            r#"changes(from: "2000", to: "2000-01-01")"#,
            "`from` takes a full date such as \"2019-05-03\", and \"2000\" is none",
        ),
        (
            r#"timeline(ids: ["ann"], to: "2000-02-30")"#,
            "`to` takes a full date such as \"2019-05-03\", and \"2000-02-30\" is none",
        ),
        (r#"timeline(ids: ["ann", "anne"])"#, "`ids`: there is no entity with the id \"anne\""),
        (
            r#"timeline(ids: ["ann~KNOWS~bob"])"#,
            "`ids`: there is no entity with the id \"ann~KNOWS~bob\"",
        ),
    ] {
        let response = answer(world(), &format!("{{ {field} {{ totalCount }} }}"), None);
        assert_eq!(response["errors"][0]["message"], message);
        assert_eq!(response["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
    }
    let query = "query($day: Date = \"2000-01-01\") { changes(from: $day, to: \"2000-01-01\") { totalCount } }";
    let response = answer(world(), query, Some(r#"{"day": null}"#));
    assert_eq!(
        response["errors"][0]["message"],
        "Argument \"from\" of non-null type \"Date!\" must not be null."
    );
}

#[test]
fn what_changed_in_the_shipped_data_in_a_winter() {
    let field = |arguments: &str| {
        format!("changes(from: \"2025-12-01\", to: \"2026-03-01\", first: 500{arguments})")
    };
    let all = moments(shipped(), &field(""));
    assert_eq!(named_query("what-changed")["changes"]["totalCount"], json!(all.len()));
    let sure = moments(shipped(), &field(", certain: true"));
    let perhaps = all.iter().filter(|it| it.contains(" perhaps ")).count();
    assert_eq!(sure.len(), all.len() - perhaps);
    let offices = moments(shipped(), &field(", certain: true, relations: [HOLDS_OFFICE]"));
    // As the press told the changes of the Kyrgyz government in this winter.
    for expected in [
        "2025-12-01 BEGAN kanybek-dosmambetov~HOLDS_OFFICE~kg-ministry-of-health",
        "2025-12-01 ENDED erkin-checheibaev~HOLDS_OFFICE~kg-ministry-of-health",
        "2026-02-16 ENDED absattar-syrgabaev~HOLDS_OFFICE~kg-ministry-of-transport",
        "2026-02-16 ENDED meder-mashiev~HOLDS_OFFICE~kg-ministry-of-natural-resources",
        "2026-02-24 BEGAN damirbek-osmonov~HOLDS_OFFICE~kg-ministry-of-health",
        "2026-02-24 ENDED bakyt-torobaev~HOLDS_OFFICE~kg-ministry-of-agriculture",
    ] {
        assert!(offices.iter().any(|it| it.starts_with(expected)), "{expected}: {offices:?}");
    }
    assert!(offices.iter().all(|it| it.contains("~HOLDS_OFFICE~")));
}

/// Any range of days has of all moments those whose days meet it, in the order of all.
#[test]
fn any_days_of_the_shipped_data() {
    let ask = |from: i32, to: i32, arguments: &str| {
        moments(
            shipped(),
            &format!(
                "changes(from: \"{}\", to: \"{}\", first: 1000{arguments})",
                written(from),
                written(to)
            ),
        )
    };
    let date = |line: &str| line.split(' ').next().unwrap().parse::<PartialDate>().unwrap();
    let bare = |line: &String| line.replace(" perhaps ", " ");
    let (first, last) = (day("1000-01-01"), day("2100-12-31"));
    let all = ask(first, last, "");
    // What no days make certain is doubted for another reason than its date.
    let sure: HashSet<String> = ask(first, last, ", certain: true").into_iter().collect();
    let doubted = |line: &String| !sure.contains(&bare(line));
    assert!(all.len() > 300 && all.len() < 1000, "{}", all.len());
    let key = |line: &String| (date(line).earliest(), date(line).latest());
    assert!(all.is_sorted_by_key(key));
    let mut dice = Dice::new(11);
    let (start, span) = (day("2013-01-01"), 14 * 365);
    for round in 0..60 {
        let from = start + dice.roll(span) as i32;
        let to = from + [0, 1, 40, 400][round % 4];
        let meets = |line: &&String| date(line).earliest() <= to && date(line).latest() >= from;
        let expected: Vec<String> = all.iter().filter(meets).map(bare).collect();
        let found = ask(from, to, "");
        assert_eq!(found.iter().map(bare).collect::<Vec<_>>(), expected, "{from} to {to}");
        let certain: Vec<String> =
            found.into_iter().filter(|it| !it.contains(" perhaps ")).collect();
        assert_eq!(ask(from, to, ", certain: true"), certain, "{from} to {to}");
        let inside = |line: &String| {
            let date = date(line);
            let marked = line.split(' ').next().unwrap().ends_with(['?', '~']);
            !marked && date.earliest() >= from && date.latest() <= to
        };
        assert!(certain.iter().all(inside), "{certain:?}");
        let count = all.iter().filter(|line| inside(line) && !doubted(line)).count();
        assert_eq!(certain.len(), count, "{from} to {to}");
    }
}

fn day(text: &str) -> i32 {
    text.parse::<PartialDate>().unwrap().earliest()
}

/// A day as `Date` has it.
fn written(day: i32) -> PartialDate {
    let dates = (1000..=2100).flat_map(|year| (1..=12).map(move |month| (year, month)));
    let months = dates.filter_map(|(year, month)| PartialDate::from_ymd(year, month, 1));
    let month = months.take_while(|it| it.earliest() <= day).last().unwrap();
    let text = month.to_string();
    let (year, month_number) = (text[..4].parse().unwrap(), text[5..7].parse().unwrap());
    let number = day - month.earliest() + 1;
    PartialDate::from_ymd(year, month_number, number as u8).unwrap()
}
