//! Finds objects of lists that are flat: cells between text that is always the same.
//!
//! Braces, keys and constants become text once, when the plan is made; what is left to do for
//! each object is to copy.

use super::{LinkSteps, Lowering};
use crate::{
    json::fragment::Fragment,
    ontology::{KindId, Target},
    plan::{CellSource, EntityOp, FlatId, FlatObject, LinkOp, SelectionId, Step},
};

/// A flat object in the making: the text since the last cell stands in `text`.
struct Draft {
    pieces: Vec<(String, CellSource)>,
    text: String,
    objects: u64,
}

impl Draft {
    fn new() -> Self {
        Self { pieces: Vec::new(), text: String::new(), objects: 0 }
    }

    fn cell(&mut self, source: CellSource) {
        self.pieces.push((std::mem::take(&mut self.text), source));
    }
}

impl Lowering<'_> {
    /// Entities of a list, if they are of one kind and flat.
    pub(super) fn flat_nodes(&mut self, target: Target, selection: SelectionId) -> Option<FlatId> {
        let mut draft = Draft::new();
        self.draft_node(&mut draft, target, selection)?;
        self.finish_flat(draft)
    }

    /// Edges of a list, if they and the entities in them are flat.
    pub(super) fn flat_edges(&mut self, target: Target, steps: &LinkSteps) -> Option<FlatId> {
        let mut draft = Draft::new();
        draft.objects += 1;
        draft.text.push('{');
        for (position, step) in steps.iter().enumerate() {
            self.draft_key(&mut draft, position, step.key);
            match &step.op {
                LinkOp::Cell(column) => draft.cell(CellSource::Link(*column)),
                LinkOp::Constant(constant) => self.draft_text(&mut draft, *constant),
                LinkOp::Node(selection, _) => self.draft_node(&mut draft, target, *selection)?,
                _ => return None,
            }
        }
        draft.text.push('}');
        self.finish_flat(draft)
    }

    fn draft_node(&self, draft: &mut Draft, target: Target, selection: SelectionId) -> Option<()> {
        let [kind] = self.source.ontology.kinds_of(target)[..] else { return None };
        draft.objects += 1;
        draft.text.push('{');
        for (position, step) in self.steps_of(selection, kind).iter().enumerate() {
            self.draft_key(draft, position, step.key);
            match &step.op {
                EntityOp::Cell(column) => draft.cell(CellSource::Node(*column)),
                EntityOp::Constant(constant) => self.draft_text(draft, *constant),
                _ => return None,
            }
        }
        draft.text.push('}');
        Some(())
    }

    fn steps_of(&self, selection: SelectionId, kind: KindId) -> &[Step<EntityOp>] {
        &self.selections[selection.index()].kinds[kind.index()]
    }

    /// `"key":`, with a comma before it unless it is the first.
    fn draft_key(&self, draft: &mut Draft, position: usize, key: Fragment) {
        let key = String::from_utf8_lossy(self.arena.bytes(key));
        draft.text.push_str(if position == 0 { &key[1..] } else { &key });
    }

    fn draft_text(&self, draft: &mut Draft, constant: Fragment) {
        draft.text.push_str(&String::from_utf8_lossy(self.arena.bytes(constant)));
    }

    fn finish_flat(&mut self, draft: Draft) -> Option<FlatId> {
        let Draft { mut pieces, text: tail, objects } = draft;
        let (opening, _) = pieces.first_mut()?;
        let first = self.arena.json(&format!("[{opening}"));
        *opening = format!("{tail},{opening}");
        let pieces =
            pieces.into_iter().map(|(text, source)| (self.arena.json(&text), source)).collect();
        let tail = self.arena.json(&format!("{tail}]"));
        self.flat.push(FlatObject { first, pieces, tail, objects });
        Some(FlatId(self.flat.len() as u32 - 1))
    }
}
