//! Places for everything in a picture: boxes that do not meet, lines between them, and texts on
//! free places of the lines.

use super::scene::{Edge, Scene};
use crate::format::layout::{Point, components, separate, stress};

/// The wanted length of a line.
const UNIT: f64 = 215.0;
/// Between boxes.
const GAP: f64 = 36.0;
/// Between lines that tie the same two.
const LANE: f64 = 34.0;
/// Up to so many entities everything is told: what finds no place on its line is numbered.
const DETAILED: usize = 60;

/// A rectangle: its center and its size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    pub(super) center: Point,
    pub(super) size: Point,
}

impl Rect {
    fn meets(&self, other: &Self) -> bool {
        let apart = |axis: usize| {
            let at = |it: &Point| it.get(axis).copied().unwrap_or_default();
            let room = (at(&self.size) + at(&other.size)) / 2.0;
            (at(&self.center) - at(&other.center)).abs() >= room
        };
        !(apart(0) || apart(1))
    }
}

/// A line: from, bent toward, to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Curve {
    pub(super) from: Point,
    pub(super) bend: Point,
    pub(super) to: Point,
}

impl Curve {
    /// A place on it, from 0 to 1.
    fn at(&self, t: f64) -> Point {
        let part = |axis: usize| {
            let at = |it: &Point| it.get(axis).copied().unwrap_or_default();
            let (from, bend, to) = (at(&self.from), at(&self.bend), at(&self.to));
            (1.0 - t) * (1.0 - t) * from + 2.0 * t * (1.0 - t) * bend + t * t * to
        };
        [part(0), part(1)]
    }
}

/// The text on a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Label {
    /// Its text.
    Text(Rect),
    /// A number, under which the text stands below the picture.
    Number(usize, Rect),
    /// Nothing.
    None,
}

/// A picture with places. Its upper left corner is 0, 0.
#[derive(Debug)]
pub(super) struct Arranged {
    pub(super) boxes: Vec<Rect>,
    pub(super) curves: Vec<Curve>,
    pub(super) labels: Vec<Label>,
    pub(super) size: Point,
}

/// Finds places.
pub(super) fn arrange(scene: &Scene) -> Arranged {
    const WIDER: usize = 6;
    let mut boxes = places(scene);
    let mut arranged = with_lines(scene, boxes.clone());
    for _ in 0..WIDER {
        let is_told = arranged.labels.iter().all(|it| *it != Label::None);
        if is_told || scene.nodes.len() > DETAILED {
            break;
        }
        boxes.iter_mut().flat_map(|it| &mut it.center).for_each(|it| *it *= 1.15);
        arranged = with_lines(scene, boxes.clone());
    }
    into_corner(&mut arranged);
    arranged
}

/// Boxes of each part that hangs together, the parts in rows.
fn places(scene: &Scene) -> Vec<Rect> {
    let ends = scene.ends();
    let sizes: Vec<Point> = scene.nodes.iter().map(|it| it.size).collect();
    let mut boxes: Vec<Rect> =
        sizes.iter().map(|&size| Rect { center: [0.0, 0.0], size }).collect();
    let mut rows = Rows::new(&sizes);
    for component in components(sizes.len(), &ends) {
        let local = |at: usize| component.binary_search(&at).ok();
        let inner: Vec<(usize, usize)> =
            ends.iter().filter_map(|&(from, to)| Some((local(from)?, local(to)?))).collect();
        let mut centers = stress(component.len(), &inner, UNIT);
        let inner_sizes: Vec<Point> = component
            .iter()
            .filter_map(|&at| sizes.get(at))
            .map(|it| it.map(|it| it + GAP))
            .collect();
        separate(&mut centers, &inner_sizes);
        let rects: Vec<Rect> = centers
            .iter()
            .zip(&inner_sizes)
            .map(|(&center, &size)| Rect { center, size })
            .collect();
        let shift = rows.add(&rects);
        for (&at, center) in component.iter().zip(&centers) {
            if let Some(it) = boxes.get_mut(at) {
                it.center = [center[0] + shift[0], center[1] + shift[1]];
            }
        }
    }
    boxes
}

/// Puts parts beside each other, in rows of about the width of a square picture.
struct Rows {
    width: f64,
    at: Point,
    height: f64,
}

impl Rows {
    fn new(sizes: &[Point]) -> Self {
        let area: f64 = sizes.iter().map(|[x, y]| (x + 2.0 * GAP) * (y + 2.0 * GAP)).sum();
        Self { width: (area * 6.0).sqrt().max(600.0), at: [0.0, 0.0], height: 0.0 }
    }

    /// The way that a part is to be moved.
    fn add(&mut self, part: &[Rect]) -> Point {
        let [low, high] = bounds(part);
        let size = [high[0] - low[0], high[1] - low[1]];
        if self.at[0] > 0.0 && self.at[0] + size[0] > self.width {
            self.at = [0.0, self.at[1] + self.height + GAP];
            self.height = 0.0;
        }
        let shift = [self.at[0] - low[0], self.at[1] - low[1]];
        self.at[0] += size[0] + GAP;
        self.height = self.height.max(size[1]);
        shift
    }
}

