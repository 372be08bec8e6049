//! Runs a plan: walks the graph and writes the JSON of the response as it goes.
//!
//! There is no tree of values between the graph and the bytes. A step writes its key and
//! then its value into one buffer; where a value that cannot be null fails, the buffer is cut
//! back to the nearest place that can be. Paths of errors are kept as a chain of frames on
//! the stack and only read when there is an error.

mod ahead;
mod choose;
mod conflicts;
mod description;
mod entity;
mod filter;
mod flat;
mod items;
mod link;
mod matching;
mod moments;
mod order;
mod page;
mod parts;
mod path;
mod records;
mod scan;
mod search;
mod supports;
mod view;

use crate::{
    graph::{Column, Graph, LinkId, NodeId, RowSet},
    json::fragment::{Fragment, Output, prefetch},
    limits::{Budget, Exhausted, Limits},
    plan::{
        Arguments, ArgumentsId, ColumnRef, FieldError, LinkCell, Plan, RootOp, SelectionId, SiteId,
        Step,
    },
    search::Index,
    value::TimeView,
};
use path::{Path, Segment};

/// What a run needs beside the plan.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The graph.
    pub graph: &'a Graph,
    /// Its indexes.
    pub index: &'a Index,
    /// The arguments of the plan's fields, bound.
    pub arguments: &'a [Result<&'a Arguments, &'a FieldError>],
    /// The answers to the plan's introspection fields, as JSON.
    pub introspection: &'a [String],
    /// What `ontology` and `service` answer.
    pub description: &'a serde_json::Value,
    /// The bounds of the request.
    pub limits: &'a Limits,
}

/// What came of a run.
#[derive(Debug)]
pub struct Outcome {
    /// `{"data":...,"errors":[...]` without the closing brace, so that extensions can follow.
    pub response: Output,
    /// How many fields failed.
    pub failed: usize,
}

/// Why a value was not written.
#[derive(Debug)]
enum Stop {
    /// A field failed that cannot be null: its error is recorded, its parent becomes null.
    Null,
    /// The request is over its budget: nothing more is written.
    Exhausted(Exhausted),
}

impl From<Exhausted> for Stop {
    fn from(exhausted: Exhausted) -> Self {
        Self::Exhausted(exhausted)
    }
}

type Written = Result<(), Stop>;

/// Runs a plan. The response is written into `buffer`, which is empty.
pub fn run(plan: &Plan, inputs: Inputs<'_>, buffer: Vec<u8>) -> Outcome {
    let mut run = Run::new(plan, inputs, buffer);
    run.flat = plan.flat.iter().map(|object| run.resolve(object)).collect();
    run.out.bytes(b"{\"data\":");
    let start = run.out.len();
    // One byte more closes the response.
    let written = run.root().and_then(|()| Ok(run.budget.written(run.out.len() + 1)?));
    match written {
        Ok(()) => {}
        Err(Stop::Null) => {
            run.out.truncate(start);
            run.out.bytes(b"null");
        }
        Err(Stop::Exhausted(exhausted)) => {
            run.out.truncate(start);
            run.out.bytes(b"null");
            // At the field of the root: below it paths are not kept, since nothing else needs them.
            let site = run.writing;
            let path = site.map(Segment::Site).into_iter().collect();
            run.errors.clear();
            run.errors.push(Failure { error: exhausted.into(), site, path });
            run.failed = 1;
        }
    }
    run.write_errors();
    Outcome { response: run.out, failed: run.failed }
}

/// An error that was recorded.
struct Failure {
    error: FieldError,
    site: Option<SiteId>,
    path: Vec<Segment>,
}

/// Cells of a column, by entity or link number.
#[derive(Clone, Copy)]
struct Cells<'a> {
    cells: &'a [Fragment],
    first: u32,
    absent: Fragment,
}

impl Cells<'_> {
    #[inline(always)]
    fn get(&self, number: u32) -> Fragment {
        self.cells.get(number.wrapping_sub(self.first) as usize).copied().unwrap_or(self.absent)
    }
}

