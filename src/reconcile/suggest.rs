//! Suggestions while someone types: entities, properties and types that begin like that.

use super::{
    Error, Service,
    lookup::kinds_of,
    manifest::{described, type_object},
};
use crate::{
    exec::store::Store,
    fields::{fields_of_kinds, label},
    graph::{Name, NodeId},
    limits::{Budget, Exhausted},
    names::{fold, keys_of_part},
    ontology::NameKind,
};
use serde_json::{Value, json};
use std::cmp::Reverse;

/// The number of suggestions in a response.
const PAGE: usize = 20;

/// The way in which the text fits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The text is the id.
    Id,
    /// The text is a whole name.
    Name,
    /// The shown name, or a short one, begins with it.
    Shown,
    /// Another name, or the id, begins with it.
    Other,
    /// A later word of a name begins with it.
    Word,
}

impl<S: Store> Service<'_, S> {
    /// Entities of which a name, a word in a name, or the id begins with a text.
    ///
    /// Every name is looked at, in each spelling that it and the text may have, so that `Тороб`
    /// finds `Torobaev` and `Japar` finds `Жапаров`. The order is by how it fits, then by how many
    /// links the entity has, then by its place in the graph.
    pub(super) fn suggest_entities(
        &self,
        prefix: &str,
        of_type: Option<&str>,
        skip: usize,
        budget: &mut Budget,
    ) -> Result<Value, Error> {
        let kinds = kinds_of(self.ontology(), of_type)?;
        let prefix = prefix.trim();
        let limit = self.limits.match_name_bytes;
        if prefix.len() as u64 > limit {
            let message = format!("`prefix` is over {limit} bytes, the limit `match_name_bytes`");
            return Err(Error::limit_exceeded("match_name_bytes", message));
        }
        let mut found = Vec::new();
        if !prefix.is_empty() {
            // A text of signs alone has an empty key, with which every name begins.
            let mut keys = keys_of_part(prefix);
            keys.retain(|key| !key.is_empty());
            for kind in kinds {
                for node in self.reader().of_kind(kind).iter() {
                    if let Some(fit) = self.fit(node, prefix, &keys, budget)? {
                        let degree = self.reader().degree(node, budget)?;
                        found.push((fit, Reverse(degree), node));
                    }
                }
            }
        }
        found.sort_unstable();
        let page = found.iter().skip(skip).take(PAGE);
        let page: Vec<_> = page.map(|(_, _, node)| self.suggestion(*node)).collect();
        Ok(json!({ "result": page }))
    }

    fn fit(
        &self,
        node: NodeId,
        prefix: &str,
        keys: &[String],
        budget: &mut Budget,
    ) -> Result<Option<Fit>, Exhausted> {
        let reader = self.reader();
        let id = reader.id(node);
        let by_id = match id.strip_prefix(prefix) {
            Some("") => Some(Fit::Id),
            Some(_) => Some(Fit::Other),
            None => None,
        };
        let names = reader.names(node);
        budget.visit(names.len() * keys.len() + 1)?;
        let fits = names.iter().enumerate().filter_map(|(index, name)| {
            let is_shown = index == 0 || name.kind == NameKind::Short;
            let spellings = reader.keys_of(name);
            let spellings = || spellings.split(Name::BETWEEN);
            let fits = keys.iter().flat_map(|key| spellings().map(move |it| (it, key)));
            fits.filter_map(|(spelling, key)| fit_of(spelling, key, is_shown)).min()
        });
        Ok(fits.chain(by_id).min())
    }

    fn suggestion(&self, node: NodeId) -> Value {
        let reader = self.reader();
        let kind = &reader.kind(node).name;
        let mut suggestion = json!({
            "id": reader.id(node),
            "name": reader.name(node),
            "notable": [{ "id": kind, "name": label(kind) }],
        });
        if let Some(summary) = reader.summary(node) {
            suggestion["description"] = summary.into();
        }
        suggestion
    }

    /// Properties whose id or a word of whose name begins with a text, by id.
    pub(super) fn suggest_properties(
        &self,
        prefix: &str,
        of_type: Option<&str>,
        skip: usize,
    ) -> Result<Value, Error> {
        let kinds = kinds_of(self.ontology(), of_type)?;
        let Some(folded) = beginning(prefix) else { return Ok(json!({ "result": [] })) };
        let found = fields_of_kinds(self.ontology(), &kinds).into_iter();
        let found = found.filter(|field| is_meant(field.name, &folded));
        let page: Vec<_> = found
            .skip(skip)
            .take(PAGE)
            .map(|field| {
                let description = match &field.kinds[..] {
                    [] => field.description.to_owned(),
                    kinds => format!("{} ({})", field.description, kinds.join(", ")),
                };
                json!({ "id": field.name, "name": label(field.name), "description": description })
            })
            .collect();
        Ok(json!({ "result": page }))
    }

    /// Kinds, then interfaces and unions, whose id or a word of whose name begins with a text.
    pub(super) fn suggest_types(&self, prefix: &str, skip: usize) -> Value {
        let ontology = self.ontology();
        let Some(folded) = beginning(prefix) else { return json!({ "result": [] }) };
        let kinds = ontology.kinds().filter(|(_, kind)| is_meant(&kind.name, &folded));
        let kinds = kinds.map(|(id, _)| type_object(ontology, id));
        let broader = ontology.abstracts().map(|(_, it)| it);
        let broader = broader.filter(|it| is_meant(&it.name, &folded));
        let broader = broader.map(|it| described(&it.name, &it.description));
        let page: Vec<_> = kinds.chain(broader).skip(skip).take(PAGE).collect();
        json!({ "result": page })
    }
}

/// Returns the way in which a key fits a spelling of a name.
fn fit_of(name: &str, key: &str, is_shown: bool) -> Option<Fit> {
    match name.strip_prefix(key) {
        Some("") => Some(Fit::Name),
        Some(_) if is_shown => Some(Fit::Shown),
        Some(_) => Some(Fit::Other),
        None => has_word(name, key).then_some(Fit::Word),
    }
}

/// A text as it is compared. One of signs alone would be the beginning of everything, so it is of
/// nothing; a blank one, before anything is typed, is of all.
fn beginning(prefix: &str) -> Option<String> {
    let folded = fold(prefix);
    (!folded.is_empty() || prefix.trim().is_empty()).then_some(folded)
}

/// Returns whether the id, or a word of the name that is made of it, begins with a text.
fn is_meant(id: &str, folded: &str) -> bool {
    let name = fold(&label(id));
    fold(id).starts_with(folded) || name.starts_with(folded) || has_word(&name, folded)
}

/// Returns whether a word after the first begins with a text.
fn has_word(name: &str, prefix: &str) -> bool {
    name.match_indices(' ').any(|(at, _)| name[at + 1..].starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_is_found_by_its_id_and_by_words() {
        for typed in ["deputyh", "deputy", "Deputy Head", "head", "of", ""] {
            assert!(is_meant("deputyHeadOf", &fold(typed)), "{typed}");
        }
        for typed in ["eputy", "ead", "deputy of"] {
            assert!(!is_meant("deputyHeadOf", &fold(typed)), "{typed}");
        }
    }
}
