//! Places of entities in a picture.

/// The place of the nth entity on a spiral that fills a disc evenly, with about `distance`
/// between neighbors: after Vogel, "A better way to construct the sunflower head" (1979). Rounded,
/// so that every machine has the same numbers.
pub(super) fn spiral(at: usize, distance: f64) -> [f64; 2] {
    const GOLDEN_ANGLE: f64 = 2.399_963_229_728_653;
    let (at, angle) = (at as f64 + 0.5, at as f64 * GOLDEN_ANGLE);
    let radius = distance * at.sqrt();
    [radius * angle.cos(), radius * angle.sin()].map(rounded)
}

/// A number with two decimals.
pub(super) fn rounded(number: f64) -> f64 {
    // Adding nothing makes a plain zero of a negative one.
    (number * 100.0).round() / 100.0 + 0.0
}
