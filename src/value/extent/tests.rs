//! The answers to every combination of bounds, written out: to be read beside `docs/time.md`.

use super::*;

/// The days and years of the questions, in the order of the columns: a day before all bounds,
/// the day and the year of the start, the day and the year between, the day and the year of
/// the end, and a day behind all bounds.
const ASKED: [(&str, &str); 8] = [
    ("2018-06-15", "2018-06-15"),
    ("2019-06-15", "2019-06-15"),
    ("2019-01-01", "2019-12-31"),
    ("2020-06-15", "2020-06-15"),
    ("2020-01-01", "2020-12-31"),
    ("2021-06-15", "2021-06-15"),
    ("2021-01-01", "2021-12-31"),
    ("2022-06-15", "2022-06-15"),
];

/// A state: since, until, attested, and whether it holds: `C` certainly, `p` possibly, `-` not.
/// A blank bound is absent.
const STATES: &str = "
    since       | until      | attested   | 2018 06-15 2019 06-15 2020 06-15 2021 2022
    2019-06-15  | 2021-06-15 |            |  -     C    C     C    C     C    C    -
    2019-06-15  | 2021       |            |  -     C    C     C    C     p    C    -
    2019-06-15  | 2021~      |            |  -     C    C     p    p     p    p    -
    2019-06-15  | ?          |            |  -     C    C     p    p     p    p    p
    2019-06-15  |            |            |  -     C    C     C    C     C    C    C
    2019        | 2021-06-15 |            |  -     p    C     C    C     C    C    -
    2019        | 2021       |            |  -     p    C     C    C     p    C    -
    2019        | 2021~      |            |  -     p    C     p    p     p    p    -
    2019        | ?          |            |  -     p    C     p    p     p    p    p
    2019        |            |            |  -     p    C     C    C     C    C    C
    2019-06-15? | 2021-06-15 |            |  -     p    p     p    p     C    C    -
    2019-06-15? | 2021       |            |  -     p    p     p    p     p    C    -
    2019-06-15? | 2021~      |            |  -     p    p     p    p     p    p    -
    2019-06-15? | ?          |            |  -     p    p     p    p     p    p    p
    2019-06-15? |            |            |  -     p    p     p    p     p    p    p
    ?           | 2021-06-15 |            |  p     p    p     p    p     C    C    -
    ?           | 2021       |            |  p     p    p     p    p     p    C    -
    ?           | 2021~      |            |  p     p    p     p    p     p    p    -
    ?           | ?          |            |  p     p    p     p    p     p    p    p
    ?           |            |            |  p     p    p     p    p     p    p    p
                | 2021-06-15 |            |  p     p    p     p    p     C    C    -
                | 2021       |            |  p     p    p     p    p     p    C    -
                | 2021~      |            |  p     p    p     p    p     p    p    -
                | ?          |            |  p     p    p     p    p     p    p    p
                |            |            |  p     p    p     p    p     p    p    p
    2019-06-15  | 2021-06-15 | 2020-06-15 |  -     C    C     C    C     C    C    -
    2019-06-15  | 2021       | 2020-06-15 |  -     C    C     C    C     p    C    -
    2019-06-15  | 2021~      | 2020-06-15 |  -     C    C     C    C     p    p    -
    2019-06-15  | ?          | 2020-06-15 |  -     C    C     C    C     p    p    p
    2019-06-15  |            | 2020-06-15 |  -     C    C     C    C     C    C    C
    2019        | 2021-06-15 | 2020-06-15 |  -     p    C     C    C     C    C    -
    2019        | 2021       | 2020-06-15 |  -     p    C     C    C     p    C    -
    2019        | 2021~      | 2020-06-15 |  -     p    C     C    C     p    p    -
    2019        | ?          | 2020-06-15 |  -     p    C     C    C     p    p    p
    2019        |            | 2020-06-15 |  -     p    C     C    C     C    C    C
    2019-06-15? | 2021-06-15 | 2020-06-15 |  -     p    p     C    C     C    C    -
    2019-06-15? | 2021       | 2020-06-15 |  -     p    p     C    C     p    C    -
    2019-06-15? | 2021~      | 2020-06-15 |  -     p    p     C    C     p    p    -
    2019-06-15? | ?          | 2020-06-15 |  -     p    p     C    C     p    p    p
    2019-06-15? |            | 2020-06-15 |  -     p    p     C    C     C    C    C
                | 2021-06-15 | 2020-06-15 |  p     p    p     C    C     C    C    -
                | 2021       | 2020-06-15 |  p     p    p     C    C     p    C    -
                | 2021~      | 2020-06-15 |  p     p    p     C    C     p    p    -
                | ?          | 2020-06-15 |  p     p    p     C    C     p    p    p
                |            | 2020-06-15 |  p     p    p     C    C     C    C    C
                | ?          | 2020       |  p     p    p     p    C     p    p    p
                |            | 2020       |  p     p    p     p    C     C    C    C
                | ?          | 2020~      |  p     p    p     p    p     p    p    p
                |            | 2020-06~   |  p     p    p     p    p     p    p    p
                | ?          | 2019-06-15 2021-06-15 | p C C C C C C p
    2018-06-15  | ?          | 2019-06-15 2021 | C C C C C p C p
