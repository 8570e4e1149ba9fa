//! What is allowed in a configuration, and will keep declarations waiting all the same?
//!
//! Nothing is refused for it: configuration may come in pieces, in any order.

use std::collections::BTreeSet;

use cas_model::configuration::ConfigurationKind;
use cas_model::flow::Flow;
use cas_model::ids::SystemCode;
use cas_model::record::ConnectionRecord;
use serde_json::Value;

use super::connections::CONNECTION;
use crate::connection::Connection;

/// Something that was taken, and needs something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigurationWarning {
    /// What it needs and is missing.
    pub kind: WarningKind,
    /// The kind of the document that needs it: `flow` or `connection`.
    pub document: &'static str,
    /// The name of that document; of a connection its system.
    pub name: String,
    /// What happens without it, and what to do.
    pub text: String,
}

/// What something needs that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarningKind {
    /// There is no connection to a customs system that a flow names.
    ConnectionMissing,
    /// A connection shows nothing by which the customs system knows who calls.
    SecretMissing,
    /// The customs system has no secret by which it is let in, and its messages are not fetched.
    CallbackSecretMissing,
}

impl WarningKind {
    /// Its code in answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConnectionMissing => "connection-missing",
            Self::SecretMissing => "secret-missing",
            Self::CallbackSecretMissing => "callback-secret-missing",
        }
    }
}

/// The systems that a flow sends to and that are not among those that are connected.
pub fn of_flow(
    name: &str,
    raw: &Value,
    connected: &BTreeSet<SystemCode>,
) -> Vec<ConfigurationWarning> {
    // What is no flow is refused elsewhere.
    let Ok(flow) = serde_json::from_value::<Flow>(raw.clone()) else {
        return Vec::new();
    };
    let systems: BTreeSet<SystemCode> = flow.steps.into_iter().map(|step| step.system).collect();
    let missing = systems.difference(connected).map(|system| {
        let text = format!(
            "there is no connection to {system}: declarations of this flow stop in \
             ConfigurationError until it is put (PUT /v1/connections/{system})"
        );
        ConfigurationWarning {
            kind: WarningKind::ConnectionMissing,
            document: ConfigurationKind::Flow.as_str(),
            name: name.to_owned(),
            text,
        }
    });
    missing.collect()
}

/// The secrets that a connection lacks.
///
/// # Errors
/// When what is stored is no connection.
pub fn of_connection(row: &ConnectionRecord) -> anyhow::Result<Vec<ConfigurationWarning>> {
    let connection: Connection = row.document.get_as()?;
    let system = &row.system;
    let how =
        format!("give it by PUT /v1/connections/{system} or `cas connections secret {system}`");
    let warning = |kind, text: String| ConfigurationWarning {
        kind,
        document: CONNECTION,
        name: system.to_string(),
        text,
    };
    let mut warnings = Vec::new();
    if connection.secret.is_none() && connection.client_certificate.is_none() {
        let text = format!("it has no secret: messages go out without credentials; {how}");
        warnings.push(warning(WarningKind::SecretMissing, text));
    }
    if connection.callback_secrets().next().is_none() && connection.pull_seconds.is_none() {
        let text = format!("it has no callbackSecret: every answer of {system} is refused; {how}");
        warnings.push(warning(WarningKind::CallbackSecretMissing, text));
    }
    Ok(warnings)
}
