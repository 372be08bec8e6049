//! Writes the objects of graph questions: paths, graphs, and how much of an answer they cover.

use super::{Path, Run, Written, sentence::sentence};
use crate::{
    algo::{
        Completeness,
        neighbourhood::Omitted,
        paths::{self, PathSet},
    },
    exec::{Exporter, ShownPart, store::Store},
    graph::{Element, LinkId, NodeId},
    plan::{
        ArgumentsId, FieldError, SelectionId,
        graph::{CompletenessOp, ExportFormat, GraphOp, OmittedOp, Origin, PathOp},
    },
};

/// A part of the graph, as `Graph` shows it.
#[derive(Debug)]
pub(super) struct WrittenGraph<'a> {
    /// Its entities, in their order.
    pub(super) nodes: Vec<NodeId>,
    /// Its links, in their order.
    pub(super) links: Vec<LinkId>,
    /// The links that lead out of it.
    pub(super) omitted: Vec<Omitted>,
    /// The completeness of the part.
    pub(super) completeness: Completeness,
    /// The field that it answers.
    pub(super) origin: &'a Origin,
}

impl<'a> WrittenGraph<'a> {
    /// All entities and links of some paths, those of the first path first, each once.
    pub(super) fn of_paths(set: &PathSet, origin: &'a Origin) -> Self {
        let nodes = set.paths.iter().flat_map(|path| path.nodes.iter().copied());
        let links = set.paths.iter().flat_map(|path| path.steps.iter().flatten().copied());
        Self {
            nodes: distinct(nodes),
            links: distinct(links),
            omitted: Vec::new(),
            completeness: set.completeness,
            origin,
        }
    }

    /// The elements that a file of this part holds.
    pub(super) fn shown(&self) -> ShownPart<'_> {
        let Self { nodes, links, completeness, origin, .. } = self;
        ShownPart { nodes, links, completeness: *completeness, origin: Some(origin) }
    }
}

/// Some items, each once, where it comes first.
fn distinct<T: Copy + Eq + std::hash::Hash>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = std::collections::HashSet::new();
    items.filter(|item| seen.insert(*item)).collect()
}

impl<'a, S: Store> Run<'a, S> {
    /// Hands a part of the graph that is shown to whoever gathers such parts.
    pub(super) fn gather(&self, shown: ShownPart<'_>) {
        if let Some(gatherer) = self.inputs.gatherer {
            gatherer.take(shown);
        }
    }

    /// Writes a field of `Path`.
    pub(super) fn path_field(
        &mut self,
        found: &paths::Path,
        op: &'a PathOp,
        path: &Path<'_>,
    ) -> Written {
        match op {
            PathOp::Length => self.out.integer(found.length()),
            PathOp::Cost => self.number(found.cost),
            PathOp::Nodes(selection, site) => {
                return self.entities(&found.nodes, *selection, &path.field(*site));
            }
            PathOp::Links(selection, site) => {
                let links: Vec<LinkId> = found.steps.iter().flatten().copied().collect();
                return self.lone_links(&links, *selection, &path.field(*site));
            }
            PathOp::Steps(selection, site) => {
                let elements = steps(found);
                let path = path.field(*site);
                self.reader.budget.visit(elements.len())?;
                return self.list(elements.len(), &path, |run, index, path| {
                    run.element(elements[index], *selection, path)
                });
            }
            PathOp::Sentence => {
                let text = sentence(self.store, found);
                self.out.string(&text);
            }
        }
        Ok(())
    }

