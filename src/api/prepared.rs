//! A validated operation and its plans, one for each combination of `@skip` and `@include`.

use super::{
    RequestError,
    compiler::Compiler,
    document::Document,
    introspection,
    location::place,
    lower,
    variables::{self, Variable},
};
use crate::{
    limits::Limits,
    plan::{ErrorCode, Input, Plan, PlannedArguments, Template, Variables, cost},
};
use apollo_compiler::{
    ast::{self, DirectiveList},
    executable::{Operation, Selection, SelectionSet},
};
use hashbrown::HashMap;
use std::sync::{
    Arc, OnceLock, RwLock,
    atomic::{AtomicUsize, Ordering},
};

/// An operation of a valid document.
#[derive(Debug)]
pub(super) struct Prepared {
    document: Document,
    operation: apollo_compiler::Node<Operation>,
    pub(super) variables: Vec<Variable>,
    /// The variables that decide what is selected, by position.
    conditions: Vec<usize>,
    /// Plans by the values of the conditions, two bits each.
    plans: RwLock<HashMap<u64, Arc<Planned>>>,
    /// The plan of an operation without conditions.
    only: OnceLock<Arc<Planned>>,
}

/// A plan and what was learned from running it.
#[derive(Debug)]
pub(super) struct Planned {
    pub(super) plan: Plan,
    /// The largest number of results, if no variable decides it.
    pub(super) cost: Option<u64>,
    /// The size of the last response.
    size: AtomicUsize,
    /// The answers to its introspection fields, if no variable decides them.
    introspection: OnceLock<Arc<[String]>>,
}

impl Prepared {
    pub(super) fn new(
        document: Document,
        operation_name: Option<&str>,
        limits: &Limits,
    ) -> Result<Self, Vec<RequestError>> {
        let operation = document.executable.operations.get(operation_name).map_err(|_| {
            let message = match operation_name {
                Some(name) => format!("Unknown operation named \"{name}\"."),
                None if document.executable.operations.is_empty() => {
                    "Must provide an operation.".to_owned()
                }
                None => {
                    "Must provide operation name if query contains multiple operations.".to_owned()
                }
            };
            vec![RequestError::new(ErrorCode::OperationNotFound, message)]
        })?;
        let operation = operation.clone();
        let variables = declared(&document, &operation);
        let conditions = conditions(&document, &operation, &variables);
        let most = limits.conditions.min(MOST_CONDITIONS);
        if conditions.len() as u64 > most {
            let message = format!(
                "more than {most} variables decide @skip and @include; use fewer, or several documents"
            );
            return Err(vec![RequestError::over_limit("conditions", message)]);
        }
        introspection::check(&document.executable, &operation).map_err(|error| vec![error])?;
        Ok(Self {
            document,
            operation,
            variables,
            conditions,
            plans: RwLock::default(),
            only: OnceLock::new(),
        })
    }

    /// The most plans that it can come to keep.
    pub(super) fn most_plans(&self) -> u64 {
        let combinations = 3_u64.checked_pow(self.conditions.len() as u32).unwrap_or(u64::MAX);
        combinations.min(PLANS_PER_DOCUMENT as u64)
    }

    /// The plan for these variables, made on its first use.
    pub(super) fn plan(
        &self,
        compiler: &Compiler,
        variables: &Variables,
        limits: &Limits,
    ) -> Arc<Planned> {
        if self.conditions.is_empty() {
            return Arc::clone(self.only.get_or_init(|| self.lower(compiler, variables, limits)));
        }
        let key = self
            .conditions
            .iter()
            .fold(0, |key, &position| key << 2 | decided(variables, position).map_or(2, u64::from));
        let known = self.plans.read().ok().and_then(|plans| plans.get(&key).cloned());
        known.unwrap_or_else(|| {
            let planned = self.lower(compiler, variables, limits);
            if let Ok(mut plans) = self.plans.write() {
                // A client that walks through all combinations must not fill the memory.
                if plans.len() >= PLANS_PER_DOCUMENT {
                    plans.clear();
                }
                plans.insert(key, Arc::clone(&planned));
            }
            planned
        })
    }

