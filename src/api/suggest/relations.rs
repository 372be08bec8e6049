//! Suggestions for conditions and keys on links that were written directly at an entity: they
//! stand inside of one of its relation fields.

use super::{inputs::Inputs, near::first_of, ways::inside_of};

/// The most relation fields that are named beside the first.
const MOST_NAMED: usize = 3;

/// Words for links of any relation.
const ANY: [&str; 4] = ["links", "link", "relations", "relationships"];

/// A relation field of a filter or an order.
struct Relation<'i> {
    name: &'i str,
    /// The type of what stands inside.
    ty: &'i str,
    to_many: bool,
}

/// The relation fields in which a field of links stands: `owns: {some: {edge: {share: ...}}}`.
pub(super) fn of_links_of(ty: &str, name: &str, inputs: &dyn Inputs) -> Option<String> {
    if let Some((on, kinds)) = inputs.fields(ty).into_iter().find(|(it, _)| *it == "on") {
        // Entities of several kinds have the relation fields of each.
        let mut kinds = inputs.fields(kinds).into_iter();
        if relations(ty, inputs).is_empty() {
            return kinds.find_map(|(kind, ty)| {
                let (first, _) = named(ty, name, inputs)?;
                Some(text(&format!("{on}: {{{kind}: {{{first}}}}}"), &[], name))
            });
        }
    }
    let (first, others) = named(ty, name, inputs)?;
    Some(text(&first, &others, name))
}

fn text(first: &str, others: &[&str], name: &str) -> String {
    let also = match others {
        [] => String::new(),
        others => format!(", or the same in {}", first_of(others, MOST_NAMED)),
    };
    match ANY.contains(&name) {
        true => format!(
            "; conditions on links stand in the field of their relation: write `{first}`{also}; the \
             list `links` of an entity takes a `where` of its own"
        ),
        false => format!("; it stands in the field of a relation: write `{first}`{also}"),
    }
}

/// The way through the first relation field that leads to a field of a name, and the other
/// relation fields that do.
fn named<'i>(ty: &str, name: &str, inputs: &'i dyn Inputs) -> Option<(String, Vec<&'i str>)> {
    let relations = relations(ty, inputs);
    let written = |it: &Relation<'i>| match name {
        name if ANY.contains(&name) => {
            it.to_many.then(|| format!("{}: {{some: {{...}}}}", it.name))
        }
        "node" | "edge" | "some" | "all" | "none" | "single" | "count" => {
            inside_of(it.ty, name, inputs).map(|way| format!("{}: {{{way}}}", it.name))
        }
        name => {
            let way = inside_of(it.ty, name, inputs).filter(|way| way.contains("edge: "));
            way.map(|way| format!("{}: {{{way}}}", it.name))
        }
    };
    let mut found = relations.iter().filter_map(|it| Some((written(it)?, it.name)));
    let (first, _) = found.next()?;
    Some((first, found.map(|(_, name)| name).collect()))
}

/// The relation fields of the filter or the order of a kind.
fn relations<'i>(ty: &str, inputs: &'i dyn Inputs) -> Vec<Relation<'i>> {
    let known = inputs.fields(ty).into_iter();
    let relation = |(name, ty): (&'i str, &'i str)| {
        let fields = inputs.fields(ty);
        let inner = |step: &str| fields.iter().find(|(it, _)| *it == step).map(|(_, ty)| *ty);
        let leads = |ty: &str| inputs.fields(ty).iter().any(|(it, _)| *it == "node");
        let to_many = inner("some").or(inner("max")).is_some_and(leads);
        let to_one = inner("node").is_some() && inner("isNull").is_some();
        (to_many || to_one).then_some(Relation { name, ty, to_many })
    };
    known.filter_map(relation).collect()
}
