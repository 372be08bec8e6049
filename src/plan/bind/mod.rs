//! From input values to bound arguments: every name resolved, every limit checked.
//!
//! A pure function of the ontology, the limits and the values. What is wrong becomes the
//! error of the field whose argument it is.

mod citations;
mod dates;
mod filter;
mod matching;
mod moments;
mod operators;
mod order;
mod view;

#[cfg(test)]
mod tests;

use super::{
    Arguments, Cursor, ElementScope, EntityPage, FieldError, Input, LinkPage, LinkScope,
    RelationPage, SearchPage, Slice, SupportPage,
};
use crate::{
    limits::Limits,
    ontology::{Direction, KindId, Limit, Ontology, RelationId, Target},
};

/// What a field's arguments mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentForm {
    /// A list of entities of a target.
    Entities(Target, Limit),
    /// A relation field that leads to a target.
    Relation(Target, RelationId, Limit),
    /// `links`
    Links,
    /// `search`
    Search,
    /// `match`
    Match,
    /// A to-one relation.
    One,
    /// `degree`
    Degree,
    /// `supports`
    Supports,
    /// `conflicts`
    Conflicts,
    /// `changes`
    Changes,
    /// `timeline`
    Timeline,
    /// `id`
    Id,
    /// `ids`
    Ids,
    /// `lang`
    Languages,
    /// `claims(field:)`
    Field,
}

/// Binds the arguments of a field.
///
/// # Errors
/// The error of the field.
pub fn bind(
    form: ArgumentForm,
    values: &[(String, Input)],
    ontology: &Ontology,
    limits: &Limits,
) -> Result<Arguments, FieldError> {
    let mut binder = Binder { ontology, limits, terms: 0 };
    let values = Values(values);
    Ok(match form {
        ArgumentForm::Entities(target, limit) => {
            Arguments::Entities(binder.entity_page(target, limit, values)?)
        }
        ArgumentForm::Relation(target, relation, limit) => {
            Arguments::Relation(binder.relation_page(target, relation, limit, values)?)
        }
        ArgumentForm::Links => Arguments::Links(binder.link_page(values)?),
        ArgumentForm::Search => Arguments::Search(binder.search_page(values)?),
        ArgumentForm::Match => Arguments::Match(binder.match_page(values)?),
        ArgumentForm::One => Arguments::One(values.view()?),
        ArgumentForm::Degree => Arguments::Degree(binder.scope(values), values.view()?),
        ArgumentForm::Supports => Arguments::Supports(SupportPage {
            scope: binder.element_scope(values),
            slice: binder.slice(Limit::default(), Cursor::THING_KEYS, values)?,
            view: values.view()?,
        }),
        ArgumentForm::Conflicts => {
            let keys = Cursor::CONFLICT_KEYS;
            Arguments::Conflicts(binder.slice(Limit::default(), keys, values)?, values.view()?)
        }
        ArgumentForm::Changes => Arguments::Moments(binder.changes(values)?),
        ArgumentForm::Timeline => Arguments::Moments(binder.timeline(values)?),
        ArgumentForm::Id => Arguments::Id(id(values)?, values.view()?),
        ArgumentForm::Ids => Arguments::Ids(binder.ids(values)?, values.view()?),
        ArgumentForm::Languages => Arguments::Languages(values.texts("lang")),
        ArgumentForm::Field => Arguments::Field(values.get("field").and_then(Input::text)),
    })
}

/// Arguments by name; one that is null counts as absent.
#[derive(Clone, Copy)]
struct Values<'a>(&'a [(String, Input)]);

impl<'a> Values<'a> {
    fn get(self, name: &str) -> Option<&'a Input> {
        self.0
            .iter()
            .find(|(it, value)| it == name && *value != Input::Null)
            .map(|(_, value)| value)
    }

    /// Whether it is there, null or not.
    fn is_given(self, name: &str) -> bool {
        self.0.iter().any(|(it, _)| it == name)
    }

    fn texts(self, name: &str) -> Vec<String> {
        self.get(name).map_or(&[][..], Input::items).iter().filter_map(Input::text).collect()
    }
}

struct Binder<'a> {
    ontology: &'a Ontology,
    limits: &'a Limits,
    /// Conditions seen so far.
    terms: u64,
}

