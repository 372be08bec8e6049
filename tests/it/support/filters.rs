//! Random filters of all lists of entities and of links: nested four deep, in any view in time.

use super::Dice;
use corridor::{
    api::schema::{ApiSchema, Field, InputValue, TypeForm},
    graph::{Keys, NodeId},
    json::fragment::Fragment,
    snapshot::Snapshot,
};

/// Views in time, as arguments; most documents have none of them.
const VIEWS: [&str; 8] = [
    "",
    "",
    "asOf: \"2016-05-03\" ",
    "during: { from: \"2010-01-01\", to: \"2012-01-01\" } ",
    "asOf: \"2016-05-03\" certain: true ",
    "status: [ACTUAL] ",
    "status: [PLANNED, DISCUSSED] ",
    "status: [] ",
];

/// Writes random documents with filters about a data set. What can be asked comes from the
/// types of the API.
pub(crate) struct Filters<'s> {
    snapshot: &'s Snapshot,
    dice: Dice,
    /// Names and the values of `@unique` properties, as GraphQL strings.
    texts: Vec<String>,
    /// The dates of entities and of links, as GraphQL strings.
    dates: Vec<String>,
}

impl<'s> Filters<'s> {
    pub(crate) fn new(snapshot: &'s Snapshot, seed: u64) -> Self {
        let graph = snapshot.graph();
        let (mut texts, mut dates) = (Vec::new(), Vec::new());
        let written = |cell: Fragment| format!("{:?}", graph.arena().text(cell));
        for node in 0..graph.node_count() as u32 {
            texts.extend(graph.nodes().names(NodeId(node)).iter().map(|it| written(it.value)));
        }
        for (id, kind) in graph.ontology().kinds() {
            for (index, property) in kind.properties.iter().enumerate() {
                let column = graph.nodes().column(id, index);
                let present = column.cells().iter().filter(|cell| !cell.is_null());
                if matches!(column.keys(), Keys::Date(_)) {
                    dates.extend(present.map(|cell| written(*cell)));
                } else if property.unique {
                    texts.extend(present.map(|cell| written(*cell)));
                }
            }
        }
        for (relation, _) in graph.ontology().relations() {
            let columns = graph.links().columns(relation);
            let times = [&columns.at, &columns.since, &columns.until].into_iter().flatten();
            let present = times.flat_map(|column| column.cells().iter());
            dates.extend(present.filter(|cell| !cell.is_null()).map(|cell| written(*cell)));
        }
        // Nobody asks for a day that nobody knows.
        dates.retain(|date| !date.contains('?'));
        assert!(texts.len() > 20 && dates.len() > 20, "there is something to ask for");
        Self { snapshot, dice: Dice::new(seed), texts, dates }
    }

    /// A document with one filter: in `list` it leaves some of what is in `whole`, in `page` in
    /// pages of three, and in `links` for the links of entities.
    pub(crate) fn document(&mut self) -> String {
        let fields = fields(self.api(), "Query");
        let is_list =
            |field: &&Field| ["where", "orderBy", "asOf"].iter().all(|name| has(field, name));
        let lists: Vec<&Field> = fields.iter().filter(is_list).collect();
        let list = *self.dice.pick(&lists);
        let view = self.view();
        let filter = self.filter_of(list, 4);
        let order = self.order(list);
        let page = *self.dice.pick(&["first: 3 ", "last: 3 ", "first: 0 "]);
        let rows = self.rows(list);
        let name = &list.name;
        let rows_view = if view.is_empty() { String::new() } else { format!("({view})") };
        format!(
            "{{ whole: {name}({view}first: 0) {{ totalCount }} \
             list: {name}({view}{filter}{order}) {{ totalCount nodes {{ id }} \
             pageInfo {{ hasNextPage endCursor }} }} \
             page: {name}({view}{filter}{order}{page}) {{ nodes {{ id }} \
             pageInfo {{ hasNextPage hasPreviousPage startCursor }} }} \
             rows: {name}{rows_view} {{ nodes {{ id {rows} }} }} }}"
        )
    }