    fn lower(&self, compiler: &Compiler, variables: &Variables, limits: &Limits) -> Arc<Planned> {
        let value = |&position: &usize| {
            (self.variables[position].name.clone(), decided(variables, position))
        };
        let selected = lower::Selected {
            document: &self.document.executable,
            operation: &self.operation,
            variables: &self.variables,
            conditions: &self.conditions.iter().map(value).collect(),
        };
        let plan = compiler.lower(selected, limits);
        let is_bound = |planned: &PlannedArguments| matches!(planned, PlannedArguments::Bound(_));
        let cost = plan
            .arguments
            .iter()
            .all(is_bound)
            .then(|| cost(&plan, &super::arguments::references(&plan, &[])));
        Arc::new(Planned {
            plan,
            cost,
            size: AtomicUsize::new(512),
            introspection: OnceLock::new(),
        })
    }

    /// The answers to the introspection fields of a plan, as JSON.
    pub(super) fn introspection(
        &self,
        compiler: &Compiler,
        planned: &Planned,
        variables: &Variables,
    ) -> Arc<[String]> {
        let answer = || {
            let given = self.variables.iter().zip(variables);
            let given = given.filter_map(|(it, value)| Some((it.name.as_str(), value.as_ref()?)));
            let given = introspection::variables(given);
            let keys = &planned.plan.introspection;
            compiler.introspect(&self.document.executable, &self.operation, &given, keys).into()
        };
        if planned.plan.introspection.is_empty() || self.variables.is_empty() {
            return Arc::clone(planned.introspection.get_or_init(answer));
        }
        answer()
    }
}

/// The condition that a variable decides; `None` if it is null, which its type may allow it where
/// it has a default.
fn decided(variables: &Variables, position: usize) -> Option<bool> {
    match variables[position] {
        Some(Input::Boolean(decided)) => Some(decided),
        _ => None,
    }
}

/// The key of a plan has two bits for each condition, whatever the limit is set to.
const MOST_CONDITIONS: u64 = 32;

/// The bytes that a copy of whole blocks needs behind the end of a response.
const SPARE: usize = 128;

/// The number of plans of one document that are kept.
const PLANS_PER_DOCUMENT: usize = 16;

impl Planned {
    /// The expected size of the response.
    pub(super) fn capacity(&self) -> usize {
        self.size.load(Ordering::Relaxed) + SPARE
    }

    /// Notes how large it was.
    pub(super) fn remember_size(&self, size: usize) {
        self.size.store(size.min(MOST_REMEMBERED), Ordering::Relaxed);
    }
}

/// One large response must not make every later one reserve as much.
const MOST_REMEMBERED: usize = 8 << 20;

fn declared(document: &Document, operation: &Operation) -> Vec<Variable> {
    let name = operation.name.as_ref().map_or("", |name| name.as_str());
    let has_null_default = |variable: &ast::VariableDefinition| {
        document.null_defaults.iter().any(|(of, it)| of == name && *it == variable.name)
    };
    let sources = &document.executable.sources;
    operation
        .variables
        .iter()
        .map(|variable| {
            let literal =
                variable.default_value.as_ref().map(|value| variables::literal(value, &|_| None));
            let default = literal.and_then(|template: Template| template.fill(&[]));
            let location = place(variable.location(), sources);
            Variable {
                name: variable.name.to_string(),
                ty: ast::Type::clone(&variable.ty),
                default: if has_null_default(variable) { Some(Input::Null) } else { default },
                location: location.unwrap_or((1, 1)),
            }
        })
        .collect()
}

/// The variables that decide `@skip` and `@include` anywhere in an operation.
fn conditions(document: &Document, operation: &Operation, variables: &[Variable]) -> Vec<usize> {
    let mut names = Vec::new();
    in_set(&operation.selection_set, &mut names);
    for fragment in document.executable.fragments.values() {
        in_set(&fragment.selection_set, &mut names);
    }
    let is_condition = |variable: &Variable| names.contains(&variable.name.as_str());
    variables
        .iter()
        .enumerate()
        .filter(|(_, it)| is_condition(it))
        .map(|(position, _)| position)
        .collect()
}

fn in_set<'d>(set: &'d SelectionSet, names: &mut Vec<&'d str>) {
    for selection in &set.selections {
        in_directives(selection.directives(), names);
        match selection {
            Selection::Field(field) => in_set(&field.selection_set, names),
            Selection::InlineFragment(fragment) => in_set(&fragment.selection_set, names),
            Selection::FragmentSpread(_) => {}
        }
    }
}

fn in_directives<'d>(directives: &'d DirectiveList, names: &mut Vec<&'d str>) {
    for directive in directives.iter().filter(|it| it.name == "skip" || it.name == "include") {
        let value = directive.specified_argument_by_name("if");
        names.extend(value.and_then(|value| value.as_variable()).map(|name| name.as_str()));
    }
}