";

const ACTS: &str = "
    at          | 2018 06-15 2019 06-15 2020 06-15 2021 2022
    2020-06-15  |  -     -    -     C    C     -    -    -
    2020-06     |  -     -    -     p    C     -    -    -
    2020        |  -     -    -     p    C     -    -    -
    2020-06-15? |  -     -    -     p    p     -    -    -
    2020~       |  -     -    -     p    p     -    -    -
";

const ENTITIES: &str = "
    start       | end        | 2018 06-15 2019 06-15 2020 06-15 2021 2022
    2019-06-15  | 2021-06-15 |  -     C    C     C    C     C    C    -
    2019-06-15  | 2021       |  -     C    C     C    C     p    C    -
    2019-06-15  | 2021~      |  -     C    C     p    p     p    p    -
    2019-06-15  | ?          |  -     C    C     p    p     p    p    p
    2019-06-15  |            |  -     C    C     C    C     C    C    C
    2019        | 2021-06-15 |  -     p    C     C    C     C    C    -
    2019        | 2021       |  -     p    C     C    C     p    C    -
    2019        | 2021~      |  -     p    C     p    p     p    p    -
    2019        | ?          |  -     p    C     p    p     p    p    p
    2019        |            |  -     p    C     C    C     C    C    C
    2019?       | 2021-06-15 |  -     p    p     p    p     C    C    -
    2019?       | 2021       |  -     p    p     p    p     p    C    -
    2019?       | 2021~      |  -     p    p     p    p     p    p    -
    2019?       | ?          |  -     p    p     p    p     p    p    p
    2019?       |            |  -     p    p     p    p     p    p    p
    ?           | 2021-06-15 |  p     p    p     p    p     C    C    -
    ?           | 2021       |  p     p    p     p    p     p    C    -
    ?           | 2021~      |  p     p    p     p    p     p    p    -
    ?           | ?          |  p     p    p     p    p     p    p    p
    ?           |            |  p     p    p     p    p     p    p    p
                | 2021-06-15 |  C     C    C     C    C     C    C    -
                | 2021       |  C     C    C     C    C     p    C    -
                | 2021~      |  p     p    p     p    p     p    p    -
                | ?          |  p     p    p     p    p     p    p    p
                |            |  C     C    C     C    C     C    C    C
    2020 2019   |            |  -     p    C     C    C     C    C    C
    2020-01-01 2019? |       |  -     p    p     C    C     C    C    C
                | 2020 2021  |  C     C    C     C    C     p    C    -
                | 2020-12-31 2021? | C C C C C p p -
                | 2020-06-15 ? | C C C C C p p p
";

