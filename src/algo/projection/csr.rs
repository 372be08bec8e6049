//! Adjacency in compressed sparse rows, as plain arrays.

/// Adjacency in compressed sparse rows.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Csr {
    starts: Vec<u32>,
    targets: Vec<u32>,
}

impl Csr {
    /// Rows of lists of steps, by where they start.
    pub fn new(nodes: usize, steps: &[(u32, u32)]) -> Self {
        let mut steps: Vec<_> = steps.iter().filter(|(from, to)| from != to).collect();
        steps.sort_unstable();
        let mut rows = Rows::new(nodes);
        let mut rest = &steps[..];
        for node in 0..nodes as u32 {
            let (row, behind) = rest.split_at(rest.partition_point(|step| step.0 <= node));
            rows.push(row.iter().map(|step| step.1));
            rest = behind;
        }
        rows.finish()
    }

    /// The number of nodes.
    #[inline]
    pub fn nodes(&self) -> usize {
        self.starts.len() - 1
    }

    /// The number of steps.
    #[inline]
    pub fn steps(&self) -> usize {
        self.targets.len()
    }

    /// The nodes one step from a node, in order.
    #[inline(always)]
    pub fn row(&self, node: u32) -> &[u32] {
        &self.targets[self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize]
    }

    /// The number of steps of a node.
    #[inline(always)]
    pub fn degree(&self, node: u32) -> u32 {
        self.starts[node as usize + 1] - self.starts[node as usize]
    }

    /// The start of the row of each node, then the end of the last.
    #[inline(always)]
    pub fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// All rows.
    #[inline(always)]
    pub fn targets(&self) -> &[u32] {
        &self.targets
    }

    /// Two sets of rows as one.
    pub(super) fn union(&self, other: &Self) -> Self {
        let mut rows = Rows::new(self.nodes());
        for node in 0..self.nodes() as u32 {
            rows.push(self.row(node).iter().chain(other.row(node)).copied());
        }
        rows.finish()
    }

    /// Bytes on the heap.
    pub(super) fn size(&self) -> usize {
        4 * (self.starts.len() + self.targets.len())
    }
}

/// Rows that are filled one after the other.
pub(super) struct Rows(Csr);

impl Rows {
    pub(super) fn new(nodes: usize) -> Self {
        let mut starts = Vec::with_capacity(nodes + 1);
        starts.push(0);
        Self(Csr { starts, targets: Vec::new() })
    }

    /// Adds the row of the next node; it is sorted, and doubles are one step.
    pub(super) fn push(&mut self, row: impl Iterator<Item = u32>) {
        let Csr { starts, targets } = &mut self.0;
        let start = targets.len();
        targets.extend(row);
        targets[start..].sort_unstable();
        let mut kept = start;
        for at in start..targets.len() {
            if at == start || targets[at] != targets[kept - 1] {
                targets[kept] = targets[at];
                kept += 1;
            }
        }
        targets.truncate(kept);
        starts.push(kept as u32);
    }

    pub(super) fn finish(mut self) -> Csr {
        self.0.targets.shrink_to_fit();
        self.0
    }
}