    /// An order, often by links that fulfil a condition; or none.
    fn order(&mut self, list: &Field) -> String {
        let argument = list.arguments.iter().find(|it| it.name == "orderBy").unwrap();
        let keys = inputs(self.api(), &argument.ty.name).iter();
        let relations: Vec<&InputValue> =
            keys.filter(|it| it.ty.name.ends_with("LinksOrder")).collect();
        if relations.is_empty() || self.dice.once_in(2) {
            return (*self.dice.pick(&["", "orderBy: [{ name: DESC }] "])).to_owned();
        }
        let relation = *self.dice.pick(&relations);
        let of_links = inputs(self.api(), &relation.ty.name);
        let condition = of_links.iter().find(|it| it.name == "where").unwrap();
        let value = *self.dice.pick(&[
            "count: DESC",
            "count: ASC, distinct: true",
            "max: { edge: { since: DESC } }",
            "min: { node: { name: ASC } }",
            "sum: { node: { degree: DESC } }, distinct: true",
            "mean: { node: { degree: ASC } }",
        ]);
        let condition = self.link(&condition.ty.name, 3);
        format!("orderBy: [{{ {}: {{ {value}, where: {condition} }} }}] ", relation.name)
    }

    /// A relation field of the entities of a list, with a filter; empty if they have none.
    fn rows(&mut self, list: &Field) -> String {
        let Some(node) = fields(self.api(), &list.ty.name).iter().find(|it| it.name == "nodes")
        else {
            return String::new();
        };
        let relations: Vec<&Field> = fields(self.api(), &node.ty.name)
            .iter()
            .filter(|field| has(field, "where") && has(field, "orderBy"))
            .collect();
        if relations.is_empty() {
            return String::new();
        }
        let field = *self.dice.pick(&relations);
        let filter = self.filter_of(field, 3);
        // The links are the edges, or the nodes of a list of links of any relation.
        let links = if field.name == "links" { "nodes" } else { "edges" };
        format!("{}({filter}) {{ totalCount {links} {{ id }} }}", field.name)
    }

