//! The errors of a run, and how they are written.
//!
//! The GraphQL specification says how errors are [handled] (null propagation) and how they are
//! [written].
//!
//! [handled]: https://spec.graphql.org/September2025/#sec-Handling-Execution-Errors
//! [written]: https://spec.graphql.org/September2025/#sec-Errors

use super::path::{self, Segment};
use crate::{
    json::fragment::Output,
    limits::Limits,
    plan::{FieldError, Location, Plan, SiteId, write_error},
};

/// An error that was recorded.
struct RecordedError {
    error: FieldError,
    site: Option<SiteId>,
    path: Vec<Segment>,
}

/// The errors of a run.
pub(super) struct Errors {
    recorded: Vec<RecordedError>,
    /// The number of errors that are recorded at most.
    most: u64,
    /// The number of all errors, recorded or not.
    count: usize,
}

impl Errors {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { recorded: Vec::new(), most: limits.errors, count: 0 }
    }

    /// The number of fields that failed.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Records an error, if there are not too many already.
    pub(super) fn add(
        &mut self,
        error: FieldError,
        site: Option<SiteId>,
        path: impl FnOnce() -> Vec<Segment>,
    ) {
        self.count += 1;
        if (self.recorded.len() as u64) < self.most {
            self.recorded.push(RecordedError { error, site, path: path() });
        }
    }

    /// Records an error that makes all others void.
    pub(super) fn only(&mut self, error: FieldError, site: Option<SiteId>) {
        let path = site.map(Segment::Site).into_iter().collect();
        self.recorded = vec![RecordedError { error, site, path }];
        self.count = 1;
    }

    /// Writes the member `errors`, if there are any.
    pub(super) fn write(&self, plan: &Plan, out: &mut Output) {
        for (index, failure) in self.recorded.iter().enumerate() {
            out.bytes(if index == 0 { b",\"errors\":[" } else { b"," });
            failure.write(plan, out);
        }
        if !self.recorded.is_empty() {
            out.byte(b']');
        }
    }
}

impl RecordedError {
    fn write(&self, plan: &Plan, out: &mut Output) {
        let FieldError { code, limit, .. } = &self.error;
        let locations = self.site.map_or(&[][..], |site| self.locations(plan, site));
        let path = |out: &mut Output| {
            if self.site.is_some() && !self.path.is_empty() {
                out.bytes(b",\"path\":");
                path::write(out, &self.path, plan);
            }
        };
        write_error(out, &self.error.to_string(), locations, path, (*code, *limit));
    }

    /// The places in the document: the fields, or the value of an argument.
    fn locations<'p>(&self, plan: &'p Plan, site: SiteId) -> &'p [Location] {
        let site = &plan[site];
        let argument = self.error.argument;
        let argument = argument.and_then(|name| site.arguments.iter().find(|it| it.0 == name));
        argument.map_or(&site.locations[..], |(_, location)| std::slice::from_ref(location))
    }
}
