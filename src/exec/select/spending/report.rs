//! The words for whatever spent most visits.
//!
//! A filter whose conditions are planned counts the visits of each. One that is run as it is
//! written spent the visits of its list that are not those of the items looked at.

use super::{FieldSpent, Part, PlainFilter, Spender, Spending};
use crate::{
    exec::{
        select::{Reader, filter::place_of},
        store::Store,
    },
    json::fragment::Fragment,
    ontology::Ontology,
    plan::{LinkPredicate, Plan, SiteId},
};

impl Part<'_> {
    /// Its place, as the request writes it.
    pub(in crate::exec::select) fn place(self) -> String {
        let of = |path: &str, argument: &str| match path.strip_prefix("edge.") {
            Some(path) => format!("{argument}Edge.{path}"),
            None => format!("{argument}.{path}"),
        };
        match self {
            Part::Order(place) => place.to_owned(),
            Part::Key(path) => of(path, "by"),
            Part::Sum(path) => of(path, "of"),
        }
    }

    /// The place of its condition, which stands beside its value: `orderBy[0].knows.where` of
    /// `orderBy[0].knows.sum`.
    fn condition(self) -> String {
        let place = self.place();
        let key = place.rsplit_once('.').map_or(&*place, |(key, _)| key);
        format!("{key}.{WHERE}")
    }
}

/// The place of the filter of a list.
const WHERE: &str = "where";

impl PlainFilter<'_> {
    fn place(self, ontology: &Ontology) -> String {
        match self {
            Self::Node(one) => place_of(ontology, one, WHERE),
            Self::Links(LinkPredicate { node: Some(node), edge: None, mixed }, end)
                if mixed.is_empty() =>
            {
                place_of(ontology, node, &format!("{WHERE}.{end}"))
            }
            Self::Links(..) => WHERE.to_owned(),
        }
    }
}

impl FieldSpent<'_> {
    /// Its response path.
    fn path(&self, plan: &Plan) -> String {
        path(&self.way, plan)
    }

    /// The response path of the list that it reads.
    fn list(&self, plan: &Plan) -> String {
        path(&self.way[..self.way.len().saturating_sub(usize::from(self.reads_around))], plan)
    }
}

fn path(way: &[SiteId], plan: &Plan) -> String {
    let keys: Vec<&str> = way.iter().map(|site| plan[*site].key.as_str()).collect();
    keys.join(".")
}

impl<'a, S: Store> Reader<'a, S> {
    /// Says what spent most visits, if that is worth telling.
    pub(in crate::exec) fn dearest(&self, plan: &Plan) -> Option<String> {
        let mut all: Vec<(String, u64)> = Vec::new();
        for (name, visits) in self.spent(plan) {
            match all.iter_mut().find(|(it, _)| *it == name) {
                Some((_, sum)) => *sum += visits,
                None => all.push((name, visits)),
            }
        }
        // The first of several that spent as much, whatever the order of the kept filters is.
        let (name, visits) =
            all.into_iter().max_by(|(a, x), (b, y)| x.cmp(y).then_with(|| b.cmp(a)))?;
        let sum = self.visits();
        let is_dear = visits > 0 && visits >= sum / 10;
        is_dear.then(|| format!("of its {sum} visits, {visits} are for {name}"))
    }

    /// The place of a filter and the response path of the field that has it: `where` of
    /// `people.nodes.knows`.
    pub(in crate::exec::select) fn title(&self, plan: &Plan, spender: Spender<'a>) -> String {
        let Some((number, part)) = spender else { return WHERE.to_owned() };
        let field = &self.spending.fields[number];
        let place = part.map_or(WHERE.to_owned(), Part::condition);
        let list = field.list(plan);
        if !field.reads_around {
            return format!("`{place}` of `{list}`");
        }
        let reader = field.way.last().map_or("", |site| plan[*site].key.as_str());
        format!("`{place}` of `{list}`, read by `{reader}`")
    }

    /// Everything that spent visits, and how many.
    fn spent(&self, plan: &Plan) -> Vec<(String, u64)> {
        let Spending { fields, conditions, roots, .. } = &self.spending;
        let mut all: Vec<_> = roots.iter().map(|root| self.beside_lists(plan, root)).collect();
        let of = |place: &str, field: usize| format!("`{place}` of `{}`", fields[field].list(plan));
        all.extend(conditions.iter().map(|(field, place, visits)| (of(place, *field), *visits)));
        for filter in self.filters.values() {
            let Some((field, part)) = filter.spender() else { continue };
            let place = part.map(Part::condition);
            let above = place.as_deref().unwrap_or(WHERE);
            filter.spent(self.store.ontology(), above, &mut |place, visits| {
                all.push((of(&place, field), visits));
            });
        }
        for field in 0..fields.len() {
            self.add_field(plan, field, &mut all);
        }
        all
    }

    /// The visits of a field of the root that are of no list.
    fn beside_lists(&self, plan: &Plan, &(key, visits): &(Fragment, u64)) -> (String, u64) {
        let key = plan.key(key);
        let is_in = |field: &&FieldSpent<'_>| {
            field.way.first().is_some_and(|&site| plan[site].key.as_str() == key)
        };
        let lists: u64 = self.spending.fields.iter().filter(is_in).map(|field| field.visits).sum();
        let name = match lists {
            0 => format!("`{key}`"),
            _ => format!("what `{key}` shows beside its lists"),
        };
        (name, visits.saturating_sub(lists))
    }

    /// Adds what a field spent beside planned filters.
    fn add_field(&self, plan: &Plan, number: usize, all: &mut Vec<(String, u64)>) {
        let field = &self.spending.fields[number];
        let kept = |part: Option<Part<'a>>| -> u64 {
            let of_part = self.filters.values().filter(|it| it.spender() == Some((number, part)));
            of_part.map(|it| it.visits()).sum()
        };
        let mut list = field.visits.saturating_sub(field.planned + kept(None));
        for &(part, visits) in &field.parts {
            list = list.saturating_sub(visits);
            let name = format!("`{}` of `{}`", part.place(), field.path(plan));
            all.push((name, visits.saturating_sub(kept(Some(part)))));
        }
        if let Some(filter) = field.plain {
            let place = filter.place(self.store.ontology());
            let visits = list.saturating_sub(field.looked);
            all.push((format!("`{place}` of `{}`", field.list(plan)), visits));
            list -= visits;
        }
        all.push((format!("the list `{}`", field.list(plan)), list));
    }
}
