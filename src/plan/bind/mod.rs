//! From input values to bound arguments: every name resolved, every limit checked.
//!
//! A pure function of the ontology, the limits and the values. What is wrong becomes the
//! error of the field whose argument it is. Each field binds its own arguments, in
//! `plan/fields`; here is what they share.

mod aggregate;
mod any_links;
mod citations;
mod class;
mod compare;
pub(super) mod dates;
mod edges;
mod external_ids;
mod fields;
mod filter;
mod graph;
mod links;
mod operands;
mod operators;
mod order;
mod structured;
mod terms;
mod texts;
mod view;

#[cfg(test)]
mod tests;

pub use self::aggregate::ItemForm;
use self::terms::null_condition;
pub(super) use self::{operands::read, terms::each_item};
use super::{Cursor, ElementScope, FieldError, Input, LinkScope, Order, Predicate, Slice};
use crate::{
    limits::Limits,
    ontology::{Direction, KindId, Limit, Ontology, RelationId, Target},
};

/// The arguments that say which items are asked for: without one there are more.
const CONDITIONS: [&str; 12] = [
    "where",
    "edgeWhere",
    "kinds",
    "excludeKinds",
    "relations",
    "excludeRelations",
    "direction",
    "avoid",
    "maxDegree",
    "maxLength",
    "limitPerRelation",
    "field",
];

/// Arguments by name; one that is null counts as absent.
#[derive(Clone, Copy)]
pub struct Values<'a>(pub(super) &'a [(String, Input)]);

impl<'a> Values<'a> {
    /// The value of an argument.
    pub(super) fn get(self, name: &str) -> Option<&'a Input> {
        self.0
            .iter()
            .find(|(it, value)| it == name && *value != Input::Null)
            .map(|(_, value)| value)
    }

    /// Refuses a condition that is null: it would let everything pass, and nobody would notice.
    /// Arguments that page, order or have a default may be null, as clients of Relay send them;
    /// a time view that is null is all of history again.
    pub(super) fn check_conditions(self) -> Result<(), FieldError> {
        let is_null =
            |name: &&&str| self.0.iter().any(|(it, value)| it == **name && *value == Input::Null);
        match CONDITIONS.iter().find(is_null) {
            Some(name @ &("where" | "edgeWhere")) => {
                Err(null_condition(name, ", or ask for all with `{}`"))
            }
            Some(name) => Err(null_condition(name, "")),
            None => Ok(()),
        }
    }

    /// Returns whether an argument is there, null or not.
    fn is_given(self, name: &str) -> bool {
        self.0.iter().any(|(it, _)| it == name)
    }

    /// A text.
    pub(super) fn text(self, name: &str) -> Option<String> {
        self.get(name).and_then(Input::text)
    }

    /// A list of texts; empty where it is absent.
    pub(super) fn texts(self, name: &str) -> Vec<String> {
        self.get(name).map_or(&[][..], Input::items).iter().filter_map(Input::text).collect()
    }
}

/// Resolves names and counts conditions for the arguments of one field.
#[derive(Debug)]
pub struct Binder<'a> {
    pub(super) ontology: &'a Ontology,
    pub(super) limits: &'a Limits,
    /// Conditions seen so far.
    terms: u64,
    /// The place of the value that is read, as it is written: `where.knows.some`.
    place: String,
}

impl<'a> Binder<'a> {
    pub(super) fn new(ontology: &'a Ontology, limits: &'a Limits) -> Self {
        Self { ontology, limits, terms: 0, place: String::new() }
    }

    /// A filter that may be absent.
    pub(super) fn filter<P>(
        &mut self,
        values: Values<'_>,
        name: &'static str,
        read: impl FnOnce(&mut Self, &Input) -> Result<P, FieldError>,
    ) -> Result<Option<P>, FieldError> {
        let filter = values.get(name).map(|input| self.at(name, |it| read(it, input)));
        filter.transpose().map_err(|error| {
            let error = error.within(name);
            if error.limit.is_some() { error.at(name) } else { error }
        })
    }

    /// `where` of a list of entities.
    pub(super) fn optional_filter(
        &mut self,
        target: Target,
        values: Values<'_>,
    ) -> Result<Option<Predicate>, FieldError> {
        self.filter(values, "where", |it, input| it.target_filter(target, input))
    }

    pub(super) fn element_scope(&self, values: Values<'_>) -> ElementScope {
        ElementScope { kinds: self.kinds(values), relations: self.relations(values) }
    }

    fn relations(&self, values: Values<'_>) -> Option<Vec<RelationId>> {
        self.relations_of(values, "relations")
    }

    /// The relations that an argument names; `None` if it is absent.
    pub(super) fn relations_of(&self, values: Values<'_>, name: &str) -> Option<Vec<RelationId>> {
        values.get(name).map(|_| {
            let names = values.texts(name);
            distinct(names.iter().filter_map(|name| self.ontology.relation_by_name(name)))
        })
    }