/// States and acts between an entity with bounds and one without.
const ENDS: &str = "
    start      | end        | at         | since      | until      | attested   | 2018 06-15 2019 06-15 2020 06-15 2021 2022
    2019       |            |            |            |            |            |  -     p    p     p    p     p    p    p
               | 2021       |            |            |            |            |  p     p    p     p    p     p    p    -
               | 2021-06-15 |            | 2019-06-15 |            |            |  -     C    C     C    C     C    C    -
               | 2021       |            | 2019-06-15 |            |            |  -     C    C     C    C     p    C    -
               | 2021~      |            | 2019-06-15 |            |            |  -     C    C     p    p     p    p    -
               | ?          |            | 2019-06-15 |            |            |  -     C    C     p    p     p    p    p
               | ?          |            | 2019-06-15 |            | 2020-06-15 |  -     C    C     C    C     p    p    p
               | 2021       |            | 2019-06-15 | 2021-06-15 |            |  -     C    C     C    C     C    C    -
               | 2021-06-15 |            | 2019-06-15 | 2022       |            |  -     C    C     C    C     C    C    -
               | 2021-06-15 |            | 2019-06-15 | ?          |            |  -     C    C     p    p     p    p    -
    2019-06-15 |            |            | 2018       |            |            |  -     C    C     C    C     C    C    C
    2019       |            |            | 2019-06-15 |            |            |  -     C    C     C    C     C    C    C
    2019-06-15 |            |            |            | 2021       |            |  -     p    p     p    p     p    C    -
    2019       |            |            |            |            | 2020-06-15 |  -     p    p     C    C     C    C    C
    2020-06-15 |            | 2020       |            |            |            |  -     -    -     p    C     -    -    -
               | 2020       | 2020-06-15 |            |            |            |  -     -    -     C    C     -    -    -
    2021       |            | 2020-06-15 |            |            |            |  -     -    -     -    -     -    -    -
    2021       |            |            |            | 2020       |            |  -     -    -     -    -     -    -    -
               | 2021       |            | 2019-06-15 | 2022       |            |  -     C    C     C    C     p    C    -
               | 2021       |            | 2019-06-15 |            | 2022-06-15 |  -     C    C     C    C     p    C    -
               | 2021       |            | 2019-06-15 |            | 2021-06-15 |  -     C    C     C    C     C    C    -
    2019       |            |            | 2018-06-15 |            |            |  -     p    C     C    C     C    C    C
    2019~      |            |            | 2018-06-15 |            |            |  -     p    p     p    p     p    p    p
    2019~      |            |            | 2018-06-15 |            | 2020-06-15 |  -     p    p     C    C     C    C    C
";

/// The columns of dates and the answers of each row.
fn rows(table: &str) -> impl Iterator<Item = (Vec<Vec<PartialDate>>, Vec<&str>, &str)> {
    table.lines().filter(|line| line.contains('|')).skip(1).map(|line| {
        let mut cells: Vec<&str> = line.split('|').collect();
        let answers = cells.pop().unwrap().split_whitespace().collect();
        let dates =
            |cell: &str| cell.split_whitespace().map(|date| date.parse().unwrap()).collect();
        (cells.into_iter().map(dates).collect(), answers, line)
    })
}

fn day(text: &str) -> Day {
    text.parse::<PartialDate>().unwrap().earliest()
}

fn answers(extent: Extent) -> Vec<&'static str> {
    let answer = |(from, to): &(&str, &str)| {
        let asked = Interval::asked(Some(day(from)), Some(day(to)));
        let (possibly, certainly) = (extent.possible().meets(asked), extent.certain().meets(asked));
        assert!(possibly || !certainly, "what must be can be: {extent:?}");
        if certainly {
            "C"
        } else if possibly {
            "p"
        } else {
            "-"
        }
    };
    ASKED.iter().map(answer).collect()
}

const FREE: [Extent; 2] = [Extent::UNBOUNDED; 2];

fn link(
    at: &[PartialDate],
    since: &[PartialDate],
    until: &[PartialDate],
    attested: &[PartialDate],
    ends: [Extent; 2],
) -> Extent {
    match at.first() {
        Some(&at) => Extent::of_act(at, ends),
        None => Extent::of_state(since.first().copied(), until.first().copied(), attested, ends),
    }
}

