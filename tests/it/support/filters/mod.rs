//! Random filters and orders of all lists of entities and of links: nested four deep, in any view
//! in time.
//!
//! Nothing here names a condition: what can be asked is read from the input types of the API. A
//! field that no document had yet is picked more often, and [`Filters::missing`] says which ones
//! no document has. A scalar or a form of an input type that is new stops the test.

mod conditions;
mod orders;
mod values;

use super::Dice;
use corridor::{
    api::schema::{ApiSchema, Field, InputValue, TypeForm},
    snapshot::Snapshot,
};
use std::collections::BTreeSet;
use values::Values;

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

/// The directions of `links`, as an argument.
const DIRECTIONS: [&str; 6] = ["", "", "", "direction: OUT ", "direction: IN ", "direction: BOTH "];

/// The number of steps from one entity to another that the filter of a list may take.
const DEPTH: usize = 4;

/// The bytes of the longest document: one that is much longer has more tokens than are taken.
const LONGEST: usize = 12_000;

/// Writes random documents with filters about a data set.
pub(crate) struct Filters<'s> {
    snapshot: &'s Snapshot,
    dice: Dice,
    values: Values,
    /// The fields of types that stand in some document.
    written: BTreeSet<(&'s str, &'s str)>,
    /// True if links are in the list of an entity, from which they have a direction.
    lists_links: bool,
}

impl<'s> Filters<'s> {
    pub(crate) fn new(snapshot: &'s Snapshot, seed: u64) -> Self {
        let values = Values::of(snapshot.graph());
        Self {
            snapshot,
            dice: Dice::new(seed),
            values,
            written: BTreeSet::new(),
            lists_links: true,
        }
    }

    /// A document with one filter: in `list` it leaves some of what is in `whole`, in `page` in
    /// pages of three, in `sum` without a page, and in `rows` for the links of entities.
    pub(crate) fn document(&mut self) -> String {
        loop {
            let document = self.any_document();
            if document.len() < LONGEST {
                return document;
            }
        }
    }

    /// A document with a graph whose entities and links fulfil conditions.
    pub(crate) fn graph_document(&mut self) -> String {
        let roots = [self.node_id(), self.node_id()].join(", ");
        let view = *self.dice.pick(&VIEWS);
        let nodes = self.condition("EntityWhere", DEPTH - 1, "");
        self.lists_links = false;
        let links = self.condition("LinkWhere", DEPTH - 1, "");
        self.lists_links = true;
        let conditions = match self.dice.roll(3) {
            0 => format!("where: {nodes}"),
            1 => format!("edgeWhere: {links}"),
            _ => format!("where: {nodes}, edgeWhere: {links}"),
        };
        let depth = 1 + self.dice.roll(3);
        format!(
            "{{ subgraph(roots: [{roots}], depth: {depth}, {view}{conditions}) {{ complete \
             nodes {{ id }} links {{ id }} }} }}"
        )
    }

    fn any_document(&mut self) -> String {
        let lists: Vec<&Field> = fields(self.api(), "Query").iter().filter(is_list).collect();
        let list = self.field("Query", &lists);
        let view = *self.dice.pick(&VIEWS);
        let filter = self.filter_of(list, DEPTH);
        let order = self.order_of(list);
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
             sum: {name}({view}{filter}) {{ aggregate {{ count }} }} \
             rows: {name}{rows_view} {{ nodes {{ id {rows} }} }} }}"
        )
    }

    /// The fields of input types that can stand in a filter or an order, and that no document
    /// has, each behind its type.
    pub(crate) fn missing(&self) -> Vec<String> {
        let all = self.api().types().flat_map(|(_, ty)| ty.fields()).filter(is_list);
        let arguments = all.flat_map(|list| ["where", "orderBy"].map(|name| argument(list, name)));
        let mut types: Vec<&str> = arguments.map(|it| it.ty.name.as_str()).collect();
        let (mut seen, mut missing) = (BTreeSet::new(), Vec::new());
        while let Some(ty) = types.pop() {
            if !seen.insert(ty) {
                continue;
            }
            for field in inputs(self.api(), ty) {
                types.push(&field.ty.name);
                if !self.written.contains(&(ty, &field.name)) {
                    missing.push(format!("{ty}.{}", field.name));
                }
            }
        }
        missing
    }

    /// A relation field of the entities of a list, with a filter; empty if they have none.
    fn rows(&mut self, list: &'s Field) -> String {
        let api = self.api();
        let Some(node) = fields(api, &list.ty.name).iter().find(|it| it.name == "nodes") else {
            return String::new();
        };
        let relations: Vec<&Field> = fields(api, &node.ty.name).iter().filter(is_list).collect();
        if relations.is_empty() {
            return String::new();
        }
        let field = self.field(&node.ty.name, &relations);
        let filter = self.filter_of(field, DEPTH - 1);
        let order = if self.dice.once_in(3) { self.order_of(field) } else { String::new() };
        // The links are the edges, or the nodes of a list of links of any relation.
        let (links, direction) = match field.name.as_str() {
            "links" => ("nodes", *self.dice.pick(&DIRECTIONS)),
            _ => ("edges", ""),
        };
        let name = &field.name;
        let all = format!("{name}({direction}{filter}{order}) {{ totalCount {links} {{ id }} }}");
        let sum = format!("sum: {name}({direction}{filter}) {{ aggregate {{ count }} }}");
        if self.dice.once_in(3) { sum } else { format!("{all} {sum}") }
    }

    fn api(&self) -> &'s ApiSchema {
        self.snapshot.api().schema()
    }

    fn filter_of(&mut self, field: &'s Field, depth: usize) -> String {
        format!("where: {} ", self.condition(&argument(field, "where").ty.name, depth, ""))
    }

    /// One of some fields of an object: often one that no document has yet.
    fn field(&mut self, ty: &'s str, fields: &[&'s Field]) -> &'s Field {
        let names: Vec<&str> = fields.iter().map(|it| it.name.as_str()).collect();
        let field = fields[self.pick(ty, &names)];
        self.written.insert((ty, &field.name));
        field
    }

    /// The position of one of some fields of a type: often of one that no document has yet.
    fn pick(&mut self, ty: &'s str, names: &[&'s str]) -> usize {
        let is_new = |at: &usize| !self.written.contains(&(ty, names[*at]));
        let new: Vec<usize> = (0..names.len()).filter(is_new).collect();
        match new.is_empty() || self.dice.once_in(2) {
            true => self.dice.roll(names.len()),
            false => *self.dice.pick(&new),
        }
    }
}

/// Returns true if a field is a list that takes a filter and an order.
fn is_list(field: &&Field) -> bool {
    ["where", "orderBy"].iter().all(|name| field.arguments.iter().any(|it| it.name == *name))
}

fn argument<'s>(field: &'s Field, name: &str) -> &'s InputValue {
    field.arguments.iter().find(|it| it.name == name).unwrap()
}

fn fields<'s>(api: &'s ApiSchema, ty: &str) -> &'s [Field] {
    api.get(ty).map_or(&[], |it| it.fields())
}

/// The fields of an input type; none of other types.
fn inputs<'s>(api: &'s ApiSchema, ty: &str) -> &'s [InputValue] {
    match api.get(ty).map(|it| &it.form) {
        Some(TypeForm::Input(inputs)) => inputs,
        _ => &[],
    }
}

/// A field of an input type.
fn input<'s>(api: &'s ApiSchema, ty: &str, name: &str) -> Option<&'s InputValue> {
    inputs(api, ty).iter().find(|it| it.name == name)
}
