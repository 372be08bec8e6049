//! Orders: values of the types of `orderBy`, whatever they are.

use super::{Filters, argument, conditions::braces, input, inputs};
use corridor::api::schema::{Field, InputValue};

/// Which keys may be picked.
#[derive(Clone, Copy, Default)]
struct Wanted {
    /// Only numbers: they are added up.
    numbers: bool,
    /// Only what links lead to, not links themselves: those to one entity are read as one.
    ends: bool,
    /// A value of several links is taken, of which amounts of money may be in several currencies.
    of_links: bool,
}

impl<'s> Filters<'s> {
    /// An order by one key or two, or none.
    pub(super) fn order_of(&mut self, list: &'s Field) -> String {
        let [by, conditions] =
            ["orderBy", "where"].map(|name| argument(list, name).ty.name.as_str());
        let count = *self.dice.pick(&[0, 1, 1, 1, 2]);
        let mut keys: Vec<String> =
            (0..count).filter_map(|_| self.key((by, conditions), 3, Wanted::default())).collect();
        // A key behind one that it is implied by is refused.
        if keys.iter().any(|it| it.contains("amount") || it.contains("currency")) {
            keys.truncate(1);
        }
        if keys.is_empty() { String::new() } else { format!("orderBy: [{}] ", keys.join(", ")) }
    }

    /// A key of a type of orders, beside the type of conditions on the same thing, with `depth`
    /// more steps in it; `None` if there is no such key.
    fn key(
        &mut self,
        (ty, conditions): (&'s str, &'s str),
        depth: usize,
        wanted: Wanted,
    ) -> Option<String> {
        let api = self.api();
        let mut fields: Vec<&InputValue> = inputs(api, ty).iter().collect();
        fields.retain(|field| self.fits(field, conditions, depth, wanted));
        while !fields.is_empty() {
            let names: Vec<&str> = fields.iter().map(|it| it.name.as_str()).collect();
            let field = fields.remove(self.pick(ty, &names));
            let of = (field.ty.name.as_str(), conditions_on(self, field, conditions));
            let value = match field.ty.name.as_str() {
                "SortDirection" => Some((*self.dice.pick(&["ASC", "DESC"])).to_owned()),
                "PointDistance" => Some(self.distance()),
                links if input(api, links, "distinct").is_some() => self.links(links, depth - 1),
                _ => self.key(of, depth - 1, wanted),
            };
            if let Some(value) = value {
                self.written.insert((ty, &field.name));
                return Some(braces([(field.name.as_str(), value)]));
            }
        }
        None
    }

    /// Returns true if a key may be made of a field.
    fn fits(&self, field: &InputValue, conditions: &str, depth: usize, wanted: Wanted) -> bool {
        let is_leaf = ["SortDirection", "PointDistance"].contains(&field.ty.name.as_str());
        if !is_leaf {
            let is_edge = field.name == "edge" && wanted.ends;
            return depth > 0 && !is_edge;
        }
        let filter = input(self.api(), conditions, &field.name).map(|it| it.ty.name.as_str());
        let numbers = ["IntFilter", "FloatFilter", "BigIntFilter", "DecimalFilter"];
        let is_number =
            field.ty.name == "PointDistance" || filter.is_some_and(|it| numbers.contains(&it));
        let is_amount = conditions == "MoneyWhere" && field.name == "amount";
        (is_number || !wanted.numbers) && !(is_amount && wanted.of_links)
    }

    /// A key of all links of an entity by a relation, often of those that fulfil a condition.
    fn links(&mut self, ty: &'s str, depth: usize) -> Option<String> {
        let api = self.api();
        let conditions = input(api, ty, "where")?.ty.name.as_str();
        let names: Vec<&str> = inputs(api, ty).iter().map(|it| it.name.as_str()).collect();
        let values: Vec<&str> =
            names.into_iter().filter(|it| !["where", "distinct"].contains(it)).collect();
        let value = values[self.pick(ty, &values)];
        let distinct = self.dice.once_in(3).then(|| self.dice.once_in(2));
        let of = input(api, ty, value)?.ty.name.as_str();
        let key = match of {
            "SortDirection" => (*self.dice.pick(&["ASC", "DESC"])).to_owned(),
            _ => {
                let numbers = ["sum", "mean"].contains(&value);
                let ends = distinct == Some(true);
                self.key((of, conditions), depth, Wanted { numbers, ends, of_links: true })?
            }
        };
        let mut fields = vec![(value, key)];
        fields.extend(distinct.map(|it| ("distinct", it.to_string())));
        if !self.dice.once_in(3) {
            fields.push(("where", self.condition(conditions, 2, "")));
        }
        self.written.extend(fields.iter().map(|(name, _)| (ty, *name)));
        Some(braces(fields))
    }

    fn distance(&mut self) -> String {
        let [latitude, longitude] = [(); 2].map(|()| self.dice.roll(80).to_string());
        let direction = (*self.dice.pick(&["ASC", "DESC"])).to_owned();
        let fields = [("latitude", latitude), ("longitude", longitude), ("direction", direction)];
        self.literal("PointDistance", fields.to_vec())
    }
}

/// The type of the conditions on what a key is of, beside that of conditions on what has the key:
/// on an entity behind a relation to one or a reference, on the entity itself.
fn conditions_on<'s>(filters: &Filters<'s>, field: &InputValue, conditions: &str) -> &'s str {
    let api = filters.api();
    let Some(of) = input(api, conditions, &field.name) else { return "" };
    match (input(api, &of.ty.name, "isNull"), input(api, &of.ty.name, "node")) {
        (Some(_), Some(node)) => &node.ty.name,
        _ => &of.ty.name,
    }
}
