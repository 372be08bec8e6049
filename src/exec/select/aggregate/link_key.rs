//! Reads the values of one key for the links of a block.

use super::{
    blocks::Block,
    column::{self, Numbers, Read},
    dictionary::{Dictionary, Entry, KeyValue},
};
use crate::{
    exec::{
        select::{Reader, direction, filter::time_column, last_attested},
        store::Store,
    },
    limits::Exhausted,
    ontology::Direction,
    plan::{DatePart, LinkValue},
};

/// Appends the values of the links of a block.
pub(super) fn read_links<'g, S: Store>(
    reader: &mut Reader<'g, S>,
    value: &LinkValue,
    block: &Block,
    dictionary: &mut Dictionary<'g>,
    into: &mut Numbers,
) -> Result<(), Exhausted> {
    let store = reader.store;
    let columns = store.relation_columns(block.relation);
    let first = store.numbers_of_relation(block.relation).start;
    let locals = block.links.iter().map(|link| (link.0 - first) as usize);
    let whole = |part: &DatePart| Read { path: &[], part: *part };
    let (column, of) = match value {
        LinkValue::Relation => {
            let (count, code) = (block.links.len(), block.relation.index() as u64);
            column::repeat(count, code, KeyValue::Relation(block.relation), dictionary, into);
            return Ok(());
        }
        LinkValue::Direction(known) => {
            let directions = directions(store, *known, block);
            enums(directions.map(|it| (KeyValue::Direction(it), it as usize)), dictionary, into);
            return Ok(());
        }
        LinkValue::Status => {
            let status = locals.map(|local| columns.status[local]);
            enums(status.map(|it| (KeyValue::Status(it), it as usize)), dictionary, into);
            return Ok(());
        }
        LinkValue::Evidence => {
            let evidence = locals.map(|local| columns.evidence[local]);
            enums(evidence.map(|it| (KeyValue::Evidence(it), it as usize)), dictionary, into);
            return Ok(());
        }
        LinkValue::IsCertain => {
            let seen = reader.seen();
            let certain = block.links.iter().map(|link| seen.is_certain(*link));
            // `CERTAIN` stands before `POSSIBLE`, as in the definition of the enum.
            let values = certain.map(|it| (KeyValue::IsCertain(it), usize::from(!it)));
            enums(values, dictionary, into);
            return Ok(());
        }
        LinkValue::LastAttested(part) => {
            for &link in &block.links {
                reader.budget.visit(store.link_citations(link).len())?;
                into.first.push(column::date(last_attested(store, link), *part, dictionary));
            }
            return Ok(());
        }
        LinkValue::Time(time, part) => (time_column(columns, *time), whole(part)),
        LinkValue::Property(index, path, part) => {
            (columns.properties.get(*index), Read { path, part: *part })
        }
    };
    match column {
        Some(column) => column::read(store.arena(), column, of, locals, dictionary, into),
        None => into.first.extend(locals.map(|_| dictionary.null())),
    }
    Ok(())
}

/// Appends values of an enum, each with its position in the enum.
fn enums(
    values: impl Iterator<Item = (KeyValue, usize)>,
    dictionary: &mut Dictionary<'_>,
    into: &mut Numbers,
) {
    into.first.extend(
        values.map(|(value, at)| dictionary.number(at as u64, || Entry::ordinal(value, at))),
    );
}

/// The direction of each link of a block, which the field of the list may say of all of them.
fn directions<S: Store>(
    store: &S,
    known: Option<Direction>,
    block: &Block,
) -> impl Iterator<Item = Direction> {
    let symmetric = store.ontology().relation(block.relation).symmetric;
    let all = known.or(symmetric.then_some(Direction::Both));
    let links = block.nodes.iter().zip(&block.links);
    links.map(move |(&node, &link)| all.unwrap_or_else(|| direction(store, node, link)))
}
