//! The index of small made-up graphs: what it finds, and how hits compare.

use super::{Asked, Hit, Place, TextIndex, TooMany, show};
use crate::{
    graph::{EntityRecord, Facts, Graph, NameKind, NameRecord, NodeId},
    ontology,
    value::Value,
};
