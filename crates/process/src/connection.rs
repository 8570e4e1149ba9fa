//! A tenant's connection to a customs system, as configured.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::deadlines::Deadlines;
use crate::schedule::RetrySchedule;

/// The document of a [`cas_model::record::ConnectionRecord`].
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
    /// The one that it showed before and may show still, while the secret is changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_callback_secret: Option<String>,
    /// Name of the file with a client certificate and its key, PEM.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_certificate: Option<String>,
    /// That file, in the tenant's folder.
    #[serde(skip)]
    pub certificate_file: Option<PathBuf>,
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

    /// Where a message goes that the system wants at `path`, or at the endpoint itself.
    #[must_use]
    pub fn url_of(&self, path: Option<&str>) -> String {
        path.map_or_else(|| self.endpoint.clone(), |path| below(&self.endpoint, path))
    }

    /// Where what is fetched has the address `path`.
    #[must_use]
    pub fn pull_url_of(&self, path: &str) -> String {
        below(self.pull_endpoint.as_ref().unwrap_or(&self.endpoint), path)
    }

    /// The secrets that the customs system may show when it calls us.
    pub fn callback_secrets(&self) -> impl Iterator<Item = &str> {
        let secrets = [&self.callback_secret, &self.previous_callback_secret];
        let secrets = secrets.into_iter().flatten().map(String::as_str);
        secrets.filter(|secret| !secret.is_empty())
    }

    /// The header that shows who we are.
    #[must_use]
    pub fn authorization(&self) -> Option<(String, String)> {
        let secret = self.secret.as_ref()?;
        Some(("authorization".to_owned(), format!("Bearer {secret}")))
    }
}

/// An endpoint is written with or without a slash at its end; a path begins with one. What is
/// beside the endpoint takes the place of its last name.
fn below(endpoint: &str, path: &str) -> String {
    let endpoint_or_root = endpoint.trim_end_matches('/');
    match (path, path.strip_prefix("/..")) {
        ("", _) => endpoint.to_owned(),
        (path, None) => format!("{endpoint_or_root}{path}"),
        (_, Some(beside)) => format!("{}{beside}", above(endpoint_or_root)),
    }
}

/// The address that an endpoint is below; itself where it is a host.
fn above(endpoint: &str) -> &str {
    let host = endpoint.find("://").map_or(0, |scheme| scheme + 3);
    let last = endpoint.get(host..).and_then(|path| path.rfind('/'));
    last.and_then(|last| endpoint.get(..host + last))
        .unwrap_or(endpoint)
}

const fn default_timeout() -> u64 {
    30
}
