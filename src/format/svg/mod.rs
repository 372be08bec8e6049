//! SVG: a picture that the server draws, for a report or a page.
//!
//! An entity is a box with a sign that tells its kind by color and by shape, so that it can be
//! read in grey. A link is a line whose stroke tells how real it is, with its relation and time
//! written on a free place. Nothing written meets anything else up to 60 entities: what finds no
//! place on its line gets a number, and stands below the picture. The same content gives the same
//! picture on every machine.

mod arrange;
mod legend;
mod scene;
mod text;

use super::{
    ExportError, Format,
    content::Content,
    layout::{Point, rounded},
    palette::{Look, Shape},
    xml::Xml,
};
use crate::{limits::Limits, ontology::LinkStatus};
use arrange::{Arranged, Curve, Label, Rect, arrange};
use scene::{EDGE_LINE, Edge, LABEL_LINE, Node, PADDING, SIGN, Scene};
use std::io::{self, Write};

/// Around everything.
const MARGIN: f64 = 24.0;

/// The style of texts.
const STYLE: &str = "text{font-family:Helvetica,Arial,DejaVu Sans,sans-serif;fill:#111}\
    .l{font-size:12px}.e{font-size:10px;text-anchor:middle}\
    .t{font-size:16px;font-weight:bold}.n{font-size:12px;font-style:italic}";

/// Writes a picture.
pub(super) fn write(
    content: &Content<'_>,
    limits: &Limits,
    to: &mut dyn Write,
) -> Result<(), ExportError> {
    let info = Format::Svg.info();
    let counts = [
        ("entities", content.node_count(), "picture_nodes", limits.picture_nodes),
        ("links", content.link_count(), "picture_links", limits.picture_links),
    ];
    for (what, count, limit, most) in counts {
        if count as u64 > most {
            return Err(ExportError::too_large(info, what, count, limit, most));
        }
    }
    let scene = Scene::new(content);
    let arranged = arrange(&scene);
    Ok(picture(content, &scene, &arranged, to)?)
}

fn picture(
    content: &Content<'_>,
    scene: &Scene,
    arranged: &Arranged,
    to: &mut dyn Write,
) -> io::Result<()> {
    let heading = legend::Heading::new(content);
    let legend = legend::Legend::new(scene, arranged, arranged.size[0]);
    let width = arranged.size[0].max(legend.width()).max(heading.width()) + 2.0 * MARGIN;
    let top = MARGIN + heading.height();
    let legend_top = top + arranged.size[1] + MARGIN;
    let height = legend_top + legend.height() + MARGIN;
    let mut xml = Xml::new(to)?;
    let [w, h] = [width, height].map(|it| it.ceil().to_string());
    let view = format!("0 0 {w} {h}");
    xml.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("viewBox", &view),
            ("width", &w),
            ("height", &h),
            ("role", "img"),
        ],
    )?;
    heading.describe(&mut xml)?;
    xml.text("style", &[], STYLE)?;
    arrowhead(&mut xml)?;
    xml.empty("rect", &[("width", &w), ("height", &h), ("fill", "#ffffff")])?;
    heading.draw(&mut xml, [MARGIN, MARGIN])?;
    xml.open("g", &[("transform", &format!("translate({} {})", MARGIN, rounded(top)))])?;
    for (edge, curve) in scene.edges.iter().zip(&arranged.curves) {
        line(&mut xml, edge, curve)?;
    }
    for (node, rect) in scene.nodes.iter().zip(&arranged.boxes) {
        entity(&mut xml, node, rect)?;
    }
    for (edge, label) in scene.edges.iter().zip(&arranged.labels) {
        edge_label(&mut xml, edge, label)?;
    }
    xml.close("g")?;
    legend.draw(&mut xml, [MARGIN, legend_top])?;
    xml.close("svg")
}

fn arrowhead<W: Write>(xml: &mut Xml<W>) -> io::Result<()> {
    xml.open("defs", &[])?;
    for (id, color) in [("a", "#444444"), ("b", "#999999")] {
        xml.open(
            "marker",
            &[
                ("id", id),
                ("viewBox", "0 0 10 10"),
                ("refX", "9"),
                ("refY", "5"),
                ("markerWidth", "8"),
                ("markerHeight", "8"),
                ("orient", "auto"),
            ],
        )?;
        xml.empty("path", &[("d", "M0 1L10 5L0 9Z"), ("fill", color)])?;
        xml.close("marker")?;
    }
    xml.close("defs")
}

/// The stroke of a line: its color, its dashes, the arrowhead of that color.
fn stroke(status: LinkStatus, ended: bool) -> (&'static str, Option<&'static str>, &'static str) {
    let dashes = match status {
        LinkStatus::Actual => None,
        LinkStatus::Agreed => Some("9 3"),
        LinkStatus::Planned => Some("5 4"),
        LinkStatus::Discussed => Some("1.5 4"),
    };
    if ended { ("#999999", dashes, "url(#b)") } else { ("#444444", dashes, "url(#a)") }
}

