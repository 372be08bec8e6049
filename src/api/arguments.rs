//! The arguments of a plan for one request: those with variables in them are bound.

use crate::{
    limits::Limits,
    ontology::Ontology,
    plan::{
        ArgumentTemplate, Arguments, ErrorCode, FieldError, Location, Plan, PlannedArguments,
        Variables, bind,
    },
};

/// The arguments with variables in them, bound; in the order of the plan's templates.
pub(super) fn bound(
    plan: &Plan,
    variables: &Variables,
    ontology: &Ontology,
    limits: &Limits,
) -> Vec<Result<Arguments, FieldError>> {
    let bound = templates(plan).map(|template| {
        let values = template.values.iter();
        let values: Vec<_> = values
            .filter_map(|(name, value)| Some((name.clone(), value.fill(variables)?)))
            .collect();
        bind(template.form, &values, ontology, limits)
    });
    bound.collect()
}

/// The arguments that are over a limit: those of the plan, then those bound for the request.
pub(super) fn out_of_bounds<'a>(
    plan: &'a Plan,
    bound: &'a [Result<Arguments, FieldError>],
) -> impl Iterator<Item = (&'a FieldError, Location)> {
    let of_plan = plan.out_of_bounds.iter().map(|(error, place)| (error, *place));
    let of_request = templates(plan).zip(bound).filter_map(|(template, bound)| {
        let error = bound.as_ref().err().filter(|error| error.limit.is_some())?;
        Some((error, error.place(&template.places)))
    });
    of_plan.chain(of_request)
}

/// The arguments of a plan with variables in them.
fn templates(plan: &Plan) -> impl Iterator<Item = &ArgumentTemplate> {
    plan.arguments.iter().filter_map(|planned| match planned {
        PlannedArguments::Bound(_) => None,
        PlannedArguments::Template(template) => Some(template),
    })
}

/// All arguments of a plan, those bound with it and those bound for the request.
pub(super) fn references<'a>(
    plan: &'a Plan,
    bound: &'a [Result<Arguments, FieldError>],
) -> Vec<Result<&'a Arguments, &'a FieldError>> {
    let mut bound = bound.iter();
    let reference = |planned: &'a PlannedArguments| match planned {
        PlannedArguments::Bound(arguments) => arguments.as_ref().as_ref(),
        PlannedArguments::Template(_) => bound.next().map_or(Err(&MISSING), Result::as_ref),
    };
    plan.arguments.iter().map(reference).collect()
}

/// Never seen: there are as many bound arguments as templates.
static MISSING: FieldError = FieldError {
    path: None,
    message: String::new(),
    code: ErrorCode::Internal,
    limit: None,
    argument: None,
    elements: Vec::new(),
};
