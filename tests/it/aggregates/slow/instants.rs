//! Groups and sums of instants in worlds that have many of them, with several offsets.

use super::{compare, keys::moment};
use crate::support::{Dice, small_within};
use corridor::limits::Limits;
use rust_time::{Duration, UtcOffset, format_description::well_known::Rfc3339};

const SCHEMA: &str = r#"
interface Logged @node(plural: "logged") { made: DateTime }
type Note implements Logged @node {
  made: DateTime
  read: [DateTime!]
  cites: [Mark!]! @relationship(type: "CITES", direction: OUT, properties: "Cite")
}
type Mark implements Logged @node {
  made: DateTime
  day: PartialDate
  cited: [Note!]! @relationship(type: "CITES", direction: IN, properties: "Cite")
}
type Cite @relationshipProperties { sent: DateTime  weight: Int }
"#;

/// An instant near a new year, with one of some offsets: often one that another text has, too.
fn instant(dice: &mut Dice) -> String {
    let hours = *dice.pick(&[-30_i64, -2, -1, 0, 1, 3, 24 * 40]);
    let offset = *dice.pick(&[-8_i8, -1, 0, 0, 2, 6]);
    let year = *dice.pick(&[1969, 1970, 2024, 2025]);
    let at = moment(&format!("{year}-01-01T00:00:00Z")) + Duration::hours(hours);
    at.to_offset(UtcOffset::from_hms(offset, 0, 0).unwrap()).format(&Rfc3339).unwrap()
}

/// Notes and marks with instants, and links from the ones to the others.
fn facts(dice: &mut Dice) -> String {
    let (mut notes, mut marks) = ("Note:\n".to_owned(), "Mark:\n".to_owned());
    for number in 0..30 {
        let mut made = || match dice.once_in(5) {
            true => String::new(),
            false => format!(", made: {:?}", instant(dice)),
        };
        let (of_note, of_mark) = (made(), made());
        let read: Vec<_> = (0..dice.roll(3)).map(|_| format!("{:?}", instant(dice))).collect();
        let mut cite =
            |_| format!("{{to: m{}, sent: {:?}, weight: {number}}}", dice.roll(30), instant(dice));
        let cites: Vec<_> = (0..number % 4).map(&mut cite).collect();
        let (read, cites) = (read.join(", "), cites.join(", "));
        notes += &format!(
            "  n{number}: {{name: Note {number}{of_note}, read: [{read}], cites: [{cites}]}}\n"
        );
        marks += &format!("  m{number}: {{name: Mark {number}{of_mark}, day: 20{number:02}}}\n");
    }
    notes + &marks
}

#[test]
fn groups_and_sums_of_instants_are_those_of_a_slow_definition() {
    // Pages in pages may hold more objects than a request usually may ask for.
    let limits = Limits { cost: u64::MAX, ..Limits::default() };
    for world in 0..4 {
        let facts = facts(&mut Dice::new(world));
        let snapshot = small_within(&format!("slow-instants-{world}"), SCHEMA, &facts, &limits);
        let groups: usize = (0..100).map(|seed| compare(&snapshot, world * 1_000 + seed)).sum();
        assert!(groups > 200, "{groups} groups in the world {world}");
    }
}
