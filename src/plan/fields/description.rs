//! `ontology` and `service`: what the service says of itself.

use super::RootField;
use crate::plan::{
    Object, SiteId,
    cost::{Counted, Counter},
    explain::{Explain, Printer},
    ids::Id,
};

/// The field.
#[derive(Clone, Debug)]
pub struct Description {
    /// The member of the snapshot's description.
    pub name: String,
    /// The fields that are selected of it.
    pub selection: Id<Object<DescriptionOp>>,
    /// The field in the document.
    pub site: SiteId,
}

/// A field of the description.
#[derive(Clone, Debug)]
pub enum DescriptionOp {
    /// A scalar, by its name.
    Value(String),
    /// An object or a list of objects, by its name.
    Member(String, Id<Object<DescriptionOp>>, SiteId),
}

impl RootField for Description {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, _: &mut Counter<'_>) -> Counted {
        Counted::ZERO
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        to.line(&format!("{key}: description of {}", self.name));
        to.object_of(self.selection);
    }
}

impl Explain for DescriptionOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        to.line(key);
        match self {
            Self::Value(_) => {}
            Self::Member(_, inner, _) => to.object_of(*inner),
        }
    }
}
