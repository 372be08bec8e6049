//! The path to the value that is being written: a chain of frames on the stack.

use crate::{
    json::fragment::Output,
    plan::{Plan, SiteId},
};
use std::cell::Cell;

/// A step from an object to a field, or from a list to an item.
#[derive(Clone, Copy, Debug)]
pub(super) enum Segment {
    Site(SiteId),
    Index(u32),
}

/// The way to a value. Costs two stores to extend and nothing to move along a list.
#[derive(Debug)]
pub(super) struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    segment: Cell<Segment>,
}

impl<'p> Path<'p> {
    pub(super) fn root(site: SiteId) -> Path<'static> {
        Path { parent: None, segment: Cell::new(Segment::Site(site)) }
    }

    /// The path to a field of the object here.
    #[inline]
    pub(super) fn field(&'p self, site: SiteId) -> Self {
        Path { parent: Some(self), segment: Cell::new(Segment::Site(site)) }
    }

    /// The path to an item of the list here; [`Self::at`] says which.
    #[inline]
    pub(super) fn list(&'p self) -> Self {
        Path { parent: Some(self), segment: Cell::new(Segment::Index(0)) }
    }

    #[inline]
    pub(super) fn at(&self, index: usize) {
        self.segment.set(Segment::Index(index as u32));
    }

    /// The nearest field.
    pub(super) fn site(&self) -> Option<SiteId> {
        let mut segments = std::iter::successors(Some(self), |path| path.parent);
        segments.find_map(|path| match path.segment.get() {
            Segment::Site(site) => Some(site),
            Segment::Index(_) => None,
        })
    }

    /// The fields on the way from the root, without the positions in lists.
    pub(super) fn sites(&self) -> Vec<SiteId> {
        let segments = std::iter::successors(Some(self), |path| path.parent);
        let mut sites: Vec<SiteId> = segments
            .filter_map(|path| match path.segment.get() {
                Segment::Site(site) => Some(site),
                Segment::Index(_) => None,
            })
            .collect();
        sites.reverse();
        sites
    }

    /// All segments from the root.
    pub(super) fn segments(&self) -> Vec<Segment> {
        let mut segments: Vec<Segment> = std::iter::successors(Some(self), |path| path.parent)
            .map(|path| path.segment.get())
            .collect();
        segments.reverse();
        segments
    }
}

/// Writes a path as JSON.
pub(super) fn write(out: &mut Output, path: &[Segment], plan: &Plan) {
    for (index, segment) in path.iter().enumerate() {
        out.byte(if index == 0 { b'[' } else { b',' });
        match segment {
            Segment::Site(site) => out.string(&plan[*site].key),
            Segment::Index(index) => out.integer(*index),
        }
    }
    out.byte(b']');
}
