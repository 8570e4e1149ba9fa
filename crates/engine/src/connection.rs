//! A tenant's connection to a customs system, as configured.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use cas_model::ids::{SystemCode, TenantId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::Engine;
use crate::certificates::file_of;
use crate::deadlines::Deadlines;
use crate::notify::RetrySchedule;

/// The document of a [`cas_store::ConnectionRow`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Connection {
    /// Where messages are posted.
    pub endpoint: String,
    /// The secret we show (`Authorization: Bearer`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// The secret the customs system shows when it calls us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callback_secret: Option<String>,
    /// Name of the file with a client certificate and its key, PEM.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_certificate: Option<String>,
    /// That file, in the tenant's folder.
    #[serde(skip)]
    pub(crate) certificate_file: Option<PathBuf>,
    /// How long to wait for an answer, in seconds.
    #[serde(default = "default_timeout")]
    pub timeout_seconds: u64,
    /// When to try again after a temporary failure.
    #[serde(default = "RetrySchedule::customs_default")]
    pub retry: RetrySchedule,
    /// How often the system's messages are fetched, in seconds; they are not where it is not set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pull_seconds: Option<u32>,
    /// Where messages are fetched from, where that is not the endpoint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pull_endpoint: Option<String>,
    /// How long is waited for what.
    #[serde(default)]
    pub deadlines: Deadlines,
    /// The system's own settings.
    #[serde(default)]
    pub settings: serde_json::Value,
}

impl Connection {
    /// How long to wait for an answer.
    #[must_use]
    pub fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_seconds)
    }

    /// Where a message goes that the system wants at `path`.
    pub(crate) fn url_of(&self, path: &str) -> String {
        below(&self.endpoint, path)
    }

    /// Where what is fetched has the address `path`.
    pub(crate) fn pull_url_of(&self, path: &str) -> String {
        below(self.pull_endpoint.as_ref().unwrap_or(&self.endpoint), path)
    }

    /// The header that shows who we are.
    pub(crate) fn authorization(&self) -> Option<(String, String)> {
        let secret = self.secret.as_ref()?;
        Some(("authorization".to_owned(), format!("Bearer {secret}")))
    }
}

/// An endpoint is written with or without a slash at its end; a path begins with one.
fn below(endpoint: &str, path: &str) -> String {
    match path {
        "" => endpoint.to_owned(),
        path => format!("{}{path}", endpoint.trim_end_matches('/')),
    }
}

const fn default_timeout() -> u64 {
    30
}

/// How long a connection is believed without looking again.
const BELIEVED: SignedDuration = SignedDuration::from_secs(1);

/// Connections as they were a moment ago: every message both ways needs one.
#[derive(Debug, Default)]
pub(crate) struct Connections(Mutex<HashMap<(TenantId, SystemCode), Known>>);

type Known = (Timestamp, Option<Arc<Connection>>);

impl Connections {
    /// Looks again the next time: it was changed here.
    pub(crate) fn forget(&self, tenant: TenantId, system: &SystemCode) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(&(tenant, system.clone()));
    }
}

impl Engine {
    /// A tenant's connection to a customs system, as it was at most a second ago.
    ///
    /// # Errors
    /// When the store fails, or what is stored is no connection.
    pub async fn connection(
        &self,
        tenant: TenantId,
        system: &SystemCode,
    ) -> anyhow::Result<Option<Arc<Connection>>> {
        let now = self.now();
        let key = (tenant, system.clone());
        let table = || {
            self.connections()
                .0
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some((at, connection)) = table().get(&key)
            && now.duration_since(*at) < BELIEVED
        {
            return Ok(connection.clone());
        }
        let rows = self.store().connections(std::slice::from_ref(&key)).await?;
        let connection: Option<Connection> = rows
            .first()
            .map(|row| serde_json::from_str(&row.document))
            .transpose()
            .with_context(|| format!("the connection to {system}"))?;
        let connection = connection.map(|connection| self.with_certificate(tenant, connection));
        table().insert(key, (now, connection.clone()));
        Ok(connection)
    }

    /// A connection that knows where its certificate is.
    fn with_certificate(&self, tenant: TenantId, connection: Connection) -> Arc<Connection> {
        let name = connection.client_certificate.as_deref();
        let file = name.and_then(|name| file_of(self.settings(), tenant, name).ok());
        Arc::new(Connection {
            certificate_file: file,
            ..connection
        })
    }
}
