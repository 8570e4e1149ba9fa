//! A tenant's connection to a customs system, as configured.

use std::time::Duration;

use serde::{Deserialize, Serialize};

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
    /// File with a client certificate and its key, PEM.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_certificate: Option<String>,
    /// How long to wait for an answer, in seconds.
    #[serde(default = "default_timeout")]
    pub timeout_seconds: u64,
    /// When to try again after a temporary failure.
    #[serde(default = "RetrySchedule::customs_default")]
    pub retry: RetrySchedule,
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
}

const fn default_timeout() -> u64 {
    30
}
