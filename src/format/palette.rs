//! Colors and shapes of kinds, the same in every format that has them.

use super::content::Content;
use crate::ontology::KindId;
use std::collections::BTreeMap;

/// The look of entities of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) rgb: [u8; 3],
    pub(super) shape: Shape,
}

/// A shape, which tells kinds apart without color.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Circle,
    Square,
    Diamond,
    Triangle,
    Hexagon,
}

/// The colors of Okabe and Ito, which people with any color vision tell apart, without the black
/// one, in an order in which neighbors differ in brightness too.
///
/// <https://jfly.uni-koeln.de/color/>
const COLORS: [[u8; 3]; 7] = [
    [0, 114, 178],
    [230, 159, 0],
    [0, 158, 115],
    [204, 121, 167],
    [86, 180, 233],
    [213, 94, 0],
    [240, 228, 66],
];

const SHAPES: [Shape; 5] =
    [Shape::Circle, Shape::Square, Shape::Diamond, Shape::Triangle, Shape::Hexagon];

impl Look {
    /// `#0072b2`
    pub(super) fn hex(self) -> String {
        let [r, g, b] = self.rgb;
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// Black or white, whichever is easier to read on it.
    pub(super) fn ink(self) -> &'static str {
        let [r, g, b] = self.rgb.map(u32::from);
        // The weights of the eye for brightness, in thousandths (ITU-R BT.601).
        if 299 * r + 587 * g + 114 * b > 110_000 { "#000000" } else { "#ffffff" }
    }
}

/// The looks of the kinds of a content.
#[derive(Debug)]
pub(super) struct Palette {
    looks: BTreeMap<KindId, Look>,
}

impl Palette {
    /// The looks of the kinds that are there. A kind looks the same in every file of a data set:
    /// looks go by the order of all kinds. Five shapes and seven colors repeat together after 35.
    pub(super) fn new(content: &Content<'_>) -> Self {
        let facts = content.facts();
        let mut present = vec![false; facts.ontology().kinds().len()];
        for node in content.nodes() {
            if let Some(it) = present.get_mut(facts.kind_id(node).index()) {
                *it = true;
            }
        }
        let looks = COLORS.iter().cycle().zip(SHAPES.iter().cycle());
        let looks = looks.map(|(&rgb, &shape)| Look { rgb, shape });
        let kinds = facts.ontology().kinds().map(|(id, _)| id).zip(looks).zip(present);
        Self { looks: kinds.filter(|(_, present)| *present).map(|(look, _)| look).collect() }
    }

    /// The look of a kind.
    pub(super) fn of(&self, kind: KindId) -> Look {
        self.looks.get(&kind).copied().unwrap_or(Look { rgb: [128; 3], shape: Shape::Circle })
    }

    /// All of them, in the order of the kinds.
    pub(super) fn iter(&self) -> impl Iterator<Item = (KindId, Look)> {
        self.looks.iter().map(|(kind, look)| (*kind, *look))
    }
}
