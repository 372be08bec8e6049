//! Validation rules that apollo-compiler leaves open: unique fields of input objects, variables
//! inside lists and input objects that may be null where null may not stand, and lists of
//! other lengths under one response key.
//!
//! [Validation](https://spec.graphql.org/September2025/#sec-Validation): [Input Object Field
//! Uniqueness](https://spec.graphql.org/September2025/#sec-Input-Object-Field-Uniqueness), [All
//! Variable Usages Are
//! Allowed](https://spec.graphql.org/September2025/#sec-All-Variable-Usages-Are-Allowed), [Field
//! Selection Merging](https://spec.graphql.org/September2025/#sec-Field-Selection-Merging).

use super::{error::RequestError, location::place};
use crate::plan::ErrorCode;
use apollo_compiler::{
    ExecutableDocument, Node, Schema,
    ast::{Argument, Type, Value, VariableDefinition},
    executable::{Field, Selection, SelectionSet},
    parser::SourceSpan,
    schema::InputValueDefinition,
    validation::Valid,
};
use hashbrown::HashSet;
use indexmap::IndexMap;

/// Returns the errors of a document that apollo-compiler takes for valid.
pub(super) fn check(
    document: &Valid<ExecutableDocument>,
    schema: &Valid<Schema>,
) -> Vec<RequestError> {
    let mut errors = Vec::new();
    for operation in document.operations.iter() {
        let mut rules = Rules {
            document,
            schema,
            variables: &operation.variables,
            spread: HashSet::new(),
            errors: &mut errors,
        };
        for variable in &operation.variables {
            if let Some(default) = &variable.default_value {
                rules.value(default, &variable.ty, false);
            }
        }
        rules.selections(&operation.selection_set);
        rules.overlapping(&[&operation.selection_set]);
    }
    errors.sort_by(|a, b| (&a.locations, &a.message).cmp(&(&b.locations, &b.message)));
    errors.dedup();
    errors
}

struct Rules<'d> {
    document: &'d Valid<ExecutableDocument>,
    schema: &'d Valid<Schema>,
    variables: &'d [Node<VariableDefinition>],
    spread: HashSet<&'d str>,
    errors: &'d mut Vec<RequestError>,
}

impl<'d> Rules<'d> {
    fn selections(&mut self, set: &'d SelectionSet) {
        for selection in &set.selections {
            match selection {
                Selection::Field(field) => {
                    for argument in &field.arguments {
                        let definition = field.definition.argument_by_name(&argument.name);
                        self.argument(argument, definition);
                    }
                    self.selections(&field.selection_set);
                }
                Selection::InlineFragment(fragment) => self.selections(&fragment.selection_set),
                Selection::FragmentSpread(spread) => {
                    let name = &spread.fragment_name;
                    if let Some(fragment) = self.document.fragments.get(name)
                        && self.spread.insert(name.as_str())
                    {
                        self.selections(&fragment.selection_set);
                    }
                }
            }
        }
    }

    fn argument(
        &mut self,
        argument: &'d Argument,
        definition: Option<&'d Node<InputValueDefinition>>,
    ) {
        if let Some(definition) = definition {
            self.value(&argument.value, &definition.ty, definition.default_value.is_some());
        }
    }

    /// A value where a type is wanted; `or_default`: an absent one is not null there.
    fn value(&mut self, value: &'d Node<Value>, ty: &'d Type, or_default: bool) {
        match value.as_ref() {
            Value::Variable(name) => {
                let variable = self.variables.iter().find(|it| it.name == *name);
                if let Some(variable) = variable.filter(|it| !fits(it, ty, or_default)) {
                    let message = format!(
                        "Variable \"${name}\" of type \"{}\" used in position expecting type \"{ty}\".",
                        variable.ty
                    );
                    self.error(message, value.location());
                }
            }
            Value::List(items) => {
                if let Type::List(item) | Type::NonNullList(item) = ty {
                    items.iter().for_each(|it| self.value(it, item, false));
                }
            }
            Value::Object(fields) => self.object(fields, ty),
            _ => {}
        }
    }

