//! What would be done beside declarations?

use cas_model::Organisation;
use cas_model::ids::{DeclarationId, MessageId, SubscriptionId, SystemCode};
use cas_process::collaboration::organisation_of;
use cas_store::{Changes, DeclarationRecord, MessageRecord, TaskKind};
use serde::Serialize;

use crate::Engine;

/// What changes say, beside declarations.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Effects {
    /// Messages that are sent to customs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<SentMessage>,
    /// What the customer is told.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notifications: Vec<Told>,
    /// New versions of master data.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub master_data: Vec<ChangedRecord>,
    /// Versions of configuration that are written or deleted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub configuration: Vec<ChangedConfiguration>,
    /// Connections that are written or deleted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub connections: Vec<ChangedConnection>,
    /// Lists of codes that are loaded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub code_lists: Vec<ChangedCodeList>,
    /// Subscriptions that are made or end.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subscriptions: Vec<ChangedSubscription>,
}

/// A message to customs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SentMessage {
    /// The code of the customs system that it is for.
    pub system: SystemCode,
    /// Its type, customs' name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_type: Option<String>,
    /// The declaration it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declaration_id: Option<DeclarationId>,
    /// The part of the organisation that the declaration belongs to.
    #[serde(skip)]
    pub organisation: Organisation,
}

/// A notification that subscribers would get.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Told {
    /// Its `eventType`, as webhooks have it.
    pub event_type: String,
    /// Its `eventSubType`, as webhooks have it.
    pub event_sub_type: String,
}

/// A record of master data.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangedRecord {
    /// The kind of master data, such as `article`.
    pub kind: String,
    /// The code that names it within its kind.
    pub code: String,
    /// The version that the change makes, from 1.
    pub version: u32,
}

/// A version of configuration.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangedConfiguration {
    /// `flow`, `decisionTable` or `settings`.
    pub kind: &'static str,
    /// Its name, unique within its kind.
    pub name: String,
    /// The version that is written, from 1.
    pub version: u32,
    /// `draft`, `published`, `retired`, or `deleted`.
    pub state: &'static str,
}

/// A connection to customs that would change.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangedConnection {
    /// The code of the customs system at its other end.
    pub system: SystemCode,
    /// Its version after; none where it is deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
}

/// A list of codes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangedCodeList {
    /// The name of the list, such as `CL010`.
    pub list: String,
    /// How many entries it has after.
    pub entries: u32,
    /// How many entries are written.
    pub written: usize,
    /// How many entries are removed.
    pub removed: usize,
}

/// A subscription that would be made, changed or deleted.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangedSubscription {
    /// The subscription; made anew each time for a new one.
    pub id: SubscriptionId,
    /// Where it posts; none where it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl Effects {
    /// What changes come to, each row as a person would name it.
    pub(super) async fn of_changes(engine: &Engine, changes: &Changes) -> anyhow::Result<Self> {
        Ok(Self {
            messages: messages(engine, changes).await?,
            notifications: notifications(changes),
            master_data: master_data(changes),
            configuration: configuration(changes),
            connections: connections(changes),
            code_lists: code_lists(changes),
            subscriptions: subscriptions(changes),
        })
    }
}

/// What would be transmitted: new messages, and those that are sent again.
async fn messages(engine: &Engine, changes: &Changes) -> anyhow::Result<Vec<SentMessage>> {
    let transmits = changes.tasks.iter();
    let transmits = transmits.filter(|task| task.kind == TaskKind::Transmit);
    let ids: Vec<MessageId> = transmits.map(|task| MessageId(task.subject)).collect();
    let is_new = |id: &MessageId| changes.messages.iter().any(|message| message.id == *id);
    let known: Vec<MessageId> = ids.iter().copied().filter(|id| !is_new(id)).collect();
    let known = engine.store().messages(&known).await?;
    let all: Vec<&MessageRecord> = changes.messages.iter().chain(&known).collect();
    let sent = ids
        .iter()
        .filter_map(|id| all.iter().find(|message| message.id == *id));
    let about: Vec<DeclarationId> = sent.clone().filter_map(|it| it.declaration_id).collect();
    let known = engine.store().declarations(&about).await?;
    // As they would be, else as they are.
    let rows = changes.declarations.iter().rev().chain(&known);
    let rows: Vec<&DeclarationRecord> = rows.collect();
    let organisation = |id: DeclarationId| {
        let row = rows.iter().find(|row| row.id == id);
        row.map(|row| organisation_of(row))
    };
    Ok(sent
        .map(|message| SentMessage {
            system: message.system.clone(),
            message_type: message.message_type.clone(),
            declaration_id: message.declaration_id,
            organisation: message
                .declaration_id
                .and_then(organisation)
                .unwrap_or_default(),
        })
        .collect())
}

fn notifications(changes: &Changes) -> Vec<Told> {
    let told = changes.notifications.iter().map(|row| Told {
        event_type: row.event_type.clone(),
        event_sub_type: row.event_sub_type.clone(),
    });
    told.collect()
}

fn master_data(changes: &Changes) -> Vec<ChangedRecord> {
    let records = changes.master_data.iter().map(|new| ChangedRecord {
        kind: new.row.kind.clone(),
        code: new.row.code.clone(),
        version: new.row.version,
    });
    records.collect()
}

fn configuration(changes: &Changes) -> Vec<ChangedConfiguration> {
    let written = changes
        .configurations
        .iter()
        .map(|row| ChangedConfiguration {
            kind: row.kind.as_str(),
            name: row.name.clone(),
            version: row.version,
            state: row.state.as_str(),
        });
    let deleted = changes
        .deleted_drafts
        .iter()
        .map(|key| ChangedConfiguration {
            kind: key.kind.as_str(),
            name: key.name.clone(),
            version: key.version,
            state: "deleted",
        });
    written.chain(deleted).collect()
}

fn connections(changes: &Changes) -> Vec<ChangedConnection> {
    let written = changes.connections.iter().map(|row| ChangedConnection {
        system: row.system.clone(),
        version: Some(row.version),
    });
    let deleted = changes
        .deleted_connections
        .iter()
        .map(|(_, system, _)| ChangedConnection {
            system: system.clone(),
            version: None,
        });
    written.chain(deleted).collect()
}

fn code_lists(changes: &Changes) -> Vec<ChangedCodeList> {
    let lists = changes.code_lists.iter().map(|row| {
        let written = changes.code_list_entries.iter();
        let removed = changes.code_list_removals.iter();
        ChangedCodeList {
            list: row.list.clone(),
            entries: row.entries,
            written: written.filter(|entry| entry.list == row.list).count(),
            removed: removed.filter(|entry| entry.list == row.list).count(),
        }
    });
    lists.collect()
}

fn subscriptions(changes: &Changes) -> Vec<ChangedSubscription> {
    let written = changes.subscriptions.iter();
    let written = written.chain(&changes.changed_subscriptions);
    let made = written.map(|row| ChangedSubscription {
        id: row.id,
        url: Some(row.url.clone()),
    });
    let ended = changes
        .deleted_subscriptions
        .iter()
        .map(|(_, id)| ChangedSubscription { id: *id, url: None });
    made.chain(ended).collect()
}
