//! Accepting messages for processing.

use cas_model::ids::{IngestionId, TaskId};
use cas_model::record::Json;
use cas_process::configuration::TenantConfiguration;
use cas_process::input_mapping::{self, MappedMessage};
use cas_process::message::{IngestionOptions, Message, MessageKind};
use cas_process::reference::{AskableLists, TenantLists};
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
        let mut rows = self.ingestion_rows(caller, &messages, key)?;
        if key.is_some()
            && let Some(first) = self.first_use(caller, &rows).await?
        {
            return Ok(first);
        }
        self.map_messages(caller, messages, &mut rows).await?;
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

    /// Messages as they are stored where no input mapping changes them.
    pub(crate) fn ingestion_rows(
        &self,
        caller: &Caller,
        messages: &[AcceptedMessage],
        key: Option<&str>,
    ) -> Result<Vec<IngestionRecord>, Refusal> {
        let now = self.now();
        let single = messages.len() == 1;
        messages
            .iter()
            .enumerate()
            .map(|(line, AcceptedMessage { message, options })| {
                let body = body_of(message.clone().with_references())?;
                Ok(IngestionRecord {
                    tenant_id: caller.tenant_id,
                    id: IngestionId(self.ids().next()),
                    kind: message.kind().as_str().to_owned(),
                    client_id: caller.client_id.clone(),
                    external_reference: message.external_reference().map(str::to_owned),
                    body,
                    sent: None,
                    changes: Json::default(),
                    idempotency_key: key.map(|key| {
                        if single {
                            key.to_owned()
                        } else {
                            format!("{key}{LINE}{}", line + 1)
                        }
                    }),
                    options: Json::encode(options)
                        .map_err(|error| crate::unavailable(&error.into()))?,
                    state: IngestionState::Received,
                    errors: Json::default(),
                    received_at: now,
                    finished_at: None,
                })
            })
            .collect()
    }

    /// Changes messages as the caller's input mapping says, before they are stored: all, or none.
    ///
    /// # Errors
    /// When the mapping cannot be carried out on one of them.
    pub(crate) async fn map_messages(
        &self,
        caller: &Caller,
        messages: Vec<AcceptedMessage>,
        rows: &mut [IngestionRecord],
    ) -> Result<(), Refusal> {
        let is_shipment =
            |one: &AcceptedMessage| one.message.kind() == MessageKind::CustomsShipment;
        if !messages.iter().any(is_shipment) {
            return Ok(());
        }
        let tenant = caller.tenant_id;
        let unavailable = |error: anyhow::Error| crate::unavailable(&error);
        let today = self.today_of(tenant).await.map_err(unavailable)?;
        let configurations = self.configurations(&[tenant]).await.map_err(unavailable)?;
        let Some(configuration) = configurations.into_values().next() else {
            return Ok(());
        };
        if configuration
            .input_mapping_of(&caller.client_id, today)
            .is_none()
        {
            return Ok(());
        }
        let lists = self.reference(tenant).await.map_err(unavailable)?;
        let client = caller.client_id.clone();
        let map = move || map_all(&messages, &client, &configuration, &lists, today);
        let mapped = tokio::task::spawn_blocking(map).await;
        let mapped = mapped.map_err(|error| unavailable(error.into()))??;
        for (row, mapped) in rows.iter_mut().zip(mapped) {
            let Some(MappedMessage { message, changes }) = mapped else {
                continue;
            };
            row.sent = Some(std::mem::replace(&mut row.body, body_of(message)?));
            let changes = Json::encode(&changes);
            row.changes = changes.map_err(|error| unavailable(error.into()))?;
        }
        Ok(())
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

/// Messages as a client's input mapping makes them; those of one request share the steps that its
/// tables may take.
fn map_all(
    messages: &[AcceptedMessage],
    client: &str,
    configuration: &TenantConfiguration,
    lists: &TenantLists,
    today: Date,
) -> Result<Vec<Option<MappedMessage>>, Refusal> {
    let steps = cas_decision::Steps::default();
    let context = cas_decision::Context {
        as_of: today,
        sets: &AskableLists(lists),
        steps: Some(&steps),
    };
    let mapped = messages.iter().enumerate().map(|(at, accepted)| {
        input_mapping::map(&accepted.message, client, configuration, &context).map_err(|refusal| {
            match messages.len() {
                1 => refusal,
                _ => Refusal {
                    detail: format!("message {}: {}", at + 1, refusal.detail),
                    ..refusal
                },
            }
        })
    });
    mapped.collect()
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
