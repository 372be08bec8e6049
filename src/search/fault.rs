//! The error of an index that cannot be built or read.

/// The reason why there is no index, or no answer from it: a fault of the server, as the library
/// describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(pub String);

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the search index failed: {}; please report it", self.0)
    }
}

impl std::error::Error for Fault {}
