//! How is a connection to a customs system configured, without its secrets being told?
//!
//! Secrets go in and never come out: they are shown as [`MASK`]. Whoever sends a connection
//! without a secret, or with the mask, keeps the one that is stored; `null` removes it. The secret
//! that we show is kept for the host it was meant for only: else whoever may change the address
//! could have it sent to himself.

use cas_model::ids::{SystemCode, TenantId};
use cas_process::ConfigurationProblem;
use cas_process::Refusal;
use cas_process::configuration::document::read_typed;
use cas_process::configuration::refusals::{self, Problems};
use cas_process::connection::Connection;
use cas_store::{Changes, ConnectionRow};
use jiff::Timestamp;
use serde_json::{Map, Value};
use url::Url;

use super::Editor;
use super::edit::Snapshot;
use crate::Engine;
use crate::outbound::check_url;

/// What is shown for a secret.
pub const MASK: &str = "********";

/// The fields that are secrets.
const SECRETS: [&str; 2] = [SHOWN, "callbackSecret"];

/// The one that we show to the customs system.
const SHOWN: &str = "secret";

/// Why it is not kept.
const MEANT_FOR_ANOTHER: &str = "the scheme, host or port of the endpoint changed, and the stored \
    secret was meant for the other: send the secret again by PUT /v1/connections/{system}";

/// How long an answer may be waited for, in seconds.
const TIMEOUT: std::ops::RangeInclusive<u64> = 1..=600;

/// How often messages may be fetched, in seconds.
const PULL: std::ops::RangeInclusive<u32> = 1..=86_400;

/// A connection as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ConnectionView {
    /// The code of the customs system at its other end.
    pub system: SystemCode,
    /// Counts its changes, from 1.
    pub version: u32,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// What it says, with its secrets masked.
    pub document: Value,
}

impl ConnectionView {
    /// What If-Match must name. Its time tells it from one that was deleted before.
    #[must_use]
    pub fn tag(&self) -> String {
        tag(self.version, self.updated_at)
    }
}

fn tag(version: u32, updated_at: Timestamp) -> String {
    format!("{version}-{:x}", updated_at.as_microsecond())
}

impl Engine {
    /// A tenant's connections.
    ///
    /// # Errors
    /// When the store fails, or holds what is no connection.
    pub async fn connection_views(&self, tenant: TenantId) -> anyhow::Result<Vec<ConnectionView>> {
        let rows = self.store().connections_of(tenant).await?;
        rows.iter().map(view).collect()
    }

    /// Makes or changes a connection. `expected` is the tag that the caller read, if he minds.
    ///
    /// # Errors
    /// When the system is not known, the connection has problems, or is not what the caller read.
    pub async fn put_connection(
        &self,
        editor: &Editor,
        system: &SystemCode,
        raw: Value,
        expected: Option<String>,
    ) -> Result<ConnectionView, Refusal> {
        let wanted = system.clone();
        let changed = self
            .edit(editor, move |snapshot| {
                let stored = stored(snapshot, &wanted);
                expect_version(&wanted, stored, expected.as_deref())?;
                let row = written(snapshot, &wanted, &raw)?;
                let view = view(&row).map_err(|error| crate::unavailable(&error))?;
                let is_same = stored.is_some_and(|stored| stored.document == row.document);
                let mut changes = Changes::default();
                if !is_same {
                    changes.connections.push(row);
                }
                Ok((changes, view))
            })
            .await;
        self.connections().forget(editor.tenant_id, system);
        changed
    }

    /// Deletes a connection. What is on its way over it waits until there is one again.
    ///
    /// # Errors
    /// When there is none, or it is not what the caller read.
    pub async fn delete_connection(
        &self,
        editor: &Editor,
        system: &SystemCode,
        expected: Option<String>,
    ) -> Result<(), Refusal> {
        let wanted = system.clone();
        let deleted = self
            .edit(editor, move |snapshot| {
                let stored = stored(snapshot, &wanted);
                expect_version(&wanted, stored, expected.as_deref())?;
                let row = stored.ok_or_else(|| Refusal::not_found("connection"))?;
                let changes = Changes {
                    deleted_connections: vec![(row.tenant_id, row.system.clone(), row.version)],
                    ..Changes::default()
                };
                Ok((changes, ()))
            })
            .await;
        self.connections().forget(editor.tenant_id, system);
        deleted
    }
}

/// The stored connection to a system.
pub(super) fn stored<'a>(snapshot: &'a Snapshot, system: &SystemCode) -> Option<&'a ConnectionRow> {
    snapshot
        .connections
        .iter()
        .find(|row| row.system == *system)
}

