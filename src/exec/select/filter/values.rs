//! Evaluates tests on values: cells of columns, names, texts.

use crate::{
    graph::{Column, Keys, Name},
    json::fragment::{Arena, Fragment},
    names::{comparison_key, fold_with_signs},
    plan::{Test, TextTest, ValueTest},
};

/// Returns whether an absent value passes a test.
pub(super) fn absent_holds(test: &ValueTest) -> bool {
    match test {
        ValueTest::Text(test) => test.holds_of_absent(),
        ValueTest::IsEmpty(absent) => *absent,
        ValueTest::Cell(test) => test.holds_of_absent(),
        ValueTest::Int(test) => test.holds_of_absent(),
        ValueTest::Float(test) => test.holds_of_absent(),
        ValueTest::Date(test) => test.holds_of_absent(),
        ValueTest::Lies(..) => false,
        ValueTest::Has(_, count) => count.contains(&0),
        ValueTest::All(tests) => tests.iter().all(absent_holds),
    }
}

pub(super) fn value_holds(arena: &Arena, test: &ValueTest, column: &Column, local: usize) -> bool {
    let cell = column.cells()[local];
    match test {
        ValueTest::All(tests) => tests.iter().all(|test| value_holds(arena, test, column, local)),
        ValueTest::Has(wanted, count) => {
            let has = list_has(arena, column, local, wanted);
            count.contains(&has)
        }
        ValueTest::IsEmpty(empty) => (cell == Fragment::EMPTY_LIST) == *empty,
        ValueTest::Text(_)
        | ValueTest::Cell(_)
        | ValueTest::Int(_)
        | ValueTest::Float(_)
        | ValueTest::Date(_)
        | ValueTest::Lies(..)
            if cell.is_null() =>
        {
            absent_holds(test)
        }
        ValueTest::Text(test) => match column.keys() {
            Keys::Text(folded) => text_holds(arena, test, cell, folded[local]),
            other => other_type(other),
        },
        ValueTest::Int(test) => match column.keys() {
            Keys::Int(keys) => test.holds(&keys[local]),
            other => other_type(other),
        },
        ValueTest::Float(test) => match column.keys() {
            Keys::Float(keys) => test.holds(&keys[local]),
            other => other_type(other),
        },
        ValueTest::Date(test) => match column.keys() {
            Keys::Date(keys) => test.holds_of_date(keys[local]),
            other => other_type(other),
        },
        ValueTest::Lies(certainty, days) => match column.keys() {
            Keys::Date(keys) => certainty.lies(keys[local], *days),
            other => other_type(other),
        },
        ValueTest::Cell(test) => cell_holds(arena, test, cell),
    }
}

/// The number of wanted items that a list has.
fn list_has(arena: &Arena, column: &Column, local: usize, wanted: &[String]) -> usize {
    let Keys::List { starts, items } = column.keys() else { other_type(column.keys()) };
    let range = starts[local] as usize..starts[local + 1] as usize;
    let has = |wanted: &&String| match items.keys() {
        Keys::Text(keys) => keys[range.clone()].iter().any(|it| arena.text(*it) == **wanted),
        Keys::Cell | Keys::Int(_) | Keys::Float(_) | Keys::Date(_) => {
            items.cells()[range.clone()].iter().any(|it| arena.bytes(*it) == wanted.as_bytes())
        }
        Keys::List { .. } => other_type(items.keys()),
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
        Keys::Date(_) => "dates",
        Keys::List { .. } => "lists",
    };
    panic!("a condition of another type is put to a column of {ty}")
}

fn cell_holds(arena: &Arena, test: &Test<String>, cell: Fragment) -> bool {
    let is = |value: &String| arena.bytes(cell) == value.as_bytes();
    match test {
        Test::In(values) => values.iter().any(is),
        Test::NotIn(values) => !values.iter().any(is),
        Test::IsNull(absent) => !absent,
        Test::Less(_) | Test::Greater(_) | Test::AtMost(_) | Test::AtLeast(_) => {
            other_type(&Keys::Cell)
        }
    }
}

/// Tests a text whose comparison key is not stored: few are asked for, so it is made anew.
pub(super) fn written_holds(arena: &Arena, test: &TextTest, written: Fragment) -> bool {
    match test {
        _ if written.is_null() => test.holds_of_absent(),
        TextTest::Folded(operator) => operator.holds(&comparison_key(&arena.text(written))),
        TextTest::Keys(_)
        | TextTest::Signs(_)
        | TextTest::Exact(_)
        | TextTest::Matches(_)
        | TextTest::IsNull(_) => text_holds(arena, test, written, written),
    }
}

pub(super) fn name_holds(arena: &Arena, test: &TextTest, name: &Name) -> bool {
    let TextTest::Keys(operators) = test else {
        return text_holds(arena, test, name.value, name.folded);
    };
    let (folded, keys) = (arena.text(name.folded), arena.text(name.keys));
    let keys = keys.split(Name::BETWEEN);
    operators.iter().any(|operator| operator.holds_of_name(&folded, keys.clone()))
}

fn text_holds(arena: &Arena, test: &TextTest, written: Fragment, folded: Fragment) -> bool {
    match test {
        TextTest::Folded(operator) => operator.holds(&arena.text(folded)),
        TextTest::Keys(_) => panic!("only names have keys, and a text is tested by them"),
        TextTest::Signs(operator) => operator.holds(&fold_with_signs(&arena.text(written))),
        TextTest::Exact(operator) => operator.holds(&arena.text(written)),
        TextTest::Matches(pattern) => pattern.is_match(&arena.text(written)),
        TextTest::IsNull(absent) => !absent,
    }
}