impl Binder<'_> {
    fn entity_page(
        &mut self,
        target: Target,
        limit: Limit,
        values: Values<'_>,
    ) -> Result<EntityPage, FieldError> {
        let filter = match values.get("where") {
            Some(input) => Some(self.target_filter(target, input)?),
            None => None,
        };
        let order = self.target_order(target, values.get("orderBy"))?;
        let slice = self.slice(limit, order.len(), values)?;
        Ok(EntityPage { filter, order, kinds: self.kinds(values), slice, view: values.view()? })
    }

    fn relation_page(
        &mut self,
        target: Target,
        relation: RelationId,
        limit: Limit,
        values: Values<'_>,
    ) -> Result<RelationPage, FieldError> {
        let filter = match values.get("where") {
            Some(input) => self.link_filter(target, relation, input)?,
            None => Default::default(),
        };
        let order = self.link_order(target, relation, values.get("orderBy"))?;
        let slice = self.slice(limit, order.len(), values)?;
        Ok(RelationPage { filter, order, slice, view: values.view()? })
    }

    fn link_page(&mut self, values: Values<'_>) -> Result<LinkPage, FieldError> {
        let filter = match values.get("where") {
            Some(input) => Some(self.edge_filter(&[], input)?),
            None => None,
        };
        let slice = self.slice(Limit::default(), 0, values)?;
        let (scope, kinds) = (self.scope(values), self.kinds(values));
        Ok(LinkPage { scope, kinds, filter, slice, view: values.view()? })
    }

    fn search_page(&mut self, values: Values<'_>) -> Result<SearchPage, FieldError> {
        let query = values.get("query").and_then(Input::text);
        let query = query.ok_or_else(|| must_not_be_null("query", "String!"))?;
        let most = self.limits.search_bytes;
        if query.len() as u64 > most {
            let message = format!(
                "`query` has {} bytes, and at most {most} are read; ask for fewer words",
                query.len()
            );
            let error = FieldError::over_limit("search_bytes", message);
            return Err(FieldError { argument: Some("query"), ..error });
        }
        let filter = match values.get("where") {
            Some(input) => Some(self.target_filter(Target::Entity, input)?),
            None => None,
        };
        let slice = self.slice(Limit::default(), Cursor::HIT_KEYS, values)?;
        Ok(SearchPage { query, filter, kinds: self.kinds(values), slice, view: values.view()? })
    }

    fn element_scope(&self, values: Values<'_>) -> ElementScope {
        ElementScope { kinds: self.kinds(values), relations: self.relations(values) }
    }

    fn relations(&self, values: Values<'_>) -> Option<Vec<RelationId>> {
        values.get("relations").map(|_| {
            let names = values.texts("relations");
            distinct(names.iter().filter_map(|name| self.ontology.relation_by_name(name)))
        })
    }

    fn scope(&self, values: Values<'_>) -> LinkScope {
        let relations = self.relations(values);
        let direction = match values.texts("direction").first().map(String::as_str) {
            Some("OUT") => Direction::Out,
            Some("IN") => Direction::In,
            _ => Direction::Both,
        };
        LinkScope { relations, direction }
    }

    fn kinds(&self, values: Values<'_>) -> Option<Vec<KindId>> {
        values.get("kinds").map(|_| {
            let names = values.texts("kinds");
            distinct(names.iter().filter_map(|name| self.ontology.kind_by_name(name)))
        })
    }

    fn ids(&self, values: Values<'_>) -> Result<Vec<String>, FieldError> {
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
            return Err(FieldError::over_limit("page_size", message));
        }
        Ok(ids)
    }

    fn slice(&self, limit: Limit, keys: usize, values: Values<'_>) -> Result<Slice, FieldError> {
        let cursor = |name: &str| {
            let text = values.get(name).and_then(Input::text);
            text.map(|text| Cursor::decode(&text, keys, name)).transpose()
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

/// Each once: what is written twice must not be compared twice for every link.
fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}

fn id(values: Values<'_>) -> Result<String, FieldError> {
    values.get("id").and_then(Input::text).ok_or_else(|| must_not_be_null("id", "ID!"))
}

/// A variable that may be null stands where null may not: known only when it is.
fn must_not_be_null(name: &'static str, ty: &str) -> FieldError {
    let message = format!("Argument \"{name}\" of non-null type \"{ty}\" must not be null.");
    FieldError { argument: Some(name), ..FieldError::bad_input(message) }
}

fn page_size(values: Values<'_>, name: &str, most: u64) -> Result<Option<usize>, FieldError> {
    match values.get(name) {
        Some(&Input::Int(size)) => match u64::try_from(size) {
            Ok(size) if size <= most => Ok(usize::try_from(size).ok()),
            Ok(size) => {
                let message = format!(
                    "`{name}` is {size}, and a page here has at most {most}; ask for less, in several pages"
                );
                Err(FieldError::over_limit("page_size", message))
            }
            Err(_) => {
                Err(FieldError::bad_input(format!("`{name}` is {size}; it cannot be negative")))
            }
        },
        _ => Ok(None),
    }
}
