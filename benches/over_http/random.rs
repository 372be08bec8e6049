//! Random numbers that are the same everywhere: the data set is defined by its seed alone.
//!
//! Powers are taken by square roots only, which IEEE 754 rounds exactly; `powf` is a
//! matter of the platform's library.

/// SplitMix64 (Steele, Lea and Flood, 2014).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, and without, `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// A number above 0 and up to 1.
    pub(crate) fn unit(&mut self) -> f64 {
        ((self.next() >> 11) + 1) as f64 / (1u64 << 53) as f64
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// Draws from 0..n, some more often than others.
pub(crate) struct Sampler {
    /// Weights summed up; the position of a draw is what is drawn.
    sums: Vec<f64>,
}

impl Sampler {
    /// Weights of a Pareto distribution with index 2: many small, a few large.
    pub(crate) fn pareto(random: &mut Random, count: usize) -> Self {
        Self::new((0..count).map(|_| 1.0 / random.unit().sqrt()))
    }

    /// Weights by Zipf's law, rank^-0.75, the ranks dealt out at random.
    pub(crate) fn zipf(random: &mut Random, count: usize) -> Self {
        let mut weights: Vec<f64> = (1..=count)
            .map(|rank| {
                let root = (rank as f64).sqrt();
                1.0 / (root * root.sqrt())
            })
            .collect();
        for last in (1..count).rev() {
            weights.swap(last, random.below(last + 1));
        }
        Self::new(weights)
    }

    fn new(weights: impl IntoIterator<Item = f64>) -> Self {
        let sums = weights.into_iter().scan(0.0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        });
        Self { sums: sums.collect() }
    }

    pub(crate) fn draw(&self, random: &mut Random) -> usize {
        let last = self.sums.len() - 1;
        let point = random.unit() * self.sums[last];
        self.sums.partition_point(|&sum| sum < point).min(last)
    }
}