#[test]
fn states() {
    let mut seen = 0;
    for (dates, expected, line) in rows(STATES) {
        let extent = link(&[], &dates[0], &dates[1], &dates[2], FREE);
        assert_eq!(answers(extent), expected, "{line}");
        seen += 1;
    }
    assert_eq!(seen, 51);
}

#[test]
fn acts() {
    let mut seen = 0;
    for (dates, expected, line) in rows(ACTS) {
        assert_eq!(answers(link(&dates[0], &[], &[], &[], FREE)), expected, "{line}");
        seen += 1;
    }
    assert_eq!(seen, 5);
}

#[test]
fn entities() {
    let mut seen = 0;
    for (dates, expected, line) in rows(ENTITIES) {
        assert_eq!(answers(Extent::of_entity(&dates[0], &dates[1])), expected, "{line}");
        seen += 1;
    }
    assert_eq!(seen, 30);
}

/// Whichever of the ends has the bounds.
#[test]
fn links_between_entities_with_bounds() {
    let mut seen = 0;
    for (dates, expected, line) in rows(ENDS) {
        seen += 1;
        let entity = Extent::of_entity(&dates[0], &dates[1]);
        for ends in [[entity, Extent::UNBOUNDED], [Extent::UNBOUNDED, entity], [entity, entity]] {
            let extent = link(&dates[2], &dates[3], &dates[4], &dates[5], ends);
            assert_eq!(answers(extent), expected, "{line}");
        }
    }
    assert_eq!(seen, 24);
}

/// Ann was born in March of 1950 and died in 2010; what she certainly held, she held while she
/// certainly lived.
#[test]
fn a_link_is_not_certain_where_its_ends_are_not() {
    let date = |text: &str| text.parse::<PartialDate>().unwrap();
    let ann = Extent::of_entity(&[date("1950-03")], &[date("2010")]);
    let certain = |since: &str, until: &str| {
        let ends = [ann, Extent::UNBOUNDED];
        Extent::of_state(Some(date(since)), Some(date(until)), &[], ends).certain()
    };
    let days = |from: &str, to: &str| Interval { start: day(from), end: day(to) };
    assert_eq!(certain("1995", "2011-06"), days("1995-12-31", "2010-01-01"));
    assert_eq!(certain("1930-01-01", "1990-05-02"), days("1950-03-31", "1990-05-02"));
    assert_eq!(certain("1995", "2010-06-03"), days("1995-12-31", "2010-06-03"), "she lived then");
}

/// Links between an entity that ended in 2018 or before and one that began in 2019 or behind.
const APART: &str = "
    end        | start      | at         | since      | until      | attested   | 2018 06-15 2019 06-15 2020 06-15 2021 2022
    2018       | 2019-06-15 |            |            |            |            |  -     p    p     p    p     p    p    p
    2018       | 2019       |            | 2019-06-15 |            |            |  -     C    C     C    C     C    C    C
    2018       | 2019-06-15 |            | 2017       |            |            |  -     C    C     C    C     C    C    C
    2018       | 2019       |            | 2017       |            |            |  -     p    C     C    C     C    C    C
    2018       | 2019       |            | 2017       | 2020-06-15 |            |  -     p    C     C    C     -    -    -
    2018       | 2019       |            |            |            | 2020-06-15 |  -     p    p     C    C     C    C    C
    2018~      | 2019-06-15 | 2020       |            |            |            |  -     -    -     p    C     -    -    -
    2017       | 2019-06-15 | 2018       |            |            |            |  -     -    -     -    -     -    -    -
    2017       | 2019-06-15 |            | 2017       | 2018       |            |  -     -    -     -    -     -    -    -
";

#[test]
fn links_between_entities_that_were_never_there_together() {
    let mut seen = 0;
    for (dates, expected, line) in rows(APART) {
        seen += 1;
        let (gone, come) = (Extent::of_entity(&[], &dates[0]), Extent::of_entity(&dates[1], &[]));
        for ends in [[gone, come], [come, gone]] {
            let extent = link(&dates[2], &dates[3], &dates[4], &dates[5], ends);
            assert_eq!(answers(extent), expected, "{line}");
        }
    }
    assert_eq!(seen, 9);
}

