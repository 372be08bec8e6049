//! Sets of link statuses.

use super::LinkStatus;

/// A set of [`LinkStatus`]: one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StatusSet(u8);

impl StatusSet {
    /// No link.
    pub const NONE: Self = Self(0);

    /// Links of every status.
    pub const ALL: Self = Self((1 << LinkStatus::ALL.len()) - 1);

    /// The set of some statuses.
    pub fn of(statuses: &[LinkStatus]) -> Self {
        Self(statuses.iter().fold(0, |bits, &status| bits | Self::bit(status)))
    }

    /// Returns true if a status is in the set.
    #[inline(always)]
    pub fn has(self, status: LinkStatus) -> bool {
        self.0 & Self::bit(status) != 0
    }

    /// The statuses of the set, in their order.
    pub fn statuses(self) -> impl Iterator<Item = LinkStatus> {
        LinkStatus::ALL.iter().copied().filter(move |&status| self.has(status))
    }

    #[inline(always)]
    fn bit(status: LinkStatus) -> u8 {
        1 << status as u8
    }
}

impl Default for StatusSet {
    fn default() -> Self {
        Self::ALL
    }
}
