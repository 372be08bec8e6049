//! Writes embedded objects: names, external ids, citations, claims.

use super::{Path, Run, Written};
use crate::{
    exec::store::Store,
    graph::{Citation, Claim, ClaimSet, ExternalId, Name, NodeId},
    plan::{
        ArgumentsId, CitationOp, ClaimOp, ClaimSetOp, ExternalIdOp, FieldError, Id, NameOp, Object,
        Stored, fields::claims::ClaimedField,
    },
};

impl<'a, S: Store> Run<'a, S> {
    /// Writes a list of embedded objects, each field of each by `write`.
    pub(super) fn embedded<'v, T: 'v, Op: 'a>(
        &mut self,
        values: &'v [T],
        object: Id<Object<Op>>,
        path: &Path<'_>,
        mut write: impl FnMut(&mut Self, &'v T, &'a Op, &Path<'_>) -> Written,
    ) -> Written
    where
        Object<Op>: Stored,
    {
        self.reader.budget.visit(values.len())?;
        let steps = &self.plan[object];
        self.list(values.len(), path, |run, index, path| {
            run.object(steps, path, |run, op| write(run, &values[index], op, path))
        })
    }

    /// Writes one embedded object.
    pub(super) fn embedded_one<T: ?Sized, Op: 'a>(
        &mut self,
        value: &T,
        object: Id<Object<Op>>,
        path: &Path<'_>,
        mut write: impl FnMut(&mut Self, &T, &'a Op, &Path<'_>) -> Written,
    ) -> Written
    where
        Object<Op>: Stored,
    {
        self.object(&self.plan[object], path, |run, op| write(run, value, op, path))
    }

    pub(super) fn name(&mut self, name: &Name, op: &NameOp, _: &Path<'_>) -> Written {
        match op {
            NameOp::Value => self.stored(name.value),
            NameOp::Lang => self.stored(name.lang),
            NameOp::Script => self.stored(name.script),
            NameOp::Kind => self.out.string(name.kind.as_str()),
            NameOp::Since => self.stored(name.since),
            NameOp::Until => self.stored(name.until),
        }
        Ok(())
    }

    pub(super) fn external_id(
        &mut self,
        id: &ExternalId,
        op: &ExternalIdOp,
        _: &Path<'_>,
    ) -> Written {
        self.stored(match op {
            ExternalIdOp::Scheme => id.scheme,
            ExternalIdOp::Value => id.value,
        });
        Ok(())
    }

    pub(super) fn citation(
        &mut self,
        citation: &Citation,
        op: &CitationOp,
        path: &Path<'_>,
    ) -> Written {
        match op {
            CitationOp::Source(selection, site) => {
                return self.entity(citation.source, *selection, &path.field(*site));
            }
            CitationOp::Locator => self.stored(citation.locator),
            CitationOp::Note => self.stored(citation.note),
        }
        Ok(())
    }

    /// Writes `claims` of an entity.
    pub(super) fn claim_sets(
        &mut self,
        node: NodeId,
        arguments: ArgumentsId<ClaimedField>,
        object: Id<Object<ClaimSetOp>>,
        path: &Path<'_>,
    ) -> Written {
        let ClaimedField(field) = self.arguments(arguments, path)?;
        let store = self.store;
        let kind = store.ontology().kind(store.kind(node));
        let mut sets = store.claims(node);
        if let Some(field) = field {
            // A list of several kinds may ask for what some of them have.
            let is_known =
                |field| store.ontology().kinds().any(|(_, it)| it.property(field).is_some());
            if kind.property(field).is_none() && !is_known(field) {
                let near = kind.near_property(field);
                let message = format!("`field`: {} has no property \"{field}\"{near}", kind.name);
                return Err(self.fail(FieldError::bad_input(message), path));
            }
            let asked = sets.iter().position(|set| kind.properties[set.property].name == *field);
            sets = asked.map_or(&[], |at| &sets[at..=at]);
        }
        self.embedded(sets, object, path, |run, set: &'a ClaimSet, op, path| {
            match op {
                ClaimSetOp::Field => run.out.string(&kind.properties[set.property].name),
                ClaimSetOp::Claims(claim, site) => {
                    let path = path.field(*site);
                    return run.embedded(&set.claims, *claim, &path, Self::claim);
                }
            }
            Ok(())
        })
    }

    pub(super) fn claim(&mut self, claim: &Claim, op: &ClaimOp, path: &Path<'_>) -> Written {
        match op {
            ClaimOp::Value => self.stored(claim.value),
            ClaimOp::Preferred => self.boolean(claim.preferred),
            ClaimOp::Sources(citation, site) => {
                let path = path.field(*site);
                return self.embedded(&claim.citations, *citation, &path, Self::citation);
            }
            ClaimOp::Note => self.stored(claim.note),
        }
        Ok(())
    }
}
