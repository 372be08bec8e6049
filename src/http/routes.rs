//! The table of routes: what is at which address, by which methods, and under which rules.
//!
//! [`front`](super::front) applies the rules to every request. A new route is a row here, an
//! arm in `front::respond`, and a file that makes its responses.

use super::{
    accept::{self, Media, negotiate},
    error::{Error, ErrorFormat},
    graphql, reconcile,
};
use axum::http::{HeaderMap, Method, request::Parts};

/// The handler of a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Endpoint {
    GraphQl,
    Schema,
    Live,
    Ready,
    Metrics,
    Root,
    Asset,
    Entity,
    Export,
    Reconcile,
    ReconcileSuggest,
    ReconcileProperties,
    ReconcilePreview,
    ReconcileUnknown,
    Unknown,
}

/// The methods that a route answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Methods {
    /// Those that only read.
    Read,
    /// `GET`, `HEAD` and `POST`.
    ReadAndPost,
    /// Any, for addresses at which there is nothing.
    Any,
}

/// A row of the table.
#[derive(Debug)]
pub(super) struct Route {
    pub(super) endpoint: Endpoint,
    /// The address, with the parts that vary in braces.
    pub(super) pattern: &'static str,
    pub(super) methods: Methods,
}

/// All routes, in the order of [`Endpoint`].
pub(super) static ROUTES: [Route; 15] = {
    use {Endpoint::*, Methods::*};
    [
        Route { endpoint: GraphQl, pattern: "/graphql", methods: ReadAndPost },
        Route { endpoint: Schema, pattern: "/schema.graphql", methods: Read },
        Route { endpoint: Live, pattern: "/livez", methods: Read },
        Route { endpoint: Ready, pattern: "/readyz", methods: Read },
        Route { endpoint: Metrics, pattern: "/metrics", methods: Read },
        Route { endpoint: Root, pattern: "/", methods: Read },
        Route { endpoint: Asset, pattern: "/assets/{*path}", methods: Read },
        Route { endpoint: Entity, pattern: "/entity/{id}", methods: Read },
        Route { endpoint: Export, pattern: "/export/{file}", methods: Read },
        Route { endpoint: Reconcile, pattern: "/reconcile", methods: ReadAndPost },
        Route { endpoint: ReconcileSuggest, pattern: "/reconcile/suggest/{what}", methods: Read },
        Route { endpoint: ReconcileProperties, pattern: "/reconcile/properties", methods: Read },
        Route { endpoint: ReconcilePreview, pattern: "/reconcile/preview/{id}", methods: Read },
        Route { endpoint: ReconcileUnknown, pattern: "/reconcile/{*path}", methods: Any },
        Route { endpoint: Unknown, pattern: "", methods: Any },
    ]
};

impl Endpoint {
    /// The row of the table.
    pub(super) fn route(self) -> &'static Route {
        &ROUTES[self as usize]
    }
}

impl Methods {
    /// The value of `Allow`.
    pub(super) fn allow(self) -> &'static str {
        match self {
            Self::Read => "GET, HEAD, OPTIONS",
            Self::ReadAndPost | Self::Any => "GET, HEAD, POST, OPTIONS",
        }
    }

    /// Returns whether a method is among them; `OPTIONS` is answered before this is asked.
    pub(super) fn contain(self, method: &Method) -> bool {
        match self {
            Self::Read => matches!(*method, Method::GET | Method::HEAD),
            Self::ReadAndPost => matches!(*method, Method::GET | Method::HEAD | Method::POST),
            Self::Any => true,
        }
    }
}

impl Route {
    /// Returns whether a request is one of those that `concurrent_requests` bounds: those that run
    /// on the data set. A page or a probe is answered however busy the server is.
    pub(super) fn needs_permit(&self, parts: &Parts) -> bool {
        match self.endpoint {
            Endpoint::GraphQl => !graphql::is_for_page(parts),
            Endpoint::Entity
            | Endpoint::Export
            | Endpoint::Reconcile
            | Endpoint::ReconcileSuggest
            | Endpoint::ReconcileProperties
            | Endpoint::ReconcilePreview => true,
            Endpoint::Schema
            | Endpoint::Live
            | Endpoint::Ready
            | Endpoint::Metrics
            | Endpoint::Root
            | Endpoint::Asset
            | Endpoint::ReconcileUnknown
            | Endpoint::Unknown => false,
        }
    }

    /// Checks what the headers of a request say of its body, before the body is read.
    ///
    /// # Errors
    /// If the route does not read such a body.
    pub(super) fn check_content(&self, headers: &HeaderMap) -> Result<(), Error> {
        match self.endpoint {
            Endpoint::Reconcile => reconcile::check_content(headers),
            Endpoint::GraphQl
            | Endpoint::Entity
            | Endpoint::Export
            | Endpoint::Schema
            | Endpoint::Live
            | Endpoint::Ready
            | Endpoint::Metrics
            | Endpoint::Root
            | Endpoint::Asset
            | Endpoint::ReconcileSuggest
            | Endpoint::ReconcileProperties
            | Endpoint::ReconcilePreview
            | Endpoint::ReconcileUnknown
            | Endpoint::Unknown => accept::check_json(headers),
        }
    }

    /// The shape in which the client of a request is told an error.
    pub(super) fn error_format(&self, headers: &HeaderMap) -> ErrorFormat {
        match self.endpoint {
            Endpoint::GraphQl => {
                let media = negotiate(headers, graphql::ANSWERS);
                ErrorFormat::GraphQl(media.unwrap_or(Media::Json))
            }
            Endpoint::Entity => match negotiate(headers, &[Media::Html, Media::Json]) {
                Some(Media::Html) => ErrorFormat::Page,
                Some(Media::Json | Media::GraphQl) | None => ErrorFormat::GraphQl(Media::Json),
            },
            Endpoint::Reconcile
            | Endpoint::ReconcileSuggest
            | Endpoint::ReconcileProperties
            | Endpoint::ReconcilePreview
            | Endpoint::ReconcileUnknown => ErrorFormat::Reconcile,
            Endpoint::Export
            | Endpoint::Schema
            | Endpoint::Live
            | Endpoint::Ready
            | Endpoint::Metrics
            | Endpoint::Root
            | Endpoint::Asset
            | Endpoint::Unknown => ErrorFormat::GraphQl(Media::Json),
        }
    }

    /// The name of the route in the metrics.
    pub(super) fn label(&self) -> &'static str {
        if self.endpoint == Endpoint::Unknown { "none" } else { self.pattern }
    }

    /// The headers of a `GET` on which the response depends.
    pub(super) fn varies(&self) -> &'static [&'static str] {
        match self.endpoint {
            Endpoint::GraphQl => &["accept", "accept-encoding"],
            Endpoint::Entity => &["accept"],
            Endpoint::Export => &["accept-encoding"],
            Endpoint::Reconcile
            | Endpoint::ReconcileSuggest
            | Endpoint::ReconcileProperties
            | Endpoint::ReconcilePreview
            | Endpoint::ReconcileUnknown
            | Endpoint::Schema
            | Endpoint::Live
            | Endpoint::Ready
            | Endpoint::Metrics
            | Endpoint::Root
            | Endpoint::Asset
            | Endpoint::Unknown => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_endpoint_finds_its_row() {
        for (position, route) in ROUTES.iter().enumerate() {
            assert_eq!(route.endpoint as usize, position, "{}", route.pattern);
            assert_eq!(route.endpoint.route().pattern, route.pattern);
        }
    }
}
