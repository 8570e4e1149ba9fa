//! What does a second person need to know of a draft before publishing it?

use cas_model::record::ConfigurationRecord;
use serde_json::Value;

use super::draft_check::{self, DraftCheck};
use super::snapshot::Snapshot;
use super::{ConfigurationName, ControlOfDocument, Undecided};
use crate::Refusal;

/// A draft as it is reviewed.
#[derive(Clone, Debug)]
pub struct DraftReview {
    /// The draft as it is stored.
    pub row: ConfigurationRecord,
    /// What the tenant demands of changes of it.
    pub control: ControlOfDocument,
    /// Why whoever asks may not publish it; none where he may.
    pub refusal: Option<Refusal>,
    /// What publishing it would refuse, and warn of.
    pub check: DraftCheck,
}

/// What is to be known of the draft of a name.
///
/// # Errors
/// When there is none, or what is stored cannot be read.
pub fn review(snapshot: &Snapshot, name: &ConfigurationName) -> Result<DraftReview, Undecided> {
    let draft = snapshot.draft(name);
    let draft = draft.ok_or_else(|| Refusal::not_found("draft"))?;
    let control = ControlOfDocument::for_document(snapshot, name)?;
    let refusal = match control.must_publish(&snapshot.editor.identity, draft) {
        Ok(()) => None,
        Err(Undecided::Refused(refusal)) => Some(refusal),
        Err(failed @ Undecided::Failed(_)) => return Err(failed),
    };
    let document: Value = draft.document.get().map_err(anyhow::Error::from)?;
    Ok(DraftReview {
        row: draft.clone(),
        check: draft_check::check(snapshot, name, &document)?,
        control,
        refusal,
    })
}