    /// Writes a field of `Graph`.
    pub(super) fn graph_field(
        &mut self,
        graph: &WrittenGraph<'_>,
        op: &'a GraphOp,
        path: &Path<'_>,
    ) -> Written {
        match op {
            GraphOp::Nodes(selection, site) => {
                return self.entities(&graph.nodes, *selection, &path.field(*site));
            }
            GraphOp::Links(selection, site) => {
                return self.lone_links(&graph.links, *selection, &path.field(*site));
            }
            GraphOp::NodeCount => self.out.integer(graph.nodes.len()),
            GraphOp::LinkCount => self.out.integer(graph.links.len()),
            GraphOp::Omitted(object, site) => {
                let path = path.field(*site);
                return self.embedded(&graph.omitted, *object, &path, Self::omitted_field);
            }
            GraphOp::Completeness(op) => self.completeness(graph.completeness, *op),
            GraphOp::Export(format, site) => {
                let (store, path) = (self.store, path.field(*site));
                let metrics = &self.arguments(*format, &path)?.metrics;
                let measures = self.reader.exported_measures(metrics);
                let measures = self.chosen(measures, &path)?;
                return self.exported(*format, &path, |exporter, it| {
                    exporter.export(store, &it.format, graph.shown(), &measures)
                });
            }
            GraphOp::ExportUrl(format, site) => {
                return self.exported(*format, &path.field(*site), |exporter, it| {
                    exporter.url(&it.format, graph.origin, &it.metrics)
                });
            }
        }
        Ok(())
    }

    /// Writes a field of `OmittedLinks`.
    fn omitted_field(&mut self, omitted: &Omitted, op: &'a OmittedOp, path: &Path<'_>) -> Written {
        match op {
            OmittedOp::Node(selection, site) => {
                return self.entity(omitted.node, *selection, &path.field(*site));
            }
            OmittedOp::Relation => {
                self.out.string(&self.store.ontology().relation(omitted.relation).name);
            }
            OmittedOp::Count => self.out.integer(omitted.count),
        }
        Ok(())
    }

    /// Writes a text that the exporter makes.
    fn exported(
        &mut self,
        format: ArgumentsId<ExportFormat>,
        path: &Path<'_>,
        make: impl FnOnce(&dyn Exporter, &ExportFormat) -> Result<String, FieldError>,
    ) -> Written {
        let format = self.arguments(format, path)?;
        let Some(exporter) = self.inputs.exporter else {
            return Err(self.fail(FieldError::bad_input("nothing is exported here"), path));
        };
        match make(exporter, format) {
            Ok(text) => self.out.string(&text),
            Err(error) => return Err(self.fail(error, path)),
        }
        Ok(())
    }

    /// Writes a field that says how much an answer covers.
    pub(super) fn completeness(&mut self, it: Completeness, op: CompletenessOp) {
        match op {
            CompletenessOp::Complete => self.boolean(it.is_complete()),
            CompletenessOp::Truncated => self.boolean(!it.is_complete()),
            CompletenessOp::Reason => self.text_or_null(it.truncated.map(|reason| reason.as_str())),
            CompletenessOp::CompleteDepth => self.integer_or_null(it.complete_depth),
        }
    }

    /// Writes a list of entities.
    pub(super) fn entities(
        &mut self,
        nodes: &[NodeId],
        selection: SelectionId,
        path: &Path<'_>,
    ) -> Written {
        self.reader.budget.visit(nodes.len())?;
        self.list(nodes.len(), path, |run, index, path| run.entity(nodes[index], selection, path))
    }

    /// Writes a list of links, each as an object of its own.
    pub(super) fn lone_links(
        &mut self,
        links: &[LinkId],
        selection: SelectionId,
        path: &Path<'_>,
    ) -> Written {
        self.reader.budget.visit(links.len())?;
        self.list(links.len(), path, |run, index, path| {
            run.link_object(links[index], selection, path)
        })
    }
}

/// The entities of a path, and between each two of them the links of the step.
fn steps(path: &paths::Path) -> Vec<Element> {
    let mut elements = Vec::with_capacity(2 * path.nodes.len());
    for (index, &node) in path.nodes.iter().enumerate() {
        elements.push(Element::Node(node));
        elements
            .extend(path.steps.get(index).into_iter().flatten().map(|&link| Element::Link(link)));
    }
    elements
}
