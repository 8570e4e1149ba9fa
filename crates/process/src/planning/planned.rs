//! A plan as people see it: what is, or would be, done with each declaration.

use cas_model::difference::Difference;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::Status;
use cas_model::record::DeclarationRecord;
use serde::Serialize;

use super::Resolution;

/// What is done with one declaration.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlannedDeclaration {
    /// The declaration; made anew each time for one that is created.
    pub declaration_id: DeclarationId,
    /// Our number, the LRN.
    pub lrn: String,
    /// The step it belongs to.
    pub step: String,
    /// What is done with it.
    pub resolution: Resolution,
    /// Its status before; none for one that is created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_before: Option<Status>,
    /// Its status once this is done; before customs has answered.
    pub status_after: Status,
    /// What differs between its document before and after.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
    /// Manual edits that stay.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kept_edits: Vec<String>,
    /// Manual edits that somebody must decide on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<String>,
    /// Manual edits that are lost.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lost_edits: Vec<String>,
}

impl PlannedDeclaration {
    /// A declaration as it is before anything is done with it.
    #[must_use]
    pub fn unchanged(row: &DeclarationRecord, resolution: Resolution) -> Self {
        Self {
            declaration_id: row.id,
            lrn: row.lrn.clone(),
            step: row.step.clone().unwrap_or_default(),
            resolution,
            status_before: Some(row.status),
            status_after: row.status,
            differences: Vec::new(),
            kept_edits: Vec::new(),
            conflicts: Vec::new(),
            lost_edits: Vec::new(),
        }
    }
}
