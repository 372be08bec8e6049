//! Values that conditions compare with: mostly those that the data has.

use super::{Filters, conditions::braces};
use corridor::{
    api::schema::{TypeForm, scalar_name},
    graph::{Column, Graph, NodeId},
    json::fragment::Fragment,
    ontology::{Property, Scalar},
};
use serde_json::Value;
use std::collections::BTreeMap;

/// The values of a data set as GraphQL literals, by their scalar and the property that has them;
/// those of all properties are under the empty name.
pub(super) struct Values(BTreeMap<(String, String), Vec<String>>);

impl Values {
    pub(super) fn of(graph: &Graph) -> Self {
        let mut values = Self(BTreeMap::new());
        values.add_entities(graph);
        values.add_links(graph);
        let few = ["PartialDate", "Date", "String", "ID"].map(|ty| (ty, values.get(ty, "").len()));
        assert!(few.iter().all(|(_, count)| *count > 5), "there is something to ask for: {few:?}");
        values
    }

    fn add_entities(&mut self, graph: &Graph) {
        let nodes = graph.nodes();
        for node in (0..graph.node_count() as u32).map(NodeId) {
            self.add_json("ID", "id", graph, nodes.ids()[node.index()]);
            for name in nodes.names(node) {
                ["name", "names"]
                    .iter()
                    .for_each(|field| self.add_json("String", field, graph, name.value));
            }
            for summary in nodes.summaries(node) {
                self.add_json("String", "summary", graph, summary.text);
            }
            for id in nodes.external_ids(node) {
                self.add_json("String", "scheme", graph, id.scheme);
                self.add_json("String", "value", graph, id.value);
            }
            for citation in nodes.citations(node) {
                self.add_json("String", "locator", graph, citation.locator);
                self.add_json("String", "note", graph, citation.note);
            }
        }
        for (id, kind) in graph.ontology().kinds() {
            for (index, property) in kind.properties.iter().enumerate() {
                self.add_column(graph, property, nodes.column(id, index));
            }
        }
    }

    fn add_links(&mut self, graph: &Graph) {
        for (relation, _) in graph.ontology().relations() {
            let columns = graph.links().columns(relation);
            let dates = [("at", &columns.at), ("since", &columns.since), ("until", &columns.until)];
            for (name, column) in dates {
                let cells = column.iter().flat_map(|column| column.cells());
                for cell in cells {
                    ["lastAttested", name]
                        .iter()
                        .for_each(|it| self.add_json("PartialDate", it, graph, *cell));
                }
            }
            for cell in columns.note.iter().flat_map(|column| column.cells()) {
                self.add_json("String", "note", graph, *cell);
            }
            let properties = graph.ontology().properties_of(relation).iter();
            for (property, column) in properties.zip(&columns.properties) {
                self.add_column(graph, property, column);
            }
        }
    }

    fn add_column(&mut self, graph: &Graph, property: &Property, column: &Column) {
        if let Scalar::Structured(id) = property.ty.scalar {
            for (at, field) in graph.ontology().value_type(id).fields.iter().enumerate() {
                let of_field = column.field(&[at]);
                of_field.into_iter().for_each(|column| self.add_column(graph, field, column));
            }
            return;
        }
        let ty = scalar_name(graph.ontology(), property.ty.scalar);
        for cell in column.cells() {
            self.add_json(ty, &property.name, graph, *cell);
        }
    }

    /// Adds what a cell holds; each item of a list.
    fn add_json(&mut self, ty: &str, name: &str, graph: &Graph, cell: Fragment) {
        let value: Value = serde_json::from_slice(graph.arena().bytes(cell)).unwrap();
        let items = match value {
            Value::Null => Vec::new(),
            Value::Array(items) => items,
            one => vec![one],
        };
        for item in items.into_iter().filter(|it| !it.is_null()) {
            let item = item.to_string();
            // A full date is a date.
            if ty == "PartialDate" && item.len() == "\"2019-05-03\"".len() && !item.contains('?') {
                self.0.entry(("Date".to_owned(), String::new())).or_default().push(item.clone());
            }
            for name in [name, ""] {
                self.0.entry((ty.to_owned(), name.to_owned())).or_default().push(item.clone());
            }
        }
    }

    /// The values of a scalar that a property has.
    fn get(&self, ty: &str, name: &str) -> &[String] {
        self.0.get(&(ty.to_owned(), name.to_owned())).map_or(&[], Vec::as_slice)
    }
}