impl Cells<'_> {
    /// Has the processor fetch a cell.
    #[inline(always)]
    fn prefetch(&self, number: u32) {
        if let Some(cell) = self.cells.get((number.wrapping_sub(self.first)) as usize) {
            prefetch(cell);
        }
    }
}

/// A run in progress.
struct Run<'a> {
    plan: &'a Plan,
    graph: &'a Graph,
    inputs: Inputs<'a>,
    columns: Vec<Cells<'a>>,
    link_columns: Vec<Cells<'a>>,
    rows: Vec<RowSet<'a>>,
    flat: Vec<flat::Flat<'a>>,
    /// The field of the root that is being written.
    writing: Option<SiteId>,
    /// What is in view under the field that is being written.
    view: TimeView,
    /// Lists that were used, to be used again.
    spare: Vec<Vec<items::Item>>,
    out: Output,
    budget: Budget,
    errors: Vec<Failure>,
    failed: usize,
}

impl<'a> Run<'a> {
    fn new(plan: &'a Plan, inputs: Inputs<'a>, buffer: Vec<u8>) -> Self {
        let graph = inputs.graph;
        let nodes = graph.nodes();
        let column = |column: &ColumnRef| match *column {
            ColumnRef::Id => Cells { cells: nodes.ids(), first: 0, absent: Fragment::NULL },
            ColumnRef::Name => {
                Cells { cells: nodes.primary_names(), first: 0, absent: Fragment::NULL }
            }
            ColumnRef::Head => Cells { cells: nodes.heads(), first: 0, absent: Fragment::NULL },
            ColumnRef::Property(kind, property) => Cells {
                cells: nodes.column(kind, property).cells(),
                first: nodes.of_kind(kind).start,
                absent: Fragment::NULL,
            },
        };
        let link_column = |column: &crate::plan::LinkColumnRef| {
            let columns = graph.links().columns(column.relation);
            let (cells, absent) = match column.cell {
                LinkCell::At => (columns.at.as_ref(), Fragment::NULL),
                LinkCell::Since => (columns.since.as_ref(), Fragment::NULL),
                LinkCell::Until => (columns.until.as_ref(), Fragment::NULL),
                LinkCell::Note => (columns.note.as_ref(), Fragment::NULL),
                LinkCell::Attested => (columns.attested.as_ref(), Fragment::EMPTY_LIST),
                LinkCell::Property(index) => (columns.properties.get(index), Fragment::NULL),
            };
            let first = graph.links().of_relation(column.relation).start;
            Cells { cells: cells.map_or(&[], Column::cells), first, absent }
        };
        Self {
            columns: plan.columns.iter().map(column).collect(),
            link_columns: plan.link_columns.iter().map(link_column).collect(),
            rows: plan
                .rows
                .iter()
                .map(|it| graph.rows(it.kind, it.relation, it.direction))
                .collect(),
            flat: Vec::new(),
            writing: None,
            view: TimeView::HISTORY,
            spare: Vec::new(),
            out: Output::new(buffer),
            budget: Budget::new(inputs.limits),
            errors: Vec::new(),
            failed: 0,
            plan,
            graph,
            inputs,
        }
    }

    fn root(&mut self) -> Written {
        let plan = self.plan;
        let start = self.out.len();
        for (step, &nullable) in plan.root.iter().zip(&plan.nullable) {
            self.writing = step.op.site();
            self.out.fragment(&plan.arena, step.key);
            let before = self.out.len();
            match self.root_step(step) {
                Err(Stop::Null) if nullable => self.null(before),
                written => written?,
            }
            self.budget.written(self.out.len())?;
        }
        self.close(start);
        Ok(())
    }

