//! How is a connection to a customs system configured, without its secrets being told?
//!
//! Secrets go in and never come out: they are shown as [`MASK`]. Whoever sends a connection
//! without a secret, or with the mask, keeps the one that is stored; `null` removes it. The secret
//! that we show is kept for the host it was meant for only: else whoever may change the address
//! could have it sent to himself.

use cas_model::ids::SystemCode;
use cas_model::record::{ConnectionRecord, Json};
use jiff::Timestamp;
use serde_json::{Map, Value};
use url::Url;

use super::document::read_typed;
use super::refusals::{self, Problems};
use super::snapshot::Snapshot;
use super::{ConfigurationChange, Undecided};
use crate::connection::Connection;
use crate::{ConfigurationProblem, Refusal};

/// What is shown for a secret.
pub use cas_model::secret_fields::MASK;

/// The fields that are secrets.
const SECRETS: [&str; 3] = [SHOWN, "callbackSecret", "previousCallbackSecret"];

/// A secret of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionSecret {
    /// The one that we show to the customs system.
    Shown,
    /// The one that the customs system shows when it calls us.
    Callback,
    /// The one that it showed before and may show still.
    PreviousCallback,
}

impl ConnectionSecret {
    /// All of them, in the order of their declaration.
    pub const ALL: [Self; 3] = [Self::Shown, Self::Callback, Self::PreviousCallback];

    /// Its name in the document of a connection.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Shown => SECRETS[0],
            Self::Callback => SECRETS[1],
            Self::PreviousCallback => SECRETS[2],
        }
    }
}

/// The kind of a connection in answers.
pub const CONNECTION: &str = "connection";

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

/// Makes or changes a connection. `expected` is the tag that the caller read, if he minds.
///
/// # Errors
/// When the system is not known, the connection has problems, or is not what the caller read.
pub fn put(
    snapshot: &Snapshot,
    system: &SystemCode,
    raw: &Value,
    expected: Option<&str>,
) -> Result<(ConfigurationChange, ConnectionView), Undecided> {
    let stored = stored(snapshot, system);
    expect_version(system, stored, expected)?;
    let row = written(snapshot, system, raw)?;
    let view = view(&row)?;
    let is_same = stored.is_some_and(|stored| stored.document == row.document);
    let mut change = ConfigurationChange::default();
    if !is_same {
        change.connections.push(row);
    }
    Ok((change, view))
}

/// Gives a connection that is there another secret, and changes nothing else of it.
///
/// # Errors
/// When there is no such connection, or it has problems.
pub fn put_secret(
    snapshot: &Snapshot,
    system: &SystemCode,
    which: ConnectionSecret,
    secret: &str,
) -> Result<(ConfigurationChange, ConnectionView), Undecided> {
    let row = stored(snapshot, system).ok_or_else(|| Refusal::not_found("connection"))?;
    let mut document: Map<String, Value> = row.document.get_as().map_err(anyhow::Error::from)?;
    document.insert(which.field().to_owned(), secret.into());
    put(snapshot, system, &Value::Object(document), None)
}

/// Deletes a connection. What is on its way over it waits until there is one again.
///
/// # Errors
/// When there is none, or it is not what the caller read.
pub fn delete(
    snapshot: &Snapshot,
    system: &SystemCode,
    expected: Option<&str>,
) -> Result<(ConfigurationChange, ()), Undecided> {
    let stored = stored(snapshot, system);
    expect_version(system, stored, expected)?;
    let row = stored.ok_or_else(|| Refusal::not_found("connection"))?;
    let change = ConfigurationChange {
        deleted_connections: vec![(row.tenant_id, row.system.clone(), row.version)],
        ..ConfigurationChange::default()
    };
    Ok((change, ()))
}

/// The stored connection to a system.
pub fn stored<'a>(snapshot: &'a Snapshot, system: &SystemCode) -> Option<&'a ConnectionRecord> {
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
pub fn written(
    snapshot: &Snapshot,
    system: &SystemCode,
    raw: &Value,
) -> Result<ConnectionRecord, Undecided> {
    let implementation = snapshot.registry.get(system);
    let implementation = implementation.ok_or_else(|| Refusal::not_found("customs system"))?;
    let stored = stored(snapshot, system);
    let document = with_kept_secrets(raw, stored)?;
    let connection: Connection =
        read_typed(&document).map_err(|problem| refusals::invalid(vec![(None, problem)]))?;
    let mut problems = Problems::new();
    let mut wrong = |path: &str, message: String| {
        problems.push((None, ConfigurationProblem::at(path, message)));
    };
    let reach = &snapshot.reach;
    if let Err(message) = reach.allows(&connection.endpoint) {
        wrong("endpoint", message);
    }
    if let Some(endpoint) = &connection.pull_endpoint
        && let Err(message) = reach.allows(endpoint)
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
        && let Err(message) = reach.has_certificate(snapshot.editor.tenant_id, name)
    {
        wrong("clientCertificate", message);
    }
    if !TIMEOUT.contains(&connection.timeout_seconds) {
        let message = format!("must be from {} to {}", TIMEOUT.start(), TIMEOUT.end());
        wrong("timeoutSeconds", message);
    }
    for problem in implementation.check_settings(&connection.settings) {
        let path = format!("settings.{}", problem.name);
        wrong(path.trim_end_matches('.'), problem.message);
    }
    if !problems.is_empty() {
        return Err(refusals::invalid(problems).into());
    }
    let document = Json::of_any(&connection).map_err(anyhow::Error::from)?;
    Ok(match stored {
        Some(row) if row.document == document => row.clone(),
        stored => ConnectionRecord {
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
fn with_kept_secrets(raw: &Value, stored: Option<&ConnectionRecord>) -> Result<Value, Undecided> {
    let Value::Object(sent) = raw else {
        return Err(refusals::wrong("", "must be a JSON object").into());
    };
    let mut document = sent.clone();
    let stored: Map<String, Value> = match stored {
        Some(row) => row.document.get_as().map_err(anyhow::Error::from)?,
        None => Map::new(),
    };
    for field in SECRETS {
        let is_kept = document.get(field).is_none_or(|sent| sent == MASK);
        if is_kept {
            document.remove(field);
            if let Some(secret) = stored.get(field) {
                if field == SHOWN && goes_elsewhere(&document, &stored) {
                    return Err(refusals::wrong(field, MEANT_FOR_ANOTHER).into());
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
pub fn without_secrets(row: &ConnectionRecord) -> anyhow::Result<Value> {
    let mut document = plain(row)?;
    for field in SECRETS {
        document.remove(field);
    }
    document.insert("system".to_owned(), row.system.to_string().into());
    Ok(Value::Object(document))
}

/// A connection as it is shown.
///
/// # Errors
/// When what is stored is no connection.
pub fn view(row: &ConnectionRecord) -> anyhow::Result<ConnectionView> {
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
fn plain(row: &ConnectionRecord) -> anyhow::Result<Map<String, Value>> {
    let connection: Connection = row.document.get_as()?;
    match serde_json::to_value(connection)? {
        Value::Object(document) => Ok(document),
        other => anyhow::bail!("the connection to {} is {other}", row.system),
    }
}

fn expect_version(
    system: &SystemCode,
    row: Option<&ConnectionRecord>,
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
