//! Prints the fields of entities, links, pages and embedded objects.

use super::{Explain, Printer};
use crate::plan::{
    CellSource, CitationOp, ClaimOp, ClaimSetOp, ConnectionOp, EntityOp, ExternalIdOp, InfoOp,
    LinkCell, LinkEdgeOp, LinkOp, LinkReferenceOp, NameOp, PageOp, ValueOp,
};
use std::convert::Infallible;

impl Explain for EntityOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Cell(column) => {
                to.line(&format!("{key}: {}", to.source(CellSource::Node(*column))));
            }
            Self::Value(_, value) => to.embedded(key, "structured value", *value),
            Self::Name(arguments) => to.line(&format!("{key}: name {}", to.arguments(*arguments))),
            Self::Summary(arguments) => {
                to.line(&format!("{key}: summary {}", to.arguments(*arguments)));
            }
            Self::Degree(arguments, _) => {
                to.line(&format!("{key}: degree {}", to.arguments(*arguments)));
            }
            Self::Names(name) => to.embedded(key, "names", *name),
            Self::ExternalIds(id) => to.embedded(key, "external ids", *id),
            Self::Sources(citation, _) => to.embedded(key, "citations", *citation),
            Self::Claims(_, claims, _) => to.embedded(key, "claims", *claims),
            Self::Metrics(arguments, metrics, _) => {
                let what = format!("measures {}", to.arguments(*arguments));
                to.embedded(key, &what, *metrics);
            }
            Self::One(rows, _, arguments, selection, _) => {
                let rows = to.rows(*rows);
                to.line(&format!("{key}: one by {rows} {}", to.arguments(*arguments)));
                to.selection(*selection);
            }
            Self::Relation(rows, _, arguments, page, _) => {
                let rows = to.rows(*rows);
                to.line(&format!("{key}: row {rows} {}", to.arguments(*arguments)));
                to.connection(*page);
            }
            Self::Links(arguments, page, _) => {
                to.line(&format!("{key}: rows of all relations {}", to.arguments(*arguments)));
                to.connection(*page);
            }
            Self::Reach(lineage, arguments, page, _) => {
                let arguments = to.arguments(*arguments);
                to.line(&format!("{key}: {} {arguments}", lineage.as_str()));
                to.connection(*page);
            }
            Self::Supports(arguments, page, _) => {
                to.line(&format!("{key}: what cites it {}", to.arguments(*arguments)));
                to.connection(*page);
            }
        }
    }
}

impl Explain for LinkOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::From(selection, _) | Self::To(selection, _) => {
                to.line(&format!("{key}: end"));
                to.selection(*selection);
            }
            Self::References(references, _) => to.embedded(key, "references", *references),
            Self::Sources(citation, _) => to.embedded(key, "citations", *citation),
            Self::Reference(referred, arguments, selection, _) => {
                let (name, arguments) = (&referred.of(to.ontology).name, to.arguments(*arguments));
                to.line(&format!("{key}: entity of link column {name} {arguments}"));
                to.selection(*selection);
            }
            Self::Cell(column) => {
                to.line(&format!("{key}: {}", to.source(CellSource::Link(*column))));
            }
            Self::Value(_, value) => to.embedded(key, "structured value", *value),
            Self::Id => to.line(&format!("{key}: link id")),
            Self::Relation => to.line(&format!("{key}: link relation")),
            Self::Field(
                LinkCell::At
                | LinkCell::Since
                | LinkCell::Until
                | LinkCell::Attested
                | LinkCell::Disputed
                | LinkCell::Note
                | LinkCell::Property(_),
            ) => to.line(&format!("{key}: link field")),
            Self::Status => to.line(&format!("{key}: link status")),
            Self::LastAttested => to.line(&format!("{key}: link dates and publications")),
            Self::Certainty => to.line(&format!("{key}: link certainty")),
            Self::Evidence => to.line(&format!("{key}: link evidence")),
            Self::Properties => to.line(&format!("{key}: link properties")),
        }
    }
}

impl Explain for LinkEdgeOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Link(field) => field.explain(key, to),
            Self::Direction(direction) => {
                to.line(&format!("{key}: link direction, always {}", direction.as_str()));
            }
            Self::EitherWay | Self::Seen => to.line(&format!("{key}: link direction")),
        }
    }
}

impl Explain for PageOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Flat(flat) => {
                to.line(&format!("{key}: flat {}", to.flat(&to.plan[*flat])));
            }
            Self::List(list) => to.list(key, list, ["each", "other end", "link cursor"]),
            Self::Aggregate(arguments, aggregate, _) => {
                let what = format!("aggregate of all {}", to.arguments(*arguments));
                to.embedded(key, &what, *aggregate);
            }
            Self::Groups(arguments, groups, _) => {
                let what = format!("groups of all {}", to.arguments(*arguments));
                to.embedded(key, &what, *groups);
            }
        }
    }
}

impl<List: Explain> Explain for ConnectionOp<List> {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::List(list) => list.explain(key, to),
            Self::Info(steps, _) => {
                to.line(&format!("{key}: page info"));
                to.object(steps);
            }
            Self::TotalCount => to.line(&format!("{key}: count of all")),
        }
    }
}

impl Explain for InfoOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::HasNextPage | Self::HasPreviousPage | Self::StartCursor | Self::EndCursor => {
                to.line(key);
            }
        }
    }
}

impl Explain for NameOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Value | Self::Lang | Self::Script | Self::Kind | Self::Since | Self::Until => {
                to.line(key);
            }
        }
    }
}

impl Explain for ExternalIdOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Scheme | Self::Value => to.line(key),
        }
    }
}

impl Explain for ValueOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Field(_) => to.line(key),
            Self::Object(_, value) => to.embedded(key, "structured value", *value),
        }
    }
}

impl Explain for LinkReferenceOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Entity(selection, _) => {
                to.line(&format!("{key}: the entity"));
                to.selection(*selection);
            }
            Self::Property => to.line(key),
        }
    }
}

impl Explain for CitationOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Source(selection, _) => {
                to.line(&format!("{key}: the source"));
                to.selection(*selection);
            }
            Self::Locator | Self::Note => to.line(key),
        }
    }
}

impl Explain for ClaimSetOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Claims(claim, _) => to.embedded(key, "claims", *claim),
            Self::Field => to.line(key),
        }
    }
}

impl Explain for ClaimOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Sources(citation, _) => to.embedded(key, "citations", *citation),
            Self::Value | Self::Preferred | Self::Note => to.line(key),
        }
    }
}

impl Explain for Infallible {
    fn explain(&self, _: &str, _: &mut Printer<'_>) {
        match *self {}
    }
}
