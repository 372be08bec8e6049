//! A batch of queries: what of its JSON is understood, and what is said of the rest.

use super::Evidence;
use crate::{
    exec::store::Store,
    fields::shortened,
    ontology::{KindId, Ontology},
    reconcile::{
        Error, ErrorKind, Service,
        json::{self, list, string, whole_number, wrong},
        lookup::{SHOWN, check_property, kinds_of_type},
    },
};
use serde_json::{Map, Value};

/// Candidates for a query that names no limit.
const DEFAULT_LIMIT: usize = 10;

/// The members of a query.
const MEMBERS: [&str; 5] = ["query", "type", "type_strict", "properties", "limit"];

/// A query, with all names in it resolved.
#[derive(Debug)]
pub(super) struct Query {
    /// The name that is looked for; may be blank.
    pub(super) text: Option<String>,
    /// The kinds that are wanted, in their order; `None` takes all.
    pub(super) kinds: Option<Vec<KindId>>,
    /// True if candidates of other kinds are accepted, with a lower score.
    pub(super) other_kinds: bool,
    /// The largest number of candidates.
    pub(super) limit: usize,
    /// The other columns.
    pub(super) evidence: Vec<Evidence>,
}

impl<S: Store> Service<'_, S> {
    /// The queries of a batch under their keys, in its order.
    pub(super) fn batch(&self, batch: &str) -> Result<Vec<(String, Query)>, Error> {
        let batch = json::object("queries", batch)?;
        let (count, limit) = (batch.len() as u64, self.limits.reconcile_queries);
        if count > limit {
            let message =
                format!("{count} queries are over {limit}, the limit `reconcile_queries`");
            return Err(Error { kind: ErrorKind::BatchTooLarge, message });
        }
        batch
            .into_iter()
            .map(|(key, query)| {
                let query = self.read_query(&format!("queries.{key}"), &query)?;
                Ok((key, query))
            })
            .collect()
    }

    fn read_query(&self, place: &str, query: &Value) -> Result<Query, Error> {
        let Value::Object(members) = query else { return Err(wrong(place, "an object", query)) };
        check_members(place, members)?;
        // Forms leave out nothing: what is null was not filled in.
        let member = |name: &str| members.get(name).filter(|value| !value.is_null());
        let inner = |name: &str| format!("{place}.{name}");
        let text =
            member("query").map(|value| self.read_name(&inner("query"), value)).transpose()?;
        let evidence = match member("properties") {
            Some(value) => self.read_evidence(&inner("properties"), value)?,
            None => Vec::new(),
        };
        if text.is_none() && evidence.is_empty() {
            let message = format!("`{place}` must have a `query`, or `properties` with values");
            return Err(Error::malformed(message));
        }
        let (kinds, other_kinds) = read_types(self.ontology(), place, members)?;
        let limit = match member("limit") {
            Some(value) => self.read_limit(&inner("limit"), value)?,
            None => DEFAULT_LIMIT,
        };
        Ok(Query { text: text.map(str::to_owned), kinds, other_kinds, limit, evidence })
    }

    fn read_name<'v>(&self, place: &str, value: &'v Value) -> Result<&'v str, Error> {
        let (name, limit) = (string(place, value)?, self.limits.match_name_bytes);
        if name.len() as u64 > limit {
            let message = format!("`{place}` is over {limit} bytes, the limit `match_name_bytes`");
            return Err(Error::limit_exceeded("match_name_bytes", message));
        }
        Ok(name)
    }

    fn read_limit(&self, place: &str, value: &Value) -> Result<usize, Error> {
        let (wanted, limit) = (whole_number(place, value, 1)?, self.limits.reconcile_candidates);
        if wanted > limit {
            let message =
                format!("`{place}` is {wanted}, over {limit}, the limit `reconcile_candidates`");
            return Err(Error::limit_exceeded("reconcile_candidates", message));
        }
        Ok(usize::try_from(wanted).unwrap_or(usize::MAX))
    }

    fn read_evidence(&self, place: &str, value: &Value) -> Result<Vec<Evidence>, Error> {
        let mut evidence = Vec::new();
        for (index, property) in list(place, value)?.iter().enumerate() {
            let member = |name: &str| {
                let absent = || format!("`{place}[{index}]` must have a `{name}`");
                property.get(name).ok_or_else(|| Error::malformed(absent()))
            };
            let pid = format!("{place}[{index}].pid");
            let id = string(&pid, member("pid")?)?;
            check_property(self.ontology(), id).map_err(|it| it.at(&pid))?;
            let value = member("v")?;
            let values = match value {
                Value::Array(values) => values.iter().collect(),
                _ => vec![value],
            };
            evidence.push(Evidence::new(id, &values));
        }
        evidence.retain(|it| !it.is_empty());
        Ok(evidence)
    }
}

/// Fails where a query has a member that there is not: `typ` would restrict nothing in silence.
fn check_members(place: &str, query: &Map<String, Value>) -> Result<(), Error> {
    let Some(unknown) = query.keys().find(|name| !MEMBERS.contains(&name.as_str())) else {
        return Ok(());
    };
    let unknown = shortened(unknown, SHOWN);
    let known = MEMBERS.map(|name| format!("`{name}`")).join(", ");
    let message = format!("`{place}` has no member \"{unknown}\"; there are {known}");
    Err(Error::malformed(message))
}

/// The kinds that a query wants, and whether others pass too.
///
/// An entity has one kind, so that only `all` types together ask for something that an
/// interface or a union can answer: the kinds that are in each of them.
fn read_types(
    ontology: &Ontology,
    place: &str,
    query: &Map<String, Value>,
) -> Result<(Option<Vec<KindId>>, bool), Error> {
    let place = format!("{place}.type");
    let types = match query.get("type") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(types)) => {
            types.iter().map(|it| type_id(&place, it)).collect::<Result<_, _>>()?
        }
        Some(one) => vec![type_id(&place, one)?],
    };
    let strict = match query.get("type_strict") {
        None | Some(Value::Null) => "any",
        Some(value) => string(&format!("{place}_strict"), value)?,
    };
    let types: Vec<&str> = types.into_iter().filter(|id| !id.is_empty()).collect();
    let kinds = types.iter().map(|id| kinds_of_type(ontology, id).map_err(|it| it.at(&place)));
    let kinds: Vec<Vec<KindId>> = kinds.collect::<Result<_, _>>()?;
    let joined = match strict {
        "any" | "should" => kinds.into_iter().reduce(|mut all, more| {
            all.extend(more);
            all
        }),
        "all" => kinds.into_iter().reduce(|mut all, more| {
            all.retain(|kind| more.contains(kind));
            all
        }),
        other => {
            let other = shortened(other, SHOWN);
            let message = format!("`{place}_strict` must be any, all or should, not \"{other}\"");
            return Err(Error::malformed(message));
        }
    };
    let sorted = joined.map(|mut kinds| {
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    });
    Ok((sorted, strict == "should"))
}

/// A type, which some clients send with its name.
fn type_id<'v>(place: &str, value: &'v Value) -> Result<&'v str, Error> {
    string(place, value.get("id").unwrap_or(value))
}