#[test]
fn what_never_is_has_no_link_in_force() {
    let never = Extent::of_entity(&["2001".parse().unwrap()], &["2000".parse().unwrap()]);
    assert_eq!(never, Extent::NEVER);
    let extent = link(&[], &[], &[], &[], [never, Extent::UNBOUNDED]);
    assert_eq!(extent, Extent::NEVER);
    let always = Interval::asked(None, None);
    assert!(!extent.possible().meets(always) && !extent.certain().meets(always));
}

/// The end that is told is the one that a link never is in force for, and there is one if and
/// only if it never is.
#[test]
fn links_outside_of_an_end() {
    let dates = ["2001", "2002", "2004", "2005", "2007", "2008"].map(|it| it.parse().unwrap());
    let spans = || (0..6).flat_map(|from| (from..6).map(move |to| (from, to)));
    let entity = |(from, to): (usize, usize)| Extent::of_entity(&[dates[from]], &[dates[to]]);
    let mut outside = [0; 2];
    for (own, (one, other)) in spans()
        .flat_map(|own| spans().flat_map(move |one| spans().map(move |other| (own, (one, other)))))
    {
        let ends = [entity(one), entity(other)];
        let state = |ends| Extent::of_state(Some(dates[own.0]), Some(dates[own.1]), &[], ends);
        let found = Extent::outside(state(FREE).possible(), ends);
        assert_eq!(found.is_some(), state(ends) == Extent::NEVER, "{own:?} {one:?} {other:?}");
        if let Some(at) = found {
            outside[at] += 1;
            assert!(state([ends[at], Extent::UNBOUNDED]) == Extent::NEVER);
        }
    }
    assert!(outside.iter().all(|count| *count > 100), "{outside:?}");
}

#[test]
fn without_dates_the_constants_come_out() {
    assert_eq!(link(&[], &[], &[], &[], FREE), Extent::UNDATED);
    assert_eq!(Extent::of_entity(&[], &[]), Extent::UNBOUNDED);
}

/// An open range is one from the first day that can be to the last: it has what can be, and
/// what must be on any day of it.
#[test]
fn an_open_range_is_not_all_of_history() {
    let meets = |extent: Extent, from: Option<&str>, to: Option<&str>| {
        let asked = Interval::asked(from.map(day), to.map(day));
        (extent.possible().meets(asked), extent.certain().meets(asked))
    };
    let date = |text: &str| Some(text.parse().unwrap());
    assert_eq!(meets(Extent::UNDATED, None, None), (true, false));
    let open = Extent::of_state(date("2019"), None, &[], FREE);
    assert_eq!(meets(open, Some("2022-01-01"), None), (true, true));
    assert_eq!(meets(open, None, Some("2018-12-31")), (false, false));
    assert_eq!(meets(open, None, Some("2019-01-01")), (true, false));
    let ended = Extent::of_state(None, date("2019"), &[], FREE);
    assert_eq!(meets(ended, None, Some("2018-12-31")), (true, false));
    assert_eq!(meets(ended, Some("2020-01-01"), None), (false, false));
    assert_eq!(meets(ended, Some("2019-01-01"), None), (true, true));
}

/// Every pair of days, the constants for unknown ones too, in every place of a block.
#[test]
fn the_bits_of_a_block_are_what_each_interval_says() {
    let days = [Day::MIN, Day::MIN + 1, -5, 0, 4, 5, 6, Day::MAX - 1, Day::MAX];
    let ends = |start: Day| days.iter().map(move |&end| Interval { start, end });
    let all: Vec<Interval> = days.iter().flat_map(|&start| ends(start)).collect();
    for &asked in &all {
        for first in 0..all.len() {
            let block = std::array::from_fn(|at| all[(first + at) % all.len()]);
            let bits = Interval::meeting(&block, asked);
            let each = (0..32).map(|at| block.get(at).is_some_and(|it| it.meets(asked)));
            assert!(each.eq((0..32).map(|at| bits >> at & 1 == 1)), "{asked:?} {block:?}");
        }
    }
}
