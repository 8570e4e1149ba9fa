//! What would become of declarations?

use std::collections::{BTreeMap, HashMap};

use cas_model::Organisation;
use cas_model::assign_in_document;
use cas_model::difference::{Difference, differences};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::Status;
use cas_model::record::Json;
use cas_model::reported_finding::{FindingContext, ReportedFinding};
use cas_process::collaboration::organisation_of;
use cas_store::{Changes, DeclarationRecord};
use serde::Serialize;

use crate::Engine;

/// A declaration before and after.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangedDeclaration {
    /// The declaration, by its id here.
    pub declaration_id: DeclarationId,
    /// Our number, the LRN.
    pub lrn: String,
    /// The step it belongs to.
    pub step: String,
    /// Its status before; none for one that is created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_before: Option<Status>,
    /// Its status once all of this is done.
    pub status_after: Status,
    /// The revision of its document before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision_before: Option<u32>,
    /// The revision of its document after.
    pub revision_after: u32,
    /// What differs between its document before and after.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
    /// What is found in it before and after.
    #[serde(flatten)]
    pub findings: ForeseenFindings,
    /// The part of the organisation that it belongs to, which decides who is shown it.
    #[serde(skip)]
    pub organisation: Organisation,
}

/// What is found in a declaration before and after.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ForeseenFindings {
    /// What was found in it before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings_before: Vec<ReportedFinding>,
    /// What is found in it once all of this is done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings_after: Vec<ReportedFinding>,
}

impl ChangedDeclaration {
    /// A declaration with which nothing is done.
    pub(super) async fn unchanged(
        engine: &Engine,
        row: &DeclarationRecord,
    ) -> anyhow::Result<Self> {
        let documents = Documents::load(engine, &Changes::default(), [row].into_iter()).await?;
        let mut one = Self::between(Some(row), row);
        one.findings = documents.findings(Some(row), row)?;
        Ok(one)
    }

    fn between(before: Option<&DeclarationRecord>, after: &DeclarationRecord) -> Self {
        Self {
            declaration_id: after.id,
            lrn: after.lrn.clone(),
            step: after.step.clone().unwrap_or_default(),
            status_before: before.map(|row| row.status),
            status_after: after.status,
            revision_before: before.map(|row| row.revision),
            revision_after: after.revision,
            differences: Vec::new(),
            findings: ForeseenFindings::default(),
            organisation: organisation_of(after),
        }
    }
}

/// The declarations that changes concern, before and after.
pub(super) async fn changed_declarations(
    engine: &Engine,
    changes: &Changes,
) -> anyhow::Result<Vec<ChangedDeclaration>> {
    let after: BTreeMap<DeclarationId, &DeclarationRecord> = changes
        .declarations
        .iter()
        .map(|row| (row.id, row))
        .collect();
    let ids: Vec<DeclarationId> = after.keys().copied().collect();
    let before = engine.store().declarations(&ids).await?;
    let before: HashMap<_, _> = before.into_iter().map(|row| (row.id, row)).collect();
    let documents = Documents::load(engine, changes, before.values()).await?;
    let mut changed = Vec::with_capacity(ids.len());
    for (id, after) in after {
        let before = before.get(&id);
        let mut one = ChangedDeclaration::between(before, after);
        if let Some(before) = before {
            one.differences = documents.differences(before, after)?;
        }
        one.findings = documents.findings(before, after)?;
        changed.push(one);
    }
    Ok(changed)
}

/// Documents by declaration and revision.
struct Documents {
    stored: HashMap<(DeclarationId, u32), Json<SingleAdministrativeDocument>>,
    written: HashMap<(DeclarationId, u32), Json<SingleAdministrativeDocument>>,
}

impl Documents {
    async fn load<'c>(
        engine: &Engine,
        changes: &'c Changes,
        before: impl Iterator<Item = &'c DeclarationRecord>,
    ) -> anyhow::Result<Self> {
        let after = changes.declarations.iter();
        let needed: Vec<_> = before
            .chain(after)
            .map(|row| (row.id, row.revision))
            .collect();
        let stored = engine.store().revisions(&needed).await?.into_iter();
        let written = changes.revisions.iter().cloned();
        Ok(Self {
            stored: stored
                .map(|row| ((row.declaration_id, row.number), row.document))
                .collect(),
            written: written
                .map(|row| ((row.declaration_id, row.number), row.document))
                .collect(),
        })
    }

    /// The document of a declaration as it stands in a row: as it would be written, else stored.
    fn document_of(&self, row: &DeclarationRecord) -> Option<&Json<SingleAdministrativeDocument>> {
        let key = (row.id, row.revision);
        self.written.get(&key).or_else(|| self.stored.get(&key))
    }

    fn findings(
        &self,
        before: Option<&DeclarationRecord>,
        after: &DeclarationRecord,
    ) -> anyhow::Result<ForeseenFindings> {
        let stored = before.map(|row| {
            let document = self.stored.get(&(row.id, row.revision));
            reported(row, document)
        });
        Ok(ForeseenFindings {
            findings_before: stored.transpose()?.unwrap_or_default(),
            findings_after: reported(after, self.document_of(after))?,
        })
    }

    fn differences(
        &self,
        before: &DeclarationRecord,
        after: &DeclarationRecord,
    ) -> anyhow::Result<Vec<Difference>> {
        let before = self.stored.get(&(before.id, before.revision));
        let after = self.document_of(after);
        let (Some(before), Some(after)) = (before, after) else {
            return Ok(Vec::new());
        };
        if before == after {
            return Ok(Vec::new());
        }
        Ok(differences(&before.get()?, &after.get()?))
    }
}

fn reported(
    row: &DeclarationRecord,
    document: Option<&Json<SingleAdministrativeDocument>>,
) -> anyhow::Result<Vec<ReportedFinding>> {
    let findings = row.findings.get()?;
    if findings.is_empty() {
        return Ok(Vec::new());
    }
    let mut document = document.map(Json::get).transpose()?;
    if let Some(document) = &mut document {
        assign_in_document(document);
    }
    let context = FindingContext {
        document: document.as_ref(),
        refused: None,
    };
    Ok(context.report(findings))
}
