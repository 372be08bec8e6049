//! Files out of answers: what `Graph.export` returns.

use crate::{
    algo, exec,
    format::{Completeness, Content, Export, Format, Options, Problem},
    graph::{Graph, LinkId, NodeId},
    limits::Limits,
    plan::FieldError,
};

/// Writes parts of a graph in the formats of `format`.
#[derive(Debug)]
pub(super) struct Exporter<'a> {
    pub(super) graph: &'a Graph,
    pub(super) limits: &'a Limits,
}

impl exec::Exporter for Exporter<'_> {
    fn export(
        &self,
        format: &str,
        nodes: &[NodeId],
        links: &[LinkId],
        completeness: algo::Completeness,
    ) -> Result<String, FieldError> {
        let known = Format::ALL.iter().find(|it| it.enum_value == format);
        let info =
            known.ok_or_else(|| FieldError::bad_input(format!("there is no format {format}")))?;
        let mut content = Content::new(self.graph, nodes.to_vec(), links.to_vec());
        content.completeness = covered(completeness);
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

/// How much of what was asked for a file covers.
fn covered(it: algo::Completeness) -> Completeness {
    match it.truncated {
        None => Completeness::Complete,
        Some(reason) => Completeness::Truncated {
            reason: reason.as_str().to_owned(),
            complete_depth: it.complete_depth,
        },
    }
}
