//! Random documents over the whole API: every root field, every type, pages and views in time.

use super::Dice;
use corridor::{
    api::schema::{ApiSchema, Field, TypeForm},
    snapshot::Snapshot,
    value::Metric,
};

/// Writes random documents about a data set.
pub(crate) struct Documents<'s> {
    snapshot: &'s Snapshot,
    dice: Dice,
    aliases: usize,
}

impl<'s> Documents<'s> {
    pub(crate) fn new(snapshot: &'s Snapshot, seed: u64) -> Self {
        Self { snapshot, dice: Dice::new(seed), aliases: 0 }
    }

    /// A document whose root fields `is_wanted`.
    pub(crate) fn document(&mut self, is_wanted: impl Fn(&str) -> bool) -> String {
        self.aliases = 0;
        let fields = fields(self.api(), "Query").unwrap();
        let fields: Vec<&Field> = fields.iter().filter(|it| is_wanted(&it.name)).collect();
        let roots: String = (0..=self.dice.roll(2))
            .map(|_| {
                let field = *self.dice.pick(&fields);
                self.field(field, 4)
            })
            .collect();
        format!("{{ __typename {roots}}}")
    }

    fn api(&self) -> &'s ApiSchema {
        self.snapshot.api().schema()
    }

    fn field(&mut self, field: &Field, depth: usize) -> String {
        self.aliases += 1;
        let alias = format!("a{}", self.aliases);
        let arguments: Vec<String> = field
            .arguments
            .iter()
            .filter_map(|it| Some(format!("{}: {}", it.name, self.argument(field, &it.name)?)))
            .collect();
        let arguments = match arguments.is_empty() {
            true => String::new(),
            false => format!("({})", arguments.join(", ")),
        };
        let inner = self.selection(&field.ty.name, depth);
        format!("{alias}: {}{arguments} {inner}", field.name)
    }

    /// A selection; empty for a scalar.
    fn selection(&mut self, ty: &str, depth: usize) -> String {
        let mut text = String::from("{ __typename ");
        match &self.api().get(ty).map(|it| &it.form) {
            Some(TypeForm::Union(members)) => {
                let member = self.dice.pick(members).clone();
                text += &format!("... on {member} {}", self.selection(&member, depth));
            }
            Some(TypeForm::Object(_) | TypeForm::Interface(_)) => {
                let fields = fields(self.api(), ty).unwrap();
                let is_leaf = |it: &&Field| self.is_leaf(&it.ty.name);
                let leaves: Vec<&Field> = fields.iter().filter(is_leaf).collect();
                let inner: Vec<&Field> = fields.iter().filter(|it| !is_leaf(it)).collect();
                // Both in a row, as most clients ask.
                if self.dice.once_in(2) && ["id", "name"].iter().all(|name| has(fields, name)) {
                    text += "id name ";
                }
                for _ in 0..self.dice.roll(3) {
                    if !leaves.is_empty() {
                        let field = *self.dice.pick(&leaves);
                        text += &self.field(field, 0);
                    }
                }
                for _ in 0..=self.dice.roll(2) {
                    if !inner.is_empty() && depth > 0 {
                        let field = *self.dice.pick(&inner);
                        text += &self.field(field, depth - 1);
                    }
                }
                if ty == "Entity" || ty == "Node" {
                    let kinds: Vec<_> = self.snapshot.ontology().kinds().map(|it| it.1).collect();
                    let kind = self.dice.pick(&kinds).name.clone();
                    text += &format!("... on {kind} {}", self.selection(&kind, depth.min(1)));
                }
            }
            _ => return String::new(),
        }
        text + "} "
    }

    fn is_leaf(&self, ty: &str) -> bool {
        !matches!(
            self.api().get(ty).map(|it| &it.form),
            Some(TypeForm::Object(_) | TypeForm::Interface(_) | TypeForm::Union(_))
        )
    }

    /// A value for an argument; `None` leaves it out.
    fn argument(&mut self, field: &Field, name: &str) -> Option<String> {
        let sometimes = |it: &mut Self, value: &str| it.dice.once_in(4).then(|| value.to_owned());
        match name {
            "query" => Some(self.name()),
            "queries" => {
                Some(format!("[{{ name: {} }}, {{ name: {} }}]", self.name(), self.name()))
            }
            "from" | "to" if has_argument(field, "avoid") => Some(self.node_id()),
            "roots" => Some(format!("[{}, {}]", self.node_id(), self.node_id())),
            "ids" if has_argument(field, "avoid") => {
                Some(format!("[{}, {}, {}]", self.node_id(), self.node_id(), self.node_id()))
            }
            "ids" => Some(format!("[{}, {}, {}]", self.id(), self.id(), self.id())),
            "id" if has_argument(field, "avoid") => Some(self.node_id()),
            "id" => Some(self.id()),
            "by" if field.name == "rank" => {
                let metrics: Vec<_> = Metric::ALL.iter().filter(|it| !it.is_group()).collect();
                Some(self.dice.pick(&metrics).enum_value().to_owned())
            }
            "by" | "byEdge" => self.keys(field, name),
            "of" if field.ty.name.starts_with("Aggregate") => {
                let of = if field.arguments.iter().any(|it| it.ty.name == "LinkValue") {
                    "since"
                } else {
                    "degree"
                };
                sometimes(self, &format!("[{{ {of}: VALUE }}]"))
            }
            "orderBy" if field.name == "groups" => {
                let by = *self.dice.pick(&["keys: ASC", "keys: DESC", "distinctNodes: ASC"]);
                sometimes(self, &format!("[{{ {by} }}]"))
            }
            "via" => {
                let relations = self.snapshot.ontology().relations();
                let names: Vec<_> = relations.map(|(_, it)| it.name.clone()).collect();
                Some(format!("[{}, {}]", self.dice.pick(&names), self.dice.pick(&names)))
            }
            "maxDegree" => sometimes(self, "20"),
            "cost" => sometimes(self, "HUB_PENALTY"),
            "from" => Some("\"1990-01-01\"".to_owned()),
            "to" => Some("\"2025-12-31\"".to_owned()),
            "first" => Some(self.dice.roll(12).to_string()),
            "limit" => Some(self.dice.roll(4).to_string()),
            "asOf" if has_argument(field, "orderBy") => sometimes(self, "\"2016-05-03\""),
            "where" if field.ty.name.starts_with("Entity") => {
                sometimes(self, "{ metrics: { component: { eq: 0 }, pageRank: { gt: 0.01 } } }")
            }
            "certain" => sometimes(self, "true"),
            "status" => {
                let statuses =
                    ["[ACTUAL]", "[ACTUAL, AGREED]", "[PLANNED, DISCUSSED]", "[]", "null"];
                let status = *self.dice.pick(&statuses);
                sometimes(self, status)
            }
            "lang" => sometimes(self, "[\"ru\", \"az\"]"),
            "orderBy" if has_argument(field, "where") && field.ty.name.starts_with("Entity") => {
                let by =
                    ["degree: DESC", "metrics: { pageRank: DESC }", "metrics: { degree: ASC }"];
                let by = *self.dice.pick(&by);
                sometimes(self, &format!("[{{ {by} }}, {{ name: ASC }}]"))
            }
            _ => None,
        }
    }

    /// One or two keys of groups, or numbers and dates to sum up.
    fn keys(&mut self, field: &Field, name: &str) -> Option<String> {
        let ty = &field.arguments.iter().find(|it| it.name == name)?.ty.name;
        let one = |it: &mut Self| match &it.api().get(ty)?.form {
            TypeForm::Input(keys) => {
                let key = it.dice.pick(keys);
                let value = match key.ty.name.as_str() {
                    "WholeValue" => "VALUE",
                    "DatePart" => *it.dice.pick(&["VALUE", "YEAR", "MONTH"]),
                    _ => *it.dice.pick(&["{ id: VALUE }", "{ name: VALUE }", "{ degree: VALUE }"]),
                };
                Some(format!("{{ {}: {value} }}", key.name))
            }
            _ => None,
        };
        let keys: Option<Vec<String>> = (0..=self.dice.roll(2)).map(|_| one(self)).collect();
        Some(format!("[{}]", keys?.join(", ")))
    }

    /// The id of an entity, now and then of a link, as a GraphQL string.
    fn id(&mut self) -> String {
        let graph = self.snapshot.graph();
        if self.dice.once_in(4) && graph.link_count() > 0 {
            let link = corridor::graph::LinkId(self.dice.roll(graph.link_count()) as u32);
            let given = graph.links().given_id(link);
            let id = given.map(|id| graph.arena().text(id).into_owned());
            return format!("{:?}", id.unwrap_or_else(|| graph.derived_link_id(link)));
        }
        self.node_id()
    }

    /// The id of an entity, as a GraphQL string.
    fn node_id(&mut self) -> String {
        let graph = self.snapshot.graph();
        let id = *self.dice.pick(graph.nodes().ids());
        format!("{:?}", graph.arena().text(id))
    }

    /// A name of an entity, as a GraphQL string.
    fn name(&mut self) -> String {
        let graph = self.snapshot.graph();
        let name = *self.dice.pick(graph.nodes().primary_names());
        String::from_utf8_lossy(graph.arena().bytes(name)).into_owned()
    }
}

fn fields<'s>(api: &'s ApiSchema, ty: &str) -> Option<&'s [Field]> {
    match &api.get(ty)?.form {
        TypeForm::Object(fields) | TypeForm::Interface(fields) => Some(&fields.fields),
        _ => None,
    }
}

fn has(fields: &[Field], name: &str) -> bool {
    fields.iter().any(|field| field.name == name)
}

fn has_argument(field: &Field, name: &str) -> bool {
    field.arguments.iter().any(|argument| argument.name == name)
}
