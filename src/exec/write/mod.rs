//! Writes the JSON of a response, straight from the store.
//!
//! There is no tree of values between the store and the bytes. A step writes its key and then
//! its value into one buffer. Where a value fails that cannot be null, null propagates: the
//! buffer is cut back to the nearest place that allows null
//! (<https://spec.graphql.org/September2025/#sec-Handling-Execution-Errors>). Paths of errors are
//! kept as a chain of frames on the stack and only read when there is an error.

mod aggregate;
mod cells;
mod connection;
mod entity;
mod errors;
mod fast;
mod fields;
mod graph;
mod html;
mod keyed_groups;
mod languages;
mod link;
mod metrics;
mod objects;
mod page;
mod path;
mod sentence;
mod structured;
mod values;

use super::{
    Inputs, Outcome,
    select::{Reader, Refusal},
    store::Store,
};
use crate::{
    graph::RowSet,
    json::fragment::Output,
    limits::{Budget, Exhausted},
    plan::{
        ArgumentsId, Bound, FieldError, Plan, RootField, RootStep, RowsRef, SiteId, Step,
        ViewChange,
    },
};
use cells::{Cells, link_cells, node_cells};
use errors::Errors;
use path::Path;

/// The reason why a value was not written.
#[derive(Debug)]
enum Stop {
    /// [Null propagation]: a field failed that cannot be null; its error is recorded and its
    /// parent becomes null.
    ///
    /// [Null propagation]: https://spec.graphql.org/September2025/#sec-Handling-Execution-Errors
    Null,
    /// The request is over its budget: nothing more is written.
    Exhausted(Exhausted),
    /// A measure is not there yet: this field of the root cannot be written now.
    Lacking,
}

impl From<Exhausted> for Stop {
    fn from(exhausted: Exhausted) -> Self {
        Self::Exhausted(exhausted)
    }
}

type Written = Result<(), Stop>;

/// Runs a plan. The response is written into `buffer`, which is empty.
pub fn run<S: Store>(plan: &Plan, inputs: Inputs<'_, S>, buffer: Vec<u8>) -> Outcome {
    let mut run = Run::new(plan, inputs, buffer);
    run.flat = plan.tables.all().iter().map(|object| run.resolve(object)).collect();
    run.out.bytes(b"{\"data\":");
    let start = run.out.len();
    // One byte more closes the response.
    let written = run.root().and_then(|()| Ok(run.reader.budget.written(run.out.len() + 1)?));
    match written {
        Ok(()) => {}
        Err(Stop::Null | Stop::Lacking) => run.null_since(start),
        Err(Stop::Exhausted(exhausted)) => {
            run.null_since(start);
            // At the field of the root: below it paths are not kept, since nothing else needs them.
            let error = FieldError::exhausted(exhausted, run.reader.dearest(plan));
            run.errors.only(error, run.writing);
        }
    }
    run.errors.write(plan, &mut run.out);
    Outcome {
        failed: run.errors.count(),
        visits: run.reader.visits(),
        filters: run.reader.described_filters(plan),
        response: run.out,
    }
}

/// A run in progress.
struct Run<'a, S> {
    plan: &'a Plan,
    inputs: Inputs<'a, S>,
    store: &'a S,
    reader: Reader<'a, S>,
    columns: Vec<Cells<'a>>,
    link_columns: Vec<Cells<'a>>,
    rows: Vec<RowSet<'a>>,
    flat: Vec<fast::Flat<'a>>,
    /// The field of the root that is being written.
    writing: Option<SiteId>,
    out: Output,
    errors: Errors,
}

impl<'a, S: Store> Run<'a, S> {
    fn new(plan: &'a Plan, inputs: Inputs<'a, S>, buffer: Vec<u8>) -> Self {
        let store = inputs.store;
        let columns = plan.tables.all().iter().map(|column| node_cells(store, *column));
        let link_columns = plan.tables.all().iter().map(|column| link_cells(store, *column));
        let rows: &[RowsRef] = plan.tables.all();
        Self {
            columns: columns.collect(),
            link_columns: link_columns.collect(),
            rows: rows.iter().map(|it| store.rows(it.kind, it.relation, it.direction)).collect(),
            flat: Vec::new(),
            writing: None,
            reader: Reader::new(
                store,
                Budget::until(inputs.measures.deadline(), inputs.limits)
                    .ending(inputs.cancel, inputs.until),
                inputs.measures,
                inputs.aside,
                inputs.limits,
            )
            .planning_filters(inputs.plans_filters, inputs.explains)
            .spending_of(inputs.arguments.len()),
            out: Output::new(buffer),
            errors: Errors::new(inputs.limits),
            plan,
            store,
            inputs,
        }
    }

