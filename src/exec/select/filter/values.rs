//! Evaluates tests on values: cells of columns, names, texts.

use crate::{
    graph::{Column, Keys, Name},
    json::fragment::{Arena, Fragment},
    names::{comparison_key, fold_with_signs},
    plan::{Comparison, Quantifier, TextComparison, ValueComparison, same_days},
};

/// Returns whether an absent value passes a test.
pub(super) fn absent_holds(test: &ValueComparison) -> bool {
    match test {
        ValueComparison::Text(test) => test.holds_of_absent(),
        ValueComparison::IsEmpty(absent) => *absent,
        ValueComparison::Cell(test) => test.holds_of_absent(),
        ValueComparison::Int(test) => test.holds_of_absent(),
        ValueComparison::Float(test) => test.holds_of_absent(),
        ValueComparison::BigInt(test) | ValueComparison::DateTime(test) => test.holds_of_absent(),
        ValueComparison::Decimal(test) => test.holds_of_absent(),
        ValueComparison::Date(test) => test.holds_of_absent(),
        ValueComparison::Lies(..) => false,
        ValueComparison::Has(_, count) => count.contains(&0),
        ValueComparison::All(tests) => tests.iter().all(absent_holds),
        ValueComparison::Any(tests) => tests.iter().any(absent_holds),
        ValueComparison::Not(test) => !absent_holds(test),
        ValueComparison::Field(_, test) => absent_holds(test),
        ValueComparison::Items(quantifier, _) => quantifier_holds(quantifier, 0, 0),
        ValueComparison::Within(_) => false,
    }
}

/// Returns whether a cell of a column passes a test.
pub(super) fn value_holds(
    arena: &Arena,
    test: &ValueComparison,
    column: &Column,
    local: usize,
) -> bool {
    let cell = column.cells()[local];
    match test {
        ValueComparison::All(tests) => {
            tests.iter().all(|test| value_holds(arena, test, column, local))
        }
        ValueComparison::Any(tests) => {
            tests.iter().any(|test| value_holds(arena, test, column, local))
        }
        ValueComparison::Not(test) => !value_holds(arena, test, column, local),
        ValueComparison::Field(at, test) => match column.keys() {
            Keys::Fields(fields) => value_holds(arena, test, &fields[*at], local),
            other => other_type(other),
        },
        ValueComparison::Items(quantifier, test) => {
            let Keys::List { starts, items } = column.keys() else { other_type(column.keys()) };
            let range = starts[local] as usize..starts[local + 1] as usize;
            let passing = range.clone().filter(|&item| value_holds(arena, test, items, item));
            quantifier_holds(quantifier, passing.count(), range.len())
        }
        ValueComparison::Within(area) => {
            column.point(local).is_some_and(|point| area.contains(point))
        }
        ValueComparison::Has(wanted, count) => {
            let has = list_has(arena, column, local, wanted);
            count.contains(&has)
        }
        ValueComparison::IsEmpty(empty) => (cell == Fragment::EMPTY_LIST) == *empty,
        ValueComparison::Text(_)
        | ValueComparison::Cell(_)
        | ValueComparison::Int(_)
        | ValueComparison::Float(_)
        | ValueComparison::BigInt(_)
        | ValueComparison::DateTime(_)
        | ValueComparison::Decimal(_)
        | ValueComparison::Date(_)
        | ValueComparison::Lies(..)
            if cell.is_null() =>
        {
            absent_holds(test)
        }
        ValueComparison::Text(test) => match column.keys() {
            Keys::Text(folded) => text_holds(arena, test, cell, folded[local]),
            other => other_type(other),
        },
        ValueComparison::Int(test) => match column.keys() {
            Keys::Int(keys) => test.holds(&keys[local]),
            other => other_type(other),
        },
        ValueComparison::Float(test) => match column.keys() {
            Keys::Float(keys) => test.holds(&keys[local]),
            other => other_type(other),
        },
        ValueComparison::BigInt(test) => match column.keys() {
            Keys::BigInt(keys) => test.holds(&keys[local]),
            other => other_type(other),
        },
        ValueComparison::DateTime(test) => match column.keys() {
            Keys::DateTime(keys) => test.holds(&keys[local]),
            other => other_type(other),
        },
        ValueComparison::Decimal(test) => match column.keys() {
            Keys::Decimal(keys) => test.holds(&keys[local]),
            other => other_type(other),
        },
        ValueComparison::Date(test) => match column.keys() {
            Keys::Date(keys) => test.holds_of_date(keys[local]),
            other => other_type(other),
        },
        ValueComparison::Lies(certainty, days) => match column.keys() {
            Keys::Date(keys) => certainty.lies(keys[local], *days),
            other => other_type(other),
        },
        ValueComparison::Cell(test) => cell_holds(arena, test, cell),
    }
}

/// Returns whether as many of some items pass as a quantifier asks.
fn quantifier_holds(quantifier: &Quantifier, passing: usize, all: usize) -> bool {
    match quantifier {
        Quantifier::Some => passing > 0,
        Quantifier::All => passing == all,
        Quantifier::None => passing == 0,
        Quantifier::Single => passing == 1,
        Quantifier::Count(test) => test.holds(passing),
    }
}

