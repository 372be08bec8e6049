//! Lowers what is selected of embedded objects: names, external ids, citations, claims, and
//! what `match` answers. They have no id and belong to one entity, link or answer.

use super::{Lowering, MemoKey};
use crate::{
    api::schema::{
        CitationField, ClaimField, ClaimSetField, ExternalIdField, LinkReferenceField, MatchField,
        MatchResultField, MatchTokenField, NameField, SupportCitationField, ValueField,
    },
    ontology::{Scalar, Target, ValueTypeId},
    plan::{
        CitationOp, ClaimOp, ClaimSetOp, ExternalIdOp, Id, LinkReferenceOp, NameOp, Object,
        ValueOp,
        fields::{
            r#match::{CandidateOp, MatchResultOp, TokenOp},
            supports::SupportCitationOp,
        },
    },
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    pub(super) fn names(&mut self, fields: &[&'d Field]) -> Id<Object<NameOp>> {
        self.object("Name", fields, |_, field, _| match field {
            NameField::Value => NameOp::Value,
            NameField::Lang => NameOp::Lang,
            NameField::Script => NameOp::Script,
            NameField::Kind => NameOp::Kind,
            NameField::Since => NameOp::Since,
            NameField::Until => NameOp::Until,
        })
    }

    pub(super) fn external_ids(&mut self, fields: &[&'d Field]) -> Id<Object<ExternalIdOp>> {
        self.object("ExternalId", fields, |_, field, _| match field {
            ExternalIdField::Scheme => ExternalIdOp::Scheme,
            ExternalIdField::Value => ExternalIdOp::Value,
        })
    }

    /// The plan of the selection on values of a structured type.
    pub(super) fn value(&mut self, id: ValueTypeId, fields: &[&'d Field]) -> Id<Object<ValueOp>> {
        let ty = self.source.ontology.value_type(id);
        self.memoized((MemoKey::Value(id), fields.to_vec()), |lowering, fields| {
            lowering.steps(fields, &ty.name, |it, group| {
                let ValueField(at) = it.kind(&ty.name, group);
                if let Scalar::Structured(id) = ty.fields[at].ty.scalar {
                    ValueOp::Object(at, it.value(id, &group.fields))
                } else {
                    ValueOp::Field(at)
                }
            })
        })
    }

    pub(super) fn citations(&mut self, fields: &[&'d Field]) -> Id<Object<CitationOp>> {
        self.object("Citation", fields, |it, field, group| match field {
            CitationField::Source => {
                // Without kinds nothing is written: there is no source to cite.
                let kind = it.source.ontology.source_kind();
                let kinds = kind.into_iter().collect();
                let selection = it.selection(kinds, false, group.fields.clone());
                CitationOp::Source(selection, it.site(group))
            }
            CitationField::Locator => CitationOp::Locator,
            CitationField::Note => CitationOp::Note,
        })
    }

    pub(super) fn link_references(&mut self, fields: &[&'d Field]) -> Id<Object<LinkReferenceOp>> {
        self.object("LinkReference", fields, |it, field, group| match field {
            LinkReferenceField::Property => LinkReferenceOp::Property,
            LinkReferenceField::Entity => {
                let selection = it.target_selection(Target::Entity, group.fields.clone());
                LinkReferenceOp::Entity(selection, it.site(group))
            }
        })
    }

    pub(super) fn support_citations(
        &mut self,
        fields: &[&'d Field],
    ) -> Id<Object<SupportCitationOp>> {
        self.object("SupportCitation", fields, |_, field, _| match field {
            SupportCitationField::Locator => SupportCitationOp::Locator,
            SupportCitationField::Note => SupportCitationOp::Note,
            SupportCitationField::Field => SupportCitationOp::Field,
        })
    }

    pub(super) fn claim_sets(&mut self, fields: &[&'d Field]) -> Id<Object<ClaimSetOp>> {
        self.object("ClaimSet", fields, |it, field, group| match field {
            ClaimSetField::Field => ClaimSetOp::Field,
            ClaimSetField::Claims => ClaimSetOp::Claims(it.claims(&group.fields), it.site(group)),
        })
    }

    pub(super) fn claims(&mut self, fields: &[&'d Field]) -> Id<Object<ClaimOp>> {
        self.object("Claim", fields, |it, field, group| match field {
            ClaimField::Value => ClaimOp::Value,
            ClaimField::Preferred => ClaimOp::Preferred,
            ClaimField::Sources => ClaimOp::Sources(it.citations(&group.fields), it.site(group)),
            ClaimField::Note => ClaimOp::Note,
        })
    }

    pub(super) fn match_results(&mut self, fields: &[&'d Field]) -> Id<Object<MatchResultOp>> {
        self.object("MatchResult", fields, |it, field, group| match field {
            MatchResultField::Id => MatchResultOp::QueryId,
            MatchResultField::Name => MatchResultOp::QueryName,
            MatchResultField::Tie => MatchResultOp::Tie,
            MatchResultField::Candidates => {
                MatchResultOp::Candidates(it.match_candidates(&group.fields), it.site(group))
            }
        })
    }

    fn match_candidates(&mut self, fields: &[&'d Field]) -> Id<Object<CandidateOp>> {
        self.object("Match", fields, |it, field, group| match field {
            MatchField::Entity => {
                let selection = it.target_selection(Target::Entity, group.fields.clone());
                CandidateOp::Entity(selection, it.site(group))
            }
            MatchField::Score => CandidateOp::Score,
            MatchField::Tie => CandidateOp::Tie,
            MatchField::Name => CandidateOp::MatchedName(it.names(&group.fields), it.site(group)),
            MatchField::KindAgrees => CandidateOp::KindAgrees,
            MatchField::CountryAgrees => CandidateOp::CountryAgrees,
            MatchField::Tokens => {
                CandidateOp::Tokens(it.match_tokens(&group.fields), it.site(group))
            }
        })
    }

    fn match_tokens(&mut self, fields: &[&'d Field]) -> Id<Object<TokenOp>> {
        self.object("MatchToken", fields, |_, field, _| match field {
            MatchTokenField::Query => TokenOp::QueryWord,
            MatchTokenField::Candidate => TokenOp::CandidateWord,
            MatchTokenField::How => TokenOp::How,
            MatchTokenField::Score => TokenOp::Score,
            MatchTokenField::Weight => TokenOp::Weight,
        })
    }
}
