//! The arguments of `match`.

use super::{Binder, Values, must_not_be_null};
use crate::plan::{FieldError, Input, MatchPage, MatchQuery};

/// Candidates for each name where nobody says otherwise.
const DEFAULT_LIMIT: u64 = 5;

impl Binder<'_> {
    pub(super) fn match_page(&self, values: Values<'_>) -> Result<MatchPage, FieldError> {
        let required = || must_not_be_null("queries", "[MatchInput!]!");
        let queries = values.get("queries").ok_or_else(required)?.items();
        let most = self.limits.match_queries;
        if queries.len() as u64 > most {
            let message = format!(
                "`queries` has {} names, and at most {most} are matched at once; ask in parts",
                queries.len()
            );
            return Err(FieldError::over_limit("match_queries", message));
        }
        let queries = queries.iter().map(|query| match query {
            Input::Object(fields) => self.match_query(Values(fields)),
            _ => Err(required()),
        });
        Ok(MatchPage {
            queries: queries.collect::<Result<_, _>>()?,
            threshold: threshold(values)?,
            limit: self.match_limit(values)?,
            view: values.view()?,
        })
    }

    fn match_query(&self, values: Values<'_>) -> Result<MatchQuery, FieldError> {
        let text = |name: &str| values.get(name).and_then(Input::text);
        let name = text("name").ok_or_else(|| {
            FieldError::bad_input("`name` of a query cannot be null; it is who is asked for")
        })?;
        // An empty cell of a table asks for no country.
        let country = text("country").filter(|country| !country.trim().is_empty());
        let most = self.limits.match_name_bytes;
        for (field, text) in [("name", Some(&name)), ("country", country.as_ref())] {
            let length = text.map_or(0, String::len);
            if length as u64 > most {
                let message =
                    format!("`{field}` has {length} bytes, and at most {most} are compared");
                return Err(FieldError::over_limit("match_name_bytes", message));
            }
        }
        let kinds = self.kinds(values).unwrap_or_default();
        Ok(MatchQuery { id: text("id"), name, lang: text("lang"), kinds, country })
    }

    fn match_limit(&self, values: Values<'_>) -> Result<usize, FieldError> {
        let most = self.limits.match_results;
        let limit = match values.get("limit") {
            Some(&Input::Int(limit)) => u64::try_from(limit).map_err(|_| {
                FieldError::bad_input(format!("`limit` is {limit}; it cannot be negative"))
            })?,
            _ => DEFAULT_LIMIT.min(most),
        };
        if limit > most {
            let message =
                format!("`limit` is {limit}, and at most {most} candidates are listed for a name");
            return Err(FieldError::over_limit("match_results", message));
        }
        Ok(usize::try_from(limit).unwrap_or(usize::MAX))
    }
}

fn threshold(values: Values<'_>) -> Result<Option<f64>, FieldError> {
    let threshold = match values.get("threshold") {
        Some(&Input::Float(number)) => number,
        Some(&Input::Int(number)) => number as f64,
        _ => return Ok(None),
    };
    if (0.0..=1.0).contains(&threshold) {
        return Ok(Some(threshold));
    }
    Err(FieldError::bad_input(format!("`threshold` is {threshold}; scores are from 0 to 1")))
}
