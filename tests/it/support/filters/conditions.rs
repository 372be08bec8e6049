//! Conditions: values of the types of `where`, whatever they are.

use super::{Filters, input, inputs};
use corridor::api::schema::{ApiSchema, InputValue};

/// The fields that hold conditions on the same thing as the type that they stand in.
const GROUPS: [&str; 3] = ["AND", "OR", "NOT"];

/// The fields whose conditions are about what the field around them is about.
const SAME: [&str; 3] = ["exact", "possibly", "certainly"];

/// Returns true if a field leads on, so that conditions can stand in each other: to a group, to
/// links, citations or ids, to an entity.
pub(super) fn is_step(api: &ApiSchema, field: &InputValue) -> bool {
    let has = |name| input(api, &field.ty.name, name).is_some();
    GROUPS.contains(&field.name.as_str()) || has("some") || has("node") && has("isNull")
}

impl<'s> Filters<'s> {
    /// A value of an input type about a property, with `depth` more steps in it. It is empty now
    /// and then.
    pub(super) fn condition(&mut self, ty: &'s str, depth: usize, about: &str) -> String {
        match ty {
            "DateRange" => return self.days(ty),
            "PointWithin" => return self.area(ty),
            _ => {}
        }
        let api = self.api();
        let all = inputs(api, ty).iter();
        let all: Vec<&InputValue> =
            all.filter(|it| self.lists_links || it.name != "direction").collect();
        assert!(!all.is_empty(), "`{ty}` is no input type");
        let mut written: Vec<(&str, String)> = Vec::new();
        for _ in 0..*self.dice.pick(&[1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 0]) {
            let Some(field) = self.one_of(ty, &all, depth) else { break };
            if written.iter().any(|(name, _)| *name == field.name) {
                continue;
            }
            let value = match field.name.as_str() {
                "compare" => self.comparisons(ty, &field.ty.name),
                _ => self.value(field, depth, about),
            };
            self.written.insert((ty, &field.name));
            written.push((&field.name, value));
        }
        // A number of links is compared with something.
        let compares = |it: &(&str, String)| !["where", "distinct"].contains(&it.0);
        if input(api, ty, "distinct").is_some() && !written.iter().any(compares) {
            written.push(("gte", self.dice.roll(3).to_string()));
        }
        braces(written)
    }

    /// A field of an input type: often one that leads on, as long as there are steps left.
    fn one_of(
        &mut self,
        ty: &'s str,
        all: &[&'s InputValue],
        depth: usize,
    ) -> Option<&'s InputValue> {
        let api = self.api();
        let is_group = |it: &InputValue| GROUPS.contains(&it.name.as_str());
        let leads_on = |it: &InputValue| is_step(api, it) && !is_group(it);
        let rest = |it: &InputValue| !is_step(api, it);
        // Conditions on a link and what it leads to are mixed in many ways.
        let is_mixed = all.iter().any(|it| ["node", "other"].contains(&it.name.as_str()));
        let is_wanted: &dyn Fn(&InputValue) -> bool = match self.dice.roll(10) {
            0 | 1 if depth > 0 => &is_group,
            2..=4 if depth > 0 && is_mixed => &is_group,
            2..=5 if depth > 0 => &leads_on,
            _ => &rest,
        };
        let all = || all.iter().copied();
        let mut fields: Vec<&InputValue> = all().filter(|it| is_wanted(it)).collect();
        if fields.is_empty() {
            fields = all().filter(|it| depth > 0 || rest(it)).collect();
        }
        let names: Vec<&str> = fields.iter().map(|it| it.name.as_str()).collect();
        if names.is_empty() { None } else { Some(fields[self.pick(ty, &names)]) }
    }