    fn object(&mut self, fields: &'d [(apollo_compiler::Name, Node<Value>)], ty: &'d Type) {
        let mut seen = HashSet::new();
        let definition = self.schema.get_input_object(ty.inner_named_type());
        for (name, value) in fields {
            if !seen.insert(name.as_str()) {
                self.error(
                    format!("There can be only one input field named \"{name}\"."),
                    name.location(),
                );
            }
            if let Some(field) = definition.and_then(|definition| definition.fields.get(name)) {
                self.value(value, &field.ty, field.default_value.is_some());
            }
        }
    }

    /// Fields of one response key must have the same arguments: lists of other lengths are
    /// told apart here. `sets` are merged into one object.
    fn overlapping(&mut self, sets: &[&'d SelectionSet]) {
        let mut merged =
            Merged { document: self.document, fields: IndexMap::new(), spread: HashSet::new() };
        sets.iter().for_each(|set| merged.add(set));
        for (key, fields) in merged.fields {
            let differs = |(at, &(field, parent)): (usize, &(&'d Field, &'d str))| {
                let earlier = fields[..at].iter().any(|&(other, other_parent)| {
                    self.can_meet(parent, other_parent) && !same_arguments(field, other)
                });
                earlier.then(|| field.name.location())
            };
            if let Some(span) = fields.iter().enumerate().find_map(differs) {
                self.error(
                    format!("Fields \"{key}\" conflict because they have differing arguments."),
                    span,
                );
                continue;
            }
            let inner: Vec<_> = fields.iter().map(|(field, _)| &field.selection_set).collect();
            if inner.iter().any(|set| !set.is_empty()) {
                self.overlapping(&inner);
            }
        }
    }

    /// Returns whether one object can be of both types.
    fn can_meet(&self, a: &str, b: &str) -> bool {
        let is_object = |name: &str| self.schema.get_object(name).is_some();
        a == b || !is_object(a) || !is_object(b)
    }

    fn error(&mut self, message: String, span: Option<SourceSpan>) {
        let location = place(span, &self.document.sources);
        self.errors.push(RequestError {
            locations: location.into_iter().collect(),
            ..RequestError::new(ErrorCode::ValidationFailed, message)
        });
    }
}

/// Fields of one object by response key, each with the type that it is selected on.
struct Merged<'d> {
    document: &'d Valid<ExecutableDocument>,
    fields: IndexMap<&'d str, Vec<(&'d Field, &'d str)>>,
    spread: HashSet<&'d str>,
}

impl<'d> Merged<'d> {
    fn add(&mut self, set: &'d SelectionSet) {
        for selection in &set.selections {
            match selection {
                Selection::Field(field) => {
                    let fields = self.fields.entry(field.response_key().as_str()).or_default();
                    fields.push((field, set.ty.as_str()));
                }
                Selection::InlineFragment(fragment) => self.add(&fragment.selection_set),
                Selection::FragmentSpread(spread) => {
                    let name = &spread.fragment_name;
                    if let Some(fragment) = self.document.fragments.get(name)
                        && self.spread.insert(name.as_str())
                    {
                        self.add(&fragment.selection_set);
                    }
                }
            }
        }
    }
}

fn same_arguments(a: &Field, b: &Field) -> bool {
    let has = |of: &Field, argument: &Argument| {
        of.arguments.iter().any(|it| it.name == argument.name && it.value == argument.value)
    };
    a.name != b.name
        || (a.arguments.len() == b.arguments.len()
            && a.arguments.iter().all(|argument| has(b, argument)))
}

/// IsVariableUsageAllowed of the specification.
fn fits(variable: &VariableDefinition, ty: &Type, or_default: bool) -> bool {
    if ty.is_non_null() && !variable.ty.is_non_null() {
        let has_default = variable.default_value.is_some();
        return (has_default || or_default) && is_subtype(&variable.ty, &ty.clone().nullable());
    }
    is_subtype(&variable.ty, ty)
}

/// Returns whether every value of one type is one of another.
fn is_subtype(ty: &Type, of: &Type) -> bool {
    match (ty, of) {
        (Type::NonNullNamed(name), Type::Named(other) | Type::NonNullNamed(other))
        | (Type::Named(name), Type::Named(other)) => name == other,
        (Type::NonNullList(item), Type::List(other) | Type::NonNullList(other))
        | (Type::List(item), Type::List(other)) => is_subtype(item, other),
        _ => false,
    }
}
