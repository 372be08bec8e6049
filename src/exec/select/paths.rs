//! Chooses paths: `connected`, `shortestPath`, `paths`.

use super::{
    Reader, Refusal,
    graph::{Question, cost, covered},
};
use crate::{
    algo::{
        Completeness, Meter, Truncation,
        paths::{self, Connectedness, Path, PathOptions, PathSet},
    },
    exec::store::Store,
    graph::{
        NodeId,
        view::{CostError, ElementFilter, View},
    },
    plan::{
        FieldError,
        fields::{connected::Ends, paths::PathQuery, shortest_path::PathEnds},
        graph as plan,
    },
};

struct Connected {
    ends: [NodeId; 2],
    max_length: Option<u32>,
}

impl Question for Connected {
    type Answer = Connectedness;

    fn ask<F: ElementFilter>(self, view: &View<'_, F>, meter: &mut Meter) -> Connectedness {
        let [from, to] = self.ends;
        paths::connected(view, &[from], &[to], self.max_length, meter)
    }
}

struct Shortest {
    ends: [NodeId; 2],
    options: PathOptions,
}

impl Question for Shortest {
    type Answer = Result<(Option<Path>, Completeness), CostError>;

    fn ask<F: ElementFilter>(self, view: &View<'_, F>, meter: &mut Meter) -> Self::Answer {
        let [from, to] = self.ends;
        paths::shortest_path(view, &[from], &[to], &self.options, meter)
    }
}

struct First {
    from: Vec<NodeId>,
    to: Vec<NodeId>,
    count: usize,
    options: PathOptions,
}

impl Question for First {
    type Answer = Result<PathSet, CostError>;

    fn ask<F: ElementFilter>(self, view: &View<'_, F>, meter: &mut Meter) -> Self::Answer {
        paths::k_shortest_paths(view, &self.from, &self.to, self.count, &self.options, meter)
    }
}

impl<S: Store> Reader<'_, S> {
    /// The answer of `connected`.
    pub(in crate::exec) fn connected(
        &mut self,
        arguments: &Ends,
    ) -> Result<Connectedness, Refusal> {
        let ends = [self.known_one(&arguments.from, "from")?, self.known_one(&arguments.to, "to")?];
        let question = Connected { ends, max_length: arguments.max_length };
        let (answer, ended) = self.ask(&arguments.graph, question)?;
        // A path that was found is one, whatever was not looked at.
        Ok(match (answer.connected, ended) {
            (Some(false), Some(_)) => Connectedness {
                connected: None,
                completeness: covered(answer.completeness, ended),
                ..answer
            },
            _ => answer,
        })
    }

    /// The answer of `shortestPath`.
    pub(in crate::exec) fn shortest_path(
        &mut self,
        arguments: &PathEnds,
    ) -> Result<Option<Path>, Refusal> {
        let ends = [self.known_one(&arguments.from, "from")?, self.known_one(&arguments.to, "to")?];
        let question = Shortest { ends, options: path_options(&arguments.paths) };
        let (answer, ended) = self.ask(&arguments.graph, question)?;
        let (path, completeness) = answer.map_err(|error| self.cost_error(&error))?;
        match covered(completeness, ended).truncated {
            Some(reason) => Err(undecided(reason).into()),
            None => Ok(path),
        }
    }

    /// The answer of `paths`.
    pub(in crate::exec) fn paths(&mut self, arguments: &PathQuery) -> Result<PathSet, Refusal> {
        let question = First {
            from: self.known(&arguments.from, "from")?,
            to: self.known(&arguments.to, "to")?,
            count: arguments.count,
            options: path_options(&arguments.paths),
        };
        let (answer, ended) = self.ask(&arguments.graph, question)?;
        let set = answer.map_err(|error| self.cost_error(&error))?;
        Ok(PathSet { completeness: covered(set.completeness, ended), ..set })
    }

    pub(super) fn cost_error(&self, error: &CostError) -> Refusal {
        let store = self.store;
        let id = |link| match store.given_link_id(link) {
            Some(id) => store.arena().text(id).into_owned(),
            None => store.derived_link_id(link),
        };
        let message = format!("`costProperty`: {}", error.message(store.ontology(), id));
        FieldError { argument: Some("costProperty"), ..FieldError::bad_input(message) }.into()
    }
}

fn path_options(options: &plan::PathOptions) -> PathOptions {
    PathOptions {
        max_length: Some(options.max_length),
        cost: cost(&options.cost),
        chronological: options.chronological,
    }
}

/// The error of a search whose budget ended it before it knew if there is a path.
fn undecided(reason: Truncation) -> FieldError {
    let limit = reason.limit();
    let message = format!(
        "the search ended before it knew if there is a path (limit \"{limit}\"); narrow the view, lower `maxLength`, or ask `connected` or `paths`, which say how far they came"
    );
    FieldError::over_limit(limit, message)
}
