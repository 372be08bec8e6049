//! Places of entities in a picture: the same on every machine, since only arithmetic is used
//! whose results IEEE 754 fixes.

/// A place.
pub(super) type Point = [f64; 2];

/// Steps of the stress layout; it changes little after some dozens.
const STEPS: usize = 120;

/// The first places of things: on a spiral that fills a disc evenly, with about `distance`
/// between neighbors, after Vogel, "A better way to construct the sunflower head" (1979).
pub(super) fn spiral(distance: f64) -> impl Iterator<Item = Point> {
    // Each turns by the golden angle: its cosine and its sine.
    const TURN: Point = [-0.737_368_878_078_320_1, 0.675_490_294_261_523_8];
    let turns = std::iter::successors(Some([1.0, 0.0]), |[x, y]: &Point| {
        Some([x * TURN[0] - y * TURN[1], x * TURN[1] + y * TURN[0]])
    });
    turns.enumerate().map(move |(at, turn)| {
        let radius = distance * (at as f64 + 0.5).sqrt();
        turn.map(|it| rounded(it * radius))
    })
}

/// A number with two decimals.
pub(super) fn rounded(number: f64) -> f64 {
    // Adding nothing makes a plain zero of a negative one.
    (number * 100.0).round() / 100.0 + 0.0
}

/// The parts that hang together, each with its things in order, the largest first.
pub(super) fn components(count: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let neighbors = neighbors(count, edges);
    let mut seen = vec![false; count];
    let mut components = Vec::new();
    for start in 0..count {
        let mut component = Vec::new();
        let mut waiting = vec![start];
        while let Some(at) = waiting.pop() {
            match seen.get_mut(at) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            component.push(at);
            waiting.extend(neighbors.get(at).into_iter().flatten());
        }
        if !component.is_empty() {
            component.sort_unstable();
            components.push(component);
        }
    }
    components.sort_by_key(|component| std::cmp::Reverse(component.len()));
    components
}

fn neighbors(count: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut neighbors = vec![Vec::new(); count];
    for &(from, to) in edges {
        for (one, other) in [(from, to), (to, from)] {
            if let Some(list) = neighbors.get_mut(one) {
                list.push(other);
            }
        }
    }
    neighbors
}

/// Places of connected things, such that distances in the picture are like those along the
/// edges: stress majorization, after Gansner, Koren and North, "Graph drawing by stress
/// majorization" (2004). O(n²) for each step, n of them being a few hundred at most.
pub(super) fn stress(count: usize, edges: &[(usize, usize)], unit: f64) -> Vec<Point> {
    let distances = distances(count, edges);
    let mut places: Vec<Point> = spiral(unit / 2.0).take(count).collect();
    for _ in 0..STEPS {
        for at in 0..count {
            let Some(&place) = places.get(at) else { continue };
            let ([mut x, mut y], mut weight) = ([0.0, 0.0], 0.0);
            let row = distances.get(at).into_iter().flatten();
            for (&steps, other) in row.zip(&places) {
                if steps == 0 {
                    continue;
                }
                let wanted = f64::from(steps) * unit;
                let [dx, dy] = [place[0] - other[0], place[1] - other[1]];
                let length = (dx * dx + dy * dy).sqrt().max(1e-3);
                let pull = 1.0 / (wanted * wanted);
                x += pull * (other[0] + wanted * dx / length);
                y += pull * (other[1] + wanted * dy / length);
                weight += pull;
            }
            if weight > 0.0
                && let Some(place) = places.get_mut(at)
            {
                *place = [x / weight, y / weight];
            }
        }
    }
    places
}

/// The number of steps between each two; 0 for a thing and itself.
fn distances(count: usize, edges: &[(usize, usize)]) -> Vec<Vec<u32>> {
    let neighbors = neighbors(count, edges);
    let from = |start: usize| {
        let mut distances = vec![0; count];
        let mut level = vec![start];
        let mut steps = 0;
        while !level.is_empty() {
            steps += 1;
            let mut next = Vec::new();
            for other in level.iter().filter_map(|&at| neighbors.get(at)).flatten().copied() {
                if let Some(distance) = distances.get_mut(other)
                    && *distance == 0
                    && other != start
                {
                    *distance = steps;
                    next.push(other);
                }
            }
            level = next;
        }
        distances
    };
    (0..count).map(from).collect()
}

/// Moves boxes of some sizes, given by their centers, until no two of them meet. Where pushing
/// does not do it everything moves apart and pushing begins again.
pub(super) fn separate(places: &mut [Point], sizes: &[Point]) {
    const ROUNDS: usize = 40;
    const PASSES: usize = 60;
    for _ in 0..ROUNDS {
        for _ in 0..PASSES {
            if !push(places, sizes) {
                return;
            }
        }
        places.iter_mut().flatten().for_each(|it| *it *= 1.15);
    }
}

/// Pushes boxes that meet half of the way apart, along the shorter way. Whether any did.
fn push(places: &mut [Point], sizes: &[Point]) -> bool {
    let mut pushed = false;
    for at in 0..places.len() {
        let (before, behind) = places.split_at_mut(at);
        let (Some(one), Some(size)) = (behind.first_mut(), sizes.get(at)) else { continue };
        for (other, other_size) in before.iter_mut().zip(sizes) {
            let gap = |axis: usize| {
                let [a, b] = [&*one, &*other].map(|it| it.get(axis).copied().unwrap_or(0.0));
                let [s, t] = [size, other_size].map(|it| it.get(axis).copied().unwrap_or(0.0));
                ((s + t) / 2.0 - (a - b).abs(), if a < b { -1.0 } else { 1.0 })
            };
            let ([x, toward_x], [y, toward_y]) = (<[f64; 2]>::from(gap(0)), gap(1).into());
            if x <= 1e-6 || y <= 1e-6 {
                continue;
            }
            pushed = true;
            let ([dx, dy], more) = (if x < y { [x, 0.0] } else { [0.0, y] }, 1e-3);
            for (place, sign) in [(&mut *one, 0.5), (other, -0.5)] {
                place[0] += sign * toward_x * (dx + more);
                place[1] += sign * toward_y * (dy + more);
            }
        }
    }
    pushed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_is_drawn_as_a_line() {
        let places = stress(4, &[(0, 1), (1, 2), (2, 3)], 100.0);
        let distance = |a: usize, b: usize| {
            let [dx, dy] = [places[a][0] - places[b][0], places[a][1] - places[b][1]];
            (dx * dx + dy * dy).sqrt()
        };
        for (a, b, expected) in [(0, 1, 100.0), (0, 2, 200.0), (0, 3, 300.0), (1, 3, 200.0)] {
            assert!((distance(a, b) - expected).abs() < 5.0, "{a} {b}: {}", distance(a, b));
        }
    }

    #[test]
    fn boxes_that_meet_are_moved_apart() {
        let sizes = vec![[100.0, 20.0]; 50];
        let mut places: Vec<Point> = spiral(3.0).take(50).collect();
        separate(&mut places, &sizes);
        for (at, one) in places.iter().enumerate() {
            for other in &places[..at] {
                let apart = [0, 1].map(|axis| (one[axis] - other[axis]).abs());
                assert!(apart[0] >= 99.9 || apart[1] >= 19.9, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn parts_are_found_the_largest_first() {
        assert_eq!(components(5, &[(3, 4), (4, 1)]), [vec![1, 3, 4], vec![0], vec![2]]);
    }
}