/// The lower and the upper corner of what holds all rectangles.
fn bounds(rects: &[Rect]) -> [Point; 2] {
    let mut bounds = [[f64::MAX; 2], [f64::MIN; 2]];
    for Rect { center: [x, y], size: [w, h] } in rects {
        bounds[0] = [bounds[0][0].min(x - w / 2.0), bounds[0][1].min(y - h / 2.0)];
        bounds[1] = [bounds[1][0].max(x + w / 2.0), bounds[1][1].max(y + h / 2.0)];
    }
    bounds
}

fn with_lines(scene: &Scene, boxes: Vec<Rect>) -> Arranged {
    let rect =
        |at: usize| boxes.get(at).copied().unwrap_or(Rect { center: [0.0; 2], size: [0.0; 2] });
    let curve = |edge: &Edge| curve(rect(edge.ends.0), rect(edge.ends.1), edge);
    let curves: Vec<Curve> = scene.edges.iter().map(curve).collect();
    let mut taken: Vec<Rect> = boxes.clone();
    let mut labels = vec![Label::None; scene.edges.len()];
    let mut unplaced = Vec::new();
    for (at, (edge, curve)) in scene.edges.iter().zip(&curves).enumerate() {
        match free_place(curve, edge.size(), &taken) {
            Some(rect) => {
                taken.push(rect);
                set(&mut labels, at, Label::Text(rect));
            }
            None => unplaced.push(at),
        }
    }
    if scene.nodes.len() <= DETAILED {
        let mut number = 0;
        for at in unplaced {
            let Some(curve) = curves.get(at) else { continue };
            let size = [8.0 + 7.0 * (number + 1_usize).to_string().len() as f64, 13.0];
            if let Some(rect) = free_place(curve, size, &taken) {
                number += 1;
                taken.push(rect);
                set(&mut labels, at, Label::Number(number, rect));
            }
        }
    }
    Arranged { boxes, curves, labels, size: [0.0; 2] }
}

fn set(labels: &mut [Label], at: usize, label: Label) {
    if let Some(it) = labels.get_mut(at) {
        *it = label;
    }
}

/// The first place on a line, from its middle outward, that meets nothing.
fn free_place(curve: &Curve, size: Point, taken: &[Rect]) -> Option<Rect> {
    const PLACES: [f64; 13] =
        [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8, 0.14, 0.86];
    let rects = PLACES.iter().map(|&t| Rect { center: curve.at(t), size });
    let mut free = rects.filter(|rect| !taken.iter().any(|it| it.meets(rect)));
    free.next()
}

/// A line from the border of one box to that of another; a loop over a box to itself.
fn curve(from: Rect, to: Rect, edge: &Edge) -> Curve {
    let (a, b) = (from.center, to.center);
    if edge.ends.0 == edge.ends.1 {
        let (top, half) = (a[1] - from.size[1] / 2.0, from.size[0] / 4.0);
        let bend = [a[0], top - 60.0 - LANE * (edge.lane.abs() * 2.0)];
        return Curve { from: [a[0] - half, top], bend, to: [a[0] + half, top] };
    }
    let [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    let length = (dx * dx + dy * dy).sqrt().max(1e-3);
    // To the same side whichever end is the first.
    let side = if edge.ends.0 < edge.ends.1 { 1.0 } else { -1.0 };
    let out = 2.0 * LANE * edge.lane * side;
    let middle = [f64::midpoint(a[0], b[0]), f64::midpoint(a[1], b[1])];
    let bend = [middle[0] - dy / length * out, middle[1] + dx / length * out];
    Curve { from: border(from, bend), bend, to: border(to, bend) }
}

/// The point at which the way from the center of a box to a place leaves it, and a little further.
fn border(rect: Rect, toward: Point) -> Point {
    let [dx, dy] = [toward[0] - rect.center[0], toward[1] - rect.center[1]];
    let part = |way: f64, size: f64| if way == 0.0 { f64::MAX } else { size / 2.0 / way.abs() };
    let part = part(dx, rect.size[0] + 2.0).min(part(dy, rect.size[1] + 2.0)).min(1.0);
    [rect.center[0] + dx * part, rect.center[1] + dy * part]
}

/// Moves the picture so that it begins at 0, 0, and measures it.
fn into_corner(arranged: &mut Arranged) {
    let mut all = arranged.boxes.clone();
    for label in &arranged.labels {
        match label {
            Label::Text(rect) | Label::Number(_, rect) => all.push(*rect),
            Label::None => {}
        }
    }
    let middles =
        arranged.curves.iter().map(|curve| Rect { center: curve.at(0.5), size: [4.0; 2] });
    all.extend(middles);
    if all.is_empty() {
        return;
    }
    let [low, high] = bounds(&all);
    let moved = |point: &mut Point| *point = [point[0] - low[0], point[1] - low[1]];
    arranged.boxes.iter_mut().for_each(|it| moved(&mut it.center));
    for curve in &mut arranged.curves {
        [&mut curve.from, &mut curve.bend, &mut curve.to].into_iter().for_each(moved);
    }
    for label in &mut arranged.labels {
        match label {
            Label::Text(rect) | Label::Number(_, rect) => moved(&mut rect.center),
            Label::None => {}
        }
    }
    arranged.size = [high[0] - low[0], high[1] - low[1]];
}
