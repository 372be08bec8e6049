//! Writes what rests on a source: the entities and links that cite it, and where.

use super::{
    Path, Run, Written,
    records::{ElementPosition, Record, element_cursor},
};
use crate::{
    graph::{Citation, Element, ElementId, Graph, NodeId},
    plan::{
        Arguments, ArgumentsId, Cursor, ElementScope, FieldError, PageId, PartOp, PartsId, RecordOp,
    },
};
use std::cmp::Ordering;

impl Record for ElementId {
    type Place = ElementPosition;

    fn place(graph: &Graph, cursor: &Cursor) -> Result<ElementPosition, FieldError> {
        ElementPosition::find(graph, cursor)
    }

    fn compare(self, graph: &Graph, place: &ElementPosition) -> Ordering {
        place.compare(graph, self)
    }

    fn cursor(self, graph: &Graph) -> Cursor {
        element_cursor(graph, self, Vec::new())
    }
}

/// Whether an entity or a link is of the kinds and relations that are meant.
pub(super) fn in_scope(graph: &Graph, scope: &ElementScope, id: ElementId) -> bool {
    match graph.element(id) {
        _ if scope.is_open() => true,
        Element::Node(node) => scope.has_kind(graph.nodes().kind(node)),
        Element::Link(link) => scope.has_relation(graph.links().relation(link)),
    }
}

/// A citation, and the property whose claim cites, if it is one.
type Place<'g> = (&'g Citation, Option<&'g str>);

impl<'a> Run<'a> {
    /// Writes a page of what rests on a source.
    pub(super) fn support_page(
        &mut self,
        source: NodeId,
        arguments: ArgumentsId,
        page: PageId,
        path: &Path<'_>,
    ) -> Written {
        let Arguments::Supports(arguments) = self.arguments(arguments, path)? else {
            return Ok(());
        };
        let (graph, plan) = (self.graph, self.plan);
        let selection = &plan.pages[page.index()];
        self.viewing(arguments.view, |run| {
            let seen = run.seen();
            let is_meant = |id| {
                in_scope(graph, &arguments.scope, id)
                    && match graph.element(id) {
                        Element::Node(node) => seen.has_entity(node),
                        Element::Link(link) => seen.has_link(link),
                    }
            };
            let list = graph.citing(source);
            let chosen = run.choose_records(list, is_meant, &arguments.slice, selection);
            run.write_records(chosen, selection, path, |run, id, op, path| match op {
                RecordOp::Element(selection, Some(site)) => {
                    run.element(id, *selection, &path.field(*site))
                }
                RecordOp::Element(selection, None) => run.element(id, *selection, path),
                RecordOp::Citations(parts) => run.support_citations(source, id, *parts, path),
                _ => Ok(()),
            })
        })
    }

    /// Writes where an entity or a link cites a source.
    fn support_citations(
        &mut self,
        source: NodeId,
        id: ElementId,
        parts: PartsId,
        path: &Path<'_>,
    ) -> Written {
        let all = citations(self.graph, id);
        self.budget.visit(all.len())?;
        let ours: Vec<Place<'a>> =
            all.into_iter().filter(|(citation, _)| citation.source == source).collect();
        self.list(&ours, parts, path, |run, (citation, field), op, _| {
            match (op, field) {
                (PartOp::Locator, _) => run.stored(citation.locator),
                (PartOp::Note, _) => run.stored(citation.note),
                (_, Some(field)) => run.out.string(field),
                (_, None) => run.out.bytes(b"null"),
            }
            Ok(())
        })
    }
}

/// All that an entity or a link cites, its claims behind itself.
fn citations(graph: &Graph, id: ElementId) -> Vec<Place<'_>> {
    let node = match graph.element(id) {
        Element::Link(link) => {
            return graph.links().citations(link).iter().map(|it| (it, None)).collect();
        }
        Element::Node(node) => node,
    };
    let properties = &graph.ontology().kind(graph.nodes().kind(node)).properties;
    let claimed = graph.nodes().claims(node).iter().flat_map(|set| {
        let field = Some(properties[set.property].name.as_str());
        set.claims.iter().flat_map(|claim| &claim.citations).map(move |it| (it, field))
    });
    graph.nodes().citations(node).iter().map(|it| (it, None)).chain(claimed).collect()
}
