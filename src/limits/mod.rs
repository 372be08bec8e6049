//! Every bound in force, with its name, unit and value, and the budget of one request.
//!
//! Nothing that a user's data or request drives runs without one of these. The limits of
//! requests are settings: their table is what `service { limits }` answers and what
//! `corridor serve --help` prints. The [bounds of files](data) are fixed, so that a data set
//! that loads on one machine loads on every machine.

mod budget;
mod cancel;
pub mod data;
mod memory;

pub use budget::{Budget, Exhausted};
pub use cancel::Cancel;
pub use memory::{Charge, Memory};

macro_rules! limits {
    ($($name:ident: $default:expr, $unit:literal, $doc:literal;)*) => {
        /// The value of every limit.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Limits { $(#[doc = $doc] pub $name: u64,)* }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($name: $default,)* }
            }
        }

        impl Limits {
            /// All limits: name, unit, what it bounds, default.
            pub const TABLE: &'static [LimitInfo] = &[$(LimitInfo {
                name: stringify!($name), unit: $unit, description: $doc, default: $default,
            },)*];

            /// The value of a limit by its name in [`Self::TABLE`].
            pub fn get(&self, name: &str) -> Option<u64> {
                match name { $(stringify!($name) => Some(self.$name),)* _ => None }
            }

            /// Sets a limit by its name; false where there is none of that name.
            pub fn set(&mut self, name: &str, value: u64) -> bool {
                match name { $(stringify!($name) => self.$name = value,)* _ => return false }
                true
            }
        }
    };
}

/// One row of [`Limits::TABLE`].
#[derive(Clone, Copy, Debug)]
pub struct LimitInfo {
    /// The name, as settings and `service` have it.
    pub name: &'static str,
    /// The unit in which it is counted.
    pub unit: &'static str,
    /// The thing that it bounds.
    pub description: &'static str,
    /// The value without a setting.
    pub default: u64,
}

limits! {
    body_bytes: 1 << 20, "bytes", "Size of the body of a request";
    document_bytes: 64 << 10, "bytes", "Size of a GraphQL document";
    tokens: 8_000, "tokens", "Tokens in a GraphQL document, blanks and comments counted";
    nesting: 100, "levels", "Nesting of brackets in a GraphQL document and of values in variables; fragments spread in a row, of which at most 99 are followed";
    depth: 24, "levels", "Nesting of fields in an operation, fragments spread";
    fields: 2_000, "fields", "Fields selected in an operation, fragments spread";
    aliases: 100, "aliases", "Aliases in an operation, fragments spread";
    directives: 100, "directives", "Directives in a document";
    conditions: 16, "variables", "Distinct variables that decide @skip and @include in an operation";
    cost: 2_000_000, "objects", "Objects that an operation may return at most, by its page sizes";
    page_size: 1_000, "objects", "Largest page that `first` or `last` may ask for";
    default_page_size: 100, "objects", "Page size where neither `first` nor `last` is given";
    group_keys: 8, "keys", "Keys by which one `groups` may group at once";
    aggregate_fields: 50, "properties", "Properties that one `aggregate` or `groups` may sum";
    order_keys: 32, "keys", "Keys in one `orderBy`, those of the same value counted once";
    groups: 1_000_000, "groups", "Groups that one `groups` may form, those that it does not list counted";
    filter_terms: 2_000, "terms", "Conditions in one `where`, each value of a list counted";
    pattern_bytes: 1_000, "bytes", "Size of a regular expression in `matches`";
    pattern_compiled_bytes: 1 << 20, "bytes", "Memory of a regular expression in `matches`, compiled";
    search_bytes: 1_000, "bytes", "Size of `query` in `search`";
    search_words: 32, "words", "Words in `query`, those in phrases and exclusions counted";
    match_queries: 50, "names", "Names that one `match` may ask for";
    match_name_bytes: 1_000, "bytes", "Size of a name in `match`";
    match_results: 100, "candidates", "Candidates that `match` may list for a name";
    match_candidates: 1_000, "names", "Names that a name in `match` is compared with, the likeliest of all";
    errors: 100, "errors", "Errors listed in one response";
    reconcile_queries: 100, "queries", "Queries in one reconciliation batch";
    reconcile_candidates: 100, "candidates", "Candidates that one reconciliation query may ask for";
    extend_cells: 20_000, "cells", "Entities times properties in one data extension of a reconciliation client";
    picture_nodes: 400, "entities", "Entities in a picture that the server lays out (SVG)";
    picture_links: 2_000, "links", "Links in a picture that the server lays out (SVG)";
    diagram_links: 500, "links", "Links, and entities, in a Mermaid diagram";
    visits: 20_000_000, "links", "Nodes and links that one request may look at";
    graph_nodes: 5_000_000, "entities", "Entities that a search for paths or a neighbourhood may reach, each way they are reached counted";
    graph_links: 50_000_000, "links", "Links that such a search may look at";
    graph_bytes: 256 << 20, "bytes", "Memory of such a search, and of what the filters and orders of a request keep";
    path_length: 20, "steps", "Steps of the longest path that may be asked for";
    graph_paths: 1_000, "paths", "Paths that one field may ask for";
    measures: 20, "measures", "Computations of measures that one request may need, each view counted by itself";
    measure_bytes: 512 << 20, "bytes", "Memory of the measures that are kept or computed for one snapshot";
    measure_ms: 60_000, "milliseconds", "Time that one measure may take to compute";
    measure_threads: 2, "threads", "Measures that are computed at the same time; more wait for their turn";
    list_bytes: 256 << 20, "bytes", "Memory of what the lists of a request keep at one time: the best items of a page in an order, groups with their sums and members, lists that are computed whole";
    response_bytes: 256 << 20, "bytes", "Size of a response";
    deadline_ms: 10_000, "milliseconds", "Time that one request may take";
    concurrent_requests: 256, "requests", "Requests that run at the same time; more are turned away";
    concurrent_exports: 8, "exports", "Files of `/export` that are sent at the same time; more are turned away";
    plan_cache_bytes: 32 << 20, "bytes", "Documents and plans kept compiled";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_can_be_set_by_its_name() {
        let mut limits = Limits::default();
        for info in Limits::TABLE {
            assert_eq!(limits.get(info.name), Some(info.default));
            assert!(limits.set(info.name, 7));
            assert_eq!(limits.get(info.name), Some(7), "{}", info.name);
        }
        assert!(!limits.set("nothing", 1));
    }
}
