//! Accepting messages for processing.

use std::sync::Arc;

use cas_model::civil_day::day_of;
use cas_model::ids::{IngestionId, TaskId, TenantId};
use cas_model::record::Json;
use cas_process::configuration::TenantConfiguration;
use cas_process::input_mapping::{self, Mapped, MappedMessage};
use cas_process::message::{IngestionOptions, Message, MessageKind};
use cas_process::reference::{AskableLists, TenantLists};
use cas_process::tables::FiredRows;
use cas_process::{Refusal, codes, lane};
use cas_store::{Changes, CommitError, IngestionRecord, IngestionState, NewTask, TaskKind};
use jiff::civil::Date;

use super::Caller;
use crate::Engine;

/// Between a key and the number of a batch's line: stands in no header, so in no key.
const LINE: char = '\u{1f}';

/// A message that is to be processed.
#[derive(Clone, Debug)]
pub struct AcceptedMessage {
    /// What it says, checked, with the references that were sent.
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
        let (mut rows, to_map) = self.ingestion_rows(caller, messages, key).await?;
        if key.is_some()
            && let Some(first) = self.first_use(caller, &rows).await?
        {
            return Ok(first);
        }
        let fired = self.map_messages(to_map, &mut rows).await?;
        let changes = Changes {
            table_hits: fired.counts(caller.tenant_id, self.now()).collect(),
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

    /// Messages as they are stored where no input mapping changes them, and what the caller's, where
    /// he has one, is to change.
    ///
    /// # Errors
    /// When the store fails, or a message cannot be written.
    pub(crate) async fn ingestion_rows(
        &self,
        caller: &Caller,
        messages: Vec<AcceptedMessage>,
        key: Option<&str>,
    ) -> Result<(Vec<IngestionRecord>, Option<ToMap>), Refusal> {
        let to_map = self.to_map(caller, &messages).await?;
        let now = self.now();
        let single = messages.len() == 1;
        let rows: Result<Vec<IngestionRecord>, Refusal> = messages
            .into_iter()
            .enumerate()
            .map(|(line, AcceptedMessage { message, options })| {
                let message = message.with_references();
                Ok(IngestionRecord {
                    tenant_id: caller.tenant_id,
                    id: IngestionId(self.ids().next()),
                    kind: message.kind().as_str().to_owned(),
                    client_id: caller.client_id.clone(),
                    external_reference: message.external_reference().map(str::to_owned),
                    body: body_of(message)?,
                    sent: None,
                    changes: Json::default(),
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
                    actor: (caller.actor != caller.client_id).then(|| caller.actor.clone()),
                })
            })
            .collect();
        Ok((rows?, to_map))
    }

    /// What the caller's input mapping is to change; none where he has none that is in force.
    async fn to_map(
        &self,
        caller: &Caller,
        messages: &[AcceptedMessage],
    ) -> Result<Option<ToMap>, Refusal> {
        let is_shipment =
            |one: &AcceptedMessage| one.message.kind() == MessageKind::CustomsShipment;
        if !messages.iter().any(is_shipment) {
            return Ok(None);
        }
        let configuration = self.configuration(caller.tenant_id).await;
        let configuration = configuration.map_err(|error| crate::unavailable(&error))?;
        let today = day_of(self.now(), configuration.zone_at(self.now()));
        let mapping = configuration.input_mapping_of(&caller.client_id, today);
        Ok(mapping.is_some().then(|| ToMap {
            tenant: caller.tenant_id,
            client: caller.client_id.clone(),
            messages: messages.to_vec(),
            configuration: Arc::clone(&configuration),
            today,
        }))
    }

    /// Changes messages as the caller's input mapping says, before they are stored: all, or none.
    /// Answers the rows of its tables that fired, to be counted with what is stored.
    ///
    /// # Errors
    /// When the mapping cannot be carried out on one of them.
    pub(crate) async fn map_messages(
        &self,
        to_map: Option<ToMap>,
        rows: &mut [IngestionRecord],
    ) -> Result<FiredRows, Refusal> {
        let mut fired = FiredRows::default();
        let Some(to_map) = to_map else {
            return Ok(fired);
        };
        let unavailable = |error: anyhow::Error| crate::unavailable(&error);
        let lists = self.reference(to_map.tenant).await.map_err(unavailable)?;
        let mapped = tokio::task::spawn_blocking(move || to_map.carried_out(&lists)).await;
        let mapped = mapped.map_err(|error| unavailable(error.into()))??;
        for (row, mapped) in rows.iter_mut().zip(mapped) {
            fired.append(mapped.fired);
            let Some(MappedMessage { message, changes }) = mapped.message else {
                continue;
            };
            row.sent = Some(std::mem::replace(&mut row.body, body_of(message)?));
            let changes = Json::encode(&changes);
            row.changes = changes.map_err(|error| unavailable(error.into()))?;
        }
        Ok(fired)
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
                Some(first) if first.as_sent() == row.as_sent() && first.kind == row.kind => {
                    ids.push(first.id);
                }
                None | Some(_) => return Err(key_reused(key)),
            }
        }
        Ok(Some(ids))
    }

    pub(super) fn ingest_task(&self, row: &IngestionRecord) -> NewTask {
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

/// What is stored of a message.
fn body_of(message: Message) -> Result<Json<serde_json::Value>, Refusal> {
    let body = message.body();
    body.map_err(|error| crate::unavailable(&error.into()))
}

/// Messages that a client's input mapping is to change.
pub(crate) struct ToMap {
    tenant: TenantId,
    client: String,
    messages: Vec<AcceptedMessage>,
    configuration: Arc<TenantConfiguration>,
    today: Date,
}

impl ToMap {
    /// The messages as the mapping makes them; those of one request share the steps that its tables
    /// may take.
    fn carried_out(&self, lists: &TenantLists) -> Result<Vec<Mapped>, Refusal> {
        let steps = cas_decision::Steps::default();
        let context = cas_decision::Context {
            as_of: self.today,
            sets: &AskableLists(lists),
            steps: Some(&steps),
        };
        let mapped = self.messages.iter().enumerate().map(|(at, accepted)| {
            let message = &accepted.message;
            let mapped = input_mapping::map(message, &self.client, &self.configuration, &context);
            mapped.map_err(|refusal| match self.messages.len() {
                1 => refusal,
                _ => Refusal {
                    detail: format!("message {}: {}", at + 1, refusal.detail),
                    ..refusal
                },
            })
        });
        mapped.collect()
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
