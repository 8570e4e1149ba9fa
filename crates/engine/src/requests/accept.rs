//! Accepting messages for processing.

use cas_model::ids::{IngestionId, TaskId};
use cas_model::record::Json;
use cas_process::message::{IngestionOptions, Message, MessageKind};
use cas_process::{Refusal, codes, lane};
use cas_store::{Changes, CommitError, IngestionRecord, IngestionState, NewTask, TaskKind};

use super::Caller;
use crate::Engine;

/// Between a key and the number of a batch's line: stands in no header, so in no key.
const LINE: char = '\u{1f}';

/// A message that is to be processed.
#[derive(Clone, Debug)]
pub struct AcceptedMessage {
    /// What it says, checked and with its references assigned.
    pub message: Message,
    /// How it is to be carried out.
    pub options: IngestionOptions,
}

impl Engine {
    /// Stores messages with their tasks in one commit; when it returns, nothing of them can be
    /// lost. The same key returns what it returned the first time.
    ///
    /// # Errors
    /// When the key was used with other content, or the store is not available.
    pub async fn accept(
        &self,
        caller: &Caller,
        messages: Vec<AcceptedMessage>,
        key: Option<&str>,
    ) -> Result<Vec<IngestionId>, Refusal> {
        let rows = self.ingestion_rows(caller, messages, key)?;
        if key.is_some()
            && let Some(first) = self.first_use(caller, &rows).await?
        {
            return Ok(first);
        }
        let changes = Changes {
            tasks: rows.iter().map(|row| self.ingest_task(row)).collect(),
            ingestions: rows.clone(),
            ..Changes::default()
        };
        match self.store().commit(changes).await {
            Ok(()) => Ok(rows.iter().map(|row| row.id).collect()),
            Err(CommitError::Conflict(what)) => {
                self.first_use(caller, &rows).await?.ok_or_else(|| {
                    crate::unavailable(&anyhow::anyhow!("conflict without a first use: {what}"))
                })
            }
            Err(CommitError::Database(error)) => Err(crate::unavailable(&error)),
        }
    }

    /// Messages as they are stored.
    pub(crate) fn ingestion_rows(
        &self,
        caller: &Caller,
        messages: Vec<AcceptedMessage>,
        key: Option<&str>,
    ) -> Result<Vec<IngestionRecord>, Refusal> {
        let now = self.now();
        let single = messages.len() == 1;
        messages
            .into_iter()
            .enumerate()
            .map(|(line, AcceptedMessage { message, options })| {
                let body = message.body();
                let body = body.map_err(|error| crate::unavailable(&error.into()))?;
                Ok(IngestionRecord {
                    tenant_id: caller.tenant_id,
                    id: IngestionId(self.ids().next()),
                    kind: message.kind().as_str().to_owned(),
                    client_id: caller.client_id.clone(),
                    external_reference: message.external_reference().map(str::to_owned),
                    body,
                    idempotency_key: key.map(|key| {
                        if single {
                            key.to_owned()
                        } else {
                            format!("{key}{LINE}{}", line + 1)
                        }
                    }),
                    options: Json::encode(&options)
                        .map_err(|error| crate::unavailable(&error.into()))?,
                    state: IngestionState::Received,
                    errors: Json::default(),
                    received_at: now,
                    finished_at: None,
                })
            })
            .collect()
    }

    /// The ids that these keys returned before, when they were used with the same content.
    async fn first_use(
        &self,
        caller: &Caller,
        rows: &[IngestionRecord],
    ) -> Result<Option<Vec<IngestionId>>, Refusal> {
        let mut ids = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(key) = &row.idempotency_key else {
                return Ok(None);
            };
            let found = self
                .store()
                .ingestion_by_key(caller.tenant_id, &caller.client_id, key)
                .await
                .map_err(|error| crate::unavailable(&error))?;
            match found {
                None if ids.is_empty() => return Ok(None),
                Some(first) if first.body == row.body && first.kind == row.kind => {
                    ids.push(first.id);
                }
                None | Some(_) => return Err(key_reused(key)),
            }
        }
        Ok(Some(ids))
    }

    fn ingest_task(&self, row: &IngestionRecord) -> NewTask {
        NewTask {
            id: TaskId(self.ids().next()),
            tenant_id: row.tenant_id,
            kind: TaskKind::Ingest,
            subject: row.id.0,
            endpoint: String::new(),
            lane: lane_of(row),
            due_at: row.received_at,
        }
    }
}

fn key_reused(key: &str) -> Refusal {
    Refusal::new(
        codes::IDEMPOTENCY_KEY_REUSED,
        format!("the key {key} belongs to an earlier message; use a new key for new content"),
    )
}

/// What is told of a shipment waits for the shipment itself.
fn lane_of(row: &IngestionRecord) -> Option<String> {
    let reference = row.external_reference.as_deref()?;
    Some(match MessageKind::parse(&row.kind) {
        Some(MessageKind::CustomsShipment | MessageKind::ShipmentEvent) => {
            lane::of_shipment(row.tenant_id, reference)
        }
        Some(kind @ MessageKind::MasterData(_)) => {
            lane::of_message(row.tenant_id, kind.as_str(), reference)
        }
        None => lane::of_message(row.tenant_id, &row.kind, reference),
    })
}