    /// A value of a field of an input type; lists have up to three items.
    fn value(&mut self, field: &'s InputValue, depth: usize, about: &str) -> String {
        let ty = field.ty.name.as_str();
        let is_object = !inputs(self.api(), ty).is_empty();
        let is_same = SAME.contains(&field.name.as_str()) || !is_object;
        let about = if is_same { about } else { &field.name };
        let depth = depth.saturating_sub(is_step(self.api(), field).into());
        let one = |it: &mut Self| match is_object {
            true => it.condition(ty, depth, about),
            false => it.scalar(ty, &field.name, about),
        };
        if !field.ty.list {
            return one(self);
        }
        let count = *self.dice.pick(&[0, 1, 1, 2, 2, 2, 3]);
        let items: Vec<String> = (0..count).map(|_| one(self)).collect();
        format!("[{}]", items.join(", "))
    }

    /// Comparisons of fields of what a type has conditions on.
    fn comparisons(&mut self, owner: &'s str, ty: &'s str) -> String {
        let paths = self.paths(owner);
        let count = *self.dice.pick(&[1, 1, 1, 2, 0]);
        let all: Vec<String> = (0..count).map(|_| self.comparison(&paths, ty)).collect();
        format!("[{}]", all.join(", "))
    }

    fn comparison(&mut self, paths: &[(String, &str)], ty: &'s str) -> String {
        let (left, class) = self.dice.pick(paths).clone();
        let like: Vec<&String> =
            paths.iter().filter(|it| it.1 == class).map(|(path, _)| path).collect();
        let has_order = ["number", "date", "instant", "text"].contains(&class);
        let fits = |name: &&str| *name != "field" && (has_order || ["eq", "ne"].contains(name));
        let all = inputs(self.api(), ty).iter().map(|it| it.name.as_str());
        let operators: Vec<&str> = all.filter(fits).collect();
        let operator = operators[self.pick(ty, &operators)];
        self.written.extend([(ty, "field"), (ty, operator)]);
        let right = *self.dice.pick(&like);
        format!("{{ field: \"{left}\", {operator}: \"{right}\" }}")
    }

    /// The paths to the fields that can be compared of what a type has conditions on, each with
    /// the class of its values.
    fn paths(&self, owner: &'s str) -> Vec<(String, &'s str)> {
        let api = self.api();
        let of_entity = |of: &str| {
            let field = |(name, class)| (format!("{of}.{name}"), class);
            [("id", "entity"), ("name", "text"), ("degree", "number")].map(field)
        };
        let of_links = ["status", "evidence", "certainty", "relation", "direction", "lastAttested"];
        let others = ["kind", "names", "summary", "note", "compare"];
        let mut paths = Vec::new();
        for field in inputs(api, owner) {
            let (name, ty) = (field.name.as_str(), field.ty.name.as_str());
            let has = |name| input(api, ty, name).is_some();
            if of_links.iter().chain(&others).any(|it| *it == name) || GROUPS.contains(&name) {
                continue;
            }
            if has("node") && has("isNull") {
                paths.extend(of_entity(name));
            } else if input(api, ty, "count").is_some_and(|it| it.ty.name != "IntFilter") {
                paths.push((format!("{name}.count"), "number"));
            } else if has("isNull") && !has("eq") {
                let of_value = self.paths(ty).into_iter();
                paths.extend(of_value.map(|(path, class)| (format!("{name}.{path}"), class)));
            } else if let Some(class) = class(api, name, ty) {
                paths.push((name.to_owned(), class));
            }
        }
        if input(api, owner, "since").is_some() {
            paths.extend(["from", "to"].iter().flat_map(|end| of_entity(end)));
        }
        paths
    }
}

/// The class of the values that a type has operators on; `None` if they cannot be compared.
fn class<'s>(api: &'s ApiSchema, name: &str, filter: &'s str) -> Option<&'s str> {
    let scalar = input(api, filter, "eq")?.ty.name.as_str();
    Some(match scalar {
        "Int" | "Float" | "BigInt" | "Decimal" => "number",
        "Date" | "PartialDate" => "date",
        "DateTime" => "instant",
        "String" | "URL" => "text",
        "ID" if name == "id" => "entity",
        // An `ID`, a `Boolean`, or an enum: each a class of its own.
        other => other,
    })
}

/// An input object.
pub(super) fn braces<'n>(fields: impl IntoIterator<Item = (&'n str, String)>) -> String {
    let fields: Vec<String> =
        fields.into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
    format!("{{ {} }}", fields.join(", "))
}
