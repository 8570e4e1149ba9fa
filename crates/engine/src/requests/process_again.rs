//! How is a message of a client that failed carried out anew?
//!
//! What made it fail was mended elsewhere: a flow was published, master data came. The message is
//! kept as it was accepted, so nobody need send it again. It goes through the same lane as before,
//! and only where nothing later about the same thing was taken: it would undo what that says.

use cas_model::ids::IngestionId;
use cas_process::{Refusal, codes};
use cas_store::{IngestionRecord, IngestionSearch, IngestionState, ReopenedIngestion};

use super::Caller;
use super::operate::{Decided, words};
use crate::{Engine, unavailable};

/// The most later messages of a reference that are looked at; more say the same.
const LOOKED_AT: u32 = 100;

impl Engine {
    /// Carries a failed message out anew, with a word on why.
    ///
    /// # Errors
    /// When it is not the caller's, did not fail, was overtaken, or there is no word.
    pub async fn process_again(
        &self,
        caller: &Caller,
        id: IngestionId,
        reason: &str,
    ) -> Result<(), Refusal> {
        let why = format!("carried out anew: {}", words("reason", reason)?);
        let found = self.store().ingestion(caller.tenant_id, id).await;
        let found = found.map_err(|error| unavailable(&error))?;
        let mut row = found.ok_or_else(|| Refusal::not_found("ingestion"))?;
        if row.state != IngestionState::Failed {
            return Err(not_failed(row.state));
        }
        self.expect_not_overtaken(&row).await?;
        row.received_at = self.now();
        let decided = Decided { caller, why };
        let text = format!("{} {id} is carried out anew", row.kind);
        let mut changes = self.noted(&decided, Vec::new(), || {
            self.alert_resolved(&decided, "ingestion-processed-again", text)
        });
        changes.reopened_ingestions.push(ReopenedIngestion {
            tenant_id: row.tenant_id,
            id,
        });
        changes.tasks.push(self.ingest_task(&row));
        self.decide(changes, || not_failed(IngestionState::Received))
            .await
    }

    /// No older message undoes what a later one of its reference says.
    async fn expect_not_overtaken(&self, row: &IngestionRecord) -> Result<(), Refusal> {
        let Some(reference) = &row.external_reference else {
            return Ok(());
        };
        let later = IngestionSearch {
            external_reference: Some(reference.clone()),
            kinds: vec![row.kind.clone()],
            received_from: Some(row.received_at),
            limit: LOOKED_AT,
            ..IngestionSearch::default()
        };
        let later = self.store().search_ingestions(row.tenant_id, &later).await;
        let later = later.map_err(|error| unavailable(&error))?;
        let mut taken = later.into_iter().filter(|other| match other.state {
            IngestionState::Received | IngestionState::Processing | IngestionState::Succeeded => {
                true
            }
            IngestionState::Failed => false,
        });
        match taken.find(|other| other.id != row.id) {
            None => Ok(()),
            Some(other) => {
                let (id, at) = (other.id, other.received_at);
                let detail = format!("{id} of {at} has the reference {reference} too");
                Err(Refusal::new(codes::INGESTION_OVERTAKEN, detail))
            }
        }
    }
}

fn not_failed(state: IngestionState) -> Refusal {
    let detail = format!("its state is {}", state.as_str());
    Refusal::new(codes::INGESTION_NOT_FAILED, detail)
}