    fn root_step(&mut self, step: &'a Step<RootOp>) -> Written {
        match &step.op {
            RootOp::Fail(site) => return Err(self.null_condition(None, *site)),
            RootOp::Constant(constant) => self.constant(*constant),
            RootOp::Node(arguments, selection, site) => {
                let path = Path::root(*site);
                let Arguments::Id(id, view) = self.arguments(*arguments, &path)? else {
                    return Ok(());
                };
                return self.viewing(*view, |run| run.node_or_link(id, *selection, &path));
            }
            RootOp::Nodes(arguments, selection, site) => {
                return self.nodes_by_id(*arguments, *selection, *site);
            }
            RootOp::Lookup(kind, arguments, selection, site) => {
                let path = Path::root(*site);
                let Arguments::Id(id, view) = self.arguments(*arguments, &path)? else {
                    return Ok(());
                };
                let node = self.graph.node_by_id(id);
                match node
                    .filter(|&node| kind.is_none_or(|kind| self.graph.nodes().kind(node) == kind))
                {
                    Some(node) => {
                        return self.viewing(*view, |run| run.entity(node, *selection, &path));
                    }
                    None => self.out.bytes(b"null"),
                }
            }
            RootOp::All(target, arguments, page, site) => {
                return self.all_entities(*target, *arguments, *page, &Path::root(*site));
            }
            RootOp::Search(arguments, hits, site) => {
                return self.search(*arguments, *hits, &Path::root(*site));
            }
            RootOp::Match(arguments, parts, site) => {
                return self.matches(*arguments, *parts, *site);
            }
            RootOp::Conflicts(arguments, page, site) => {
                return self.conflict_page(*arguments, *page, &Path::root(*site));
            }
            RootOp::Changes(arguments, page, site) => {
                return self.changes_page(*arguments, *page, &Path::root(*site));
            }
            RootOp::Timeline(arguments, page, site) => {
                return self.timeline_page(*arguments, *page, &Path::root(*site));
            }
            RootOp::Description(name, selection, site) => {
                let value = self.inputs.description.get(name).unwrap_or(&serde_json::Value::Null);
                return self.description(value, *selection, &Path::root(*site));
            }
            RootOp::Introspection(index) => {
                let answer = self.inputs.introspection.get(*index).map_or("null", String::as_str);
                self.out.bytes(answer.as_bytes());
            }
        }
        Ok(())
    }

    fn nodes_by_id(
        &mut self,
        arguments: ArgumentsId,
        selection: SelectionId,
        site: SiteId,
    ) -> Written {
        let path = Path::root(site);
        let Arguments::Ids(ids, view) = self.arguments(arguments, &path)? else { return Ok(()) };
        self.viewing(*view, |run| run.write_nodes_by_id(ids, selection, &path))
    }

    fn write_nodes_by_id(
        &mut self,
        ids: &'a [String],
        selection: SelectionId,
        path: &Path<'_>,
    ) -> Written {
        self.out.byte(b'[');
        let item = path.list();
        for (index, id) in ids.iter().enumerate() {
            if index > 0 {
                self.out.byte(b',');
            }
            item.at(index);
            let before = self.out.len();
            match self.node_or_link(id, selection, &item) {
                Err(Stop::Null) => self.null(before),
                written => written?,
            }
            self.budget.written(self.out.len())?;
        }
        self.out.byte(b']');
        Ok(())
    }

    fn node_or_link(&mut self, id: &str, selection: SelectionId, path: &Path<'_>) -> Written {
        self.budget.visit(1)?;
        if let Some(node) = self.graph.node_by_id(id) {
            return self.entity(node, selection, path);
        }
        if let Some(link) = self.graph.link_by_id(id) {
            return self.lone_link(link, selection, path);
        }
        self.out.bytes(b"null");
        Ok(())
    }

    /// A link that stands in no list of links.
    fn lone_link(&mut self, link: LinkId, selection: SelectionId, path: &Path<'_>) -> Written {
        let item = items::Item { node: NodeId(0), link, incoming: false };
        let plan = self.plan;
        let steps = &plan.selections[selection.index()].link;
        self.link(item, steps, items::Listing::LINK, path)
    }

