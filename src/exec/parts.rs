//! Writes the small values of entities and links: names, external ids, citations, claims.

use super::{Path, Run, Written};
use crate::{
    graph::{Citation, Claim, ClaimSet, ExternalId, Name, NodeId},
    plan::{Arguments, ArgumentsId, FieldError, PartOp, PartsId},
};

impl<'a> Run<'a> {
    /// Writes a list of values, each by its own writer.
    pub(super) fn list<'v, T: 'v>(
        &mut self,
        values: &'v [T],
        parts: PartsId,
        path: &Path<'_>,
        mut write: impl FnMut(&mut Self, &'v T, PartOp, &Path<'_>) -> Written,
    ) -> Written {
        self.budget.visit(values.len())?;
        let item = path.list();
        self.out.byte(b'[');
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                self.out.byte(b',');
            }
            item.at(index);
            self.object(value, parts, &item, &mut write)?;
            // After each, as in pages: summaries are long, and there may be many.
            self.budget.written(self.out.len())?;
        }
        self.out.byte(b']');
        Ok(())
    }

    /// Writes one value by its writer.
    pub(super) fn object<'v, T>(
        &mut self,
        value: &'v T,
        parts: PartsId,
        path: &Path<'_>,
        write: &mut impl FnMut(&mut Self, &'v T, PartOp, &Path<'_>) -> Written,
    ) -> Written {
        let plan = self.plan;
        let start = self.out.len();
        for step in &plan.parts[parts.index()] {
            self.out.fragment(&plan.arena, step.key);
            match step.op {
                PartOp::Fail(site) => return Err(self.null_condition(Some(path), site)),
                PartOp::Constant(constant) => self.constant(constant),
                op => write(self, value, op, path)?,
            }
        }
        self.close(start);
        Ok(())
    }

    pub(super) fn name(&mut self, name: &'a Name, op: PartOp, _: &Path<'_>) -> Written {
        match op {
            PartOp::Value => self.stored(name.value),
            PartOp::Lang => self.stored(name.lang),
            PartOp::Script => self.stored(name.script),
            PartOp::Since => self.stored(name.since),
            PartOp::Until => self.stored(name.until),
            _ => self.out.string(name.kind.as_str()),
        }
        Ok(())
    }

    pub(super) fn external_id(&mut self, id: &'a ExternalId, op: PartOp, _: &Path<'_>) -> Written {
        self.stored(if matches!(op, PartOp::Scheme) { id.scheme } else { id.value });
        Ok(())
    }

    pub(super) fn citation(
        &mut self,
        citation: &'a Citation,
        op: PartOp,
        path: &Path<'_>,
    ) -> Written {
        match op {
            PartOp::Source(selection, site) => {
                return self.entity(citation.source, selection, &path.field(site));
            }
            PartOp::Locator => self.stored(citation.locator),
            _ => self.stored(citation.note),
        }
        Ok(())
    }

    pub(super) fn claim_sets(
        &mut self,
        node: NodeId,
        arguments: ArgumentsId,
        parts: PartsId,
        path: &Path<'_>,
    ) -> Written {
        let Arguments::Field(field) = self.arguments(arguments, path)? else { return Ok(()) };
        let graph = self.graph;
        let kind = graph.ontology().kind(graph.nodes().kind(node));
        let properties = &kind.properties;
        let sets = graph.nodes().claims(node);
        if let Some(field) = field.as_ref().filter(|field| kind.property(field).is_none()) {
            // A list of several kinds may ask for what some of them have.
            if graph.ontology().kinds().all(|(_, kind)| kind.property(field).is_none()) {
                let near = kind.near_property(field);
                let message = format!("`field`: {} has no property \"{field}\"{near}", kind.name);
                return Err(self.fail(FieldError::bad_input(message), path));
            }
        }
        let is_asked = |set: &ClaimSet| {
            field.as_ref().is_none_or(|field| properties[set.property].name == *field)
        };
        let write = |run: &mut Self, set: &'a ClaimSet, op: PartOp, path: &Path<'_>| {
            if let PartOp::Claims(parts, site) = op {
                return run.list(&set.claims, parts, &path.field(site), Self::claim);
            }
            run.out.string(&properties[set.property].name);
            Ok(())
        };
        match field {
            None => self.list(sets, parts, path, write),
            Some(_) => {
                let asked = sets.iter().position(is_asked);
                let sets = asked.map_or(&sets[..0], |at| &sets[at..=at]);
                self.list(sets, parts, path, write)
            }
        }
    }

    pub(super) fn claim(&mut self, claim: &'a Claim, op: PartOp, path: &Path<'_>) -> Written {
        match op {
            PartOp::Value => self.stored(claim.value),
            PartOp::Preferred => self.out.bytes(if claim.preferred { b"true" } else { b"false" }),
            PartOp::Sources(parts, site) => {
                return self.list(&claim.citations, parts, &path.field(site), Self::citation);
            }
            _ => self.stored(claim.note),
        }
        Ok(())
    }
}
