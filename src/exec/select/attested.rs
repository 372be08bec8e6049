//! The date that shows last that a link held.

use crate::{
    exec::store::Store,
    graph::{Column, Keys, LinkId},
    ontology::LinkStatus,
    value::{Attesting, PartialDate},
};

/// The last date that shows a link to hold. O(dates and citations).
pub(in crate::exec) fn last_attested(store: &impl Store, link: LinkId) -> Option<PartialDate> {
    let (columns, local) = store.link_columns(link);
    let one = |column: &Option<Column>| dates(column.as_ref(), local).first().copied();
    let attested = dates(columns.attested.as_ref(), local).iter().copied();
    let published = store.ontology().publication_date();
    let published = published.and_then(|(kind, property)| store.column(kind, property));
    let published = |source| dates(published, store.local(source)).first().copied();
    let sources = store.link_citations(link).iter().map(|it| it.source);
    let attesting = Attesting {
        is_actual: columns.status[local] == LinkStatus::Actual,
        at: one(&columns.at),
        since: one(&columns.since),
        until: one(&columns.until),
        attested,
        published: sources.map(published),
    };
    attesting.last()
}

/// The dates of a cell.
fn dates(column: Option<&Column>, at: usize) -> &[PartialDate] {
    let Some(column) = column.filter(|it| !it.cells()[at].is_null()) else { return &[] };
    match column.keys() {
        Keys::Date(dates) => &dates[at..=at],
        Keys::List { starts, items } => match items.keys() {
            Keys::Date(dates) => &dates[starts[at] as usize..starts[at + 1] as usize],
            Keys::Cell
            | Keys::Text(_)
            | Keys::Int(_)
            | Keys::Float(_)
            | Keys::BigInt(_)
            | Keys::DateTime(_)
            | Keys::Decimal(_)
            | Keys::List { .. }
            | Keys::Fields(_) => &[],
        },
        Keys::Cell
        | Keys::Text(_)
        | Keys::Int(_)
        | Keys::Float(_)
        | Keys::BigInt(_)
        | Keys::DateTime(_)
        | Keys::Decimal(_)
        | Keys::Fields(_) => &[],
    }
}