impl Filters<'_> {
    /// A value of a scalar or an enum, for an operator in a condition about a property.
    pub(super) fn scalar(&mut self, ty: &str, operator: &str, about: &str) -> String {
        if let Some(TypeForm::Enum(values)) = self.api().get(ty).map(|it| &it.form) {
            return self.dice.pick(values).name.clone();
        }
        match (ty, operator) {
            ("Boolean", _) => self.dice.once_in(2).to_string(),
            ("String", "matches") => {
                (*self.dice.pick(&["\"^[A-M]\"", "\"a.*e\"", "\"o|u\"", "\"\\\\d\""])).to_owned()
            }
            ("String", "contains" | "startsWith" | "endsWith") => self.part(about),
            ("PartialDate", "before" | "after") => loop {
                let date = self.known(ty, about).unwrap();
                if date != "\"?\"" {
                    break date;
                }
            },
            ("Int", _) => self.known_or(ty, about, |it| it.dice.roll(5).to_string()),
            ("Float", _) => self.known_or(ty, about, |it| {
                (*it.dice.pick(&["0", "0.01", "0.03", "0.5", "12.5"])).to_owned()
            }),
            ("BigInt", _) => self.known_or(ty, about, |it| it.dice.roll(99).to_string()),
            ("Decimal", _) => self.known_or(ty, about, |_| "\"0.5\"".to_owned()),
            ("URL", _) => self.known_or(ty, about, |_| "\"https://a.example\"".to_owned()),
            ("DateTime", _) => self.known_or(ty, about, |_| "\"2020-02-02T02:02:02Z\"".to_owned()),
            ("ID" | "String" | "PartialDate" | "Date", _) => self.known(ty, about).unwrap(),
            (other, _) => panic!("no value is known for `{other}`, in a condition on {about}"),
        }
    }

    /// A value that the property has, or another one; `None` if no property has a value.
    fn known(&mut self, ty: &str, about: &str) -> Option<String> {
        let own = self.values.get(ty, about);
        // Those of other properties are refused there.
        let is_special = ["currency", "latitude", "longitude"].contains(&about);
        let all = if own.is_empty() || !is_special && self.dice.once_in(6) {
            self.values.get(ty, "")
        } else {
            own
        };
        if all.is_empty() { None } else { Some(self.dice.pick(all).clone()) }
    }

    fn known_or(&mut self, ty: &str, about: &str, or: impl Fn(&mut Self) -> String) -> String {
        let has_own = !self.values.get(ty, about).is_empty();
        let known = if has_own { self.known(ty, about) } else { None };
        known.unwrap_or_else(|| or(self))
    }

    /// The id of an entity.
    pub(super) fn node_id(&mut self) -> String {
        self.dice.pick(self.values.get("ID", "id")).clone()
    }

    /// A part of a text.
    fn part(&mut self, about: &str) -> String {
        let text = self.known("String", about).unwrap();
        let letters: Vec<char> = text.chars().filter(|sign| sign.is_alphanumeric()).collect();
        let start = self.dice.roll(letters.len().max(1));
        let length = 1 + self.dice.roll(2);
        let part: String = letters.iter().skip(start).take(length).collect();
        format!("{part:?}")
    }

    /// Days in a row, of which either end may be open.
    pub(super) fn days(&mut self, ty: &str) -> String {
        let mut two = [(); 2].map(|()| self.known("Date", "").unwrap());
        two.sort_unstable();
        let ends = ["from", "to"].into_iter().zip(two);
        let open = self.dice.roll(8);
        let ends = ends.enumerate().filter(|(at, _)| *at != open).map(|it| it.1);
        self.literal(ty, ends.collect())
    }

    /// A circle on the earth, a box, or both.
    pub(super) fn area(&mut self, ty: &str) -> String {
        let degrees = |it: &mut Self| f64::from(it.dice.roll(120) as u32) - 60.0;
        let (south, west) = (degrees(self), degrees(self));
        let edges =
            [("south", south), ("west", west), ("north", south + 20.0), ("east", west + 30.0)];
        let edges = edges.map(|(name, at)| (name, at.to_string())).to_vec();
        let centre = [("latitude", south.to_string()), ("longitude", west.to_string())].to_vec();
        let circle = [
            ("of", self.literal("PointInput", centre)),
            ("km", (self.dice.roll(8) * 1_000).to_string()),
        ];
        let edges = [("box", self.literal("GeoBox", edges))];
        let parts = match self.dice.roll(3) {
            0 => circle.to_vec(),
            1 => edges.to_vec(),
            _ => circle.into_iter().chain(edges).collect(),
        };
        self.literal(ty, parts)
    }

    /// An input object with these fields.
    pub(super) fn literal(&mut self, ty: &str, fields: Vec<(&'static str, String)>) -> String {
        let (ty, _) = self.api().types().find(|(name, _)| *name == ty).unwrap();
        self.written.extend(fields.iter().map(|(name, _)| (ty, *name)));
        braces(fields)
    }
}
