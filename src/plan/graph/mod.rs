//! The parts that graph fields share: the options of a view and of paths, the objects of their
//! answers, and the files that a part of the graph leaves in.

mod export;
mod objects;
mod options;

pub use export::{ExportForm, ExportFormat, Origin};
pub use objects::{CompletenessOp, GraphOp, OmittedOp, PathOp};
pub use options::{GraphOptions, PathCost, PathOptions};