    pub(super) fn scope(&self, values: Values<'_>) -> Result<LinkScope, FieldError> {
        let direction = match values.text("direction").as_deref() {
            None => Direction::Both,
            Some(name) => {
                Direction::by_name(name).ok_or_else(|| FieldError::unknown("direction", name))?
            }
        };
        Ok(LinkScope { relations: self.relations(values), direction })
    }

    pub(super) fn kinds(&self, values: Values<'_>) -> Option<Vec<KindId>> {
        self.kinds_of(values, "kinds")
    }

    /// The kinds that an argument names; `None` if it is absent.
    pub(super) fn kinds_of(&self, values: Values<'_>, name: &str) -> Option<Vec<KindId>> {
        values.get(name).map(|_| {
            let names = values.texts(name);
            distinct(names.iter().filter_map(|name| self.ontology.kind_by_name(name)))
        })
    }

    pub(super) fn ids(&self, values: Values<'_>) -> Result<Vec<String>, FieldError> {
        let given = values.get("ids").ok_or_else(|| must_not_be_null("ids", "[ID!]!"))?.items();
        let ids: Vec<String> = given.iter().filter_map(Input::text).collect();
        if ids.len() < given.len() {
            return Err(must_not_be_null("ids", "[ID!]!"));
        }
        let most = self.limits.page_size;
        if ids.len() as u64 > most {
            let message = format!(
                "`ids` has {} ids, and at most {most} are answered at once; ask in parts",
                ids.len()
            );
            return Err(FieldError::out_of_bounds("page_size", message).at("ids"));
        }
        Ok(ids)
    }

    /// The page of a list with an order.
    pub(super) fn ordered_slice(
        &self,
        limit: Limit,
        order: &Order,
        values: Values<'_>,
    ) -> Result<Slice, FieldError> {
        self.slice_of(limit, values, |text, name| Cursor::decode_ordered(text, order, name))
    }

    /// The page of a list whose cursors have so many keys.
    pub(super) fn slice(
        &self,
        limit: Limit,
        keys: usize,
        values: Values<'_>,
    ) -> Result<Slice, FieldError> {
        self.slice_of(limit, values, |text, name| Cursor::decode(text, keys, name))
    }

    /// The page of a list whose order is not known yet.
    pub(super) fn slice_of_any_order(
        &self,
        limit: Limit,
        values: Values<'_>,
    ) -> Result<Slice, FieldError> {
        self.slice_of(limit, values, Cursor::decode_any)
    }

    fn slice_of(
        &self,
        limit: Limit,
        values: Values<'_>,
        decode: impl Fn(&str, &str) -> Result<Cursor, FieldError>,
    ) -> Result<Slice, FieldError> {
        let cursor = |name: &str| {
            let text = values.get(name).and_then(Input::text);
            text.map(|text| decode(&text, name)).transpose()
        };
        let most = limit.max.map_or(self.limits.page_size, u64::from);
        let (first, last) = (page_size(values, "first", most)?, page_size(values, "last", most)?);
        if first.is_some() && last.is_some() {
            return Err(FieldError::bad_input(
                "`first` and `last` cannot stand together; page one way",
            ));
        }
        let default = limit.default.map_or(self.limits.default_page_size, u64::from).min(most);
        Ok(Slice {
            after: cursor("after")?,
            before: cursor("before")?,
            size: first.or(last).unwrap_or(usize::try_from(default).unwrap_or(usize::MAX)),
            from_end: last.is_some(),
        })
    }
}

/// Some values in order, each once: what is written twice must not be compared twice for every
/// link.
fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// The error of an argument that is null where its type forbids it: its variable may be null
/// if it has a default, so that only its value tells.
pub(super) fn must_not_be_null(name: &'static str, ty: &str) -> FieldError {
    let message = format!("Argument \"{name}\" of non-null type \"{ty}\" must not be null.");
    FieldError::bad_input(message).at(name)
}

fn page_size(
    values: Values<'_>,
    name: &'static str,
    most: u64,
) -> Result<Option<usize>, FieldError> {
    match values.get(name).and_then(Input::integer) {
        Some(size) => match u64::try_from(size) {
            Ok(size) if size <= most => Ok(usize::try_from(size).ok()),
            Ok(size) => {
                let message = format!(
                    "`{name}` is {size}, and a page here has at most {most}; ask for less, in several pages"
                );
                Err(FieldError::out_of_bounds("page_size", message).at(name))
            }
            Err(_) => {
                Err(FieldError::bad_input(format!("`{name}` is {size}; it cannot be negative")))
            }
        },
        None => Ok(None),
    }
}
