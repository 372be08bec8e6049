//! The surroundings of a picture: its title, what the signs and strokes mean, and the texts of
//! lines that had no room.

use super::{
    arrange::{Arranged, Label},
    point,
    scene::{EDGE_SIZE, LABEL_SIZE, SIGN, Scene},
    sign, stroke,
    text::{width, wrapped},
    written,
};
use crate::{
    format::{
        content::Content,
        layout::Point,
        palette::Look,
        xml::{Xml, allowed},
    },
    ontology::LinkStatus,
};
use std::io::{self, Write};

const TITLE_SIZE: f64 = 16.0;
const TITLE_LINE: f64 = 26.0;
const LINE: f64 = 20.0;
const NOTE_LINE: f64 = 15.0;

/// The title, and whether the picture is complete.
pub(super) struct Heading {
    title: String,
    note: Option<String>,
}

impl Heading {
    pub(super) fn new(content: &Content<'_>) -> Self {
        let title = allowed(&content.title).into_owned();
        Self { title, note: content.note() }
    }

    pub(super) fn width(&self) -> f64 {
        let note = self.note.as_deref().map_or(0.0, |note| width(note, LABEL_SIZE));
        note.max(width(&self.title, TITLE_SIZE) * 1.1)
    }

    pub(super) fn height(&self) -> f64 {
        let title = if self.title.is_empty() { 0.0 } else { TITLE_LINE };
        title + if self.note.is_some() { LINE } else { 0.0 }
    }

    /// Writes the description that programs read aloud.
    pub(super) fn describe<W: Write>(&self, xml: &mut Xml<W>) -> io::Result<()> {
        let title = if self.title.is_empty() { "A graph" } else { &self.title };
        xml.text("title", &[], title)?;
        self.note.as_deref().map_or(Ok(()), |note| xml.text("desc", &[], note))
    }

    pub(super) fn draw<W: Write>(&self, xml: &mut Xml<W>, [x, y]: Point) -> io::Result<()> {
        let mut base = y;
        if !self.title.is_empty() {
            base += TITLE_SIZE;
            written(xml, "t", [x, base], &self.title)?;
            base += TITLE_LINE - TITLE_SIZE;
        }
        match &self.note {
            None => Ok(()),
            Some(note) => written(xml, "n", [x, base + LABEL_SIZE], note),
        }
    }
}

/// A sign or a stroke, and what it means.
enum Entry {
    Sign(Look),
    Stroke(LinkStatus, bool),
}

/// The legend below a picture.
pub(super) struct Legend {
    /// Each with its place.
    entries: Vec<(Entry, String, Point)>,
    notes: Vec<String>,
    size: Point,
}

impl Legend {
    /// The legend of a picture of some width.
    pub(super) fn new(scene: &Scene, arranged: &Arranged, picture: f64) -> Self {
        let most = picture.max(480.0);
        let signs = scene.kinds.iter().map(|(kind, look)| (Entry::Sign(*look), kind.clone()));
        let mut all: Vec<_> = signs.collect();
        for (status, ended, meaning) in [
            (LinkStatus::Actual, false, "is so"),
            (LinkStatus::Actual, true, "has ended"),
            (LinkStatus::Agreed, false, "agreed"),
            (LinkStatus::Planned, false, "planned"),
            (LinkStatus::Discussed, false, "discussed"),
        ] {
            let shown = scene
                .edges
                .iter()
                .any(|it| if ended { it.ended } else { it.status == status && !it.ended });
            if shown {
                all.push((Entry::Stroke(status, ended), meaning.to_owned()));
            }
        }
        let (mut entries, mut at, mut widest) = (Vec::new(), [0.0, 0.0], 0.0_f64);
        for (entry, meaning) in all {
            let sign = if matches!(entry, Entry::Sign(_)) { SIGN } else { 34.0 };
            let room = sign + 8.0 + width(&meaning, LABEL_SIZE) + 22.0;
            if at[0] > 0.0 && at[0] + room > most {
                at = [0.0, at[1] + LINE];
            }
            entries.push((entry, meaning, at));
            at[0] += room;
            widest = widest.max(at[0]);
        }
        let height = at[1] + LINE;
        let notes = notes(scene, arranged, most);
        let notes_width = notes.iter().map(|it| width(it, EDGE_SIZE)).fold(0.0, f64::max);
        let notes_height = notes.len() as f64 * NOTE_LINE;
        Self { entries, notes, size: [widest.max(notes_width), height + notes_height + 4.0] }
    }

    pub(super) fn width(&self) -> f64 {
        self.size[0]
    }

    pub(super) fn height(&self) -> f64 {
        self.size[1]
    }

    pub(super) fn draw<W: Write>(&self, xml: &mut Xml<W>, [x, y]: Point) -> io::Result<()> {
        xml.open("g", &[("class", "legend")])?;
        let mut below = y;
        for (entry, meaning, [dx, dy]) in &self.entries {
            let (left, base) = (x + dx, y + dy);
            below = below.max(base + LINE);
            let room = match entry {
                Entry::Sign(look) => {
                    sign(xml, *look, [left + SIGN / 2.0, base + 7.0])?;
                    SIGN
                }
                Entry::Stroke(status, ended) => {
                    let (color, dashes, _) = stroke(*status, *ended);
                    let [a, b] = [[left, base + 7.0], [left + 34.0, base + 7.0]].map(point);
                    let d = format!("M{a}L{b}");
                    let mut attributes =
                        vec![("d", d.as_str()), ("stroke", color), ("stroke-width", "1.4")];
                    attributes.extend(dashes.map(|it| ("stroke-dasharray", it)));
                    xml.empty("path", &attributes)?;
                    34.0
                }
            };
            written(xml, "l", [left + room + 8.0, base + 11.0], meaning)?;
        }
        for (at, note) in self.notes.iter().enumerate() {
            let base = below + 10.0 + at as f64 * NOTE_LINE;
            let [left, base] = [x, base].map(|it| it.to_string());
            xml.text("text", &[("x", &left), ("y", &base), ("font-size", "10")], note)?;
        }
        xml.close("g")
    }
}

/// The texts of the numbered lines, in lines of the picture's width.
fn notes(scene: &Scene, arranged: &Arranged, most: f64) -> Vec<String> {
    let numbered = scene.edges.iter().zip(&arranged.labels);
    let mut numbered: Vec<(usize, &str)> = numbered
        .filter_map(|(edge, label)| match label {
            Label::Number(number, _) => Some((*number, edge.title.as_str())),
            Label::Text(_) | Label::None => None,
        })
        .collect();
    numbered.sort_unstable();
    let letters = (most / (EDGE_SIZE * 0.6)) as usize;
    let lines = numbered
        .iter()
        .flat_map(|(number, title)| wrapped(&format!("{number}  {title}"), letters.max(20), 3));
    lines.collect()
}
