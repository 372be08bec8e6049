//! Lowers what is selected of embedded objects: names, external ids, citations, claims, and
//! what `match` answers. They have no id and belong to one entity, link or answer.

use super::{Group, Lowering, Place};
use crate::{
    api::schema::{
        CitationField, ClaimField, ClaimSetField, ExternalIdField, FieldOwner, MatchField,
        MatchResultField, MatchTokenField, NameField, SupportCitationField,
    },
    ontology::Target,
    plan::{PartOp, PartsId},
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    /// What is selected of embedded objects of a type, whose fields become steps by `op`.
    fn embedded<F: FieldOwner>(
        &mut self,
        ty: &'static str,
        fields: &[&'d Field],
        op: fn(&mut Self, F, &Group<'d>) -> PartOp,
    ) -> PartsId {
        let number = self.memoized((Place::Parts(ty), fields.to_vec()), |lowering, fields| {
            let steps = lowering.steps(fields, ty, |it, group| {
                let field = it.kind(ty, group);
                op(it, field, group)
            });
            lowering.parts.push(steps);
            lowering.parts.len() as u32 - 1
        });
        PartsId(number)
    }

    pub(super) fn names(&mut self, fields: &[&'d Field]) -> PartsId {
        self.embedded("Name", fields, |_, field, _| match field {
            NameField::Value => PartOp::Value,
            NameField::Lang => PartOp::Lang,
            NameField::Script => PartOp::Script,
            NameField::Kind => PartOp::Kind,
            NameField::Since => PartOp::Since,
            NameField::Until => PartOp::Until,
        })
    }

    pub(super) fn external_ids(&mut self, fields: &[&'d Field]) -> PartsId {
        self.embedded("ExternalId", fields, |_, field, _| match field {
            ExternalIdField::Scheme => PartOp::Scheme,
            ExternalIdField::Value => PartOp::Value,
        })
    }

    pub(super) fn citations(&mut self, fields: &[&'d Field]) -> PartsId {
        self.embedded("Citation", fields, |it, field, group| match field {
            CitationField::Source => {
                // Without kinds nothing is written: there is no source to cite.
                let kind = it.source.ontology.kind_by_name("Source");
                let kinds = kind.into_iter().collect();
                let selection = it.selection(kinds, false, group.fields.clone());
                PartOp::Source(selection, it.site(group))
            }
            CitationField::Locator => PartOp::Locator,
            CitationField::Note => PartOp::Note,
        })
    }

    pub(super) fn support_citations(&mut self, fields: &[&'d Field]) -> PartsId {
        self.embedded("SupportCitation", fields, |_, field, _| match field {
            SupportCitationField::Locator => PartOp::Locator,
            SupportCitationField::Note => PartOp::Note,
            SupportCitationField::Field => PartOp::Field,
        })
    }

    pub(super) fn claim_sets(&mut self, fields: &[&'d Field]) -> PartsId {
        self.embedded("ClaimSet", fields, |it, field, group| match field {
            ClaimSetField::Field => PartOp::Field,
            ClaimSetField::Claims => PartOp::Claims(it.claims(&group.fields), it.site(group)),
        })
    }

    pub(super) fn claims(&mut self, fields: &[&'d Field]) -> PartsId {
        self.embedded("Claim", fields, |it, field, group| match field {
            ClaimField::Value => PartOp::Value,
            ClaimField::Preferred => PartOp::Preferred,
            ClaimField::Sources => PartOp::Sources(it.citations(&group.fields), it.site(group)),
            ClaimField::Note => PartOp::Note,
        })
    }

    pub(super) fn match_results(&mut self, fields: &[&'d Field]) -> PartsId {
        self.embedded("MatchResult", fields, |it, field, group| match field {
            MatchResultField::Id => PartOp::QueryId,
            MatchResultField::Name => PartOp::QueryName,
            MatchResultField::Tie => PartOp::Tie,
            MatchResultField::Candidates => {
                PartOp::Candidates(it.match_candidates(&group.fields), it.site(group))
            }
        })
    }

    fn match_candidates(&mut self, fields: &[&'d Field]) -> PartsId {
        self.embedded("Match", fields, |it, field, group| match field {
            MatchField::Entity => {
                let selection = it.target_selection(Target::Entity, group.fields.clone());
                PartOp::Entity(selection, it.site(group))
            }
            MatchField::Score => PartOp::Score,
            MatchField::Tie => PartOp::Tie,
            MatchField::Name => PartOp::MatchedName(it.names(&group.fields), it.site(group)),
            MatchField::KindAgrees => PartOp::KindAgrees,
            MatchField::CountryAgrees => PartOp::CountryAgrees,
            MatchField::Tokens => PartOp::Tokens(it.match_tokens(&group.fields), it.site(group)),
        })
    }

    fn match_tokens(&mut self, fields: &[&'d Field]) -> PartsId {
        self.embedded("MatchToken", fields, |_, field, _| match field {
            MatchTokenField::Query => PartOp::QueryWord,
            MatchTokenField::Candidate => PartOp::CandidateWord,
            MatchTokenField::How => PartOp::How,
            MatchTokenField::Score => PartOp::Score,
            MatchTokenField::Weight => PartOp::Weight,
        })
    }
}