    /// The arguments of a field, or its error.
    #[inline]
    fn arguments(&mut self, id: ArgumentsId, path: &Path<'_>) -> Result<&'a Arguments, Stop> {
        match self.inputs.arguments[id.index()] {
            Ok(arguments) => Ok(arguments),
            Err(error) => Err(self.fail(error.clone(), path)),
        }
    }

    /// Records that an object cannot be written since a condition in it is null.
    #[cold]
    fn null_condition(&mut self, path: Option<&Path<'_>>, site: SiteId) -> Stop {
        let message = "Argument \"if\" of non-null type \"Boolean!\" must not be null.";
        self.failed += 1;
        if (self.errors.len() as u64) < self.inputs.limits.errors {
            let path = path.map(Path::segments).unwrap_or_default();
            self.errors.push(Failure {
                error: FieldError::bad_input(message),
                site: Some(site),
                path,
            });
        }
        Stop::Null
    }

    /// Records the error of the field that a path leads to.
    #[cold]
    fn fail(&mut self, error: FieldError, path: &Path<'_>) -> Stop {
        self.failed += 1;
        if (self.errors.len() as u64) < self.inputs.limits.errors {
            let segments = path.segments();
            let site = segments.iter().rev().find_map(|segment| match segment {
                Segment::Site(site) => Some(*site),
                Segment::Index(_) => None,
            });
            self.errors.push(Failure { error, site, path: segments });
        }
        Stop::Null
    }

    /// Writes null in place of what was written since.
    fn null(&mut self, since: usize) {
        self.out.truncate(since);
        self.out.bytes(b"null");
    }

    #[inline(always)]
    fn constant(&mut self, constant: Fragment) {
        self.out.fragment(&self.plan.arena, constant);
    }

    #[inline(always)]
    fn stored(&mut self, fragment: Fragment) {
        self.out.fragment(self.graph.arena(), fragment);
    }

    /// Closes an object whose steps were written since: its first comma becomes its brace.
    #[inline(always)]
    fn close(&mut self, start: usize) {
        if self.out.len() == start {
            self.out.bytes(b"{}");
        } else {
            self.out.set(start, b'{');
            self.out.byte(b'}');
        }
    }

    /// Where in the document an error is: at the fields, or at the value of an argument.
    fn locations(&self, site: SiteId, error: &FieldError) -> &'a [(usize, usize)] {
        let site = &self.plan.sites[site.index()];
        let argument =
            error.argument.and_then(|name| site.arguments.iter().find(|it| it.0 == name));
        argument.map_or(&site.locations[..], |(_, location)| std::slice::from_ref(location))
    }

    fn write_errors(&mut self) {
        let errors = std::mem::take(&mut self.errors);
        for (index, failure) in errors.iter().enumerate() {
            self.out.bytes(if index == 0 { b",\"errors\":[" } else { b"," });
            self.out.bytes(b"{\"message\":");
            self.out.string(&failure.error.message);
            if let Some(site) = failure.site {
                self.out.bytes(b",\"locations\":[");
                for (index, (line, column)) in
                    self.locations(site, &failure.error).iter().enumerate()
                {
                    self.out.bytes(if index == 0 { b"{\"line\":" } else { b",{\"line\":" });
                    self.out.integer(*line);
                    self.out.bytes(b",\"column\":");
                    self.out.integer(*column);
                    self.out.byte(b'}');
                }
                self.out.byte(b']');
                if !failure.path.is_empty() {
                    self.out.bytes(b",\"path\":");
                    path::write(&mut self.out, &failure.path, self.plan);
                }
            }
            self.out.bytes(b",\"extensions\":{\"code\":");
            self.out.string(failure.error.code.as_str());
            if let Some(limit) = failure.error.limit {
                self.out.bytes(b",\"limit\":");
                self.out.string(limit);
            }
            self.out.bytes(b"}}");
        }
        if !errors.is_empty() {
            self.out.byte(b']');
        }
    }
}