    fn api(&self) -> &'s ApiSchema {
        self.snapshot.api().schema()
    }

    fn view(&mut self) -> &'static str {
        VIEWS[self.dice.roll(VIEWS.len())]
    }

    fn filter_of(&mut self, field: &Field, depth: usize) -> String {
        let argument = field.arguments.iter().find(|it| it.name == "where").unwrap();
        format!("where: {} ", self.object(&argument.ty.name, depth))
    }

    /// An input object with some of its fields.
    fn object(&mut self, ty: &str, depth: usize) -> String {
        let all = inputs(self.api(), ty);
        let api = self.api();
        let is_deep = |it: &&InputValue| {
            let ty = it.ty.name.as_str();
            is_links(ty) || ty.ends_with("KindWhere") || refers(api, ty)
        };
        let (links, rest): (Vec<&InputValue>, Vec<&InputValue>) = all.iter().partition(is_deep);
        let mut fields: Vec<(String, String)> = Vec::new();
        for _ in 0..=self.dice.roll(2) {
            let follows = depth > 0 && !links.is_empty() && !self.dice.once_in(3);
            let field = if follows { *self.dice.pick(&links) } else { *self.dice.pick(&rest) };
            if fields.iter().any(|(name, _)| *name == field.name) {
                continue;
            }
            if field.name == "compare" {
                fields.push((field.name.clone(), self.comparison(all)));
            } else if let Some(value) = self.value(field, depth) {
                fields.push((field.name.clone(), value));
            }
        }
        let fields: Vec<String> =
            fields.into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
        format!("{{ {} }}", fields.join(", "))
    }

    /// A value for a field of an input object; `None` leaves it out.
    fn value(&mut self, field: &InputValue, depth: usize) -> Option<String> {
        let ty = field.ty.name.as_str();
        if field.ty.list {
            let below = depth.checked_sub(1)?;
            let each: Vec<String> =
                (0..=self.dice.roll(2)).map(|_| self.object(ty, below)).collect();
            return Some(format!("[{}]", each.join(", ")));
        }
        Some(match ty {
            "IDFilter" if field.name == "id" => {
                let ids = [self.node_id(), self.node_id(), self.node_id()].join(", ");
                let operator = *self.dice.pick(&["in", "in", "notIn"]);
                format!("{{ {operator}: [{ids}] }}")
            }
            "StringFilter" => self.text_test(),
            "PartialDateFilter" | "DateFilter" if !self.dice.once_in(4) => self.date_test(ty),
            "IntFilter" => format!("{{ gt: {} }}", self.dice.roll(4)),
            "LinkWhere" | "CitationsFilter" => return None,
            "ExternalIdsFilter" => self.quantified(ty, depth.checked_sub(1)?),
            _ if ty.ends_with("LinksFilter") => self.quantified(ty, depth.checked_sub(1)?),
            _ if ty.ends_with("LinkFilter") || ty.ends_with("LinkWhere") => {
                self.link(ty, depth.checked_sub(1)?)
            }
            _ if refers(self.api(), ty) => self.link(ty, depth.checked_sub(1)?),
            _ if ty.ends_with("Where") && ty != "MetricsWhere" => {
                self.object(ty, depth.checked_sub(1)?)
            }
            _ if inputs(self.api(), ty).iter().any(|it| it.name == "isNull") => {
                format!("{{ isNull: {} }}", self.dice.once_in(2))
            }
            _ => return None,
        })
    }

    /// A comparison of two fields that have conditions of one type.
    fn comparison(&mut self, all: &[InputValue]) -> String {
        let field = |it: &&InputValue| {
            let types = ["PartialDateFilter", "IntFilter", "FloatFilter"];
            types.contains(&it.ty.name.as_str()) && it.name != "lastAttested"
        };
        let fields: Vec<&InputValue> = all.iter().filter(field).collect();
        let left = *self.dice.pick(&fields);
        let like: Vec<&InputValue> =
            fields.into_iter().filter(|it| it.ty.name == left.ty.name).collect();
        let right = *self.dice.pick(&like);
        let operator = *self.dice.pick(&["eq", "ne", "ne", "ne", "lt", "lte", "gt", "gte"]);
        format!("{{ field: \"{}\", {operator}: \"{}\" }}", left.name, right.name)
    }

    fn text_test(&mut self) -> String {
        let letter = *self.dice.pick(&["a", "e", "or", "th", "l"]);
        let [one, other] = [(); 2].map(|()| self.dice.pick(&self.texts).clone());
        let start: String = one.chars().filter(|sign| sign.is_alphanumeric()).take(2).collect();
        match self.dice.roll(5) {
            0 => format!("{{ eq: {one} }}"),
            1 => format!("{{ in: [{one}, {other}] }}"),
            2 => format!("{{ startsWith: \"{start}\" }}"),
            3 => format!("{{ exact: {{ eq: {one} }} }}"),
            _ => format!("{{ contains: \"{letter}\" }}"),
        }
    }

    fn date_test(&mut self, ty: &str) -> String {
        let mut two = [(); 2].map(|()| self.dice.pick(&self.dates).clone());
        two.sort_unstable();
        let [one, other] = two;
        if ty == "DateFilter" {
            return "{ gte: \"1900-01-01\" }".to_owned();
        }
        match self.dice.roll(7) {
            0 => format!("{{ eq: {one} }}"),
            1 => format!("{{ in: [{one}, {other}] }}"),
            2 => format!("{{ gte: {one}, lt: {other} }}"),
            3 => format!("{{ gt: {one} }}"),
            4 => self.days(),
            5 => format!("{{ certainly: {{ before: {one} }}, lte: {other} }}"),
            _ => format!("{{ possibly: {{ after: {one} }} }}"),
        }
    }

    fn days(&mut self) -> String {
        let is_day = |date: &&String| date.len() == "\"2019-05-03\"".len();
        let days: Vec<&String> = self.dates.iter().filter(is_day).collect();
        let mut two = [(); 2].map(|()| *self.dice.pick(&days));
        two.sort_unstable();
        format!("{{ during: {{ from: {}, to: {} }} }}", two[0], two[1])
    }

    fn quantified(&mut self, ty: &str, depth: usize) -> String {
        let quantifiers = inputs(self.api(), ty);
        let quantifier = self.dice.pick(quantifiers);
        let value = match quantifier.name.as_str() {
            "count" => self.count(&quantifier.ty.name, depth),
            _ => self.link(&quantifier.ty.name, depth),
        };
        format!("{{ {}: {value} }}", quantifier.name)
    }

    fn count(&mut self, ty: &str, depth: usize) -> String {
        let one = inputs(self.api(), ty).iter().find(|it| it.name == "where");
        let mut parts = vec![format!("gte: {}", self.dice.roll(3))];
        if let Some(one) = one {
            if !self.dice.once_in(3) {
                parts.push(format!("where: {}", self.link(&one.ty.name, depth)));
            }
            parts.push(format!("distinct: {}", self.dice.once_in(2)));
            if self.dice.once_in(4) {
                parts.push("lt: 4".to_owned());
            }
        }
        format!("{{ {} }}", parts.join(", "))
    }

    /// A condition on a link: on what it leads to, on its values, or on both.
    fn link(&mut self, ty: &str, depth: usize) -> String {
        let mut parts = Vec::new();
        for side in inputs(self.api(), ty) {
            let is_group = ["AND", "OR", "NOT"].contains(&side.name.as_str());
            if is_group && depth > 0 && self.dice.once_in(5) {
                let each: Vec<String> = (0..if side.ty.list { self.dice.roll(3) } else { 1 })
                    .map(|_| self.link(&side.ty.name, depth - 1))
                    .collect();
                let each = each.join(", ");
                let each = if side.ty.list { format!("[{each}]") } else { each };
                parts.push(format!("{}: {each}", side.name));
            } else if side.name == "isNull" && self.dice.once_in(5) {
                parts.push(format!("isNull: {}", self.dice.once_in(2)));
            } else if side.name == "scheme" && self.dice.once_in(2) {
                parts.push("scheme: { contains: \"i\" }".to_owned());
            } else if side.name == "node" && !self.dice.once_in(8) {
                parts.push(format!("node: {}", self.object(&side.ty.name, depth)));
            } else if side.name == "edge" && self.dice.once_in(3) {
                parts.push(format!("edge: {}", self.object(&side.ty.name, depth)));
            } else if side.name == "edge" && self.dice.once_in(3) {
                if self.dice.once_in(2) {
                    parts.push(format!("edge: {}", self.edge(&side.ty.name)));
                    continue;
                }
                let compared = *self.dice.pick(&[
                    "field: \"since\", lt: \"until\"",
                    "field: \"from.name\", gt: \"to.name\"",
                    "field: \"to.degree\", lte: \"from.degree\"",
                ]);
                parts.push(format!("edge: {{ compare: {{ {compared} }} }}"));
            }
        }
        format!("{{ {} }}", parts.join(", "))
    }

    /// A condition on the dates of a link.
    fn edge(&mut self, ty: &str) -> String {
        let is_date = |it: &&InputValue| it.ty.name == "PartialDateFilter";
        let dates: Vec<&InputValue> = inputs(self.api(), ty).iter().filter(is_date).collect();
        if dates.is_empty() {
            return "{}".to_owned();
        }
        let mut tests = Vec::new();
        for _ in 0..=self.dice.roll(2) {
            let date = *self.dice.pick(&dates);
            let test = match self.dice.once_in(4) {
                true => "{ isNull: true }".to_owned(),
                false => self.date_test(&date.ty.name),
            };
            tests.push(format!("{{ {}: {test} }}", date.name));
        }
        format!("{{ {}: [{}] }}", self.dice.pick(&["AND", "AND", "OR"]), tests.join(", "))
    }

    /// The id of an entity, as a GraphQL string.
    fn node_id(&mut self) -> String {
        let graph = self.snapshot.graph();
        let id = *self.dice.pick(graph.nodes().ids());
        format!("{:?}", graph.arena().text(id))
    }
}

fn is_links(ty: &str) -> bool {
    ty.ends_with("LinksFilter") || ty.ends_with("LinkFilter")
}

/// Returns true if a filter is about the entity that a property of links refers to.
fn refers(api: &ApiSchema, ty: &str) -> bool {
    let names: Vec<&str> = inputs(api, ty).iter().map(|it| it.name.as_str()).collect();
    names == ["node", "isNull"]
}

fn has(field: &Field, argument: &str) -> bool {
    field.arguments.iter().any(|it| it.name == argument)
}

fn fields<'s>(api: &'s ApiSchema, ty: &str) -> &'s [Field] {
    api.get(ty).map_or(&[], |it| it.fields())
}

fn inputs<'s>(api: &'s ApiSchema, ty: &str) -> &'s [InputValue] {
    match api.get(ty).map(|it| &it.form) {
        Some(TypeForm::Input(inputs)) => inputs,
        _ => &[],
    }
}