    fn root(&mut self) -> Written {
        let start = self.out.len();
        for step in &self.plan.root {
            let before = self.reader.visits();
            let written = self.root_step(step);
            if let Step::Field { key, .. } = step {
                self.reader.note_root(*key, before);
            }
            match written {
                // The answer is void, but what the other fields need is asked for too.
                Err(Stop::Lacking) => {}
                written => written?,
            }
            self.reader.budget.written(self.out.len())?;
        }
        self.close(start);
        Ok(())
    }

    fn root_step(&mut self, step: &'a Step<RootStep>) -> Written {
        match step {
            Step::Fail(site) => {
                self.writing = Some(*site);
                Err(self.null_condition(None, *site))
            }
            Step::Constant { key, value } => {
                self.constant(*key);
                self.constant(*value);
                Ok(())
            }
            Step::Field { key, op: RootStep { op, nullable } } => {
                self.writing = op.site();
                self.constant(*key);
                if *nullable {
                    return self.nullable(|run| run.root_field(op));
                }
                self.root_field(op)
            }
        }
    }

    /// Writes an object: each of its steps, by `write` where it depends on the object.
    #[inline(always)]
    fn object<Op>(
        &mut self,
        steps: &'a [Step<Op>],
        path: &Path<'_>,
        mut write: impl FnMut(&mut Self, &'a Op) -> Written,
    ) -> Written {
        let start = self.out.len();
        for step in steps {
            match step {
                Step::Field { key, op } => {
                    self.constant(*key);
                    write(self, op)?;
                }
                Step::Constant { key, value } => {
                    self.constant(*key);
                    self.constant(*value);
                }
                Step::Fail(site) => return Err(self.null_condition(Some(path), *site)),
            }
        }
        self.close(start);
        Ok(())
    }

    /// Writes a list of so many items, each by `write`, which is told its position and its path.
    #[inline(always)]
    fn list(
        &mut self,
        length: usize,
        path: &Path<'_>,
        mut write: impl FnMut(&mut Self, usize, &Path<'_>) -> Written,
    ) -> Written {
        let item = path.list();
        self.out.byte(b'[');
        for index in 0..length {
            if index > 0 {
                self.out.byte(b',');
            }
            item.at(index);
            write(self, index, &item)?;
            // After each, not at the end: a list of large items must not fill the memory first.
            self.reader.budget.written(self.out.len())?;
        }
        self.out.byte(b']');
        Ok(())
    }

    /// Writes a value that can be null: what fails in it ends there.
    #[inline]
    fn nullable(&mut self, write: impl FnOnce(&mut Self) -> Written) -> Written {
        let before = self.out.len();
        match write(self) {
            Err(Stop::Null) => {
                self.null_since(before);
                Ok(())
            }
            written => written,
        }
    }

    /// Writes what is under a field, with what its arguments change of the view.
    #[inline(always)]
    fn viewing<T>(&mut self, change: ViewChange, write: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.reader.view;
        self.reader.view = change.applied_to(outer);
        let written = write(self);
        self.reader.view = outer;
        written
    }

    /// The arguments of a field, or its error.
    #[inline]
    fn arguments<T: Bound>(&mut self, id: ArgumentsId<T>, path: &Path<'_>) -> Result<&'a T, Stop> {
        match self.inputs.arguments[id.index()] {
            Ok(arguments) => Ok(T::of(arguments)),
            Err(error) => Err(self.fail(error.clone(), path)),
        }
    }

    /// The items that were chosen for a field, or its error.
    #[inline]
    fn chosen<T>(&mut self, chosen: Result<T, Refusal>, path: &Path<'_>) -> Result<T, Stop> {
        match chosen {
            Ok(chosen) => Ok(chosen),
            Err(Refusal::Field(error)) => Err(self.fail(error, path)),
            Err(Refusal::Exhausted(exhausted)) => Err(exhausted.into()),
            Err(Refusal::Lacking) => Err(Stop::Lacking),
        }
    }

    /// Records that an object cannot be written since a condition in it is null.
    #[cold]
    fn null_condition(&mut self, path: Option<&Path<'_>>, site: SiteId) -> Stop {
        let message = "Argument \"if\" of non-null type \"Boolean!\" must not be null.";
        let path = || path.map(Path::segments).unwrap_or_default();
        self.errors.add(FieldError::bad_input(message), Some(site), path);
        Stop::Null
    }

    /// Records the error of the field that a path leads to.
    #[cold]
    fn fail(&mut self, error: FieldError, path: &Path<'_>) -> Stop {
        self.errors.add(error, path.site(), || path.segments());
        Stop::Null
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
}