/// The number of structured values that a condition on a cell reads.
pub(super) fn items_read(column: &Column, local: usize) -> usize {
    if let Keys::List { starts, items } = column.keys()
        && let Keys::Fields(_) = items.keys()
    {
        (starts[local + 1] - starts[local]) as usize
    } else {
        0
    }
}

/// The number of wanted items that a list has.
fn list_has(arena: &Arena, column: &Column, local: usize, wanted: &[String]) -> usize {
    let Keys::List { starts, items } = column.keys() else { other_type(column.keys()) };
    let range = starts[local] as usize..starts[local + 1] as usize;
    let has = |wanted: &&String| match items.keys() {
        Keys::Text(keys) => keys[range.clone()].iter().any(|it| arena.text(*it) == **wanted),
        Keys::BigInt(keys) | Keys::DateTime(keys) => {
            wanted.parse().is_ok_and(|it| keys[range.clone()].contains(&it))
        }
        Keys::Decimal(keys) => wanted.parse().is_ok_and(|it| keys[range.clone()].contains(&it)),
        // Marks make no difference, as for `eq`.
        Keys::Date(keys) => wanted
            .parse()
            .is_ok_and(|wanted| keys[range.clone()].iter().any(|date| same_days(*date, wanted))),
        Keys::Cell | Keys::Int(_) | Keys::Float(_) => {
            items.cells()[range.clone()].iter().any(|it| arena.bytes(*it) == wanted.as_bytes())
        }
        Keys::List { .. } | Keys::Fields(_) => other_type(items.keys()),
    };
    wanted.iter().filter(has).count()
}

/// Ends the run: a test is of another type than the column. The panic is caught where requests
/// are run and becomes `INTERNAL_SERVER_ERROR`; a `false` would be a wrong answer.
#[cold]
#[inline(never)]
fn other_type(keys: &Keys) -> ! {
    let ty = match keys {
        Keys::Cell => "equality alone",
        Keys::Text(_) => "texts",
        Keys::Int(_) => "integers",
        Keys::Float(_) => "numbers",
        Keys::BigInt(_) => "integers of 64 bits",
        Keys::DateTime(_) => "instants",
        Keys::Decimal(_) => "decimal fractions",
        Keys::Date(_) => "dates",
        Keys::List { .. } => "lists",
        Keys::Fields(_) => "structured values",
    };
    panic!("a condition of another type is put to a column of {ty}")
}

fn cell_holds(arena: &Arena, test: &Comparison<String>, cell: Fragment) -> bool {
    let is = |value: &String| arena.bytes(cell) == value.as_bytes();
    match test {
        Comparison::In(values) => values.iter().any(is),
        Comparison::NotIn(values) => !values.iter().any(is),
        Comparison::IsNull(absent) => !absent,
        Comparison::Less(_)
        | Comparison::Greater(_)
        | Comparison::AtMost(_)
        | Comparison::AtLeast(_) => other_type(&Keys::Cell),
    }
}

/// Tests a text whose comparison key is not stored: few are asked for, so it is made anew.
pub(super) fn written_holds(arena: &Arena, test: &TextComparison, written: Fragment) -> bool {
    match test {
        _ if written.is_null() => test.holds_of_absent(),
        TextComparison::Folded(operator) => operator.holds(&comparison_key(&arena.text(written))),
        TextComparison::Signs(operator, key) => {
            let written = arena.text(written);
            operator.holds(&fold_with_signs(&written))
                || key.as_ref().is_some_and(|key| key.holds(&comparison_key(&written)))
        }
        TextComparison::Keys(_)
        | TextComparison::Exact(_)
        | TextComparison::Matches(_)
        | TextComparison::IsNull(_) => text_holds(arena, test, written, written),
    }
}

/// Returns whether a name passes a test: by its keys, or as any other text.
pub(super) fn name_holds(arena: &Arena, test: &TextComparison, name: &Name) -> bool {
    let TextComparison::Keys(operators) = test else {
        return text_holds(arena, test, name.value, name.folded);
    };
    let (folded, keys) = (arena.text(name.folded), arena.text(name.keys));
    let keys = keys.split(Name::BETWEEN);
    operators.iter().any(|operator| operator.holds_of_name(&folded, keys.clone()))
}

fn text_holds(arena: &Arena, test: &TextComparison, written: Fragment, folded: Fragment) -> bool {
    match test {
        TextComparison::Folded(operator) => operator.holds(&arena.text(folded)),
        TextComparison::Keys(_) => panic!("only names have keys, and a text is tested by them"),
        TextComparison::Signs(operator, key) => {
            key.as_ref().is_some_and(|key| key.holds(&arena.text(folded)))
                || operator.holds(&fold_with_signs(&arena.text(written)))
        }
        TextComparison::Exact(operator) => operator.holds(&arena.text(written)),
        TextComparison::Matches(pattern) => pattern.is_match(&arena.text(written)),
        TextComparison::IsNull(absent) => !absent,
    }
}
