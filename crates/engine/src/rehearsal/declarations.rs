//! What would become of declarations?

use std::collections::{BTreeMap, HashMap};

use cas_model::difference::{Difference, differences};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::Status;
use cas_model::record::Json;
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
}

impl ChangedDeclaration {
    /// A declaration with which nothing is done.
    pub(super) fn unchanged(row: &DeclarationRecord) -> Self {
        Self::between(Some(row), row)
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

    fn differences(
        &self,
        before: &DeclarationRecord,
        after: &DeclarationRecord,
    ) -> anyhow::Result<Vec<Difference>> {
        let key = (after.id, after.revision);
        let before = self.stored.get(&(before.id, before.revision));
        let after = self.written.get(&key).or_else(|| self.stored.get(&key));
        let (Some(before), Some(after)) = (before, after) else {
            return Ok(Vec::new());
        };
        if before == after {
            return Ok(Vec::new());
        }
        Ok(differences(&before.get()?, &after.get()?))
    }
}
