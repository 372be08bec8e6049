//! The arguments of fields that find one entity by what tells it from all others: its id, a
//! unique property, several properties that are unique together, its id in another data set.
//!
//! `airport(iata: "GYD")`. Exactly one of these may be given. GraphQL has
//! [`@oneOf`](https://spec.graphql.org/September2025/#sec-OneOf-Input-Objects) for input objects
//! and nothing like it for arguments, so the rule is kept here, and null is refused as there.

use super::ArgumentBinder;
use crate::{
    ontology::{Kind, KindId},
    plan::{
        FieldError, Input, ViewChange,
        bind::{Binder, Values, must_not_be_null, read},
    },
};

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByKey {
    /// The kind of the entity; `None` for any.
    pub kind: Option<KindId>,
}

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct Lookup {
    /// The entity that is sought.
    pub sought: Sought,
    /// The change of the view under the field.
    pub view: ViewChange,
}

/// A key of the entity that is sought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// Its id.
    Id(String),
    /// A key of its kind, by position, and the value of each of its properties as
    /// [`Value::to_key`](crate::value::Value::to_key) writes it.
    Key(usize, Vec<String>),
    /// Its id in another data set.
    ExternalId {
        /// The data set.
        scheme: String,
        /// The id there.
        id: String,
    },
}

impl ArgumentBinder for ByKey {
    type Bound = Lookup;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<Lookup, FieldError> {
        let kind = self.kind.map(|kind| binder.ontology.kind(kind));
        Ok(Lookup { sought: Asked::new(kind, values).sought()?, view: values.view()? })
    }
}

/// The arguments of a lookup that name an entity.
struct Asked<'a> {
    kind: Option<&'a Kind>,
    given: Vec<(&'a str, &'a Input)>,
}

impl<'a> Asked<'a> {
    fn new(kind: Option<&'a Kind>, values: Values<'a>) -> Self {
        // In the order of their definitions, as the errors name them.
        let of_key = |kind: &'a Kind| {
            kind.keys.iter().flatten().map(|property| kind.properties[*property].name.as_str())
        };
        // A field of one kind takes no `externalId`: a property may have that name there.
        let of_any = kind.is_none().then_some("externalId").into_iter();
        let names = ["id"].into_iter().chain(of_any).chain(kind.into_iter().flat_map(of_key));
        let value = |name: &str| values.0.iter().find(|(it, _)| it == name).map(|(_, it)| it);
        Self { kind, given: names.filter_map(|name| Some((name, value(name)?))).collect() }
    }

    fn sought(&self) -> Result<Sought, FieldError> {
        if let Some((name, _)) = self.given.iter().find(|(_, value)| **value == Input::Null) {
            if self.kind.is_some_and(|kind| kind.keys.is_empty()) {
                return Err(must_not_be_null("id", "ID!"));
            }
            return Err(self.wrong(&format!("`{name}` is null; leave out what is not known")));
        }
        match self.given.as_slice() {
            [] => Err(self.wrong("none is given")),
            [("id", id)] => Ok(Sought::Id(id.text().unwrap_or_default())),
            [("externalId", Input::Object(members))] if self.kind.is_none() => {
                let member = |wanted: &str| {
                    let found = members.iter().find(|(name, _)| name == wanted);
                    found.and_then(|(_, value)| value.text()).unwrap_or_default()
                };
                Ok(Sought::ExternalId { scheme: member("scheme"), id: member("id") })
            }
            _ => self.key(),
        }
    }

    /// The key whose properties are given.
    fn key(&self) -> Result<Sought, FieldError> {
        let Some(kind) = self.kind else { return Err(self.wrong(&self.all_given())) };
        let value = |name: &str| self.given.iter().find(|(it, _)| *it == name).map(|it| it.1);
        for (at, key) in kind.keys.iter().enumerate() {
            let properties = || key.iter().map(|property| &kind.properties[*property]);
            let values: Option<Vec<&Input>> = properties().map(|it| value(&it.name)).collect();
            let Some(values) = values.filter(|it| it.len() == self.given.len()) else { continue };
            let cells = properties().zip(values).map(|(property, value)| {
                let value = read(property.ty.scalar, value);
                value.map(|it| it.to_key()).map_err(|error| error.within(&property.name))
            });
            return Ok(Sought::Key(at, cells.collect::<Result<_, _>>()?));
        }
        Err(self.wrong(&self.all_given()))
    }

    /// The error of arguments that are not exactly one key.
    fn wrong(&self, fault: &str) -> FieldError {
        let field = self.kind.map_or("entity", |kind| &kind.singular);
        let keys = self.kind.map_or_else(|| vec!["`externalId`".to_owned()], Kind::key_names);
        let keys = [vec!["`id`".to_owned()], keys].concat();
        let keys = keys.join(", ");
        FieldError::bad_input(format!("`{field}` takes exactly one of {keys}; {fault}"))
    }

    fn all_given(&self) -> String {
        let names: Vec<String> = self.given.iter().map(|(name, _)| format!("`{name}`")).collect();
        match names.as_slice() {
            [one] => format!("{one} is given alone"),
            names => format!("given are {}", names.join(" and ")),
        }
    }
}

impl Lookup {
    pub(super) fn explain(&self) -> String {
        let view = self.view.explain();
        match &self.sought {
            Sought::Id(id) => format!("(id {id}{view})"),
            Sought::Key(_, values) => format!("(key {}{view})", values.join(", ")),
            Sought::ExternalId { scheme, id } => format!("(external id {scheme}:{id}{view})"),
        }
    }
}
