//! Finds objects of lists that are flat: cells between text that is always the same.
//!
//! Braces, keys and constants become text once, when the plan is made; what is left to do for
//! each object is to copy.

use super::Lowering;
use crate::{
    json::fragment::{Fragment, quote},
    ontology::{KindId, Target},
    plan::{
        CellSource, EdgeOp, EntityOp, FlatObject, LinkEdgeOp, LinkOp, ListOp, Object, PageOp,
        SelectionId, Step,
    },
};

/// A flat object in the making: the text since the last cell stands in `text`.
struct FlatBuilder {
    pieces: Vec<(String, CellSource)>,
    text: String,
    objects: u64,
}

impl FlatBuilder {
    fn new() -> Self {
        Self { pieces: Vec::new(), text: String::new(), objects: 0 }
    }

    fn cell(&mut self, source: CellSource) {
        self.pieces.push((std::mem::take(&mut self.text), source));
    }
}

impl Lowering<'_> {
    /// A list of entities of a target or of edges to them: flat if all is flat in it.
    pub(super) fn flat_or_not(
        &mut self,
        target: Target,
        list: ListOp<SelectionId, LinkEdgeOp>,
    ) -> PageOp {
        let mut draft = FlatBuilder::new();
        let is_flat = match &list {
            ListOp::Nodes(selection, _) => self.draft_node(&mut draft, target, *selection),
            ListOp::Edges(steps, _) => self.draft_edge(&mut draft, target, steps),
        };
        match is_flat.and_then(|()| self.finish_flat(draft, &list)) {
            Some(flat) => PageOp::Flat(self.tables.push(flat)),
            None => PageOp::List(list),
        }
    }

    fn draft_edge(
        &self,
        draft: &mut FlatBuilder,
        target: Target,
        steps: &Object<EdgeOp<SelectionId, LinkEdgeOp>>,
    ) -> Option<()> {
        draft.objects += 1;
        draft.text.push('{');
        for (position, step) in steps.iter().enumerate() {
            match step {
                Step::Fail(_) => return None,
                Step::Constant { key, value } => {
                    self.draft_key(draft, position, *key);
                    self.draft_text(draft, *value);
                }
                Step::Field { key, op } => {
                    self.draft_key(draft, position, *key);
                    match op {
                        EdgeOp::Own(LinkEdgeOp::Link(LinkOp::Cell(column))) => {
                            draft.cell(CellSource::Link(*column));
                        }
                        EdgeOp::Own(LinkEdgeOp::Direction(direction)) => {
                            draft.text.push_str(&quote(direction.as_str()));
                        }
                        EdgeOp::Node(selection, _) => self.draft_node(draft, target, *selection)?,
                        EdgeOp::Cursor | EdgeOp::Own(_) => return None,
                    }
                }
            }
        }
        draft.text.push('}');
        Some(())
    }

    fn draft_node(
        &self,
        draft: &mut FlatBuilder,
        target: Target,
        selection: SelectionId,
    ) -> Option<()> {
        let [kind] = self.source.ontology.kinds_of(target)[..] else { return None };
        draft.objects += 1;
        draft.text.push('{');
        for (position, step) in self.kind_steps(selection, kind).iter().enumerate() {
            match step {
                Step::Fail(_) => return None,
                Step::Constant { key, value } => {
                    self.draft_key(draft, position, *key);
                    self.draft_text(draft, *value);
                }
                Step::Field { key, op: EntityOp::Cell(column) } => {
                    self.draft_key(draft, position, *key);
                    draft.cell(CellSource::Node(*column));
                }
                Step::Field { .. } => return None,
            }
        }
        draft.text.push('}');
        Some(())
    }

    fn kind_steps(&self, selection: SelectionId, kind: KindId) -> &[Step<EntityOp>] {
        &self.tables.get(selection).kinds[kind.index()]
    }

    /// `"key":`, with a comma before it unless it is the first.
    fn draft_key(&self, draft: &mut FlatBuilder, position: usize, key: Fragment) {
        let key = String::from_utf8_lossy(self.arena.bytes(key));
        draft.text.push_str(if position == 0 { &key[1..] } else { &key });
    }

    fn draft_text(&self, draft: &mut FlatBuilder, constant: Fragment) {
        draft.text.push_str(&String::from_utf8_lossy(self.arena.bytes(constant)));
    }

    fn finish_flat(
        &mut self,
        draft: FlatBuilder,
        plain: &ListOp<SelectionId, LinkEdgeOp>,
    ) -> Option<FlatObject> {
        let FlatBuilder { mut pieces, text: tail, objects } = draft;
        let (opening, _) = pieces.first_mut()?;
        let first = self.arena.json(&format!("[{opening}"));
        *opening = format!("{tail},{opening}");
        let pieces =
            pieces.into_iter().map(|(text, source)| (self.arena.json(&text), source)).collect();
        let tail = self.arena.json(&format!("{tail}]"));
        Some(FlatObject { first, pieces, tail, objects, plain: plain.clone() })
    }
}
