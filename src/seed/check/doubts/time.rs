//! Links of one day with two statuses.

use super::Doubts;
use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics},
    seed::check::{CheckedLink, whole::ends},
};

impl Doubts<'_> {
    /// Tells of links of one relation between the same ends on the same day whose status differs.
    pub(super) fn statuses(&self, diagnostics: &mut Diagnostics) {
        let day = |draft: &CheckedLink| draft.link.time.at.or(draft.link.time.since);
        let same = |a: &CheckedLink, b: &CheckedLink| {
            let times = |draft: &CheckedLink| (draft.link.time.at, draft.link.time.since);
            ends(a) == ends(b) && times(a) == times(b)
        };
        for group in self.whole.links.chunk_by(same).filter(|group| group.len() > 1) {
            let mut dated: Vec<&CheckedLink> =
                group.iter().filter(|draft| !draft.undated).collect();
            dated.sort_unstable_by_key(|draft| draft.place);
            let Some((first, rest)) = dated.split_first() else { continue };
            let Some(date) = day(first) else { continue };
            let status = first.link.status;
            for other in rest.iter().filter(|other| other.link.status != status) {
                let message = format!(
                    "{} ({date}) is {} here and {} elsewhere",
                    self.whole.describe(&other.link),
                    other.link.status.as_str(),
                    status.as_str()
                );
                diagnostics.push(
                    Diagnostic::new(Code::StatusConflict, other.place, message)
                        .label(first.place, "elsewhere")
                        .help("on one day it has one status; give each its own day"),
                );
            }
        }
    }
}
