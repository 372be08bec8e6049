//! Connections: what is selected of a page, whatever its items are.
//!
//! <https://relay.dev/graphql/connections.htm>

use super::{
    ids::Id,
    steps::{Object, SiteId},
};
use std::convert::Infallible;

/// The fields that are selected of a page. `List` says what its `nodes` and `edges` hold.
#[derive(Clone, Debug)]
pub struct Connection<List> {
    /// In the order of the response.
    pub steps: Object<ConnectionOp<List>>,
    /// True if the number of items on all pages must be known.
    pub counts: bool,
    /// True if it must be known if there are more pages.
    pub looks_ahead: bool,
}

/// The number of what is selected of a page.
pub type ConnectionId<List> = Id<Connection<List>>;

/// A field of a connection.
#[derive(Clone, Debug)]
pub enum ConnectionOp<List> {
    /// A list of items, or another field that only such connections have.
    List(List),
    /// `pageInfo`
    Info(Object<InfoOp>, SiteId),
    /// `totalCount`
    TotalCount,
}

/// A list of the items of a page. `Own` is what an edge has beside its cursor and its node.
#[derive(Clone, Debug)]
pub enum ListOp<Node, Own = Infallible> {
    /// `nodes`
    Nodes(Node, SiteId),
    /// `edges`
    Edges(Object<EdgeOp<Node, Own>>, SiteId),
}

/// A field of an edge.
#[derive(Clone, Debug)]
pub enum EdgeOp<Node, Own = Infallible> {
    /// `cursor`
    Cursor,
    /// `node`
    Node(Node, SiteId),
    /// A field that only such edges have.
    Own(Own),
}

/// A field of `PageInfo`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum InfoOp {
    HasNextPage,
    HasPreviousPage,
    StartCursor,
    EndCursor,
}
