//! Files out of answers: what `Graph.export` returns.

use crate::{
    algo::Completeness,
    exec::{self, store::Store},
    format::{Content, Export, Format, Options, Problem},
    graph::{LinkId, NodeId},
    limits::Limits,
    plan::FieldError,
};

/// Writes parts of a store in the formats of `format`.
#[derive(Debug)]
pub(super) struct Exporter<'a> {
    pub(super) limits: &'a Limits,
}

impl exec::Exporter for Exporter<'_> {
    fn export(
        &self,
        store: &dyn Store,
        format: &str,
        nodes: &[NodeId],
        links: &[LinkId],
        completeness: Completeness,
    ) -> Result<String, FieldError> {
        let known = Format::ALL.iter().find(|it| it.enum_value == format);
        let info =
            known.ok_or_else(|| FieldError::bad_input(format!("there is no format {format}")))?;
        let mut content = Content::new(store, nodes.to_vec(), links.to_vec());
        content.completeness = completeness;
        let export =
            Export { format: info.format, options: Options::default(), limits: self.limits };
        let mut bytes = Vec::new();
        export.write(&content, &mut bytes).map_err(|problem| match problem {
            Problem::TooLarge { limit, .. } => FieldError::over_limit(limit, problem.to_string()),
            Problem::Io(_) | Problem::UnknownEntity(_) | Problem::Option(_) => {
                FieldError::bad_input(problem.to_string())
            }
        })?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}