fn line<W: Write>(xml: &mut Xml<W>, edge: &Edge, curve: &Curve) -> io::Result<()> {
    let [from, bend, to] = [curve.from, curve.bend, curve.to].map(point);
    let d = format!("M{from}Q{bend} {to}");
    let (color, dashes, arrow) = stroke(edge.status, edge.ended);
    let width = if edge.disputed { "0.7" } else { "1.4" };
    let mut attributes =
        vec![("d", d.as_str()), ("fill", "none"), ("stroke", color), ("stroke-width", width)];
    attributes.extend(dashes.map(|it| ("stroke-dasharray", it)));
    attributes.extend((!edge.symmetric).then_some(("marker-end", arrow)));
    xml.open("path", &attributes)?;
    xml.text("title", &[], &edge.title)?;
    xml.close("path")
}

fn entity<W: Write>(xml: &mut Xml<W>, node: &Node, rect: &Rect) -> io::Result<()> {
    let [x, y] = [rect.center[0] - rect.size[0] / 2.0, rect.center[1] - rect.size[1] / 2.0];
    xml.open("g", &[])?;
    xml.text("title", &[], &node.title)?;
    let [left, upper, w, h] = [x, y, rect.size[0], rect.size[1]].map(|it| rounded(it).to_string());
    xml.empty(
        "rect",
        &[
            ("x", &left),
            ("y", &upper),
            ("width", &w),
            ("height", &h),
            ("rx", "4"),
            ("fill", "#ffffff"),
            ("stroke", "#333333"),
        ],
    )?;
    sign(xml, node.look, [x + PADDING + SIGN / 2.0, rect.center[1]])?;
    let left = x + 2.0 * PADDING + SIGN;
    for (at, text) in node.lines.iter().enumerate() {
        let base = y + PADDING + 10.0 + at as f64 * LABEL_LINE;
        written(xml, "l", [left, base], text)?;
    }
    xml.close("g")
}

/// The sign of a kind.
pub(super) fn sign<W: Write>(xml: &mut Xml<W>, look: Look, [x, y]: Point) -> io::Result<()> {
    let r = SIGN / 2.0;
    let corners: &[Point] = match look.shape {
        Shape::Circle => &[],
        Shape::Square => &[[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
        Shape::Diamond => &[[0.0, -1.1], [1.1, 0.0], [0.0, 1.1], [-1.1, 0.0]],
        Shape::Triangle => &[[0.0, -1.0], [1.05, 0.9], [-1.05, 0.9]],
        Shape::Hexagon => {
            &[[-0.55, -0.95], [0.55, -0.95], [1.1, 0.0], [0.55, 0.95], [-0.55, 0.95], [-1.1, 0.0]]
        }
    };
    let color = look.hex();
    let style = [("fill", color.as_str()), ("stroke", "#333333")];
    if corners.is_empty() {
        let [x, y] = [x, y].map(|it| rounded(it).to_string());
        let r = r.to_string();
        return xml.empty("circle", &[("cx", &x), ("cy", &y), ("r", &r), style[0], style[1]]);
    }
    let points: Vec<_> = corners.iter().map(|[dx, dy]| point([x + dx * r, y + dy * r])).collect();
    xml.empty("polygon", &[("points", &points.join(" ")), style[0], style[1]])
}

fn edge_label<W: Write>(xml: &mut Xml<W>, edge: &Edge, label: &Label) -> io::Result<()> {
    match label {
        Label::None => Ok(()),
        Label::Text(rect) => {
            ground(xml, rect, "none")?;
            let Rect { center: [x, y], size: [_, height] } = rect;
            for (at, text) in edge.lines.iter().enumerate() {
                let base = y - height / 2.0 + 10.0 + at as f64 * EDGE_LINE;
                written(xml, "e", [*x, base], text)?;
            }
            Ok(())
        }
        Label::Number(number, rect) => {
            ground(xml, rect, "#999999")?;
            let [x, y] = rect.center;
            written(xml, "e", [x, y + 3.5], &number.to_string())
        }
    }
}

/// The ground of a text on a line, so that it can be read.
fn ground<W: Write>(xml: &mut Xml<W>, rect: &Rect, border: &str) -> io::Result<()> {
    let Rect { center: [x, y], size: [w, h] } = *rect;
    let [x, y, w, h] = [x - w / 2.0, y - h / 2.0, w, h].map(|it| rounded(it).to_string());
    let place = [("x", x.as_str()), ("y", &y), ("width", &w), ("height", &h)];
    let look = [("rx", "3"), ("fill", "#ffffff"), ("fill-opacity", "0.85"), ("stroke", border)];
    xml.empty("rect", &[place, look].concat())
}

/// A text with the start, or the middle, of its base line at a place.
pub(super) fn written<W: Write>(
    xml: &mut Xml<W>,
    class: &str,
    place: Point,
    text: &str,
) -> io::Result<()> {
    let [x, y] = place.map(|it| rounded(it).to_string());
    xml.text("text", &[("class", class), ("x", &x), ("y", &y)], text)
}

fn point([x, y]: Point) -> String {
    format!("{} {}", rounded(x), rounded(y))
}
