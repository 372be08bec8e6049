//! Files of graphs: `export` and `exportUrl`, and the field that a file answers.

use crate::{
    plan::{
        FieldError, Input,
        bind::{Binder, Values, must_not_be_null},
        fields::ArgumentBinder,
        metrics::metrics_text,
    },
    value::Metric,
};

/// The origin of a part of the graph: a field of `Query` and its arguments. With it an address can
/// ask for a file of the same part.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The field.
    pub field: &'static str,
    /// Its arguments. None of them is null.
    pub arguments: Vec<(String, Input)>,
}

/// The arguments of `export` and of `exportUrl`, as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportForm;

/// The arguments of `export` and of `exportUrl`, bound.
#[derive(Clone, Debug)]
pub struct ExportFormat {
    /// The name of the format in the API.
    pub format: String,
    /// The measures that the file has, each once.
    pub metrics: Vec<Metric>,
}

impl ArgumentBinder for ExportForm {
    type Bound = ExportFormat;

    fn bind(self, _: &mut Binder<'_>, values: Values<'_>) -> Result<ExportFormat, FieldError> {
        let required = || must_not_be_null("format", "ExportFormat!");
        let mut metrics = Vec::new();
        for name in values.texts("metrics") {
            let metric = Metric::by_enum_value(&name);
            let metric = metric.ok_or_else(|| FieldError::unknown("measure", &name))?;
            if !metrics.contains(&metric) {
                metrics.push(metric);
            }
        }
        Ok(ExportFormat { format: values.text("format").ok_or_else(required)?, metrics })
    }
}

impl ExportFormat {
    pub(in crate::plan) fn explain(&self) -> String {
        format!("({}{})", self.format, metrics_text(&self.metrics))
    }
}

impl Origin {
    /// The origin of the answer to a field with these arguments.
    pub(in crate::plan) fn of(field: &'static str, values: Values<'_>) -> Self {
        let given = values.0.iter().filter(|(_, value)| *value != Input::Null);
        Self { field, arguments: given.cloned().collect() }
    }

    /// Names a default that the field took, so that another default changes nothing.
    pub(in crate::plan) fn with_default(mut self, name: &str, value: u32) -> Self {
        if self.argument(name).is_none() {
            self.arguments.push((name.to_owned(), Input::Int(value.into())));
        }
        self
    }

    /// The value of an argument.
    pub fn argument(&self, name: &str) -> Option<&Input> {
        self.arguments.iter().find(|(it, _)| it == name).map(|(_, value)| value)
    }
}