/// The row of a connection as it was sent: checked, with the secrets that are kept. Where nothing
/// changed, it is the stored row.
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn written(
    snapshot: &Snapshot,
    system: &SystemCode,
    raw: &Value,
) -> Result<ConnectionRow, Refusal> {
    let implementation = snapshot.engine.registry().get(system);
    let implementation = implementation.ok_or_else(|| Refusal::not_found("customs system"))?;
    let stored = stored(snapshot, system);
    let document = with_kept_secrets(raw, stored)?;
    let connection: Connection =
        read_typed(&document).map_err(|problem| refusals::invalid(vec![(None, problem)]))?;
    let mut problems = Problems::new();
    let mut wrong = |path: &str, message: String| {
        problems.push((None, ConfigurationProblem::at(path, message)));
    };
    let policy = snapshot.engine.settings().customs_addresses;
    if let Err(message) = check_url(&connection.endpoint, policy) {
        wrong("endpoint", message);
    }
    if let Some(endpoint) = &connection.pull_endpoint
        && let Err(message) = check_url(endpoint, policy)
    {
        wrong("pullEndpoint", message);
    } else if let Some(message) = elsewhere(&connection) {
        wrong("pullEndpoint", message);
    }
    if connection.pull_seconds.is_some() && implementation.capabilities().pull.is_none() {
        wrong(
            "pullSeconds",
            format!("messages of {system} cannot be fetched"),
        );
    }
    if connection
        .pull_seconds
        .is_some_and(|pause| !PULL.contains(&pause))
    {
        let message = format!("must be from {} to {}", PULL.start(), PULL.end());
        wrong("pullSeconds", message);
    }
    if let Some(name) = &connection.client_certificate
        && let Err(message) = (snapshot.engine).check_certificate(snapshot.editor.tenant_id, name)
    {
        wrong("clientCertificate", message);
    }
    if !TIMEOUT.contains(&connection.timeout_seconds) {
        let message = format!("must be from {} to {}", TIMEOUT.start(), TIMEOUT.end());
        wrong("timeoutSeconds", message);
    }
    if let Err(messages) = implementation.check_settings(&connection.settings) {
        for message in messages {
            wrong("settings", message);
        }
    }
    if !problems.is_empty() {
        return Err(refusals::invalid(problems));
    }
    let document = serde_json::to_string(&connection);
    let document = document.map_err(|error| crate::unavailable(&error.into()))?;
    Ok(match stored {
        Some(row) if row.document == document => row.clone(),
        stored => ConnectionRow {
            tenant_id: snapshot.editor.tenant_id,
            system: system.clone(),
            document,
            version: stored.map_or(0, |row| row.version) + 1,
            updated_at: snapshot.now,
        },
    })
}

/// The secret is shown where messages are fetched too, so that is the endpoint's host.
fn elsewhere(connection: &Connection) -> Option<String> {
    let origin = |url: &str| Url::parse(url).ok().map(|url| url.origin());
    let pulled = connection.pull_endpoint.as_deref()?;
    (origin(pulled) != origin(&connection.endpoint))
        .then(|| "must have the scheme, host and port of the endpoint".to_owned())
}

/// What was sent, with the stored secrets where it names none.
fn with_kept_secrets(raw: &Value, stored: Option<&ConnectionRow>) -> Result<Value, Refusal> {
    let Value::Object(sent) = raw else {
        return Err(refusals::wrong("", "must be a JSON object"));
    };
    let mut document = sent.clone();
    let stored: Map<String, Value> = stored
        .and_then(|row| serde_json::from_str(&row.document).ok())
        .unwrap_or_default();
    for field in SECRETS {
        let is_kept = document.get(field).is_none_or(|sent| sent == MASK);
        if is_kept {
            document.remove(field);
            if let Some(secret) = stored.get(field) {
                if field == SHOWN && goes_elsewhere(&document, &stored) {
                    return Err(refusals::wrong(field, MEANT_FOR_ANOTHER));
                }
                document.insert(field.to_owned(), secret.clone());
            }
        }
    }
    Ok(Value::Object(document))
}

/// Whether messages would go to another scheme, host or port than before. What is no address is
/// refused as such.
fn goes_elsewhere(sent: &Map<String, Value>, stored: &Map<String, Value>) -> bool {
    let origin = |document: &Map<String, Value>| {
        let endpoint = document.get("endpoint").and_then(Value::as_str)?;
        Url::parse(endpoint).ok().map(|url| url.origin())
    };
    origin(sent).is_some_and(|new| origin(stored).as_ref() != Some(&new))
}

/// A connection as it stands in a bundle.
pub(super) fn without_secrets(row: &ConnectionRow) -> anyhow::Result<Value> {
    let mut document = plain(row)?;
    for field in SECRETS {
        document.remove(field);
    }
    document.insert("system".to_owned(), row.system.to_string().into());
    Ok(Value::Object(document))
}

fn view(row: &ConnectionRow) -> anyhow::Result<ConnectionView> {
    let mut document = plain(row)?;
    for field in SECRETS {
        if let Some(secret) = document.get_mut(field) {
            *secret = MASK.into();
        }
    }
    Ok(ConnectionView {
        system: row.system.clone(),
        version: row.version,
        updated_at: row.updated_at,
        document: Value::Object(document),
    })
}

/// A stored connection with all its defaults.
fn plain(row: &ConnectionRow) -> anyhow::Result<Map<String, Value>> {
    let connection: Connection = serde_json::from_str(&row.document)?;
    match serde_json::to_value(connection)? {
        Value::Object(document) => Ok(document),
        other => anyhow::bail!("the connection to {} is {other}", row.system),
    }
}

fn expect_version(
    system: &SystemCode,
    row: Option<&ConnectionRow>,
    expected: Option<&str>,
) -> Result<(), Refusal> {
    let stands = row.map(|row| tag(row.version, row.updated_at));
    match expected {
        Some(expected) if stands.as_deref() != Some(expected) => {
            let what = format!("the connection to {system}");
            Err(refusals::outdated(&what, stands.as_deref()))
        }
        Some(_) | None => Ok(()),
    }
}
